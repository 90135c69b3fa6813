/** A tool that an adapter runs: judged right before, in its own span, recorded once its result is known. Shared by all adapters. */

import type { Span } from '@opentelemetry/api';
import type { Services } from '../calls/services.ts';
import { guarded } from '../diagnostics.ts';
import { isDerivedCallId } from '../model/call-id.ts';
import { isError } from '../platform/values.ts';
import { findExecutedCall } from '../runs/awaited-calls.ts';
import type { Run } from '../runs/run.ts';
import { withApplicationSpan } from '../telemetry/application.ts';

/** A tool execution that began; its result comes afterwards. */
export interface ToolInvocation {
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

/** Judges one tool execution, if it was not `judged` on the wire, and runs it in its span. The error of the tool passes unchanged. */
export async function runTool<T>(
  services: Services,
  execution: ToolInvocation,
  judged: boolean,
  execute: () => PromiseLike<T>,
): Promise<T> {
  const { guard, interventions, service, scopes, clock, diagnostics } = services;
  const { run, span } = execution;
  // A mistake of ours must not become the tool's.
  const denial = guarded(diagnostics, 'pre_tool_call', undefined, () => {
    if (judged) return undefined;
    const before = guard.preToolCall({ ...execution, service });
    interventions.report(before.interventions, span, execution.startMs);
    return before.denial;
  });
  try {
    if (denial !== undefined) throw new ToolDeniedError(denial);
    return await scopes.run({ run, parent: span, within: 'tool', guardedByAdapter: () => false }, () => withApplicationSpan(span, execute));
  } catch (error) {
    execution.thrown = error;
    throw error;
  } finally {
    execution.endMs = clock();
  }
}

/** Records an execution, with its outcome. */
export function recordTool(services: Services, execution: ToolInvocation, outcome: { value?: unknown; errorType?: string }): void {
  const { name, callId, args, run, span, startMs } = execution;
  const { value, errorType } = outcome;
  if (errorType !== ToolDeniedError.name) {
    const awaited = findExecutedCall(run.awaited, { callId, name, callDigest: services.digester.call(name, args) });
    const judged = {
      ...execution,
      derivedId: awaited && isDerivedCallId(awaited.id) ? awaited.id : undefined,
      service: services.service,
      ...(value !== undefined ? { result: value } : {}),
      ...(errorType ? { error: errorType } : {}),
    };
    services.interventions.report(services.guard.postToolCall(judged).interventions, span, services.clock());
  }
  const endMs = execution.endMs ?? services.clock();
  const result = value === undefined ? {} : { result: value };
  services.tools.record(run, {
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

/** `error.type` of what a tool or a framework threw. */
export const nameOfError = (error: unknown): string => (isError(error) ? error.name : 'Error');
