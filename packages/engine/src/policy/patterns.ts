/** Regular expressions of conditions: RE2 syntax, matched in time linear in the text, which a model or a tool wrote. */
import { RE2JS } from 're2js';
import { createLruMap } from '../lru-map.ts';

export type CompiledPattern =
  /** `test`: whether the pattern occurs anywhere in the text. */
  { readonly ok: true; readonly test: (text: string) => boolean } | { readonly ok: false; readonly message: string };

/**
 * Instructions of a compiled pattern. Matching takes at worst some 2 ns for each of them and each character of the text: with this many
 * a text of 100 KB takes at most about 0.2 s, with patterns as people write them below 1 ms.
 */
const MAX_INSTRUCTIONS = 1000;

const compiled = createLruMap<string, CompiledPattern>({ limit: 1024 });

/** Compiles a pattern, once for each source. Never throws. */
export function compilePattern(source: string): CompiledPattern {
  const known = compiled.get(source);
  if (known !== undefined) return known;
  const pattern = compile(source);
  compiled.set(source, pattern);
  return pattern;
}

function compile(source: string): CompiledPattern {
  try {
    const pattern = RE2JS.compile(source);
    const instructions = pattern.programSize();
    if (instructions > MAX_INSTRUCTIONS) return { ok: false, message: 'it is too large; use smaller repetitions' };
    return { ok: true, test: (text) => pattern.test(text) };
  } catch (error) {
    return { ok: false, message: error instanceof Error ? error.message.replace(/^error parsing regexp: /, '') : 'cannot be read' };
  }
}
