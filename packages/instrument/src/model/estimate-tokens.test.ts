import assert from 'node:assert/strict';
import { test } from 'node:test';
import { estimateTokens } from './estimate-tokens.ts';

/**
 * Texts and what the tokenizer of a provider made of them (o200k, as `usage` of recorded chat completions has it). Over some 400 recorded
 * answers of GPT-4o and 4.1 of twenty tokens and more the median is 6% above, and nine of ten are between 30% below and 28% above. Hidden
 * reasoning is in no text.
 */
const known: readonly (readonly [string, number])[] = [
  ['The capital of France is Paris.', 7],
  ['{"location":"San Francisco, CA","unit":"celsius"}', 13],
  ['import { readFile } from "node:fs/promises";', 11],
  ['word '.repeat(400), 400],
];

test('words, JSON and code are estimated to within a half', () => {
  for (const [text, tokens] of known) {
    const estimate = estimateTokens(text);
    assert.ok(estimate >= tokens * 0.5 && estimate <= tokens * 1.5, `${text.slice(0, 40)}: ${estimate} for ${tokens}`);
  }
});

test('nothing is nothing; other scripts are more than nothing, and a long text is a pass', () => {
  assert.equal(estimateTokens('  \n\t '), 0);
  for (const text of ['Привет, как дела?', '今日は良い天気ですね', '🙂🙂', '%'.repeat(10)]) assert.ok(estimateTokens(text) >= 2, text);
  const startMs = performance.now();
  estimateTokens('a1 '.repeat(1_000_000));
  assert.ok(performance.now() - startMs < 1_000);
});
