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
  /** The body has ended by itself; returns what was still held, but for what `refused` tells of. */
  end(): Uint8Array[];
  /** The body broke off; returns what was held, unjudged calls left out. */
  cut(): Uint8Array[];
  /** What the provider sent, as far as it was received and understood. */
  response(): ModelResponse | undefined;
  /** The tool calls that the application got. */
  delivered(): readonly ToolCall[];
  /** The answer is whole, every tool call in it was refused, and the model may be asked again. */
  refused(): Refusal | undefined;
  /** Whether the body passed on differs from the one received. */
  readonly edited: boolean;
  /** Whether reading was given up before the end, and the rest passed on as it came: what `response` lacks may have been there. */
  readonly givenUp: boolean;
}

/** An answer of which the application gets no tool call. */
export interface Refusal {
  /** As the provider sent it, for `Dialect.askAgain`. */
  readonly answer: JsonObject;
  /** What stands in the place of each call, by its key. */
  readonly texts: ReadonlyMap<string, string>;
  /** Of a stream, whose beginning the application has: see `StreamReader.resume`. */
  readonly resume?: Rewrite;
  /** The model is not asked again: the bytes that were kept from the application. To be called once, and then `resume` is of no use. */
  instead(): Uint8Array[];
}

/** Gives the events in place of one. */
export type Rewrite = (event: SseEvent) => readonly SseEvent[];

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
  /** Where every call is refused, the model may be asked again: what would stand in their place waits for the end. */
  readonly mayAskAgain?: boolean;
  /** What each event of a stream has to go through at last: it goes on where another one stopped. */
  readonly through?: Rewrite | undefined;
}

/** A JSON body larger than this is passed on unread. */
const MAX_JSON_BYTES = 32 * 1024 * 1024;

/**
 * What was read of a stream is kept for its span, and a tool call until it is whole. The rest of a stream larger than this is passed on unread.
 * 128,000 tokens in events of their own are about 45 MiB.
 */
const MAX_STREAM_BYTES = 64 * 1024 * 1024;

/** What follows a refused call in a stream may wait for its end up to this size; then the application gets it, and nobody is asked again. */
const MAX_WAITING_BYTES = 1024 * 1024;

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
    refused: () => chosen?.refused(),
  };
}

const BRACE = 0x7b;
/** White space and the three bytes of a byte order mark: nothing to either reader. */
const BLANK: ReadonlySet<number> = new Set([0x20, 0x09, 0x0a, 0x0d, 0xef, 0xbb, 0xbf]);

export function createJsonReader({ dialect, hold, judge, diagnostics, onChunk, onDelivered, mayAskAgain }: ReaderInput): ResponseReader {
  let chunks: Uint8Array[] = [];
  let size = 0;
  let given: Uint8Array[] = [];
  let reading = true;
  let edited = false;
  let givenUp = false;
  let response: ModelResponse | undefined;
  let delivered: readonly ToolCall[] = [];
  let refusal: Refusal | undefined;

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
        if (mayAskAgain && delivered.length === 0) {
          const instead = given.splice(0);
          refusal = { answer: body, texts: textsOf(edits), instead: () => instead };
        }
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
    refused: () => refusal,
  };
}

