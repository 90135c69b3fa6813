/**
 * Sees a response being read without standing in its way: where nothing may change the body, the application receives fetch's own response,
 * and what it reads with (the methods of the response, the readers and iterators of its stream) tells on the way what it gave. A second
 * stream around the body costs several times as much.
 *
 * `tee`, `pipeTo` and `pipeThrough` read inside of the platform, where nobody can see it: they alone go over a second stream.
 */
import { isErrored, type Readable } from 'node:stream';
import { bodyOfResponse, NativeReadableStream, NativeResponse } from '../../platform/fetch.ts';
import { isError } from '../../platform/values.ts';
import type { BodyObserver } from '../byte-source.ts';

/** What else happens with a response that nobody can see being read. */
export interface WatchOptions {
  readonly observer: BodyObserver;
  /**
   * A stream of the same bytes, which locks the response's own at once, and which the observer follows. It must not keep the response: the
   * methods of the stream do keep it, and fetch cancels the stream of a response that was collected before it was read.
   */
  readonly openStream: (stream: ReadableStream<Uint8Array>) => ReadableStream<Uint8Array>;
}

type Stream = ReadableStream<Uint8Array>;
type Method = (this: unknown, ...args: unknown[]) => unknown;
type ReadResult = { readonly done?: boolean | undefined; readonly value?: Uint8Array | undefined };

/** Who reads the body: nobody yet, a method of the response, the application through its stream, or a second stream. */
type ReadBy = 'nobody' | 'method' | 'stream' | 'second_stream';

const BODY_METHODS = ['arrayBuffer', 'blob', 'bytes', 'formData', 'json', 'text'] as const;
type BodyMethod = (typeof BODY_METHODS)[number];

/** undici cancels the stream of a response that was collected before anybody read it. */
const COLLECTED = 'Response object has been garbage collected';

const responseMethods = methodsOf(NativeResponse.prototype, BODY_METHODS);
const streamMethods = methodsOf(NativeReadableStream.prototype, ['getReader', 'values', 'tee', 'pipeTo', 'pipeThrough', 'cancel']);
const readerMethods = methodsOf(globalThis.ReadableStreamDefaultReader.prototype, ['read', 'cancel']);
const byobReaderMethods = methodsOf(globalThis.ReadableStreamBYOBReader.prototype, ['read', 'cancel']);

/** Ends what was never read: the application dropped the response without looking at its body. */
const abandoned = new FinalizationRegistry<() => void>((end) => end());

/** Watches a response whose body nobody has touched, and gives it back. */
export function watchResponse(response: Response, { observer, openStream }: WatchOptions): Response {
  const stream = bodyOfResponse(response) as Stream;
  const state: { readBy: ReadBy } = { readBy: 'nobody' };
  abandoned.register(stream, observer.onAbandoned);
  for (const name of BODY_METHODS) {
    const native = responseMethods[name];
    // Older versions of Node have no `bytes`.
    if (native) cover(response, NativeResponse.prototype, name, native, bodyMethod(name, native, response, stream, state, observer));
  }
  watchStream(stream, state, observer, openStream);
  return response;
}

function bodyMethod(
  name: BodyMethod,
  native: Method,
  response: Response,
  stream: Stream,
  state: { readBy: ReadBy },
  observer: BodyObserver,
) {
  return (...args: unknown[]): unknown => {
    const unread = state.readBy === 'nobody' && !stream.locked && !response.bodyUsed;
    if (!unread) return Reflect.apply(native, response, args);
    // What the method reads the stream with tells nothing on its own, unless nothing else would.
    state.readBy = tellers[name] ? 'method' : 'stream';
    const result = Reflect.apply(native, response, args) as Promise<unknown>;
    return follow(result, stream, observer, (value) => {
      tellers[name]?.(observer, value);
      observer.onEnd();
    });
  };
}

/** How the result of a method tells what was read. */
const tellers: Partial<Record<BodyMethod, (observer: BodyObserver, value: unknown) => void>> = {
  json: (observer, value) => observer.onValue?.(value),
  text: (observer, value) => observer.onText?.(value as string),
  arrayBuffer: (observer, value) => observer.onChunk?.(new Uint8Array(value as ArrayBuffer)),
  bytes: (observer, value) => observer.onChunk?.(value as Uint8Array),
};

