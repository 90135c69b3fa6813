import { fetchTransport } from './fetch/index.ts';
import type { Transport } from './transport.ts';

/** Every transport, in the order in which they are installed. */
const registry = { fetch: fetchTransport } as const satisfies Readonly<Record<string, Transport>>;

export const transports: readonly Transport[] = Object.values(registry);
