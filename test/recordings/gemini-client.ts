/** Gemini's SDK in the suite: it has other promises and streams than those of OpenAI and Anthropic, on which the ways are made. */
import type { Exchange } from './exchange.ts';
import { geminiPath } from './gemini-path.ts';

/** The SDK and the AI SDK's provider, from `import` or from `require`. */
export interface GeminiSdks {
  readonly GoogleGenAI: typeof import('@google/genai').GoogleGenAI;
  readonly createGoogle: typeof import('@ai-sdk/google').createGoogle;
}

export interface GeminiCallOptions {
  readonly exchange: Omit<Exchange, 'body'>;
  readonly origin: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly retries: number;
}

interface SendOptions {
  readonly signal?: AbortSignal;
  readonly timeout?: number;
}

/** A call in the shape that the player's ways want. What its SDK has no method for is done with the response that `fetch` gives it. */
export function geminiCall(sdks: GeminiSdks, { exchange, origin, headers, retries }: GeminiCallOptions) {
  const { prefix, route = { model: '', stream: false }, request } = exchange;
  const url = `${origin}${prefix}${geminiPath(route)}`;
  const apiVersion = prefix.replace(/^\//, '');
  const bodyText = JSON.stringify(request);

  function start({ signal, timeout = 30_000 }: SendOptions = {}, fetch?: typeof globalThis.fetch): Promise<unknown> {
    const { models } = new sdks.GoogleGenAI({ apiKey: 'key', apiVersion, httpOptions: { baseUrl: origin, ...(fetch ? { fetch } : {}) } });
    const config = {
      ...(signal ? { abortSignal: signal } : {}),
      httpOptions: {
        headers: { ...headers },
        timeout,
        // What was recorded is what is sent.
        extraBody: request as Record<string, unknown>,
        ...(retries > 0 ? { retryOptions: { attempts: retries + 1, initialDelay: 0.001, maxDelay: 0.001, jitter: 0 } } : {}),
      },
    };
    const params = { model: route.model, contents: 'recorded', config };
    return route.stream ? models.generateContentStream(params) : models.generateContent(params);
  }

  /** The response itself, which this SDK does not hand out. */
  async function fetchResponse({ signal }: SendOptions = {}): Promise<Response> {
    const sent = { ...headers, 'content-type': 'application/json', 'x-goog-api-key': 'key' };
    const response = await fetch(url, { method: 'POST', headers: sent, body: bodyText, ...(signal ? { signal } : {}) });
    if (!response.ok) throw Object.assign(new Error(await response.text()), { status: response.status });
    return response;
  }

  return {
    url,
    send: (options?: SendOptions) =>
      apiPromise(
        (fetch) => start(options, fetch),
        () => fetchResponse(options),
      ),
    /** Another SDK reads the same bytes. */
    async help(): Promise<unknown> {
      let ids = 0;
      const baseURL = `${origin}${prefix}`;
      const model = sdks.createGoogle({ apiKey: 'key', baseURL, headers: { ...headers }, generateId: () => `id-${ids++}` })(route.model);
      const prompt = [{ role: 'user' as const, content: [{ type: 'text' as const, text: 'recorded' }] }];
      if (!route.stream) return model.doGenerate({ prompt });
      const { stream, response } = await model.doStream({ prompt });
      const parts: unknown[] = [];
      for await (const part of stream) parts.push(part);
      return { parts, response };
    },
  };
}

/**
 * One request, sent when something of it is wanted. The promises of the other SDKs give the value, the response with its body unread, or
 * both. `start` sends through the SDK: through a `fetch` of ours only where the response is wanted too.
 */
function apiPromise(start: (fetch?: typeof globalThis.fetch) => Promise<unknown>, fetchResponse: () => Promise<Response>) {
  let value: Promise<unknown> | undefined;
  let isResponseWanted = false;
  let onResponse = (_: Response | Promise<never>): void => {};
  const seen = new Promise<Response>((resolve) => {
    onResponse = resolve;
  });
  const watched: typeof fetch = async (...args) => {
    const response = fetch(...args);
    onResponse(response as Promise<never>);
    return response;
  };
  const result = (): Promise<unknown> => {
    value ??= start(isResponseWanted ? watched : undefined);
    return value;
  };
  return {
    // biome-ignore lint/suspicious/noThenProperty: a promise in all but its class
    then: (...args: Parameters<Promise<unknown>['then']>) => result().then(...args),
    catch: (...args: Parameters<Promise<unknown>['catch']>) => result().catch(...args),
    finally: (...args: Parameters<Promise<unknown>['finally']>) => result().finally(...args),
    [Symbol.toStringTag]: 'Promise',
    async asResponse(): Promise<Response> {
      isResponseWanted = true;
      // Whether the value is wanted too shows within this turn.
      await new Promise((resolve) => setImmediate(resolve));
      return value ? seen : fetchResponse();
    },
    async withResponse() {
      isResponseWanted = true;
      const data = await result();
      return { data, response: await seen, request_id: undefined };
    },
  } as Promise<unknown> & {
    asResponse(): Promise<Response>;
    withResponse(): Promise<{ data: unknown; response: Response; request_id: undefined }>;
  };
}
