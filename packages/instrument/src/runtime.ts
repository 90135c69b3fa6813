/** The data plane put together. `start` is what the preload calls; the rest is built when the first model call comes. */
import { AsyncLocalStorage } from 'node:async_hooks';
import { writeSync } from 'node:fs';
import { isMainThread } from 'node:worker_threads';
import type { AgentEvent, Digester } from '@airt/engine';
import { RESOURCE } from '@airt/protocol/semconv';
import type { ModelCall } from './calls/model-call.ts';
import { type Config, isGoverned, readConfig } from './config.ts';
import { type Coverage, createCoverage } from './coverage.ts';
import { createDiagnostics, type Diagnostics, guarded } from './diagnostics.ts';
import type { Dialect } from './dialects/dialect.ts';
import { dialects, providerOf } from './dialects/index.ts';
import { flushBeforeExit } from './exit.ts';
import { installAiSdk } from './frameworks/ai-sdk/index.ts';
import type { ControlPlane } from './governance/governance.ts';
import { createGuard, type Guard } from './guard/guard.ts';
import { createRunRegistry, type RunRegistry } from './runs/registry.ts';
import type { Scope } from './runs/run.ts';
import { createToolTracker, type ToolTracker } from './runs/tools.ts';
import { createInterventionReporter, type InterventionReporter } from './telemetry/interventions.ts';
import { createMetrics, guardedMetrics, type Metrics } from './telemetry/metrics.ts';
import { createTelemetry, type Telemetry } from './telemetry/telemetry.ts';
import { installFetch } from './transports/fetch/index.ts';

/** Everything a model call needs; handed down explicitly, one per thread. */
export interface Runtime {
  readonly config: Config;
  readonly diagnostics: Diagnostics;
  /** Milliseconds since 1970, with fractions. */
  readonly clock: () => number;
  readonly telemetry: Telemetry;
  readonly metrics: Metrics;
  readonly digester: Digester;
  readonly guard: Guard;
  readonly runs: RunRegistry;
  readonly tools: ToolTracker;
  readonly interventions: InterventionReporter;
  readonly coverage: Coverage;
  /** The run that is active in this asynchronous context, where an adapter knows it. */
  readonly scopes: AsyncLocalStorage<Scope>;
  /** Calls under way. */
  readonly openCalls: Set<ModelCall>;
  /** `service.name`. */
  readonly service: string;
  readonly providerOf: (dialect: Dialect, url: URL) => string;
  /** An operation has ended: for the policies that are evaluated here. */
  observe(event: AgentEvent): void;
}

const POINTS_ON_THE_WIRE = ['pre_model_call', 'post_model_call', 'pre_tool_call', 'post_tool_call'] as const;

export function start(env: NodeJS.ProcessEnv = process.env): void {
  const config = readConfig(env);
  if (!config.enabled) return;
  // What is worth a warning here (no controller, a broken policy file) the main thread says too: once is enough.
  const level = config.logLevel === 'warn' && !isMainThread ? 'error' : config.logLevel;
  // Straight to the descriptor: the error event of a standard error that nobody reads any more would end the application.
  const diagnostics = createDiagnostics(level, (line) => void writeSync(2, line));
  for (const problem of config.problems) diagnostics.log('warn', problem);

  let ready: Runtime | undefined;
  let loading: Promise<Runtime | undefined> | undefined;
  const runtimeOf = () => {
    if (ready) return ready;
    loading ??= load(config, env, diagnostics).then(
      (runtime) => {
        ready = runtime;
        return runtime;
      },
      (error: unknown) => {
        const why = String(error instanceof Error ? error.message : error).split('\n')[0];
        diagnostics.log('error', `could not start (${why}): the application runs without it`);
        return undefined;
      },
    );
    return loading as Promise<Runtime>;
  };

  installFetch(runtimeOf);
  installAiSdk(runtimeOf);
  // Policies are checked, and the controller is reached, before the first model call; without either, nothing is loaded until then.
  if (isGoverned(config)) setImmediate(() => void runtimeOf());
}

