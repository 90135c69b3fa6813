import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createEngine, type Directive, parsePolicies, verdictOf } from '@airt/engine';
import { createDirectiveStore } from '../governance/directive-store.ts';
import type { ModelRequest } from '../model/model-request.ts';
import type { ModelResponse, ToolCall } from '../model/model-response.ts';
import { createRun, MAX_AWAITED_CALLS, type Run } from '../runs/run.ts';
import { enforced } from '../testing/services.ts';
import { createGuard } from './guard.ts';

const SILENT = { raise: () => {} };

const TRACE = 'a'.repeat(32);
const SPAN = { traceId: TRACE, spanId: 'b'.repeat(16) };

const APPLIED = { status: 'applied', span: SPAN } as const;

const parent = { ...SPAN, traceFlags: 1 };
const run = (): Run => {
  const about = { span: undefined, parent, first: parent, agentName: undefined, conversationId: undefined };
  return { ...createRun({ traceId: TRACE, root: true, owner: 'wire', nowMs: 0, ...about }), modelCalls: 3, toolCalls: 2 };
};
const tool = (name: string) => ({ name, type: 'function' as const });
const request: ModelRequest = {
  model: 'm',
  stream: false,
  messages: [],
  tools: [tool('shell'), tool('read')],
  parameters: {},
  attributes: {},
};
const response: ModelResponse = { finishReasons: ['tool_calls'], messages: [], toolCalls: [], attributes: {} };
const call = (name: string, args = '{}'): ToolCall => ({ key: name, id: `id-${name}`, name, arguments: args });
const directive = (action: Directive['action'], more: Partial<Directive> = {}): Directive => ({
  id: `dec_${action.kind}`,
  traceId: TRACE,
  action,
  verdict: verdictOf(action),
  expiresMs: 10_000,
  reason: 'it loops',
  policy: { name: 'p', version: 'v', rule: 'r', mode: 'enforce' },
  dryRun: false,
  evidence: [],
  receivedMs: 0,
  source: 'local',
  ...more,
});

function setUp(yaml?: string) {
  const engine = createEngine();
  if (yaml) {
    const parsed = parsePolicies(yaml);
    assert.ok(parsed.ok, JSON.stringify(parsed));
    engine.setPolicies(parsed.policies);
  }
  const outcomes: string[] = [];
  const directives = createDirectiveStore({
    onOutcome: ({ decisionId, status }) => void outcomes.push(`${decisionId} ${status}`),
    clock: () => 1,
    sweepMs: 0,
  });
  const guard = createGuard({ health: SILENT, governance: { engine, directives }, now: () => 1 });
  const judge = (of: Run, calls: readonly ToolCall[], judgesTools = false) =>
    guard.judgeResponse({
      ...{ run: of, request, calls, provider: 'openai', service: 's', isWhole: true, anyPassed: false },
      response: { ...response, toolCalls: calls },
      guardedByAdapter: () => judgesTools,
    });
  return { guard, directives, outcomes, judge };
}

