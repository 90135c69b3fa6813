/** Pushes a body of the host's into a response, as the application reads it. */
import { isPromise } from '../../model/maybe-promise.ts';
import type { ByteSource } from '../byte-source.ts';

export interface ResponseSink {
  /** Returns whether more is wanted, as `Readable.push` does. */
  push(piece: Uint8Array): boolean;
  onEnd(): void;
  onError(error: unknown): void;
  /** Runs listeners of the application in the context that they belong to. */
  inContext(work: () => void): void;
}

/** waiting: the application wants nothing. filling: a piece is read and pushed. stopped: nothing is pushed any more. */
type State = 'waiting' | 'filling' | 'stopped';

export class ResponseFiller {
  readonly #source: ByteSource;
  readonly #sink: ResponseSink;
  #state: State = 'waiting';
  #isEager = false;

  constructor(source: ByteSource, sink: ResponseSink) {
    this.#source = source;
    this.#sink = sink;
  }

  /** The application wants more. */
  fill(): void {
    if (this.#state !== 'waiting') return;
    this.#state = 'filling';
    this.#advance();
  }

  /** The connection broke: what can still be delivered is delivered now, whether it is wanted or not. */
  fillAll(): void {
    this.#isEager = true;
    this.fill();
  }

  /** The application gave the response up. The source ends with the error, where there is one. */
  stop(error: Error | undefined): void {
    const isReading = this.#state === 'filling';
    this.#state = 'stopped';
    // A read under way fails with the error by itself.
    if (!isReading || !error) void endSource(this.#source, error);
  }

  #advance(): void {
    for (;;) {
      let piece: ReturnType<ByteSource['read']>;
      try {
        piece = this.#source.read();
      } catch (error) {
        this.#fail(error);
        return;
      }
      if (isPromise<Uint8Array | undefined>(piece)) {
        this.#await(piece);
        return;
      }
      if (!this.#give(piece)) return;
    }
  }

  #await(piece: Promise<Uint8Array | undefined>): void {
    const { inContext } = this.#sink;
    piece.then(
      (each) => inContext(() => this.#give(each) && this.#advance()),
      (error: unknown) => inContext(() => this.#fail(error)),
    );
  }

  /** Returns whether to go on. */
  #give(piece: Uint8Array | undefined): boolean {
    if (this.#state !== 'filling') return false;
    if (!piece) {
      this.#state = 'stopped';
      this.#sink.onEnd();
      return false;
    }
    // Listeners may give the response up in between.
    const isWanted = this.#sink.push(piece) || this.#isEager;
    if (this.#state !== 'filling') return false;
    if (!isWanted) this.#state = 'waiting';
    return isWanted;
  }

  #fail(error: unknown): void {
    if (this.#state !== 'filling') return;
    this.#state = 'stopped';
    this.#sink.onError(error);
  }
}

/** Brings a source that nobody reads any more to its end. With an error, it ends with it, or with its own. */
export async function endSource(source: ByteSource, error: Error | undefined): Promise<void> {
  try {
    if (!error) return await source.cancel();
    source.discard?.(error);
    while ((await source.read()) !== undefined) source.discard?.(error);
  } catch {
    // Its end has been seen.
  }
}
