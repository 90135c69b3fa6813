/**
 * Reads one `Span` where it stands in the bytes of a request: ids, times, and the attributes that are kept. It builds nothing of what it
 * skips. Whatever is unusual (a field twice, a wrong wire type, nested values, broken bytes, text that is not UTF-8) is left to the
 * decoder of whole messages: `undefined`. So the two can only differ in what is skipped.
 */
import { isUtf8 } from 'node:buffer';
import type { NodeCounter } from './bounds.ts';
import { narrow, remoteParent, type SpanSource } from './collect.ts';
import type { KeptKey, KeyTable, KeyTables } from './kept-keys.ts';
import { asciiText } from './short-texts.ts';
import { type AttributeValue, SPAN_KINDS, type SpanEventRecord, type SpanRecord, STATUS_CODES } from './span.ts';

/** The bytes of one request. */
export interface RequestBytes {
  readonly bytes: Buffer;
  readonly view: DataView;
}

export function requestBytes(request: Uint8Array): RequestBytes {
  const bytes = Buffer.from(request.buffer, request.byteOffset, request.byteLength);
  return { bytes, view: new DataView(request.buffer, request.byteOffset, request.byteLength) };
}

/** Something that the decoder of whole messages has to look at. */
export const UNUSUAL = Symbol('unusual');

/** Walks over the fields of messages within one request. Reused for all of them: `at` is set by who reads. */
export class FieldCursor {
  readonly bytes: Buffer;
  at = 0;
  /** Of the last length-delimited field. */
  start = 0;
  /** The last varint. Exact up to 2^53. */
  value = 0;

  constructor(bytes: Buffer) {
    this.bytes = bytes;
  }

  /** The tag of the next field, its value skipped; 0: unusual. */
  next(end: number): number {
    const tag = this.varint(end);
    if (tag < 8) return 0;
    switch (tag & 7) {
      case 0:
        this.value = this.varint(end);
        if (this.value < 0) return 0;
        break;
      case 1:
        this.at += 8;
        break;
      case 2: {
        const length = this.varint(end);
        if (length < 0) return 0;
        this.start = this.at;
        this.at += length;
        break;
      }
      case 5:
        this.at += 4;
        break;
      default:
        return 0;
    }
    return this.at > end ? 0 : tag;
  }

  /** -1: unusual. */
  varint(end: number): number {
    const { bytes } = this;
    let byte = bytes[this.at] as number;
    if (this.at >= end) return -1;
    this.at += 1;
    if (byte < 0x80) return byte;
    let value = byte & 0x7f;
    let factor = 128;
    for (let length = 1; length < 10; length += 1) {
      if (this.at >= end) return -1;
      byte = bytes[this.at] as number;
      this.at += 1;
      value += (byte & 0x7f) * factor;
      if (byte < 0x80) return value;
      factor *= 128;
    }
    return -1;
  }
}

/** Content that stands somewhere, read at the end where nothing stands for it. */
interface SkippedContent {
  readonly key: KeptKey;
  readonly start: number;
  readonly end: number;
}

const NO_EVENTS: readonly SpanEventRecord[] = [];
const NO_LINKS: SpanRecord['links'] = [];
const STATUSES = STATUS_CODES.map((code) => ({ code }));
const ERROR = STATUS_CODES.indexOf('error');

/** The span that begins at `start` and ends at `end`. */
export function readSpan(
  request: RequestBytes,
  cursor: FieldCursor,
  start: number,
  end: number,
  tables: KeyTables,
  shared: SpanSource,
  counter: NodeCounter,
): SpanRecord | undefined {
  const { bytes, view } = request;
  const attributes: Record<string, AttributeValue> = {};
  let traceId = '';
  let spanId = '';
  let parentSpanId: string | undefined;
  let name: string | undefined;
  let kind = 0;
  let startUnixNano = 0n;
  let endUnixNano = 0n;
  let flags = 0;
  let status = -1;
  let seen = 0;
  let content: SkippedContent[] | undefined;
  let events: number[] | undefined;

  cursor.at = start;
  while (cursor.at < end) {
    const tag = cursor.next(end);
    if (tag === 0) return undefined;
    const from = cursor.start;
    const to = cursor.at;
    if (tag === TAG.attributes) {
      counter.add();
      const found = readAttribute(bytes, view, cursor, from, to, tables.attributes, attributes);
      if (found === UNUSUAL) return undefined;
      if (found !== undefined) {
        content ??= [];
        content.push(found);
      }
      cursor.at = to;
      continue;
    }
    const field = tag >>> 3;
    if (field <= 16 && field !== 11 && field !== 13) {
      // A singular field that comes twice.
      if ((seen & (1 << field)) !== 0) return undefined;
      seen |= 1 << field;
    }
    switch (tag) {
      case TAG.traceId:
        if (to - from !== 16 || isZero(bytes, from, to)) return undefined;
        traceId = bytes.toString('hex', from, to);
        break;
      case TAG.spanId:
        if (to - from !== 8 || isZero(bytes, from, to)) return undefined;
        spanId = bytes.toString('hex', from, to);
        break;
      case TAG.parentSpanId:
        if (isZero(bytes, from, to)) break;
        if (to - from !== 8) return undefined;
        parentSpanId = bytes.toString('hex', from, to);
        break;
      case TAG.name:
        name = readText(bytes, from, to);
        if (name === undefined) return undefined;
        break;
      case TAG.kind:
        kind = cursor.value;
        break;
      case TAG.start:
        startUnixNano = view.getBigUint64(to - 8, true);
        break;
      case TAG.end:
        endUnixNano = view.getBigUint64(to - 8, true);
        break;
      case TAG.flags:
        flags = view.getUint32(to - 4, true);
        break;
      case TAG.events:
        counter.add();
        events ??= [];
        events.push(from, to);
        break;
      case TAG.status:
        counter.add();
        status = readStatus(cursor, from, to);
        if (status < 0) return undefined;
        cursor.at = to;
        break;
      default:
        // A field that is known and comes in another wire type.
        if (field <= 16 && tag !== EXPECTED[field]) return undefined;
    }
  }
  if (traceId === '' || spanId === '' || kind > 5 || status > ERROR) return undefined;
  if (content !== undefined) {
    for (const { key, start: from, end: to } of content) {
      if (key.unless?.length && key.unless.every((other) => isPresent(attributes[other]))) continue;
      const value = readValue(bytes, view, cursor, from, to);
      if (value === UNUSUAL) return undefined;
      attributes[key.name] = value;
    }
  }
  const read = status === ERROR && events !== undefined ? readEvents(bytes, view, cursor, events, tables.eventAttributes) : NO_EVENTS;
  if (read === undefined) return undefined;
  const parentIsRemote = remoteParent(flags);
  return {
    traceId,
    spanId,
    ...(parentSpanId === undefined ? undefined : { parentSpanId }),
    ...(parentIsRemote === undefined ? undefined : { parentIsRemote }),
    name: name ?? '',
    kind: SPAN_KINDS[kind] ?? 'unspecified',
    startUnixNano,
    endUnixNano,
    attributes,
    events: read,
    links: NO_LINKS,
    status: STATUSES[Math.max(0, status)] ?? { code: 'unset' },
    resource: shared.resource,
    scope: shared.scope,
  };
}

