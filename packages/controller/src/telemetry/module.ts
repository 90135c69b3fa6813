import { randomUUID } from 'node:crypto';
import { RESOURCE } from '@airt/protocol/semconv';
import { defineModule } from '../module.ts';
import { VERSION } from '../version.ts';
import { createInterventionExport } from './interventions.ts';

export interface TelemetryMetrics {
  readonly interventionsExported: number;
  readonly interventionsFailed: number;
}

/** Exports each intervention as a span. Provides `interventions`. */
export const telemetryModule = defineModule<TelemetryMetrics>({
  name: 'telemetry',
  metrics: ({ interventions: { counts } }) => ({ interventionsExported: counts.exported, interventionsFailed: counts.failed }),
  async start({ config, env, log, provide }) {
    const interventions = createInterventionExport({
      endpoint: config.telemetry.endpoint,
      env,
      resource: { [RESOURCE.serviceInstanceId]: randomUUID(), ...config.resource },
      version: VERSION,
      flushMs: config.telemetry.flush_ms,
      log,
    });
    provide('interventions', interventions);
    const { endpoint } = interventions;
    log(
      endpoint === undefined
        ? 'interventions: not exported (no telemetry.endpoint and no OTEL_EXPORTER_OTLP_ENDPOINT)'
        : `interventions: exported to ${endpoint}`,
    );
    return (deadline) => interventions.stop(deadline.leftMs());
  },
});
