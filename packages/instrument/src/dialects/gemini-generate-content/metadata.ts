/** What stands beside the content of an answer: keys, finish reasons, usage, errors. */
import type { JsonObject } from '../../model/json.ts';
import type { ModelResponse, Usage } from '../../model/model-response.ts';
import { asCount, asNumber, asObject, asString, asText, compact } from '../json.ts';

/** The key of the call at a place among the calls of a candidate. */
export const callKey = (candidate: number, position: number): string => `c${candidate}.${position}`;

/** Enums as numbers (`$alt=json;enum-encoding=int`): those that both of Google's APIs count alike. */
const FINISH_REASONS = [undefined, 'STOP', 'MAX_TOKENS', 'SAFETY', 'RECITATION'];

export function finishReasonOf({ finishReason }: JsonObject): string | undefined {
  const code = asNumber(finishReason);
  return code === undefined || code === 0 ? asText(finishReason) : (FINISH_REASONS[code] ?? String(code));
}

/**
 * `promptTokenCount` includes cached tokens and not those of the results of the provider's own tools; thoughts are counted beside the
 * candidates (API reference, UsageMetadata: the total is the sum of the four).
 */
export function parseUsage(usage: JsonObject | undefined): Usage | undefined {
  if (!usage) return undefined;
  const reasoningTokens = asCount(usage.thoughtsTokenCount);
  const parsed: Usage = compact({
    inputTokens: sum(asCount(usage.promptTokenCount), asCount(usage.toolUsePromptTokenCount)),
    outputTokens: sum(asCount(usage.candidatesTokenCount), reasoningTokens),
    cacheReadTokens: asCount(usage.cachedContentTokenCount),
    reasoningTokens,
  });
  return Object.keys(parsed).length > 0 ? parsed : undefined;
}

const sum = (one: number | undefined, other: number | undefined): number | undefined =>
  one === undefined && other === undefined ? undefined : (one ?? 0) + (other ?? 0);

/** `{error: {code, message, status}}`, as a body and as an event of a stream. */
export function parseError(body: JsonObject): ModelResponse['error'] {
  const error = asObject(body.error);
  if (!error) return typeof body.error === 'string' ? { type: 'error', message: body.error } : undefined;
  return { type: asText(error.status) ?? asNumber(error.code)?.toString() ?? 'error', message: asString(error.message) ?? '' };
}

/** Why the prompt was not answered at all: there is no candidate then. */
export const blockReasonOf = (body: JsonObject): string | undefined => asText(asObject(body.promptFeedback)?.blockReason);
