import type { ControllerMessage } from '../proto-mapping.ts';
import type { MessageHandler } from './message.ts';

/** A directive is withdrawn. */
export const directiveCancel: MessageHandler<NonNullable<ControllerMessage['directiveCancel']>> = {
  handle({ directiveId, reason }, { host, call }) {
    call(() => host.onDirectiveCancel?.(directiveId ?? '', reason ?? ''));
  },
};
