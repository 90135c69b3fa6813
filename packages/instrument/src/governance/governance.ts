/**
 * What governs this process: policies from files and from the controller, an engine over what this process sees, the directives that
 * wait for their boundary, and the stream to the controller. Loaded only where a policy file or a controller is named.
 */

import {
  ACTION_KINDS,
  type AgentEvent,
  actionKindToProto,
  createEngine,
  directiveFromProto,
  type Engine,
  hexToBytes,
  localDirective,
  outcomeToProto,
  type PolicyDocument,
} from '@airt/engine';
import { airt } from '@airt/protocol/control';
import type { Config } from '../config.ts';
import { createControlClient } from '../control/client.ts';
import type { ControlClient } from '../control/client-options.ts';
import { coverageToProto } from '../control/proto-mapping.ts';
import type { Coverage } from '../coverage.ts';
import type { Diagnostics } from '../diagnostics.ts';
import type { Run } from '../runs/run.ts';
import { VERSION } from '../version.ts';
import { createDirectiveStore, type DirectiveStore } from './directives.ts';
import { createPolicyStore } from './policies.ts';

export interface ControlPlane {
  readonly engine: Engine;
  readonly directives: DirectiveStore;
  /** An operation ended here: the engine judges it by the local policies. */
  observe(event: AgentEvent): void;
  /** A run has begun here: the controller's directives for it can come. */
  runStarted(run: Run): void;
  /** No agent of the run is open here any more: what waits for it is not applicable. */
  runEnded(run: Run, endMs: number): void;
  /** Settles with the first policies of the controller, at the latest after the time that may be waited for them. */
  readonly policiesCame: Promise<void>;
  /** Lets outcomes leave; settles always. */
  close(): Promise<void>;
  readonly client: ControlClient | undefined;
}

/** One process has far fewer runs and spans than a fleet, and less memory to spare for them (about 1 MB). */
const ENGINE_LIMITS = { maxSessions: 1_000, maxSpans: 4_096 };

export interface ControlPlaneOptions {
  readonly config: Config;
  /** `service.instance.id`. */
  readonly instanceUid: string;
  readonly diagnostics: Diagnostics;
  readonly coverage: Coverage;
  readonly clock: () => number;
  readonly resource: Readonly<Record<string, string>>;
  readonly openRuns: () => Iterable<Run>;
  /** Whether a run of this trace is open; undefined: nothing is known of it (yet). */
  readonly isOpenRun: (traceId: string) => boolean | undefined;
}

export function createControlPlane(options: ControlPlaneOptions): ControlPlane {
  const { config, instanceUid, diagnostics, coverage, clock, resource, openRuns, isOpenRun } = options;
  const engine = createEngine(ENGINE_LIMITS);
  let client: ControlClient | undefined;

  const policies = createPolicyStore({
    paths: config.policyFiles.join(','),
    clock,
    log: (level, line) => diagnostics.log(level, line),
    onChange: (all) => engine.setPolicies(localised(all, new Set(Object.keys(policies.versions())))),
  });
  const directives = createDirectiveStore({
    clock,
    isOpenRun,
    onOutcome(outcome) {
      if (outcome.directive.source === 'local') engine.report(outcome, clock());
      else client?.sendOutcome(outcomeToProto(outcome, outcome.directive.traceId));
    },
    onRepeat: (outcome) => client?.sendOutcome(outcomeToProto(outcome, outcome.directive.traceId)),
  });
  policies.start();

  let came = () => {};
  const policiesCame =
    config.controller && config.controllerWaitMs > 0 ? waitFor(config.controllerWaitMs, (done) => (came = done)) : Promise.resolve();
  if (config.controller) {
    client = createControlClient({
      target: config.controller,
      ...(config.controllerToken ? { token: config.controllerToken } : {}),
      ...(config.controllerCa ? { caFile: config.controllerCa } : {}),
      clock,
      count: (name) => diagnostics.failure(name, ''),
      log: (level, line) => diagnostics.log(level, line),
      hello: () => ({
        instanceUid,
        resource: { ...resource },
        agentName: '@airt/instrument',
        agentVersion: VERSION,
        coverage: coverageToProto(coverage),
        capabilities: { actions: ACTION_KINDS.map(actionKindToProto), conditionLanguages: ['cel'], features: [] },
        policyVersions: { ...policies.versions() },
        openRuns: [...openRuns()].slice(0, 1_000).map((run) => ({
          traceId: hexToBytes(run.traceId),
          agentName: run.agentName ?? '',
          startedAtUnixMs: Math.round(run.startMs),
          conversationId: run.conversationId ?? '',
        })),
      }),
      onPolicyUpdate(update) {
        const result = policies.applyUpdate(update);
        came();
        return result;
      },
      onHeard: (nowMs) => policies.heard(nowMs),
      onCancel: (id, reason) => directives.cancel(id, reason),
      onDirective(message, { nowMs, clockOffsetMs }) {
        const directive = directiveFromProto(message, { nowMs, clockOffsetMs });
        if (directive.ok) directives.accept(directive.value);
        else if (message.id) {
          const status = { decisionId: message.id, status: 'rejected', atMs: nowMs, reason: directive.problem } as const;
          client?.sendOutcome(outcomeToProto(status, ''));
        }
      },
    });
    client.start();
  }

  return {
    engine,
    directives,
    client,
    policiesCame,
    runStarted: (run) => void client?.signal(runSignal(airt.control.v1.SignalKind.RUN_STARTED, run, run.startMs)),
    runEnded(run, endMs) {
      directives.runEnded(run.traceId);
      client?.signal(runSignal(airt.control.v1.SignalKind.RUN_ENDED, run, endMs));
    },
    observe(event) {
      for (const decision of engine.observe(event, clock()).decisions) directives.accept(localDirective(decision, clock()));
    },
    async close() {
      directives.close();
      policies.close();
      await client?.close();
    },
  };
}

const runSignal = (kind: airt.control.v1.SignalKind, run: Run, atMs: number) => ({
  kind,
  traceId: hexToBytes(run.traceId),
  atUnixMs: Math.round(atMs),
  operation: 'invoke_agent',
});

/** Waits for `done`, and no longer than `mostMs`. Its timer does keep the process alive: the application is waiting. */
function waitFor(mostMs: number, register: (done: () => void) => void): Promise<void> {
  return new Promise((resolve) => {
    const hold = globalThis.setTimeout.call(globalThis, resolve, mostMs).ref();
    register(() => {
      clearTimeout(hold);
      resolve();
    });
  });
}

/** The controller evaluates the finding rules of its own policies over the whole trace: here only their point rules count. */
const localised = (all: readonly PolicyDocument[], remote: ReadonlySet<string>): PolicyDocument[] =>
  all.map((policy) => (remote.has(policy.name) ? { ...policy, rules: policy.rules.filter((rule) => rule.on !== 'finding') } : policy));
