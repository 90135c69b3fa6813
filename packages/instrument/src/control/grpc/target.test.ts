import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { parseTarget, type Target } from './target.ts';

function targetOf(address: string): Target {
  const target = parseTarget(address);
  if ('error' in target) throw new Error(target.error);
  return target;
}

describe('target', () => {
  const cases: readonly [string, string][] = [
    ['controller:4327', 'controller:4327'],
    ['controller', 'controller:4327'],
    ['http://10.0.0.1:80', '10.0.0.1:80'],
    ['https://controller.example:443', 'controller.example:443'],
    ['[::1]:9', '[::1]:9'],
    ['http://host:1234/', 'host:1234'],
  ];
  for (const [text, authority] of cases) test(text, () => assert.equal(targetOf(text).authority, authority));
  test('unix socket', () => assert.deepEqual(targetOf('unix:/run/a.sock'), { kind: 'unix', path: '/run/a.sock', authority: 'localhost' }));
  for (const text of ['', 'ftp://x:1', 'host:99999', 'a b', 'unix:']) {
    test(`"${text}" is refused in words`, () => assert.ok('error' in parseTarget(text)));
  }
});
