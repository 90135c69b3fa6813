import assert from 'node:assert/strict';
import { test } from 'node:test';
import { airt } from '@airt/protocol/control';
import { createDiagnostics } from '../../diagnostics.ts';
import { createHealth } from '../../health/health.ts';
import { createHealthMonitor } from './health.ts';

function monitor() {
  let nowMs = 1_000;
  let changes = 0;
  const diagnostics = createDiagnostics('silent', () => {});
  const conditions = createHealth(diagnostics, () => nowMs);
  const health = createHealthMonitor(
    diagnostics,
    conditions,
    () => nowMs,
    () => (changes += 1),
  );
  return { diagnostics, conditions, health, changes: () => changes, pass: (ms: number) => (nowMs += ms) };
}

test('a process in which nothing failed is healthy', () => {
  assert.deepEqual(monitor().health.message(), {
    ...{ healthy: true, lastError: '', failures: {}, spansDropped: 0, messagesDropped: 0 },
    conditions: [],
  });
});

test('a failure is counted and makes it unhealthy for a while; what the error says stays here', () => {
  const { diagnostics, health, changes, pass } = monitor();
  diagnostics.failure('read_response', new TypeError('the password is hunter2'));
  diagnostics.failure('export_spans', Object.assign(new Error('x'), { code: 'ECONNREFUSED' }));
  diagnostics.dropSpans(512);
  const message = health.message();
  assert.deepEqual(message, {
    healthy: false,
    lastError: 'export_spans (ECONNREFUSED)',
    failures: { read_response: 1, export_spans: 1 },
    spansDropped: 512,
    messagesDropped: 0,
    conditions: [],
  });
  assert.equal(changes(), 2);
  pass(60_000);
  assert.deepEqual([health.message().healthy, health.message().lastError], [true, 'export_spans (ECONNREFUSED)']);
});

test('failures that are counted elsewhere stand beside the others', () => {
  const { diagnostics, health } = monitor();
  diagnostics.failure('observe', '');
  assert.deepEqual(health.message({ 'engine.condition': 2, 'engine.internal': 0 }).failures, { observe: 1, 'engine.condition': 2 });
});

test('failures of the control stream are counted and change nothing', () => {
  const { diagnostics, health, changes } = monitor();
  diagnostics.failure('control.messages_dropped', '');
  diagnostics.failure('control.outcomes_dropped', '');
  assert.deepEqual([health.message().healthy, health.message().messagesDropped, changes()], [true, 2, 0]);
});

test('conditions that hold are named; an error among them is not healthy', () => {
  const { conditions, health, changes } = monitor();
  conditions.raise('telemetry_rejected', 'http://c:4318', '2 of 3 spans');
  assert.equal(health.message().healthy, true);
  conditions.raise('telemetry_not_delivered', 'http://c:4318', 'status 401');
  const message = health.message();
  assert.equal(message.healthy, false);
  const decoded = airt.control.v1.Health.decode(airt.control.v1.Health.encode(message).finish());
  const { ERROR, WARNING } = airt.control.v1.HealthCondition.Severity;
  assert.deepEqual(
    decoded.conditions?.map(({ id, severity, subject, detail, sinceUnixMs }) => [id, severity, subject, detail, Number(sinceUnixMs)]),
    [
      ['telemetry_rejected', WARNING, 'http://c:4318', '2 of 3 spans', 1_000],
      ['telemetry_not_delivered', ERROR, 'http://c:4318', 'status 401', 1_000],
    ],
  );
  conditions.clear('telemetry_not_delivered', 'http://c:4318');
  assert.deepEqual([health.message().healthy, changes()], [true, 3]);
});

test('that there was no controller is nothing to tell one', () => {
  const { conditions, health } = monitor();
  conditions.raise('controller_unreachable', 'c:1', 'gone');
  assert.deepEqual(health.message().conditions, []);
});

test('the message is bounded whatever fails', () => {
  const { diagnostics, health } = monitor();
  for (let i = 0; i < 1_000; i += 1)
    diagnostics.failure(`kind ${i} ${'x'.repeat(1_000)}`, Object.assign(new Error('x'), { code: 'y'.repeat(10_000) }));
  diagnostics.failure('frequent', '');
  diagnostics.failure('frequent', '');
  const bytes = JSON.stringify(health.message()).length;
  assert.ok(bytes < 10_000, `${bytes} bytes`);
});
