/**
 * Our own SDK, for applications that have none: standard `OTEL_*` variables, OTLP over HTTP. It is never registered as the global
 * one, so the application and the libraries in it see no difference; and nothing of it keeps the process alive.
 */

import { RESOURCE } from '@airt/protocol/semconv';
import type { MeterProvider, TracerProvider } from '@opentelemetry/api';
import { defaultResource, type Resource, resourceFromAttributes } from '@opentelemetry/resources';
import { type MetricReader, PeriodicExportingMetricReader, MeterProvider as SdkMeterProvider } from '@opentelemetry/sdk-metrics';
import {
  BatchSpanProcessor,
  type ReadableSpan,
  TracerProvider as SdkTracerProvider,
  type SpanExporter,
  type SpanProcessor,
} from '@opentelemetry/sdk-trace';
import type { Config } from '../config.ts';
import type { Diagnostics } from '../diagnostics.ts';
import type { Health } from '../health/health.ts';
import { type Agents, createAgents } from '../net/agents.ts';
import { VERSION } from '../version.ts';
import { withoutTracing } from './application.ts';
import { batchOptions, metricOptions, sampler, spanLimits } from './environment.ts';
import { createExporters, type Made } from './exporters.ts';

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
  readonly health: Health;
}

/** Something that exports: each has agents of its own, so that one that reaches nobody does not keep the others from sending their last. */
interface Sender {
  readonly agents: Agents;
  readonly flush: () => Promise<void>;
  readonly reportUndelivered: () => void;
}

export function createSdk(config: Config, { env, instanceUid, diagnostics, health }: SdkOptions): Sdk {
  const resource = createResource(config.resource, instanceUid);
  const exporters = createExporters(config, env, health);
  const senders: Sender[] = [];
  const processors: SpanProcessor[] = [];
  const readers: MetricReader[] = [];
  const warn = (message: string) => diagnostics.log('warn', message);
  const batch = { ...(config.controller ? { scheduledDelayMillis: CONTROLLED_BATCH_DELAY_MS } : {}), ...batchOptions(env, warn) };

  function addTraces(make: (agents: Agents) => Made<SpanExporter> | undefined, options: typeof batch): SpanProcessor | undefined {
    const agents = createAgents(config.exitFlushMs);
    const made = make(agents);
    if (!made) return undefined;
    const { exporter, reportUndelivered } = made;
    const processor = new BatchSpanProcessor({ exporter: withoutTracingExport(counted(exporter, diagnostics)), ...options });
    senders.push({ agents, reportUndelivered, flush: () => flushAll(processor, exporter) });
    processors.push(processor);
    return processor;
  }

  for (const name of names(env.OTEL_TRACES_EXPORTER)) addTraces((agents) => exporters.traces(agents, name), batch);
  for (const name of names(env.OTEL_METRICS_EXPORTER)) {
    const agents = createAgents(config.exitFlushMs);
    const made = exporters.metrics(agents, name);
    if (!made) continue;
    const { exporter, reportUndelivered } = made;
    const reader = new PeriodicExportingMetricReader({ exporter: withoutTracingExport(exporter), ...metricOptions(env, warn) });
    senders.push({ agents, reportUndelivered, flush: () => flushAll(reader, exporter) });
    readers.push(reader);
  }

  const { extraOtlpEndpoint } = config;
  const extraProcessor =
    extraOtlpEndpoint && addTraces((agents) => exporters.extra(agents, extraOtlpEndpoint, EXTRA_BATCH.exportTimeoutMillis), EXTRA_BATCH);
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
      for (const { reportUndelivered } of senders) reportUndelivered();
    },
    async flush() {
      // Where nobody answers, nobody is waited for: a refused connection is tried again by the exporter for longer than anyone wants.
      const sent = senders
        .filter(({ agents }) => !agents.givenUp)
        .map(({ agents, flush }) => Promise.race([withoutTracing(flush), agents.unreachable()]));
      await Promise.allSettled(sent);
      // What was not waited for, or is being tried again, will not be sent any more.
      for (const { reportUndelivered } of senders) reportUndelivered();
    },
  };
}

/** The SDK's own flush does not wait for a batch that is under way already. */
async function flushAll(waiting: Flushable, exporter: Partial<Flushable>): Promise<void> {
  await waiting.forceFlush();
  await exporter.forceFlush?.();
}

interface Flushable {
  forceFlush(): Promise<void>;
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
