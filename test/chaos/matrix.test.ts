/** The part of the matrix that the default run plays leaves no pair of values out. */
import assert from 'node:assert/strict';
import { it } from 'node:test';
import { agents } from './agents.ts';
import { allFaults } from './faults.ts';
import { fullMatrix, pairsOf, pairwiseMatrix, type Trial } from './matrix.ts';

const full = fullMatrix(allFaults);
const chosen = pairwiseMatrix(allFaults);
const pairsIn = (trials: readonly Trial[]): ReadonlySet<string> => new Set(trials.flatMap((trial) => pairsOf(trial, allFaults)));

it('the default matrix has every pair that the full one has', () => {
  assert.equal(full.length, agents.length * allFaults.length * 3 * 2);
  assert.deepEqual(pairsIn(chosen), pairsIn(full));
  // As many as the two largest factors make, and not much more.
  assert.ok(chosen.length < full.length / 10, `${chosen.length} of ${full.length}`);
});

it('every agent meets every kind of fault, every wiring and both flushes; every way to end meets every single fault', () => {
  const meets = (of: (trial: Trial) => string): number => new Set(chosen.map(of)).size;
  const kindOf = (fault: string) => allFaults.find(({ name }) => name === fault)?.kind;
  const kinds = new Set(allFaults.map(({ kind }) => kind)).size;
  assert.equal(
    meets(({ agent, fault }) => `${agent.name} ${kindOf(fault)}`),
    agents.length * kinds,
  );
  assert.equal(
    meets(({ agent, wiring }) => `${agent.name} ${wiring}`),
    agents.length * 3,
  );
  assert.equal(
    meets(({ agent, flush }) => `${agent.name} ${flush}`),
    agents.length * 2,
  );
  const endings = new Set(agents.map(({ traits }) => traits.ending)).size;
  assert.equal(
    meets(({ agent, fault }) => `${agent.traits.ending} ${fault}`),
    endings * allFaults.length,
  );
});
