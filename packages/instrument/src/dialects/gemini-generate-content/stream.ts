import type { Frame } from '../../framing/framing.ts';
import { encodeSse } from '../../framing/sse/index.ts';
import { isObject, type JsonObject, type JsonValue } from '../../model/json.ts';
import type { StreamReader, StreamStep } from '../dialect.ts';
import { asObject, asText, compact, parseObject } from '../json.ts';
import { type Answer, type Chunk, createAnswer } from './answer.ts';
import { partsOf } from './parts.ts';

/** `streamGenerateContent?alt=sse`: every event is a chunk. */
export function openStream(): StreamReader {
  const answer = createAnswer();
  const chunks = new WeakMap<Frame, Chunk>();
  let isOpen = false;
  return {
    read(frame) {
      const body = parseObject(frame.data);
      if (!body) return { open: isOpen, complete: [], chunk: false };
      const chunk = answer.read(body);
      chunks.set(frame, chunk);
      isOpen = chunk.open;
      return stepOf(chunk);
    },
    edit: answer.edit,
    rewrite(frame) {
      const chunk = chunks.get(frame);
      if (!chunk) return [frame];
      const body = answer.rewrite(chunk);
      if (body === chunk.body) return [frame];
      return body ? [encodeSse(compact({ event: frame.event, data: JSON.stringify(body) }))] : [];
    },
    response: answer.response,
    assembledResponse: answer.assembledResponse,
    spliceContinuation: () => spliceContinuation(answer),
  };
}

export const stepOf = ({ open, complete, hasOutput, isLast }: Chunk): StreamStep => ({ open, complete, chunk: hasOutput, last: isLast });

/** The chunks of another answer follow as they are: each says all there is to say. Only its text begins a paragraph of its own. */
function spliceContinuation(answer: Answer): (frame: Frame) => readonly Frame[] {
  let isApart = !answer.beginsWithText;
  return (frame) => {
    const apart = isApart ? undefined : withParagraph(frame);
    isApart ||= apart !== undefined;
    return [apart ?? frame];
  };
}

/** The event with an empty line before its text; undefined where it has none. */
function withParagraph(frame: Frame): Frame | undefined {
  const body = parseObject(frame.data);
  const [candidate] = Array.isArray(body?.candidates) ? body.candidates : [];
  if (!body || !isObject(candidate)) return undefined;
  const parts = partsOf(candidate.content);
  const part = parts.find((each) => isObject(each) && each.thought !== true && asText(each.text) !== undefined);
  if (!isObject(part)) return undefined;
  const apart = parts.map((each): JsonValue => (each === part ? { ...part, text: `\n\n${asText(part.text)}` } : each));
  const first: JsonObject = { ...candidate, content: { ...asObject(candidate.content), parts: apart } };
  const candidates = Array.isArray(body.candidates) ? [first, ...body.candidates.slice(1)] : [first];
  return encodeSse(compact({ event: frame.event, data: JSON.stringify({ ...body, candidates }) }));
}
