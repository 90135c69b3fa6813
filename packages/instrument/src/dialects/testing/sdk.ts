import assert from 'node:assert/strict';
import { createAnthropic } from '@ai-sdk/anthropic';
import { createGoogle } from '@ai-sdk/google';
import { createOpenAI } from '@ai-sdk/openai';
import Anthropic from '@anthropic-ai/sdk';
import { GoogleGenAI, type Part } from '@google/genai';
import type { AIMessageChunk } from '@langchain/core/messages';
import { ChatGoogleGenerativeAI } from '@langchain/google-genai';
import { generateText, jsonSchema, type LanguageModel, streamText, type ToolSet, tool } from 'ai';
import OpenAI from 'openai';
import { fixture as anthropicMessages } from '../anthropic-messages/testing/fixture.ts';
import { fixture as geminiGenerateContent } from '../gemini-generate-content/testing/fixture.ts';
import { fixture as openaiChat } from '../openai-chat/testing/fixture.ts';
import { fixture as openaiResponses } from '../openai-responses/testing/fixture.ts';
import type { DialectFixture } from './fixture.ts';

/** The ways in which the real SDKs make the call of the fixtures' stories, JSON and streamed. */

/** What an application has in hand after a call, whichever way it was made. */
export interface Outcome {
  readonly text: string;
  readonly calls: readonly (readonly [id: string, name: string, args: unknown])[];
  readonly finish: string | null | undefined;
}

export const openai = (base: string): OpenAI => new OpenAI({ apiKey: 'none', baseURL: `${base}/v1`, maxRetries: 2 });
export const anthropic = (base: string): Anthropic => new Anthropic({ apiKey: 'none', baseURL: base, maxRetries: 2 });

const chatTools = ['search', 'save'].map((name) => ({ type: 'function' as const, function: { name, parameters: { type: 'object' } } }));
export const chat = { model: 'gpt-4.1', messages: [{ role: 'user' as const, content: 'Find a.' }], tools: chatTools };

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
export const responses = { model: 'gpt-4.1', input: 'Find a.', tools: responsesTools };

function responsesOutcome(response: OpenAI.Responses.Response): Outcome {
  const calls = response.output.flatMap((item) => (item.type === 'function_call' ? [item] : []));
  return {
    text: response.output_text,
    calls: calls.map((item) => [item.call_id, item.name, JSON.parse(item.arguments)]),
    finish: response.status === 'completed' ? (calls.length > 0 ? 'tool_calls' : 'stop') : response.status,
  };
}

