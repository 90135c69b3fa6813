/** Requests of ours beside the application's, to the same server in the same way. */

import type { Agent, ClientRequest, OutgoingHttpHeaders, RequestOptions } from 'node:http';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { isError } from '../../platform/values.ts';
import { headersOf } from './request-head.ts';
import { ReceivedResponse } from './response.ts';

/** Headers that belong to the body or the connection of the one request, or would bring the answer of before. */
const NOT_REPEATED = new Set([
  'content-length',
  'transfer-encoding',
  'expect',
  'connection',
  'proxy-connection',
  'proxy-authorization',
  'trailer',
  'idempotency-key',
]);

let isOurs = false;

/** Whether the request that is being made just now is one of ours. */
export const isOwnRequest = (): boolean => isOurs;

export interface OtherRequest {
  readonly request: ClientRequest;
  readonly response: ReceivedResponse;
}

export interface OtherRequestOptions {
  /** The application's request. */
  readonly like: ClientRequest;
  readonly url: URL;
  /** The same server as that of the application's request. */
  readonly isSameOrigin: boolean;
  readonly body: Uint8Array;
  /** Each of them ends the request. */
  readonly signals: readonly AbortSignal[];
  readonly route: Route | { readonly connection: Duplex };
  readonly onTimeout: () => void;
  /** A part of its answer came. */
  readonly onChunk: () => void;
}

/** Resolves with the head of the response. Rejects as the request fails, and where it is not known how the application reaches the server. */
export async function sendAnother(options: OtherRequestOptions): Promise<OtherRequest> {
  const { like, url, isSameOrigin, route, body, signals, onTimeout, onChunk } = options;
  if ('unknown' in route) throw new Error(`no other request is sent: ${route.unknown}`);
  const isLocal = 'connection' in route;
  const { request: create } = process.getBuiltinModule(url.protocol === 'https:' && !isLocal ? 'node:https' : 'node:http');
  isOurs = true;
  let request: ClientRequest;
  try {
    request = create({
      ...(isLocal ? { createConnection: () => route.connection } : optionsFor(route, url, isSameOrigin)),
      method: like.method,
      path: `${url.pathname}${url.search}`,
      headers: repeatedHeaders(like),
      ...('timeout' in like && typeof like.timeout === 'number' ? { timeout: like.timeout } : {}),
    });
  } finally {
    isOurs = false;
  }
  request.on('timeout', onTimeout);
  for (const signal of signals) abortWith(request, signal);
  const response = new Promise<ReceivedResponse>((resolve, reject) => {
    request.on('response', (message) => {
      const received = new ReceivedResponse(message, true);
      received.onChunk = onChunk;
      resolve(received);
    });
    // Stays: what fails after the response is seen in its body.
    request.on('error', reject);
  });
  request.end(body);
  return { request, response: await response };
}

function abortWith(request: ClientRequest, signal: AbortSignal): void {
  const abort = (): void => void request.destroy(asError(signal.reason));
  if (signal.aborted) abort();
  else {
    signal.addEventListener('abort', abort);
    request.once('close', () => signal.removeEventListener('abort', abort));
  }
}

/** Another origin than the application's is reached by its agent, but not with options that are meant for the one server. */
function optionsFor(route: RequestOptions, url: URL, isSameOrigin: boolean): RequestOptions {
  if (isSameOrigin) return route;
  return { agent: route.agent, protocol: url.protocol, host: url.hostname, ...(url.port ? { port: url.port } : {}) };
}

const asError = (reason: unknown): Error => (isError(reason) ? reason : new Error(String(reason)));

function repeatedHeaders(like: ClientRequest): OutgoingHttpHeaders {
  const headers: OutgoingHttpHeaders = {};
  for (const [name, value] of headersOf(like)) {
    if (!NOT_REPEATED.has(name.toLowerCase())) headers[name] = value;
  }
  return headers;
}

/** How a request reaches its server. */
export type Route = Readonly<RequestOptions> | { readonly unknown: string };

/** Options of a connection that are the request's own. Node keeps those of a TLS connection under a symbol (lib/internal/tls/wrap.js). */
const TLS_OPTIONS = [
  ...['ca', 'cert', 'ciphers', 'crl', 'dhparam', 'ecdhCurve', 'honorCipherOrder', 'key', 'passphrase', 'pfx', 'rejectUnauthorized'],
  ...['secureOptions', 'secureProtocol', 'secureContext', 'servername', 'sigalgs', 'sessionIdContext', 'checkServerIdentity'],
  ...['minVersion', 'maxVersion', 'port', 'lookup', 'family', 'hints', 'localAddress', 'autoSelectFamily'],
] as const;

/**
 * How the application's request reaches its server. Node does not keep the options of a request: known are its agent, the options of its
 * TLS connection, and the address that it is connected to.
 */
export function routeOf(request: ClientRequest, url: URL): Route {
  const { agent, host, protocol, socket } = request as ClientRequest & { agent?: Agent };
  if (!agent) return { unknown: 'the application makes the connection of the request itself' };
  const { socketPath } = request as { socketPath?: string };
  const common = { agent, protocol, host, ...(socketPath ? { socketPath } : {}) };
  if (socketPath) return common;
  if (protocol === 'https:') {
    const tls = socket && tlsOptionsOf(socket);
    return tls ? { ...tls, ...common } : { unknown: 'the options of its TLS connection are not known' };
  }
  const address = socket?.remoteAddress;
  // The port of the URL is that of the header, in which an application may name another server.
  const port = portOf(agent, host, socket) ?? (url.hostname === host ? url.port || 80 : undefined);
  if (port === undefined) return { unknown: 'the port of its server is not known' };
  // Other agents, and those for a proxy, are connected to another address.
  return { ...common, port, ...(address && connectsItself(agent) ? { lookup: lookupOf(address) } : {}) };
}

/** From the agent's own book-keeping: `host:port:...` (documented for `agent.getName`). */
function portOf(agent: Agent, host: string, socket: Socket | null): string | undefined {
  if (!socket) return undefined;
  const entry = Object.entries(agent.sockets ?? {}).find(([, sockets]) => sockets?.includes(socket));
  return entry?.[0].startsWith(`${host}:`) ? /^\d+/.exec(entry[0].slice(host.length + 1))?.[0] : undefined;
}

function connectsItself(agent: Agent): boolean {
  const { prototype } = process.getBuiltinModule('node:http').Agent;
  const { createConnection, createSocket, options } = agent as Agent & { createSocket: unknown; options: { proxyEnv?: unknown } };
  return createConnection === prototype.createConnection && createSocket === Reflect.get(prototype, 'createSocket') && !options.proxyEnv;
}

function tlsOptionsOf(socket: Socket): RequestOptions | undefined {
  const key = Object.getOwnPropertySymbols(socket).find(({ description }) => description === 'connect-options');
  const options = key && (socket as unknown as Record<symbol, Record<string, unknown> | undefined>)[key];
  return options && Object.fromEntries(TLS_OPTIONS.flatMap((name) => (options[name] === undefined ? [] : [[name, options[name]]])));
}

/** The address to which the application's own request went. */
function lookupOf(address: string): NonNullable<RequestOptions['lookup']> {
  const family = address.includes(':') ? 6 : 4;
  return (_hostname, options, callback) => (options.all ? callback(null, [{ address, family }]) : callback(null, address, family));
}
