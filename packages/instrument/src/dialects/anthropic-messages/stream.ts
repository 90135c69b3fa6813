import type { Frame } from '../../framing/framing.ts';
import { encodeSse } from '../../framing/sse/index.ts';
import type { JsonObject, JsonValue } from '../../model/json.ts';
import type { Part } from '../../model/message.ts';
import { type CallEdit, callEdits, type ModelResponse, type ToolCall } from '../../model/model-response.ts';
import type { CallPiece, StreamReader } from '../dialect.ts';
import { argumentsObject, asIndex, asObject, asObjects, asString, asText, checkParts, compact, parseObject, placeholder } from '../json.ts';
import { parseBlock } from './request.ts';
import { answered, callKey, parseError, parseUsage, toCall } from './response.ts';

/** A content block as it comes in. */
interface Block {
  /** Its place among all blocks: its key. An `index` is no identity, servers use one again. */
  readonly place: number;
  readonly index: number;
  readonly start: JsonObject;
  /** Text, thinking, or the JSON text of the input. */
  readonly pieces: string[];
  stopped: boolean;
  /** Of thinking. */
  signature: string | undefined;
  readonly citations: JsonValue[];
  /** A piece of another kind came: the block cannot be put together again. */
  unknown: boolean;
}

interface Step {
  open: boolean;
  readonly complete: ToolCall[];
  chunk: boolean;
  last: boolean;
  readonly pieces: CallPiece[];
  isAside?: true;
  isError?: true;
}

