/**
 * A response as Node's parser makes it, between the parser and the application. Until the host has decided, what the parser pushes waits
 * here, within the bound that Node itself keeps. Then it passes as it came, or the body of the host's reply is pushed in its place.
 */
import { AsyncLocalStorage } from 'node:async_hooks';
import type { IncomingMessage } from 'node:http';
import type { ByteSource } from '../byte-source.ts';
import type { Reply, TransportReply } from '../transport.ts';
import { callOut } from './call-out.ts';
import { type ContentCoding, codingOf, decodedSource } from './content-coding.ts';
import { coverMethod } from './cover-method.ts';
import { createReceivedBody, type ReceivedBody } from './received-body.ts';
import { endSource, ResponseFiller } from './response-filler.ts';
import { lookAhead, prepended, setResponseHeaders } from './response-head.ts';
import { observeResponse, type ResponseEnd, type ResponseObserver } from './response-observer.ts';

/** What Node keeps in a response beyond its public types (lib/_http_incoming.js, the same from Node 22 to 26). */
interface ResponseInternals {
  /** Nobody reads the response: its bytes are thrown away. */
  readonly _dumped?: boolean;
  _dump?(): void;
}

/**
 * waiting: the host decides. preparing: it has, and the head waits for the beginning of the body. native: the response passes as it came.
 * filled: another body is pushed. left: Node and the application are among themselves.
 */
type State =
  | { readonly phase: 'waiting' | 'preparing' | 'left' }
  | { readonly phase: 'native'; readonly observer: ResponseObserver | undefined }
  | { readonly phase: 'filled'; readonly filler: ResponseFiller };

/** Emits the event by which the application gets the response; returns whether anybody listens. */
export type Announce = () => boolean;

export class ReceivedResponse {
  readonly reply: TransportReply;
  /** Is called when the application has the response, and when it has seen that the connection broke: see `isBreaking`. */
  onSettled = (): void => {};
  /** Is called when the application destroys a response that is still filled. */
  onGivenUp = (_error: Error | undefined): void => {};
  /** Is called for each chunk that is received. */
  onChunk = (): void => {};
  readonly #response: IncomingMessage & ResponseInternals;
  readonly #isOurs: boolean;
  /** Listeners run in the context in which Node would have called them. */
  readonly #snapshot = AsyncLocalStorage.snapshot();
  readonly #coding: ContentCoding;
  readonly #body: ReceivedBody;
  readonly #original: Pick<IncomingMessage, 'push' | '_read' | 'destroy'>;
  readonly #covers: (() => void)[];
  /** The bytes as they came, while the application may still receive them in place of decoded ones. */
  #encoded: Uint8Array[] | undefined;
  #state: State = { phase: 'waiting' };
  /** The connection broke. */
  #failure: { readonly error: Error | undefined } | undefined;
  /** The application gave the request up. */
  #surrender: { readonly error: Error | undefined } | undefined;
  /** It did so while another body was pushed. */
  #isCutShort = false;

