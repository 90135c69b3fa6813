/**
 * Our own SDK, for applications that have none: standard `OTEL_*` variables, OTLP over HTTP. It is never registered as the global
 * one, so the application and the libraries in it see no difference; and nothing of it keeps the process alive.
 */

import { RESOURCE } from '@airt/protocol/semconv';
import type { MeterProvider, TracerProvider } from '@opentelemetry/api';
import { OTLPMetricExporter as JsonMetricExporter } from '@opentelemetry/exporter-metrics-otlp-http';
import { OTLPMetricExporter as ProtoMetricExporter } from '@opentelemetry/exporter-metrics-otlp-proto';
import { OTLPTraceExporter as JsonTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { OTLPTraceExporter as ProtoTraceExporter } from '@opentelemetry/exporter-trace-otlp-proto';
import { defaultResource, type Resource, resourceFromAttributes } from '@opentelemetry/resources';
import {
  ConsoleMetricExporter,
  type MetricReader,
  PeriodicExportingMetricReader,
  MeterProvider as SdkMeterProvider,
} from '@opentelemetry/sdk-metrics';
import {
  BatchSpanProcessor,
  ConsoleSpanExporter,
  type ReadableSpan,
  TracerProvider as SdkTracerProvider,
  type SpanExporter,
  type SpanProcessor,
} from '@opentelemetry/sdk-trace';
import type { Config } from '../config.ts';
import type { Diagnostics } from '../diagnostics.ts';
import { type Agents, createAgents } from '../net/agents.ts';
import { VERSION } from '../version.ts';
import { withoutTracing } from './application.ts';
import { batchOptions, metricOptions, sampler, spanLimits } from './environment.ts';

/** Where spans and metrics go. */
export interface Sdk {
  readonly tracerProvider: TracerProvider;
  readonly meterProvider: MeterProvider | undefined;
  /** Takes spans of the application's own SDK to the extra endpoint; undefined without one. */
  readonly extraProcessor: SpanProcessor | undefined;
  /** Sends what is waiting; settles always, at the latest when the exporters give up. */
  flush(): Promise<void>;
  /** Ends every connection attempt: nothing more is waited for. */
  giveUp(): void;
}

/** Delay of a batch when a controller waits for the spans; the SDK's own default of 5 s would make every decision late. */
const CONTROLLED_BATCH_DELAY_MS = 50;
/** The extra endpoint is a controller on this machine: batches only coalesce what ends together. */
const EXTRA_BATCH = { scheduledDelayMillis: 5, exportTimeoutMillis: 2_000 };

export interface SdkOptions {
  readonly env: NodeJS.ProcessEnv;
  /** `service.instance.id`. */
  readonly instanceUid: string;
  readonly diagnostics: Diagnostics;
}

export function createSdk(config: Config, { env, instanceUid, diagnostics }: SdkOptions): Sdk {
  const resource = createResource(config.resource, instanceUid);
  /** Each exporter has agents of its own: one that reaches nobody does not keep the others from sending their last. */
  const senders: { readonly agents: Agents; readonly flush: () => Promise<void> }[] = [];
  const settingsOf = (agents: Agents): ExporterSettings => ({ httpAgentOptions: agents.create, diagnostics });
  const processors: SpanProcessor[] = [];
  const readers: MetricReader[] = [];

  const protocol = env.OTEL_EXPORTER_OTLP_TRACES_PROTOCOL ?? env.OTEL_EXPORTER_OTLP_PROTOCOL ?? 'http/protobuf';
  const metricsProtocol = env.OTEL_EXPORTER_OTLP_METRICS_PROTOCOL ?? env.OTEL_EXPORTER_OTLP_PROTOCOL ?? 'http/protobuf';
  const warn = (message: string) => diagnostics.log('warn', message);
  const batch = { ...(config.controller ? { scheduledDelayMillis: CONTROLLED_BATCH_DELAY_MS } : {}), ...batchOptions(env, warn) };

  function addTraces(
    what: string,
    make: (settings: ExporterSettings) => SpanExporter | undefined,
    options: typeof batch,
  ): SpanProcessor | undefined {
    const agents = createAgents(config.exitFlushMs);
    const exporter = tryCreate(diagnostics, what, () => make(settingsOf(agents)));
    if (!exporter) return undefined;
    const processor = new BatchSpanProcessor({ exporter: withoutTracingExport(counted(exporter, diagnostics)), ...options });
    senders.push({ agents, flush: () => processor.forceFlush() });
    processors.push(processor);
    return processor;
  }

  for (const name of names(env.OTEL_TRACES_EXPORTER)) {
    addTraces(`OTEL_TRACES_EXPORTER=${name}`, (settings) => traceExporter(name, protocol, settings), batch);
  }
  for (const name of names(env.OTEL_METRICS_EXPORTER)) {
    const agents = createAgents(config.exitFlushMs);
    const exporter = tryCreate(diagnostics, `OTEL_METRICS_EXPORTER=${name}`, () =>
      metricExporter(name, metricsProtocol, settingsOf(agents)),
    );
    if (!exporter) continue;
    const reader = new PeriodicExportingMetricReader({ exporter: withoutTracingExport(exporter), ...metricOptions(env, warn) });
    senders.push({ agents, flush: () => reader.forceFlush() });
    readers.push(reader);
  }
  const { extraOtlpEndpoint } = config;
  const extraProcessor =
    extraOtlpEndpoint && addTraces('AIRT_OTLP_ENDPOINT', (settings) => extraExporter(extraOtlpEndpoint, settings), EXTRA_BATCH);
  const tracerProvider = new SdkTracerProvider({
    resource,
    sampler: sampler(env, warn),
    spanLimits: spanLimits(env, warn),
    spanProcessors: processors,
  });
  const meterProvider = readers.length > 0 ? new SdkMeterProvider({ resource, readers }) : undefined;
  return {
    tracerProvider,
    meterProvider,
    extraProcessor: extraProcessor || undefined,
    giveUp() {
      for (const { agents } of senders) agents.giveUp();
    },
    async flush() {
      // Where nobody answers, nobody is waited for: a refused connection is tried again by the exporter for longer than anyone wants.
      const sent = senders
        .filter(({ agents }) => !agents.givenUp)
        .map(({ agents, flush }) => Promise.race([withoutTracing(flush), agents.unreachable()]));
      await Promise.allSettled(sent);
    },
  };
}

/** Makes an exporter count the spans that it could not deliver: without it, one that reaches nobody is noticed by nobody. */
function counted(exporter: SpanExporter, diagnostics: Diagnostics): SpanExporter {
  const send = exporter.export.bind(exporter);
  exporter.export = (spans, done) =>
    send(spans, (result) => {
      if (result.code !== 0) {
        diagnostics.dropSpans(spans.length);
        diagnostics.failure('export_spans', result.error);
      }
      done(result);
    });
  return exporter;
}

/** Makes an exporter of spans or metrics send without the application's own instrumentations seeing it. */
function withoutTracingExport<Item, Done, Exporter extends { export(items: Item, done: Done): void }>(exporter: Exporter): Exporter {
  const send = exporter.export.bind(exporter);
  exporter.export = (items, done) => withoutTracing(() => send(items, done));
  return exporter;
}

const names = (value: string | undefined): string[] =>
  (value?.trim() || 'otlp')
    .split(',')
    .map((name) => name.trim().toLowerCase())
    .filter((name) => name !== '' && name !== 'none');

interface ExporterSettings {
  readonly httpAgentOptions: Agents['create'];
  readonly diagnostics: Diagnostics;
}

/** An exporter that cannot be made of its settings (an endpoint that is no address) is told, and everything else goes on without it. */
function tryCreate<T>(diagnostics: Diagnostics, what: string, make: () => T): T | undefined {
  try {
    return make();
  } catch (error) {
    diagnostics.log('warn', `${what}: ${error instanceof Error ? error.message : error}. Nothing is exported by it`);
    return undefined;
  }
}

function traceExporter(name: string, protocol: string, { httpAgentOptions, diagnostics }: ExporterSettings): SpanExporter | undefined {
  if (name === 'console') return new ConsoleSpanExporter();
  if (name !== 'otlp') {
    diagnostics.log('warn', `OTEL_TRACES_EXPORTER=${name} is not supported (otlp, console, none): spans are not exported by it`);
    return undefined;
  }
  if (protocol === 'http/json') return new JsonTraceExporter({ httpAgentOptions });
  if (protocol === 'http/protobuf') return new ProtoTraceExporter({ httpAgentOptions });
  diagnostics.log('warn', `OTEL_EXPORTER_OTLP_PROTOCOL=${protocol} is not supported (http/protobuf, http/json): spans are not exported`);
  return undefined;
}

function metricExporter(name: string, protocol: string, { httpAgentOptions, diagnostics }: ExporterSettings) {
  if (name === 'console') return new ConsoleMetricExporter();
  if (name !== 'otlp') {
    diagnostics.log('warn', `OTEL_METRICS_EXPORTER=${name} is not supported (otlp, console, none): metrics are not exported by it`);
    return undefined;
  }
  if (protocol === 'http/json') return new JsonMetricExporter({ httpAgentOptions });
  return protocol === 'http/protobuf' ? new ProtoMetricExporter({ httpAgentOptions }) : undefined;
}

function extraExporter(endpoint: string, { httpAgentOptions }: ExporterSettings): SpanExporter {
  const url = `${endpoint.replace(/\/+$/, '').replace(/\/v1\/traces$/, '')}/v1/traces`;
  // Headers, compression and timeouts of the standard exporter belong to another receiver: none of them applies here.
  return new ProtoTraceExporter({ url, headers: {}, timeoutMillis: EXTRA_BATCH.exportTimeoutMillis, httpAgentOptions });
}

function createResource({ service, attributes }: Config['resource'], instanceUid: string): Resource {
  // Not the process detector: command lines carry secrets.
  const own = resourceFromAttributes({
    [RESOURCE.processPid]: process.pid,
    [RESOURCE.processRuntimeName]: 'nodejs',
    [RESOURCE.processRuntimeVersion]: process.versions.node,
    [RESOURCE.serviceName]: service,
    [RESOURCE.serviceInstanceId]: instanceUid,
    [RESOURCE.telemetryDistroName]: '@airt/instrument',
    [RESOURCE.telemetryDistroVersion]: VERSION,
  });
  return defaultResource()
    .merge(resourceFromAttributes({ ...attributes }))
    .merge(own);
}

/** Whether a span of another SDK can be handed to our exporter: it has to be readable and sampled. */
export const isExportable = (span: unknown): span is ReadableSpan => {
  const shown = span as Partial<ReadableSpan> & { spanContext?(): { traceFlags: number } };
  return Boolean(shown.resource && shown.startTime && shown.spanContext && (shown.spanContext().traceFlags & 1) === 1);
};
