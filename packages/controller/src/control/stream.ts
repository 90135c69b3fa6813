import { airt } from '@airt/protocol';
import { status } from '@grpc/grpc-js';
import type { AgentStream } from './connection.ts';
import type { AgentMessage } from './proto-types.ts';

/** One `Connect` call. Messages of the agent come as bytes: broken ones end their stream with a sentence. */
export interface ControlCall {
  /** A header of the call; empty where there is none. */
  header(name: string): string;
  /** Messages that wait for the agent to read. */
  readonly writableLength: number;
  write(message: airt.control.v1.ControllerMessage.$Properties): void;
  /** Ends it with the status OK. */
  end(): void;
  /** Ends it with another status. */
  emit(event: 'error', status: { readonly code: number; readonly details: string }): boolean;
  on(event: 'data', listener: (bytes: Buffer) => void): this;
  on(event: 'end' | 'cancelled' | 'error' | 'close', listener: () => void): this;
}

export interface StreamOptions {
  readonly maxMessageBytes: number;
  readonly maxQueuedMessages: number;
  /** `gap`: at least one message before this one is missing. */
  readonly onMessage: (message: AgentMessage, gap: boolean) => void;
  /** Once, however it ended. */
  readonly onClosed: (reason: string) => void;
}

/** One `Connect` call: decoding, sequence numbers both ways, a bound on what waits for a slow reader, one way to end. */
export function openStream(call: ControlCall, options: StreamOptions): AgentStream {
  let received = 0;
  let sent = 0;
  let open = true;

  const closed = (reason: string): void => {
    if (!open) return;
    open = false;
    options.onClosed(reason);
  };

  const end = (code: number, details: string): void => {
    if (!open) return;
    closed(details === '' ? 'ended by the controller' : details);
    if (code === status.OK) call.end();
    else call.emit('error', { code, details });
  };

  const stream: AgentStream = {
    send(message) {
      if (!open) return false;
      if (call.writableLength >= options.maxQueuedMessages) {
        end(status.RESOURCE_EXHAUSTED, `the agent reads too slowly: ${call.writableLength} messages are waiting for it`);
        return false;
      }
      sent += 1;
      call.write({ ...message, sequence: sent });
      return true;
    },
    end,
  };

  call.on('data', (bytes: Buffer) => {
    if (!open) return;
    if (bytes.byteLength > options.maxMessageBytes) {
      return end(status.FAILED_PRECONDITION, `a message of ${bytes.byteLength} bytes; at most ${options.maxMessageBytes} are taken`);
    }
    let message: AgentMessage;
    try {
      message = airt.control.v1.AgentMessage.decode(bytes);
    } catch {
      return end(status.FAILED_PRECONDITION, 'the bytes are not an airt.control.v1.AgentMessage');
    }
    const sequence = message.sequence ?? 0;
    const gap = received > 0 && sequence !== received + 1;
    // A repeated or older number is no reason to believe less of what follows.
    received = Math.max(received, sequence);
    try {
      options.onMessage(message, gap);
    } catch (error) {
      // One agent's message must not end the process that governs all the others.
      end(status.INTERNAL, `the message could not be handled: ${error instanceof Error ? error.message : String(error)}`);
    }
  });
  call.on('end', () => {
    if (!open) return;
    closed('the agent ended its stream');
    call.end();
  });
  call.on('cancelled', () => closed('the connection was lost'));
  call.on('error', () => closed('the connection failed'));
  call.on('close', () => closed('the connection was closed'));
  return stream;
}
