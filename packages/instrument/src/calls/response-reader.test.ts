import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createDiagnostics } from '../diagnostics.ts';
import type { Dialect } from '../dialects/dialect.ts';
import { findDialect } from '../dialects/index.ts';
import type { ResponseEdit, ToolCall } from '../model/model-response.ts';
import { createJsonReader } from './json-reader.ts';
import { createReader, type ResponseReader } from './response-reader.ts';
import { createSseReader } from './sse-reader.ts';

const dialect = findDialect('POST', new URL('https://api.openai.com/v1/chat/completions')) as Dialect;
const bytes = (text: string) => Buffer.from(text);
const text = (chunks: readonly Uint8Array[]) => Buffer.concat(chunks).toString('utf8');
const event = (delta: object, finish: string | null = null) =>
  `data: ${JSON.stringify({ id: 'x', object: 'chat.completion.chunk', model: 'm', choices: [{ index: 0, delta, finish_reason: finish }] })}\n\n`;
const callStart = event({ tool_calls: [{ index: 0, id: 'c1', type: 'function', function: { name: 'shell', arguments: '' } }] });
const callRest = event({ tool_calls: [{ index: 0, function: { arguments: '{"command":"ls"}' } }] });
const callEnd = event({}, 'tool_calls');
const done = 'data: [DONE]\n\n';

function setUp(options: {
  hold: boolean;
  edits?: (calls: readonly ToolCall[]) => readonly ResponseEdit[];
  broken?: boolean;
  mayAskAgain?: boolean;
  dialect?: Dialect;
}) {
  const judged: ToolCall[][] = [];
  const diagnostics = createDiagnostics('silent', () => {});
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
  const input = {
    dialect: options.dialect ?? (options.broken ? throwing : dialect),
    mayAskAgain: options.mayAskAgain ?? false,
    hold: options.hold,
    judge: (calls: readonly ToolCall[]) => {
      judged.push([...calls]);
      return options.edits?.(calls) ?? [];
    },
    diagnostics,
    onChunk: () => {},
  };
  const named = (contentType: string, streaming = true) => createReader(input, contentType, streaming);
  return { sse: createSseReader(input), json: createJsonReader(input), named, judged, diagnostics };
}

function play(reader: ResponseReader, chunks: readonly string[]): string[] {
  const out = chunks.map((chunk) => text(reader.write(bytes(chunk))));
  return [...out, text(reader.end())];
}

describe('reading a stream', () => {
  it('passes every chunk on as it came where nothing is to be judged', () => {
    const { sse, judged } = setUp({ hold: false });
    const chunks = ['data: {"cho', 'ices":[]}\n\nda', 'ta: [DONE]\n', '\n'];
    assert.deepEqual(play(sse, chunks), [...chunks, '']);
    assert.equal(judged.length, 0);
  });

  it('passes text at once and holds a tool call until it is whole', () => {
    const { sse, judged } = setUp({ hold: true });
    const said = event({ content: 'Let me look.' });
    const out = play(sse, [said, callStart, callRest, callEnd, done]);
    assert.deepEqual(out, [said, '', '', callStart + callRest + callEnd, done, '']);
    assert.deepEqual(
      judged.map((calls) => calls.map(({ id, name, arguments: args }) => ({ id, name, args }))),
      [[{ id: 'c1', name: 'shell', args: '{"command":"ls"}' }]],
    );
  });

  it('removes a denied call before anything of it was passed on', () => {
    const deny = (calls: readonly ToolCall[]) => calls.map(({ key }): ResponseEdit => ({ kind: 'remove_call', key, text: 'Not allowed.' }));
    const { sse } = setUp({ hold: true, edits: deny });
    const out = play(sse, [callStart, callRest, callEnd, done]).join('');
    assert.ok(!out.includes('shell'));
    assert.ok(out.includes('Not allowed.'));
    assert.ok(!out.includes('tool_calls'));
    assert.ok(out.endsWith(done));
    assert.deepEqual(sse.delivered(), []);
    assert.equal(sse.edited, true);
  });

  it('passes everything on, and counts, when the dialect fails', () => {
    for (const hold of [true, false]) {
      const { sse, diagnostics } = setUp({ hold, broken: true });
      assert.equal(play(sse, [callStart, callRest, callEnd, done]).join(''), callStart + callRest + callEnd + done);
      assert.equal(diagnostics.failures.get('read_stream'), 1);
    }
  });

  it('gives out what it held when the connection breaks', () => {
    const { sse } = setUp({ hold: true });
    assert.equal(text(sse.write(bytes(callStart))), '');
    assert.equal(text(sse.write(bytes('data: {"half'))), '');
    assert.equal(text(sse.cut()), `${callStart}data: {"half`);
  });

  it('lets no denied call out when the connection breaks in a later one', () => {
    const second = event({ tool_calls: [{ index: 1, id: 'c2', type: 'function', function: { name: 'shell', arguments: '' } }] });
    const deny = (calls: readonly ToolCall[]): ResponseEdit[] => calls.map(({ key }) => ({ kind: 'remove_call', key, text: 'no' }));
    const { sse } = setUp({ hold: true, edits: deny });
    for (const chunk of [callStart, callRest, second]) assert.equal(text([...sse.write(bytes(chunk))]), '');
    assert.equal(text(sse.cut()), '');
    assert.deepEqual(sse.delivered(), []);
  });

  it('passes on what it held when judging fails at the end', () => {
    const { sse, diagnostics } = setUp({
      hold: true,
      edits: () => {
        throw new Error('broken judge');
      },
    });
    assert.equal(play(sse, [callStart, callRest]).join(''), callStart + callRest);
    assert.equal(diagnostics.failures.get('read_stream'), 1);
  });

  it('judges a call that the stream ended in, and leaves a denied one out', () => {
    const { sse, judged } = setUp({ hold: true });
    assert.equal(play(sse, [callStart, callRest]).join(''), callStart + callRest);
    assert.equal(judged.length, 1);
    const deny = (calls: readonly ToolCall[]) => calls.map(({ key }): ResponseEdit => ({ kind: 'remove_call', key, text: 'Not allowed.' }));
    assert.equal(play(setUp({ hold: true, edits: deny }).sse, [callStart, callRest]).join(''), '');
  });
});

