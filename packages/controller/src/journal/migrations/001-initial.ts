import type { Migration } from './migration.ts';

/**
 * The journal of AIRT 0.1.0. Rows are written once, and leave only with the retention. What is looked up has a column; the whole record
 * is in `json`, so that a reader needs no knowledge of its version. Policies are not retained: old decisions refer to them.
 */
export const initial: Migration = {
  version: 1,
  name: 'initial',
  up: `
CREATE TABLE starts (epoch INTEGER PRIMARY KEY, pid INTEGER NOT NULL, at_ms REAL NOT NULL) STRICT;
CREATE TABLE findings (
  id TEXT PRIMARY KEY, trace_id TEXT NOT NULL, detector TEXT NOT NULL, at_ms REAL NOT NULL, json TEXT NOT NULL) STRICT;
CREATE INDEX findings_trace ON findings (trace_id);
CREATE TABLE decisions (
  id TEXT PRIMARY KEY, trace_id TEXT NOT NULL, finding_id TEXT NOT NULL, policy TEXT NOT NULL, policy_version TEXT NOT NULL,
  epoch INTEGER NOT NULL, at_ms REAL NOT NULL, json TEXT NOT NULL) STRICT;
CREATE INDEX decisions_trace ON decisions (trace_id);
CREATE TABLE deliveries (
  decision_id TEXT NOT NULL, instance_uid TEXT NOT NULL, sequence INTEGER NOT NULL, epoch INTEGER NOT NULL, resent INTEGER NOT NULL,
  at_ms REAL NOT NULL) STRICT;
CREATE INDEX deliveries_decision ON deliveries (decision_id);
CREATE TABLE outcomes (
  decision_id TEXT NOT NULL, source TEXT NOT NULL, instance_uid TEXT, final INTEGER NOT NULL, status TEXT NOT NULL, at_ms REAL NOT NULL,
  json TEXT NOT NULL) STRICT;
CREATE INDEX outcomes_decision ON outcomes (decision_id);
CREATE TABLE policies (
  name TEXT NOT NULL, version TEXT NOT NULL, at_ms REAL NOT NULL, document TEXT NOT NULL, PRIMARY KEY (name, version)) STRICT;
CREATE TABLE instances (
  instance_uid TEXT NOT NULL, event TEXT NOT NULL, at_ms REAL NOT NULL, json TEXT NOT NULL) STRICT;
CREATE INDEX instances_uid ON instances (instance_uid);
`,
  retained: ['findings', 'decisions', 'deliveries', 'outcomes', 'instances'],
};
