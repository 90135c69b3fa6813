/**
 * A plain reading of an answer's bytes, against which spans are checked. It shares no code with the data plane, takes the whole
 * body at once, and knows of each dialect only what its documentation says.
 */
import { type Dialect, type Exchange, isRecord, parse } from './exchange.ts';

/** A tool call that the application has to run. */
export interface ReadCall {
  readonly id: string | undefined;
  readonly name: string;
  /** JSON in a canonical form where the arguments are JSON, else the text. */
  readonly arguments: string;
}

/** What an answer says of itself. Tokens of input include those from and to the cache. */
export interface Reading {
  readonly id: string | undefined;
  readonly model: string | undefined;
  readonly finishReasons: readonly string[];
  readonly inputTokens: number | undefined;
  readonly outputTokens: number | undefined;
  readonly cacheReadTokens: number | undefined;
  readonly cacheWriteTokens: number | undefined;
  readonly reasoningTokens: number | undefined;
  readonly calls: readonly ReadCall[];
  /** The answer reports an error: an error body, or an error in the middle of a stream. */
  readonly failed: boolean;
}

type Json = Record<string, unknown>;

/** Reads an answer, or the first `sent` bytes of it. */
export function read(exchange: Exchange, sent: number = exchange.body.length): Reading {
  const text = exchange.body.subarray(0, sent).toString('utf8');
  const documents = exchange.sse ? dataOf(text) : [object(parse(text))];
  return readers[exchange.dialect](documents, exchange.sse);
}

