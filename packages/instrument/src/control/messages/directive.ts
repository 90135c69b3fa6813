import { outcomeStatusToProto } from '@airt/engine';
import { raiseEpoch } from '../session.ts';
import type { MessageHandler } from './message.ts';
import type { DirectiveMessage, OutcomeMessage } from './types.ts';

/** One intervention for one run. A directive of a superseded controller is rejected, and so is one that nobody takes. */
export const directive: MessageHandler<DirectiveMessage> = {
  handle(message, { host, call, count, session, updateSession, sendOutcome, nowMs }) {
    const epoch = message.epoch ?? 0;
    if (epoch < session.epoch) {
      count('control.directives_fenced', `epoch ${epoch} of ${session.epoch}`);
      sendOutcome(rejection(message, `of epoch ${epoch}; a controller of epoch ${session.epoch} has taken over`));
      return;
    }
    const current = raiseEpoch(session, epoch);
    updateSession({ ...current, lastDirectiveSequence: Math.max(current.lastDirectiveSequence, message.sequence ?? 0) });
    if (!message.id) {
      // Without an id there is nothing to answer to.
      count('control.bad_messages', 'a directive without an id');
      return;
    }
    const { onDirective } = host;
    if (onDirective === undefined) {
      sendOutcome(rejection(message, 'directives are not taken here'));
      return;
    }
    const isTaken = call(() => {
      onDirective(message, { nowMs, clockOffsetMs: session.clockOffsetMs });
      return true;
    });
    if (isTaken !== true) sendOutcome(rejection(message, 'taking it failed'));
  },
};

const rejection = (message: DirectiveMessage, reason: string): OutcomeMessage => ({
  directiveId: message.id ?? '',
  status: outcomeStatusToProto('rejected'),
  ...(message.scope?.traceId ? { traceId: message.scope.traceId } : {}),
  reason,
});
