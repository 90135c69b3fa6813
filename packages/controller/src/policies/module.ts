import type { PolicySet } from '@airt/engine';
import { defineModule } from '../module.ts';
import { createPolicies } from './policies.ts';

/** The policy files, read again when they change. Every version that is in force is kept in the journal. Provides `policies`. */
export const policiesModule = defineModule({
  name: 'policies',
  async start({ config, now, log, services: { journal }, provide }) {
    const policies = createPolicies({ files: config.policies.files, watch: config.policies.watch, log });
    const record = (set: PolicySet): void => {
      for (const { name, version, source } of set.policies) journal.recordPolicy(name, version, source, now());
    };
    record(policies.current);
    policies.onChange(record);
    provide('policies', policies);
    return () => policies.stop();
  },
});
