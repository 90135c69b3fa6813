import type { Frame } from '../../framing/framing.ts';
import { encodeSse } from '../../framing/sse/index.ts';
import { isObject, type JsonObject, type JsonValue } from '../../model/json.ts';
import type { Message, Part } from '../../model/message.ts';
import { type CallEdit, callEdits, type ModelResponse, type ToolCall, type Usage } from '../../model/model-response.ts';
import type { StreamReader, StreamStep } from '../dialect.ts';
import { asArray, asIndex, asObject, asObjects, asText, checkParts, compact, parseObject, without } from '../json.ts';
import { parseContent } from './request.ts';
import { parseError, parseUsage, responseAttributes } from './response.ts';
import { rewriteEvent } from './rewrite.ts';
import { type Choice, type ChoiceNote, hasWholeArguments, type Note, nameOf, readCalls, type Slot, toCall } from './slots.ts';

export function openStream(): StreamReader {
  const choices = new Map<number, Choice>();
  const edits = new Map<string, CallEdit>();
  const notes = new WeakMap<Frame, Note>();
  let id: string | undefined;
  let model: string | undefined;
  let usage: Usage | undefined;
  let error: ModelResponse['error'];
  let attributes: Record<string, string> = {};

  const choiceAt = (index: number): Choice => {
    let choice = choices.get(index);
    if (choice === undefined) {
      checkParts(choices.size);
      choice = { index, runs: [], others: [], slots: [], finish: undefined, reasoningKey: undefined, wroteText: false };
      choices.set(index, choice);
    }
    return choice;
  };
  const isOpen = (): boolean => {
    for (const choice of choices.values()) if (choice.slots.some((slot) => !slot.complete)) return true;
    return false;
  };
  /** @param isLast Nothing more comes. Before that an end is one only where nothing is missing: some proxies tell one with every chunk. */
  const complete = (choice: Choice, isLast: boolean): ToolCall[] => {
    const calls: ToolCall[] = [];
    for (const slot of choice.slots) {
      if (slot.complete || !(isLast || hasWholeArguments(slot))) continue;
      slot.complete = true;
      calls.push(toCall(slot));
    }
    return calls;
  };

  /** A call is complete where the next one begins and nothing is missing from it: it does not wait for its siblings. */
  const completeBefore = (choice: Choice, pieces: ChoiceNote['pieces']): ToolCall[] => {
    const current = new Set([...pieces.values()].map(({ slot }) => slot));
    const calls = choice.slots.filter((slot) => !slot.complete && !current.has(slot) && hasWholeArguments(slot));
    for (const slot of calls) slot.complete = true;
    return calls.map(toCall);
  };

  const readBody = (event: Frame, body: JsonObject): StreamStep => {
    id ??= asText(body.id);
    model ??= asText(body.model);
    // Some providers repeat it with every chunk, cumulative; Groq has it under x_groq.
    usage = parseUsage(body.usage) ?? parseUsage(asObject(body.x_groq)?.usage) ?? usage;
    error ??= parseError(body);
    attributes = { ...attributes, ...responseAttributes(body) };
    const completed: ToolCall[] = [];
    const noted = new Map<JsonObject, ChoiceNote>();
    let chunk = false;
    asObjects(body.choices).forEach((raw, at) => {
      const choice = choiceAt(asIndex(raw.index) ?? at);
      const afterText = choice.runs.some((run) => run.type === 'text');
      const delta = asObject(raw.delta) ?? {};
      if (readText(choice, delta)) chunk = true;
      const pieces = readCalls(choice, delta);
      if (pieces.size > 0) chunk = true;
      if ([...pieces.values()].some(({ first }) => first)) completed.push(...completeBefore(choice, pieces));
      const finish = asText(raw.finish_reason);
      if (finish !== undefined) {
        choice.finish = finish;
        completed.push(...complete(choice, false));
      }
      if (choice.slots.length > 0) noted.set(raw, { choice, pieces, afterText });
    });
    if (noted.size > 0) notes.set(event, { body, choices: noted });
    const pieces = [...noted.values()].flatMap((each) =>
      [...each.pieces.values()].map(({ slot }) => ({ key: slot.key, name: nameOf(slot) })),
    );
    // Text beside calls that have begun. A choice whose end it is has to keep its place.
    const isAside = pieces.length === 0 && asObjects(body.choices).length > 0 && asObjects(body.choices).every((raw) => isTextOnly(raw));
    return {
      open: isOpen(),
      complete: completed,
      chunk,
      pieces,
      ...(isAside ? { isAside } : {}),
      ...(parseError(body) ? { isError: true as const } : {}),
    };
  };

  return {
    read(event) {
      if (event.data?.trim() === '[DONE]') {
        return {
          open: false,
          complete: [...choices.values()].flatMap((choice) => complete(choice, true)),
          chunk: false,
          last: true,
          pieces: [],
        };
      }
      const body = parseObject(event.data);
      return body === undefined ? { open: isOpen(), complete: [], chunk: false, pieces: [] } : readBody(event, body);
    },
    edit(more) {
      for (const [key, edit] of callEdits(more)) edits.set(key, edit);
    },
    rewrite(event) {
      const note = notes.get(event);
      if (note === undefined || edits.size === 0) return [event];
      return rewriteEvent(event, note, edits);
    },
    response() {
      const ordered = [...choices.values()].sort((a, b) => a.index - b.index);
      return compact({
        id,
        model,
        finishReasons: ordered.flatMap((choice) => choice.finish ?? []),
        usage,
        messages: ordered.map(toMessage),
        toolCalls: ordered.flatMap((choice) => choice.slots.map(toCall)),
        error,
        attributes,
      });
    },
    assembledResponse() {
      const [choice, another] = choices.values();
      if (!choice || another || choice.others.length > 0) return undefined;
      return { choices: [{ index: choice.index, finish_reason: choice.finish ?? null, message: wholeMessage(choice) }] };
    },
    spliceContinuation() {
      let parted = ![...choices.values()].some((choice) => choice.runs.some((run) => run.type === 'text'));
      return (event) => {
        const apart = parted ? undefined : withParagraph(event);
        if (apart) parted = true;
        return [apart ?? event];
      };
    },
  };
}

