/**
 * A model provider on the loopback interface whose model follows a script: chat completions, responses and messages, as JSON and as
 * server-sent events. It remembers what it was asked. It is as strict as providers are about transcripts: a tool call without its
 * result, or a result without its call, is refused. Equal requests get equal answers, byte for byte, as far as the script allows.
 *
 * Below `/plain/` there is what a web service has that is no model (`plain-web.ts`).
 */
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { anthropicMessages } from './dialects/anthropic-messages.ts';
import { type Answer, isObject, type Json, type ProviderDialect, type RequestView, type Turn } from './dialects/dialect.ts';
import { openaiChat } from './dialects/openai-chat.ts';
import { openaiResponses } from './dialects/openai-responses.ts';
import { named } from './model-scripts.ts';
import { servePlain } from './plain-web.ts';

/** A request that the model got. */
export interface ModelRequest extends RequestView {
  /** Counted from 0, over all dialects. */
  readonly index: number;
  /** When it had come in whole; milliseconds since 1970. */
  readonly atMs: number;
  readonly dialect: ProviderDialect['name'];
  readonly body: Json;
  /** Which try of the client's: 0 for the first. */
  readonly retry: number;
}

/** What the model says, or that the provider is too busy (status 429). Ids of calls are given by the server. */
export type Reply =
  | { readonly text?: string; readonly calls?: readonly { readonly name: string; readonly arguments: Json }[] }
  | { readonly busy: true };

/** Decides what the model says. */
export type Script = (request: ModelRequest) => Reply;

export interface ModelServerOptions {
  /** Default {@link named}: the name of the model is the script. */
  readonly script?: Script;
  /** Milliseconds until the answer begins; default 0. */
  readonly latencyMs?: number;
  /** Waited for before the nth request (from 1) is looked at. */
  readonly before?: (nth: number) => Promise<void>;
  /** False keeps no requests and answers, for runs of many large ones. */
  readonly remember?: boolean;
}

/** A running server. */
export interface ModelServer {
  /** `http://127.0.0.1:port`. Base URL of an OpenAI client: with `/v1`; of an Anthropic client: as it is. */
  readonly url: string;
  /** Variables by which the SDKs find it. */
  readonly env: Readonly<Record<string, string>>;
  /** What came so far, refused requests left out. */
  readonly requests: readonly ModelRequest[];
  /** What was answered, in the order of the requests. */
  readonly answers: readonly Answer[];
  /** Requests that were refused, and why. A test that expects none should look. */
  readonly refused: readonly string[];
  close(): Promise<void>;
}

const dialects: readonly ProviderDialect[] = [openaiChat, openaiResponses, anthropicMessages];

/** Serves on a free port. */
export async function startModelServer(options: ModelServerOptions = {}): Promise<ModelServer> {
  const { script = named, latencyMs = 0, before, remember = true } = options;
  let received = 0;
  let accepted = 0;
  const requests: ModelRequest[] = [];
  const answers: Answer[] = [];
  const refused: string[] = [];
  const issued = new Set<string>();
  const server = createServer({ keepAliveTimeout: 30_000 }, (request, response) => {
    // The same bytes in every run.
    response.sendDate = false;
    serve(request, response).catch(() => response.destroy());
  });

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = request.url?.split('?')[0] ?? '';
    if (path.startsWith('/plain/')) return servePlain(path, request, response);
    const dialect = dialects.find((each) => each.path === path);
    const refuse = (status: number, problem: string, headers?: Readonly<Record<string, string>>): void => {
      if (remember) refused.push(`${request.method} ${path}: ${problem}`);
      sendJson(response, status, (dialect ?? openaiChat).error(status, problem), headers);
    };
    if (!dialect || request.method !== 'POST') return refuse(404, 'There is nothing here.');
    const body = await readJson(request);
    received += 1;
    await before?.(received);
    if (!body) return refuse(400, 'The body is not a JSON object.');
    const view = dialect.read(body, (id) => issued.has(id));
    if ('problem' in view) return refuse(400, view.problem);
    const retry = Number(request.headers['x-stainless-retry-count'] ?? 0);
    const seen: ModelRequest = { ...view, index: accepted, atMs: Date.now(), dialect: dialect.name, body, retry };
    const reply = script(seen);
    if ('busy' in reply) return refuse(429, 'Too many requests.', { 'retry-after-ms': '1' });
    accepted += 1;
    const answer = answerOf(seen, reply);
    if (remember) {
      requests.push(seen);
      answers.push(answer);
    }
    for (const { id } of answer.turn.calls) issued.add(id);
    if (latencyMs > 0) await sleep(latencyMs);
    if (response.destroyed) return;
    if (seen.stream) stream(response, dialect, answer, body);
    else sendJson(response, 200, dialect.json(answer));
  }

  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url,
    env: {
      OPENAI_BASE_URL: `${url}/v1`,
      OPENAI_API_KEY: 'none-needed',
      ANTHROPIC_BASE_URL: url,
      ANTHROPIC_API_KEY: 'none-needed',
      // The model is on this machine, whatever proxy the rest of the world is behind.
      NO_PROXY: '127.0.0.1',
    },
    requests,
    answers,
    refused,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** Ids come from the conversation, so that they are the same in every run and different in every conversation. */
function answerOf(request: ModelRequest, reply: Exclude<Reply, { readonly busy: true }>): Answer {
  const conversation = createHash('sha256').update(request.instructions.slice(0, 2).join('\n')).digest('hex').slice(0, 8);
  const made = request.calls.length;
  const turn: Turn = {
    text: reply.text ?? '',
    calls: (reply.calls ?? []).map(({ name, arguments: args }, index) => ({
      id: `call_${conversation}_${made + index + 1}`,
      name,
      arguments: JSON.stringify(args),
    })),
  };
  const tokens = { input: countTokens(request.body), output: countTokens(turn) };
  return { id: `${conversation}_${made}`, model: request.model, turn, tokens };
}

/** Four characters each, the usual rule of thumb. */
const countTokens = (value: unknown): number => Math.ceil(JSON.stringify(value).length / 4);

function stream(response: ServerResponse, dialect: ProviderDialect, answer: Answer, body: Json): void {
  response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-cache' });
  for (const { event, data } of dialect.events(answer, body)) {
    response.write(`${event ? `event: ${event}\n` : ''}data: ${typeof data === 'string' ? data : JSON.stringify(data)}\n\n`);
  }
  response.end();
}

async function readJson(request: IncomingMessage): Promise<Json | undefined> {
  const body = await text(request);
  try {
    const value: unknown = JSON.parse(body);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function sendJson(response: ServerResponse, status: number, body: Json, headers: Readonly<Record<string, string>> = {}): void {
  response.writeHead(status, { 'content-type': 'application/json', 'x-request-id': 'req_1', ...headers });
  response.end(JSON.stringify(body));
}
