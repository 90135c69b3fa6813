/** What an application does in each of the ways (`ways.ts`) with a call. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Exchange } from './exchange.ts';
import { bytes, describeError, describeResponse } from './outcome.ts';
import type { WayName } from './ways.ts';

/** The least that both SDKs' promises and streams have in common. */
export interface ApiPromise extends Promise<unknown> {
  asResponse(): Promise<Response>;
  withResponse(): Promise<{ data: unknown; response: Response; request_id: string | null | undefined }>;
}
interface SdkStream extends AsyncIterable<unknown> {
  readonly controller: AbortController;
  tee(): [AsyncIterable<unknown>, AsyncIterable<unknown>];
  toReadableStream(): ReadableStream<Uint8Array>;
}

/** One play under way. */
export interface Call {
  readonly exchange: Omit<Exchange, 'body'>;
  send(options?: { signal?: AbortSignal; timeout?: number }): ApiPromise;
  /** The SDK's own convenience method for this exchange. */
  help(): Promise<unknown>;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Keeps a chunk of an answer that is read in part. */
  keep(chunk: unknown): void;
  /** Tells the server how many bytes have been read. */
  credit(read: number): void;
  /** Resolves once the server has sent all that there is of an answer that stalls or is cut. */
  readonly sentAll: Promise<void>;
}

/** Milliseconds, and turns of the event loop, without a new chunk after which all that was sent is taken to have arrived. */
const idle = 30;
const idleTurns = 8;

/** How each way consumes a call. */
export const consume: Readonly<Record<WayName, (call: Call) => Promise<unknown>>> = {
  await: async (call) => settled(call, await call.send()),
  on_then: (call) =>
    new Promise((resolve, reject) => {
      call.send().then((value) => resolve(settled(call, value)), reject);
    }),
  on_finally: async (call) => {
    let times = 0;
    const value = await call
      .send()
      .finally(() => {
        times += 1;
      })
      .catch((error: unknown) => ({ error: describeError(error) }));
    return { value: await settled(call, value), times };
  },
  with_response: async (call) => {
    const { data, response, request_id } = await call.send().withResponse();
    return { response: describeResponse(response), request_id, data: await settled(call, data) };
  },
  as_text: async (call) => {
    const response = await call.send().asResponse();
    const head = describeResponse(response);
    return { head, text: await response.text(), used: response.bodyUsed };
  },
  as_json: async (call) => (await call.send().asResponse()).json(),
  as_bytes: async (call) => bytes(new Uint8Array(await (await call.send().asResponse()).arrayBuffer())),
  as_blob: async (call) => {
    const blob = await (await call.send().asResponse()).blob();
    return { type: blob.type, size: blob.size, text: await blob.text() };
  },
  read_twice: async (call) => {
    const response = await call.send().asResponse();
    return [await response.text(), await response.text()];
  },
  clone: async (call) => {
    const response = await call.send().asResponse();
    const copy = response.clone();
    const texts = await Promise.all([response.text(), copy.text()]);
    return { texts, heads: [describeResponse(response), describeResponse(copy)] };
  },
  clone_late: async (call) => {
    const response = await call.send().asResponse();
    const copy = response.clone();
    const first = await copy.text();
    return [first, response.bodyUsed, await response.text()];
  },
  helper: async (call) => call.help(),
  fetch: async (call) => {
    const response = await fetch(call.url, request(call));
    return { head: describeResponse(response), text: await response.text() };
  },
  fetch_request: async (call) => {
    const response = await fetch(new Request(call.url, request(call)));
    return { head: describeResponse(response), text: await response.text() };
  },
  raw: async (call) => {
    const { read, end } = await readAll(await body(call));
    return { ...bytes(Buffer.concat(read)), end };
  },
  byob: async (call) => {
    const reader = (await body(call)).getReader({ mode: 'byob' });
    const read: Uint8Array[] = [];
    for (;;) {
      const { done, value } = await reader.read(new Uint8Array(777));
      if (done) break;
      read.push(value);
    }
    return bytes(Buffer.concat(read));
  },
  body_iterator: async (call) => {
    const read: Uint8Array[] = [];
    for await (const chunk of (await body(call)).values()) read.push(chunk);
    return bytes(Buffer.concat(read));
  },
  body_pipe: async (call) => {
    let text = '';
    const decoder = new TextDecoderStream();
    // The cast: the DOM's and Node's declarations of this transform differ in the kind of buffer.
    for await (const chunk of (await body(call)).pipeThrough(decoder as ReadableWritablePair<string, Uint8Array>)) text += chunk;
    return text;
  },
  body_tee: async (call) => {
    const [one, two] = (await body(call)).tee();
    const parts = await Promise.all([readAll(one), readAll(two)]);
    return parts.map((part) => bytes(Buffer.concat(part.read)));
  },
  tee: async (call) => {
    const [one, two] = (await stream(call)).tee();
    return Promise.all([all(one), all(two)]);
  },
  readable: async (call) => {
    const { read } = await readAll((await stream(call)).toReadableStream());
    return bytes(Buffer.concat(read));
  },
  slow: async (call) => {
    // A reader that lets the answer pile up: everything has long arrived when it goes on.
    const chunks: unknown[] = [];
    for await (const chunk of await stream(call)) {
      if (chunks.length < 2) await sleep(25);
      chunks.push(chunk);
    }
    return chunks;
  },
  lockstep: async (call) => {
    const reader = (await body(call)).getReader();
    const read: Uint8Array[] = [];
    let whole = true;
    for (let length = 0; ; ) {
      const { done, value } = await reader.read();
      if (done) break;
      read.push(value);
      length += value.length;
      // How the bytes are cut into chunks is the application's to see. Larger ones the network cuts as it likes.
      if (whole) whole = value.length < 8192 && read.length <= 8;
      if (whole) call.keep(value.length);
      call.credit(length);
    }
    return bytes(Buffer.concat(read));
  },
  break: async (call) => {
    let count = 0;
    for await (const chunk of await stream(call)) {
      call.keep(chunk);
      count += 1;
      if (count === 2) break;
    }
    return count;
  },
  cancel: async (call) => {
    const reader = (await body(call)).getReader();
    await reader.read();
    await reader.cancel('enough');
    return { closed: await reader.closed.then(() => true) };
  },
  abort: async (call) => {
    const controller = new AbortController();
    const response = call.exchange.sse ? undefined : await call.send({ signal: controller.signal }).asResponse();
    if (response) {
      setTimeout(() => controller.abort(), idle);
      return response.text();
    }
    const chunks = (await call.send({ signal: controller.signal })) as SdkStream;
    return whenIdle(call, chunks, () => controller.abort());
  },
  abort_controller: async (call) => {
    const chunks = await stream(call);
    return whenIdle(call, chunks, () => chunks.controller.abort());
  },
  cut: async (call) => {
    if (call.exchange.sse) return whenIdle(call, await stream(call), () => call.credit(1));
    const answer = call.send();
    Promise.allSettled([answer.asResponse(), call.sentAll]).then(() => setTimeout(() => call.credit(1), idle));
    return answer;
  },
  cut_raw: async (call) => {
    const answer = await body(call);
    return whenIdle({ ...call, keep: () => {} }, answer.values(), () => call.credit(1));
  },
  unread: async (call) => {
    const answer = await call.send();
    return call.exchange.sse ? Object.keys(answer as object) : answer;
  },
  unread_response: async (call) => describeResponse(await call.send().asResponse()),
  abort_early: async (call) => {
    const controller = new AbortController();
    setTimeout(() => controller.abort(), idle);
    return call.send({ signal: controller.signal });
  },
  timeout: async (call) => call.send({ timeout: 60 }),
  retry: async (call) => settled(call, await call.send()),
};

