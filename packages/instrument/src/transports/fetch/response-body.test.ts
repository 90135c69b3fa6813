import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { ResponseReader } from '../../calls/response-reader.ts';
import { watchResponse } from './response-body.ts';

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
  const response = watchResponse(new Response(body), passing, watcher, () => {}, abort.signal, true);
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

describe('a response whose request is aborted while something was held back', () => {
  const inPieces: ResponseReader = {
    ...passing,
    write: (chunk) => [...chunk].map((byte) => Uint8Array.of(byte)),
    cut: () => [Uint8Array.of(0)],
  };

  /** The first byte of five is read, the others were let go with it; then the request is aborted. */
  async function abortedAfterOne(then: 'stalls' | 'breaks' | 'ends') {
    const abort = new AbortController();
    let source: ReadableStreamDefaultController<Uint8Array> | undefined;
    const body = new ReadableStream<Uint8Array>({
      start(controller) {
        source = controller;
        controller.enqueue(Buffer.from('hello'));
        if (then === 'ends') controller.close();
      },
    });
    const told: unknown[] = [];
    const watcher = {
      onEnd: () => told.push('end'),
      onCancel: () => told.push('cancel'),
      onError: (error: unknown) => told.push(error),
      next: async () => undefined,
    };
    const reader = watchResponse(new Response(body), inPieces, watcher, () => {}, abort.signal, false).body?.getReader();
    assert.equal((await reader?.read())?.value?.byteLength, 1);
    const reason = new Error('mine');
    abort.abort(reason);
    if (then !== 'ends') source?.error(then === 'breaks' ? new Error('broken') : reason);
    return { reader, told, reason };
  }

  it('gives nothing more, and the error that fetch gives', async () => {
    for (const then of ['stalls', 'ends'] as const) {
      const { reader, told, reason } = await abortedAfterOne(then);
      await assert.rejects(async () => reader?.read(), reason);
      assert.deepEqual(told, [reason], then);
    }
    const { reader } = await abortedAfterOne('breaks');
    await assert.rejects(async () => reader?.read(), { message: 'broken' });
  });
});
