/** The `Response` that the application receives in place of the fetched one: as that one in everything but its body. */
import { isErrored, type Readable } from 'node:stream';
import { isPromise } from '../../model/maybe-promise.ts';
import {
  bodyOfResponse,
  cancelReader,
  cancelStream,
  deleteHeader,
  getHeader,
  getReader,
  hasHeader,
  headersOfResponse,
  isResponseUsed,
  NativeHeaders,
  NativeResponse,
  readNext,
  statusOf,
} from '../../platform/fetch.ts';
import { type BodyObserver, type ByteSource, observed } from '../byte-source.ts';
import type { Reply, TransportReply } from '../transport.ts';
import { bodyStream } from './body-stream.ts';
import { watchResponse } from './watched-response.ts';

/**
 * Node 22 (undici 6) refuses to read the body of a request that was aborted since, with an error of its own whatever the reason of the
 * abort. Later ones give the reason.
 */
const REFUSES_ABORTED: boolean = Number.parseInt(process.versions.undici ?? '', 10) < 7;

const BODY_METHODS = ['arrayBuffer', 'blob', 'bytes', 'formData', 'json', 'text'] as const;

/** Ends what was never read: the application dropped the response without looking at its body. */
const abandoned = new FinalizationRegistry<() => void>((end) => end());

/** @param refusesAborted Whether the original's own methods refuse what was aborted. */
export function responseOf(reply: Reply, signal: AbortSignal | undefined, refusesAborted: boolean = REFUSES_ABORTED): Response {
  const { body, original, observer } = reply;
  if (!original) return madeResponse(reply);
  const native = original.native as Response;
  if (!body) return native;
  if (reply.isNative && observer) {
    return watchResponse(native, { observer, openStream: secondStream(observer, signal) });
  }
  let source = body;
  // The original's own headers, which nobody can change; only where the body turns out to be edited, its length is left out.
  const shown = { headers: native.headers };
  source = withoutLength(source, reply, shown);
  const stream = bodyStream(source, signal);
  const { status, statusText, headers } = native;
  const response = new NativeResponse(stream, { status, statusText, headers });
  if (observer) abandoned.register(stream, observer.onAbandoned);
  const refuse = signal && refusesAborted ? (each: Response) => refuseAborted(each, native, signal, observer?.onError) : undefined;
  return likeOriginal(response, native, shown, refuse);
}

/** A function of its own: a closure keeps everything that another one of its scope does, and this one must not keep the response. */
const secondStream =
  (observer: BodyObserver, signal: AbortSignal | undefined) =>
  (stream: ReadableStream<Uint8Array>): ReadableStream<Uint8Array> =>
    bodyStream(observed(lockedSource(stream), observer), signal);

/** A response that was made in this process. */
function madeResponse({ head: { status }, headers, body }: Reply): Response {
  return new NativeResponse(body ? bodyStream(body, undefined) : null, { status, ...(headers ? { headers } : {}) });
}

/** Leaves the length out of the headers as soon as the body differs. */
function withoutLength(source: ByteSource, { isEdited, isNative }: Reply, shown: { headers: Headers }): ByteSource {
  if (isNative || !hasHeader(shown.headers, 'content-length')) return source;
  const check = (chunk: Uint8Array | undefined): Uint8Array | undefined => {
    if (isEdited() && hasHeader(shown.headers, 'content-length')) {
      shown.headers = new NativeHeaders(shown.headers);
      deleteHeader(shown.headers, 'content-length');
    }
    return chunk;
  };
  return {
    ...source,
    read() {
      const chunk = source.read();
      return isPromise(chunk) ? chunk.then(check) : check(chunk);
    },
  };
}

/** An aborted response that nobody has begun to read is refused by the original's own method. */
function refuseAborted(response: Response, original: Response, signal: AbortSignal, onError: ((error: unknown) => void) | undefined): void {
  for (const name of BODY_METHODS) {
    const method: unknown = NativeResponse.prototype[name];
    if (typeof method !== 'function') continue;
    const value = (...args: unknown[]): Promise<unknown> => {
      const untouched = !response.bodyUsed && response.body?.locked !== true && !original.bodyUsed;
      // Only what cannot be read any more: nothing passes the guard here.
      if (!untouched || !signal.aborted || !hasFailed(original)) return Reflect.apply(method, response, args);
      onError?.(signal.reason);
      return Reflect.apply(method, original, args);
    };
    Object.defineProperty(response, name, { value, writable: true, configurable: true, enumerable: false });
  }
}

/** Node's documentation says that web streams are accepted, its types do not. */
const hasFailed = ({ body }: Response): boolean => body !== null && isErrored(body as unknown as Readable);

/**
 * A Response made by hand has no url, is never redirected, and its headers can be changed: these are taken from the original, for clones
 * too. `shown` is not the response, which must not be kept by its stream.
 */
function likeOriginal(
  response: Response,
  original: Pick<Response, 'url' | 'redirected' | 'type'>,
  shown: { readonly headers: Headers },
  alsoOnClones: ((response: Response) => void) | undefined,
): Response {
  alsoOnClones?.(response);
  const { url, redirected, type } = original;
  const fixed = (value: unknown) => ({ value, configurable: true, enumerable: false });
  return Object.defineProperties(response, {
    url: fixed(url),
    redirected: fixed(redirected),
    type: fixed(type),
    headers: { get: () => shown.headers, configurable: true, enumerable: false },
    clone: {
      ...fixed(() => likeOriginal(NativeResponse.prototype.clone.call(response), { url, redirected, type }, shown, alsoOnClones)),
      writable: true,
    },
  });
}

/**
 * What fetch gave. The body is not locked before the first read: one that is never read is given up by fetch itself. The source keeps the
 * response and not its stream: fetch cancels the stream of a response that was collected before it was read.
 */
export function replyOf(response: Response): TransportReply {
  const head = { status: statusOf(response), contentType: getHeader(headersOfResponse(response), 'content-type') ?? '' };
  return { head, body: sourceOf(response), native: response };
}

/** Other statuses cannot be made by hand, and have no body to read. */
function sourceOf(response: Response): ByteSource | undefined {
  const status = statusOf(response);
  const body = bodyOfResponse(response);
  if (status < 200 || status > 599 || !body || body.locked || isResponseUsed(response)) return undefined;
  let reader: ReadableStreamDefaultReader<Uint8Array> | undefined;
  return {
    read() {
      const stream = reader ? undefined : bodyOfResponse(response);
      if (stream) reader = getReader(stream);
      return reader ? readFrom(reader) : undefined;
    },
    async cancel(reason) {
      if (reader) return await cancelReader(reader, reason);
      const stream = bodyOfResponse(response);
      if (stream) await cancelStream(stream, reason);
    },
  };
}

/** Locked at once, as the platform does where it reads inside. */
function lockedSource(stream: ReadableStream<Uint8Array>): ByteSource {
  const reader = getReader(stream);
  return { read: () => readFrom(reader), cancel: (reason) => cancelReader(reader, reason) };
}

async function readFrom(reader: ReadableStreamDefaultReader<Uint8Array>): Promise<Uint8Array | undefined> {
  for (;;) {
    const { done, value } = await readNext(reader);
    if (done) return undefined;
    if (value.byteLength > 0) return value;
  }
}
