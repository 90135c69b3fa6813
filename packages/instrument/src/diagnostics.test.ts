import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { test } from 'node:test';
import { createDiagnostics } from './diagnostics.ts';

test('one line each, as far as the level allows', () => {
  const lines: string[] = [];
  const { log } = createDiagnostics('warn', (line) => void lines.push(line));
  log('warn', 'first\nand more');
  log('info', 'second');
  assert.deepEqual(lines, ['airt: first and more\n']);
});

test('what the application sent is not quoted where it could not be parsed', () => {
  const lines: string[] = [];
  const diagnostics = createDiagnostics('debug', (line) => void lines.push(line));
  try {
    JSON.parse('{"password": hunter2}');
  } catch (error) {
    diagnostics.failure('read_response', error);
  }
  assert.deepEqual(lines, ['airt: read_response: not valid JSON\n']);
  assert.equal(diagnostics.failures.get('read_response'), 1);
});

test('a standard error that nobody reads any more ends nothing', async () => {
  const program = `
    const { start } = await import(${JSON.stringify(new URL('./runtime.ts', import.meta.url).href)});
    await new Promise((resolve) => process.stdin.once('data', resolve));
    start({ AIRT_EXIT_FLUSH_MS: 'many', AIRT_RUN_IDLE_MS: 'few' });
    setTimeout(() => { console.log('alive'); process.exit(0); }, 200);`;
  const child = spawn(process.execPath, ['--conditions=airt-source', '--input-type=module', '-e', program], { stdio: 'pipe' });
  child.stderr.destroy();
  let said = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    said += text;
  });
  child.stdin.write('go\n');
  const [code] = await once(child, 'close');
  assert.deepEqual([said, code], ['alive\n', 0]);
});

test('failures are counted by kind, within bounds, and listeners that throw harm nothing', () => {
  const diagnostics = createDiagnostics('silent', () => {});
  const kinds: string[] = [];
  diagnostics.onFailure(() => {
    throw new Error('boom');
  });
  diagnostics.onFailure((kind) => kinds.push(kind));
  for (let i = 0; i < 1_000; i += 1) diagnostics.failure(`kind ${i}`, 'no');
  diagnostics.failure('kind 0', 'no');
  assert.equal(kinds.length, 1_001);
  assert.ok(diagnostics.failures.size <= 257);
  assert.deepEqual([diagnostics.failures.get('kind 0'), kinds.at(-1)], [2, 'kind 0']);
  diagnostics.dropSpans(3);
  diagnostics.dropSpans(4);
  assert.equal(diagnostics.spansDropped, 7);
});
