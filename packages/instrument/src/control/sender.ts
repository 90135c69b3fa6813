/** What goes to the controller: over the stream of the moment, as far as the controller understands it. */

import { canSend } from './agent-messages/index.ts';
import type { Channel } from './channel.ts';
import type { ControlHost } from './host.ts';
import type { HostCalls } from './host-calls.ts';
import { FEATURES } from './messages/index.ts';
import type { AgentMessage, OutcomeMessage } from './messages/types.ts';
import { createOutbox } from './outbox.ts';
import type { Session } from './session.ts';

export interface Sender {
  /** The stream to send over from here on. */
  use(channel: Channel): void;
  /** Lets what is queued leave; from here on there is no stream. */
  close(): void;
  /** Sends now or not at all; false: no stream, too much waits, or Welcome did not name the feature. */
  send(message: AgentMessage): boolean;
  sendHello(): void;
  sendHealth(): void;
  /** With a ping: a controller that has nothing to send shows by its answer that it is there. */
  sendHeartbeat(): void;
  /** Takes an outcome; it waits until it is flushed. */
  addOutcome(outcome: OutcomeMessage): void;
  /** Sends the outcomes that wait, as far as the stream takes them. */
  flushOutcomes(): void;
  /** The stream broke: what was sent lately waits again. */
  rewindOutcomes(): void;
  /** Outcomes that wait. */
  readonly pendingOutcomes: number;
}

/** @param clock Milliseconds since 1970. */
export function createSender(host: ControlHost, { call, count }: HostCalls, session: () => Session, clock: () => number): Sender {
  const outbox = createOutbox();
  let channel: Channel | undefined;

  function send(message: AgentMessage): boolean {
    if (channel === undefined || !canSend(message, session().features)) return false;
    const isSent = channel.send(message);
    if (!isSent) count('control.messages_dropped', Object.keys(message).join());
    return isSent;
  }

  return {
    use(next) {
      channel = next;
    },
    close() {
      channel?.close();
      channel = undefined;
    },
    send,
    sendHeartbeat() {
      send({ heartbeat: { atUnixMs: Math.round(clock()) } });
      channel?.ping();
    },
    sendHello() {
      const hello = call(() => host.hello()) ?? {};
      const { epoch, lastDirectiveSequence, policyVersions } = session();
      send({
        hello: {
          ...hello,
          capabilities: { ...hello.capabilities, features: [...FEATURES] },
          policyVersions: hello.policyVersions ?? { ...policyVersions },
          lastDirectiveSequence,
          epoch,
        },
      });
    },
    sendHealth() {
      const health = call(() => host.health?.());
      // One that is not taken is not missed: the next one says more. Counting it would change Health, and so ask for another.
      if (health !== undefined) channel?.trySend({ health });
    },
    addOutcome(outcome) {
      const { dropped } = outbox;
      outbox.add(outcome, clock());
      if (outbox.dropped > dropped) count('control.outcomes_dropped', outcome.directiveId ?? '');
    },
    flushOutcomes: () => outbox.flush((outcome) => channel?.trySend({ directiveOutcome: outcome }) === true, clock()),
    rewindOutcomes: () => outbox.rewind(clock()),
    get pendingOutcomes() {
      return outbox.waiting;
    },
  };
}
