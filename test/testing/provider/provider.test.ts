/** What every wire of the provider has to do: the real SDKs read it, as JSON and as a stream, and broken requests are rejected. */
import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import Anthropic from '@anthropic-ai/sdk';
import { type GenerateContentResponse, GoogleGenAI } from '@google/genai';
import OpenAI from 'openai';
import { type WireName, wires } from './index.ts';
import { type ProviderOptions, startProvider } from './provider.ts';
import type { Json } from './wire.ts';

/** An answer as an SDK hands it out. */
interface Read {
  readonly text: string;
  readonly calls: readonly (readonly [id: string, name: string, args: unknown])[];
  readonly tokens: readonly [input: number, output: number];
}

/** A wire as its SDK and its requests see it. */
interface Client {
  readonly path: string;
  /** A request about `question`; with a call and its result where `answered` names the call. */
  request(question: string, answered?: string): Json;
  /** The same transcript without the result, or without the call. */
  broken(call: string, missing: 'result' | 'call'): Json;
  json(url: string, body: Json): Promise<Read>;
  stream(url: string, body: Json): Promise<Read>;
}

const parameters = { type: 'object', properties: { topic: { type: 'string' } } };
const MODEL = 'steps=1';
const openai = (url: string) => new OpenAI({ apiKey: 'key', baseURL: `${url}/v1` });
const anthropic = (url: string) => new Anthropic({ apiKey: 'key', baseURL: url });

const chat = {
  user: (content: string) => ({ role: 'user', content }),
  call: (id: string) => ({ role: 'assistant', tool_calls: [{ id, type: 'function', function: { name: 'lookup', arguments: '{}' } }] }),
  result: (id: string) => ({ role: 'tool', tool_call_id: id, content: 'nothing' }),
  body: (messages: readonly object[]) => ({
    model: MODEL,
    messages,
    tools: [{ type: 'function', function: { name: 'lookup', parameters } }],
  }),
  read: ({ choices, usage }: OpenAI.ChatCompletion): Read => ({
    text: choices[0]?.message.content ?? '',
    calls: (choices[0]?.message.tool_calls ?? []).map((call) => {
      assert.equal(call.type, 'function');
      return [call.id, call.function.name, JSON.parse(call.function.arguments)];
    }),
    tokens: [usage?.prompt_tokens ?? 0, usage?.completion_tokens ?? 0],
  }),
};

const responses = {
  call: (id: string) => ({ type: 'function_call', call_id: id, name: 'lookup', arguments: '{}' }),
  result: (id: string) => ({ type: 'function_call_output', call_id: id, output: 'nothing' }),
  body: (input: readonly object[]) => ({ model: MODEL, input, tools: [{ type: 'function', name: 'lookup', parameters, strict: false }] }),
  read: ({ output, output_text, usage }: OpenAI.Responses.Response): Read => ({
    text: output_text,
    calls: output.flatMap((item) =>
      item.type === 'function_call' ? [[item.call_id, item.name, JSON.parse(item.arguments)] as const] : [],
    ),
    tokens: [usage?.input_tokens ?? 0, usage?.output_tokens ?? 0],
  }),
};

const messages = {
  call: (id: string) => ({ role: 'assistant', content: [{ type: 'tool_use', id, name: 'lookup', input: {} }] }),
  result: (id: string) => ({ role: 'user', content: [{ type: 'tool_result', tool_use_id: id, content: 'nothing' }] }),
  body: (list: readonly object[]) => ({
    model: MODEL,
    max_tokens: 100,
    messages: list,
    tools: [{ name: 'lookup', input_schema: parameters }],
  }),
  read: ({ content, usage }: Anthropic.Message): Read => ({
    text: content.flatMap((block) => (block.type === 'text' ? [block.text] : [])).join(''),
    calls: content.flatMap((block) => (block.type === 'tool_use' ? [[block.id, block.name, block.input] as const] : [])),
    tokens: [usage.input_tokens, usage.output_tokens],
  }),
};

