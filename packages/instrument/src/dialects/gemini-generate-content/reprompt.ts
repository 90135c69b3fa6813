import { isObject, type JsonObject } from '../../model/json.ts';
import type { WireRequest } from '../dialect.ts';
import { asIndex, asObject, asObjects, asText, placeholder } from '../json.ts';
import { field, listOf } from './fields.ts';
import { callKey, finishReasonOf } from './metadata.ts';
import { callOf, partsOf } from './parts.ts';
import { endsWithModelTurn } from './request.ts';
import { isForced, withMode } from './tool-config.ts';

export function reprompt({ url, body }: WireRequest, answer: JsonObject, denials: ReadonlyMap<string, string>): WireRequest | undefined {
  const [candidate, another] = asObjects(answer.candidates);
  // Another reason: the answer was cut off. What continues an answer cannot be followed by a turn of its own.
  if (!candidate || another || finishReasonOf(candidate) !== 'STOP') return undefined;
  if (endsWithModelTurn(body) || field(body, 'continuationToken') !== undefined) return undefined;
  const content = asObject(candidate.content);
  const parts = partsOf(content).filter(isObject);
  const results: JsonObject[] = [];
  for (const call of parts.map(callOf)) {
    if (!call) continue;
    const text = denials.get(callKey(asIndex(candidate.index) ?? 0, results.length));
    if (text === undefined) return undefined;
    const id = asText(call.id);
    const response = { error: placeholder(text) };
    results.push({ functionResponse: { ...(id === undefined ? {} : { id }), name: call.name ?? '', response } });
  }
  if (results.length === 0 || results.length !== denials.size) return undefined;
  const contents = [
    ...listOf(body.contents),
    { ...content, role: 'model', parts: parts.filter(isMeaningful) },
    { role: 'user', parts: results },
  ];
  const next = { ...body, contents };
  return { url, body: isForced(body) ? withMode(next, 'AUTO') : next };
}

/** Everything as it was, signatures above all; but a text that is empty is refused in a history. */
const isMeaningful = (part: JsonObject): boolean =>
  part.text !== '' || Object.keys(part).some((key) => key !== 'text' && key !== 'thought');
