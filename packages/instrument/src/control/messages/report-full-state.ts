import type { MessageHandler } from './message.ts';
import type { ControllerMessage } from './types.ts';

/** The controller has missed something, or lost what it knew: it wants Hello again, whole. */
export const reportFullState: MessageHandler<NonNullable<ControllerMessage['reportFullState']>> = {
  handle(_message, { dispatch }) {
    dispatch({ kind: 'hello_requested' });
  },
};
