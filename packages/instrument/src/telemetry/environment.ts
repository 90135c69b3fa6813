/**
 * The `OTEL_*` variables that the SDK's parts do not read by themselves (since 3.0 that is the business of whoever puts them together):
 * batches, sampler, limits, metric intervals. Names, values and defaults: OpenTelemetry specification, "Environment Variable Specification".
 */
import { AggregationTemporality, InstrumentType } from '@opentelemetry/sdk-metrics';
import {
  AlwaysOffSampler,
  AlwaysOnSampler,
  type BatchSpanProcessorOptions,
  ParentBasedSampler,
  type Sampler,
  type SpanLimits,
  TraceIdRatioBasedSampler,
} from '@opentelemetry/sdk-trace';

type Environment = Readonly<Record<string, string | undefined>>;
type Warn = (message: string) => void;

/** A number not below zero; a value that is none is told, and taken as absent. */
function number(env: Environment, name: string, warn: Warn): number | undefined {
  const value = env[name]?.trim();
  if (!value) return undefined;
  const parsed = Number(value);
  if (Number.isFinite(parsed) && parsed >= 0) return parsed;
  warn(`${name}=${value} is not a number; using the default`);
  return undefined;
}

/** Only what is given: an explicit undefined would count as a value. */
function given<T extends object>(values: { [K in keyof T]: T[K] | undefined }): Partial<T> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Partial<T>;
}

/** `OTEL_BSP_*`. */
export const batchOptions = (env: Environment, warn: Warn): Partial<Omit<BatchSpanProcessorOptions, 'exporter'>> =>
  given({
    scheduledDelayMillis: number(env, 'OTEL_BSP_SCHEDULE_DELAY', warn),
    exportTimeoutMillis: number(env, 'OTEL_BSP_EXPORT_TIMEOUT', warn),
    maxQueueSize: number(env, 'OTEL_BSP_MAX_QUEUE_SIZE', warn),
    maxExportBatchSize: number(env, 'OTEL_BSP_MAX_EXPORT_BATCH_SIZE', warn),
  });

/** `OTEL_SPAN_*` and `OTEL_ATTRIBUTE_*`. */
export const spanLimits = (env: Environment, warn: Warn): SpanLimits =>
  given<Required<SpanLimits>>({
    attributeCountLimit: number(env, 'OTEL_SPAN_ATTRIBUTE_COUNT_LIMIT', warn) ?? number(env, 'OTEL_ATTRIBUTE_COUNT_LIMIT', warn),
    attributeValueLengthLimit:
      number(env, 'OTEL_SPAN_ATTRIBUTE_VALUE_LENGTH_LIMIT', warn) ?? number(env, 'OTEL_ATTRIBUTE_VALUE_LENGTH_LIMIT', warn),
    eventCountLimit: number(env, 'OTEL_SPAN_EVENT_COUNT_LIMIT', warn),
    linkCountLimit: number(env, 'OTEL_SPAN_LINK_COUNT_LIMIT', warn),
    attributePerEventCountLimit: number(env, 'OTEL_EVENT_ATTRIBUTE_COUNT_LIMIT', warn),
    attributePerLinkCountLimit: number(env, 'OTEL_LINK_ATTRIBUTE_COUNT_LIMIT', warn),
  });

/** `OTEL_METRIC_EXPORT_*`. The timeout is never longer than the interval. */
export function metricOptions(env: Environment, warn: Warn): { exportIntervalMillis?: number; exportTimeoutMillis?: number } {
  const interval = number(env, 'OTEL_METRIC_EXPORT_INTERVAL', warn) || undefined;
  const timeout = number(env, 'OTEL_METRIC_EXPORT_TIMEOUT', warn) || undefined;
  if (interval === undefined && timeout === undefined) return {};
  const exportIntervalMillis = interval ?? 60_000;
  return { exportIntervalMillis, exportTimeoutMillis: Math.min(timeout ?? 30_000, exportIntervalMillis) };
}

/** `OTEL_EXPORTER_OTLP_METRICS_TEMPORALITY_PREFERENCE`: which instruments are exported as changes. */
export function temporalitySelector(preference: string | undefined, warn: Warn): (type: InstrumentType) => AggregationTemporality {
  const name = preference?.trim().toLowerCase() || 'cumulative';
  const deltas = Object.hasOwn(DELTAS, name) ? DELTAS[name as keyof typeof DELTAS] : undefined;
  if (!deltas) warn(`${name} is none of ${Object.keys(DELTAS).join(', ')}`);
  return (type) => (deltas?.has(type) ? AggregationTemporality.DELTA : AggregationTemporality.CUMULATIVE);
}

const { COUNTER, HISTOGRAM, GAUGE, OBSERVABLE_COUNTER, OBSERVABLE_GAUGE } = InstrumentType;
const DELTAS = {
  cumulative: new Set<InstrumentType>(),
  delta: new Set([COUNTER, OBSERVABLE_COUNTER, GAUGE, OBSERVABLE_GAUGE, HISTOGRAM]),
  lowmemory: new Set([COUNTER, HISTOGRAM]),
} satisfies Record<string, ReadonlySet<InstrumentType>>;

/** `OTEL_TRACES_SAMPLER`, `OTEL_TRACES_SAMPLER_ARG`. */
export function sampler(env: Environment, warn: Warn): Sampler {
  const name = env.OTEL_TRACES_SAMPLER?.trim().toLowerCase() || 'parentbased_always_on';
  const ratio = () => {
    const value = number(env, 'OTEL_TRACES_SAMPLER_ARG', warn) ?? 1;
    if (value <= 1) return new TraceIdRatioBasedSampler(value);
    warn(`OTEL_TRACES_SAMPLER_ARG=${value} is above 1; using 1`);
    return new TraceIdRatioBasedSampler(1);
  };
  switch (name) {
    case 'always_on':
      return new AlwaysOnSampler();
    case 'always_off':
      return new AlwaysOffSampler();
    case 'traceidratio':
      return ratio();
    case 'parentbased_always_off':
      return new ParentBasedSampler({ root: new AlwaysOffSampler() });
    case 'parentbased_traceidratio':
      return new ParentBasedSampler({ root: ratio() });
    default:
      if (name !== 'parentbased_always_on') warn(`OTEL_TRACES_SAMPLER=${name} is not known; using parentbased_always_on`);
      return new ParentBasedSampler({ root: new AlwaysOnSampler() });
  }
}
