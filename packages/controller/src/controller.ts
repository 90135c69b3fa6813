import { randomBytes, randomUUID } from 'node:crypto';
import { createDigester, createEngine, type Decision, type Engine } from '@airt/engine';
import { createLruMap } from '@airt/engine/lru-map';
import type { SpanRecord } from '@airt/protocol';
import { RESOURCE } from '@airt/protocol/semconv';
import type { ControllerConfig } from './config/config.ts';
import { type ControlService, createControlService } from './control/service.ts';
import type { ControllerEvent, EventDraft } from './events.ts';
import { createIngress, type Ingress } from './ingest/ingress.ts';
import { createSpanDedup } from './ingest/span-dedup.ts';
import { spansToEvents } from './ingest/spans-to-events.ts';
import { createWorkQueue } from './ingest/work-queue.ts';
import { type Journal, openJournal } from './journal/journal.ts';
import type { JournalReader } from './journal/journal-reader.ts';
import { loadPolicies } from './policies/load-policies.ts';
import type { PolicySet } from './policies/policy-set.ts';
import { watchFiles } from './policies/watch-files.ts';
import { startGrpc } from './receivers/grpc.ts';
import { startHttp } from './receivers/http.ts';
import { createInterventionExport, type Intervention } from './telemetry/interventions.ts';
import { VERSION } from './version.ts';

/** What a controller is given from outside. */
export interface ControllerHost {
  /** One line for people. */
  readonly log?: (line: string) => void;
  /** Everything that happens. What it throws is ignored. */
  readonly onEvent?: (event: ControllerEvent) => void;
  /** Milliseconds since 1970; default Date.now. */
  readonly now?: () => number;
  /** Default process.env; only the standard OTEL_* variables are read. */
  readonly env?: Readonly<Record<string, string | undefined>>;
}

/** A running controller. */
export interface Controller {
  /** `host:port` of OTLP/gRPC and of the control service. */
  readonly grpcAddress: string;
  /** `http://host:port` of OTLP/HTTP. */
  readonly httpUrl: string;
  /** Reading the journal while it runs. */
  readonly journal: Pick<JournalReader, 'path' | 'explain' | 'recentDecisions'>;
  metrics(): ControllerMetrics;
  /** Reads the policy files again. false: they are refused, said in the log, and what was in force stays. */
  reloadPolicies(): boolean;
  /** Settles when everything that can be finished is: bounded by `timeoutMs`, default from the configuration. May be called twice. */
  stop(options?: { readonly timeoutMs?: number }): Promise<void>;
}

/** Counters since the start, and present sizes. */
export interface ControllerMetrics {
  readonly requests: number;
  readonly busyRequests: number;
  readonly invalidRequests: number;
  readonly spans: number;
  readonly rejectedSpans: number;
  readonly events: number;
  readonly findings: number;
  readonly decisions: number;
  readonly outcomes: Readonly<Record<string, number>>;
  readonly failures: number;
  readonly queuedRequests: number;
  readonly queuedBytes: number;
  readonly sessions: number;
  readonly agents: number;
  readonly pendingDirectives: number;
  readonly interventionsExported: number;
  readonly interventionsFailed: number;
  readonly journalFailures: number;
}

type Delivery = Intervention['deliveries'][number];

/**
 * Starts a controller: receivers, engine, control service, journal, export.
 *
 * @throws {Error} with sentences for people where the configuration cannot be carried out (a broken policy, an address in use).
 */
