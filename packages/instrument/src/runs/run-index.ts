/** Open and ended runs, and which of them the messages of a request continue. */
import { createLruMap } from '@airt/engine/lru-map';
import type { ModelRequest } from '../model/model-request.ts';
import { currentResults } from './awaited-calls.ts';
import { fingerprint, fingerprints, sharedPrefix, textEdges } from './fingerprint.ts';
import { MAX_OPEN_RUNS, type Run } from './run.ts';

/** Of responses, and of conversations. */
const MAX_REMEMBERED = 2_000;
/** Runs that are forgotten at once when too many have ended. */
const FORGOTTEN_AT_ONCE = MAX_OPEN_RUNS / 10;

/** What a request is recognised by. */
export interface Transcript {
  /** Fingerprints of its messages. */
  readonly prints: readonly number[];
  /** Fingerprint of its instructions; 0 without any. */
  readonly instructions: number;
}

export interface RunIndex {
  readonly open: ReadonlySet<Run>;
  /** A run has begun. */
  add(run: Run): void;
  /** A run has ended; an inferred one may be continued by a later request as a new turn. */
  conclude(run: Run): void;
  /** An ended run goes on in another one. */
  supersede(run: Run): void;
  /** Forgets the messages of inferred runs that ended before this time, milliseconds since 1970. */
  forgetBefore(timeMs: number): void;
  /** The run that a request continues: by response or conversation id, else the one that shares most. `traceId`: only of this trace. */
  findContinued(request: ModelRequest, transcript: Transcript, traceId: string | undefined): Run | undefined;
  recordResponse(run: Run, responseId: string): void;
  recordConversation(run: Run, conversationId: string): void;
}

export function transcriptOf({ messages, systemInstructions }: ModelRequest): Transcript {
  return {
    prints: fingerprints(messages),
    instructions: systemInstructions ? fingerprint({ role: 'system', parts: systemInstructions }) : 0,
  };
}

export function createRunIndex(): RunIndex {
  const open = new Set<Run>();
  /** Ended inferred runs that a later request may continue. */
  const finished = new Set<Run>();
  /** The latest run of a response, and of a conversation, that the provider keeps. */
  const byResponse = createLruMap<string, Run>({ limit: MAX_REMEMBERED });
  const byConversation = createLruMap<string, Run>({ limit: MAX_REMEMBERED });

  /**
   * No message continues it any more; a response or conversation id still may, so it keeps its place in the trace, and the calls that
   * the provider waits for.
   */
  function forget(run: Run): void {
    finished.delete(run);
    run.fingerprints = [];
    run.awaited.clear();
    run.replacedResults.clear();
  }

  return {
    open,
    add: (run) => void open.add(run),
    conclude(run) {
      open.delete(run);
      if (run.owner !== 'wire') return;
      finished.add(run);
      if (finished.size > MAX_OPEN_RUNS) for (const oldest of [...finished].slice(0, FORGOTTEN_AT_ONCE)) forget(oldest);
    },
    supersede: (run) => void finished.delete(run),
    forgetBefore(timeMs) {
      for (const run of finished) if (run.lastMs <= timeMs) forget(run);
    },
    findContinued(request, transcript, traceId) {
      const { previousResponseId, conversationId, messages } = request;
      const named =
        (previousResponseId && byResponse.get(previousResponseId)) || (conversationId && byConversation.get(conversationId)) || undefined;
      if (named) return named;
      const answered = currentResults(messages).flatMap(({ id }) => id ?? []);
      let best: { run: Run; score: number } | undefined;
      for (const run of [...open, ...finished]) {
        if (run.owner === 'framework' || (traceId !== undefined && run.traceId !== traceId)) continue;
        const score = scoreContinuation(run, request, transcript, answered);
        if (score !== undefined && (!best || score > best.score)) best = { run, score };
      }
      return best?.run;
    },
    recordResponse: (run, responseId) => byResponse.set(responseId, run),
    recordConversation: (run, conversationId) => byConversation.set(conversationId, run),
  };
}

/** How well a request continues a run; undefined where it does not. `answered`: ids of the tool calls that it has results of. */
function scoreContinuation(
  run: Run,
  request: ModelRequest,
  { prints, instructions }: Transcript,
  answered: readonly string[],
): number | undefined {
  const answers = answered.some((id) => run.awaited.has(id));
  const shared = sharedPrefix(run.fingerprints, prints);
  const whole = run.fingerprints.length > 0 && shared === run.fingerprints.length && run.instructions === instructions;
  const grew = prints.length > shared;
  // An answer of ours right after what it answered: the same conversation, though what came before may be rewritten or gone by now.
  const latestAnswer = request.messages.findLastIndex(({ role }) => role === 'assistant');
  const repeats =
    run.answer !== undefined && (repeatsAnswer(run, prints, run.fingerprints.length) || repeatsAnswer(run, prints, latestAnswer));
  // The same messages again are a retry right after a failure, and another run of the same task otherwise.
  const continues =
    repeats || (whole && !contradictsLastAnswer(run, request) && run.inFlight === 0 && (grew || (run.failed && !run.ended)));
  // An id alone binds only to an open run: scripted and some local models reuse their ids.
  if (!continues && !(answers && (shared > 0 || !run.ended))) return undefined;
  return (repeats ? 100_000 : 0) + (answers ? (shared > 0 ? 1_000_000 : 500_000) : 0) + shared + (run.ended ? 0 : 0.5);
}

/** Whether a request has, as the message at `at`, the answer of the run, right behind the latest message that it answered. */
function repeatsAnswer(run: Run, prints: readonly number[], at: number): boolean {
  return at > 0 && prints[at] === run.answer && prints[at - 1] === run.fingerprints.at(-1);
}

/**
 * Whether the request has an answer to the run's messages that has nothing in common with the one that was given here: another
 * conversation that began with the same words, in another process perhaps.
 */
function contradictsLastAnswer(run: Run, { messages }: ModelRequest): boolean {
  const message = messages[run.fingerprints.length];
  const edges = run.answerEdges && message?.role === 'assistant' ? textEdges(message) : undefined;
  return edges !== undefined && edges.head !== run.answerEdges?.head && edges.tail !== run.answerEdges?.tail;
}
