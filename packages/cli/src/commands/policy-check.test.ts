import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { airt } from '../airt.ts';
import { recordingIo, temporaryFolder } from '../testing/process.ts';

const DEMO_POLICY = fileURLToPath(new URL('../demo/policy.yaml', import.meta.url));

const POLICY = (name: string, mode = 'enforce', when = 'tool.name == "shell"') => `apiVersion: airt.dev/v1
kind: Policy
metadata: { name: ${name} }
spec:
  mode: ${mode}
  match: 'service == "research"'
  rules:
    - name: no-shell
      on: pre_tool_call
      when: ${when}
      deny: { reason: "not here", instead: "ask" }
`;

async function check(context: TestContext, files: Record<string, string>, ...args: string[]) {
  const folder = temporaryFolder(context);
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  const io = recordingIo(folder);
  const code = await airt(['policy', 'check', ...args, ...Object.keys(files)], io);
  return { code, out: io.out(), err: io.err() };
}

test('a valid policy is told in words: when it acts, on what, and what it does', async (context) => {
  const { code, out, err } = await check(context, { 'a.yaml': POLICY('guard', 'shadow') });
  assert.equal(code, 0);
  assert.equal(err, '');
  assert.match(out, /^a\.yaml: policy guard \(sha256:[0-9a-f]{16}\)$/m);
  assert.match(out, /Mode shadow: .*nothing is changed/);
  assert.match(out, /runs where service == "research"/);
  assert.match(out, /before a tool call, if tool\.name == "shell", it refuses it, because "not here", and says what to do instead: "ask"/);
});

test('the policy that the demonstration ships is valid, and its ladder is told in order', async () => {
  const io = recordingIo('/');
  assert.equal(await airt(['policy', 'check', DEMO_POLICY], io), 0);
  assert.match(io.out(), /1\. gives the model the guidance.*\n.*2\. .*takes the tool away.*\n.*3\. .*turns all tools off/);
});

test('each problem is one line with file, line and column; the exit code is 1', async (context) => {
  const { code, out } = await check(context, { 'good.yaml': POLICY('good'), 'bad.yaml': POLICY('bad', 'enforced', 'tool.nam == "x"') });
  assert.equal(code, 1);
  const problems = out.split('\n').filter((line) => line.startsWith('bad.yaml:'));
  assert.match(problems[0] ?? '', /^bad\.yaml:5:\d+: .*mode/);
  assert.ok(
    problems.some((line) => /^bad\.yaml:10:\d+: /.test(line)),
    out,
  );
  assert.match(out, /^good\.yaml: policy good/m);
});

test('files that cannot be read, and names taken twice, are problems too', async (context) => {
  const { code, out } = await check(context, { 'a.yaml': POLICY('same'), 'b.yaml': POLICY('same') }, 'absent.yaml', '.');
  assert.equal(code, 1);
  assert.match(out, /^absent\.yaml:1:1: .*no such file/m);
  assert.match(out, /^\.:1:1: .*a folder/m);
  assert.match(out, /^b\.yaml:1:1: metadata\.name: policy "same" is in a\.yaml already, which takes precedence$/m);
});

test('--json gives the same for programs', async (context) => {
  const { code, out } = await check(context, { 'a.yaml': POLICY('guard'), 'b.yaml': ': [' }, '--json');
  assert.equal(code, 1);
  const report = JSON.parse(out);
  assert.equal(report.ok, false);
  assert.deepEqual(
    report.files.map(({ file, ok }: { file: string; ok: boolean }) => ({ file, ok })),
    [
      { file: 'a.yaml', ok: true },
      { file: 'b.yaml', ok: false },
    ],
  );
  assert.equal(report.files[0].policies[0].name, 'guard');
  assert.equal(typeof report.files[1].problems[0].line, 'number');
});

test('no file at all is a usage error', async () => {
  const io = recordingIo('/');
  assert.equal(await airt(['policy', 'check'], io), 2);
  assert.match(io.err(), /name at least one policy file/);
});
