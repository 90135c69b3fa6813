import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { filteredSource } from '../../calls/filtered-source.ts';
import type { ResponseFilter } from '../../calls/response-filter.ts';
import { observed } from '../byte-source.ts';
import { replyOf, responseOf } from './response.ts';

const passing: ResponseFilter = { isEdited: false, write: (chunk) => [chunk], end: () => [], abort: () => [], fullDenial: () => undefined };

/** A response whose body passes a filter, and what is recorded of its end. */
function filtered(native: Response, filter: ResponseFilter, signal: AbortSignal, refusesAborted: boolean) {
  const ends: unknown[] = [];
  const observer = {
    onEnd: () => ends.push('end'),
    onCancel: () => ends.push('cancel'),
    onError: (error: unknown) => ends.push(error),
    onAbandoned: () => ends.push('abandoned'),
  };
  const original = replyOf(native);
  assert.ok(original.body);
  const body = observed(filteredSource(original.body, filter, signal), observer);
  const reply = { head: original.head, original, body, isNative: false, observer, isEdited: () => filter.isEdited };
  return { response: responseOf(reply, signal, refusesAborted), ends };
}

/** A response that is being read through a reader when its request is aborted, on a Node that refuses to read it then. */
function aborted({ broken }: { readonly broken: boolean }) {
  const abort = new AbortController();
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      controller.enqueue(Buffer.from('hello'));
      if (broken) controller.error(new Error('refused'));
      else controller.close();
    },
  });
  const { response, ends } = filtered(new Response(body), passing, abort.signal, true);
  const clone = response.clone();
  const reason = new Error('mine');
  abort.abort(reason);
  return { response, clone, ends, reason };
}

describe('a response whose request was aborted, where Node refuses to read it', () => {
  it('is refused by the original', async () => {
    const { response, ends, reason } = aborted({ broken: true });
    await assert.rejects(response.text(), { message: 'refused' });
    assert.equal(response.bodyUsed, false);
    assert.deepEqual(ends, [reason]);
  });

  it('is refused by the original for a clone too', async () => {
    const { clone } = aborted({ broken: true });
    await assert.rejects(clone.json(), { message: 'refused' });
    assert.equal(clone.bodyUsed, false);
  });

  it('is read where all of it had come', async () => {
    const { response, clone, ends } = aborted({ broken: false });
    assert.deepEqual(await Promise.all([response.text(), clone.text()]), ['hello', 'hello']);
    assert.deepEqual(ends, ['end']);
    assert.deepEqual(Object.keys(response), []);
  });
});

describe('a response whose request is aborted while something waits', () => {
  const inPieces: ResponseFilter = {
    ...passing,
    write: (chunk) => [...chunk].map((byte) => Uint8Array.of(byte)),
    abort: () => [Uint8Array.of(0)],
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
    const { response, ends } = filtered(new Response(body), inPieces, abort.signal, false);
    const reader = response.body?.getReader();
    assert.equal((await reader?.read())?.value?.byteLength, 1);
    const reason = new Error('mine');
    abort.abort(reason);
    if (then !== 'ends') source?.error(then === 'breaks' ? new Error('broken') : reason);
    return { reader, ends, reason };
  }

  it('gives nothing more, and the error that fetch gives', async () => {
    for (const then of ['stalls', 'ends'] as const) {
      const { reader, ends, reason } = await abortedAfterOne(then);
      await assert.rejects(async () => reader?.read(), reason);
      assert.deepEqual(ends, [reason], then);
    }
    const { reader } = await abortedAfterOne('breaks');
    await assert.rejects(async () => reader?.read(), { message: 'broken' });
  });
});
