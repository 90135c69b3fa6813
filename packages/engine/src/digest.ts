/**
 * Digests by which equal calls and equal results are recognised without their content. They are keyed, so that nobody without the
 * key can test a guess about the content of a span; equal only among processes that share the key.
 */
import { createHmac, hash } from 'node:crypto';

/** Hex characters of a digest: 128 bits, which makes an accidental collision within a run negligible. */
const DIGEST_LENGTH = 32;

/** Nesting and number of values that are looked at; what lies beyond counts as equal. Bounds stack and time on hostile input. */
const MAX_DEPTH = 64;
const MAX_VALUES = 200_000;
/** Characters of a JSON text that is read; a longer one is taken as it is, which takes a fraction of the time. */
const MAX_JSON = 1024 * 1024;
const NOT_WRITTEN = '"..."';

/**
 * JSON with sorted keys and no whitespace: equal values give equal text whatever order their members were written in. Members
 * that JSON cannot hold (undefined, functions) are left out as `JSON.stringify` does; big integers are written as their digits.
 * Never throws: a cycle, a nesting beyond 64 levels and what follows the 200,000th value are written as `"..."`, and so is an
 * object that has more members than are left of these.
 */
export function canonicalJson(value: unknown): string {
  return write(value, { open: [], values: 0 }) ?? 'null';
}

/** Makes the digests that `airt.tool.call.digest` and its siblings carry. */
export interface Digester {
  /**
   * Digest of a call: the tool's name and its arguments. Arguments given as JSON text and as the value it stands for are the same;
   * none at all (undefined, null, empty text) is the same as `{}`. Text that is not JSON is taken as it is.
   */
  call(tool: string, args: unknown): string;
  /** Digest of a result. JSON text of an object or array, and the value it stands for, are the same. */
  result(value: unknown): string;
  /** Digest of a text, taken as it is. */
  text(value: string): string;
}

/** @param key Secret shared by the processes whose digests are to be compared. */
export function createDigester(key: string | Uint8Array): Digester {
  // The purpose and a separator that JSON text cannot hold go first, so that no two kinds of digest can meet.
  const hmac = hmacSha256(key);
  const digest = (...parts: readonly string[]): string => hmac(parts.join('\u0000')).slice(0, DIGEST_LENGTH);
  return {
    call: (tool, args) => digest('call', tool, canonicalArguments(args)),
    result: (value) =>
      digest(
        'result',
        typeof value === 'string' && value.length > MAX_JSON ? value : canonicalJson(typeof value === 'string' ? parsed(value) : value),
      ),
    text: (value) => digest('text', value),
  };
}

/** Bytes of a block of SHA-256. */
const BLOCK = 64;
/** Texts up to this are digested by two hashes at once, which costs a third of an object that is fed and read. */
const SHORT = 16_384;

/** HMAC (RFC 2104) of a text, as hex. */
function hmacSha256(key: string | Uint8Array): (text: string) => string {
  const bytes = Buffer.from(key as string);
  const block = Buffer.alloc(BLOCK);
  (bytes.byteLength > BLOCK ? hash('sha256', bytes, 'buffer') : bytes).copy(block);
  // Room for three bytes a character, behind the key.
  const inner = Buffer.alloc(BLOCK + 3 * SHORT);
  const outer = Buffer.alloc(BLOCK + 32);
  for (let at = 0; at < BLOCK; at += 1) {
    inner[at] = (block[at] as number) ^ 0x36;
    outer[at] = (block[at] as number) ^ 0x5c;
  }
  return (text) => {
    if (text.length > SHORT) return createHmac('sha256', key).update(text).digest('hex');
    const end = BLOCK + inner.write(text, BLOCK, 'utf8');
    hash('sha256', inner.subarray(0, end), 'buffer').copy(outer, BLOCK);
    return hash('sha256', outer, 'hex');
  };
}

function canonicalArguments(args: unknown): string {
  if (typeof args === 'string' && args.length > MAX_JSON) return args;
  const value = typeof args === 'string' ? parsed(args) : args;
  return value === undefined || value === null || value === '' ? '{}' : canonicalJson(value);
}

/** The value a JSON text stands for where it is an object or an array; else the text itself. */
function parsed(text: string): unknown {
  const trimmed = text.trim();
  if (trimmed === '') return '';
  if (!trimmed.startsWith('{') && !trimmed.startsWith('[')) return trimmed === 'null' ? null : text;
  try {
    return JSON.parse(trimmed);
  } catch {
    return text;
  }
}

interface Walk {
  /** The objects that are being written, outermost first: meeting one again is a cycle. */
  readonly open: object[];
  values: number;
}

function write(value: unknown, walk: Walk): string | undefined {
  if (value === null) return 'null';
  walk.values += 1;
  switch (typeof value) {
    case 'string':
    case 'boolean':
      return JSON.stringify(value);
    case 'number':
      return Number.isFinite(value) ? JSON.stringify(value) : 'null';
    case 'bigint':
      return value.toString();
    case 'object':
      return walk.open.length >= MAX_DEPTH || walk.values > MAX_VALUES || walk.open.includes(value)
        ? NOT_WRITTEN
        : writeObject(value, walk);
    default:
      return undefined;
  }
}

function writeObject(value: object, walk: Walk): string | undefined {
  const depth = walk.open.push(value);
  try {
    if (Array.isArray(value)) return `[${value.map((item) => write(item, walk) ?? 'null').join(',')}]`;
    const plain = 'toJSON' in value && typeof value.toJSON === 'function' ? value.toJSON('') : value;
    if (plain !== value) return write(plain, walk);
    const members: string[] = [];
    const names = Object.keys(value);
    // Known before anything is sorted: the time of a digest is bounded whatever a model wrote.
    if (names.length > MAX_VALUES - walk.values) return NOT_WRITTEN;
    for (const name of names.sort()) {
      const text = write((value as Readonly<Record<string, unknown>>)[name], walk);
      if (text !== undefined) members.push(`${JSON.stringify(name)}:${text}`);
    }
    return `{${members.join(',')}}`;
  } catch {
    // A getter or toJSON of the value threw: it has no JSON, and a digest must not fail for that.
    return NOT_WRITTEN;
  } finally {
    walk.open.length = depth - 1;
  }
}
