/** A real Jaeger, running the configuration that users are given, read back through its query API. */
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { componentPath, configFolder } from './collector.ts';
import { type FlatSpan, flattenTraces } from './otlp-json.ts';
import { withFreePorts } from './ports.ts';
import { type SpawnedProcess, spawnProcess } from './process.ts';

export type { FlatSpan } from './otlp-json.ts';

/** How long and for what to wait. */
export interface GetTraceOptions {
  /** 10 seconds by default. */
  readonly timeoutMs?: number;
  /** What the trace must contain; any span by default. */
  readonly until?: (spans: readonly FlatSpan[]) => boolean;
}

/** A running Jaeger. */
export interface Jaeger {
  /** `127.0.0.1:port` for OTLP/gRPC. */
  readonly otlpGrpc: string;
  /** `http://127.0.0.1:port` of the query API and the UI. */
  readonly query: string;
  readonly process: SpawnedProcess;
  /** The spans of a trace in order of their start, from `GET /api/v3/traces/{id}`. Fails when the time is over. */
  getTrace(traceId: string, options?: GetTraceOptions): Promise<readonly FlatSpan[]>;
  stop(): Promise<void>;
}

/** Starts Jaeger on free ports; resolves when it takes and gives spans. */
export async function startJaeger({ log }: { readonly log?: (line: string) => void } = {}): Promise<Jaeger> {
  const binary = await componentPath('jaeger', log);
  return withFreePorts(3, async ([otlp, http, grpc]) => {
    const jaeger = await spawnProcess(binary, {
      name: 'jaeger',
      args: [`--config=${join(configFolder, 'jaeger.yaml')}`],
      env: {
        JAEGER_OTLP_GRPC_LISTEN: `127.0.0.1:${otlp}`,
        JAEGER_QUERY_HTTP_LISTEN: `127.0.0.1:${http}`,
        JAEGER_QUERY_GRPC_LISTEN: `127.0.0.1:${grpc}`,
      },
      ...(log ? { log } : {}),
    });
    const query = `http://127.0.0.1:${http}`;
    try {
      await jaeger.waitUntil('answering queries', async () => (await fetch(`${query}/api/v3/services`)).ok);
      await jaeger.waitForPort(Number(otlp));
    } catch (error) {
      await jaeger.kill();
      throw error;
    }
    return {
      otlpGrpc: `127.0.0.1:${otlp}`,
      query,
      process: jaeger,
      getTrace: (traceId, options) => getTrace(query, traceId, options),
      // Not by SIGTERM: it would wait 5 s for the idle connections of whoever queried it, and has nothing to save.
      stop: async () => void (await jaeger.kill()),
    };
  });
}

async function getTrace(query: string, traceId: string, options: GetTraceOptions = {}): Promise<readonly FlatSpan[]> {
  const { timeoutMs = 10_000, until = (spans) => spans.length > 0 } = options;
  const deadline = Date.now() + timeoutMs;
  let last = 'nothing was asked';
  for (;;) {
    // As received, duplicates too; otherwise Jaeger adjusts clocks and adds attributes (@jaeger@warnings). rawTraces since 2.19.
    const response = await fetch(`${query}/api/v3/traces/${traceId}?raw_traces=true&rawTraces=true`);
    const body = await response.text();
    if (response.ok) {
      const spans = flattenTraces(JSON.parse(body));
      if (until(spans)) return spans;
      last = `it has ${spans.length} spans: ${spans.map(({ name }) => name).join(', ')}`;
    } else if (response.status === 404) {
      last = 'it is unknown';
    } else {
      throw new Error(`Jaeger answered ${response.status} to the query for trace ${traceId}: ${body}`);
    }
    if (Date.now() > deadline)
      throw new Error(`Jaeger did not have what was waited for of trace ${traceId} after ${timeoutMs} ms: ${last}`);
    await sleep(25);
  }
}
