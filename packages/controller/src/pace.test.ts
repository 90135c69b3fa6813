import assert from 'node:assert/strict';
import { it } from 'node:test';
import { createPace } from './pace.ts';

it('a rate lets a burst pass, then makes wait for as long as the rate needs', () => {
  const pace = createPace({ unitsPerSecond: 100, burstSeconds: 2 });
  assert.equal(pace.use(200, 0), 0);
  assert.equal(pace.use(50, 0), 500);
  assert.equal(pace.use(0, 500), 0);
  assert.equal(pace.use(200, 10_000), 0, 'no more than the burst is saved up');
  assert.ok(pace.use(1, 10_000) > 0);
});
