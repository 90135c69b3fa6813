import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { defaultConfig } from './config/load-config.ts';
import type { ControllerModule, Deadline, ModuleHost } from './module.ts';
import { type HostBase, startModules } from './start-modules.ts';
import { createTestTime } from './testing/time.ts';

const DEADLINE: Deadline = { leftMs: () => 100 };

function createBase() {
  const lines: string[] = [];
  const { now, timers } = createTestTime();
  const base: HostBase = { config: defaultConfig(), env: {}, now, timers, log: (line) => lines.push(line), emit: () => {} };
  return { base, lines };
}

/** Modules that note what they do. `onStart` runs while one starts. */
function createRecorder() {
  const steps: string[] = [];
  const recording = (
    name: string,
    { onStart, ...more }: Partial<ControllerModule> & { readonly onStart?: (host: ModuleHost) => void } = {},
  ): ControllerModule => ({
    name,
    async start(host) {
      onStart?.(host);
      steps.push(`start ${name}`);
      return () => {
        steps.push(`stop ${name}`);
        if (name === 'broken') throw new Error('it broke');
      };
    },
    ...more,
  });
  return { steps, recording };
}

describe('modules', () => {
  it('start in their order and stop in reverse, once', async () => {
    const { steps, recording } = createRecorder();
    const running = await startModules([recording('a'), recording('b')], createBase().base);
    await Promise.all([running.stop(DEADLINE), running.stop(DEADLINE)]);
    assert.deepEqual(steps, ['start a', 'start b', 'stop b', 'stop a']);
  });

  it('are stopped where one of them does not start, and its error is the result', async () => {
    const { steps, recording } = createRecorder();
    const failing = recording('c', { start: () => Promise.reject(new Error('the address is in use')) });
    await assert.rejects(
      startModules([recording('a'), recording('b'), failing, recording('d')], createBase().base),
      /the address is in use/,
    );
    assert.deepEqual(steps, ['start a', 'start b', 'stop b', 'stop a']);
  });

  it('stop though one of them fails to, which is logged', async () => {
    const { steps, recording } = createRecorder();
    const { base, lines } = createBase();
    const running = await startModules([recording('a'), recording('broken')], base);
    await running.stop(DEADLINE);
    assert.equal(steps.at(-1), 'stop a');
    assert.deepEqual(lines, ['broken did not stop in order: it broke']);
  });

  it('find the services of those before them, and of no others', async () => {
    const { recording } = createRecorder();
    const addresses = { grpcAddress: 'g', counts: assert.fail, httpUrl: 'h' };
    const hosts: ModuleHost[] = [];
    const providing = recording('providing', { onStart: (host) => host.provide('receivers', addresses) });
    const using = recording('using', {
      onStart(host) {
        hosts.push(host);
        assert.equal(host.services.receivers, addresses);
        assert.equal(host.find('control'), undefined);
        assert.throws(() => host.services.control, /the module that provides control has not started/);
      },
    });
    await startModules([providing, using], createBase().base);
    assert.equal(hosts.length, 1);
  });

  it('have their state and their metrics in one place', async () => {
    const { recording } = createRecorder();
    const states: string[] = [];
    const a = recording('a', { metrics: () => ({ a: 1 }), onStart: (host) => states.push(host.status()) });
    const { host, stop } = await startModules([a, recording('b', { metrics: () => ({ b: 2 }) })], createBase().base);
    assert.deepEqual(host.metrics(), { a: 1, b: 2 });
    states.push(host.status());
    await stop(DEADLINE);
    assert.deepEqual([...states, host.status()], ['starting', 'ok', 'stopping']);
  });

  it('cannot both handle one message', async () => {
    const { recording } = createRecorder();
    const handling = (name: string) => recording(name, { messages: { heartbeat: { handle: () => {} } } });
    await assert.rejects(startModules([handling('a'), handling('b')], createBase().base), /heartbeat is handled by both a and b/);
  });
});
