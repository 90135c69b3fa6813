/**
 * The unit tests: every `*.test.ts` beside its source. Arguments are parts of paths to choose by:
 *
 *     npm run unit                   # all
 *     npm run unit -- engine loops   # files whose path contains `engine` or `loops`
 */
import { availableParallelism } from 'node:os';
import { findTests, runTests, unitTests } from './runner/node-tests.ts';

const filters = process.argv.slice(2);
const files = await findTests(unitTests, filters);
if (files.length === 0) {
  console.error(`airt: no unit test matches ${filters.join(' ') || unitTests.join(' ')}`);
  process.exitCode = 2;
} else {
  const counts = await runTests(files, { concurrency: availableParallelism() });
  if (counts.failed.length > 0) process.exitCode = 1;
}
