import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseKeyValues } from './key-values.ts';

test('keys and values are decoded, and what is not encoded stays as it is', () => {
  assert.deepEqual(parseKeyValues('service.name=shop%20front, team = a+b ,list=1%2C2%3D3,caf%C3%A9=%e2%82%ac,url=http://h:1/p?q=r'), {
    values: { 'service.name': 'shop front', team: 'a+b', list: '1,2=3', café: '€', url: 'http://h:1/p?q=r' },
  });
});

test('the last of two equal keys counts; empty entries and values are none of them mistakes', () => {
  assert.deepEqual(parseKeyValues('a=1,,a=2,b=,'), { values: { a: '2', b: '' } });
  assert.deepEqual(parseKeyValues(''), { values: {} });
});

test('a key that names a member of objects is a key like others', () => {
  const read = parseKeyValues('__proto__=x,constructor=y');
  assert.deepEqual('values' in read && Object.entries(read.values), [
    ['__proto__', 'x'],
    ['constructor', 'y'],
  ]);
});

test('one mistake rejects the list, and the problem does not quote values', () => {
  for (const [list, problem] of [
    ['a=1,secret=50%,b=2', 'the value of secret is not percent-encoded UTF-8 (a percent sign itself is %25)'],
    ['secret=%ff', 'the value of secret is not percent-encoded UTF-8 (a percent sign itself is %25)'],
    ['a=1,hunter2', 'the entry 2 is no key=value'],
    ['=hunter2', 'the entry 1 is no key=value'],
    ['%zz=hunter2', 'the entry 1 is no key=value'],
  ]) {
    assert.deepEqual(parseKeyValues(list ?? ''), { problem });
  }
});
