/** The exporters that `OTEL_TRACES_EXPORTER` and `OTEL_METRICS_EXPORTER` name. */
import { readFileSync } from 'node:fs';
import {
  JsonMetricsSerializer,
  JsonTraceSerializer,
  ProtobufMetricsSerializer,
  ProtobufTraceSerializer,
} from '@opentelemetry/otlp-transformer';
import { ConsoleMetricExporter, type PushMetricExporter } from '@opentelemetry/sdk-metrics';
import { ConsoleSpanExporter, type SpanExporter } from '@opentelemetry/sdk-trace';
import type { Config } from '../config.ts';
import { endpointUrl, type OtlpSettings, readOtlp, type Signal } from '../environment/otlp.ts';
import { proxyFor } from '../environment/proxy.ts';
import type { Health } from '../health/health.ts';
import type { Agents } from '../net/agents.ts';
import { temporalitySelector } from './environment.ts';
import { createDeliveryReports } from './otlp/delivery.ts';
import { createOtlpExporter, type OtlpExporter, type Serializer } from './otlp/exporter.ts';

/** An exporter, and how it says at the end of the process what it has not delivered. */
export interface Made<Exporter> {
  readonly exporter: Exporter;
  readonly reportUndelivered: () => void;
}

export interface Exporters {
  /** By their names, separated by commas; what cannot be made is a condition, and left out. */
  traces(agents: Agents, name: string): Made<SpanExporter> | undefined;
  metrics(agents: Agents, name: string): Made<PushMetricExporter> | undefined;
  /** `AIRT_OTLP_ENDPOINT`: headers, compression and timeouts of the standard exporter belong to another receiver, and do not apply. */
  extra(agents: Agents, endpoint: string, timeoutMs: number): Made<SpanExporter> | undefined;
}

type Environment = Readonly<Record<string, string | undefined>>;

const NOTHING = (): void => {};

export function createExporters(config: Config, env: Environment, health: Health): Exporters {
  const reports = createDeliveryReports(health);
  const misconfigured = (variable: string, reason: string): undefined =>
    health.raise('telemetry_misconfigured', variable, reason) as undefined;

  function otlp<Items>(settings: OtlpSettings, agents: Agents, serializer: Serializer<Items>): OtlpExporter<Items> | undefined {
    const tls: { ca?: Buffer; cert?: Buffer; key?: Buffer } = {};
    for (const [part, file] of Object.entries(settings.tls) as [keyof typeof tls, string][]) {
      try {
        tls[part] = readFileSync(file);
      } catch (error) {
        return misconfigured(file, `the file cannot be read (${error instanceof Error && 'code' in error ? error.code : error})`);
      }
    }
    const proxy = proxyFor(settings.url, env);
    if (proxy.kind === 'invalid') return misconfigured(proxy.variable, 'it is no http:// or https:// address of a proxy');
    const report = reports.of(settings.url, settings.isConfigured);
    return createOtlpExporter({ settings, proxy, tls, serializer, agents, report });
  }

  /** What the environment says of a signal, with what is wrong reported. */
  function settingsOf(signal: Signal): OtlpSettings | undefined {
    const { settings, problems } = readOtlp({ ...env, ...config.otlpFiles }, signal);
    for (const { variable, reason } of problems) {
      if (settings) health.raise('telemetry_setting_ignored', variable, reason);
      else misconfigured(variable, reason);
    }
    return settings;
  }

  function named<Exporter extends object>(
    signal: Signal,
    name: string,
    makeConsole: () => Exporter,
    makeOtlp: (settings: OtlpSettings) => (Exporter & Pick<OtlpExporter<never>, 'reportUndelivered'>) | undefined,
  ): Made<Exporter> | undefined {
    if (name === 'console') return { exporter: makeConsole(), reportUndelivered: NOTHING };
    if (name !== 'otlp') return misconfigured(`OTEL_${signal.toUpperCase()}_EXPORTER`, `${name} is none of otlp, console, none`);
    const settings = settingsOf(signal);
    const exporter = settings && makeOtlp(settings);
    return exporter && { exporter, reportUndelivered: exporter.reportUndelivered };
  }

  return {
    traces: (agents, name) =>
      named<SpanExporter>(
        'traces',
        name,
        () => new ConsoleSpanExporter(),
        (settings) => otlp(settings, agents, settings.protocol === 'http/json' ? JsonTraceSerializer : ProtobufTraceSerializer),
      ),
    metrics: (agents, name) =>
      named<PushMetricExporter>(
        'metrics',
        name,
        () => new ConsoleMetricExporter(),
        (settings) => {
          const exporter = otlp(settings, agents, settings.protocol === 'http/json' ? JsonMetricsSerializer : ProtobufMetricsSerializer);
          const warn = (reason: string) => health.raise('telemetry_setting_ignored', TEMPORALITY, reason);
          return exporter && Object.assign(exporter, { selectAggregationTemporality: temporalitySelector(env[TEMPORALITY], warn) });
        },
      ),
    extra(agents, endpoint, timeoutMs) {
      const url = endpointUrl(endpoint.replace(/\/+$/, '').replace(/\/v1\/traces$/, ''), 'traces');
      if (!url) return misconfigured('AIRT_OTLP_ENDPOINT', `${endpoint} is no http:// or https:// address`);
      const settings: OtlpSettings = {
        url,
        isConfigured: true,
        protocol: 'http/protobuf',
        headers: {},
        timeoutMs,
        isCompressed: false,
        tls: {},
      };
      const exporter = otlp(settings, agents, ProtobufTraceSerializer);
      return exporter && { exporter, reportUndelivered: exporter.reportUndelivered };
    },
  };
}

const TEMPORALITY = 'OTEL_EXPORTER_OTLP_METRICS_TEMPORALITY_PREFERENCE';
