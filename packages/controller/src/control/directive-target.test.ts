import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Outcome, OutcomeStatus } from '@airt/engine';
import { testDecision } from '../testing/decision.ts';
import { decidingOutcome, describeMissingTarget, isTarget, strongestOutcome, type Target } from './directive-target.ts';
import { createInstances } from './instances.ts';

const RUN = 'ab'.repeat(16);
const outcome = (status: OutcomeStatus): Outcome => ({ decisionId: 'dec_1', status, atMs: 1 });
const settled = (status: OutcomeStatus): Target => ({ kind: 'settled', outcome: outcome(status), source: 'agent' });
const targets = (all: Readonly<Record<string, Target>>) => new Map(Object.entries(all));

describe('the target of a decision', () => {
  const instances = createInstances(() => '');
  const process = (uid: string, ...openRuns: readonly string[]) => {
    const instance = instances.add(uid, { kind: 'disconnected', sinceMs: 0 });
    instance.openRuns = new Set(openRuns);
    return instance;
  };
  const [named, claimant, other] = [process('named'), process('claimant', RUN), process('other')];
  const targetsOf = (instanceUid?: string) => {
    const decision = testDecision({ traceId: RUN, instanceUid });
    const isKnown = (uid: string) => instances.get(uid) !== undefined;
    return [named, claimant, other].filter((instance) => isTarget(decision, instance, isKnown)).map(({ uid }) => uid);
  };

  it('is the process that the spans name, whoever else claims the run', () => assert.deepEqual(targetsOf('named'), ['named']));
  it('is who claims the run where the spans name none', () => assert.deepEqual(targetsOf(), ['claimant']));
  it('is who claims the run where the one they name never had a stream', () => assert.deepEqual(targetsOf('unknown'), ['claimant']));

  it('that is missing is described by what is known of it', () => {
    const naming = describeMissingTarget(testDecision({ traceId: RUN, instanceUid: 'named' }));
    assert.match(naming, /process named, which the spans name, has no stream, and no connected agent claims run abab/);
    assert.match(describeMissingTarget(testDecision({ traceId: RUN, instanceUid: undefined })), /the spans name no process/);
  });
});

describe('the outcome of a directive', () => {
  it('is open while a target waits, or has it and has reported nothing', () => {
    assert.equal(decidingOutcome(targets({ a: { kind: 'sent', sequence: 1 } })), undefined);
    assert.equal(decidingOutcome(targets({ a: settled('not_applicable'), b: { kind: 'waiting' } })), undefined);
    assert.equal(decidingOutcome(new Map()), undefined);
  });

  it('is decided by the first that applied it', () => {
    const final = decidingOutcome(targets({ a: { kind: 'sent', sequence: 1 }, b: settled('applied') }));
    assert.deepEqual([final?.outcome.status, final?.instanceUid], ['applied', 'b']);
  });

  it('is the strongest one where all targets have one', () => {
    const all = targets({ a: settled('not_applicable'), b: settled('failed'), c: settled('expired') });
    assert.deepEqual([decidingOutcome(all)?.instanceUid, strongestOutcome(all)?.instanceUid], ['b', 'b']);
  });
});
