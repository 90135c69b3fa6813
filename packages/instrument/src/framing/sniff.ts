/** The content type of a body may say nothing, or lie (gateways do): the first byte that is no white space tells what it is. */
import type { Framer, Framing } from './framing.ts';

/** `{` and `[`. */
const JSON_BEGIN: ReadonlySet<number> = new Set([0x7b, 0x5b]);
/** `data`, `event`, `id`, `retry`, and the colon of a comment: no JSON begins so. */
const EVENT_BEGIN: ReadonlySet<number> = new Set([0x64, 0x65, 0x69, 0x72, 0x3a]);
/** White space, and the three bytes of a byte order mark. */
const BLANK: ReadonlySet<number> = new Set([0x20, 0x09, 0x0a, 0x0d, 0xef, 0xbb, 0xbf]);

/**
 * @param json For a body that begins with `{` or `[`.
 * @param stream For one that begins as an event of a stream does. Blank chunks before the first other byte are frames without data.
 * @param declared For any other one: what the content type says.
 */
export function createSniffingFramer(json: Framing, stream: Framing, declared: Framing = stream): Framer {
  const framingOf = (first: number): Framing => (JSON_BEGIN.has(first) ? json : EVENT_BEGIN.has(first) ? stream : declared);
  let chosen: Framer | undefined;
  return {
    get framing() {
      return chosen?.framing;
    },
    get isWholeBody() {
      return chosen?.isWholeBody;
    },
    push(chunk) {
      const first = chosen ? undefined : chunk.find((byte) => !BLANK.has(byte));
      if (first !== undefined) chosen = framingOf(first).createFramer();
      return chosen ? chosen.push(chunk) : [{ raw: Uint8Array.prototype.slice.call(chunk) }];
    },
    end: () => chosen?.end(),
  };
}
