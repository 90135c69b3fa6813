/** The parts of `npm test`. Cheap ones are first; then the long ones, so that two lanes end at about the same time. */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { exitProblem } from './exit-problem.ts';
import { findTests, root, runTests, unitTests } from './node-tests.ts';
import { type Component, failure, type Part } from './part.ts';

/** All parts, in the order in which they begin. */
export const parts: readonly Part[] = [
  tool('lint', 'lint and format', 'biome', ['ci', '--error-on-warnings']),
  tool('types', 'types', 'tsc', ['-p', '.']),
  tests('architecture', 'import graph, sizes, places of kinds', ['test/architecture/**/*.test.ts']),
  tests('docs', 'documentation', ['test/docs/**/*.test.ts']),
  tests('recordings', 'recorded exchanges through the real SDKs', ['test/recordings/**/*.test.ts']),
  tests('unit', 'unit tests', unitTests),
  tests('attack', 'attacks on the controller, and whoever is beside them', ['test/attack/**/*.test.ts']),
  tests('e2e', 'end to end on a real collector and Jaeger', ['test/e2e/**/*.test.ts'], ['otelcol', 'jaeger']),
  tests('chaos', 'never hurt the app', ['test/chaos/**/*.test.ts']),
  tests('install', 'packed, installed and run on every Node', ['test/install/**/*.test.ts']),
  tests('components', 'configurations and real components', ['test/components/**/*.test.ts'], ['otelcol', 'jaeger']),
];

function tests(name: string, title: string, patterns: readonly string[], needs: readonly Component[] = []): Part {
  return {
    name,
    title,
    needs,
    async run(output) {
      const files = await findTests(patterns);
      return files.length === 0 ? failure(title, patterns.join(' '), 'no test file matches') : runTests(files, { output });
    },
  };
}

function tool(name: string, title: string, command: string, args: readonly string[]): Part {
  return {
    name,
    title,
    needs: [],
    async run(output) {
      const child = spawn(join(root, 'node_modules', '.bin', command), args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
      for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => output.write(chunk));
      const problem = await exitProblem(child);
      return problem === undefined
        ? { passed: 0, failed: [], skipped: [] }
        : failure(title, [command, ...args].join(' '), `${problem}; see above`);
    },
  };
}
