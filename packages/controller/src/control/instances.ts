import type { ActionKind } from '@airt/engine';
import type { HealthRecord } from '../journal/records.ts';
import type { AgentStream, Connection } from './connection.ts';
import { createPolicyTracker, type PolicyTracker } from './policy-tracker.ts';

/** What an agent process reported about itself in Hello. */
export interface AgentProfile {
  readonly resource: Readonly<Record<string, string>>;
  /** The data plane: `@airt/instrument`. */
  readonly dataPlaneName: string;
  readonly dataPlaneVersion: string;
  /** Actions it implements. */
  readonly actions: ReadonlySet<ActionKind>;
}

/** One agent process, over all its streams. */
export interface Instance {
  readonly uid: string;
  connection: Connection;
  profile: AgentProfile;
  /** Traces of the runs that are open in it, as far as it reported them. */
  openRuns: Set<string>;
  /** Highest Directive.sequence used. */
  sequence: number;
  readonly policies: PolicyTracker;
  /** The last report; undefined before the first. */
  health: HealthRecord | undefined;
}

export const isConnected = ({ connection }: Instance): boolean => connection.kind === 'connected';

/** The stream to it, where it is connected. */
export const streamOf = ({ connection }: Instance): AgentStream | undefined =>
  connection.kind === 'connected' ? connection.stream : undefined;

/** Instances, the connected ones and those that may come back. */
export interface Instances {
  get(uid: string): Instance | undefined;
  /** Makes one that is not known yet. The one that is known for longest, and not connected, leaves beyond the limit. */
  add(uid: string, connection: Connection): Instance;
  connected(): readonly Instance[];
  readonly size: number;
}

const NO_PROFILE: AgentProfile = { resource: {}, dataPlaneName: '', dataPlaneVersion: '', actions: new Set() };

export function createInstances(nonces: () => string, limit = 10_000): Instances {
  const byUid = new Map<string, Instance>();
  const makeRoom = (): void => {
    if (byUid.size < limit) return;
    for (const [uid, instance] of byUid) {
      if (isConnected(instance)) continue;
      byUid.delete(uid);
      return;
    }
  };
  return {
    get: (uid) => byUid.get(uid),
    add(uid, connection) {
      makeRoom();
      const policies = createPolicyTracker(nonces);
      const instance: Instance = { uid, connection, profile: NO_PROFILE, openRuns: new Set(), sequence: 0, policies, health: undefined };
      byUid.set(uid, instance);
      return instance;
    },
    connected: () => [...byUid.values()].filter(isConnected),
    get size() {
      return byUid.size;
    },
  };
}
