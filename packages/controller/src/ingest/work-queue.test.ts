import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createWorkQueue } from './work-queue.ts';

describe('the work queue', () => {
  it('is bounded by bytes and by number, and takes what is larger than all of it when nothing waits', async () => {
    const done: number[] = [];
    const queue = createWorkQueue({ bytes: 100, requests: 3 });
    const offer = (bytes: number, id: number) => queue.offer({ bytes, run: () => done.push(id) });
    assert.ok(offer(500, 1), 'larger than the queue, but alone');
    assert.equal(offer(1, 2), false);
    await queue.drained();
    assert.deepEqual([queue.bytes, queue.length], [0, 0]);
    assert.deepEqual([offer(60, 3), offer(60, 4), offer(30, 5), offer(5, 6), offer(1, 7)], [true, false, true, true, false]);
    await queue.drained();
    assert.deepEqual(done, [1, 3, 5, 6], 'in their order');
  });

  it('leaves time for other things between two requests', async () => {
    const queue = createWorkQueue({ bytes: 100, requests: 100 });
    const order: string[] = [];
    queue.offer({ bytes: 1, run: () => order.push('first') });
    queue.offer({ bytes: 1, run: () => order.push('second') });
    setImmediate(() => order.push('other'));
    await queue.drained();
    assert.deepEqual(order, ['first', 'other', 'second']);
  });

  it('goes on after work that fails', async () => {
    const failures: unknown[] = [];
    const queue = createWorkQueue({ bytes: 100, requests: 100 }, (error) => failures.push(error));
    let ran = false;
    queue.offer({
      bytes: 1,
      run: () => {
        throw new Error('x');
      },
    });
    queue.offer({
      bytes: 1,
      run: () => {
        ran = true;
      },
    });
    await queue.drained();
    assert.deepEqual([failures.length, ran, queue.bytes], [1, true, 0]);
  });
});
