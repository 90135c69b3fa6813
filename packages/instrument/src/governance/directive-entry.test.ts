import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Action, Directive } from '@airt/engine';
import fc from 'fast-check';
import { type EntryInput, type EntryState, stepEntry } from './directive-entry.ts';

const STEER: Action = { kind: 'steer', guidance: 'stop' };
const DENY: Action = { kind: 'deny_tool', tool: 'search', reason: 'loop' };

const directive = (change: Partial<Directive> = {}): Directive => ({
  id: 'd',
  traceId: 'a'.repeat(32),
  action: STEER,
  verdict: 'transform',
  expiresMs: 1_000,
  reason: 'why',
  policy: { name: 'p', version: 'v', rule: 'r', mode: 'enforce' },
  dryRun: false,
  evidence: [],
  receivedMs: 0,
  source: 'controller',
  ...change,
});
const lasting = directive({ action: DENY, verdict: 'deny', leaseMs: 100 });

const taken = { kind: 'taken', sinceMs: 0, ifPostponed: undefined, isRevoked: false } as const;
const STATES: Readonly<Record<string, EntryState>> = {
  waiting: { kind: 'waiting' },
  taken,
  'taken, ended meanwhile': { ...taken, ifPostponed: { status: 'superseded', reason: 'r', atMs: 5 } },
  in_force: { kind: 'in_force', sinceMs: 0 },
  ended: { kind: 'ended' },
};
const INPUTS: Readonly<Record<string, EntryInput>> = {
  'tick 99': { kind: 'tick', nowMs: 99 },
  'tick 100': { kind: 'tick', nowMs: 100 },
  'tick 1000': { kind: 'tick', nowMs: 1_000 },
  'tick 60000': { kind: 'tick', nowMs: 60_000 },
  take: { kind: 'take', nowMs: 10 },
  applied: { kind: 'applied', nowMs: 10 },
  failed: { kind: 'failed', reason: 'r', nowMs: 10 },
  not_applicable: { kind: 'not_applicable', reason: 'r', nowMs: 10 },
  postpone: { kind: 'postpone' },
  superseded: { kind: 'superseded', by: 'x', isNamed: false, nowMs: 10 },
  'superseded by name': { kind: 'superseded', by: 'x', isNamed: true, nowMs: 10 },
  replaced: { kind: 'replaced' },
  cancelled: { kind: 'cancelled', reason: '', nowMs: 10 },
  run_ended: { kind: 'run_ended', nowMs: 10 },
  closed: { kind: 'closed', nowMs: 10 },
};

const nameOf = (state: EntryState): string =>
  state.kind !== 'taken' || state.ifPostponed === undefined
    ? state.kind
    : `taken, ${state.ifPostponed.status}${state.isRevoked ? ', revoked' : ''}`;

/** For a lasting directive with a lease of 100 ms that expires at 1000. What is not listed changes nothing. */
const EXPECTED: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  waiting: {
    'tick 1000': 'ended: expired',
    'tick 60000': 'ended: expired',
    take: 'taken',
    applied: 'in_force: applied',
    failed: 'ended: failed',
    not_applicable: 'ended: not_applicable',
    superseded: 'ended: superseded',
    'superseded by name': 'ended: superseded',
    cancelled: 'ended: not_applicable',
    run_ended: 'ended: not_applicable',
    closed: 'ended: not_applicable',
  },
  taken: {
    'tick 60000': 'ended: failed',
    applied: 'in_force: applied',
    failed: 'ended: failed',
    not_applicable: 'ended: not_applicable',
    postpone: 'waiting',
    superseded: 'taken, superseded',
    'superseded by name': 'taken, superseded, revoked',
    cancelled: 'taken, not_applicable, revoked',
    run_ended: 'taken, not_applicable, revoked',
    closed: 'ended: not_applicable',
  },
  'taken, ended meanwhile': {
    'tick 60000': 'ended: failed',
    applied: 'in_force: applied',
    failed: 'ended: failed',
    not_applicable: 'ended: not_applicable',
    postpone: 'ended: superseded',
    'superseded by name': 'taken, superseded, revoked',
    cancelled: 'taken, superseded, revoked',
    run_ended: 'taken, superseded, revoked',
    closed: 'ended: not_applicable',
  },
  in_force: {
    'tick 100': 'ended',
    'tick 1000': 'ended',
    'tick 60000': 'ended',
    'superseded by name': 'ended',
    replaced: 'ended',
    cancelled: 'ended',
    run_ended: 'ended',
    closed: 'ended',
  },
  ended: {},
};

describe('every input in every state', () => {
  for (const [name, state] of Object.entries(STATES)) {
    test(name, () => {
      for (const [inputName, input] of Object.entries(INPUTS)) {
        const step = stepEntry(state, input, lasting);
        const expected = EXPECTED[name]?.[inputName];
        if (expected === undefined) assert.deepEqual(step, { state }, inputName);
        else assert.equal(`${nameOf(step.state)}${step.outcome ? `: ${step.outcome.status}` : ''}`, expected, inputName);
      }
    });
  }
});

test('guidance and dry runs do not stay in force; a dry run has changed nothing', () => {
  const how = { kind: 'applied', nowMs: 10, changes: ['tools[-search]'] } as const;
  assert.equal(stepEntry(taken, how, directive()).state.kind, 'ended');
  const dry = stepEntry(taken, how, directive({ action: DENY, dryRun: true }));
  assert.deepEqual(dry, { state: { kind: 'ended' }, outcome: { status: 'applied', atMs: 10, latencyMs: 10, dryRun: true, changes: [] } });
  assert.equal(stepEntry({ ...taken, isRevoked: true }, how, lasting).state.kind, 'ended');
});

test('one outcome in a life, whatever happens, and none after the end', () => {
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom(...Object.values(INPUTS)), { maxLength: 40 }),
      fc.constantFrom(lasting, directive()),
      (inputs, one) => {
        let state: EntryState = { kind: 'waiting' };
        let outcomes = 0;
        for (const input of inputs) {
          const before = state.kind;
          const step = stepEntry(state, input, one);
          ({ state } = step);
          if (step.outcome !== undefined) outcomes += 1;
          if (before === 'ended') assert.equal(state.kind, 'ended');
        }
        assert.equal(outcomes, state.kind === 'in_force' || state.kind === 'ended' ? 1 : 0);
      },
    ),
  );
});
