/**
 * Arguments that come in pieces (Vertex AI, `streamFunctionCallArguments`): each piece has a JSONPath and a value, and a string that
 * goes on in later pieces. The subset of JSONPath is that of Google's SDKs: `$.a.b[0]`, `$['a b']`, and `$.list[]`, the end of a list.
 */
import { isObject, type JsonObject, type JsonValue } from '../../model/json.ts';
import { asIndex, asString } from '../json.ts';
import { field } from './fields.ts';

type Container = JsonObject | JsonValue[];

/** Deeper paths are no arguments of a tool. */
const MAX_DEPTH = 100;

/** Adds pieces to arguments, in place. A piece without a usable path or value changes nothing. */
export function applyPartialArgs(args: JsonObject, pieces: readonly JsonObject[]): void {
  for (const piece of pieces) {
    const path = parsePath(asString(field(piece, 'jsonPath')) ?? '');
    if (path && path.segments.length > 0) applyPiece(args, path, piece);
  }
}

function applyPiece(args: JsonObject, { segments, isListEnd }: Path, piece: JsonObject): void {
  const leaf = segments.at(-1) ?? '';
  const holder = containerAt(args, segments);
  if (!holder) return;
  const present = get(holder, leaf);
  const text = asString(piece.stringValue);
  const value = text ?? piece.numberValue ?? piece.boolValue;
  if (text !== undefined && typeof present === 'string') set(holder, leaf, present + text);
  else if (value !== undefined) set(holder, leaf, value);
  else if ('nullValue' in piece) set(holder, leaf, null);
  // A piece without a value opens an empty list or object.
  else if (present === undefined && field(piece, 'willContinue') !== true) set(holder, leaf, isListEnd ? [] : {});
}

/** The object or list that holds the last segment; made on the way. `undefined`: the path leads through a value, or past a gap in a list. */
function containerAt(args: JsonObject, segments: readonly (string | number)[]): Container | undefined {
  if (!isReachable(args, segments)) return undefined;
  let at: Container = args;
  for (const [index, segment] of segments.slice(0, -1).entries()) {
    const child: JsonValue = get(at, segment) ?? (typeof segments[index + 1] === 'number' ? [] : {});
    if (!isObject(child) && !Array.isArray(child)) return undefined;
    set(at, segment, child);
    at = child;
  }
  return at;
}

/** Checked before anything is made: what is not there yet is an empty list or object. */
function isReachable(args: JsonObject, segments: readonly (string | number)[]): boolean {
  let at: JsonValue | undefined = args;
  return segments.every((segment) => {
    const isIndex = typeof segment === 'number';
    if (at !== undefined && at !== null && (isIndex ? !Array.isArray(at) : !isObject(at))) return false;
    if (isIndex && segment > (Array.isArray(at) ? at.length : 0)) return false;
    at = isObject(at) || Array.isArray(at) ? get(at, segment) : undefined;
    return true;
  });
}

const get = (holder: Container, key: string | number): JsonValue | undefined =>
  Object.hasOwn(holder, key) ? (Reflect.get(holder, key) as JsonValue) : undefined;

/** As an own member, whatever its name is. */
const set = (holder: Container, key: string | number, value: JsonValue): void =>
  void Object.defineProperty(holder, key, { value, writable: true, enumerable: true, configurable: true });

interface Path {
  readonly segments: readonly (string | number)[];
  readonly isListEnd: boolean;
}

const SEGMENT = /\.?([^.[\]]+)|\[(\d+)\]|\[(?:'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)")\]/y;

function parsePath(text: string): Path | undefined {
  const isListEnd = text.endsWith('[]');
  const path = text.slice(text.startsWith('$') ? 1 : 0, isListEnd ? -2 : undefined);
  const segments: (string | number)[] = [];
  for (SEGMENT.lastIndex = 0; SEGMENT.lastIndex < path.length; ) {
    const match = SEGMENT.exec(path);
    if (!match || segments.length >= MAX_DEPTH) return undefined;
    const [, name, index, single, double] = match;
    const place = index === undefined ? undefined : asIndex(Number(index));
    if (index !== undefined && place === undefined) return undefined;
    segments.push(place ?? name ?? (single ?? double ?? '').replace(/\\(.)/g, '$1'));
  }
  return { segments, isListEnd };
}
