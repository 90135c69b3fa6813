import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { AgentEvent } from '../../events/event.ts';
import { defaultsOf } from '../../schema/object.ts';
import type { FindingDraft } from '../detector.ts';
import { agentRun, type Call } from '../testing/agent-run.ts';
import { LOOP_CONFIG, type LoopConfig } from './config.ts';
import { loop } from './index.ts';

const LOOP_DEFAULTS = defaultsOf(LOOP_CONFIG);

/** One letter per call: the tool and its arguments; what follows a colon is the result. `A:1 B:2 A:1` */
function calls(text: string): Call[] {
  return text.split(' ').map((word) => {
    const [args = '', result] = word.split(':');
    return { tool: 'search', args, ...(result === undefined ? {} : { result }) };
  });
}

/** What is found in the calls of an agent. */
function play(
  calls: readonly Call[],
  options: { readonly config?: Partial<LoopConfig>; readonly modelCalls?: boolean } = {},
): FindingDraft[] {
  const detector = loop.create({ ...LOOP_DEFAULTS, ...options.config });
  return agentRun(calls, options).flatMap((event) => detector.observe(event));
}

const brief = (findings: readonly FindingDraft[]): string[] => findings.map((finding) => `${finding.detector} ${finding.measures.count}`);

test('the same call with the same result is reported from the second time on, with what it takes to act', () => {
  const findings = play(calls('A:1 A:1 A:1'));
  assert.deepEqual(brief(findings), ['loop.repeat 2', 'loop.repeat 3']);
  const [first, second] = findings;
  assert.equal(second?.subject, first?.subject);
  assert.equal(second?.measures.tool, 'search');
  assert.equal(second?.callDigest, 'search A');
  assert.equal(second?.evidence.length, 3);
  assert.ok((second?.score ?? 0) > (first?.score ?? 1));
});

test('different arguments are no repetition, and without arguments nothing is claimed', () => {
  assert.deepEqual(play(calls('A:1 B:2 C:3 D:4')), []);
  assert.deepEqual(play(Array.from({ length: 10 }, () => ({ tool: 'search' }))), []);
});

test('unknown results count, with less certainty', () => {
  const known = play(calls('A:1 A:1 A:1')).at(-1);
  const unknown = play(calls('A A A')).at(-1);
  assert.equal(unknown?.measures.count, 3);
  assert.ok((unknown?.score ?? 1) < (known?.score ?? 0));
});

test('a result that differs each time is mentioned, but counts only after patience; a tool that advances is not even mentioned', () => {
  assert.deepEqual(brief(play(calls('A:1 A:2 A:3 A:4 A:5'))), ['loop.repeat 2', 'loop.repeat 2', 'loop.repeat 2', 'loop.repeat 3']);
  const pages = [1, 2, 3, 4, 5, 6].map((page) => ({ tool: 'next_page', args: '', result: `${page}` }));
  assert.deepEqual(play(pages), []);
  assert.equal(play(pages.map((page) => ({ ...page, result: 'same' }))).at(-1)?.measures.count, 6, 'but the same page again is a loop');
});

test('a call repeated after a change of state is progress: running the tests after an edit', () => {
  const edit = (args: string): Call => ({ tool: 'edit_file', args, result: 'ok' });
  const run: Call = { tool: 'run_tests', args: '', result: 'failed' };
  assert.deepEqual(play([run, edit('1'), run, edit('2'), run, edit('3'), run, edit('4'), run]), []);
  const look: Call = { tool: 'list_files', args: '', result: 'a b' };
  assert.deepEqual(brief(play([run, look, run, look, run, look, run])), ['loop.cycle 3', 'loop.cycle 3'], 'looking changes nothing');
  const failed = { ...edit('x'), error: 'conflict' };
  assert.ok(play([run, failed, run, failed, run, failed]).length > 0, 'neither does an edit that failed');
});

test('a change repeated is a repetition itself', () => {
  const send: Call = { tool: 'send_email', args: 'to: a', result: 'sent' };
  assert.deepEqual(brief(play([send, send, send])), ['loop.repeat 2', 'loop.repeat 3']);
});

test('a call that fails in the same way again', () => {
  const book: Call = { tool: 'book_flight', args: 'x', error: 'no_seats' };
  assert.deepEqual(brief(play([book, book, book])), ['loop.failing 2', 'loop.failing 3']);
  const other: Call = { tool: 'search', args: 'y', result: 'new' };
  assert.deepEqual(brief(play([book, other, book])), ['loop.failing 2'], 'what was learnt between did not help');
  const repaired: Call = { tool: 'update_payment', args: 'z', result: 'ok' };
  assert.deepEqual(play([book, repaired, book]), [], 'a change of state may have helped');
  assert.deepEqual(brief(play([book, { tool: 'book_flight', args: 'x', result: 'booked' }])), ['loop.repeat 2'], 'it works now');
});

test('cycles of two to four calls are one subject whichever call ends the round', () => {
  for (const round of ['A:1 B:2', 'A:1 B:2 C:3', 'A:1 B:2 C:3 D:4']) {
    const findings = play(calls([round, round, round, round].join(' '))).filter((finding) => finding.detector === 'loop.cycle');
    assert.ok(findings.length > 1, round);
    assert.equal(findings.at(-1)?.measures.count, 4, round);
    assert.equal(new Set(findings.map((finding) => finding.subject)).size, 1, round);
    assert.ok((findings.at(-1)?.evidence.length ?? 0) <= 16);
  }
  assert.deepEqual(play(calls('A:1 B:2 A:3 B:4 A:5 B:6')), [], 'with new results it may be progress');
});

