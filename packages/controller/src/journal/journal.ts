import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync, type StatementSync } from 'node:sqlite';
import type { Decision, Finding, Outcome } from '@airt/engine';
import { RETAINED_TABLES, SCHEMA, SCHEMA_VERSION } from './schema.ts';

/** A delivery of a decision to one agent. */
export interface DeliveryRecord {
  readonly decisionId: string;
  readonly instanceUid: string;
  readonly sequence: number;
  readonly epoch: number;
  readonly resent: boolean;
  readonly atMs: number;
}

/** An outcome as it was told; `final` is the one that the decision ended with. */
export interface OutcomeRecord {
  readonly source: 'agent' | 'controller';
  readonly instanceUid?: string;
  readonly final: boolean;
  readonly atMs: number;
  readonly outcome: Outcome;
}

/** What is known of one decision. */
export interface Explanation {
  readonly decision: Decision;
  /** When it was made, controller's clock. */
  readonly atMs: number;
  /** Absent where it was made from a finding that the retention has removed. */
  readonly finding?: Finding;
  /** The policy document in the version that decided. */
  readonly policyDocument?: string;
  readonly deliveries: readonly DeliveryRecord[];
  readonly outcomes: readonly OutcomeRecord[];
  /** The outcome that counts: applied where any agent applied it, else the final one; absent while it is open. */
  readonly outcome?: OutcomeRecord;
}

/** Findings of a trace beside its decisions. */
export interface TraceExplanation {
  readonly findings: readonly Finding[];
  readonly decisions: readonly Explanation[];
}

/** Reading the journal; also of one that a running controller writes. */
export interface JournalReader {
  readonly path: string;
  /**
   * By a decision id, any unambiguous prefix of one, or a trace id. Nothing is found: both lists are empty. A prefix that fits several
   * decisions gives all of them, the newest first, at most 100.
   */
  explain(id: string): TraceExplanation;
  /** The latest decisions, newest first. */
  recentDecisions(limit: number): readonly Explanation[];
  close(): void;
}

/** Writing it. A write that fails is counted and told once, never thrown: the journal must not stop an intervention. */
export interface Journal extends JournalReader {
  /** Fencing number of this start: higher than that of every earlier one. */
  readonly epoch: number;
  readonly failedWrites: number;
  finding(finding: Finding, atMs: number): void;
  decision(decision: Decision, atMs: number): void;
  delivery(delivery: DeliveryRecord): void;
  outcome(record: OutcomeRecord): void;
  policy(name: string, version: string, document: string, atMs: number): void;
  instance(instanceUid: string, event: string, details: object, atMs: number): void;
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
}

/**
 * Opens or creates the journal.
 *
 * @throws {Error} with a sentence for people where the file cannot be used.
 */
export function openJournal({ path, nowMs, pid = process.pid, log }: JournalOptions): Journal {
  const db = open(path, false);
  const epoch = usable(path, db, () => nextEpoch(db, nowMs, pid));
  const statement = statements(db);
  let failedWrites = 0;
  const write = (sql: string, ...values: readonly (string | number | null)[]): void => {
    try {
      statement(sql).run(...values);
    } catch (error) {
      failedWrites += 1;
      if (failedWrites === 1)
        log(`journal ${path} cannot be written: ${reasonOf(error)}; carrying on without it, further failures are counted`);
    }
  };
  return {
    ...reader(db, path),
    epoch,
    get failedWrites() {
      return failedWrites;
    },
    finding: (finding, atMs) =>
      write(
        'INSERT OR IGNORE INTO findings VALUES (?, ?, ?, ?, ?)',
        finding.id,
        finding.at.traceId,
        finding.detector,
        atMs,
        JSON.stringify(finding),
      ),
    decision: (decision, atMs) =>
      write(
        'INSERT OR IGNORE INTO decisions VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
        decision.id,
        decision.traceId,
        decision.findingId,
        decision.policy.name,
        decision.policy.version,
        epoch,
        atMs,
        JSON.stringify(decision),
      ),
    delivery: ({ decisionId, instanceUid, sequence, epoch: sentIn, resent, atMs }) =>
      write('INSERT INTO deliveries VALUES (?, ?, ?, ?, ?, ?)', decisionId, instanceUid, sequence, sentIn, resent ? 1 : 0, atMs),
    outcome: ({ outcome, source, instanceUid, final, atMs }) =>
      write(
        'INSERT INTO outcomes VALUES (?, ?, ?, ?, ?, ?, ?)',
        outcome.decisionId,
        source,
        instanceUid ?? null,
        final ? 1 : 0,
        outcome.status,
        atMs,
        JSON.stringify(outcome),
      ),
    policy: (name, version, document, atMs) => write('INSERT OR IGNORE INTO policies VALUES (?, ?, ?, ?)', name, version, atMs, document),
    instance: (instanceUid, event, details, atMs) =>
      write('INSERT INTO instances VALUES (?, ?, ?, ?)', instanceUid, event, atMs, JSON.stringify(details)),
    openDecisions: (isAlive) =>
      statement(OPEN_DECISIONS)
        .all(epoch)
        .filter((row) => row.pid === null || row.pid === pid || !isAlive(Number(row.pid)))
        .map((row) => ({ decision: JSON.parse(String(row.json)) as Decision, atMs: Number(row.at_ms) })),
    prune(beforeMs) {
      for (const table of RETAINED_TABLES) write(`DELETE FROM ${table} WHERE at_ms < ?`, beforeMs);
    },
  };
}

/**
 * Opens an existing journal for reading only.
 *
 * @throws {Error} with a sentence for people where there is none, or where it is not a journal.
 */
