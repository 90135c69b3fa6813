/** What the preload adds to the start of a program, and what the first model call pays for what is loaded then. */
import { join } from 'node:path';
import { emptyPreload, preload, runAgent } from '../chaos/run-agent.ts';
import { startModelProcess } from './model-process.ts';
import { spread, table } from './report.ts';

const repetitions = 20;
/** The end of the process is part of the wall clock; its CPU time is told by the program itself as its last act. */
const program = `process.on('exit', () => { const { user, system } = process.cpuUsage(); console.log((user + system) / 1000) })`;
const calls = `
  const call = async () => { const at = performance.now(); await (await fetch(process.env.MODEL_URL + '/v1/chat/completions', { method: 'POST', body: JSON.stringify({ model: 'steps=0', messages: [{ role: 'user', content: 'Hello' }] }) })).text(); return performance.now() - at };
  (async () => { await (await fetch(process.env.MODEL_URL + '/plain/text')).text(); const first = await call(); const second = await call(); console.log(JSON.stringify([first, second])) })()`;

export async function preloadTime(): Promise<void> {
  const silent = { OTEL_TRACES_EXPORTER: 'none', OTEL_METRICS_EXPORTER: 'none' };
  const policy = { ...silent, AIRT_POLICY: join(import.meta.dirname, '../recordings/never-matches.yaml') };
  const variants = [
    { name: 'node', args: [] as string[], env: {} },
    { name: '--require an empty file', args: ['--require', emptyPreload], env: {} },
    { name: '--require @airt/instrument', args: ['--require', preload], env: silent },
    { name: 'the same, with a policy file', args: ['--require', preload], env: policy },
  ];
  const seen = variants.map(() => ({ wall: [] as number[], cpu: [] as number[], first: [] as number[], second: [] as number[] }));
  const model = await startModelProcess();
  try {
    for (let repetition = 0; repetition < repetitions; repetition++) {
      for (const [index, { args, env }] of variants.entries()) {
        const started = await runAgent({ args: [...args, '-e', program], env });
        const called = await runAgent({ args: [...args, '-e', calls], env: { ...env, MODEL_URL: model.url } });
        const [first = Number.NaN, second = Number.NaN] = JSON.parse(called.stdout) as number[];
        seen[index]?.wall.push(started.wallMs);
        seen[index]?.cpu.push(Number(started.stdout));
        seen[index]?.first.push(first);
        seen[index]?.second.push(second);
      }
    }
  } finally {
    await model.process.kill();
  }
  table(`milliseconds, median (least to most) of ${repetitions} interleaved runs`, [
    ['start', 'node -e 0, wall clock', 'CPU', 'first model call', 'second'],
    ...variants.map(({ name }, index) => [
      name,
      ...(['wall', 'cpu', 'first', 'second'] as const).map((key) => spread(seen[index]?.[key] ?? [], 1)),
    ]),
  ]);
}
