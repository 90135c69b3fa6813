import type { airt } from '@airt/protocol';
import { boundedMap } from '../bounds.ts';
import type { MessageHandler } from './message.ts';

/** Every resource of an update is in force. */
export const policyAck: MessageHandler<airt.control.v1.PolicyAck.$Properties> = {
  handle(message, { instance, emit, recordInstance }) {
    const versions = boundedMap(message.versions);
    if (!instance.policies.acknowledge(message.nonce ?? '', versions, [])) return;
    recordInstance('policy_ack', { versions });
    emit({ type: 'policy_ack', instanceUid: instance.uid, versions });
  },
};