export function createSseReader(input: ReaderInput): ResponseReader {
  const { dialect, hold, judge, diagnostics, onChunk, onDelivered, onLast, mayAskAgain = false, through } = input;
  const framer = createSseFramer();
  const stream = dialect.openStream();
  /** Events of unfinished tool calls and all that came after them. */
  const held: SseEvent[] = [];
  let complete: ToolCall[] = [];
  let received = 0;
  let reading = true;
  let givenUp = false;
  let edited = false;
  const delivered: ToolCall[] = [];
  /** Keys of the calls that were judged. */
  const settled = new Set<string>();
  /** What stands in the place of refused calls. */
  const texts = new Map<string, string>();
  /** Every call so far was refused, and all that followed the first one waits for the end. */
  let refusing = false;
  let waitingBytes = 0;
  let refusal: Refusal | undefined;
  /** The bytes that go out are those of events, not of the chunks that came. */
  const mine = hold || through !== undefined;

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
    if (refusing) waitingBytes += event.raw.byteLength;
    if (step.open && hold) return [];
    if (complete.length > 0) {
      const edits = hold ? judge(complete, stream.response()) : [];
      if (edits.length > 0) {
        stream.edit(edits);
        edited = true;
      }
      deliver(withoutRemoved(complete, edits));
      for (const [key, text] of textsOf(edits)) texts.set(key, text);
      for (const { key } of complete) settled.add(key);
      complete = [];
      refusing = mayAskAgain && delivered.length === 0;
    }
    if (refusing && waitingBytes <= MAX_WAITING_BYTES) {
      if (step.last) refusal = whollyRefused();
      if (refusal || !step.last) return [];
    }
    if (step.last) onLast?.();
    return release();
  }

  /** What was held, as the application gets it. */
  function release(): readonly SseEvent[] {
    refusing = false;
    const released = held.splice(0);
    return edited ? released.flatMap((each) => [...stream.rewrite(each)]) : released;
  }

  function whollyRefused(): Refusal | undefined {
    try {
      const answer = stream.whole();
      return answer && { answer, texts, resume: stream.resume(), instead: keepFrom };
    } catch (error) {
      diagnostics.failure('ask_again', error);
      return undefined;
    }
  }

  function keepFrom(): Uint8Array[] {
    refusal = undefined;
    onLast?.();
    return toBytes(release());
  }

  /** Reads events in order; a failure ends the reading, and what was held and what follows passes on as it came. */
  function takeAll(events: readonly SseEvent[]): SseEvent[] {
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
        for (const each of unjudged()) out.push(each);
      }
    }
    return out;
  }

  /** What was held when the reading ended too early, as it came; but what was refused stays refused. */
  function unjudged(): readonly SseEvent[] {
    return refusing ? release() : held.splice(0);
  }

  function toBytes(events: readonly SseEvent[]): Uint8Array[] {
    return (through ? events.flatMap(through) : events).map((event) => event.raw);
  }

  function stopReading(what: 'read_stream' | 'response_too_large', error: unknown): void {
    reading = false;
    givenUp = true;
    diagnostics.failure(what, error);
  }

  /** Lets go of all that was held, and of the chunk that was too much. */
  function tooLarge(chunk: Uint8Array): Uint8Array[] {
    stopReading('response_too_large', `more than ${MAX_STREAM_BYTES} bytes`);
    return [...toBytes(unjudged()), ...rest(), chunk];
  }

  /** The bytes of an unfinished event. */
  function rest(): Uint8Array[] {
    const last = framer.end();
    return last ? [last.raw] : [];
  }

  function push(chunk: Uint8Array): Uint8Array[] {
    try {
      const out = toBytes(takeAll(framer.push(chunk)));
      return reading ? out : [...out, ...rest()];
    } catch (error) {
      if (!(error instanceof SseLimitError)) throw error;
      const out = takeAll(error.events);
      stopReading('read_stream', error);
      return [...toBytes([...out, ...unjudged()]), error.rest];
    }
  }

  /**
   * The events of a call that the stream ended in. Some frameworks run what they got all the same, so it is judged as it stands; a denied
   * one is left out, since an unfinished call cannot be rewritten.
   */
  function unfinished(): readonly SseEvent[] {
    if (held.length === 0) return [];
    let events: readonly SseEvent[] = [];
    try {
      const response = stream.response();
      const calls = response.toolCalls.filter(({ key }) => !settled.has(key));
      if (refusing && calls.length === 0) return release();
      refusing = false;
      events = held.splice(0);
      const edits = judge(calls, response);
      if (edits.length > 0) {
        edited = true;
        return [];
      }
      deliver(calls);
      return edited ? events.flatMap((event) => [...stream.rewrite(event)]) : events;
    } catch (error) {
      stopReading('read_stream', error);
      return held.length > 0 ? unjudged() : events;
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
      return mine ? out : [chunk];
    },
    end() {
      if (!reading) return [];
      const last = framer.end();
      const out = toBytes(last ? takeAll([last]) : []);
      if (!mine) return [];
      // Some providers send no last event.
      if (refusing) refusal ??= whollyRefused();
      return refusal ? out : [...out, ...toBytes(unfinished())];
    },
    cut() {
      if (!mine || !reading) return [];
      // A framework may run a call as soon as it has all of it, whatever comes after.
      const waiting = held.length > 0;
      const out = toBytes(unfinished());
      const withheld = waiting && out.length === 0;
      reading = false;
      return withheld ? [] : [...out, ...rest()];
    },
    response: () => stream.response(),
    delivered: () => delivered,
    refused: () => refusal,
  };
}

const textsOf = (edits: readonly ResponseEdit[]): ReadonlyMap<string, string> =>
  new Map(edits.flatMap((edit) => (edit.kind === 'remove_call' ? [[edit.key, edit.text]] : [])));

const withoutRemoved = (calls: readonly ToolCall[], edits: readonly ResponseEdit[]): ToolCall[] =>
  calls.filter((call) => !edits.some((edit) => edit.kind === 'remove_call' && edit.key === call.key));
