/** What an application can see of a call, written down so that two runs can be compared letter by letter. */
import { createHash } from 'node:crypto';
import { inspect } from 'node:util';

/** Everything visible of one play in one run. */
export interface Outcome {
  readonly play: number;
  /** JSON of the value that the application got; long ones as their beginning and a digest. */
  readonly value?: string;
  /** JSON of what was thrown. */
  readonly error?: string;
  /** JSON of each chunk that arrived, in ways that read a part; the sizes of chunks in lockstep. */
  readonly chunks?: readonly string[];
  /** Begin and end by the clock that spans are measured with (ms since 1970). */
  readonly from: number;
  readonly to: number;
}

/** What the player says at its end. */
export interface PlayerReport {
  readonly outcomes: readonly Outcome[];
  readonly unhandled: readonly string[];
  readonly warnings: readonly string[];
}

/** Longest value kept whole. */
const maxValue = process.env.AIRT_RECORDINGS_FULL ? Number.POSITIVE_INFINITY : 1500;

/** JSON of a value, with members in their own order; what JSON cannot say is named. `edit` is made before long texts are shortened. */
export function write(value: unknown, edit: (text: string) => string = (text) => text): string {
  const text = JSON.stringify(value, (_, member: unknown) => {
    if (member === undefined) return '(undefined)';
    if (typeof member === 'bigint') return `(bigint ${member})`;
    if (member instanceof Uint8Array) return bytes(member);
    if (member instanceof Error) return describeError(member);
    return member;
  });
  return shorten(edit(text ?? '(undefined)'));
}

/** Text as it is, or its beginning and a digest. */
function shorten(text: string): string {
  return text.length <= maxValue ? text : `${text.slice(0, maxValue / 3)}… (${text.length} characters, ${digest(text)})`;
}

/** Text of bytes, exactly: as UTF-8 where they are that. */
export function bytes(data: Uint8Array): { readonly length: number; readonly digest: string; readonly text: string } {
  return { length: data.length, digest: digest(data), text: Buffer.from(data).toString('utf8').slice(0, 300) };
}

function digest(data: string | Uint8Array): string {
  return createHash('sha256').update(data).digest('hex').slice(0, 16);
}

/** What a catch block can look at. */
export function describeError(error: unknown, depth = 0): unknown {
  if (!(error instanceof Error)) return { thrown: typeof error === 'object' ? error : String(error) };
  const members: Record<string, unknown> = { class: error.constructor.name, name: error.name, message: error.message };
  for (const [name, value] of Object.entries(error)) {
    // The stack of an undici error holds sockets, whose ports differ from run to run.
    if (name === 'socket' || name === 'cause') continue;
    members[name] = value instanceof Headers ? [...value] : value;
  }
  if (error.cause !== undefined && depth < 4) members.cause = describeError(error.cause, depth + 1);
  return members;
}

/** What an application can see of a response before it reads the body. */
export function describeResponse(response: Response): unknown {
  const { status, statusText, ok, url, type, redirected, bodyUsed } = response;
  const kinds = [response instanceof Response, response.body instanceof ReadableStream, Object.prototype.toString.call(response)];
  // As `console.log` and a spread show it.
  const shown = [inspect(response, { depth: 0 }), Object.keys(response)];
  return {
    status,
    statusText,
    ok,
    url,
    type,
    redirected,
    bodyUsed,
    headers: [...response.headers],
    kinds,
    shown,
    class: response.constructor.name,
  };
}
