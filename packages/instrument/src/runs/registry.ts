/**
 * Finds the run that a model call belongs to, or starts one.
 *
 * In order: the adapter's scope; an agent span of the application's own tracing; for hand-written loops the run whose messages this
 * request continues, or whose tool calls it answers, or whose response or conversation it names. A final answer ends the inferred run; a
 * later request that continues it is a new turn in the same trace.
 */
import type { SpanRef } from '@airt/engine';
import { createLruMap } from '@airt/engine/lru-map';
import { ATTR, OPERATION } from '@airt/protocol/semconv';
import { type Span, type SpanContext, SpanStatusCode } from '@opentelemetry/api';
import type { ModelRequest } from '../model/model-request.ts';
import type { Metrics } from '../telemetry/metrics.ts';
import type { Telemetry } from '../telemetry/telemetry.ts';
import { type Answer, transcriptOf } from './fingerprint.ts';
import { type AwaitedCall, createRun, MAX_AWAITED_CALLS, MAX_OPEN_RUNS, type RemovedCall, type Run, type Scope } from './run.ts';
import { createRunIndex } from './run-index.ts';
import { currentSurroundings, type Surroundings } from './surroundings.ts';

export interface RunRegistry {
  /** The run of this request, with its messages noted. `link`: a native span of the provider's SDK in another trace. */
  find(request: ModelRequest, scope: Scope | undefined, nowMs: number): FoundRun;
  /** What the latest request of the run was answered; undefined where that is not known. */
  recordAnswer(run: Run, answer: Answer | undefined): void;
  /** The application has received this call: a later request has its result. */
  recordAwaited(run: Run, call: AwaitedCall): void;
  /** Notes that this span is one of the run's operations. */
  recordSpan(run: Run, spanId: string): void;
  /**
   * Whether these spans are known to be another agent's: what they are evidence of is then not this run's, although both may be in one
   * trace and neither may have a name. The latest span that is known here decides.
   */
  belongsToOtherRun(run: Run, spans: readonly SpanRef[]): boolean;
  /** The application knows an answer by this id, and the provider went on with another one in its place. */
  recordContinuation(run: Run, knownAs: string, by: string): void;
  /** Notes that this response belongs to the run, for requests that continue by response id. */
  recordResponse(run: Run, responseId: string | undefined): void;
  /** Notes a call that was taken out of a response. `reference`: by which later requests, of any run, may name what stands in its place. */
  recordRemovedCall(run: Run, callId: string, call: RemovedCall, reference: string | undefined): void;
  /** Starts a run that an adapter owns. */
  start(options: Pick<StartOptions, 'owner' | 'agentName' | 'parent' | 'nested' | 'nowMs'>): Run;
  end(run: Run, endMs: number, errorType?: string): void;
  /** Ends inferred runs without activity since before `nowMs - idleMs`. */
  sweep(nowMs: number, idleMs: number): void;
  /** Ends every open run: the process is over. */
  endAll(): void;
  readonly open: ReadonlySet<Run>;
  isOpenTrace(traceId: string): boolean;
  /** Model calls of the open runs of a trace. */
  modelCallsOf(traceId: string): number;
}

/** Of operations, and of references. */
const MAX_REMEMBERED = 2_000;

export interface RunRegistryOptions {
  readonly telemetry: Telemetry;
  readonly metrics: Metrics;
  /** Called once when a run has begun. */
  onStart?(run: Run): void;
  /** Called once when a run has ended. */
  onEnd(run: Run, endMs: number, errorType: string | undefined): void;
}