const readers: Readonly<Record<Dialect, (documents: readonly Json[], sse: boolean) => Reading>> = {
  chat(documents) {
    // Groq's first streams told the usage in a place of their own.
    const told = documents.map((document) => document.usage ?? object(document.x_groq).usage);
    const usage = object(told.findLast(isRecord));
    const choices = new Map<number, { finish: string | undefined; calls: Map<number, { id?: string; name: string; text: string }> }>();
    for (const choice of documents.flatMap((document) => list(document.choices))) {
      const index = number(choice.index) ?? 0;
      const state = choices.get(index) ?? { finish: undefined, calls: new Map() };
      choices.set(index, state);
      state.finish = string(choice.finish_reason) ?? state.finish;
      const part = object(choice.delta ?? choice.message);
      const legacy: Json[] = isRecord(part.function_call) ? [{ index: -1, function: part.function_call }] : [];
      for (const [at, call] of [...list(part.tool_calls), ...legacy].entries()) {
        const place = number(call.index) ?? at;
        const known = state.calls.get(place) ?? { name: '', text: '' };
        state.calls.set(place, known);
        // A name or an id that comes once more is the same one, not its next piece.
        known.id = string(call.id) ?? known.id ?? '';
        known.name = string(object(call.function).name) ?? string(object(call.custom).name) ?? known.name;
        const args = object(call.function).arguments ?? object(call.custom).input;
        known.text += typeof args === 'string' ? args : args === undefined || args === null ? '' : JSON.stringify(args);
      }
    }
    const ordered = [...choices].sort(([a], [b]) => a - b).map(([, state]) => state);
    return {
      id: first(documents, 'id'),
      model: first(documents, 'model'),
      finishReasons: ordered.flatMap((choice) => choice.finish ?? []),
      inputTokens: number(usage.prompt_tokens),
      outputTokens: number(usage.completion_tokens),
      cacheReadTokens: number(object(usage.prompt_tokens_details).cached_tokens),
      cacheWriteTokens: number(object(usage.prompt_tokens_details).cache_write_tokens),
      reasoningTokens: number(object(usage.completion_tokens_details).reasoning_tokens),
      calls: ordered.flatMap((choice) =>
        [...choice.calls.values()].map((call) => ({ id: call.id || undefined, name: call.name, arguments: canonical(call.text) })),
      ),
      failed: documents.some((document) => isRecord(document.error)),
    };
  },

  responses(documents, sse) {
    const whole = sse ? object(documents.findLast((document) => isRecord(document.response))?.response) : object(documents[0]);
    // Some providers leave the output of the last event empty: then the finished items are what there is.
    const items = list(whole.output);
    const output =
      items.length > 0 || !sse ? items : documents.filter((d) => d.type === 'response.output_item.done').map((d) => object(d.item));
    const calls = output.filter(isRunByClient);
    const status = string(whole.status);
    const reason = string(object(whole.incomplete_details).reason);
    const finish: Readonly<Record<string, string>> = {
      completed: calls.length > 0 ? 'tool_calls' : 'stop',
      complete: calls.length > 0 ? 'tool_calls' : 'stop',
      incomplete: reason ?? 'incomplete',
      failed: 'error',
      cancelled: 'error',
    };
    const ended = status === undefined ? undefined : finish[status];
    const usage = object(whole.usage);
    return {
      id: string(whole.id),
      model: string(whole.model),
      finishReasons: ended === undefined ? [] : [ended],
      inputTokens: number(usage.input_tokens),
      outputTokens: number(usage.output_tokens),
      cacheReadTokens: number(object(usage.input_tokens_details).cached_tokens),
      cacheWriteTokens: number(object(usage.input_tokens_details).cache_write_tokens),
      reasoningTokens: number(object(usage.output_tokens_details).reasoning_tokens),
      calls: calls.map((item) => ({
        id: string(item.call_id) ?? string(item.id),
        name: string(item.name) ?? string(item.type)?.replace(/_call$/, '') ?? '',
        arguments: canonical(item.arguments ?? item.input ?? item.action ?? item.operation),
      })),
      failed: isRecord(whole.error) || documents.some((document) => document.type === 'error' || isRecord(document.error)),
    };
  },

  messages(documents, sse) {
    if (!sse) return ofMessage(object(documents[0]), list(object(documents[0]).content));
    const message: Json = { ...object(documents.find((document) => document.type === 'message_start')?.message) };
    const blocks: Json[] = [];
    const inputs: string[] = [];
    for (const event of documents) {
      const index = number(event.index) ?? 0;
      if (event.type === 'content_block_start') blocks[index] = object(event.content_block);
      const piece = object(event.delta).partial_json;
      if (event.type === 'content_block_delta' && typeof piece === 'string') inputs[index] = (inputs[index] ?? '') + piece;
      if (event.type === 'message_delta') {
        message.stop_reason = object(event.delta).stop_reason ?? message.stop_reason;
        const later = Object.entries(object(event.usage)).filter(([, value]) => value !== null);
        message.usage = { ...object(message.usage), ...Object.fromEntries(later) };
      }
    }
    const content = blocks.map((block, index) => (inputs[index] ? { ...block, input: parse(inputs[index]) ?? inputs[index] } : block));
    const failed = documents.some((document) => document.type === 'error');
    return { ...ofMessage(message, content.filter(isRecord)), failed };
  },

  gemini(documents) {
    const usage = object(documents.findLast((document) => isRecord(document.usageMetadata))?.usageMetadata);
    const reasons = new Map<number, string>();
    const calls: { id: string | undefined; name: string; args: Json }[] = [];
    for (const candidate of documents.flatMap((document) => list(document.candidates))) {
      // Recorded once with enums as numbers (https://ai.google.dev/api/generate-content, FinishReason).
      const reason = string({ 1: 'STOP', 2: 'MAX_TOKENS' }[Number(candidate.finishReason)] ?? candidate.finishReason);
      if (reason) reasons.set(number(candidate.index) ?? 0, reason);
      for (const { functionCall } of list(object(candidate.content).parts)) {
        if (!isRecord(functionCall)) continue;
        const { id, name, args, partialArgs } = functionCall;
        if (string(name)) calls.push({ id: string(id), name: string(name) ?? '', args: { ...object(args) } });
        // Pieces of the call before, each with a path such as `$.city`.
        for (const piece of list(partialArgs)) {
          const member = String(piece.jsonPath).slice(2);
          const known = calls.at(-1)?.args ?? {};
          known[member] = `${known[member] ?? ''}${piece.stringValue}`;
        }
      }
    }
    const blocked = documents.flatMap((document) => string(object(document.promptFeedback).blockReason) ?? []);
    const total = (...counts: (number | undefined)[]) =>
      counts.some((count) => count !== undefined) ? counts.reduce<number>((sum, count) => sum + (count ?? 0), 0) : undefined;
    return {
      id: first(documents, 'responseId'),
      model: first(documents, 'modelVersion'),
      finishReasons: reasons.size > 0 ? [...reasons].sort(([a], [b]) => a - b).map(([, reason]) => reason) : blocked.slice(0, 1),
      inputTokens: total(number(usage.promptTokenCount), number(usage.toolUsePromptTokenCount)),
      outputTokens: total(number(usage.candidatesTokenCount), number(usage.thoughtsTokenCount)),
      cacheReadTokens: number(usage.cachedContentTokenCount),
      cacheWriteTokens: undefined,
      reasoningTokens: number(usage.thoughtsTokenCount),
      calls: calls.map(({ id, name, args }) => ({ id, name, arguments: canonical(args) })),
      failed: documents.some((document) => isRecord(document.error)),
    };
  },
};

