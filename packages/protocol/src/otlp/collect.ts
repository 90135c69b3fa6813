import type { AttributeValue, DecodedSpans, SpanRecord } from './span.ts';

/** What a span shares with those beside it. */
export type SpanSource = Pick<SpanRecord, 'resource' | 'scope'>;

/** Refuses one span, not the request. */
export class SpanRejected extends Error {}

/** How many different reasons are told to the sender. */
const MAX_REASONS = 3;

/** Gathers the spans of one request and the reasons of the refused ones. */
export function createCollector(): { add(read: () => SpanRecord): void; result(): DecodedSpans } {
  const spans: SpanRecord[] = [];
  const reasons = new Map<string, number>();
  let rejected = 0;
  return {
    add(read) {
      try {
        spans.push(read());
      } catch (error) {
        if (!(error instanceof SpanRejected)) throw error;
        rejected += 1;
        if (reasons.has(error.message) || reasons.size < MAX_REASONS) reasons.set(error.message, (reasons.get(error.message) ?? 0) + 1);
      }
    },
    result() {
      const told = [...reasons].map(([reason, count]) => (count > 1 ? `${reason} (${count} times)` : reason)).join('; ');
      return { spans, rejected, message: rejected > 0 ? `${rejected} ${rejected === 1 ? 'span' : 'spans'} refused: ${told}` : '' };
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
