/** The environment of a program that the data plane is attached to. */

import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { withPreload } from './node-options.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** Where a private controller listens. */
export interface ControllerAddresses {
  /** host:port of the control stream. */
  readonly grpcAddress: string;
  /** Base URL of the OTLP/HTTP receiver. */
  readonly httpUrl: string;
}

/** The preload's file; undefined where @airt/instrument is not installed or not built. */
export function findPreload(): string | undefined {
  try {
    const file = createRequire(import.meta.url).resolve('@airt/instrument');
    return existsSync(file) ? file : undefined;
  } catch {
    return undefined;
  }
}

/** The private controller is there before the program starts: its policies hold from the first model call. */
const POLICY_WAIT_MS = 2_000;

/**
 * @param controller The private controller; absent where AIRT_CONTROLLER names one already.
 */
export function attachedEnvironment(
  env: Environment,
  preload: string,
  controller?: ControllerAddresses,
): Record<string, string | undefined> {
  return {
    ...env,
    ...quietExporters(env),
    ...(controller ? { AIRT_CONTROLLER: controller.grpcAddress, AIRT_OTLP_ENDPOINT: controller.httpUrl } : {}),
    ...(controller && !env.AIRT_CONTROLLER_WAIT_MS ? { AIRT_CONTROLLER_WAIT_MS: String(POLICY_WAIT_MS) } : {}),
    NODE_OPTIONS: withPreload(env.NODE_OPTIONS, preload),
  };
}

/** Whether the user has said where telemetry goes. */
export function hasExporter(env: Environment): boolean {
  return Object.entries(env).some(
    ([name, value]) => value !== undefined && value !== '' && (name.startsWith('OTEL_EXPORTER_OTLP_') || name === 'OTEL_TRACES_EXPORTER'),
  );
}

/** OpenTelemetry's default is a collector on localhost:4318; where nobody has set one up, trying it is only noise. */
function quietExporters(env: Environment): Record<string, string> {
  if (hasExporter(env)) return {};
  return { OTEL_TRACES_EXPORTER: 'none', ...(env.OTEL_METRICS_EXPORTER ? {} : { OTEL_METRICS_EXPORTER: 'none' }) };
}
