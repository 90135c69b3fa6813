import { type DecodedSpans, decodeTraceRequestJson, OtlpDecodeError, readTraceRequest, type SpanRecord } from '@airt/protocol';
import { KEPT_KEYS, KEPT_NAMES } from './spans-to-events.ts';
import type { WorkQueue } from './work-queue.ts';

/** The result of one export request; each receiver writes it in its own protocol. */
export type ExportResult =
  /** `rejected` spans were rejected for good; with 0 a `message` is a warning. */
  | { readonly kind: 'accepted'; readonly rejected: number; readonly message: string }
  /** Permanent: it cannot be read. */
  | { readonly kind: 'invalid'; readonly message: string }
  /** Permanent: it exceeds a limit. */
  | { readonly kind: 'too_large'; readonly message: string }
  /** To be sent again, not before `retryAfterMs`. */
  | { readonly kind: 'busy'; readonly message: string; readonly retryAfterMs: number };

/** A request that was not accepted. */
export type ExportFailure = Exclude<ExportResult, { readonly kind: 'accepted' }>;

export type Encoding = 'protobuf' | 'json';

export interface Ingress {
  /** Takes a request; `done` is called once, when its spans are owned or rejected. */
  submit(body: Buffer, encoding: Encoding, done: (result: ExportResult) => void): void;
  /** From now on the result is `busy`. */
  stop(): void;
  /** A request that could not be worked off, or whose result could not be delivered. */
  countFailure(): void;
  readonly counts: Readonly<IngressCounts>;
  readonly queue: WorkQueue;
}

/** Since the start. */
export interface IngressCounts {
  requests: number;
  spans: number;
  rejectedSpans: number;
  /** The same by `service.name`, for up to 100 services. */
  readonly rejectedByService: Record<string, number>;
  invalidRequests: number;
  busyRequests: number;
  failures: number;
}

export interface IngressOptions {
  readonly queue: WorkQueue;
  readonly retryAfterMs: number;
  readonly onSpans: (spans: readonly SpanRecord[]) => void;
  readonly log: (message: string) => void;
}

/** Services whose rejected spans are told apart. */
const MAX_SERVICES = 100;

/**
 * The way of a request from any receiver: queue, decoding, reasoning, result. A sender that gets no response sends again, which is harmless.
 */
export function createIngress({ queue, retryAfterMs, onSpans, log }: IngressOptions): Ingress {
  const counts: IngressCounts = {
    requests: 0,
    spans: 0,
    rejectedSpans: 0,
    rejectedByService: Object.create(null),
    invalidRequests: 0,
    busyRequests: 0,
    failures: 0,
  };
  let stopped = false;

  const countRejected = (service: string, count: number, message: string): void => {
    const before = counts.rejectedByService[service];
    if (before === undefined && Object.keys(counts.rejectedByService).length >= MAX_SERVICES) return;
    counts.rejectedByService[service] = (before ?? 0) + count;
    if (before === undefined)
      log(`spans of service "${service || 'unknown'}" cannot be read: ${message}; further ones are counted (rejectedByService)`);
  };

  const work = (body: Buffer, encoding: Encoding): ExportResult => {
    let decoded: DecodedSpans;
    try {
      decoded =
        encoding === 'json' ? decodeTraceRequestJson(body.toString('utf8'), { attributes: KEPT_NAMES }) : readTraceRequest(body, KEPT_KEYS);
    } catch (error) {
      counts.invalidRequests += 1;
      if (error instanceof OtlpDecodeError) return { kind: error.reason, message: error.message };
      return { kind: 'invalid', message: 'the request cannot be read' };
    }
    counts.spans += decoded.spans.length;
    counts.rejectedSpans += decoded.rejected;
    for (const [service, count] of decoded.rejectedByService) countRejected(service, count, decoded.message);
    try {
      onSpans(decoded.spans);
    } catch (error) {
      // The spans were sound and reasoning over them failed: nothing that sending them again would mend.
      counts.failures += 1;
      if (counts.failures === 1)
        log(`internal failure while reading spans: ${error instanceof Error ? error.message : String(error)}; further ones are counted`);
    }
    return { kind: 'accepted', rejected: decoded.rejected, message: decoded.message };
  };

  return {
    counts,
    queue,
    countFailure() {
      counts.failures += 1;
    },
    submit(body, encoding, done) {
      counts.requests += 1;
      const taken = !stopped && queue.offer({ bytes: body.byteLength, run: () => done(work(body, encoding)) });
      if (taken) return;
      counts.busyRequests += 1;
      done({ kind: 'busy', message: stopped ? 'the controller is shutting down' : 'the queue is full', retryAfterMs });
    },
    stop() {
      stopped = true;
    },
  };
}
