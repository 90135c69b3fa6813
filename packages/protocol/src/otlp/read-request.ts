/** Reads an `ExportTraceServiceRequest` for its kept attributes: span by span, without building the messages. */
import { createNodeCounter, type NodeCounter } from './bounds.ts';
import { createCollector, type SpanCollector, type SpanSource } from './collect.ts';
import { decodeOneSpan, decodeTraceRequest, readResourceBytes, readScopeBytes } from './decode-protobuf.ts';
import { FieldCursor, type RequestBytes, requestBytes } from './field-cursor.ts';
import { type KeptKeys, type KeyTables, keyTables } from './kept-keys.ts';
import { readSpan } from './read-span.ts';
import { type Attributes, type AttributeValue, DEFAULT_MAX_NODES, type DecodedSpans, type DecodeLimits, type SpanRecord } from './span.ts';

/**
 * Reads what reasoning needs. The same spans are accepted as by `decodeTraceRequest`, and those that are rejected only for something that
 * is skipped here: text that is not UTF-8 in an attribute that is not kept, for example.
 *
 * @throws {OtlpDecodeError} and nothing else, whatever the bytes are.
 */
export function readTraceRequest(request: Uint8Array, kept: KeptKeys, limits: DecodeLimits = {}): DecodedSpans {
  const tables = keyTables(kept);
  const collector = createCollector();
  const reader: Reader = {
    request: requestBytes(request),
    cursor: new FieldCursor(requestBytes(request).bytes),
    tables,
    collector,
    counter: createNodeCounter(limits.maxNodes ?? DEFAULT_MAX_NODES, 'messages'),
  };
  if (readResources(reader)) return collector.result();
  const whole = decodeTraceRequest(request, limits);
  return { ...whole, spans: whole.spans.map((span) => onlyKept(span, tables)) };
}

interface Reader {
  readonly request: RequestBytes;
  readonly cursor: FieldCursor;
  readonly tables: KeyTables;
  readonly collector: SpanCollector;
  readonly counter: NodeCounter;
}

/** A message of one of the outer levels: where its parts are. */
interface Frame {
  /** Of `resource` or `scope`: undefined where there is none. */
  own: readonly [number, number] | undefined;
  /** Begin and end of each entry of the list, one after the other. */
  readonly entries: number[];
}

const OWN = (1 << 3) | 2;
const ENTRY = (2 << 3) | 2;

/** false: something is unusual on the outer levels, and nothing was collected. */
function readResources({ request, cursor, tables, collector, counter }: Reader): boolean {
  const { length } = request.bytes;
  const frames: { readonly resource: Frame; readonly scopes: readonly Frame[] }[] = [];
  cursor.at = 0;
  while (cursor.at < length) {
    const tag = cursor.next(length);
    if (tag === 0) return false;
    if (tag >>> 3 !== 1) continue;
    if (tag !== OWN) return false;
    const end = cursor.at;
    const resource = readFrame(cursor, cursor.start, end, counter);
    if (resource === undefined) return false;
    const scopes: Frame[] = [];
    for (let at = 0; at < resource.entries.length; at += 2) {
      const scope = readFrame(cursor, resource.entries[at] as number, resource.entries[at + 1] as number, counter);
      if (scope === undefined) return false;
      scopes.push(scope);
    }
    cursor.at = end;
    frames.push({ resource, scopes });
  }
  const { bytes } = request;
  // Read before any span is collected: what cannot be read here is left to the other decoder as a whole.
  const sources = frames.map(({ resource, scopes }) => {
    const attributes = readResourceBytes(bytesOf(bytes, resource.own), counter);
    return attributes && scopes.map((scope) => sourceOf(attributes, bytes, scope, counter));
  });
  if (sources.some((ofResource) => ofResource === undefined || ofResource.includes(undefined))) return false;
  frames.forEach(({ scopes }, index) => {
    scopes.forEach((scope, inner) => {
      const shared = sources[index]?.[inner];
      if (shared === undefined) return;
      for (let at = 0; at < scope.entries.length; at += 2) {
        const [start, end] = [scope.entries[at] as number, scope.entries[at + 1] as number];
        collector.add(
          () =>
            readSpan(request, cursor, start, end, tables, shared, counter) ??
            onlyKept(decodeOneSpan(bytes.subarray(start, end), shared, counter), tables),
          shared.resource,
        );
      }
    });
  });
  return true;
}

function sourceOf(resource: Attributes, bytes: Buffer, { own }: Frame, counter: NodeCounter): SpanSource | undefined {
  const scope = readScopeBytes(bytesOf(bytes, own), counter);
  return scope && { resource, scope };
}

const bytesOf = (bytes: Buffer, own: Frame['own']): Uint8Array | undefined => own && bytes.subarray(own[0], own[1]);

function readFrame(cursor: FieldCursor, start: number, end: number, counter: NodeCounter): Frame | undefined {
  const frame: Frame = { own: undefined, entries: [] };
  cursor.at = start;
  while (cursor.at < end) {
    const tag = cursor.next(end);
    if (tag === 0) return undefined;
    if (tag === ENTRY) {
      counter.add();
      frame.entries.push(cursor.start, cursor.at);
    } else if (tag === OWN) {
      // Sent in parts.
      if (frame.own !== undefined) return undefined;
      counter.add();
      frame.own = [cursor.start, cursor.at];
    } else if (tag >>> 3 <= 2) return undefined;
  }
  return frame;
}

/** A whole record as it would have been read with these keys. */
export function onlyKept(span: SpanRecord, { names, eventNames }: KeyTables): SpanRecord {
  const { message: _, ...status } = span.status;
  return {
    ...span,
    attributes: pick(span.attributes, names),
    events: span.status.code === 'error' ? span.events.map((event) => ({ ...event, attributes: pick(event.attributes, eventNames) })) : [],
    links: [],
    status,
  };
}

function pick(attributes: Attributes, names: ReadonlySet<string>): Attributes {
  const picked: Record<string, AttributeValue> = {};
  for (const name of names) {
    const value = attributes[name];
    if (value !== undefined) picked[name] = value;
  }
  return picked;
}