describe('directives at a model call', () => {
  it('steers once', () => {
    const { guard, directives, outcomes } = setUp();
    const of = run();
    directives.accept(directive({ kind: 'steer', guidance: 'Try another way.' }));
    const first = guard.preModelCall(of, request, 'openai', 's');
    assert.deepEqual(first.edits, [{ kind: 'add_guidance', text: '[Runtime guidance] Try another way.' }]);
    first.settle(APPLIED);
    assert.deepEqual(outcomes, ['dec_steer applied']);
    assert.deepEqual(guard.preModelCall(of, request, 'openai', 's').edits, []);
  });

  it('repeats guidance that the model has not heard because the call failed', () => {
    const { guard, directives } = setUp();
    const of = run();
    directives.accept(directive({ kind: 'steer', guidance: 'Try another way.' }));
    const first = guard.preModelCall(of, request, 'openai', 's');
    first.settle(APPLIED);
    of.pendingGuidance = first.oneTimeGuidance;
    const second = guard.preModelCall(of, request, 'openai', 's');
    assert.deepEqual(second.edits, first.edits);
    assert.deepEqual(second.oneTimeGuidance, first.oneTimeGuidance);
    assert.deepEqual(second.settle(APPLIED), []);
    of.pendingGuidance = [];
    assert.deepEqual(guard.preModelCall(of, request, 'openai', 's').edits, []);
  });

  it('takes a tool away for the rest of the run, tells the model once, and lets no call of it through', () => {
    const { guard, directives, judge } = setUp();
    const of = run();
    directives.accept(directive({ kind: 'deny_tool', tool: 'shell', reason: 'it loops', instead: 'read the file' }));
    const first = guard.preModelCall(of, request, 'openai', 's');
    assert.deepEqual(
      first.edits.map((edit) => edit.kind),
      ['remove_tool', 'add_guidance'],
    );
    first.settle(APPLIED);
    assert.ok(guard.needsBuffering(of));
    assert.deepEqual(guard.preModelCall(of, request, 'openai', 's').edits, [{ kind: 'remove_tool', name: 'shell' }]);
    const { edits } = judge(of, [call('shell'), call('read')]);
    assert.deepEqual(edits, [
      { kind: 'remove_call', key: 'shell', text: 'The call of "shell" was not made: it loops. Instead: read the file.' },
    ]);
  });

  it('lets a tool go again when its lease has run out', () => {
    let now = 1;
    const directives = createDirectiveStore({ onOutcome: () => {}, clock: () => now, sweepMs: 0 });
    const guard = createGuard({ health: SILENT, governance: { engine: createEngine(), directives }, now: () => now });
    const of = run();
    directives.accept(directive({ kind: 'deny_tool', tool: 'shell', reason: 'x' }, { leaseMs: 100 }));
    guard.preModelCall(of, request, 'openai', 's').settle(APPLIED);
    assert.ok(of.restrictions.deniedTools.has('shell'));
    now = 500;
    assert.deepEqual(guard.preModelCall(of, request, 'openai', 's').edits, []);
    assert.equal(of.restrictions.deniedTools.size, 0);
  });

  it('halts gracefully: tools off, a request to conclude, and no call gets through', () => {
    const { guard, directives, judge } = setUp();
    const of = run();
    directives.accept(directive({ kind: 'halt', mode: 'graceful', reason: 'too long' }));
    const verdict = guard.preModelCall(of, request, 'openai', 's');
    assert.deepEqual(
      verdict.edits.map((edit) => edit.kind),
      ['disable_tools', 'add_guidance'],
    );
    verdict.settle(APPLIED);
    assert.equal(judge(of, [call('read')], true).edits.length, 1);
  });

  it('is for the run that the evidence is of', () => {
    const directives = createDirectiveStore({ onOutcome: () => {}, clock: () => 1, sweepMs: 0 });
    const [caller, helper] = [run(), run()];
    const belongsToOtherRun = (of: Run, spans: readonly unknown[]) => of === caller && spans[0] === SPAN;
    const guard = createGuard({ health: SILENT, governance: { engine: createEngine(), directives }, now: () => 1, belongsToOtherRun });
    directives.accept(directive({ kind: 'deny_tool', tool: 'shell', reason: 'it loops' }, { evidence: [SPAN] }));
    assert.deepEqual(guard.preModelCall(caller, request, 'openai', 's').edits, []);
    const verdict = guard.preModelCall(helper, request, 'openai', 's');
    assert.equal(verdict.edits.length, 2);
    verdict.settle(APPLIED);
    assert.deepEqual(guard.preModelCall(caller, request, 'openai', 's').edits, []);
    assert.ok(helper.restrictions.deniedTools.has('shell') && !caller.restrictions.deniedTools.has('shell'));
  });

  it('aborts by refusing the call', () => {
    const { guard, directives } = setUp();
    directives.accept(directive({ kind: 'halt', mode: 'abort', reason: 'runaway' }));
    assert.match(guard.preModelCall(run(), request, 'openai', 's').denial ?? '', /refused by policy: runaway/);
  });

  it('changes nothing in a dry run', () => {
    const { guard, directives, outcomes } = setUp();
    const of = run();
    directives.accept(directive({ kind: 'deny_tool', tool: 'shell', reason: 'x' }, { dryRun: true }));
    const verdict = guard.preModelCall(of, request, 'openai', 's');
    assert.deepEqual(verdict.edits, []);
    verdict.settle(APPLIED);
    assert.equal(of.restrictions.deniedTools.size, 0);
    assert.deepEqual(outcomes, ['dec_deny_tool applied']);
  });

  it('says so when an edit could not be made', () => {
    const { guard, directives, outcomes } = setUp();
    directives.accept(directive({ kind: 'steer', guidance: 'x' }));
    guard.preModelCall(run(), request, 'openai', 's').settle({ status: 'failed', reason: 'no way' });
    assert.deepEqual(outcomes, ['dec_steer failed']);
  });
});

