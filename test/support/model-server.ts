/**
 * A model provider on the loopback interface whose answers depend on nothing but the request: chat completions, responses and
 * messages, as JSON and as server-sent events. The name of the model is the script:
 *
 *     steps=2             calls the tool `lookup` twice, about another topic each time, and then answers
 *     loop=9              the same call again and again, until the tool is not offered any more, or nine times
 *     chunks=100          a streamed answer comes in so many pieces of text
 *     fail=1              the first try of each request is answered with status 429
 *
 * Below `/plain/` there is what a web service has that is no model.
 */
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { type Answer, type DialectName, jsonAnswer, sseAnswer } from './model-dialects.ts';

/** A running server. */
export interface ModelServer {
  /** `http://127.0.0.1:port`. Base URL of an OpenAI client: with `/v1`; of an Anthropic client: as it is. */
  readonly url: string;
  /** Model requests so far. */
  readonly requests: number;
  close(): Promise<void>;
}

/** What a test may want to do to the answers. */
export interface ModelServerOptions {
  /** Waited for before the answer to the nth model request (from 1) begins. */
  readonly before?: (nth: number) => Promise<void> | void;
}

type Json = Readonly<Record<string, unknown>>;

const dialectOf: Readonly<Record<string, DialectName>> = {
  '/v1/chat/completions': 'chat',
  '/v1/responses': 'responses',
  '/v1/messages': 'messages',
};

/** Starts a server on a free port. */
export async function startModelServer(options: ModelServerOptions = {}): Promise<ModelServer> {
  let requests = 0;
  const server = createServer({ keepAliveTimeout: 30_000 }, (req, res) => {
    // The same bytes in every run.
    res.sendDate = false;
    answer(req, res).catch(() => res.destroy());
  });

  async function answer(req: IncomingMessage, res: ServerResponse): Promise<void> {
    const path = (req.url ?? '').split('?')[0] ?? '';
    const dialect = req.method === 'POST' ? dialectOf[path] : undefined;
    if (path === '/plain/slow') return drip(res);
    const body = await readBody(req);
    if (!dialect) return plain(path, req, body, res);
    requests += 1;
    await options.before?.(requests);
    const request = parse(body);
    if (!request) return send(res, 400, { error: { message: 'The body is no JSON object.', type: 'invalid_request_error' } });
    const script = String(request.model ?? '');
    if (number(script, 'fail', 0) > Number(req.headers['x-stainless-retry-count'] ?? 0)) {
      return send(res, 429, { error: { message: 'Too many requests.', type: 'rate_limit_error' } }, { 'retry-after-ms': '1' });
    }
    const turn = nextTurn(request, script, dialect);
    if (request.stream !== true) return send(res, 200, jsonAnswer[dialect](turn));
    res.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8' });
    for (const event of sseAnswer[dialect](turn, number(script, 'chunks', 4))) res.write(event);
    res.end();
  }

  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    get requests() {
      return requests;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

const number = (script: string, name: string, otherwise: number): number =>
  Number(new RegExp(`\\b${name}=(\\d+)`).exec(script)?.[1] ?? otherwise);

function nextTurn(request: Json, script: string, dialect: DialectName): Answer {
  const done = toolResults(request, dialect);
  const loops = number(script, 'loop', 0);
  const offered = JSON.stringify(request.tools ?? []).includes('"lookup"') && request.tool_choice !== 'none';
  const steps = loops > 0 ? (offered ? loops : 0) : number(script, 'steps', 0);
  const common = {
    model: script,
    nth: done + 1,
    inputTokens: Math.ceil(JSON.stringify(request.messages ?? request.input ?? '').length / 4),
  };
  if (done >= steps) return { ...common, text: `All is known after ${done} lookups: the answer is forty-two. ` };
  const topic = loops > 0 ? 'the same' : `topic ${done + 1}`;
  return { ...common, text: `I look up ${topic} now. `, call: { id: `call_${done + 1}`, name: 'lookup', args: { topic } } };
}

/** How many tool results the conversation holds. */
function toolResults(request: Json, dialect: DialectName): number {
  const items = (Array.isArray(request.messages) ? request.messages : Array.isArray(request.input) ? request.input : []) as Json[];
  if (dialect === 'chat') return items.filter((item) => item.role === 'tool').length;
  if (dialect === 'responses') return items.filter((item) => item.type === 'function_call_output').length;
  return items
    .flatMap((item) => (Array.isArray(item.content) ? (item.content as Json[]) : []))
    .filter((part) => part.type === 'tool_result').length;
}

async function readBody(req: IncomingMessage): Promise<Buffer> {
  const pieces: Buffer[] = [];
  for await (const piece of req) pieces.push(piece as Buffer);
  return Buffer.concat(pieces);
}

function parse(body: Buffer): Json | undefined {
  try {
    const value: unknown = JSON.parse(body.toString('utf8'));
    return typeof value === 'object' && value !== null ? (value as Json) : undefined;
  } catch {
    return undefined;
  }
}

function send(res: ServerResponse, status: number, body: object, headers: Readonly<Record<string, string>> = {}): void {
  res.writeHead(status, { 'content-type': 'application/json', 'x-request-id': 'req_1', ...headers }).end(JSON.stringify(body));
}

function plain(path: string, req: IncomingMessage, body: Buffer, res: ServerResponse): void {
  switch (path) {
    case '/plain/text':
      res.writeHead(200, { 'content-type': 'text/plain; charset=utf-8' }).end('plain text, äöü, 漢字\n');
      return;
    case '/plain/gzip':
      res.writeHead(200, { 'content-type': 'text/plain', 'content-encoding': 'gzip' }).end(gzipSync('squeezed '.repeat(100)));
      return;
    case '/plain/echo': {
      const sha256 = createHash('sha256').update(body).digest('hex').slice(0, 16);
      send(res, 200, { method: req.method, type: req.headers['content-type'], length: body.length, sha256 });
      return;
    }
    case '/plain/moved':
      res.writeHead(302, { location: '/plain/text' }).end();
      return;
    case '/plain/moved-keep':
      res.writeHead(307, { location: '/plain/echo' }).end();
      return;
    default:
      send(res, 404, { error: { message: `There is no ${path} here.`, type: 'not_found_error' } });
  }
}

/** Text that never ends. */
function drip(res: ServerResponse): void {
  res.writeHead(200, { 'content-type': 'text/plain' });
  const timer = setInterval(() => res.write('drop\n'), 10);
  res.once('close', () => clearInterval(timer));
}
