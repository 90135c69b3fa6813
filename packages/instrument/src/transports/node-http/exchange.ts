/** One request that may be a model call, from its making to its end. */

import { AsyncLocalStorage } from 'node:async_hooks';
import type { ClientRequest, IncomingMessage } from 'node:http';
import type { RequestHead } from '../../model/http.ts';
import { isPromise } from '../../model/maybe-promise.ts';
import { nextTick } from '../../platform/process.ts';
import type { CallHandler, MatchedRequest, OutgoingRequest, Reply, Send, TransportReply } from '../transport.ts';
import { type OtherRequest, type Route, routeOf, sendAnother } from './another-request.ts';
import { callOut } from './call-out.ts';
import { coverMethod } from './cover-method.ts';
import { handlingOf, type Phase } from './exchange-state.ts';
import { answerLocally, localConnection, localResponseOf } from './local-response.ts';
import { BodyCollector } from './request-body.ts';
import { fixedReason, setLength, setTarget } from './request-head.ts';
import { ReceivedResponse } from './response.ts';
import { endSource } from './response-filler.ts';

/** An event of the request with its arguments. */
type Event = readonly [name: string | symbol, ...args: unknown[]];
type Destroy = ClientRequest['destroy'];

/** What `send` waits for. */
interface Awaited {
  resolve(reply: TransportReply): void;
  reject(error: unknown): void;
}

export class RequestExchange {
  readonly #request: ClientRequest;
  readonly #head: RequestHead;
  readonly #matched: MatchedRequest;
  readonly #body: BodyCollector;
  /** Aborted when the application gives its request up. */
  readonly #gaveUp = new AbortController();
  readonly #emit: ClientRequest['emit'];
  readonly #destroy: Destroy;
  readonly #covers: (() => void)[];
  #phase: Phase = 'collecting';
  /** The body as the application wrote it. */
  #bytes: Uint8Array = Buffer.alloc(0);
  #awaited: Awaited | undefined;
  /** What Node's own `write` or `end` threw while the application was in its call of it. */
  #thrown: { readonly error: unknown } | undefined;
  /** Events that the application sees later, in order, and the context in which Node emitted them. */
  #held: Event[] = [];
  #inContext = AsyncLocalStorage.snapshot();
  #own: ReceivedResponse | undefined;
  /** The response that the application has. */
  #current: ReceivedResponse | undefined;
  readonly #others = new Map<unknown, OtherRequest>();
  #route: Route | undefined;

