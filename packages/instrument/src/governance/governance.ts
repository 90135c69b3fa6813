/**
 * What governs this process: policies from files and from the controller, an engine over what this process sees, the directives that
 * wait for their boundary, and the stream to the controller. Loaded only where a policy file or a controller is named.
 */
import {
  type AgentEvent,
  createEngine,
  directiveFromProto,
  type Engine,
  localDirective,
  outcomeToProto,
  type PolicyDocument,
  type Reaction,
} from '@airt/engine';
import type { Config } from '../config.ts';
import { createHealthMonitor } from '../control/agent-messages/health.ts';
import { createHello } from '../control/agent-messages/hello.ts';
import { runSignal } from '../control/agent-messages/signal.ts';
import { type ControlClient, type ControlClientOptions, createControlClient } from '../control/client.ts';
import type { DirectiveMessage } from '../control/messages/types.ts';
import type { Coverage } from '../coverage.ts';
import type { Diagnostics } from '../diagnostics.ts';
import type { Health } from '../health/health.ts';
import { type Timers, unrefTimers } from '../net/timers.ts';
import type { Run } from '../runs/run.ts';
import { createDirectiveStore, type DirectiveStore } from './directive-store.ts';
import { createPolicyStore } from './policy-store.ts';

export interface Governance {
  /** Judges operations at their points by the rules in force. */
  readonly engine: Engine;
  readonly directives: DirectiveStore;
  /** An operation has started or ended here: the engine judges it by the local policies. */
  observe(event: AgentEvent): void;
  /** A run has begun here: the controller's directives for it can come. */
  runStarted(run: Run): void;
  /**
   * A run has ended here. To be called for every run, also for a sub-agent's: once no other run of the trace is open, what waits for it is
   * not applicable any more. `endMs`: milliseconds since 1970.
   */
  runEnded(run: Run, endMs: number): void;
  /** Settles with the first policies of the controller, at the latest after the time that may be waited for them. */
  readonly policiesReady: Promise<void>;
  /** Undefined where no controller is named. */
  readonly client: ControlClient | undefined;
  /** Lets outcomes leave; settles always. */
  close(): Promise<void>;
}

export interface GovernanceOptions {
  readonly config: Config;
  /** `service.instance.id`. */
  readonly instanceUid: string;
  readonly diagnostics: Diagnostics;
  readonly health: Health;
  readonly coverage: Coverage;
  /** Milliseconds since 1970. */
  readonly clock: () => number;
  /** Resource attributes as exported with the spans. */
  readonly resource: Readonly<Record<string, string>>;
  readonly openRuns: () => Iterable<Run>;
  /** Whether a run of this trace is open; undefined: nothing is known of it (yet). */
  readonly isOpenRun: (traceId: string) => boolean | undefined;
  /** Model calls that the open runs of this trace have started; 0 where none is open. */
  readonly modelCallsOf: (traceId: string) => number;
  /** Default: timers that do not keep the process alive. */
  readonly timers?: Timers;
  /** Default: gRPC over `node:http2`. */
  readonly openStream?: ControlClientOptions['openStream'];
}

/** One process has far fewer runs and spans than a fleet, and less memory to spare for them (about 1 MB). */
const ENGINE_LIMITS = { maxSessions: 1_000, maxSpans: 4_096 };
/** Not the error itself: it quotes what was judged. */
const CONDITION_FAILED = 'its condition failed, most often because it reads what is absent';
/** How often detectors may look at time, while a run is open. */
const TICK_MS = 1_000;

