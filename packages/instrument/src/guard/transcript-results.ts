/** The tool results in a request, each with the call that it answers. */
import { hash53 } from '../model/hash53.ts';
import type { Part } from '../model/message.ts';
import type { ModelRequest } from '../model/model-request.ts';
import { fingerprint } from '../runs/fingerprint.ts';
import { firstReading } from './readings/index.ts';

/** A call, as a transcript has it. */
export interface TranscriptCall {
  readonly callId: string;
  readonly name: string;
  readonly args: unknown;
}

export interface TranscriptResult {
  readonly callId: string;
  /** The how-manieth result with the id, from 0: some models use an id again in the next turn. */
  readonly nth: number;
  /** The latest call with the id before it; undefined where the transcript has none: the server keeps it. */
  readonly call: TranscriptCall | undefined;
  readonly part: Extract<Part, { readonly type: 'tool_call_response' }>;
}

export function resultsIn({ messages }: Pick<ModelRequest, 'messages'>): TranscriptResult[] {
  const calls = new Map<string, TranscriptCall>();
  const seen = new Map<string, number>();
  const results: TranscriptResult[] = [];
  for (const { parts } of messages) {
    for (const part of parts) {
      if (part.type === 'tool_call' && part.id !== undefined)
        calls.set(part.id, { callId: part.id, name: part.name, args: part.arguments });
      if (part.type !== 'tool_call_response' || part.id === undefined) continue;
      const nth = seen.get(part.id) ?? 0;
      seen.set(part.id, nth + 1);
      results.push({ callId: part.id, nth, call: calls.get(part.id), part });
    }
  }
  return results;
}

/** An id alone is no identity: name and arguments have to be the same too. */
export const callHash = ({ callId, name, args }: TranscriptCall): number =>
  fingerprint({ role: 'assistant', parts: [{ type: 'tool_call', id: callId, name, arguments: JSON.stringify(firstReading(args)) }] });

export const resultHash = (result: unknown): number => hash53(typeof result === 'string' ? result : (JSON.stringify(result) ?? ''));