function ofMessage(message: Json, content: readonly Json[]): Reading {
  const usage = object(message.usage);
  const [plain, cacheRead, cacheWrite] = [usage.input_tokens, usage.cache_read_input_tokens, usage.cache_creation_input_tokens].map(number);
  const stop = string(message.stop_reason);
  return {
    id: string(message.id),
    model: string(message.model),
    finishReasons: stop === undefined ? [] : [stop],
    inputTokens: plain === undefined ? undefined : plain + (cacheRead ?? 0) + (cacheWrite ?? 0),
    outputTokens: number(usage.output_tokens),
    cacheReadTokens: cacheRead,
    cacheWriteTokens: cacheWrite,
    reasoningTokens: number(object(usage.output_tokens_details).thinking_tokens),
    calls: content
      .filter((block) => block.type === 'tool_use')
      .map((block) => ({ id: string(block.id), name: string(block.name) ?? '', arguments: canonical(block.input) })),
    failed: message.type === 'error',
  };
}

/** The data of a stream's events, those that are JSON objects. */
function dataOf(text: string): Json[] {
  return text
    .split(/\r\n\r\n|\n\n|\r\r/)
    .map((block) =>
      block
        .split(/\r\n|\n|\r/)
        .filter((line) => line.startsWith('data:'))
        .map((line) => line.slice(line.startsWith('data: ') ? 6 : 5))
        .join('\n'),
    )
    .map(parse)
    .filter(isRecord);
}

/** A value, or a JSON text, with its members in alphabetical order; another text as it is, nothing as an empty object. */
export function canonical(value: unknown): string {
  const data = typeof value === 'string' ? (parse(value) ?? value) : value;
  if (data === undefined || data === null || data === '') return '{}';
  if (typeof data === 'string') return data;
  return JSON.stringify(data, (_, member: unknown) =>
    isRecord(member) ? Object.fromEntries(Object.entries(member).sort(([a], [b]) => (a < b ? -1 : 1))) : member,
  );
}

const object = (value: unknown): Json => (isRecord(value) ? value : {});
const list = (value: unknown): Json[] => (Array.isArray(value) ? value.filter(isRecord) : []);
const number = (value: unknown): number | undefined => (typeof value === 'number' ? value : undefined);
const string = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined);
const first = (documents: readonly Json[], member: string) =>
  documents.map((document) => string(document[member])).find((value) => value !== undefined);

/** Calls that the application is to run, and not the provider. */
const isRunByClient = ({ type, execution, environment }: Json): boolean =>
  /^(function|custom_tool|local_shell|apply_patch|computer)_call$|^mcp_approval_request$/.test(string(type) ?? '') ||
  (type === 'shell_call' && !/container/.test(JSON.stringify(environment ?? {}))) ||
  (type === 'tool_search_call' && execution === 'client');
