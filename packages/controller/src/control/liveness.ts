/** An agent is given up when nothing was received of it for this many heartbeat intervals. */
const MISSED_HEARTBEATS = 3;

/** When something was last received of one agent; milliseconds since 1970. */
export interface Watched {
  readonly lastReceivedMs: number;
  /** The silence was not the agent's: counts from now on. */
  restart(nowMs: number): void;
  giveUp(): void;
}

/**
 * Creates the check that gives up silent agents. It is to be called once per heartbeat interval: a call that comes much earlier or later
 * by the clock means that the clock was set, or that this process did not run for a while, and then no agent is given up.
 */
export function createLivenessCheck(heartbeatMs: number, startMs: number): (nowMs: number, agents: Iterable<Watched>) => void {
  let checkedMs = startMs;
  return (nowMs, agents) => {
    const isOffTime = Math.abs(nowMs - checkedMs - heartbeatMs) > heartbeatMs;
    checkedMs = nowMs;
    for (const agent of agents) {
      if (isOffTime) agent.restart(nowMs);
      else if (nowMs - agent.lastReceivedMs > MISSED_HEARTBEATS * heartbeatMs) agent.giveUp();
    }
  };
}
