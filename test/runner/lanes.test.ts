import assert from 'node:assert/strict';
import { test } from 'node:test';
import { runInLanes } from './lanes.ts';
import type { TestCounts } from './node-tests.ts';
import type { Component, Part } from './part.ts';

const passed: TestCounts = { passed: 1, failed: [], skipped: [] };
const allReady = { isReady: () => true, next: () => Promise.resolve() };

/** Parts that end when the test says so, and the order in which they began. */
function scene(names: readonly string[], needs: Readonly<Record<string, readonly Component[]>> = {}) {
  const began: string[] = [];
  const ends = new Map<string, (counts: TestCounts | Error) => void>();
  const parts = names.map(
    (name): Part => ({
      name,
      title: `the ${name}`,
      needs: needs[name] ?? [],
      run(output) {
        began.push(name);
        output.write(`${name} writes\n`);
        return new Promise((resolve, reject) => ends.set(name, (result) => (result instanceof Error ? reject(result) : resolve(result))));
      },
    }),
  );
  const turn = () => new Promise<void>((resolve) => setImmediate(resolve));
  const end = async (name: string, result: TestCounts | Error = passed) => {
    ends.get(name)?.(result);
    await turn();
  };
  let written = '';
  const notes: string[] = [];
  const sinks = {
    write: (chunk: string | Uint8Array) => {
      written += chunk.toString();
    },
    notify: (line: string) => void notes.push(line),
  };
  return { parts, began, turn, end, sinks, notes, written: () => written };
}

test('two run at once, and the next begins in the lane that is free', async () => {
  const { parts, began, turn, end, sinks, written } = scene(['a', 'b', 'c']);
  const run = runInLanes(parts, { lanes: 2, builds: allReady, ...sinks });
  await turn();
  assert.deepEqual(began, ['a', 'b']);
  await end('b');
  assert.deepEqual(began, ['a', 'b', 'c']);
  await end('c', { passed: 2, failed: [], skipped: [] });
  assert.doesNotMatch(written(), /[bc] writes/);
  await end('a');
  const results = await run.results;
  assert.deepEqual(
    results.map(({ title, counts }) => [title, counts.passed]),
    [
      ['the a', 1],
      ['the b', 1],
      ['the c', 2],
    ],
  );
  assert.match(written(), /== the a \(a\)\na writes\n== the a: .* s\n\n== the b \(b\)\nb writes\n== the b: .* s\n\n== the c/);
});

test('one lane runs one part after the other, in order, and announces nothing', async () => {
  const { parts, began, turn, end, sinks, notes } = scene(['a', 'b']);
  const run = runInLanes(parts, { lanes: 1, builds: allReady, ...sinks });
  await turn();
  assert.deepEqual(began, ['a']);
  await end('a');
  assert.deepEqual(began, ['a', 'b']);
  await end('b');
  assert.equal((await run.results).length, 2);
  assert.deepEqual(notes, []);
});

test('a part that waits for a component lets others pass, and begins when the component is there', async () => {
  const { parts, began, turn, end, sinks, notes } = scene(['a', 'b'], { a: ['jaeger'] });
  let ready = false;
  let finishBuild = () => {};
  const built = new Promise<void>((resolve) => {
    finishBuild = resolve;
  });
  const builds = { isReady: (needs: readonly Component[]) => ready || needs.length === 0, next: () => built };
  const run = runInLanes(parts, { lanes: 2, builds, ...sinks });
  await turn();
  assert.deepEqual(began, ['b']);
  assert.match(notes.join('\n'), /a: waiting for components/);
  ready = true;
  finishBuild();
  await turn();
  assert.deepEqual(began, ['b', 'a']);
  await end('b');
  await end('a');
  assert.deepEqual(
    (await run.results).map(({ title }) => title),
    ['the a', 'the b'],
  );
});

test('a part that throws has failed, is announced at once, and the others go on', async () => {
  const { parts, turn, end, sinks, notes } = scene(['a', 'b']);
  const run = runInLanes(parts, { lanes: 2, builds: allReady, ...sinks });
  await turn();
  await end('b', new Error('no such thing'));
  assert.match(notes.at(-1) ?? '', /^airt: b: .* s, 1 FAILED$/);
  await end('a');
  const [, second] = await run.results;
  assert.match(second?.counts.failed[0]?.reason ?? '', /no such thing/);
});

test('a run that is ended writes what it has kept', async () => {
  const { parts, turn, sinks, written } = scene(['a', 'b']);
  const run = runInLanes(parts, { lanes: 2, builds: allReady, ...sinks });
  await turn();
  assert.doesNotMatch(written(), /b writes/);
  run.flush();
  assert.match(written(), /b writes/);
});
