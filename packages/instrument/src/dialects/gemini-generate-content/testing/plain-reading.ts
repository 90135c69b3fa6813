import type { Reading } from '../../testing/plain-reading.ts';

// biome-ignore lint/suspicious/noExplicitAny: the plain reading takes the recorded JSON as it comes
type Any = any;

/** A body is one chunk, or a list of them; a stream is a list too. */
export function plainReading(body: Any, events: Any[] | undefined): Reading {
  const chunks: Any[] = events ?? (Array.isArray(body) ? body : [body]);
  const out: Any = { finish: {}, calls: [] };
  for (const chunk of chunks) {
    out.id ??= chunk.responseId;
    out.model ??= chunk.modelVersion;
    out.usage = chunk.usageMetadata ?? out.usage;
    out.error ||= Boolean(chunk.error);
    out.blocked ??= chunk.promptFeedback?.blockReason;
    for (const candidate of chunk.candidates ?? []) {
      // Recorded with enums as numbers: https://ai.google.dev/api/generate-content, FinishReason.
      const reason = { 1: 'STOP', 2: 'MAX_TOKENS' }[candidate.finishReason as 1 | 2] ?? candidate.finishReason;
      if (reason) out.finish[candidate.index ?? 0] = reason;
      for (const { functionCall: call } of candidate.content?.parts ?? []) if (call) out.calls.push([call.id, call.name, call.args ?? {}]);
    }
  }
  const { usage } = out;
  const total = (...counts: (number | undefined)[]): unknown =>
    counts.every((count) => count === undefined) ? undefined : counts.reduce<number>((sum, count) => sum + (count ?? 0), 0);
  const finish = Object.values(out.finish);
  return {
    id: out.id,
    model: out.model,
    input: total(usage?.promptTokenCount, usage?.toolUsePromptTokenCount),
    output: total(usage?.candidatesTokenCount, usage?.thoughtsTokenCount),
    cacheRead: usage?.cachedContentTokenCount,
    cacheWrite: undefined,
    reasoning: usage?.thoughtsTokenCount,
    finish: finish.length === 0 && out.blocked ? [out.blocked] : finish,
    calls: out.calls,
    error: out.error === true,
  };
}
