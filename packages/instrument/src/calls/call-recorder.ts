/** A model call as telemetry: its span, its metrics, and its event for the policies that are evaluated here. */
import type { SpanRef } from '@airt/engine';
import { ATTR } from '@airt/protocol/semconv';
import { type Span, type SpanContext, SpanStatusCode } from '@opentelemetry/api';
import { textOf } from '../model/model-response.ts';
import type { Run } from '../runs/run.ts';
import { chatRequestAttributes, chatResponseAttributes, serverAttributes } from '../telemetry/chat-attributes.ts';
import type { CallOutcome } from './call-state.ts';
import type { CountedUsage } from './counted-usage.ts';
import type { Exchange } from './exchange.ts';
import type { Services } from './services.ts';

/** Providers repeat in error messages what they received: keys, and parts of the prompt. */
const MAX_ERROR_MESSAGE = 300;

export interface CallStart {
  readonly exchange: Exchange;
  readonly run: Run;
  readonly parent: Run['parent'];
  readonly provider: string;
  readonly startMs: number;
  readonly link: SpanContext | undefined;
}

export function startCallSpan({ telemetry, config }: Services, { exchange, run, parent, provider, startMs, link }: CallStart): Span {
  const { request, dialect, route, reprompt, head } = exchange;
  const resendCount = reprompt ? undefined : Number(head.header('x-stainless-retry-count')) || undefined;
  return telemetry.startSpan({
    name: request.model ? `${route.operation} ${request.model}` : route.operation,
    kind: 'client',
    parent,
    startMs,
    attributes: {
      ...commonAttributes(exchange, provider),
      ...chatRequestAttributes(request, dialect, config.captureContent),
      [ATTR.agentName]: run.agentName,
      [ATTR.conversationId]: request.conversationId ?? run.conversationId,
      [ATTR.resendCount]: resendCount,
      [ATTR.repromptCount]: reprompt?.count,
    },
    ...(link ? { links: [{ context: link }] } : {}),
  });
}

const commonAttributes = ({ request, route, wire }: Exchange, provider: string) => ({
  [ATTR.providerName]: provider,
  [ATTR.operationName]: route.operation,
  [ATTR.requestModel]: request.model,
  ...serverAttributes(wire.url),
});

export interface CallRecord {
  readonly exchange: Exchange;
  readonly run: Run;
  readonly span: Span;
  readonly spanRef: SpanRef;
  readonly provider: string;
  readonly startMs: number;
  readonly endMs: number;
  readonly outcome: CallOutcome;
  /** For budgets: estimates where the provider reported nothing. Spans and metrics have what was reported. */
  readonly usage: CountedUsage;
  /** Seconds from the start to each piece of output. */
  readonly chunkSeconds: readonly number[];
}

export function recordCall(services: Services, record: CallRecord): void {
  const { telemetry, metrics, config, digester } = services;
  const { exchange, run, span, spanRef, provider, startMs, endMs, outcome, usage, chunkSeconds } = record;
  const { request } = exchange;
  const { response, status, errorType, finishReasons } = outcome;
  const text = response ? textOf(response) : '';
  const textDigest = text === '' ? undefined : digester.text(text);
  span.setAttributes({
    ...chatResponseAttributes(response, finishReasons, config.captureContent),
    ...(request.stream && chunkSeconds[0] !== undefined ? { [ATTR.responseTimeToFirstChunk]: chunkSeconds[0] } : {}),
    ...(textDigest ? { [ATTR.textDigest]: textDigest } : {}),
    ...(status >= 400 ? { [ATTR.httpStatusCode]: status } : {}),
    ...(errorType ? { [ATTR.errorType]: errorType } : {}),
  });
  const message = config.captureContent ? response?.error?.message.slice(0, MAX_ERROR_MESSAGE) : undefined;
  if (errorType) span.setStatus({ code: SpanStatusCode.ERROR, ...(message ? { message } : {}) });
  telemetry.endSpan(span, endMs);
  metrics.inference({
    attributes: {
      ...commonAttributes(exchange, provider),
      ...(response?.model ? { [ATTR.responseModel]: response.model } : {}),
    } as Record<string, string | number>,
    errorType,
    durationSeconds: (endMs - startMs) / 1000,
    usage: response?.usage,
    chunkSeconds: request.stream ? chunkSeconds : undefined,
  });
  services.observe({
    kind: 'model_call',
    ...spanRef,
    startMs,
    endMs,
    ...(request.model ? { model: response?.model ?? request.model } : {}),
    ...(run.agentName ? { agentName: run.agentName } : {}),
    ...(usage.inputTokens !== undefined ? { inputTokens: usage.inputTokens } : {}),
    ...(usage.outputTokens !== undefined ? { outputTokens: usage.outputTokens } : {}),
    ...(textDigest ? { textDigest } : {}),
    ...(errorType ? { errorType } : {}),
    finishReasons,
  });
}
