import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createLivenessCheck } from './liveness.ts';

const HEARTBEAT = 1000;

function watched(lastReceivedMs: number) {
  const agent = {
    lastReceivedMs,
    isGivenUp: false,
    restart(nowMs: number) {
      agent.lastReceivedMs = nowMs;
    },
    giveUp() {
      agent.isGivenUp = true;
    },
  };
  return agent;
}

describe('an agent', () => {
  it('is given up after three intervals of silence', () => {
    const check = createLivenessCheck(HEARTBEAT, 0);
    const [silent, alive] = [watched(0), watched(0)];
    for (const now of [1000, 2000, 3000]) {
      check(now, [silent, alive]);
      alive.lastReceivedMs = now;
    }
    assert.equal(silent.isGivenUp, false);
    check(4000, [silent, alive]);
    assert.deepEqual([silent.isGivenUp, alive.isGivenUp], [true, false]);
  });

  it('is not given up where the clock was set, or the process stood still', () => {
    for (const jump of [3_600_000, -3_600_000]) {
      const check = createLivenessCheck(HEARTBEAT, 0);
      const agent = watched(0);
      check(1000, [agent]);
      check(jump, [agent]);
      assert.deepEqual([agent.isGivenUp, agent.lastReceivedMs], [false, jump]);
      for (const step of [1, 2, 3]) check(jump + step * HEARTBEAT, [agent]);
      assert.equal(agent.isGivenUp, false);
      check(jump + 4 * HEARTBEAT, [agent]);
      assert.equal(agent.isGivenUp, true, 'silence after it is silence');
    }
  });
});
