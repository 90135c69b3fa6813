/**
 * AI SDK 7 (`ai`), through its global telemetry integrations: the documented hook, read by every copy of the SDK in the process, bundled or
 * not. It gives what the wire cannot show: where an agent begins and ends, and each tool's real execution; and it lets a tool call be
 * judged right before the tool runs, with the refusal going to the model as the tool's error.
 */
import type { Span } from '@opentelemetry/api';
import { guarded } from '../../diagnostics.ts';
import type { ModelRequest } from '../../model/model-request.ts';
import type { Run } from '../../runs/run.ts';
import type { Runtime } from '../../runtime.ts';
import { applicationSpan, withApplicationSpan } from '../../telemetry/application.ts';
import type { RuntimeSource } from '../../transports/fetch/index.ts';

/**
 * Operations that are agent runs; embeddings and the like are not. Nor are generateObject and streamObject: one call each, made outside of
 * `executeLanguageModelCall`, so that nothing would tie it to a run begun here. The wire infers theirs.
 */
const AGENT_OPERATIONS = new Set(['ai.generateText', 'ai.streamText']);
/** Runs of an application that abandons its streams are bounded. */
const MAX_RUNS = 1_000;

interface StartEvent {
  readonly callId?: string;
  readonly operationId?: string;
  readonly functionId?: string;
  readonly aiVersion?: string;
  /** Absent where the application has turned `recordInputs` off. */
  readonly tools?: Readonly<Record<string, { readonly execute?: unknown } | undefined>>;
  readonly messages?: readonly { readonly content?: unknown }[];
}
interface ToolCallPart {
  readonly type?: string;
  readonly toolCallId?: string;
  readonly toolName?: string;
  readonly input?: unknown;
}
interface EndEvent {
  readonly callId?: string;
  readonly error?: unknown;
}
interface ModelCallEvent<T> {
  readonly callId?: string;
  readonly execute: () => PromiseLike<T>;
}
type ToolOutput = { readonly type?: string; readonly output?: unknown; readonly error?: unknown };
interface ToolEndEvent {
  readonly callId?: string;
  readonly toolCall?: { readonly toolCallId?: string };
  readonly recordOutputs?: boolean;
  readonly toolOutput?: ToolOutput;
}
interface ToolEvent<T> {
  readonly callId?: string;
  readonly toolCallId?: string;
  readonly recordInputs?: boolean;
  readonly toolCall?: { readonly toolName?: string; readonly toolCallId?: string; readonly input?: unknown };
  readonly execute: () => PromiseLike<T>;
}

/** Makes the SDK's integration and puts it where every copy of `ai` looks. */
export function installAiSdk(runtimeOf: RuntimeSource): void {
  const holder = globalThis as { AI_SDK_TELEMETRY_INTEGRATIONS?: unknown[] };
  const integration = createAiSdkIntegration(runtimeOf);
  if (holder.AI_SDK_TELEMETRY_INTEGRATIONS) holder.AI_SDK_TELEMETRY_INTEGRATIONS.push(integration);
  else {
    // Not enumerable: an application that lists its globals finds what it would find without us.
    Object.defineProperty(holder, 'AI_SDK_TELEMETRY_INTEGRATIONS', { value: [integration], writable: true, configurable: true });
  }
}

