/** For a body whose content type does not say what it is: the first byte that is no white space does. */
import type { Framer, Framing } from './framing.ts';

/** `{` and `[`. */
const JSON_BEGIN: ReadonlySet<number> = new Set([0x7b, 0x5b]);
/** White space, and the three bytes of a byte order mark. */
const BLANK: ReadonlySet<number> = new Set([0x20, 0x09, 0x0a, 0x0d, 0xef, 0xbb, 0xbf]);

/**
 * @param json For a body that begins with `{` or `[`.
 * @param otherwise For any other one. Blank chunks before the first other byte are frames without data.
 */
export function createSniffingFramer(json: Framing, otherwise: Framing): Framer {
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
      if (first !== undefined) chosen = (JSON_BEGIN.has(first) ? json : otherwise).createFramer();
      return chosen ? chosen.push(chunk) : [{ raw: Uint8Array.prototype.slice.call(chunk) }];
    },
    end: () => chosen?.end(),
  };
}
