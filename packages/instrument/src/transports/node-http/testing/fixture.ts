import { type IncomingMessage, request } from 'node:http';
import type { TransportFixture } from '../../testing/fixture.ts';
import { nodeHttpTransport } from '../index.ts';

export const fixture: TransportFixture = {
  transport: nodeHttpTransport,
  async send({ url, method = 'POST', headers = {}, body, signal }) {
    const response = await new Promise<IncomingMessage>((resolve, reject) => {
      request(url, { method, headers: { ...headers }, ...(signal ? { signal } : {}) })
        .on('response', resolve)
        .on('error', reject)
        .end(body);
    });
    let chunks: AsyncIterator<Uint8Array> | undefined;
    return {
      status: response.statusCode ?? 0,
      header: (name) => response.headers[name]?.toString(),
      async read() {
        chunks ??= response[Symbol.asyncIterator]();
        const { done, value } = await chunks.next();
        return done ? undefined : value;
      },
      cancel: () => void response.destroy(),
    };
  },
};
