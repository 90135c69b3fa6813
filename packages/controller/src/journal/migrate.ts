import type { DatabaseSync } from 'node:sqlite';
import type { Migration } from './migrations/migration.ts';

/** `PRAGMA user_version`: the number of the last migration that the file has seen, 0 for a new file. */
export const schemaVersion = (db: DatabaseSync): number => Number(db.prepare('PRAGMA user_version').get()?.user_version ?? 0);

/**
 * Brings a journal to the schema of the last migration. Each step is one transaction: a process that dies in the middle leaves the
 * schema before or after it, never one in between. Two processes that start at the same time do each step once.
 *
 * @throws {Error} with a sentence for people where the journal is of a newer schema; {@link checkOrder} where the list is wrong.
 */
export function migrate(db: DatabaseSync, migrations: readonly Migration[]): void {
  checkOrder(migrations);
  checkNotNewer(schemaVersion(db), migrations);
  for (const { version, up } of migrations) {
    if (schemaVersion(db) >= version) continue;
    db.exec('BEGIN IMMEDIATE');
    try {
      // Another process may have done this step while this one waited for the lock.
      if (schemaVersion(db) < version) db.exec(`${up}; PRAGMA user_version = ${version}`);
      db.exec('COMMIT');
    } catch (error) {
      db.exec('ROLLBACK');
      throw error;
    }
  }
}

/** @throws {Error} with a sentence for people: a program must not write into tables whose meaning it does not know. */
export function checkNotNewer(version: number, migrations: readonly Migration[]): void {
  const known = migrations.at(-1)?.version ?? 0;
  if (version <= known) return;
  throw new Error(
    `a newer version of AIRT wrote it (schema ${version}; this one knows schemas up to ${known}). Use that version of AIRT or a later one, or begin a new journal in another file with --journal FILE`,
  );
}

/** @throws {Error} where versions are not 1, 2, 3 ...: two modules of the controller have claimed the same number, or one is missing. */
export function checkOrder(migrations: readonly Migration[]): void {
  migrations.forEach(({ version, name }, index) => {
    if (version !== index + 1) throw new Error(`migration ${version} (${name}) stands at place ${index + 1}; versions must be consecutive`);
  });
}
