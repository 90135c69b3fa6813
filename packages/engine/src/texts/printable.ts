/** Text from outside in what people read: a name in a span must not move the cursor, reorder a line, or look like a line of its own. */

/**
 * Control characters, line separators, marks of writing direction, characters without width, and tags, by which text can be hidden or
 * forged: C0, C1, U+00AD, U+061C, U+180E, U+200B to U+200F, U+2028 to U+202E, U+2060 to U+206F, U+FEFF, U+FFF9 to U+FFFB, U+E0000 to
 * U+E007F; and halves of surrogate pairs.
 */
const UNPRINTABLE =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for.
  /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff\u{e0000}-\u{e007f}]/gu;

/** A text as one line: white space as a space, any other character that could forge something as its escape, `\u001b`. */
export const printable = (text: string): string =>
  text.replace(UNPRINTABLE, (character) => (/\s/.test(character) ? ' ' : escaped(character)));

/** The same for JSON text, of which the value stays the same: an escape in a string stands for its character. */
export const printableJson = (json: string): string =>
  json.replace(UNPRINTABLE, (character) => (character === '\n' ? character : escaped(character)));

/** At most `maxLength` characters of a text, as one printable line. */
export const singleLine = (text: string, maxLength: number): string => printable(text.slice(0, maxLength)).slice(0, maxLength);

const escaped = (character: string): string =>
  Array.from({ length: character.length }, (_, index) => `\\u${character.charCodeAt(index).toString(16).padStart(4, '0')}`).join('');
