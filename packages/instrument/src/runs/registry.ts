/**
 * Finds the run that a model call belongs to, or starts one.
 *
 * In order: the adapter's scope; an agent span of the application's own tracing; for hand-written loops the run whose messages this
 * request continues, or whose tool calls it answers, or whose response or conversation it names. A final answer ends the inferred run; a
 * later request that continues it is a new turn in the same trace.
 */
import type { SpanRef } from '@airt/engine';
import { ATTR, OPERATION } from '@airt/protocol/semconv';
import { type Span, type SpanContext, SpanStatusCode } from '@opentelemetry/api';
import type { Message, ModelRequest } from '../model/model.ts';
import { applicationSpan, attributeOf, parentOf } from '../telemetry/application.ts';
import type { Metrics } from '../telemetry/metrics.ts';
import type { Telemetry } from '../telemetry/telemetry.ts';
import { edgesOf, fingerprint, fingerprints, sharedPrefix } from './fingerprint.ts';
import { createRun, MAX_AWAITED_CALLS, MAX_OPEN_RUNS, type RemovedCall, type Run, type Scope } from './run.ts';

export interface RunRegistry {
  /** The run of this request, with its messages noted. `link`: a native span of the provider's SDK in another trace. */
  find(
    request: ModelRequest,
    scope: Scope | undefined,
    nowMs: number,
  ): { run: Run; parent: Span | SpanContext; link: SpanContext | undefined };
  /** Notes that this span is one of the run's operations. */
  noteSpan(run: Run, spanId: string): void;
  /**
   * Whether these spans are known to be another agent's: what they are evidence of is then not this run's, although both may be in one
   * trace and neither may have a name. The latest span that is known here decides.
   */
  isAnothers(run: Run, spans: readonly SpanRef[]): boolean;
  /** The application knows an answer by this id, and the provider went on with another one in its place. */
  noteContinued(run: Run, knownAs: string, by: string): void;
  /** Notes that this response belongs to the run, for requests that continue by response id. */
  noteResponse(run: Run, responseId: string | undefined): void;
  /** Notes a call that was taken out of a response. `reference`: by which later requests, of any run, may name what stands in its place. */
  noteRemoved(run: Run, callId: string, call: RemovedCall, reference: string | undefined): void;
  /** Starts a run that an adapter owns. */
  start(options: {
    owner: Run['owner'];
    agentName?: string;
    parent: Span | SpanContext | undefined;
    /** Within another agent's run. */
    nested?: boolean;
    nowMs: number;
  }): Run;
  end(run: Run, endMs: number, errorType?: string): void;
  /** Ends inferred runs without activity since before `nowMs - idleMs`. */
  sweep(nowMs: number, idleMs: number): void;
  /** Ends every open run: the process is over. */
  endAll(): void;
  readonly open: ReadonlySet<Run>;
  isOpenTrace(traceId: string): boolean;
}

const INFERENCE = new Set<unknown>(['chat', 'generate_content', 'text_completion']);
const AGENT_STRUCTURE = new Set<unknown>([OPERATION.invokeAgent, OPERATION.executeTool, 'invoke_workflow', 'plan']);
/** Of responses, of conversations, and of references. */
const MAX_REMEMBERED = 2_000;

export interface RunRegistryOptions {
  readonly telemetry: Telemetry;
  readonly metrics: Metrics;
  /** Called once when a run has begun. */
  onStart?(run: Run): void;
  /** Called once when a run has ended. */
  onEnd(run: Run, endMs: number, errorType: string | undefined): void;
}

