/** A part of `npm test`, and what it comes to. */
import type { Writable } from 'node:stream';
import type { TestCounts } from './node-tests.ts';

/** A program that tests need and that is built from its sources once. */
export type Component = 'otelcol' | 'jaeger';

/** A part. */
export interface Part {
  readonly name: string;
  readonly title: string;
  /** Components that its tests need; they are built in the background from the start. */
  readonly needs: readonly Component[];
  run(output: Writable): Promise<TestCounts>;
}

/** How a part ended. */
export interface PartResult {
  readonly title: string;
  readonly seconds: number;
  readonly counts: TestCounts;
}

/** Counts of something that failed as a whole. */
export const failure = (name: string, at: string, reason: string): TestCounts => ({
  passed: 0,
  failed: [{ name, at, reason }],
  skipped: [],
});
