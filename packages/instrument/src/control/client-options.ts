/** What the control client is made of. */
import type { Timers } from '../net/timers.ts';
import type { ConnectionTiming, Phase } from './connection-state.ts';
import type { GrpcStream, GrpcStreamLimits, GrpcStreamOptions } from './grpc/stream.ts';
import type { ControlHost } from './host.ts';

export const DEFAULT_TIMING: ConnectionTiming = {
  welcomeTimeoutMs: 10_000,
  backoffMinMs: 250,
  backoffMaxMs: 30_000,
  backoffResetMs: 10_000,
  helloIntervalMs: 1_000,
  healthIntervalMs: 60_000,
  healthMinIntervalMs: 5_000,
};

export interface ControlClientOptions extends ControlHost {
  /** As in AIRT_CONTROLLER: `host:port`, `http://...`, `https://...`, `unix:...`. */
  readonly target: string;
  /** AIRT_CONTROLLER_TOKEN: sent as a bearer token. */
  readonly token?: string;
  /** AIRT_CONTROLLER_CA: PEM file trusted besides Node's own certificates. */
  readonly caFile?: string;
  onStateChange?(state: Phase['kind']): void;
  /** Milliseconds since 1970. Default Date.now. */
  clock?(): number;
  /** 0 to 1. Default Math.random. */
  random?(): number;
  /** Default: timers that do not keep the process alive. */
  readonly timers?: Timers;
  /** Default: gRPC over `node:http2`. */
  readonly openStream?: (options: GrpcStreamOptions) => GrpcStream;
  /** What is not named is as in `DEFAULT_TIMING`. */
  readonly timing?: Partial<ConnectionTiming>;
  readonly limits?: Partial<GrpcStreamLimits>;
}
