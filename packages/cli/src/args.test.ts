import assert from 'node:assert/strict';
import { test } from 'node:test';
import { describeOptions, type OptionSpecs, readArgs, splitCommand } from './args.ts';

const OPTIONS = {
  policy: { type: 'string', multiple: true, value: 'FILE', help: 'A policy.' },
  report: { type: 'string', help: 'A format.' },
  quiet: { type: 'boolean', short: 'q', help: 'Less.' },
} as const satisfies OptionSpecs;

test('options are read wherever they stand; the last of a single one counts', () => {
  const parsed = readArgs(['a', '--policy', 'x', '-q', '--policy=y', '--report', 'text', '--report', 'json', 'b'], OPTIONS);
  assert.ok(parsed.ok);
  assert.deepEqual(parsed.args.texts('policy'), ['x', 'y']);
  assert.equal(parsed.args.text('report'), 'json');
  assert.equal(parsed.args.flag('quiet'), true);
  assert.deepEqual(parsed.args.positionals, ['a', 'b']);
});

test('what is wrong is one clause without the parser advice', () => {
  for (const argv of [['--nope'], ['--report'], ['--quiet=1'], ['--report', '--quiet']]) {
    const parsed = readArgs(argv, OPTIONS);
    assert.ok(!parsed.ok);
    assert.match(parsed.message, /^[a-z].*'--?\w/s);
    assert.doesNotMatch(parsed.message, /\n|To specify/);
  }
});

test('a program and its arguments are never read as own options', () => {
  const cases: readonly (readonly [string[], string[], string[]])[] = [
    [['-q', '--', 'node', '--quiet'], ['-q'], ['node', '--quiet']],
    [['-q', 'node', '--require', 'x', '--', 'y'], ['-q'], ['node', '--require', 'x', '--', 'y']],
    [
      ['--policy', 'p', 'node', '-e', '1'],
      ['--policy', 'p'],
      ['node', '-e', '1'],
    ],
    [['--policy=p', '--', '--odd'], ['--policy=p'], ['--odd']],
    [['node'], [], ['node']],
    [['--'], [], []],
    [[], [], []],
    [['--unknown', 'node'], ['--unknown'], ['node']],
  ];
  for (const [argv, own, command] of cases) assert.deepEqual(splitCommand(argv, OPTIONS), { own, command }, argv.join(' '));
});

test('help lines up', () => {
  assert.equal(
    describeOptions(OPTIONS),
    ['      --policy FILE  A policy.', '      --report       A format.', '  -q, --quiet        Less.'].join('\n'),
  );
});
