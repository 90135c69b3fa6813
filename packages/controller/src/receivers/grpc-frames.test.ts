import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { createGrpcFramer, encodeGrpcFrame } from './grpc-frames.ts';

describe('messages of a gRPC stream', () => {
  it('are the same however their bytes are cut', () => {
    fc.assert(
      fc.property(
        fc.array(fc.uint8Array({ maxLength: 300 })),
        fc.array(fc.integer({ min: 1, max: 50 }), { minLength: 1 }),
        (messages, cuts) => {
          const bytes = Buffer.concat(messages.map(encodeGrpcFrame));
          const framer = createGrpcFramer(300);
          const read: number[][] = [];
          for (let at = 0, n = 0; at < bytes.length; n += 1) {
            const size = cuts[n % cuts.length] ?? 1;
            const frames = framer.push(bytes.subarray(at, at + size));
            assert.ok(typeof frames !== 'string');
            read.push(...frames.map(({ message }) => [...message]));
            at += size;
          }
          assert.deepEqual(
            read,
            messages.map((message) => [...message]),
          );
          assert.equal(framer.pending, 0);
        },
      ),
    );
  });

  it('are refused by their header alone where they are too large or no messages', () => {
    assert.equal(createGrpcFramer(10).push(Buffer.from([0, 0, 0, 0, 11])), 'too_large');
    assert.equal(createGrpcFramer(10).push(Buffer.from([2, 0, 0, 0, 1])), 'malformed');
    assert.deepEqual(createGrpcFramer(10).push(Buffer.from([0, 0, 0, 0, 10])), []);
  });
});
