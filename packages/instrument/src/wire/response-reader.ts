/**
 * Reads the body of one response as it passes, and holds back what has to be judged first. Bytes in, bytes out: what is not edited
 * comes out to the byte. Where reading fails, everything passes on untouched and unread: the application must never pay for our mistake.
 */
import type { Diagnostics } from '../diagnostics.ts';
import type { Dialect } from './dialect.ts';
import type { JsonObject, ModelResponse, ResponseEdit, ToolCall } from './model.ts';
import { createSseFramer, type SseEvent, SseLimitError } from './sse.ts';

export interface ResponseReader {
  /** Takes a chunk; returns the chunks to pass on now. The chunk may be changed or detached by its receiver afterwards. */
  write(chunk: Uint8Array): Uint8Array[];
  /** The body has ended by itself; returns what was still held. */
  end(): Uint8Array[];
  /** The body broke off; returns what was held, unjudged calls left out. */
  cut(): Uint8Array[];
  /** What the provider sent, as far as it was received and understood. */
  response(): ModelResponse | undefined;
  /** The tool calls that the application got. */
  delivered(): readonly ToolCall[];
  /** Whether the body passed on differs from the one received. */
  readonly edited: boolean;
  /** Whether reading was given up before the end, and the rest passed on as it came: what `response` lacks may have been there. */
  readonly givenUp: boolean;
}

export interface ReaderInput {
  readonly dialect: Dialect;
  /** Tool calls are to be judged before they are passed on. */
  readonly hold: boolean;
  readonly judge: (calls: readonly ToolCall[], response: ModelResponse) => readonly ResponseEdit[];
  readonly diagnostics: Diagnostics;
  /** A piece of output was received. */
  readonly onChunk: () => void;
  /** The application gets these tool calls now. */
  readonly onDelivered?: (calls: readonly ToolCall[]) => void;
  /** The answer is whole, though the body may go on. */
  readonly onLast?: () => void;
}

/** A JSON body larger than this is passed on unread. */
const MAX_JSON_BYTES = 32 * 1024 * 1024;

/**
 * What was read of a stream is kept for its span, and a tool call until it is whole. The rest of a stream larger than this is passed on unread.
 * 128,000 tokens in events of their own are about 45 MiB.
 */
const MAX_STREAM_BYTES = 64 * 1024 * 1024;

/**
 * The reader for a response. What was asked for as a stream and is not called one is told by its first byte, since the SDKs read it
 * as a stream whatever it is called.
 */
export function createReader(input: ReaderInput, contentType: string, streaming: boolean): ResponseReader {
  if (/^text\/event-stream\b/i.test(contentType)) return createSseReader(input);
  if (!streaming) return createJsonReader(input);
  let chosen: ResponseReader | undefined;
  return {
    get edited() {
      return chosen?.edited ?? false;
    },
    get givenUp() {
      return chosen?.givenUp ?? false;
    },
    write(chunk) {
      const first = chunk.find((byte) => !BLANK.has(byte));
      if (first !== undefined) chosen ??= first === BRACE ? createJsonReader(input) : createSseReader(input);
      return chosen?.write(chunk) ?? [chunk];
    },
    end: () => chosen?.end() ?? [],
    cut: () => chosen?.cut() ?? [],
    response: () => chosen?.response(),
    delivered: () => chosen?.delivered() ?? [],
  };
}

const BRACE = 0x7b;
/** White space and the three bytes of a byte order mark: nothing to either reader. */
const BLANK: ReadonlySet<number> = new Set([0x20, 0x09, 0x0a, 0x0d, 0xef, 0xbb, 0xbf]);

export function createJsonReader({ dialect, hold, judge, diagnostics, onChunk, onDelivered }: ReaderInput): ResponseReader {
  let chunks: Uint8Array[] = [];
  let size = 0;
  let given: Uint8Array[] = [];
  let reading = true;
  let edited = false;
  let givenUp = false;
  let response: ModelResponse | undefined;
  let delivered: readonly ToolCall[] = [];

  function parse(): JsonObject | undefined {
    // As `Response.json()` does it: without a byte order mark.
    const text = new TextDecoder().decode(Buffer.concat(chunks));
    chunks = [];
    const body: unknown = text.trim() === '' ? undefined : JSON.parse(text);
    return typeof body === 'object' && body !== null && !Array.isArray(body) ? (body as JsonObject) : undefined;
  }

  function finish(): void {
    if (!reading) return;
    reading = false;
    try {
      const body = parse();
      if (!body) return;
      response = dialect.parseResponse(body);
      delivered = response.toolCalls;
      const edits = hold ? judge(response.toolCalls, response) : [];
      if (edits.length > 0) {
        given = [Buffer.from(JSON.stringify(dialect.editResponse(body, edits)))];
        edited = true;
        delivered = withoutRemoved(response.toolCalls, edits);
      }
      if (delivered.length > 0) onDelivered?.(delivered);
    } catch (error) {
      diagnostics.failure('read_response', error);
    }
  }

  return {
    get edited() {
      return edited;
    },
    get givenUp() {
      return givenUp;
    },
    write(chunk) {
      if (size === 0) onChunk();
      size += chunk.byteLength;
      if (size > MAX_JSON_BYTES && reading) {
        reading = false;
        givenUp = true;
        chunks = [];
        diagnostics.failure('response_too_large', `more than ${MAX_JSON_BYTES} bytes`);
        return [...given.splice(0), chunk];
      }
      if (reading) chunks.push(Buffer.from(chunk));
      if (!hold || !reading) return [chunk];
      given.push(chunk);
      return [];
    },
    end() {
      finish();
      return given.splice(0);
    },
    cut() {
      reading = false;
      return given.splice(0);
    },
    response: () => response,
    delivered: () => delivered,
  };
}