export function readJournal(path: string): JournalReader {
  return reader(open(path, true), path);
}

function open(path: string, readOnly: boolean): DatabaseSync {
  try {
    if (path !== ':memory:' && !readOnly) mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    const db = new DatabaseSync(path, { readOnly, timeout: 2000 });
    usable(path, db, () => prepare(db, readOnly));
    return db;
  } catch (error) {
    throw error instanceof Unusable ? error : new Unusable(path, error);
  }
}

function prepare(db: DatabaseSync, readOnly: boolean): void {
  const version = Number(db.prepare('PRAGMA user_version').get()?.user_version ?? 0);
  if (version > SCHEMA_VERSION)
    throw new Error(`it was written by a newer version of AIRT (schema ${version}, this one knows ${SCHEMA_VERSION})`);
  if (version === 0 && readOnly) throw new Error('it is not a journal of AIRT');
  // Other programs number their schemas too, and most of them begin with 1.
  const tables = new Set(
    db
      .prepare('SELECT name FROM sqlite_schema')
      .all()
      .map(({ name }) => name),
  );
  if (version === 0 ? tables.size > 0 : !tables.has('starts')) throw new Error('it is another database');
  if (readOnly) return;
  // WAL lets `explain` read while the controller writes; NORMAL may lose the last moments in a power cut, never the file.
  db.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;');
  db.exec(SCHEMA);
  // From here on a writer that holds the file must not hold up decisions for long; a write that is lost is counted.
  db.exec(`PRAGMA user_version = ${SCHEMA_VERSION}; PRAGMA busy_timeout = 250`);
}

/** The journal cannot be used; said in a sentence for people. */
class Unusable extends Error {
  constructor(path: string, cause: unknown) {
    super(`the journal ${path} cannot be opened: ${reasonOf(cause)}`);
  }
}

/** Does the first work on a database, and closes it where that fails. */
function usable<Result>(path: string, db: DatabaseSync, work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    db.close();
    throw new Unusable(path, error);
  }
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

function statements(db: DatabaseSync): (sql: string) => StatementSync {
  const prepared = new Map<string, StatementSync>();
  return (sql) => {
    const known = prepared.get(sql);
    if (known !== undefined) return known;
    const fresh = db.prepare(sql);
    prepared.set(sql, fresh);
    return fresh;
  };
}

function reader(db: DatabaseSync, path: string): JournalReader {
  const statement = statements(db);
  let closed = false;

  const explanation = (row: Readonly<Record<string, unknown>>): Explanation => {
    const decision = JSON.parse(String(row.json)) as Decision;
    const finding = statement('SELECT json FROM findings WHERE id = ?').get(decision.findingId)?.json;
    const document = statement('SELECT document FROM policies WHERE name = ? AND version = ?').get(
      decision.policy.name,
      decision.policy.version,
    )?.document;
    const outcomes = statement('SELECT * FROM outcomes WHERE decision_id = ? ORDER BY rowid')
      .all(decision.id)
      .map(
        (told): OutcomeRecord => ({
          source: told.source === 'agent' ? 'agent' : 'controller',
          ...(told.instance_uid === null ? {} : { instanceUid: String(told.instance_uid) }),
          final: told.final === 1,
          atMs: Number(told.at_ms),
          outcome: JSON.parse(String(told.json)) as Outcome,
        }),
      );
    const outcome = outcomes.find((told) => told.outcome.status === 'applied') ?? outcomes.find((told) => told.final);
    return {
      decision,
      atMs: Number(row.at_ms),
      ...(finding === undefined ? {} : { finding: JSON.parse(String(finding)) as Finding }),
      ...(document === undefined ? {} : { policyDocument: String(document) }),
      deliveries: statement('SELECT * FROM deliveries WHERE decision_id = ? ORDER BY rowid')
        .all(decision.id)
        .map((sent) => ({
          decisionId: decision.id,
          instanceUid: String(sent.instance_uid),
          sequence: Number(sent.sequence),
          epoch: Number(sent.epoch),
          resent: sent.resent === 1,
          atMs: Number(sent.at_ms),
        })),
      outcomes,
      ...(outcome === undefined ? {} : { outcome }),
    };
  };

  return {
    path,
    explain(id) {
      const key = id.trim().toLowerCase();
      if (/^[0-9a-f]{32}$/.test(key)) {
        return {
          findings: statement('SELECT json FROM findings WHERE trace_id = ? ORDER BY at_ms, rowid')
            .all(key)
            .map((row) => JSON.parse(String(row.json)) as Finding),
          decisions: statement('SELECT json, at_ms FROM decisions WHERE trace_id = ? ORDER BY at_ms, rowid').all(key).map(explanation),
        };
      }
      const prefix = key.startsWith('dec_') ? key : `dec_${key}`;
      if (prefix.length <= 'dec_'.length) return { findings: [], decisions: [] };
      const exact = statement('SELECT json, at_ms FROM decisions WHERE id = ?').all(prefix);
      const rows =
        exact.length > 0
          ? exact
          : statement('SELECT json, at_ms FROM decisions WHERE substr(id, 1, length(?1)) = ?1 ORDER BY at_ms DESC LIMIT 100').all(prefix);
      const decisions = rows.map(explanation);
      return { findings: decisions.flatMap(({ finding }) => (finding === undefined ? [] : [finding])), decisions };
    },
    recentDecisions: (limit) =>
      statement('SELECT json, at_ms FROM decisions ORDER BY at_ms DESC, rowid DESC LIMIT ?').all(limit).map(explanation),
    close() {
      if (closed) return;
      closed = true;
      db.close();
    },
  };
}

const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
