import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { createEngine } from '../create-engine.ts';
import type { OperationEvent } from './event.ts';

const TRACE = 'ab'.repeat(16);
const START = 1_790_000_000_000;

/** A turn each: the model asks, the tool runs. `calls` are names of calls, equal ones with equal results. */
function run(calls: readonly string[], fromMs = START): OperationEvent[] {
  return calls.flatMap((call, index): OperationEvent[] => {
    const startMs = fromMs + index * 1000;
    const id = (n: number): string => (startMs * 2 + n).toString(16).padStart(16, '0');
    return [
      { kind: 'model_call', traceId: TRACE, spanId: id(0), startMs, endMs: startMs + 500 },
      {
        kind: 'tool_call',
        traceId: TRACE,
        spanId: id(1),
        startMs: startMs + 501,
        endMs: startMs + 600,
        tool: 'search',
        callDigest: `call ${call}`,
        resultDigest: `result ${call}`,
      },
    ];
  });
}

function findingsOf(events: readonly OperationEvent[]): string[] {
  const engine = createEngine();
  return events.flatMap((event) => engine.observe(event, event.endMs).findings.map(({ id }) => id));
}

test('a tool call that overtook the model call that asked for it is of its own turn', () => {
  const [ask1, call1, ask2, call2] = run(['a', 'a']);
  assert.ok(ask1 && call1 && ask2 && call2);
  const engine = createEngine();
  for (const event of [ask1, call1, call2]) assert.deepEqual(engine.observe(event, event.endMs).findings, []);
  const [finding] = engine.observe(ask2, ask2.endMs).findings;
  assert.deepEqual([finding?.detector, finding?.measures.count, finding?.at.spanId], ['loop.repeat', 2, call2.spanId]);
});

test('whatever overtakes what on the way, each finding of the right order is told, and none twice', () => {
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom('a', 'a', 'b', 'c'), { maxLength: 60 }),
      fc.array(fc.nat({ max: 6 }), { minLength: 120, maxLength: 120 }),
      (calls, delays) => {
        const events = run(calls);
        // Each event is late by some places at most.
        const arrived = events
          .map((event, index) => ({ event, place: index + (delays[index] ?? 0) }))
          .sort((one, other) => one.place - other.place)
          .map(({ event }) => event);
        const told = findingsOf(arrived);
        assert.equal(new Set(told).size, told.length);
        for (const id of findingsOf(events)) assert.ok(told.includes(id));
      },
    ),
    { numRuns: 200 },
  );
});

test('a clock that was set back hides nothing of what follows', () => {
  const before = run(['a', 'b', 'c']);
  const after = run(['d', 'd', 'd'], START - 3_600_000);
  assert.equal(findingsOf([...before, ...after]).length, findingsOf(after).length);
});
