/** A JSON body: one frame, complete when the body has ended. */
import { type Frame, FrameLimitError, type Framing } from '../framing.ts';

/** A JSON body larger than this is passed on unread. */
const DEFAULT_LIMIT_BYTES = 32 * 1024 * 1024;

/** As `Response.json()` decodes: without a byte order mark. */
const decoder = new TextDecoder();
const encoder = new TextEncoder();

export const json: Framing = {
  name: 'json',
  createFramer(limitBytes = DEFAULT_LIMIT_BYTES) {
    let chunks: Uint8Array[] = [];
    let size = 0;
    const take = (): Uint8Array => {
      const whole = Buffer.concat(chunks, size);
      chunks = [];
      size = 0;
      return whole;
    };
    return {
      framing: 'json',
      isWholeBody: true,
      push(chunk) {
        // Copied: the reader of a byte stream may transfer (detach) the chunk's buffer.
        chunks.push(Uint8Array.prototype.slice.call(chunk));
        size += chunk.byteLength;
        if (size > limitBytes) throw new FrameLimitError(limitBytes, [], take());
        return [];
      },
      end(): Frame | undefined {
        if (size === 0) return undefined;
        const raw = take();
        return { raw, data: decoder.decode(raw) };
      },
    };
  },
  encode: ({ data }) => ({ raw: encoder.encode(data), data }),
};