export async function startController(config: ControllerConfig, host: ControllerHost = {}): Promise<Controller> {
  const { log = () => {}, now = Date.now, env = process.env } = host;
  const emit = (draft: EventDraft): void => {
    try {
      host.onEvent?.({ ...draft, atMs: now() } as ControllerEvent);
    } catch {
      // A listener that fails must not reach into reasoning.
    }
  };

  const loaded = loadPolicies(config.policies.files);
  if (!loaded.ok) throw new Error(loaded.problems.join('\n'));
  const journal = openJournal({ path: config.journal.path, nowMs: now(), log });
  const engine = createEngine({ policies: loaded.set.documents });
  const interventions = createInterventionExport({
    endpoint: config.telemetry.endpoint,
    env,
    resource: { [RESOURCE.serviceInstanceId]: randomUUID(), ...config.resource },
    version: VERSION,
    flushMs: config.telemetry.flush_ms,
    log,
  });
  const tally = { events: 0, findings: 0, decisions: 0, failures: 0, outcomes: {} as Record<string, number> };
  const open = createLruMap<string, { readonly decidedMs: number; readonly deliveries: Delivery[] }>({ limit: 20_000 });

  const control = createControlService({
    controllerVersion: VERSION,
    epoch: journal.epoch,
    now,
    token: config.control.token,
    heartbeatMs: config.control.heartbeat_seconds * 1000,
    policyLeaseMs: config.policies.lease_seconds * 1000,
    maxMessageBytes: config.control.max_message_bytes,
    maxQueuedMessages: config.control.max_queued_messages,
    log,
    emit,
    onInstance: (uid, event, details) => journal.recordInstance(uid, event, details, now()),
    onDelivered: (decision, instanceUid, sequence, resent) => {
      const atMs = now();
      open.get(decision.id)?.deliveries.push({ atMs, instanceUid, resent });
      journal.recordDelivery({ decisionId: decision.id, instanceUid, sequence, epoch: journal.epoch, resent, atMs });
      emit({ type: 'delivered', decision, instanceUid, sequence, resent });
    },
    onAnswer: (decision, outcome, instanceUid) => {
      journal.recordOutcome({ source: 'agent', instanceUid, final: false, outcome, atMs: now() });
      // An agent that was cut off may have applied what was given up here.
      if (decision === undefined && outcome.status === 'applied') engine.report(outcome, now());
    },
    onFinal: (decision, outcome, source, instanceUid) => {
      const endedMs = now();
      const known = open.get(decision.id);
      open.delete(decision.id);
      tally.outcomes[outcome.status] = (tally.outcomes[outcome.status] ?? 0) + 1;
      engine.report(outcome, endedMs);
      journal.recordOutcome({ source, ...(instanceUid === undefined ? {} : { instanceUid }), final: true, outcome, atMs: endedMs });
      interventions.record({ decision, outcome, endedMs, decidedMs: known?.decidedMs ?? endedMs, deliveries: known?.deliveries ?? [] });
      emit({ type: 'outcome', decision, outcome, source, ...(instanceUid === undefined ? {} : { instanceUid }) });
    },
  });

  const dispatch = (decision: Decision, service: string | undefined): void => {
    open.set(decision.id, { decidedMs: now(), deliveries: [] });
    control.dispatch(decision, service);
  };
  const onSpans = spanHandler({ engine, journal, emit, tally, now, dispatch, digestKey: config.digest.key });
  const queue = createWorkQueue({ bytes: config.limits.queue_bytes, requests: config.limits.queue_requests }, () => {
    tally.failures += 1;
  });
  const ingress = createIngress({ queue, retryAfterMs: config.limits.retry_after_ms, onSpans, log });

  const putInForce = (set: PolicySet): void => {
    for (const { name, version, source } of set.documents) journal.recordPolicy(name, version, source, now());
    engine.setPolicies(set.documents);
    control.setPolicies(set);
  };
  putInForce(loaded.set);

  const metrics = (): ControllerMetrics => ({
    requests: ingress.counts.requests,
    busyRequests: ingress.counts.busyRequests,
    invalidRequests: ingress.counts.invalidRequests,
    spans: ingress.counts.spans,
    rejectedSpans: ingress.counts.rejectedSpans,
    events: tally.events,
    findings: tally.findings,
    decisions: tally.decisions,
    outcomes: { ...tally.outcomes },
    failures: ingress.counts.failures + tally.failures,
    queuedRequests: queue.length,
    queuedBytes: queue.bytes,
    sessions: engine.sessionCount,
    agents: control.instances.connected().length,
    pendingDirectives: control.directives.pending,
    interventionsExported: interventions.counts.exported,
    interventionsFailed: interventions.counts.failed,
    journalFailures: journal.failedWrites,
  });

  const receivers = await startReceivers(config, { ingress, control, metrics }).catch(async (error: unknown) => {
    control.close('the controller did not start');
    await interventions.stop(0);
    journal.close();
    throw error;
  });

  const reloadPolicies = (): boolean => {
    const next = loadPolicies(config.policies.files);
    if (!next.ok) {
      for (const problem of next.problems) log(`policy refused, the last good one stays in force: ${problem}`);
      return false;
    }
    if (next.set.systemVersion === current.systemVersion) return true;
    current = next.set;
    putInForce(current);
    log(`policies in force: ${describe(current)}`);
    return true;
  };
  let current = loaded.set;
  const { files, watch } = config.policies;
  const unwatch = watch && files.length > 0 ? watchFiles(files, reloadPolicies, log) : () => {};
  const retentionMs = config.journal.retention_days * 86_400_000;
  journal.prune(now() - retentionMs);
  const pruning = setInterval(() => journal.prune(now() - retentionMs), 3_600_000).unref();

  log(`OTLP/gRPC and control streams on ${receivers.grpc.address}`);
  log(`OTLP/HTTP on ${receivers.http.url}`);
  log(
    `policies in force: ${describe(current)}${files.length === 0 ? ' (the built-in preset "balanced"; none was configured)' : ` from ${files.join(', ')}`}`,
  );
  log(
    `journal: ${config.journal.path === ':memory:' ? 'in memory, gone at the end' : `${journal.path}, kept ${config.journal.retention_days} days`}`,
  );
  log(
    `interventions: ${interventions.endpoint === undefined ? 'not exported (no telemetry.endpoint and no OTEL_EXPORTER_OTLP_ENDPOINT)' : `exported to ${interventions.endpoint}`}`,
  );
  takeUp(journal, dispatch, log);

  let stopped: Promise<void> | undefined;
  const stop = async (timeoutMs: number): Promise<void> => {
    const deadline = now() + timeoutMs;
    const left = (): number => Math.max(0, deadline - now());
    unwatch();
    clearInterval(pruning);
    ingress.stop();
    await within(queue.drained(), left() / 2);
    control.drain('the controller is shutting down', 1000);
    control.close('the controller stopped before an outcome came');
    await Promise.all([receivers.grpc.stop(left() / 2), receivers.http.stop(left() / 2), interventions.stop(left())]);
    journal.close();
  };

  return {
    grpcAddress: receivers.grpc.address,
    httpUrl: receivers.http.url,
    journal,
    metrics,
    reloadPolicies,
    stop({ timeoutMs = config.shutdown.timeout_ms } = {}) {
      stopped ??= stop(timeoutMs);
      return stopped;
    },
  };
}

