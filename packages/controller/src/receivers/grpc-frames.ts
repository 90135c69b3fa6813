/** The framing of gRPC: a flag, a length of four bytes, a message. https://github.com/grpc/grpc/blob/master/doc/PROTOCOL-HTTP2.md */

const HEADER_BYTES = 5;

export interface GrpcFrame {
  readonly isCompressed: boolean;
  readonly message: Buffer;
}

/** `too_large`: a message is announced to be larger than the limit. `malformed`: the flag is neither 0 nor 1. */
export type FrameProblem = 'too_large' | 'malformed';

/** Cuts a stream of bytes into messages. */
export interface GrpcFramer {
  /** The messages that are whole now; or what is wrong, after which nothing can be read. */
  push(chunk: Buffer): readonly GrpcFrame[] | FrameProblem;
  /** Bytes of a message that is not whole. */
  readonly pending: number;
}

const NO_FRAMES: readonly GrpcFrame[] = [];

export function createGrpcFramer(maxMessageBytes: number): GrpcFramer {
  let chunks: Buffer[] = [];
  let bytes = 0;
  /** Bytes of the message that is being read, header included; 0: the header is not there yet. */
  let needed = 0;

  const join = (): Buffer => {
    const joined = chunks.length === 1 && chunks[0] !== undefined ? chunks[0] : Buffer.concat(chunks, bytes);
    chunks = [joined];
    return joined;
  };

  return {
    push(chunk) {
      chunks.push(chunk);
      bytes += chunk.byteLength;
      if (bytes < (needed || HEADER_BYTES)) return NO_FRAMES;
      let data = join();
      const frames: GrpcFrame[] = [];
      for (;;) {
        needed = 0;
        if (data.byteLength < HEADER_BYTES) break;
        const flag = data[0] ?? 0;
        if (flag > 1) return 'malformed';
        const length = data.readUInt32BE(1);
        if (length > maxMessageBytes) return 'too_large';
        needed = HEADER_BYTES + length;
        if (data.byteLength < needed) break;
        frames.push({ isCompressed: flag === 1, message: data.subarray(HEADER_BYTES, needed) });
        data = data.subarray(needed);
      }
      chunks = data.byteLength === 0 ? [] : [data];
      bytes = data.byteLength;
      return frames;
    },
    get pending() {
      return bytes;
    },
  };
}

/** A message with its header. */
export function encodeGrpcFrame(message: Uint8Array): Buffer {
  const frame = Buffer.allocUnsafe(HEADER_BYTES + message.byteLength);
  frame[0] = 0;
  frame.writeUInt32BE(message.byteLength, 1);
  frame.set(message, HEADER_BYTES);
  return frame;
}
