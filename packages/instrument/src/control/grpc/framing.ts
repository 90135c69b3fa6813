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
  let message: IncomingMessage | undefined;
  let problem: FrameProblem | undefined;

  /** Takes what is still missing of the prefix; returns how many bytes. */
  function readPrefix(chunk: Uint8Array, at: number): number {
    const taken = Math.min(PREFIX_BYTES - prefixBytes, chunk.length - at);
    prefix.set(chunk.subarray(at, at + taken), prefixBytes);
    prefixBytes += taken;
    return taken;
  }

  function startMessage(): void {
    const length = new DataView(prefix.buffer).getUint32(1);
    if (prefix[0] !== 0) problem = { code: 13, message: 'sent a compressed message though no compression was agreed on' };
    else if (length > maxMessageBytes)
      problem = { code: 8, message: `sent a message of ${length} bytes; at most ${maxMessageBytes} are accepted` };
    else message = { length, bytes: new Uint8Array(Math.min(length, FIRST_ALLOCATION_BYTES)), filled: 0 };
  }

  function push(chunk: Uint8Array, onMessage: (message: Uint8Array) => void): FrameProblem | undefined {
    let at = 0;
    while (problem === undefined) {
      if (message === undefined) {
        at += readPrefix(chunk, at);
        if (prefixBytes < PREFIX_BYTES) return undefined;
        startMessage();
        continue;
      }
      at += append(message, chunk.subarray(at));
      if (message.filled < message.length) return undefined;
      const { bytes } = message;
      message = undefined;
      prefixBytes = 0;
      onMessage(bytes);
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

/** A message whose length is known and whose bytes are on their way. */
interface IncomingMessage {
  readonly length: number;
  /** At least `filled` long, at most `length`. */
  bytes: Uint8Array;
  filled: number;
}

/** Takes what is still missing of the message; returns how many bytes. */
function append(message: IncomingMessage, chunk: Uint8Array): number {
  const part = chunk.subarray(0, message.length - message.filled);
  if (message.filled + part.length > message.bytes.length) {
    const grown = new Uint8Array(Math.min(message.length, Math.max(message.bytes.length * 2, message.filled + part.length)));
    grown.set(message.bytes.subarray(0, message.filled));
    message.bytes = grown;
  }
  message.bytes.set(part, message.filled);
  message.filled += part.length;
  return part.length;
}
