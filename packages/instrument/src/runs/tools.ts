/**
 * Tool executions that no adapter saw: a call given to the application on the wire and answered in a later request of the run was
 * executed in between. The span is marked `airt.tool.inferred`: its start is when the application got the call, its end when the
 * answer left, so it is an upper bound of the execution.
 */

import { ATTR, OPERATION } from '@airt/protocol/semconv';
import { type Span, SpanStatusCode } from '@opentelemetry/api';
import type { ModelRequest, ToolCall } from '../model/model.ts';
import type { Runtime } from '../runtime.ts';
import { MAX_AWAITED_CALLS, type Run } from './run.ts';

export interface ToolTracker {
  /** Begins the span of a tool execution; `record` ends it. */
  startSpan(name: string, parent: Run['parent'], startMs: number): Span;
  /** These calls are now in the application's hands. `more`: of the same response as the ones before. */
  given(run: Run, calls: readonly ToolCall[], nowMs: number, more?: boolean): void;
  /** A request of the run leaves: emits a span for every awaited call that it answers. */
  answered(run: Run, request: ModelRequest, nowMs: number, parent: Run['parent']): void;
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

export type ToolTrackerHost = Pick<
  Runtime,
  'telemetry' | 'metrics' | 'digester' | 'config' | 'observe' | 'guard' | 'interventions' | 'service' | 'runs'
>;

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
    given(run, calls, nowMs, more = false) {
      const digests = calls.map((call) => digester.call(call.name, call.arguments));
      if (digests.length > 0) run.latestToolCallDigests = more ? [...run.latestToolCallDigests, ...digests] : digests;
      for (const [index, call] of calls.entries()) {
        // Without an id the answer names the position at best; a name is then all there is to go by.
        const id = call.id ?? `${call.name}#${index}`;
        const digest = digests[index] ?? '';
        run.awaited.set(id, { id, name: call.name, arguments: call.arguments, digest, givenMs: nowMs });
        run.lastToolCallDigest = digest;
      }
      while (run.awaited.size > MAX_AWAITED_CALLS) {
        const [oldest] = run.awaited.keys();
        if (oldest === undefined) break;
        run.awaited.delete(oldest);
      }
    },
    answered(run, request, nowMs, parent) {
      if (run.awaited.size === 0) return;
      for (const message of request.messages) {
        for (const part of message.parts) {
          if (part.type !== 'tool_call_response' || !part.id) continue;
          const call = run.awaited.get(part.id);
          if (!call) continue;
          run.awaited.delete(part.id);
          const startMs = Math.min(call.givenMs, nowMs);
          const span = tracker.startSpan(call.name, parent, startMs);
          const judged = { run, name: call.name, callId: call.id, args: call.arguments, result: part.response, service: host.service };
          host.interventions.report(host.guard.postToolCall(judged).interventions, span, run, nowMs);
          tracker.record(run, {
            span,
            name: call.name,
            callId: call.id,
            arguments: call.arguments,
            callDigest: call.digest,
            result: part.response,
            ...(part.isError ? { errorType: 'tool_error' } : {}),
            startMs,
            endMs: nowMs,
            inferred: true,
          });
        }
      }
    },
    record(run, execution) {
      const { name, callId, result, errorType, startMs, endMs, inferred } = execution;
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
      if (callId) run.awaited.delete(callId);
      const about = { ...(run.agentName ? { agentName: run.agentName } : {}), ...(errorType ? { errorType } : {}) };
      metrics.tool({ durationSeconds: Math.max(0, endMs - startMs) / 1000, name, ...about });
      const { traceId, spanId } = span.spanContext();
      host.runs.noteSpan(run, spanId);
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