export function openStream(): StreamReader {
  const blocks: Block[] = [];
  const edits = new Map<string, CallEdit>();
  const notes = new WeakMap<Frame, Block>();
  let id: string | undefined;
  let model: string | undefined;
  let usage: JsonObject | undefined;
  let stopReason: string | undefined;
  let error: ModelResponse['error'];
  /** Pieces of JSON by the index that they name: where one was used again, a client may add them all to the block at that place. */
  const jsonAt = new Map<number, string>();
  let isIndexReused = false;

  const isOpen = (): boolean => blocks.some((block) => isCall(block) && !block.stopped);
  /** The latest block of the index and, for a piece, of a kind that has such pieces. */
  const blockAt = (body: JsonObject, fits: (block: Block) => boolean = () => true): Block | undefined => {
    const index = asIndex(body.index);
    if (index === undefined) return blocks.findLast(fits) ?? blocks.at(-1);
    return blocks.findLast((block) => block.index === index && fits(block)) ?? blocks.findLast((block) => block.index === index);
  };
  const ofDelta = (body: JsonObject): Block | undefined => {
    const kind = asText(asObject(body.delta)?.type);
    const fits = KIND_OF_DELTA[kind ?? ''];
    return blockAt(body, fits && (({ start }) => fits.test(asText(start.type) ?? '')));
  };
  const stop = (block: Block | undefined): ToolCall[] => {
    if (block === undefined || block.stopped) return [];
    block.stopped = true;
    return isCall(block) ? [toReadCall(block)] : [];
  };
  const begin = (start: JsonObject, index: number): Block => {
    checkParts(blocks.length);
    isIndexReused ||= blocks.some((block) => block.index === index) || index !== blocks.length;
    const state = { stopped: false, signature: undefined, citations: [], unknown: false };
    const block: Block = { place: blocks.length, index, start, pieces: [], ...state };
    blocks.push(block);
    return block;
  };
  /** With what a client makes of it that takes an index for a place in the content. */
  const toReadCall = (block: Block): ToolCall => {
    const call = blockCall(block);
    const merged = isIndexReused ? jsonAt.get(block.place) : undefined;
    if (merged === undefined || merged === call.arguments) return call;
    return { ...call, alternatives: [{ name: call.name, arguments: merged }] };
  };
  /** Later counts replace earlier ones: they are cumulative, and what does not apply is left out or null. */
  const count = (value: JsonValue | undefined): void => {
    const more = asObject(value);
    if (more === undefined) return;
    usage = { ...usage, ...Object.fromEntries(Object.entries(more).filter(([, member]) => member !== null)) };
  };

  return {
    read(event) {
      const body = parseObject(event.data);
      const step: Step = { open: false, complete: [], chunk: false, last: false, pieces: [] };
      const note = (block: Block | undefined): void => {
        if (!block || !isCall(block)) return;
        notes.set(event, block);
        step.pieces.push({ key: callKey(block.place), name: asString(block.start.name) ?? '' });
      };
      if (body !== undefined) {
        switch (body.type) {
          case 'message_start': {
            const message = asObject(body.message);
            id = asText(message?.id) ?? id;
            model = asText(message?.model) ?? model;
            count(message?.usage);
            stopReason = asText(message?.stop_reason) ?? stopReason;
            asObjects(message?.content).forEach((block, at) => {
              step.complete.push(...stop(begin(block, at)));
            });
            break;
          }
          case 'content_block_start': {
            const start = asObject(body.content_block);
            if (start !== undefined) note(begin(start, asIndex(body.index) ?? blocks.length));
            step.chunk = start?.type === 'tool_use' || asText(start?.text) !== undefined;
            break;
          }
          case 'content_block_delta': {
            const delta = asObject(body.delta);
            const block = ofDelta(body);
            note(block);
            const json = asText(delta?.partial_json);
            const piece = asText(delta?.text) ?? asText(delta?.thinking) ?? json;
            if (json !== undefined && block) jsonAt.set(block.index, (jsonAt.get(block.index) ?? '') + json);
            if (piece !== undefined) {
              step.chunk = true;
              if (block) addPiece(block, piece);
            } else if (delta !== undefined) readOther(block, delta);
            break;
          }
          case 'content_block_stop': {
            const block = blockAt(body);
            note(block);
            step.complete.push(...stop(block));
            break;
          }
          case 'ping':
            step.isAside = true;
            break;
          case 'message_delta':
            stopReason = asText(asObject(body.delta)?.stop_reason) ?? stopReason;
            count(body.usage);
            for (const block of blocks) step.complete.push(...stop(block));
            break;
          case 'message_stop':
            step.last = true;
            for (const block of blocks) step.complete.push(...stop(block));
            break;
          default:
            if (body.type !== 'error' && body.error === undefined) break;
            error ??= parseError(body);
            step.isError = true;
        }
      }
      step.open = isOpen();
      return step;
    },
    edit(more) {
      for (const [key, edit] of callEdits(more)) edits.set(key, edit);
    },
    rewrite(event) {
      if (edits.size === 0) return [event];
      const body = parseObject(event.data);
      if (body === undefined) return [event];
      const sent = rewriteBody(body, blocks, notes.get(event), edits);
      if (sent.length === 1 && sent[0] === body) return [event];
      return sent.map((each) => encode(event, each));
    },
    response() {
      return compact({
        id,
        model,
        finishReasons: stopReason === undefined ? [] : [stopReason],
        usage: parseUsage(usage),
        messages: id === undefined && blocks.length === 0 ? [] : [{ role: 'assistant' as const, parts: blocks.map(toPart) }],
        toolCalls: blocks.filter(isCall).map(toReadCall),
        error,
        attributes: {},
      });
    },
    assembledResponse() {
      const content = blocks.map(wholeBlock);
      const known = content.filter((block) => block !== undefined);
      return known.length === content.length ? compact({ id, content: known, stop_reason: stopReason ?? null }) : undefined;
    },
    spliceContinuation() {
      const first = Math.min(...blocks.filter(isCall).map(({ index }) => index));
      let begun: JsonObject = {};
      return (event) => {
        const body = parseObject(event.data);
        switch (body?.type) {
          case 'message_start':
            begun = asObject(asObject(body.message)?.usage) ?? {};
            return [];
          case 'content_block_start':
          case 'content_block_delta':
          case 'content_block_stop':
            return [encode(event, { ...body, index: (asIndex(body.index) ?? 0) + first })];
          case 'message_delta':
            // What the beginning told of this request: the application has seen the counts of the other one.
            return [encode(event, { ...body, usage: { ...inputCounts(begun), ...asObject(body.usage) } })];
          default:
            return [event];
        }
      };
    },
  };
}

/** Kinds of block that pieces of a kind are for. */
const KIND_OF_DELTA: Readonly<Record<string, RegExp>> = {
  input_json_delta: /tool_use$/,
  text_delta: /^text$/,
  thinking_delta: /^thinking$/,
};

/** After its end, a call that goes on is open again: nothing of a call is released unjudged. */
function addPiece(block: Block, piece: string): void {
  block.pieces.push(piece);
  if (isCall(block)) block.stopped = false;
}

