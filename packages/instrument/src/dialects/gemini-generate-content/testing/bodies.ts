/** Requests and answers in few words. */
import assert from 'node:assert/strict';
import type { Frame } from '../../../framing/framing.ts';
import { framings } from '../../../framing/index.ts';
import type { JsonObject, JsonValue } from '../../../model/json.ts';
import type { RequestEdit } from '../../../model/model-request.ts';
import { events } from '../../testing/fixture.ts';
import { readRequest } from '../../testing/requests.ts';
import { geminiGenerateContent as dialect } from '../index.ts';

export const BASE = 'https://generativelanguage.googleapis.com/v1beta/models/m:generateContent';
export const wire = (body: JsonObject, url = BASE) => ({ url: new URL(url), body });
/** A request, as it is read. */
export const read = (body: JsonObject) => readRequest(dialect, wire(body));
export const edit = (body: JsonObject, ...edits: RequestEdit[]): JsonObject => dialect.editRequest(wire(body), edits).body;

export const user = (...parts: JsonObject[]): JsonObject => ({ role: 'user', parts });
export const model = (...parts: JsonObject[]): JsonObject => ({ role: 'model', parts });
export const call = (name: string, args: JsonObject, more: JsonObject = {}): JsonObject => ({ functionCall: { name, args }, ...more });
export const result = (name: string, response: JsonObject): JsonObject => ({ functionResponse: { name, response } });
/** An answer, or an event of one. */
export const chunk = (parts: readonly JsonObject[], more: JsonObject = {}): JsonObject => ({
  candidates: [{ content: { role: 'model', parts: [...parts] }, ...more }],
  usageMetadata: { promptTokenCount: 1, totalTokenCount: 1 },
});
/** The last event. */
export const END = chunk([{ text: '' }], { finishReason: 'STOP' });
export const stream = (...chunks: JsonObject[]): Frame[] => events(chunks, false);
export const none = () => [];
export const bodiesOf = (frames: readonly Frame[]): JsonObject[] => frames.map(({ data = '' }) => JSON.parse(data));
// biome-ignore lint/suspicious/noExplicitAny: tests look at the parts of JSON that they have made
export const partsOf = (body: JsonObject | undefined): any[] => (body as any)?.candidates?.[0]?.content?.parts ?? [];

/** The reader of a JSON body. */
export function readJson(value: JsonValue) {
  const reader = dialect.openJson?.();
  assert.ok(reader);
  reader.read(framings.json.encode({ data: JSON.stringify(value) }));
  return reader;
}
