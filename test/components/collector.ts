/** A real OpenTelemetry Collector, running the configuration that users are given. */
import { join } from 'node:path';
import { type ComponentName, ensureComponent } from '../../collector-config/build.ts';
import { withFreePorts } from './ports.ts';
import { type SpawnedProcess, spawnProcess } from './process.ts';

/** The folder of the configurations. */
export const configFolder = join(import.meta.dirname, '../../collector-config');

/** The folder's `collector.yaml`. */
export const collectorConfig = join(configFolder, 'collector.yaml');

/** Where the collector sends, and how it is started. */
export interface CollectorOptions {
  /** `host:port` where the controller takes OTLP over gRPC. */
  readonly controllerGrpc: string;
  /** `host:port` where Jaeger takes OTLP over gRPC. */
  readonly jaegerGrpc: string;
  /** Configuration files, merged by the collector; {@link collectorConfig} by default. They must use its variables. */
  readonly configs?: readonly string[];
  /** More of the configuration's variables, for example `AIRT_FLUSH_TIMEOUT`. */
  readonly env?: Readonly<Record<string, string>>;
  /** Receives progress of a build and every line of the collector's log. */
  readonly log?: (line: string) => void;
}

/** A running collector. */
export interface Collector {
  /** `http://127.0.0.1:port`: the value for OTEL_EXPORTER_OTLP_ENDPOINT with OTLP/HTTP. */
  readonly otlpHttp: string;
  /** `127.0.0.1:port` for OTLP/gRPC. */
  readonly otlpGrpc: string;
  /** `http://127.0.0.1:port/metrics`: its own metrics, in the Prometheus text format. */
  readonly metrics: string;
  readonly process: SpawnedProcess;
  stop(): Promise<void>;
}

/** Path of a component's binary; the first call on a machine may build it, which takes minutes. */
export const componentPath = (name: ComponentName, log?: (line: string) => void): Promise<string> =>
  ensureComponent(name, { log: log ?? ((line) => console.error(`airt: ${line}`)) });

/** Starts a collector on free ports; resolves when it takes spans. */
export async function startCollector(options: CollectorOptions): Promise<Collector> {
  const { controllerGrpc, jaegerGrpc, log, configs = [collectorConfig] } = options;
  const binary = await componentPath('otelcol', log);
  return withFreePorts(4, async ([grpc, http, health, metrics]) => {
    const collector = await spawnProcess(binary, {
      name: 'otelcol',
      args: configs.map((config) => `--config=${config}`),
      env: {
        OTLP_GRPC_LISTEN: `127.0.0.1:${grpc}`,
        OTLP_HTTP_LISTEN: `127.0.0.1:${http}`,
        HEALTH_LISTEN: `127.0.0.1:${health}`,
        METRICS_HOST: '127.0.0.1',
        METRICS_PORT: String(metrics),
        JAEGER_OTLP: jaegerGrpc,
        AIRT_OTLP: controllerGrpc,
        ...options.env,
      },
      ...(log ? { log } : {}),
    });
    try {
      await collector.waitUntil('being healthy', async () => (await fetch(`http://127.0.0.1:${health}`)).ok);
    } catch (error) {
      await collector.kill();
      throw error;
    }
    return {
      otlpHttp: `http://127.0.0.1:${http}`,
      otlpGrpc: `127.0.0.1:${grpc}`,
      metrics: `http://127.0.0.1:${metrics}/metrics`,
      process: collector,
      stop: async () => void (await collector.stop()),
    };
  });
}
