import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { compilePattern } from './patterns.ts';

const matches = (pattern: string, text: string): boolean => {
  const compiled = compilePattern(pattern);
  assert.ok(compiled.ok, compiled.ok ? '' : `${pattern}: ${compiled.message}`);
  return compiled.test(text);
};

describe('a regular expression of a condition', () => {
  it('is found anywhere in the text, and is what RE2 makes of it', () => {
    const cases: readonly [string, string, boolean][] = [
      ['^rm\\s+-rf', 'rm  -rf /', true],
      ['^rm', 'arm', false],
      ['(?i)drop table', 'x; DROP TABLE y', true],
      ['\\b\\d{3}-\\d{2}-\\d{4}\\b', 'my number: 078-05-1120.', true],
      ['[\\w.-]+@example\\.com$', 'to a.b@example.com', true],
      ['\\p{Greek}', 'αβγ', true],
      ['', 'anything', true],
    ];
    for (const [pattern, text, expected] of cases) assert.equal(matches(pattern, text), expected, pattern);
  });

  it('takes time linear in the text where backtracking would take for ever', () => {
    const text = 'a'.repeat(50_000);
    const from = performance.now();
    for (const pattern of ['(a|a)*b', '(a+)+b', 'a*a*a*a*a*b', '(.*)(.*)(.*)(.*)(.*)z', '^(([a-z])+.)+[A-Z]([a-z])+$', '(a|aa)+$b'])
      assert.equal(matches(pattern, text), false, pattern);
    assert.ok(performance.now() - from < 2000);
  });

  it('is rejected where it asks for backtracking, is no expression, or is too large', () => {
    for (const pattern of [
      '(a)\\1',
      '(?=a)b',
      '(?<!a)b',
      '[a',
      '((a{1,30}){1,30}){1,30}',
      '(?:abcdefghij){1,999}',
      '(?:a{1,300}b){3}\\pL{300}',
    ]) {
      const compiled = compilePattern(pattern);
      assert.equal(compiled.ok, false, pattern);
      assert.ok(!compiled.ok && compiled.message.length > 5);
    }
  });
});
