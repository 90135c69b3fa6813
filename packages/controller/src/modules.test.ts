import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { describe, it } from 'node:test';
import type { ControllerModule } from './module.ts';
import { MODULES } from './modules.ts';
import { testController } from './testing/start.ts';

describe('the modules of the controller', () => {
  const modules: readonly ControllerModule[] = MODULES;

  it('have the names of their folders', () => {
    for (const { name } of modules) assert.ok(existsSync(new URL(`./${name}/module.ts`, import.meta.url)), name);
    assert.equal(new Set(modules.map(({ name }) => name)).size, modules.length);
  });

  it('number their migrations 1, 2, 3 ..., and serve no path twice', () => {
    const versions = modules.flatMap(({ migrations = [] }) => migrations.map(({ version }) => version)).sort((a, b) => a - b);
    assert.deepEqual(
      versions,
      versions.map((_, index) => index + 1),
    );
    const paths = modules.flatMap(({ routes = [] }) => routes.map(({ path }) => path));
    assert.equal(new Set(paths).size, paths.length);
  });

  it('have metrics of different names, all of which are numbers or counts by name', async () => {
    const { controller } = await testController();
    const metrics = Object.entries(controller.metrics());
    const isNumber = (value: unknown): boolean => typeof value === 'number';
    for (const [name, value] of metrics) assert.ok(isNumber(value) || Object.values(value).every(isNumber), name);
    const health = await fetch(`${controller.httpUrl}/healthz`);
    const body = (await health.json()) as Record<string, unknown>;
    assert.deepEqual([health.status, body.status, Object.keys(body).length], [200, 'ok', metrics.length + 2]);
    await controller.stop();
  });
});
