/**
 * Message framing of gRPC over HTTP/2 (grpc/grpc doc/PROTOCOL-HTTP2.md, "Length-Prefixed-Message"): one byte that says whether the
 * message is compressed, four bytes of length, big endian, then the message.
 */

const PREFIX_BYTES = 5;

/** First allocation for a message whose length was announced but whose bytes are still to come. */
const FIRST_ALLOCATION_BYTES = 4096;

/** Puts the prefix before a message. */
export function frameMessage(message: Uint8Array): Uint8Array {
  const framed = new Uint8Array(PREFIX_BYTES + message.length);
  new DataView(framed.buffer).setUint32(1, message.length);
  framed.set(message, PREFIX_BYTES);
  return framed;
}

/** Why a peer's bytes cannot be read; a gRPC status code comes with it. */
export interface FrameProblem {
  readonly code: number;
  readonly message: string;
}

export interface FrameReader {
  /** Takes bytes as they came; hands each message that became complete to `onMessage`. After a problem, nothing more is read. */
  push(chunk: Uint8Array, onMessage: (message: Uint8Array) => void): FrameProblem | undefined;
  /** true while part of a message is there and the rest is not. */
  readonly partial: boolean;
}

/**
 * @param maxMessageBytes A longer message is refused when its length is announced. What is announced is not allocated before it
 * came: a peer that lies about lengths costs nothing, and one that sends byte by byte costs no more than the bytes.
 */
export function createFrameReader(maxMessageBytes: number): FrameReader {
  const prefix = new Uint8Array(PREFIX_BYTES);
  let prefixBytes = 0;
  let length = 0;
  let body = new Uint8Array(0);
  let bodyBytes = 0;
  let problem: FrameProblem | undefined;

  function startBody(): FrameProblem | undefined {
    length = new DataView(prefix.buffer).getUint32(1);
    if (prefix[0] !== 0) return { code: 13, message: 'sent a compressed message though no compression was agreed on' };
    if (length > maxMessageBytes) return { code: 8, message: `sent a message of ${length} bytes; at most ${maxMessageBytes} are accepted` };
    body = new Uint8Array(Math.min(length, FIRST_ALLOCATION_BYTES));
    bodyBytes = 0;
    return undefined;
  }

  function append(part: Uint8Array): void {
    if (bodyBytes + part.length > body.length) {
      const grown = new Uint8Array(Math.min(length, Math.max(body.length * 2, bodyBytes + part.length)));
      grown.set(body.subarray(0, bodyBytes));
      body = grown;
    }
    body.set(part, bodyBytes);
    bodyBytes += part.length;
  }

  function push(chunk: Uint8Array, onMessage: (message: Uint8Array) => void): FrameProblem | undefined {
    let at = 0;
    while (problem === undefined) {
      if (prefixBytes < PREFIX_BYTES) {
        const take = Math.min(PREFIX_BYTES - prefixBytes, chunk.length - at);
        prefix.set(chunk.subarray(at, at + take), prefixBytes);
        prefixBytes += take;
        at += take;
        if (prefixBytes < PREFIX_BYTES) return undefined;
        problem = startBody();
        if (problem !== undefined) break;
      }
      const take = Math.min(length - bodyBytes, chunk.length - at);
      append(chunk.subarray(at, at + take));
      at += take;
      if (bodyBytes < length) return undefined;
      const message = body;
      prefixBytes = 0;
      body = new Uint8Array(0);
      bodyBytes = 0;
      onMessage(message);
    }
    return problem;
  }

  return {
    push,
    get partial() {
      return prefixBytes > 0;
    },
  };
}
