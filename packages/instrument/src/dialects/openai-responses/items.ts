/** The items of a streamed answer as they come in. */
import type { JsonObject, JsonValue } from '../../model/json.ts';
import { asIndex, asString, asText } from '../json.ts';
import { isCall } from './request.ts';

/** An item of the output as it comes in. */
export interface Item {
  readonly index: number;
  /** As it was added, then as it was done. */
  body: JsonObject;
  /** Text of the parts, arguments, reasoning: pieces by the place they belong to. */
  readonly pieces: Map<string, string[]>;
  done: boolean;
  /** Rewriting: the arguments of a replacement went out. */
  wroteArguments: boolean;
}

/** The item of the final object: by id, else by place. */
export function findItem(items: ReadonlyMap<number, Item>, raw: JsonObject, at: number): Item | undefined {
  const id = asText(raw.id);
  const callId = asText(raw.call_id);
  for (const item of items.values()) {
    if (callId !== undefined ? item.body.call_id === callId : id !== undefined && item.body.id === id) return item;
  }
  const same = items.get(at);
  return same !== undefined && same.body.type === raw.type ? same : undefined;
}

/** Which member of the item an event's text belongs to. */
function place(body: JsonObject, type: string): string | undefined {
  if (type.startsWith('response.function_call_arguments.') || type.startsWith('response.custom_tool_call_input.')) return 'arguments';
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
