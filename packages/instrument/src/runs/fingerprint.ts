/**
 * Fingerprints of messages, by which the calls of a hand-written loop are recognised as one run: every request of a loop repeats
 * the messages of the one before and adds to them. A fingerprint reads the shape of a message (role, part kinds, sizes, ids,
 * the edges of its text), not all of its text: a transcript of a megabyte costs microseconds.
 */
import { hash53 } from '../model/hash53.ts';
import type { Message, Part } from '../model/message.ts';
import type { ModelRequest } from '../model/model-request.ts';

const EDGE = 48;

const edges = (text: string) => (text.length <= 2 * EDGE ? text : `${text.length}:${text.slice(0, EDGE)}${text.slice(-EDGE)}`);

function partKey(part: Part): string {
  switch (part.type) {
    case 'text':
    case 'reasoning':
      return `${part.type}:${edges(part.content)}`;
    case 'tool_call':
      return `call:${part.id ?? ''}:${part.name}:${typeof part.arguments === 'string' ? edges(part.arguments) : ''}`;
    case 'tool_call_response':
      return `result:${part.id ?? ''}:${typeof part.response === 'string' ? edges(part.response) : ''}`;
    default:
      return part.type;
  }
}

/** Collisions only merge runs. */
export function fingerprint({ role, parts }: Message): number {
  return hash53(`${role}|${role === 'assistant' ? answerKey(parts) : parts.map(partKey).join('|')}`);
}

/**
 * Of an answer, what applications keep: many leave its reasoning out (some providers ask for that), trim its text, take its mark-up away, or
 * join its parts.
 */
function answerKey(parts: readonly Part[]): string {
  const text = textEdges({ parts });
  const rest = parts.filter(({ type }) => type !== 'text' && type !== 'reasoning');
  // There is nothing else to know it by.
  if (!text && rest.length === 0) return parts.map(partKey).join('|');
  return [text ? `text:${text.head}:${text.tail}` : '', ...rest.map(partKey)].join('|');
}

export const fingerprints = (messages: readonly Message[]): number[] => messages.map(fingerprint);

/** What a request is recognised by. */
export interface Transcript {
  /** Fingerprints of its messages. */
  readonly prints: readonly number[];
  /** Fingerprint of its instructions; 0 without any. */
  readonly instructions: number;
}

export function transcriptOf({ messages, systemInstructions }: ModelRequest): Transcript {
  return {
    prints: fingerprints(messages),
    instructions: systemInstructions ? fingerprint({ role: 'system', parts: systemInstructions }) : 0,
  };
}

/** What an answer is recognised by in a later request. */
export interface Answer {
  /** Its fingerprint. */
  readonly print: number;
  /** How its text begins and ends; undefined where it has none. */
  readonly edges: Edges | undefined;
}

export const answerOf = (message: Message): Answer => ({ print: fingerprint(message), edges: textEdges(message) });

/** How a text begins and ends. */
export interface Edges {
  readonly head: string;
  readonly tail: string;
}

/** Letters and digits only: applications keep answers without their mark-up, parsed, trimmed. Undefined where there are none. */
export function textEdges({ parts }: Pick<Message, 'parts'>): Edges | undefined {
  const text = parts.map((part) => (part.type === 'text' ? part.content : '')).join('');
  const plain = (piece: string) => piece.replace(/[^\p{L}\p{N}]/gu, '');
  const head = plain(text.slice(0, 4 * EDGE)).slice(0, EDGE / 2);
  return head === '' ? undefined : { head, tail: plain(text.slice(-4 * EDGE)).slice(-EDGE / 2) };
}

/** How many leading fingerprints two lists share. */
export function sharedPrefix(left: readonly number[], right: readonly number[]): number {
  const most = Math.min(left.length, right.length);
  let length = 0;
  while (length < most && left[length] === right[length]) length++;
  return length;
}
