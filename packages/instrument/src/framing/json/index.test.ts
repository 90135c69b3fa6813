import assert from 'node:assert/strict';
import { test } from 'node:test';
import { json } from './index.ts';

test('a body is one frame, once it has ended, whatever the chunks', () => {
  const framer = json.createFramer();
  assert.ok(framer.isWholeBody);
  assert.deepEqual(
    ['{"a":', '1}\n{"b":2}'].flatMap((part) => framer.push(Buffer.from(part))),
    [],
  );
  assert.equal(framer.end()?.data, '{"a":1}\n{"b":2}');
});

test('a byte order mark is in the bytes and not in the text; an empty body has no frame', () => {
  const framer = json.createFramer();
  framer.push(Buffer.from('\uFEFF{}'));
  const frame = framer.end();
  assert.deepEqual([frame?.data, frame?.raw.length], ['{}', 5]);
  assert.equal(json.createFramer().end(), undefined);
});
