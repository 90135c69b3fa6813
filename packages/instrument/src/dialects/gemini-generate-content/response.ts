import type { JsonObject } from '../../model/json.ts';
import type { ModelResponse, ResponseEdit } from '../../model/model-response.ts';
import { createAnswer } from './answer.ts';

/** A body of JSON is an answer of one chunk. */
export function readResponse(body: JsonObject): ModelResponse {
  const answer = createAnswer();
  answer.read(body);
  return answer.response();
}

export function editResponse(body: JsonObject, edits: readonly ResponseEdit[]): JsonObject {
  const answer = createAnswer();
  const chunk = answer.read(body);
  answer.edit(edits);
  return answer.rewrite(chunk) ?? body;
}
