/** What kind of program a command names, to be able to say beforehand whether anything will be attached to it. */
import { accessSync, closeSync, constants, openSync, readSync, realpathSync, statSync } from 'node:fs';
import { basename, delimiter, isAbsolute, resolve } from 'node:path';

/** Enough of a launcher script to see what it starts. */
const HEAD_BYTES = 4096;

/**
 * `node`: Node.js itself, or a script that runs on it (npx, npm, tsx). `other`: anything else; Node.js programs that it starts
 * still inherit NODE_OPTIONS. `missing`: no such program.
 */
export type ProgramKind = 'node' | 'other' | 'missing';

export function programKind(command: string, env: Readonly<Record<string, string | undefined>>, cwd: string): ProgramKind {
  const file = findProgram(command, env, cwd);
  // Windows finds programs by extensions that are not looked at here; there the attempt to start it will tell.
  if (file === undefined) return process.platform === 'win32' ? 'node' : 'missing';
  const real = realPath(file);
  // Both names: version managers put a link called `node` before a program of another name, and the other way round.
  if (isNodeName(file) || isNodeName(real)) return 'node';
  const head = readHead(real);
  const isScript = head.startsWith('#!');
  const firstLine = head.split('\n', 1)[0] ?? '';
  if (isScript && /\bnode(js)?\b/.test(firstLine)) return 'node';
  // Package managers put shell scripts before Node.js programs: `exec node "$basedir/..."`.
  return isScript && /\/(env +)?(ba|da|z|k)?sh\b/.test(firstLine) && /\bexec\b.*\bnode\b/.test(head) ? 'node' : 'other';
}

const isNodeName = (file: string): boolean => /^node(js)?(-?\d[\d.]*)?(\.exe)?$/i.test(basename(file));

function findProgram(command: string, env: Readonly<Record<string, string | undefined>>, cwd: string): string | undefined {
  if (isAbsolute(command) || /[\\/]/.test(command)) {
    const file = resolve(cwd, command);
    return isFile(file) ? file : undefined;
  }
  const folders = (env.PATH ?? '').split(delimiter).filter((folder) => folder !== '');
  return folders.map((folder) => resolve(cwd, folder, command)).find((file) => isFile(file) && isExecutable(file));
}

function isFile(file: string): boolean {
  return statSync(file, { throwIfNoEntry: false })?.isFile() === true;
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function realPath(file: string): string {
  try {
    return realpathSync(file);
  } catch {
    return file;
  }
}

/** The beginning of the file; empty where it cannot be read. */
function readHead(file: string): string {
  try {
    const descriptor = openSync(file, 'r');
    try {
      const buffer = Buffer.alloc(HEAD_BYTES);
      return buffer.toString('latin1', 0, readSync(descriptor, buffer, 0, HEAD_BYTES, 0));
    } finally {
      closeSync(descriptor);
    }
  } catch {
    return '';
  }
}
