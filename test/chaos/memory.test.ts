/** Thousands of calls with nobody at the other end of anything: the memory of the agent stays bounded. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { freePort } from '../components/ports.ts';
import { type ModelServer, startModelServer } from '../support/model-server.ts';
import { agentFile, preload, runAgent } from './run-agent.ts';

/** Enough calls to fill every bounded queue: a batch processor keeps 2,048 spans (OpenTelemetry SDK specification, default of maxQueueSize). */
const warmUp = 2_000;
const calls = 2_000;
/** A thousand bytes a call would be a leak; what the garbage collector happens to leave is far less. */
const mostGrowth = calls * 1_000;

let model: ModelServer;
before(async () => {
  model = await startModelServer();
});
after(() => model.close());

describe('memory', { concurrency: 2 }, () => {
  for (const how of ['read', 'unread', 'cancel']) {
    it(`${warmUp + calls} calls, answers ${how}, exporter and controller dead`, async () => {
      const dead = `127.0.0.1:${await freePort()}`;
      const env = {
        MODEL_URL: model.url,
        AIRT_CONTROLLER: dead,
        AIRT_OTLP_ENDPOINT: `http://${dead}`,
        OTEL_EXPORTER_OTLP_ENDPOINT: `http://${dead}`,
        AIRT_EXIT_FLUSH_MS: '200',
      };
      const args = ['--expose-gc', '--require', preload, agentFile('many.mjs'), how, String(warmUp), String(calls)];
      const run = await runAgent({ args, env, timeoutMs: 90_000 });
      assert.equal(run.code, 0, run.stderr);
      const { before: from, after: to } = JSON.parse(run.stdout) as { before: number; after: number };
      console.log(`${how}: ${(from / 1e6).toFixed(1)} MB after ${warmUp} calls, ${(to / 1e6).toFixed(1)} MB after ${warmUp + calls}`);
      assert.ok(to - from < mostGrowth, `the heap grew by ${to - from} bytes over ${calls} calls`);
    });
  }
});
