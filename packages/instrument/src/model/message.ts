/** Messages and tools in the neutral form: the message schema of the GenAI semantic conventions v0.1.0, so that they can be recorded as they are. */
import type { JsonValue } from './json.ts';

/** A part of a message. `arguments` and `response` are kept as they stand on the wire (a string, or any JSON). */
export type Part =
  | { readonly type: 'text'; readonly content: string }
  | { readonly type: 'reasoning'; readonly content: string }
  | { readonly type: 'tool_call'; readonly id?: string; readonly name: string; readonly arguments?: unknown }
  /** `name`: of the tool, where the wire has it: there calls may have no ids. */
  | {
      readonly type: 'tool_call_response';
      readonly id?: string;
      readonly name?: string;
      readonly response: unknown;
      readonly isError?: boolean;
    }
  | { readonly type: 'server_tool_call'; readonly id?: string; readonly name: string }
  | { readonly type: 'server_tool_call_response'; readonly id?: string }
  /** Binary content: never copied, only described. */
  | {
      readonly type: 'blob' | 'uri' | 'file';
      readonly modality: 'image' | 'audio' | 'video' | 'document';
      readonly mimeType?: string;
      readonly byteSize?: number;
    }
  /** `id`: of a stored item that is named instead of repeated (genericType `item_reference`). */
  | { readonly type: 'generic'; readonly genericType?: string; readonly id?: string };

export interface Message {
  readonly role: 'system' | 'user' | 'assistant' | 'tool';
  readonly parts: readonly Part[];
}

export interface ToolDefinition {
  readonly name: string;
  /** function: run by the application. extension: run by the provider (web search, code interpreter): never inferred as an execution. */
  readonly type: 'function' | 'extension';
  readonly description?: string;
  readonly parameters?: JsonValue;
}
