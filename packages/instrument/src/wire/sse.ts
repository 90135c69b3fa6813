/**
 * Server-sent events without loss: every byte of the stream comes out again, in order, in exactly one event, so that an
 * unedited stream can be passed on to the byte. (The parsers in the registry give the fields and drop the bytes.)
 * Framing follows the HTML standard, section 9.2 "Server-sent events": lines end with LF, CR or CRLF; an empty line ends an event.
 */

export interface SseEvent {
  /** The bytes of the whole block with its ending blank line (last block of a cut stream: without). */
  readonly raw: Uint8Array;
  /** `event:` field, if there was one. */
  readonly event?: string;
  /** `data:` fields joined with LF; undefined for a block without data (a comment, a lone field). */
  readonly data?: string;
}

export interface SseFramer {
  /** Adds bytes; returns the events they completed. The chunk is copied where it has to be kept. */
  push(chunk: Uint8Array): SseEvent[];
  /** What is left at the end of the stream, as a last event without its blank line; undefined where nothing is. */
  end(): SseEvent | undefined;
  /** Bytes waiting for the rest of their event. */
  readonly pending: number;
}
