import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { airt } from '@airt/protocol/control';
import fc from 'fast-check';
import type { Outcome, OutcomeStatus } from '../decisions/decision.ts';
import { type OutcomeMessage, outcomeFromProto, outcomeToProto } from './outcome.ts';

const RUN = 'a'.repeat(32);
const SPAN = { traceId: RUN, spanId: 'c'.repeat(16) };
const { DirectiveOutcome } = airt.control.v1;
const sent = (message: OutcomeMessage): OutcomeMessage => DirectiveOutcome.decode(DirectiveOutcome.encode(message).finish());

const STATUSES: Readonly<Record<OutcomeStatus, true>> = {
  applied: true,
  not_applicable: true,
  expired: true,
  superseded: true,
  rejected: true,
  failed: true,
};

describe('an outcome on its way from the agent to the controller', () => {
  it('arrives as it was reported, of every status', () => {
    for (const status of Object.keys(STATUSES) as OutcomeStatus[]) {
      const outcome: Outcome = { decisionId: 'd', status, atMs: status === 'applied' ? 5 : 0, reason: 'why', latencyMs: 2.5 };
      const expected = status === 'applied' ? { ...outcome, point: 'pre_model_call' } : outcome;
      assert.deepEqual(outcomeFromProto(sent(outcomeToProto(outcome, RUN))), expected);
    }
    const whole: Outcome = {
      decisionId: 'd',
      status: 'applied',
      span: SPAN,
      point: 'post_model_call',
      atMs: 5,
      latencyMs: 2,
      changes: ['tools[-t]'],
      dryRun: true,
    };
    assert.deepEqual(outcomeFromProto(sent(outcomeToProto(whole, RUN))), whole);
  });

  it('names its run where no span was changed', () => {
    const message = outcomeToProto({ decisionId: 'd', status: 'expired', atMs: 5, reason: 'late' }, RUN);
    assert.equal(Buffer.from(message.traceId ?? []).toString('hex'), RUN);
    assert.equal(message.appliedAtUnixMs, undefined);
  });

  it('is bounded, and never throws, whatever the message is', () => {
    const text = fc.option(fc.string({ maxLength: 3_000, size: 'max' }), { nil: null });
    const number = fc.oneof(fc.double(), fc.constantFrom(null, Number.NaN, Number.POSITIVE_INFINITY, -1));
    const hostile = fc.record(
      {
        directiveId: text,
        status: fc.oneof(fc.integer({ min: -1, max: 8 }), fc.double()),
        traceId: fc.uint8Array({ maxLength: 17 }),
        spanId: fc.uint8Array({ maxLength: 9 }),
        appliedAtUnixMs: number,
        latencyMs: number,
        point: fc.integer(),
        reason: text,
        changes: fc.array(fc.string({ maxLength: 3_000, size: 'max' }), { maxLength: 70 }),
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(hostile, (message) => {
        const outcome = outcomeFromProto({ directiveId: 'd', status: 1, ...message } as OutcomeMessage);
        if (outcome === undefined) return;
        assert.ok(outcome.decisionId !== '' && outcome.decisionId.length <= 128);
        assert.ok((outcome.reason ?? '').length <= 2_000 && (outcome.changes ?? []).length <= 64);
        for (const change of outcome.changes ?? []) assert.ok(change.length <= 2_000);
        for (const number of [outcome.atMs, outcome.latencyMs ?? 0]) assert.ok(Number.isFinite(number));
      }),
      { numRuns: 200 },
    );
  });
});
