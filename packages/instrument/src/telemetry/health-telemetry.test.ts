import assert from 'node:assert/strict';
import { test } from 'node:test';
import { AggregationTemporality, InMemoryMetricExporter, MeterProvider, PeriodicExportingMetricReader } from '@opentelemetry/sdk-metrics';
import { InMemorySpanExporter, SimpleSpanProcessor, TracerProvider } from '@opentelemetry/sdk-trace';
import { createDiagnostics } from '../diagnostics.ts';
import { createHealth } from '../health/health.ts';
import { reportConditions } from './health-telemetry.ts';

const newHealth = () =>
  createHealth(
    createDiagnostics('silent', () => {}),
    () => 1_000,
  );

test('a condition is an event of the next span, and of no other', () => {
  const exporter = new InMemorySpanExporter();
  const tracer = new TracerProvider({ spanProcessors: [new SimpleSpanProcessor({ exporter })] }).getTracer('t');
  const health = newHealth();
  health.raise('policy_unreadable', 'early.yaml', 'there is no such file');
  const addConditions = reportConditions(health, () => undefined);
  health.raise('arguments_unreadable', 'shell', 'cut off');
  for (const name of ['first', 'second']) {
    const span = tracer.startSpan(name);
    addConditions(span);
    span.end();
  }
  assert.deepEqual(
    exporter.getFinishedSpans().map(({ events }) => events.map(({ name, attributes }) => [name, attributes])),
    [
      [
        [
          'airt.health',
          {
            'airt.health.condition': 'policy_unreadable',
            'airt.health.severity': 'error',
            'airt.health.subject': 'early.yaml',
            'airt.health.detail': 'there is no such file',
          },
        ],
        [
          'airt.health',
          {
            'airt.health.condition': 'arguments_unreadable',
            'airt.health.severity': 'error',
            'airt.health.subject': 'shell',
            'airt.health.detail': 'cut off',
          },
        ],
      ],
      [],
    ],
  );
});

test('the metric is the number of conditions that hold, by condition', async () => {
  const exporter = new InMemoryMetricExporter(AggregationTemporality.CUMULATIVE);
  const provider = new MeterProvider({ readers: [new PeriodicExportingMetricReader({ exporter })] });
  const health = newHealth();
  reportConditions(health, () => provider.getMeter('t'));
  for (const tool of ['shell', 'browser', 'mail']) health.raise('arguments_unreadable', tool, 'cut off');
  health.clear('arguments_unreadable', 'mail');
  await provider.forceFlush();
  const [metric] = exporter.getMetrics().flatMap(({ scopeMetrics }) => scopeMetrics.flatMap(({ metrics }) => metrics));
  assert.deepEqual(
    [metric?.descriptor.name, metric?.dataPoints.map(({ value, attributes }) => [value, attributes])],
    ['airt.health.conditions', [[2, { 'airt.health.condition': 'arguments_unreadable', 'airt.health.severity': 'error' }]]],
  );
});
