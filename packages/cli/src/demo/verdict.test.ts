import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ControllerEvent } from '@airt/controller';
import { decision, finding, NOON, outcome } from '../testing/events.ts';
import type { AgentRun } from './agent-process.ts';
import { openDecisions, whatIsMissing } from './verdict.ts';

const ANSWERED: AgentRun = { steps: 8, ended: 'answered', text: 'yes' };
const steer = decision();
const deny = decision({ id: 'dec_00000000000000000000000b', rung: 1, action: { kind: 'deny_tool', tool: 'web_search', reason: 'enough' } });
const found: ControllerEvent = { atMs: NOON, type: 'finding', finding: finding() };
const decided = (which: typeof steer): ControllerEvent => ({ atMs: NOON, type: 'decision', decision: which });
const ended = (which: typeof steer, changes = {}): ControllerEvent => ({
  atMs: NOON,
  type: 'outcome',
  decision: which,
  outcome: outcome({ decisionId: which.id, ...changes }),
  source: 'agent',
});

test('nothing is missing when the loop was found, steered, denied, and the agent answered', () => {
  assert.deepEqual(whatIsMissing([found, decided(steer), ended(steer), decided(deny), ended(deny)], ANSWERED), []);
});

test('whatever did not really happen is named', () => {
  assert.deepEqual(whatIsMissing([], { steps: 25, ended: 'gave up', text: 'its limit of 25 steps was reached' }), [
    'the loop was not detected in the spans',
    'no steer was decided',
    'no deny_tool was decided',
    'the agent did not finish: its limit of 25 steps was reached',
  ]);
  const hollow = whatIsMissing(
    [found, decided(steer), ended(steer, { dryRun: true }), decided(deny), ended(deny, { status: 'expired' })],
    ANSWERED,
  );
  assert.equal(hollow.length, 2);
  assert.match(hollow[0] ?? '', /^no steer was applied \(would have been applied/);
  assert.match(hollow[1] ?? '', /^no deny_tool was applied \(not applied: its time ran out/);
  assert.deepEqual(whatIsMissing([found, decided(steer), ended(steer), decided(deny)], ANSWERED), [
    'no deny_tool was applied (no outcome came)',
  ]);
});

test('decisions without an outcome are open', () => {
  assert.equal(openDecisions([decided(steer), ended(steer), decided(deny)]), 1);
  assert.equal(openDecisions([]), 0);
});
