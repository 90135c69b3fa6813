/** Tells where a run with the preload differs from the run without it. */
import type { Exchange } from './exchange.ts';
import type { Outcome } from './outcome.ts';
import { events } from './replay.ts';
import type { Session } from './session.ts';
import { type Play, ways } from './ways.ts';

/** Something that is another with the preload than without. */
export interface Difference {
  /** What differs: `value`, `error`, `requests`, `stderr`, ... */
  readonly what: string;
  /** Which exchange and which way; `process` where it is the run as a whole. */
  readonly where: string;
  readonly without: string;
  readonly with: string;
}

/** What was compared and what differed. */
export interface Comparison {
  readonly compared: number;
  readonly differences: readonly Difference[];
}

/** What a run is allowed. */
export interface Allowance {
  /**
   * Rules speak at tool calls, so a call is held until it is complete: where the answer ends before that, what was held may be
   * missing at the end of what arrived.
   */
  readonly holds: boolean;
  /** Lines that the data plane is to say on standard error. */
  readonly says?: RegExp | undefined;
}

/** Compares two runs of the same plan. */
export function compare(
  exchanges: readonly Exchange[],
  plays: readonly Play[],
  plain: Session,
  attached: Session,
  allow: Allowance,
): Comparison {
  const differences: Difference[] = [];
  const check = (what: string, where: string, without: unknown, with_: unknown) => {
    const [a, b] = [without, with_].map((side) => (typeof side === 'string' ? side : (JSON.stringify(side) ?? 'undefined')));
    if (a !== undefined && b !== undefined && a !== b) differences.push({ what, where, without: a, with: b });
  };
  check('exit code', 'process', plain.code, attached.code);
  check('signal', 'process', plain.signal, attached.signal);
  check('standard output', 'process', plain.stdout, attached.stdout);
  const isOwn = (line: string): boolean => !allow.says?.test(line);
  check('standard error', 'process', plain.stderr, attached.stderr.split('\n').filter(isOwn).join('\n'));
  check('hung', 'process', plain.hung, attached.hung);
  check('warnings', 'process', plain.report?.warnings, attached.report?.warnings);
  check('unhandled rejections', 'process', plain.report?.unhandled, attached.report?.unhandled);
  const of = (session: Session) => new Map(session.report?.outcomes.map((outcome) => [outcome.play, outcome]));
  const [before, after] = [of(plain), of(attached)];
  for (const play of plays) {
    const exchange = exchanges[play.exchange];
    const [one, two] = [before.get(play.id), after.get(play.id)];
    if (!exchange) continue;
    const where = `${play.way} of ${exchange.key}`;
    const [seen, seenAttached] = [plain.views.get(play.id), attached.views.get(play.id)];
    // What is held arrives together.
    const grouped = allow.holds && play.way === 'lockstep';
    const partial = allow.holds && callsTools(exchange) && ways[play.way].extent === 'part';
    check('request', where, seen?.requests, seenAttached?.requests);
    if (!one || !two) check('outcome', where, one ? 'there' : 'missing', two ? 'there' : 'missing');
    else {
      check('value', where, one.value, two.value);
      check('error', where, one.error, two.error);
      if (!grouped && !(partial && isBeginning(two, one))) check('chunks', where, one.chunks, two.chunks);
    }
    if (!(allow.holds && callsTools(exchange))) check('starved', where, seen?.starved, seenAttached?.starved);
    if (stalls(exchange, play) && !partial) check('left', where, seen?.left, seenAttached?.left);
  }
  return { compared: plays.length, differences };
}

/** Every chunk of the one is at the same place in the other. */
function isBeginning(shorter: Outcome, longer: Outcome): boolean {
  return (shorter.chunks ?? []).every((chunk, index) => longer.chunks?.[index] === chunk);
}

/** The answer really waits for the client to go away. */
function stalls(exchange: Exchange, play: Play): boolean {
  const { kind } = ways[play.way].serving;
  return kind === 'late' || (kind === 'stall' && (!exchange.sse || events(exchange.body).length > 8));
}

/** The answer holds a call of a tool. */
export function callsTools(exchange: Exchange): boolean {
  return /"tool_calls"\s*:\s*\[|"(function|custom_tool|shell|local_shell|apply_patch|computer|tool_search)_call"|"mcp_approval_request"|"functionCall"|"tool_use"/.test(
    exchange.body.toString('utf8'),
  );
}

/** The differences in a few lines each; the first ones, and how many more. */
export function explain(differences: readonly Difference[], limit = 20): string {
  const lines = differences.slice(0, limit).map(({ what, where, ...sides }) => {
    // Long sides are shown from a little before where they part.
    let at = 0;
    while (at < sides.without.length && sides.without[at] === sides.with[at]) at++;
    const show = (text: string) => `${at > 60 ? '…' : ''}${text.slice(Math.max(0, at - 40), at + 260)}`;
    return `${what}: ${where}\n    without: ${show(sides.without)}\n    with:    ${show(sides.with)}`;
  });
  if (differences.length > limit) lines.push(`and ${differences.length - limit} more`);
  const kinds = new Map<string, number>();
  for (const { what, where } of differences) {
    const kind = `${what} of ${where.split(' of ')[0]}`;
    kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
  }
  return [...lines, `in all: ${[...kinds].map(([kind, count]) => `${kind} ${count}`).join(', ')}`].join('\n  ');
}
