import { framings } from '../framing/index.ts';
import { isObject, type JsonObject } from '../model/json.ts';
import type { ModelResponse, ResponseEdit } from '../model/model-response.ts';
import type { Dialect, StreamReader } from './dialect.ts';

const NOTHING: ModelResponse = { finishReasons: [], messages: [], toolCalls: [], attributes: {} };

/** Reads a body of JSON as a stream of one frame, so that holding, judging and reprompting need not tell the two apart. */
export function openJsonResponse(dialect: Pick<Dialect, 'readResponse' | 'editResponse'>): StreamReader {
  let body: JsonObject | undefined;
  let response: ModelResponse | undefined;
  let edits: readonly ResponseEdit[] = [];
  return {
    read({ data, value: parsed }) {
      const value: unknown = parsed !== undefined ? parsed : data === undefined || data.trim() === '' ? undefined : JSON.parse(data);
      if (isObject(value)) {
        body = value;
        response = parsed === undefined ? dialect.readResponse(value) : withOwnArguments(dialect.readResponse(value));
      }
      return { open: false, complete: response?.toolCalls ?? [], chunk: true, last: true };
    },
    edit(more) {
      edits = [...edits, ...more];
    },
    rewrite: (frame) =>
      body && edits.length > 0 ? [framings.json.encode({ data: JSON.stringify(dialect.editResponse(body, edits)) })] : [frame],
    response: () => response ?? NOTHING,
    assembledResponse: () => body,
  };
}

/** The application may change what it has parsed; what is kept of it for later is a copy. */
function withOwnArguments(response: ModelResponse): ModelResponse {
  const toolCalls = response.toolCalls.map((call) =>
    typeof call.arguments === 'object' ? { ...call, arguments: structuredClone(call.arguments) } : call,
  );
  return { ...response, toolCalls };
}
