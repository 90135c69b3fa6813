import { isObject, type JsonObject } from '../model/json.ts';
import { type ModelResponse, removedTexts, type ToolCall, withoutRemoved } from '../model/model-response.ts';
import type { ReaderInput, Refusal, ResponseReader } from './response-reader.ts';

/** A JSON body larger than this is passed on unread. */
const MAX_JSON_BYTES = 32 * 1024 * 1024;

/** Reads a body of JSON, whose calls are judged when all of it is there. */
export function createJsonReader({ dialect, hold, judge, diagnostics, onChunk, onDelivered, mayAskAgain }: ReaderInput): ResponseReader {
  let chunks: Uint8Array[] = [];
  let size = 0;
  let given: Uint8Array[] = [];
  let reading = true;
  let edited = false;
  let givenUp = false;
  let response: ModelResponse | undefined;
  let delivered: readonly ToolCall[] = [];
  let refusal: Refusal | undefined;

  function parse(): JsonObject | undefined {
    // As `Response.json()` does it: without a byte order mark.
    const text = new TextDecoder().decode(Buffer.concat(chunks));
    chunks = [];
    const body: unknown = text.trim() === '' ? undefined : JSON.parse(text);
    return isObject(body) ? body : undefined;
  }

  function finish(): void {
    if (!reading) return;
    reading = false;
    try {
      const body = parse();
      if (!body) return;
      response = dialect.readResponse(body);
      delivered = response.toolCalls;
      const edits = hold ? judge(response.toolCalls, response) : [];
      if (edits.length > 0) {
        given = [Buffer.from(JSON.stringify(dialect.editResponse(body, edits)))];
        edited = true;
        delivered = withoutRemoved(response.toolCalls, edits);
        if (mayAskAgain && delivered.length === 0) {
          const instead = given.splice(0);
          refusal = { answer: body, texts: removedTexts(edits), instead: () => instead };
        }
      }
      if (delivered.length > 0) onDelivered?.(delivered);
    } catch (error) {
      diagnostics.failure('read_response', error);
    }
  }

  return {
    get edited() {
      return edited;
    },
    get givenUp() {
      return givenUp;
    },
    write(chunk) {
      if (size === 0) onChunk();
      size += chunk.byteLength;
      if (size > MAX_JSON_BYTES && reading) {
        reading = false;
        givenUp = true;
        chunks = [];
        diagnostics.failure('response_too_large', `more than ${MAX_JSON_BYTES} bytes`);
        return [...given.splice(0), chunk];
      }
      if (reading) chunks.push(Buffer.from(chunk));
      if (!hold || !reading) return [chunk];
      given.push(chunk);
      return [];
    },
    end() {
      finish();
      return given.splice(0);
    },
    cut() {
      reading = false;
      return given.splice(0);
    },
    response: () => response,
    delivered: () => delivered,
    refused: () => refusal,
  };
}