describe('a body of more than is common', () => {
  it('lets go of a call of very many pieces, every one of them', () => {
    const { sse, judged } = setUp({ hold: true });
    const pieces = 200_000;
    let sent = callStart.length;
    let given = sse.write(bytes(callStart)).length;
    const batch = event({ tool_calls: [{ index: 0, function: { arguments: ' ' } }] }).repeat(1000);
    for (let at = 0; at < pieces; at += 1000) {
      sent += batch.length;
      given += sse.write(bytes(batch)).length;
    }
    assert.equal(given, 0);
    const out = [...sse.write(bytes(callEnd)), ...sse.end()];
    const size = out.reduce((sum, chunk) => sum + chunk.byteLength, 0);
    assert.equal(size, sent + callEnd.length);
    assert.equal(judged.length, 1);
    assert.equal(sse.givenUp, false);
  });

  it('keeps a bounded part of an endless stream, and passes on all of it in order', () => {
    for (const hold of [true, false]) {
      const { sse, judged, diagnostics } = setUp({ hold });
      const piece = bytes(event({ tool_calls: [{ index: 0, function: { arguments: 'x'.repeat(1024 * 1024) } }] }));
      let passed = 0;
      const count = (chunks: readonly Uint8Array[]) => {
        for (const chunk of chunks) passed += chunk.byteLength;
      };
      count(sse.write(bytes(callStart)));
      for (let at = 0; at < 70; at += 1) count(sse.write(piece));
      const last = sse.write(bytes(callEnd));
      count(last);
      assert.equal(text(last), callEnd);
      assert.equal(passed, callStart.length + 70 * piece.length + callEnd.length);
      assert.deepEqual(sse.end(), []);
      assert.deepEqual([judged.length, sse.givenUp, diagnostics.failures.get('response_too_large')], [0, true, 1]);
    }
  });
});

describe('a stream that was asked for', () => {
  const stream = [callStart, callRest, callEnd, done];

  it('is read as one whatever it is called', () => {
    for (const name of ['text/event-stream; charset=utf-8', 'application/json', 'text/plain', '']) {
      const { named, judged } = setUp({ hold: true });
      const reader = named(name);
      assert.deepEqual(play(reader, ['\n', ...stream]), ['\n', '', '', callStart + callRest + callEnd, done, '']);
      assert.deepEqual([judged.length, reader.response()?.finishReasons], [1, ['tool_calls']], name);
    }
  });

  it('is read as JSON where that is what came', () => {
    const error = JSON.stringify({ error: { type: 'overloaded', message: 'Later.' } });
    for (const name of ['application/json', 'text/plain']) {
      const reader = setUp({ hold: true }).named(name);
      assert.equal(play(reader, ['\n', error.slice(0, 9), error.slice(9)]).join(''), `\n${error}`);
      assert.equal(reader.response()?.error?.type, 'overloaded', name);
    }
  });

  it('may be empty', () => {
    const reader = setUp({ hold: true }).named('');
    assert.deepEqual(play(reader, ['\r\n']), ['\r\n', '']);
    assert.deepEqual([reader.response(), reader.delivered(), reader.edited], [undefined, [], false]);
  });
});

