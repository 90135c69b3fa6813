import type { ControllerMessage } from '../proto-mapping.ts';
import type { MessageHandler } from './message.ts';

/** The controller has missed something, or lost what it knew: it wants Hello again, whole. */
export const reportFullState: MessageHandler<NonNullable<ControllerMessage['reportFullState']>> = {
  handle(_message, { dispatch }) {
    dispatch({ kind: 'hello_requested' });
  },
};
