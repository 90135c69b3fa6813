/** Processes that a test starts: captured, waited for, ended by their id, and never left behind. */
import { type ChildProcess, type ChildProcessByStdio, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { isListening } from './ports.ts';

/** How a process ended: one of the two is set. */
export interface ExitStatus {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** What to start. */
export interface SpawnOptions {
  /** For messages; the command's last path segment by default. */
  readonly name?: string;
  readonly args?: readonly string[];
  /** Added to this process's environment; `undefined` removes a variable. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly cwd?: string;
  /** Receives each line of output as it comes. */
  readonly log?: (line: string) => void;
}

/** A running process. Every wait is bounded, and fails with the process's last output in its message. */
export interface SpawnedProcess {
  readonly name: string;
  readonly pid: number;
  /** Resolves when it has ended and its output has been read. Never rejects. */
  readonly exited: Promise<ExitStatus>;
  /** Set once it has ended. */
  status(): ExitStatus | undefined;
  stdout(): string;
  stderr(): string;
  /** Both streams, line by line as they came. */
  output(): string;
  /** The first line, of both streams and from the start, that matches. */
  waitForLine(pattern: RegExp, timeoutMs?: number): Promise<string>;
  /** Until it accepts connections on 127.0.0.1. */
  waitForPort(port: number, timeoutMs?: number): Promise<void>;
  /** Until `ready` says so; asked every few milliseconds, an exception counts as "not yet". */
  waitUntil(what: string, ready: () => Promise<boolean>, timeoutMs?: number): Promise<void>;
  /** Until it ends by itself. */
  waitForExit(timeoutMs?: number): Promise<ExitStatus>;
  /** Sends a signal (`SIGSTOP`, `SIGCONT` ...); nothing when it has ended. */
  signal(signal: NodeJS.Signals): void;
  /** SIGTERM, and SIGKILL when it has not ended after `graceMs`. */
  stop(graceMs?: number): Promise<ExitStatus>;
  /** SIGKILL. */
  kill(): Promise<ExitStatus>;
}

/** Enough for any test's output; a runaway process must not fill the memory of the test. */
const maxCaptured = 4 << 20;
const tailLines = 40;
const maxLines = 100_000;

/** Starts a process. Rejects when it cannot be started at all. */
export async function spawnProcess(command: string, options: SpawnOptions = {}): Promise<SpawnedProcess> {
  const { args = [], cwd, log } = options;
  const name = options.name ?? command.split('/').pop() ?? command;
  const env = { ...process.env, ...options.env };
  const child = spawn(command, args, { env, stdio: ['ignore', 'pipe', 'pipe'], ...(cwd === undefined ? {} : { cwd }) });
  await new Promise<void>((resolve, reject) => {
    child.once('spawn', resolve);
    child.once('error', (error) => reject(new Error(`cannot start ${name} (${command}): ${error.message}`)));
  });
  const pid = child.pid;
  if (pid === undefined) throw new Error(`${name} has started without a process id`);
  const release = endWithThisProcess(child, pid);

  const output = captureOutput(child, log);
  let status: ExitStatus | undefined;
  const exited = new Promise<ExitStatus>((resolve) => {
    child.once('exit', release);
    // Not 'exit': its last output is read first.
    child.once('close', (code, signal) => {
      status = { code, signal };
      resolve(status);
    });
  });

  const failure = (what: string) => new Error(`${name} (pid ${pid}) ${what}. Its last output:\n${output.tail()}`);
  const bounded = boundedWaits(exited, failure);
  const waitUntil = (what: string, ready: () => Promise<boolean>, timeoutMs = 15_000) =>
    bounded(what, timeoutMs, async (signal) => {
      while (!signal.aborted && !(await ready().catch(() => false))) await sleep(10);
    });
  const signal = (which: NodeJS.Signals) => {
    if (status === undefined) child.kill(which);
  };
  const kill = () => {
    signal('SIGKILL');
    return exited;
  };

  return {
    name,
    pid,
    exited,
    status: () => status,
    stdout: () => output.text('stdout'),
    stderr: () => output.text('stderr'),
    output: () => output.lines().join('\n'),
    waitForLine: (pattern, timeoutMs = 15_000) => bounded(`a line like ${pattern}`, timeoutMs, (aborted) => output.line(pattern, aborted)),
    waitForPort: (port, timeoutMs) => waitUntil(`listening on 127.0.0.1:${port}`, () => isListening(port), timeoutMs),
    waitUntil,
    waitForExit: async (timeoutMs = 15_000) => {
      const timeout = new AbortController();
      try {
        const late = sleep(timeoutMs, undefined, { signal: timeout.signal }).then(() =>
          Promise.reject(failure(`is still running after ${timeoutMs} ms`)),
        );
        return await Promise.race([exited, late]);
      } finally {
        timeout.abort();
      }
    },
    signal,
    kill,
    stop: async (graceMs = 5_000) => {
      signal('SIGTERM');
      // A stopped process would not see SIGTERM.
      signal('SIGCONT');
      const timer = setTimeout(() => signal('SIGKILL'), graceMs);
      try {
        return await exited;
      } finally {
        clearTimeout(timer);
      }
    },
  };
}

interface CapturedOutput {
  text(stream: 'stdout' | 'stderr'): string;
  /** The latest lines of both streams, in the order in which they came. */
  lines(): readonly string[];
  /** The last lines, for an error message. */
  tail(): string;
  /** The first line that matches, also of the past; pending for ever once `aborted`. */
  line(pattern: RegExp, aborted: AbortSignal): Promise<string>;
}

function captureOutput(child: ChildProcessByStdio<null, Readable, Readable>, log: ((line: string) => void) | undefined): CapturedOutput {
  const captured = { stdout: '', stderr: '' };
  const lines: string[] = [];
  const listeners = new Set<(line: string) => void>();
  for (const name of ['stdout', 'stderr'] as const) {
    const stream = child[name].setEncoding('utf8');
    stream.on('data', (chunk: string) => {
      if (captured[name].length < maxCaptured) captured[name] += chunk;
    });
    createInterface({ input: stream }).on('line', (line) => {
      lines.push(line);
      if (lines.length > maxLines) lines.shift();
      log?.(line);
      for (const listener of listeners) listener(line);
    });
  }
  return {
    text: (stream) => captured[stream],
    lines: () => lines,
    tail: () =>
      lines.length > 0
        ? lines
            .slice(-tailLines)
            .map((line) => `  | ${line}`)
            .join('\n')
        : '  (none)',
    line(pattern, aborted) {
      const already = lines.find((line) => pattern.test(line));
      if (already !== undefined) return Promise.resolve(already);
      return new Promise((resolve) => {
        const listener = (line: string) => {
          if (pattern.test(line)) resolve(line);
        };
        listeners.add(listener);
        aborted.addEventListener('abort', () => listeners.delete(listener));
      });
    },
  };
}

/** Makes waits that fail when the process ends first or the time is over. */
function boundedWaits(exited: Promise<ExitStatus>, failure: (what: string) => Error) {
  const ended = ({ code, signal }: ExitStatus) => (signal ? `was ended by ${signal}` : `ended with exit code ${code}`);
  return async <T>(what: string, timeoutMs: number, wait: (signal: AbortSignal) => Promise<T>): Promise<T> => {
    const done = new AbortController();
    try {
      return await Promise.race([
        wait(done.signal),
        exited.then((how) => Promise.reject(failure(`${ended(how)} before ${what}`))),
        sleep(timeoutMs, undefined, { signal: done.signal }).then(() =>
          Promise.reject(failure(`did not get to ${what} within ${timeoutMs} ms`)),
        ),
      ]);
    } finally {
      done.abort();
    }
  };
}

/**
 * Sees to it that `child` does not outlive this process, however this one ends. An exit handler does it for an ordinary exit;
 * for a SIGKILL a small shell waits for the end of a pipe that only this process holds open.
 */
function endWithThisProcess(child: ChildProcess, pid: number): () => void {
  const onExit = () => void child.kill('SIGKILL');
  process.on('exit', onExit);
  const offExit = () => void process.off('exit', onExit);
  if (process.platform === 'win32') return offExit;
  // In a session of its own, so that Ctrl-C in the terminal does not end the watch before what it watches.
  const watch = spawn('/bin/sh', ['-c', 'read -r _; kill -9 "$1" 2>/dev/null', 'watch', String(pid)], {
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
  });
  watch.on('error', () => {});
  watch.stdin.on('error', () => {});
  watch.unref();
  if ('unref' in watch.stdin && typeof watch.stdin.unref === 'function') watch.stdin.unref();
  return () => {
    offExit();
    watch.kill('SIGKILL');
  };
}
