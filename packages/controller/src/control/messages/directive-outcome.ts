import { type OutcomeMessage, outcomeFromProto } from '@airt/engine';
import type { MessageHandler } from './message.ts';

/** What became of a directive. An outcome that cannot be used (no id, a status that this version does not know) is ignored. */
export const directiveOutcome: MessageHandler<OutcomeMessage> = {
  handle(message, { instance, directives }) {
    const outcome = outcomeFromProto(message);
    if (outcome !== undefined) directives.onOutcome(instance, outcome);
  },
};
