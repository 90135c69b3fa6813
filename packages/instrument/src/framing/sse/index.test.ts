import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { type Frame, FrameLimitError } from '../framing.ts';

import { encodeSse, sse } from './index.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const text = (raw: Uint8Array): string => new TextDecoder('utf-8', { ignoreBOM: true }).decode(raw);

function frame(chunks: readonly Uint8Array[]): Frame[] {
  const framer = sse.createFramer();
  const events = chunks.flatMap((chunk) => framer.push(chunk));
  const last = framer.end();
  return last === undefined ? events : [...events, last];
}

function fields(events: readonly Frame[]): unknown[] {
  return events.map(({ event, data }) => ({ event, data }));
}

function split(input: Uint8Array, sizes: readonly number[]): Uint8Array[] {
  const chunks: Uint8Array[] = [];
  let at = 0;
  for (let i = 0; at < input.length; i += 1) {
    const size = sizes[i % sizes.length] ?? 1;
    chunks.push(input.slice(at, at + size));
    at += size;
  }
  return chunks;
}

test('fields are read with every line ending', () => {
  for (const eol of ['\n', '\r\n', '\r']) {
    const stream = ['event: a', 'data: 1', 'data: 2', '', ': ping', '', 'data:x', 'id: 7', '', 'event: lone', '', ''].join(eol);
    const events = frame([bytes(stream)]);
    assert.deepEqual(fields(events), [
      { event: 'a', data: '1\n2' },
      { event: undefined, data: undefined },
      { event: undefined, data: 'x' },
      { event: 'lone', data: undefined },
    ]);
    assert.equal(events.map((event) => text(event.raw)).join(''), stream);
  }
});

test('a byte order mark is skipped at the start and kept in the bytes', () => {
  const events = frame([bytes('\uFEFFdata: a\n\ndata: \uFEFFb\n\n')]);
  assert.deepEqual(fields(events), [
    { event: undefined, data: 'a' },
    { event: undefined, data: '\uFEFFb' },
  ]);
  assert.equal(text(events[0]?.raw ?? new Uint8Array()), '\uFEFFdata: a\n\n');
});

test('an event is delivered with its blank line and not one event later', () => {
  for (const eol of ['\n', '\r\n', '\r']) {
    const framer = sse.createFramer();
    assert.equal(framer.push(bytes(`data: a${eol}`)).length, 0, JSON.stringify(eol));
    assert.equal(framer.push(bytes(eol)).length, 1, JSON.stringify(eol));
    assert.equal(framer.end(), undefined);
  }
});

test('characters and line endings may be cut anywhere', () => {
  const stream = bytes('data: é😀\r\n\r\nevent: ü\rdata: x\r\rdata: y\r\r\ndata: z\n\n');
  const whole = frame([stream]);
  const single = frame(split(stream, [1]));
  assert.deepEqual(single, whole);
  assert.deepEqual(
    whole.map((event) => event.data).filter((data) => data !== undefined),
    ['é😀', 'x', 'y', 'z'],
  );
});

test('the last block of a cut stream is given as it is', () => {
  const framer = sse.createFramer();
  assert.equal(framer.push(bytes('data: a\n\ndata: {"b"')).length, 1);
  const last = framer.end();
  assert.equal(last?.data, '{"b"');
  assert.equal(text(last?.raw ?? new Uint8Array()), 'data: {"b"');
});

test('any chunking keeps every byte and gives the same events', () => {
  const piece = fc.constantFrom(
    'data: ',
    'data:',
    'event: ',
    ': c',
    'id: 1',
    '\n',
    '\r',
    '\r\n',
    '\n\n',
    '\r\n\r\n',
    '\r\r',
    'é',
    '😀',
    'x',
    '\uFEFF',
  );
  fc.assert(
    fc.property(
      fc.array(piece, { maxLength: 40 }),
      fc.array(fc.integer({ min: 1, max: 7 }), { minLength: 1, maxLength: 8 }),
      (pieces, sizes) => {
        const input = bytes(pieces.join(''));
        const whole = frame([input]);
        const chunked = frame(split(input, sizes));
        assert.deepEqual(chunked, whole);
        assert.deepEqual(Buffer.concat(chunked.map((event) => event.raw)), Buffer.from(input));
      },
    ),
    { numRuns: 500 },
  );
});

test('arbitrary bytes are never lost and never throw', () => {
  fc.assert(
    fc.property(
      fc.uint8Array({ maxLength: 200 }),
      fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 5 }),
      (input, sizes) => {
        assert.deepEqual(Buffer.concat(frame(split(input, sizes)).map((event) => event.raw)), Buffer.from(input));
      },
    ),
  );
});

test('the chunk may be reused or detached by its owner', () => {
  const chunk = bytes('data: a\n\ndata: b');
  const framer = sse.createFramer();
  const [event] = framer.push(chunk);
  chunk.fill(0);
  assert.equal(text(event?.raw ?? new Uint8Array()), 'data: a\n\n');
  assert.equal(framer.end()?.data, 'b');
});

test('a huge event in one-byte chunks takes linear time', () => {
  const framer = sse.createFramer();
  const one = bytes('x');
  const started = performance.now();
  framer.push(bytes('data: '));
  for (let i = 0; i < 1_000_000; i += 1) framer.push(one);
  const [event] = framer.push(bytes('\n\n'));
  assert.equal(event?.data?.length, 1_000_000);
  // Quadratic work would take minutes.
  assert.ok(performance.now() - started < 20_000);
});

test('above the limit the error carries every byte that came out in no event', () => {
  for (const sizes of [[1000], [3], [1]]) {
    const framer = sse.createFramer(16);
    const input = bytes('data: a\n\ndata: 0123456789abcdef\n\ndata: b\n\n');
    const out: Uint8Array[] = [];
    let failed = false;
    for (const chunk of split(input, sizes)) {
      if (failed) out.push(chunk);
      else {
        try {
          out.push(...framer.push(chunk).map((event) => event.raw));
        } catch (error) {
          assert.ok(error instanceof FrameLimitError);
          out.push(...error.frames.map((event) => event.raw), error.rest);
          failed = true;
        }
      }
    }
    assert.ok(failed);
    assert.equal(text(Buffer.concat(out)), text(input));
  }
});

test('an encoded event reads back as itself', () => {
  const event = encodeSse({ event: 'message_stop', data: '{"a":1}\n{"b":2}' });
  assert.equal(text(event.raw), 'event: message_stop\ndata: {"a":1}\ndata: {"b":2}\n\n');
  const [read] = frame([event.raw]);
  assert.deepEqual({ event: read?.event, data: read?.data }, { event: 'message_stop', data: '{"a":1}\n{"b":2}' });
});
