import { defineModule, type ModuleHost } from '../module.ts';
import { VERSION } from '../version.ts';
import { MESSAGES } from './messages/index.ts';
import { createRecordLimit } from './record-limit.ts';
import { resumeOpenDecisions } from './resume-open-decisions.ts';
import { type ControlOptions, type ControlService, createControlService } from './service.ts';

export interface ControlMetrics {
  /** Connected agents. */
  readonly agents: number;
  /** Those of them whose last Health said that they are not healthy. */
  readonly unhealthyAgents: number;
  /** Of the connected agents, each since its process started: failures passed through, spans and messages lost. */
  readonly agentFailures: number;
  readonly agentSpansDropped: number;
  readonly agentMessagesDropped: number;
  readonly pendingDirectives: number;
  /** Final outcomes by status. */
  readonly outcomes: Readonly<Record<string, number>>;
}

/** Streams of agents, and the directives that go to them. Provides `control`. */
export const controlModule = defineModule<ControlMetrics>({
  name: 'control',
  messages: MESSAGES,
  metrics: ({ control }) => ({
    ...agentMetrics(control),
    pendingDirectives: control.directives.pending,
    outcomes: { ...control.outcomes },
  }),
  async start(host) {
    const { journal, policies, reasoning } = host.services;
    const control = createControlService(controlOptions(host));
    control.setPolicies(policies.current);
    policies.onChange((set) => control.setPolicies(set));
    reasoning.onDecision((decision) => control.directives.dispatch(decision));
    host.provide('control', control);
    resumeOpenDecisions(journal, (decision) => control.directives.dispatch(decision), host.log);
    return () => {
      control.drain('the controller is shutting down', 1000);
      control.close('the controller stopped before an outcome came');
    };
  },
});

function controlOptions({ config, now, timers, log, emit, messages, services }: ModuleHost): ControlOptions {
  const { journal, interventions, reasoning } = services;
  const { token, heartbeat_seconds, max_message_bytes, max_queued_messages } = config.control;
  const { epoch } = journal;
  const recordLimit = createRecordLimit(() =>
    log(
      'agents report more about themselves than is written to the journal (20 rows each, then one every two seconds); the rest is passed over',
    ),
  );
  return {
    controllerVersion: VERSION,
    epoch,
    now,
    timers,
    messages,
    token,
    heartbeatMs: heartbeat_seconds * 1000,
    policyLeaseMs: config.policies.lease_seconds * 1000,
    maxMessageBytes: max_message_bytes,
    maxQueuedMessages: max_queued_messages,
    maxAgents: config.limits.agents,
    log,
    emit,
    observe: (event) => reasoning.observe(event),
    recordInstance(uid, event, details) {
      if (recordLimit.admit(uid, now())) journal.recordInstance(uid, event, details, now());
    },
    recordHealth(uid, health) {
      if (recordLimit.admit(uid, now())) journal.recordHealth(uid, health, now());
    },
    onDelivered(decision, { instanceUid, sequence, resent, atMs }) {
      journal.recordDelivery({ decisionId: decision.id, instanceUid, sequence, epoch, resent, atMs });
      emit({ type: 'delivered', decision, instanceUid, sequence, resent });
    },
    onOutcome(decision, outcome, instanceUid) {
      journal.recordOutcome({ source: 'agent', instanceUid, final: false, outcome, atMs: now() });
      // An agent that was cut off may have applied what was given up here.
      if (decision === undefined && outcome.status === 'applied') reasoning.report(outcome);
    },
    onFinal(final) {
      const { decision, outcome, source, instanceUid, endedMs } = final;
      const owner = instanceUid === undefined ? {} : { instanceUid };
      reasoning.report(outcome);
      journal.recordOutcome({ source, ...owner, final: true, outcome, atMs: endedMs });
      interventions.record(final);
      emit({ type: 'outcome', decision, outcome, source, ...owner });
    },
  };
}

function agentMetrics({ instances }: ControlService) {
  const connected = instances.connected();
  const reports = connected.flatMap(({ health }) => health ?? []);
  const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);
  return {
    agents: connected.length,
    unhealthyAgents: reports.filter(({ healthy }) => !healthy).length,
    agentFailures: sum(reports.flatMap(({ failures }) => Object.values(failures))),
    agentSpansDropped: sum(reports.map(({ spansDropped }) => spansDropped)),
    agentMessagesDropped: sum(reports.map(({ messagesDropped }) => messagesDropped)),
  };
}
