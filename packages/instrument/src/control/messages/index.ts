/** The messages of the control stream that are handled here. One line for each. */
import { directive } from './directive.ts';
import { directiveCancel } from './directive-cancel.ts';
import { drain } from './drain.ts';
import type { ControllerMessageKey, MessageContext, MessageHandler, MessageTable } from './message.ts';
import { policyUpdate } from './policy-update.ts';
import { reportFullState } from './report-full-state.ts';
import type { ControllerMessage } from './types.ts';
import { welcome } from './welcome.ts';

const HANDLERS: MessageTable = {
  welcome,
  policyUpdate,
  directive,
  directiveCancel,
  reportFullState,
  drain,
} satisfies MessageTable;

const KEYS = Object.keys(HANDLERS) as readonly ControllerMessageKey[];

/** Features for Hello: optional messages that are handled here. */
export const FEATURES: readonly string[] = KEYS.flatMap((key) => HANDLERS[key]?.feature ?? []);

/** Handles a message of the controller. One that is not known is ignored, as the protocol says. */
export function handleMessage(message: ControllerMessage, context: MessageContext): void {
  for (const key of KEYS) handleOne(key, message, context);
}

function handleOne<K extends ControllerMessageKey>(key: K, message: ControllerMessage, context: MessageContext): void {
  const handler: MessageHandler<NonNullable<ControllerMessage[K]>> | undefined = HANDLERS[key];
  const content = message[key];
  if (handler !== undefined && content != null) context.call(() => handler.handle(content, context));
}
