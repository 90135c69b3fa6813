/** Open and ended runs, and which of them the messages of a request continue. */
import { createLruMap } from '@airt/engine/lru-map';
import type { ModelRequest } from '../model/model-request.ts';
import { currentResults } from './awaited-calls.ts';
import { type Answer, sharedPrefix, type Transcript, textEdges } from './fingerprint.ts';
import { type AwaitedCall, MAX_AWAITED_CALLS, MAX_FINISHED_RUNS, type Run } from './run.ts';
import { createRunCandidates } from './run-candidates.ts';

/** Of responses, and of conversations. */
const MAX_REMEMBERED = 2_000;
/** Runs that are forgotten at once when too many have ended. */
const FORGOTTEN_AT_ONCE = MAX_FINISHED_RUNS / 10;

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
  /** These are the messages of the run's latest request, which has no answer yet. */
  recordTranscript(run: Run, transcript: Transcript): void;
  /** What the latest request was answered; undefined where that is not known. */
  recordAnswer(run: Run, answer: Answer | undefined): void;
  /** The run waits for the result of this call. */
  recordAwaited(run: Run, call: AwaitedCall): void;
  /** Open runs of a trace. */
  ofTrace(traceId: string): Iterable<Run>;
}

export function createRunIndex(): RunIndex {
  const open = new Set<Run>();
  /** Ended inferred runs that a later request may continue. */
  const finished = new Set<Run>();
  /** The latest run of a response, and of a conversation, that the provider keeps. */
  const byResponse = createLruMap<string, Run>({ limit: MAX_REMEMBERED });
  const byConversation = createLruMap<string, Run>({ limit: MAX_REMEMBERED });
  /** Open ones. */
  const byTrace = new Map<string, Set<Run>>();
  const candidates = createRunCandidates();

  /**
   * No message continues it any more; a response or conversation id still may, so it keeps its place in the trace, and the calls that
   * the provider waits for.
   */
  function forget(run: Run): void {
    finished.delete(run);
    candidates.forget(run);
    run.fingerprints = [];
    run.awaited.clear();
    run.replacedResults.clear();
  }

  return {
    open,
    add(run) {
      open.add(run);
      const beside = byTrace.get(run.traceId);
      if (beside) beside.add(run);
      else byTrace.set(run.traceId, new Set([run]));
    },
    conclude(run) {
      open.delete(run);
      const beside = byTrace.get(run.traceId);
      if (beside?.delete(run) && beside.size === 0) byTrace.delete(run.traceId);
      if (run.owner !== 'wire') return candidates.forget(run);
      finished.add(run);
      if (finished.size > MAX_FINISHED_RUNS) for (const oldest of [...finished].slice(0, FORGOTTEN_AT_ONCE)) forget(oldest);
    },
    supersede(run) {
      finished.delete(run);
      candidates.forget(run);
    },
    forgetBefore(timeMs) {
      for (const run of finished) if (run.lastMs <= timeMs) forget(run);
    },
    findContinued(request, transcript, traceId) {
      const { previousResponseId, conversationId, messages } = request;
      const named =
        (previousResponseId && byResponse.get(previousResponseId)) || (conversationId && byConversation.get(conversationId)) || undefined;
      if (named) return named;
      const answered = currentResults(messages).flatMap(({ id }) => id ?? []);
      const best = (runs: ReadonlySet<Run>): Run | undefined => {
        let first: { readonly run: Run; readonly score: number } | undefined;
        for (const run of runs) {
          if (run.owner === 'framework' || (traceId !== undefined && run.traceId !== traceId)) continue;
          if (!open.has(run) && !finished.has(run)) continue;
          const score = scoreContinuation(run, request, transcript, answered);
          if (score !== undefined && (!first || score > first.score)) first = { run, score };
        }
        return first?.run;
      };
      // What is found by a call or an answer scores higher than what shares messages alone.
      return best(candidates.findSpecific(request, transcript, answered)) ?? best(candidates.findByMessages(transcript));
    },
    recordResponse: (run, responseId) => byResponse.set(responseId, run),
    recordConversation: (run, conversationId) => byConversation.set(conversationId, run),
    recordTranscript(run, { prints, instructions }) {
      run.fingerprints = prints;
      run.instructions = instructions;
      run.answer = undefined;
      run.answerEdges = undefined;
      candidates.recordTranscript(run);
    },
    recordAnswer(run, answer) {
      run.answer = answer?.print;
      run.answerEdges = answer?.edges;
      if (run.owner !== 'framework' && (open.has(run) || finished.has(run))) candidates.recordAnswer(run);
    },
    recordAwaited(run, call) {
      run.awaited.set(call.id, call);
      if (run.owner !== 'framework') candidates.recordAwaited(run, call.id);
      if (run.awaited.size <= MAX_AWAITED_CALLS) return;
      const [oldest] = run.awaited.keys();
      if (oldest !== undefined) run.awaited.delete(oldest);
    },
    ofTrace: (traceId) => byTrace.get(traceId) ?? [],
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
