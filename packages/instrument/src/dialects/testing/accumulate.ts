/** The real SDKs' own helpers, which put a stream together and check it as they go. */

import Anthropic from '@anthropic-ai/sdk';
import { GoogleGenAI } from '@google/genai';
import OpenAI from 'openai';
import { isRunByClient } from './plain-reading.ts';

/** By dialect. */
const accumulators: Record<string, (params: never, options: SdkOptions) => Promise<number>> = {
  async 'openai.chat_completions'(params, options) {
    const completion = await new OpenAI(options).chat.completions.stream(params).finalChatCompletion();
    return completion.choices.reduce(
      (sum, { message }) => sum + (message.tool_calls?.length ?? 0) + ('function_call' in message && message.function_call ? 1 : 0),
      0,
    );
  },
  async 'openai.responses'(params, options) {
    const response = await new OpenAI(options).responses.stream(params).finalResponse();
    return response.output.filter(isRunByClient).length;
  },
  async 'anthropic.messages'(params, options) {
    const message = await new Anthropic(options).messages.stream(params).finalMessage();
    return message.content.filter((block) => block.type === 'tool_use').length;
  },
  async 'gemini.generate_content'(_params, { apiKey, fetch }) {
    const chat = new GoogleGenAI({ apiKey, httpOptions: { fetch } }).chats.create({ model: 'recorded' });
    for await (const _chunk of await chat.sendMessageStream({ message: 'recorded' })) {
      // The chat keeps what it reads, and nothing of a stream that it does not find valid.
    }
    return chat.getHistory().flatMap(({ parts }) => parts?.filter(({ functionCall }) => functionCall) ?? []).length;
  },
};

interface SdkOptions {
  readonly apiKey: string;
  readonly fetch: () => Promise<Response>;
  readonly maxRetries: number;
}

/** How many calls the SDK finds in the stream that a request got; an error where it does not read it. */
export async function accumulate(name: string, request: string, bytes: Buffer): Promise<number | Error> {
  const reply = async (): Promise<Response> => new Response(new Uint8Array(bytes), { headers: { 'content-type': 'text/event-stream' } });
  // The tools of the request would be checked against ours; the accumulation is what counts here.
  const { tools: _tools, stream: _stream, response_format: _format, text: _text, ...rest } = JSON.parse(request);
  try {
    const calls = await accumulators[name]?.({ ...rest, model: 'recorded' } as never, { apiKey: 'none', fetch: reply, maxRetries: 0 });
    return calls ?? new Error(`no SDK for ${name}`);
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}
