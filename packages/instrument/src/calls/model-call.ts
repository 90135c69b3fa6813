/**
 * One model call on the wire, from the request the application made to the end of its response: run, guard, span, metrics, events.
 * Knows nothing of the transport; the transport gives it bytes and passes on the bytes it returns.
 */

import { ATTR, ERROR_TYPE } from '@airt/protocol/semconv';
import { type Span, SpanStatusCode } from '@opentelemetry/api';
import type { Dialect } from '../dialects/dialect.ts';
import { type JsonObject, type ModelRequest, type ModelResponse, type ToolCall, textOf } from '../model/model.ts';
import { edgesOf, fingerprint } from '../runs/fingerprint.ts';
import type { Run, Scope } from '../runs/run.ts';
import type { Runtime } from '../runtime.ts';
import { chatRequestAttributes, chatResponseAttributes, serverAttributes } from '../telemetry/chat-attributes.ts';
import { createReader, type ResponseReader, type Rewrite } from './response-reader.ts';

/** How a call came to its end. */
export type CallEnd =
  /** The answer was received whole. */
  | { readonly kind: 'complete' }
  /** The application stopped reading: break, cancel, or it let go of the response. */
  | { readonly kind: 'cancelled' | 'abandoned' }
  /** Refused by the guard. */
  | { readonly kind: 'refused'; readonly reason: string }
  /** Network, abort signal, or a response that is none. */
  | { readonly kind: 'failed'; readonly errorType: string };

export interface ModelCall {
  readonly span: Span;
  /** The body to send: undefined where the application's own goes out as it is. */
  readonly body: string | undefined;
  /** The answer to give in place of a call. */
  readonly refusal: { readonly status: number; readonly body: JsonObject } | undefined;
  /** The head of the response is there. Returns what its body has to go through. */
  responded(status: number, contentType: string): ResponseReader;
  /**
   * The answer is whole and every tool call in it was refused: the call that tells the model so, in the application's place. This one is
   * over with it. Undefined: the application gets the answer with the refusals in it.
   */
  askAgain(): ModelCall | undefined;
  /** Asking again came to nothing: the application gets this answer after all. */
  keep(): void;
  /** The call is over; only the first report counts. */
  end(end: CallEnd): void;
}

export interface CallInput {
  readonly dialect: Dialect;
  readonly url: URL;
  readonly body: JsonObject;
  readonly request: ModelRequest;
  readonly scope: Scope | undefined;
  /** How often the SDK has already tried, from its own header; undefined where it does not say. */
  readonly resendCount: number | undefined;
  /** Set where the model is asked again, after all that it wanted was refused. */
  readonly again?: Again;
}

interface Again {
  readonly run: Run;
  readonly parent: Run['parent'];
  /** How often it has been asked again since the application's request, this time included. */
  readonly count: number;
  /** For a stream: the id of the response that the application has the beginning of. */
  readonly knownAs: string | undefined;
  /** For a stream: makes its events the rest of the one that the application has the beginning of. */
  readonly through: Rewrite | undefined;
}

