/**
 * A model provider on the loopback interface whose model follows a script: every wire of the registry, as JSON and as server-sent
 * events. It records its requests. It is as strict as providers are about transcripts and tool choices: a tool call without its
 * result, or a result without its call, is rejected. Equal requests get equal answers, byte for byte, as far as the script allows.
 *
 * Below `/plain/` it has what a web service has that is no model (`plain-web.ts`).
 */
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { type WireName, wires } from './index.ts';
import { servePlain } from './plain-web.ts';
import type { ModelRequest, Script, ScriptedTurn } from './script.ts';
import { scriptedByName } from './scripts.ts';
import { type Answer, isObject, type Json, type Route, type SseEvent, type Turn, type Wire } from './wire.ts';

export interface ProviderOptions {
  /** Default {@link scriptedByName}: the name of the model is the script. */
  readonly script?: Script;
  /** Milliseconds until the answer begins; default 0. */
  readonly latencyMs?: number;
  /** Awaited before the nth request (from 1) is read. */
  readonly beforeRequest?: (nth: number) => Promise<void>;
  /** False keeps no requests and answers, for runs of many large ones. */
  readonly records?: boolean;
  /** False accepts transcripts and choices that providers reject. Default true. */
  readonly strict?: boolean;
}

/** A running provider. */
export interface Provider {
  /** `http://127.0.0.1:port`. Base URL of an OpenAI client: with `/v1`; of an Anthropic client: as it is. */
  readonly url: string;
  /** Variables by which the SDKs find it. */
  readonly env: Readonly<Record<string, string>>;
  /** Accepted requests so far. */
  readonly requests: readonly ModelRequest[];
  /** The answers, in the order of the requests. */
  readonly answers: readonly Answer[];
  /** Rejected requests with the reason. A test that expects none should check. */
  readonly rejected: readonly string[];
  close(): Promise<void>;
}

/** Serves on a free port. */
export async function startProvider(options: ProviderOptions = {}): Promise<Provider> {
  const { script = scriptedByName, latencyMs = 0, beforeRequest, records = true, strict = true } = options;
  let received = 0;
  let accepted = 0;
  const requests: ModelRequest[] = [];
  const answers: Answer[] = [];
  const rejected: string[] = [];
  const issued = new Set<string>();
  /** How often a request was told in a row that the provider is busy. */
  const refusals = new Map<string, number>();
  const server = createServer({ keepAliveTimeout: 30_000 }, (request, response) => {
    // Otherwise the bytes differ from run to run.
    response.sendDate = false;
    serve(request, response).catch(() => response.destroy());
  });

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = request.url?.split('?')[0] ?? '';
    if (path.startsWith('/plain/')) return servePlain(path, request, response);
    const found = request.method === 'POST' ? findWire(path) : undefined;
    const reject = (status: number, problem: string, headers?: Readonly<Record<string, string>>): void => {
      if (records) rejected.push(`${request.method} ${path}: ${problem}`);
      const wire = wires[found?.name ?? findWire(path)?.name ?? 'openai-chat'];
      sendJson(response, status, wire.error(status, problem), headers);
    };
    if (!found) return reject(404, 'There is nothing here.');
    const wire: Wire = wires[found.name];
    const body = await readJson(request);
    received += 1;
    await beforeRequest?.(received);
    if (!body) return reject(400, 'The body is not a JSON object.');
    const { view, problem, fieldProblem, transcriptProblem } = wire.read(body, { route: found.route, isIssued: (id) => issued.has(id) });
    const fault = problem ?? (strict ? (transcriptProblem ?? fieldProblem) : undefined);
    if (fault !== undefined) return reject(400, fault);
    const key = `${path} ${JSON.stringify(body)}`;
    // Not every SDK counts its attempts in a header.
    const attempt = Number(request.headers['x-stainless-retry-count'] ?? refusals.get(key) ?? 0);
    const seen: ModelRequest = { ...view, index: accepted, atMs: Date.now(), wire: found.name, body, attempt };
    const turn = script(seen);
    if ('busy' in turn) {
      refusals.set(key, attempt + 1);
      return reject(429, 'Too many requests.', { 'retry-after-ms': '1' });
    }
    refusals.delete(key);
    accepted += 1;
    const answer = answerOf(seen, turn);
    if (records) {
      requests.push(seen);
      answers.push(answer);
    }
    for (const { id } of answer.turn.calls) issued.add(id);
    if (latencyMs > 0) await sleep(latencyMs);
    if (response.destroyed) return;
    if (seen.stream) sendEvents(response, wire.events(answer, body));
    else sendJson(response, 200, wire.json(answer));
  }

  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url,
    env: {
      ...Object.assign({}, ...Object.values(wires).map((wire) => wire.environment(url))),
      // The model is on this machine, whatever proxy the environment names.
      NO_PROXY: '127.0.0.1',
    },
    requests,
    answers,
    rejected,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** The wire that a path belongs to. */
function findWire(path: string): { readonly name: WireName; readonly route: Route } | undefined {
  for (const name of Object.keys(wires) as WireName[]) {
    const route = wires[name].route(path);
    if (route) return { name, route };
  }
  return undefined;
}

/** Ids come from the conversation, so that they are the same in every run and different in every conversation. */
function answerOf(request: ModelRequest, scripted: Exclude<ScriptedTurn, { readonly busy: true }>): Answer {
  const conversation = createHash('sha256').update(request.instructions.slice(0, 2).join('\n')).digest('hex').slice(0, 8);
  const earlier = request.calls.length;
  const turn: Turn = {
    text: scripted.text ?? '',
    calls: (scripted.calls ?? []).map(({ name, arguments: args }, index) => ({
      id: `call_${conversation}_${earlier + index + 1}`,
      name,
      arguments: JSON.stringify(args),
    })),
  };
  const tokens = { input: countTokens(request.body), output: countTokens(turn) };
  return { id: `${conversation}_${earlier}`, model: request.model, turn, tokens };
}

/** Four characters each, the usual rule of thumb. */
const countTokens = (value: unknown): number => Math.ceil(JSON.stringify(value).length / 4);

function sendEvents(response: ServerResponse, events: readonly SseEvent[]): void {
  response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-cache' });
  for (const { event, data } of events) {
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
