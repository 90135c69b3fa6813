import assert from 'node:assert/strict';
import { constants } from 'node:http2';
import { test } from 'node:test';
import { decodeStatusMessage, describeError, GRPC_STATUS, statusOfHttp, statusOfReset } from './status.ts';

test('HTTP and HTTP/2 in terms of gRPC', () => {
  assert.deepEqual([401, 404, 503, 418, undefined].map(statusOfHttp), [
    GRPC_STATUS.UNAUTHENTICATED,
    GRPC_STATUS.UNIMPLEMENTED,
    GRPC_STATUS.UNAVAILABLE,
    GRPC_STATUS.UNKNOWN,
    GRPC_STATUS.UNKNOWN,
  ]);
  assert.deepEqual([undefined, constants.NGHTTP2_CANCEL, constants.NGHTTP2_PROTOCOL_ERROR].map(statusOfReset), [
    GRPC_STATUS.UNAVAILABLE,
    GRPC_STATUS.CANCELLED,
    GRPC_STATUS.INTERNAL,
  ]);
});

test('what a peer says becomes one short line', () => {
  assert.equal(decodeStatusMessage('no%20such%0Atoken'), 'no such token');
  assert.equal(decodeStatusMessage('100%'), '100%');
  assert.equal(decodeStatusMessage('x'.repeat(1_000)).length, 200);
});

test('errors in words', () => {
  assert.match(describeError(Object.assign(new Error('connect'), { code: 'ECONNREFUSED' })), /^connection refused/);
  assert.equal(describeError(Object.assign(new Error("ENOENT: 'ca.pem'"), { code: 'ENOENT' })), "ENOENT: 'ca.pem'");
  assert.equal(describeError(new AggregateError([new Error('first'), new Error('second')])), 'Error: first');
  assert.equal(describeError(Object.assign(new Error(''), { code: 'EODD' })), 'EODD');
  assert.equal(describeError('text\nmore'), 'text more');
});