export function createRunRegistry(options: RunRegistryOptions): RunRegistry {
  const index = createRunIndex();
  const { open } = index;
  const start = (about: StartOptions): Run => addRun(startRun(options.telemetry, about));
  const removed = createRemovedCalls();
  /** The run of an operation. */
  const bySpan = createLruMap<string, Run>({ limit: MAX_REMEMBERED });

  function addRun(run: Run): Run {
    index.add(run);
    options.onStart?.(run);
    if (open.size > MAX_OPEN_RUNS) {
      const [oldest] = open;
      if (oldest) end(oldest, oldest.lastMs, oldest.lastError);
    }
    return run;
  }

  function end(run: Run, endMs: number, errorType?: string): void {
    if (run.ended) return;
    run.ended = true;
    index.conclude(run);
    if (run.span) endSpan(options, run, run.span, endMs, errorType);
    options.onEnd(run, endMs, errorType);
  }

  function inferRun(request: ModelRequest, nowMs: number): FoundRun {
    const transcript = transcriptOf(request);
    const surroundings = currentSurroundings();
    const { structure, outer, native, link } = surroundings;
    const found = index.findContinued(request, transcript, outer && traceIdOf(outer));
    // An id may lead into another trace of the application: there this is a run of its own.
    const isHere = found !== undefined && (!outer || found.traceId === traceIdOf(outer));
    const { conversationId } = request;
    const run = isHere && !found.ended ? found : beginInferredRun({ surroundings, found, conversationId, nowMs });
    if (conversationId) index.recordConversation(run, conversationId);
    index.recordTranscript(run, transcript);
    run.lastMs = nowMs;
    return { run, parent: structure ?? (outer && native) ?? run.parent, link };
  }

  function beginInferredRun({ surroundings: { structure, outer }, found, conversationId, nowMs }: InferredStart): Run {
    // A new turn of an ended run stays in its trace, beside the turns before it.
    const first = outer ? undefined : found?.first;
    const run = structure
      ? addRun(runOfApplication(structure, conversationId, nowMs))
      : start({ owner: 'wire', parent: outer ?? first, first, nowMs, ...(conversationId ? { conversationId } : {}) });
    if (found) {
      inheritPending(found, run);
      for (const call of found.awaited.values()) index.recordAwaited(run, call);
      index.supersede(found);
    }
    return run;
  }

  return {
    open,
    isOpenTrace(traceId) {
      for (const _ of index.ofTrace(traceId)) return true;
      return false;
    },
    modelCallsOf(traceId) {
      let calls = 0;
      for (const run of index.ofTrace(traceId)) calls += run.modelCalls;
      return calls;
    },
    recordAnswer: index.recordAnswer,
    recordAwaited: index.recordAwaited,
    find(request, scope, nowMs) {
      const found = scope && !scope.run.ended ? runInScope(scope, nowMs) : inferRun(request, nowMs);
      removed.restore(found.run, request);
      return found;
    },
    recordRemovedCall: removed.record,
    recordSpan: (run, spanId) => bySpan.set(spanId, run),
    belongsToOtherRun(run, spans) {
      const owner = spans.map(({ spanId }) => bySpan.peek(spanId)).findLast((known) => known !== undefined);
      if (!owner || owner === run || !owner.span || !run.span) return false;
      // What a loop by hand did before this run began may be of the same agent: its messages need not show it.
      return owner.owner === 'framework' || run.owner === 'framework' || owner.lastMs >= run.startMs;
    },
    recordContinuation(run, knownAs, by) {
      if (run.continuedBy.size < MAX_AWAITED_CALLS) run.continuedBy.set(knownAs, by);
    },
    recordResponse(run, responseId) {
      if (responseId && run.owner !== 'framework') index.recordResponse(run, responseId);
    },
    start,
    end,
    sweep(nowMs, idleMs) {
      for (const run of open) if (isAbandoned(run, nowMs, idleMs)) end(run, run.lastMs, run.lastError);
      index.forgetBefore(nowMs - idleMs);
    },
    endAll() {
      for (const run of [...open]) end(run, run.lastMs, run.lastError);
    },
  };
}

interface FoundRun {
  readonly run: Run;
  readonly parent: Span | SpanContext;
  readonly link: SpanContext | undefined;
}

interface StartOptions {
  readonly owner: Run['owner'];
  readonly agentName?: string;
  readonly parent: Span | SpanContext | undefined;
  /** Within another agent's run. */
  readonly nested?: boolean;
  readonly conversationId?: string;
  /** The first turn's span, where this is a later one. */
  readonly first?: Run['first'] | undefined;
  readonly nowMs: number;
}

