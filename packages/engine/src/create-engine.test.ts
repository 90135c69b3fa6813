import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { createEngine } from './create-engine.ts';
import type { Decision, Outcome } from './decisions/decision.ts';
import { configureDetector } from './detectors/configure.ts';
import type { DetectorDefinition, SessionDetector } from './detectors/detector.ts';
import type { Engine } from './engine.ts';
import type { AgentEvent } from './events/event.ts';
import { eventTimeMs } from './events/event-kinds.ts';
import type { PointContext } from './policy/context.ts';
import type { PolicyDocument } from './policy/document.ts';
import { parsePolicies } from './policy/parse.ts';
import { presetPolicies } from './presets/index.ts';
import { object } from './schema/object.ts';

function policies(text: string): readonly PolicyDocument[] {
  const result = parsePolicies(text);
  assert.ok(result.ok, JSON.stringify(result));
  return result.policies;
}

const LADDER = `apiVersion: airt.dev/v1
kind: Policy
metadata: { name: loops }
spec:
  mode: enforce
  rules:
    - name: ladder
      on: finding
      detectors: [loop.repeat]
      when: finding.count >= 3
      ladder:
        - steer: { guidance: "{tool} {count}" }
        - deny_tool: { reason: "off after {count}" }
        - halt: { reason: "stop" }
      expiresAfterSeconds: 60
`;

/** An agent that makes the same call in turn after turn, one second apart. */
function loopingAgent(engine: Engine, given: { readonly traceId?: string; readonly tool?: string } = {}) {
  const { traceId = 'run', tool = 'search' } = given;
  let at = 0;
  return {
    get nowMs() {
      return at;
    },
    /** Time passes without anything being done. */
    wait(ms: number) {
      at += ms;
    },
    /** One model call and the tool call it asked for. */
    turn(args = 'same'): Decision[] {
      const base = { traceId, service: 'research', instanceUid: 'i1' };
      engine.observe(
        { ...base, kind: 'model_call', spanId: `m${at}`, startMs: at, endMs: at + 400, inputTokens: 100, outputTokens: 10 },
        at + 400,
      );
      const call = { tool, callDigest: `${tool} ${args}`, resultDigest: args };
      const { decisions } = engine.observe(
        { ...base, kind: 'tool_call', spanId: `t${at}`, startMs: at + 500, endMs: at + 900, ...call },
        at + 900,
      );
      at += 1000;
      return [...decisions];
    },
    /** What became of a decision, as the agent's process reports it before its next turn. */
    report(decision: Decision | undefined, status: Outcome['status'], atMs = at) {
      assert.ok(decision);
      engine.report({ decisionId: decision.id, status, atMs }, at);
    },
  };
}

const kinds = (decisions: readonly Decision[]): string[] => decisions.map((decision) => `${decision.rung} ${decision.action.kind}`);

test('a loop is steered, then loses its tool, then is halted: each rung after the one below was applied', () => {
  const agent = loopingAgent(createEngine({ policies: policies(LADDER) }));
  assert.deepEqual([...agent.turn(), ...agent.turn()], []);
  const [steer] = agent.turn();
  assert.deepEqual(steer?.action, { kind: 'steer', guidance: '{tool} 3' });
  assert.match(steer?.id ?? '', /^dec_[0-9a-f]{24}$/);
  assert.match(steer?.findingId ?? '', /^fnd_[0-9a-f]{24}$/);
  assert.deepEqual(steer?.expected, { lastToolCallDigest: 'search same' });
  assert.deepEqual([steer?.instanceUid, steer?.dryRun, steer?.expiresMs, steer?.decidedMs], ['i1', false, 62_900, 2_900]);
  assert.equal(steer?.evidence.length, 3);

  assert.deepEqual(agent.turn(), [], 'nothing more while the outcome is not known');
  agent.report(steer, 'applied');
  const [deny] = agent.turn();
  assert.deepEqual(deny?.action, { kind: 'deny_tool', tool: 'search', reason: 'off after 5' });
  agent.report(deny, 'applied');
  const [halt] = agent.turn();
  assert.deepEqual(halt?.action, { kind: 'halt', mode: 'graceful', reason: 'stop' });
  assert.equal(halt?.expected, undefined, 'a halt is due whatever the last call was');
});

