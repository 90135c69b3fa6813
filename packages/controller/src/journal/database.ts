import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync, type StatementSync } from 'node:sqlite';
import { checkNotNewer, migrate, schemaVersion } from './migrate.ts';
import type { Migration } from './migrations/migration.ts';

/** The journal cannot be used. The message is a sentence for people. */
export class JournalError extends Error {
  constructor(path: string, cause: unknown) {
    super(`the journal ${path} cannot be opened: ${messageOf(cause)}`);
  }
}

export const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/**
 * Opens the file for writing, with the schema of the last migration. It and its folder are made where they are missing.
 *
 * @throws {JournalError} where it is another database, of a newer schema, locked, or not readable.
 */
export function openDatabase(path: string, migrations: readonly Migration[]): DatabaseSync {
  return open(path, false, (db) => {
    checkIsJournal(db, false);
    // WAL lets `explain` read while the controller writes; NORMAL may lose the last moments in a power cut, never the file.
    db.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL');
    migrate(db, migrations);
    // From here on a writer that holds the file must not hold up decisions for long; a write that is lost is counted.
    db.exec('PRAGMA busy_timeout = 250');
  });
}

/**
 * Opens the file for reading only, in whatever schema it is.
 *
 * @throws {JournalError} where there is none, where it is no journal, or one of a newer schema.
 */
export function openDatabaseReadOnly(path: string, migrations: readonly Migration[]): DatabaseSync {
  return open(path, true, (db) => {
    checkIsJournal(db, true);
    checkNotNewer(schemaVersion(db), migrations);
  });
}

/** Prepares each statement once. */
export function createStatementCache(db: DatabaseSync): (sql: string) => StatementSync {
  const prepared = new Map<string, StatementSync>();
  return (sql) => {
    const known = prepared.get(sql);
    if (known !== undefined) return known;
    const statement = db.prepare(sql);
    prepared.set(sql, statement);
    return statement;
  };
}

/** Does the first work on a database, and closes it where that fails. */
export function closeOnError<Result>(path: string, db: DatabaseSync, work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    db.close();
    throw new JournalError(path, error);
  }
}

function open(path: string, readOnly: boolean, prepare: (db: DatabaseSync) => void): DatabaseSync {
  try {
    if (path !== ':memory:' && !readOnly) mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    const db = new DatabaseSync(path, { readOnly, timeout: 2000 });
    closeOnError(path, db, () => prepare(db));
    return db;
  } catch (error) {
    throw error instanceof JournalError ? error : new JournalError(path, error);
  }
}

/** A version alone proves nothing: other programs number their schemas too, and most of them begin with 1. */
function checkIsJournal(db: DatabaseSync, readOnly: boolean): void {
  // One snapshot for both questions: another process may be making the tables right now.
  db.exec('BEGIN');
  const version = schemaVersion(db);
  const tables = db
    .prepare('SELECT name FROM sqlite_schema')
    .all()
    .map(({ name }) => name);
  db.exec('COMMIT');
  if (version === 0 && readOnly) throw new Error('it is not a journal of AIRT');
  if (version === 0 ? tables.length > 0 : !tables.includes('starts')) throw new Error('it is another database');
}
