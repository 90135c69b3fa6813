import type { MessageHandler } from './message.ts';
import type { PolicyUpdateMessage } from './types.ts';

/** Policies have changed. Answered by an ack, or by a nack that names what was rejected; the valid ones are in force either way. */
export const policyUpdate: MessageHandler<PolicyUpdateMessage> = {
  handle(update, { host, call, send, session, updateSession }) {
    const nonce = update.nonce ?? '';
    const result = call(() => host.onPolicyUpdate?.(update));
    if (result === undefined) {
      const errors = [{ name: '', message: 'policies are not taken here, or taking them failed' }];
      send({ policyNack: { nonce, versions: { ...session.policyVersions }, errors } });
      return;
    }
    updateSession({ policyVersions: result.versions });
    const versions = { ...result.versions };
    if (result.errors.length === 0) send({ policyAck: { nonce, versions } });
    else send({ policyNack: { nonce, versions, errors: [...result.errors] } });
  },
};
