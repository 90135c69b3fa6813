/** Reads one attribute where it stands, if it is kept: its plain values. Whatever is unusual is left to the decoder of whole messages. */
import { isUtf8 } from 'node:buffer';
import { narrow } from './collect.ts';
import type { FieldCursor } from './field-cursor.ts';
import type { KeptKey, KeyTable } from './kept-keys.ts';
import { asciiText } from './short-texts.ts';
import type { AttributeValue } from './span.ts';

/** Something that the decoder of whole messages has to look at. */
export const UNUSUAL = Symbol('unusual');

/** Content that stands somewhere, read at the end where nothing stands for it. */
export interface SkippedContent {
  readonly key: KeptKey;
  readonly start: number;
  readonly end: number;
}

/** Reads one `KeyValue`. What is content is returned as its place; undefined: done. */
export function readAttribute(
  bytes: Buffer,
  view: DataView,
  cursor: FieldCursor,
  start: number,
  end: number,
  table: KeyTable,
  attributes: Record<string, AttributeValue>,
): SkippedContent | undefined | typeof UNUSUAL {
  cursor.at = start;
  // Nearly always the key comes first, and the value follows: anything else is unusual.
  if (bytes[start] !== 0x0a || cursor.next(end) === 0) return UNUSUAL;
  const key = findKey(bytes, cursor.start, cursor.at, table);
  if (key === undefined) return undefined;
  if (cursor.at === end) {
    attributes[key.name] = null;
    return undefined;
  }
  if (bytes[cursor.at] !== 0x12 || cursor.next(end) === 0 || cursor.at !== end) return UNUSUAL;
  const from = cursor.start;
  if (key.unless !== undefined) return { key, start: from, end };
  const value = readValue(bytes, view, cursor, from, end);
  if (value === UNUSUAL) return UNUSUAL;
  attributes[key.name] = value;
  return undefined;
}

function findKey(bytes: Buffer, start: number, end: number, table: KeyTable): KeptKey | undefined {
  const candidates = table[end - start];
  if (candidates === undefined) return undefined;
  for (const key of candidates) if (isKey(bytes, start, key.bytes)) return key;
  return undefined;
}

/** From the end: names begin alike. */
function isKey(bytes: Buffer, start: number, key: Uint8Array): boolean {
  for (let at = key.length - 1; at >= 0; at -= 1) if (bytes[start + at] !== key[at]) return false;
  return true;
}

/** Reads one `AnyValue` of a plain type, or a list of texts. */
export function readValue(bytes: Buffer, view: DataView, cursor: FieldCursor, start: number, end: number): AttributeValue | typeof UNUSUAL {
  if (start === end) return null;
  cursor.at = start;
  const tag = cursor.next(end);
  if (tag === 0 || cursor.at !== end) return UNUSUAL;
  switch (tag) {
    case (1 << 3) | 2:
      return readText(bytes, cursor.start, end) ?? UNUSUAL;
    case 2 << 3:
      return cursor.value > 1 ? UNUSUAL : cursor.value === 1;
    case 3 << 3:
      return cursor.value <= Number.MAX_SAFE_INTEGER ? cursor.value : readInt64(bytes, start + 1, end);
    case (4 << 3) | 1:
      return view.getFloat64(end - 8, true);
    case (5 << 3) | 2:
      return readTexts(bytes, cursor, cursor.start, end);
    default:
      return UNUSUAL;
  }
}

function readInt64(bytes: Buffer, start: number, end: number): number | bigint {
  let value = 0n;
  for (let at = end - 1; at >= start; at -= 1) value = (value << 7n) | BigInt((bytes[at] as number) & 0x7f);
  return narrow(BigInt.asIntN(64, value));
}

/** An `ArrayValue` of texts. */
function readTexts(bytes: Buffer, cursor: FieldCursor, start: number, end: number): readonly string[] | typeof UNUSUAL {
  const texts: string[] = [];
  cursor.at = start;
  while (cursor.at < end) {
    if (cursor.next(end) !== ((1 << 3) | 2)) return UNUSUAL;
    const to = cursor.at;
    cursor.at = cursor.start;
    if (cursor.at === to || cursor.next(to) !== ((1 << 3) | 2) || cursor.at !== to) return UNUSUAL;
    const text = readText(bytes, cursor.start, to);
    if (text === undefined) return UNUSUAL;
    texts.push(text);
  }
  return texts;
}

/** Texts beyond this are checked and made by native code at once. */
const SHORT_TEXT = 256;

/** Undefined: not UTF-8, or begins with a byte order mark, which decoders treat differently. */
export function readText(bytes: Buffer, start: number, end: number): string | undefined {
  if (end - start <= SHORT_TEXT) {
    const text = asciiText(bytes, start, end);
    if (text !== undefined) return text;
  }
  if (bytes[start] === 0xef || !isUtf8(bytes.subarray(start, end))) return undefined;
  return bytes.toString('utf8', start, end);
}
