import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { canonicalJson, createDigester } from './digest.ts';

const digester = createDigester('secret');

test('equal calls have equal digests whatever the order of members and the form of the arguments', () => {
  const digest = digester.call('search', { query: 'x', page: 2 });
  assert.match(digest, /^[0-9a-f]{32}$/);
  assert.equal(digester.call('search', { page: 2, query: 'x' }), digest);
  assert.equal(digester.call('search', ' {"page": 2, "query": "x"} '), digest);
  assert.notEqual(digester.call('search', { page: 3, query: 'x' }), digest);
  assert.notEqual(digester.call('find', { page: 2, query: 'x' }), digest);
});

test('no arguments are the same however they are written', () => {
  const digest = digester.call('now', {});
  for (const args of [undefined, null, '', '{}', ' ', 'null']) assert.equal(digester.call('now', args), digest);
});

test('arguments that are not JSON are digested as text', () => {
  assert.notEqual(digester.call('sh', '{broken'), digester.call('sh', '{broken '));
  assert.equal(digester.call('sh', 'ls -l'), digester.call('sh', 'ls -l'));
});

test('a result on the wire and the value it stands for are equal; kinds and keys never meet', () => {
  assert.equal(digester.result('{"b":1,"a":[1,2]}'), digester.result({ a: [1, 2], b: 1 }));
  assert.notEqual(digester.result('x'), digester.text('x'));
  assert.notEqual(digester.result('x'), createDigester('other').result('x'));
  assert.equal(createDigester(Buffer.from('secret')).text('x'), digester.text('x'));
});

test('a known digest stays what it is, so that processes of different versions agree', () => {
  assert.equal(createDigester('k').call('t', '{"b":1,"a":2}'), KNOWN);
});
// printf 'call\0t\0{"a":2,"b":1}' | openssl dgst -sha256 -hmac k
const KNOWN = '3473b129ee60337f25f80d02b29009ee';

test('canonical JSON never throws, ends on cycles, and stands for the same value', () => {
  const cycle: Record<string, unknown> = {};
  cycle.self = cycle;
  cycle.again = [cycle, cycle];
  assert.equal(canonicalJson(cycle), '{"again":["...","..."],"self":"..."}');
  assert.equal(canonicalJson(undefined), 'null');
  assert.equal(canonicalJson({ a: 10n, b: undefined, c: new Date(0) }), '{"a":10,"c":"1970-01-01T00:00:00.000Z"}');
  const thrower = {
    get a(): never {
      throw new Error('no');
    },
  };
  assert.equal(canonicalJson(thrower), '"..."');
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 5 }), (value) => {
      // JSON has no negative zero in either direction, so both sides go through it.
      assert.deepEqual(JSON.parse(canonicalJson(value)), JSON.parse(JSON.stringify(value)));
    }),
    { numRuns: 200 },
  );
});
