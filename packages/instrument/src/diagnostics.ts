/** What goes wrong inside, seen from outside: counted always, told once, never thrown into the application. */
import type { LogLevel } from './config.ts';

export interface Diagnostics {
  /** One line on standard error, prefixed `airt:`, if the level allows. Never a stack trace. */
  log(level: Exclude<LogLevel, 'silent'>, message: string): void;
  /** Counts an internal failure that was passed through; told on level debug. */
  failure(kind: string, error: unknown): void;
  /** Failures by kind since the process started. */
  readonly failures: ReadonlyMap<string, number>;
}

const ORDER = { silent: 0, error: 1, warn: 2, info: 3, debug: 4 } as const;

export function createDiagnostics(level: LogLevel, write: (line: string) => void): Diagnostics {
  const failures = new Map<string, number>();
  const log: Diagnostics['log'] = (at, message) => {
    if (ORDER[at] > ORDER[level]) return;
    try {
      write(`airt: ${message.replaceAll('\n', ' ')}\n`);
    } catch {
      // Standard error is gone: there is nobody left to tell.
    }
  };
  return {
    log,
    failures,
    failure(kind, error) {
      failures.set(kind, (failures.get(kind) ?? 0) + 1);
      // What JSON.parse says quotes the text around the mistake, which is the application's.
      const said = error instanceof SyntaxError ? 'not valid JSON' : error instanceof Error ? error.message : String(error);
      log('debug', `${kind}: ${said}`);
    },
  };
}

/** Runs what must not fail; a failure is counted and `fallback` given. */
export function guarded<T>(diagnostics: Diagnostics, kind: string, fallback: T, work: () => T): T {
  try {
    return work();
  } catch (error) {
    diagnostics.failure(kind, error);
    return fallback;
  }
}
