import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { after, describe, it } from 'node:test';
import { openJournal } from './journal.ts';
import { readJournal } from './journal-reader.ts';
import { migrate, schemaVersion } from './migrate.ts';
import { MIGRATIONS } from './migrations/index.ts';
import type { Migration } from './migrations/migration.ts';
import { OLD_TRACE, writeOldJournal } from './testing/schema-0.1.0.ts';

const folder = mkdtempSync(join(tmpdir(), 'airt-migrations-'));
after(() => rmSync(folder, { recursive: true, force: true }));

const NOW = 1_790_000_100_000;
const LATEST = MIGRATIONS.at(-1)?.version ?? 0;
const schemaOf = (db: DatabaseSync) => db.prepare('SELECT type, name, tbl_name FROM sqlite_schema ORDER BY name').all();

/** One more step than there are. */
const next = (up: string): readonly Migration[] => [...MIGRATIONS, { version: LATEST + 1, name: 'next', up }];

describe('a journal of AIRT 0.1.0', () => {
  it('is brought to the present schema with all that it holds', () => {
    const path = join(folder, 'old.db');
    writeOldJournal(path);
    const journal = openJournal({ path, nowMs: NOW, log: assert.fail });
    assert.ok(journal.epoch > 1_790_000_000);
    const { decisions, findings } = journal.explain(OLD_TRACE);
    assert.deepEqual(
      decisions.map(({ decision, outcome, policyDocument, deliveries }) => [
        decision.id,
        outcome?.outcome.status,
        policyDocument,
        deliveries.length,
      ]),
      [
        ['dec_done', 'applied', 'the document', 1],
        ['dec_open', undefined, 'the document', 0],
      ],
    );
    assert.equal(findings.length, 1);
    assert.deepEqual(
      journal.openDecisions(() => false).map(({ decision }) => decision.id),
      ['dec_open'],
    );
    const health = { healthy: true, lastError: '', failures: {}, spansDropped: 0, messagesDropped: 0, eventLoopDelayP99Ms: 0 };
    journal.recordHealth('agent-1', health, NOW);
    assert.equal(journal.failedWrites, 0);
    journal.close();

    const migrated = new DatabaseSync(path);
    const fresh = new DatabaseSync(':memory:');
    migrate(fresh, MIGRATIONS);
    assert.equal(schemaVersion(migrated), LATEST);
    assert.deepEqual(schemaOf(migrated), schemaOf(fresh), 'the same schema as that of a new journal');
    migrated.close();
  });

  it('is read as it is by a reader, which changes nothing', () => {
    const path = join(folder, 'read.db');
    writeOldJournal(path);
    const reader = readJournal(path);
    assert.equal(reader.explain(OLD_TRACE).decisions.length, 2);
    assert.equal(reader.recentDecisions(1).length, 1);
    reader.close();
    const db = new DatabaseSync(path, { readOnly: true });
    assert.equal(schemaVersion(db), 1);
    db.close();
  });
});

describe('a migration', () => {
  it('that fails leaves the schema before it', () => {
    const db = new DatabaseSync(':memory:');
    migrate(db, MIGRATIONS);
    const before = schemaOf(db);
    assert.throws(() => migrate(db, next('CREATE TABLE one (x); CREATE TABLE starts (x)')), /already exists/);
    assert.deepEqual(schemaOf(db), before);
    assert.equal(schemaVersion(db), LATEST);
    migrate(db, next('CREATE TABLE one (x)'));
    assert.equal(schemaVersion(db), LATEST + 1);
  });

  it('is done once, also by two processes at a time', () => {
    const path = join(folder, 'two.db');
    const [one, two] = [new DatabaseSync(path), new DatabaseSync(path)];
    migrate(one, MIGRATIONS);
    migrate(two, MIGRATIONS);
    const steps = next('CREATE TABLE one (x)');
    migrate(one, steps);
    migrate(two, steps);
    assert.equal(schemaVersion(two), LATEST + 1);
    one.close();
    two.close();
  });

  it('has a number of its own, without gaps', () => {
    const db = new DatabaseSync(':memory:');
    const twice = [...MIGRATIONS, { version: LATEST, name: 'twice', up: '' }];
    assert.throws(() => migrate(db, twice), /migration \d+ \(twice\) stands at place \d+; versions must be consecutive/);
  });

  it('has a file that says its number and its name', () => {
    const files = readdirSync(new URL('./migrations', import.meta.url)).filter((file) => /^\d/.test(file));
    assert.deepEqual(
      files.sort(),
      MIGRATIONS.map(({ version, name }) => `${String(version).padStart(3, '0')}-${name}.ts`),
    );
  });
});

describe('a journal of a newer AIRT', () => {
  it('is refused by writer and reader, with what can be done', () => {
    const path = join(folder, 'newer.db');
    openJournal({ path, nowMs: NOW, log: assert.fail }).close();
    const db = new DatabaseSync(path);
    db.exec('PRAGMA user_version = 99');
    db.close();
    const message =
      /the journal .*newer\.db cannot be opened: a newer version of AIRT wrote it \(schema 99; this one knows schemas up to \d+\)\. Use that version of AIRT or a later one, or begin a new journal in another file with --journal FILE/;
    assert.throws(() => openJournal({ path, nowMs: NOW, log: assert.fail }), message);
    assert.throws(() => readJournal(path), message);
  });
});