export function createRunRegistry({ telemetry, metrics, onStart, onEnd }: RunRegistryOptions): RunRegistry {
  const open = new Set<Run>();
  /** Ended inferred runs that a later request may continue as a new turn. */
  const finished = new Set<Run>();
  /** The latest run of a response, and of a conversation, that the provider keeps. */
  const byResponse = new Map<string, Run>();
  const byConversation = new Map<string, Run>();
  /** The run of an operation. */
  const bySpan = new Map<string, Run>();
  /** Calls that were taken out, by the reference to what stands in their place: the application's transcript keeps it for good. */
  const byReference = new Map<string, RemovedCall & { readonly callId: string }>();

  function start({
    owner,
    agentName,
    parent,
    nested,
    nowMs,
    conversationId,
    first,
  }: Parameters<RunRegistry['start']>[0] & { conversationId?: string; first?: Run['first'] | undefined }): Run {
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
    return keep(
      createRun({
        traceId: span.spanContext().traceId,
        root: !nested,
        span,
        parent: span,
        first: first ?? span.spanContext(),
        owner,
        agentName,
        conversationId,
        nowMs,
      }),
    );
  }

  function keep(run: Run): Run {
    open.add(run);
    onStart?.(run);
    if (open.size > MAX_OPEN_RUNS) {
      const [oldest] = open;
      if (oldest) end(oldest, oldest.lastMs, oldest.lastError);
    }
    return run;
  }

  /**
   * No message continues it any more; a response or conversation id still may, so it keeps its place in the trace, and the calls that
   * the provider waits for.
   */
  function forget(run: Run): void {
    finished.delete(run);
    run.fingerprints = [];
    run.awaited.clear();
    run.replacedResults.clear();
  }

  function end(run: Run, endMs: number, errorType?: string): void {
    if (run.ended) return;
    run.ended = true;
    open.delete(run);
    if (run.owner === 'wire') {
      finished.add(run);
      if (finished.size > MAX_OPEN_RUNS) for (const oldest of [...finished].slice(0, MAX_OPEN_RUNS / 10)) forget(oldest);
    }
    if (run.span) {
      if (errorType) run.span.setAttribute(ATTR.errorType, errorType).setStatus({ code: SpanStatusCode.ERROR });
      telemetry.endSpan(run.span, endMs);
      metrics.agent({
        durationSeconds: Math.max(0, endMs - run.startMs) / 1000,
        modelCalls: run.modelCalls,
        toolCalls: run.toolCalls,
        ...(run.agentName ? { agentName: run.agentName } : {}),
        ...(errorType ? { errorType } : {}),
      });
    }
    onEnd(run, endMs, errorType);
  }

  /** The inferred run that these messages continue: the one that shares most. */
  function continued(request: ModelRequest, prints: readonly number[], instructions: number, within: string | undefined): Run | undefined {
    if (request.previousResponseId) {
      const run = byResponse.get(request.previousResponseId);
      if (run) return run;
    }
    if (request.conversationId) {
      const run = byConversation.get(request.conversationId);
      if (run) return run;
    }
    const answered = answeredCalls(request.messages);
    const said = request.messages.findLastIndex(({ role }) => role === 'assistant');
    let best: { run: Run; score: number } | undefined;
    for (const run of [...open, ...finished]) {
      if (run.owner === 'ai-sdk' || (within !== undefined && run.traceId !== within)) continue;
      const answers = answered.some((id) => run.awaited.has(id));
      const shared = sharedPrefix(run.fingerprints, prints);
      const whole = run.fingerprints.length > 0 && shared === run.fingerprints.length && run.instructions === instructions;
      const grew = prints.length > shared;
      // The same messages again are a retry right after a failure, and another run of the same task otherwise.
      // An answer of ours right after what it answered: the same conversation, though what came before may be rewritten or gone by now.
      const repeats = run.answer !== undefined && (repeatsAnswer(run, prints, run.fingerprints.length) || repeatsAnswer(run, prints, said));
      const continues = repeats || (whole && !saidOtherwise(run, request) && run.inFlight === 0 && (grew || (run.failed && !run.ended)));
      // An id alone binds only to an open run: scripted and some local models reuse their ids.
      if (!continues && !(answers && (shared > 0 || !run.ended))) continue;
      const score = (repeats ? 100_000 : 0) + (answers ? (shared > 0 ? 1_000_000 : 500_000) : 0) + shared + (run.ended ? 0 : 0.5);
      if (!best || score > best.score) best = { run, score };
    }
    return best?.run;
  }

  function infer(request: ModelRequest, nowMs: number): ReturnType<RunRegistry['find']> {
    const prints = fingerprints(request.messages);
    const instructions = request.systemInstructions ? fingerprint({ role: 'system', parts: request.systemInstructions }) : 0;
    const active = applicationSpan();
    // A provider SDK's own span around this very call: our span of the call is the layer below it. The run is not, or its tools would
    // hang from its first call; it stands beside that span, or, where that is alone in a trace, in a trace of its own.
    const native = active && isInference(active) ? active : undefined;
    const outer = native ? parentOf(native) : active;
    const link = native && !outer ? native.spanContext() : undefined;
    const structure = active && !native && AGENT_STRUCTURE.has(attributeOf(active, ATTR.operationName)) ? active : undefined;
    const found = continued(request, prints, instructions, outer && traceIdOf(outer));
    // An id may lead into another trace of the application: there this is a run of its own.
    const here = found && (!outer || found.traceId === traceIdOf(outer));
    let run = here && !found.ended ? found : undefined;
    if (!run) {
      const conversationId = request.conversationId;
      if (structure) {
        const { traceId } = structure.spanContext();
        run = keep(
          createRun({
            traceId,
            root: false,
            span: undefined,
            parent: structure,
            first: structure.spanContext(),
            owner: 'application',
            agentName: undefined,
            conversationId,
            nowMs,
          }),
        );
      } else {
        // A new turn of an ended run stays in its trace, beside the turns before it.
        const first = outer ? undefined : found?.first;
        run = start({ owner: 'wire', parent: outer ?? first, first, nowMs, ...(conversationId ? { conversationId } : {}) });
      }
      if (found) takeOver(found, run);
      if (found) finished.delete(found);
    }
    if (request.conversationId) remember(byConversation, request.conversationId, run);
    run.fingerprints = prints;
    run.answer = undefined;
    run.said = undefined;
    run.instructions = instructions;
    run.lastMs = nowMs;
    return { run, parent: structure ?? (outer && native) ?? run.parent, link };
  }

  function known({ run, parent }: Scope, nowMs: number): ReturnType<RunRegistry['find']> {
    run.lastMs = nowMs;
    run.fingerprints = [];
    return { run, parent, link: undefined };
  }

  /** The run owes an answer to what the request names and the provider has never heard of. */
  function recall(run: Run, { messages }: ModelRequest): void {
    for (const { parts } of messages) {
      for (const part of parts) {
        const call = part.type === 'generic' && part.id !== undefined ? byReference.get(part.id) : undefined;
        if (call) run.removedCalls.set(call.callId, call);
      }
    }
  }

  return {
    open,
    isOpenTrace: (traceId) => [...open].some((run) => run.traceId === traceId),
    find(request, scope, nowMs) {
      const found = scope && !scope.run.ended ? known(scope, nowMs) : infer(request, nowMs);
      if (byReference.size > 0) recall(found.run, request);
      return found;
    },
    noteRemoved(run, callId, call, reference) {
      if (run.removedCalls.size < MAX_AWAITED_CALLS) run.removedCalls.set(callId, call);
      if (reference !== undefined) remember(byReference, reference, { ...call, callId });
    },
    noteSpan: (run, spanId) => remember(bySpan, spanId, run),
    isAnothers(run, spans) {
      const owner = spans.map(({ spanId }) => bySpan.get(spanId)).findLast((known) => known !== undefined);
      if (!owner || owner === run || !owner.span || !run.span) return false;
      // What a loop by hand did before this run began may be of the same agent: its messages need not have told.
      return owner.owner === 'ai-sdk' || run.owner === 'ai-sdk' || owner.lastMs >= run.startMs;
    },
    noteContinued(run, knownAs, by) {
      if (run.continuedBy.size < MAX_AWAITED_CALLS) run.continuedBy.set(knownAs, by);
    },
    noteResponse(run, responseId) {
      if (!responseId || run.owner === 'ai-sdk') return;
      remember(byResponse, responseId, run);
    },
    start,
    end,
    sweep(nowMs, idleMs) {
      for (const run of open)
        if (run.inFlight === 0 && (run.owner !== 'ai-sdk' || run.paused) && nowMs - run.lastMs >= idleMs)
          end(run, run.lastMs, run.lastError);
      // A framework that never said its end (an abandoned stream) is given ten times as long.
      for (const run of open) if (run.inFlight === 0 && nowMs - run.lastMs >= 10 * idleMs) end(run, run.lastMs, run.lastError);
      for (const run of finished) if (nowMs - run.lastMs >= idleMs) forget(run);
    },
    endAll() {
      for (const run of [...open]) end(run, run.lastMs, run.lastError);
    },
  };
}

