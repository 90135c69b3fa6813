/** Helpers of this package's tests. */
import { type SpawnOptions, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { fileURLToPath } from 'node:url';
import type { Io } from '../io.ts';
import { findPreload } from '../launch/environment.ts';

/** A folder that goes when the test ends. */
export function temporaryFolder(context: TestContext, name = 'airt-cli-'): string {
  const folder = mkdtempSync(join(tmpdir(), name));
  context.after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** An `Io` whose output is kept. */
export function recordingIo(
  cwd: string,
  env: Record<string, string | undefined> = {},
): Io & { readonly out: () => string; readonly err: () => string } {
  const texts = { out: '', err: '' };
  const output = (name: 'out' | 'err') => ({
    isTTY: false,
    write: (text: string) => {
      texts[name] += text;
    },
  });
  return { stdout: output('out'), stderr: output('err'), env, cwd, out: () => texts.out, err: () => texts.err };
}

export interface Ended {
  readonly code: number | null;
  readonly signal: string | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a program to its end, at most 60 seconds. `whileRunning` is called with each piece of its output. */
export function execute(
  file: string,
  args: readonly string[],
  options: SpawnOptions & { readonly input?: string; readonly whileRunning?: (stdout: string, pid: number) => void } = {},
): Promise<Ended> {
  const { input, whileRunning, ...spawnOptions } = options;
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, { ...spawnOptions, stdio: ['pipe', 'pipe', 'pipe'] });
    const timer = setTimeout(() => child.kill('SIGKILL'), 60_000);
    const texts = { stdout: '', stderr: '' };
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      texts.stdout += text;
      if (child.pid !== undefined) whileRunning?.(texts.stdout, child.pid);
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      texts.stderr += text;
    });
    child.stdin.on('error', () => {});
    child.stdin.end(input ?? '');
    child.once('error', reject);
    child.once('close', (code, signal) => {
      clearTimeout(timer);
      resolve({ code, signal, ...texts });
    });
  });
}

/** Runs `airt` from its sources in a process of its own. */
export function executeAirt(args: readonly string[], options: Parameters<typeof execute>[2] = {}): Promise<Ended> {
  return execute(process.execPath, ['--conditions=airt-source', fileURLToPath(new URL('../main.ts', import.meta.url)), ...args], options);
}

/** This process's environment without anything that concerns AIRT or OpenTelemetry. */
export function cleanEnvironment(): Record<string, string | undefined> {
  return Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^(AIRT|OTEL|NODE_TEST)_/.test(name) && name !== 'NODE_OPTIONS'),
  );
}

/** For tests that attach the data plane: it is built, not run from its sources. */
export const needsPreload = { skip: findPreload() === undefined ? 'the data plane is not built: npm run build' : false };
