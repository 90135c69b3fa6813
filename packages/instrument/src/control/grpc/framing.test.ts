import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { createFrameReader, frameMessage } from './framing.ts';

describe('framing', () => {
  test('messages survive any splitting and joining of chunks', () => {
    const messages = [new Uint8Array(0), new Uint8Array([1]), new Uint8Array(70_000).fill(7), new Uint8Array([2, 3])];
    const bytes = Buffer.concat(messages.map(frameMessage));
    for (const size of [1, 2, 4, 5, 6, 1000, bytes.length]) {
      const reader = createFrameReader(100_000);
      const got: Uint8Array[] = [];
      for (let at = 0; at < bytes.length; at += size)
        assert.equal(
          reader.push(bytes.subarray(at, at + size), (m) => got.push(m)),
          undefined,
        );
      assert.deepEqual(
        got.map((m) => Buffer.from(m).toString('hex')),
        messages.map((m) => Buffer.from(m).toString('hex')),
      );
      assert.equal(reader.partial, false);
    }
  });

  test('a message beyond the limit is refused before it is there, and nothing is read after it', () => {
    const reader = createFrameReader(10);
    const bytes = Buffer.concat([Buffer.from([0, 0, 0, 0, 11]), frameMessage(new Uint8Array([1]))]);
    let count = 0;
    assert.equal(reader.push(bytes, () => (count += 1))?.code, 8);
    assert.equal(reader.push(bytes, () => (count += 1))?.code, 8);
    assert.equal(count, 0);
  });
});