interface InferredStart {
  readonly surroundings: Surroundings;
  /** The ended run, or the run in another trace, that the request continues. */
  readonly found: Run | undefined;
  readonly conversationId: string | undefined;
  readonly nowMs: number;
}

function startRun(telemetry: Telemetry, { owner, agentName, parent, nested, conversationId, first, nowMs }: StartOptions): Run {
  const span = telemetry.startSpan({
    name: agentName ? `${OPERATION.invokeAgent} ${agentName}` : OPERATION.invokeAgent,
    kind: 'internal',
    parent,
    startMs: nowMs,
    attributes: {
      [ATTR.operationName]: OPERATION.invokeAgent,
      [ATTR.agentName]: agentName,
      [ATTR.conversationId]: conversationId,
      [ATTR.runRoot]: !nested,
    },
  });
  const { traceId } = span.spanContext();
  const place = { traceId, root: !nested, span, parent: span, first: first ?? span.spanContext() };
  return createRun({ ...place, owner, agentName, conversationId, nowMs });
}

/** A run below an agent's span that the application's own tracing has made. */
function runOfApplication(structure: Span, conversationId: string | undefined, nowMs: number): Run {
  const first = structure.spanContext();
  const place = { traceId: first.traceId, root: false, span: undefined, parent: structure, first };
  return createRun({ ...place, owner: 'application', agentName: undefined, conversationId, nowMs });
}

function endSpan({ telemetry, metrics }: RunRegistryOptions, run: Run, span: Span, endMs: number, errorType: string | undefined): void {
  if (errorType) span.setAttribute(ATTR.errorType, errorType).setStatus({ code: SpanStatusCode.ERROR });
  telemetry.endSpan(span, endMs);
  metrics.agent({
    durationSeconds: Math.max(0, endMs - run.startMs) / 1000,
    modelCalls: run.modelCalls,
    toolCalls: run.toolCalls,
    ...(run.agentName ? { agentName: run.agentName } : {}),
    ...(errorType ? { errorType } : {}),
  });
}

/** The run of an adapter's scope. */
function runInScope({ run, parent }: Scope, nowMs: number): FoundRun {
  run.lastMs = nowMs;
  run.fingerprints = [];
  return { run, parent, link: undefined };
}

/** Idle for so long that its end is assumed. A framework that reports no end (an abandoned stream) is given ten times as long. */
function isAbandoned(run: Run, nowMs: number, idleMs: number): boolean {
  const mayReportEnd = run.owner === 'framework' && !run.paused;
  return run.inFlight === 0 && nowMs - run.lastMs >= (mayReportEnd ? 10 * idleMs : idleMs);
}

/** A later turn owes what the turns before it owed to a provider that keeps the history. */
function inheritPending(from: Run, to: Run): void {
  for (const [id, call] of from.removedCalls) to.removedCalls.set(id, call);
  for (const [id, by] of from.continuedBy) to.continuedBy.set(id, by);
}

/** Calls that were removed from responses, by the reference to what stands in their place: the transcript keeps that for good. */
function createRemovedCalls() {
  const byReference = createLruMap<string, RemovedCall & { readonly callId: string }>({ limit: MAX_REMEMBERED });
  return {
    record(run: Run, callId: string, call: RemovedCall, reference: string | undefined): void {
      if (run.removedCalls.size < MAX_AWAITED_CALLS) run.removedCalls.set(callId, call);
      if (reference !== undefined) byReference.set(reference, { ...call, callId });
    },
    /** The run owes an answer to what the request names and the provider does not know. */
    restore(run: Run, { messages }: ModelRequest): void {
      if (byReference.size === 0) return;
      for (const { parts } of messages) {
        for (const part of parts) {
          const call = part.type === 'generic' && part.id !== undefined ? byReference.peek(part.id) : undefined;
          if (call) run.removedCalls.set(call.callId, call);
        }
      }
    },
  };
}

const traceIdOf = (of: Span | SpanContext): string => ('spanContext' in of ? of.spanContext() : of).traceId;
