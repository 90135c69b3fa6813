import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createOutputQueue } from './output-queue.ts';

function record() {
  let written = '';
  const queue = createOutputQueue((chunk) => {
    written += chunk.toString();
  });
  return { queue, written: () => written };
}

test('the first part writes as it goes, the second one in one piece when the first has ended', () => {
  const { queue, written } = record();
  const [one, two] = [queue.open(), queue.open()];
  one.stream.write('a1 ');
  two.stream.write('b1 ');
  one.stream.write('a2 ');
  assert.equal(written(), 'a1 a2 ');
  one.close();
  assert.equal(written(), 'a1 a2 b1 ');
  two.stream.write('b2 ');
  assert.equal(written(), 'a1 a2 b1 b2 ');
  two.close();
  queue.open().stream.write('c1');
  assert.equal(written(), 'a1 a2 b1 b2 c1');
});

test('parts that end before their turn are written in the order in which they began', () => {
  const { queue, written } = record();
  const [one, two, three] = [queue.open(), queue.open(), queue.open()];
  three.stream.write('c ');
  three.close();
  two.stream.write('b ');
  two.close();
  assert.equal(written(), '');
  one.stream.write('a ');
  one.close();
  assert.equal(written(), 'a b c ');
});

test('nothing is lost in a run that is ended', () => {
  const { queue, written } = record();
  const [one, two] = [queue.open(), queue.open()];
  one.stream.write('a ');
  two.stream.write('b ');
  queue.flush();
  assert.equal(written(), 'a b ');
});
