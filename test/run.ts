/**
 * What `npm test` runs: every part, two at once where there are two cores, and at the end a table with the time of each, all failures
 * once more, and the counts. See README.md in this folder.
 *
 *     npm test                       # everything
 *     npm test -- unit recordings    # only these parts
 *     npm test -- chaos --full       # the whole matrix, not the part that covers every pair
 */
import { availableParallelism } from 'node:os';
import { startComponentBuilds } from './runner/component-builds.ts';
import { runInLanes } from './runner/lanes.ts';
import type { Part } from './runner/part.ts';
import { parts } from './runner/parts.ts';
import { summarize } from './runner/summary.ts';

const FULL = '--full';
/** More would disturb what is timed. */
const MAX_LANES = 2;

const args = process.argv.slice(2);
const names = args.filter((arg) => arg !== FULL);
const unknown = names.filter((name) => !parts.some((part) => part.name === name));
if (unknown.length > 0) {
  console.error(`airt: no such part: ${unknown.join(', ')}; parts: ${parts.map((part) => part.name).join(', ')}; option: ${FULL}`);
  process.exitCode = 2;
} else {
  // The processes of the tests inherit it.
  if (args.includes(FULL)) process.env.AIRT_TEST_FULL = '1';
  process.exitCode = (await run(parts.filter((part) => names.length === 0 || names.includes(part.name)))) ? 0 : 1;
}

/** True where nothing failed. */
async function run(chosen: readonly Part[]): Promise<boolean> {
  const from = performance.now();
  const notify = (line: string) => console.error(line);
  const needed = (['otelcol', 'jaeger'] as const).filter((component) => chosen.some((part) => part.needs.includes(component)));
  const builds = startComponentBuilds(needed, notify);
  const lanes = Math.min(MAX_LANES, availableParallelism(), chosen.length);
  const { results, flush } = runInLanes(chosen, { lanes, builds, write: (chunk) => process.stdout.write(chunk), notify });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.once(signal, () => {
      flush();
      process.kill(process.pid, signal);
    });
  const all = [...(await results), ...(await builds.results())];
  const { lines, ok } = summarize(all, (performance.now() - from) / 1000, { inCi: process.env.CI === 'true' });
  console.log(`\n${lines.join('\n')}`);
  return ok;
}
