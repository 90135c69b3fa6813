/**
 * Measurements, on demand:
 *
 *     npm run bench                      # all
 *     npm run bench -- cpu-per-call      # only these
 *
 * See README.md for what each one measures and how.
 */
import { controllerAge } from './controller/age.ts';
import { controllerIngest } from './controller/ingest.ts';
import { cpuPerCall } from './cpu-per-call.ts';
import { installSize } from './install-size.ts';
import { preloadTime } from './preload-time.ts';
import { machine } from './report.ts';
import { spanToDirective } from './span-to-directive.ts';

const benches: Readonly<Record<string, () => Promise<void>>> = {
  'cpu-per-call': cpuPerCall,
  'preload-time': preloadTime,
  'install-size': installSize,
  'span-to-directive': spanToDirective,
  'controller-ingest': controllerIngest,
  'controller-age': controllerAge,
};

const names = process.argv.slice(2);
const unknown = names.filter((name) => !Object.hasOwn(benches, name));
if (unknown.length > 0) {
  console.error(`airt: no such measurement: ${unknown.join(', ')}; there are: ${Object.keys(benches).join(', ')}`);
  process.exitCode = 2;
} else {
  console.log(machine());
  for (const [name, run] of Object.entries(benches)) {
    if (names.length > 0 && !names.includes(name)) continue;
    const from = performance.now();
    try {
      await run();
      console.log(`  ${name}: ${((performance.now() - from) / 1000).toFixed(0)} s`);
    } catch (error) {
      // The others are worth their figures all the same.
      console.error(`airt: ${name} failed: ${error instanceof Error ? error.message : String(error)}`);
      process.exitCode = 1;
    }
  }
}