  /** @param isOurs The request is one of ours: nobody else reads the response. */
  constructor(response: IncomingMessage, isOurs: boolean) {
    this.#response = response;
    this.#isOurs = isOurs;
    this.#coding = codingOf(response.headers['content-encoding']);
    this.#encoded = this.#coding.length > 0 && this.#coding !== 'unknown' ? [] : undefined;
    this.#body = createReceivedBody({ onDemand: () => this.#demand(), onCancel: () => this.#onCancel() });
    const { push, _read, destroy, statusCode = 0, headers } = response;
    this.#original = { push, _read, destroy };
    const hasBody = statusCode !== 204 && statusCode !== 304 && this.#coding !== 'unknown';
    this.reply = {
      head: { status: statusCode, contentType: headers['content-type'] ?? '' },
      body: hasBody ? decodedSource(this.#body, this.#coding as readonly string[]) : undefined,
      native: response,
    };
    this.#covers = [
      coverMethod(response, 'push', () => (chunk: Uint8Array | null, encoding?: BufferEncoding) => this.#onPush(chunk, encoding)),
      coverMethod(response, '_read', () => (size: number) => this.#onRead(size)),
      coverMethod(response, 'destroy', () => ((error?: Error) => this.#onDestroy(error)) as IncomingMessage['destroy']),
      coverMethod(response, '_destroy', (original) => (error, callback) => {
        this.#onClose(error);
        Reflect.apply(original, response, [error, callback]);
      }),
    ];
  }

  /** The answer is coded in a way that cannot be read here. */
  get isUnreadable(): boolean {
    return this.#coding === 'unknown';
  }

  /** The connection broke, and the application is to receive what came before it sees that. */
  get isBreaking(): boolean {
    return this.#failure !== undefined && this.#state.phase !== 'left';
  }

  /** Gives the response to the application. */
  deliver(reply: Reply, announce: Announce): void {
    const emit = (): void =>
      callOut(() => {
        if (announce()) return;
        this.#response._dump?.();
        // Node 26 counts on it that a response that came whole has its end already.
        this.#response.resume();
      });
    this.#snapshot(() => {
      if (this.#state.phase !== 'waiting') return emit();
      if (reply.isNative || !reply.body) return this.#deliverNative(reply, emit);
      const { 'content-length': length, 'content-encoding': coding } = this.#response.headers;
      if (length === undefined && coding === undefined) return this.#deliverFilled(reply, reply.body, emit);
      void this.#prepare(reply, reply.body, emit);
    });
  }

  /** The application gave the request up. */
  giveUp(error: Error | undefined): void {
    this.#surrender ??= { error };
    const state = this.#state;
    if (state.phase === 'native' || state.phase === 'left') return;
    this.#leave();
    this.#body.takeAll();
    this.#body.fail(error ?? new Error('aborted'));
    if (state.phase !== 'filled') return;
    this.#isCutShort = true;
    state.filler.stop(error);
  }

  /** After the connection was closed because of that: Node itself ends a response whose own body came whole as if it were all. */
  abort(): void {
    if (!this.#isCutShort || !this.#response.complete) return;
    this.#response.socket?.destroy();
    this.#destroy(Object.assign(new Error('aborted'), { code: 'ECONNRESET' }));
  }

  /** The application receives another response. The body can be read on; once it has ended, its connection is free. */
  release(): void {
    if (this.#state.phase !== 'waiting') return;
    if (this.#body.inflow.kind === 'flowing') this.#body.onEnd = () => this.#end();
    else this.#end();
  }

  #end(): void {
    this.#leave();
    this.#push(null);
    this.#response.resume();
  }

  #leave(): void {
    this.#state = { phase: 'left' };
    for (const uncover of this.#covers.splice(0)) uncover();
  }

  #push(chunk: Uint8Array | null, encoding?: BufferEncoding): boolean {
    return Reflect.apply(this.#original.push, this.#response, [chunk, encoding]);
  }

  #destroy(error: Error | undefined): void {
    Reflect.apply(this.#original.destroy, this.#response, [error]);
  }

  /** Lets the socket flow, as the application's reading does. */
  #demand(): void {
    const response = this.#response;
    if (response.socket) Reflect.apply(this.#original._read, response, [response.readableHighWaterMark]);
  }

  /** The host reads no further. The application's own response goes on: what still comes of this body is thrown away. */
  #onCancel(): void {
    if (this.#isOurs) this.#destroy(undefined);
    else this.#demand();
  }

  /** The parser has a chunk. `false` pauses the socket. */
  #onPush(chunk: Uint8Array | null, encoding: BufferEncoding | undefined): boolean {
    if (chunk) this.onChunk();
    const { phase } = this.#state;
    if (phase === 'native' || phase === 'left') {
      if (this.#state.phase === 'native' && chunk) this.#state.observer?.onChunk(chunk);
      return this.#push(chunk, encoding);
    }
    if (chunk === null) {
      this.#body.end();
      return false;
    }
    this.#encoded?.push(chunk);
    this.#body.push(chunk);
    const { readableLength, readableHighWaterMark } = this.#response;
    return this.#body.inflow.kind === 'cancelled' || this.#body.waitingBytes + readableLength < readableHighWaterMark;
  }

  /** The application reads. */
  #onRead(size: number): void {
    if (this.#state.phase !== 'filled') {
      Reflect.apply(this.#original._read, this.#response, [size]);
      return;
    }
    const { filler } = this.#state;
    // It never listened: what comes is thrown away.
    if (this.#response._dumped) {
      const hasEnded = this.#body.inflow.kind === 'ended';
      this.giveUp(undefined);
      if (hasEnded) this.#push(null);
    }
    this.#demand();
    filler.fill();
  }

  /** Called by Node where the connection broke, and by the application. */
  #onDestroy(error: Error | undefined): IncomingMessage {
    const { phase } = this.#state;
    const isHeld = phase === 'waiting' || phase === 'preparing' || (phase === 'filled' && this.#response.socket?.destroyed && error);
    if (!isHeld) {
      if (phase === 'filled') {
        this.onGivenUp(error);
        this.giveUp(error);
      }
      return Reflect.apply(this.#original.destroy, this.#response, [error]);
    }
    this.#failure ??= { error };
    this.#body.fail(error ?? new Error('aborted'));
    if (this.#state.phase === 'filled') this.#state.filler.fillAll();
    return this.#response;
  }

  #onClose(error: Error | null): void {
    if (this.#state.phase === 'native') this.#state.observer?.onEnd(this.#endOf(error));
    this.#leave();
  }

  #endOf(error: Error | null): ResponseEnd {
    const { readableEnded, _dumped } = this.#response;
    if (this.#surrender) return this.#surrender.error ? { error: this.#surrender.error } : 'cancelled';
    if (readableEnded && !_dumped) return 'ended';
    return error ? { error } : 'cancelled';
  }

  #deliverNative(reply: Reply, emit: () => void): void {
    const codings = this.#coding === 'unknown' ? [] : this.#coding;
    this.#encoded = undefined;
    this.#state = { phase: 'native', observer: reply.observer && observeResponse(this.#response, reply.observer, codings) };
    emit();
    for (const chunk of this.#body.takeAll()) {
      if (!this.#response._dumped) callOut(() => void this.#onPush(chunk, undefined));
    }
    if (this.#body.inflow.kind === 'ended') callOut(() => void this.#push(null));
    if (this.#failure) this.#break(this.#failure.error);
    else this.onSettled();
  }

  #deliverFilled(reply: Reply, source: ByteSource, emit: () => void): void {
    this.#encoded = undefined;
    if (reply.observer) observeResponse(this.#response, reply.observer, []);
    const filler = new ResponseFiller(source, {
      push: (piece) => {
        let isWanted = true;
        callOut(() => {
          isWanted = this.#push(piece);
        });
        return isWanted;
      },
      onEnd: () => {
        this.#leave();
        callOut(() => void this.#push(null));
        if (this.#failure) this.onSettled();
      },
      onError: (error) => this.#break(this.#failure?.error ?? (error as Error)),
      inContext: this.#snapshot,
    });
    this.#state = { phase: 'filled', filler };
    emit();
    if (this.#failure) filler.fillAll();
    else this.onSettled();
  }

  /** The head is to fit the body: where that is not certain after the first piece, length and coding are left out. */
  async #prepare(reply: Reply, source: ByteSource, emit: () => void): Promise<void> {
    this.#state = { phase: 'preparing' };
    const { pieces, end, rest } = await lookAhead(source, () => this.#body.inflow.kind !== 'flowing');
    this.#snapshot(() => {
      if (this.#state.phase !== 'preparing') return void endSource(rest, this.#surrender?.error);
      const isUnchanged = end !== 'open' && !reply.isEdited();
      if (!isUnchanged) {
        const length = end === 'whole' ? String(pieces.reduce((sum, { byteLength }) => sum + byteLength, 0)) : undefined;
        setResponseHeaders(this.#response, { 'content-length': length, 'content-encoding': undefined });
      }
      this.#deliverFilled(reply, prepended(isUnchanged && this.#encoded ? this.#encoded : pieces, rest), emit);
    });
  }

  #break(error: Error | undefined): void {
    this.#leave();
    callOut(() => this.#destroy(error));
    this.onSettled();
  }
}