const messagesTools = ['search', 'save'].map((name) => ({ name, input_schema: { type: 'object' as const } }));
export const messages = {
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

export const gemini = (base: string): GoogleGenAI => new GoogleGenAI({ apiKey: 'none', httpOptions: { baseUrl: base } });
const geminiTools = [{ functionDeclarations: ['search', 'save'].map((name) => ({ name, parametersJsonSchema: { type: 'object' } })) }];
export const generate = { model: 'gemini-test', contents: 'Find a.', config: { tools: geminiTools } };

/** This API has one reason for every answer that came to its end. */
const geminiFinish = (finish: unknown, calls: number): string | undefined =>
  finish === 'STOP' ? (calls > 0 ? 'tool_calls' : 'stop') : finish === undefined ? undefined : String(finish);

/** From the parts: the SDK's own `text` warns of everything else that there is. */
function geminiOutcome(parts: readonly Part[], finish: string | undefined): Outcome {
  const calls = parts.flatMap(({ functionCall }) => functionCall ?? []);
  return {
    text: parts.map(({ text }) => text ?? '').join(''),
    calls: calls.map(({ id = '', name = '', args }) => [id, name, args]),
    finish: geminiFinish(finish, calls.length),
  };
}

export const langchainGemini = (base: string): ChatGoogleGenerativeAI =>
  new ChatGoogleGenerativeAI({ apiKey: 'none', model: 'gemini-test', baseUrl: base, maxRetries: 2 });
const langchainTools = ['search', 'save'].map((name) => ({ name, description: name, schema: { type: 'object' as const, properties: {} } }));

function langchainOutcome({ text, tool_calls: calls = [], ...message }: AIMessageChunk): Outcome {
  const finish = message.response_metadata.finishReason ?? message.additional_kwargs.finishReason;
  return { text, calls: calls.map(({ id = '', name, args }) => [id, name, args]), finish: geminiFinish(finish, calls.length) };
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

const geminiWays = (base: () => string): Record<string, () => Promise<Outcome>> => ({
  generateContent: async () => {
    const [candidate] = (await gemini(base()).models.generateContent(generate)).candidates ?? [];
    return geminiOutcome(candidate?.content?.parts ?? [], candidate?.finishReason);
  },
  generateContentStream: async () => {
    let finish: string | undefined;
    const parts: Part[] = [];
    for await (const { candidates } of await gemini(base()).models.generateContentStream(generate)) {
      parts.push(...(candidates?.[0]?.content?.parts ?? []));
      finish = candidates?.[0]?.finishReason ?? finish;
    }
    return geminiOutcome(parts, finish);
  },
  'chat that keeps its history': async () => {
    const chat = gemini(base()).chats.create(generate);
    let finish: string | undefined;
    for await (const { candidates } of await chat.sendMessageStream({ message: 'Find a.' }))
      finish = candidates?.[0]?.finishReason ?? finish;
    const answer = chat.getHistory(true).filter(({ role }) => role === 'model');
    return geminiOutcome(
      answer.flatMap(({ parts }) => parts ?? []),
      finish,
    );
  },
  ...aiWays(() => createGoogle({ apiKey: 'none', baseURL: `${base()}/v1beta` })('gemini-test')),
  'LangChain invoke': async () => langchainOutcome(await langchainGemini(base()).bindTools(langchainTools).invoke('Find a.')),
  'LangChain stream': async () => {
    let whole: AIMessageChunk | undefined;
    for await (const chunk of await langchainGemini(base()).bindTools(langchainTools).stream('Find a.'))
      whole = whole?.concat(chunk) ?? chunk;
    assert.ok(whole);
    return langchainOutcome(whole);
  },
});

/** @param base URL of the server, without path; asked when a call is made. */
export const waysOf = (
  base: () => string,
): readonly { readonly fixture: DialectFixture; readonly ways: Record<string, () => Promise<Outcome>> }[] => [
  {
    fixture: openaiChat,
    ways: {
      create: async () => chatOutcome(await openai(base()).chat.completions.create(chat)),
      'stream helper': async () => chatOutcome(await openai(base()).chat.completions.stream(chat).finalChatCompletion()),
      'stream by hand': async () => {
        let text = '';
        let finish: string | null = null;
        const calls: { id: string; name: string; args: string }[] = [];
        for await (const chunk of await openai(base()).chat.completions.create({ ...chat, stream: true })) {
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
      ...aiWays(() => createOpenAI({ apiKey: 'none', baseURL: `${base()}/v1` }).chat('gpt-4.1')),
    },
  },
  {
    fixture: openaiResponses,
    ways: {
      create: async () => responsesOutcome(await openai(base()).responses.create(responses)),
      'stream helper': async () => responsesOutcome(await openai(base()).responses.stream(responses).finalResponse()),
      'stream by hand': async () => {
        let text = '';
        let last: OpenAI.Responses.Response | undefined;
        let sequence = 0;
        const done: OpenAI.Responses.ResponseOutputItem[] = [];
        for await (const event of await openai(base()).responses.create({ ...responses, stream: true })) {
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
      ...aiWays(() => createOpenAI({ apiKey: 'none', baseURL: `${base()}/v1` }).responses('gpt-4.1')),
    },
  },
  {
    fixture: anthropicMessages,
    ways: {
      create: async () => messagesOutcome(await anthropic(base()).messages.create(messages)),
      'stream helper': async () => messagesOutcome(await anthropic(base()).messages.stream(messages).finalMessage()),
      ...aiWays(() => createAnthropic({ apiKey: 'none', baseURL: `${base()}/v1` })('claude-test')),
    },
  },
  { fixture: geminiGenerateContent, ways: geminiWays(base) },
];
