import { defineModule } from '../module.ts';
import { createIngress } from './ingress.ts';
import { createWorkQueue } from './work-queue.ts';

export interface IngestMetrics {
  readonly requests: number;
  readonly busyRequests: number;
  readonly invalidRequests: number;
  readonly spans: number;
  readonly rejectedSpans: number;
  /** By `service.name`, for up to 100 services; the empty name stands for unknown ones. */
  readonly rejectedByService: Readonly<Record<string, number>>;
  /** Requests that could not be worked off or answered because of a bug, and answers whose call was gone. */
  readonly failures: number;
  readonly queuedRequests: number;
  readonly queuedBytes: number;
}

/** The way of requests from the ports to reasoning. Provides `ingress`. */
export const ingestModule = defineModule<IngestMetrics>({
  name: 'ingest',
  metrics: ({ ingress }) => ({ ...ingress.counts, queuedRequests: ingress.queue.length, queuedBytes: ingress.queue.bytes }),
  async start({ config, log, services: { reasoning }, provide }) {
    const { queue_bytes: bytes, queue_requests: requests, retry_after_ms: retryAfterMs } = config.limits;
    const queue = createWorkQueue({ bytes, requests }, () => ingress.countFailure());
    const ingress = createIngress({ queue, retryAfterMs, onSpans: reasoning.observeSpans, log });
    provide('ingress', ingress);
    return async (deadline) => {
      ingress.stop();
      await within(queue.drained(), deadline.leftMs() / 2);
    };
  },
});

const within = (work: Promise<void>, ms: number): Promise<void> =>
  Promise.race([work, new Promise<void>((settle) => setTimeout(settle, ms).unref())]);
