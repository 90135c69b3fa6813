import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { airt } from '@airt/protocol/control';
import fc from 'fast-check';
import type { DirectiveMessage } from '../actions/action.ts';
import {
  ACTION_KINDS,
  ACTIONS,
  type Action,
  actionKindFromProto,
  actionKindsFromProto,
  actionKindToProto,
  actionToProto,
} from '../actions/index.ts';
import { sampleActions } from '../actions/testing/samples.ts';
import type { Decision } from '../decisions/decision.ts';
import { localDirective } from '../decisions/directive.ts';
import { INTERVENTION_POINTS } from '../intervention-point.ts';
import { directiveFromProto, directiveToProto } from './directive.ts';
import { pointFromProto, pointToProto } from './values.ts';

const RUN = 'a'.repeat(32);
const SPAN = { traceId: RUN, spanId: 'c'.repeat(16) };
const traceId = Buffer.from(RUN, 'hex');
const CLOCK = { clockOffsetMs: 0, nowMs: 0 };
const base: DirectiveMessage = { id: 'd', scope: { traceId }, steer: { guidance: 'g' } };

const decision = (action: Action, change: Partial<Decision> = {}): Decision => ({
  id: 'dec_1',
  sessionId: RUN,
  traceId: RUN,
  policy: { name: 'p', version: 'v', rule: 'u', mode: 'canary' },
  findingId: 'fnd_1',
  detector: 'loop.repeat',
  action,
  rung: 1,
  reason: 'why',
  decidedMs: 1,
  expiresMs: 70_000,
  dryRun: false,
  evidence: [SPAN],
  ...change,
});

/** Over the wire, as bytes. */
const sent = (message: DirectiveMessage): DirectiveMessage =>
  airt.control.v1.Directive.decode(airt.control.v1.Directive.encode(message).finish());

