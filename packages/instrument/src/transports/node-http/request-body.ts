/**
 * The body of a request, kept back while the application writes it: a verdict needs all of it. What was kept is then written to Node as
 * the application wrote it, piece by piece, or another body in its place.
 */

import type { ClientRequest } from 'node:http';
import { nextTick } from '../../platform/process.ts';
import { isUint8Array } from '../../platform/values.ts';
import { coverMethod } from './cover-method.ts';
import { renderHead } from './request-head.ts';

/** A larger body is passed on unjudged. */
const MAX_BODY_BYTES = 64 * 1024 * 1024;

/** So is one of which nothing more comes for this long. */
const MAX_PAUSE_MS = 30_000;

export interface CollectOptions {
  /** The application has ended its request. */
  readonly onEnd: () => void;
  /** The body is too large, or stands still. What was kept has left, and the rest follows by itself. */
  readonly onGiveUp: (reason: string) => void;
  /** The application wrote after the end, before Node knows of the end. */
  readonly onError: (error: Error) => void;
  readonly maxBytes?: number;
  readonly maxPauseMs?: number;
}

type Callback = (error?: Error | null) => void;

interface Piece {
  readonly chunk: string | Uint8Array;
  readonly encoding: BufferEncoding | undefined;
}

/** How the application ended its request. */
interface End {
  readonly chunk: string | Uint8Array | undefined;
  readonly encoding: BufferEncoding | undefined;
  readonly callback: Callback | undefined;
}

/** collecting: pieces are kept. whole: the application has ended its request. left: its calls go to Node. */
type State = { readonly phase: 'collecting' | 'left' } | { readonly phase: 'whole'; readonly end: End };

export class BodyCollector {
  readonly #request: ClientRequest;
  readonly #options: CollectOptions;
  readonly #write: ClientRequest['write'];
  readonly #end: ClientRequest['end'];
  readonly #covers: (() => void)[];
  readonly #pause: NodeJS.Timeout;
  #pieces: Piece[] = [];
  #size = 0;
  #state: State = { phase: 'collecting' };

  constructor(request: ClientRequest, options: CollectOptions) {
    this.#request = request;
    this.#options = options;
    this.#write = request.write;
    this.#end = request.end;
    this.#covers = [
      coverMethod(request, 'write', () => ((...args: unknown[]) => this.#onWrite(args)) as ClientRequest['write']),
      coverMethod(request, 'end', () => ((...args: unknown[]) => this.#onEnd(args)) as ClientRequest['end']),
    ];
    const { maxPauseMs = MAX_PAUSE_MS } = options;
    // It is the socket of the request that keeps a process alive.
    this.#pause = setTimeout(() => this.#giveUp(`nothing came for ${maxPauseMs} ms`), maxPauseMs).unref();
  }

  /** What was kept. */
  bytes(): Buffer {
    const all: readonly Omit<End, 'callback'>[] = this.#state.phase === 'whole' ? [...this.#pieces, this.#state.end] : this.#pieces;
    const buffers = all.map(({ chunk, encoding }) => (typeof chunk === 'string' ? Buffer.from(chunk, encoding) : chunk));
    return Buffer.concat(buffers.filter((each) => each !== undefined));
  }

  /** Writes what was kept to Node, and ends the request where the application has ended it. Throws what Node throws. */
  flush(): void {
    if (this.#state.phase === 'left') return;
    const pieces = this.#pieces;
    const end = this.#handBack();
    for (const { chunk, encoding } of pieces) Reflect.apply(this.#write, this.#request, [chunk, encoding]);
    if (end) Reflect.apply(this.#end, this.#request, [end.chunk, end.encoding, end.callback]);
  }

  /** Ends the request with another body. */
  replace(body: Uint8Array): void {
    const end = this.#handBack();
    Reflect.apply(this.#end, this.#request, [body, undefined, end?.callback]);
  }

  /** Nothing of it is sent. */
  drop(): void {
    this.#leave();
  }

  /** From here on Node's own methods are called. */
  #leave(): void {
    this.#state = { phase: 'left' };
    this.#pieces = [];
    clearTimeout(this.#pause);
    for (const uncover of this.#covers.splice(0)) uncover();
  }

  /** Node is to know what the application has done. */
  #handBack(): End | undefined {
    const end = this.#state.phase === 'whole' ? this.#state.end : undefined;
    this.#leave();
    Reflect.deleteProperty(this.#request, 'writableEnded');
    return end;
  }

  #giveUp(reason: string): void {
    this.flush();
    this.#options.onGiveUp(reason);
  }

  #onWrite(args: unknown[]): boolean {
    const request = this.#request;
    const { chunk, encoding, callback } = namedArguments(args);
    // What Node answers with an error is left to it.
    if (request.destroyed || !isChunk(chunk)) return Reflect.apply(this.#write, request, args);
    if (this.#state.phase === 'whole') return this.#writeAfterEnd(callback);
    renderHead(request);
    if (callback) nextTick(callback);
    this.#keep(chunk, encoding);
    return true;
  }

  #onEnd(args: unknown[]): ClientRequest {
    const request = this.#request;
    const { chunk, encoding, callback } = namedArguments(args);
    if (request.destroyed || (chunk && !isChunk(chunk))) return Reflect.apply(this.#end, request, args);
    if (this.#state.phase === 'whole') {
      if (chunk) this.#writeAfterEnd(callback);
      else if (callback) request.once('finish', callback);
      return request;
    }
    this.#state = { phase: 'whole', end: { chunk: isChunk(chunk) ? chunk : undefined, encoding, callback } };
    clearTimeout(this.#pause);
    // As after Node's own call. Its `finished` is not touched: with it Node would end the request at once.
    Object.defineProperty(request, 'writableEnded', { value: true, configurable: true, enumerable: false });
    this.#options.onEnd();
    return request;
  }

  /** The application may write over its buffer once the callback was called: bytes are copied. */
  #keep(chunk: string | Uint8Array, encoding: BufferEncoding | undefined): void {
    this.#pieces.push({ chunk: typeof chunk === 'string' ? chunk : Buffer.from(chunk), encoding });
    this.#size += typeof chunk === 'string' ? Buffer.byteLength(chunk, encoding) : chunk.byteLength;
    this.#pause.refresh();
    const { maxBytes = MAX_BODY_BYTES } = this.#options;
    if (this.#size > maxBytes) this.#giveUp(`more than ${maxBytes} bytes`);
  }

  #writeAfterEnd(callback: Callback | undefined): false {
    const error = Object.assign(new Error('write after end'), { code: 'ERR_STREAM_WRITE_AFTER_END' });
    nextTick(() => {
      callback?.(error);
      if (!this.#request.destroyed) this.#options.onError(error);
    });
    return false;
  }
}

const isChunk = (value: unknown): value is string | Uint8Array => typeof value === 'string' || isUint8Array(value);

/** The arguments of `write` and `end`, of which each but the last may be left out. */
function namedArguments([chunk, encoding, callback]: readonly unknown[]) {
  const [args, last] =
    typeof chunk === 'function' ? [[], chunk] : typeof encoding === 'function' ? [[chunk], encoding] : [[chunk, encoding], callback];
  return {
    chunk: args[0],
    encoding: typeof args[1] === 'string' ? (args[1] as BufferEncoding) : undefined,
    callback: typeof last === 'function' ? (last as Callback) : undefined,
  };
}
