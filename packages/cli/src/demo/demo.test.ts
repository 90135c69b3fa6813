import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { cleanEnvironment, execute, needsPreload } from '../testing/process.ts';

const DEMO = fileURLToPath(new URL('./main.ts', import.meta.url));
const ARGS = ['--conditions=airt-source', DEMO];

/** Position of the first match; fails where there is none after the one before. */
function inOrder(text: string, patterns: readonly RegExp[]): void {
  let from = 0;
  for (const pattern of patterns) {
    const found = text.slice(from).search(pattern);
    assert.ok(found >= 0, `${pattern} is missing, or comes too early, in:\n${text}`);
    from += found + 1;
  }
}

test('the loop is seen, steered, denied, and the agent finishes; without AIRT it gives up', needsPreload, async () => {
  const from = Date.now();
  const ended = await execute(process.execPath, ARGS, { env: cleanEnvironment() });
  assert.equal(ended.code, 0, ended.stdout + ended.stderr);
  assert.equal(ended.stderr, '');
  assert.ok(Date.now() - from < 20_000);
  inOrder(ended.stdout, [
    /step 1 .*web_search/,
    /finding {2}loop\.repeat \(count 3\)/,
    /decision stop-tool-loops\/ladder, rung 1: steer/,
    /outcome {2}steer applied at span [0-9a-f]{16} .*messages\[\+guidance\]/,
    /I see the advice, but/,
    /decision stop-tool-loops\/ladder, rung 2: deny_tool/,
    /outcome {2}deny_tool applied .*tools\[-web_search\]/,
    /step .*read_document/,
    /answer: .*1931.*Ingrid Solberg/,
    /with AIRT +without/,
    /steps +\d{1,2} +25\n/,
    /ended +answered +gave up/,
  ]);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: that is what is looked for.
  assert.doesNotMatch(ended.stdout, /\u001b/, 'no colours where there is no terminal');
  const commands = ended.stdout.split('\n').filter((line) => / explain (dec_)?[0-9a-f]+ --journal /.test(line));
  assert.equal(commands.length, 2);
  for (const command of commands) {
    const text = execFileSync('sh', ['-c', command], { encoding: 'utf8', env: cleanEnvironment() });
    assert.match(text, /^Decision dec_[0-9a-f]{24}: steer, applied$/m);
  }
});

test('with --keep it goes on serving, takes another agent, and ends on Ctrl-C', needsPreload, async () => {
  let attached: Promise<void> | undefined;
  const ended = await execute(process.execPath, [...ARGS, '--keep'], {
    env: cleanEnvironment(),
    whileRunning: (stdout, pid) => {
      const [, command] = /Attach another agent.*\n([\s\S]*?)\nCtrl-C ends it/.exec(stdout) ?? [];
      if (command === undefined || attached) return;
      attached = execute('sh', ['-c', command], { env: cleanEnvironment() }).then((agent) => {
        assert.match(agent.stdout, /"type":"answer"/, agent.stderr);
        process.kill(pid, 'SIGINT');
      });
    },
  });
  assert.ok(attached, ended.stdout + ended.stderr);
  await attached;
  assert.equal(ended.code, 0, ended.stderr);
  assert.equal(ended.stdout.match(/outcome {2}deny_tool applied/g)?.length, 2, ended.stdout);
});

test('it takes no other argument', async () => {
  const ended = await execute(process.execPath, [...ARGS, '--fast'], { env: cleanEnvironment() });
  assert.equal(ended.code, 2);
  assert.match(ended.stderr, /unknown argument --fast/);
});

test('--help says what it takes', async () => {
  const help = await execute(process.execPath, [...ARGS, '--help'], { env: cleanEnvironment() });
  assert.equal(help.code, 0);
  assert.match(help.stdout, /^Usage: npm start \[-- --keep\]/);
});
