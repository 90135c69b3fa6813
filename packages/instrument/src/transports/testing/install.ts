import { createTransportHost } from '../../calls/pipeline.ts';
import type { Services } from '../../calls/services.ts';
import { fetchTransport } from '../fetch/index.ts';

/** Hooks the `fetch` that is there now, over these services. */
export function installFetch(servicesOf: () => Services | Promise<Services> | undefined): void {
  fetchTransport.install(createTransportHost(servicesOf));
}
