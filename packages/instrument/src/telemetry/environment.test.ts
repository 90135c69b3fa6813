import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ROOT_CONTEXT } from '@opentelemetry/api';
import { SamplingDecision } from '@opentelemetry/sdk-trace';
import { batchOptions, metricOptions, sampler, spanLimits } from './environment.ts';

function warnings() {
  const told: string[] = [];
  return { told, warn: (message: string) => void told.push(message) };
}

test('batches, limits and intervals as the environment has them, and nothing where it is silent', () => {
  const { told, warn } = warnings();
  const env = {
    OTEL_BSP_SCHEDULE_DELAY: '100',
    OTEL_BSP_EXPORT_TIMEOUT: '2000',
    OTEL_BSP_MAX_QUEUE_SIZE: '4096',
    OTEL_BSP_MAX_EXPORT_BATCH_SIZE: '64',
    OTEL_ATTRIBUTE_VALUE_LENGTH_LIMIT: '1000',
    OTEL_SPAN_EVENT_COUNT_LIMIT: '7',
    OTEL_METRIC_EXPORT_INTERVAL: '5000',
  };
  assert.deepEqual(batchOptions(env, warn), {
    scheduledDelayMillis: 100,
    exportTimeoutMillis: 2000,
    maxQueueSize: 4096,
    maxExportBatchSize: 64,
  });
  assert.deepEqual(spanLimits(env, warn), { attributeValueLengthLimit: 1000, eventCountLimit: 7 });
  assert.deepEqual(metricOptions(env, warn), { exportIntervalMillis: 5000, exportTimeoutMillis: 5000 });
  assert.deepEqual([batchOptions({}, warn), spanLimits({}, warn), metricOptions({}, warn)], [{}, {}, {}]);
  assert.deepEqual(told, []);
});

test('a value that is none is told once and its default used', () => {
  const { told, warn } = warnings();
  assert.deepEqual(batchOptions({ OTEL_BSP_SCHEDULE_DELAY: 'soon' }, warn), {});
  assert.deepEqual(told, ['OTEL_BSP_SCHEDULE_DELAY=soon is not a number; using the default']);
});

test('samplers by name', () => {
  const { told, warn } = warnings();
  const drawn = (env: Record<string, string>) =>
    Array.from({ length: 400 }, (_, index) => {
      const traceId = (BigInt(index) * 0x28f5c28f5c28f5cn + 1n).toString(16).padStart(32, '0');
      return sampler(env, warn).shouldSample(ROOT_CONTEXT, traceId, 'x', 0, {}, []).decision === SamplingDecision.RECORD_AND_SAMPLED;
    }).filter(Boolean).length;
  assert.equal(drawn({}), 400);
  assert.equal(drawn({ OTEL_TRACES_SAMPLER: 'always_off' }), 0);
  const half = drawn({ OTEL_TRACES_SAMPLER: 'parentbased_traceidratio', OTEL_TRACES_SAMPLER_ARG: '0.5' });
  assert.ok(half > 100 && half < 300, `${half} of 400`);
  assert.deepEqual(told, []);
  assert.equal(drawn({ OTEL_TRACES_SAMPLER: 'coin' }), 400);
  assert.match(told[0] ?? '', /OTEL_TRACES_SAMPLER=coin is not known/);
});
