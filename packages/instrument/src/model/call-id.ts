/**
 * Ids of tool calls to which the provider gives none (Gemini before version 3, some local models). They are derived from name and
 * arguments, which the response and every later request repeat, so that both sides agree whatever else of the history is left out.
 *
 * Equal calls of one turn are counted; equal calls of different turns have the same id. A position in the history would tell them
 * apart, but changes as soon as the application drops old turns. What reads results therefore looks at the latest turn first
 * (runs/awaited-calls.ts).
 */
import { hash53 } from './hash53.ts';

const PREFIX = 'airt_';

/** Of this process: without it, an id in telemetry would confirm a guess about the arguments. */
const SEED = Math.random().toString(36);

/** Derives the ids of one turn, call by call in order. */
export function createCallIds(): (name: string, args: unknown) => string {
  const counts = new Map<string, number>();
  return (name, args) => {
    const base = PREFIX + hash53(`${SEED}|${name}|${JSON.stringify(args ?? {})}`).toString(36);
    const count = (counts.get(base) ?? 0) + 1;
    counts.set(base, count);
    return count === 1 ? base : `${base}_${count}`;
  };
}

/** Whether an id is derived, so that nobody else knows the call by it. */
export const isDerivedCallId = (id: string): boolean => id.startsWith(PREFIX);
