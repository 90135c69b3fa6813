/** The services of a data plane over in-memory telemetry, for tests of transports and adapters. */
import { AsyncLocalStorage } from 'node:async_hooks';
import { type AgentEvent, createDigester, createEngine, parsePolicies } from '@airt/engine';
import { InMemorySpanExporter, type ReadableSpan, SimpleSpanProcessor, TracerProvider } from '@opentelemetry/sdk-trace';
import type { Services } from '../calls/services.ts';
import { readConfig } from '../config.ts';
import { createCoverage } from '../coverage.ts';
import { createDiagnostics } from '../diagnostics.ts';
import { createDirectiveStore, type DirectiveStore } from '../governance/directive-store.ts';
import { createGuard } from '../guard/guard.ts';
import { createInterventionReporter } from '../guard/intervention-reporter.ts';
import { createHealth, type Health } from '../health/health.ts';
import { createRunRegistry } from '../runs/registry.ts';
import { createToolTracker } from '../runs/tools.ts';
import { createMetrics } from '../telemetry/metrics.ts';
import { testTelemetry } from '../telemetry/testing/telemetry.ts';

export interface TestServices {
  readonly services: Services;
  readonly directives: DirectiveStore;
  readonly events: AgentEvent[];
  /** Spans that have ended; with a name, those of that name. */
  spans(name?: string): ReadableSpan[];
}

/** A policy in force with these rules, each a list item of YAML. */
export const enforced = (rules: string): string => `
apiVersion: airt.dev/v1
kind: Policy
metadata: { name: test }
spec:
  mode: enforce
  rules:
${rules}
`;

export interface TestOptions {
  /** YAML of the policies in force; none: nothing governs but directives. */
  readonly policies?: string;
  /** Default true. */
  readonly isGoverned?: boolean;
}

export function createTestServices({ policies = '', isGoverned = true }: TestOptions = {}): TestServices {
  const exporter = new InMemorySpanExporter();
  const telemetry = testTelemetry(new TracerProvider({ spanProcessors: [new SimpleSpanProcessor({ exporter })] }));
  const diagnostics = createDiagnostics('silent', () => {});
  const health: Health = createHealth(diagnostics, Date.now);
  const metrics = createMetrics(undefined);
  const clock = () => performance.timeOrigin + performance.now();
  const engine = createEngine();
  if (policies !== '') {
    const parsed = parsePolicies(policies);
    if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
    engine.setPolicies(parsed.policies);
  }
  const directives = createDirectiveStore({ onOutcome: () => {}, clock, sweepMs: 0 });
  const events: AgentEvent[] = [];
  const observe = (event: AgentEvent) => void events.push(event);
  const runs = createRunRegistry({ telemetry, metrics, onEnd: () => {} });
  const guard = createGuard({
    governance: isGoverned ? { engine, directives } : undefined,
    health,
    now: clock,
    belongsToOtherRun: runs.belongsToOtherRun,
  });
  const interventions = createInterventionReporter(telemetry, () => {});
  const config = readConfig({});
  const digester = createDigester('test');
  const service = 'test';
  const tools = createToolTracker({
    ...{ telemetry, metrics, digester, config, observe, runs },
    onResult: (result, span, nowMs) => interventions.report(guard.postToolCall({ ...result, service }).interventions, span, nowMs),
  });
  const scopes: Services['scopes'] = new AsyncLocalStorage();
  const services: Services = {
    ...{ config, diagnostics, health, clock, telemetry, metrics, digester, guard, runs, tools, interventions, scopes, service, observe },
    coverage: createCoverage(),
    openCalls: new Set(),
    wholeCalls: new Set(),
    providerOf: (dialect) => dialect.provider,
  };
  return {
    services,
    directives,
    events,
    spans: (name) => exporter.getFinishedSpans().filter((span) => name === undefined || span.name === name),
  };
}
