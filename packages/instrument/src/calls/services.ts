import type { AsyncLocalStorage } from 'node:async_hooks';
import type { AgentEvent, Digester } from '@airt/engine';
import type { Config } from '../config.ts';
import type { Coverage } from '../coverage.ts';
import type { Diagnostics } from '../diagnostics.ts';
import type { Dialect } from '../dialects/dialect.ts';
import type { Guard } from '../guard/guard.ts';
import type { InterventionReporter } from '../guard/intervention-reporter.ts';
import type { Health } from '../health/health.ts';
import type { RunRegistry } from '../runs/registry.ts';
import type { Scope } from '../runs/run.ts';
import type { ToolTracker } from '../runs/tools.ts';
import type { Metrics } from '../telemetry/metrics.ts';
import type { Telemetry } from '../telemetry/telemetry.ts';
import type { ModelCall } from './model-call.ts';

/** Everything that a model call and a framework adapter need; handed down explicitly, one per thread. */
export interface Services {
  readonly config: Config;
  readonly diagnostics: Diagnostics;
  /** What the operator of this process should know. */
  readonly health: Health;
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
  /** Those of them whose answer is whole, though its body has not ended. */
  readonly wholeCalls: Set<ModelCall>;
  /** `service.name`. */
  readonly service: string;
  readonly providerOf: (dialect: Dialect, url: URL) => string;
  /** Passes an operation that has ended to the policies that are evaluated here. */
  observe(event: AgentEvent): void;
}
