/** A server on loopback that answers as a test says, and keeps what it was sent. */
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface ReceivedRequest {
  readonly method: string;
  readonly path: string;
  /** Without those that differ from connection to connection. */
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body: string;
  /** Resolves when its connection has closed. */
  readonly closed: Promise<unknown>;
}

export type Answer = (response: ServerResponse, request: ReceivedRequest) => void;

export interface TestServer {
  readonly url: string;
  readonly requests: ReceivedRequest[];
  /** The answer to every request from now on. */
  answer: Answer;
  reset(): void;
  /** Closes every connection. */
  drop(): void;
  close(): Promise<void>;
}

const hello: Answer = (response) => void response.writeHead(200, { 'content-type': 'text/plain', 'x-answer': '1' }).end('hello');

export async function startServer(): Promise<TestServer> {
  const requests: ReceivedRequest[] = [];
  const server = createServer((request, response) => void receive(request, response)).listen(0, '127.0.0.1');
  await once(server, 'listening');

  async function receive(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    try {
      for await (const chunk of request) chunks.push(chunk as Buffer);
    } catch {
      return;
    }
    const { host: _, ...headers } = request.headers;
    const closed = new Promise((resolve) => response.once('close', resolve));
    const received = { method: request.method ?? '', path: request.url ?? '', headers, body: Buffer.concat(chunks).toString(), closed };
    requests.push(received);
    running.answer(response, received);
  }

  const running: TestServer = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    answer: hello,
    reset() {
      requests.length = 0;
      running.answer = hello;
    },
    drop: () => server.closeAllConnections(),
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return running;
}
