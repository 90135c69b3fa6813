/**
 * The application under test: plays a plan through the real SDKs and writes down all that it can see. It runs in a process of its
 * own, once without the preload and once with each way of attaching it. client.mjs and client.cjs give it the SDKs in either
 * module kind; it knows nothing of AIRT.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { type ApiPromise, all, type Call, consume } from './consume.ts';
import type { Exchange } from './exchange.ts';
import { type GeminiSdks, geminiCall } from './gemini-client.ts';
import { describeError, type Outcome, type PlayerReport, write } from './outcome.ts';
import { type Play, ways } from './ways.ts';

/** The SDK classes, from `import` or from `require`. */
export interface Sdks extends GeminiSdks {
  readonly OpenAI: typeof import('openai').OpenAI;
  readonly Anthropic: typeof import('@anthropic-ai/sdk').Anthropic;
}

/** What the file named on the command line holds. Bodies of answers are not there: they come over the wire. */
export interface Script {
  readonly exchanges: readonly Omit<Exchange, 'body'>[];
  readonly plays: readonly Play[];
  readonly ports: readonly number[];
  readonly report: string;
}

/** Runs the whole script; resolves when everything has been consumed. */
export async function playAll(sdks: Sdks): Promise<void> {
  const script = JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8')) as Script;
  const unhandled: string[] = [];
  const warnings: string[] = [];
  process.on('unhandledRejection', (reason) => unhandled.push(write(describeError(reason))));
  process.on('uncaughtException', (error) => unhandled.push(`uncaught ${write(describeError(error))}`));
  process.on('warning', (warning) => warnings.push(`${warning.name}: ${warning.message}`));
  const onSentAll = new Map<number, () => void>();
  process.on('message', (message: { sentAll?: number }) => onSentAll.get(message.sentAll ?? -1)?.());
  // The channel to the server must not be what keeps this process alive.
  process.channel?.unref();
  const outcomes: Outcome[] = [];
  const lanes = script.ports.map(async (port, lane) => {
    for (const play of script.plays) {
      if (play.lane !== lane) continue;
      const sentAll = new Promise<void>((resolve) => onSentAll.set(play.id, resolve));
      outcomes.push(await playOne(sdks, script, play, port, sentAll));
      // Keeps the spans of neighbours in a lane apart.
      await sleep(4);
    }
  });
  await Promise.all(lanes);
  // Responses that nobody read are collected now, and what was only waiting for that ends.
  for (let round = 0; round < 5; round++) {
    globalThis.gc?.();
    await sleep(50);
  }
  const report: PlayerReport = {
    outcomes: outcomes.sort((a, b) => a.play - b.play),
    unhandled: unhandled.sort(),
    warnings: warnings.sort(),
  };
  writeFileSync(script.report, JSON.stringify(report));
  process.send?.({ done: true });
}

const now = () => performance.timeOrigin + performance.now();

async function playOne(sdks: Sdks, script: Script, play: Play, port: number, sentAll: Promise<void>): Promise<Outcome> {
  const exchange = script.exchanges[play.exchange];
  if (!exchange) throw new Error(`play ${play.id} names no exchange`);
  const chunks: string[] = [];
  const origin = `http://127.0.0.1:${port}`;
  // The port is another one in every run.
  const anonymous = (text: string) => text.replaceAll(`127.0.0.1:${port}`, '127.0.0.1:PORT');
  const call = { ...makeCall(sdks, exchange, play, origin, chunks), sentAll };
  const from = now();
  let result: { value: string } | { error: string };
  try {
    result = { value: write(await consume[play.way](call), anonymous) };
  } catch (error) {
    result = { error: write(describeError(error), anonymous) };
  }
  return { play: play.id, ...result, ...(chunks.length > 0 ? { chunks } : {}), from, to: now() };
}

function makeCall(sdks: Sdks, exchange: Omit<Exchange, 'body'>, play: Play, origin: string, chunks: string[]): Omit<Call, 'sentAll'> {
  const headers = { 'x-play': String(play.id) };
  // What was recorded is what is sent: the SDKs' types would only be in the way.
  const body = exchange.request as never;
  const common = { apiKey: 'key', baseURL: `${origin}${exchange.prefix}`, maxRetries: ways[play.way].retries ?? 0 };
  const options = (extra: object = {}) => ({ headers, query: exchange.query, timeout: 30_000, ...extra });
  const rest = {
    exchange,
    headers,
    keep: (chunk: unknown) => void chunks.push(write(chunk)),
    credit: (read: number) => void process.send?.({ play: play.id, bytes: read }),
  };
  if (exchange.dialect === 'gemini')
    return { ...rest, ...geminiCall(sdks, { exchange, origin, headers, retries: ways[play.way].retries ?? 0 }) };
  const query = new URLSearchParams(exchange.query).toString();
  const url = (path: string) => `${origin}${exchange.prefix}${path}${query === '' ? '' : `?${query}`}`;
  if (exchange.dialect === 'messages') {
    const { messages } = new sdks.Anthropic(common);
    const send = (extra?: object) => messages.create(body, options(extra)) as unknown as ApiPromise;
    const help = () => (exchange.sse ? viaHelper(messages.stream(body, options()), 'finalMessage') : messages.parse(body, options()));
    return { ...rest, url: url('/v1/messages'), send, help };
  }
  const client = new sdks.OpenAI(common);
  if (exchange.dialect === 'responses') {
    const { responses } = client;
    const send = (extra?: object) => responses.create(body, options(extra)) as unknown as ApiPromise;
    const help = () => (exchange.sse ? viaHelper(responses.stream(body, options()), 'finalResponse') : responses.parse(body, options()));
    return { ...rest, url: url('/responses'), send, help };
  }
  const { completions } = client.chat;
  const send = (extra?: object) => completions.create(body, options(extra)) as unknown as ApiPromise;
  const help = () =>
    exchange.sse ? viaHelper(completions.stream(body, options()), 'finalChatCompletion') : completions.parse(body, options());
  return { ...rest, url: url('/chat/completions'), send, help };
}

/** Reads a helper's events and then asks it for the whole. */
async function viaHelper<F extends string>(stream: AsyncIterable<unknown> & Record<F, () => Promise<unknown>>, final: F): Promise<unknown> {
  const seen = await all(stream);
  return { seen, final: await stream[final]() };
}
