/** The migrations of the journal, in their order. A new one is a file beside these and a line here. */
import { initial } from './001-initial.ts';
import { health } from './002-health.ts';
import type { Migration } from './migration.ts';

export const MIGRATIONS = [initial, health] as const satisfies readonly Migration[];
