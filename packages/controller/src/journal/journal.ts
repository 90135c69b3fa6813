import type { DatabaseSync } from 'node:sqlite';
import type { Decision, Finding } from '@airt/engine';
import { closeOnError, createStatementCache, messageOf, openDatabase } from './database.ts';
import { createJournalReader, type JournalReader } from './journal-reader.ts';
import { MIGRATIONS } from './migrations/index.ts';
import type { Migration } from './migrations/migration.ts';
import type { DeliveryRecord, HealthRecord, OutcomeRecord } from './records.ts';

/** Writing the journal. A write that fails is counted and logged once, never thrown: the journal must not stop an intervention. */
export interface Journal extends JournalReader {
  /** Fencing number of this start: higher than that of every earlier one. */
  readonly epoch: number;
  readonly failedWrites: number;
  recordFinding(finding: Finding, atMs: number): void;
  recordDecision(decision: Decision, atMs: number): void;
  recordDelivery(delivery: DeliveryRecord): void;
  recordOutcome(record: OutcomeRecord): void;
  recordPolicy(name: string, version: string, document: string, atMs: number): void;
  /** Something that happened to an agent process: `connected`, `policy_ack` ... */
  recordInstance(instanceUid: string, event: string, details: object, atMs: number): void;
  recordHealth(instanceUid: string, health: HealthRecord, atMs: number): void;
  /** Decisions without a final outcome of earlier controllers whose process is gone: they were killed. Oldest first. */
  openDecisions(isAlive: (pid: number) => boolean): readonly { readonly decision: Decision; readonly atMs: number }[];
  /** Removes what is older than the retention. */
  prune(beforeMs: number): void;
}

export interface JournalOptions {
  /** A file, or `:memory:`. Its folder is made. */
  readonly path: string;
  readonly nowMs: number;
  /** Of this process; default process.pid. */
  readonly pid?: number;
  readonly log: (message: string) => void;
  /** Default: those of this package. */
  readonly migrations?: readonly Migration[];
}

/**
 * Opens or creates the journal, and brings an older one to the present schema.
 *
 * @throws {Error} with a sentence for people where the file cannot be used.
 */
export function openJournal({ path, nowMs, pid = process.pid, log, migrations = MIGRATIONS }: JournalOptions): Journal {
  const db = openDatabase(path, migrations);
  const epoch = closeOnError(path, db, () => nextEpoch(db, nowMs, pid));
  const statement = createStatementCache(db);
  const retained = migrations.flatMap((migration) => migration.retained ?? []);
  let failedWrites = 0;
  const write = (sql: string, ...values: readonly (string | number | null)[]): void => {
    try {
      statement(sql).run(...values);
    } catch (error) {
      failedWrites += 1;
      if (failedWrites === 1)
        log(`journal ${path} cannot be written: ${messageOf(error)}; carrying on without it, further failures are counted`);
    }
  };
  return {
    ...createJournalReader(db, path),
    ...createRecorders(write, epoch),
    epoch,
    get failedWrites() {
      return failedWrites;
    },
    openDecisions: (isAlive) =>
      statement(OPEN_DECISIONS)
        .all(epoch)
        .filter((row) => row.pid === null || row.pid === pid || !isAlive(Number(row.pid)))
        .map((row) => ({ decision: JSON.parse(String(row.json)) as Decision, atMs: Number(row.at_ms) })),
    prune(beforeMs) {
      for (const table of retained) write(`DELETE FROM ${table} WHERE at_ms < ?`, beforeMs);
    },
  };
}

type Recorders = Pick<Journal, Extract<keyof Journal, `record${string}`>>;

/** The statement of each kind of row, with its values in the order of the columns. */
function createRecorders(write: (sql: string, ...values: readonly (string | number | null)[]) => void, epoch: number): Recorders {
  return {
    recordFinding(finding, atMs) {
      const { id, at, detector } = finding;
      write('INSERT OR IGNORE INTO findings VALUES (?, ?, ?, ?, ?)', id, at.traceId, detector, atMs, JSON.stringify(finding));
    },
    recordDecision(decision, atMs) {
      const { id, traceId, findingId, policy } = decision;
      const columns = [id, traceId, findingId, policy.name, policy.version, epoch, atMs] as const;
      write('INSERT OR IGNORE INTO decisions VALUES (?, ?, ?, ?, ?, ?, ?, ?)', ...columns, JSON.stringify(decision));
    },
    recordDelivery({ decisionId, instanceUid, sequence, epoch: sentIn, resent, atMs }) {
      write('INSERT INTO deliveries VALUES (?, ?, ?, ?, ?, ?)', decisionId, instanceUid, sequence, sentIn, resent ? 1 : 0, atMs);
    },
    recordOutcome({ outcome, source, instanceUid, final, atMs }) {
      const columns = [outcome.decisionId, source, instanceUid ?? null, final ? 1 : 0, outcome.status, atMs] as const;
      write('INSERT INTO outcomes VALUES (?, ?, ?, ?, ?, ?, ?)', ...columns, JSON.stringify(outcome));
    },
    recordPolicy(name, version, document, atMs) {
      write('INSERT OR IGNORE INTO policies VALUES (?, ?, ?, ?)', name, version, atMs, document);
    },
    recordInstance(instanceUid, event, details, atMs) {
      write('INSERT INTO instances VALUES (?, ?, ?, ?)', instanceUid, event, atMs, JSON.stringify(details));
    },
    recordHealth(instanceUid, health, atMs) {
      write('INSERT INTO health VALUES (?, ?, ?, ?)', instanceUid, health.healthy ? 1 : 0, atMs, JSON.stringify(health));
    },
  };
}

/**
 * One more than the last start's, and not below the clock in seconds: so that a controller whose journal was lost, or is in memory, still
 * comes after the one that its agents knew.
 */
function nextEpoch(db: DatabaseSync, nowMs: number, pid: number): number {
  db.exec('BEGIN IMMEDIATE');
  const last = Number(db.prepare('SELECT max(epoch) AS epoch FROM starts').get()?.epoch ?? 0);
  const epoch = Math.max(last + 1, Math.floor(nowMs / 1000));
  db.prepare('INSERT INTO starts VALUES (?, ?, ?)').run(epoch, pid, nowMs);
  db.exec('COMMIT');
  return epoch;
}

const OPEN_DECISIONS = `
SELECT d.json, d.at_ms, s.pid FROM decisions d LEFT JOIN starts s ON s.epoch = d.epoch
WHERE d.epoch < ? AND NOT EXISTS (SELECT 1 FROM outcomes o WHERE o.decision_id = d.id AND o.final = 1) ORDER BY d.at_ms`;
