import { raiseEpoch } from '../session.ts';
import type { MessageHandler } from './message.ts';
import type { WelcomeMessage } from './types.ts';

/** The controller has accepted the stream: its clock, its epoch, and what it understands. May come again on a stream. */
export const welcome: MessageHandler<WelcomeMessage> = {
  handle(message, { session, updateSession, dispatch, host, call, nowMs }) {
    updateSession({
      ...raiseEpoch(session, message.epoch ?? 0),
      features: new Set(message.features ?? []),
      ...(message.nowUnixMs ? { clockOffsetMs: message.nowUnixMs - nowMs } : {}),
    });
    const controller = `${message.controllerName || 'the controller'} ${message.controllerVersion ?? ''}`.trim();
    dispatch({ kind: 'welcome_received', controller, heartbeatIntervalMs: message.heartbeatIntervalMs ?? 0 });
    call(() => host.onWelcome?.(message));
  },
};
