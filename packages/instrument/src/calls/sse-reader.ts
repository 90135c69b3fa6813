import { type Frame, FrameLimitError } from '../framing/framing.ts';
import { sse } from '../framing/sse/index.ts';
import { removedTexts, type ToolCall, withoutRemoved } from '../model/model-response.ts';
import type { ReaderInput, Refusal, ResponseReader } from './response-reader.ts';

/**
 * What was read of a stream is kept for its span, and a tool call until it is whole. The rest of a stream larger than this is passed on unread.
 * 128,000 tokens in events of their own are about 45 MiB.
 */
const MAX_STREAM_BYTES = 64 * 1024 * 1024;

/** What follows a refused call in a stream may wait for its end up to this size; then the application gets it, and nobody is asked again. */
const MAX_WAITING_BYTES = 1024 * 1024;

/** Reads a stream of events as it passes; a call is held back from its beginning until it is whole and judged. */
export function createSseReader(input: ReaderInput): ResponseReader {
  const { dialect, hold, judge, diagnostics, onChunk, onDelivered, onLast, mayAskAgain = false, through } = input;
  const framer = sse.createFramer();
  const stream = dialect.openStream();
  /** Events of unfinished tool calls and all that came after them. */
  const held: Frame[] = [];
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
  function take(event: Frame): readonly Frame[] {
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
      for (const [key, text] of removedTexts(edits)) texts.set(key, text);
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
  function release(): readonly Frame[] {
    refusing = false;
    const released = held.splice(0);
    return edited ? released.flatMap((each) => [...stream.rewrite(each)]) : released;
  }

  function whollyRefused(): Refusal | undefined {
    try {
      const answer = stream.assembledResponse();
      return answer && { answer, texts, resume: stream.spliceContinuation(), instead };
    } catch (error) {
      diagnostics.failure('ask_again', error);
      return undefined;
    }
  }

  function instead(): Uint8Array[] {
    refusal = undefined;
    onLast?.();
    return toBytes(release());
  }

  /** Reads events in order; a failure ends the reading, and what was held and what follows passes on as it came. */
  function takeAll(events: readonly Frame[]): Frame[] {
    const out: Frame[] = [];
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
  function unjudged(): readonly Frame[] {
    return refusing ? release() : held.splice(0);
  }

  function toBytes(events: readonly Frame[]): Uint8Array[] {
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
      if (!(error instanceof FrameLimitError)) throw error;
      const out = takeAll(error.frames);
      stopReading('read_stream', error);
      return [...toBytes([...out, ...unjudged()]), error.rest];
    }
  }

  /**
   * The events of a call that the stream ended in. Some frameworks run what they got all the same, so it is judged as it stands; a denied
   * one is left out, since an unfinished call cannot be rewritten.
   */
  function unfinished(): readonly Frame[] {
    if (held.length === 0) return [];
    let events: readonly Frame[] = [];
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
