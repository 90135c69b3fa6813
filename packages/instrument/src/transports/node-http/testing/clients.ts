/** The libraries that send through `node:http`, each in the ways in which it gives an answer out. */
import { type IncomingMessage, request } from 'node:http';
import { createRequire } from 'node:module';
import axios from 'axios';
import got from 'got';
import nodeFetch from 'node-fetch';

/** node-fetch 2 comes without types; what is used of it is the same. */
const nodeFetch2 = createRequire(import.meta.url)('node-fetch-2') as typeof nodeFetch;

export interface ClientAnswer {
  readonly status: number;
  readonly text: string;
}

export type Post = (url: string, body: object, signal?: AbortSignal) => Promise<ClientAnswer>;

const headers = { 'content-type': 'application/json', 'accept-encoding': 'gzip, deflate, br' };

async function textOf(chunks: AsyncIterable<Uint8Array | string>): Promise<string> {
  const all: Buffer[] = [];
  for await (const chunk of chunks) all.push(Buffer.from(chunk as Uint8Array));
  return Buffer.concat(all).toString();
}

const plain =
  (pieces: (text: string) => readonly string[]): Post =>
  async (url, body, signal) => {
    const response = await new Promise<IncomingMessage>((resolve, reject) => {
      const sent = request(url, { method: 'POST', headers: { 'content-type': 'application/json' }, ...(signal ? { signal } : {}) });
      sent.on('response', resolve).on('error', reject);
      const text = pieces(JSON.stringify(body));
      for (const piece of text.slice(0, -1)) sent.write(piece);
      sent.end(text.at(-1));
    });
    return { status: response.statusCode ?? 0, text: await textOf(response) };
  };

const fetching =
  (fetch: typeof nodeFetch, read: (response: Awaited<ReturnType<typeof nodeFetch>>) => Promise<string>): Post =>
  async (url, body, signal) => {
    const response = await fetch(url, {
      method: 'POST',
      headers,
      body: JSON.stringify(body),
      ...(signal ? { signal: signal as never } : {}),
    });
    return { status: response.status, text: await read(response) };
  };

const common = { headers, maxRedirects: 3, validateStatus: () => true, transformResponse: (data: unknown) => data, proxy: false } as const;

export const clients: Readonly<Record<string, Post>> = {
  'http.request': plain((text) => [text]),
  'http.request in pieces': plain((text) => text.match(/.{1,30}/gs) ?? []),
  axios: async (url, body, signal) => {
    const { status, data } = await axios.post(url, body, { ...common, responseType: 'text', ...(signal ? { signal } : {}) });
    return { status, text: data };
  },
  'axios stream': async (url, body, signal) => {
    const { status, data } = await axios.post(url, body, { ...common, responseType: 'stream', ...(signal ? { signal } : {}) });
    return { status, text: await textOf(data) };
  },
  got: async (url, body, signal) => {
    const { statusCode, body: text } = await got.post(url, {
      ...{ json: body, headers, throwHttpErrors: false, retry: { limit: 0 } },
      ...(signal ? { signal } : {}),
    });
    return { status: statusCode, text };
  },
  'got stream': async (url, body, signal) => {
    const stream = got.stream.post(url, {
      ...{ json: body, headers, throwHttpErrors: false, retry: { limit: 0 } },
      ...(signal ? { signal } : {}),
    });
    const text = await textOf(stream);
    return { status: stream.response?.statusCode ?? 0, text };
  },
  'node-fetch 3': fetching(nodeFetch, (response) => response.text()),
  'node-fetch 3 body': fetching(nodeFetch, ({ body }) => textOf(body as AsyncIterable<Uint8Array>)),
  'node-fetch 2': fetching(nodeFetch2, (response) => response.text()),
  'node-fetch 2 body': fetching(nodeFetch2, ({ body }) => textOf(body as AsyncIterable<Uint8Array>)),
};
