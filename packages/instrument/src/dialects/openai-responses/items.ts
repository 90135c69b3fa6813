/**
 * The items of a streamed answer as they come in, and which item an event belongs to. Places are no identity: servers leave them out, count
 * anew where a gateway sends several rounds in one body, or use one twice.
 */
import type { JsonObject, JsonValue } from '../../model/json.ts';
import type { ToolCall } from '../../model/model-response.ts';
import { asIndex, asString, asText, checkParts, compact } from '../json.ts';
import { argumentsOf, callIdOf, isCall, nameOf } from './call-items.ts';

/** An item of the output as it comes in. */
export interface Item {
  /** Its place among all items of the stream: its key. */
  readonly place: number;
  /** `output_index`, where it has one. */
  readonly index: number | undefined;
  /** Rounds of `response.created` ... `response.completed` before it. */
  readonly round: number;
  /** As it was added, then as it was done. */
  body: JsonObject;
  /** Text of the parts, arguments, reasoning: pieces by the place they belong to. */
  readonly pieces: Map<string, string[]>;
  /** The arguments as their pieces told them. */
  streamedArguments: string;
  done: boolean;
  /** It stands in the final object only, where it differs from what was streamed. */
  readonly isVariant: boolean;
  /** Rewriting: the arguments of a replacement went out. */
  wroteArguments: boolean;
}

export interface Items {
  readonly all: readonly Item[];
  /** The item that an event of a piece belongs to: by its id, else by its place, else the latest. */
  ofEvent(body: JsonObject): Item | undefined;
  /** The item that is being told of by `added` or `done`, made where it is a new one. */
  told(raw: JsonObject, index: number | undefined, isDone: boolean): Item;
  /** The call of a final object: the one that was streamed, or another where it is a different call. */
  ofFinal(raw: JsonObject, at: number): Item;
  /** Another round begins. */
  nextRound(): void;
}

export function createItems(): Items {
  const all: Item[] = [];
  let round = 0;

  const find = (test: (item: Item) => boolean): Item | undefined => all.findLast((item) => item.round === round && test(item));
  const add = (body: JsonObject, index: number | undefined, isVariant: boolean): Item => {
    checkParts(all.length);
    const state = { streamedArguments: '', done: isVariant, wroteArguments: false };
    const item: Item = { place: all.length, index, round, body, pieces: new Map(), ...state, isVariant };
    all.push(item);
    return item;
  };
  const named = (raw: JsonObject): Item | undefined => find((item) => isSame(item.body, raw));

  return {
    all,
    ofEvent(body) {
      const id = asText(body.item_id);
      const index = asIndex(body.output_index);
      const byId = id === undefined ? undefined : find((item) => item.body.id === id);
      if (byId) return byId;
      if (index !== undefined) return find((item) => item.index === index);
      return find((item) => !item.done) ?? find(() => true);
    },
    told(raw, index, isDone) {
      const byName = named(raw);
      if (byName && (isDone || !byName.done)) return byName;
      const isOther = ({ body, done }: Item): boolean => done || body.type !== raw.type || (hasName(body) && hasName(raw));
      // Its done event may name it for the first time.
      const there = index === undefined ? undefined : find((item) => item.index === index);
      if (there && !isOther(there)) return there;
      const open = isDone && index === undefined ? find((item) => !isOther(item)) : undefined;
      return open ?? add(raw, index, false);
    },
    ofFinal(raw, at) {
      const inRound = all.filter((item) => item.round === round && !item.isVariant);
      const byPlace = inRound[at];
      const known =
        named(raw) ?? (byPlace && byPlace.body.type === raw.type && !(hasName(byPlace.body) && hasName(raw)) ? byPlace : undefined);
      return known && (!known.done || isSameCall(known.body, raw)) ? known : add(raw, at, true);
    },
    nextRound() {
      round += 1;
    },
  };
}

/** Both have the id of a call, or both that of an item, and it is the same. */
function isSame(one: JsonObject, other: JsonObject): boolean {
  const [a, b] = [asText(one.call_id), asText(other.call_id)];
  if (a !== undefined && b !== undefined) return a === b;
  const id = asText(one.id);
  return id !== undefined && id === other.id;
}

const hasName = (body: JsonObject): boolean => callIdOf(body) !== undefined;

const isSameCall = (one: JsonObject, other: JsonObject): boolean =>
  nameOf(one) === nameOf(other) && JSON.stringify(argumentsOf(one)) === JSON.stringify(argumentsOf(other));

/** Which member of the item an event's text belongs to. */
function place(body: JsonObject, type: string): string | undefined {
  if (/^response\.(function_call_arguments|custom_tool_call_input|mcp_call_arguments)\./.test(type)) return 'arguments';
  if (type.startsWith('response.output_text.') || type.startsWith('response.refusal.'))
    return `content.${asIndex(body.content_index) ?? 0}`;
  if (type.startsWith('response.reasoning_text.')) return `content.${asIndex(body.content_index) ?? 0}`;
  if (type.startsWith('response.reasoning_summary_text.')) return `summary.${asIndex(body.summary_index) ?? 0}`;
  return undefined;
}

export function readPiece(item: Item, body: JsonObject, type: string): void {
  const at = place(body, type);
  if (at === undefined) return;
  if (type.endsWith('.delta')) {
    const piece = asText(body.delta);
    if (piece === undefined) return;
    const pieces = item.pieces.get(at);
    if (pieces === undefined) item.pieces.set(at, [piece]);
    else pieces.push(piece);
    if (at === 'arguments') item.streamedArguments += piece;
  } else if (type.endsWith('.done')) {
    const whole = asString(body.text) ?? asString(body.refusal) ?? asString(body.arguments) ?? asString(body.input);
    if (whole !== undefined) item.pieces.set(at, [whole]);
  }
}

/** The item as far as it came. */
export function assembled(item: Item): JsonObject {
  if (item.pieces.size === 0) return item.body;
  const args = item.pieces.get('arguments')?.join('');
  if (isCall(item.body)) {
    return args === undefined ? item.body : { ...item.body, [item.body.type === 'custom_tool_call' ? 'input' : 'arguments']: args };
  }
  const texts = (prefix: string): string[] =>
    [...item.pieces].filter(([key]) => key.startsWith(prefix)).map(([, pieces]) => pieces.join(''));
  if (item.body.type === 'reasoning') {
    return {
      ...item.body,
      summary: texts('summary.').map((text): JsonValue => ({ type: 'summary_text', text })),
      content: texts('content.').map((text): JsonValue => ({ type: 'reasoning_text', text })),
    };
  }
  return { ...item.body, content: texts('content.').map((text): JsonValue => ({ type: 'output_text', text })) };
}

/** Some clients put the pieces together, others take the item as it was done. */
export function callOf(item: Item, toCall: (body: JsonObject, place: number) => ToolCall): ToolCall {
  const call = toCall(assembled(item), item.place);
  const { streamedArguments: streamed } = item;
  const differs = streamed !== '' && streamed !== call.arguments;
  return compact({ ...call, alternatives: differs ? [{ name: call.name, arguments: streamed }] : undefined });
}
