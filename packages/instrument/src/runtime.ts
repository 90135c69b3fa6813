/** The data plane put together. `start` is what the preload calls; the rest is built when the first model call comes. */

import { AsyncLocalStorage } from 'node:async_hooks';
import { isMainThread } from 'node:worker_threads';
import type { AgentEvent } from '@airt/engine';
import { RESOURCE } from '@airt/protocol/semconv';
import type { ModelCall } from './calls/model-call.ts';
import { createTransportHost, type ServicesSource } from './calls/pipeline.ts';
import type { Services } from './calls/services.ts';
import { type Config, isGoverned, readConfig } from './config.ts';
import { type Coverage, createCoverage } from './coverage.ts';
import { createDiagnostics, type Diagnostics, guarded } from './diagnostics.ts';
import { dialects, providerOf } from './dialects/index.ts';
import { flushBeforeExit } from './exit.ts';
import { frameworkAdapters } from './frameworks/index.ts';
import type { Governance } from './governance/governance.ts';
import { createGuard } from './guard/guard.ts';
import { createInterventionReporter } from './guard/intervention-reporter.ts';
import { createHealth, type Health } from './health/health.ts';
import { writeStderr } from './platform/process.ts';
import { createRunRegistry, type RunRegistry } from './runs/registry.ts';
import type { Run, Scope } from './runs/run.ts';
import { createToolTracker } from './runs/tools.ts';
import { createMetrics, guardedMetrics } from './telemetry/metrics.ts';
import { createTelemetry } from './telemetry/telemetry.ts';
import { transports } from './transports/index.ts';

/** Milliseconds since 1970, with fractions. */
const clock = (): number => performance.timeOrigin + performance.now();

export function start(env: NodeJS.ProcessEnv = process.env): void {
  // A file of its own, without which calls of the application would fail.
  if (typeof writeStderr !== 'function') throw new Error('platform.cjs is damaged');
  const config = readConfig(env);
  // What is worth a warning here (no controller, a broken policy file) the main thread says too: once is enough.
  const level = config.logLevel === 'warn' && !isMainThread ? 'error' : config.logLevel;
  const diagnostics = createDiagnostics(level, writeStderr);
  const health = createHealth(diagnostics, clock);
  for (const problem of config.problems) diagnostics.log('warn', problem);
  if (!config.enabled) return;

  const coverage = createCoverage();
  const servicesOf = loadOnce(diagnostics, () => loadServices({ config, env, diagnostics, health, coverage }));
  const host = createTransportHost(servicesOf);
  const live = { version: '' };
  for (const transport of transports) {
    const { name, points } = transport;
    coverage.add({ kind: 'transport', name, points, ...live, inactiveReason: transport.install(host) ?? '' });
  }
  for (const adapter of frameworkAdapters) {
    const { name, points } = adapter;
    coverage.add({ kind: 'framework', name, points, ...live, inactiveReason: adapter.install(servicesOf) ?? '' });
  }
  const wirePoints = [...new Set(transports.flatMap(({ points }) => points))];
  for (const { name } of dialects) coverage.add({ kind: 'dialect', name, points: wirePoints, ...live, inactiveReason: '' });
  // Policies are checked, and the controller is reached, before the first model call; without either, nothing is loaded until then.
  if (isGoverned(config)) setImmediate(() => void servicesOf());
}

/** Loads when it is first needed; a failure is reported once, and the application runs without the data plane. */
function loadOnce(diagnostics: Diagnostics, load: () => Promise<Services>): ServicesSource {
  let ready: Services | undefined;
  let loading: Promise<Services | undefined> | undefined;
  return () => {
    if (ready) return ready;
    loading ??= load().then(
      (services) => {
        ready = services;
        return services;
      },
      (error: unknown) => {
        const why = String(error instanceof Error ? error.message : error).split('\n')[0];
        diagnostics.log('error', `could not start (${why}): the application runs without it`);
        return undefined;
      },
    );
    return loading;
  };
}

interface LoadOptions {
  readonly config: Config;
  readonly env: NodeJS.ProcessEnv;
  readonly diagnostics: Diagnostics;
  readonly health: Health;
  readonly coverage: Coverage;
}