const gemini = {
  user: (content: string) => ({ role: 'user', parts: [{ text: content }] }),
  call: (id: string) => ({ role: 'model', parts: [{ functionCall: { id, name: 'lookup', args: {} } }] }),
  result: (id: string) => ({ role: 'user', parts: [{ functionResponse: { id, name: 'lookup', response: { output: 'nothing' } } }] }),
  body: (contents: readonly object[]) => ({ contents, tools: [{ functionDeclarations: [{ name: 'lookup', parameters }] }] }),
  /** The model is in the URL. */
  params: (url: string, { model = MODEL, contents, ...config }: Json) => ({
    models: new GoogleGenAI({
      apiKey: 'key',
      apiVersion: 'v1beta',
      httpOptions: { baseUrl: url, retryOptions: { attempts: 2, initialDelay: 0.001 } },
    }).models,
    params: { model, contents, config } as never,
  }),
  read: (chunks: readonly GenerateContentResponse[]): Read => {
    const parts = chunks.flatMap(({ candidates }) => candidates?.[0]?.content?.parts ?? []);
    const usage = chunks.at(-1)?.usageMetadata;
    return {
      text: parts.map(({ text = '' }) => text).join(''),
      calls: parts.flatMap(({ functionCall: call }) => (call ? [[call.id ?? '', call.name ?? '', call.args] as const] : [])),
      tokens: [usage?.promptTokenCount ?? 0, usage?.candidatesTokenCount ?? 0],
    };
  },
};

/** The user's turn, and the two steps of a tool call in the form of one wire. */
interface Steps {
  /** Default: a message with a role and text. */
  user?(content: string): object;
  call(id: string): object;
  result(id: string): object;
  body(steps: readonly object[]): Json;
}

const transcripts = ({ user = chat.user, call, result, body }: Steps) => ({
  request: (question: string, answered?: string) =>
    body([user(question), ...(answered === undefined ? [] : [call(answered), result(answered)])]),
  broken: (id: string, missing: 'result' | 'call') => body([user('Hello'), missing === 'result' ? call(id) : result(id), user('Go on.')]),
});

// What is sent is made here by hand: the SDKs' types would only be in the way.
const clients = {
  'openai-chat': {
    path: '/v1/chat/completions',
    ...transcripts(chat),
    json: async (url, body) => chat.read(await openai(url).chat.completions.create(body as never)),
    stream: async (url, body) => {
      const request = { ...body, stream_options: { include_usage: true } };
      return chat.read(
        await openai(url)
          .chat.completions.stream(request as never)
          .finalChatCompletion(),
      );
    },
  },
  'openai-responses': {
    path: '/v1/responses',
    ...transcripts(responses),
    json: async (url, body) => responses.read(await openai(url).responses.create(body as never)),
    stream: async (url, body) =>
      responses.read(
        await openai(url)
          .responses.stream(body as never)
          .finalResponse(),
      ),
  },
  'anthropic-messages': {
    path: '/v1/messages',
    ...transcripts(messages),
    json: async (url, body) => messages.read(await anthropic(url).messages.create(body as never)),
    stream: async (url, body) =>
      messages.read(
        await anthropic(url)
          .messages.stream(body as never)
          .finalMessage(),
      ),
  },
  'gemini-generate-content': {
    path: `/v1beta/models/${encodeURIComponent(MODEL)}:generateContent`,
    ...transcripts(gemini),
    json: async (url, body) => {
      const { models, params } = gemini.params(url, body);
      return gemini.read([await models.generateContent(params)]);
    },
    stream: async (url, body) => {
      const { models, params } = gemini.params(url, body);
      const chunks: GenerateContentResponse[] = [];
      for await (const chunk of await models.generateContentStream(params)) chunks.push(chunk);
      return gemini.read(chunks);
    },
  },
} satisfies Readonly<Record<WireName, Client>>;

async function serve(context: TestContext, options: ProviderOptions = {}) {
  const provider = await startProvider(options);
  context.after(() => provider.close());
  return provider;
}

