/** Programs end as they would without the preload: same output, same exit code or signal, and soon. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { root } from '../runner/node-tests.ts';
import type { Exchange } from './exchange.ts';
import { fixtures } from './fixtures/index.ts';
import { type Replay, startReplay } from './replay.ts';
import type { Play, WayName } from './ways.ts';

const preload = join(root, 'packages/instrument/dist/preload.cjs');
const program = fileURLToPath(new URL('./ending.mjs', import.meta.url));

/** An answer, a stream, an error, and a stream that stays open. */
const served: readonly (readonly [name: string, way: WayName])[] = [
  ['chat plain', 'await'],
  ['chat text', 'await'],
  ['chat 401', 'await'],
  ['chat text', 'abort'],
];
/** How much longer the end may take: the flush at exit is configured to this, and the machine may be busy (ms). */
const flush = 500;
const slack = 2500;
/** Nobody listens at the endpoint that is configured, and that is said. */
const UNDELIVERED = /^airt: telemetry is not delivered: .*\n/gm;

interface Ending {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly ms: number;
}

describe('the end of a program', { concurrency: 2 }, () => {
  let server: Replay;
  before(async () => {
    const exchanges = served
      .map(([name]) => fixtures.find((exchange) => exchange.key === `fixture ${name}`))
      .filter((x): x is Exchange => x !== undefined);
    assert.equal(exchanges.length, served.length);
    const plays: Play[] = served.map(([, way], id) => ({ id, exchange: id, way, lane: 0 }));
    server = await startReplay(exchanges, plays, () => {});
  });
  after(() => server.close());

  for (const way of ['answers', 'crashes', 'rejects', 'forgets', 'ignores', 'exits', 'breaks', 'throws', 'signals']) {
    test(`that ${way} is the same`, async () => {
      const url = `http://127.0.0.1:${server.ports[0]}/v1`;
      const without = await run([program, url, way]);
      const attached = await run(['--require', preload, program, url, way]);
      const { ms: before, ...expected } = without;
      const { ms, ...actual } = attached;
      const said = actual.stderr.match(UNDELIVERED) ?? [];
      assert.ok(said.length <= 1, `said more than once: ${said.join('')}`);
      assert.deepEqual({ ...actual, stderr: actual.stderr.replace(UNDELIVERED, '') }, expected);
      assert.ok(ms < before + flush + slack, `the end came after ${Math.round(ms)} ms, without the preload after ${Math.round(before)} ms`);
    });
  }
});

function run(args: readonly string[]): Promise<Ending> {
  const from = performance.now();
  // Nobody listens at the endpoint: what is left to send at exit cannot be sent.
  const env = { PATH: process.env.PATH, AIRT_EXIT_FLUSH_MS: String(flush), OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:9' };
  const child = spawn(process.execPath, [...args], { env, stdio: ['ignore', 'pipe', 'pipe'], timeout: 30_000 });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (data) => {
    stdout += data;
  });
  child.stderr.on('data', (data) => {
    stderr += data;
  });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => {
      // Frames of the runtime differ: the calls come by another road.
      const lines = stderr.split('\n').filter((line) => !/^\s+at /.test(line) && !/^\s*(node:|file:)/.test(line));
      resolve({ code, signal, stdout, stderr: lines.join('\n').replace(/\(node:\d+\)/g, '(node)'), ms: performance.now() - from });
    });
  });
}
