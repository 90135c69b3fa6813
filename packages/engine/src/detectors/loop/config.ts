import { object, withDefault } from '../../schema/object.ts';
import type { Infer, Schema } from '../../schema/schema.ts';
import { list, number, text } from '../../schema/values.ts';

const whole = (about: string, min: number, max: number): Schema<number> => number({ about, min, max, whole: true });

const wordList = (about: string): Schema<readonly string[]> =>
  list({ about, item: text({ about: 'A word.', maxLength: 64 }), itemName: 'a word', max: 256 });

const words = (text: string): readonly string[] => text.split(' ');

/**
 * Names of tools are compared by their words: `getJobStatus`, `get-job-status` and `jobs.get_status` all hold `status`.
 *
 * The window of 64 calls and periods up to 4 are those of the guard of hermes-agent, the patience with pollers (20) is the critical
 * threshold of OpenClaw's; the other numbers were chosen on the recorded runs that the README names.
 */
const MEMBERS = {
  window: withDefault(whole('Tool calls per agent that are remembered.', 4, 1024), 64),
  maxAgents: withDefault(whole('Agents per session that are followed at a time, by name; the one unused for longest leaves.', 1, 1024), 32),
  maxPeriod: withDefault(whole('Longest cycle looked for, in calls.', 2, 8), 4),
  cycleRounds: withDefault(whole('Rounds from which a cycle is reported.', 2, 1000), 3),
  scatteredRepeats: withDefault(
    whole('Occurrences from which a call is reported that is repeated with other calls between, always with the same result.', 2, 1000),
    3,
  ),
  changingPatience: withDefault(
    whole(
      'Repetitions of a call with a result that differs each time that do not count: it may be a loop over a counter, or progress.',
      0,
      1000,
    ),
    2,
  ),
  stallCalls: withDefault(whole('Calls in a row that bring nothing new from which a stall is reported.', 2, 1000), 6),
  stallFailures: withDefault(whole('Failures in a row of one tool, whatever its arguments, from which a stall is reported.', 2, 1000), 5),
  pollerPatience: withDefault(whole('Calls with unchanged result in a row that a poller is granted.', 2, 10_000), 20),
  pollerWords: withDefault(
    wordList('Words that make a tool a poller: repeated on purpose, to wait for something.'),
    words('poll polling wait sleep status progress heartbeat ping await watch'),
  ),
  advancingWords: withDefault(
    wordList('Words that make a tool one that advances: the same call brings the next thing. Unchanged results count against it.'),
    words('next scroll page more continue step press click key tick'),
  ),
  mutatingWords: withDefault(
    wordList('Words that make a tool one that changes state, unless its first word is one that reads.'),
    words(
      'write edit create delete update send apply patch move insert commit set add remove put post replace rename save upload install ' +
        'book cancel modify exchange return transfer pay schedule publish submit append merge push deploy reset clear copy mkdir rm reserve',
    ),
  ),
  readingWords: withDefault(
    wordList('Words that, standing first, make a tool one that reads.'),
    words('get list read search view find fetch query show check describe lookup count calculate'),
  ),
};

export const LOOP_CONFIG = object({ about: 'Configuration of the loop detectors.', members: MEMBERS });

/** Configuration of the loop detectors. */
export type LoopConfig = Infer<typeof LOOP_CONFIG>;
