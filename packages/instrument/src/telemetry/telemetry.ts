/**
 * Spans and metrics of the data plane, over whichever SDK there is: the application's own if it has registered one, else ours.
 */

import { ATTR } from '@airt/protocol/semconv';
import {
  type Attributes,
  type AttributeValue,
  type Context,
  type Link,
  type Meter,
  ROOT_CONTEXT,
  type Span,
  type SpanContext,
  SpanKind,
  type Tracer,
  trace,
} from '@opentelemetry/api';
import { type Diagnostics, guarded } from '../diagnostics.ts';
import type { Health } from '../health/health.ts';
import { VERSION } from '../version.ts';
import { applicationMeterProvider, applicationTracerProvider } from './application.ts';
import { reportConditions } from './health-telemetry.ts';
import type { Sdk } from './sdk.ts';

const SCOPE = '@airt/instrument';

export interface SpanOptions {
  readonly name: string;
  readonly kind: 'client' | 'internal';
  /** Where it hangs; undefined starts a new trace. */
  readonly parent: Span | SpanContext | undefined;
  readonly startMs: number;
  readonly attributes: Readonly<Record<string, AttributeValue | undefined>>;
  readonly links?: readonly Link[];
}

export interface Telemetry {
  startSpan(options: SpanOptions): Span;
  /** Ends the span and hands it on. Safe to call once only; `endMs` is not before the start. */
  endSpan(span: Span, endMs: number): void;
  readonly meter: Meter | undefined;
  flush(): Promise<void>;
  /** Ends every connection attempt: nothing more is waited for. */
  giveUp(): void;
}

export function createTelemetry(
  instanceUid: string,
  sdk: Sdk,
  isExportable: (span: unknown) => boolean,
  diagnostics: Diagnostics,
  health: Health,
): Telemetry {
  let tracerOf: { provider: unknown; tracer: Tracer } | undefined;

  /** Looked up again at every span: an application may register its SDK after its first model call. */
  const tracer = (): Tracer => {
    const provider = applicationTracerProvider() ?? sdk.tracerProvider;
    if (tracerOf?.provider !== provider) tracerOf = { provider, tracer: provider.getTracer(SCOPE, VERSION) };
    return tracerOf.tracer;
  };

  const meter = guarded(diagnostics, 'meter', undefined, () => (applicationMeterProvider() ?? sdk.meterProvider)?.getMeter(SCOPE, VERSION));
  const addConditions = guarded(
    diagnostics,
    'metrics',
    () => {},
    () => reportConditions(health, () => meter),
  );
  /** A span of ours, or of the application's SDK, with the conditions that none shows yet. */
  const begin = (name: string, options: Parameters<Tracer['startSpan']>[1], parent: Context): Span => {
    const span = tracer().startSpan(name, options, parent);
    addConditions(span);
    return span;
  };
  return {
    startSpan({ name, kind, parent, startMs, attributes, links }) {
      const options = {
        kind: kind === 'client' ? SpanKind.CLIENT : SpanKind.INTERNAL,
        startTime: startMs,
        attributes: { ...defined(attributes), [ATTR.instanceId]: instanceUid },
        ...(links ? { links: [...links] } : {}),
        root: parent === undefined,
      };
      try {
        return begin(name, options, contextOf(parent));
      } catch (error) {
        // A sampler or processor of the application's own SDK: the call is to be governed all the same.
        diagnostics.failure('start_span', error);
        return sdk.tracerProvider.getTracer(SCOPE, VERSION).startSpan(name, options, contextOf(parent));
      }
    },
    endSpan(span, endMs) {
      try {
        span.end(endMs);
      } catch (error) {
        diagnostics.failure('end_span', error);
      }
      const own = tracerOf?.provider === sdk.tracerProvider;
      if (own || !sdk.extraProcessor || !isExportable(span)) return;
      try {
        sdk.extraProcessor.onEnd(span as unknown as Parameters<typeof sdk.extraProcessor.onEnd>[0]);
      } catch (error) {
        diagnostics.failure('export', error);
      }
    },
    meter,
    flush: () => sdk.flush(),
    giveUp: () => sdk.giveUp(),
  };
}

function contextOf(parent: Span | SpanContext | undefined): Context {
  if (!parent) return ROOT_CONTEXT;
  return 'spanContext' in parent ? trace.setSpan(ROOT_CONTEXT, parent) : trace.setSpanContext(ROOT_CONTEXT, parent);
}

const defined = (attributes: Readonly<Record<string, AttributeValue | undefined>>): Attributes =>
  Object.fromEntries(Object.entries(attributes).filter(([, value]) => value !== undefined));