export function createSseReader({ dialect, hold, judge, diagnostics, onChunk, onDelivered, onLast }: ReaderInput): ResponseReader {
  const framer = createSseFramer();
  const stream = dialect.openStream();
  /** Events of unfinished tool calls and all that came after them. */
  let held: SseEvent[] = [];
  let complete: ToolCall[] = [];
  let received = 0;
  let reading = true;
  let givenUp = false;
  let edited = false;
  const delivered: ToolCall[] = [];
  /** Keys of the calls that were judged. */
  const settled = new Set<string>();

  function deliver(calls: readonly ToolCall[]): void {
    delivered.push(...calls);
    if (calls.length > 0) onDelivered?.(calls);
  }

  /** Reads one event and returns the events to pass on. */
  function take(event: SseEvent): readonly SseEvent[] {
    held.push(event);
    const step = stream.read(event);
    if (step.chunk) onChunk();
    complete.push(...step.complete);
    if (step.open && hold) return [];
    if (complete.length > 0) {
      const edits = hold ? judge(complete, stream.response()) : [];
      if (edits.length > 0) {
        stream.edit(edits);
        edited = true;
      }
      deliver(withoutRemoved(complete, edits));
      for (const { key } of complete) settled.add(key);
      complete = [];
    }
    if (step.last) onLast?.();
    const released = held;
    held = [];
    return edited ? released.flatMap((each) => [...stream.rewrite(each)]) : released;
  }

  /** Reads events in order; a failure ends the reading, and what was held and what follows passes on as it came. */
  function takeAll(events: readonly SseEvent[]): Uint8Array[] {
    const out: SseEvent[] = [];
    for (const event of events) {
      if (!reading) {
        out.push(event);
        continue;
      }
      try {
        // One by one, here and below: what was held may be more than a call takes arguments.
        for (const each of take(event)) out.push(each);
      } catch (error) {
        stopReading('read_stream', error);
        for (const each of held.splice(0)) out.push(each);
      }
    }
    return out.map((event) => event.raw);
  }

  function stopReading(what: 'read_stream' | 'response_too_large', error: unknown): void {
    reading = false;
    givenUp = true;
    diagnostics.failure(what, error);
  }

  /** Lets go of all that was held, and of the chunk that was too much. */
  function tooLarge(chunk: Uint8Array): Uint8Array[] {
    stopReading('response_too_large', `more than ${MAX_STREAM_BYTES} bytes`);
    return [...held.splice(0).map((event) => event.raw), ...rest(), chunk];
  }

  /** The bytes of an unfinished event. */
  function rest(): Uint8Array[] {
    const last = framer.end();
    return last ? [last.raw] : [];
  }

  function push(chunk: Uint8Array): Uint8Array[] {
    try {
      const out = takeAll(framer.push(chunk));
      return reading ? out : [...out, ...rest()];
    } catch (error) {
      if (!(error instanceof SseLimitError)) throw error;
      const out = takeAll(error.events);
      stopReading('read_stream', error);
      return [...out, ...held.splice(0).map((event) => event.raw), error.rest];
    }
  }

  /**
   * The events of a call that the stream ended in. Some frameworks run what they got all the same, so it is judged as it stands; a denied
   * one is left out, since an unfinished call cannot be rewritten.
   */
  function unfinished(): Uint8Array[] {
    const events = held.splice(0);
    if (events.length === 0) return [];
    const raw = (of: readonly SseEvent[]) => of.map((event) => event.raw);
    try {
      const response = stream.response();
      const calls = response.toolCalls.filter(({ key }) => !settled.has(key));
      const edits = judge(calls, response);
      if (edits.length > 0) {
        edited = true;
        return [];
      }
      deliver(calls);
      return raw(edited ? events.flatMap((event) => [...stream.rewrite(event)]) : events);
    } catch (error) {
      stopReading('read_stream', error);
      return raw(events);
    }
  }

  return {
    get edited() {
      return edited;
    },
    get givenUp() {
      return givenUp;
    },
    write(chunk) {
      if (!reading) return [chunk];
      received += chunk.byteLength;
      const out = received > MAX_STREAM_BYTES ? tooLarge(chunk) : push(chunk);
      return hold ? out : [chunk];
    },
    end() {
      if (!reading) return [];
      const last = framer.end();
      const out = last ? takeAll([last]) : [];
      return hold ? [...out, ...unfinished()] : [];
    },
    cut() {
      if (!hold || !reading) return [];
      // A framework may run a call as soon as it has all of it, whatever comes after.
      const waiting = held.length > 0;
      const out = unfinished();
      const withheld = waiting && out.length === 0;
      reading = false;
      return withheld ? [] : [...out, ...rest()];
    },
    response: () => stream.response(),
    delivered: () => delivered,
  };
}

const withoutRemoved = (calls: readonly ToolCall[], edits: readonly ResponseEdit[]): ToolCall[] =>
  calls.filter((call) => !edits.some((edit) => edit.kind === 'remove_call' && edit.key === call.key));
