/**
 * AI SDK 7 (`ai`), through its global telemetry integrations: the documented hook, read by every copy of the SDK in the process, bundled or
 * not. It gives what the wire cannot show: where an agent begins and ends, and each tool's real execution; and it lets a tool call be
 * judged right before the tool runs, with the refusal going to the model as the tool's error.
 */

import type { ServicesSource } from '../../calls/pipeline.ts';
import type { Services } from '../../calls/services.ts';
import { guarded } from '../../diagnostics.ts';
import { isDerivedCallId } from '../../model/call-id.ts';
import type { ModelRequest } from '../../model/model-request.ts';
import { isError } from '../../platform/values.ts';
import type { AwaitedCall, Run } from '../../runs/run.ts';
import { applicationSpan, withApplicationSpan } from '../../telemetry/application.ts';
import type { FrameworkAdapter } from '../adapter.ts';
import { nameOfError, recordTool, runTool, type ToolInvocation } from '../tool-execution.ts';

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

/** Puts an integration where every copy of `ai` looks. */
export const aiSdk: FrameworkAdapter = {
  name: 'ai-sdk',
  points: ['pre_tool_call', 'post_tool_call'],
  install(servicesOf) {
    const holder = globalThis as { AI_SDK_TELEMETRY_INTEGRATIONS?: unknown[] };
    const integration = createAiSdkIntegration(servicesOf);
    if (holder.AI_SDK_TELEMETRY_INTEGRATIONS) holder.AI_SDK_TELEMETRY_INTEGRATIONS.push(integration);
    else {
      // Not enumerable: an application that lists its globals finds what it would find without us.
      Object.defineProperty(holder, 'AI_SDK_TELEMETRY_INTEGRATIONS', { value: [integration], writable: true, configurable: true });
    }
    return undefined;
  },
};