const isTextOnly = ({ delta, finish_reason: finish }: JsonObject): boolean =>
  (finish ?? null) === null && (asText(asObject(delta)?.content) !== undefined || asText(asObject(delta)?.reasoning_content) !== undefined);

function wholeMessage(choice: Choice): JsonObject {
  const text = (type: 'text' | 'reasoning'): string =>
    choice.runs
      .filter((run) => run.type === type)
      .map((run) => run.pieces.join(''))
      .join('');
  const message: JsonObject = { role: 'assistant', content: text('text') || null };
  if (choice.reasoningKey !== undefined) message[choice.reasoningKey] = text('reasoning');
  const calls = choice.slots.filter((slot) => !slot.legacy);
  if (calls.length > 0) message.tool_calls = calls.map(wholeCall);
  const legacy = choice.slots.find((slot) => slot.legacy);
  if (legacy) message.function_call = { name: nameOf(legacy), arguments: legacy.pieces.join('') };
  return message;
}

function wholeCall(slot: Slot): JsonObject {
  const { name, arguments: args } = toCall(slot);
  const value = args as JsonValue;
  const rest = without(slot.first, 'index', 'function', 'custom');
  const kind: JsonObject = isObject(slot.first.custom)
    ? { type: 'custom', custom: { ...slot.first.custom, name, input: value } }
    : { type: 'function', function: { ...asObject(slot.first.function), name, arguments: value } };
  return { ...rest, ...(slot.id === undefined ? {} : { id: slot.id }), ...kind };
}

/** The event with an empty line before its text; undefined where it has none. */
function withParagraph(event: Frame): Frame | undefined {
  const body = parseObject(event.data);
  const [choice] = asObjects(body?.choices);
  const delta = asObject(choice?.delta);
  const text = asText(delta?.content);
  if (!body || !choice || text === undefined) return undefined;
  const choices = asArray(body.choices).map((each) =>
    each === choice ? { ...choice, delta: { ...delta, content: `\n\n${text}` } } : each,
  );
  return encodeSse(compact({ event: event.event, data: JSON.stringify({ ...body, choices }) }));
}

function readText(choice: Choice, delta: JsonObject): boolean {
  let any = false;
  const add = (type: 'text' | 'reasoning', piece: string | undefined): void => {
    if (piece === undefined || piece === '') return;
    any = true;
    const run = choice.runs.at(-1);
    if (run?.type === type) run.pieces.push(piece);
    else choice.runs.push({ type, pieces: [piece] });
  };
  for (const key of ['reasoning_content', 'reasoning'] as const) if (asText(delta[key]) !== undefined) choice.reasoningKey ??= key;
  add('reasoning', asText(delta.reasoning_content) ?? asText(delta.reasoning));
  if (typeof delta.content === 'string') add('text', delta.content);
  else {
    for (const part of parseContent(delta.content)) {
      if (part.type === 'text' || part.type === 'reasoning') add(part.type, part.content);
      else choice.others.push(part);
    }
  }
  add('text', asText(delta.refusal));
  return any || isObject(delta.audio);
}

function toMessage(choice: Choice): Message {
  const parts: Part[] = choice.runs.map((run) => ({ type: run.type, content: run.pieces.join('') }));
  parts.push(...choice.others);
  for (const slot of choice.slots) {
    const { id, name, arguments: args } = toCall(slot);
    parts.push(compact({ type: 'tool_call' as const, id, name, arguments: args }));
  }
  return { role: 'assistant', parts };
}