describe('a directive on its way from the controller to the agent', () => {
  for (const action of ACTION_KINDS.flatMap((kind) => sampleActions(kind))) {
    it(`arrives as it was decided: ${JSON.stringify(action)}`, () => {
      const decided = decision(action, {
        agentName: 'a',
        toolName: 't',
        leaseMs: 9,
        expected: { lastToolCallDigest: 'x', maxModelCallsSince: 2 },
        dryRun: true,
      });
      const read = directiveFromProto(sent(directiveToProto(decided, { sequence: 4, epoch: 2 })), { clockOffsetMs: 60_000, nowMs: 1_000 });
      assert.ok(read.ok, JSON.stringify(read));
      const { detector: _, ...local } = localDirective(decided, 1_000);
      assert.deepEqual(read.value, { ...local, sequence: 4, epoch: 2, expiresMs: 10_000, source: 'controller' });
    });
  }

  it('of its least form has no member that was not decided', () => {
    const read = directiveFromProto(sent(directiveToProto(decision({ kind: 'steer', guidance: 'g' }), { sequence: 1, epoch: 1 })), CLOCK);
    assert.ok(read.ok);
    for (const absent of ['agentName', 'toolName', 'leaseMs', 'expected', 'supersedes', 'detector'])
      assert.ok(!(absent in read.value), absent);
  });

  it('has the tool that its message leaves out from the scope; no text of it comes from the reason, which quotes spans', () => {
    const { steer: _, ...rest } = base;
    const read = (message: DirectiveMessage): unknown => {
      const directive = directiveFromProto({ ...rest, ...message }, CLOCK);
      return directive.ok ? directive.value.action : directive.problem;
    };
    assert.deepEqual(read({ denyTool: { toolName: 't' }, reason: 'whole' }), { kind: 'deny_tool', tool: 't', reason: 'denied by policy' });
    assert.deepEqual(read({ denyTool: { reason: 'r' }, scope: { traceId, toolName: 't' } }), { kind: 'deny_tool', tool: 't', reason: 'r' });
    assert.deepEqual(read({ halt: {} }), { kind: 'halt', mode: 'graceful', reason: 'halted by policy' });
  });

  const rejected: readonly [string, DirectiveMessage][] = [
    ['no id', { ...base, id: '' }],
    ['an endless id', { ...base, id: 'd'.repeat(257) }],
    ['no run', { ...base, scope: {} }],
    ['a trace id of zeros', { ...base, scope: { traceId: Buffer.alloc(16) } }],
    ['one span only', { ...base, scope: { traceId, spanId: Buffer.alloc(8, 1) } }],
    ['no action', { id: 'd', scope: { traceId } }],
    ['an action not known here', { id: 'd', scope: { traceId }, compact: { targetTokens: 5 } }],
    ['an empty bound', { id: 'd', scope: { traceId }, clamp: {} }],
    ['a bound below zero', { id: 'd', scope: { traceId }, clamp: { temperature: -1 } }],
    ['a bound that cannot be kept', { id: 'd', scope: { traceId }, clamp: { maxOutputTokens: 5, reasoningLevel: 'low' } }],
    ['a text without end', { ...base, steer: { guidance: 'g'.repeat(8_193) } }],
  ];
  for (const [name, message] of rejected) {
    it(`is rejected with ${name}`, () => {
      const read = directiveFromProto(message, CLOCK);
      assert.ok(!read.ok && read.problem.length > 0);
    });
  }

  it('is bounded, and never throws, whatever the message is', () => {
    const text = fc.option(fc.oneof(fc.string(), fc.string({ minLength: 300, maxLength: 400 })), { nil: null });
    const number = fc.oneof(fc.double(), fc.integer(), fc.constantFrom(null, Number.NaN, Number.POSITIVE_INFINITY, -1));
    const bytes = fc.oneof(fc.uint8Array({ maxLength: 17 }), fc.constant(traceId));
    let accepted = 0;
    const some = <T>(members: { [K in keyof T]: fc.Arbitrary<T[K]> }) => fc.record(members, { requiredKeys: [] });
    const hostile = some({
      id: text,
      sequence: number,
      epoch: number,
      scope: some({ traceId: bytes, agentName: text, toolName: text, spanId: fc.constant(null) }),
      expiresAtUnixMs: number,
      leaseMs: number,
      expected: some({ lastToolCallDigest: text, maxModelCallsSince: number }),
      policy: some({ name: text, version: text, rule: text, mode: text }),
      evidence: fc.array(some({ traceId: bytes, spanId: fc.uint8Array({ maxLength: 9 }) }), { maxLength: 30 }),
      supersedes: fc.array(fc.string(), { maxLength: 80 }),
    });
    // One action, with members of the right names and of any types.
    const actions = ACTION_KINDS.map((kind) => {
      const members = sampleActions(kind).flatMap((action) => Object.keys(actionToProto(action)[ACTIONS[kind].protoField] ?? {}));
      return fc.record({ [ACTIONS[kind].protoField]: fc.dictionary(fc.constantFrom(...members), fc.oneof(text, number)) });
    });
    fc.assert(
      fc.property(hostile, fc.oneof(...actions), (envelope, action) => {
        const message = { ...envelope, ...action };
        const read = directiveFromProto({ ...base, ...message } as DirectiveMessage, { clockOffsetMs: 0, nowMs: 1 });
        if (!read.ok) {
          assert.ok(read.problem.length > 0);
          return;
        }
        const { traceId: run, expiresMs, evidence, supersedes = [], policy, leaseMs = 1 } = read.value;
        accepted += 1;
        assert.match(run, /^[0-9a-f]{32}$/);
        assert.ok(expiresMs <= 1 + 86_400_000 && leaseMs > 0 && Number.isFinite(leaseMs));
        assert.ok(evidence.length <= 16 && supersedes.length <= 64);
        for (const ref of evidence) assert.match(`${ref.traceId} ${ref.spanId}`, /^[0-9a-f]{32} [0-9a-f]{16}$/);
        for (const word of Object.values(policy)) assert.ok(word.length <= 256);
      }),
      { numRuns: 1_000 },
    );
    assert.ok(accepted > 20, `${accepted} of them could be read`);
  });
});

describe('names on the wire', () => {
  it('of actions and points are the same in both directions, and unknown ones are none', () => {
    for (const kind of ACTION_KINDS) assert.equal(actionKindFromProto(actionKindToProto(kind)), kind);
    for (const point of INTERVENTION_POINTS) assert.equal(pointFromProto(pointToProto(point)), point);
    for (const none of [0, 99, -1, Number.NaN, null, undefined])
      assert.deepEqual([actionKindFromProto(none), pointFromProto(none)], [undefined, undefined]);
    const { RETRY, STEER, HALT } = airt.control.v1.ActionKind;
    assert.deepEqual([...actionKindsFromProto([RETRY, STEER, 99, null, HALT])], ['steer', 'halt']);
    assert.deepEqual([...actionKindsFromProto(undefined)], []);
  });
});
