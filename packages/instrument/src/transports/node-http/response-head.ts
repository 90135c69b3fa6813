/**
 * The head of a response whose body is not the one that was received: its length and its coding have to fit before the application sees
 * it, while an edit may come as late as the last byte.
 */
import type { IncomingMessage } from 'node:http';
import { isPromise } from '../../model/maybe-promise.ts';
import type { ByteSource } from '../byte-source.ts';

/**
 * The head is held back for the first piece of the body at most this long: most answers of which the length is known come whole, at once.
 * After it the length is left out.
 */
const LOOK_AHEAD_MS = 100;

/** What of a body is known before the head is shown. */
export interface LookAhead {
  readonly pieces: readonly Uint8Array[];
  /** Nothing follows the pieces, or an error. */
  readonly end: 'whole' | 'failed' | 'open';
  /** The rest, after the pieces. */
  readonly rest: ByteSource;
}

type Step =
  | { readonly kind: 'piece'; readonly piece: Uint8Array | undefined }
  | { readonly kind: 'failed'; readonly error: unknown }
  | { readonly kind: 'late' };

/**
 * Reads the first piece, and goes on only while nothing has to be received any more.
 * @param isReceived Whether all of the original's body is there.
 */
export async function lookAhead(source: ByteSource, isReceived: () => boolean, boundMs = LOOK_AHEAD_MS): Promise<LookAhead> {
  const pieces: Uint8Array[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<Step>((resolve) => {
    timer = setTimeout(() => resolve({ kind: 'late' }), boundMs);
  });
  try {
    for (;;) {
      const pending = readStep(source);
      const step = isPromise(pending) ? await Promise.race([pending, late]) : pending;
      if (step.kind === 'late') return { pieces, end: 'open', rest: continued(source, pending) };
      if (step.kind === 'failed') return { pieces, end: 'failed', rest: continued(source, step) };
      if (!step.piece) return { pieces, end: 'whole', rest: source };
      pieces.push(step.piece);
      if (!isReceived()) return { pieces, end: 'open', rest: source };
    }
  } finally {
    clearTimeout(timer);
  }
}

function readStep(source: ByteSource): Step | Promise<Step> {
  const onPiece = (piece: Uint8Array | undefined): Step => ({ kind: 'piece', piece });
  const onError = (error: unknown): Step => ({ kind: 'failed', error });
  try {
    const read = source.read();
    return isPromise<Uint8Array | undefined>(read) ? read.then(onPiece, onError) : onPiece(read);
  } catch (error) {
    return onError(error);
  }
}

/** A source after a read whose result nobody has taken yet. */
function continued(source: ByteSource, step: Step | Promise<Step>): ByteSource {
  let first: Step | Promise<Step> | undefined = step;
  const take = (result: Step): Uint8Array | undefined => {
    if (result.kind === 'failed') throw result.error;
    return result.kind === 'piece' ? result.piece : undefined;
  };
  return {
    ...source,
    read() {
      if (!first) return source.read();
      const result = first;
      first = undefined;
      return isPromise(result) ? result.then(take) : take(result);
    },
  };
}

/** A source that begins with these chunks. */
export function prepended(chunks: readonly Uint8Array[], source: ByteSource): ByteSource {
  if (chunks.length === 0) return source;
  let next = 0;
  return {
    ...source,
    read: () => chunks[next++] ?? source.read(),
    discard(reason) {
      const anyDropped = next < chunks.length;
      next = chunks.length;
      return (source.discard?.(reason) ?? false) || anyDropped;
    },
  };
}

/** Takes headers out of a response, or gives them another value, in every form in which Node shows them. */
export function setResponseHeaders(response: IncomingMessage, changes: Readonly<Record<string, string | undefined>>): void {
  // Read first: both are made of the raw headers when they are read for the first time.
  const { headers, headersDistinct, rawHeaders } = response;
  const raw: string[] = [];
  for (let at = 0; at + 1 < rawHeaders.length; at += 2) {
    const [name = '', value = ''] = [rawHeaders[at], rawHeaders[at + 1]];
    const lower = name.toLowerCase();
    if (!Object.hasOwn(changes, lower)) raw.push(name, value);
    else if (changes[lower] !== undefined) raw.push(name, changes[lower]);
  }
  for (const [name, value] of Object.entries(changes)) {
    if (headers[name] === undefined) continue;
    if (value === undefined) {
      delete headers[name];
      delete headersDistinct[name];
    } else {
      headers[name] = value;
      headersDistinct[name] = [value];
    }
  }
  response.rawHeaders = raw;
}
