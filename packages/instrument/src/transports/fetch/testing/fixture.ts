import type { TransportFixture } from '../../testing/fixture.ts';
import { fetchTransport } from '../index.ts';

export const fixture: TransportFixture = {
  transport: fetchTransport,
  async send({ url, method = 'POST', headers, body, signal }) {
    const response = await fetch(url, {
      method,
      ...(headers ? { headers } : {}),
      ...(body === undefined ? {} : { body }),
      ...(signal ? { signal } : {}),
    });
    let reader: ReadableStreamDefaultReader<Uint8Array> | undefined;
    return {
      status: response.status,
      header: (name) => response.headers.get(name) ?? undefined,
      async read() {
        reader ??= response.body?.getReader();
        return (await reader?.read())?.value;
      },
      cancel: () => void (reader ?? response.body)?.cancel().catch(() => {}),
    };
  },
};
