/**
 * Framing as a kind: how the bytes of a response body divide into the units that a dialect reads. A member is a folder with README.md,
 * index.ts (the `Framing`) and index.test.ts, and a line in index.ts here. Framing is lossless: the `raw` bytes of all frames, in
 * order, are the body to the byte, so that a body nobody edits is passed on as it came. conformance.test.ts holds every member to it.
 */

/** One unit of a body: an event of a stream, or the whole of a JSON body. */
export interface Frame {
  /** The bytes on the wire, delimiters included (last frame of a cut body: without). */
  readonly raw: Uint8Array;
  /** The name of the event, where the framing has names. */
  readonly event?: string;
  /** The payload as text; undefined for a frame without one (a comment, a lone field). */
  readonly data?: string;
  /** The payload of a JSON body that the application has parsed itself, in place of `data`. It is the application's: nothing of it is changed. */
  readonly value?: unknown;
}

/** What a frame of our own carries. */
export interface FrameContent {
  readonly event?: string | undefined;
  readonly data: string;
}

/** Divides one body. Work is linear in the bytes, and the chunking never changes the frames. */
export interface Framer {
  /**
   * Adds bytes; returns the frames they completed. The chunk is copied where it has to be kept.
   * @throws {FrameLimitError} A frame is larger than the limit. The framer accepts nothing afterwards.
   */
  push(chunk: Uint8Array): readonly Frame[];
  /** What is left at the end of the body, as a last frame; undefined where nothing is. */
  end(): Frame | undefined;
  /** The name of the framing; undefined while it is not known (see sniff.ts). */
  readonly framing: string | undefined;
  /** The body as a whole is one frame, a JSON value, and no stream of them. */
  readonly isWholeBody?: boolean | undefined;
}

/** A kind of framing. */
export interface Framing {
  readonly name: string;
  /** @param limitBytes Largest frame; the framing's own default where it is absent. */
  createFramer(limitBytes?: number): Framer;
  /** Bytes between two frames that mean nothing but that the sender is still there; absent where the framing has none. */
  readonly signOfLife?: Uint8Array;
  /** A frame of our own. */
  encode(content: FrameContent): Frame;
}

/**
 * A frame grew above the limit. Nothing is lost: `frames` were complete before it in the same chunk, `rest` are all bytes that came
 * out in no frame, so the body can be passed on as it is.
 */
export class FrameLimitError extends Error {
  override readonly name = 'FrameLimitError';
  readonly frames: readonly Frame[];
  readonly rest: Uint8Array;

  constructor(limitBytes: number, frames: readonly Frame[], rest: Uint8Array) {
    super(`a frame of the body is larger than ${limitBytes} bytes; the rest of the body is passed on unread`);
    this.frames = frames;
    this.rest = rest;
  }
}
