/** The end of a run: times, all failures once more, counts. */
import type { PartResult } from './part.ts';

/** How a test says that CI may skip it too: the start of its reason. */
const OPTIONAL = /^optional:/;

export interface Summary {
  readonly lines: readonly string[];
  /** Nothing failed, and under CI nothing was skipped that may not be. */
  readonly ok: boolean;
}

/** @param options `inCi`: a skipped test is a failure unless its reason begins with `optional:`. */
export function summarize(results: readonly PartResult[], seconds: number, { inCi }: { readonly inCi: boolean }): Summary {
  const width = Math.max(...results.map((result) => result.title.length), 0);
  const row = (title: string, time: number, text: string): string =>
    `${title.padEnd(width)}  ${`${time.toFixed(1)} s`.padStart(9)}  ${text}`.trimEnd();
  const failed = results.flatMap(({ title, counts }) => counts.failed.map((remark) => ({ ...remark, part: title })));
  const skipped = results.flatMap(({ title, counts }) => counts.skipped.map((remark) => ({ ...remark, part: title })));
  const forbidden = inCi ? skipped.filter(({ reason }) => !OPTIONAL.test(reason)) : [];
  const passed = results.reduce((sum, { counts }) => sum + counts.passed, 0);
  const lines = [
    '== summary',
    ...results.map(({ title, seconds: time, counts }) => {
      const skips = counts.skipped.length > 0 ? `, ${counts.skipped.length} skipped` : '';
      return row(
        title,
        time,
        `${counts.failed.length === 0 ? 'ok' : 'FAILED'} (${counts.passed} passed, ${counts.failed.length} failed${skips})`,
      );
    }),
    row('all', seconds, ''),
    ...failed.map(({ part, name, at, reason }) => `failed: ${part}: ${name} (${at}): ${reason}`),
    ...skipped.map(({ part, name, at, reason }) => `skipped: ${part}: ${name} (${at}): ${reason}`),
    ...(forbidden.length > 0 ? [`CI=true: ${forbidden.length} skipped where nothing may be skipped`] : []),
    `${passed} passed, ${failed.length} failed, ${skipped.length} skipped`,
  ];
  return { lines, ok: failed.length === 0 && forbidden.length === 0 };
}
