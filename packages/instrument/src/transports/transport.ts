/**
 * Transports as a kind: a way in which a process sends HTTP requests. A member is a folder with README.md, index.ts (the `Transport`)
 * and index.test.ts, and a line in index.ts here. A transport knows bytes and heads only: it recognises nothing, judges nothing, and
 * hands each exchange to the host, which answers with what the application is to receive.
 *
 * Whatever happens in the host, the application sees what it would see without it: the same errors at the same place, the same order,
 * nothing read before it is asked for, nothing kept alive that the application let go of.
 */
import type { InterventionPoint } from '@airt/engine';
import type { RequestHead, ResponseHead } from '../model/http.ts';
import type { MaybePromise } from '../model/maybe-promise.ts';
import type { BodyObserver, ByteSource } from './byte-source.ts';

export interface Transport {
  /** As reported in coverage: `fetch`. */
  readonly name: string;
  /** The intervention points that hold for what goes by it. */
  readonly points: readonly InterventionPoint[];
  /** Hooks the transport, once per thread. Returns why it is not live, where it is not. */
  install(host: TransportHost): string | undefined;
}

/** What a transport asks about a request, and hands it to. Nothing of it throws. */
export interface TransportHost {
  /** Whether a request may be a model call, by its head alone. `undefined`: it is sent as it is, and nothing else of it is looked at. */
  match(head: RequestHead): MatchedRequest | undefined;
}

export interface MatchedRequest {
  /** A promise before the first model call of the thread, while the data plane is loaded. `undefined`: the request is sent as it is. */
  ready(): MaybePromise<CallHandler | undefined>;
}

/** Takes one exchange. `undefined`: no model call after all, the request is sent as it is. Rejects with what `send` rejected with. */
export type CallHandler = (exchange: TransportExchange) => MaybePromise<Reply> | undefined;

export interface TransportExchange {
  readonly head: RequestHead;
  /** The body as text. */
  readonly body: string;
  /** The application's own signal. */
  readonly signal: AbortSignal | undefined;
  readonly send: Send;
}

/** Sends the request of the application, or one like it. Rejects as the original does. */
export type Send = (request: OutgoingRequest) => Promise<TransportReply>;

/** Where a request differs from the application's own; nothing set: that one, to the byte. */
export interface OutgoingRequest {
  readonly url?: URL;
  readonly body?: string;
  /** Set where the request is another one beside the application's, with a signal that ends it in addition to the application's own. */
  readonly additional?: AbortSignal;
}

/** What came back. */
export interface TransportReply {
  readonly head: ResponseHead;
  /** `undefined`: there is no body, or it cannot be read without changing what the application sees. */
  readonly body: ByteSource | undefined;
  /** The transport's own response, to be given to the application where no stage takes the body over. */
  readonly native: unknown;
}

/** What the application is to receive. */
export interface Reply {
  readonly head: ResponseHead;
  /** The transport's own reply, whose headers, URL and type the application sees; `undefined`: the reply is made here, with `headers`. */
  readonly original: TransportReply | undefined;
  /** `undefined` where the original's is: the application receives the native response. */
  readonly body: ByteSource | undefined;
  /** Whether the body is the original's own, which no stage has taken over. */
  readonly isNative: boolean;
  /** Sees the body pass. */
  readonly observer: BodyObserver | undefined;
  /** Whether bytes differ from the original's by now: its length does not hold any more. */
  readonly isEdited: () => boolean;
  /** For a reply that is made here. */
  readonly headers?: Readonly<Record<string, string>>;
}
