import assert from 'node:assert/strict';
import { test } from 'node:test';
import { AggregationTemporality, InMemoryMetricExporter, MeterProvider, PeriodicExportingMetricReader } from '@opentelemetry/sdk-metrics';
import { createDiagnostics } from '../diagnostics.ts';
import { createMetrics, guardedMetrics, type Metrics } from './metrics.ts';

/** Everything recorded by `work`: name to data points `{attributes, value}`. */
async function recorded(work: (metrics: Metrics) => void) {
  const exporter = new InMemoryMetricExporter(AggregationTemporality.CUMULATIVE);
  const provider = new MeterProvider({ readers: [new PeriodicExportingMetricReader({ exporter })] });
  work(createMetrics(provider.getMeter('test')));
  await provider.forceFlush();
  const metrics = exporter.getMetrics().flatMap((each) => each.scopeMetrics.flatMap((scope) => scope.metrics));
  await provider.shutdown();
  return new Map(
    metrics.map(({ descriptor, dataPoints }) => [
      descriptor.name,
      { unit: descriptor.unit, points: dataPoints.map(({ attributes, value }) => ({ attributes, value: plain(value) })) },
    ]),
  );
}

const plain = (value: unknown): unknown =>
  typeof value === 'object' && value !== null && 'sum' in value && 'count' in value ? { sum: value.sum, count: value.count } : value;

const attributes = { 'gen_ai.operation.name': 'chat', 'gen_ai.provider.name': 'openai', 'gen_ai.request.model': 'm' };

test('a streamed call: durations, chunks and tokens', async () => {
  const metrics = await recorded(({ inference }) =>
    inference({
      attributes,
      errorType: undefined,
      durationSeconds: 2,
      usage: { inputTokens: 100, outputTokens: 20, cacheReadTokens: 60, reasoningTokens: 5 },
      chunkSeconds: [0.5, 0.75, 1.25],
    }),
  );
  const point = (name: string) => metrics.get(`gen_ai.client.inference.${name}`)?.points;
  const text = { ...attributes, 'gen_ai.token.modality': 'text' };
  assert.deepEqual(point('duration'), [{ attributes, value: { sum: 2, count: 1 } }]);
  assert.deepEqual(point('time_to_first_chunk'), [{ attributes, value: { sum: 0.5, count: 1 } }]);
  assert.deepEqual(point('time_per_output_chunk'), [{ attributes, value: { sum: 0.75, count: 2 } }]);
  assert.deepEqual(point('usage.input_tokens'), [{ attributes: text, value: 100 }]);
  assert.deepEqual(point('usage.output_tokens'), [{ attributes: text, value: 20 }]);
  assert.deepEqual(point('usage.cache_read.input_tokens'), [{ attributes: text, value: 60 }]);
  assert.deepEqual(point('usage.reasoning.output_tokens'), [{ attributes: text, value: 5 }]);
  assert.deepEqual(point('operation.input_tokens'), [{ attributes, value: { sum: 100, count: 1 } }]);
  assert.deepEqual(point('usage.cache_write.input_tokens') ?? [], []);
  assert.equal(metrics.get('gen_ai.client.inference.duration')?.unit, 's');
  assert.equal(metrics.get('gen_ai.client.inference.usage.input_tokens')?.unit, '{token}');
});

test('a failed call without usage counts zero tokens of unknown modality, and no streaming metrics', async () => {
  const metrics = await recorded(({ inference }) =>
    inference({ attributes, errorType: '429', durationSeconds: 0.1, usage: undefined, chunkSeconds: undefined }),
  );
  const unknown = { ...attributes, 'gen_ai.token.modality': 'unknown' };
  assert.deepEqual(metrics.get('gen_ai.client.inference.usage.input_tokens')?.points, [{ attributes: unknown, value: 0 }]);
  assert.deepEqual(metrics.get('gen_ai.client.inference.duration')?.points, [
    { attributes: { ...attributes, 'error.type': '429' }, value: { sum: 0.1, count: 1 } },
  ]);
  assert.deepEqual(metrics.get('gen_ai.client.inference.time_to_first_chunk')?.points ?? [], []);
});

test('agents and tools', async () => {
  const metrics = await recorded(({ agent, tool }) => {
    agent({ durationSeconds: 3, modelCalls: 4, toolCalls: 2, agentName: 'research' });
    tool({ durationSeconds: 0.2, name: 'search', errorType: 'tool_error' });
  });
  const named = { 'gen_ai.agent.name': 'research' };
  assert.deepEqual(metrics.get('gen_ai.invoke_agent.duration')?.points, [{ attributes: named, value: { sum: 3, count: 1 } }]);
  assert.deepEqual(metrics.get('gen_ai.invoke_agent.inference_calls')?.points, [{ attributes: named, value: { sum: 4, count: 1 } }]);
  assert.deepEqual(metrics.get('gen_ai.invoke_agent.tool_calls')?.points, [{ attributes: named, value: { sum: 2, count: 1 } }]);
  const failed = { 'gen_ai.tool.name': 'search', 'error.type': 'tool_error' };
  assert.deepEqual(metrics.get('gen_ai.execute_tool.duration')?.points, [{ attributes: failed, value: { sum: 0.2, count: 1 } }]);
});

test('without a meter nothing is recorded and nothing fails', () => {
  createMetrics(undefined).inference({ attributes, errorType: undefined, durationSeconds: 1, usage: undefined, chunkSeconds: undefined });
});

test('an instrument that fails is counted, and fails nobody else', () => {
  const broken = () => {
    throw new Error('broken instrument');
  };
  const diagnostics = createDiagnostics('silent', () => {});
  const metrics = guardedMetrics({ inference: broken, agent: broken, tool: broken }, diagnostics);
  metrics.tool({ durationSeconds: 1, name: 'search' });
  metrics.agent({ durationSeconds: 1, modelCalls: 1, toolCalls: 1 });
  metrics.inference({ attributes: {}, errorType: undefined, durationSeconds: 1, usage: undefined, chunkSeconds: undefined });
  assert.equal(diagnostics.failures.get('metrics'), 3);
});
