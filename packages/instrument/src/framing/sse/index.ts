/**
 * Server-sent events without loss: every byte of the stream comes out again, in order, in exactly one event, so that an
 * unedited stream can be passed on to the byte. (The parsers in the registry give the fields and drop the bytes.)
 * Framing follows the HTML standard, section 9.2 "Server-sent events": lines end with LF, CR or CRLF; an empty line ends an event.
 */

import { type Frame, type FrameContent, FrameLimitError, type Framer, type Framing } from '../framing.ts';

/** A generated image is about 3 MiB, and the last event of a responses stream repeats all of them: as much as a JSON body may have. */
const DEFAULT_LIMIT_BYTES = 32 * 1024 * 1024;

const LF = 10;
const CR = 13;
const EMPTY = new Uint8Array(0);

/**
 * A framer for one stream. Work is linear in the bytes, whatever the chunking, and the chunking never changes the events.
 * A CR that ends a blank line may be the first half of a CRLF: it is then waited for one byte more, unless the block's lines end
 * with bare CRs, where waiting would hold back every event until the next one.
 */
function createFramer(limitBytes: number = DEFAULT_LIMIT_BYTES): Framer {
  // The bytes of the unfinished block, in a buffer that doubles.
  let held: Uint8Array = EMPTY;
  let heldLength = 0;
  let first = true;
  // Where the scan stands: the current line is empty so far; the byte before was a CR that ended a line; the block's last line
  // ended with a bare CR; a blank line has ended with a CR and its LF may follow.
  let lineEmpty = true;
  let afterCr = false;
  let bareCr = false;
  let blankCr = false;

  const keep = (bytes: Uint8Array): void => {
    if (bytes.length === 0) return;
    const needed = heldLength + bytes.length;
    if (needed > held.length) {
      const grown = new Uint8Array(Math.max(needed, held.length * 2, 1024));
      grown.set(held.subarray(0, heldLength));
      held = grown;
    }
    held.set(bytes, heldLength);
    heldLength = needed;
  };

  // Copied even where it lies within the chunk: the reader of a byte stream may transfer (detach) the chunk's buffer.
  const take = (tail: Uint8Array): Uint8Array => {
    const block = new Uint8Array(heldLength + tail.length);
    block.set(held.subarray(0, heldLength));
    block.set(tail, heldLength);
    heldLength = 0;
    if (held.length > 65_536) held = EMPTY;
    return block;
  };

  const finish = (raw: Uint8Array): Frame => {
    const event = parseBlock(raw, first);
    first = false;
    return event;
  };

  return {
    framing: 'sse',
    push(chunk) {
      const events: Frame[] = [];
      let start = 0;
      const cut = (end: number): void => {
        const tail = chunk.subarray(start, end);
        if (heldLength + tail.length > limitBytes) throw new FrameLimitError(limitBytes, events, take(chunk.subarray(start)));
        events.push(finish(take(tail)));
        start = end;
        lineEmpty = true;
        blankCr = false;
        bareCr = false;
      };
      for (let i = 0; i < chunk.length; i += 1) {
        const byte = chunk[i];
        if (blankCr) {
          cut(byte === LF ? i + 1 : i);
          if (byte === LF) continue;
        } else if (afterCr) {
          afterCr = false;
          if (byte === LF) {
            bareCr = false;
            continue;
          }
          bareCr = true;
        }
        if (byte === LF) {
          if (lineEmpty) cut(i + 1);
          else {
            lineEmpty = true;
            bareCr = false;
          }
        } else if (byte === CR) {
          if (!lineEmpty) {
            lineEmpty = true;
            afterCr = true;
          } else if (bareCr) {
            cut(i + 1);
            afterCr = true;
          } else blankCr = true;
        } else lineEmpty = false;
      }
      const tail = chunk.subarray(start);
      if (heldLength + tail.length > limitBytes) throw new FrameLimitError(limitBytes, events, take(tail));
      keep(tail);
      return events;
    },
    end() {
      return heldLength === 0 ? undefined : finish(take(EMPTY));
    },
  };
}

const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
const encoder = new TextEncoder();

function parseBlock(raw: Uint8Array, atStart: boolean): Frame {
  let text = decoder.decode(raw);
  if (atStart && text.charCodeAt(0) === 0xfeff) text = text.slice(1);
  let event: string | undefined;
  let data: string | undefined;
  let more: string[] | undefined;
  for (const line of text.includes('\r') ? text.split(/\r\n|\r|\n/) : text.split('\n')) {
    if (line === '' || line.charCodeAt(0) === 58 /* a comment */) continue;
    const colon = line.indexOf(':');
    const field = colon < 0 ? line : line.slice(0, colon);
    if (field !== 'data' && field !== 'event') continue;
    const value = colon < 0 ? '' : line.slice(line.charCodeAt(colon + 1) === 32 ? colon + 2 : colon + 1);
    if (field === 'event') event = value;
    else if (data === undefined) data = value;
    else if (more === undefined) more = [data, value];
    else more.push(value);
  }
  if (more !== undefined) data = more.join('\n');
  return { raw, ...(event === undefined ? {} : { event }), ...(data === undefined ? {} : { data }) };
}

/** An event of our own, with LF endings. */
export function encodeSse({ event, data }: FrameContent): Frame {
  const lines = event === undefined ? [] : [`event: ${event.replace(/[\r\n]+/g, ' ')}`];
  for (const line of data.split(/\r\n|\r|\n/)) lines.push(`data: ${line}`);
  return { raw: encoder.encode(`${lines.join('\n')}\n\n`), ...(event === undefined ? {} : { event }), data };
}

/** A comment: the standard suggests one for just this. */
const SIGN_OF_LIFE = encoder.encode(': keep-alive\n\n');

export const sse: Framing = { name: 'sse', createFramer, encode: encodeSse, signOfLife: SIGN_OF_LIFE };
