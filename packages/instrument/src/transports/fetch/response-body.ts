/**
 * A response whose body passes through a reader. It behaves as the original to every way of consuming it: same bytes, same errors at
 * the same place, nothing read before it is asked for, nothing kept alive that the application let go of.
 */
import { isErrored, type Readable } from 'node:stream';
import type { ReadableStreamDefaultReader, UnderlyingByteSource } from 'node:stream/web';
import type { Refusal, ResponseReader } from '../../calls/response-reader.ts';

export interface BodyWatcher {
  /** The body was delivered whole. */
  onEnd(): void;
  /** The application stopped reading. */
  onCancel(): void;
  /** The body broke: connection, abort signal. */
  onError(error: unknown): void;
  /**
   * The answer is whole, and `reader.refused()`: another response may follow in its place. Rejects with what the application's own read is
   * to fail with.
   * @param signal The application stopped reading in the meantime.
   */
  next(signal: AbortSignal): Promise<Continuation | undefined>;
}

/** What the application gets in the place of what a body ended with. */
export interface Continuation {
  readonly response: Response;
  readonly reader: ResponseReader;
}

/**
 * Node 22 (undici 6) refuses to read the body of a request that was aborted since, with an error of its own whatever the reason of the
 * abort. Later ones give the reason.
 */
const REFUSES_ABORTED: boolean = Number.parseInt(process.versions.undici ?? '', 10) < 7;

const BODY_METHODS = ['arrayBuffer', 'blob', 'bytes', 'formData', 'json', 'text'] as const;

/** Ends what was never read: the application dropped the response without looking at its body. */
const abandoned = new FinalizationRegistry<() => void>((end) => end());

/**
 * @param signal That of the request: what was aborted gives out nothing that is still held here.
 * @param refuses Whether the original's own methods refuse what was aborted.
 */
export function watchResponse(
  original: Response,
  reader: ResponseReader,
  watcher: BodyWatcher,
  onAbandoned: () => void,
  signal?: AbortSignal,
  refuses: boolean = REFUSES_ABORTED,
): Response {
  if (!original.body) {
    watcher.onEnd();
    return original;
  }
  // The original's own headers, which nobody can change; only where the body turns out to be edited, its length is left out.
  const shown = { headers: original.headers };
  const stream = watchBody(original, reader, watcher, signal, () => {
    if (!shown.headers.has('content-length')) return;
    shown.headers = new Headers(original.headers);
    shown.headers.delete('content-length');
  });
  const { status, statusText, headers } = original;
  const watched = new Response(stream, { status, statusText, headers });
  abandoned.register(stream, onAbandoned);
  return likeOriginal(
    watched,
    original,
    shown,
    signal && refuses ? (response) => refuseAborted(response, original, signal, watcher) : undefined,
  );
}

/** An aborted response that nobody has begun to read is refused by the original's own method. */
function refuseAborted(response: Response, original: Response, signal: AbortSignal, watcher: BodyWatcher): void {
  for (const name of BODY_METHODS) {
    const method: unknown = Response.prototype[name];
    if (typeof method !== 'function') continue;
    const value = (...args: unknown[]): Promise<unknown> => {
      const untouched = !response.bodyUsed && response.body?.locked !== true && !original.bodyUsed;
      // Only what cannot be read any more: nothing gets past its reader here.
      if (!untouched || !signal.aborted || !hasFailed(original)) return Reflect.apply(method, response, args);
      watcher.onError(signal.reason);
      return Reflect.apply(method, original, args);
    };
    Object.defineProperty(response, name, { value, writable: true, configurable: true, enumerable: false });
  }
}

/** The types of Node do not say that web streams are taken, its documentation does. */
const hasFailed = ({ body }: Response): boolean => body !== null && isErrored(body as unknown as Readable);

/**
 * A Response made by hand has no url, is never redirected, and its headers can be changed: these are taken from the original, for clones
 * too. `shown` is not the response, which must not be kept by its stream.
 */
