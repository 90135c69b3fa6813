import { homedir } from 'node:os';
import { join } from 'node:path';
import type { DetectorConfigs } from '@airt/engine';

/** A configuration with every value in place. Names are those of the file; docs/configuration.md explains each. */
export interface ControllerConfig {
  readonly listen: { readonly grpc: string; readonly http: string; readonly cors_origins: readonly string[] };
  readonly policies: { readonly files: readonly string[]; readonly watch: boolean; readonly lease_seconds: number };
  /** By family; what is not named has the family's default. */
  readonly detectors: DetectorConfigs;
  readonly journal: { readonly path: string; readonly retention_days: number };
  readonly telemetry: { readonly endpoint?: string; readonly flush_ms: number };
  readonly resource: Readonly<Record<string, string>>;
  readonly control: {
    readonly token?: string;
    readonly heartbeat_seconds: number;
    readonly max_message_bytes: number;
    readonly max_queued_messages: number;
  };
  readonly digest: { readonly key?: string };
  readonly limits: {
    readonly request_bytes: number;
    readonly reading_bytes: number;
    readonly body_timeout_ms: number;
    readonly connections: number;
    readonly agents: number;
    readonly sessions: number;
    readonly spans: number;
    readonly queue_bytes: number;
    readonly queue_requests: number;
    readonly retry_after_ms: number;
  };
  readonly shutdown: { readonly timeout_ms: number };
}

/** Where the journal is when nobody says: the same place for every controller of a user, so that `airt explain` finds it. */
export function defaultJournalPath(env: Readonly<Record<string, string | undefined>>): string {
  const state = env.XDG_STATE_HOME?.trim();
  return join(state || join(homedir(), '.local', 'state'), 'airt', 'journal.db');
}
