/**
 * What an application gives to `fetch`. The original reads it all before it returns; where a model call has to wait first (for the data
 * plane to be loaded, for the text of a body), what the application does with its objects in the meantime must not count.
 */

import {
  anySignal,
  bodyOfRequest,
  cloneRequest,
  deleteHeader,
  headersOfRequest,
  isBlob,
  isRequest,
  isRequestUsed,
  isURL,
  NativeHeaders,
  NativeRequest,
  signalOfRequest,
  textOfBlob,
  textOfRequest,
} from '../../platform/fetch.ts';
import { isAnyArrayBuffer } from '../../platform/values.ts';
import type { OutgoingRequest } from '../transport.ts';

export type Fetch = typeof globalThis.fetch;
export type FetchArguments = Parameters<Fetch>;

/** The members of an init that fetch reads, also where they are not the object's own (a Request, or a class with getters). */
const MEMBERS = [
  'method',
  'headers',
  'body',
  'referrer',
  'referrerPolicy',
  'mode',
  'credentials',
  'cache',
  'redirect',
  'integrity',
  'keepalive',
  'signal',
  'duplex',
  'priority',
  'window',
  'dispatcher',
] as const;

export type Init = NonNullable<FetchArguments[1]>;

/** A plain object with everything that fetch would read from this one. */
export function plainInit(init: Init | undefined): Init {
  const copy: Record<string, unknown> = { ...init };
  for (const name of MEMBERS) {
    if (init && !Object.hasOwn(copy, name) && name in init) copy[name] = (init as Record<string, unknown>)[name];
  }
  return copy;
}

/** A copy that the application cannot change any more. Throws what fetch would reject with; then nothing was taken. */
export function snapshot([input, init]: FetchArguments): FetchArguments {
  if (isRequest(input) || isRequest(init)) {
    // Takes the body, as fetch does. The application's own signal is followed, not the copy's: that one ends with the copy.
    const own = new NativeRequest(input, init);
    const signal = init?.signal !== undefined ? init.signal : isRequest(input) ? signalOfRequest(input) : undefined;
    const dispatcher = (init as { dispatcher?: unknown } | undefined)?.dispatcher;
    return [own, { ...(signal === undefined ? {} : { signal }), ...(dispatcher === undefined ? {} : { dispatcher }) } as Init];
  }
  if (!init) return [String(input), init];
  const copy = plainInit(init);
  if (copy.headers) copy.headers = new NativeHeaders(copy.headers);
  const { body } = copy;
  if (ArrayBuffer.isView(body)) copy.body = new Uint8Array(body.buffer, body.byteOffset, body.byteLength).slice();
  else if (isAnyArrayBuffer(body)) copy.body = body.slice(0);
  return [String(input), copy];
}

/** Whether the text of the body is there only later. */
export const hasLateBody = ([input, init]: FetchArguments): boolean =>
  isRequest(init) ||
  isBlob(init?.body) ||
  (isRequest(input) && (init?.body === undefined || init.body === null) && bodyOfRequest(input) !== null);

/** The body as text, and nothing taken from the application: a stream is left alone. */
export function bodyText([input, init]: FetchArguments): string | Promise<string> | undefined {
  const body = init?.body ?? undefined;
  if (typeof body === 'string') return body;
  if (ArrayBuffer.isView(body) || isAnyArrayBuffer(body)) return new TextDecoder().decode(body);
  if (isBlob(body)) return textOfBlob(body);
  if (body === undefined && isRequest(input) && !isRequestUsed(input)) return textOfRequest(cloneRequest(input));
  return undefined;
}

/** The request with what differs in an outgoing one; the arguments themselves where nothing does. */
export function changed(args: FetchArguments, { url, body, additional }: OutgoingRequest): FetchArguments {
  if (body === undefined && url === undefined && !additional) return args;
  const [input, init] = args;
  const headers = new NativeHeaders(headersOf(args));
  // A length that the application worked out for the old body would be refused or cut the new one.
  if (body !== undefined) deleteHeader(headers, 'content-length');
  // A provider would answer with what it answered before.
  if (additional) deleteHeader(headers, 'idempotency-key');
  const own = signalOf(args);
  const signal = additional && { signal: own ? anySignal([own, additional]) : additional };
  const changedInit = { ...plainInit(init), headers, ...(body === undefined ? {} : { body }), ...signal };
  if (url === undefined) return [input, changedInit];
  return [url.href, isRequest(input) ? { ...plainInit(input as unknown as Init), ...changedInit } : changedInit];
}

/**
 * An object that gives its address when it is converted to text is converted only once. What has no address is left to the original: it
 * may be the `Request` of a library that has replaced the class.
 */
export function withUrl(args: FetchArguments): FetchArguments {
  const [input, ...rest] = args as [unknown, FetchArguments[1]?];
  if (typeof input !== 'object' || input === null || isURL(input) || isRequest(input)) return args;
  try {
    const url = String(input);
    return URL.canParse(url) ? [url, ...rest] : args;
  } catch {
    return args;
  }
}

export const headersOf = ([input, init]: FetchArguments): ConstructorParameters<typeof Headers>[0] =>
  init?.headers ?? (isRequest(input) ? headersOfRequest(input) : undefined);

export const signalOf = ([input, init]: FetchArguments): AbortSignal | undefined =>
  init?.signal ?? (init?.signal === undefined && isRequest(input) ? signalOfRequest(input) : undefined);
