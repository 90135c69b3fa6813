import { isPromise, type MaybePromise } from '../model/maybe-promise.ts';
import type { ByteSource } from '../transports/byte-source.ts';
import type { ResponseFilter } from './response-filter.ts';

/** flowing: there may be more to read. ended: the source has ended. failed: it broke, once what waits was read. */
type SourceState = { readonly kind: 'flowing' } | { readonly kind: 'ended' } | { readonly kind: 'failed'; readonly error: unknown };

const FLOWING: SourceState = { kind: 'flowing' };
const ENDED: SourceState = { kind: 'ended' };

/**
 * A body that passes through a filter. While the filter has a full denial to offer, `read` gives `undefined` and nothing is read from the
 * source; once the denial is taken back, the rest follows.
 * @param signal That of the request.
 */
export function filteredSource(source: ByteSource, filter: ResponseFilter, signal: AbortSignal | undefined): ByteSource {
  /** What is to be read, from `next` on: much may be released at once, and shifting a long list costs its length each time. */
  let queue: readonly Uint8Array[] = [];
  let next = 0;
  let state: SourceState = FLOWING;

  function put(chunks: readonly Uint8Array[]): void {
    queue = chunks.filter(({ byteLength }) => byteLength > 0);
    next = 0;
  }

  /** Lets one chunk of the source, or its end, through the filter. */
  function advance(chunk: Uint8Array | undefined): MaybePromise<void> {
    if (chunk === undefined) state = ENDED;
    const out = chunk === undefined ? filter.end() : filter.write(chunk);
    return isPromise(out) ? out.then(put) : put(out);
  }

  function fail(error: unknown): MaybePromise<void> {
    state = { kind: 'failed', error };
    // An aborted request gives out nothing that waits.
    if (signal?.aborted) return put([]);
    const out = filter.abort();
    return isPromise(out) ? out.then(put) : put(out);
  }

  /** Reads until there is something to deliver, or nothing more comes. */
  async function fill(): Promise<void> {
    while (next >= queue.length && state.kind === 'flowing' && !filter.fullDenial()) {
      let chunk: Uint8Array | undefined;
      try {
        chunk = await source.read();
      } catch (error) {
        await fail(error);
        return;
      }
      await advance(chunk);
    }
  }

  function take(): Uint8Array | undefined {
    const chunk = queue[next];
    if (chunk) {
      next += 1;
      return chunk;
    }
    if (state.kind === 'failed') throw state.error;
    return undefined;
  }

  return {
    read() {
      if (next < queue.length || state.kind !== 'flowing') return take();
      return fill().then(take);
    },
    // A source that broke while something was left to read would answer with its error, which is not the application's any more.
    cancel: (reason) => (state.kind === 'flowing' ? source.cancel(reason) : undefined),
    discard(reason) {
      const anyDropped = next < queue.length;
      put([]);
      return (source.discard?.(reason) ?? false) || anyDropped;
    },
  };
}