export function createGovernance(options: GovernanceOptions): Governance {
  const { config, diagnostics, health, clock, timers = unrefTimers } = options;
  const engine = createEngine({
    ...ENGINE_LIMITS,
    onConditionError(policy, rule) {
      // A `match` by the agent's name fails for every run that has none: such a policy is for others.
      if (rule !== undefined) health.raise('rule_not_judged', `${policy}, rule ${rule}`, CONDITION_FAILED);
    },
  });
  const modelCalls = createModelCallCount(options);
  const ticker = createTicker(options, timers, engine, carryOut);
  let client: ControlClient | undefined;

  const policies = createPolicyStore({
    files: config.policyFiles,
    clock,
    timers,
    log: (level, line) => diagnostics.log(level, line),
    onFile: (path, problem) => (problem === undefined ? health.clear : health.raise)('policy_unreadable', path, problem ?? ''),
    onChange: (all) => engine.setPolicies(pointRulesOnly(all, new Set(Object.keys(policies.versions())))),
  });
  const directives = createDirectiveStore({
    clock,
    timers,
    isOpenRun: options.isOpenRun,
    modelCallsOf: modelCalls.of,
    onOutcome(outcome) {
      if (outcome.directive.source === 'local') engine.report(outcome, clock());
      else client?.sendOutcome(outcomeToProto(outcome, outcome.directive.traceId));
    },
    onRepeat: (outcome) => client?.sendOutcome(outcomeToProto(outcome, outcome.directive.traceId)),
  });
  policies.start();

  function carryOut({ decisions }: Reaction): void {
    for (const decision of decisions) directives.accept(localDirective(decision, clock()));
  }

  function acceptDirective(message: DirectiveMessage, receipt: { readonly nowMs: number; readonly clockOffsetMs: number }): void {
    const directive = directiveFromProto(message, receipt);
    if (directive.ok) directives.accept(directive.value);
    else {
      const outcome = { decisionId: message.id ?? '', status: 'rejected', atMs: receipt.nowMs, reason: directive.problem } as const;
      client?.sendOutcome(outcomeToProto(outcome, ''));
    }
  }

  const ready = createReadiness(config);
  if (config.controller !== undefined) {
    const { controller } = config;
    const monitor = createHealthMonitor(diagnostics, health, clock, () => client?.reportHealth());
    client = createControlClient({
      target: controller,
      ...(config.controllerToken ? { token: config.controllerToken } : {}),
      ...(config.controllerCa ? { caFile: config.controllerCa } : {}),
      ...(options.openStream ? { openStream: options.openStream } : {}),
      clock,
      timers,
      count: (name, detail) => diagnostics.failure(name, detail),
      onStateChange(phase) {
        const problem = client?.lastError;
        if (phase === 'connected') health.clear('controller_unreachable', controller);
        else if (problem !== undefined && (phase === 'backing_off' || phase === 'closed'))
          health.raise('controller_unreachable', controller, problem);
      },
      log: (level, line) => diagnostics.log(level, line),
      hello: () => createHello({ ...options, policyVersions: policies.versions(), openRuns: options.openRuns() }),
      health: () => monitor.message({ 'engine.condition': engine.conditionErrors, 'engine.internal': engine.internalErrors }),
      onPolicyUpdate(update) {
        const result = policies.applyUpdate(update);
        ready.resolve();
        return result;
      },
      onActivity: (nowMs) => policies.renewLeases(nowMs),
      onDirective: acceptDirective,
      onDirectiveCancel: (id, reason) => directives.cancel(id, reason),
    });
    client.start();
  }

  return {
    engine,
    directives,
    client,
    policiesReady: ready.promise,
    observe: (event) => carryOut(engine.observe(event, clock())),
    runStarted(run) {
      ticker.start();
      client?.signal(runSignal('started', run.traceId, run.startMs));
    },
    runEnded(run, endMs) {
      if (options.isOpenRun(run.traceId) === true) {
        modelCalls.addEnded(run);
        return;
      }
      modelCalls.forget(run.traceId);
      directives.runEnded(run.traceId);
      client?.signal(runSignal('ended', run.traceId, endMs));
    },
    async close() {
      ticker.stop();
      directives.close();
      policies.close();
      await client?.close();
    },
  };
}

/** Model calls of a trace, those of sub-agents too that have ended in it. */
function createModelCallCount({ modelCallsOf }: GovernanceOptions) {
  /** Of traces in which another run is open. */
  const ended = new Map<string, number>();
  return {
    of: (traceId: string): number => modelCallsOf(traceId) + (ended.get(traceId) ?? 0),
    addEnded: (run: Run): void => void ended.set(run.traceId, (ended.get(run.traceId) ?? 0) + run.modelCalls),
    forget: (traceId: string): void => void ended.delete(traceId),
  };
}

/** Lets detectors look at time while a run is open and a local policy could act on what they find. */
function createTicker({ clock, openRuns }: GovernanceOptions, timers: Timers, engine: Engine, onReaction: (reaction: Reaction) => void) {
  let cancel: (() => void) | undefined;

  function tick(): void {
    cancel = undefined;
    if (engine.policies.some(({ rules }) => rules.some((rule) => rule.on === 'finding'))) onReaction(engine.tick(clock()));
    const [run] = openRuns();
    if (run !== undefined) start();
  }

  function start(): void {
    cancel ??= timers.after(TICK_MS, tick);
  }

  return {
    start,
    stop() {
      cancel?.();
      cancel = undefined;
    },
  };
}

/** Settles when `resolve` is called, at the latest after the time that the configuration allows; at once where it allows none. */
function createReadiness({ controller, controllerWaitMs }: Config): { readonly promise: Promise<void>; resolve(): void } {
  if (controller === undefined || controllerWaitMs === 0) return { promise: Promise.resolve(), resolve: () => {} };
  let resolve = (): void => {};
  const promise = new Promise<void>((settle) => {
    // This timer does keep the process alive: the application waits for it.
    const timer = setTimeout(settle, controllerWaitMs).ref();
    resolve = () => {
      clearTimeout(timer);
      settle();
    };
  });
  return { promise, resolve };
}

/** The controller evaluates the finding rules of its own policies over the whole trace: here only their point rules count. */
const pointRulesOnly = (all: readonly PolicyDocument[], remote: ReadonlySet<string>): PolicyDocument[] =>
  all.map((policy) => (remote.has(policy.name) ? { ...policy, rules: policy.rules.filter((rule) => rule.on !== 'finding') } : policy));
