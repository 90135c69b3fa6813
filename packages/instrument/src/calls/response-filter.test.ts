import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createDiagnostics } from '../diagnostics.ts';
import type { Dialect } from '../dialects/dialect.ts';
import { openaiChat as dialect } from '../dialects/openai-chat/index.ts';
import type { ResponseEdit, ToolCall } from '../model/model-response.ts';
import { createResponseFilter, type JudgedAnswer, type ResponseFilter } from './response-filter.ts';
import { createResponseReading } from './response-reading.ts';

const bytes = (text: string) => Buffer.from(text);
const text = (chunks: readonly Uint8Array[]) => Buffer.concat(chunks).toString('utf8');
const event = (delta: object, finish: string | null = null) =>
  `data: ${JSON.stringify({ id: 'x', object: 'chat.completion.chunk', model: 'm', choices: [{ index: 0, delta, finish_reason: finish }] })}\n\n`;
const callStart = event({ tool_calls: [{ index: 0, id: 'c1', type: 'function', function: { name: 'shell', arguments: '' } }] });
const callRest = event({ tool_calls: [{ index: 0, function: { arguments: '{"command":"ls"}' } }] });
const callEnd = event({}, 'tool_calls');
const done = 'data: [DONE]\n\n';

const throwing: Dialect = {
  ...dialect,
  readResponse: () => {
    throw new Error('unreadable');
  },
  openStream: () => ({
    ...dialect.openStream(),
    read: () => {
      throw new Error('unreadable');
    },
  }),
};

interface Setting {
  readonly edits?: (calls: readonly ToolCall[]) => readonly ResponseEdit[];
  readonly dialect?: Dialect;
  readonly mayReprompt?: boolean;
  readonly judgeWhole?: boolean;
  readonly clock?: () => number;
  readonly judgedLater?: (tool: string) => boolean;
  readonly contentType?: string;
  readonly streaming?: boolean;
  /** The judge takes a turn of the event loop. */
  readonly later?: boolean;
}

/** A filter over a body of this content type, with what is judged, delivered and reported on the way. */
function setUp(setting: Setting = {}) {
  const { contentType = 'text/event-stream', streaming = true, mayReprompt = false, judgeWhole = false } = setting;
  const judged: ToolCall[][] = [];
  const answers: JudgedAnswer[] = [];
  const delivered: ToolCall[] = [];
  const last: number[] = [];
  const diagnostics = createDiagnostics('silent', () => {});
  const reading = createResponseReading({
    dialect: setting.dialect ?? dialect,
    head: { status: 200, contentType },
    streaming,
    diagnostics,
    onChunk: () => {},
  });
  const filter = createResponseFilter({
    reading,
    rules: { mayReprompt, judgeWhole, judgedLater: setting.judgedLater ?? (() => false) },
    judge(answer) {
      judged.push([...answer.calls]);
      answers.push(answer);
      const edits = setting.edits?.(answer.calls) ?? [];
      return setting.later ? new Promise((resolve) => setImmediate(() => resolve(edits))) : edits;
    },
    onDelivered: (calls) => delivered.push(...calls),
    onGoesOn: () => {},
    onLast: () => last.push(1),
    diagnostics,
    clock: setting.clock ?? (() => 0),
    outputTransform: undefined,
  });
  return { filter, reading, judged, answers, delivered, last, diagnostics };
}

const JSON_BODY = { contentType: 'application/json', streaming: false };
/** What a filter gives, where it gives it at once. */
const now = (chunks: ReturnType<ResponseFilter['write']>): string => {
  assert.ok(!(chunks instanceof Promise));
  return text(chunks);
};

function play(filter: ResponseFilter, chunks: readonly string[]): string[] {
  return [...chunks.map((chunk) => now(filter.write(bytes(chunk)))), now(filter.end())];
}

const deny =
  (...names: readonly string[]) =>
  (calls: readonly ToolCall[]) =>
    calls.flatMap(({ key, name }): ResponseEdit[] =>
      names.length === 0 || names.includes(name) ? [{ kind: 'remove_call', key, text: 'Not allowed.' }] : [],
    );

