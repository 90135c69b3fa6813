/** Compiles the package and puts beside the result what the demonstration reads as it is. */
import { execFileSync } from 'node:child_process';
import { chmodSync, cpSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = join(dirname(fileURLToPath(import.meta.url)), '..');
execFileSync(join(here, '..', '..', 'node_modules', '.bin', 'tsc'), ['-p', here], { stdio: 'inherit' });
for (const name of ['agent.mjs', 'policy.yaml']) cpSync(join(here, 'src', 'demo', name), join(here, 'dist', 'demo', name));
chmodSync(join(here, 'dist', 'main.js'), 0o755);