describe('a stream whose calls are all refused', () => {
  const said = event({ content: 'Let me look.' });
  const second = event({ tool_calls: [{ index: 1, id: 'c2', type: 'function', function: { name: 'read', arguments: '{}' } }] });
  const refuse = (names: readonly string[]) => (calls: readonly ToolCall[]) =>
    calls.flatMap(({ key, name }): ResponseEdit[] => (names.includes(name) ? [{ kind: 'remove_call', key, text: 'Not allowed.' }] : []));
  /** What the application gets where nobody is asked again. */
  const plainly = (chunks: readonly string[], names: readonly string[]) =>
    play(setUp({ hold: true, edits: refuse(names) }).sse, chunks).join('');

  it('waits at the first of them, and tells what the model wanted', () => {
    const chunks = [said, callStart, callRest, callEnd, done];
    const { sse } = setUp({ hold: true, mayAskAgain: true, edits: refuse(['shell']) });
    assert.deepEqual(play(sse, chunks), [said, '', '', '', '', '']);
    const refusal = sse.refused();
    assert.deepEqual([...(refusal?.texts.values() ?? [])], ['Not allowed.']);
    assert.match(JSON.stringify(refusal?.answer), /Let me look.*shell/);
    assert.equal(said + text(refusal?.instead() ?? []), plainly(chunks, ['shell']));
  });

  it('is an ordinary one where a call is left', () => {
    const chunks = [callStart, callRest, second, callEnd, done];
    const { sse } = setUp({ hold: true, mayAskAgain: true, edits: refuse(['shell']) });
    assert.equal(play(sse, chunks).join(''), plainly(chunks, ['shell']));
    assert.equal(sse.refused(), undefined);
    assert.deepEqual(
      sse.delivered().map(({ name }) => name),
      ['read'],
    );
  });

  it('does not wait for more than a bounded rest', () => {
    const long = event({ content: 'x'.repeat(400_000) });
    const chunks = [callStart, callRest, callEnd, long, long, long, done];
    const { sse } = setUp({ hold: true, mayAskAgain: true, edits: refuse(['shell']) });
    const out = play(sse, chunks);
    assert.equal(out.join(''), plainly(chunks, ['shell']));
    assert.ok(out.slice(0, 6).join('').length > 1_200_000, 'given out before the end');
    assert.equal(sse.refused(), undefined);
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
      const { sse } = setUp({ hold: true, mayAskAgain: true, edits: refuse(['shell']), dialect: failing });
      const before = [said, callStart, callRest, callEnd].map((chunk) => text(sse.write(bytes(chunk)))).join('');
      const out = before + (end === 'cut' ? text(sse.cut()) : text([...sse.write(bytes('data: unreadable\n\n')), ...sse.end()]));
      assert.ok(!out.includes('shell'), out);
      assert.ok(out.startsWith(said) && out.includes('Not allowed.'), out);
      assert.equal(sse.refused(), undefined);
    }
  });
});

describe('reading a JSON body', () => {
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

  it('holds it back whole, and gives it out to the byte where nothing is edited', () => {
    const { json, judged } = setUp({ hold: true });
    assert.deepEqual(play(json, [body.slice(0, 40), body.slice(40)]), ['', '', body]);
    assert.equal(judged.length, 1);
    assert.equal(json.edited, false);
  });

  it('replaces a denied call by a text', () => {
    const deny = (calls: readonly ToolCall[]) => calls.map(({ key }): ResponseEdit => ({ kind: 'remove_call', key, text: 'Not allowed.' }));
    const { json } = setUp({ hold: true, edits: deny });
    const edited = JSON.parse(play(json, [body]).join('')) as {
      choices: { message: { content: string; tool_calls?: unknown }; finish_reason: string }[];
    };
    assert.equal(edited.choices[0]?.message.content, 'Not allowed.');
    assert.equal(edited.choices[0]?.message.tool_calls, undefined);
    assert.equal(edited.choices[0]?.finish_reason, 'stop');
  });

  it('reads one behind a byte order mark', () => {
    const { json } = setUp({ hold: false });
    play(json, [`\uFEFF${body}`]);
    assert.equal(json.response()?.id, 'x');
  });

  it('passes on what is no JSON, or not understood', () => {
    for (const broken of [true, false]) {
      const { json, diagnostics } = setUp({ hold: true, broken });
      const sent = broken ? body : '<html>502</html>';
      assert.equal(play(json, [sent]).join(''), sent);
      assert.equal(diagnostics.failures.get('read_response'), 1);
    }
  });
});
