/** One run of an agent in a process of its own, and all that its user can see of it. */
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** The built preload; AIRT_TEST_PRELOAD names another one. */
export const preload: string =
  process.env.AIRT_TEST_PRELOAD ?? fileURLToPath(new URL('../../packages/instrument/dist/preload.cjs', import.meta.url));

/** A file that does nothing: what an uninstrumented run preloads, so that both are started in the same way. */
export const emptyPreload: string = fileURLToPath(new URL('./agents/empty.cjs', import.meta.url));

/** Path of an agent. */
export const agentFile = (name: string): string => fileURLToPath(new URL(`./agents/${name}`, import.meta.url));

/** What to run and how. */
export interface AgentOptions {
  /** Arguments of Node, the program among them. */
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly cwd?: string;
  /** Node to run it with; the present one by default. */
  readonly node?: string;
  /** Receives standard output as it comes. */
  readonly onStdout?: (text: string, pid: number) => void;
  readonly timeoutMs?: number;
}

/** What was seen. */
export interface AgentRun {
  readonly stdout: string;
  readonly stderr: string;
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  /** Milliseconds from the start to the end of the process. */
  readonly wallMs: number;
  /** Milliseconds from its last output to its end. */
  readonly exitMs: number;
  /** It had to be killed. */
  readonly hung: boolean;
}

/** Variables of the environment that would change what is measured. */
const foreign = /^(AIRT_|OTEL_|OPENAI_|ANTHROPIC_|NODE_OPTIONS|NODE_TEST|NODE_V8|NODE_CHANNEL|FORCE_COLOR|NO_COLOR|CI$)/;

/** This process's environment without what belongs to the test. */
export const cleanEnv = (): Record<string, string | undefined> =>
  Object.fromEntries(Object.entries(process.env).filter(([name]) => !foreign.test(name)));

/** Runs a Node program to its end; rejects only when it cannot be started. */
export function runAgent(options: AgentOptions): Promise<AgentRun> {
  const { args, cwd, node = process.execPath, onStdout, timeoutMs = 30_000 } = options;
  const env = { ...cleanEnv(), ...options.env };
  return new Promise((resolve, reject) => {
    const from = performance.now();
    let last = from;
    let exited = from;
    let hung = false;
    const child = spawn(node, args, { env, stdio: ['ignore', 'pipe', 'pipe'], ...(cwd === undefined ? {} : { cwd }) });
    const seen = { stdout: '', stderr: '' };
    for (const name of ['stdout', 'stderr'] as const) {
      child[name].setEncoding('utf8').on('data', (text: string) => {
        // What we say ourselves at the end is no output of the agent's.
        if (name === 'stdout' || withoutOwnLines(text) !== '') last = performance.now();
        seen[name] += text;
        if (name === 'stdout') onStdout?.(text, child.pid ?? 0);
      });
    }
    const timer = setTimeout(() => {
      hung = true;
      child.kill('SIGKILL');
    }, timeoutMs);
    child.once('error', reject);
    child.once('exit', () => {
      exited = performance.now();
    });
    child.once('close', (code, signal) => {
      clearTimeout(timer);
      resolve({ ...seen, code, signal, wallMs: exited - from, exitMs: Math.max(0, exited - last), hung });
    });
  });
}

/** The lines that we say ourselves. */
export const ownLines = (stderr: string): string[] => stderr.split('\n').filter((line) => line.startsWith('airt:'));

/** What is left for the application. */
export const withoutOwnLines = (stderr: string): string =>
  stderr
    .split('\n')
    .filter((line) => !line.startsWith('airt:'))
    .join('\n');

/** Output without what is another one in every run: ports, process ids, the preload's path. */
export const anonymous = (text: string): string =>
  text
    .replaceAll(preload, 'PRELOAD')
    .replaceAll(emptyPreload, 'PRELOAD')
    .replaceAll(emptyPreload.replace('empty.cjs', 'harmful.cjs'), 'PRELOAD')
    .replace(/127\.0\.0\.1:\d{4,5}/g, '127.0.0.1:PORT')
    .replace(/\(node:\d+\)/g, '(node:PID)');
