import type { airt } from '@airt/protocol';
import { boundedValue } from '../bounds.ts';
import type { MessageHandler } from './message.ts';

/** The process is ending by itself: directives for it come to nothing, and it need not be waited for. */
export const goodbye: MessageHandler<airt.control.v1.Goodbye.$Properties> = {
  handle(message, peer) {
    peer.goodbye(boundedValue(message.reason) || 'the process is ending');
  },
};
