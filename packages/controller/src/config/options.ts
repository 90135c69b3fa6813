/**
 * Every option of the controller, once: its place in the configuration file, its flag, its variable, its default and its bounds.
 * docs/configuration.md is checked against this table.
 */
import type { DetectorConfigs } from '@airt/engine';
import type { ControllerConfig } from './config.ts';

/** `section.name` for every member; a map of texts is one option. */
type Paths<Tree> = {
  [Key in keyof Tree & string]-?: string extends keyof Tree[Key] ? Key : `${Key}.${keyof Tree[Key] & string}`;
}[keyof Tree & string];

export type OptionKey = Paths<ControllerConfig>;

interface OptionBase {
  readonly key: OptionKey;
  /** One sentence, for `--help` and the reference. */
  readonly about: string;
  readonly env?: string;
  readonly flag?: string;
}

export type Option = OptionBase &
  (
    | { readonly type: 'address'; readonly default: string }
    | { readonly type: 'text' | 'path' | 'url'; readonly default?: string }
    | { readonly type: 'integer'; readonly default: number; readonly min: number; readonly max: number }
    | { readonly type: 'boolean'; readonly default: boolean }
    | { readonly type: 'texts' | 'paths'; readonly default: readonly string[] }
    | { readonly type: 'map'; readonly default: Readonly<Record<string, string>> }
    | { readonly type: 'detectors'; readonly default: DetectorConfigs }
  );

const MIB = 1024 * 1024;

export const OPTIONS: readonly Option[] = [
  {
    key: 'listen.grpc',
    type: 'address',
    default: '127.0.0.1:4327',
    env: 'AIRT_LISTEN_GRPC',
    flag: 'listen-grpc',
    about: 'host:port for OTLP/gRPC and for control streams; port 0 takes a free one',
  },
  {
    key: 'listen.http',
    type: 'address',
    default: '127.0.0.1:4328',
    env: 'AIRT_LISTEN_HTTP',
    flag: 'listen-http',
    about: 'host:port for OTLP/HTTP and /healthz; port 0 takes a free one',
  },
  { key: 'listen.cors_origins', type: 'texts', default: [], about: 'browser origins that may send traces; "*" for all' },
  {
    key: 'policies.files',
    type: 'paths',
    default: [],
    env: 'AIRT_POLICY',
    flag: 'policy',
    about: 'policy files; none: the built-in preset "balanced"',
  },
  { key: 'policies.watch', type: 'boolean', default: true, about: 'reload a policy file when it changes' },
  {
    key: 'policies.lease_seconds',
    type: 'integer',
    default: 0,
    min: 0,
    max: 86_400,
    about: 'agents drop pushed policies this long after the last message of a controller; 0: never',
  },
  {
    key: 'detectors',
    type: 'detectors',
    default: {},
    about: 'configuration of detectors, by family; a policy may change it for itself',
  },
  {
    key: 'journal.path',
    type: 'path',
    env: 'AIRT_JOURNAL',
    flag: 'journal',
    about: 'SQLite file, or ":memory:"; default: airt/journal.db in the user\'s state folder',
  },
  { key: 'journal.retention_days', type: 'integer', default: 30, min: 1, max: 3650, about: 'what is older is removed' },
  {
    key: 'telemetry.endpoint',
    type: 'url',
    env: 'AIRT_TELEMETRY_ENDPOINT',
    flag: 'telemetry-endpoint',
    about: 'OTLP/HTTP address that intervention spans go to; default: the OTEL_EXPORTER_OTLP_* variables',
  },
  { key: 'telemetry.flush_ms', type: 'integer', default: 200, min: 0, max: 60_000, about: 'longest wait of a finished intervention span' },
  { key: 'resource', type: 'map', default: {}, about: "attributes on the controller's own spans" },
  {
    key: 'control.heartbeat_seconds',
    type: 'integer',
    default: 10,
    min: 0,
    max: 3600,
    about: 'interval that agents are to keep; 0: no heartbeats',
  },
  {
    key: 'control.token',
    type: 'text',
    env: 'AIRT_CONTROLLER_TOKEN',
    about: 'agents must send this as a bearer token to open a control stream; default: none is needed',
  },
  {
    key: 'control.max_message_bytes',
    type: 'integer',
    default: MIB,
    min: 1024,
    max: 64 * MIB,
    about: 'largest message taken from an agent',
  },
  {
    key: 'control.max_queued_messages',
    type: 'integer',
    default: 1024,
    min: 16,
    max: 1_000_000,
    about: 'messages that may wait for a slow agent before its stream is ended',
  },
  {
    key: 'digest.key',
    type: 'text',
    env: 'AIRT_DIGEST_KEY',
    about: 'key for digests of content in spans; default: a random one for each start',
  },
  {
    key: 'limits.request_bytes',
    type: 'integer',
    default: 64 * MIB,
    min: 1024,
    max: 1024 * MIB,
    about: 'largest OTLP request, after decompression',
  },
  {
    key: 'limits.reading_bytes',
    type: 'integer',
    default: 128 * MIB,
    min: 1024,
    max: 16_384 * MIB,
    about: 'requests and messages that are being read, over all connections, as sent and as decompressed; beyond it the oldest is ended',
  },
  {
    key: 'limits.body_timeout_ms',
    type: 'integer',
    default: 15_000,
    min: 100,
    max: 600_000,
    about: 'longest time from the first byte of a request or message to its last',
  },
  {
    key: 'limits.connections',
    type: 'integer',
    default: 20_000,
    min: 1,
    max: 1_000_000,
    about: 'connections of each port; beyond it the one that has been without a call for longest is closed',
  },
  {
    key: 'limits.agents',
    type: 'integer',
    default: 10_000,
    min: 1,
    max: 1_000_000,
    about: 'agent processes that are known; beyond it one that is not connected is forgotten, else the new one is refused',
  },
  {
    key: 'limits.sessions',
    type: 'integer',
    default: 10_000,
    min: 1,
    max: 10_000_000,
    about: 'runs that are reasoned about at one time, about 20 KB each; the one without news for longest leaves',
  },
  {
    key: 'limits.spans',
    type: 'integer',
    default: 262_144,
    min: 1024,
    max: 100_000_000,
    about: 'spans that are remembered to know a repetition by, about 200 bytes each',
  },
  {
    key: 'limits.queue_bytes',
    type: 'integer',
    default: 128 * MIB,
    min: 1024,
    max: 16_384 * MIB,
    about: 'requests that wait for decoding, in bytes; beyond it senders get a status that makes them come again',
  },
  { key: 'limits.queue_requests', type: 'integer', default: 4096, min: 1, max: 1_000_000, about: 'the same, in requests' },
  { key: 'limits.retry_after_ms', type: 'integer', default: 1000, min: 1, max: 60_000, about: 'how long senders are to wait then' },
  { key: 'shutdown.timeout_ms', type: 'integer', default: 5000, min: 0, max: 600_000, about: 'longest graceful shutdown' },
];