describe('the calls of a stream', () => {
  it('are held until they are whole, while text passes at once', () => {
    const { filter, judged } = setUp();
    const intro = event({ content: 'Let me look.' });
    const out = play(filter, [intro, callStart, callRest, callEnd, done]);
    assert.deepEqual(out, [intro, '', '', callStart + callRest + callEnd, done, '']);
    assert.deepEqual(
      judged.map((calls) => calls.map(({ id, name, arguments: args }) => ({ id, name, args }))),
      [[{ id: 'c1', name: 'shell', args: '{"command":"ls"}' }]],
    );
  });

  it('are removed where they are denied, before anything of them was passed on', () => {
    const { filter, delivered } = setUp({ edits: deny() });
    const out = play(filter, [callStart, callRest, callEnd, done]).join('');
    assert.ok(!out.includes('shell'));
    assert.ok(out.includes('Not allowed.'));
    assert.ok(!out.includes('tool_calls'));
    assert.ok(out.endsWith(done));
    assert.deepEqual(delivered, []);
    assert.equal(filter.isEdited, true);
  });

  it('pass as they came, and the failure is counted, where the dialect fails', () => {
    const { filter, diagnostics } = setUp({ dialect: throwing });
    assert.equal(play(filter, [callStart, callRest, callEnd, done]).join(''), callStart + callRest + callEnd + done);
    assert.equal(diagnostics.failures.get('read_response'), 1);
  });

  it('are passed on when the connection breaks, as far as they came', () => {
    const { filter } = setUp();
    assert.equal(now(filter.write(bytes(callStart))), '');
    assert.equal(now(filter.write(bytes('data: {"half'))), '');
    assert.equal(now(filter.abort()), `${callStart}data: {"half`);
  });

  it('are replaced by the refusal when the connection breaks in a later one, where they are denied', () => {
    const second = event({ tool_calls: [{ index: 1, id: 'c2', type: 'function', function: { name: 'shell', arguments: '' } }] });
    const { filter, delivered } = setUp({ edits: deny() });
    const passed = [callStart, callRest, second].map((chunk) => now(filter.write(bytes(chunk))));
    const out = passed.join('') + now(filter.abort());
    assert.deepEqual([out.includes('shell'), out.match(/Not allowed/g)?.length, delivered], [false, 2, []]);
  });

  it('pass where judging fails', () => {
    const edits = () => {
      throw new Error('broken judge');
    };
    for (const chunks of [
      [callStart, callRest],
      [callStart, callRest, callEnd, done],
    ]) {
      const { filter, diagnostics } = setUp({ edits });
      assert.equal(play(filter, chunks).join(''), chunks.join(''));
      assert.equal(diagnostics.failures.get('judge_response'), 1);
    }
  });

  it('are judged where the stream ends in them, and left out where they are denied', () => {
    const { filter, judged } = setUp();
    assert.equal(play(filter, [callStart, callRest]).join(''), callStart + callRest);
    assert.equal(judged.length, 1);
    const out = play(setUp({ edits: deny() }).filter, [callStart, callRest]).join('');
    assert.deepEqual([out.includes('shell'), out.includes('Not allowed.')], [false, true]);
  });

  it('are judged as they stand when the provider reports an error, which is passed on', () => {
    const error = 'data: {"error":{"message":"overloaded","type":"server_error"}}\n\n';
    for (const chunks of [[callStart], [callStart, callRest], [callStart, callRest, callEnd]]) {
      const { filter } = setUp({ edits: deny(), mayReprompt: true });
      const out = play(filter, [...chunks, error]).join('');
      assert.deepEqual([out.includes('shell'), out.includes('Not allowed.'), out.endsWith(error)], [false, true, true]);
      assert.equal(filter.fullDenial(), undefined);
    }
  });

  it('hold nothing but themselves: text, other choices and an allowed call before them pass', () => {
    const { filter, delivered } = setUp({ edits: deny('shell') });
    const read = event({ tool_calls: [{ index: 0, id: 'c0', type: 'function', function: { name: 'read', arguments: '{}' } }] });
    const shell = event({ tool_calls: [{ index: 1, id: 'c1', type: 'function', function: { name: 'shell', arguments: '{"comm' } }] });
    const text = event({ content: 'Meanwhile.' });
    const other = event({ content: 'Another choice.' }).replace('"index":0', '"index":1');
    assert.equal(now(filter.write(bytes(read))), '');
    assert.equal(now(filter.write(bytes(shell))), read);
    assert.deepEqual(
      delivered.map(({ name }) => name),
      ['read'],
    );
    for (const aside of [text, other]) assert.equal(now(filter.write(bytes(aside))), aside);
  });

  it('do not wait where they are judged right before they run', () => {
    const { filter, judged } = setUp({ judgedLater: (tool) => tool === 'shell' });
    for (const chunk of [callStart, callRest, callEnd, done]) assert.equal(now(filter.write(bytes(chunk))), chunk);
    assert.equal(judged.length, 1);
  });

  it('leave a sign of life where an application would see nothing for a while', () => {
    let nowMs = 0;
    const { filter } = setUp({ clock: () => nowMs });
    const signs: string[] = [];
    for (const atMs of [0, 300, 600, 900, 1_200]) {
      nowMs = atMs;
      signs.push(now(filter.write(bytes(atMs === 0 ? callStart : event({ tool_calls: [{ index: 0, function: { arguments: ' ' } }] })))));
    }
    assert.deepEqual(
      signs.map((sign) => sign.startsWith(':')),
      [false, false, true, false, true],
    );
  });

  it('let the signs of life of the provider pass where an application would see nothing for a while, and else in their place', () => {
    let nowMs = 0;
    const { filter } = setUp({ clock: () => nowMs });
    const sign = ': alive\n\n';
    const passed = [callStart, sign, sign, sign, callRest + callEnd].map((chunk) => {
      const out = now(filter.write(bytes(chunk)));
      nowMs += 200;
      return out;
    });
    assert.deepEqual(passed, ['', '', '', sign.repeat(3), callStart + callRest + callEnd]);
    const swift = setUp();
    assert.deepEqual(play(swift.filter, [callStart, sign, callRest + callEnd, done]), [
      '',
      '',
      callStart + sign + callRest + callEnd,
      done,
      '',
    ]);
  });

  it('wait for a judge that takes its time, in order', async () => {
    const second = event({ tool_calls: [{ index: 1, id: 'c2', type: 'function', function: { name: 'read', arguments: '{}' } }] });
    const { filter, delivered } = setUp({ later: true, edits: deny('shell') });
    const out: string[] = [];
    const chunks = [callStart + callRest, second + callEnd, done];
    for (const chunk of chunks) out.push(text(await filter.write(bytes(chunk))));
    out.push(text(await filter.end()));
    const plain = play(setUp({ edits: deny('shell') }).filter, chunks);
    assert.equal(out.join(''), plain.join(''));
    assert.deepEqual(
      delivered.map(({ name }) => name),
      ['read'],
    );
  });
});

