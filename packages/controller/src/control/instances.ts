import type { ActionKind } from '@airt/engine';
import { createLruMap } from '@airt/engine/lru-map';
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
  /** Whether another one can be made: it is not full of connected ones. Makes room where it has to. */
  hasRoom(): boolean;
  /** Makes one that is not known yet. */
  add(uid: string, connection: Connection): Instance;
  connected(): readonly Instance[];
  readonly size: number;
}

/** Connected ones that are looked at and passed, each time that room is needed. */
const MAX_EVICTION_TRIES = 100;

const NO_PROFILE: AgentProfile = { resource: {}, dataPlaneName: '', dataPlaneVersion: '', actions: new Set() };

export function createInstances(nonces: () => string, limit = 10_000): Instances {
  const byUid = createLruMap<string, Instance>({ limit: limit + 1 });
  const hasRoom = (): boolean => {
    for (let tries = 0; byUid.size >= limit && tries < MAX_EVICTION_TRIES; tries += 1) {
      const [uid, instance] = byUid.oldest() ?? [];
      if (uid === undefined || instance === undefined) break;
      if (isConnected(instance)) byUid.set(uid, instance);
      else byUid.delete(uid);
    }
    return byUid.size < limit;
  };
  return {
    get: (uid) => byUid.peek(uid),
    hasRoom,
    add(uid, connection) {
      const policies = createPolicyTracker(nonces);
      const instance: Instance = { uid, connection, profile: NO_PROFILE, openRuns: new Set(), sequence: 0, policies, health: undefined };
      byUid.set(uid, instance);
      return instance;
    },
    connected: () => [...byUid].flatMap(([, instance]) => (isConnected(instance) ? [instance] : [])),
    get size() {
      return byUid.size;
    },
  };
}
