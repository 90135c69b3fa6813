/**
 * The frames of a protobuf `ExportTraceServiceRequest`: where its resources, scopes and spans begin and end, without building anything.
 * A message whose inside is broken still has an end, so what stands beside it can be read.
 */
import type { NodeCounter } from './bounds.ts';

/** The bytes are no protobuf message of the expected kind. */
export class Malformed extends Error {}

/** Spans that share a resource and a scope, each part as its bytes. A message that was sent in parts has several. */
export interface ScopeFrame {
  readonly scope: readonly Uint8Array[];
  readonly spans: readonly Uint8Array[];
  /** Why what follows in this scope cannot be read. */
  readonly broken?: string;
}

export interface ResourceFrame {
  readonly resource: readonly Uint8Array[];
  readonly scopes: readonly ScopeFrame[];
  /** Why what follows in this resource cannot be read. */
  readonly broken?: string;
}

/** @throws {Malformed} where the request itself is broken, and what the counter throws. */
export function readFrames(request: Uint8Array, counter: NodeCounter): readonly ResourceFrame[] {
  const frames: ResourceFrame[] = [];
  walk(request, 0, request.length, (field, start, end) => {
    if (field !== 1) return;
    counter.add();
    frames.push(readResource(request, start, end, counter));
  });
  return frames;
}

/**
 * Walks over the bytes of a `Span` and counts the messages in it.
 *
 * @throws {Malformed} where it is broken, and what the counter throws.
 */
export const checkSpan = (span: Uint8Array, counter: NodeCounter): void => check(span, 0, span.length, SPAN, 0, counter);

/** The same for a `Resource`. */
export const checkResource = (resource: Uint8Array, counter: NodeCounter): void =>
  check(resource, 0, resource.length, RESOURCE, 0, counter);

/** The same for an `InstrumentationScope`. */
export const checkScope = (scope: Uint8Array, counter: NodeCounter): void => check(scope, 0, scope.length, SCOPE, 0, counter);

function readResource(bytes: Uint8Array, start: number, end: number, counter: NodeCounter): ResourceFrame {
  const resource: Uint8Array[] = [];
  const scopes: ScopeFrame[] = [];
  const broken = tryWalk(bytes, start, end, (field, from, to) => {
    if (field !== 1 && field !== 2) return;
    counter.add();
    if (field === 1) resource.push(bytes.subarray(from, to));
    else scopes.push(readScope(bytes, from, to, counter));
  });
  return { resource, scopes, ...broken };
}

function readScope(bytes: Uint8Array, start: number, end: number, counter: NodeCounter): ScopeFrame {
  const scope: Uint8Array[] = [];
  const spans: Uint8Array[] = [];
  const broken = tryWalk(bytes, start, end, (field, from, to) => {
    if (field !== 1 && field !== 2) return;
    counter.add();
    (field === 1 ? scope : spans).push(bytes.subarray(from, to));
  });
  return { scope, spans, ...broken };
}

function tryWalk(bytes: Uint8Array, start: number, end: number, onMessage: OnMessage): { readonly broken?: string } {
  try {
    walk(bytes, start, end, onMessage);
    return {};
  } catch (error) {
    if (error instanceof Malformed) return { broken: error.message };
    throw error;
  }
}

/** Which field numbers of a message hold messages, and of which kind. */
interface Shape {
  readonly [field: number]: Shape;
}

const ANY_VALUE: { [field: number]: Shape } = {};
const KEY_VALUE: Shape = { 2: ANY_VALUE };
ANY_VALUE[5] = { 1: ANY_VALUE };
ANY_VALUE[6] = { 1: KEY_VALUE };
const RESOURCE: Shape = { 1: KEY_VALUE };
const SCOPE: Shape = { 3: KEY_VALUE };
const SPAN: Shape = { 9: KEY_VALUE, 11: { 3: KEY_VALUE }, 13: { 4: KEY_VALUE }, 15: {} };

/** The limit of protobufjs is 100 as well. */
const MAX_MESSAGE_DEPTH = 100;

function check(bytes: Uint8Array, start: number, end: number, shape: Shape, depth: number, counter: NodeCounter): void {
  if (depth > MAX_MESSAGE_DEPTH) throw new Malformed(`messages nested deeper than ${MAX_MESSAGE_DEPTH}`);
  const cursor = new Cursor(bytes, start);
  while (cursor.at < end) {
    const field = cursor.nextField(end);
    const inner = field === 0 ? undefined : shape[field];
    if (inner !== undefined) {
      counter.add();
      check(bytes, cursor.start, cursor.at, inner, depth + 1, counter);
    }
  }
}

/** A length-delimited field: its number, where its bytes begin, and where they end. */
type OnMessage = (field: number, start: number, end: number) => void;

function walk(bytes: Uint8Array, start: number, end: number, onMessage: OnMessage): void {
  const cursor = new Cursor(bytes, start);
  while (cursor.at < end) {
    const field = cursor.nextField(end);
    if (field !== 0) onMessage(field, cursor.start, cursor.at);
  }
}

/** Goes over the fields of one message. Touches tags only, so it costs a few percent of decoding. A class, as one is made per message. */
class Cursor {
  readonly #bytes: Uint8Array;
  /** Behind the last field. */
  at: number;
  /** Where the bytes of the last length-delimited field begin; they end at `at`. */
  start = 0;

  constructor(bytes: Uint8Array, at: number) {
    this.#bytes = bytes;
    this.at = at;
  }

  /** Steps over the next field of a message that ends at `end`. The field's number where it is length-delimited, else 0. */
  nextField(end: number): number {
    const tag = this.#varint(end);
    if (tag < 8) throw new Malformed('a field of number 0');
    const wire = tag % 8;
    if (wire === 2) {
      const length = this.#varint(end);
      if (length > end - this.at) throw new Malformed('a length that reaches beyond its message');
      this.start = this.at;
      this.at += length;
      return Math.floor(tag / 8);
    }
    if (wire === 0) this.#varint(end);
    else if (wire === 1) this.at += 8;
    else if (wire === 5) this.at += 4;
    // Groups (3 and 4) are unknown to OTLP; protobufjs skips them or rejects them. What follows cannot be bounded here.
    else throw new Malformed(`wire type ${wire}`);
    if (this.at > end) throw new Malformed('ends within a field');
    return 0;
  }

  #varint(end: number): number {
    const bytes = this.#bytes;
    let value = 0;
    let factor = 1;
    for (let length = 0; length < 10; length += 1) {
      const byte = bytes[this.at];
      if (this.at >= end || byte === undefined) throw new Malformed('ends within a number');
      this.at += 1;
      // Above 2^53 the exact value does not matter: as a length or tag it is rejected.
      value += (byte & 0x7f) * factor;
      if (byte < 0x80) return value;
      factor *= 128;
    }
    throw new Malformed('a number of more than ten bytes');
  }
}
