/** Runs a program in the foreground as if it had been started directly: its streams, signals and exit code are its own. */
import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { SHELL_EXIT } from '../exit-codes.ts';

/** Signals passed on to the program. */
const FORWARDED = ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT', 'SIGUSR1', 'SIGUSR2'] as const;

/** Signals that a terminal sends to every process of the foreground group: the program has had them already. */
const FROM_TERMINAL: readonly string[] = ['SIGINT', 'SIGQUIT'];

export interface ChildResult {
  /** The program's exit code; 128 + the number of the signal that ended it; 126 or 127 where it did not start. */
  readonly code: number;
  readonly signal?: string;
  /** Why it did not start. */
  readonly error?: string;
}

export interface ChildOptions {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  /** Standard input is a terminal. */
  readonly terminal: boolean;
}

/** Runs the program to its end. Never rejects. */
export function runChild(command: string, args: readonly string[], options: ChildOptions): Promise<ChildResult> {
  return new Promise((resolve) => {
    const child = spawn(command, args, { stdio: 'inherit', env: options.env, cwd: options.cwd });
    const forwards = FORWARDED.map((signal) => {
      const forward = () => {
        if (!(options.terminal && FROM_TERMINAL.includes(signal))) child.kill(signal);
      };
      // Listening also keeps this process alive until the program has ended as it wants to.
      listen(signal, forward);
      return { signal, forward };
    });
    const finish = (result: ChildResult) => {
      for (const { signal, forward } of forwards) process.off(signal, forward);
      resolve(result);
    };
    child.once('error', (error: NodeJS.ErrnoException) => {
      if (child.pid !== undefined) return;
      const missing = error.code === 'ENOENT';
      finish({ code: missing ? SHELL_EXIT.notFound : SHELL_EXIT.notExecutable, error: missing ? 'not found' : describe(error) });
    });
    child.once('exit', (code, signal) => {
      if (signal === null) finish({ code: code ?? SHELL_EXIT.notExecutable });
      else finish({ code: SHELL_EXIT.signalBase + (constants.signals[signal] ?? 0), signal });
    });
  });
}

function listen(signal: NodeJS.Signals, listener: () => void): void {
  try {
    process.on(signal, listener);
  } catch {
    // This platform does not have the signal.
  }
}

function describe(error: NodeJS.ErrnoException): string {
  return error.code === 'EACCES' ? 'not executable' : error.message;
}
