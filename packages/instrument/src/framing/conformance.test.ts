/** What every framing promises: no byte is lost, moved or doubled, and the chunking never changes the frames. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { type Frame, FrameLimitError, type Framer, type Framing } from './framing.ts';
import { framings } from './index.ts';
import { createSniffingFramer } from './sniff.ts';

/** Bytes as they may come: text of the framing, line ends in every form, and anything else. */
const bodies = fc
  .array(
    fc.oneof(
      fc.constantFrom('data: {"a":1}', 'event: x', ': ping', '\n', '\r', '\r\n', '\n\n', '{', '}', ' ', '\uFEFF', 'ü'),
      fc.string({ unit: 'binary', maxLength: 12 }),
    ),
    { maxLength: 30 },
  )
  .map((parts) => new TextEncoder().encode(parts.join('')));

function frames(framer: Framer, body: Uint8Array, sizes: readonly number[]): Frame[] {
  const out: Frame[] = [];
  for (let at = 0, turn = 0; at < body.length; turn++) {
    const chunk = body.slice(at, at + (sizes[turn % sizes.length] ?? 1));
    at += chunk.length;
    out.push(...framer.push(chunk));
    // The receiver of a chunk may write over it.
    chunk.fill(0);
  }
  const last = framer.end();
  return last ? [...out, last] : out;
}

const bytesOf = (list: readonly Frame[]): Buffer => Buffer.concat(list.map(({ raw }) => raw));
const sizes = fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 5 });

for (const framing of Object.values<Framing>(framings)) {
  describe(`framing ${framing.name}`, () => {
    it('gives every byte back, in order, whatever the chunks', () => {
      fc.assert(
        fc.property(bodies, sizes, (body, chunking) => {
          const whole = frames(framing.createFramer(), body, [Math.max(1, body.length)]);
          const cut = frames(framing.createFramer(), body, chunking);
          assert.ok(bytesOf(cut).equals(body));
          assert.deepEqual(
            cut.map(({ event, data }) => ({ event, data })),
            whole.map(({ event, data }) => ({ event, data })),
          );
        }),
      );
    });

    it('reads a frame of its own back', () => {
      fc.assert(
        fc.property(fc.jsonValue(), (value) => {
          const data = JSON.stringify(value);
          const frame = framing.encode({ data });
          assert.equal(frame.data, data);
          assert.deepEqual(
            frames(framing.createFramer(), Uint8Array.from(frame.raw), [7]).map((each) => each.data),
            [data],
          );
        }),
      );
    });

    it('ends at its limit with every byte accounted for', () => {
      const body = new TextEncoder().encode(`data: ${'x'.repeat(500)}`);
      const framer = framing.createFramer(300);
      const out: Uint8Array[] = [];
      let limit: unknown;
      for (let at = 0; at < body.length && limit === undefined; at += 100) {
        try {
          out.push(...framer.push(body.slice(at, at + 100)).map(({ raw }) => raw));
        } catch (error) {
          limit = error;
          assert.ok(error instanceof FrameLimitError);
          assert.ok(Buffer.concat([...out, ...error.frames.map(({ raw }) => raw), error.rest]).equals(body.slice(0, at + 100)));
        }
      }
      assert.ok(limit instanceof FrameLimitError);
    });

    it('has the name that it is registered under', () => {
      assert.equal(framings[framing.name as keyof typeof framings], framing);
      assert.equal(framing.createFramer().framing, framing.name);
    });
  });
}

describe('a body that does not say what it is', () => {
  const sniff = () => createSniffingFramer(framings.json, framings.sse);

  it('is told by its first byte that is no white space', () => {
    for (const [body, name] of [
      ['\n {"a":1}', 'json'],
      ['\uFEFF{"a":1}', 'json'],
      ['[{"a":1}]', 'json'],
      ['\r\ndata: 1\n\n', 'sse'],
      [': ping\n\n', 'sse'],
    ] as const) {
      for (const size of [1, 100]) {
        const framer = sniff();
        assert.ok(bytesOf(frames(framer, new TextEncoder().encode(body), [size])).equals(Buffer.from(body)));
        assert.equal(framer.framing, name, body);
      }
    }
  });

  it('passes blank bytes on at once, and may be nothing else', () => {
    const framer = sniff();
    assert.equal(bytesOf(framer.push(Buffer.from('\r\n'))).toString(), '\r\n');
    assert.equal(framer.end(), undefined);
    assert.equal(framer.framing, undefined);
  });
});
