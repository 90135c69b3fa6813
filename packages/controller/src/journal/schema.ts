/**
 * The journal's tables. Append-only: rows are written once, and leave only with the retention. What is looked up has a column; the
 * whole record is in `json`, so that reading it needs no knowledge of its version.
 */
export const SCHEMA_VERSION = 1;

export const SCHEMA = `
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

/** Tables that the retention empties, with the column it goes by. Policies stay: old decisions refer to them. */
export const RETAINED_TABLES = ['findings', 'decisions', 'deliveries', 'outcomes', 'instances'] as const;
