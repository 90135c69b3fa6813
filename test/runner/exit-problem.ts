import type { ChildProcess } from 'node:child_process';

/** What was wrong with the end of a process, once it has ended; `undefined` where it succeeded. */
export function exitProblem(child: ChildProcess): Promise<string | undefined> {
  return new Promise((resolve) => {
    child.once('error', (error) => resolve(`cannot be started: ${error.message}`));
    child.once('close', (code, signal) => resolve(code === 0 ? undefined : `ended with ${signal ?? `exit code ${code}`}`));
  });
}
