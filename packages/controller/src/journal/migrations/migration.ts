/**
 * One step from one schema of the journal to the next. Steps are only ever added: a released one is never changed, because journals
 * exist that it has made.
 *
 * A step may add tables, columns and indexes. It must not remove or rename any: a reader of this version opens older journals as they
 * are (`airt explain` never writes), and a controller of the version before may still have the file open.
 */
export interface Migration {
  /** `PRAGMA user_version` afterwards: 1 for the first, then consecutive. Also the number of its file. */
  readonly version: number;
  /** As in the name of its file. */
  readonly name: string;
  /** SQL statements. They run in one transaction together with the new version. */
  readonly up: string;
  /** Tables of this step that the retention empties. Each has a column `at_ms`, by which rows are removed. */
  readonly retained?: readonly string[];
}
