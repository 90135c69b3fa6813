/**
 * Options of the loop detectors. Names of tools are compared by their words: `getJobStatus`, `get-job-status` and `jobs.get_status`
 * all hold `status`.
 */
export interface LoopsConfig {
  /** Tool calls per agent that are remembered, 4 to 1024. */
  readonly window: number;
  /** Agents per session that are followed at a time, by name; the one unused for longest leaves. */
  readonly maxAgents: number;
  /** Longest cycle looked for, 2 to 8 calls. */
  readonly maxPeriod: number;
  /** Rounds from which a cycle is reported. */
  readonly cycleRounds: number;
  /** Occurrences from which a call is reported that is repeated with other calls in between, always with the same result. */
  readonly scatteredRepeats: number;
  /**
   * The same call with a result that differs each time may be a loop over a result that holds a clock or a counter, or it may be
   * progress. So many repetitions of it do not count.
   */
  readonly changingPatience: number;
  /** Calls in a row that bring nothing new from which a stall is reported. */
  readonly stallCalls: number;
  /** Failures in a row of one tool, whatever its arguments, from which a stall is reported. */
  readonly stallFailures: number;
  /** Calls with unchanged result in a row that a poller is granted. */
  readonly pollerPatience: number;
  /** Words that make a tool a poller: repeated on purpose, to wait for something. */
  readonly pollerWords: readonly string[];
  /** Words that make a tool one that advances: the same call brings the next thing. Unchanged results count against it as usual. */
  readonly advancingWords: readonly string[];
  /** Words that make a tool one that changes state, unless its first word is one that reads. */
  readonly mutatingWords: readonly string[];
  readonly readingWords: readonly string[];
}

const words = (list: string): readonly string[] => list.split(' ');

/**
 * The window of 64 calls and periods up to 4 are those of the guard of hermes-agent, the patience with pollers (20) is the critical
 * threshold of OpenClaw's; the other numbers were chosen on the recorded runs that the README names.
 */
export const LOOPS_DEFAULTS: LoopsConfig = {
  window: 64,
  maxAgents: 32,
  maxPeriod: 4,
  cycleRounds: 3,
  scatteredRepeats: 3,
  changingPatience: 2,
  stallCalls: 6,
  stallFailures: 5,
  pollerPatience: 20,
  pollerWords: words('poll polling wait sleep status progress heartbeat ping await watch'),
  advancingWords: words('next scroll page more continue step press click key tick'),
  mutatingWords: words(
    'write edit create delete update send apply patch move insert commit set add remove put post replace rename save upload install ' +
      'book cancel modify exchange return transfer pay schedule publish submit append merge push deploy reset clear copy mkdir rm reserve',
  ),
  readingWords: words('get list read search view find fetch query show check describe lookup count calculate'),
};
