/** The stages of a model call put together, and what a transport is given of them. */
import { findDialect, type RoutedRequest } from '../dialects/index.ts';
import { isObject } from '../model/json.ts';
import { andThen, isPromise, type MaybePromise } from '../model/maybe-promise.ts';
import { withApplicationSpan } from '../telemetry/application.ts';
import type { OutgoingRequest, TransportExchange, TransportHost, TransportReply } from '../transports/transport.ts';
import { composeStages, type Exchange, type ExchangeReply, type Next } from './exchange.ts';
import type { Services } from './services.ts';
import { guardStage } from './stages/guard.ts';
import { repromptStage } from './stages/reprompt.ts';
import { traceStage } from './stages/trace.ts';

/** What is waited for before the first model call of a thread. */
export type ServicesSource = () => MaybePromise<Services | undefined>;

/** The host of every transport of a thread. */
export function createTransportHost(servicesOf: ServicesSource): TransportHost {
  const pipelines = new WeakMap<Services, Next>();
  const pipelineOf = (services: Services): Next => {
    const known = pipelines.get(services) ?? createPipeline(services);
    pipelines.set(services, known);
    return known;
  };
  return {
    match(head) {
      const routed = findDialect(head);
      if (!routed) return undefined;
      return {
        ready: () =>
          andThen(servicesOf(), (services) => services && ((exchange) => handle(services, pipelineOf(services), routed, exchange))),
      };
    },
  };
}

/** An ungoverned call passes only the stage that traces it. */
export function createPipeline(services: Services): Next {
  const stages = services.guard.isActive ? [repromptStage(services), traceStage(services), guardStage(services)] : [traceStage(services)];
  return composeStages(stages, sendExchange);
}

function handle(
  services: Services,
  pipeline: Next,
  routed: RoutedRequest,
  sent: TransportExchange,
): MaybePromise<ExchangeReply> | undefined {
  // A request that was given up already goes to nobody.
  if (sent.signal?.aborted) return undefined;
  const exchange = openExchange(services, routed, sent);
  if (!exchange) return undefined;
  services.coverage.seen('dialect', routed.dialect.name);
  return pipeline(exchange);
}

function openExchange(services: Services, { dialect, route }: RoutedRequest, sent: TransportExchange): Exchange | undefined {
  const { head, body: text, signal, send } = sent;
  try {
    const body: unknown = JSON.parse(text);
    const wire = isObject(body) ? { url: head.url, body } : undefined;
    const request = wire && dialect.readRequest(wire, route);
    return request && { dialect, route, head, wire, request, isEdited: false, scope: services.scopes.getStore(), signal, send };
  } catch (error) {
    services.diagnostics.failure('read_request', error);
    return undefined;
  }
}

/** The innermost layer: what sends. */
function sendExchange({ wire, head, isEdited, additional, send, call }: Exchange): MaybePromise<ExchangeReply> {
  const request: OutgoingRequest = {
    ...(isEdited ? { body: JSON.stringify(wire.body) } : {}),
    ...(isEdited && wire.url.href !== head.url.href ? { url: wire.url } : {}),
    ...(additional ? { additional } : {}),
  };
  const reply = call ? withApplicationSpan(call.span, () => send(request)) : send(request);
  call?.markSent();
  return isPromise<TransportReply>(reply) ? reply.then(replyOf) : replyOf(reply);
}

const replyOf = (reply: TransportReply): ExchangeReply => ({
  head: reply.head,
  original: reply,
  body: reply.body,
  isNative: true,
  observer: undefined,
  isEdited: () => false,
});
