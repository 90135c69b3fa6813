/** For tests: an agent's end of a control stream, by hand. */
import { airt, controlServiceDefinition } from '@airt/protocol';
import { type ClientDuplexStream, credentials, makeGenericClientConstructor, type StatusObject } from '@grpc/grpc-js';

const v1 = airt.control.v1;
export type FromController = airt.control.v1.ControllerMessage;
export type Hello = airt.control.v1.Hello.$Properties;
export type Message = airt.control.v1.AgentMessage.$Properties;

const ControlClient = makeGenericClientConstructor(controlServiceDefinition, 'ControlService');

export interface TestAgent {
  send(message: Omit<Message, 'sequence'>, sequence?: number): void;
  /** The next message that fits, of those not yet taken; waits. */
  next<Kind extends Exclude<keyof Message | keyof airt.control.v1.ControllerMessage.$Properties, '$unknowns' | 'sequence'>>(
    kind: Kind,
    timeoutMs?: number,
  ): Promise<NonNullable<Kind extends keyof FromController ? FromController[Kind] : never>>;
  readonly received: readonly FromController[];
  /** How the stream ended. */
  readonly ended: Promise<StatusObject>;
  /** Cuts the connection. */
  cut(): void;
  end(): void;
}

const ALL_ACTIONS = [v1.ActionKind.STEER, v1.ActionKind.CLAMP, v1.ActionKind.SET_MODEL, v1.ActionKind.DENY_TOOL, v1.ActionKind.HALT];

/** Connects and, unless `hello` is null, says Hello. */
export function connectAgent(address: string, hello: Hello | null): TestAgent {
  const client = new ControlClient(address, credentials.createInsecure());
  const call: ClientDuplexStream<Message, FromController> = client.makeBidiStreamRequest(
    controlServiceDefinition.connect.path,
    controlServiceDefinition.connect.requestSerialize as (message: Message) => Buffer,
    controlServiceDefinition.connect.responseDeserialize as (bytes: Buffer) => FromController,
  );
  const received: FromController[] = [];
  const untaken: FromController[] = [];
  const waiting: { kind: string; settle: (value: never) => void }[] = [];
  let sequence = 0;
  call.on('data', (message: FromController) => {
    received.push(message);
    const at = waiting.findIndex(({ kind }) => message[kind as keyof FromController]);
    const waiter = waiting[at];
    if (waiter === undefined) untaken.push(message);
    else {
      waiting.splice(at, 1);
      waiter.settle(message[waiter.kind as keyof FromController] as never);
    }
  });
  call.on('error', () => {});
  const ended = new Promise<StatusObject>((settle) => call.on('status', settle));
  ended.then(() => client.close());
  const agent: TestAgent = {
    send(message, as) {
      sequence = as ?? sequence + 1;
      call.write({ ...message, sequence });
    },
    next(kind, timeoutMs = 3000) {
      const at = untaken.findIndex((message) => message[kind as keyof FromController]);
      const message = untaken[at];
      if (message !== undefined) {
        untaken.splice(at, 1);
        return Promise.resolve(message[kind as keyof FromController] as never);
      }
      return new Promise((settle, reject) => {
        const timer = setTimeout(
          () => reject(new Error(`no ${kind} came; got ${received.map((each) => each.message).join(', ') || 'nothing'}`)),
          timeoutMs,
        );
        waiting.push({
          kind,
          settle: (value) => {
            clearTimeout(timer);
            settle(value);
          },
        });
      });
    },
    received,
    ended,
    cut: () => {
      call.cancel();
    },
    end: () => call.end(),
  };
  if (hello !== null) agent.send({ hello: { capabilities: { actions: ALL_ACTIONS }, ...hello } });
  return agent;
}