describe('what was due at a call that is denied', () => {
  const denyAll = enforced(`    - { name: stop, on: pre_model_call, when: run.model_calls >= 3, deny: { reason: enough } }`);

  it('waits for the next call, and is not reported as applied', () => {
    const { guard, directives, outcomes } = setUp(denyAll);
    const of = run();
    directives.accept(directive({ kind: 'steer', guidance: 'Try another way.' }));
    const verdict = guard.preModelCall(of, request, 'openai', 's');
    assert.match(verdict.denial ?? '', /enough/);
    assert.deepEqual(verdict.edits, []);
    const interventions = verdict.settle(APPLIED);
    assert.deepEqual(
      interventions.map(({ action, changes }) => [action, changes]),
      [['deny', ['model_call[-]']]],
    );
    assert.deepEqual(outcomes, []);
    of.modelCalls = 0;
    const next = guard.preModelCall(of, request, 'openai', 's');
    assert.equal(next.edits.length, 1);
    next.settle(APPLIED);
    assert.deepEqual(outcomes, ['dec_steer applied']);
  });

  it('waits too where another directive aborts the run; the abort itself was carried out', () => {
    const { guard, directives, outcomes } = setUp();
    directives.accept(directive({ kind: 'steer', guidance: 'Try another way.' }));
    directives.accept(
      directive({ kind: 'halt', mode: 'abort', reason: 'runaway' }, { policy: { name: 'q', version: 'v', rule: 'r', mode: 'enforce' } }),
    );
    guard.preModelCall(run(), request, 'openai', 's').settle(APPLIED);
    assert.deepEqual(outcomes, ['dec_halt applied']);
    assert.equal(directives.waiting, 1);
  });

  it('waits where nothing left', () => {
    const { guard, directives, outcomes } = setUp();
    directives.accept(directive({ kind: 'steer', guidance: 'x' }));
    assert.deepEqual(guard.preModelCall(run(), request, 'openai', 's').settle({ status: 'postponed' }), []);
    assert.deepEqual([outcomes, directives.waiting], [[], 1]);
  });

  it('is not applicable where the request cannot be edited, with the reason, and so are the rules', () => {
    const policy = enforced(`    - { name: brief, on: pre_model_call, when: "true", transform: [{ clamp: { maxOutputTokens: 5 } }] }`);
    const { guard, directives, outcomes } = setUp(policy);
    directives.accept(directive({ kind: 'steer', guidance: 'x' }));
    const interventions = guard.preModelCall(run(), request, 'openai', 's').settle({ status: 'not_applicable', reason: 'signed' });
    assert.deepEqual(
      interventions.map(({ action, outcome, changes }) => [action, outcome, action === 'steer' ? changes : []]),
      [
        ['clamp', { status: 'not_applicable', reason: 'signed' }, []],
        ['steer', { status: 'not_applicable', reason: 'signed' }, []],
      ],
    );
    assert.deepEqual(outcomes, ['dec_steer not_applicable']);
  });
});

