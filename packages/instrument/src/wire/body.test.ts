import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { watchResponse } from './body.ts';
import type { ResponseReader } from './response-reader.ts';

const passing: ResponseReader = {
  edited: false,
  givenUp: false,
  write: (chunk) => [chunk],
  end: () => [],
  cut: () => [],
  response: () => undefined,
  delivered: () => [],
  refused: () => undefined,
};

/** A response that is being read through a reader when its request is aborted, on a Node that refuses to read it then. */
function aborted({ broken }: { readonly broken: boolean }) {
  const abort = new AbortController();
  const told: unknown[] = [];
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      controller.enqueue(Buffer.from('hello'));
      if (broken) controller.error(new Error('refused'));
      else controller.close();
    },
  });
  const watcher = {
    onEnd: () => told.push('end'),
    onCancel: () => told.push('cancel'),
    next: async () => undefined,
    onError: (error: unknown) => told.push(error),
  };
  const response = watchResponse(new Response(body), passing, watcher, () => {}, abort.signal);
  const clone = response.clone();
  const reason = new Error('mine');
  abort.abort(reason);
  return { response, clone, told, reason };
}

describe('a response whose request was aborted, where Node refuses to read it', () => {
  it('is refused by the original', async () => {
    const { response, told, reason } = aborted({ broken: true });
    await assert.rejects(response.text(), { message: 'refused' });
    assert.equal(response.bodyUsed, false);
    assert.deepEqual(told, [reason]);
  });

  it('is refused by the original for a clone too', async () => {
    const { clone } = aborted({ broken: true });
    await assert.rejects(clone.json(), { message: 'refused' });
    assert.equal(clone.bodyUsed, false);
  });

  it('is read where all of it had come', async () => {
    const { response, clone, told } = aborted({ broken: false });
    assert.deepEqual(await Promise.all([response.text(), clone.text()]), ['hello', 'hello']);
    assert.deepEqual(told, ['end']);
    assert.deepEqual(Object.keys(response), []);
  });
});
