/** For tests: a decision, with whatever is to differ. */
import type { Decision } from '@airt/engine';

const TRACE = 'ab'.repeat(16);

/** `undefined` removes a member. */
export type DecisionChanges = { readonly [Name in keyof Decision]?: Decision[Name] | undefined };

export function testDecision(changes: DecisionChanges = {}): Decision {
  const whole: DecisionChanges = {
    id: 'dec_1',
    sessionId: TRACE,
    traceId: TRACE,
    instanceUid: 'agent-1',
    policy: { name: 'stop-tool-loops', version: 'sha256:1', rule: 'ladder', mode: 'enforce' },
    findingId: 'fnd_1',
    detector: 'loop.repeat',
    action: { kind: 'steer', guidance: 'Stop.' },
    rung: 0,
    reason: 'web_search was called 3 times',
    decidedMs: 1000,
    expiresMs: 61_000,
    dryRun: false,
    evidence: [{ traceId: TRACE, spanId: '1'.repeat(16) }],
    ...changes,
  };
  return Object.fromEntries(Object.entries(whole).filter(([, value]) => value !== undefined)) as unknown as Decision;
}