async function load(config: Config, env: NodeJS.ProcessEnv, diagnostics: Diagnostics): Promise<Runtime> {
  const { createDigester, createSdk, isExportable, randomUUID } = await import('./lazy-imports.ts');
  const instanceUid = config.instanceId ?? randomUUID();
  const clock = () => performance.timeOrigin + performance.now();
  const service = serviceName(env);
  const sdk = createSdk(config, { env, service, instanceUid, diagnostics });
  const telemetry = createTelemetry(instanceUid, sdk, isExportable, diagnostics);
  const metrics = guardedMetrics(
    guarded(diagnostics, 'metrics', createMetrics(undefined), () => createMetrics(telemetry.meter)),
    diagnostics,
  );
  let plane: ControlPlane | undefined;
  const coverage = describeCoverage(() => plane?.client?.refresh());
  const openCalls = new Set<ModelCall>();
  let dirty = false;

  const runs = createRunRegistry({
    telemetry,
    metrics,
    onStart: (run) => plane?.runStarted(run),
    onEnd(run, endMs, errorType) {
      dirty = true;
      // A sub-agent's end is not its run's.
      if (!runs.isOpenTrace(run.traceId)) plane?.runEnded(run, endMs);
      const span = run.span?.spanContext();
      if (!span) return;
      const about = { ...(run.agentName ? { agentName: run.agentName } : {}), ...(errorType ? { errorType } : {}) };
      observe({ kind: 'agent_end', traceId: span.traceId, spanId: span.spanId, startMs: run.startMs, endMs, root: run.root, ...about });
    },
  });

  function observe(event: AgentEvent): void {
    dirty = true;
    try {
      plane?.observe({ ...event, service, instanceUid });
    } catch (error) {
      diagnostics.failure('observe', error);
    }
  }

  if (isGoverned(config)) {
    const { createControlPlane } = await import('./governance/governance.ts');
    const resource = {
      [RESOURCE.serviceName]: service,
      [RESOURCE.serviceInstanceId]: instanceUid,
      [RESOURCE.processPid]: String(process.pid),
    };
    const isOpenRun = (traceId: string) => (runs.isOpenTrace(traceId) ? true : undefined);
    plane = createControlPlane({ config, instanceUid, diagnostics, coverage, clock, resource, openRuns: () => runs.open, isOpenRun });
  }
  await plane?.policiesCame;
  const guard = createGuard({ plane, now: clock, isAnothers: runs.isAnothers });
  const digester = createDigester(config.digestKey ?? randomUUID());
  const interventions = createInterventionReporter(telemetry, (line) => diagnostics.log('info', line));
  const tools = createToolTracker({ telemetry, metrics, digester, config, observe, guard, interventions, service, runs });
  const scopes = new AsyncLocalStorage<Scope>();

  setInterval(() => runs.sweep(clock(), config.runIdleMs), Math.max(1_000, Math.min(config.runIdleMs, 10_000)));
  flushBeforeExit({
    boundMs: config.exitFlushMs,
    onBound: () => telemetry.giveUp(),
    dirty: () => dirty || openCalls.size > 0 || runs.open.size > 0,
    async flush() {
      for (const call of openCalls) call.end({ kind: 'abandoned' });
      runs.endAll();
      dirty = false;
      await Promise.allSettled([telemetry.flush(), plane?.close()]);
      dirty = false;
    },
  });
  return {
    config,
    diagnostics,
    clock,
    telemetry,
    metrics,
    digester,
    guard,
    runs,
    tools,
    interventions,
    coverage,
    scopes,
    openCalls,
    service,
    providerOf,
    observe,
  };
}

function describeCoverage(onChange: () => void): Coverage {
  const coverage = createCoverage(onChange);
  const live = { version: '', inactiveReason: '' };
  coverage.add({ kind: 'transport', name: 'fetch', points: POINTS_ON_THE_WIRE, ...live });
  for (const { name } of dialects) coverage.add({ kind: 'dialect', name, points: POINTS_ON_THE_WIRE, ...live });
  coverage.add({ kind: 'framework', name: 'ai-sdk', points: ['pre_tool_call', 'post_tool_call'], ...live });
  return coverage;
}

function serviceName(env: NodeJS.ProcessEnv): string {
  const named = env.OTEL_SERVICE_NAME?.trim();
  return named || /(?:^|,)\s*service\.name=([^,]+)/.exec(env.OTEL_RESOURCE_ATTRIBUTES ?? '')?.[1]?.trim() || 'unknown_service:node';
}