test('evidence that started before the rung was applied does not climb', () => {
  const agent = loopingAgent(createEngine({ policies: policies(LADDER) }));
  agent.turn();
  agent.turn();
  const [steer] = agent.turn();
  // Applied at 3.7 s, in the middle of the tool call that runs from 3.5 s to 3.9 s.
  agent.report(steer, 'applied', 3_700);
  assert.deepEqual(agent.turn(), []);
  assert.deepEqual(kinds(agent.turn()), ['1 deny_tool']);
});

test('outcomes: which climb, and which leave the rung', () => {
  const next = (status: Outcome['status']): string[] => {
    const agent = loopingAgent(createEngine({ policies: policies(LADDER) }));
    agent.turn();
    agent.turn();
    agent.report(agent.turn()[0], status);
    return kinds(agent.turn());
  };
  for (const status of ['applied', 'expired', 'failed', 'rejected'] as const) assert.deepEqual(next(status), ['1 deny_tool'], status);
  for (const status of ['not_applicable', 'superseded'] as const) assert.deepEqual(next(status), ['0 steer'], status);
});

test('a decision whose outcome is never reported runs out; one reported late still counts', () => {
  const agent = loopingAgent(createEngine({ policies: policies(LADDER) }));
  agent.turn();
  agent.turn();
  const [steer] = agent.turn();
  agent.wait(30_000);
  assert.deepEqual(agent.turn(), []);
  agent.wait(40_000);
  const [deny] = agent.turn();
  assert.deepEqual(kinds(deny ? [deny] : []), ['1 deny_tool']);
  agent.report(steer, 'applied', 3_100);
  agent.report(deny, 'not_applicable');
  assert.deepEqual(kinds(agent.turn()), ['1 deny_tool'], 'the late outcome of the steer does not undo or repeat anything');
});

test('cooldown, in steps and in seconds, and the budget of a run', () => {
  const decided = (settings: string, turns: number): number => {
    const agent = loopingAgent(createEngine({ policies: policies(`${LADDER}      ${settings}\n`) }));
    let count = 0;
    for (let turn = 0; turn < turns; turn++) {
      for (const decision of agent.turn()) {
        count += 1;
        agent.report(decision, 'applied');
      }
    }
    return count;
  };
  assert.equal(decided('cooldown: { steps: 0 }', 12), 5, 'five by default');
  assert.equal(decided('budget: { perRun: 2 }', 12), 2);
  assert.equal(decided('cooldown: { steps: 8 }', 12), 3, 'turns 3, 7 and 11');
  assert.equal(decided('cooldown: { seconds: 4.5 }', 12), 2, 'turns 3 and 8');
});

test('subjects have ladders of their own; one event brings at most one decision of a rule', () => {
  const agent = loopingAgent(createEngine({ policies: policies(LADDER) }));
  agent.turn('a');
  agent.turn('a');
  agent.report(agent.turn('a')[0], 'applied');
  agent.turn('b');
  agent.turn('b');
  assert.deepEqual(kinds(agent.turn('b')), ['0 steer']);
});

test('deny_tool without a tool is skipped; with one of its own it needs no finding about a tool', () => {
  const text = LADDER.replace('- steer: { guidance: "{tool} {count}" }', '- deny_tool: { tool: other, reason: x }');
  const agent = loopingAgent(createEngine({ policies: policies(text) }));
  agent.turn();
  agent.turn();
  const [decision] = agent.turn();
  assert.deepEqual(decision?.action, { kind: 'deny_tool', tool: 'other', reason: 'x' });

  const unnamed = detector({ observe: () => [DRAFT], fork: () => unnamed.create({}) });
  const engine = createEngine({
    detectors: [configureDetector(unnamed)],
    policies: policies(
      LADDER.replace('loop.repeat', '"*"').replace('- steer: { guidance: "{tool} {count}" }', '- deny_tool: { reason: x }'),
    ),
  });
  const { decisions } = engine.observe({ kind: 'model_call', traceId: 't', spanId: 's', startMs: 0, endMs: 1 }, 1);
  assert.deepEqual(kinds(decisions), ['2 halt'], 'both rungs that need a tool are passed over');
});
const DRAFT = {
  detector: 'own.thing',
  subject: 's',
  measures: { count: 9 },
  severity: 'info',
  score: 1,
  message: 'm',
  evidence: [],
} as const;

