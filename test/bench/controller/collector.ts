/** A real collector that takes OTLP and throws it away: what taking spans costs without reading them. */
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { componentPath } from '../../components/collector.ts';
import { withFreePorts } from '../../components/ports.ts';
import { spawnProcess } from '../../components/process.ts';

export interface NopCollector {
  readonly grpc: string;
  readonly http: string;
  cpuSeconds(): Promise<number>;
  stop(): Promise<void>;
}

/** Clock ticks of Linux per second, in which /proc counts CPU time. */
const TICKS_PER_SECOND = 100;

const config = (grpc: number, http: number): string => `
receivers: { otlp: { protocols: { grpc: { endpoint: "127.0.0.1:${grpc}", max_recv_msg_size_mib: 64 }, http: { endpoint: "127.0.0.1:${http}" } } } }
exporters: { nop: {} }
service: { telemetry: { metrics: { level: none } }, pipelines: { traces: { receivers: [otlp], exporters: [nop] } } }
`;

/** Undefined where it cannot be built or has no exporter \`nop\`. */
export async function startCollectorToNop(): Promise<NopCollector | undefined> {
  try {
    const binary = await componentPath('otelcol');
    return await withFreePorts(2, async ([grpc = 0, http = 0]) => {
      const file = join(tmpdir(), `airt-bench-collector-${process.pid}.yaml`);
      writeFileSync(file, config(grpc, http));
      const collector = await spawnProcess(binary, { name: 'otelcol', args: [`--config=${file}`] });
      await collector.waitForPort(grpc);
      await collector.waitForPort(http);
      return {
        grpc: `127.0.0.1:${grpc}`,
        http: `http://127.0.0.1:${http}`,
        cpuSeconds: async () => {
          const fields = readFileSync(`/proc/${collector.pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
          return (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND;
        },
        async stop() {
          await collector.stop();
          rmSync(file, { force: true });
        },
      };
    });
  } catch (error) {
    console.error(`airt: no collector to compare with: ${error instanceof Error ? error.message : String(error)}`);
    return undefined;
  }
}