export function beginCall(runtime: Runtime, { dialect, url, body, request, scope: given, resendCount, again }: CallInput): ModelCall {
  const { telemetry, metrics, guard, runs, config, digester, clock } = runtime;
  const startMs = clock();
  // What outlived its framework's run (work that nobody waited for) is on its own.
  const scope = given && !given.run.ended ? given : undefined;
  const provider = runtime.providerOf(dialect, url);
  const { run, parent, link } = again ? { ...again, link: undefined } : runs.find(request, scope, startMs);
  const followed = scope?.within === 'model';
  // Of a request that asks again the application knows nothing: neither its messages nor its tool results are of the run as it is told.
  if (!again) {
    if (followed) scope?.onRequest?.(request);
    else runtime.tools.answered(run, request, startMs, scope?.parent ?? run.parent);
  }

  const settling = [...run.removedCalls.keys()];
  const verdict = guard.preModelCall(run, request, provider, runtime.service);
  let outgoing: string | undefined;
  let refusal: ModelCall['refusal'];
  let editFailure: string | undefined;
  if (verdict.refusal !== undefined) refusal = dialect.refusal(verdict.refusal);
  else if (verdict.edits.length > 0) {
    try {
      outgoing = JSON.stringify(dialect.editRequest(body, verdict.edits));
    } catch (error) {
      runtime.diagnostics.failure('edit_request', error);
      editFailure = 'the request could not be edited';
    }
  }
  if (again) outgoing ??= JSON.stringify(body);

  const common = {
    [ATTR.providerName]: provider,
    [ATTR.operationName]: dialect.operation,
    [ATTR.requestModel]: request.model,
    ...serverAttributes(url),
  };
  const span = telemetry.startSpan({
    name: request.model ? `${dialect.operation} ${request.model}` : dialect.operation,
    kind: 'client',
    parent,
    startMs,
    attributes: {
      ...common,
      ...chatRequestAttributes(request, dialect, config.captureContent),
      [ATTR.agentName]: run.agentName,
      [ATTR.conversationId]: request.conversationId ?? run.conversationId,
      [ATTR.resendCount]: resendCount || undefined,
      [ATTR.repromptCount]: again?.count,
    },
    ...(link ? { links: [{ context: link }] } : {}),
  });
  const spanRef = { traceId: span.spanContext().traceId, spanId: span.spanContext().spanId };
  if (editFailure) verdict.failed(editFailure);
  else verdict.commit(spanRef);
  runs.noteSpan(run, spanRef.spanId);
  runtime.interventions.report(editFailure ? [] : verdict.interventions, span, run, startMs);

  run.modelCalls++;
  run.inFlight++;
  let status = 0;
  let reader: ResponseReader | undefined;
  let ended = false;
  let anyDelivered = false;
  const chunkSeconds: number[] = [];

  const judgedLater = scope?.judges ?? (() => false);

  function judge(calls: readonly ToolCall[], response: ModelResponse) {
    const judged = guard.responseCalls({ run, request, response, calls, provider, service: runtime.service, judgedLater });
    runtime.interventions.report(judged.interventions, span, run, clock());
    for (const edit of judged.edits) {
      const id = edit.kind === 'remove_call' ? calls.find(({ key }) => key === edit.key)?.id : undefined;
      if (id && edit.kind === 'remove_call') {
        runs.noteRemoved(run, id, { text: edit.text, responseId: response.id }, dialect.placeholderId?.(id));
      }
    }
    return judged.edits;
  }

  const call: ModelCall = {
    span,
    body: outgoing,
    refusal,
    responded(code, contentType) {
      status = code;
      const hold = code < 400 && guard.mustHold(run);
      const input = {
        dialect,
        hold,
        judge,
        diagnostics: runtime.diagnostics,
        onDelivered: (delivered: readonly ToolCall[]) => {
          // A framework runs a call while the stream goes on, and may not tell its arguments.
          if (followed) runtime.tools.given(run, delivered, clock(), anyDelivered);
          anyDelivered = true;
        },
        // An error is no output of the model.
        onChunk: () => void (code < 400 && chunkSeconds.push((clock() - startMs) / 1000)),
        onLast: () => call.end({ kind: 'complete' }),
        mayAskAgain: hold && run.halted === undefined && (again?.count ?? 0) < config.reaskLimit,
        through: again?.through,
      };
      reader = createReader(input, contentType, request.stream);
      return reader;
    },
    askAgain() {
      try {
        const refusal = reader?.refused();
        const next = refusal && dialect.askAgain(body, refusal.answer, refusal.texts);
        const nextRequest = next && dialect.parseRequest(next);
        return nextRequest && goOn(next, nextRequest, refusal.resume);
      } catch (error) {
        runtime.diagnostics.failure('ask_again', error);
        return undefined;
      }
    },
    keep() {
      run.failed = false;
      run.lastError = undefined;
      // It was heard with the request of this one.
      run.unheard = [];
      settleRun(run, true, [], clock());
    },
    end(how) {
      if (ended) return;
      ended = true;
      runtime.openCalls.delete(call);
      try {
        finish(how);
      } catch (error) {
        runtime.diagnostics.failure('end_call', error);
      }
    },
  };

  function goOn(next: JsonObject, nextRequest: ModelRequest, resume: Rewrite | undefined): ModelCall {
    // The run is not over, although this was an answer without calls.
    run.inFlight++;
    try {
      call.end({ kind: 'complete' });
      // What is told once was told with the request before; the new one is made of the application's, which does not have it.
      run.unheard = verdict.told;
      const count = (again?.count ?? 0) + 1;
      const knownAs = again?.knownAs ?? (resume && reader?.response()?.id);
      const input = { dialect, url, body: next, request: nextRequest, scope: given, resendCount: undefined };
      return beginCall(runtime, { ...input, again: { run, parent, count, knownAs, through: chain(resume, again?.through) } });
    } finally {
      run.inFlight--;
    }
  }

  function finish(how: CallEnd): void {
    const endMs = clock();
    run.inFlight--;
    run.lastMs = endMs;
    const response = reader?.response();
    const ok = isWhole(how, response) && status > 0 && status < 400 && !response?.error;
    const errorType = errorTypeOf(how, status, response);
    const finishReasons = finishReasonsOf(how, status, reader);
    run.failed = !ok;
    run.lastError = ok ? undefined : errorType;
    run.unheard = ok || how.kind === 'cancelled' || editFailure ? [] : verdict.told;
    const answer = response?.messages.length === 1 ? response.messages[0] : undefined;
    run.answer = ok && answer ? fingerprint(answer) : undefined;
    run.said = ok && answer ? edgesOf(answer) : undefined;
    // A stored conversation has their results now; a response is continued by its id, and each time lacks them again.
    if (ok && (!again || request.conversationId)) for (const id of settling) run.removedCalls.delete(id);
    if (ok && again?.knownAs && response?.id) runs.noteContinued(run, again.knownAs, response.id);
    run.inputTokens += response?.usage?.inputTokens ?? 0;
    run.outputTokens += response?.usage?.outputTokens ?? 0;
    const text = response ? textOf(response) : '';
    const textDigest = text === '' ? undefined : digester.text(text);
    span.setAttributes({
      ...chatResponseAttributes(response, finishReasons, config.captureContent),
      ...(request.stream && chunkSeconds[0] !== undefined ? { [ATTR.responseTimeToFirstChunk]: chunkSeconds[0] } : {}),
      ...(textDigest ? { [ATTR.textDigest]: textDigest } : {}),
      ...(status >= 400 ? { [ATTR.httpStatusCode]: status } : {}),
      ...(errorType ? { [ATTR.errorType]: errorType } : {}),
    });
    // Providers repeat in it what they were given: keys, and parts of the prompt.
    const message = config.captureContent ? response?.error?.message.slice(0, 300) : undefined;
    if (errorType) span.setStatus({ code: SpanStatusCode.ERROR, ...(message ? { message } : {}) });
    telemetry.endSpan(span, endMs);
    metrics.inference({
      attributes: { ...common, ...(response?.model ? { [ATTR.responseModel]: response.model } : {}) } as Record<string, string | number>,
      errorType,
      durationSeconds: (endMs - startMs) / 1000,
      usage: response?.usage,
      chunkSeconds: request.stream ? chunkSeconds : undefined,
    });
    runtime.observe({
      kind: 'model_call',
      ...spanRef,
      startMs,
      endMs,
      ...(request.model ? { model: response?.model ?? request.model } : {}),
      ...(run.agentName ? { agentName: run.agentName } : {}),
      ...(response?.usage?.inputTokens !== undefined ? { inputTokens: response.usage.inputTokens } : {}),
      ...(response?.usage?.outputTokens !== undefined ? { outputTokens: response.usage.outputTokens } : {}),
      ...(textDigest ? { textDigest } : {}),
      ...(errorType ? { errorType } : {}),
      finishReasons,
    });
    runs.noteResponse(run, response?.id);
    settleRun(run, ok, reader?.delivered() ?? [], endMs);
  }

  /** Notes the tool calls that the application got; a final answer ends an inferred run. */
  function settleRun(of: Run, ok: boolean, calls: readonly ToolCall[], endMs: number): void {
    if (!followed && (ok || calls.length > 0)) runtime.tools.given(of, calls, endMs);
    if (of.owner === 'wire' && ok && calls.length === 0 && of.inFlight === 0) runs.end(of, endMs);
  }

  runtime.openCalls.add(call);
  return call;
}

