/** What the tests on real parts rely on: nothing is left running, and a failure shows what the process said. */
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort, isListening } from './ports.ts';
import { spawnProcess } from './process.ts';

const node = (code: string) => spawnProcess(process.execPath, { name: 'child', args: ['-e', code] });

describe('spawnProcess', () => {
  it('waits for lines and ports, and captures both streams apart and together', async () => {
    const port = await freePort();
    const child = await node(
      `console.log('one'); console.error('two'); setTimeout(() => require('net').createServer().listen(${port}, '127.0.0.1'), 50)`,
    );
    assert.equal(await child.waitForLine(/^tw/), 'two');
    await child.waitForPort(port);
    assert.equal(child.stdout(), 'one\n');
    assert.equal(child.stderr(), 'two\n');
    assert.deepEqual(child.output().split('\n').sort(), ['one', 'two']);
    assert.deepEqual(await child.stop(), { code: null, signal: 'SIGTERM' });
  });

  it('a wait that cannot succeed ends with what the process said last', async () => {
    const child = await node(`console.error('cannot open the file'); process.exit(3)`);
    await assert.rejects(child.waitForLine(/ready/), /ended with exit code 3 before.*cannot open the file/s);
    const silent = await node('setTimeout(() => {}, 60_000)');
    await assert.rejects(silent.waitForLine(/ready/, 50), /did not get to a line like .ready. within 50 ms/);
    await silent.kill();
  });

  it('a command that does not exist is an error, not a crash', async () => {
    await assert.rejects(spawnProcess('/nowhere/nothing'), /cannot start nothing/);
  });

  it('stops a process that ignores SIGTERM, and one that is suspended', async () => {
    const stubborn = await node(`process.on('SIGTERM', () => {}); console.log('up'); setInterval(() => {}, 1000)`);
    await stubborn.waitForLine(/up/);
    assert.deepEqual(await stubborn.stop(100), { code: null, signal: 'SIGKILL' });
    const suspended = await node(`console.log('up'); setInterval(() => {}, 1000)`);
    await suspended.waitForLine(/up/);
    suspended.signal('SIGSTOP');
    assert.deepEqual(await suspended.stop(), { code: null, signal: 'SIGTERM' });
  });

  it('a child does not outlive the process that started it, even when that one is killed', async () => {
    const module = JSON.stringify(join(import.meta.dirname, 'process.ts'));
    for (const end of ['SIGKILL', 'SIGTERM'] as const) {
      // Told by its port: its process id stays until init has collected it, which may take a while or never happen in a container.
      const port = await freePort();
      const middle = `import { spawnProcess } from ${module};
        const code = "require('net').createServer().listen(${port}, '127.0.0.1')";
        const child = await spawnProcess(process.execPath, { args: ['-e', code] });`;
      const parent = await spawnProcess(process.execPath, { name: 'parent', args: ['--input-type=module', '-e', middle] });
      await parent.waitForPort(port);
      parent.signal(end);
      await parent.exited;
      for (let i = 0; await isListening(port); i++) {
        assert.ok(i < 500, 'the child still listens');
        await sleep(10);
      }
    }
  });
});