/** A detector family `own` of one finding. */
const detector = (session: SessionDetector): DetectorDefinition<object> => ({
  name: 'own',
  about: 'For tests.',
  findings: { 'own.thing': 'a thing' },
  measures: { count: { type: 'int', about: 'How often.', unknown: 'several' } },
  config: object({ about: 'None.', members: {} }),
  create: () => session,
});

test('modes: observe and shadow only tell, a canary draws by run', () => {
  const dryRuns = (mode: string): boolean[] =>
    Array.from({ length: 40 }, (_, run) => {
      const agent = loopingAgent(createEngine({ policies: policies(LADDER.replace('mode: enforce', mode)) }), { traceId: `run${run}` });
      agent.turn();
      agent.turn();
      const [decision] = agent.turn();
      assert.ok(decision);
      return decision.dryRun;
    });
  assert.ok(dryRuns('mode: observe').every((dry) => dry));
  assert.ok(dryRuns('mode: shadow').every((dry) => dry));
  assert.ok(dryRuns('mode: enforce').every((dry) => !dry));
  const drawn = dryRuns('mode: canary\n  canaryPercent: 50');
  assert.deepEqual(dryRuns('mode: canary\n  canaryPercent: 50'), drawn, 'the same runs each time');
  const share = drawn.filter((dry) => !dry).length;
  assert.ok(share > 8 && share < 32, `${share} of 40`);
  assert.ok(dryRuns('mode: canary\n  canaryPercent: 0').every((dry) => dry));
  assert.ok(dryRuns('mode: canary\n  canaryPercent: 100').every((dry) => !dry));
});

test('match chooses the runs; a condition that cannot be evaluated is false and counted', () => {
  const matching = LADDER.replace('mode: enforce', 'mode: enforce\n  match: service == "other"');
  const other = loopingAgent(createEngine({ policies: policies(matching) }));
  assert.deepEqual([...other.turn(), ...other.turn(), ...other.turn()], []);

  const engine = createEngine({ policies: policies(LADDER.replace('mode: enforce', 'mode: enforce\n  match: agent.name == "x"')) });
  const agent = loopingAgent(engine);
  assert.deepEqual([...agent.turn(), ...agent.turn(), ...agent.turn()], []);
  assert.ok(engine.conditionErrors > 0, 'these spans name no agent');
});

test('no decisions after the run has ended, but findings still; a new run in the same trace is open again', () => {
  const engine = createEngine({ policies: policies(LADDER) });
  const agent = loopingAgent(engine);
  agent.turn();
  agent.turn();
  engine.observe({ kind: 'agent_end', traceId: 'run', spanId: 'root', startMs: 0, endMs: 2_950, root: true }, agent.nowMs);
  const call = { tool: 'search', callDigest: 'search same', resultDigest: 'same' };
  const late = { kind: 'tool_call', traceId: 'run', spanId: 'late', startMs: 1_950, endMs: 2_800, ...call } as const;
  engine.observe({ kind: 'model_call', traceId: 'run', spanId: 'lm', startMs: 1_910, endMs: 1_940 }, agent.nowMs);
  const { findings, decisions } = engine.observe(late, agent.nowMs);
  assert.deepEqual([findings.length, decisions.length], [1, 0]);
  agent.wait(1_000);
  assert.deepEqual([agent.turn().length, agent.turn().length, agent.turn().length], [0, 0, 1]);
});

