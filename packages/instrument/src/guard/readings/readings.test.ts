import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readingsOf } from './index.ts';

const RM = { command: 'rm -rf /srv' };

/** What a model wrote, and what some client makes of it. */
const READABLE: Readonly<Record<string, readonly [text: string, reading: unknown]>> = {
  'an object': ['{"command":"rm -rf /srv"}', RM],
  'nothing at all': ['', {}],
  'blanks only': [' \n', {}],
  null: ['null', {}],
  'encoded twice': [JSON.stringify('{"command":"rm -rf /srv"}'), RM],
  'encoded three times': [JSON.stringify(JSON.stringify('{"command":"rm -rf /srv"}')), RM],
  'in a list': ['[{"command":"rm -rf /srv"}]', RM],
  'not closed': ['{"command":"rm -rf /srv"', RM],
  'cut in a text': ['{"command":"rm -rf /srv', RM],
  'cut in a number': ['{"command":"rm -rf /srv", "timeout": 1', RM],
  'cut in a key': ['{"command":"rm -rf /srv","time', RM],
  'cut in a nested object': ['{"command":"rm -rf /srv","env":{"a":"b","c', { ...RM, env: { a: 'b' } }],
  'a comma too many': ['{"command":"rm -rf /srv",}', RM],
  'a brace too many': ['{"command":"rm -rf /srv"}}', RM],
  'a line break in a text': ['{"command":"rm -rf /srv\n"}', { command: 'rm -rf /srv\n' }],
  'an escape that is none': ['{"command":"rm -rf C:\\srv"}', { command: 'rm -rf C:srv' }],
  'a code fence': ['```json\n{"command":"rm -rf /srv"}\n```', RM],
  'a byte order mark': ['\ufeff{"command":"rm -rf /srv"}', RM],
  'single quotes': ["{'command': 'rm -rf /srv'}", RM],
  'names without quotes': ['{command: "rm -rf /srv"}', RM],
  'words of Python': ['{"command":"rm -rf /srv","force":True,"cwd":None}', { ...RM, force: true, cwd: null }],
  'the second of two objects': ['{"command":"ls"}{"command":"rm -rf /srv"}', RM],
  'the first of two objects': ['{"command":"rm -rf /srv"}{"command":"ls"}', RM],
  'words around it': ['Sure: {"command":"rm -rf /srv"} is it.', RM],
  'words, and cut': ['<call>{"command":"rm -rf /srv","a":"x', { ...RM, a: 'x' }],
  'the last of two equal keys': ['{"command":"ls","command":"rm -rf /srv"}', RM],
};

describe('readings of arguments', () => {
  for (const [name, [text, expected]] of Object.entries(READABLE)) {
    it(name, () => {
      const { values, isUnreadable } = readingsOf(text);
      assert.equal(isUnreadable, false);
      assert.ok(
        values.some((value) => JSON.stringify(value) === JSON.stringify(expected)),
        JSON.stringify(values),
      );
    });
  }

  it('the first of two equal keys, also written differently, and of nested ones', () => {
    const texts = ['{"command":"rm -rf /srv","command":"ls"}', '{"command":"rm -rf /srv","c\\u006fmmand":"ls"}'];
    for (const text of texts)
      assert.ok(
        readingsOf(text).values.some((value) => (value as typeof RM).command === RM.command),
        text,
      );
    const nested = readingsOf('{"a":{"b":1,"b":2},"b":3}').values as { a: { b: number } }[];
    assert.deepEqual(
      nested.map(({ a }) => a.b),
      [2, 1],
    );
  });

  it('one reading where there is no doubt', () => {
    assert.deepEqual(readingsOf('{"a":{"b":1},"c":{"b":"{\\"a\\":1}"}}').values, [{ a: { b: 1 }, c: { b: '{"a":1}' } }]);
    assert.deepEqual(readingsOf({ a: 1 }), { values: [{ a: 1 }], isUnreadable: false });
    assert.deepEqual(readingsOf(undefined), { values: [undefined], isUnreadable: false });
  });

  it('unreadable: no object in any reading; the text stays', () => {
    for (const text of ['rm -rf /srv', '42', 'true', '"rm -rf /srv"', '[1,2]', '<command>rm</command>', '[]'])
      assert.deepEqual(readingsOf(text), { values: [text], isUnreadable: true }, text);
  });

  it('neither throws nor takes long for what is hostile', () => {
    const open = '{"a":'.repeat(50_000);
    const texts = [
      open,
      '[{'.repeat(50_000),
      `{"a":"${'\\'.repeat(100_001)}`,
      '{"a":1}'.repeat(50_000),
      '"'.repeat(100_000),
      '{'.repeat(200_000),
    ];
    for (const text of texts) {
      const from = performance.now();
      assert.ok(readingsOf(text).values.length <= 8);
      assert.ok(performance.now() - from < 2_000, `${text.slice(0, 10)}: ${performance.now() - from} ms`);
    }
  });
});
