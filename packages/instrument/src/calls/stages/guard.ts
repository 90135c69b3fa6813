/** Asks the guard at the points of a model call, and carries out what it says: edits, denials, and the holding of tool calls. */
import { guarded } from '../../diagnostics.ts';
import type { PreModelVerdict } from '../../guard/judge-model-call.ts';
import { andThen } from '../../model/maybe-promise.ts';
import type { ResponseEdit } from '../../model/model-response.ts';
import type { Exchange, ExchangeReply, Next, Stage } from '../exchange.ts';
import { filteredSource } from '../filtered-source.ts';
import type { ModelCall } from '../model-call.ts';
import { createResponseFilter, type JudgedAnswer } from '../response-filter.ts';
import type { Services } from '../services.ts';
import { signatureOf } from '../signed-request.ts';
import { timeLimitsOf } from '../time-limits.ts';

export function guardStage(services: Services): Stage {
  const { guard, diagnostics, interventions, runs, service, config, clock } = services;

  return function guardCall(exchange, next) {
    const { call, request } = exchange;
    if (!call) return next(exchange);
    const { run, provider, span } = call;
    // Those of a reprompt are denials of ours.
    const ofResults = exchange.reprompt ? [] : guarded(diagnostics, 'post_tool_call', [], () => guard.judgeResults(run, request, service));
    interventions.report(ofResults, span, clock());
    const verdict = guarded(diagnostics, 'pre_model_call', undefined, () => guard.preModelCall(run, request, provider, service));
    if (!verdict) return andThen(next(exchange), (reply) => holdCalls(exchange, call, reply));
    if (verdict.denial !== undefined) {
      interventions.report(verdict.settle({ status: 'applied', span: call.spanRef }), span, clock());
      call.end({ kind: 'denied' });
      return denied(exchange, verdict.denial);
    }
    return send(exchange, call, verdict, next);
  };

  /** Sends the request as edited; the verdict is settled once it has left. */
  function send(exchange: Exchange, call: ModelCall, verdict: PreModelVerdict, next: Next) {
    const { span, spanRef } = call;
    const edited = editRequest(exchange, verdict);
    if ('problem' in edited) {
      interventions.report(verdict.settle(edited.problem), span, clock());
      return andThen(next(exchange), (reply) => holdCalls(exchange, call, reply));
    }
    call.oneTimeGuidance = verdict.oneTimeGuidance;
    let reply: ReturnType<Next>;
    try {
      reply = next(edited.exchange);
    } catch (error) {
      interventions.report(verdict.settle({ status: 'postponed' }), span, clock());
      throw error;
    }
    interventions.report(verdict.settle({ status: 'applied', span: spanRef }), span, clock());
    return andThen(reply, (each) => holdCalls(exchange, call, each));
  }

  function editRequest(
    exchange: Exchange,
    { edits }: PreModelVerdict,
  ): { exchange: Exchange } | { problem: Parameters<PreModelVerdict['settle']>[0] } {
    if (edits.length === 0) return { exchange };
    const { dialect, wire } = exchange;
    const signature = signatureOf(exchange.head);
    if (signature)
      return { problem: { status: 'not_applicable', reason: `the request is signed (${signature}); an edit would break its signature` } };
    if (exchange.fixed) return { problem: { status: 'not_applicable', reason: `the request cannot be edited: ${exchange.fixed}` } };
    const unsupported = edits.find(({ kind }) => !dialect.supports.has(kind));
    if (unsupported) return { problem: { status: 'not_applicable', reason: `${dialect.name} has no ${unsupported.kind}` } };
    try {
      return { exchange: { ...exchange, wire: dialect.editRequest(wire, edits), isEdited: true } };
    } catch (error) {
      diagnostics.failure('edit_request', error);
      return { problem: { status: 'failed', reason: 'the request could not be edited' } };
    }
  }

  /** Puts a filter on the body where its calls are to be judged, or where it continues another one. */
  function holdCalls(exchange: Exchange, call: ModelCall, reply: ExchangeReply): ExchangeReply {
    const { body, head } = reply;
    const { run } = call;
    // An SDK that has given up an attempt while the model was prompted again is not kept waiting once more.
    const { isRetry } = timeLimitsOf(exchange.head, clock());
    const repromptLimit = isRetry && run.repromptAborted ? 0 : config.repromptLimit;
    const outputTransform = exchange.reprompt?.outputTransform;
    const guardedByAdapter = exchange.scope?.guardedByAdapter ?? (() => false);
    const needsBuffering = head.status < 400 && guard.needsBuffering(run);
    if (!body || (!needsBuffering && !outputTransform)) return reply;
    const filter = createResponseFilter({
      reading: call.respond(head),
      rules: {
        judgeWhole: needsBuffering && guard.judgesWholeAnswers,
        mayReprompt:
          needsBuffering &&
          run.restrictions.halted === undefined &&
          signatureOf(exchange.head) === undefined &&
          (exchange.reprompt?.count ?? 0) < repromptLimit,
        judgedLater: run.restrictions.halted === undefined ? guardedByAdapter : () => false,
      },
      judge: needsBuffering ? (answer) => judge(exchange, call, answer) : () => [],
      onDelivered: call.deliver,
      onLast: call.markWhole,
      onGoesOn: call.resume,
      diagnostics,
      clock,
      outputTransform,
    });
    return {
      ...reply,
      isNative: false,
      body: filteredSource(body, filter, exchange.signal),
      isEdited: () => filter.isEdited,
      fullDenial: filter.fullDenial,
    };
  }

  function judge({ request, dialect, scope }: Exchange, { run, provider, span }: ModelCall, answer: JudgedAnswer): readonly ResponseEdit[] {
    const guardedByAdapter = scope?.guardedByAdapter ?? (() => false);
    const { calls, response } = answer;
    const judged = guard.judgeResponse({ run, request, provider, service, guardedByAdapter, ...answer });
    interventions.report(judged.interventions, span, clock());
    for (const edit of judged.edits) {
      const id = edit.kind === 'remove_call' ? calls.find(({ key }) => key === edit.key)?.id : undefined;
      if (id && edit.kind === 'remove_call') {
        runs.recordRemovedCall(run, id, { text: edit.text, responseId: response.id }, dialect.placeholderId?.(id));
      }
    }
    return judged.edits;
  }
}

/** The provider's own error, in place of a call that is not made. */
function denied({ dialect }: Exchange, message: string): ExchangeReply {
  const { status, body } = dialect.errorResponse(message);
  const bytes = new TextEncoder().encode(JSON.stringify(body));
  let isRead = false;
  return {
    head: { status, contentType: 'application/json' },
    original: undefined,
    isNative: false,
    observer: undefined,
    isEdited: () => true,
    // The SDK would only make the same call again.
    headers: { 'content-type': 'application/json', 'x-should-retry': 'false' },
    body: {
      read() {
        if (isRead) return undefined;
        isRead = true;
        return bytes;
      },
      cancel() {
        isRead = true;
      },
    },
  };
}
