import { randomBytes } from 'node:crypto';
import { configureDetectors, createDigester, createEngine } from '@airt/engine';
import { defineModule } from '../module.ts';
import { createReasoning } from './reasoning.ts';

/** What lasts is found at the first tick after it has lasted long enough. */
const TICK_INTERVAL_MS = 1000;

export interface ReasoningMetrics {
  readonly events: number;
  readonly findings: number;
  readonly decisions: number;
  readonly reasoningFailures: number;
  readonly sessions: number;
  /** Runs that left for want of room: `limits.sessions`. */
  readonly evictedSessions: number;
}

/** The engine, over what the whole fleet shows. Provides `reasoning`. */
export const reasoningModule = defineModule<ReasoningMetrics>({
  name: 'reasoning',
  metrics: ({ reasoning }) => {
    const { events, findings, decisions, failures } = reasoning.counts;
    return {
      events,
      findings,
      decisions,
      reasoningFailures: failures,
      sessions: reasoning.sessions,
      evictedSessions: reasoning.evictedSessions,
    };
  },
  async start({ config, now, timers, emit, log, services: { journal, policies }, provide }) {
    const { sessions: maxSessions, spans: maxSpans } = config.limits;
    const engine = createEngine({
      policies: policies.current.policies,
      detectors: configureDetectors(config.detectors),
      maxSessions,
      maxSpans,
    });
    const digester = createDigester(config.digest.key ?? randomBytes(32));
    const reasoning = createReasoning({ engine, digester, journal, now, emit, maxSpans, log });
    policies.onChange((set) => reasoning.setPolicies(set));
    const stopTicking = timers.every(TICK_INTERVAL_MS, () => reasoning.tick());
    provide('reasoning', reasoning);
    return stopTicking;
  },
});
