/** Builds the components that tests need while parts without them run. Where the cache is warm that takes no time. */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { exitProblem } from './exit-problem.ts';
import { root } from './node-tests.ts';
import { type Component, failure, type PartResult } from './part.ts';

/** Builds under way. */
export interface ComponentBuilds {
  /** Whether all of these have been built, or have failed to. */
  isReady(components: readonly Component[]): boolean;
  /** Resolves when the next build has ended; at once where none is left. */
  next(): Promise<void>;
  /** Once all have ended. */
  results(): Promise<readonly PartResult[]>;
}

const SCRIPT = 'collector-config/build.ts';

/** Starts the builds one after the other: two Go builds at once slow each other down. Progress is printed line by line. */
export function startComponentBuilds(components: readonly Component[], print: (line: string) => void): ComponentBuilds {
  const ended = new Map<Component, PartResult>();
  const waiting: (() => void)[] = [];
  const all = (async () => {
    for (const component of components) {
      ended.set(component, await build(component, print));
      for (const resume of waiting.splice(0)) resume();
    }
  })();
  return {
    isReady: (needed) => needed.every((component) => ended.has(component) || !components.includes(component)),
    next: () => (ended.size === components.length ? Promise.resolve() : new Promise((resolve) => waiting.push(resolve))),
    results: () => all.then(() => [...ended.values()]),
  };
}

async function build(component: Component, print: (line: string) => void): Promise<PartResult> {
  const from = performance.now();
  const problem = existsSync(join(root, SCRIPT)) ? await runScript(component, print) : 'is missing';
  return {
    title: `building ${component} (in the background)`,
    seconds: (performance.now() - from) / 1000,
    counts: problem === undefined ? { passed: 0, failed: [], skipped: [] } : failure(`building ${component}`, SCRIPT, problem),
  };
}

function runScript(component: Component, print: (line: string) => void): Promise<string | undefined> {
  const child = spawn(process.execPath, [SCRIPT, component], { cwd: root, stdio: ['ignore', 'ignore', 'pipe'] });
  createInterface({ input: child.stderr }).on('line', (line) => print(`[${component}] ${line}`));
  return exitProblem(child);
}
