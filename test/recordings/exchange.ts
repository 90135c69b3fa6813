/** Recorded model calls: what they are, and how those of a folder of recordings are chosen. */
import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { parseGeminiPath, type UrlRoute } from './gemini-path.ts';

/** The ways of speaking to a model that the suite plays. */
export type Dialect = keyof typeof sdkPath | 'gemini';

/** One request and the answer to it, as they went over the wire. */
export interface Exchange {
  /** Where it comes from, for people: `file cassette#index`. */
  readonly key: string;
  readonly dialect: Dialect;
  /** Path before the part that the SDK adds: `/v1`, `/openai/deployments/gpt-4o`, ... */
  readonly prefix: string;
  readonly query: Readonly<Record<string, string>>;
  readonly request: Readonly<Record<string, unknown>>;
  /** What the URL says in place of the body. */
  readonly route?: UrlRoute;
  readonly status: number;
  readonly contentType: string;
  /** The request asked for a stream and got one. */
  readonly sse: boolean;
  readonly body: Buffer;
}

/** The part of the path that each SDK adds to its base URL, where it is a fixed one. */
export const sdkPath = { chat: '/chat/completions', responses: '/responses', messages: '/v1/messages' } as const;

/** The model of a request, and whether a stream is requested. */
export const requested = ({ route, request }: Pick<Exchange, 'route' | 'request'>) =>
  route ?? { model: request.model, stream: request.stream === true };

interface Place {
  readonly dialect: Dialect;
  readonly prefix: string;
  readonly route?: UrlRoute;
}

function placeOf(path: string): Place | undefined {
  const gemini = parseGeminiPath(path);
  if (gemini) return { dialect: 'gemini', ...gemini };
  const dialect = (Object.keys(sdkPath) as (keyof typeof sdkPath)[]).find((name) => path.endsWith(sdkPath[name]));
  if (!dialect) return undefined;
  const prefix = path.slice(0, -sdkPath[dialect].length);
  // By the path alone `/responses` is nobody's; the host that made it a model call is not the one that it is replayed from.
  return { dialect, prefix: dialect === 'responses' && prefix === '' ? '/v1' : prefix };
}

/** A recorded line, as `recordings/*.jsonl.gz` of the evaluation data holds it. */
interface RecordedLine {
  readonly cassette?: string;
  readonly i?: number;
  readonly method?: string;
  readonly url?: string;
  readonly request?: unknown;
  readonly status?: number;
  readonly content_type?: string | null;
  readonly sse?: boolean;
  readonly response?: unknown;
  readonly response_b64?: string | null;
}

/** Longest body that is played; the few beyond are batches of images. */
const maxBytes = 200_000;

/** How many exchanges are played of those that fit. All errors are; the streams and the rest share what is left. */
const defaultLimit = 340;

/**
 * Reads a folder of recordings and chooses from it: every error status, then streams and JSON answers in turn over sources and
 * dialects, so that a source with many does not crowd out the others. The same folder gives the same choice.
 */
export async function loadRecordings(folder: string, limit: number = defaultLimit): Promise<Exchange[]> {
  const seen = new Set<string>();
  const errors: Exchange[] = [];
  const streams = new Map<string, Exchange[]>();
  const answers = new Map<string, Exchange[]>();
  for (const file of (await readdir(folder)).filter((name) => name.endsWith('.jsonl.gz')).sort()) {
    const source = file.replace(/\.jsonl\.gz$/, '');
    for (const line of gunzipSync(await readFile(join(folder, file)))
      .toString('utf8')
      .split('\n')) {
      if (line === '') continue;
      const exchange = fromLine(source, JSON.parse(line) as RecordedLine);
      if (!exchange) continue;
      const id = digest(`${exchange.dialect}${JSON.stringify(exchange.request)}${exchange.status}`, exchange.body);
      if (seen.has(id)) continue;
      seen.add(id);
      if (exchange.status >= 400) errors.push(exchange);
      else push(exchange.sse ? streams : answers, `${source} ${exchange.dialect}`, exchange);
    }
  }
  const left = Math.max(0, limit - errors.length);
  const chosenStreams = inTurn(streams, Math.ceil(left / 2));
  return [...errors, ...chosenStreams, ...inTurn(answers, left - chosenStreams.length)];
}

/** `undefined`: not a call of these dialects, or one that an SDK cannot repeat. */
function fromLine(source: string, line: RecordedLine): Exchange | undefined {
  if (!line.url || line.cassette === undefined || line.method?.toUpperCase() !== 'POST') return undefined;
  // Some sources hold a placeholder in place of scheme and host.
  const [path = '', search = ''] = line.url
    .replace(/^(?:[a-z]+:\/\/[^/?#]*|<[^>]*>)/i, '')
    .replace(/#.*/, '')
    .split('?', 2);
  const plain = path.replace(/\/{2,}/g, '/');
  const place = placeOf(plain);
  const request = typeof line.request === 'string' ? parse(line.request) : line.request;
  if (!place || !isRecord(request)) return undefined;
  const { model, stream } = requested({ ...place, request });
  if (typeof model !== 'string') return undefined;
  const status = line.status ?? 200;
  const sse = line.sse === true;
  const body = line.response_b64
    ? Buffer.from(line.response_b64, 'base64')
    : Buffer.from(typeof line.response === 'string' ? line.response : JSON.stringify(line.response ?? ''));
  if (body.length === 0 || body.length > maxBytes || JSON.stringify(request).length > maxBytes) return undefined;
  // An answer that is a stream to a request that asked for none (or the other way round) was recorded wrongly.
  if (status < 400 && sse !== stream) return undefined;
  if (!sse && parse(body.toString('utf8')) === undefined) return undefined;
  return {
    key: `${source} ${line.cassette}#${line.i ?? 0}`,
    ...place,
    query: Object.fromEntries(new URLSearchParams(search)),
    request,
    status,
    contentType: sse ? 'text/event-stream; charset=utf-8' : (line.content_type ?? 'application/json'),
    sse,
    body,
  };
}

/** Takes one of each group in turn, groups in order of their names, members spread over the whole group. */
function inTurn(groups: ReadonlyMap<string, readonly Exchange[]>, count: number): Exchange[] {
  const names = [...groups.keys()].sort();
  const share = new Map(names.map((name) => [name, 0]));
  for (let given = 0, before = -1; given < count && given !== before; ) {
    before = given;
    for (const name of names) {
      const taken = share.get(name) ?? 0;
      if (given < count && taken < (groups.get(name)?.length ?? 0)) {
        share.set(name, taken + 1);
        given += 1;
      }
    }
  }
  return names.flatMap((name) => {
    const group = groups.get(name) ?? [];
    const taken = share.get(name) ?? 0;
    return Array.from({ length: taken }, (_, index) => group[Math.floor((index * group.length) / taken)]).filter((x) => x !== undefined);
  });
}

function push<T>(groups: Map<string, T[]>, name: string, value: T): void {
  const group = groups.get(name);
  if (group) group.push(value);
  else groups.set(name, [value]);
}

function digest(...values: readonly (string | Buffer)[]): string {
  const hash = createHash('sha256');
  for (const value of values) hash.update(value);
  return hash.digest('hex');
}

/** The value of a JSON text, `undefined` where it is none. */
export function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** A JSON object. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
