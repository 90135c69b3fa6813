/** Texts of a request that come again and again: names of models, operations and tools. One string of each is kept. */

const SLOTS = 4096;
const MAX_LENGTH = 64;

interface Slot {
  readonly bytes: Buffer;
  readonly text: string;
}

const slots: (Slot | undefined)[] = new Array(SLOTS).fill(undefined);

/** The text of ASCII bytes; undefined where they are not ASCII. */
export function asciiText(bytes: Buffer, start: number, end: number): string | undefined {
  const length = end - start;
  if (length === 0) return '';
  let hash = length;
  let bits = 0;
  for (let at = start; at < end; at += 1) {
    const byte = bytes[at] as number;
    bits |= byte;
    hash = (Math.imul(hash, 31) + byte) | 0;
  }
  if (bits > 0x7f) return undefined;
  if (length > MAX_LENGTH) return bytes.toString('latin1', start, end);
  const index = (hash ^ (hash >>> 12)) & (SLOTS - 1);
  const slot = slots[index];
  if (slot !== undefined && isEqual(slot.bytes, bytes, start, length)) return slot.text;
  const text = bytes.toString('latin1', start, end);
  slots[index] = { bytes: Buffer.from(bytes.subarray(start, end)), text };
  return text;
}

function isEqual(one: Buffer, bytes: Buffer, start: number, length: number): boolean {
  if (one.length !== length) return false;
  for (let at = 0; at < length; at += 1) if (one[at] !== bytes[start + at]) return false;
  return true;
}
