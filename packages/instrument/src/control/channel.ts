/** Messages over one stream: encoded, numbered, and decoded. */
import { airt } from '@airt/protocol/control';
import type { GrpcStream, GrpcStreamOptions, StreamEnd } from './grpc/stream.ts';
import type { AgentMessage, ControllerMessage } from './messages/types.ts';

const PATH = '/airt.control.v1.ControlService/Connect';

/**
 * Longest message taken from a controller: gRPC's usual 4 MiB. More would let a lying one fill the agent's memory, since decoded
 * messages can be forty times their bytes.
 */
const MAX_MESSAGE_BYTES = 4 * 1024 * 1024;

export interface Channel {
  /** Sends now or not at all. What was not taken leaves a gap in the sequence: it tells the controller that it missed something. */
  send(message: AgentMessage): boolean;
  /** As `send`, without a gap: for what is tried again or is soon out of date anyway. */
  trySend(message: AgentMessage): boolean;
  ping(): void;
  /** Lets what is queued leave. */
  close(): void;
}

export interface ChannelOptions extends Omit<GrpcStreamOptions, 'path' | 'onMessage'> {
  readonly openStream: (options: GrpcStreamOptions) => GrpcStream;
  readonly onMessage: (message: ControllerMessage) => void;
  /** The peer sent bytes that are no message. */
  readonly onInvalidMessage: () => void;
  readonly onEnd: (end: StreamEnd) => void;
  /** A message of ours cannot be encoded. */
  readonly onFailure: (error: unknown) => void;
}

export function openChannel({ openStream, onMessage, onInvalidMessage, onFailure, ...options }: ChannelOptions): Channel {
  let sequence = 0;

  function receive(bytes: Uint8Array): void {
    const message = decode(bytes);
    if (message === undefined) onInvalidMessage();
    else onMessage(message);
  }

  function trySend(message: AgentMessage): boolean {
    try {
      const bytes = airt.control.v1.AgentMessage.encode({ ...message, sequence: sequence + 1 }).finish();
      if (!stream.send(bytes)) return false;
      sequence += 1;
      return true;
    } catch (error) {
      onFailure(error);
      return false;
    }
  }

  const stream = openStream({
    ...options,
    path: PATH,
    limits: { maxMessageBytes: MAX_MESSAGE_BYTES, ...options.limits },
    onMessage: receive,
  });
  return {
    send(message) {
      const isSent = trySend(message);
      if (!isSent) sequence += 1;
      return isSent;
    },
    trySend,
    ping: () => stream.ping(),
    close: () => stream.close(),
  };
}

function decode(bytes: Uint8Array): ControllerMessage | undefined {
  try {
    return airt.control.v1.ControllerMessage.decode(bytes);
  } catch {
    return undefined;
  }
}
