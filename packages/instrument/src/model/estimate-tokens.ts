/**
 * How many tokens a text is, about. No tokenizer is at hand, and each model has its own; what counts here is a budget that ends a loop.
 * Measured against the usage of recorded answers: see estimate-tokens.test.ts.
 */

/** Characters of a piece of a long word: subwords of English are of some four letters. */
const LONG_WORD_PIECE = 4;
/** Words up to this length are one token in nearly all vocabularies. */
const SHORT_WORD = 7;
/** Accented, Cyrillic, Greek, Arabic ... letters. */
const OTHER_LETTER_PIECE = 3;
const DIGITS_PIECE = 3;
/** From here on (CJK, kana, hangul, emoji) a character is a token or so. */
const FIRST_IDEOGRAPH = 0x2e80;

type Kind = 'space' | 'letter' | 'other_letter' | 'digit' | 'ideograph' | 'mark';

function kindOf(code: number): Kind {
  if (code <= 32 || code === 0xa0) return 'space';
  if ((code >= 97 && code <= 122) || (code >= 65 && code <= 90)) return 'letter';
  if (code >= 48 && code <= 57) return 'digit';
  if (code < 0xc0) return 'mark';
  return code >= FIRST_IDEOGRAPH ? 'ideograph' : 'other_letter';
}

function tokensOf(kind: Kind, length: number): number {
  switch (kind) {
    case 'space':
      return 0;
    case 'letter':
      return length <= SHORT_WORD ? 1 : Math.ceil(length / LONG_WORD_PIECE) - 1;
    case 'other_letter':
      return Math.ceil(length / OTHER_LETTER_PIECE);
    case 'digit':
      return Math.ceil(length / DIGITS_PIECE);
    case 'ideograph':
      return length;
    case 'mark':
      return Math.ceil(length / 2);
  }
}

/** One pass over the text; it is not copied. */
export function estimateTokens(text: string): number {
  let tokens = 0;
  let kind: Kind = 'space';
  let start = 0;
  for (let at = 0; at < text.length; at += 1) {
    const next = kindOf(text.charCodeAt(at));
    if (next === kind) continue;
    tokens += tokensOf(kind, at - start);
    kind = next;
    start = at;
  }
  return tokens + tokensOf(kind, text.length - start);
}
