/**
 * A model whose tool calls were all denied on the wire is prompted again, in the application's place: with its answer, and the denial as
 * the result of each call. The application receives what the model answers then. Where that comes to nothing, it receives the first
 * answer with the denials in it.
 */
import { andThen } from '../../model/maybe-promise.ts';
import type { ByteSource } from '../../transports/byte-source.ts';
import type { Exchange, ExchangeReply, Next, Stage } from '../exchange.ts';
import type { ModelCall } from '../model-call.ts';
import { composeTransforms, type FullDenial } from '../response-filter.ts';
import type { Services } from '../services.ts';
import { isTimeFor, timeLimitsOf } from '../time-limits.ts';

export function repromptStage(services: Services): Stage {
  return function reprompt(exchange, next) {
    const startMs = services.clock();
    return andThen(next(exchange), (reply) => {
      if (!reply.fullDenial || !reply.body || !reply.call) return reply;
      const session = createSession(services, exchange, reply, next, startMs);
      return { ...reply, body: session.source, isEdited: () => session.hasSwitched() || reply.isEdited() };
    });
  };
}

/** An answer whose body is being read, and the exchange it came of. */
interface Attempt {
  readonly exchange: Exchange;
  readonly reply: ExchangeReply;
}

function createSession(services: Services, first: Exchange, reply: ExchangeReply, next: Next, startMs: number) {
  const { clock } = services;
  const limits = timeLimitsOf(first.head, startMs);
  /** When the latest attempt was made. */
  let attemptMs = startMs;
  let attempt: Attempt = { exchange: first, reply };
  /** Set while another answer is awaited. */
  let pending: AbortController | undefined;
  const { contentType } = reply.head;

  const bodyOf = ({ reply: { body } }: Attempt): ByteSource => body ?? { read: () => undefined, cancel: () => {} };

  async function read(): Promise<Uint8Array | undefined> {
    for (;;) {
      const chunk = await bodyOf(attempt).read();
      if (chunk !== undefined) return chunk;
      const denial = attempt.reply.fullDenial?.();
      const { call } = attempt.reply;
      if (!denial || !call) return undefined;
      const answer = await startReprompt(denial, call);
      if (answer) {
        // Nothing of interest is left in it, but it may not have ended.
        Promise.resolve(bodyOf(attempt).cancel()).catch(() => {});
        attempt = answer;
        continue;
      }
      const withheld = denial.takeWithheld();
      if (withheld.length > 0) return Buffer.concat(withheld);
    }
  }

  /** The answer to the reprompt; `undefined` where none can stand in place of the one before. Rejects where the application has aborted. */
  async function startReprompt(denial: FullDenial, call: ModelCall): Promise<Attempt | undefined> {
    const nowMs = clock();
    if (!isTimeFor(limits, nowMs, nowMs - attemptMs)) return undefined;
    const exchange = nextExchange(services, attempt.exchange, call, denial);
    if (!exchange) return undefined;
    attemptMs = nowMs;
    const controller = new AbortController();
    pending = controller;
    const timer = limits.deadlineMs === undefined ? undefined : setTimeout(() => controller.abort(), limits.deadlineMs - nowMs).unref();
    const resume = call.completeForReprompt();
    try {
      const sent = next({ ...exchange, additional: controller.signal });
      resume();
      const answer = await sent;
      if (isContinuation(answer, contentType)) return { exchange, reply: answer };
      answer.call?.end({ kind: 'complete' });
      Promise.resolve(answer.body?.cancel()).catch(() => {});
    } catch (error) {
      if (first.signal?.aborted) {
        call.run.repromptAborted = true;
        throw error;
      }
    } finally {
      clearTimeout(timer);
      pending = undefined;
    }
    call.acceptFinal();
    return undefined;
  }

  const source: ByteSource = {
    read,
    cancel(reason) {
      pending?.abort();
      return bodyOf(attempt).cancel(reason);
    },
    discard: (reason) => bodyOf(attempt).discard?.(reason) ?? false,
  };
  return { source, hasSwitched: () => attempt.exchange !== first };
}

/** The exchange that goes on after a denial; `undefined` where the dialect cannot say it. */
function nextExchange({ diagnostics, config }: Services, exchange: Exchange, call: ModelCall, denial: FullDenial): Exchange | undefined {
  try {
    const { dialect, route, reprompt, wire } = exchange;
    const count = (reprompt?.count ?? 0) + 1;
    const asked = dialect.reprompt(wire, denial.answer, denial.denials);
    // Where the answer is to be JSON, one more denied call would leave words in its place: the last prompt allows none.
    const isLast = count >= config.repromptLimit && exchange.request.parameters.outputType === 'json';
    const next = asked && isLast && dialect.supports.has('disable_tools') ? dialect.editRequest(asked, [{ kind: 'disable_tools' }]) : asked;
    const request = next && dialect.readRequest(next, route);
    if (!next || !request) return undefined;
    const { run, parent } = call;
    return {
      ...exchange,
      wire: next,
      request,
      isEdited: true,
      reprompt: {
        run,
        parent,
        count,
        clientResponseId: reprompt?.clientResponseId ?? (denial.splice && call.responseId),
        outputTransform: composeTransforms(denial.splice, reprompt?.outputTransform),
      },
    };
  } catch (error) {
    diagnostics.failure('reprompt', error);
    return undefined;
  }
}

/** Whether an answer can go on where another one stopped. */
const isContinuation = ({ head, body, original }: ExchangeReply, contentType: string): boolean =>
  original !== undefined &&
  head.status >= 200 &&
  head.status < 300 &&
  body !== undefined &&
  mimeOf(head.contentType) === mimeOf(contentType);

const mimeOf = (contentType: string): string => (contentType.split(';')[0] ?? '').trim().toLowerCase();