/** The application's promise, which has told how it ended when the application learns it. */
async function follow<T>(result: Promise<T>, stream: Stream, observer: BodyObserver, onResult: (value: T) => void): Promise<T> {
  let value: T;
  try {
    value = await result;
  } catch (error) {
    // The body of an answer that is no JSON was read to its end all the same; and a reader that was released may read on later.
    if (hasFailed(stream)) observer.onError(error);
    else if (isError(error) && error.name === 'SyntaxError') observer.onEnd();
    throw error;
  }
  onResult(value);
  return value;
}

function watchStream(stream: Stream, state: { readBy: ReadBy }, observer: BodyObserver, openStream: (stream: Stream) => Stream): void {
  const isWatched = (): boolean => state.readBy === 'nobody' || state.readBy === 'stream';
  const onRead = ({ done, value }: ReadResult): void => {
    if (done) observer.onEnd();
    else if (value && value.byteLength > 0) observer.onChunk?.(value);
  };
  const onCancel = (reason: unknown): void => (reason === COLLECTED ? observer.onAbandoned() : observer.onCancel());
  const own = (name: keyof typeof streamMethods, value: Method): void =>
    cover(stream, NativeReadableStream.prototype, name, streamMethods[name], value);

  own('getReader', (...args) => {
    const reader = Reflect.apply(streamMethods.getReader as Method, stream, args) as object;
    if (!isWatched()) return reader;
    state.readBy = 'stream';
    const { read, cancel } = (args[0] as { mode?: unknown } | undefined)?.mode === 'byob' ? byobReaderMethods : readerMethods;
    define(reader, 'read', (...given) =>
      follow(Reflect.apply(read as Method, reader, given) as Promise<ReadResult>, stream, observer, onRead),
    );
    define(reader, 'cancel', (reason) => {
      onCancel(reason);
      return Reflect.apply(cancel as Method, reader, [reason]);
    });
    return reader;
  });

  const values: Method = (...args) => {
    const iterator = Reflect.apply(streamMethods.values as Method, stream, args) as AsyncIterator<Uint8Array>;
    if (!isWatched()) return iterator;
    state.readBy = 'stream';
    const { next, return: end } = iterator;
    define(iterator, 'next', (...given) => follow(Reflect.apply(next, iterator, given) as Promise<ReadResult>, stream, observer, onRead));
    define(iterator, 'return', (...given) => {
      if (!(args[0] as { preventCancel?: unknown } | undefined)?.preventCancel) observer.onCancel();
      return Reflect.apply(end as Method, iterator, given);
    });
    return iterator;
  };
  own('values', values);
  define(stream, Symbol.asyncIterator, values);

  own('cancel', (reason) => {
    if (isWatched() && !stream.locked) onCancel(reason);
    return Reflect.apply(streamMethods.cancel as Method, stream, [reason]);
  });

  for (const name of ['tee', 'pipeTo', 'pipeThrough'] as const) {
    const native = streamMethods[name] as Method;
    own(name, (...args) => {
      const isSeen = !isWatched() || stream.locked;
      if (!isSeen) state.readBy = 'second_stream';
      return Reflect.apply(native, isSeen ? stream : openStream(stream), args);
    });
  }
}

/** Node's documentation says that web streams are accepted, its types do not. */
const hasFailed = (stream: Stream): boolean => isErrored(stream as unknown as Readable);

/** In place of a method of the class. Where the application has put another one there since, that is what it calls. */
function cover(object: object, prototype: object, name: string, native: Method | undefined, own: Method): void {
  define(object, name, (...args) => {
    const current = (prototype as Record<string, Method>)[name] as Method;
    return Reflect.apply(current === native ? own : current, object, args);
  });
}

/** As a method of the class looks: not listed among the object's own members. */
function define(object: object, name: PropertyKey, value: Method): void {
  Object.defineProperty(object, name, { value, writable: true, configurable: true, enumerable: false });
}

/** The methods of a class as they are when the preload runs. */
function methodsOf<Name extends string>(prototype: object, names: readonly Name[]): Readonly<Record<Name, Method | undefined>> {
  return Object.fromEntries(names.map((name) => [name, (prototype as Record<string, Method>)[name]])) as Record<Name, Method | undefined>;
}
