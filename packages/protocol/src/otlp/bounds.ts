import { OtlpDecodeError } from './span.ts';

/** Counts what a request would become in memory, before anything of it is built. */
export interface NodeCounter {
  /** @throws {OtlpDecodeError} `too_large` beyond the limit. */
  add(): void;
}

export function createNodeCounter(limit: number, what: string): NodeCounter {
  let nodes = 0;
  return {
    add() {
      nodes += 1;
      if (nodes > limit) throw new OtlpDecodeError('too_large', `more than ${limit} ${what} in one request`);
    },
  };
}

/** Counts the objects and arrays of a JSON text, outside of strings. */
export function checkJsonBounds(text: string, maxNodes: number): void {
  const counter = createNodeCounter(maxNodes, 'objects and arrays');
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === 0x22) at = endOfString(text, at);
    else if (code === 0x7b || code === 0x5b) counter.add();
  }
}

/** Index of the quote that ends the string that begins at `from`, or the end of the text. */
function endOfString(text: string, from: number): number {
  for (let quote = text.indexOf('"', from + 1); quote !== -1; quote = text.indexOf('"', quote + 1)) {
    let backslashes = 0;
    while (text.charCodeAt(quote - 1 - backslashes) === 0x5c) backslashes += 1;
    if (backslashes % 2 === 0) return quote;
  }
  return text.length;
}
