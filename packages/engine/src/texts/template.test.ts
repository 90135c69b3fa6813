import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { type Action, fillToolName } from '../actions/index.ts';
import { fillText } from './template.ts';

const steer = (guidance: string): Action => ({ kind: 'steer', guidance });

describe('a text with placeholders', () => {
  it('has numbers as they are, texts in quotes, words for what is not known, and its other braces', () => {
    const values = {
      tool: { value: 'a "b"\n\u001b[2J\u202e', unknown: 'the tool' },
      count: { value: 3, unknown: 'several' },
      score: { value: Number.NaN, unknown: 'some' },
    };
    assert.equal(fillText('{tool} {count} {score} {"json": 1}', values), '"a \'b\' \\u001b[2J\\u202e" 3 some {"json": 1}');
    assert.equal(fillText('`{tool}`', { tool: { value: 'search', unknown: 'it' } }), '`search`', 'quotes of the text itself are enough');
  });

  it('leaves what a span named open', () => {
    assert.equal(fillText('{tool}!', { tool: { value: 'search', unknown: 'it', isFromSpan: true } }), '{tool}!');
    assert.equal(fillText('{tool}!', { tool: { value: undefined, unknown: 'the tool', isFromSpan: true } }), 'the tool!');
  });
});

describe('the tool in the text of a directive', () => {
  it('is named only where the agent offers it', () => {
    assert.deepEqual(fillToolName(steer('Stop calling {tool}.'), 'search', ['search', 'pay']), steer('Stop calling "search".'));
    assert.deepEqual(fillToolName(steer('Stop calling {tool}.'), 'delete_everything_now', ['search']), steer('Stop calling the tool.'));
    assert.deepEqual(fillToolName(steer('Stop calling {tool}.'), undefined, ['search']), steer('Stop calling the tool.'));
  });

  it('brings no character of a name that the agent does not have, and no line of one that it has', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 400 }), fc.boolean(), (name, offered) => {
        const filled = fillToolName(steer('a {tool} b'), name, offered ? [name] : ['other']);
        assert.ok(filled.kind === 'steer');
        if (!offered) assert.equal(filled.guidance, 'a the tool b');
        // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for.
        assert.doesNotMatch(filled.guidance, /[\u0000-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069]/);
        assert.ok(filled.guidance.length <= 134);
      }),
    );
  });
});
