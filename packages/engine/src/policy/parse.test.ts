import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { presetPolicies } from '../presets/index.ts';
import { formatProblem } from '../schema/problem.ts';
import { POLICY_LIMITS } from './limits.ts';
import { parsePolicies } from './parse.ts';

const POLICY = `apiVersion: airt.dev/v1
kind: Policy
metadata: { name: stop-tool-loops, description: Ends loops. }
spec:
  mode: canary
  canaryPercent: 10
  match: 'service == "research" && agent.name != "tester"'
  rules:
    - name: ladder
      on: finding
      detectors: ["loop.*"]
      when: finding.count >= 3
      ladder:
        - steer: { guidance: "{tool} again? {count} times." }
        - deny_tool: { reason: "loop", instead: "answer" }
        - halt: { reason: "stop" }
      cooldown: { steps: 2, seconds: 1.5 }
      budget: { perRun: 3 }
      expiresAfterSeconds: 30
    - name: no-rm
      on: pre_tool_call
      when: tool.name == "shell" && tool.args.command.contains("rm -rf")
      deny: { reason: "{tool} must not delete", instead: "ask" }
    - name: short-answers
      on: pre_model_call
      when: run.output_tokens > 20000
      transform:
        - clamp: { maxOutputTokens: 512 }
    - name: let-go
      on: post_model_call
      when: '"stop" in response.finish_reasons'
      allow: true
`;

/** The problems of a text as a person sees them, or an empty list. */
function problems(text: string): string[] {
  const result = parsePolicies(text);
  return result.ok ? [] : result.problems.map((problem) => formatProblem('p.yaml', problem));
}

/** The policy above with one part of it written differently. */
function changed(part: string, by: string): string {
  assert.ok(POLICY.includes(part), part);
  return POLICY.replace(part, by);
}

test('a document with every field is read as written', () => {
  const result = parsePolicies(POLICY);
  assert.ok(result.ok, JSON.stringify(result));
  const [policy] = result.policies;
  assert.ok(policy);
  assert.match(policy.version, /^sha256:[0-9a-f]{16}$/);
  assert.equal(policy.canaryPercent, 10);
  assert.deepEqual(policy.rules[0], {
    name: 'ladder',
    line: 9,
    on: 'finding',
    when: 'finding.count >= 3',
    detectors: ['loop.*'],
    ladder: [
      { kind: 'steer', guidance: '{tool} again? {count} times.' },
      { kind: 'deny_tool', reason: 'loop', instead: 'answer' },
      { kind: 'halt', mode: 'graceful', reason: 'stop' },
    ],
    cooldown: { steps: 2, seconds: 1.5 },
    budgetPerRun: 3,
    expiresAfterSeconds: 30,
  });
  assert.deepEqual(
    policy.rules.slice(1).map((rule) => rule.on !== 'finding' && rule.effect.verdict),
    ['deny', 'transform', 'allow'],
  );
});

test('what is left out has its default', () => {
  const result = parsePolicies(
    `{ apiVersion: airt.dev/v1, kind: Policy, metadata: { name: a }, spec: { mode: enforce, rules: [
      { name: r, on: finding, detectors: [loop.repeat], ladder: [ { steer: { guidance: stop } } ] } ] } }`,
  );
  assert.ok(result.ok, JSON.stringify(result));
  const rule = result.policies[0]?.rules[0];
  assert.ok(rule?.on === 'finding');
  assert.deepEqual([rule.when, rule.cooldown, rule.budgetPerRun, rule.expiresAfterSeconds], [undefined, { steps: 1, seconds: 0 }, 5, 60]);
});

test('the shipped presets are sound', () => {
  for (const text of Object.values(presetPolicies)) assert.deepEqual(problems(text), []);
});

