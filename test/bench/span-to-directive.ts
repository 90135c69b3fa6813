/** From the end of the span that completes the evidence to the directive that acts on it: written to the agent's stream, and applied. */
import { join } from 'node:path';
import { preload, runAgent } from '../chaos/run-agent.ts';
import { type Pipeline, startControllerHere, startPipeline } from '../e2e/stack.ts';
import { type ModelProcess, startModelProcess } from './model-process.ts';
import { quantile, table } from './report.ts';

/** Every loop brings a word to the model and the end of the tool, so at least two directives. */
const loops = 60;
/** Between two model calls of the agent: how soon after its arrival a directive can be applied. */
const pauseMs = 2;
const timeoutMs = 180_000;

interface Latencies {
  readonly delivered: number[];
  readonly applied: number[];
  readonly others: string[];
}

export async function spanToDirective(): Promise<void> {
  const model = await startModelProcess();
  try {
    const pipeline = await startPipeline();
    try {
      const rows = [
        ['controller and agent on one machine, direct', await measure(pipeline, model, 'direct')],
        ['through the collector, shipped configuration', await measure(pipeline, model, 'collector')],
      ] as const;
      table(`milliseconds from the end of the span, ${loops} loops each; the agent asks its model every ${pauseMs} ms or so`, [
        ['way of the spans', 'directives', 'delivered p50', 'p95', 'applied p50', 'p95', 'worst', 'not applied'],
        ...rows.map(([name, { delivered, applied, others }]) => [
          name,
          String(applied.length),
          ...[
            quantile(delivered, 0.5),
            quantile(delivered, 0.95),
            quantile(applied, 0.5),
            quantile(applied, 0.95),
            Math.max(...applied),
          ].map((value) => value.toFixed(1)),
          others.length === 0 ? '0' : `${others.length} (${[...new Set(others)].join(', ')})`,
        ]),
      ]);
      for (const [name, { applied }] of rows)
        if (applied.length < 100) throw new Error(`${name}: only ${applied.length} directives were applied`);
    } finally {
      await pipeline.stop();
    }
  } finally {
    await model.process.kill();
  }
}

async function measure(pipeline: Pipeline, model: ModelProcess, way: 'direct' | 'collector'): Promise<Latencies> {
  const running = await startControllerHere(pipeline);
  try {
    const telemetry =
      way === 'direct'
        ? { OTEL_TRACES_EXPORTER: 'none', AIRT_OTLP_ENDPOINT: running.controller.httpUrl }
        : { OTEL_EXPORTER_OTLP_ENDPOINT: pipeline.collector.otlpHttp };
    const env = { MODEL_URL: model.url, OTEL_METRICS_EXPORTER: 'none', AIRT_CONTROLLER: pipeline.controllerGrpc, ...telemetry };
    const args = ['--require', preload, join(import.meta.dirname, 'loops-agent.mjs'), String(loops), String(pauseMs)];
    const run = await runAgent({ args, env, timeoutMs });
    if (run.code !== 0) throw new Error(`the agent ended with ${run.code ?? 'a timeout'}: ${run.stderr.slice(0, 500)}`);
    const latencies: Latencies = { delivered: [], applied: [], others: [] };
    const findings = new Map(running.all('finding').map(({ finding }) => [finding.id, finding]));
    const deliveries = new Map(running.all('delivered').map((event) => [event.decision.id, event]));
    for (const { decision, outcome } of running.all('outcome')) {
      const finding = findings.get(decision.findingId);
      const delivery = deliveries.get(decision.id);
      if (outcome.status !== 'applied' || !finding || !delivery) {
        latencies.others.push(outcome.status);
        continue;
      }
      latencies.delivered.push(delivery.atMs - finding.atMs);
      latencies.applied.push(outcome.atMs - finding.atMs);
    }
    return latencies;
  } finally {
    await running.controller.stop({ timeoutMs: 1_000 });
  }
}
