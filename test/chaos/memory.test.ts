/** Thousands of calls with nobody at the other end of anything: the memory of the agent stays bounded. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { freePort } from '../components/ports.ts';
import { type Provider, startProvider } from '../testing/provider/provider.ts';
import { agentFile, preload, runAgent } from './run-agent.ts';

/** Enough calls to fill what is bounded: the queue of spans, shortened here, and the data plane's finished runs (1,000). */
const warmUp = 4_000;
const calls = 3_000;
const maxQueueSize = 512;
/** A run whose answer nobody read is open until it has been idle for this long: those open (16,384 at most) are no leak (ms). */
const runIdleMs = 1_000;
/** What the garbage collector happens to leave is less; one kept request body would be 2,000 (bytes a call). */
const leak = 1_000;

let model: Provider;
before(async () => {
  model = await startProvider({ records: false });
});
after(() => model.close());

describe('memory', { concurrency: 2 }, () => {
  for (const [how, governed] of [
    ['read', false],
    ['unread', false],
    ['cancel', false],
    ['read', true],
  ] as const) {
    it(`${warmUp + calls} calls, answers ${how}, exporter ${governed ? 'and controller ' : ''}dead`, async () => {
      const dead = `127.0.0.1:${await freePort()}`;
      const env = {
        MODEL_URL: model.url,
        AIRT_OTLP_ENDPOINT: `http://${dead}`,
        OTEL_EXPORTER_OTLP_ENDPOINT: `http://${dead}`,
        AIRT_EXIT_FLUSH_MS: '200',
        AIRT_RUN_IDLE_MS: String(runIdleMs),
        OTEL_BSP_MAX_QUEUE_SIZE: String(maxQueueSize),
        ...(governed ? { AIRT_CONTROLLER: dead } : {}),
      };
      const args = [
        '--expose-gc',
        '--require',
        preload,
        agentFile('many.mjs'),
        how,
        String(warmUp),
        String(calls),
        String(2 * runIdleMs + 500),
      ];
      const run = await runAgent({ args, env, timeoutMs: 90_000 });
      assert.equal(run.code, 0, run.stderr);
      const { before: from, after: to } = JSON.parse(run.stdout) as { before: number; after: number };
      const grown = (to - from) / calls;
      assert.ok(grown < leak, `the heap grew by ${Math.round(grown)} bytes a call, from ${from} to ${to}`);
    });
  }
});
