import { createLruMap } from '@airt/engine/lru-map';
import type { RequestEdit } from '../model/model-request.ts';
import { MAX_AWAITED_CALLS, type Run } from '../runs/run.ts';
import { callHash, resultHash, type TranscriptCall, type TranscriptResult } from './transcript-results.ts';

const MAX_WITHHELD = 2_000;
/** Of one call: a model that uses its ids again may make the same call again. */
const MAX_OF_CALL = 32;

/** Tool results that policies withheld: the application's transcripts still have them, in this run and in later ones. */
export interface WithheldResults {
  readonly isEmpty: boolean;
  /**
   * The result of this call reads `text` from now on, in every request that carries it.
   * @param result As requests carry it; undefined where that is not known: then every result of the call is withheld.
   */
  add(run: Run, call: TranscriptCall, text: string, result?: unknown): void;
  /** What is to be replaced in a request, also where a conversation goes on in another run. */
  edits(run: Run, results: readonly TranscriptResult[]): readonly RequestEdit[];
}

interface Withheld {
  readonly text: string;
  /** Hash of the result; undefined: any. */
  readonly result: number | undefined;
}

export function createWithheldResults(): WithheldResults {
  const withheld = createLruMap<number, readonly Withheld[]>({ limit: MAX_WITHHELD });

  function textOf(run: Run, { callId, call, part }: TranscriptResult): string | undefined {
    // The server keeps the call: its id has to do.
    if (call === undefined) return run.replacedResults.get(callId);
    const of = withheld.get(callHash(call)) ?? [];
    return of.findLast(({ result }) => result === undefined || result === resultHash(part.response))?.text;
  }

  return {
    get isEmpty() {
      return withheld.size === 0;
    },
    add(run, call, text, result) {
      if (run.replacedResults.size >= MAX_AWAITED_CALLS) return;
      run.replacedResults.set(call.callId, text);
      const key = callHash(call);
      const entry: Withheld = { text, result: result === undefined ? undefined : resultHash(result) };
      withheld.set(key, [...(withheld.get(key) ?? []).filter((each) => each.result !== entry.result), entry].slice(-MAX_OF_CALL));
    },
    edits: (run, results) =>
      results.flatMap((result): RequestEdit[] => {
        const text = textOf(run, result);
        return text === undefined ? [] : [{ kind: 'replace_result', callId: result.callId, nth: result.nth, text }];
      }),
  };
}