describe('an answer that is judged as a whole', () => {
  const intro = event({ content: 'Paying twice.' });
  const second = event({ tool_calls: [{ index: 1, id: 'c2', type: 'function', function: { name: 'shell', arguments: '{}' } }] });

  it('is judged once, with all its calls, when its last event is there', () => {
    const { filter, answers, last } = setUp({ judgeWhole: true });
    const chunks = [intro, callStart, callRest, second, callEnd, done];
    assert.deepEqual(play(filter, chunks), [intro, '', '', '', '', chunks.slice(1).join(''), '']);
    assert.deepEqual(
      answers.map(({ calls, isWhole, anyPassed }) => [calls.length, isWhole, anyPassed]),
      [[2, true, true]],
    );
    assert.equal(last.length, 1);
  });

  it('is judged at the end of the body where no last event comes, and where it has no calls', () => {
    for (const chunks of [[callStart, callRest], [intro, event({}, 'stop'), done], [intro]]) {
      const { filter, answers } = setUp({ judgeWhole: true });
      assert.equal(play(filter, chunks).join(''), chunks.join(''));
      assert.deepEqual([answers.length, answers[0]?.isWhole], [1, true]);
    }
  });

  it('has its text replaced where it is JSON', () => {
    const body = JSON.stringify({
      id: 'x',
      choices: [{ index: 0, finish_reason: 'stop', message: { role: 'assistant', content: 'secret' } }],
    });
    const { filter, answers } = setUp({ ...JSON_BODY, judgeWhole: true, edits: () => [{ kind: 'replace_text', text: 'Withheld.' }] });
    const out = play(filter, [body]).join('');
    assert.ok(!out.includes('secret') && out.includes('"content":"Withheld."'), out);
    assert.equal(answers[0]?.anyPassed, false);
  });
});

