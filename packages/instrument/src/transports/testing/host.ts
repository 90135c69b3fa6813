/** A host made of lambdas, replies for it, and what it sees. */
import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { RequestHead } from '../../model/http.ts';
import type { MaybePromise } from '../../model/maybe-promise.ts';
import type { BodyObserver, ByteSource } from '../byte-source.ts';
import type { CallHandler, Reply, Transport, TransportReply } from '../transport.ts';

/** A host of which each test sets what it needs. The path `/model` is a model call. */
export interface TestHost {
  heads: RequestHead[];
  unread: string[];
  ready: () => MaybePromise<CallHandler | undefined>;
  handle(handler: CallHandler): void;
  reset(): void;
}

export function installTestHost(transport: Transport): TestHost {
  const host: TestHost = {
    heads: [],
    unread: [],
    ready: () => undefined,
    handle(handler) {
      host.ready = () => handler;
    },
    reset: () => void Object.assign(host, { heads: [], unread: [], ready: () => undefined }),
  };
  const reason = transport.install({
    match(head) {
      host.heads.push(head);
      return head.url.pathname === '/model' ? { ready: () => host.ready(), unread: (why) => void host.unread.push(why) } : undefined;
    },
  });
  assert.equal(reason, undefined);
  return host;
}

/** The reply as it came. */
export const asItCame = (original: TransportReply, observer?: BodyObserver): Reply => ({
  ...{ head: original.head, original, body: original.body, isNative: true, observer, isEdited: () => false },
});

/** The reply with another body. */
export const withBody = (original: TransportReply, body: ByteSource, isEdited = (): boolean => true): Reply => ({
  ...{ head: original.head, original, body, isNative: false, observer: undefined, isEdited },
});

/** A reply that is made here. */
export const madeReply = (status: number, text: string): Reply => ({
  head: { status, contentType: 'text/plain' },
  original: undefined,
  body: sourceOf([text]),
  isNative: false,
  observer: undefined,
  isEdited: () => true,
  headers: { 'content-type': 'text/plain', 'x-made': 'here' },
});

export interface CountedSource extends ByteSource {
  reads: number;
  cancels: number;
}

export function sourceOf(pieces: readonly string[]): CountedSource {
  const left = pieces.map((piece) => Buffer.from(piece));
  const source: CountedSource = {
    reads: 0,
    cancels: 0,
    read() {
      source.reads++;
      return left.shift();
    },
    cancel() {
      source.cancels++;
    },
  };
  return source;
}

/** The body of a reply. */
export function bodyOf({ body }: TransportReply): ByteSource {
  assert.ok(body);
  return body;
}

export async function readAll(source: ByteSource): Promise<string> {
  const chunks: Uint8Array[] = [];
  for (let chunk = await source.read(); chunk !== undefined; chunk = await source.read()) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}

/** A source with each chunk changed. */
export const mapped = (source: ByteSource, change: (text: string) => string): ByteSource => ({
  ...source,
  async read() {
    const chunk = await source.read();
    return chunk && Buffer.from(change(Buffer.from(chunk).toString()));
  },
});

/** Keeps what it sees. */
export function recordBody() {
  const seen = { text: '', ends: [] as string[] };
  const observer: BodyObserver = {
    onChunk(chunk) {
      assert.deepEqual(seen.ends, []);
      seen.text += Buffer.from(chunk).toString();
    },
    onEnd: () => void seen.ends.push('end'),
    onCancel: () => void seen.ends.push('cancel'),
    onError: (error) => void seen.ends.push(`error ${(error as { name?: string }).name}`),
    onAbandoned: () => void seen.ends.push('abandoned'),
  };
  return { seen, observer };
}

export async function until(condition: () => boolean, what: string): Promise<void> {
  for (let waited = 0; !condition(); waited += 5) {
    assert.ok(waited < 5_000, `in vain: ${what}`);
    await sleep(5);
  }
}

export function collectGarbage(): void {
  setFlagsFromString('--expose_gc');
  (runInNewContext('gc') as () => void)();
}
