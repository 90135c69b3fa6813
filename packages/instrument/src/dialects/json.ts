import { isObject, type JsonObject, type JsonValue } from '../model/json.ts';
import type { Part } from '../model/message.ts';

/**
 * Reading JSON of which nothing is known. Every function takes whatever stands there and gives what can be used of it. Nothing here
 * recurses: a dialect looks at the few levels it knows and passes the rest on by reference.
 */

type Loose = JsonValue | undefined;

export function asObject(value: Loose): JsonObject | undefined {
  return isObject(value) ? value : undefined;
}

export function asArray(value: Loose): readonly JsonValue[] {
  return Array.isArray(value) ? value : [];
}

/** The objects of a list; whatever else is in it is left out. */
export function asObjects(value: Loose): readonly JsonObject[] {
  return Array.isArray(value) ? value.filter(isObject) : [];
}

export function asString(value: Loose): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

/** A string with something in it. */
export function asText(value: Loose): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

export function asNumber(value: Loose): number | undefined {
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
}

/** A count of tokens. */
export function asCount(value: Loose): number | undefined {
  return typeof value === 'number' && Number.isFinite(value) && value >= 0 ? value : undefined;
}

/** A place in a list that is not absurd: an index of another kind would make sparse arrays of any size. */
export function asIndex(value: Loose): number | undefined {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 && value < 100_000 ? value : undefined;
}

/** Without the members that are undefined: what `exactOptionalPropertyTypes` asks for. */
export function compact<T extends object>(value: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  const out: Record<string, unknown> = {};
  for (const [key, member] of Object.entries(value)) if (member !== undefined) out[key] = member;
  // The members that were undefined are gone, so the narrower type holds.
  return out as { [K in keyof T]: Exclude<T[K], undefined> };
}

export function without(object: JsonObject, ...keys: readonly string[]): JsonObject {
  const copy = { ...object };
  for (const key of keys) delete copy[key];
  return copy;
}

export function parseObject(text: string | undefined): JsonObject | undefined {
  if (text === undefined || text.charCodeAt(0) === 91 /* a list */) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

type Modality = 'image' | 'audio' | 'video' | 'document';

/** Content given inline (base64): its size, never a copy. Three bytes are four characters; padding is not worth the look. */
export function blob(modality: Modality, base64: string | undefined, mimeType?: string): Part {
  return compact({
    type: 'blob' as const,
    modality,
    mimeType,
    byteSize: base64 === undefined ? undefined : Math.floor((base64.length * 3) / 4),
  });
}

/** A URL that may be a `data:` URL. */
export function fromUrl(modality: Modality, url: string | undefined): Part {
  if (url?.startsWith('data:') !== true) return { type: 'uri', modality };
  const comma = url.indexOf(',');
  const mimeType = url.slice(5, comma < 0 ? 5 : comma).split(';')[0];
  return compact({
    type: 'blob' as const,
    modality,
    mimeType: mimeType === '' ? undefined : mimeType,
    byteSize: comma < 0 ? undefined : Math.floor(((url.length - comma - 1) * 3) / 4),
  });
}

/** The text that stands in the place of a removed call. Providers refuse empty text in a history, so there always is some. */
export function placeholder(text: string): string {
  return text.trim() === '' ? 'A tool call was withheld.' : text;
}

/**
 * Arguments of a replacement as an object, for wires that carry objects. The text comes from a policy; where it is no JSON object there
 * is nothing to run the tool with, and an empty object is what the SDKs make of no arguments.
 */
export function argumentsObject(text: string): JsonObject {
  return parseObject(text) ?? {};
}

/** An upper bound: a lower value stays, an absent or unusable one is set. */
export function bounded(present: Loose, bound: number): number {
  const value = asNumber(present);
  return value === undefined ? bound : Math.min(value, bound);
}

/** More calls or parts in one response than this are no answer of a model; the OpenAI SDK stops at 128 calls. */
const MAX_PARTS = 4096;

/** Keeps the work on a hostile stream bounded; the throw makes the transport pass the rest on unread. */
export function checkParts(count: number): void {
  if (count >= MAX_PARTS) throw new Error(`a response with more than ${MAX_PARTS} parts is not read`);
}

/** Whether any of these messages has a role, as those of a conversation do: many services have a list of messages. */
export const anyRole = (messages: Loose): boolean => asObjects(messages).some(({ role }) => typeof role === 'string');

/** Chooses the nth, from 0, of those that are asked about; all where it is undefined. */
export function nthOf(nth: number | undefined): (isMeant: boolean) => boolean {
  let seen = 0;
  return (isMeant) => {
    if (!isMeant) return false;
    seen += 1;
    return nth === undefined || seen - 1 === nth;
  };
}
