/**
 * The input of the engine. An event is one operation of an agent run that has ended (a span, or the same thing seen in process), or
 * that has started and not ended yet. It never carries message content, only names, sizes and digests.
 */

/** Where an operation stands in a trace. Ids are lower-case hex: 32 characters for a trace, 16 for a span. */
export interface SpanRef {
  readonly traceId: string;
  readonly spanId: string;
}

/** What every event has. */
export interface EventBase extends SpanRef {
  readonly parentSpanId?: string;
  /** `service.instance.id` of the process it ran in: where a directive has to go. */
  readonly instanceUid?: string;
  /** `service.name`. */
  readonly service?: string;
  /** `gen_ai.agent.name` of the agent it belongs to, as far as known. */
  readonly agentName?: string;
  /** `gen_ai.conversation.id`, where the application gives one. */
  readonly conversationId?: string;
  /** Milliseconds since 1970, fractions allowed. */
  readonly startMs: number;
}

/** What every operation that has ended has. */
export interface OperationBase extends EventBase {
  /** Milliseconds since 1970, fractions allowed; not before `startMs`. */
  readonly endMs: number;
  /** `error.type`; absent where the operation succeeded. */
  readonly errorType?: string;
}

/** A call of a model (`chat`, `generate_content`, `text_completion`). */
export interface ModelCallEvent extends OperationBase {
  readonly kind: 'model_call';
  readonly provider?: string;
  /** `gen_ai.response.model`, else `gen_ai.request.model`. */
  readonly model?: string;
  /** Tokens, cached ones included. */
  readonly inputTokens?: number;
  readonly outputTokens?: number;
  readonly finishReasons?: readonly string[];
  /** Digest of the text the model answered with; absent where it gave none or it is not known. */
  readonly textDigest?: string;
}

/** An execution of a tool, real or inferred from the answer in the next request. */
export interface ToolCallEvent extends OperationBase {
  readonly kind: 'tool_call';
  readonly tool: string;
  readonly callId?: string;
  /** Digest of tool name and canonical arguments (`airt.tool.call.digest`): equal calls have equal digests. */
  readonly callDigest?: string;
  /** Digest of the result (`airt.tool.result.digest`). */
  readonly resultDigest?: string;
  /** Characters of the result. */
  readonly resultSize?: number;
}

/** An `invoke_agent` operation ended: the run, or a sub-agent of it, is over. */
export interface AgentEndEvent extends OperationBase {
  readonly kind: 'agent_end';
  /** true for the outermost agent of the trace: the run itself has ended. */
  readonly root: boolean;
}

/**
 * An operation has started; the event of its end has the same ids. Only what is seen in process, or signalled, can say so: a span is
 * exported after its end. It counts for nothing but for detectors that look at time.
 */
export interface OperationStartedEvent extends EventBase {
  readonly kind: 'operation_started';
  readonly operation: 'model_call' | 'tool_call' | 'agent';
  /** Of a tool call. */
  readonly tool?: string;
  /** Of a model call: `gen_ai.request.model`. */
  readonly model?: string;
}

/** An operation that has ended. */
export type OperationEvent = ModelCallEvent | ToolCallEvent | AgentEndEvent;

export type AgentEvent = OperationEvent | OperationStartedEvent;

/** Handlers by kind of event. A kind without a handler is passed over. */
export type EventHandlers<Result, Context = void> = {
  readonly [Kind in AgentEvent['kind']]?: (event: Extract<AgentEvent, { readonly kind: Kind }>, context: Context) => Result;
};

/** Calls the handler of the event's kind; undefined where there is none. */
export function handleEvent<Result>(event: AgentEvent, handlers: EventHandlers<Result>): Result | undefined;
export function handleEvent<Result, Context>(
  event: AgentEvent,
  handlers: EventHandlers<Result, Context>,
  context: Context,
): Result | undefined;
export function handleEvent<Result, Context>(
  event: AgentEvent,
  handlers: EventHandlers<Result, Context>,
  context?: Context,
): Result | undefined {
  const handler = handlers[event.kind] as ((event: AgentEvent, context: Context | undefined) => Result) | undefined;
  return handler?.(event, context);
}
