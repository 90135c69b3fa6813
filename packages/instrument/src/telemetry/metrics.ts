/** The client metrics of the GenAI semantic conventions v0.1.0. */

import { AGENT_BUCKETS, ATTR, COUNT_BUCKETS, DURATION_BUCKETS, METRIC, TOKEN_BUCKETS } from '@airt/protocol/semconv';
import type { Attributes, Counter, Histogram, Meter } from '@opentelemetry/api';
import { type Diagnostics, guarded } from '../diagnostics.ts';
import type { Usage } from '../model/model-response.ts';

export interface InferenceRecord {
  /** operation.name, provider.name, request.model, response.model, server.address, server.port. */
  readonly attributes: Attributes;
  readonly errorType: string | undefined;
  readonly durationSeconds: number;
  readonly usage: Usage | undefined;
  /** Streams only: seconds from the request to each chunk with output. */
  readonly chunkSeconds: readonly number[] | undefined;
}

export interface Metrics {
  inference(record: InferenceRecord): void;
  agent(record: { durationSeconds: number; modelCalls: number; toolCalls: number; agentName?: string; errorType?: string }): void;
  tool(record: { durationSeconds: number; name: string; agentName?: string; errorType?: string }): void;
}

/** Metrics over instruments that may fail, as an application's own can: what is governed must not depend on what is measured. */
export function guardedMetrics(metrics: Metrics, diagnostics: Diagnostics): Metrics {
  return {
    inference: (record) => guarded(diagnostics, 'metrics', undefined, () => metrics.inference(record)),
    agent: (record) => guarded(diagnostics, 'metrics', undefined, () => metrics.agent(record)),
    tool: (record) => guarded(diagnostics, 'metrics', undefined, () => metrics.tool(record)),
  };
}

export function createMetrics(meter: Meter | undefined): Metrics {
  if (!meter) return { inference: () => {}, agent: () => {}, tool: () => {} };
  const histogram = (name: string, unit: string, boundaries: number[]): Histogram =>
    meter.createHistogram(name, { unit, advice: { explicitBucketBoundaries: boundaries } });
  const counter = (name: string): Counter => meter.createCounter(name, { unit: '{token}' });
  const duration = histogram(METRIC.inferenceDuration, 's', DURATION_BUCKETS);
  const firstChunk = histogram(METRIC.timeToFirstChunk, 's', DURATION_BUCKETS);
  const perChunk = histogram(METRIC.timePerOutputChunk, 's', DURATION_BUCKETS);
  const inputTokens = counter(METRIC.usageInputTokens);
  const outputTokens = counter(METRIC.usageOutputTokens);
  const cacheRead = counter(METRIC.usageCacheReadTokens);
  const cacheWrite = counter(METRIC.usageCacheWriteTokens);
  const reasoning = counter(METRIC.usageReasoningTokens);
  const inputPerCall = histogram(METRIC.operationInputTokens, '{token}', TOKEN_BUCKETS);
  const outputPerCall = histogram(METRIC.operationOutputTokens, '{token}', TOKEN_BUCKETS);
  const agentDuration = histogram(METRIC.invokeAgentDuration, 's', AGENT_BUCKETS);
  const agentModelCalls = histogram(METRIC.invokeAgentInferenceCalls, '{inference_call}', COUNT_BUCKETS);
  const agentToolCalls = histogram(METRIC.invokeAgentToolCalls, '{tool_call}', COUNT_BUCKETS);
  const toolDuration = histogram(METRIC.executeToolDuration, 's', DURATION_BUCKETS);

  return {
    inference({ attributes, errorType, durationSeconds, usage, chunkSeconds }) {
      const withError = errorType ? { ...attributes, [ATTR.errorType]: errorType } : attributes;
      duration.record(durationSeconds, withError);
      if (chunkSeconds) {
        chunkSeconds.forEach((at, index) => {
          if (index === 0) firstChunk.record(at, attributes);
          else perChunk.record(at - (chunkSeconds[index - 1] ?? at), attributes);
        });
      }
      // Recorded for every call: one that reported nothing counts zero tokens of modality unknown.
      const modality = { ...attributes, [ATTR.tokenModality]: usage ? 'text' : 'unknown' };
      inputTokens.add(usage?.inputTokens ?? 0, modality);
      outputTokens.add(usage?.outputTokens ?? 0, modality);
      if (usage?.cacheReadTokens !== undefined) cacheRead.add(usage.cacheReadTokens, modality);
      if (usage?.cacheWriteTokens !== undefined) cacheWrite.add(usage.cacheWriteTokens, modality);
      if (usage?.reasoningTokens !== undefined) reasoning.add(usage.reasoningTokens, modality);
      if (usage?.inputTokens !== undefined) inputPerCall.record(usage.inputTokens, withError);
      if (usage?.outputTokens !== undefined) outputPerCall.record(usage.outputTokens, withError);
    },
    agent({ durationSeconds, modelCalls, toolCalls, agentName, errorType }) {
      const attributes = { ...(agentName ? { [ATTR.agentName]: agentName } : {}), ...(errorType ? { [ATTR.errorType]: errorType } : {}) };
      agentDuration.record(durationSeconds, attributes);
      agentModelCalls.record(modelCalls, attributes);
      agentToolCalls.record(toolCalls, attributes);
    },
    tool({ durationSeconds, name, agentName, errorType }) {
      toolDuration.record(durationSeconds, {
        [ATTR.toolName]: name,
        ...(agentName ? { [ATTR.agentName]: agentName } : {}),
        ...(errorType ? { [ATTR.errorType]: errorType } : {}),
      });
    },
  };
}
