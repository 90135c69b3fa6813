/** For tests: a controller's end of the control stream on the real `@grpc/grpc-js`, driven by the test. */
import { type airt, controlServiceDefinition } from '@airt/protocol';
import { Metadata, Server, ServerCredentials, type ServerDuplexStream } from '@grpc/grpc-js';
import type { AgentMessage, ControllerMessage, WelcomeMessage } from '../messages/types.ts';

type Call = ServerDuplexStream<airt.control.v1.AgentMessage, ControllerMessage>;

export interface TestStream {
  readonly received: AgentMessage[];
  readonly metadata: Metadata;
  send(message: ControllerMessage): void;
  /** Ends with a status. */
  fail(code: number, details: string): void;
  end(): void;
  /** The first message, now or to come, for which `pick` gives something. */
  until<T>(pick: (message: AgentMessage) => T | null | undefined): Promise<T>;
  readonly ended: Promise<void>;
}

export interface TestController {
  readonly address: string;
  readonly streams: TestStream[];
  /** The n-th stream, from 0, now or to come. */
  stream(index: number): Promise<TestStream>;
  stop(): Promise<void>;
}

export async function startTestController(
  options: { readonly port?: number; readonly welcome?: WelcomeMessage | false; readonly credentials?: ServerCredentials } = {},
): Promise<TestController> {
  const streams: TestStream[] = [];
  const waiting: (() => void)[] = [];
  const server = new Server();
  server.addService(controlServiceDefinition, {
    connect: (call: Call) => {
      streams.push(testStream(call));
      if (options.welcome !== false) call.write({ welcome: options.welcome ?? { sessionId: 's', epoch: 1, nowUnixMs: Date.now() } });
      for (const wake of waiting.splice(0)) wake();
    },
  });
  const port = await new Promise<number>((resolve, reject) => {
    server.bindAsync(`127.0.0.1:${options.port ?? 0}`, options.credentials ?? ServerCredentials.createInsecure(), (error, bound) =>
      error === null ? resolve(bound) : reject(error),
    );
  });
  return {
    address: `127.0.0.1:${port}`,
    streams,
    async stream(index) {
      for (;;) {
        const stream = streams[index];
        if (stream !== undefined) return stream;
        await new Promise<void>((resolve) => waiting.push(resolve));
      }
    },
    async stop() {
      server.forceShutdown();
    },
  };
}

function testStream(call: Call): TestStream {
  const received: AgentMessage[] = [];
  const waiting: (() => void)[] = [];
  const wake = (): void => {
    for (const one of waiting.splice(0)) one();
  };
  call.on('data', (message: AgentMessage) => {
    received.push(message);
    wake();
  });
  call.on('error', () => undefined);
  const ended = new Promise<void>((resolve) => {
    call.on('end', () => {
      call.end();
      resolve();
    });
    call.on('close', resolve);
    call.on('cancelled', resolve);
  });
  return {
    received,
    metadata: call.metadata,
    ended,
    send: (message) => void call.write(message),
    fail: (code, details) => void call.emit('error', Object.assign(new Error(details), { code, details, metadata: new Metadata() })),
    end: () => void call.end(),
    async until(pick) {
      for (;;) {
        for (const message of received) {
          const found = pick(message);
          if (found !== undefined && found !== null) return found;
        }
        await new Promise<void>((resolve) => waiting.push(resolve));
      }
    },
  };
}
