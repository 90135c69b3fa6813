import type { airt } from '@airt/protocol';
import type { MessageHandler } from './message.ts';

/** The agent is still there. The stream notes that of every message, so nothing is left to do. */
export const heartbeat: MessageHandler<airt.control.v1.Heartbeat.$Properties> = { handle: () => {} };
