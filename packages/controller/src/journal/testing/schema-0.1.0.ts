/** For tests: a journal as AIRT 0.1.0 wrote it, with one decision that has an outcome and one that is open. Never to be changed. */
import { DatabaseSync } from 'node:sqlite';

export const OLD_TRACE = 'ab'.repeat(16);
const AT_MS = 1_790_000_000_000;

const SCHEMA = `
CREATE TABLE IF NOT EXISTS starts (epoch INTEGER PRIMARY KEY, pid INTEGER NOT NULL, at_ms REAL NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS findings (
  id TEXT PRIMARY KEY, trace_id TEXT NOT NULL, detector TEXT NOT NULL, at_ms REAL NOT NULL, json TEXT NOT NULL) STRICT;
CREATE INDEX IF NOT EXISTS findings_trace ON findings (trace_id);
CREATE TABLE IF NOT EXISTS decisions (
  id TEXT PRIMARY KEY, trace_id TEXT NOT NULL, finding_id TEXT NOT NULL, policy TEXT NOT NULL, policy_version TEXT NOT NULL,
  epoch INTEGER NOT NULL, at_ms REAL NOT NULL, json TEXT NOT NULL) STRICT;
CREATE INDEX IF NOT EXISTS decisions_trace ON decisions (trace_id);
CREATE TABLE IF NOT EXISTS deliveries (
  decision_id TEXT NOT NULL, instance_uid TEXT NOT NULL, sequence INTEGER NOT NULL, epoch INTEGER NOT NULL, resent INTEGER NOT NULL,
  at_ms REAL NOT NULL) STRICT;
CREATE INDEX IF NOT EXISTS deliveries_decision ON deliveries (decision_id);
CREATE TABLE IF NOT EXISTS outcomes (
  decision_id TEXT NOT NULL, source TEXT NOT NULL, instance_uid TEXT, final INTEGER NOT NULL, status TEXT NOT NULL, at_ms REAL NOT NULL,
  json TEXT NOT NULL) STRICT;
CREATE INDEX IF NOT EXISTS outcomes_decision ON outcomes (decision_id);
CREATE TABLE IF NOT EXISTS policies (
  name TEXT NOT NULL, version TEXT NOT NULL, at_ms REAL NOT NULL, document TEXT NOT NULL, PRIMARY KEY (name, version)) STRICT;
CREATE TABLE IF NOT EXISTS instances (
  instance_uid TEXT NOT NULL, event TEXT NOT NULL, at_ms REAL NOT NULL, json TEXT NOT NULL) STRICT;
CREATE INDEX IF NOT EXISTS instances_uid ON instances (instance_uid);
`;

const decision = (id: string) => ({
  id,
  sessionId: OLD_TRACE,
  traceId: OLD_TRACE,
  instanceUid: 'agent-1',
  policy: { name: 'stop-tool-loops', version: 'sha256:0123456789abcdef', rule: 'ladder', mode: 'enforce' },
  findingId: 'fnd_old',
  detector: 'loop.repeat',
  action: { kind: 'steer', guidance: 'g' },
  rung: 0,
  reason: 'why',
  decidedMs: AT_MS,
  expiresMs: AT_MS + 60_000,
  dryRun: false,
  evidence: [{ traceId: OLD_TRACE, spanId: '1'.repeat(16) }],
});
const finding = { id: 'fnd_old', detector: 'loop.repeat', at: { traceId: OLD_TRACE, spanId: '1'.repeat(16) } };
const outcome = { decisionId: 'dec_done', status: 'applied', atMs: AT_MS + 300 };

/** Writes the file. The process that wrote it is gone. */
export function writeOldJournal(path: string): void {
  const db = new DatabaseSync(path);
  db.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;');
  db.exec(SCHEMA);
  db.exec('PRAGMA user_version = 1');
  db.prepare('INSERT INTO starts VALUES (?, ?, ?)').run(AT_MS / 1000, 2 ** 30, AT_MS);
  db.prepare('INSERT INTO findings VALUES (?, ?, ?, ?, ?)').run('fnd_old', OLD_TRACE, 'loop.repeat', AT_MS, JSON.stringify(finding));
  for (const id of ['dec_done', 'dec_open'])
    db.prepare('INSERT INTO decisions VALUES (?, ?, ?, ?, ?, ?, ?, ?)').run(
      ...([id, OLD_TRACE, 'fnd_old', 'stop-tool-loops', 'sha256:0123456789abcdef', AT_MS / 1000, AT_MS] as const),
      JSON.stringify(decision(id)),
    );
  db.prepare('INSERT INTO deliveries VALUES (?, ?, ?, ?, ?, ?)').run('dec_done', 'agent-1', 1, AT_MS / 1000, 0, AT_MS + 1);
  db.prepare('INSERT INTO outcomes VALUES (?, ?, ?, ?, ?, ?, ?)').run(
    ...(['dec_done', 'agent', 'agent-1', 1, 'applied', AT_MS + 300] as const),
    JSON.stringify(outcome),
  );
  db.prepare('INSERT INTO policies VALUES (?, ?, ?, ?)').run('stop-tool-loops', 'sha256:0123456789abcdef', AT_MS, 'the document');
  db.prepare('INSERT INTO instances VALUES (?, ?, ?, ?)').run('agent-1', 'health', AT_MS, '{"healthy":true}');
  db.close();
}
