/**
 * Which agent is tried with which fault. The full matrix is every agent with every fault in every wiring; the default run is a part
 * of it in which any two values of different factors still meet.
 */
import { type Agent, agents, type Traits } from './agents.ts';

/** Which connections lead to the fault. */
export type Wiring = 'controller and telemetry' | 'only telemetry' | 'only the controller';

/** The bound of the flush at exit: shortened by configuration, or the default. */
export type Flush = 'short' | 'default';

/** One run of an agent. */
export interface Trial {
  readonly agent: Agent;
  readonly fault: string;
  readonly wiring: Wiring;
  readonly flush: Flush;
}

/** A fault as the matrix sees it. `kind`: what a client perceives of it. */
export interface FaultFactor {
  readonly name: string;
  readonly kind: string;
}

const wirings: readonly Wiring[] = ['controller and telemetry', 'only telemetry', 'only the controller'];
const flushes: readonly Flush[] = ['short', 'default'];

/** Every agent with every fault in every wiring and with every flush. */
export const fullMatrix = (faults: readonly FaultFactor[]): readonly Trial[] =>
  faults.flatMap(({ name: fault }) =>
    agents.flatMap((agent) => wirings.flatMap((wiring) => flushes.map((flush) => ({ agent, fault, wiring, flush })))),
  );

/**
 * The factors of a trial by name. An agent meets every kind of fault, every wiring and every flush; how it ends, its module kind and
 * the way it reads meet every single fault. An agent does not meet every fault of a kind: that would be the full matrix.
 */
function factorsOf({ agent, fault, wiring, flush }: Trial, kindOf: ReadonlyMap<string, string>): Readonly<Record<string, string>> {
  return { ...agent.traits, agent: agent.name, fault, kind: kindOf.get(fault) ?? '', wiring, flush };
}

const traits: readonly (keyof Traits)[] = ['module', 'mode', 'ending'];

/** The pairs of values that a trial covers. */
export function pairsOf(trial: Trial, faults: readonly FaultFactor[]): readonly string[] {
  const factors = factorsOf(trial, new Map(faults.map(({ name, kind }) => [name, kind])));
  const pair = (a: string, b: string): string => `${a}=${factors[a]} & ${b}=${factors[b]}`;
  return [
    pair('client', 'kind'),
    ...traits.map((trait) => pair(trait, 'fault')),
    ...['kind', 'wiring', 'flush'].map((other) => pair('agent', other)),
    ...['wiring', 'flush'].map((other) => pair('fault', other)),
    ...traits.flatMap((trait) => [pair(trait, 'wiring'), pair(trait, 'flush')]),
    pair('wiring', 'flush'),
  ];
}

/** A part of the full matrix that covers all of its pairs. Greedy and deterministic: of the trials that add most, one of the rarest agent. */
export function pairwiseMatrix(faults: readonly FaultFactor[]): readonly Trial[] {
  const candidates = fullMatrix(faults).map((trial) => ({ trial, pairs: pairsOf(trial, faults) }));
  const missing = new Set(candidates.flatMap(({ pairs }) => pairs));
  const chosen: Trial[] = [];
  while (missing.size > 0) {
    let [best, most]: [Trial | undefined, number] = [undefined, 0];
    for (const { trial, pairs } of candidates) {
      const added = pairs.reduce((sum, pair) => sum + (missing.has(pair) ? 1 : 0), 0);
      const value = added === 0 ? 0 : added - chosen.filter(({ agent }) => agent === trial.agent).length / candidates.length;
      if (value > most) [best, most] = [trial, value];
    }
    if (!best) break;
    chosen.push(best);
    for (const pair of pairsOf(best, faults)) missing.delete(pair);
  }
  return chosen;
}

/** One agent for every ending; `index` chooses among those that share one. */
export function agentsByEnding(index: number): readonly Agent[] {
  return [...new Set(agents.map((agent) => agent.traits.ending))].flatMap((ending) => {
    const alike = agents.filter((agent) => agent.traits.ending === ending);
    return alike[index % alike.length] ?? [];
  });
}