export function createAiSdkIntegration(runtimeOf: RuntimeSource) {
  const runs = new Map<string, Run>();
  /** Tools that the SDK runs itself, and that are judged here; the application's own are judged on the wire. */
  const executable = new WeakMap<Run, ReadonlySet<string>>();
  const executions = new Map<string, Execution>();
  const keyOf = (callId: string | undefined, toolCallId: string | undefined) => `${callId}/${toolCallId}`;

  const guardedByAdapter = (run: Run, tool: string): boolean => executable.get(run)?.has(tool) ?? false;

  /** Records the executions whose results are told by a request alone. */
  function resultsIn(runtime: Runtime, run: Run, request: ModelRequest): void {
    hiddenResultsIn(runtime, run, request);
    // What is awaited now the SDK has not run: the application has, between two calls of the SDK.
    runtime.tools.onResultsReceived(run, request, runtime.clock(), run.parent);
  }

  function hiddenResultsIn(runtime: Runtime, run: Run, request: ModelRequest): void {
    const waiting = [...executions].filter(([, execution]) => execution.run === run && execution.endMs !== undefined);
    if (waiting.length === 0) return;
    const results = new Map<string, unknown>();
    for (const { parts } of request.messages)
      for (const part of parts) if (part.type === 'tool_call_response' && part.id) results.set(part.id, part.response);
    for (const [key, execution] of waiting) {
      if (execution.callId === undefined || !results.has(execution.callId)) continue;
      executions.delete(key);
      guarded(runtime.diagnostics, 'record_tool', undefined, () =>
        recordTool(runtime, execution, { value: results.get(execution.callId ?? '') }),
      );
    }
  }

  /** Ends the run of a call, once. */
  async function end({ callId, error }: EndEvent, errorType?: string): Promise<void> {
    const run = callId === undefined ? undefined : runs.get(callId);
    if (!run || callId === undefined) return;
    runs.delete(callId);
    const runtime = await runtimeOf();
    for (const [key, execution] of executions) {
      if (execution.run !== run) continue;
      executions.delete(key);
      if (runtime) recordTool(runtime, execution, {});
    }
    const failed = errorType !== undefined || error !== undefined;
    if (!failed && run.awaited.size > 0) {
      run.paused = true;
      return;
    }
    runtime?.runs.end(run, runtime.clock(), errorType ?? (error === undefined ? undefined : nameOf(error)));
  }

  return {
    async onStart({ callId, operationId, functionId, aiVersion, tools, messages }: StartEvent): Promise<void> {
      if (!callId || !operationId || !AGENT_OPERATIONS.has(operationId)) return;
      const runtime = await runtimeOf();
      if (!runtime) return;
      runtime.coverage.seen('framework', 'ai-sdk', aiVersion ?? '');
      // Called within a tool of another agent, it is a sub-agent of that run.
      const outer = runtime.scopes.getStore();
      const about = {
        parent: outer?.parent ?? applicationSpan(),
        nested: outer !== undefined,
        ...(functionId ? { agentName: functionId } : {}),
      };
      const traceId = about.parent?.spanContext().traceId;
      const paused = pausedRun(runtime, messages, (run) => run.agentName === functionId && (!traceId || run.traceId === traceId));
      const run = paused ?? runtime.runs.start({ owner: 'ai-sdk', nowMs: runtime.clock(), ...about });
      run.paused = false;
      runs.set(callId, run);
      executable.set(run, new Set(Object.keys(tools ?? {}).filter((name) => typeof tools?.[name]?.execute === 'function')));
      if (runs.size > MAX_RUNS) {
        const [oldest] = runs.keys();
        if (oldest) await end({ callId: oldest });
      }
    },
    onEnd: (event: EndEvent) => end(event),
    onAbort: (event: EndEvent) => end(event, 'AbortError'),
    // Given the error itself by some versions and an event by others.
    onError: (event: EndEvent) => end(event, nameOf(event?.error ?? event)),

    async executeLanguageModelCall<T>({ callId, execute }: ModelCallEvent<T>): Promise<T> {
      const run = callId === undefined ? undefined : runs.get(callId);
      const runtime = run && (await runtimeOf());
      if (!run?.span || !runtime) return execute();
      const { span } = run;
      return runtime.scopes.run(
        {
          run,
          parent: span,
          within: 'model',
          guardedByAdapter: (tool) => guardedByAdapter(run, tool),
          onRequest: (request) => resultsIn(runtime, run, request),
        },
        () => withApplicationSpan(span, execute),
      );
    },

    async executeTool<T>({ callId, toolCallId, toolCall, recordInputs, execute }: ToolEvent<T>): Promise<T> {
      const run = callId === undefined ? undefined : runs.get(callId);
      const runtime = run && (await runtimeOf());
      const name = toolCall?.toolName;
      if (!run?.span || !runtime || !name) return execute();
      const id = toolCallId ?? toolCall?.toolCallId;
      const startMs = runtime.clock();
      const span = runtime.tools.startSpan(name, run.span, startMs);
      // Where the application keeps inputs from telemetry, what the model wrote is what there is to judge.
      const args = recordInputs === false && id ? run.awaited.get(id)?.arguments : toolCall?.input;
      const execution: Execution = { run, span, name, callId: id, args, startMs, endMs: undefined };
      executions.set(keyOf(callId, id), execution);
      const judgedOnWire = !guardedByAdapter(run, name) && id !== undefined && run.awaited.has(id);
      return runTool(runtime, execution, judgedOnWire, execute);
    },

    async onToolExecutionEnd({ callId, toolCall, toolOutput, recordOutputs }: ToolEndEvent): Promise<void> {
      const key = keyOf(callId, toolCall?.toolCallId);
      const execution = executions.get(key);
      // The application keeps the result from telemetry: it is in the next request.
      if (execution && recordOutputs === false && execution.thrown === undefined) return;
      executions.delete(key);
      const runtime = execution && (await runtimeOf());
      if (execution && runtime) recordTool(runtime, execution, outcomeOf(toolOutput, execution.thrown));
    },
  };
}

