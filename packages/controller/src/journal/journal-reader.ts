import type { DatabaseSync } from 'node:sqlite';
import type { Decision, Finding, Outcome } from '@airt/engine';
import { createStatementCache, openDatabaseReadOnly } from './database.ts';
import { MIGRATIONS } from './migrations/index.ts';
import type { DeliveryRecord, Explanation, OutcomeRecord, TraceExplanation } from './records.ts';

/** Reading the journal; also of one that a running controller writes. Uses the tables of the first schema only. */
export interface JournalReader {
  readonly path: string;
  /**
   * By a decision id, any unambiguous prefix of one, or a trace id. Nothing is found: both lists are empty. A prefix that fits several
   * decisions gives all of them, the newest first, at most 100.
   */
  explain(id: string): TraceExplanation;
  /** The latest decisions, newest first. */
  recentDecisions(limit: number): readonly Explanation[];
  /** May be called twice. */
  close(): void;
}

/**
 * Opens an existing journal for reading only, of this version or an older one.
 *
 * @throws {Error} with a sentence for people where there is none, or where it is not a journal.
 */
export function readJournal(path: string): JournalReader {
  return createJournalReader(openDatabaseReadOnly(path, MIGRATIONS), path);
}

type Row = Readonly<Record<string, unknown>>;

/** @param db Owned by the reader: `close` closes it. */
export function createJournalReader(db: DatabaseSync, path: string): JournalReader {
  const statement = createStatementCache(db);
  let closed = false;

  const outcomesOf = (decisionId: string): readonly OutcomeRecord[] =>
    statement('SELECT * FROM outcomes WHERE decision_id = ? ORDER BY rowid').all(decisionId).map(toOutcomeRecord);

  const deliveriesOf = (decisionId: string): readonly DeliveryRecord[] =>
    statement('SELECT * FROM deliveries WHERE decision_id = ? ORDER BY rowid').all(decisionId).map(toDeliveryRecord);

  const toExplanation = (row: Row): Explanation => {
    const decision = JSON.parse(String(row.json)) as Decision;
    const { name, version } = decision.policy;
    const finding = statement('SELECT json FROM findings WHERE id = ?').get(decision.findingId)?.json;
    const document = statement('SELECT document FROM policies WHERE name = ? AND version = ?').get(name, version)?.document;
    const outcomes = outcomesOf(decision.id);
    const outcome = outcomes.find((record) => record.outcome.status === 'applied') ?? outcomes.find((record) => record.final);
    return {
      decision,
      atMs: Number(row.at_ms),
      ...(finding === undefined ? {} : { finding: JSON.parse(String(finding)) as Finding }),
      ...(document === undefined ? {} : { policyDocument: String(document) }),
      deliveries: deliveriesOf(decision.id),
      outcomes,
      ...(outcome === undefined ? {} : { outcome }),
    };
  };

  const explainTrace = (traceId: string): TraceExplanation => ({
    findings: statement('SELECT json FROM findings WHERE trace_id = ? ORDER BY at_ms, rowid')
      .all(traceId)
      .map((row) => JSON.parse(String(row.json)) as Finding),
    decisions: statement('SELECT json, at_ms FROM decisions WHERE trace_id = ? ORDER BY at_ms, rowid').all(traceId).map(toExplanation),
  });

  const findDecisions = (prefix: string): readonly Row[] => {
    const exact = statement('SELECT json, at_ms FROM decisions WHERE id = ?').all(prefix);
    if (exact.length > 0) return exact;
    return statement('SELECT json, at_ms FROM decisions WHERE substr(id, 1, length(?1)) = ?1 ORDER BY at_ms DESC LIMIT 100').all(prefix);
  };

  return {
    path,
    explain(id) {
      const key = id.trim().toLowerCase();
      if (/^[0-9a-f]{32}$/.test(key)) return explainTrace(key);
      const prefix = key.startsWith('dec_') ? key : `dec_${key}`;
      if (prefix.length <= 'dec_'.length) return { findings: [], decisions: [] };
      const decisions = findDecisions(prefix).map(toExplanation);
      return { findings: decisions.flatMap(({ finding }) => (finding === undefined ? [] : [finding])), decisions };
    },
    recentDecisions: (limit) =>
      statement('SELECT json, at_ms FROM decisions ORDER BY at_ms DESC, rowid DESC LIMIT ?').all(limit).map(toExplanation),
    close() {
      if (closed) return;
      closed = true;
      db.close();
    },
  };
}

const toOutcomeRecord = (row: Row): OutcomeRecord => ({
  source: row.source === 'agent' ? 'agent' : 'controller',
  ...(row.instance_uid === null ? {} : { instanceUid: String(row.instance_uid) }),
  final: row.final === 1,
  atMs: Number(row.at_ms),
  outcome: JSON.parse(String(row.json)) as Outcome,
});

const toDeliveryRecord = (row: Row): DeliveryRecord => ({
  decisionId: String(row.decision_id),
  instanceUid: String(row.instance_uid),
  sequence: Number(row.sequence),
  epoch: Number(row.epoch),
  resent: row.resent === 1,
  atMs: Number(row.at_ms),
});