describe('a rule about a whole answer', () => {
  const noSecrets = enforced(`
    - name: no-secrets
      on: post_model_call
      when: response.text.contains("secret") || response.tools.size() > 1
      deny: { reason: it tells a secret }`);
  const text = (content: string): ModelResponse => ({ ...response, messages: [{ role: 'assistant', parts: [{ type: 'text', content }] }] });
  const about = { request, provider: 'openai', service: 's', guardedByAdapter: () => false };

  it('replaces the text of an answer that was not passed on', () => {
    const { guard } = setUp(noSecrets);
    assert.equal(guard.judgesWholeAnswers, true);
    const judged = guard.judgeResponse({ ...about, run: run(), response: text('a secret'), calls: [], isWhole: true, anyPassed: false });
    assert.deepEqual(judged.edits, [{ kind: 'replace_text', text: 'The answer was withheld: it tells a secret.' }]);
    assert.deepEqual(
      judged.interventions.map(({ verdict, changes, outcome }) => [verdict, changes, outcome.status]),
      [['deny', ['text[~]'], 'applied']],
    );
  });

  it('says that it came too late for text that the application has', () => {
    const { guard } = setUp(noSecrets);
    const judged = guard.judgeResponse({ ...about, run: run(), response: text('a secret'), calls: [], isWhole: true, anyPassed: true });
    assert.deepEqual(judged.edits, []);
    assert.deepEqual(
      judged.interventions.map(({ changes, outcome }) => [changes, outcome.status]),
      [[[], 'not_applicable']],
    );
  });

  it('is not asked about a part of it, and sees all of its calls', () => {
    const { guard } = setUp(noSecrets);
    const calls = [call('read'), call('shell')];
    const whole = { ...response, toolCalls: calls };
    assert.deepEqual(guard.judgeResponse({ ...about, run: run(), response: whole, calls, isWhole: false, anyPassed: false }).edits, []);
    const judged = guard.judgeResponse({ ...about, run: run(), response: whole, calls, isWhole: true, anyPassed: true });
    assert.deepEqual(
      judged.edits.map(({ kind }) => kind),
      ['remove_call', 'remove_call'],
    );
  });
});

