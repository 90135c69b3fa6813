/**
 * What the application itself has registered with OpenTelemetry. Read from the API's global object (`opentelemetry.js.api.1`) and not
 * through our own copy of the API: a copy refuses globals registered by an API of a lower minor version, which would hide most
 * applications' SDKs from us.
 */
import type { Context, ContextManager, MeterProvider, Span, SpanContext, TracerProvider } from '@opentelemetry/api';

interface ApiGlobals {
  readonly trace?: TracerProvider & { getDelegate?(): TracerProvider };
  readonly metrics?: MeterProvider;
  readonly context?: ContextManager;
}

const KEY = Symbol.for('opentelemetry.js.api.1');
/** The key under which every copy of the API keeps the active span of a context. */
const SPAN_KEY = Symbol.for('OpenTelemetry Context Key SPAN');

const globals = (): ApiGlobals | undefined => (globalThis as { [KEY]?: ApiGlobals })[KEY];

/** The application's tracer provider; undefined where it has registered none. */
export function applicationTracerProvider(): TracerProvider | undefined {
  const proxy = globals()?.trace;
  const provider = proxy?.getDelegate?.() ?? proxy;
  return provider && provider.constructor.name !== 'NoopTracerProvider' ? provider : undefined;
}

export function applicationMeterProvider(): MeterProvider | undefined {
  const provider = globals()?.metrics;
  return provider && provider.constructor.name !== 'NoopMeterProvider' ? provider : undefined;
}

/** The active context of the application; undefined where it has no context manager. */
export function applicationContext(): Context | undefined {
  try {
    return globals()?.context?.active();
  } catch {
    return undefined;
  }
}

/** The application's active span, if it is one of an SDK (recording or not). */
export function applicationSpan(): Span | undefined {
  const span = applicationContext()?.getValue(SPAN_KEY) as Span | undefined;
  return span && !/^0*$/.test(span.spanContext().traceId) ? span : undefined;
}

/** Runs `work` with `span` active in the application's context manager, so that its own instrumentations nest below it. */
export function withApplicationSpan<T>(span: Span, work: () => T): T {
  const manager = globals()?.context;
  if (!manager) return work();
  let begun = false;
  const begin = () => {
    begun = true;
    return work();
  };
  try {
    return manager.with(manager.active().setValue(SPAN_KEY, span), begin);
  } catch (error) {
    // The context manager's own failure; what `work` throws is the application's.
    if (begun) throw error;
    return work();
  }
}

/** An attribute of an SDK's span; `undefined` where the span does not show its attributes. */
export function attributeOf(span: Span, name: string): unknown {
  return (unwrapped(span) as { attributes?: Record<string, unknown> }).attributes?.[name];
}

/** The SDK's span itself: some instrumentations (OpenInference) activate an object of their own around it, which shows nothing. */
function unwrapped(span: Span): Span {
  const { span: inner } = span as { span?: Partial<Span> };
  return inner?.spanContext?.().spanId === span.spanContext().spanId ? (inner as Span) : span;
}

/** The parent of a span, as far as it shows (SDK 1.x: parentSpanId; 2.x and later: parentSpanContext). */
export function parentOf(span: Span): SpanContext | undefined {
  const shown = unwrapped(span) as { parentSpanId?: string; parentSpanContext?: SpanContext };
  if (shown.parentSpanContext?.spanId) return shown.parentSpanContext;
  return shown.parentSpanId ? { ...span.spanContext(), spanId: shown.parentSpanId } : undefined;
}

/** The key by which every copy of the SDK's core switches tracing off in a context. */
const SUPPRESS_KEY = Symbol.for('OpenTelemetry SDK Context Key SUPPRESS_TRACING');

/** Runs `work` so that the application's own instrumentations make no spans of it. */
export function withoutTracing<T>(work: () => T): T {
  const manager = globals()?.context;
  return manager ? manager.with(manager.active().setValue(SUPPRESS_KEY, true), work) : work();
}
