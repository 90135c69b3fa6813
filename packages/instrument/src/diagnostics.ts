/** What goes wrong inside, seen from outside: counted always, logged once, never thrown into the application. */
import type { LogLevel } from './config.ts';

export interface Diagnostics {
  /** One line on standard error, prefixed `airt:`, if the level allows. Never a stack trace. */
  log(level: Exclude<LogLevel, 'silent'>, message: string): void;
  /** Counts an internal failure that was passed through; logged on level debug. */
  failure(kind: string, error: unknown): void;
  /** Failures by kind since the process started. */
  readonly failures: ReadonlyMap<string, number>;
  /** Is called after each failure that was counted. */
  onFailure(listener: (kind: string, error: unknown) => void): void;
  /** Counts spans that were made and could not be exported. */
  dropSpans(count: number): void;
  /** Spans lost since the process started. */
  readonly spansDropped: number;
}

/** Kinds are names in the source; what else comes shares one entry. */
const MAX_KINDS = 256;
const OTHER = 'other';

const ORDER = { silent: 0, error: 1, warn: 2, info: 3, debug: 4 } as const;

export function createDiagnostics(level: LogLevel, write: (line: string) => void): Diagnostics {
  const failures = new Map<string, number>();
  const listeners: ((kind: string, error: unknown) => void)[] = [];
  let spansDropped = 0;
  const log: Diagnostics['log'] = (at, message) => {
    if (ORDER[at] > ORDER[level]) return;
    try {
      write(`airt: ${message.replaceAll('\n', ' ')}\n`);
    } catch {
      // Standard error is gone: nobody reads it any more.
    }
  };
  return {
    log,
    failures,
    failure(kind, error) {
      const key = failures.has(kind) || failures.size < MAX_KINDS ? kind : OTHER;
      failures.set(key, (failures.get(key) ?? 0) + 1);
      // What JSON.parse says quotes the text around the mistake, which is the application's.
      const message = error instanceof SyntaxError ? 'not valid JSON' : error instanceof Error ? error.message : String(error);
      log('debug', `${kind}: ${message}`);
      for (const listener of listeners) {
        try {
          listener(key, error);
        } catch {
          // Counting one more failure here could go on for ever.
        }
      }
    },
    onFailure: (listener) => void listeners.push(listener),
    dropSpans(count) {
      spansDropped += count;
    },
    get spansDropped() {
      return spansDropped;
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
