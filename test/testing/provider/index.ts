/** The wires that the scripted provider serves. */
import { anthropicMessages } from './anthropic-messages.ts';
import { geminiGenerateContent } from './gemini-generate-content.ts';
import { openaiChat } from './openai-chat.ts';
import { openaiResponses } from './openai-responses.ts';
import type { Wire } from './wire.ts';

/** All wires by name: the names that the dialects of the data plane have. */
export const wires = {
  'openai-chat': openaiChat,
  'openai-responses': openaiResponses,
  'anthropic-messages': anthropicMessages,
  'gemini-generate-content': geminiGenerateContent,
} as const satisfies Readonly<Record<string, Wire>>;

/** The name of a wire. */
export type WireName = keyof typeof wires;
