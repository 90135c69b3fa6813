import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { openJournal } from '@airt/controller';
import { airt } from '../airt.ts';
import { decision, finding, NOON, outcome, TRACE } from '../testing/events.ts';
import { recordingIo, temporaryFolder } from '../testing/process.ts';

const DOCUMENT = `apiVersion: airt.dev/v1
kind: Policy
metadata: { name: stop-tool-loops }
spec:
  rules:
    - name: ladder
      on: finding
      detectors: [loop.repeat]
      ladder:
        - steer: { guidance: "Stop searching." }
`;

const steer = decision();
const deny = decision({
  id: 'dec_bb0000000000000000000000',
  rung: 1,
  action: { kind: 'deny_tool', tool: 'web_search', reason: 'enough', instead: 'read' },
});
const shadow = decision({ id: 'dec_cc0000000000000000000000', policy: { ...steer.policy, mode: 'shadow' }, dryRun: true });

/** A journal as the controller writes it: one decision applied, one expired without an agent, one only reported. */
function journalOf(context: TestContext): string {
  const path = join(temporaryFolder(context), 'journal.sqlite');
  const journal = openJournal({ path, nowMs: NOON, log: (message) => assert.fail(message) });
  journal.recordPolicy('stop-tool-loops', steer.policy.version, DOCUMENT, NOON);
  journal.recordFinding(finding(), NOON);
  journal.recordDecision(steer, NOON);
  journal.recordDelivery({ decisionId: steer.id, instanceUid: 'process-1', sequence: 7, epoch: 1, resent: false, atMs: NOON + 2 });
  journal.recordOutcome({ outcome: outcome(), source: 'agent', instanceUid: 'process-1', final: true, atMs: NOON + 302 });
  journal.recordDecision(deny, NOON + 1000);
  const expired = { decisionId: deny.id, status: 'expired', atMs: NOON + 61_000, reason: 'no agent was connected' } as const;
  journal.recordOutcome({ outcome: expired, source: 'controller', final: true, atMs: NOON + 61_000 });
  journal.recordDecision(shadow, NOON + 2000);
  journal.close();
  return path;
}

async function explain(path: string, ...args: string[]) {
  const io = recordingIo('/', { AIRT_JOURNAL: path });
  const code = await airt(['explain', ...args], io);
  return { code, out: io.out(), err: io.err() };
}

test('a decision is told in order: why, evidence, policy with its text, action, delivery, outcome', async (context) => {
  const { code, out, err } = await explain(journalOf(context), 'dec_00');
  assert.equal(code, 0, err);
  const expected = [
    /^Decision dec_00000000000000000000000a: steer, applied$/,
    /When +2026-01-02T03:04:05\.000Z, in run a1b2.* of agent researcher/,
    /Why +loop\.repeat \(count 3, warning\): web_search was called 3 times/,
    /Evidence +3 spans: 0000000000000001, 0000000000000002, 0000000000000003/,
    /Policy +stop-tool-loops, version sha256:0123456789abcdef, rule ladder, rung 1, mode enforce/,
    / name: ladder$/,
    / on: finding$/,
    / detectors: \[loop\.repeat\]$/,
    / ladder:$/,
    / - steer: \{ guidance: "Stop searching\." \}$/,
    /Action +gives the model the guidance "Stop searching\."/,
    /Delivery +sent to process process-1 2 ms after the decision, as number 7/,
    /Outcome +applied at span 00000000000000ff 250 ms after it arrived changing messages\[\+guidance\]; known 302 ms after/,
  ];
  const lines = out.trimEnd().split('\n');
  assert.equal(lines.length, expected.length, out);
  for (const [index, pattern] of expected.entries()) assert.match(lines[index] ?? '', pattern);
});

test('a run is told as a whole, with what was not applied and why', async (context) => {
  const { code, out } = await explain(journalOf(context), TRACE);
  assert.equal(code, 0);
  assert.match(out, /^Run a1b2.*: 1 finding, 3 decisions, 1 applied$/m);
  assert.match(out, /^Decision dec_bb.*: deny_tool, not applied \(expired\)$/m);
  assert.match(out, /not sent: no agent to send it to was connected/);
  assert.match(out, /its time ran out \(no agent was connected\), by the controller: no agent answered/);
  assert.match(out, /^Decision dec_cc.*: steer, only reported, because the policy is in mode shadow$/m);
  assert.match(out, /Outcome +none yet/);
});

test('--json has the documented members', async (context) => {
  const { code, out } = await explain(journalOf(context), TRACE, '--json');
  assert.equal(code, 0);
  const report = JSON.parse(out);
  assert.deepEqual(
    report.decisions.map(({ id, applied }: { id: string; applied: boolean }) => [id, applied]),
    [
      [steer.id, true],
      [deny.id, false],
      [shadow.id, false],
    ],
  );
  const [first] = report.decisions;
  assert.equal(first.decidedAt, '2026-01-02T03:04:05.000Z');
  assert.match(first.policy.ruleText, /^name: ladder\n/);
  assert.deepEqual(first.outcome, {
    status: 'applied',
    at: '2026-01-02T03:04:05.302Z',
    source: 'agent',
    instanceUid: 'process-1',
    span: { traceId: TRACE, spanId: '00000000000000ff' },
    sinceDecisionMs: 302,
    latencyMs: 250,
    changes: ['messages[+guidance]'],
    dryRun: false,
  });
  assert.equal(report.findings.length, 1);
});

test('nothing found: says so, names what there is, and fails', async (context) => {
  const path = journalOf(context);
  for (const id of ['dec_ffff', 'f'.repeat(32), "x' OR 1=1 --"]) {
    const { code, out, err } = await explain(path, id);
    assert.equal(code, 1);
    assert.equal(out, '');
    assert.match(err, /nothing about .* Its latest decisions:\n {2}dec_cc/);
  }
  assert.deepEqual(JSON.parse((await explain(path, 'dec_ffff', '--json')).out).decisions, []);
});

test('no journal, or a file that is none: one sentence', async (context) => {
  const folder = temporaryFolder(context);
  writeFileSync(join(folder, 'text'), 'hello '.repeat(1000));
  const absent = await explain(join(folder, 'absent'), 'dec_1');
  assert.equal(absent.code, 1);
  assert.match(absent.err, /there is no journal/);
  const other = await explain(join(folder, 'text'), 'dec_1');
  assert.equal(other.code, 1);
  assert.match(other.err, /cannot be opened/);
  assert.doesNotMatch(other.err, /\n\s+at /);
});
