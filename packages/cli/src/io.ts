/** Everything a command touches of the process it runs in, passed in so that tests can stand in for it. */

import { EXIT } from './exit-codes.ts';

/** Where text goes. Writing to a reader that has gone is not an error. */
export interface Output {
  write(text: string): void;
  /** A terminal, as opposed to a file or a pipe. */
  readonly isTTY: boolean;
}

export interface Io {
  readonly stdout: Output;
  readonly stderr: Output;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
}

/** The process's own. */
export function processIo(): Io {
  return { stdout: outputOf(process.stdout, outputLost), stderr: outputOf(process.stderr), env: process.env, cwd: process.cwd() };
}

function outputOf(stream: NodeJS.WriteStream, onLost?: (error: NodeJS.ErrnoException) => void): Output {
  // Without a listener, EPIPE (`airt explain ... | head`) would end the process with a stack trace.
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') onLost?.(error);
  });
  return { write: (text) => void stream.write(text), isTTY: stream.isTTY === true };
}

/** A full disk, for example: whoever reads the output must not take it for whole. */
function outputLost(error: NodeJS.ErrnoException): void {
  process.stderr.write(`airt: the output could not be written: ${error.message}\n`);
  process.exitCode = EXIT.failed;
}
