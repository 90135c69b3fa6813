/**
 * The messages of agents that this controller acts on: one file and one line each. `checkpoint` and `budgetReport` are not among them, so
 * Welcome does not offer them and they are ignored.
 */
import { directiveOutcome } from './directive-outcome.ts';
import { goodbye } from './goodbye.ts';
import { health } from './health.ts';
import { heartbeat } from './heartbeat.ts';
import { hello } from './hello.ts';
import type { MessageTable } from './message.ts';
import { policyAck } from './policy-ack.ts';
import { policyNack } from './policy-nack.ts';
import { signal } from './signal.ts';

export const MESSAGES = {
  hello,
  policyAck,
  policyNack,
  directiveOutcome,
  signal,
  health,
  heartbeat,
  goodbye,
} as const satisfies MessageTable;
