import { createLruMap } from '@airt/engine/lru-map';
import { callHash, resultHash, type TranscriptCall, type TranscriptResult } from './transcript-results.ts';

const MAX_JUDGED = 8_192;
/** Any result of the call: its text as requests carry it is not known. */
const ANY = 'any';

/** Which results have been judged: those of another process stand in a request unjudged. */
export interface JudgedResults {
  add(call: TranscriptCall, result: unknown): void;
  /** Whether it was judged. Of a result whose call is not known nobody knows. */
  has(result: TranscriptResult): boolean;
}

export function createJudgedResults(): JudgedResults {
  const judged = createLruMap<string, true>({ limit: MAX_JUDGED });
  const keyOf = (call: TranscriptCall, result: number | typeof ANY): string => `${callHash(call)}|${result}`;
  return {
    add: (call, result) => void judged.set(keyOf(call, result === undefined ? ANY : resultHash(result)), true),
    has({ call, callId, part }) {
      const known = call ?? { callId, name: part.name ?? '', args: undefined };
      return judged.get(keyOf(known, resultHash(part.response))) === true || judged.get(keyOf(known, ANY)) === true;
    },
  };
}
