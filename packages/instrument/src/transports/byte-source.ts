import { isPromise, type MaybePromise } from '../model/maybe-promise.ts';

/** The bytes of a body, taken one chunk at a time: nothing is read before it is asked for. One `read` at a time. */
export interface ByteSource {
  /** The next chunk, never empty; `undefined` at the end. Rejects, or throws, where the body broke; then nothing more follows. */
  read(): MaybePromise<Uint8Array | undefined>;
  /** Nobody reads any further. After the end or a failure it does nothing. */
  cancel(reason?: unknown): MaybePromise<void>;
  /**
   * The request was aborted: drops what was received and waits to be read. Returns whether anything waited; the body is then to end with
   * an error. Absent where nothing ever waits.
   */
  discard?(reason: unknown): boolean;
}

/** What becomes of a body on its way to the application. Exactly one of `onEnd`, `onCancel`, `onError` and `onAbandoned` is the last. */
export interface BodyObserver {
  /** Bytes as the provider sent them. Not called where a stage has taken the body over. */
  onChunk?(chunk: Uint8Array): void;
  /** In place of its chunks: the whole body, as text. */
  onText?(text: string): void;
  /** In place of its chunks: the whole body, the parsed JSON that the application receives, and must not be changed. */
  onValue?(value: unknown): void;
  /** The application has received all of it. */
  onEnd(): void;
  /** The application stopped reading. */
  onCancel(): void;
  /** The body broke: connection, abort signal. */
  onError(error: unknown): void;
  /** The application let go of the response without reading it to its end. */
  onAbandoned(): void;
}

/** Passes the end of a source on to an observer. */
export function observed(source: ByteSource, observer: BodyObserver): ByteSource {
  let ended = false;
  const end = (notify: () => void): void => {
    if (ended) return;
    ended = true;
    notify();
  };
  const onChunk = (chunk: Uint8Array | undefined): Uint8Array | undefined => {
    if (chunk === undefined) end(() => observer.onEnd());
    else observer.onChunk?.(chunk);
    return chunk;
  };
  const onError = (error: unknown): never => {
    end(() => observer.onError(error));
    throw error;
  };
  return {
    read() {
      let chunk: MaybePromise<Uint8Array | undefined>;
      try {
        chunk = source.read();
      } catch (error) {
        return onError(error);
      }
      return isPromise(chunk) ? chunk.then(onChunk, onError) : onChunk(chunk);
    },
    cancel(reason) {
      end(() => observer.onCancel());
      return source.cancel(reason);
    },
    discard(reason) {
      const anyDropped = source.discard?.(reason) ?? false;
      if (anyDropped) end(() => observer.onError(reason));
      return anyDropped;
    },
  };
}
