import { createLruMap } from '@airt/engine/lru-map';
import type { ModelRequest } from '../model/model-request.ts';
import { fingerprint } from '../runs/fingerprint.ts';
import { MAX_AWAITED_CALLS, type Run } from '../runs/run.ts';
import { firstReading } from './readings/index.ts';

const MAX_WITHHELD = 2_000;

/** Tool results that policies withheld: the application's transcripts still have them, in this run and in later ones. */
export interface WithheldResults {
  /** The result of this call reads `text` from now on, in every request that carries it. */
  add(run: Run, call: { readonly callId: string; readonly name: string; readonly args: unknown }, text: string): void;
  /** A conversation goes on in another run: withholds again what its messages carry. */
  restore(run: Run, request: ModelRequest): void;
}

export function createWithheldResults(): WithheldResults {
  const withheld = createLruMap<number, string>({ limit: MAX_WITHHELD });
  return {
    add(run, { callId, name, args }, text) {
      if (run.replacedResults.size >= MAX_AWAITED_CALLS) return;
      run.replacedResults.set(callId, text);
      withheld.set(toolCallFingerprint(callId, name, args), text);
    },
    restore(run, { messages }) {
      if (withheld.size === 0) return;
      for (const { parts } of messages) {
        for (const part of parts) {
          if (part.type !== 'tool_call' || part.id === undefined || run.replacedResults.size >= MAX_AWAITED_CALLS) continue;
          const text = withheld.get(toolCallFingerprint(part.id, part.name, part.arguments));
          if (text !== undefined) run.replacedResults.set(part.id, text);
        }
      }
    },
  };
}

/** Some local models use their ids again: name and arguments have to be the same too. */
const toolCallFingerprint = (id: string, name: string, args: unknown): number =>
  fingerprint({ role: 'assistant', parts: [{ type: 'tool_call', id, name, arguments: JSON.stringify(firstReading(args)) }] });