/** The plain value, or the chunks of a stream. */
async function settled(call: Call, value: unknown): Promise<unknown> {
  if (call.exchange.sse && isStream(value)) return all(value);
  // SDKs add the request's id to the value, not enumerable.
  return { value, request: typeof value === 'object' && value !== null ? Reflect.get(value, '_request_id') : undefined };
}

const isStream = (value: unknown): value is AsyncIterable<unknown> =>
  typeof value === 'object' && value !== null && Symbol.asyncIterator in value;

const stream = async (call: Call) => (await call.send()) as SdkStream;

async function body(call: Call): Promise<ReadableStream<Uint8Array<ArrayBuffer>>> {
  const response = await call.send().asResponse();
  if (!response.body) throw new Error('the response has no body');
  return response.body as ReadableStream<Uint8Array<ArrayBuffer>>;
}

function request(call: Call): RequestInit {
  return { method: 'POST', headers: { ...call.headers, 'content-type': 'application/json' }, body: JSON.stringify(call.exchange.request) };
}

/** Reads to the end. */
export async function all(chunks: AsyncIterable<unknown>): Promise<unknown[]> {
  const list: unknown[] = [];
  for await (const chunk of chunks) list.push(chunk);
  return list;
}

async function readAll(from: ReadableStream<Uint8Array>): Promise<{ read: Uint8Array[]; end: unknown }> {
  const reader = from.getReader();
  const read: Uint8Array[] = [];
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return { read, end: await reader.closed.then(() => 'closed') };
    read.push(value);
  }
}

/** Iterates, and acts once when all was sent and nothing more comes. Each chunk is kept also where the iteration ends in an error. */
async function whenIdle(call: Call, chunks: AsyncIterable<unknown>, act: () => void): Promise<string> {
  let count = 0;
  let isOver = false;
  const watch = async (): Promise<void> => {
    await call.sentAll;
    for (let before = -1; before !== count; ) {
      before = count;
      await sleep(idle);
      // What has already arrived is read before the timer's consequences, however late the timer is.
      for (let turn = 0; turn < idleTurns; turn++) await new Promise((resolve) => setImmediate(resolve));
    }
    if (!isOver) act();
  };
  void watch();
  try {
    for await (const chunk of chunks) {
      call.keep(chunk);
      count += 1;
    }
    return 'ended';
  } finally {
    isOver = true;
  }
}
