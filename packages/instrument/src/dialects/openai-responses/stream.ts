import type { Frame } from '../../framing/framing.ts';
import { encodeSse } from '../../framing/sse/index.ts';
import { isObject, type JsonObject } from '../../model/json.ts';
import { type CallEdit, callEdits, type ModelResponse, type ToolCall } from '../../model/model-response.ts';
import type { CallPiece, StreamReader, StreamStep } from '../dialect.ts';
import { asArray, asIndex, asNumber, asObject, asObjects, asString, asText, compact, parseObject } from '../json.ts';
import { isCall, nameOf } from './call-items.ts';
import { assembled, callOf, createItems, type Item, readPiece } from './items.ts';
import { callKey, parseError, readResponse, toCall } from './response.ts';
import { type Note, rewriteBody } from './rewrite.ts';

const FINAL = new Set(['response.completed', 'response.incomplete', 'response.failed', 'response.cancelled', 'response.done']);

/** Events that say nothing but that the provider is still there. */
const SIGNS_OF_LIFE = new Set(['keepalive', 'ping', 'response.ping', 'response.heartbeat']);

const piecesOf = (item: Item): CallPiece[] => (isCall(item.body) ? [{ key: callKey(item.place), name: nameOf(item.body) }] : []);

export function openStream(): StreamReader {
  const items = createItems();
  const open = new Set<Item>();
  const edits = new Map<string, CallEdit>();
  const notes = new WeakMap<Frame, Note>();
  let last: JsonObject | undefined;
  let ended = false;
  let rounds = 1;
  let error: ModelResponse['error'];
  /** How far the sequence numbers moved: events of ours minus events dropped. */
  let shift = 0;
  /** Of the latest event. */
  let sequence: number | undefined;
  /** The first call, and the number of the event that told of it. */
  let firstCall: { readonly item: Item; readonly sequence: number | undefined } | undefined;

  const streamed = (): Item[] => items.all.filter((item) => !item.isVariant);
  const finish = (item: Item): ToolCall[] => {
    item.done = true;
    open.delete(item);
    return isCall(item.body) ? [callOf(item, toCall)] : [];
  };
  const note = (event: Frame, item: Item): void => {
    if (isCall(item.body)) notes.set(event, { item });
  };

  const readItem = (event: Frame, body: JsonObject, type: string): StreamStep => {
    const raw = asObject(body.item);
    if (raw === undefined) return { open: open.size > 0, complete: [], chunk: false, pieces: [] };
    const isDone = type === 'response.output_item.done';
    const item = items.told(raw, asIndex(body.output_index), isDone);
    item.body = raw;
    note(event, item);
    if (isCall(raw)) {
      firstCall ??= { item, sequence };
      if (!item.done) open.add(item);
    }
    const complete: ToolCall[] = [];
    if (isDone) {
      item.pieces.clear();
      complete.push(...finish(item));
    }
    return { open: open.size > 0, complete, chunk: isCall(raw), pieces: piecesOf(item) };
  };

  /** Calls that come with the final object alone are complete with it, and so are those of which nothing more comes. */
  const readFinal = (event: Frame, response: JsonObject, type: string): StreamStep => {
    ended = true;
    const complete: ToolCall[] = [];
    const outputs = new Map<number, Item>();
    asObjects(response.output).forEach((raw, at) => {
      if (!isCall(raw)) return;
      const before = items.all.length;
      const item = items.ofFinal(raw, at);
      outputs.set(at, item);
      firstCall ??= { item, sequence };
      if (item.place === before) complete.push(...finish(item));
      else if (!item.done) {
        item.body = raw;
        item.pieces.clear();
        complete.push(...finish(item));
      }
    });
    for (const item of [...open]) complete.push(...finish(item));
    if (outputs.size > 0) notes.set(event, { outputs });
    const isError = type === 'response.failed' && parseError(response) !== undefined;
    const pieces = [...outputs.values()].flatMap(piecesOf);
    return { open: false, complete, chunk: false, last: true, pieces, ...(isError ? { isError } : {}) };
  };

  const readResponseEvent = (event: Frame, response: JsonObject, type: string): StreamStep => {
    const isFinal = FINAL.has(type);
    // A gateway that runs tools itself sends several rounds in one body.
    const goesOn = ended && !isFinal;
    if (goesOn) {
      ended = false;
      rounds += 1;
      items.nextRound();
    }
    last = response;
    return isFinal
      ? readFinal(event, response, type)
      : { open: open.size > 0, complete: [], chunk: false, pieces: [], ...(goesOn ? { goesOn: true as const } : {}) };
  };

  return {
    read(event) {
      const body = parseObject(event.data);
      const type = asString(body?.type) ?? '';
      if (body === undefined) return { open: open.size > 0, complete: [], chunk: false, pieces: [] };
      sequence = asNumber(body.sequence_number);
      const response = asObject(body.response);
      if (response !== undefined && type.startsWith('response.')) return readResponseEvent(event, response, type);
      if (type === 'response.output_item.added' || type === 'response.output_item.done') return readItem(event, body, type);
      if (type === 'error' || (type === '' && body.error !== undefined)) {
        error ??= parseError(isObject(body.error) || typeof body.error === 'string' ? body : { error: flatError(body) });
        return { open: open.size > 0, complete: [], chunk: false, pieces: [], isError: true };
      }
      if (SIGNS_OF_LIFE.has(type)) return { open: open.size > 0, complete: [], chunk: false, pieces: [], isAside: true };
      const item = items.ofEvent(body);
      if (item !== undefined) {
        readPiece(item, body, type);
        note(event, item);
      }
      const pieces = item ? piecesOf(item) : [];
      return { open: open.size > 0, complete: [], chunk: /\.(delta|partial_image)$/.test(type), pieces };
    },
    edit(more) {
      for (const [key, edit] of callEdits(more)) edits.set(key, edit);
    },
    rewrite(event) {
      if (edits.size === 0) return [event];
      const body = parseObject(event.data);
      if (body === undefined) return [event];
      const sent = rewriteBody(body, notes.get(event), edits);
      const base = asNumber(body.sequence_number);
      if (base === undefined) {
        return sent.length === 1 && sent[0] === body ? [event] : sent.map((each) => encode(event, each));
      }
      const from = base + shift;
      shift += sent.length - 1;
      if (sent.length === 1 && sent[0] === body && from === base) return [event];
      return sent.map((each, at) => encode(event, { ...each, sequence_number: from + at }));
    },
    response() {
      const output = streamed();
      const base = last ?? {};
      // The final object is the provider's own account; some leave its output empty, and a cut stream has none.
      const isWhole = ended && rounds === 1 && asObjects(base.output).length > 0;
      const parsed = readResponse(isWhole ? base : { ...base, output: output.map(assembled) });
      const calls = items.all.filter(({ body }) => isCall(body)).map((item) => callOf(item, toCall));
      // A stream that ended before its last event was to bring the whole response: nothing comes later.
      return compact({ ...parsed, unfinished: undefined, toolCalls: calls, error: parsed.error ?? error });
    },
    assembledResponse() {
      if (!ended || last === undefined) return undefined;
      const output = streamed();
      // In the order of the keys of calls.
      return output.length === 0 ? last : { ...last, output: output.map(assembled) };
    },
    spliceContinuation() {
      const first = firstCall?.item;
      const before = streamed().filter(({ place }) => first !== undefined && place < first.place);
      const from = first?.index ?? before.length;
      let next = firstCall?.sequence;
      const numbered = (body: JsonObject): JsonObject =>
        next === undefined || body.sequence_number === undefined ? body : { ...body, sequence_number: next++ };
      return (event) => {
        const body = parseObject(event.data);
        if (body === undefined) return [event];
        const response = asObject(body.response);
        // The beginning was that of the first response, and so is the id: SDKs refuse a stream in which it changes.
        if (response !== undefined && !FINAL.has(asString(body.type) ?? '')) return [];
        if (response !== undefined) {
          const output = [...before.map(assembled), ...asArray(response.output)];
          const id = asText(last?.id) ?? response.id;
          return [encode(event, numbered({ ...body, response: { ...response, ...(id === undefined ? {} : { id }), output } }))];
        }
        const index = asIndex(body.output_index);
        return [encode(event, numbered(index === undefined ? body : { ...body, output_index: index + from }))];
      };
    },
  };
}

function flatError(body: JsonObject): JsonObject {
  return compact({ type: asText(body.code) ?? 'error', message: asString(body.message) ?? '' });
}

function encode(event: Frame, body: JsonObject): Frame {
  const named = event.event === undefined ? undefined : (asString(body.type) ?? event.event);
  return encodeSse(compact({ event: named, data: JSON.stringify(body) }));
}