test('equal calls of one turn, and calls that overlap in time, were asked for together', () => {
  const parallel: Call[] = Array.from({ length: 6 }, (_, index) => ({ tool: 'search', args: 'A', result: '1', sameTurn: index > 0 }));
  assert.deepEqual(play(parallel), []);
  const pair = (args: string, sameTurn: boolean): Call => ({ tool: 'search', args, result: args, sameTurn });
  const turns = [1, 2, 3].flatMap(() => [pair('A', false), pair('B', true)]);
  assert.deepEqual(
    brief(play(turns)),
    ['loop.repeat 2', 'loop.repeat 2', 'loop.repeat 3', 'loop.repeat 3'],
    'the same pair each turn is a loop',
  );
  const detector = loop.create(LOOP_DEFAULTS);
  const overlapping = [0, 1, 2, 3].flatMap((at) =>
    detector.observe({ kind: 'tool_call', traceId: 't', spanId: `${at}`, tool: 'search', callDigest: 'A', startMs: at, endMs: at + 100 }),
  );
  assert.deepEqual(overlapping, []);
});

test('a turn that arrives after a later one counts all the same', () => {
  const turn = (at: number): AgentEvent[] => [
    { kind: 'model_call', traceId: 't', spanId: `m${at}`, startMs: at, endMs: at + 10 },
    {
      kind: 'tool_call',
      traceId: 't',
      spanId: `t${at}`,
      tool: 'search',
      callDigest: 'A',
      resultDigest: '1',
      startMs: at + 11,
      endMs: at + 15,
    },
  ];
  const detector = loop.create(LOOP_DEFAULTS);
  const findings = [turn(100), turn(0), turn(200)].flat().flatMap((event) => detector.observe(event));
  assert.deepEqual(brief(findings), ['loop.repeat 2', 'loop.repeat 3']);
});

test('without any model call in sight, calls one after the other are turns of their own', () => {
  assert.deepEqual(brief(play(calls('A:1 A:1 A:1'), { modelCalls: false })), ['loop.repeat 2', 'loop.repeat 3']);
});

test('agents of one session do not disturb each other', () => {
  const own = (agent: string, result: string): Call => ({ tool: 'search', args: 'A', result, agent });
  assert.deepEqual(play([own('a', '1'), own('b', '1')]), []);
  assert.deepEqual(brief(play([own('a', '1'), own('b', '1'), own('a', '1')])), ['loop.repeat 2']);
});

test('a poller may wait, but not for ever', () => {
  const poll: Call = { tool: 'getJobStatus', args: 'job', result: 'running' };
  assert.deepEqual(play(Array.from({ length: 19 }, () => poll)), []);
  assert.deepEqual(brief(play(Array.from({ length: 20 }, () => poll))), ['loop.repeat 20']);
  const set: Call = { tool: 'update_status', args: 'x', result: 'ok' };
  assert.equal(play([set, set]).length, 1, 'setting a status is not waiting for one');
});

test('a stall: one tool keeps failing whatever its arguments, or nothing new comes for long', () => {
  const failing = Array.from({ length: 5 }, (_, index) => ({
    tool: 'fetch_page',
    args: `${index}`,
    error: 'http_500',
    result: `${index}`,
  }));
  assert.deepEqual(brief(play(failing)), ['loop.stall 5']);
  const barren = Array.from({ length: 8 }, (_, index) => ({ tool: 'search', args: `${index}`, result: 'nothing found' }));
  assert.deepEqual(brief(play(barren)), ['loop.stall 6', 'loop.stall 7']);
  assert.deepEqual(
    play([...barren.slice(0, 5), { tool: 'search', args: 'z', result: 'found' }, ...barren.slice(5)]),
    [],
    'new results reset it',
  );
});

test('what is remembered is bounded by the window', () => {
  const others = Array.from({ length: 70 }, (_, index) => ({ tool: 'search', args: `${index}`, error: 'e' }));
  const first: Call = { tool: 'book_flight', args: 'x', error: 'no_seats' };
  assert.ok(play([first, ...others.slice(0, 10), first]).some((finding) => finding.detector === 'loop.failing'));
  assert.ok(!play([first, ...others, first]).some((finding) => finding.detector === 'loop.failing'));
});

test('a new run in the same trace begins afresh, and a failed model call opens no turn', () => {
  const detector = loop.create(LOOP_DEFAULTS);
  let at = 0;
  const seen: number[] = [];
  const observe = (event: object): void => {
    at += 10;
    const base = { traceId: 't', spanId: `s${at}`, startMs: at, endMs: at + 5, agentName: 'a' };
    seen.push(detector.observe({ ...base, ...event } as AgentEvent).length);
  };
  const call = { kind: 'tool_call', tool: 'search', callDigest: 'A', resultDigest: '1' };
  for (let question = 0; question < 4; question++) {
    observe({ kind: 'model_call' });
    observe(call);
    observe({ kind: 'model_call' });
    observe({ kind: 'agent_end', root: true, startMs: at - 20 });
  }
  observe({ kind: 'model_call' });
  observe(call);
  observe({ kind: 'model_call', errorType: 'rate_limit' });
  observe(call);
  assert.deepEqual(
    seen.filter((count) => count > 0),
    [],
  );
  observe({ kind: 'model_call' });
  observe(call);
  assert.equal(seen.at(-1), 1, 'words between the calls do not hide a loop');
});