/** Pieces that count for nothing but a message put together again. */
function readOther(block: Block | undefined, delta: JsonObject): void {
  if (block === undefined) return;
  const { signature, citation, type } = delta;
  if (typeof signature === 'string') block.signature = signature;
  else if (citation !== undefined) block.citations.push(citation);
  else if (!KNOWN_DELTA.has(type)) block.unknown = true;
}

/** An empty piece of these is none. */
const KNOWN_DELTA = new Set<JsonValue | undefined>(['text_delta', 'thinking_delta', 'input_json_delta']);

function inputCounts(usage: JsonObject): JsonObject {
  const { input_tokens: input, cache_creation_input_tokens: written, cache_read_input_tokens: read } = usage;
  return compact({ input_tokens: input, cache_creation_input_tokens: written, cache_read_input_tokens: read });
}

/** The block as it would have come in one piece; undefined where that is not known. */
function wholeBlock(block: Block): JsonObject | undefined {
  const { start, pieces, signature, citations } = block;
  if (block.unknown || !block.stopped) return undefined;
  const joined = pieces.join('');
  switch (start.type) {
    case 'text':
      return { ...start, text: (asString(start.text) ?? '') + joined, ...(citations.length > 0 ? { citations } : {}) };
    case 'thinking':
      return { ...start, thinking: (asString(start.thinking) ?? '') + joined, ...(signature === undefined ? {} : { signature }) };
    default: {
      // Tools, also those that the provider runs: the input comes as pieces of JSON.
      if (joined === '') return start;
      const input = parseObject(joined);
      return input && { ...start, input };
    }
  }
}

function isCall(block: Block): boolean {
  return block.start.type === 'tool_use';
}

/** The JSON text as it was streamed; the input that came with the start where no text followed. */
function blockCall(block: Block): ToolCall {
  const call = toCall(block.start, block.place);
  return block.pieces.length === 0 ? call : { ...call, arguments: block.pieces.join('') };
}

function toPart(block: Block): Part {
  const joined = block.pieces.join('');
  switch (block.start.type) {
    case 'text':
      return { type: 'text', content: (asString(block.start.text) ?? '') + joined };
    case 'thinking':
      return { type: 'reasoning', content: (asString(block.start.thinking) ?? '') + joined };
    case 'tool_use': {
      const { id, name, arguments: args } = blockCall(block);
      return compact({ type: 'tool_call' as const, id, name, arguments: args });
    }
    default:
      return parseBlock(block.start);
  }
}

function encode(event: Frame, body: JsonObject): Frame {
  const named = event.event === undefined ? undefined : (asString(body.type) ?? event.event);
  return encodeSse(compact({ event: named, data: JSON.stringify(body) }));
}

/** The bodies in place of one; the same object where nothing changes. A removed call becomes a text block under the same index. */
function rewriteBody(
  body: JsonObject,
  blocks: readonly Block[],
  block: Block | undefined,
  edits: ReadonlyMap<string, CallEdit>,
): JsonObject[] {
  if (body.type === 'message_delta') {
    const delta = asObject(body.delta);
    const calls = blocks.filter(isCall);
    const left = calls.filter((block) => edits.get(callKey(block.place))?.kind !== 'remove_call').length;
    if (delta === undefined || calls.length === 0 || left > 0 || delta.stop_reason !== 'tool_use') return [body];
    return [{ ...body, delta: { ...delta, stop_reason: answered(delta.stop_reason) } }];
  }
  if (body.type !== 'content_block_start' && body.type !== 'content_block_delta') return [body];
  const edit = block === undefined || !isCall(block) ? undefined : edits.get(callKey(block.place));
  if (block === undefined || edit === undefined) return [body];
  const index = body.index ?? block.index;
  if (edit.kind === 'remove_call') {
    if (body.type === 'content_block_delta') return [];
    return [
      { ...body, content_block: { type: 'text', text: '' } },
      { type: 'content_block_delta', index, delta: { type: 'text_delta', text: placeholder(edit.text) } },
    ];
  }
  if (body.type === 'content_block_delta') return edit.arguments === undefined ? [body] : [];
  const start = { ...block.start, ...(edit.name === undefined ? {} : { name: edit.name }) };
  if (edit.arguments === undefined) return [{ ...body, content_block: start }];
  const json = JSON.stringify(argumentsObject(edit.arguments));
  return [
    { ...body, content_block: { ...start, input: {} } },
    { type: 'content_block_delta', index, delta: { type: 'input_json_delta', partial_json: json } },
  ];
}
