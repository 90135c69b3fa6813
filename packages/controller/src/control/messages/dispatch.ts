import type { AgentMessage } from '../proto-types.ts';
import type { AgentMessageName, MessageTable, Peer } from './message.ts';

/** What Welcome offers: the optional messages that the handlers act on. */
export const featuresOf = (table: MessageTable): readonly string[] => [
  ...new Set(Object.values(table).flatMap(({ feature }) => feature ?? [])),
];

/** Hands a message to its handler. `offered`: the features that Welcome named on this stream. */
export function dispatchMessage(table: MessageTable, message: AgentMessage, peer: Peer, offered: ReadonlySet<string>): void {
  for (const name of Object.keys(table) as AgentMessageName[]) if (message[name]) handle(name, table, message, peer, offered);
}

function handle<Name extends AgentMessageName>(
  name: Name,
  table: MessageTable,
  message: { readonly [N in AgentMessageName]?: AgentMessage[N] },
  peer: Peer,
  offered: ReadonlySet<string>,
): void {
  const handler: MessageTable[Name] = table[name];
  const body = message[name];
  if (!handler || !body || (handler.feature !== undefined && !offered.has(handler.feature))) return;
  handler.handle(body, peer);
}
