import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { printable, printableJson, singleLine } from './printable.ts';

describe('a text from outside', () => {
  it('is one line that moves no cursor and reorders nothing', () => {
    assert.equal(printable('a\u001b[2Jb\r\nc\u202ed\u009be'), 'a\\u001b[2Jb  c\\u202ed\\u009be');
    assert.equal(printable('hidden\u{e0041}\u200b\ud800'), 'hidden\\udb40\\udc41\\u200b\\ud800');
    assert.equal(printable('Grüße, 日本語 👩'), 'Grüße, 日本語 👩');
    assert.equal(singleLine('\u001b'.repeat(100), 20).length, 20);
  });

  it('in JSON keeps its value', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const value = { text: `${text}\u202e\u009b`, list: [text] };
        const shown = printableJson(JSON.stringify(value, null, 2));
        assert.deepEqual(JSON.parse(shown), value);
        assert.doesNotMatch(shown, /[\u007f-\u009f\u202e]/);
      }),
    );
  });
});
