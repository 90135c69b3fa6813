/** Sees a response pass that is given to the application as it came. */
import type { IncomingMessage } from 'node:http';
import type { BodyObserver } from '../byte-source.ts';
import { decodedSource } from './content-coding.ts';
import { createReceivedBody } from './received-body.ts';

/** How a response came to its end, by what the application did with it. */
export type ResponseEnd = 'ended' | 'cancelled' | { readonly error: unknown };

export interface ResponseObserver {
  onChunk(chunk: Uint8Array): void;
  onEnd(end: ResponseEnd): void;
}

/** Ends what was never read: the application let go of the response. */
const abandoned = new FinalizationRegistry<() => void>((end) => end());

/** Makes sure that an observer sees exactly one end, of a response that may be dropped unread. */
export function observeResponse(response: IncomingMessage, observer: BodyObserver, codings: readonly string[]): ResponseObserver {
  let hasEnded = false;
  const once = (notify: () => void): void => {
    if (hasEnded) return;
    hasEnded = true;
    notify();
  };
  abandoned.register(response, () => once(() => observer.onAbandoned()));
  const notify = (end: ResponseEnd): void =>
    once(() => {
      if (end === 'ended') observer.onEnd();
      else if (end === 'cancelled') observer.onCancel();
      else observer.onError(end.error);
    });
  const onChunk = (chunk: Uint8Array): void => observer.onChunk?.(chunk);
  return codings.length === 0 || !observer.onChunk ? { onChunk, onEnd: notify } : decoding({ onChunk, onEnd: notify }, codings);
}

/** The application gets the bytes as they came; the observer gets a copy, decoded, and its end after all of it. */
function decoding(observer: ResponseObserver, codings: readonly string[]): ResponseObserver {
  const copy = createReceivedBody({ onDemand: () => {}, onCancel: () => {} });
  const decoded = decodedSource(copy, codings);
  const readAll = async (): Promise<void> => {
    for (let chunk = await decoded.read(); chunk !== undefined; chunk = await decoded.read()) observer.onChunk(chunk);
  };
  // Bytes that are not what their coding says are the client's to find out.
  const decodedAll = readAll().catch(() => copy.cancel());
  return {
    onChunk: (chunk) => copy.push(chunk),
    onEnd(end) {
      copy.end();
      void decodedAll.then(() => observer.onEnd(end));
    },
  };
}
