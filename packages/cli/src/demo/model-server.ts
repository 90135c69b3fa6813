/**
 * A model endpoint that needs no key and no network: the chat completions dialect of OpenAI, as JSON and as server-sent events,
 * answering by the script. It exists for the demonstration and for tests.
 */
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { type ChatRequest, countTokens, nextTurn, type Turn } from './script.ts';

/** A request body may not be larger; the demonstration's are a few kilobytes. */
const MAX_BODY_BYTES = 4 * 1024 * 1024;

export interface ModelServerOptions {
  /** Milliseconds until the answer begins. */
  readonly latencyMs: number;
}

/** What the endpoint has served so far: what a provider would send a bill for. */
export interface ModelUsage {
  readonly calls: number;
  readonly inputTokens: number;
  readonly outputTokens: number;
}

export interface ModelServer {
  /** For OPENAI_BASE_URL. */
  readonly url: string;
  usage(): ModelUsage;
  close(): Promise<void>;
}

/** Serves on a free port of the loopback interface. */
export async function startModelServer(options: ModelServerOptions): Promise<ModelServer> {
  let usage: ModelUsage = { calls: 0, inputTokens: 0, outputTokens: 0 };
  const server = createServer((request, response) => {
    answer(request, response).catch(() => response.destroy());
  });

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (request.method !== 'POST' || request.url !== '/v1/chat/completions')
      return fail(response, 404, 'Only POST /v1/chat/completions is here.');
    const body = await readJson(request);
    if (body === undefined) return fail(response, 400, 'The body is not a JSON object, or is too large.');
    await sleep(options.latencyMs);
    if (response.destroyed) return;
    const turn = nextTurn(body);
    const tokens = { input: countTokens({ messages: body.messages, tools: body.tools }), output: countTokens(turn) };
    usage = { calls: usage.calls + 1, inputTokens: usage.inputTokens + tokens.input, outputTokens: usage.outputTokens + tokens.output };
    const completion = { id: `chatcmpl-${usage.calls}`, created: Math.floor(Date.now() / 1000), model: String(body.model ?? 'scripted-1') };
    if (body.stream === true) return stream(response, completion, turn, tokens, body.stream_options);
    sendJson(response, 200, {
      ...completion,
      object: 'chat.completion',
      choices: [{ index: 0, message: messageOf(turn), logprobs: null, finish_reason: finishReason(turn) }],
      usage: usageOf(tokens),
    });
  }

  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    usage: () => usage,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

interface Tokens {
  readonly input: number;
  readonly output: number;
}

const usageOf = (tokens: Tokens) => ({
  prompt_tokens: tokens.input,
  completion_tokens: tokens.output,
  total_tokens: tokens.input + tokens.output,
});

const finishReason = (turn: Turn) => (turn.call ? 'tool_calls' : 'stop');

function messageOf(turn: Turn): object {
  const message = { role: 'assistant', content: turn.text, refusal: null };
  if (!turn.call) return message;
  const { id, name, arguments: args } = turn.call;
  return { ...message, tool_calls: [{ id, type: 'function', function: { name, arguments: args } }] };
}

/** The turn in the pieces that a provider sends: the text by words, a call's arguments in two halves. */
function deltasOf(turn: Turn): object[] {
  const deltas: object[] = [{ role: 'assistant', content: '' }, ...(turn.text.match(/\S+\s*/g) ?? []).map((content) => ({ content }))];
  if (turn.call) {
    const { id, name, arguments: args } = turn.call;
    const half = Math.ceil(args.length / 2);
    deltas.push({ tool_calls: [{ index: 0, id, type: 'function', function: { name, arguments: '' } }] });
    for (const part of [args.slice(0, half), args.slice(half)]) deltas.push({ tool_calls: [{ index: 0, function: { arguments: part } }] });
  }
  return deltas;
}

function stream(response: ServerResponse, completion: object, turn: Turn, tokens: Tokens, options: unknown): void {
  response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-cache' });
  const send = (choices: readonly object[], extra: object = {}) =>
    response.write(`data: ${JSON.stringify({ ...completion, object: 'chat.completion.chunk', choices, ...extra })}\n\n`);
  for (const delta of deltasOf(turn)) send([{ index: 0, delta, logprobs: null, finish_reason: null }]);
  send([{ index: 0, delta: {}, logprobs: null, finish_reason: finishReason(turn) }]);
  const wantsUsage = typeof options === 'object' && options !== null && 'include_usage' in options && options.include_usage === true;
  if (wantsUsage) send([], { usage: usageOf(tokens) });
  response.end('data: [DONE]\n\n');
}

/** The body, or undefined where it is no JSON object or too large. */
async function readJson(request: IncomingMessage): Promise<ChatRequest | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > MAX_BODY_BYTES) return undefined;
    chunks.push(chunk);
  }
  try {
    const value: unknown = JSON.parse(Buffer.concat(chunks).toString('utf8'));
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** An error in the provider's shape. */
function fail(response: ServerResponse, status: number, message: string): void {
  sendJson(response, status, { error: { message, type: 'invalid_request_error', param: null, code: null } });
}

function sendJson(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify(body));
}
