import type { Attributes, AttributeValue, DecodedSpans, SpanRecord } from './span.ts';

/** What a span shares with those beside it. */
export type SpanSource = Pick<SpanRecord, 'resource' | 'scope'>;

/** One span, or the spans of one resource or scope, cannot be used; the request can. */
export class SpanRejected extends Error {}

/** How many different reasons the sender gets. */
const MAX_REASONS = 3;
/** How many services are told apart, and how long their names may be. */
const MAX_SERVICES = 16;
const MAX_SERVICE_NAME = 128;

/** Gathers the spans of one request and the reasons of the rejected ones. */
export interface SpanCollector {
  /** A {@link SpanRejected} that `read` throws costs this span of this resource. */
  add(read: () => SpanRecord, resource: Attributes): void;
  /** Rejects spans that cannot be read one by one. Where their number is not known, they count as one. `resource`: where it is known. */
  reject(reason: string, count: number, resource?: Attributes): void;
  result(): DecodedSpans;
}

export function createCollector(): SpanCollector {
  const spans: SpanRecord[] = [];
  const reasons = new Map<string, number>();
  const services = new Map<string, number>();
  let rejected = 0;

  const reject = (reason: string, count: number, resource?: Attributes): void => {
    rejected += count;
    const name = resource?.['service.name'];
    const service = typeof name === 'string' ? name.slice(0, MAX_SERVICE_NAME) : '';
    if (services.has(service) || services.size < MAX_SERVICES) services.set(service, (services.get(service) ?? 0) + count);
    if (reasons.has(reason) || reasons.size < MAX_REASONS) reasons.set(reason, (reasons.get(reason) ?? 0) + count);
  };

  return {
    reject,
    add(read, resource) {
      try {
        spans.push(read());
      } catch (error) {
        if (!(error instanceof SpanRejected)) throw error;
        reject(error.message, 1, resource);
      }
    },
    result() {
      const texts = [...reasons].map(([reason, count]) => (count > 1 ? `${reason} (${count} times)` : reason)).join('; ');
      return {
        spans,
        rejected,
        rejectedByService: services,
        message: rejected > 0 ? `${rejected} ${rejected === 1 ? 'span' : 'spans'} rejected: ${texts}` : '',
      };
    },
  };
}

/** An id as lower-case hex, or the rejection of the span that has it. */
export function checkedId(hex: string, length: 16 | 32, what: string): string {
  if (hex.length !== length) throw new SpanRejected(`${what} must be ${length / 2} bytes, got ${hex.length / 2}`);
  if (/^0+$/.test(hex)) throw new SpanRejected(`${what} is all zero`);
  return hex;
}

/** The parent of a span, if it has one: an all-zero id means "none", as in W3C Trace Context. */
export const parentOf = (hex: string): Pick<SpanRecord, 'parentSpanId'> =>
  hex === '' || /^0+$/.test(hex) ? {} : { parentSpanId: checkedId(hex, 16, 'parent span id') };

/** Integers are numbers where that is exact. */
export function narrow(value: bigint): number | bigint {
  return value >= BigInt(Number.MIN_SAFE_INTEGER) && value <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(value) : value;
}

/** An object that hostile keys such as `__proto__` cannot turn into something else. */
export const emptyAttributes = (): Record<string, AttributeValue> => Object.create(null);

/** Bits 8 and 9 of `Span.flags`: "is the parent remote" is known, and its answer. */
export function remoteParent(flags: number): boolean | undefined {
  return (flags & 0x100) === 0 ? undefined : (flags & 0x200) !== 0;
}