async function loadServices({ config, env, diagnostics, health, coverage }: LoadOptions): Promise<Services> {
  const { createDigester, createSdk, isExportable, randomUUID } = await import('./lazy-imports.ts');
  const instanceUid = config.resource.instanceId ?? randomUUID();
  const { service } = config.resource;
  const sdk = createSdk(config, { env, instanceUid, diagnostics, health });
  const telemetry = createTelemetry(instanceUid, sdk, isExportable, diagnostics, health);
  const metrics = guardedMetrics(
    guarded(diagnostics, 'metrics', createMetrics(undefined), () => createMetrics(telemetry.meter)),
    diagnostics,
  );
  const openCalls = new Set<ModelCall>();
  const wholeCalls = new Set<ModelCall>();
  let governance: Governance | undefined;
  let isDirty = false;

  const observe = (event: AgentEvent): void => {
    isDirty = true;
    guarded(diagnostics, 'observe', undefined, () => governance?.observe({ ...event, service, instanceUid }));
  };
  const runs: RunRegistry = createRunRegistry({
    telemetry,
    metrics,
    onStart: (run) => governance?.runStarted(run),
    onEnd(run, endMs, errorType) {
      isDirty = true;
      governance?.runEnded(run, endMs);
      const event = agentEnd(run, endMs, errorType);
      if (event) observe(event);
    },
  });

  if (isGoverned(config)) {
    const { createGovernance } = await import('./governance/governance.ts');
    const resource = {
      [RESOURCE.serviceName]: service,
      [RESOURCE.serviceInstanceId]: instanceUid,
      [RESOURCE.processPid]: String(process.pid),
    };
    const isOpenRun = (traceId: string) => (runs.isOpenTrace(traceId) ? true : undefined);
    const modelCallsOf = (traceId: string) => runs.modelCallsOf(traceId);
    const ofRuns = { openRuns: () => runs.open, isOpenRun, modelCallsOf };
    governance = createGovernance({ config, instanceUid, diagnostics, health, coverage, clock, resource, ...ofRuns });
    coverage.onChange(() => governance?.client?.refresh());
  }
  await governance?.policiesReady;
  const guard = createGuard({ governance, health, now: clock, belongsToOtherRun: runs.belongsToOtherRun });
  const digester = createDigester(config.digestKey ?? randomUUID());
  const interventions = createInterventionReporter(telemetry, (line) => diagnostics.log('info', line));
  const tools = createToolTracker({
    ...{ telemetry, metrics, digester, config, runs, observe },
    onResult: (result, span, nowMs) =>
      interventions.report(guard.postToolCall({ ...result, service, isOnWire: true }).interventions, span, nowMs),
  });
  const scopes = new AsyncLocalStorage<Scope>();

  setInterval(() => runs.sweep(clock(), config.runIdleMs), Math.max(1_000, Math.min(config.runIdleMs, 10_000)));
  flushBeforeExit({
    boundMs: config.exitFlushMs,
    onBound: () => telemetry.giveUp(),
    dirty: () => isDirty || openCalls.size > 0 || runs.open.size > 0,
    async flush() {
      for (const call of openCalls) call.end({ kind: 'abandoned' });
      runs.endAll();
      isDirty = false;
      await Promise.allSettled([telemetry.flush(), governance?.close()]);
      isDirty = false;
    },
  });
  return {
    ...{ config, diagnostics, health, clock, telemetry, metrics, digester, guard, runs, tools, interventions, coverage, scopes },
    ...{ openCalls, wholeCalls, service, providerOf, observe },
  };
}

/** The end of an agent as an event; `undefined` where the application's own tracing has its span. */
function agentEnd(run: Run, endMs: number, errorType: string | undefined): AgentEvent | undefined {
  const span = run.span?.spanContext();
  if (!span) return undefined;
  const { traceId, spanId } = span;
  const about = { ...(run.agentName ? { agentName: run.agentName } : {}), ...(errorType ? { errorType } : {}) };
  return { kind: 'agent_end', traceId, spanId, startMs: run.startMs, endMs, root: run.root, ...about };
}
