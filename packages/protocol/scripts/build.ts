/** Compiles the package and puts the generated modules, which tsc does not copy, beside the result. */
import { execFileSync } from 'node:child_process';
import { cpSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = join(dirname(fileURLToPath(import.meta.url)), '..');
execFileSync(join(here, '..', '..', 'node_modules', '.bin', 'tsc'), ['-p', here], { stdio: 'inherit' });
cpSync(join(here, 'src', 'gen'), join(here, 'dist', 'gen'), { recursive: true });
