import assert from 'node:assert/strict';
import { test } from 'node:test';
import { runInNewContext } from 'node:vm';
import { isRequest, isResponse } from './fetch.ts';
import { isAnyArrayBuffer, isError, isUint8Array } from './values.ts';

test('an object of a class that was put in the place of another is not taken for one of it, and the other way round', () => {
  const { Request: Native, Response } = globalThis;
  class Replacement {
    readonly url = 'https://models.example/';
  }
  class Derived extends Native {}
  globalThis.Request = Replacement as unknown as typeof Request;
  try {
    const native = new Native('https://models.example/');
    assert.deepEqual([native, native.clone(), new Derived(native)].map(isRequest), [true, true, true]);
    const others = [new Replacement(), { url: 'x' }, Object.create(Native.prototype), Native.prototype, null, 'x', new Response()];
    assert.deepEqual(others.map(isRequest), [false, false, false, false, false, false, false]);
    assert.equal(isResponse(new Response()), true);
  } finally {
    globalThis.Request = Native;
  }
});

test('values of another realm are what they are', () => {
  const [error, bytes, buffer] = runInNewContext('[new TypeError("x"), new Uint8Array(1), new ArrayBuffer(1)]') as unknown[];
  assert.equal(error instanceof Error, false);
  assert.deepEqual([isError(error), isUint8Array(bytes), isAnyArrayBuffer(buffer)], [true, true, true]);
  assert.deepEqual([isError(new DOMException('x')), isError({ message: 'x' }), isUint8Array(Buffer.alloc(1))], [true, false, true]);
});