export function createAiSdkIntegration(servicesOf: ServicesSource) {
  const runs = new Map<string, Run>();
  /** Tools that the SDK runs itself, and that are judged here; the application's own are judged on the wire. */
  const executable = new WeakMap<Run, ReadonlySet<string>>();
  const executions = new Map<string, ToolInvocation>();
  const keyOf = (callId: string | undefined, toolCallId: string | undefined) => `${callId}/${toolCallId}`;

  const guardedByAdapter = (run: Run, tool: string): boolean => executable.get(run)?.has(tool) ?? false;

  /** Records the executions whose results are told by a request alone. */
  function resultsIn(services: Services, run: Run, request: ModelRequest): void {
    hiddenResultsIn(services, run, request);
    // What is awaited now the SDK has not run: the application has, between two calls of the SDK.
    services.tools.onResultsReceived(run, request, services.clock(), run.parent);
  }

  function hiddenResultsIn(services: Services, run: Run, request: ModelRequest): void {
    const waiting = [...executions].filter(([, execution]) => execution.run === run && execution.endMs !== undefined);
    if (waiting.length === 0) return;
    const results = new Map<string, unknown>();
    for (const { parts } of request.messages)
      for (const part of parts) if (part.type === 'tool_call_response' && part.id) results.set(part.id, part.response);
    for (const [key, execution] of waiting) {
      if (execution.callId === undefined || !results.has(execution.callId)) continue;
      executions.delete(key);
      guarded(services.diagnostics, 'record_tool', undefined, () =>
        recordTool(services, execution, { value: results.get(execution.callId ?? '') }),
      );
    }
  }

  /** Ends the run of a call, once. */
  async function end({ callId, error }: EndEvent, errorType?: string): Promise<void> {
    const run = callId === undefined ? undefined : runs.get(callId);
    if (!run || callId === undefined) return;
    runs.delete(callId);
    const services = await servicesOf();
    for (const [key, execution] of executions) {
      if (execution.run !== run) continue;
      executions.delete(key);
      if (services) recordTool(services, execution, {});
    }
    const failed = errorType !== undefined || error !== undefined;
    if (!failed && run.awaited.size > 0) {
      run.paused = true;
      return;
    }
    services?.runs.end(run, services.clock(), errorType ?? (error === undefined ? undefined : nameOfError(error)));
  }

  return {
    async onStart({ callId, operationId, functionId, aiVersion, tools, messages }: StartEvent): Promise<void> {
      if (!callId || !operationId || !AGENT_OPERATIONS.has(operationId)) return;
      const services = await servicesOf();
      if (!services) return;
      services.coverage.seen('framework', 'ai-sdk', aiVersion ?? '');
      // Called within a tool of another agent, it is a sub-agent of that run.
      const outer = services.scopes.getStore();
      const about = {
        parent: outer?.parent ?? applicationSpan(),
        nested: outer !== undefined,
        ...(functionId ? { agentName: functionId } : {}),
      };
      const traceId = about.parent?.spanContext().traceId;
      const paused = pausedRun(services, messages, (run) => run.agentName === functionId && (!traceId || run.traceId === traceId));
      const run = paused ?? services.runs.start({ owner: 'framework', nowMs: services.clock(), ...about });
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
    onError: (event: EndEvent) => end(event, nameOfError(event?.error ?? event)),

    async executeLanguageModelCall<T>({ callId, execute }: ModelCallEvent<T>): Promise<T> {
      const run = callId === undefined ? undefined : runs.get(callId);
      const services = run && (await servicesOf());
      if (!run?.span || !services) return execute();
      const { span } = run;
      return services.scopes.run(
        {
          run,
          parent: span,
          within: 'model',
          guardedByAdapter: (tool) => guardedByAdapter(run, tool),
          onRequest: (request) => resultsIn(services, run, request),
        },
        () => withApplicationSpan(span, execute),
      );
    },

    async executeTool<T>({ callId, toolCallId, toolCall, recordInputs, execute }: ToolEvent<T>): Promise<T> {
      const run = callId === undefined ? undefined : runs.get(callId);
      const services = run && (await servicesOf());
      const name = toolCall?.toolName;
      if (!run?.span || !services || !name) return execute();
      const id = toolCallId ?? toolCall?.toolCallId;
      const startMs = services.clock();
      const span = services.tools.startSpan(name, run.span, startMs);
      // Where the application keeps inputs from telemetry, what the model wrote is what there is to judge.
      const args = recordInputs === false && id ? run.awaited.get(id)?.arguments : toolCall?.input;
      const execution: ToolInvocation = { run, span, name, callId: id, args, startMs, endMs: undefined };
      executions.set(keyOf(callId, id), execution);
      const judgedOnWire = !guardedByAdapter(run, name) && id !== undefined && run.awaited.has(id);
      return runTool(services, execution, judgedOnWire, execute);
    },

    async onToolExecutionEnd({ callId, toolCall, toolOutput, recordOutputs }: ToolEndEvent): Promise<void> {
      const key = keyOf(callId, toolCall?.toolCallId);
      const execution = executions.get(key);
      // The application keeps the result from telemetry: it is in the next request.
      if (execution && recordOutputs === false && execution.thrown === undefined) return;
      executions.delete(key);
      const services = execution && (await servicesOf());
      if (execution && services) recordTool(services, execution, outcomeOf(toolOutput, execution.thrown));
    },
  };
}

/**
 * The run whose calls, given to the application by an earlier call of the SDK, stand in these messages. Ids alone do not tell: some
 * local models use theirs again.
 */
function pausedRun({ runs, digester }: Services, messages: StartEvent['messages'], fits: (run: Run) => boolean): Run | undefined {
  const candidates = [...runs.open].filter((run) => run.paused && fits(run));
  if (candidates.length === 0) return undefined;
  for (const { content } of [...(messages ?? [])].reverse()) {
    for (const part of Array.isArray(content) ? (content as readonly ToolCallPart[]) : []) {
      if (part?.type !== 'tool-call' || !part.toolCallId || !part.toolName) continue;
      const { toolCallId, toolName, input } = part;
      const digest = digester.call(toolName, input);
      const isOf = ({ id, digest: known }: AwaitedCall): boolean => known === digest && (id === toolCallId || isDerivedCallId(id));
      const found = candidates.find((run) => [...run.awaited.values()].some(isOf));
      if (found) return found;
    }
  }
  return undefined;
}

/** `thrown`: the error itself, where the event has one without its name. */
function outcomeOf(output: ToolOutput | undefined, thrown: unknown): { value?: unknown; errorType?: string } {
  if (output?.type !== 'tool-error') return { value: output?.output };
  const error = thrown ?? output.error;
  return { value: isError(error) ? error.message : error, errorType: nameOfError(error) };
}