test('policies are replaced as a whole, running ladders stay; of two with one name the first counts', () => {
  const engine = createEngine({ policies: policies(LADDER) });
  const agent = loopingAgent(engine);
  agent.turn();
  agent.turn();
  agent.report(agent.turn()[0], 'applied');
  const reworded = LADDER.replace('off after {count}', 'reworded');
  engine.setPolicies([...policies(reworded), ...policies(LADDER)]);
  assert.equal(engine.policies.length, 1);
  const [deny] = agent.turn();
  assert.deepEqual(deny?.action, { kind: 'deny_tool', tool: 'search', reason: 'reworded' });
  engine.setPolicies([]);
  agent.report(deny, 'applied');
  assert.deepEqual(agent.turn(), []);
});

test('sessions leave when they are idle or too many; a duplicate span stays one even then', () => {
  const engine = createEngine({ maxSessions: 3, idleMs: 1_000 });
  const event = (trace: number, at: number): AgentEvent => ({
    kind: 'model_call',
    traceId: `t${trace}`,
    spanId: 's',
    startMs: at,
    endMs: at,
  });
  for (let trace = 0; trace < 10; trace++) engine.observe(event(trace, trace), trace);
  assert.equal(engine.sessionCount, 3);
  assert.equal(engine.observe(event(0, 0), 10).fresh, false);
  engine.observe(event(99, 5_000), 5_000);
  assert.equal(engine.sessionCount, 1);
});

const POINTS = `apiVersion: airt.dev/v1
kind: Policy
metadata: { name: points }
spec:
  mode: enforce
  rules:
    - { name: no-rm, on: pre_tool_call, when: 'tool.args.command.contains("rm")', deny: { reason: "no {tool}", instead: ask } }
    - { name: ok, on: pre_tool_call, allow: true }
    - name: short
      on: pre_model_call
      when: run.output_tokens > 1000 && "search" in model.tools
      transform: [ { clamp: { maxOutputTokens: 512 } }, { steer: { guidance: be brief } } ]
`;
const context = (given: Partial<PointContext> = {}): PointContext => ({
  run: { model_calls: 1, tool_calls: 0, input_tokens: 10, output_tokens: 2_000, duration_seconds: 1.5 },
  agent: {},
  service: 'research',
  model: { name: 'm', tools: ['search'] },
  ...given,
});

test('point rules judge one operation: the strictest verdict, with its reason', () => {
  const failed: string[] = [];
  const onConditionError = (policy: string, rule: string | undefined) => void failed.push(`${policy}/${rule}`);
  const engine = createEngine({ policies: policies(POINTS), onConditionError });
  const denied = engine.judge(
    'pre_tool_call',
    context({ tool: { name: 'shell', args: { command: 'rm x' } }, model: { tools: ['shell'] } }),
    'r',
  );
  assert.deepEqual([denied.verdict, denied.reason, denied.instead, denied.decidedBy?.rule], ['deny', 'no "shell"', 'ask', 'no-rm']);
  const invented = engine.judge('pre_tool_call', context({ tool: { name: 'shell', args: { command: 'rm x' } } }), 'r');
  assert.equal(invented.reason, 'no the tool', 'what a model calls and the request did not offer is not named');
  const allowed = engine.judge('pre_tool_call', context({ tool: { name: 'shell', args: { command: 'ls' } } }), 'r');
  assert.deepEqual([allowed.verdict, allowed.decidedBy?.rule, allowed.actions], ['allow', 'ok', []]);
  const shortened = engine.judge('pre_model_call', context(), 'r');
  assert.deepEqual(
    shortened.actions.map(({ action }) => action),
    [
      { kind: 'clamp', maxOutputTokens: 512 },
      { kind: 'steer', guidance: 'be brief' },
    ],
  );
  assert.equal(engine.conditionErrors, 0);
  assert.equal(engine.judge('pre_tool_call', context({ tool: { name: 'shell', args: 'text' } }), 'r').verdict, 'allow');
  assert.equal(engine.conditionErrors, 1, 'text has no member command');
  assert.deepEqual(failed, ['points/no-rm']);
  assert.deepEqual([engine.hasRulesAt('pre_tool_call'), engine.hasRulesAt('post_tool_call')], [true, false]);
});

