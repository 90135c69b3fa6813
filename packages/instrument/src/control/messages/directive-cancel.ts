import type { MessageHandler } from './message.ts';
import type { ControllerMessage } from './types.ts';

/** A directive is withdrawn. */
export const directiveCancel: MessageHandler<NonNullable<ControllerMessage['directiveCancel']>> = {
  handle({ directiveId, reason }, { host, call }) {
    call(() => host.onDirectiveCancel?.(directiveId ?? '', reason ?? ''));
  },
};
