import type { ClientRequestOptions, ClientResponse } from './fixture.ts';
import type { TestHost } from './host.ts';
import type { TestServer } from './server.ts';

/** What the tests of conformance.ts have: a transport over a host, and a server. */
export interface Bench {
  readonly host: TestHost;
  readonly server: TestServer;
  /** Sends to a path that the host takes for a model call. */
  send(options?: Partial<ClientRequestOptions>): Promise<ClientResponse>;
  /** Sends the same to a path that it does not. */
  sendPlain(options?: Partial<ClientRequestOptions>): Promise<ClientResponse>;
}

/** The body of every request. */
export const BODY = '{"wörld":1}';
