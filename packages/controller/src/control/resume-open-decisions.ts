import type { Decision } from '@airt/engine';
import type { Journal } from '../journal/journal.ts';

/** Dispatches the decisions that an earlier controller could not bring to their end, because it was killed. */
export function resumeOpenDecisions(journal: Journal, dispatch: (decision: Decision) => void, log: (line: string) => void): void {
  let open: ReturnType<Journal['openDecisions']>;
  try {
    open = journal.openDecisions(isAlive);
  } catch (error) {
    // A damaged journal is no reason not to govern the agents that are there now.
    const why = error instanceof Error ? error.message : String(error);
    log(
      `journal ${journal.path} cannot be read: ${why}; decisions that the last run left open are not resumed. Move the file away to begin a new one`,
    );
    return;
  }
  if (open.length > 0) log(`resuming ${open.length} decision${open.length === 1 ? '' : 's'} without an outcome from the last run`);
  for (const { decision } of open) dispatch(decision);
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
