/** One span as read from OTLP, whichever encoding it came in. See README.md for the subset of OTLP that is kept. */

/**
 * The value of an attribute. An integer is a number where that is exact, else a bigint; an empty `AnyValue` is null; a `kvlistValue`
 * is an object without a prototype, so that hostile keys are only keys.
 */
export type AttributeValue = string | boolean | number | bigint | Uint8Array | null | readonly AttributeValue[] | Attributes;

/** Attributes by key. Where a key was sent twice the last one counts. Has no prototype. */
export interface Attributes {
  readonly [key: string]: AttributeValue;
}

/** OTLP `SpanKind`. */
export const SPAN_KINDS = ['unspecified', 'internal', 'server', 'client', 'producer', 'consumer'] as const;
export type SpanKind = (typeof SPAN_KINDS)[number];

/** OTLP `Status.StatusCode`. */
export const STATUS_CODES = ['unset', 'ok', 'error'] as const;
export type StatusCode = (typeof STATUS_CODES)[number];

export interface SpanEventRecord {
  readonly name: string;
  readonly timeUnixNano: bigint;
  readonly attributes: Attributes;
}

export interface SpanLinkRecord {
  readonly traceId: string;
  readonly spanId: string;
  readonly attributes: Attributes;
}

/** Ids are lower-case hex: 32 characters for a trace, 16 for a span, never all zero. */
export interface SpanRecord {
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
  /** Whether the parent ran in another process; absent where the sender did not say (`Span.flags` bits 8 and 9). */
  readonly parentIsRemote?: boolean;
  readonly name: string;
  readonly kind: SpanKind;
  readonly startUnixNano: bigint;
  readonly endUnixNano: bigint;
  readonly attributes: Attributes;
  readonly events: readonly SpanEventRecord[];
  readonly links: readonly SpanLinkRecord[];
  readonly status: { readonly code: StatusCode; readonly message?: string };
  /** Attributes of the resource; shared by all spans of it. */
  readonly resource: Attributes;
  readonly scope: { readonly name: string; readonly version?: string };
}

/** What was read from one request. */
export interface DecodedSpans {
  readonly spans: readonly SpanRecord[];
  /** Spans that were refused alone, for example for an id of the wrong length. */
  readonly rejected: number;
  /** The same by `service.name`, of at most 16 services; the empty name stands for spans whose service is not known. */
  readonly rejectedByService: ReadonlyMap<string, number>;
  /** Why, in words for the sender; empty where nothing was refused. */
  readonly message: string;
}

/** Bounds on one request; what exceeds them is refused. */
export interface DecodeLimits {
  /** JSON only: attributes of spans to read; the others are passed over. Default: all. */
  readonly attributes?: ReadonlySet<string>;
  /**
   * Nested messages (protobuf) or objects and arrays (JSON). An empty message takes two bytes on the wire and a hundred in memory:
   * without this bound a small request could fill the heap.
   */
  readonly maxNodes?: number;
}

/** About 75,000 spans of 12 attributes: some thirty times what a collector sends at once by default. */
export const DEFAULT_MAX_NODES = 2_000_000;

/** Levels of arrays and key-value lists within one attribute; a span whose attribute is deeper is refused alone. */
export const MAX_ATTRIBUTE_DEPTH = 24;

/**
 * The one error a decoder throws: the request as a whole cannot be read. `invalid`: it is not OTLP, sending it again is useless
 * (HTTP 400, gRPC INVALID_ARGUMENT). `too_large`: it exceeds a bound (HTTP 413, gRPC RESOURCE_EXHAUSTED without RetryInfo).
 */
export class OtlpDecodeError extends Error {
  readonly reason: 'invalid' | 'too_large';

  constructor(reason: 'invalid' | 'too_large', message: string) {
    super(message);
    this.name = 'OtlpDecodeError';
    this.reason = reason;
  }
}
