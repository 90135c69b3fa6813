/**
 * Reads the body of one response, frame by frame, and keeps what the provider sent for telemetry. Knows nothing of holding or judging.
 * Where reading fails, the rest is handed back unread: the application must never pay for a mistake of ours.
 */
import type { Diagnostics } from '../diagnostics.ts';
import type { Dialect, StreamReader, StreamStep } from '../dialects/dialect.ts';
import { openJsonResponse } from '../dialects/json-response.ts';
import { type Frame, FrameLimitError, type Framer } from '../framing/framing.ts';
import { framings } from '../framing/index.ts';
import { createSniffingFramer } from '../framing/sniff.ts';
import type { ResponseHead } from '../model/http.ts';
import type { ModelResponse } from '../model/model-response.ts';

/**
 * What was read of a body is kept for its span, and a tool call until it is whole. The rest of a body larger than this is passed on
 * unread. 128,000 tokens in events of their own are about 45 MiB.
 */
const MAX_BODY_BYTES = 64 * 1024 * 1024;

/** A frame, and what it means. */
export interface ReadFrame {
  readonly frame: Frame;
  readonly step: StreamStep;
}

/** What came of some bytes: frames that were read, and then bytes that are not read any more. */
export interface ReadResult {
  readonly frames: readonly ReadFrame[];
  readonly unread: readonly Uint8Array[];
}

export type WholeBody = { readonly text: string } | { readonly value: unknown };

export interface ResponseReading {
  push(chunk: Uint8Array): ReadResult;
  /** The whole body at once, as the application has read it: text, or the value of JSON. `end` follows. */
  readWhole(body: WholeBody): ReadResult;
  /** The body has ended by itself. */
  end(): ReadResult;
  /** The body broke off; returns the bytes of an unfinished frame, which is not read. */
  abort(): readonly Uint8Array[];
  /** The dialect's reader; `undefined` before the first frame. */
  readonly stream: StreamReader | undefined;
  /** See `Framing`; undefined before the first frame. */
  readonly signOfLife: Uint8Array | undefined;
  /** What the provider sent, as far as it was received and understood. */
  response(): ModelResponse | undefined;
  /** Reading was given up before the end: what `response` lacks may have been in the rest. */
  readonly gaveUp: boolean;
}

export interface ResponseReadingOptions {
  readonly dialect: Dialect;
  readonly head: ResponseHead;
  /** A stream was requested. */
  readonly streaming: boolean;
  readonly diagnostics: Diagnostics;
  /** A piece of output was received. */
  readonly onChunk: () => void;
}

const NOTHING: ReadResult = { frames: [], unread: [] };

export function createResponseReading({ dialect, head, streaming, diagnostics, onChunk }: ResponseReadingOptions): ResponseReading {
  const framer = framerOf(dialect, head, streaming);
  let stream: StreamReader | undefined;
  let received = 0;
  let state: 'reading' | 'gave_up' | 'ended' = 'reading';

  function giveUp(kind: 'read_response' | 'response_too_large', error: unknown): void {
    state = 'gave_up';
    diagnostics.failure(kind, error);
  }

  /** Reads frames in order; what follows one that cannot be read comes back as bytes. */
  function readAll(frames: readonly Frame[]): { read: ReadFrame[]; rest: Uint8Array[] } {
    const read: ReadFrame[] = [];
    for (const [index, frame] of frames.entries()) {
      try {
        // The first frame may be blank bytes, before which nothing tells what the body is.
        if (!stream && frame.data === undefined && frame.value === undefined && framer.framing === undefined) {
          read.push({ frame, step: BLANK });
          continue;
        }
        stream ??=
          framer.isWholeBody || frame.raw === NO_BYTES ? (dialect.openJson?.() ?? openJsonResponse(dialect)) : dialect.openStream();
        const step = stream.read(frame);
        if (step.chunk) onChunk();
        read.push({ frame, step });
      } catch (error) {
        giveUp('read_response', error);
        return { read, rest: frames.slice(index).map(({ raw }) => raw) };
      }
    }
    return { read, rest: [] };
  }

  /** The bytes of an unfinished frame. */
  function unfinished(): Uint8Array[] {
    const last = framer.end();
    return last ? [last.raw] : [];
  }

  const reading: ResponseReading = {
    readWhole(body) {
      const isFresh = state === 'reading' && received === 0;
      if (!isFresh) return NOTHING;
      // Who reads parts of a body has to see its bytes.
      const atOnce = 'text' in body ? JSON_BEGIN.test(body.text) && !dialect.openJson : !dialect.openJson;
      if (!atOnce) return reading.push(encoder.encode('text' in body ? body.text : (JSON.stringify(body.value) ?? '')));
      const frame: Frame = 'text' in body ? { raw: NO_BYTES, data: body.text } : { raw: NO_BYTES, value: body.value };
      return { frames: readAll([frame]).read, unread: [] };
    },
    push(chunk) {
      if (state !== 'reading') return { frames: [], unread: [chunk] };
      received += chunk.byteLength;
      if (received > MAX_BODY_BYTES) {
        giveUp('response_too_large', `more than ${MAX_BODY_BYTES} bytes`);
        return { frames: [], unread: [...unfinished(), chunk] };
      }
      try {
        const { read, rest } = readAll(framer.push(chunk));
        return { frames: read, unread: state === 'reading' ? rest : [...rest, ...unfinished()] };
      } catch (error) {
        if (!(error instanceof FrameLimitError)) throw error;
        const { read, rest } = readAll(error.frames);
        if (state === 'reading') giveUp('response_too_large', error);
        return { frames: read, unread: [...rest, error.rest] };
      }
    },
    end() {
      if (state !== 'reading') return NOTHING;
      const last = framer.end();
      const { read, rest } = readAll(last ? [last] : []);
      if (state === 'reading') state = 'ended';
      return { frames: read, unread: rest };
    },
    abort() {
      if (state !== 'reading') return [];
      state = 'ended';
      return unfinished();
    },
    get stream() {
      return stream;
    },
    get signOfLife() {
      const name = framer.framing;
      return name === undefined ? undefined : Object.values(framings).find((each) => each.name === name)?.signOfLife;
    },
    response: () => stream?.response(),
    get gaveUp() {
      return state === 'gave_up';
    },
  };
  return reading;
}

/** As the framer decides. */
const JSON_BEGIN = /^[\s\ufeff]*[{[]/;
const encoder = new TextEncoder();
const NO_BYTES = new Uint8Array(0);
const BLANK: StreamStep = { open: false, complete: [], chunk: false };

/** Of JSON and streams of events the first byte decides, whatever the head says: a gateway may send the one under the name of the other. */
function framerOf(dialect: Dialect, head: ResponseHead, streaming: boolean): Framer {
  const name = dialect.framing(head, streaming);
  return createSniffingFramer(framings.json, framings[dialect.streamFraming], framings[name ?? dialect.streamFraming]);
}
