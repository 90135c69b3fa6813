/**
 * The transport of `node:http` and `node:https`: axios, got, node-fetch, and what sends by itself. It is hooked by Node's own diagnostics
 * channel, and patches no module: only a request that may be a model call gets methods of ours, for as long as it lasts.
 */
import { subscribe } from 'node:diagnostics_channel';
import type { ClientRequest } from 'node:http';
import type { Transport } from '../transport.ts';
import { isOwnRequest } from './another-request.ts';
import { RequestExchange } from './exchange.ts';
import { headOf } from './request-head.ts';

/** Published at the end of the constructor of `ClientRequest` since Node 22.12: nothing has left then. */
const CREATED = 'http.client.request.created';

export const nodeHttpTransport: Transport = {
  name: 'node_http',
  points: ['pre_model_call', 'post_model_call', 'pre_tool_call', 'post_tool_call'],
  install(host) {
    if (process.versions.bun) return 'its requests are not announced by this runtime';
    subscribe(CREATED, (message) => {
      if (isOwnRequest()) return;
      const { request } = message as { readonly request: ClientRequest };
      const head = headOf(request);
      const matched = head && host.match(head);
      if (matched) new RequestExchange(request, head, matched);
    });
    return undefined;
  },
};