  constructor(request: ClientRequest, head: RequestHead, matched: MatchedRequest) {
    this.#request = request;
    this.#head = head;
    this.#matched = matched;
    this.#emit = request.emit;
    this.#destroy = request.destroy;
    this.#body = new BodyCollector(request, {
      onEnd: () => this.#judge(),
      onGiveUp: (reason) => this.#passUnread(reason),
      onError: (error) => void this.#emitNow(['error', error]),
    });
    this.#covers = [
      coverMethod(request, 'emit', () => ((...event: Event) => this.#onEmit(event)) as ClientRequest['emit']),
      coverMethod(request, 'destroy', () => ((error?: Error) => this.#onDestroy(error)) as Destroy),
    ];
  }

  #leave(): void {
    this.#phase = 'passing';
    for (const uncover of this.#covers.splice(0)) uncover();
  }

  #passUnread(reason: string): void {
    this.#leave();
    this.#matched.unread(`the body of the request: ${reason}`);
  }

  /** The application has ended its request. */
  #judge(): void {
    this.#phase = 'judging';
    const ready = this.#matched.ready();
    if (isPromise<CallHandler | undefined>(ready)) {
      ready.then(
        (handler) => callOut(() => this.#handle(handler)),
        () => callOut(() => this.#handle(undefined)),
      );
      return;
    }
    this.#handle(ready);
    // As Node's own call: it throws to the application.
    if (this.#thrown) {
      this.#leave();
      throw this.#thrown.error;
    }
  }

  #handle(handler: CallHandler | undefined): void {
    // It failed, or was answered or given up, in the meantime.
    if (this.#phase !== 'judging') return;
    const bytes = this.#body.bytes();
    this.#bytes = bytes;
    const reply = handler?.({
      head: this.#head,
      body: bytes.toString(),
      signal: this.#gaveUp.signal,
      fixed: fixedReason(this.#request),
      send: RequestExchange.#sendOf(new WeakRef(this)),
    });
    if (!reply) {
      // No model call after all.
      this.#leave();
      this.#body.flush();
    } else if (isPromise<Reply>(reply)) {
      reply.then(
        (each) => this.#deliver(each),
        (error: unknown) => this.#fail(error),
      );
    } else this.#deliver(reply);
  }

  /** The host keeps what it gets of a call that is open; it does not keep a response that the application has let go of. */
  static #sendOf(weak: WeakRef<RequestExchange>): Send {
    return (outgoing) => {
      const exchange = weak.deref();
      return exchange ? exchange.#send(outgoing) : Promise.reject(hangUp());
    };
  }

  async #send(outgoing: OutgoingRequest): Promise<TransportReply> {
    const { url, body, additional } = outgoing;
    const isOwn = this.#phase === 'judging' && !additional && (!url || url.origin === this.#head.url.origin);
    if (!isOwn) return this.#sendAnother(outgoing);
    const reply = new Promise<TransportReply>((resolve, reject) => {
      this.#awaited = { resolve, reject };
    });
    this.#phase = 'sent';
    try {
      if (url) setTarget(this.#request, url);
      if (body === undefined) this.#body.flush();
      else {
        const bytes = Buffer.from(body);
        setLength(this.#request, bytes.byteLength);
        this.#body.replace(bytes);
      }
    } catch (error) {
      this.#thrown = { error };
      throw error;
    }
    return reply;
  }

  async #sendAnother({ url = this.#head.url, body, additional }: OutgoingRequest): Promise<TransportReply> {
    if (this.#phase === 'passing' || this.#phase === 'ended') throw this.#gaveUp.signal.aborted ? this.#gaveUp.signal.reason : hangUp();
    this.#route ??= routeOf(this.#request, this.#head.url);
    const other = await sendAnother({
      like: this.#request,
      url,
      isSameOrigin: url.origin === this.#head.url.origin,
      route: this.#route,
      body: body === undefined ? this.#bytes : Buffer.from(body),
      signals: additional ? [this.#gaveUp.signal, additional] : [this.#gaveUp.signal],
      onTimeout: () => void this.#emitNow(['timeout']),
      onChunk: () => this.#restartTimeout(),
    });
    this.#others.set(other.response.reply.native, other);
    if (this.#phase !== 'judging' && this.#phase !== 'settling') other.response.release();
    return other.response.reply;
  }

  /** The application's own connection is idle meanwhile; its response is not. */
  #restartTimeout(): void {
    const { socket } = this.#request;
    if (socket?.timeout && !socket.destroyed) socket.setTimeout(socket.timeout);
  }

  #emitNow(event: Event): boolean {
    return Reflect.apply(this.#emit, this.#request, event);
  }

  #onEmit(event: Event): boolean {
    const [name, argument] = event;
    if (name === 'error' && isHarmless(argument)) return this.#emitNow(event);
    switch (handlingOf(this.#phase, name, this.#current?.isBreaking ?? false)) {
      case 'pass':
        return this.#emitNow(event);
      case 'drop':
        return true;
      case 'hold':
        this.#held.push(event);
        return true;
      case 'leave':
        this.#onEarlyEnd(name, argument);
        return this.#emitNow(event);
      case 'settle':
        this.#phase = 'settling';
        this.#inContext = AsyncLocalStorage.snapshot();
        if (name === 'response') this.#onResponse(argument as IncomingMessage);
        else {
          this.#held.push(event);
          this.#awaited?.reject(argument);
        }
        return true;
    }
  }

  #onResponse(message: IncomingMessage): void {
    const own = new ReceivedResponse(message, false);
    own.onSettled = () => this.#emitHeld();
    own.onGivenUp = (error) => this.#gaveUp.abort(error);
    this.#own = own;
    if (own.isUnreadable) this.#matched.unread(`the answer is coded as ${message.headers['content-encoding']}`);
    this.#awaited?.resolve(own.reply);
  }

  /** The request comes to an end that no host decides about. */
  #onEarlyEnd(name: string | symbol, argument: unknown): void {
    const phase: Phase = this.#phase;
    this.#leave();
    if (phase === 'sent') this.#awaited?.reject(name === 'error' ? argument : hangUp());
    else if (name === 'error' || name === 'close') this.#body.drop();
    else this.#body.flush();
    if (name === 'response' && phase === 'judging') this.#matched.unread('the request was answered before its body was sent');
    if (name === 'response' && phase === 'failed') this.#matched.unread('the request was answered after it had failed');
  }

  #onDestroy(error: Error | undefined): ClientRequest {
    const phase = this.#phase;
    this.#gaveUp.abort(error);
    if (phase === 'settling') this.#endEarly(error);
    else if (phase === 'collecting' || phase === 'judging' || phase === 'sent') {
      this.#leave();
      this.#body.drop();
      this.#awaited?.reject(error ?? hangUp());
    }
    this.#current?.giveUp(error);
    Reflect.apply(this.#destroy, this.#request, [error]);
    this.#current?.abort();
    return this.#request;
  }

  /** Node has a response, or its error, and the application has nothing: it sees an error, as it does before a response. */
  #endEarly(error: Error | undefined): void {
    const request = this.#request;
    const failure = this.#held.find(([name]) => name === 'error');
    this.#phase = 'ended';
    this.#held = [];
    this.#own?.giveUp(error);
    request.socket?.destroy();
    nextTick(() => {
      callOut(() => void this.#emitNow(failure ?? ['error', error ?? hangUp()]));
      callOut(() => void this.#emitNow(['close']));
    });
  }

  #emitHeld(): void {
    if (this.#current?.isBreaking) return;
    for (const event of this.#held.splice(0)) this.#inContext(() => callOut(() => void this.#emitNow(event)));
  }

  /** The host has decided. */
  #deliver(reply: Reply): void {
    const native = reply.original?.native;
    const other = this.#others.get(native);
    if (this.#phase === 'passing' || this.#phase === 'ended') {
      if (reply.isNative) reply.observer?.onCancel();
      else if (reply.body) void endSource(reply.body, undefined);
    } else if (other) this.#replaceWith(other, reply);
    else if (!reply.original) this.#answer(reply).catch((error: unknown) => this.#fail(error));
    else this.#deliverOwn(reply);
  }

  #deliverOwn(reply: Reply): void {
    const own = this.#own;
    if (!own) return;
    // While the socket is there: a stage that takes the body over may send again.
    if (!reply.isNative) this.#route ??= routeOf(this.#request, this.#head.url);
    own.deliver(reply, () => {
      this.#phase = 'answered';
      this.#current = own;
      return this.#emitNow(['response', reply.original?.native]);
    });
    for (const { response } of this.#others.values()) response.release();
  }

  /** The reply was made here. */
  async #answer(reply: Reply): Promise<void> {
    const response = await localResponseOf(reply);
    if (this.#phase === 'passing' || this.#phase === 'ended') return;
    if (this.#phase === 'judging') {
      this.#leave();
      answerLocally(this.#request, response, () => this.#body.flush());
      return;
    }
    const other = await sendAnother({
      ...{ like: this.#request, url: this.#head.url, isSameOrigin: true, body: Buffer.alloc(0), signals: [this.#gaveUp.signal] },
      route: { connection: localConnection(response) },
      ...{ onTimeout: () => {}, onChunk: () => {} },
    });
    this.#replaceWith(other, { ...reply, original: other.response.reply, body: undefined, isNative: true, observer: undefined });
  }

  /** The application receives the response of another request than its own, of which it sees nothing any more. */
  #replaceWith({ request: other, response }: OtherRequest, reply: Reply): void {
    const request = this.#request as ClientRequest & { res?: unknown };
    this.#phase = 'replaced';
    this.#held = [];
    this.#body.drop();
    this.#own?.giveUp(undefined);
    Reflect.apply(this.#destroy, request, []);
    // Clients look at both when the response comes.
    request.destroyed = false;
    request.res = reply.original?.native;
    this.#current = response;
    response.onGivenUp = (error) => this.#gaveUp.abort(error);
    other.once('close', () => void this.#emitNow(['close']));
    response.deliver(reply, () => this.#emitNow(['response', reply.original?.native]));
  }

  /** There is no reply: the application gets the error. */
  #fail(error: unknown): void {
    const phase = this.#phase;
    if (phase !== 'judging' && phase !== 'sent' && phase !== 'settling') return;
    const isHeld = this.#held.some(([name]) => name === 'error');
    if (isHeld) {
      this.#phase = 'failed';
      this.#held = this.#held.map((event) => (event[0] === 'error' ? ['error', error] : event));
      this.#emitHeld();
      return;
    }
    this.#leave();
    this.#body.drop();
    this.#own?.giveUp(error as Error);
    // With a response Node makes no error of it.
    if (this.#own) callOut(() => void this.#emitNow(['error', error]));
    Reflect.apply(this.#destroy, this.#request, [error]);
    this.#emitHeld();
  }
}

/** An error of what the application did, after which the request goes on. */
const isHarmless = (error: unknown): boolean =>
  ['ERR_STREAM_WRITE_AFTER_END', 'ERR_STREAM_CANNOT_PIPE'].includes(String((error as { code?: unknown } | null)?.code));

/** As Node says it. */
const hangUp = (): Error => Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' });
