import type { airt } from '@airt/protocol';
import type { RejectedPolicy } from '../../events.ts';
import { boundedMap, boundedName, MAX_POLICY_ERROR, MAX_POLICY_ERRORS } from '../bounds.ts';
import type { MessageHandler } from './message.ts';

/** At least one resource of an update was rejected. The valid ones are in force, and of the others the last good versions. */
export const policyNack: MessageHandler<airt.control.v1.PolicyNack.$Properties> = {
  handle(message, { instance, emit, log, recordInstance }) {
    const versions = boundedMap(message.versions);
    const errors = (message.errors ?? []).slice(0, MAX_POLICY_ERRORS).map(toRejectedPolicy);
    if (!instance.policies.acknowledge(message.nonce ?? '', versions, errors)) return;
    recordInstance('policy_nack', { versions, errors });
    for (const error of errors) log(`agent ${instance.uid} rejected policy ${describe(error)}`);
    emit({ type: 'policy_nack', instanceUid: instance.uid, errors, versions });
  },
};

function toRejectedPolicy({ name, version, message, line, column }: airt.control.v1.PolicyError.$Properties): RejectedPolicy {
  return {
    name: boundedName(name),
    version: boundedName(version),
    message: (message ?? '').slice(0, MAX_POLICY_ERROR),
    line: line ?? 0,
    column: column ?? 0,
  };
}

const describe = ({ name, version, message, line, column }: RejectedPolicy): string =>
  `${name} (${version})${line > 0 ? ` at ${line}:${column}` : ''}: ${message}`;