describe('a body of more than is common', () => {
  it('releases a call of very many pieces, every one of them', () => {
    const { filter, judged, reading } = setUp();
    const pieces = 200_000;
    let sent = callStart.length;
    let early = now(filter.write(bytes(callStart))).length;
    const batch = event({ tool_calls: [{ index: 0, function: { arguments: ' ' } }] }).repeat(1000);
    for (let at = 0; at < pieces; at += 1000) {
      sent += batch.length;
      early += now(filter.write(bytes(batch))).length;
    }
    assert.equal(early, 0);
    const size = now(filter.write(bytes(callEnd))).length + now(filter.end()).length;
    assert.equal(size, sent + callEnd.length);
    assert.equal(judged.length, 1);
    assert.equal(reading.gaveUp, false);
  });

  it('is kept up to a bound, and all of it is passed on in order', () => {
    const { filter, judged, reading, diagnostics } = setUp();
    const piece = bytes(event({ tool_calls: [{ index: 0, function: { arguments: 'x'.repeat(1024 * 1024) } }] }));
    let passed = now(filter.write(bytes(callStart))).length;
    for (let at = 0; at < 70; at += 1) passed += now(filter.write(piece)).length;
    const last = now(filter.write(bytes(callEnd)));
    assert.equal(last, callEnd);
    assert.equal(passed + last.length, callStart.length + 70 * piece.length + callEnd.length);
    assert.equal(now(filter.end()), '');
    assert.deepEqual([judged.length, reading.gaveUp, diagnostics.failures.get('response_too_large')], [0, true, 1]);
  });
});

describe('a stream that was requested', () => {
  const stream = [callStart, callRest, callEnd, done];

  it('is read as one whatever it is called', () => {
    for (const contentType of ['text/event-stream; charset=utf-8', 'application/json', 'text/plain', '']) {
      const { filter, judged, reading } = setUp({ contentType });
      assert.deepEqual(play(filter, ['\n', ...stream]), ['\n', '', '', callStart + callRest + callEnd, done, ''], contentType);
      assert.deepEqual([judged.length, reading.response()?.finishReasons], [1, ['tool_calls']], contentType);
    }
  });

  it('is read as JSON where that is what came', () => {
    const error = JSON.stringify({ error: { type: 'overloaded', message: 'Later.' } });
    for (const contentType of ['application/json', 'text/plain']) {
      const { filter, reading } = setUp({ contentType });
      assert.equal(play(filter, ['\n', error.slice(0, 9), error.slice(9)]).join(''), `\n${error}`);
      assert.equal(reading.response()?.error?.type, 'overloaded', contentType);
    }
  });

  it('may be empty', () => {
    const { filter, reading, delivered } = setUp({ contentType: '' });
    assert.deepEqual(play(filter, ['\r\n']), ['\r\n', '']);
    assert.deepEqual([reading.response(), delivered, filter.isEdited], [undefined, [], false]);
  });
});

