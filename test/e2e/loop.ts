/** One run of an agent that falls into a loop, from its start to its trace in Jaeger. */
import assert from 'node:assert/strict';
import { type Provider, startProvider } from '../testing/provider/provider.ts';
import { GUIDANCE, type StubbornOptions, stubborn } from '../testing/provider/scripts.ts';
import type { RunningController } from './stack.ts';

export const SEARCH = { name: 'web_search', arguments: { query: 'Skarvik lighthouse first lit' } };
export const READ = { name: 'read_archive', arguments: { id: 'skarvik-1931' } };
export const ANSWER = 'It is not known when the lighthouse at Skarvik was first lit.';

/** As quick as a quick model: a decision has this long to reach the agent before its next call. */
const LATENCY_MS = 200;

/** A model that calls the same tool until it is taken away; then the next one. */
export const startStubbornModel = (tools: StubbornOptions['tools'] = [SEARCH], latencyMs = LATENCY_MS): Promise<Provider> =>
  startProvider({ latencyMs, script: stubborn({ tools, answer: ANSWER }) });

/** How long it took from what was seen to what was done about it, milliseconds. */
export interface Latency {
  readonly action: string;
  /** From the end of the span that completed the evidence to the directive on the stream. */
  readonly toDelivered: number;
  /** To the request that was changed: includes the wait for the agent's next model call. */
  readonly toApplied: number;
}

/** What the controller did in one run. */
export interface Correction {
  readonly traceId: string;
  /** Ids of the decisions by action, in order. */
  readonly decisions: readonly { readonly id: string; readonly action: string; readonly spanId: string }[];
  readonly latencies: readonly Latency[];
}

/** Waits until every decision of the run of `service` has its outcome, and checks the way of each: finding, directive, outcome. */
export async function correctionOf(running: RunningController, service: string): Promise<Correction> {
  const ended = await running.event('span', ({ event }) => event.service === service && event.kind === 'agent_end');
  const { traceId, instanceUid } = ended.event;
  const traces = new Set(running.all('span').flatMap(({ event }) => (event.service === service ? [event.traceId] : [])));
  assert.deepEqual([...traces], [traceId], 'the run is one trace');
  const decided = running.all('decision').filter(({ decision }) => decision.traceId === traceId);
  const decisions: Correction['decisions'][number][] = [];
  const latencies: Latency[] = [];
  for (const { decision } of decided) {
    const about = `${decision.action.kind} ${decision.id}`;
    const finding = running.all('finding').find((event) => event.finding.id === decision.findingId)?.finding;
    assert.ok(finding, `${about} rests on a finding`);
    assert.match(finding.detector, /^loop\./);
    assert.ok(Number(finding.measures.count) >= 3);
    const { outcome, source } = await running.event('outcome', (event) => event.decision.id === decision.id);
    const delivered = running.all('delivered').find((event) => event.decision.id === decision.id);
    assert.ok(delivered);
    assert.equal(delivered.instanceUid, instanceUid, `${about} went over the stream of the agent`);
    assert.deepEqual([source, outcome.status], ['agent', 'applied'], `${about}: ${outcome.reason ?? 'no reason'}`);
    assert.equal(outcome.span?.traceId, traceId);
    decisions.push({ id: decision.id, action: decision.action.kind, spanId: outcome.span.spanId });
    const [toDelivered, toApplied] = [delivered.atMs - finding.atMs, outcome.atMs - finding.atMs];
    latencies.push({ action: decision.action.kind, toDelivered, toApplied });
    const { findings, decisions: told } = running.controller.journal.explain(decision.id);
    assert.deepEqual(
      [findings.map(({ id }) => id), told[0]?.outcome?.outcome.status],
      [[finding.id], 'applied'],
      'the journal tells the same',
    );
  }
  return { traceId, decisions, latencies };
}

/** Which requests of the model show guidance: their indexes. */
export const guidedRequests = (model: Provider): number[] =>
  model.requests.filter(({ instructions }) => instructions.some((text) => text.includes(GUIDANCE))).map(({ index }) => index);

/** For a line of the report. */
export const shown = (latencies: readonly Latency[]): string =>
  latencies.map(({ action, toDelivered, toApplied }) => `${action} ${toDelivered.toFixed(0)} / ${toApplied.toFixed(0)} ms`).join(', ');

/** The value below which `share` of the values lie. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
}