const NAMED = POINTS.replace(`'tool.args`, `'tool.name == "shell" && tool.args`);

test('a denial counts that any reading of a call has; arguments that cannot be read are denied where a rule asks about them', () => {
  const failed: string[] = [];
  const onConditionError = (policy: string, rule: string | undefined) => void failed.push(`${policy}/${rule}`);
  const judge = (tool: { name: string; args: unknown }, others: readonly { name: string; args: unknown }[], more = '') => {
    const engine = createEngine({ policies: policies(NAMED.replace('mode: enforce', `mode: enforce${more}`)), onConditionError });
    const isUnreadable = typeof tool.args === 'string';
    const {
      verdict,
      reason,
      decidedBy,
      isUnreadable: unreadable,
    } = engine.judge('pre_tool_call', context({ tool }), 'r', { others, isUnreadable });
    return [verdict, decidedBy?.rule, unreadable ?? reason];
  };
  const harmless = { name: 'shell', args: { command: 'ls' } };
  assert.deepEqual(judge(harmless, [{ name: 'shell', args: { command: 'rm x' } }]), ['deny', 'no-rm', 'no the tool']);
  assert.deepEqual(judge({ name: 'read', args: {} }, [{ name: 'shell', args: { command: 'rm x' } }]), ['deny', 'no-rm', 'no the tool']);
  assert.deepEqual(judge(harmless, [{ name: 'shell', args: {} }]), ['allow', 'ok', undefined]);
  failed.length = 0;
  assert.deepEqual(judge({ name: 'shell', args: 'rm x' }, []), ['deny', 'no-rm', true]);
  assert.deepEqual(judge({ name: 'read', args: 'rm x' }, []), ['allow', 'ok', undefined], 'the rule is about another tool');
  assert.deepEqual(failed, []);
  assert.deepEqual(judge({ name: 'shell', args: 'rm x' }, [], '\n  unreadable: allow'), ['allow', 'ok', undefined]);
  assert.deepEqual(failed, ['points/no-rm']);
});

test('point rules of a mode that only watches say what they would have said', () => {
  const engine = createEngine({ policies: policies(POINTS.replace('mode: enforce', 'mode: shadow')) });
  const verdict = engine.judge('pre_tool_call', context({ tool: { name: 'shell', args: { command: 'rm x' } } }), 'r');
  assert.deepEqual([verdict.verdict, verdict.decidedBy], ['allow', undefined]);
  assert.deepEqual(
    verdict.shadowVerdicts.map((each) => each.verdict),
    ['deny', 'allow'],
  );
});

test('a detector that throws is passed over and counted', () => {
  const throwing: SessionDetector = {
    observe: () => {
      throw new Error('bug');
    },
    fork: () => throwing,
  };
  const engine = createEngine({ detectors: [configureDetector(detector(throwing))] });
  assert.equal(engine.observe({ kind: 'model_call', traceId: 't', spanId: 's', startMs: 0, endMs: 0 }, 0).fresh, true);
  assert.equal(engine.internalErrors, 1);
});

/** Streams with few names, so that repetition, cycles and duplicates are frequent. */
const few = (prefix: string, count: number): fc.Arbitrary<string> => fc.integer({ min: 0, max: count - 1 }).map((n) => `${prefix}${n}`);
const anyEvent = fc.record(
  {
    kind: fc.constantFrom('model_call', 'tool_call', 'agent_end'),
    traceId: few('t', 3),
    spanId: few('s', 60),
    agentName: few('a', 2),
    startMs: fc.integer({ min: 0, max: 100 }),
    endMs: fc.integer({ min: 0, max: 200 }),
    tool: fc.constantFrom('search', 'edit_file', 'get_status'),
    callDigest: few('c', 3),
    resultDigest: few('r', 2),
    errorType: fc.constantFrom('timeout'),
    root: fc.boolean(),
    inputTokens: fc.oneof(fc.nat(), fc.double()),
  },
  { requiredKeys: ['kind', 'traceId', 'spanId', 'startMs', 'endMs', 'tool'] },
) as fc.Arbitrary<AgentEvent>;
const BALANCED = policies(presetPolicies.balanced.replace('count >= 3', 'count >= 2'));

