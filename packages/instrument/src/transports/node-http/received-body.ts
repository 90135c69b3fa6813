/** Bytes of a response as Node's parser hands them out, kept until they are read. */
import type { MaybePromise } from '../../model/maybe-promise.ts';
import type { ByteSource } from '../byte-source.ts';

/** What of a body comes: more, no more, an error, or nothing that anybody wants. Bytes may still wait. */
export type Inflow = { readonly kind: 'flowing' | 'ended' | 'cancelled' } | { readonly kind: 'failed'; readonly error: unknown };

export interface ReceivedBody extends ByteSource {
  push(chunk: Uint8Array): void;
  end(): void;
  /** The body broke: what waits is read first, and then the error. */
  fail(error: unknown): void;
  /** Takes everything that waits. */
  takeAll(): Uint8Array[];
  readonly waitingBytes: number;
  readonly inflow: Inflow;
  /** Is called when nothing more comes. */
  onEnd: () => void;
}

export interface ReceivedBodyOptions {
  /** Something is wanted and nothing waits. */
  readonly onDemand: () => void;
  readonly onCancel: (reason: unknown) => void;
}

type Read = { resolve(chunk: Uint8Array | undefined): void; reject(error: unknown): void };

export function createReceivedBody({ onDemand, onCancel }: ReceivedBodyOptions): ReceivedBody {
  let waiting: Uint8Array[] = [];
  let waitingBytes = 0;
  let inflow: Inflow = { kind: 'flowing' };
  let pending: Read | undefined;

  function stop(next: Inflow): void {
    if (inflow.kind !== 'flowing') return;
    inflow = next;
    const read = pending;
    pending = undefined;
    if (next.kind === 'failed') read?.reject(next.error);
    else read?.resolve(undefined);
    body.onEnd();
  }

  function takeAll(): Uint8Array[] {
    const all = waiting;
    waiting = [];
    waitingBytes = 0;
    return all;
  }

  function read(): MaybePromise<Uint8Array | undefined> {
    const chunk = waiting.shift();
    if (chunk) {
      waitingBytes -= chunk.byteLength;
      return chunk;
    }
    if (inflow.kind === 'failed') throw inflow.error;
    if (inflow.kind !== 'flowing') return undefined;
    const next = new Promise<Uint8Array | undefined>((resolve, reject) => {
      pending = { resolve, reject };
    });
    onDemand();
    return next;
  }

  const body: ReceivedBody = {
    onEnd: () => {},
    read,
    push(chunk) {
      if (inflow.kind !== 'flowing' || chunk.byteLength === 0) return;
      const read = pending;
      pending = undefined;
      if (read) return read.resolve(chunk);
      waiting.push(chunk);
      waitingBytes += chunk.byteLength;
    },
    end: () => stop({ kind: 'ended' }),
    fail: (error) => stop({ kind: 'failed', error }),
    takeAll,
    cancel(reason) {
      takeAll();
      if (inflow.kind !== 'flowing') return;
      stop({ kind: 'cancelled' });
      onCancel(reason);
    },
    discard(reason) {
      const anyDropped = waiting.length > 0;
      takeAll();
      if (anyDropped) inflow = { kind: 'failed', error: reason };
      return anyDropped;
    },
    get waitingBytes() {
      return waitingBytes;
    },
    get inflow() {
      return inflow;
    },
  };
  return body;
}
