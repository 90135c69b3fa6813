/**
 * An answer as it comes in, chunk by chunk: the one chunk of a JSON body, the events of a stream, or the elements of a list. A chunk is
 * what the API calls a GenerateContentResponse. Knows nothing of framing.
 */
import { isObject, type JsonObject, type JsonValue } from '../../model/json.ts';
import {
  type CallEdit,
  callEdits,
  type ModelResponse,
  type ResponseEdit,
  replacementText,
  type ToolCall,
} from '../../model/model-response.ts';
import { asIndex, asObject, asObjects, asText, checkParts, compact } from '../json.ts';
import {
  assembledParts,
  beginsWithText,
  type Candidate,
  type CandidateNote,
  callsOf,
  completedCalls,
  createCandidate,
  hasOutput,
  readCandidate,
  toCall,
  toMessage,
} from './candidate.ts';
import { blockReasonOf, parseError, parseUsage } from './metadata.ts';
import { rewriteBody } from './rewrite.ts';

/** A chunk that was read. */
export interface Chunk {
  readonly body: JsonObject;
  /** A tool call has begun and is not complete. */
  readonly open: boolean;
  /** Calls that the chunk completed. */
  readonly complete: readonly ToolCall[];
  /** It carries output. */
  readonly hasOutput: boolean;
  /** The answer is whole with it. */
  readonly isLast: boolean;
  /** The candidates of the body, by their objects. */
  readonly candidates: ReadonlyMap<JsonValue, CandidateNote>;
}

export interface Answer {
  read(body: JsonObject): Chunk;
  edit(edits: readonly ResponseEdit[]): void;
  /** The body in place of the chunk's: the same object where nothing changes; `undefined`: nothing is left of it. */
  rewrite(chunk: Chunk): JsonObject | undefined;
  response(): ModelResponse;
  /** See `StreamReader.assembledResponse`. */
  assembledResponse(): JsonObject | undefined;
  /** Whether there is text before the first tool call. */
  readonly beginsWithText: boolean;
}

export function createAnswer(): Answer {
  const candidates = new Map<number, Candidate>();
  const edits = new Map<string, CallEdit>();
  let replacement: string | undefined;
  let id: string | undefined;
  let model: string | undefined;
  let usage: JsonObject | undefined;
  let blockReason: string | undefined;
  let error: ModelResponse['error'];

  const ordered = (): Candidate[] => [...candidates.values()].sort((a, b) => a.index - b.index);

  function candidateAt(index: number): Candidate {
    const known = candidates.get(index);
    if (known) return known;
    checkParts(candidates.size);
    const candidate = createCandidate(index);
    candidates.set(index, candidate);
    return candidate;
  }

  /** Usage comes with every chunk; a reason without it is not the last word. */
  const isWhole = (body: JsonObject): boolean =>
    blockReason !== undefined ||
    (isObject(body.usageMetadata) && candidates.size > 0 && ordered().every(({ finish }) => finish !== undefined));

  return {
    read(body) {
      id ??= asText(body.responseId);
      model ??= asText(body.modelVersion);
      usage = asObject(body.usageMetadata) ?? usage;
      blockReason ??= blockReasonOf(body);
      error ??= parseError(body);
      const notes = new Map(
        asObjects(body.candidates).map((raw, at) => [raw as JsonValue, readCandidate(candidateAt(asIndex(raw.index) ?? at), raw)]),
      );
      return {
        body,
        complete: ordered().flatMap(completedCalls),
        open: ordered().some((candidate) => callsOf(candidate).some((slot) => !slot.isComplete)),
        hasOutput: [...notes.values()].some(hasOutput),
        isLast: isWhole(body),
        candidates: notes,
      };
    },
    edit(more) {
      for (const [key, edit] of callEdits(more)) edits.set(key, edit);
      replacement = replacementText(more) ?? replacement;
    },
    rewrite: ({ body, candidates: notes }) =>
      edits.size === 0 && replacement === undefined ? body : rewriteBody(body, notes, { edits, replacement }),
    response() {
      const all = ordered();
      const reasons = all.flatMap(({ finish }) => finish ?? []);
      return compact({
        id,
        model,
        finishReasons: reasons.length === 0 && blockReason !== undefined ? [blockReason] : reasons,
        usage: parseUsage(usage),
        messages: all.map(toMessage),
        toolCalls: all.flatMap((candidate) => callsOf(candidate).map((slot) => toCall(candidate, slot))),
        error,
        attributes: {},
      });
    },
    assembledResponse() {
      const [candidate, another] = candidates.values();
      const parts = candidate && !another ? assembledParts(candidate) : undefined;
      if (!candidate || !parts) return undefined;
      const { finish, index } = candidate;
      return { candidates: [{ content: { role: 'model', parts }, ...(finish === undefined ? {} : { finishReason: finish }), index }] };
    },
    get beginsWithText() {
      return ordered().some(beginsWithText);
    },
  };
}