/** Whether a span is one model call, by the conventions, or as OpenInference or older OpenLLMetry name it. */
const isInference = (span: Span): boolean =>
  INFERENCE.has(attributeOf(span, ATTR.operationName)) ||
  attributeOf(span, 'openinference.span.kind') === 'LLM' ||
  attributeOf(span, 'llm.request.type') !== undefined;

/** A later turn owes what the turns before it owed: results of calls to telemetry, and to a provider that keeps the history. */
function takeOver(from: Run, to: Run): void {
  for (const [id, call] of from.awaited) to.awaited.set(id, call);
  for (const [id, call] of from.removedCalls) to.removedCalls.set(id, call);
  for (const [id, by] of from.continuedBy) to.continuedBy.set(id, by);
}

/** Whether a request has, as the message at `at`, the answer of the run, right behind the latest message that it answered. */
function repeatsAnswer(run: Run, prints: readonly number[], at: number): boolean {
  return at > 0 && prints[at] === run.answer && prints[at - 1] === run.fingerprints.at(-1);
}

/**
 * Whether the request has an answer to the run's messages that has nothing in common with the one that was given here: another
 * conversation that began with the same words, in another process perhaps.
 */
function saidOtherwise(run: Run, { messages }: ModelRequest): boolean {
  const message = messages[run.fingerprints.length];
  const said = run.said && message?.role === 'assistant' ? edgesOf(message) : undefined;
  return said !== undefined && said.head !== run.said?.head && said.tail !== run.said?.tail;
}

/** Those least lately used are forgotten first. */
function remember<T>(map: Map<string, T>, id: string, value: T): void {
  map.delete(id);
  map.set(id, value);
  if (map.size > MAX_REMEMBERED) for (const oldest of [...map.keys()].slice(0, MAX_REMEMBERED / 10)) map.delete(oldest);
}

const traceIdOf = (of: Span | SpanContext): string => ('spanContext' in of ? of.spanContext() : of).traceId;

/** Ids of the tool calls that a request answers. */
export const answeredCalls = (messages: readonly Message[]): string[] =>
  messages.flatMap((message) => message.parts.flatMap((part) => (part.type === 'tool_call_response' && part.id ? [part.id] : [])));
