/** Goes through JSON text, also broken one, and tells of what stands outside of strings. */

export interface Scanned {
  /** A character outside of strings, or the first of a string: its quote. */
  readonly char: string;
  readonly at: number;
  /** Behind it: one further, or behind the closing quote of a string, or at the end of the text where it is not closed. */
  readonly end: number;
}

export function* scan(text: string): Generator<Scanned> {
  for (let at = 0; at < text.length; ) {
    const char = text.charAt(at);
    const end = char === '"' ? endOfString(text, at) : at + 1;
    yield { char, at, end };
    at = end;
  }
}

function endOfString(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at += 1) {
    const char = text.charAt(at);
    if (char === '\\') at += 1;
    else if (char === '"') return at + 1;
  }
  return text.length;
}

/** How many objects and lists are open at once, at most. */
export function nestingOf(text: string): number {
  let depth = 0;
  let deepest = 0;
  for (const { char } of scan(text)) {
    if (char === '{' || char === '[') deepest = Math.max(deepest, ++depth);
    else if (char === '}' || char === ']') depth -= 1;
  }
  return deepest;
}
