import type { Decision, Outcome, SpanRef } from '@airt/engine';
import { ATTR, EVENT, RESOURCE, SPAN } from '@airt/protocol/semconv';
import { type HrTime, type Link, ROOT_CONTEXT, SpanKind, SpanStatusCode, TraceFlags, trace } from '@opentelemetry/api';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-proto';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { AlwaysOnSampler, BatchSpanProcessor, type SpanExporter, TracerProvider } from '@opentelemetry/sdk-trace';
import type { FinalOutcome } from '../control/pending-directive.ts';
import { interventionAttributes } from './intervention-attributes.ts';
import { OWN_SCOPE } from './scope.ts';

export interface InterventionExport {
  /** Where spans go; undefined where nothing is configured and nothing is exported. */
  readonly endpoint: string | undefined;
  record(final: FinalOutcome): void;
  readonly counts: { exported: number; failed: number };
  /** Sends what waits and ends, at most this long. */
  stop(timeoutMs: number): Promise<void>;
}

export interface InterventionExportOptions {
  /** Base address of an OTLP/HTTP receiver, from the configuration; the standard variables count where it is absent. */
  readonly endpoint: string | undefined;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly resource: Readonly<Record<string, string>>;
  readonly version: string;
  readonly flushMs: number;
  readonly log: (message: string) => void;
}

/** Exports every intervention as a span in the agent's own trace. */
export function createInterventionExport(options: InterventionExportOptions): InterventionExport {
  const counts = { exported: 0, failed: 0 };
  const endpoint = exportAddress(options.endpoint, options.env);
  if (endpoint === undefined) return { endpoint, counts, record: () => {}, stop: async () => {} };

  const exporter = counted(new OTLPTraceExporter({ url: endpoint, timeoutMillis: 5000 }), counts, (why) =>
    options.log(`interventions cannot be exported to ${endpoint}: ${why}; trying on, further failures are counted`),
  );
  const provider = new TracerProvider({
    resource: resourceFromAttributes({
      [RESOURCE.serviceName]: 'airt-controller',
      [RESOURCE.serviceVersion]: options.version,
      ...options.resource,
    }),
    sampler: new AlwaysOnSampler(),
    spanProcessors: [new BatchSpanProcessor({ exporter, scheduledDelayMillis: options.flushMs })],
  });
  const tracer = provider.getTracer(OWN_SCOPE, options.version);

  return {
    endpoint,
    counts,
    record({ decision, outcome, dispatchedMs, endedMs, deliveries }) {
      const parent = parentOf(decision, outcome);
      if (parent === undefined) return;
      const span = tracer.startSpan(
        `${SPAN.intervention} ${decision.action.kind}`,
        {
          kind: SpanKind.INTERNAL,
          startTime: hrTime(dispatchedMs),
          attributes: interventionAttributes(decision, outcome),
          links: decision.evidence.map(linkTo),
        },
        trace.setSpanContext(ROOT_CONTEXT, remote(parent)),
      );
      for (const { atMs, instanceUid, resent } of deliveries) {
        span.addEvent(EVENT.delivered, { [RESOURCE.serviceInstanceId]: instanceUid, [ATTR.resent]: resent }, hrTime(atMs));
      }
      if (outcome.status === 'failed')
        span.setStatus({ code: SpanStatusCode.ERROR, ...(outcome.reason ? { message: outcome.reason } : {}) });
      // A span of no duration makes some backends complain.
      span.end(hrTime(Math.max(endedMs, dispatchedMs + 0.001)));
    },
    async stop(timeoutMs) {
      const bounded = new Promise<void>((settle) => setTimeout(settle, timeoutMs).unref());
      await Promise.race([provider.shutdown().catch(() => {}), bounded]);
    },
  };
}

/** The span that was changed, else the last span of the evidence: either way the intervention stands in the tree of the run. */
function parentOf({ traceId, evidence }: Decision, { span }: Outcome): SpanRef | undefined {
  if (span !== undefined && span.traceId === traceId) return span;
  return evidence.findLast((seen) => seen.traceId === traceId);
}

const remote = (ref: SpanRef) => ({ ...ref, traceFlags: TraceFlags.SAMPLED, isRemote: true });
const linkTo = (ref: SpanRef): Link => ({ context: remote(ref), attributes: { [ATTR.link]: 'evidence' } });

function hrTime(ms: number): HrTime {
  const seconds = Math.floor(ms / 1000);
  return [seconds, Math.round((ms - seconds * 1000) * 1_000_000)];
}

/** The address of `/v1/traces`: of the configuration, else of the standard variables; undefined where export is off. */
export function exportAddress(configured: string | undefined, env: Readonly<Record<string, string | undefined>>): string | undefined {
  if (configured) return withPath(configured);
  if (env.OTEL_SDK_DISABLED?.trim().toLowerCase() === 'true' || env.OTEL_TRACES_EXPORTER?.trim() === 'none') return undefined;
  const whole = env.OTEL_EXPORTER_OTLP_TRACES_ENDPOINT?.trim();
  if (whole) return whole;
  const base = env.OTEL_EXPORTER_OTLP_ENDPOINT?.trim();
  return base ? withPath(base) : undefined;
}

const withPath = (base: string): string => (/\/v1\/traces\/?$/.test(base) ? base : `${base.replace(/\/+$/, '')}/v1/traces`);

/** Counts what was taken and what was not, and tells the first failure. */
function counted(inner: SpanExporter, counts: { exported: number; failed: number }, onFirstFailure: (why: string) => void): SpanExporter {
  return {
    export(spans, done) {
      inner.export(spans, (result) => {
        if (result.code === 0) counts.exported += spans.length;
        else {
          if (counts.failed === 0) onFirstFailure(result.error?.message || 'no answer');
          counts.failed += spans.length;
        }
        done(result);
      });
    },
    forceFlush: async () => inner.forceFlush?.(),
    shutdown: () => inner.shutdown(),
  };
}
