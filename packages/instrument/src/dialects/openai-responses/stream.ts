import type { Frame } from '../../framing/framing.ts';
import { encodeSse } from '../../framing/sse/index.ts';
import { isObject, type JsonObject } from '../../model/json.ts';
import { type CallEdit, callEdits, type ModelResponse, type ToolCall } from '../../model/model-response.ts';
import type { StreamReader, StreamStep } from '../dialect.ts';
import { asArray, asIndex, asNumber, asObject, asObjects, asString, asText, checkParts, compact, parseObject } from '../json.ts';
import { assembled, findItem, type Item, readPiece } from './items.ts';
import { isCall } from './request.ts';
import { parseError, readResponse, toCall } from './response.ts';
import { rewriteBody } from './rewrite.ts';

const FINAL = new Set(['response.completed', 'response.incomplete', 'response.failed', 'response.cancelled']);

export function openStream(): StreamReader {
  const items = new Map<number, Item>();
  const edits = new Map<string, CallEdit>();
  let last: JsonObject | undefined;
  let ended = false;
  let error: ModelResponse['error'];
  /** How far the sequence numbers moved: events of ours minus events dropped. */
  let shift = 0;
  /** Of the latest event. */
  let sequence: number | undefined;
  /** The place of the first call, and the number of the event that told of it. */
  let firstCall: { readonly index: number; readonly sequence: number | undefined } | undefined;

  const isOpen = (): boolean => {
    for (const item of items.values()) if (!item.done && isCall(item.body)) return true;
    return false;
  };
  const itemAt = (body: JsonObject): Item | undefined => {
    const index = asIndex(body.output_index);
    return index === undefined ? undefined : items.get(index);
  };
  const finish = (item: Item): ToolCall[] => {
    if (item.done) return [];
    item.done = true;
    return isCall(item.body) ? [toCall(assembled(item), item.index)] : [];
  };

  const readItem = (body: JsonObject, type: string): StreamStep => {
    const raw = asObject(body.item);
    const index = asIndex(body.output_index) ?? items.size;
    const complete: ToolCall[] = [];
    if (raw !== undefined) {
      const known = items.get(index);
      if (known === undefined) checkParts(items.size);
      if (known === undefined) items.set(index, { index, body: raw, pieces: new Map(), done: false, wroteArguments: false });
      else known.body = raw;
      if (isCall(raw)) firstCall ??= { index, sequence };
      const item = items.get(index);
      if (type === 'response.output_item.done' && item !== undefined) {
        item.pieces.clear();
        complete.push(...finish(item));
      }
    }
    return { open: isOpen(), complete, chunk: raw !== undefined && isCall(raw) };
  };

  /** Calls that come with the final object alone are complete with it. */
  const readFinal = (response: JsonObject): StreamStep => {
    ended = true;
    const complete: ToolCall[] = [];
    const output = asObjects(response.output);
    output.forEach((raw, at) => {
      if (!isCall(raw)) return;
      const item = findItem(items, raw, at);
      if (item === undefined) {
        checkParts(items.size);
        items.set(at, { index: at, body: raw, pieces: new Map(), done: true, wroteArguments: false });
        firstCall ??= { index: at, sequence };
        complete.push(toCall(raw, at));
      } else if (!item.done) {
        item.body = raw;
        item.pieces.clear();
        complete.push(...finish(item));
      }
    });
    for (const item of items.values()) complete.push(...finish(item));
    return { open: false, complete, chunk: false, last: true };
  };

  return {
    read(event) {
      const body = parseObject(event.data);
      const type = asString(body?.type) ?? '';
      if (body === undefined) return { open: isOpen(), complete: [], chunk: false };
      sequence = asNumber(body.sequence_number);
      const response = asObject(body.response);
      if (response !== undefined && type.startsWith('response.')) {
        last = response;
        if (FINAL.has(type)) return readFinal(response);
        return { open: isOpen(), complete: [], chunk: false };
      }
      if (type === 'response.output_item.added' || type === 'response.output_item.done') return readItem(body, type);
      if (type === 'error' || (type === '' && body.error !== undefined)) {
        error ??= parseError(isObject(body.error) || typeof body.error === 'string' ? body : { error: flatError(body) });
        return { open: isOpen(), complete: [], chunk: false };
      }
      const item = itemAt(body);
      if (item !== undefined) readPiece(item, body, type);
      return { open: isOpen(), complete: [], chunk: /\.(delta|partial_image)$/.test(type) };
    },
    edit(more) {
      for (const [key, edit] of callEdits(more)) edits.set(key, edit);
    },
    rewrite(event) {
      if (edits.size === 0) return [event];
      const body = parseObject(event.data);
      if (body === undefined) return [event];
      const sent = rewriteBody(body, items, edits);
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
      const output = inOrder(items);
      const base = last ?? {};
      // The final object is the provider's own account; some leave its output empty, and a cut stream has none.
      const whole = ended && asObjects(base.output).length > 0 ? base : { ...base, output: output.map(assembled) };
      const parsed = readResponse(whole);
      const calls =
        whole === base ? parsed.toolCalls : output.flatMap((item) => (isCall(item.body) ? [toCall(assembled(item), item.index)] : []));
      // A stream that ended before its last event was to bring the whole response: nothing comes later.
      return compact({ ...parsed, unfinished: undefined, toolCalls: calls, error: parsed.error ?? error });
    },
    assembledResponse() {
      if (!ended || last === undefined) return undefined;
      return asObjects(last.output).length > 0 ? last : { ...last, output: inOrder(items).map(assembled) };
    },
    spliceContinuation() {
      const from = firstCall?.index ?? 0;
      const before = inOrder(items).filter((item) => item.index < from);
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

function inOrder(items: ReadonlyMap<number, Item>): Item[] {
  return [...items.values()].sort((a, b) => a.index - b.index);
}

function flatError(body: JsonObject): JsonObject {
  return compact({ type: asText(body.code) ?? 'error', message: asString(body.message) ?? '' });
}

function encode(event: Frame, body: JsonObject): Frame {
  const named = event.event === undefined ? undefined : (asString(body.type) ?? event.event);
  return encodeSse(compact({ event: named, data: JSON.stringify(body) }));
}
