import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { type Action, type Directive, verdictOf } from '@airt/engine';
import fc from 'fast-check';
import { createDirectiveStore, type DirectiveOutcome, type DirectiveStoreOptions, type RunState } from './directive-store.ts';

const RUN = 'a'.repeat(32);
const OTHER = 'b'.repeat(32);
const SPAN = { traceId: RUN, spanId: 'c'.repeat(16) };
const STEER: Action = { kind: 'steer', guidance: 'stop' };
const DENY: Action = { kind: 'deny_tool', tool: 'search', reason: 'loop' };
const HALT: Action = { kind: 'halt', mode: 'graceful', reason: 'loop' };

function directive(id: string, change: Partial<Directive> = {}): Directive {
  const action = change.action ?? STEER;
  return {
    id,
    traceId: RUN,
    action,
    verdict: verdictOf(action),
    expiresMs: 1_000,
    reason: 'why',
    policy: { name: 'p', version: 'v', rule: id, mode: 'enforce' },
    dryRun: false,
    evidence: [],
    receivedMs: 0,
    source: 'controller',
    ...change,
  };
}

function store(options: Partial<DirectiveStoreOptions> = {}) {
  const outcomes: DirectiveOutcome[] = [];
  const repeats: DirectiveOutcome[] = [];
  const made = createDirectiveStore({
    onOutcome: (outcome) => outcomes.push(outcome),
    onRepeat: (outcome) => repeats.push(outcome),
    clock: () => 500,
    sweepMs: 0,
    ...options,
  });
  const seen = (): string[] => outcomes.map((outcome) => `${outcome.decisionId} ${outcome.status}`);
  return { ...bound(made), outcomes, repeats, seen };
}

/** The counts are getters: spread would freeze them. */
function bound(made: ReturnType<typeof createDirectiveStore>) {
  return { ...made, waiting: () => made.waiting, lasting: () => made.lasting };
}

const at = (change: Partial<RunState> = {}): RunState => ({ traceId: RUN, ...change });
const ids = (directives: readonly Directive[]): string[] => directives.map((one) => one.id);

