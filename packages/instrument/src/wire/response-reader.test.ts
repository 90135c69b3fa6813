import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createDiagnostics } from '../diagnostics.ts';
import type { Dialect } from './dialect.ts';
import { findDialect } from './dialects/index.ts';
import type { ResponseEdit, ToolCall } from './model.ts';
import { createJsonReader, createSseReader, type ResponseReader } from './response-reader.ts';

const dialect = findDialect('POST', new URL('https://api.openai.com/v1/chat/completions')) as Dialect;
const bytes = (text: string) => Buffer.from(text);
const text = (chunks: readonly Uint8Array[]) => Buffer.concat(chunks).toString('utf8');
const event = (delta: object, finish: string | null = null) =>
  `data: ${JSON.stringify({ id: 'x', object: 'chat.completion.chunk', model: 'm', choices: [{ index: 0, delta, finish_reason: finish }] })}\n\n`;
const callStart = event({ tool_calls: [{ index: 0, id: 'c1', type: 'function', function: { name: 'shell', arguments: '' } }] });
const callRest = event({ tool_calls: [{ index: 0, function: { arguments: '{"command":"ls"}' } }] });
const callEnd = event({}, 'tool_calls');
const done = 'data: [DONE]\n\n';

function setUp(options: { hold: boolean; edits?: (calls: readonly ToolCall[]) => readonly ResponseEdit[]; broken?: boolean }) {
  const judged: ToolCall[][] = [];
  const diagnostics = createDiagnostics('silent', () => {});
  const throwing: Dialect = {
    ...dialect,
    parseResponse: () => {
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
    dialect: options.broken ? throwing : dialect,
    hold: options.hold,
    judge: (calls: readonly ToolCall[]) => {
      judged.push([...calls]);
      return options.edits?.(calls) ?? [];
    },
    diagnostics,
    onChunk: () => {},
  };
  return { sse: createSseReader(input), json: createJsonReader(input), judged, diagnostics };
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

  it('passes on what is no JSON, or not understood', () => {
    for (const broken of [true, false]) {
      const { json, diagnostics } = setUp({ hold: true, broken });
      const sent = broken ? body : '<html>502</html>';
      assert.equal(play(json, [sent]).join(''), sent);
      assert.equal(diagnostics.failures.get('read_response'), 1);
    }
  });
});