test('a slip in a key, a word or a name is told with its place and what was probably meant', () => {
  const cases: [string, string, string][] = [
    ['mode: canary', 'mod: canary', 'p.yaml:5:3: spec.mod: unknown key mod; did you mean mode?'],
    ['kind: Policy', 'kind: Polcy', 'p.yaml:2:7: kind: "Polcy" is not known here; did you mean Policy?'],
    ['"loop.*"', 'loop.repaet', 'p.yaml:11:19: spec.rules[0].detectors[0]: there is no detector loop.repaet; did you mean loop.repeat?'],
    ['- steer:', '- stear:', 'p.yaml:14:11: spec.rules[0].ladder[0]: unknown action stear; did you mean steer?'],
    [
      '{count} times',
      '{conut} times',
      'p.yaml:14:45: spec.rules[0].ladder[0].steer.guidance: {conut} is not filled in; did you mean {count}?',
    ],
    ['perRun: 3', 'perRun: 0', 'p.yaml:18:25: spec.rules[0].budget.perRun: expected a whole number from 1 to 1000, found 0'],
    ['"ask"', 'yes', ''],
    ['"ask"', 'true', 'p.yaml:23:58: spec.rules[1].deny.instead: expected text, found the boolean true; put it in quotes'],
    ['name: no-rm', 'name: ladder', 'p.yaml:20:7: spec.rules[1].name: the name ladder is already used at line 9'],
    [
      'name: no-rm',
      'name: no rm',
      'p.yaml:20:13: spec.rules[1].name: "no rm" is not a name; use letters, digits, ".", "-" and "_", a letter or digit first',
    ],
    ['allow: true', 'deny: {}', 'p.yaml:32:13: spec.rules[3].deny.reason: reason is missing'],
    ['mode: canary', 'mode: enforce', 'p.yaml:6:18: spec.canaryPercent: canaryPercent is only for mode canary, and the mode is enforce'],
  ];
  for (const [part, by, expected] of cases) assert.deepEqual(problems(changed(part, by)), expected === '' ? [] : [expected], by);
});

test('a condition is checked when it is read, down to the place inside the YAML', () => {
  const cases: [string, string, RegExp][] = [
    [
      'finding.count >= 3',
      'finding.cuont >= 3',
      /^p\.yaml:12:21: spec\.rules\[0\]\.when: finding has no member cuont; did you mean count\?/,
    ],
    ['finding.count >= 3', '>-\n        finding.count >= 3 &&\n        finding.severty == "x"', /^p\.yaml:14:17: .*severity\?/],
    [
      'finding.count >= 3',
      '|\n        finding.count >= 3 &&\n\n        fnding.count > 1',
      /^p\.yaml:15:9: .*unknown variable fnding; did you mean finding\?/,
    ],
    ['finding.count >= 3', '"\\x66inding.count >= \\"3\\""', /^p\.yaml:12:14: .*no such overload: int >= string/],
    ["'service ==", "'servce ==", /^p\.yaml:7:11: spec\.match: unknown variable servce; did you mean service\?/],
    ['finding.count >= 3', 'finding.count >=', /^p\.yaml:12:29: .*the condition ends too early/],
    ['finding.count >= 3', 'finding.count + 1', /a condition must be true or false; this one gives int/],
    ['run.output_tokens > 20000', 'tool.name == "x"', /unknown variable tool, which there is only at pre_tool_call, post_tool_call/],
    ['tool.name == "shell"', 'tool.result == "shell"', /tool has no member result \(it has: name, call_id, args\)/],
    ['tool.name == "shell"', 'tool.name.matches("(?=a)b")', /not a regular expression \(RE2 syntax\): invalid or unsupported Perl syntax/],
    ['tool.name == "shell"', 'tool.name.matches("[a")', /not a regular expression \(RE2 syntax\): missing closing \]/],
    ['tool.name == "shell"', 'tool.name.matches(tool.name)', /must be a text written in the condition/],
    ['finding.count >= 3', '"[1].exists(a, [1].exists(b, [1].exists(c, a == c)))"', /at most two levels/],
  ];
  for (const [part, by, expected] of cases) {
    const [first, ...more] = problems(changed(part, by));
    assert.match(first ?? 'no problem', expected);
    assert.deepEqual(more, []);
  }
  assert.deepEqual(problems(changed('when: finding.count >= 3', 'when: true')), []);
});

test('what no data plane does is refused, not ignored', () => {
  for (const kind of ['retry', 'fallback', 'compact', 'patch_prompt', 'budget', 'hold', 'resume']) {
    const found = problems(changed('- halt: { reason: "stop" }', `- ${kind}: {}`));
    assert.match(
      found[0] ?? '',
      new RegExp(`spec\\.rules\\[0\\]\\.ladder\\[2\\]: the action ${kind} is not implemented by the data plane yet`),
    );
  }
  assert.match(
    problems(changed('allow: true', 'transform: [ { steer: { guidance: x } } ]'))[0] ?? '',
    /transform is possible at pre_model_call only/,
  );
  assert.match(problems(changed('allow: true', 'hold: {}'))[0] ?? '', /hold is not implemented/);
});

