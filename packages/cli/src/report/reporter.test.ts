import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ControllerEvent } from '@airt/controller';
import { decision, finding, NOON, outcome, TRACE } from '../testing/events.ts';
import { plain } from '../text/style.ts';
import { createReporter } from './reporter.ts';

const operation = { traceId: TRACE, spanId: '0000000000000001', startMs: 1, endMs: 2 };

const LATER = decision({ id: 'dec_00000000000000000000000b', rung: 2, action: { kind: 'halt', mode: 'graceful', reason: 'Enough.' } });

const EVENTS: readonly ControllerEvent[] = [
  { atMs: NOON, type: 'span', event: { ...operation, kind: 'model_call', inputTokens: 1000, outputTokens: 20 } },
  { atMs: NOON, type: 'span', event: { ...operation, kind: 'tool_call', tool: 'web_search' } },
  { atMs: NOON, type: 'span', event: { ...operation, kind: 'agent_end', root: true } },
  { atMs: NOON, type: 'finding', finding: finding() },
  { atMs: NOON, type: 'decision', decision: decision() },
  { atMs: NOON, type: 'outcome', decision: decision(), outcome: outcome(), source: 'agent' },
  { atMs: NOON, type: 'decision', decision: LATER },
  {
    atMs: NOON,
    type: 'outcome',
    decision: LATER,
    outcome: { decisionId: LATER.id, status: 'expired', atMs: NOON, reason: 'no boundary came' },
    source: 'controller',
  },
];

/** A reporter whose output is kept. */
function recording(format: 'text' | 'json', quiet = false) {
  const texts: string[] = [];
  const reporter = createReporter({ format, quiet, style: plain, write: (text) => texts.push(text) });
  return { reporter, text: () => texts.join('') };
}

function report(format: 'text' | 'json', quiet = false) {
  const { reporter, text } = recording(format, quiet);
  for (const event of EVENTS) reporter.event(event);
  reporter.end({ exitCode: 0, journal: '/tmp/j.sqlite' });
  return { text: text(), totals: reporter.totals() };
}

test('every finding, decision and outcome is a line; the end counts them and names the next command', () => {
  assert.deepEqual(report('text').text.trimEnd().split('\n'), [
    'airt: finding  loop.repeat (count 3): web_search was called 3 times with equal arguments and equal results.',
    'airt: decision stop-tool-loops/ladder, rung 1: steer: gives the model the guidance "Stop searching." dec_00000000000000000000000a',
    'airt: outcome  steer applied at span 00000000000000ff 250 ms after it arrived changing messages[+guidance]',
    'airt: decision stop-tool-loops/ladder, rung 3: halt: turns all tools off and asks the model to conclude: "Enough." dec_00000000000000000000000b',
    'airt: outcome  halt not applied: its time ran out (no boundary came)',
    'airt: 1 model call and 1 tool call in 1 finished run, 1 finding, 2 decisions, 1 applied',
    `airt: why: airt explain ${TRACE} --journal /tmp/j.sqlite`,
  ]);
});

test('the command at the end can be pasted, whatever the journal is called', () => {
  const { reporter, text } = recording('text');
  for (const event of EVENTS) reporter.event(event);
  reporter.end({ exitCode: 0, journal: "/my runs/it's.db" });
  assert.ok(text().endsWith(`why: airt explain ${TRACE} --journal '/my runs/it'\\''s.db'\n`), text());
});

test('as JSON each line is an object, the last one the summary', () => {
  const lines = report('json')
    .text.trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
  assert.deepEqual(
    lines.map(({ type }) => type),
    ['finding', 'decision', 'outcome', 'decision', 'outcome', 'summary'],
  );
  assert.deepEqual(lines.at(-1), {
    type: 'summary',
    exitCode: 0,
    modelCalls: 1,
    toolCalls: 1,
    inputTokens: 1000,
    outputTokens: 20,
    findings: 1,
    decisions: 2,
    applied: 1,
    runs: 1,
    traceIds: [TRACE],
    journal: '/tmp/j.sqlite',
  });
});

test('quiet counts and says nothing', () => {
  const { text, totals } = report('text', true);
  assert.equal(text, '');
  assert.equal(totals.applied, 1);
});

test('a decision that was only reported does not count as applied', () => {
  const { reporter } = recording('text', true);
  reporter.event({ atMs: NOON, type: 'decision', decision: decision({ dryRun: true }) });
  reporter.event({
    atMs: NOON,
    type: 'outcome',
    decision: decision({ dryRun: true }),
    outcome: outcome({ dryRun: true }),
    source: 'agent',
  });
  assert.equal(reporter.totals().applied, 0);
});

test('the end of a decision that an earlier run left open is not told', () => {
  const { reporter, text } = recording('text');
  reporter.event({ atMs: NOON, type: 'outcome', decision: decision(), outcome: outcome({ status: 'expired' }), source: 'controller' });
  assert.equal(text(), '');
});
