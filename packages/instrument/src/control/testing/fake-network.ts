/** Streams that reach nobody: the test is the controller, and nothing takes time. */
import { airt } from '@airt/protocol/control';
import type { GrpcStream, GrpcStreamOptions, StreamEnd } from '../grpc/stream.ts';
import type { AgentMessage, ControllerMessage } from '../messages/types.ts';

export interface FakeStream {
  readonly options: GrpcStreamOptions;
  /** Messages that were taken. */
  readonly sent: readonly AgentMessage[];
  readonly pings: number;
  /** Closed by this side. */
  readonly isClosed: boolean;
  /** false: everything is refused, as where too much waits. */
  takes: boolean;
  /** The peer has answered in HTTP/2. */
  open(): void;
  /** The peer has accepted the stream. */
  welcome(message?: ControllerMessage['welcome']): void;
  receive(message: ControllerMessage): void;
  receiveBytes(bytes: Uint8Array): void;
  pong(): void;
  end(code: number, message: string, givenUp?: boolean): void;
}

export interface FakeNetwork {
  readonly openStream: (options: GrpcStreamOptions) => GrpcStream;
  readonly streams: readonly FakeStream[];
  /** The latest stream. */
  readonly stream: FakeStream;
}

export function createFakeNetwork(): FakeNetwork {
  const streams: FakeStream[] = [];
  return {
    streams,
    get stream() {
      const latest = streams.at(-1);
      if (latest === undefined) throw new Error('no stream was opened');
      return latest;
    },
    openStream(options) {
      const { stream, handle } = createFakeStream(options);
      streams.push(handle);
      return stream;
    },
  };
}

function createFakeStream(options: GrpcStreamOptions): { readonly stream: GrpcStream; readonly handle: FakeStream } {
  const sent: AgentMessage[] = [];
  let pings = 0;
  let isClosed = false;
  let isEnded = false;

  function end(reason: StreamEnd): void {
    if (isEnded) return;
    isEnded = true;
    options.onEnd(reason);
  }

  const receive = (message: ControllerMessage): void => {
    if (!isEnded) options.onMessage(airt.control.v1.ControllerMessage.encode(message).finish());
  };
  const handle: FakeStream = {
    options,
    sent,
    takes: true,
    get pings() {
      return pings;
    },
    get isClosed() {
      return isClosed;
    },
    open: () => options.onOpen?.(),
    welcome(message) {
      options.onOpen?.();
      receive({ welcome: { sessionId: 's', epoch: 1, ...message } });
    },
    receive,
    receiveBytes: (bytes) => isEnded || options.onMessage(bytes),
    pong: () => options.onPong?.(),
    end: (code, message, givenUp = false) => end({ code, message, givenUp }),
  };
  const stream: GrpcStream = {
    send(bytes) {
      if (isClosed || isEnded || !handle.takes) return false;
      sent.push(airt.control.v1.AgentMessage.decode(bytes));
      return true;
    },
    close() {
      isClosed = true;
      // As the real one: never before the caller has returned.
      queueMicrotask(() => end({ code: 1, message: 'closed by this side' }));
    },
    ping() {
      pings += 1;
    },
    queuedBytes: 0,
  };
  return { stream, handle };
}
