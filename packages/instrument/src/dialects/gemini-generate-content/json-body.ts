import { framings } from '../../framing/index.ts';
import { isObject, type JsonValue } from '../../model/json.ts';
import type { StreamReader } from '../dialect.ts';
import { type Chunk, createAnswer } from './answer.ts';

/**
 * A body of JSON: one answer, or the list of chunks that `streamGenerateContent` without `alt=sse` gives. A list is read as a whole, so
 * where its calls are judged the application receives it at its end.
 */
export function openJsonBody(): StreamReader {
  const answer = createAnswer();
  let isList = false;
  let chunks: readonly (Chunk | JsonValue)[] = [];
  return {
    read({ data }) {
      const value: JsonValue = data === undefined || data.trim() === '' ? null : JSON.parse(data);
      isList = Array.isArray(value);
      const bodies = Array.isArray(value) ? value : [value];
      const read = bodies.map((body) => (isObject(body) ? answer.read(body) : body));
      chunks = read;
      return { open: false, complete: answer.response().toolCalls, chunk: true, last: true };
    },
    edit: answer.edit,
    rewrite(frame) {
      let isChanged = false;
      const bodies = chunks.flatMap((chunk): JsonValue[] => {
        if (!isChunk(chunk)) return [chunk];
        const body = answer.rewrite(chunk);
        isChanged ||= body !== chunk.body;
        return body ? [body] : [];
      });
      if (!isChanged) return [frame];
      return [framings.json.encode({ data: JSON.stringify(isList ? bodies : bodies[0]) })];
    },
    response: answer.response,
    assembledResponse: answer.assembledResponse,
  };
}

const isChunk = (chunk: Chunk | JsonValue): chunk is Chunk => isObject(chunk) && chunk.candidates instanceof Map;