describe('a stream whose calls are all denied', () => {
  const intro = event({ content: 'Let me look.' });
  const second = event({ tool_calls: [{ index: 1, id: 'c2', type: 'function', function: { name: 'read', arguments: '{}' } }] });
  /** What the application receives where the model is not prompted again. */
  const plainly = (chunks: readonly string[], names: readonly string[]) => play(setUp({ edits: deny(...names) }).filter, chunks).join('');

  it('waits at the first of them, and says what the model wanted', () => {
    const chunks = [intro, callStart, callRest, callEnd, done];
    const { filter, last } = setUp({ mayReprompt: true, edits: deny('shell') });
    assert.deepEqual(play(filter, chunks), [intro, '', '', '', '', '']);
    assert.equal(last.length, 0);
    const denial = filter.fullDenial();
    assert.deepEqual([...(denial?.denials.values() ?? [])], ['Not allowed.']);
    assert.match(JSON.stringify(denial?.answer), /Let me look.*shell/);
    assert.equal(intro + text(denial?.takeWithheld() ?? []), plainly(chunks, ['shell']));
    assert.equal(last.length, 1);
  });

  it('is an ordinary one where a call is left', () => {
    const chunks = [callStart, callRest, second, callEnd, done];
    const { filter, delivered } = setUp({ mayReprompt: true, edits: deny('shell') });
    assert.equal(play(filter, chunks).join(''), plainly(chunks, ['shell']));
    assert.equal(filter.fullDenial(), undefined);
    assert.deepEqual(
      delivered.map(({ name }) => name),
      ['read'],
    );
  });

  it('does not wait for more than a bounded rest', () => {
    const long = event({ content: 'x'.repeat(400_000) });
    const chunks = [callStart, callRest, callEnd, long, long, long, done];
    const { filter } = setUp({ mayReprompt: true, edits: deny('shell') });
    const out = play(filter, chunks);
    assert.equal(out.join(''), plainly(chunks, ['shell']));
    assert.ok(out.slice(0, 6).join('').length > 1_200_000, 'released before the end');
    assert.equal(filter.fullDenial(), undefined);
  });

  it('lets none of them out when it breaks off, or cannot be read any more', () => {
    const failing: Dialect = {
      ...dialect,
      openStream() {
        const stream = dialect.openStream();
        const read = (each: Parameters<typeof stream.read>[0]) => {
          if (each.data === 'unreadable') throw new Error('unreadable');
          return stream.read(each);
        };
        return { ...stream, read };
      },
    };
    for (const end of ['cut', 'unreadable'] as const) {
      const { filter } = setUp({ mayReprompt: true, edits: deny('shell'), dialect: failing });
      const before = [intro, callStart, callRest, callEnd].map((chunk) => now(filter.write(bytes(chunk)))).join('');
      const rest = end === 'cut' ? now(filter.abort()) : now(filter.write(bytes('data: unreadable\n\n'))) + now(filter.end());
      const out = before + rest;
      assert.ok(!out.includes('shell'), out);
      assert.ok(out.startsWith(intro) && out.includes('Not allowed.'), out);
      assert.equal(filter.fullDenial(), undefined);
    }
  });
});

describe('a JSON body', () => {
  const body = JSON.stringify({
    id: 'x',
    model: 'm',
    choices: [
      {
        index: 0,
        finish_reason: 'tool_calls',
        message: {
          role: 'assistant',
          content: null,
          tool_calls: [{ id: 'c1', type: 'function', function: { name: 'shell', arguments: '{}' } }],
        },
      },
    ],
  });

  it('is held whole, and comes out to the byte where nothing is edited', () => {
    const { filter, judged } = setUp(JSON_BODY);
    assert.deepEqual(play(filter, [body.slice(0, 40), body.slice(40)]), ['', '', body]);
    assert.equal(judged.length, 1);
    assert.equal(filter.isEdited, false);
  });

  it('has a text in place of a denied call', () => {
    const { filter } = setUp({ ...JSON_BODY, edits: deny() });
    const edited = JSON.parse(play(filter, [body]).join('')) as {
      choices: { message: { content: string; tool_calls?: unknown }; finish_reason: string }[];
    };
    assert.equal(edited.choices[0]?.message.content, 'Not allowed.');
    assert.equal(edited.choices[0]?.message.tool_calls, undefined);
    assert.equal(edited.choices[0]?.finish_reason, 'stop');
  });

  it('waits where all its calls are denied, and stands alone in place of it', () => {
    const { filter } = setUp({ ...JSON_BODY, edits: deny(), mayReprompt: true });
    assert.equal(play(filter, [body]).join(''), '');
    const denial = filter.fullDenial();
    assert.equal(denial?.splice, undefined);
    assert.deepEqual(denial?.answer, JSON.parse(body));
    assert.ok(text(denial?.takeWithheld() ?? []).includes('Not allowed.'));
  });

  it('is read behind a byte order mark', () => {
    const { filter, reading } = setUp(JSON_BODY);
    play(filter, [`\uFEFF${body}`]);
    assert.equal(reading.response()?.id, 'x');
  });

  it('passes where it is no JSON, or not understood', () => {
    for (const [of, sent] of [
      [throwing, body],
      [dialect, '<html>502</html>'],
    ] as const) {
      const { filter, diagnostics } = setUp({ ...JSON_BODY, dialect: of });
      assert.equal(play(filter, [sent]).join(''), sent);
      assert.equal(diagnostics.failures.get('read_response'), 1);
    }
  });

  it('comes out as far as it came when the connection breaks', () => {
    const { filter } = setUp(JSON_BODY);
    assert.equal(now(filter.write(bytes(body.slice(0, 40)))), '');
    assert.equal(now(filter.abort()), body.slice(0, 40));
  });
});
