/**
 * Which runs a request may continue, found by what it repeats of them: the ids of calls that they wait for, an answer right behind what it
 * answered, all their messages. What a call costs does not grow with the number of runs. What is found is a guess: whether a request
 * continues a run is for the caller to judge.
 */
import { createLruMap } from '@airt/engine/lru-map';
import type { ModelRequest } from '../model/model-request.ts';
import type { Transcript } from './fingerprint.ts';
import { MAX_OPEN_RUNS, type Run } from './run.ts';

export interface RunCandidates {
  /** The run's messages are now these. */
  recordTranscript(run: Run): void;
  /** The run's latest answer is now this, right behind its messages. */
  recordAnswer(run: Run): void;
  /** The run waits for the result of this call. */
  recordAwaited(run: Run, callId: string): void;
  /** The run is not found any more by its messages, nor by its answer. */
  forget(run: Run): void;
  /** Runs that wait for one of these calls, or whose latest answer the request repeats. */
  findSpecific(request: ModelRequest, transcript: Transcript, answered: readonly string[]): ReadonlySet<Run>;
  /** Runs all of whose messages the request begins with. */
  findByMessages(transcript: Transcript): ReadonlySet<Run>;
}

/** Runs of equal messages: of those begun before, none is found. */
const MAX_OF_KEY = 32;
/** Calls that are awaited, of all runs. */
const MAX_CALLS = 4 * MAX_OPEN_RUNS;

interface Keys {
  messages?: number;
  answer?: number;
}

export function createRunCandidates(): RunCandidates {
  const byMessages = new Map<number, Set<Run>>();
  const byAnswer = new Map<number, Set<Run>>();
  const byCall = createLruMap<string, Set<Run>>({ limit: MAX_CALLS });
  const keysOf = new Map<Run, Keys>();

  function keysFor(run: Run): Keys {
    const known = keysOf.get(run);
    if (known) return known;
    const keys: Keys = {};
    keysOf.set(run, keys);
    return keys;
  }

  return {
    recordTranscript(run) {
      const keys = keysFor(run);
      remove(byMessages, keys.messages, run);
      remove(byAnswer, keys.answer, run);
      delete keys.answer;
      keys.messages = run.fingerprints.reduce(combine, run.instructions);
      add(byMessages, keys.messages, run);
    },
    recordAnswer(run) {
      const keys = keysFor(run);
      remove(byAnswer, keys.answer, run);
      delete keys.answer;
      const question = run.fingerprints.at(-1);
      if (question === undefined || run.answer === undefined) return;
      keys.answer = combine(question, run.answer);
      add(byAnswer, keys.answer, run);
    },
    recordAwaited(run, callId) {
      const runs = byCall.get(callId);
      if (runs) addTo(runs, run);
      else byCall.set(callId, new Set([run]));
    },
    forget(run) {
      const keys = keysOf.get(run);
      if (!keys) return;
      keysOf.delete(run);
      remove(byMessages, keys.messages, run);
      remove(byAnswer, keys.answer, run);
    },
    findSpecific({ messages }, { prints }, answered) {
      const found = new Set<Run>();
      for (const id of answered) for (const run of byCall.peek(id) ?? []) found.add(run);
      for (let at = 1; at < prints.length; at++) {
        if (messages[at]?.role !== 'assistant') continue;
        for (const run of byAnswer.get(combine(prints[at - 1] ?? 0, prints[at] ?? 0)) ?? []) found.add(run);
      }
      return found;
    },
    findByMessages({ prints, instructions }) {
      const found = new Set<Run>();
      let key = instructions;
      for (const print of prints) {
        key = combine(key, print);
        for (const run of byMessages.get(key) ?? []) found.add(run);
      }
      return found;
    },
  };
}

/** One number of two, each of at most 53 bits; their order counts. */
function combine(left: number, right: number): number {
  const low = Math.imul((left >>> 0) ^ Math.imul(right >>> 0, 0x9e3779b1), 0x85ebca6b);
  const high = Math.imul((left / 2 ** 32) ^ Math.imul(right / 2 ** 32, 0xc2b2ae35) ^ (low >>> 15), 0x27d4eb2f);
  return (high & 0x1fffff) * 2 ** 32 + (low >>> 0);
}

function add(index: Map<number, Set<Run>>, key: number, run: Run): void {
  const runs = index.get(key);
  if (runs) addTo(runs, run);
  else index.set(key, new Set([run]));
}

function addTo(runs: Set<Run>, run: Run): void {
  runs.add(run);
  if (runs.size <= MAX_OF_KEY) return;
  const [oldest] = runs;
  if (oldest) runs.delete(oldest);
}

function remove(index: Map<number, Set<Run>>, key: number | undefined, run: Run): void {
  const runs = key === undefined ? undefined : index.get(key);
  if (key === undefined || !runs?.delete(run)) return;
  if (runs.size === 0) index.delete(key);
}
