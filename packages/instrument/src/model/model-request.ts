/** A model request in the neutral form, and the edits that can be made to it. Every dialect parses into it; guard, telemetry and runs read nothing else. */
import type { Message, Part, ToolDefinition } from './message.ts';

export interface ModelRequest {
  readonly model?: string;
  readonly stream: boolean;
  /** In order; a system prompt that the provider takes apart from the history is in `systemInstructions` instead. */
  readonly messages: readonly Message[];
  readonly systemInstructions?: readonly Part[];
  readonly tools: readonly ToolDefinition[];
  readonly parameters: {
    readonly maxOutputTokens?: number;
    readonly temperature?: number;
    readonly topP?: number;
    readonly topK?: number;
    readonly frequencyPenalty?: number;
    readonly presencePenalty?: number;
    readonly stopSequences?: readonly string[];
    readonly seed?: number;
    /** Only where it is not 1. */
    readonly choiceCount?: number;
    readonly reasoningLevel?: string;
    readonly outputType?: 'text' | 'json' | 'image' | 'speech';
  };
  readonly previousResponseId?: string;
  /** `gen_ai.conversation.id`, where the request itself names one. */
  readonly conversationId?: string;
  /** Attributes of the provider's refinement: `openai.request.service_tier` ... */
  readonly attributes: Readonly<Record<string, string | number | boolean>>;
}

/** A change to a request before it leaves. The result is always a transcript the provider accepts. */
export type RequestEdit =
  /** Guidance the model reads last, before it answers. */
  | { readonly kind: 'add_guidance'; readonly text: string }
  /** The tool cannot be called; a forced choice of it becomes a free one. Removing the last tool turns calling off. */
  | { readonly kind: 'remove_tool'; readonly name: string }
  /** No tool can be called; definitions stay where the provider needs them for the history. */
  | { readonly kind: 'disable_tools' }
  /** The answer to this tool call reads `text` instead; `nth`, from 0: only that one of several answers with the id. */
  | { readonly kind: 'replace_result'; readonly callId: string; readonly text: string; readonly nth?: number }
  /**
   * A call that `remove_call` took out of an earlier response: where the provider keeps the history itself (previous response,
   * conversation, item references) it still has the call and waits for a result, and gets `text`. Nothing to do elsewhere.
   * In a stored conversation it is settled by the first request after the removal and must not be settled again.
   */
  | { readonly kind: 'resolve_removed_call'; readonly callId: string; readonly text: string; readonly responseId?: string }
  /**
   * The application knows an answer by this id; in its place the provider gave another one, and goes on from there. Nothing to do where
   * the provider keeps no history.
   */
  | { readonly kind: 'continue_response'; readonly responseId: string; readonly by: string }
  /** `model` replaces, the others are upper bounds: a lower value stays, an absent one is set. */
  | { readonly kind: 'set_parameters'; readonly model?: string; readonly maxOutputTokens?: number; readonly temperature?: number };
