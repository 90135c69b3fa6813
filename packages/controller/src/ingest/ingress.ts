import { type DecodedSpans, decodeTraceRequest, decodeTraceRequestJson, OtlpDecodeError, type SpanRecord } from '@airt/protocol';
import type { WorkQueue } from './queue.ts';

/** How a request is answered; each receiver says it in its own protocol. */
export type Answer =
  /** `rejected` spans were refused for good; with 0 a `message` is a warning. */
  | { readonly kind: 'accepted'; readonly rejected: number; readonly message: string }
  /** Permanent: it cannot be read. */
  | { readonly kind: 'invalid'; readonly message: string }
  /** Permanent: it exceeds a limit. */
  | { readonly kind: 'too_large'; readonly message: string }
  /** To be sent again, not before `retryAfterMs`. */
  | { readonly kind: 'busy'; readonly message: string; readonly retryAfterMs: number };

export interface Ingress {
  /** Takes a request and answers once, when its spans are owned or refused. */
  submit(body: Buffer, encoding: 'protobuf' | 'json', answer: (answer: Answer) => void): void;
  /** From now on everything is answered with `busy`. */
  stop(): void;
  readonly counts: IngressCounts;
}

/** Since the start. */
export interface IngressCounts {
  requests: number;
  spans: number;
  rejectedSpans: number;
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

/** The way of a request from any receiver: queue, decoding, reasoning, answer. A sender that gets no answer sends again, which is harmless. */
export function createIngress({ queue, retryAfterMs, onSpans, log }: IngressOptions): Ingress {
  const counts: IngressCounts = { requests: 0, spans: 0, rejectedSpans: 0, invalidRequests: 0, busyRequests: 0, failures: 0 };
  let stopped = false;

  const work = (body: Buffer, encoding: 'protobuf' | 'json'): Answer => {
    let decoded: DecodedSpans;
    try {
      decoded = encoding === 'json' ? decodeTraceRequestJson(body.toString('utf8')) : decodeTraceRequest(body);
    } catch (error) {
      counts.invalidRequests += 1;
      if (error instanceof OtlpDecodeError) return { kind: error.reason, message: error.message };
      return { kind: 'invalid', message: 'the request cannot be read' };
    }
    counts.spans += decoded.spans.length;
    counts.rejectedSpans += decoded.rejected;
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
    submit(body, encoding, answer) {
      counts.requests += 1;
      const taken = !stopped && queue.offer({ bytes: body.byteLength, run: () => answer(work(body, encoding)) });
      if (taken) return;
      counts.busyRequests += 1;
      answer({ kind: 'busy', message: stopped ? 'the controller is shutting down' : 'the queue is full', retryAfterMs });
    },
    stop() {
      stopped = true;
    },
  };
}