/** Through one, then through the other. */
const chain = (first: Rewrite | undefined, second: Rewrite | undefined): Rewrite | undefined =>
  first && second ? (event) => first(event).flatMap((each) => [...second(each)]) : (first ?? second);

/** Whether the application has had the whole answer: it may stop reading once the finish reason is there. */
const isWhole = ({ kind }: CallEnd, response: ModelResponse | undefined): boolean =>
  kind === 'complete' || (kind === 'cancelled' && (response?.finishReasons.length ?? 0) > 0);

function errorTypeOf(how: CallEnd, status: number, response: ModelResponse | undefined): string | undefined {
  if (how.kind === 'failed') return how.errorType;
  if (how.kind === 'refused') return ERROR_TYPE.denied;
  if (response?.error) return response.error.type;
  return status >= 400 ? String(status) : undefined;
}

/**
 * A reason that was expected and never came is told as `error` (GenAI conventions, `gen_ai.response.finish_reasons`). None is expected
 * of an error status, of a response that the provider still works on, and of one that was not read to its end.
 */
function finishReasonsOf(how: CallEnd, status: number, reader: ResponseReader | undefined): readonly string[] {
  const response = reader?.response();
  if (response && response.finishReasons.length > 0) return response.finishReasons;
  const none = status >= 400 || response?.unfinished === true || reader?.givenUp === true;
  return how.kind === 'complete' && none ? [] : ['error'];
}
