/**
 * Tool executions that no adapter saw: a call given to the application on the wire and answered in a later request of the run was
 * executed in between. The span is marked `airt.tool.inferred`: its start is when the application got the call, its end when the
 * answer left, so it is an upper bound of the execution.
 */

import type { AgentEvent, Digester } from '@airt/engine';
import { ATTR, OPERATION } from '@airt/protocol/semconv';
import { type Span, SpanStatusCode } from '@opentelemetry/api';
import type { Config } from '../config.ts';
import { createCallIds, isDerivedCallId } from '../model/call-id.ts';
import type { ModelRequest } from '../model/model-request.ts';
import type { ToolCall } from '../model/model-response.ts';
import type { Metrics } from '../telemetry/metrics.ts';
import type { Telemetry } from '../telemetry/telemetry.ts';
import { findAnsweredCalls, findExecutedCall } from './awaited-calls.ts';
import type { RunRegistry } from './registry.ts';
import type { Run } from './run.ts';

export interface ToolTracker {
  /** Begins the span of a tool execution; `record` ends it. */
  startSpan(name: string, parent: Run['parent'], startMs: number): Span;
  /** These calls are now in the application's hands. `more`: of the same response as the ones before. */
  onCallsDelivered(run: Run, calls: readonly ToolCall[], nowMs: number, more?: boolean): void;
  /** A request of the run leaves: emits a span for every awaited call that it answers. */
  onResultsReceived(run: Run, request: ModelRequest, nowMs: number, parent: Run['parent']): void;
  /** Records a tool execution, inferred or seen by an adapter. */
  record(run: Run, execution: ToolExecution): void;
}

export interface ToolExecution {
  readonly name: string;
  readonly callId: string | undefined;
  readonly arguments: unknown;
  /** Digest of the call, where it is known already. */
  readonly callDigest?: string;
  /** Absent where there is none (the tool failed, or was not run). */
  readonly result?: unknown;
  readonly errorType?: string;
  readonly startMs: number;
  readonly endMs: number;
  readonly inferred: boolean;
  readonly span: Span;
}

export interface ToolTrackerHost {
  readonly telemetry: Telemetry;
  readonly metrics: Metrics;
  readonly digester: Digester;
  readonly config: Pick<Config, 'captureContent'>;
  readonly runs: Pick<RunRegistry, 'recordSpan' | 'recordAwaited'>;
  /** A result is there, inferred from a request: `post_tool_call`. */
  onResult(result: InferredResult, span: Span, nowMs: number): void;
  observe(event: AgentEvent): void;
}

/** The result of a tool call that the application made, as a later request carries it. */
export interface InferredResult {
  readonly run: Run;
  readonly name: string;
  readonly callId: string;
  readonly args: unknown;
  readonly result: unknown;
}

export function createToolTracker(host: ToolTrackerHost): ToolTracker {
  const { telemetry, metrics, digester, config } = host;
  const tracker: ToolTracker = {
    startSpan: (name, parent, startMs) =>
      telemetry.startSpan({
        name: `${OPERATION.executeTool} ${name}`,
        kind: 'internal',
        parent,
        startMs,
        attributes: { [ATTR.operationName]: OPERATION.executeTool, [ATTR.toolName]: name },
      }),
    onCallsDelivered(run, calls, nowMs, more = false) {
      const digests = calls.map((call) => digester.call(call.name, call.arguments));
      if (digests.length > 0) run.latestToolCallDigests = more ? [...run.latestToolCallDigests, ...digests] : digests;
      const derive = createCallIds();
      for (const [index, call] of calls.entries()) {
        const id = call.id ?? derive(call.name, call.arguments);
        const digest = digests[index] ?? '';
        host.runs.recordAwaited(run, { id, name: call.name, arguments: call.arguments, digest, deliveredMs: nowMs });
        run.lastToolCallDigest = digest;
      }
    },
    onResultsReceived(run, request, nowMs, parent) {
      if (run.awaited.size === 0) return;
      for (const { call, result } of findAnsweredCalls(run.awaited, request.messages)) {
        run.awaited.delete(call.id);
        const { name, arguments: args, deliveredMs } = call;
        const startMs = Math.min(deliveredMs, nowMs);
        const span = tracker.startSpan(name, parent, startMs);
        // Later requests carry the result under the id that this one has.
        host.onResult({ run, name, callId: result.id ?? call.id, args, result: result.response }, span, nowMs);
        tracker.record(run, {
          span,
          name,
          callId: call.id,
          arguments: args,
          callDigest: call.digest,
          result: result.response,
          ...(result.isError ? { errorType: 'tool_error' } : {}),
          startMs,
          endMs: nowMs,
          inferred: true,
        });
      }
    },
    record(run, execution) {
      const { name, result, errorType, startMs, endMs, inferred } = execution;
      // Nobody else knows a call by an id that was derived here.
      const callId = execution.callId && !isDerivedCallId(execution.callId) ? execution.callId : undefined;
      const callDigest = execution.callDigest ?? digester.call(name, execution.arguments);
      const resultText = result === undefined ? undefined : typeof result === 'string' ? result : JSON.stringify(result);
      const resultDigest = result === undefined ? undefined : digester.result(result);
      const { span } = execution;
      span.setAttributes({
        [ATTR.toolType]: 'function',
        [ATTR.toolCallDigest]: callDigest,
        ...(callId ? { [ATTR.toolCallId]: callId } : {}),
        ...(run.agentName ? { [ATTR.agentName]: run.agentName } : {}),
        ...(inferred ? { [ATTR.toolInferred]: true } : {}),
        ...(resultDigest ? { [ATTR.toolResultDigest]: resultDigest } : {}),
        ...(resultText !== undefined ? { [ATTR.toolResultSize]: resultText.length } : {}),
        ...(errorType ? { [ATTR.errorType]: errorType } : {}),
        ...(config.captureContent ? contentOf(execution.arguments, resultText) : {}),
      });
      if (errorType) span.setStatus({ code: SpanStatusCode.ERROR });
      telemetry.endSpan(span, endMs);
      run.toolCalls++;
      run.lastMs = Math.max(run.lastMs, endMs);
      run.lastToolCallDigest = callDigest;
      const awaited = inferred ? undefined : findExecutedCall(run.awaited, { callId, name, callDigest });
      if (awaited) run.awaited.delete(awaited.id);
      const about = { ...(run.agentName ? { agentName: run.agentName } : {}), ...(errorType ? { errorType } : {}) };
      metrics.tool({ durationSeconds: Math.max(0, endMs - startMs) / 1000, name, ...about });
      const { traceId, spanId } = span.spanContext();
      host.runs.recordSpan(run, spanId);
      host.observe({
        kind: 'tool_call',
        traceId,
        spanId,
        startMs,
        endMs,
        tool: name,
        callDigest,
        ...(callId ? { callId } : {}),
        ...(resultDigest ? { resultDigest } : {}),
        ...(resultText !== undefined ? { resultSize: resultText.length } : {}),
        ...about,
      });
    },
  };
  return tracker;
}

const MAX_CONTENT = 64 * 1024;

function contentOf(args: unknown, result: string | undefined): Record<string, string> {
  const text = typeof args === 'string' ? args : JSON.stringify(args ?? {});
  return {
    [ATTR.toolCallArguments]: text.slice(0, MAX_CONTENT),
    ...(result !== undefined ? { [ATTR.toolCallResult]: result.slice(0, MAX_CONTENT) } : {}),
  };
}
