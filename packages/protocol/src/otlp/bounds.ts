import { OtlpDecodeError } from './span.ts';

/** Which field numbers of a message hold messages, and of which kind. */
interface Shape {
  readonly [field: number]: Shape;
}

const shape = (): { [field: number]: Shape } => ({});
const anyValue = shape();
const keyValue = { 2: anyValue };
const arrayValue = { 1: anyValue };
const keyValueList = { 1: keyValue };
anyValue[5] = arrayValue;
anyValue[6] = keyValueList;
const attributes4 = { 4: keyValue };
const attributes3 = { 3: keyValue };
const span = { 9: keyValue, 11: attributes3, 13: attributes4, 15: shape() };
const scopeSpans = { 1: attributes3, 2: span };
const resourceSpans = { 1: { 1: keyValue }, 2: scopeSpans };
/** `ExportTraceServiceRequest`. */
const request: Shape = { 1: resourceSpans };

/** The protobuf limit of protobufjs is 100 as well. */
const MAX_MESSAGE_DEPTH = 100;

/**
 * Walks over the bytes of an `ExportTraceServiceRequest` without building anything and refuses what would become too many objects
 * or is not protobuf. Touches tags only, so it costs a few percent of decoding.
 */
export function checkProtobufBounds(bytes: Uint8Array, maxNodes: number): void {
  let at = 0;
  let nodes = 0;

  const varint = (end: number): number => {
    let value = 0;
    for (let shift = 0; shift < 70; shift += 7) {
      const byte = bytes[at];
      if (at >= end || byte === undefined) throw broken('ends within a number', at);
      at += 1;
      // Above 2^53 the exact value does not matter: as a length or tag it is refused below.
      value += (byte & 0x7f) * 2 ** shift;
      if (byte < 0x80) return value;
    }
    throw broken('a number of more than ten bytes', at);
  };

  const walk = (kind: Shape, end: number, depth: number): void => {
    if (depth > MAX_MESSAGE_DEPTH) throw new OtlpDecodeError('invalid', `messages nested deeper than ${MAX_MESSAGE_DEPTH}`);
    while (at < end) {
      const tag = varint(end);
      const wire = tag % 8;
      const inner = kind[Math.floor(tag / 8)];
      if (wire === 0) varint(end);
      else if (wire === 1) at += 8;
      else if (wire === 5) at += 4;
      else if (wire === 2) {
        const length = varint(end);
        if (length > end - at) throw broken('a length that reaches beyond its message', at);
        if (inner === undefined) at += length;
        else {
          nodes += 1;
          if (nodes > maxNodes) throw new OtlpDecodeError('too_large', `more than ${maxNodes} messages in one request`);
          walk(inner, at + length, depth + 1);
        }
      }
      // Groups (3 and 4) are unknown to OTLP; protobufjs skips them or refuses them. What follows cannot be bounded here.
      else throw broken(`wire type ${wire}`, at);
      if (at > end) throw broken('ends within a field', at);
    }
  };

  walk(request, bytes.length, 0);
}

const broken = (what: string, at: number): OtlpDecodeError =>
  new OtlpDecodeError('invalid', `not a protobuf ExportTraceServiceRequest: ${what} at byte ${at}`);

/** The same for JSON: counts the objects and arrays outside of strings. */
export function checkJsonBounds(text: string, maxNodes: number): void {
  let nodes = 0;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === 0x22) {
      at = endOfString(text, at);
    } else if (code === 0x7b || code === 0x5b) {
      nodes += 1;
      if (nodes > maxNodes) throw new OtlpDecodeError('too_large', `more than ${maxNodes} objects and arrays in one request`);
    }
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
