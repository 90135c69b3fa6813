import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, test } from 'node:test';
import { createAnthropic } from '@ai-sdk/anthropic';
import { createOpenAI } from '@ai-sdk/openai';
import Anthropic from '@anthropic-ai/sdk';
import { generateText, jsonSchema, type LanguageModel, streamText, type ToolSet, tool } from 'ai';
import OpenAI from 'openai';
import type { JsonObject, ResponseEdit } from '../model.ts';
import { fixture as anthropicMessages } from './anthropic-messages/fixture.ts';
import { editsOf, play } from './conformance.ts';
import { type DialectFixture, type Story, stories, told } from './fixture.ts';
import { fixture as openaiChat } from './openai-chat/fixture.ts';
import { fixture as openaiResponses } from './openai-responses/fixture.ts';

/**
 * The real SDKs read what the dialects have edited: from a server on this machine, JSON and streamed, by their plain calls and by their
 * helpers that accumulate a stream and check it as they go.
 */
const fixtures: Readonly<Record<string, DialectFixture>> = {
  '/v1/chat/completions': openaiChat,
  '/v1/responses': openaiResponses,
  '/v1/messages': anthropicMessages,
};

let story: Story = 'plain';
let edits: readonly ResponseEdit[] = [];
let refusing = false;
let requests = 0;
let base = '';
let server: Server;

function answer(fixture: DialectFixture, stream: boolean): { status: number; type: string; body: string | Buffer } {
  const { json, events } = fixture.replies[story];
  if (refusing) {
    const { status, body } = fixture.dialect.refusal('not allowed here');
    return { status, type: 'application/json', body: JSON.stringify(body) };
  }
  if (!stream) return { status: 200, type: 'application/json', body: JSON.stringify(fixture.dialect.editResponse(json, edits)) };
  const { sent } = play(fixture, events, (calls) => edits.filter((edit) => calls.some((call) => call.key === edit.key)));
  return { status: 200, type: 'text/event-stream', body: Buffer.concat(sent.map((event) => event.raw)) };
}

