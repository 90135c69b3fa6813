import type { Migration } from './migration.ts';

/** What agents report about themselves (`Health`), one row for each change. */
export const health: Migration = {
  version: 2,
  name: 'health',
  up: `
CREATE TABLE health (instance_uid TEXT NOT NULL, healthy INTEGER NOT NULL, at_ms REAL NOT NULL, json TEXT NOT NULL) STRICT;
CREATE INDEX health_uid ON health (instance_uid);
`,
  retained: ['health'],
};
