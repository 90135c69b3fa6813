import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { describe, it } from 'node:test';

/** Runs a program that has `flushBeforeExit` at hand; its standard output. */
function run(program: string): string {
  const source = `const { flushBeforeExit } = await import(${JSON.stringify(new URL('./exit.ts', import.meta.url).href)});\n${program}`;
  const { stdout, stderr, status } = spawnSync(process.execPath, ['--input-type=module', '-e', source], {
    encoding: 'utf8',
    timeout: 20_000,
  });
  assert.equal(status, 0, stderr);
  return stdout.trim().split('\n').join(' ');
}

describe('the end of the process', () => {
  for (const [name, flush] of [
    ['at once', 'Promise.resolve()'],
    ['soon', 'new Promise((resolve) => setTimeout(resolve, 20))'],
    ['with an error', 'Promise.reject(new Error("no"))'],
    ['never', 'new Promise(() => {})'],
  ]) {
    it(`a flush that settles ${name}: the application sees beforeExit once for each time that it has nothing to do`, () => {
      const output = run(`
        let dirty = true;
        flushBeforeExit({ boundMs: 200, dirty: () => dirty, flush: () => { console.log('flush'); dirty = false; return ${flush}; }, onBound: () => console.log('bound') });
        let left = 2;
        process.on('beforeExit', () => { console.log('beforeExit'); if (left-- > 0) setTimeout(() => { dirty = true; }, 5); });
        process.on('exit', () => console.log('exit'));`);
      const bound = name === 'never' ? 'flush bound' : 'flush';
      assert.equal(output, `${bound} beforeExit ${bound} beforeExit ${bound} beforeExit exit`);
    });
  }

  it('nothing waits: nothing is flushed', () => {
    const output = run(`
      flushBeforeExit({ boundMs: 200, dirty: () => false, flush: () => console.log('flush'), onBound: () => console.log('bound') });
      process.on('beforeExit', () => console.log('beforeExit'));`);
    assert.equal(output, 'beforeExit');
  });
});
