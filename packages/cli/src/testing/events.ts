/** A finding, a decision and an outcome as tests need them. */
import type { Decision, Finding, Outcome } from '@airt/engine';

export const TRACE = 'a1b2c3d4e5f60718293a4b5c6d7e8f90';

/** 2026-01-02T03:04:05.000Z */
export const NOON = Date.UTC(2026, 0, 2, 3, 4, 5);

const span = (spanId: string) => ({ traceId: TRACE, spanId });

export function finding(changes: Partial<Finding> = {}): Finding {
  return {
    id: 'fnd_000000000000000000000001',
    detector: 'loop.repeat',
    sessionId: TRACE,
    at: span('0000000000000003'),
    atMs: NOON - 10,
    startedMs: NOON - 20,
    subject: 'web_search',
    measures: { count: 3, tool: 'web_search' },
    severity: 'warning',
    score: 0.9,
    message: 'web_search was called 3 times with equal arguments and equal results.',
    evidence: [span('0000000000000001'), span('0000000000000002'), span('0000000000000003')],
    ...changes,
  };
}

export function decision(changes: Partial<Decision> = {}): Decision {
  return {
    id: 'dec_00000000000000000000000a',
    sessionId: TRACE,
    traceId: TRACE,
    instanceUid: 'process-1',
    agentName: 'researcher',
    policy: { name: 'stop-tool-loops', version: 'sha256:0123456789abcdef', rule: 'ladder', mode: 'enforce' },
    findingId: finding().id,
    detector: 'loop.repeat',
    action: { kind: 'steer', guidance: 'Stop searching.' },
    rung: 0,
    reason: 'loop.repeat reported 3 calls',
    decidedMs: NOON - 10,
    expiresMs: NOON + 60_000,
    dryRun: false,
    evidence: finding().evidence,
    ...changes,
  };
}

export function outcome(changes: Partial<Outcome> = {}): Outcome {
  return {
    decisionId: decision().id,
    status: 'applied',
    span: span('00000000000000ff'),
    atMs: NOON + 300,
    latencyMs: 250,
    changes: ['messages[+guidance]'],
    ...changes,
  };
}
