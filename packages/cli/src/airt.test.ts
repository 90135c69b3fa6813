import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { closeSync, existsSync, openSync } from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { airt } from './airt.ts';
import { COMMANDS } from './commands/index.ts';
import { executeAirt, recordingIo } from './testing/process.ts';

async function run(...argv: string[]) {
  const io = recordingIo('/');
  const code = await airt(argv, io);
  return { code, out: io.out(), err: io.err() };
}

test('help and version go to standard output with exit code 0', async () => {
  assert.match((await run('--version')).out, /^\d+\.\d+\.\d+\n$/);
  for (const argv of [['--help'], ['-h'], ['help']]) {
    const { code, out } = await run(...argv);
    assert.equal(code, 0);
    for (const name of Object.keys(COMMANDS)) assert.match(out, new RegExp(`^  ${name} `, 'm'));
  }
});

test('the list of commands says of each what the command says of itself', async () => {
  for (const [name, { summary, load }] of Object.entries(COMMANDS)) {
    const command = await load();
    assert.deepEqual([command.name, command.summary], [name, summary]);
  }
});

test('every command has its own help, asked for in any of the usual ways', async () => {
  for (const name of Object.keys(COMMANDS)) {
    const words = name.split(' ');
    const asked = await Promise.all([
      run(...words, '--help'),
      run(...words, '-h'),
      run(...words, '--json', '--help'),
      run('help', ...words),
    ]);
    for (const { code, out, err } of asked) {
      assert.equal(code, 0, err);
      assert.equal(out, asked[0]?.out);
      assert.match(out, new RegExp(`^Usage: airt ${name} `));
      assert.match(out, /Exit code/);
    }
  }
});

test('the first word of a command of two has help too', async () => {
  for (const argv of [
    ['policy', '--help'],
    ['policy', '-h'],
    ['help', 'policy'],
  ]) {
    const { code, out } = await run(...argv);
    assert.equal(code, 0);
    assert.match(out, /^ {2}policy check /m);
    assert.doesNotMatch(out, /explain/);
  }
});

test('a wrong command line says so and what would be right; exit code 2', async () => {
  const names = Object.keys(COMMANDS);
  const ofPolicy = names.flatMap((name) => (name.startsWith('policy ') ? [`\`airt ${name}\``] : [])).join(' or ');
  for (const [argv, message] of [
    [[], /^Usage: airt COMMAND/],
    [['fly'], new RegExp(`unknown command \`fly\`; commands: ${names.join(', ')}\n`)],
    [['policy'], new RegExp(`use ${ofPolicy}\n`)],
    [['policy', 'mend'], new RegExp(`\`policy mend\` is not a command; use ${ofPolicy}\n`)],
    [['constructor'], /unknown command/],
    [['explain'], /name one decision or trace id/],
    [['run'], /name the program to run/],
    [['run', '--nope', '--', 'node'], /unknown option '--nope'/],
    [['run', '--report', 'xml', '--', 'node'], /--report is text or json, not "xml"/],
  ] as const) {
    const { code, out, err } = await run(...argv);
    assert.equal(code, 2, argv.join(' '));
    assert.equal(out, '');
    assert.match(err, message);
  }
});

test('the program itself: a reader that goes away is no error', async () => {
  const ended = await executeAirt(['--help']);
  assert.equal(ended.code, 0);
  assert.match(ended.stdout, /^Usage: airt/);
});

test('output that cannot be written, as on a full disk, is a failure', {
  skip: !existsSync('/dev/full') && 'optional: needs /dev/full',
}, () => {
  const full = openSync('/dev/full', 'w');
  const main = fileURLToPath(new URL('./main.ts', import.meta.url));
  const ended = spawnSync(process.execPath, ['--conditions=airt-source', main, '--help'], {
    stdio: ['ignore', full, 'pipe'],
    encoding: 'utf8',
  });
  closeSync(full);
  assert.equal(ended.status, 1);
  assert.match(ended.stderr, /^airt: the output could not be written: ENOSPC.*\n$/);
});