describe('directive store', () => {
  test('a directive is handed out once, and answered with what it changed', () => {
    const s = store();
    assert.deepEqual(s.accept(directive('d', { receivedMs: 100 })), { status: 'waiting' });
    assert.deepEqual(ids(s.due(at({ traceId: OTHER }), 150).fresh), []);
    assert.deepEqual(ids(s.due(at(), 150).fresh), ['d']);
    assert.deepEqual(ids(s.due(at(), 151).fresh), [], 'a second call at the same time does not get it too');
    s.applied('d', { span: SPAN, changes: ['messages[+guidance]'], nowMs: 160 });
    s.applied('d', { span: SPAN, nowMs: 170 });
    s.failed('d', 'no');
    assert.equal(s.outcomes.length, 1);
    const { directive: own, ...outcome } = s.outcomes[0] ?? {};
    assert.equal(own?.id, 'd');
    assert.deepEqual(outcome, {
      decisionId: 'd',
      status: 'applied',
      span: SPAN,
      changes: ['messages[+guidance]'],
      atMs: 160,
      latencyMs: 60,
    });
    assert.deepEqual(s.due(at(), 200), { fresh: [], inForce: [] }, 'guidance is given once');
  });

  test('a lasting one stays in force, for its lease or to the end of the run', () => {
    const s = store();
    s.accept(directive('leased', { action: DENY, leaseMs: 100 }));
    s.accept(directive('run', { action: { kind: 'set_model', model: 'm' } }));
    assert.deepEqual(ids(s.due(at(), 10).fresh), ['leased', 'run']);
    for (const id of ['leased', 'run']) s.applied(id, { nowMs: 10 });
    assert.deepEqual(ids(s.due(at(), 109).inForce), ['leased', 'run']);
    assert.deepEqual(ids(s.due(at(), 110).inForce), ['run']);
    assert.deepEqual(ids(s.due(at(), 5_000).inForce), ['run'], 'the expiry is only about applying it');
    s.runEnded(RUN);
    assert.deepEqual(ids(s.due(at(), 5_001).inForce), []);
    assert.deepEqual(s.seen(), ['leased applied', 'run applied']);
    assert.equal(s.lasting(), 0);
  });

  test('what expires is told, at the boundary or by the sweep', () => {
    const s = store();
    s.accept(directive('late', { receivedMs: 1_000 }));
    s.accept(directive('boundary', { expiresMs: 100 }));
    s.accept(directive('sweep', { traceId: OTHER, expiresMs: 200 }));
    assert.deepEqual(s.due(at(), 100).fresh, []);
    s.sweep(199);
    s.sweep(200);
    assert.deepEqual(s.seen(), ['late expired', 'boundary expired', 'sweep expired']);
  });

  const expectations: readonly [string, Directive['expected'], Partial<RunState>, boolean][] = [
    ['the same call', { lastToolCallDigest: 'x' }, { lastToolCallDigest: 'x' }, true],
    ['another call', { lastToolCallDigest: 'x' }, { lastToolCallDigest: 'y' }, false],
    ['a call that is not known', { lastToolCallDigest: 'x' }, {}, false],
    ['one of several calls of a turn', { lastToolCallDigest: 'x' }, { lastToolCallDigest: 'y', latestToolCallDigests: ['x', 'y'] }, true],
  ];
  for (const [name, expected, state, holds] of expectations) {
    test(`expected state: ${name}`, () => {
      const s = store();
      s.accept(directive('d', expected === undefined ? {} : { expected }));
      assert.deepEqual(ids(s.due(at(state), 1).fresh), holds ? ['d'] : []);
      assert.deepEqual(s.seen(), holds ? [] : ['d not_applicable']);
    });
  }

  test('expected state: model calls are counted from when the directive came', () => {
    const calls = new Map([[RUN, 3]]);
    const s = store({ modelCallsOf: (traceId) => calls.get(traceId) ?? 0 });
    const expected = { maxModelCallsSince: 2 };
    s.accept(directive('in time', { expected }));
    s.accept(directive('of a run that has not begun here', { expected, traceId: OTHER }));
    calls.set(RUN, 5);
    calls.set(OTHER, 3);
    assert.deepEqual(ids(s.due(at(), 1).fresh), ['in time']);
    s.postpone('in time');
    calls.set(RUN, 6);
    assert.deepEqual(s.due(at(), 2).fresh, []);
    assert.deepEqual(s.due(at({ traceId: OTHER }), 2).fresh, []);
    assert.deepEqual(s.seen(), ['in time not_applicable', 'of a run that has not begun here not_applicable']);
    assert.equal(s.outcomes[0]?.reason, '3 model calls of the run have started since');
  });

  test('expected state: where nobody counts model calls, that is not judged', () => {
    const s = store();
    s.accept(directive('d', { expected: { maxModelCallsSince: 1 } }));
    assert.deepEqual(ids(s.due(at(), 1).fresh), ['d']);
  });

  test('evidence of another agent in the same trace leaves this one alone, though neither has a name', () => {
    const s = store();
    const evidence = [{ traceId: RUN, spanId: 'b'.repeat(16) }];
    s.accept(directive('d', { evidence, action: { kind: 'deny_tool', tool: 't', reason: 'r' } }));
    const other = at({ belongsToOtherRun: (spans) => spans === evidence });
    assert.deepEqual(s.due(other, 1).fresh, []);
    assert.deepEqual(ids(s.due(at({ belongsToOtherRun: () => false }), 2).fresh), ['d']);
    s.applied('d', { nowMs: 3 });
    assert.deepEqual(s.due(other, 4).inForce, []);
    assert.deepEqual(ids(s.due(at({}), 5).inForce), ['d']);
  });

  test('another agent of the run is left alone', () => {
    const s = store();
    s.accept(directive('d', { agentName: 'writer' }));
    assert.deepEqual(s.due(at({ agentName: 'reader' }), 1).fresh, []);
    assert.deepEqual(s.due(at(), 1).fresh, []);
    assert.deepEqual(ids(s.due(at({ agentName: 'writer' }), 2).fresh), ['d']);
  });

  test('a later directive of the same rule and tool takes the place of one that waits', () => {
    const rule = { name: 'p', version: 'v', rule: 'ladder', mode: 'enforce' as const };
    const s = store();
    s.accept(directive('steer', { policy: rule, toolName: 'search', sequence: 1 }));
    s.accept(directive('other tool', { policy: rule, toolName: 'read', sequence: 2 }));
    s.accept(directive('other rule', { toolName: 'search', sequence: 3 }));
    s.accept(directive('shadow', { policy: rule, toolName: 'search', sequence: 4, dryRun: true }));
    s.accept(directive('deny', { policy: rule, toolName: 'search', action: DENY, sequence: 6 }));
    assert.deepEqual(s.seen(), ['steer superseded']);
    s.accept(directive('resent', { policy: rule, toolName: 'search', sequence: 5 }));
    assert.deepEqual(s.seen(), ['steer superseded', 'resent superseded']);
    s.accept(directive('new controller', { policy: rule, toolName: 'search', sequence: 1, epoch: 2 }));
    assert.deepEqual(s.seen().slice(2), ['deny superseded']);
    s.accept(directive('halt', { policy: rule, action: HALT, sequence: 7, epoch: 2 }));
    assert.deepEqual(s.seen().slice(3), ['other tool superseded', 'new controller superseded']);
    assert.deepEqual(ids(s.due(at(), 1).fresh), ['other rule', 'shadow', 'halt']);
  });

  test('two of the same moment: the one that came later counts', () => {
    const rule = { name: 'p', version: 'v', rule: 'r', mode: 'enforce' as const };
    const s = store();
    s.accept(directive('1', { policy: rule, source: 'local' }));
    s.accept(directive('2', { policy: rule, source: 'local' }));
    assert.deepEqual(s.seen(), ['1 superseded']);
  });

  test('a directive may name those it replaces, also one in force, but only in its run', () => {
    const s = store();
    s.accept(directive('in force', { action: DENY }));
    s.due(at(), 1);
    s.applied('in force', { nowMs: 1 });
    s.accept(directive('waiting'));
    s.accept(directive('elsewhere', { traceId: OTHER }));
    s.accept(directive('new', { supersedes: ['in force', 'waiting', 'elsewhere', 'unknown'] }));
    assert.deepEqual(s.seen(), ['in force applied', 'waiting superseded']);
    assert.deepEqual(s.due(at(), 2).inForce, []);
    assert.equal(s.waiting(), 2);
  });

  test('a second model takes the place of the first', () => {
    const rule = { name: 'p', version: 'v', rule: 'r', mode: 'enforce' as const };
    const s = store();
    for (const [id, model] of [
      ['1', 'a'],
      ['2', 'b'],
    ] as const) {
      s.accept(directive(id, { policy: rule, action: { kind: 'set_model', model } }));
      s.due(at(), 1);
      s.applied(id, { nowMs: 1 });
    }
    assert.deepEqual(ids(s.due(at(), 2).inForce), ['2']);
  });

  test('duplicates are ignored, and answered with the known outcome', () => {
    const s = store();
    s.accept(directive('d'));
    assert.deepEqual(s.accept(directive('d')), { status: 'duplicate' });
    assert.equal(s.due(at(), 1).fresh.length, 1);
    s.applied('d', { nowMs: 1 });
    assert.equal(s.accept(directive('d')).status, 'duplicate');
    assert.deepEqual([s.outcomes.length, s.repeats.length], [1, 1]);
    assert.equal(s.repeats[0], s.outcomes[0]);
    assert.equal(s.due(at(), 2).fresh.length, 0);
  });

  test('a dry run is handed out as any other, reported where it would have been applied, and binds nothing', () => {
    const s = store();
    s.accept(directive('d', { dryRun: true, action: DENY }));
    assert.deepEqual(ids(s.due(at(), 5).fresh), ['d']);
    assert.deepEqual(s.due(at(), 5), { fresh: [], inForce: [] }, 'to one call at a time');
    assert.equal(s.outcomes.length, 0);
    s.applied('d', { span: SPAN, point: 'pre_model_call', changes: ['tools[-search]'], nowMs: 6 });
    assert.deepEqual(s.outcomes[0], {
      directive: s.outcomes[0]?.directive,
      decisionId: 'd',
      status: 'applied',
      span: SPAN,
      point: 'pre_model_call',
      changes: [],
      dryRun: true,
      atMs: 6,
      latencyMs: 6,
    });
    assert.deepEqual(s.due(at(), 7), { fresh: [], inForce: [] });
    assert.deepEqual([s.waiting(), s.lasting()], [0, 0]);
  });

  test('a dry run that no call takes expires as any other', () => {
    const s = store();
    s.accept(directive('d', { dryRun: true }));
    s.due(at(), 5);
    s.postpone('d');
    s.sweep(1_000);
    assert.deepEqual(s.seen(), ['d expired']);
  });

  test('runs: ended ones are refused at once, unknown ones wait, ending ones end theirs', () => {
    const open = new Map([[OTHER, false]]);
    const s = store({ isOpenRun: (traceId) => open.get(traceId) });
    s.accept(directive('ended', { traceId: OTHER }));
    s.accept(directive('unknown'));
    assert.deepEqual(s.seen(), ['ended not_applicable']);
    s.runEnded(RUN);
    assert.deepEqual(s.seen(), ['ended not_applicable', 'unknown not_applicable']);
  });

  test('postponed, failed, withdrawn, never reported', () => {
    const s = store();
    for (const id of ['postponed', 'failed', 'lost', 'na']) s.accept(directive(id));
    s.due(at(), 1);
    s.postpone('postponed');
    s.failed('failed', 'the body could not be edited');
    s.notApplicable('na', 'the tool is not there');
    assert.deepEqual(ids(s.due(at(), 2).fresh), ['postponed']);
    s.accept(directive('withdrawn'));
    s.cancel('withdrawn', 'changed my mind');
    s.cancel('nobody', '');
    s.sweep(61_000);
    assert.deepEqual(s.seen(), ['failed failed', 'na not_applicable', 'withdrawn not_applicable', 'postponed failed', 'lost failed']);
  });

  describe('after it was postponed', () => {
    const rule = { name: 'p', version: 'v', rule: 'r', mode: 'enforce' as const };
    const postponed = (change: Partial<Directive> = {}) => {
      const s = store();
      s.accept(directive('d', { policy: rule, action: DENY, sequence: 1, ...change }));
      s.due(at(), 1);
      return s;
    };

    test('it expires', () => {
      const s = postponed();
      s.postpone('d');
      s.postpone('d');
      s.sweep(999);
      assert.equal(s.waiting(), 1);
      assert.deepEqual(s.due(at(), 1_000).fresh, []);
      assert.deepEqual(s.seen(), ['d expired']);
    });

    test('a later one of its rule takes its place', () => {
      const s = postponed();
      s.postpone('d');
      s.accept(directive('later', { policy: rule, action: DENY, sequence: 2 }));
      assert.deepEqual(s.seen(), ['d superseded']);
      assert.deepEqual(ids(s.due(at(), 2).fresh), ['later']);
    });

    test('a later one that came while a call had it takes its place', () => {
      const s = postponed();
      s.accept(directive('later', { policy: rule, action: DENY, sequence: 2 }));
      assert.deepEqual(s.seen(), []);
      s.postpone('d');
      assert.deepEqual(s.seen(), ['d superseded']);
      s.accept(directive('resent', { policy: rule, action: DENY, sequence: 1 }));
      assert.deepEqual(s.seen().at(-1), 'resent superseded');
    });

    test('what ended it while a call had it ends it, and the call that did carry it out counts', () => {
      const ends: readonly [string, (s: ReturnType<typeof postponed>) => void][] = [
        ['withdrawn: no', (s) => s.cancel('d', 'no')],
        ['the run has ended', (s) => s.runEnded(RUN)],
        ['directive new took its place', (s) => s.accept(directive('new', { supersedes: ['d'] }))],
      ];
      for (const [reason, end] of ends) {
        const s = postponed();
        end(s);
        assert.deepEqual(s.seen(), []);
        s.postpone('d');
        assert.deepEqual([s.outcomes.length, s.outcomes[0]?.reason], [1, reason]);
        const carriedOut = postponed();
        end(carriedOut);
        carriedOut.applied('d', { nowMs: 5 });
        assert.deepEqual([carriedOut.seen()[0], carriedOut.lasting()], ['d applied', 0]);
      }
    });
  });

  test('numbers are bounded, and what is too much is refused in words', () => {
    const s = store({ maxPerRun: 2, maxTotal: 3 });
    for (const id of ['1', '2', '3']) s.accept(directive(id));
    s.accept(directive('4', { traceId: OTHER }));
    s.accept(directive('5', { traceId: 'd'.repeat(32) }));
    assert.deepEqual(s.seen(), ['3 rejected', '5 rejected']);
    s.due(at({ traceId: OTHER }), 1);
    s.applied('4', { nowMs: 1 });
    assert.equal(s.waiting() + s.lasting(), 2);
  });

  test('a run of which the end was missed gives way to new ones', () => {
    const s = store({ maxTotal: 1 });
    s.accept(directive('old', { action: DENY }));
    s.due(at(), 1);
    s.applied('old', { nowMs: 1 });
    assert.deepEqual(s.accept(directive('new', { traceId: OTHER })), { status: 'waiting' });
    assert.deepEqual(s.due(at(), 2).inForce, []);
  });

  test('a listener that throws harms nothing', () => {
    const s = createDirectiveStore({
      onOutcome: () => {
        throw new Error('boom');
      },
      sweepMs: 0,
    });
    s.accept(directive('d'));
    s.due(at(), 1);
    s.applied('d', { nowMs: 1 });
    assert.equal(s.waiting, 0);
  });
});