test('every problem is told at once, in the order of the file', () => {
  const found = problems(
    changed('mode: canary', 'mode: canry').replace('finding.count', 'finding.cunt').replace('on: pre_model_call', 'on: pre_modl_call'),
  );
  assert.deepEqual(
    found.map((line) => line.split(':')[1]),
    ['5', '12', '25'],
  );
});

test('YAML that cannot be read', () => {
  assert.match(problems('a: [1')[0] ?? '', /^p\.yaml:1:6: not valid YAML: /);
  assert.match(problems(`${POLICY}kind: Policy\n`)[0] ?? '', /^p\.yaml:33:1: not valid YAML: map keys must be unique/);
  for (const empty of ['', '# nothing\n', '---\n---\n'])
    assert.match(problems(empty)[0] ?? '', /^p\.yaml:1:1: there is no policy in this file$/);
  for (const other of ['just text', '- a\n- b', '42', 'null']) assert.ok(problems(other).length > 0, other);
});

test('several documents in one file: each has its version, and the sound ones survive the broken one', () => {
  const second = POLICY.replace('stop-tool-loops', 'second');
  const both = parsePolicies(`# two policies\n---\n${POLICY}---\n${second}`);
  assert.ok(both.ok, JSON.stringify(both));
  assert.deepEqual(
    both.policies.map((policy) => policy.name),
    ['stop-tool-loops', 'second'],
  );
  for (const policy of both.policies) {
    // What travels is the text of one document: read again, it must be the same policy of the same version.
    const again = parsePolicies(policy.source);
    assert.ok(again.ok);
    assert.deepEqual(again.policies[0], policy);
  }
  const broken = parsePolicies(`${POLICY}---\n${second.replace('mode: canary', 'mode: none')}`);
  assert.ok(!broken.ok);
  assert.equal(broken.problems[0]?.line, 38);
  assert.deepEqual(
    broken.policies.map((policy) => policy.name),
    ['stop-tool-loops'],
  );
  assert.match(problems(`${POLICY}---\n${POLICY}`)[0] ?? '', /the name stop-tool-loops is already used at line 3/);
});

test('an error after a text of several lines has its own line', () => {
  const places = problems(' apiVersion: airt.dev/v1\nkind: Policy\nspec:\n  - guidance: >-\n      one\n      two\n  - name: x\n').map(
    (problem) => problem.split(': ', 1)[0],
  );
  // Nothing is wrong with the text itself, on lines 4 to 6; what is not understood goes on in line 7.
  assert.ok(places.includes('p.yaml:2:1') && places.includes('p.yaml:7:3'), places.join());
});

test('limits keep hostile files cheap', () => {
  assert.match(problems('x'.repeat(POLICY_LIMITS.fileLength + 1))[0] ?? '', /at most 262144 are read/);
  assert.match(problems(changed('finding.count >= 3', `'${'1 + '.repeat(1_000)}1 > 2'`))[0] ?? '', /Exceeded|exceeded|too|deep|limit/i);
  const laughs = `a: &a [x,x]\n${Array.from({ length: 20 }, (_, i) => `b${i}: &b${i} [*${i === 0 ? 'a' : `b${i - 1}`}, *${i === 0 ? 'a' : `b${i - 1}`}]`).join('\n')}\n`;
  assert.ok(problems(laughs).length > 0);
  assert.ok(problems(`${'['.repeat(20_000)}`).length > 0);
});

test('no text makes it throw, and every problem has a place inside the file', () => {
  const pieces = fc.constantFrom(...POLICY.split(/(?<=\n)|(?=[:{}[\]"'])/));
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string({ unit: 'binary' }),
        fc.array(pieces, { maxLength: 40 }).map((parts) => parts.join('')),
      ),
      (text) => {
        const result = parsePolicies(text);
        if (result.ok) return;
        assert.ok(result.problems.length > 0);
        for (const problem of result.problems) {
          const line = text.split('\n')[problem.line - 1];
          assert.ok(line !== undefined && problem.column >= 1 && problem.column <= line.length + 1, JSON.stringify(problem));
        }
      },
    ),
    { numRuns: 500 },
  );
});