/**
 * The run whose calls, given to the application by an earlier call of the SDK, stand in these messages. Ids alone do not tell: some
 * local models use theirs again.
 */
function pausedRun({ runs, digester }: Runtime, messages: StartEvent['messages'], fits: (run: Run) => boolean): Run | undefined {
  const candidates = [...runs.open].filter((run) => run.paused && fits(run));
  if (candidates.length === 0) return undefined;
  for (const { content } of [...(messages ?? [])].reverse()) {
    for (const part of Array.isArray(content) ? (content as readonly ToolCallPart[]) : []) {
      if (part?.type !== 'tool-call' || !part.toolCallId || !part.toolName) continue;
      const { toolCallId, toolName, input } = part;
      const digest = digester.call(toolName, input);
      const found = candidates.find((run) => run.awaited.get(toolCallId)?.digest === digest);
      if (found) return found;
    }
  }
  return undefined;
}

/** A tool execution that began; its result is told afterwards, by `onToolExecutionEnd`. */
interface Execution {
  readonly run: Run;
  readonly span: Span;
  readonly name: string;
  readonly callId: string | undefined;
  readonly args: unknown;
  readonly startMs: number;
  endMs: number | undefined;
  /** What the tool, or the refusal of its call, threw. */
  thrown?: unknown;
}

/** Judges one tool execution, if it was not `judged` when the model asked for it, and runs it in its span. The tool's own error goes through as it is. */
async function runTool<T>(runtime: Runtime, execution: Execution, judged: boolean, execute: () => PromiseLike<T>): Promise<T> {
  const { guard, interventions, service, scopes, clock, diagnostics } = runtime;
  const { run, span } = execution;
  // A mistake of ours must not become the tool's.
  const denied = guarded(diagnostics, 'pre_tool_call', undefined, () => {
    if (judged) return undefined;
    const before = guard.preToolCall({ ...execution, service });
    interventions.report(before.interventions, span, run, execution.startMs);
    return before.denied;
  });
  try {
    if (denied !== undefined) throw new ToolDeniedError(denied);
    return await scopes.run({ run, parent: span, within: 'tool', guardedByAdapter: () => false }, () => withApplicationSpan(span, execute));
  } catch (error) {
    execution.thrown = error;
    throw error;
  } finally {
    execution.endMs = clock();
  }
}

/** Records an execution, with what the SDK told of its outcome. */
function recordTool(runtime: Runtime, execution: Execution, outcome: { value?: unknown; errorType?: string }): void {
  const { name, callId, args, run, span, startMs } = execution;
  const { value, errorType } = outcome;
  if (errorType !== ToolDeniedError.name) {
    const judged = {
      ...execution,
      service: runtime.service,
      ...(value !== undefined ? { result: value } : {}),
      ...(errorType ? { error: errorType } : {}),
    };
    runtime.interventions.report(runtime.guard.postToolCall(judged).interventions, span, run, runtime.clock());
  }
  const endMs = execution.endMs ?? runtime.clock();
  const result = value === undefined ? {} : { result: value };
  runtime.tools.record(run, {
    name,
    callId,
    arguments: args,
    startMs,
    endMs,
    inferred: false,
    span,
    ...result,
    ...(errorType ? { errorType } : {}),
  });
}

/** Goes to the model as the tool's error. */
export class ToolDeniedError extends Error {
  override readonly name = 'ToolDeniedError';
}

/** `thrown`: the error itself, where the event has one without its name. */
function outcomeOf(output: ToolOutput | undefined, thrown: unknown): { value?: unknown; errorType?: string } {
  if (output?.type !== 'tool-error') return { value: output?.output };
  const error = thrown ?? output.error;
  return { value: error instanceof Error ? error.message : error, errorType: nameOf(error) };
}

const nameOf = (error: unknown): string => (error instanceof Error ? error.name : 'Error');
