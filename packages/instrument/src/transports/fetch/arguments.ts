/**
 * What an application gives to `fetch`. The original reads it all before it returns; where a model call has to wait first (for the data
 * plane to be loaded, for the text of a body), what the application does with its objects in the meantime must not count.
 */

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
  if (input instanceof Request || init instanceof Request) {
    // Takes the body, as fetch does. The application's own signal is followed, not the copy's: that one ends with the copy.
    const own = new Request(input, init);
    const signal = init?.signal !== undefined ? init.signal : input instanceof Request ? input.signal : undefined;
    const dispatcher = (init as { dispatcher?: unknown } | undefined)?.dispatcher;
    return [own, { ...(signal === undefined ? {} : { signal }), ...(dispatcher === undefined ? {} : { dispatcher }) } as Init];
  }
  if (!init) return [String(input), init];
  const copy = plainInit(init);
  if (copy.headers) copy.headers = new Headers(copy.headers);
  const { body } = copy;
  if (ArrayBuffer.isView(body)) copy.body = new Uint8Array(body.buffer, body.byteOffset, body.byteLength).slice();
  else if (body instanceof ArrayBuffer) copy.body = body.slice(0);
  return [String(input), copy];
}

/** Whether the text of the body is there only later. */
export const hasLateBody = ([input, init]: FetchArguments): boolean =>
  init instanceof Request ||
  init?.body instanceof Blob ||
  (input instanceof Request && (init?.body === undefined || init.body === null) && input.body !== null);

/** The body as text, and nothing taken from the application: a stream is left alone. */
export function bodyText([input, init]: FetchArguments): string | Promise<string> | undefined {
  const body = init?.body ?? undefined;
  if (typeof body === 'string') return body;
  if (ArrayBuffer.isView(body) || body instanceof ArrayBuffer) return new TextDecoder().decode(body);
  if (body instanceof Blob) return body.text();
  if (body === undefined && input instanceof Request && !input.bodyUsed) return input.clone().text();
  return undefined;
}

/** The same request with another body. */
export function withBody([input, init]: FetchArguments, body: string): FetchArguments {
  const headers = new Headers(headersOf([input, init]));
  // A length that the application worked out for the old body would be refused or cut the new one.
  headers.delete('content-length');
  return [input, { ...plainInit(init), body, headers }];
}

/** The same request as another one, that ends with this signal too. */
export function onceMore(args: FetchArguments, signal: AbortSignal): FetchArguments {
  const [input, init] = args;
  const headers = new Headers(headersOf(args));
  // A provider would answer with what it answered before.
  headers.delete('idempotency-key');
  const given = signalOf(args);
  return [input, { ...plainInit(init), headers, signal: given ? AbortSignal.any([given, signal]) : signal }];
}

export const headersOf = ([input, init]: FetchArguments): ConstructorParameters<typeof Headers>[0] =>
  init?.headers ?? (input instanceof Request ? input.headers : undefined);

export const signalOf = ([input, init]: FetchArguments): AbortSignal | undefined =>
  init?.signal ?? (init?.signal === undefined && input instanceof Request ? input.signal : undefined);