before(async () => {
  server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      requests += 1;
      const body: JsonObject = JSON.parse(Buffer.concat(chunks).toString());
      const fixture = fixtures[new URL(request.url ?? '/', 'http://localhost').pathname];
      if (fixture === undefined) {
        response.writeHead(404).end();
        return;
      }
      const reply = answer(fixture, body.stream === true);
      response.writeHead(reply.status, { 'content-type': reply.type }).end(reply.body);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

after(() => {
  server.closeAllConnections();
  server.close();
});

/** What an application has in hand after a call, whichever way it was made. */
interface Outcome {
  readonly text: string;
  readonly calls: readonly (readonly [id: string, name: string, args: unknown])[];
  readonly finish: string | null | undefined;
}

const openai = (): OpenAI => new OpenAI({ apiKey: 'none', baseURL: `${base}/v1`, maxRetries: 2 });
const anthropic = (): Anthropic => new Anthropic({ apiKey: 'none', baseURL: base, maxRetries: 2 });

const chatTools = ['search', 'save'].map((name) => ({ type: 'function' as const, function: { name, parameters: { type: 'object' } } }));
const chat = { model: 'gpt-4.1', messages: [{ role: 'user' as const, content: 'Find a.' }], tools: chatTools };

function chatOutcome(completion: OpenAI.ChatCompletion): Outcome {
  const choice = completion.choices[0];
  return {
    text: choice?.message.content ?? '',
    calls: (choice?.message.tool_calls ?? []).map((call) =>
      call.type === 'function' ? [call.id, call.function.name, JSON.parse(call.function.arguments)] : [call.id, '', ''],
    ),
    finish: choice?.finish_reason,
  };
}

const responsesTools = ['search', 'save'].map((name) => ({
  type: 'function' as const,
  name,
  parameters: { type: 'object' },
  strict: false,
}));
const responses = { model: 'gpt-4.1', input: 'Find a.', tools: responsesTools };

function responsesOutcome(response: OpenAI.Responses.Response): Outcome {
  const calls = response.output.flatMap((item) => (item.type === 'function_call' ? [item] : []));
  return {
    text: response.output_text,
    calls: calls.map((item) => [item.call_id, item.name, JSON.parse(item.arguments)]),
    finish: response.status === 'completed' ? (calls.length > 0 ? 'tool_calls' : 'stop') : response.status,
  };
}

const messagesTools = ['search', 'save'].map((name) => ({ name, input_schema: { type: 'object' as const } }));
const messages = {
  model: 'claude-test',
  max_tokens: 100,
  messages: [{ role: 'user' as const, content: 'Find a.' }],
  tools: messagesTools,
};

function messagesOutcome(message: Anthropic.Message): Outcome {
  return {
    text: message.content.flatMap((block) => (block.type === 'text' ? [block.text] : [])).join('\n\n'),
    calls: message.content.flatMap((block) => (block.type === 'tool_use' ? [[block.id, block.name, block.input] as const] : [])),
    finish: message.stop_reason,
  };
}

const anyObject = jsonSchema<Record<string, unknown>>({ type: 'object' });
const aiTools: ToolSet = { search: tool({ inputSchema: anyObject }), save: tool({ inputSchema: anyObject }) };

/** The AI SDK runs on any of the three wires. */
function aiWays(model: () => LanguageModel): Record<string, () => Promise<Outcome>> {
  const outcome = (text: string, calls: readonly { toolCallId: string; toolName: string; input: unknown }[], finish: string): Outcome => ({
    text,
    calls: calls.map((call) => [call.toolCallId, call.toolName, call.input]),
    finish,
  });
  return {
    'ai generateText': async () => {
      const result = await generateText({ model: model(), prompt: 'Find a.', maxOutputTokens: 100, tools: aiTools });
      return outcome(result.text, result.toolCalls, result.finishReason);
    },
    'ai streamText': async () => {
      const result = streamText({
        model: model(),
        prompt: 'Find a.',
        maxOutputTokens: 100,
        tools: aiTools,
        onError({ error }) {
          throw error;
        },
      });
      return outcome(await result.text, await result.toolCalls, await result.finishReason);
    },
  };
}

const ways: readonly { readonly fixture: DialectFixture; readonly ways: Record<string, () => Promise<Outcome>> }[] = [
  {
    fixture: openaiChat,
    ways: {
      create: async () => chatOutcome(await openai().chat.completions.create(chat)),
      'stream helper': async () => chatOutcome(await openai().chat.completions.stream(chat).finalChatCompletion()),
      'stream by hand': async () => {
        let text = '';
        let finish: string | null = null;
        const calls: { id: string; name: string; args: string }[] = [];
        for await (const chunk of await openai().chat.completions.create({ ...chat, stream: true })) {
          const choice = chunk.choices[0];
          text += choice?.delta.content ?? '';
          finish = choice?.finish_reason ?? finish;
          for (const piece of choice?.delta.tool_calls ?? []) {
            // As many agents are written: a list by index. A hole would break them.
            calls[piece.index] ??= { id: '', name: '', args: '' };
            const call = calls[piece.index];
            if (call === undefined) continue;
            call.id ||= piece.id ?? '';
            call.name ||= piece.function?.name ?? '';
            call.args += piece.function?.arguments ?? '';
          }
        }
        return { text, calls: calls.map((call) => [call.id, call.name, JSON.parse(call.args)] as const), finish };
      },
      ...aiWays(() => createOpenAI({ apiKey: 'none', baseURL: `${base}/v1` }).chat('gpt-4.1')),
    },
  },
  {
    fixture: openaiResponses,
    ways: {
      create: async () => responsesOutcome(await openai().responses.create(responses)),
      'stream helper': async () => responsesOutcome(await openai().responses.stream(responses).finalResponse()),
      'stream by hand': async () => {
        let text = '';
        let last: OpenAI.Responses.Response | undefined;
        let sequence = 0;
        const done: OpenAI.Responses.ResponseOutputItem[] = [];
        for await (const event of await openai().responses.create({ ...responses, stream: true })) {
          assert.equal(event.sequence_number, sequence, 'sequence numbers have no gap');
          sequence += 1;
          if (event.type === 'response.output_text.delta') text += event.delta;
          if (event.type === 'response.output_item.done') {
            assert.equal(event.output_index, done.length, 'output indexes have no gap');
            done.push(event.item);
          }
          if (event.type === 'response.completed') last = event.response;
        }
        assert.ok(last !== undefined);
        assert.deepEqual(last.output, done, 'the final object agrees with the items');
        return responsesOutcome({ ...last, output_text: text });
      },
      ...aiWays(() => createOpenAI({ apiKey: 'none', baseURL: `${base}/v1` }).responses('gpt-4.1')),
    },
  },
  {
    fixture: anthropicMessages,
    ways: {
      create: async () => messagesOutcome(await anthropic().messages.create(messages)),
      'stream helper': async () => messagesOutcome(await anthropic().messages.stream(messages).finalMessage()),
      ...aiWays(() => createAnthropic({ apiKey: 'none', baseURL: `${base}/v1` })('claude-test')),
    },
  },
];

/** What the edits leave, told without any dialect. */
function expected(of: Story, list: readonly ResponseEdit[], keys: readonly string[]): { texts: string[]; calls: unknown[] } {
  const texts = told[of].text.length > 0 ? [told[of].text.join('')] : [];
  const calls: unknown[] = [];
  told[of].calls.forEach((call, at) => {
    const edit = list.find((each) => each.key === keys[at]);
    if (edit?.kind === 'remove_call') texts.push(edit.text);
    else calls.push([call.id, edit?.name ?? call.name, JSON.parse(edit?.arguments ?? call.arguments)]);
  });
  return { texts, calls };
}

for (const { fixture, ways: table } of ways) {
  for (const [way, run] of Object.entries(table)) {
    test(`${fixture.dialect.name}: ${way} reads edited replies`, async () => {
      for (const each of stories) {
        const found = fixture.dialect.parseResponse(fixture.replies[each].json).toolCalls;
        for (const list of [[], ...editsOf(found)]) {
          story = each;
          edits = list;
          const what = `${each}: ${JSON.stringify(list)}`;
          const outcome = await run();
          const { texts, calls } = expected(
            each,
            list,
            found.map((call) => call.key),
          );
          assert.deepEqual(outcome.calls, calls, what);
          for (const text of texts) assert.ok(outcome.text.includes(text), `${what}: ${outcome.text}`);
          const reasons = calls.length > 0 ? ['tool_calls', 'tool_use', 'tool-calls'] : ['stop', 'end_turn'];
          assert.ok(reasons.includes(outcome.finish ?? ''), `${what}: ${outcome.finish}`);
        }
      }
    });
  }
}

test('a refusal is the error of the SDK and is not tried again', async () => {
  refusing = true;
  story = 'plain';
  edits = [];
  try {
    const attempts: readonly [() => Promise<unknown>, abstract new (...args: never[]) => Error][] = [
      [async () => openai().chat.completions.create(chat), OpenAI.PermissionDeniedError],
      [async () => openai().chat.completions.create({ ...chat, stream: true }), OpenAI.PermissionDeniedError],
      [async () => openai().responses.create(responses), OpenAI.PermissionDeniedError],
      [async () => anthropic().messages.create(messages), Anthropic.PermissionDeniedError],
      [async () => anthropic().messages.create({ ...messages, stream: true }), Anthropic.PermissionDeniedError],
    ];
    for (const [attempt, type] of attempts) {
      requests = 0;
      await assert.rejects(attempt, (error: unknown) => error instanceof type && error.message.includes('not allowed here'));
      assert.equal(requests, 1);
    }
    for (const model of [
      createOpenAI({ apiKey: 'none', baseURL: `${base}/v1` })('gpt-4.1'),
      createAnthropic({ apiKey: 'none', baseURL: `${base}/v1` })('claude-test'),
    ]) {
      requests = 0;
      await assert.rejects(generateText({ model, prompt: 'Find a.', maxOutputTokens: 100 }), /not allowed here/);
      assert.equal(requests, 1);
    }
  } finally {
    refusing = false;
  }
});
