import type { ActionKind } from '@airt/engine';
import { createPolicyTracker, type PolicyTracker } from './policy-tracker.ts';
import type { ControllerMessage } from './proto-types.ts';

/** The way to one connected agent. */
export interface AgentStream {
  /** false: the stream is gone or its reader too slow; the message was not taken. */
  send(message: Omit<ControllerMessage, 'sequence'>): boolean;
  /** Ends it with a status for the agent. */
  end(code: number, details: string): void;
}

/** One agent process, over all its streams. */
export interface Instance {
  readonly uid: string;
  stream: AgentStream | undefined;
  resource: Readonly<Record<string, string>>;
  agentName: string;
  agentVersion: string;
  actions: ReadonlySet<ActionKind>;
  /** Traces of the runs that are open in it, as far as it told. */
  openRuns: Set<string>;
  /** Highest Directive.sequence given out. */
  sequence: number;
  readonly policies: PolicyTracker;
  lastHeardMs: number;
  /** It said goodbye, or its stream ended, at this time; undefined while connected. */
  leftMs: number | undefined;
  /** It ended by itself: nothing is to be expected of it. */
  ended: boolean;
  lastError: string;
}

/** Runs that one agent can claim to have open. */
export const MAX_OPEN_RUNS = 10_000;

/** Instances, the connected ones and those that may come back. */
export interface Instances {
  get(uid: string): Instance | undefined;
  /** Finds or makes it. */
  of(uid: string, nowMs: number): Instance;
  all(): Iterable<Instance>;
  connected(): readonly Instance[];
  readonly size: number;
}

export function createInstances(nonces: () => string, limit = 10_000): Instances {
  const byUid = new Map<string, Instance>();
  const makeRoom = (): void => {
    if (byUid.size < limit) return;
    for (const [uid, instance] of byUid) {
      if (instance.stream !== undefined) continue;
      byUid.delete(uid);
      return;
    }
  };
  return {
    get: (uid) => byUid.get(uid),
    of(uid, nowMs) {
      const known = byUid.get(uid);
      if (known !== undefined) return known;
      makeRoom();
      const fresh: Instance = {
        uid,
        stream: undefined,
        resource: {},
        agentName: '',
        agentVersion: '',
        actions: new Set(),
        openRuns: new Set(),
        sequence: 0,
        policies: createPolicyTracker(nonces),
        lastHeardMs: nowMs,
        leftMs: undefined,
        ended: false,
        lastError: '',
      };
      byUid.set(uid, fresh);
      return fresh;
    },
    all: () => byUid.values(),
    connected: () => [...byUid.values()].filter((instance) => instance.stream !== undefined),
    get size() {
      return byUid.size;
    },
  };
}
