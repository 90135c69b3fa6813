/** Begins a model call: finds its run, opens its span, and moves it from state to state until it has ended. */
import { guarded } from '../diagnostics.ts';
import type { ToolCall } from '../model/model-response.ts';
import { answerOf } from '../runs/fingerprint.ts';
import type { Run } from '../runs/run.ts';
import { recordCall, startCallSpan } from './call-recorder.ts';
import { type CallInput, type CallOutcome, type CallState, nextState } from './call-state.ts';
import { type CountedUsage, countUsage } from './counted-usage.ts';
import type { Exchange } from './exchange.ts';
import type { ModelCall } from './model-call.ts';
import { createResponseReading } from './response-reading.ts';
import type { Services } from './services.ts';

/** How long a whole answer waits for the end of its body. */
const WHOLE_MS = 1_000;

export function beginModelCall(services: Services, exchange: Exchange): ModelCall {
  const { runs, tools, clock, diagnostics } = services;
  const { request, reprompt, dialect, wire } = exchange;
  // The application goes on with what it has: where that was whole, it is over.
  for (const whole of [...services.wholeCalls]) whole.end({ kind: 'complete' });
  const startMs = clock();
  // What outlived its framework's run (work that nobody waited for) is on its own.
  const scope = exchange.scope && !exchange.scope.run.ended ? exchange.scope : undefined;
  const provider = services.providerOf(dialect, wire.url);
  const { run, parent, link } = reprompt ? { ...reprompt, link: undefined } : runs.find(request, scope, startMs);
  const followsAdapter = scope?.within === 'model';
  // The application does not know the request of a reprompt: neither its messages nor its tool results are the run's own.
  if (!reprompt) {
    if (followsAdapter) scope?.onRequest?.(request);
    else tools.onResultsReceived(run, request, startMs, scope?.parent ?? run.parent);
  }
  const pendingRemovals = [...run.removedCalls.keys()];
  const span = startCallSpan(services, { exchange, run, parent, provider, startMs, link });
  const { traceId, spanId } = span.spanContext();
  const spanRef = { traceId, spanId };
  runs.recordSpan(run, spanId);
  run.inFlight++;

  let state: CallState = { phase: 'judging' };
  const delivered: ToolCall[] = [];
  const chunkSeconds: number[] = [];
  let whole: { readonly atMs: number; readonly timer: NodeJS.Timeout } | undefined;

  function transition(input: CallInput): boolean {
    const before = state;
    state = nextState(state, input);
    // A call counts from the moment at which it has left, or was denied.
    if (before.phase === 'judging' && state.phase !== 'judging') run.modelCalls++;
    return state !== before;
  }

  function finish(outcome: CallOutcome): void {
    const endMs = whole?.atMs ?? clock();
    run.inFlight--;
    run.lastMs = endMs;
    const usage = countUsage(services, exchange, outcome, provider);
    updateRun(services, { exchange, run, outcome, usage, oneTimeGuidance: call.oneTimeGuidance, pendingRemovals });
    recordCall(services, { exchange, run, span, spanRef, provider, startMs, endMs, outcome, usage, chunkSeconds });
    runs.recordResponse(run, outcome.response?.id);
    settleRun(outcome.ok, delivered, endMs);
  }

  /** Records the tool calls that the application received; a final answer ends an inferred run. */
  function settleRun(ok: boolean, calls: readonly ToolCall[], endMs: number): void {
    if (!followsAdapter && (ok || calls.length > 0)) tools.onCallsDelivered(run, calls, endMs);
    if (run.owner === 'wire' && ok && calls.length === 0 && run.inFlight === 0) runs.end(run, endMs);
  }

  const call: ModelCall = {
    run,
    parent,
    provider,
    span,
    spanRef,
    oneTimeGuidance: [],
    markSent: () => void transition({ kind: 'sent' }),
    respond(head) {
      if (state.phase === 'responding') return state.reading;
      const isError = head.status >= 400;
      const reading = createResponseReading({
        dialect,
        head,
        streaming: request.stream,
        diagnostics,
        // An error is no output of the model.
        onChunk: () => void (isError || chunkSeconds.push((clock() - startMs) / 1000)),
      });
      transition({ kind: 'head', status: head.status, reading });
      return reading;
    },
    deliver(calls) {
      // A framework runs a call while the stream goes on, and may not pass its arguments on.
      if (followsAdapter) tools.onCallsDelivered(run, calls, clock(), delivered.length > 0);
      delivered.push(...calls);
    },
    completeForReprompt() {
      run.inFlight++;
      call.end({ kind: 'complete' });
      // The next request is made of the application's, which does not have what this one carried once.
      run.pendingGuidance = call.oneTimeGuidance;
      return () => void run.inFlight--;
    },
    acceptFinal() {
      run.failed = false;
      run.lastError = undefined;
      // The model received it with the request of this call.
      run.pendingGuidance = [];
      settleRun(true, [], clock());
    },
    markWhole() {
      if (whole || state.phase === 'ended') return;
      if (!dialect.answersInRounds) {
        call.end({ kind: 'complete' });
        return;
      }
      services.wholeCalls.add(call);
      whole = { atMs: clock(), timer: setTimeout(() => call.end({ kind: 'complete' }), WHOLE_MS).unref() };
    },
    resume() {
      if (whole) clearTimeout(whole.timer);
      whole = undefined;
      services.wholeCalls.delete(call);
    },
    end(end) {
      if (!transition({ kind: 'end', end: whole ? { kind: 'complete' } : end }) || state.phase !== 'ended') return;
      if (whole) clearTimeout(whole.timer);
      services.wholeCalls.delete(call);
      const { outcome } = state;
      services.openCalls.delete(call);
      guarded(diagnostics, 'end_call', undefined, () => finish(outcome));
    },
    get isEnded() {
      return state.phase === 'ended';
    },
    get responseId() {
      return state.phase === 'responding' ? state.reading.response()?.id : state.phase === 'ended' ? state.outcome.response?.id : undefined;
    },
  };
  services.openCalls.add(call);
  return call;
}

interface RunUpdate {
  readonly exchange: Exchange;
  readonly run: Run;
  readonly outcome: CallOutcome;
  readonly usage: CountedUsage;
  /** Guidance that was in the request once. */
  readonly oneTimeGuidance: readonly string[];
  /** Ids of removed calls that were open when the call began. */
  readonly pendingRemovals: readonly string[];
}

/** What a run keeps of a call that has ended. */
function updateRun({ runs }: Services, { exchange, run, outcome, usage, oneTimeGuidance, pendingRemovals }: RunUpdate): void {
  const { request, reprompt } = exchange;
  const { ok, response, errorType, end } = outcome;
  run.failed = !ok;
  run.lastError = ok ? undefined : errorType;
  run.pendingGuidance = ok || end.kind === 'cancelled' ? [] : oneTimeGuidance;
  const answer = ok && response?.messages.length === 1 ? response.messages[0] : undefined;
  runs.recordAnswer(run, answer && answerOf(answer));
  // A stored conversation has their results now; a response is continued by its id, and each time lacks them again.
  if (ok && (!reprompt || request.conversationId)) for (const id of pendingRemovals) run.removedCalls.delete(id);
  if (ok && reprompt?.clientResponseId && response?.id) runs.recordContinuation(run, reprompt.clientResponseId, response.id);
  run.inputTokens += usage.inputTokens ?? 0;
  run.outputTokens += usage.outputTokens ?? 0;
}
