/** Runs the demonstration's agent in a process of its own and reads its steps as it prints them. */
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

/** One line of the agent. */
export type AgentLine =
  | { readonly type: 'step'; readonly step: number; readonly text: string | null; readonly calls: readonly AgentToolCall[] }
  | { readonly type: 'answer'; readonly step: number; readonly text: string | null }
  | { readonly type: 'gave_up'; readonly step: number }
  | { readonly type: 'failed'; readonly message: string };

export interface AgentToolCall {
  readonly tool: string;
  readonly arguments: string;
  readonly result: string;
}

export interface AgentRun {
  /** Steps taken, the final answer among them. */
  readonly steps: number;
  readonly ended: 'answered' | 'gave up' | 'failed';
  /** The answer, or why it failed. */
  readonly text?: string;
}

export interface AgentProcessOptions {
  readonly script: string;
  /** Before the script: `--require FILE`. */
  readonly nodeArgs: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The agent is stopped after this long. */
  readonly timeoutMs: number;
  readonly onLine: (line: AgentLine) => void;
  /** What it says on standard error, line by line. */
  readonly onNoise: (text: string) => void;
}

export async function runAgent(options: AgentProcessOptions): Promise<AgentRun> {
  const child = spawn(process.execPath, [...options.nodeArgs, options.script], { stdio: ['ignore', 'pipe', 'pipe'], env: options.env });
  const timer = setTimeout(() => child.kill('SIGKILL'), options.timeoutMs);
  let run: AgentRun = { steps: 0, ended: 'failed', text: 'it ended without a word' };
  createInterface({ input: child.stdout }).on('line', (text) => {
    const line = parseLine(text);
    if (line === undefined) return options.onNoise(text);
    run = advance(run, line);
    options.onLine(line);
  });
  createInterface({ input: child.stderr }).on('line', options.onNoise);
  const failure = await new Promise<string | undefined>((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('close', (_code, signal) => resolve(signal === null ? undefined : `stopped by ${signal}`));
  });
  clearTimeout(timer);
  return failure === undefined ? run : { ...run, ended: 'failed', text: failure };
}

function advance(run: AgentRun, line: AgentLine): AgentRun {
  switch (line.type) {
    case 'step':
      return { ...run, steps: line.step };
    case 'answer':
      return { steps: line.step, ended: 'answered', text: line.text ?? '' };
    case 'gave_up':
      return { steps: line.step, ended: 'gave up', text: `its limit of ${line.step} steps was reached` };
    case 'failed':
      return { ...run, ended: 'failed', text: line.message };
  }
}

/** The agent is part of this package, so a line of JSON with a type is trusted to have its members. */
function parseLine(text: string): AgentLine | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && 'type' in value ? (value as AgentLine) : undefined;
  } catch {
    return undefined;
  }
}