/** A value that a reader of attributes would not pass over. */
const isPresent = (value: AttributeValue | undefined): boolean => value !== undefined && value !== null && value !== '';

/** Field number and wire type. */
const TAG = {
  traceId: (1 << 3) | 2,
  spanId: (2 << 3) | 2,
  parentSpanId: (4 << 3) | 2,
  name: (5 << 3) | 2,
  kind: 6 << 3,
  start: (7 << 3) | 1,
  end: (8 << 3) | 1,
  attributes: (9 << 3) | 2,
  events: (11 << 3) | 2,
  status: (15 << 3) | 2,
  flags: (16 << 3) | 5,
} as const;

/** By field number: also of those that are skipped. */
const EXPECTED: readonly number[] = [0, 2, 2, 2, 2, 2, 0, 1, 1, 2, 0, 2, 0, 2, 0, 2, 5].map((wire, field) => (field << 3) | wire);

/** The code; -1: unusual. */
function readStatus(cursor: FieldCursor, start: number, end: number): number {
  let code = -2;
  cursor.at = start;
  while (cursor.at < end) {
    const tag = cursor.next(end);
    if (tag === 3 << 3) {
      if (code !== -2) return -1;
      code = cursor.value;
    } else if (tag !== ((2 << 3) | 2)) return -1;
  }
  return Math.max(0, code);
}

/** Reads one `KeyValue`. What is content is returned as its place; undefined: done. */
function readAttribute(
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
function readValue(bytes: Buffer, view: DataView, cursor: FieldCursor, start: number, end: number): AttributeValue | typeof UNUSUAL {
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
function readText(bytes: Buffer, start: number, end: number): string | undefined {
  if (end - start <= SHORT_TEXT) {
    const text = asciiText(bytes, start, end);
    if (text !== undefined) return text;
  }
  if (bytes[start] === 0xef || !isUtf8(bytes.subarray(start, end))) return undefined;
  return bytes.toString('utf8', start, end);
}

/** The events of a span that have an attribute that is kept; undefined: unusual. */
function readEvents(
  bytes: Buffer,
  view: DataView,
  cursor: FieldCursor,
  places: readonly number[],
  table: KeyTable,
): readonly SpanEventRecord[] | undefined {
  const events: SpanEventRecord[] = [];
  for (let index = 0; index < places.length; index += 2) {
    const end = places[index + 1] as number;
    const attributes: Record<string, AttributeValue> = {};
    let name: string | undefined;
    let timeUnixNano = 0n;
    cursor.at = places[index] as number;
    while (cursor.at < end) {
      const tag = cursor.next(end);
      const to = cursor.at;
      if (tag === ((1 << 3) | 1)) timeUnixNano = view.getBigUint64(to - 8, true);
      else if (tag === ((2 << 3) | 2)) {
        if (name !== undefined) return undefined;
        name = readText(bytes, cursor.start, to);
        if (name === undefined) return undefined;
      } else if (tag === ((3 << 3) | 2)) {
        if (readAttribute(bytes, view, cursor, cursor.start, to, table, attributes) !== undefined) return undefined;
        cursor.at = to;
      } else if (tag !== 4 << 3) return undefined;
    }
    events.push({ name: name ?? '', timeUnixNano, attributes });
  }
  return events;
}

function isZero(bytes: Buffer, start: number, end: number): boolean {
  for (let at = start; at < end; at += 1) if (bytes[at] !== 0) return false;
  return true;
}
