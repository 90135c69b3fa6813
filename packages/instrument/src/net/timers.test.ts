import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createManualTimers } from './testing/manual-timers.ts';
import { createNamedTimers, unrefTimers } from './timers.ts';

test('a name has one timer: a new start takes the place of the old one', () => {
  const manual = createManualTimers();
  const fired: string[] = [];
  const timers = createNamedTimers<'a' | 'b'>(manual, (name) => fired.push(`${name} ${manual.clock() - 1_000_000}`));
  timers.start('a', 10);
  timers.start('a', 30);
  timers.start('b', 20);
  manual.advance(25);
  timers.stop('b');
  timers.stop('b');
  manual.advance(25);
  timers.start('a', 5);
  timers.start('b', 5);
  timers.stopAll();
  manual.advance(100);
  assert.deepEqual(fired, ['b 20', 'a 30']);
  assert.equal(manual.running, 0);
});

test('a timer that fires may start itself again', () => {
  const manual = createManualTimers();
  let fired = 0;
  const timers = createNamedTimers<'tick'>(manual, (name) => {
    fired += 1;
    timers.start(name, 10);
  });
  timers.start('tick', 10);
  manual.advance(35);
  assert.deepEqual([fired, manual.running], [3, 1]);
});

test('timers of the process keep nothing alive, and can be prevented', async () => {
  const before = process.getActiveResourcesInfo().filter((kind) => kind === 'Timeout').length;
  let prevented = true;
  const cancel = unrefTimers.after(1, () => {
    prevented = false;
  });
  assert.equal(process.getActiveResourcesInfo().filter((kind) => kind === 'Timeout').length, before);
  cancel();
  await new Promise<void>((resolve) => {
    unrefTimers.after(5, resolve);
    setTimeout(() => {}, 50);
  });
  assert.ok(prevented);
});