describe('properties', () => {
  const runs = [RUN, OTHER];
  const step = fc.oneof(
    {
      weight: 4,
      arbitrary: fc.record({
        do: fc.constant('accept' as const),
        id: fc.integer({ min: 0, max: 40 }),
        run: fc.integer({ min: 0, max: 1 }),
        rule: fc.integer({ min: 0, max: 2 }),
        action: fc.constantFrom(STEER, DENY, HALT),
        sequence: fc.option(fc.integer({ min: 1, max: 50 }), { nil: undefined }),
        ttl: fc.integer({ min: -5, max: 60 }),
        lease: fc.option(fc.integer({ min: 1, max: 30 }), { nil: undefined }),
        dryRun: fc.boolean(),
        supersedes: fc.array(fc.integer({ min: 0, max: 40 }), { maxLength: 2 }),
        expected: fc.boolean(),
      }),
    },
    {
      weight: 4,
      arbitrary: fc.record({ do: fc.constant('due' as const), run: fc.integer({ min: 0, max: 1 }), digest: fc.constantFrom('x', 'y') }),
    },
    {
      weight: 3,
      arbitrary: fc.record({
        do: fc.constantFrom('applied' as const, 'failed' as const, 'postpone' as const, 'cancel' as const, 'notApplicable' as const),
        id: fc.integer({ min: 0, max: 40 }),
      }),
    },
    {
      weight: 1,
      arbitrary: fc.record({ do: fc.constantFrom('sweep' as const, 'runEnded' as const), run: fc.integer({ min: 0, max: 1 }) }),
    },
  );

  test('each accepted id gets exactly one outcome, is handed out to at most one call at a time, and nothing is left', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 120 }), (steps) => {
        let nowMs = 1_000;
        const accepted = new Set<string>();
        const taken = new Set<string>();
        const outcomes = new Map<string, number>();
        const s = createDirectiveStore({
          clock: () => nowMs,
          sweepMs: 0,
          maxPerRun: 8,
          maxTotal: 12,
          onOutcome: (outcome) => {
            outcomes.set(outcome.decisionId, (outcomes.get(outcome.decisionId) ?? 0) + 1);
            taken.delete(outcome.decisionId);
          },
        });
        for (const one of steps) {
          nowMs += 3;
          switch (one.do) {
            case 'accept': {
              const id = String(one.id);
              accepted.add(id);
              s.accept(
                directive(id, {
                  traceId: runs[one.run] ?? RUN,
                  action: one.action,
                  policy: { name: 'p', version: 'v', rule: String(one.rule), mode: 'enforce' },
                  receivedMs: nowMs,
                  expiresMs: nowMs + one.ttl,
                  dryRun: one.dryRun,
                  supersedes: one.supersedes.map(String),
                  ...(one.sequence === undefined ? {} : { sequence: one.sequence }),
                  ...(one.lease === undefined ? {} : { leaseMs: one.lease }),
                  ...(one.expected ? { expected: { lastToolCallDigest: 'x' } } : {}),
                }),
              );
              break;
            }
            case 'due':
              for (const fresh of s.due({ traceId: runs[one.run] ?? RUN, lastToolCallDigest: one.digest }, nowMs).fresh) {
                assert.ok(!taken.has(fresh.id) && !outcomes.has(fresh.id));
                assert.ok(fresh.expiresMs > nowMs);
                taken.add(fresh.id);
              }
              break;
            case 'applied':
              if (taken.has(String(one.id))) s.applied(String(one.id), { nowMs });
              for (const run of runs) assert.ok(s.due({ traceId: run, agentName: 'nobody' }, nowMs).inForce.every(({ dryRun }) => !dryRun));
              break;
            case 'postpone':
              taken.delete(String(one.id));
              s.postpone(String(one.id));
              break;
            case 'failed':
            case 'cancel':
            case 'notApplicable':
              s[one.do](String(one.id), 'r');
              break;
            case 'sweep':
              s.sweep(nowMs);
              break;
            case 'runEnded':
              s.runEnded(runs[one.run] ?? RUN);
              break;
          }
          assert.ok(s.waiting + s.lasting <= 12);
        }
        s.close();
        assert.equal(s.waiting + s.lasting, 0);
        for (const id of accepted) assert.equal(outcomes.get(id), 1, id);
      }),
      { numRuns: 400 },
    );
  });
});