interface SpanHandling {
  readonly engine: Engine;
  readonly journal: Journal;
  readonly emit: (event: EventDraft) => void;
  readonly tally: { events: number; findings: number; decisions: number };
  readonly now: () => number;
  readonly dispatch: (decision: Decision, service: string | undefined) => void;
  readonly digestKey: string | undefined;
}

/** From decoded spans to directives on their streams, in one turn of the event loop. */
function spanHandler({ engine, journal, emit, tally, now, dispatch, digestKey }: SpanHandling): (spans: readonly SpanRecord[]) => void {
  const digester = createDigester(digestKey ?? randomBytes(32));
  const dedup = createSpanDedup();
  return (spans) => {
    for (const reading of spansToEvents(spans, digester)) {
      const { event } = reading;
      if (!dedup.isNew(reading)) continue;
      const { fresh, findings, decisions } = engine.observe(event, now());
      if (!fresh) continue;
      tally.events += 1;
      emit({ type: 'span', event });
      for (const finding of findings) {
        tally.findings += 1;
        journal.recordFinding(finding, now());
        emit({ type: 'finding', finding });
      }
      for (const decision of decisions) {
        tally.decisions += 1;
        journal.recordDecision(decision, now());
        emit({ type: 'decision', decision });
        dispatch(decision, event.service);
      }
    }
  };
}

async function startReceivers(
  config: ControllerConfig,
  { ingress, control, metrics }: { readonly ingress: Ingress; readonly control: ControlService; readonly metrics: () => ControllerMetrics },
) {
  const { request_bytes: maxRequestBytes, queue_bytes: maxReadingBytes, retry_after_ms: retryAfterMs } = config.limits;
  const grpc = await startGrpc({ listen: config.listen.grpc, maxRequestBytes, ingress, connect: control.connect });
  try {
    const http = await startHttp({
      listen: config.listen.http,
      maxRequestBytes,
      maxReadingBytes,
      retryAfterMs,
      corsOrigins: config.listen.cors_origins,
      ingress,
      health: () => ({ status: 'ok', version: VERSION, ...metrics() }),
    });
    return { grpc, http };
  } catch (error) {
    await grpc.stop(0);
    throw error;
  }
}

/** Decisions that an earlier controller could not bring to their end, because it was killed. */
function takeUp(journal: Journal, dispatch: (decision: Decision, service: undefined) => void, log: (message: string) => void): void {
  let left: ReturnType<Journal['openDecisions']>;
  try {
    left = journal.openDecisions(isAlive);
  } catch (error) {
    // A damaged journal is no reason not to govern the agents that are there now.
    const why = error instanceof Error ? error.message : String(error);
    log(
      `journal ${journal.path} cannot be read: ${why}; what the last run left open is not taken up. Move the file away to begin a new one`,
    );
    return;
  }
  if (left.length > 0) log(`taking up ${left.length} decision${left.length === 1 ? '' : 's'} without an outcome from the last run`);
  for (const { decision } of left) dispatch(decision, undefined);
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

const describe = ({ documents }: PolicySet): string =>
  documents.map(({ name, version, mode }) => `${name} ${version} (${mode})`).join(', ');

const within = (work: Promise<void>, ms: number): Promise<void> =>
  Promise.race([work, new Promise<void>((settle) => setTimeout(settle, ms).unref())]);