function likeOriginal(
  watched: Response,
  original: Pick<Response, 'url' | 'redirected' | 'type'>,
  shown: { readonly headers: Headers },
  alsoOnClones: ((response: Response) => void) | undefined,
): Response {
  alsoOnClones?.(watched);
  const { url, redirected, type } = original;
  const fixed = (value: unknown) => ({ value, configurable: true, enumerable: false });
  return Object.defineProperties(watched, {
    url: fixed(url),
    redirected: fixed(redirected),
    type: fixed(type),
    headers: { get: () => shown.headers, configurable: true, enumerable: false },
    clone: {
      ...fixed(() => likeOriginal(Response.prototype.clone.call(watched), { url, redirected, type }, shown, alsoOnClones)),
      writable: true,
    },
  });
}

/**
 * `original` is the response itself and not its stream: fetch cancels the stream of a response that was collected before it was read,
 * so the response has to live as long as what reads it.
 */
function watchBody(
  first: Response,
  firstReader: ResponseReader,
  watcher: BodyWatcher,
  signal: AbortSignal | undefined,
  onEdited: () => void,
): ReadableStream<Uint8Array> {
  let [original, reader] = [first, firstReader];
  /** Set while it is open whether another response follows. */
  let asking: AbortController | undefined;
  // Not locked before the first read: a body that is never read is given up by fetch itself, as it would be without us.
  let source: ReadableStreamDefaultReader<Uint8Array> | undefined;
  /** What is to be delivered, from `next` on: much may be let go at once, and shifting a long list costs its length each time. */
  let queue: Uint8Array[] = [];
  let next = 0;
  let last: 'end' | { readonly error: unknown } | undefined;

  /** Reads until there is something to deliver, or nothing more will come. */
  async function fill(): Promise<void> {
    while (next === queue.length && !last) {
      source ??= original.body?.getReader();
      if (!source) return;
      let read: Awaited<ReturnType<ReadableStreamDefaultReader<Uint8Array>['read']>>;
      try {
        read = await source.read();
      } catch (error) {
        last = { error };
        put(reader.cut());
        if (signal?.aborted) drop();
        return;
      }
      put(read.done ? reader.end() : reader.write(read.value));
      if (reader.edited) onEdited();
      const refusal = reader.refused();
      if (refusal && (await goOn(refusal))) continue;
      if (read.done) last ??= 'end';
    }
  }

  function drop(): void {
    queue = [];
    next = 0;
  }

  /** The request was aborted while there was something left to read: fetch then gives nothing more of it. */
  async function endAborted(reason: unknown): Promise<void> {
    drop();
    if (last !== 'end' && last) return;
    last = { error: reason };
    try {
      await source?.read();
    } catch (error) {
      last = { error };
    }
  }

  /** One by one: what was held may be more than a call takes arguments. */
  function put(chunks: readonly Uint8Array[]): void {
    for (const chunk of chunks) if (chunk.byteLength > 0) queue.push(chunk);
  }

  /** true: another response follows. */
  async function goOn(refusal: Refusal): Promise<boolean> {
    asking = new AbortController();
    try {
      const continuation = await watcher.next(asking.signal);
      if (!continuation) {
        put(refusal.instead());
        return false;
      }
      // Nothing of interest is left in it, but it may not have ended.
      source?.cancel().catch(() => {});
      ({ response: original, reader } = continuation);
      source = undefined;
      return true;
    } catch (error) {
      last = { error };
      return false;
    } finally {
      asking = undefined;
    }
  }

  const watched: UnderlyingByteSource = {
    type: 'bytes',
    async pull(controller) {
      if (next < queue.length && signal?.aborted) await endAborted(signal.reason);
      else if (next === queue.length && !last) {
        drop();
        await fill();
      }
      const chunk = queue[next];
      if (chunk) {
        next += 1;
        // A byte stream takes the whole buffer away: a copy where that is not the chunk's own (Node pools small Buffers).
        controller.enqueue(Buffer.isBuffer(chunk) || chunk.byteLength !== chunk.buffer.byteLength ? new Uint8Array(chunk) : chunk);
        return;
      }
      if (last === 'end') {
        watcher.onEnd();
        controller.close();
        controller.byobRequest?.respond(0);
      } else if (last) {
        watcher.onError(last.error);
        controller.error(last.error);
      }
    },
    async cancel(reason) {
      asking?.abort();
      watcher.onCancel();
      // A source that broke while the application had something left to read would answer with its error, which is not the application's any more.
      if (last) return;
      await (source ?? original.body)?.cancel(reason);
    },
  };
  // Nothing is read ahead, as with fetch itself.
  return new ReadableStream(watched, { highWaterMark: 0 });
}
