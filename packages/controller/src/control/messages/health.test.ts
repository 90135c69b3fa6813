import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { airt } from '@airt/protocol/control';
import { createTestPeer } from '../../testing/peer.ts';
import type { HealthMessage } from '../proto-types.ts';
import { health } from './health.ts';

const WELL: HealthMessage = { healthy: true, lastError: '', failures: {}, spansDropped: 0, messagesDropped: 0, eventLoopDelayP99Ms: 1 };

/** What is journaled, logged and emitted after these reports. */
function reports(...messages: readonly HealthMessage[]) {
  const peer = createTestPeer();
  for (const message of messages) health.handle(message, peer);
  assert.equal(peer.events.length, peer.health.length, 'an event for each journaled change');
  return { journaled: peer.health, lines: peer.lines, last: peer.instance.health };
}

describe('the health of an agent', () => {
  it('is journaled once for as long as it stays', () => {
    const { journaled, lines } = reports(WELL, WELL, { ...WELL, eventLoopDelayP99Ms: 900 });
    assert.deepEqual([journaled.length, lines], [1, []]);
  });

  it('is a change where it turns, and where there is a failure of a new kind', () => {
    const ill = { ...WELL, healthy: false, lastError: 'the exporter does not deliver', failures: { export: 1 } };
    const { journaled, lines } = reports(WELL, ill, { ...ill, failures: { export: 1, parse: 1 } }, WELL);
    assert.deepEqual(
      journaled.map(({ healthy, failures }) => [healthy, Object.keys(failures).length]),
      [
        [true, 0],
        [false, 1],
        [false, 2],
        [true, 0],
      ],
    );
    assert.deepEqual(lines, [
      'agent agent-1 reports that it is not healthy: the exporter does not deliver',
      'agent agent-1 reports that it is not healthy: the exporter does not deliver',
      'agent agent-1 is healthy again',
    ]);
  });

  it('has conditions: one that is new is said, with what it is about; one that goes is a change', () => {
    const { ERROR, NOTICE } = airt.control.v1.HealthCondition.Severity;
    const undelivered = { id: 'telemetry_not_delivered', severity: ERROR, subject: 'http://c:4318', detail: 'status 401', sinceUnixMs: 7 };
    const notice = { id: 'application_tracing', severity: NOTICE, subject: 'x', detail: 'y', sinceUnixMs: 8 };
    const { journaled, lines } = reports(
      WELL,
      { ...WELL, healthy: false, conditions: [undelivered] },
      { ...WELL, conditions: [notice] },
      WELL,
    );
    assert.deepEqual(
      journaled.map(({ conditions = [] }) => conditions.map(({ id, severity, sinceMs }) => [id, severity, sinceMs])),
      [[], [['telemetry_not_delivered', 'error', 7]], [['application_tracing', 'notice', 8]], []],
    );
    assert.deepEqual(lines, ['agent agent-1 reports telemetry_not_delivered: http://c:4318: status 401', 'agent agent-1 is healthy again']);
  });

  it('is no change where a counter goes on rising; the latest numbers are known all the same', () => {
    const dropping = (spansDropped: number) => ({ ...WELL, spansDropped, failures: { export: spansDropped } });
    const { journaled, last } = reports(dropping(1), dropping(2), dropping(30));
    assert.deepEqual([journaled.length, last?.spansDropped, last?.failures.export], [1, 30, 30]);
  });

  it('is bounded, whatever an agent sends', () => {
    const failures = Object.fromEntries(Array.from({ length: 5000 }, (_, n) => [`kind ${n} ${'x'.repeat(1000)}`, n]));
    const conditions = Array.from({ length: 5000 }, () => ({ id: 'x'.repeat(1000), subject: 'y'.repeat(1000), detail: 'z'.repeat(1000) }));
    const { journaled } = reports({ ...WELL, lastError: 'x'.repeat(100_000), failures, conditions });
    assert.ok(JSON.stringify(journaled).length < 50_000);
  });
});
