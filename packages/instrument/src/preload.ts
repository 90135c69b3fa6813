/**
 * The entry: `node --require @airt/instrument app.js`, or `--import`. It has to be harmless wherever it is run: on a Node that is
 * too old, on Node's own threads (which run `--require` preloads again), a second time in the same thread, and when anything fails.
 * What it does on the way to the application's first line is kept small; the rest is loaded when it is first needed.
 */
import { writeSync } from 'node:fs';
import { isInternalThread, isMainThread } from 'node:worker_threads';

const OLDEST = [22, 15] as const;
const LOADED = Symbol.for('airt.instrument.loaded');

function isSupported(version: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return major > OLDEST[0] || (major === OLDEST[0] && minor >= OLDEST[1]);
}

/** Straight to the descriptor: the error event of a standard error that nobody reads any more would end the application. */
function say(line: string): void {
  try {
    writeSync(2, line);
  } catch {
    // There is nobody left to tell.
  }
}

function load(): void {
  const state = globalThis as { [LOADED]?: boolean };
  if (state[LOADED] || isInternalThread) return;
  Object.defineProperty(state, LOADED, { value: true });
  if (!isSupported(process.versions.node)) {
    if (isMainThread && !/^(silent|error)$/i.test(process.env.AIRT_LOG_LEVEL ?? '')) {
      say(
        `airt: Node ${process.versions.node} is too old for @airt/instrument (needs ${OLDEST.join('.')} or newer): the application runs without it.\n`,
      );
    }
    return;
  }
  try {
    const { start } = require('./runtime.cjs') as typeof import('./runtime.ts');
    start();
  } catch (error) {
    // Of what Node says about a file that is missing, the first line tells which; the rest is a list of files.
    const [reason] = String(error instanceof Error ? error.message : error).split('\n');
    say(`airt: could not start (${reason}): the application runs without it.\n`);
  }
}

load();
