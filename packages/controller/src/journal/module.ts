import { defineModule } from '../module.ts';
import { openJournal } from './journal.ts';
import { MIGRATIONS } from './migrations/index.ts';

const DAY_MS = 86_400_000;
const PRUNE_INTERVAL_MS = 3_600_000;

export interface JournalMetrics {
  /** Writes that failed: what they held is not in the journal. */
  readonly journalFailures: number;
}

/** What was found, decided and achieved, in one SQLite file. Provides `journal`. */
export const journalModule = defineModule<JournalMetrics>({
  name: 'journal',
  migrations: MIGRATIONS,
  metrics: ({ journal }) => ({ journalFailures: journal.failedWrites }),
  async start({ config, now, timers, log, migrations, provide }) {
    const { path, retention_days: days } = config.journal;
    const journal = openJournal({ path, nowMs: now(), log, migrations });
    const prune = (): void => journal.prune(now() - days * DAY_MS);
    prune();
    const stopPruning = timers.every(PRUNE_INTERVAL_MS, prune);
    provide('journal', journal);
    log(`journal: ${path === ':memory:' ? 'in memory, gone at the end' : `${journal.path}, kept ${days} days`}`);
    return () => {
      stopPruning();
      journal.close();
    };
  },
});
