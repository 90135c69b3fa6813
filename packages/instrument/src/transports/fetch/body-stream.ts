/**
 * A `ReadableStream` of bytes over a source. It behaves as the body of a fetched response to every way of consuming it: nothing is read
 * before it is asked for, and an aborted request gives out nothing that waits.
 */
import type { ReadableByteStreamController, UnderlyingByteSource } from 'node:stream/web';
import { NativeReadableStream } from '../../platform/fetch.ts';
import type { ByteSource } from '../byte-source.ts';

/** @param signal That of the request. */
export function bodyStream(source: ByteSource, signal: AbortSignal | undefined): ReadableStream<Uint8Array> {
  const underlying: UnderlyingByteSource = {
    type: 'bytes',
    async pull(controller) {
      try {
        if (signal?.aborted && source.discard?.(signal.reason)) throw await failureOf(source, signal.reason);
        const chunk = await source.read();
        if (chunk === undefined) close(controller);
        else controller.enqueue(ownBuffer(chunk));
      } catch (error) {
        controller.error(error);
      }
    },
    cancel: async (reason) => await source.cancel(reason),
  };
  // Nothing is read ahead, as with fetch itself.
  return new NativeReadableStream(underlying, { highWaterMark: 0 });
}

function close(controller: ReadableByteStreamController): void {
  controller.close();
  controller.byobRequest?.respond(0);
}

/** What an aborted body fails with: the source's own error where it has one. */
async function failureOf(source: ByteSource, reason: unknown): Promise<unknown> {
  try {
    while ((await source.read()) !== undefined) source.discard?.(reason);
    return reason;
  } catch (error) {
    return error;
  }
}

/** A byte stream takes the whole buffer away: a copy where that is not the chunk's own (Node pools small Buffers). */
const ownBuffer = (chunk: Uint8Array): Uint8Array =>
  Buffer.isBuffer(chunk) || chunk.byteLength !== chunk.buffer.byteLength ? new Uint8Array(chunk) : chunk;
