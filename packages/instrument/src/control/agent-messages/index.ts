/** Which messages of ours a controller has to have asked for. What it takes more than a literal to compose has a file here. */
import type { AgentMessageKey } from '../messages/message.ts';
import type { AgentMessage } from '../messages/types.ts';

/** Messages that are sent only where Welcome named the feature. A controller without it could do nothing with them. */
const FEATURES: { readonly [K in AgentMessageKey]?: string } = {
  signal: 'signal',
  checkpoint: 'checkpoint',
  budgetReport: 'budget_lease',
};
const GATED = Object.keys(FEATURES) as readonly AgentMessageKey[];

/** Whether the controller understands this message. */
export function canSend(message: AgentMessage, features: ReadonlySet<string>): boolean {
  return GATED.every((key) => message[key] == null || features.has(FEATURES[key] ?? ''));
}