for (const name of Object.keys(wires) as WireName[]) {
  const client: Client = clients[name];
  const post = (url: string, body: Json) => fetch(`${url}${client.path}`, { method: 'POST', body: JSON.stringify(body) });

  describe(`the provider's wire ${name}`, () => {
    it('gives the SDK the same turn as JSON and as a stream, and the same in every run', async (context) => {
      const question = 'What is the answer?';
      for (const answered of [undefined, 'call_1']) {
        const reads: Read[] = [];
        for (const provider of [await serve(context), await serve(context)]) {
          const body = client.request(question, answered);
          for (const read of [client.json, client.stream]) {
            const { tokens, ...rest } = await read(provider.url, body);
            assert.ok(tokens[0] > 0 && tokens[1] > 0);
            // A stream is asked for in the body, whose length is what input tokens are counted from.
            reads.push({ ...rest, tokens: [0, tokens[1]] });
          }
          assert.deepEqual(provider.rejected, []);
          assert.deepEqual(
            provider.requests.map(({ wire, stream, toolNames, calls, results, instructions }) => ({
              ...{ wire, stream, toolNames, calls, instructions },
              results: results.map(({ id, text }) => `${id}: ${text}`),
            })),
            [false, true].map((stream) => ({
              ...{ wire: name, stream, toolNames: ['lookup'], instructions: [question] },
              ...(answered === undefined ? { calls: [], results: [] } : { calls: [answered], results: [`${answered}: nothing`] }),
            })),
          );
        }
        const [first, ...others] = reads;
        for (const other of others) assert.deepEqual(other, first);
        assert.equal(first?.calls.length, answered === undefined ? 1 : 0);
        if (answered === undefined) assert.deepEqual(first?.calls[0]?.slice(1), ['lookup', { topic: 'topic 1' }]);
        assert.match(first?.text ?? '', answered === undefined ? /^I look up topic 1 now\. $/ : /forty-two/);
      }
    });

    it('rejects a call without its result and a result without its call, unless it is lenient', async (context) => {
      for (const strict of [true, false]) {
        const provider = await serve(context, { strict });
        for (const missing of ['result', 'call'] as const) {
          const response = await post(provider.url, client.broken('call_9', missing));
          const body = await response.text();
          assert.equal(response.status, strict ? 400 : 200, body);
          if (strict) assert.match(body, /call_9/);
        }
        assert.equal(provider.rejected.length, strict ? 2 : 0);
        assert.equal(provider.requests.length, strict ? 0 : 2);
      }
    });

    it('rejects what is no request of it', async (context) => {
      const { url, rejected } = await serve(context, { strict: false });
      assert.equal((await post(url, {})).status, 400);
      assert.equal((await fetch(`${url}${client.path}`, { method: 'POST', body: '[1' })).status, 400);
      assert.equal((await fetch(`${url}${client.path}`)).status, 404);
      assert.equal((await fetch(`${url}${client.path}s`, { method: 'POST', body: '{}' })).status, 404);
      assert.equal(rejected.length, 4);
    });

    it('is too busy once, and answers the second attempt of the SDK', async (context) => {
      const provider = await serve(context);
      const { text } = await client.json(provider.url, { ...client.request('Hello'), model: 'fail=1' });
      assert.match(text, /forty-two/);
      assert.deepEqual([provider.rejected.length, provider.requests.length, provider.requests[0]?.attempt], [1, 1, 1]);
    });

    it('is found by the variables of its SDK', async (context) => {
      const { env, url } = await serve(context);
      const own = wires[name].environment(url);
      assert.ok(Object.keys(own).length > 0);
      for (const [key, value] of Object.entries(own)) assert.equal(env[key], value);
    });
  });
}

describe('tool choices that a strict provider rejects', () => {
  const forced = {
    'openai-chat': { tool_choice: { type: 'function', function: { name: 'absent' } } },
    'openai-responses': { tool_choice: { type: 'function', name: 'absent' } },
    'anthropic-messages': { tool_choice: { type: 'tool', name: 'absent' } },
    'gemini-generate-content': { toolConfig: { functionCallingConfig: { mode: 'ANY', allowedFunctionNames: ['absent'] } } },
  } satisfies Readonly<Record<WireName, Json>>;
  for (const name of Object.keys(wires) as WireName[]) {
    it(`${name}: a tool that is not offered`, async (context) => {
      const provider = await serve(context);
      const body = JSON.stringify({ ...clients[name].request('Hello'), ...forced[name] });
      const response = await fetch(`${provider.url}${clients[name].path}`, { method: 'POST', body });
      assert.equal(response.status, 400);
      assert.match(await response.text(), /absent/);
    });
  }
});
