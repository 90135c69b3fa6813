/**
 * Reads the body of one response as it passes, and holds back what has to be judged first. Bytes in, bytes out: what is not edited
 * comes out to the byte. Where reading fails, everything passes on untouched and unread: the application must never pay for our mistake.
 */
import type { Diagnostics } from '../diagnostics.ts';
import type { Dialect } from '../dialects/dialect.ts';
import type { Frame } from '../framing/framing.ts';
import type { JsonObject } from '../model/json.ts';
import type { ModelResponse, ResponseEdit, ToolCall } from '../model/model-response.ts';
import { createJsonReader } from './json-reader.ts';
import { createSseReader } from './sse-reader.ts';

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
export type Rewrite = (event: Frame) => readonly Frame[];

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
