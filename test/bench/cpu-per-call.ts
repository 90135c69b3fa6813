/** Milliseconds of CPU that a model call costs more than without us. */
import { join } from 'node:path';
import { emptyPreload, preload, runAgent } from '../chaos/run-agent.ts';
import { type SpawnedProcess, spawnProcess } from '../components/process.ts';
import { startModelProcess } from './model-process.ts';
import { median, spread, table } from './report.ts';

const loads = [
  { name: 'JSON, small', stream: false, kilobytes: 0, warmUp: 300, calls: 500 },
  { name: 'SSE of 100 chunks, small', stream: true, kilobytes: 0, warmUp: 150, calls: 300 },
  { name: 'JSON, 200 KB transcript', stream: false, kilobytes: 200, warmUp: 50, calls: 150 },
  { name: 'SSE of 100 chunks, 200 KB transcript', stream: true, kilobytes: 200, warmUp: 50, calls: 100 },
];
const repetitions = 5;

interface Figure {
  readonly load: string;
  readonly cpuMs: number;
  readonly wallMs: number;
}

/** Interleaved: every repetition runs every variant, so that a busy minute hits them all. */
export async function cpuPerCall(): Promise<void> {
  const [model, controller] = await Promise.all([startModelProcess(), startController()]);
  try {
    const none = { OTEL_TRACES_EXPORTER: 'none', OTEL_METRICS_EXPORTER: 'none' };
    const variants: readonly { readonly name: string; readonly file: string; readonly env: Readonly<Record<string, string>> }[] = [
      { name: 'without', file: emptyPreload, env: {} },
      { name: 'silent', file: preload, env: none },
      { name: 'local policy', file: preload, env: { ...none, AIRT_POLICY: join(import.meta.dirname, '../recordings/never-matches.yaml') } },
      {
        name: 'controller and export',
        file: preload,
        env: {
          ...none,
          OTEL_TRACES_EXPORTER: 'otlp',
          OTEL_EXPORTER_OTLP_ENDPOINT: `http://${controller.otlp}`,
          AIRT_CONTROLLER: controller.grpc,
        },
      },
    ];
    const figures = new Map<string, Figure[][]>(variants.map(({ name }) => [name, []]));
    for (let repetition = 0; repetition < repetitions; repetition++) {
      for (const { name, file, env } of variants) {
        const args = ['--require', file, join(import.meta.dirname, 'cpu-agent.mjs'), JSON.stringify(loads)];
        const run = await runAgent({ args, env: { MODEL_URL: model.url, ...env }, timeoutMs: 120_000 });
        if (run.code !== 0 || run.stderr !== '') throw new Error(`the agent (${name}) ended with ${run.code}: ${run.stderr.slice(0, 500)}`);
        figures.get(name)?.push(
          run.stdout
            .trim()
            .split('\n')
            .map((line) => JSON.parse(line) as Figure),
        );
      }
    }
    const of = (variant: string, load: string, key: 'cpuMs' | 'wallMs') =>
      (figures.get(variant) ?? []).map((run) => run.find((figure) => figure.load === load)?.[key] ?? Number.NaN);
    for (const key of ['cpuMs', 'wallMs'] as const) {
      const rows = loads.map(({ name: load }) => {
        const base = of('without', load, key);
        const added = variants
          .slice(1)
          .map(({ name }) => spread(of(name, load, key).map((value, index) => value - (base[index] ?? Number.NaN))));
        return [load, median(base).toFixed(2), ...added];
      });
      const what = key === 'cpuMs' ? 'CPU, all threads' : 'wall clock, calls one after the other';
      table(`milliseconds per model call (${what}), openai package, median (least to most) of ${repetitions} paired runs`, [
        ['load', 'without', ...variants.slice(1).map(({ name }) => `${name}: added`)],
        ...rows,
      ]);
    }
  } finally {
    await Promise.all([model.process.kill(), controller.process.kill()]);
  }
}

async function startController(): Promise<{ readonly grpc: string; readonly otlp: string; readonly process: SpawnedProcess }> {
  const child = await spawnProcess(process.execPath, {
    name: 'controller',
    args: [...process.execArgv, join(import.meta.dirname, '../chaos/controller-process.ts')],
  });
  const [, grpc = '', otlp = ''] = (await child.waitForLine(/^listening /)).split(' ');
  return { grpc, otlp, process: child };
}
