/** Gives each model call its span, its run and its end, whatever the stages below do with it. */
import { guarded } from '../../diagnostics.ts';
import { isPromise, type MaybePromise } from '../../model/maybe-promise.ts';
import { type BodyObserver, observed } from '../../transports/byte-source.ts';
import { beginModelCall } from '../begin-model-call.ts';
import { failureOf } from '../call-state.ts';
import type { Exchange, ExchangeReply, Stage } from '../exchange.ts';
import type { ModelCall } from '../model-call.ts';
import type { ReadResult } from '../response-reading.ts';
import type { Services } from '../services.ts';

export function traceStage(services: Services): Stage {
  return function trace(exchange, next) {
    const call = guarded(services.diagnostics, 'begin_call', undefined, () => beginModelCall(services, exchange));
    if (!call) return next(exchange);
    const onFailure = (error: unknown): never => {
      call.end(failureOf(error));
      throw error;
    };
    let reply: MaybePromise<ExchangeReply>;
    try {
      reply = next({ ...exchange, call });
    } catch (error) {
      return onFailure(error);
    }
    const onReply = (each: ExchangeReply): ExchangeReply => watchReply(services, exchange, call, each);
    return isPromise(reply) ? reply.then(onReply, onFailure) : onReply(reply);
  };
}

/** Ends the call with the body of its reply. */
function watchReply({ diagnostics }: Services, { reprompt }: Exchange, call: ModelCall, reply: ExchangeReply): ExchangeReply {
  const traced: ExchangeReply = { ...reply, call };
  if (call.isEnded) return traced;
  // The body of a reprompt's answer goes on in the format of the first one.
  const reading = call.respond(reply.head);
  if (!reply.body) {
    call.end({ kind: 'complete' });
    return traced;
  }
  // An observer lives as long as its body is read: it must not keep the reply, and with it the whole exchange.
  const { fullDenial } = reply;
  const ends: BodyObserver = {
    onEnd() {
      // Where the model may be prompted again, the run goes on: the stage above ends the call.
      if (!fullDenial?.()) call.end({ kind: 'complete' });
    },
    onCancel: () => call.end({ kind: 'cancelled' }),
    onError: (error) => call.end(failureOf(error)),
    onAbandoned: () => call.end({ kind: 'abandoned' }),
  };
  if (!reply.isNative) return { ...traced, body: observed(reply.body, ends), observer: ends };
  const read = (result: () => ReadResult): void =>
    guarded(diagnostics, 'read_response', undefined, () => {
      for (const { step } of result().frames) {
        if (step.complete.length > 0) call.deliver(step.complete);
        if (step.goesOn) call.resume();
        if (step.last) call.markWhole();
      }
    });
  const observer: BodyObserver = {
    ...ends,
    onChunk: (chunk) => read(() => reading.push(chunk)),
    onText: (text) => read(() => reading.readWhole({ text })),
    onValue: (value) => read(() => reading.readWhole({ value })),
    onEnd() {
      read(() => reading.end());
      ends.onEnd();
    },
  };
  if (reprompt) return { ...traced, body: observed(reply.body, observer), isNative: false };
  return { ...traced, observer };
}
