/** What an installation brings along: ours, and others that instrument the same SDK, each installed by npm into an empty folder. */
import { glob, mkdir, mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { npmInstall } from '../testing/npm-install.ts';
import { packAll } from '../testing/pack.ts';
import { table } from './report.ts';

/** Versions current in November 2026; an instrumentation of OpenTelemetry or OpenInference needs an SDK beside it. */
const others: readonly { readonly name: string; readonly dependencies: Readonly<Record<string, string>> }[] = [
  {
    name: '@opentelemetry/sdk-node + instrumentation-openai',
    dependencies: { '@opentelemetry/sdk-node': '0.301.0', '@opentelemetry/instrumentation-openai': '0.22.0' },
  },
  { name: '@traceloop/node-server-sdk', dependencies: { '@traceloop/node-server-sdk': '0.27.0' } },
  {
    name: '@arizeai/openinference-instrumentation-openai + sdk-node',
    dependencies: { '@arizeai/openinference-instrumentation-openai': '4.2.7', '@opentelemetry/sdk-node': '0.301.0' },
  },
];

export async function installSize(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'airt-size-'));
  try {
    const own = await packAll(folder, ['@airt/instrument']);
    const rows: string[][] = [];
    for (const [index, { name, dependencies }] of [{ name: '@airt/instrument', dependencies: own }, ...others].entries()) {
      const into = join(folder, String(index));
      await mkdir(into);
      try {
        await npmInstall(into, dependencies);
        const { bytes, files } = await measure(into);
        const lock = JSON.parse(await readFile(join(into, 'node_modules', '.package-lock.json'), 'utf8')) as { packages: object };
        rows.push([name, String(Object.keys(lock.packages).length), (bytes / 1e6).toFixed(2), String(files)]);
      } catch (error) {
        const [reason = ''] = String(error instanceof Error ? error.message : error)
          .split('\n')
          .slice(1);
        rows.push([name, 'not installed', reason.slice(0, 60), '-']);
      }
    }
    table('installed by npm into an empty folder', [['package', 'packages', 'MB', 'files'], ...rows]);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function measure(folder: string): Promise<{ bytes: number; files: number }> {
  let [bytes, files] = [0, 0];
  for await (const entry of glob('node_modules/**/*', { cwd: folder, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    bytes += (await stat(join(entry.parentPath, entry.name))).size;
    files += 1;
  }
  return { bytes, files };
}
