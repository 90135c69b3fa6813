import type { MessageHandler } from './message.ts';
import type { ControllerMessage } from './types.ts';

/** The controller goes away: reconnect elsewhere, not before the time that it names. Policies stay in force. */
export const drain: MessageHandler<NonNullable<ControllerMessage['drain']>> = {
  handle({ retryAfterMs, reason }, { dispatch }) {
    dispatch({ kind: 'drain_received', retryAfterMs: retryAfterMs ?? 0, reason: reason ?? '' });
  },
};