describe('point rules', () => {
  const noRm = enforced(`
    - name: no-rm
      on: pre_tool_call
      when: tool.name == "shell" && tool.args.command.contains("rm -rf")
      deny: { reason: destructive, instead: list the files first }`);

  it('judges a tool call by its arguments before the application sees it', () => {
    const { guard, judge } = setUp(noRm);
    assert.ok(guard.needsBuffering(run()));
    assert.equal(judge(run(), [call('shell', '{"command":"ls"}')]).edits.length, 0);
    const { edits, interventions } = judge(run(), [call('shell', '{"command":"rm -rf /"}')]);
    assert.deepEqual(edits, [
      { kind: 'remove_call', key: 'shell', text: 'The call of "shell" was not made: destructive. Instead: list the files first.' },
    ]);
    assert.deepEqual(
      interventions.map(({ point, verdict, policy: { rule } }) => ({ point, verdict, rule })),
      [{ point: 'pre_tool_call', verdict: 'deny', rule: 'no-rm' }],
    );
  });

  it('leaves the judging to an adapter that does it right before the tool runs', () => {
    const { guard, judge } = setUp(noRm);
    const args = { command: 'rm -rf /' };
    assert.equal(judge(run(), [call('shell', JSON.stringify(args))], true).edits.length, 0);
    assert.match(guard.preToolCall({ run: run(), name: 'shell', callId: 'c', args, service: 's' }).denial ?? '', /destructive/);
  });

  const answer = (id: string, response: string): ModelRequest['messages'][number] => ({
    role: 'tool',
    parts: [{ type: 'tool_call_response', id, response }],
  });

  it('withholds the one of several results with the same id, and of equal calls', () => {
    const { guard } = setUp(enforced(`    - { name: keys, on: post_tool_call, when: 'tool.result == "a key"', deny: { reason: secret } }`));
    const of = run();
    const asked = { role: 'assistant' as const, parts: [{ type: 'tool_call' as const, id: 'c', name: 'read', arguments: '{}' }] };
    const messages = [asked, answer('c', 'milk'), asked, answer('c', 'a key'), asked, answer('c', 'milk')];
    const about = { run: of, name: 'read', callId: 'c', args: '{}', service: 's', isOnWire: true };
    for (const result of ['milk', 'a key', 'milk']) guard.postToolCall({ ...about, result });
    const { edits } = guard.preModelCall(of, { ...request, messages }, 'openai', 's');
    assert.deepEqual(
      edits.map((edit) => edit.kind === 'replace_result' && edit.nth),
      [1],
    );
  });

  it('judges results that stand in a request and were not judged before, each once', () => {
    const { guard } = setUp(enforced(`    - { name: keys, on: post_tool_call, when: 'tool.result == "a key"', deny: { reason: secret } }`));
    const of = run();
    const asked = { role: 'assistant' as const, parts: [{ type: 'tool_call' as const, id: 'c', name: 'read', arguments: '{}' }] };
    const carrying = { ...request, messages: [asked, answer('c', 'a key')] };
    assert.deepEqual(
      [1, 2].map(() => guard.judgeResults(of, carrying, 's').map(({ verdict }) => verdict)),
      [['deny'], []],
    );
    assert.equal(guard.preModelCall(of, carrying, 'openai', 's').edits.length, 1);
    const kept = { ...request, messages: [answer('of the server', 'a key')] };
    assert.equal(guard.judgeResults(of, kept, 's').length, 1);
    assert.equal(guard.preModelCall(of, kept, 'openai', 's').edits.length, 1);
  });

  it('withholds a denied result in every request that carries it', () => {
    const { guard } = setUp(
      enforced(`
    - name: no-secrets
      on: post_tool_call
      when: string(tool.result).contains("BEGIN PRIVATE KEY")
      deny: { reason: it holds a private key }`),
    );
    const of = run();
    guard.postToolCall({ run: of, name: 'read', callId: 'c1', args: {}, service: 's', result: '-----BEGIN PRIVATE KEY-----' });
    for (let times = 0; times < 2; times++) {
      const { edits } = guard.preModelCall(of, { ...request, messages: [answer('c1', 'a key')] }, 'openai', 's');
      assert.deepEqual(edits, [
        { kind: 'replace_result', callId: 'c1', nth: 0, text: 'The result of "read" was withheld: it holds a private key.' },
      ]);
    }
    assert.ok(of.replacedResults.size <= MAX_AWAITED_CALLS);
  });

  it('withholds a result from every later run of the conversation, and from no call that only has the same id', () => {
    const { guard } = setUp(enforced(`    - { name: keys, on: post_tool_call, when: "true", deny: { reason: secret } }`));
    guard.postToolCall({ run: run(), name: 'read', callId: 'c1', args: { file: 'key' }, service: 's', result: 'a key' });
    const carrying = (args: string): ModelRequest => ({
      ...request,
      messages: [
        { role: 'assistant', parts: [{ type: 'tool_call', id: 'c1', name: 'read', arguments: args }] },
        { role: 'tool', parts: [{ type: 'tool_call_response', id: 'c1', response: 'a key' }] },
      ],
    });
    const kinds = (args: string) => guard.preModelCall(run(), carrying(args), 'openai', 's').edits.map(({ kind }) => kind);
    assert.deepEqual(kinds('{"file": "key"}'), ['replace_result']);
    assert.deepEqual(kinds('{"file": "readme"}'), []);
  });

  it('reports, and changes nothing, in shadow mode', () => {
    const { judge } = setUp(noRm.replace('mode: enforce', 'mode: shadow'));
    const { edits, interventions } = judge(run(), [call('shell', '{"command":"rm -rf /"}')]);
    assert.deepEqual(edits, []);
    assert.deepEqual(
      interventions.map(({ dryRun }) => dryRun),
      [true],
    );
  });
});

it('does nothing, and holds nothing, where nothing governs', () => {
  const guard = createGuard({ health: SILENT, governance: undefined, now: () => 1 });
  assert.equal(guard.needsBuffering(run()), false);
  assert.deepEqual(guard.preModelCall(run(), request, 'openai', 's').edits, []);
});
