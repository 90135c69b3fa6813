/** Reads OTLP in its JSON form, as Jaeger's `/api/v3` gives it, into something easy to assert on. */

/** A span with plain attributes. Ids are lower-case hex; times are nanoseconds since 1970. */
export interface FlatSpan {
  readonly traceId: string;
  readonly spanId: string;
  /** Empty for a root. */
  readonly parentSpanId: string;
  readonly name: string;
  /** 1 internal, 2 server, 3 client, 4 producer, 5 consumer. */
  readonly kind: number;
  readonly attributes: Readonly<Record<string, unknown>>;
  readonly resource: Readonly<Record<string, unknown>>;
  /** Name of the instrumentation scope. */
  readonly scope: string;
  readonly links: readonly { readonly traceId: string; readonly spanId: string; readonly attributes: Readonly<Record<string, unknown>> }[];
  readonly events: readonly { readonly name: string; readonly time: bigint; readonly attributes: Readonly<Record<string, unknown>> }[];
  /** Code 0 unset, 1 ok, 2 error. */
  readonly status: { readonly code: number; readonly message: string };
  readonly start: bigint;
  readonly end: bigint;
}

type Json = Readonly<Record<string, unknown>>;

const object = (value: unknown): Json => (typeof value === 'object' && value !== null ? (value as Json) : {});
const array = (value: unknown): readonly Json[] => (Array.isArray(value) ? value.map(object) : []);
const text = (value: unknown): string => (typeof value === 'string' ? value : '');
const nanos = (value: unknown): bigint => BigInt(typeof value === 'string' || typeof value === 'number' ? value : 0);

/** The spans of `{resourceSpans}` or `{result: {resourceSpans}}`, in order of their start. */
export function flattenTraces(json: unknown): readonly FlatSpan[] {
  const root = object(json);
  const spans = array(object(root.result ?? root).resourceSpans).flatMap((resourceSpans) => {
    const resource = attributesOf(object(resourceSpans.resource).attributes);
    return array(resourceSpans.scopeSpans).flatMap((scopeSpans) => {
      const scope = text(object(scopeSpans.scope).name);
      return array(scopeSpans.spans).map((span) => flattenSpan(span, resource, scope));
    });
  });
  return spans.sort((a, b) => (a.start < b.start ? -1 : a.start > b.start ? 1 : 0));
}

function flattenSpan(span: Json, resource: Json, scope: string): FlatSpan {
  const status = object(span.status);
  return {
    traceId: text(span.traceId),
    spanId: text(span.spanId),
    parentSpanId: text(span.parentSpanId),
    name: text(span.name),
    kind: Number(span.kind ?? 0),
    attributes: attributesOf(span.attributes),
    resource,
    scope,
    links: array(span.links).map((link) => ({
      traceId: text(link.traceId),
      spanId: text(link.spanId),
      attributes: attributesOf(link.attributes),
    })),
    events: array(span.events).map((event) => ({
      name: text(event.name),
      time: nanos(event.timeUnixNano),
      attributes: attributesOf(event.attributes),
    })),
    status: { code: Number(status.code ?? 0), message: text(status.message) },
    start: nanos(span.startTimeUnixNano),
    end: nanos(span.endTimeUnixNano),
  };
}

const attributesOf = (list: unknown): Json => Object.fromEntries(array(list).map(({ key, value }) => [text(key), plain(object(value))]));

/** An AnyValue as plain data. Integers become numbers: no attribute of ours is beyond 2^53. */
function plain(value: Json): unknown {
  if ('stringValue' in value) return value.stringValue;
  if ('boolValue' in value) return value.boolValue;
  if ('intValue' in value) return Number(value.intValue);
  if ('doubleValue' in value) return Number(value.doubleValue);
  if ('arrayValue' in value) return array(object(value.arrayValue).values).map(plain);
  if ('kvlistValue' in value) return attributesOf(object(value.kvlistValue).values);
  if ('bytesValue' in value) return Buffer.from(text(value.bytesValue), 'base64');
  return undefined;
}