/** Runs as an agent makes them, turn after turn, of few different calls: decisions are frequent. */
const agentRun: fc.Arbitrary<AgentEvent[]> = fc
  .array(fc.record({ tool: fc.constantFrom('search', 'edit_file'), args: few('c', 2), result: few('r', 2), traceId: few('t', 2) }), {
    maxLength: 40,
  })
  .map((turns) =>
    turns.flatMap(({ tool, args, result, traceId }, index): AgentEvent[] => {
      const at = index * 10;
      const call = { tool, callDigest: `${tool} ${args}`, resultDigest: result };
      return [
        { kind: 'model_call', traceId, spanId: `m${index}`, startMs: at, endMs: at + 4 },
        { kind: 'tool_call', traceId, spanId: `c${index}`, startMs: at + 5, endMs: at + 9, ...call },
      ];
    }),
  );

/** Everything an engine says about a stream when each decision is reported as applied. */
function replay(events: readonly AgentEvent[]): string {
  const engine = createEngine({ policies: BALANCED });
  const said = events.map((event, index) => {
    const observation = engine.observe(event, index);
    for (const decision of observation.decisions)
      engine.report({ decisionId: decision.id, status: 'applied', atMs: eventTimeMs(event) }, index);
    return observation;
  });
  assert.equal(engine.internalErrors, 0);
  return JSON.stringify(said);
}

test('a replay of the same events and outcomes gives the same findings and decisions', () => {
  let decisions = 0;
  fc.assert(
    fc.property(fc.oneof(agentRun, fc.array(anyEvent, { maxLength: 80 })), (events) => {
      const first = replay(events);
      decisions += first.split('"dec_').length - 1;
      assert.equal(replay(events), first);
    }),
    { numRuns: 150 },
  );
  assert.ok(decisions > 0, 'the streams are such that something is decided');
});

test('duplicate spans change nothing', () => {
  fc.assert(
    fc.property(
      fc.oneof(agentRun, fc.array(anyEvent, { maxLength: 60 })),
      fc.array(fc.nat({ max: 59 }), { maxLength: 20 }),
      (events, again) => {
        const withDuplicates = events.flatMap((event, index) => [
          event,
          ...again.filter((at) => at < index).flatMap((at) => events[at] ?? []),
        ]);
        const said = (text: string): string =>
          JSON.stringify(JSON.parse(text).filter((observation: { fresh: boolean }) => observation.fresh));
        // Ids and counts must be the same; times given to the engine differ, and with them the expiry.
        const plain = (text: string): string => said(text).replace(/"expiresMs":\d+/g, '');
        assert.equal(plain(replay(withDuplicates)), plain(replay(events)));
      },
    ),
    { numRuns: 100 },
  );
});

test('nothing that is observed, reported or judged makes it throw', () => {
  const engine = createEngine({ policies: [...BALANCED, ...policies(POINTS)], maxSessions: 5, maxSpans: 50 });
  const junk = fc.oneof(
    anyEvent,
    fc.anything(),
    fc.record({
      kind: fc.constantFrom('tool_call'),
      traceId: fc.string(),
      spanId: fc.string(),
      startMs: fc.double(),
      endMs: fc.double(),
      tool: fc.anything(),
      callDigest: fc.anything(),
      resultDigest: fc.anything(),
      agentName: fc.anything(),
    }),
  );
  fc.assert(
    fc.property(fc.array(junk, { maxLength: 30 }), fc.anything(), fc.double(), (events, other, now) => {
      for (const event of events) engine.observe(event as AgentEvent, now);
      engine.report(other as Outcome, now);
      engine.judge('pre_tool_call', other as PointContext, 'r');
      engine.judge(other as 'input', context(), 'r');
      assert.ok(engine.sessionCount <= 5);
      assert.equal(engine.internalErrors, 0);
    }),
    { numRuns: 300 },
  );
});
