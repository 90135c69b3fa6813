/**
 * Reads one `Span` where it stands in the bytes of a request: ids, times, and the attributes that are kept. It builds nothing of what it
 * skips. Whatever is unusual (a field twice, a wrong wire type, nested values, broken bytes, text that is not UTF-8) is left to the
 * decoder of whole messages: `undefined`. So the two can only differ in what is skipped.
 */
import type { NodeCounter } from './bounds.ts';
import { remoteParent, type SpanSource } from './collect.ts';
import type { FieldCursor, RequestBytes } from './field-cursor.ts';
import type { KeyTable, KeyTables } from './kept-keys.ts';
import { readAttribute, readText, readValue, type SkippedContent, UNUSUAL } from './read-attribute.ts';
import { type AttributeValue, SPAN_KINDS, type SpanEventRecord, type SpanRecord, STATUS_CODES } from './span.ts';

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
  if (content !== undefined && !readContent(request, cursor, content, attributes)) return undefined;
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

/** Reads the content that nothing stands for; false: something is unusual. */
function readContent(
  { bytes, view }: RequestBytes,
  cursor: FieldCursor,
  content: readonly SkippedContent[],
  attributes: Record<string, AttributeValue>,
): boolean {
  for (const { key, start, end } of content) {
    if (key.unless?.length && key.unless.every((other) => isPresent(attributes[other]))) continue;
    const value = readValue(bytes, view, cursor, start, end);
    if (value === UNUSUAL) return false;
    attributes[key.name] = value;
  }
  return true;
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
