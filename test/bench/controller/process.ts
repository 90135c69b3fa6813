/** The controller to be measured, in a process of its own. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

export interface Usage {
  readonly cpuSeconds: number;
  readonly rss: number;
  readonly metrics: Readonly<Record<string, unknown>>;
}

export interface MeasuredController {
  readonly grpc: string;
  readonly http: string;
  usage(): Promise<Usage>;
  stop(): Promise<void>;
}

export async function startMeasured(): Promise<MeasuredController> {
  const child = spawn(process.execPath, ['--conditions=airt-source', fileURLToPath(new URL('server.ts', import.meta.url))], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const line = async (): Promise<never> => JSON.parse(String((await lines.next()).value)) as never;
  const { grpc, http } = (await line()) as { readonly grpc: string; readonly http: string };
  return {
    grpc,
    http,
    async usage() {
      child.stdin.write('\n');
      return (await line()) as Usage;
    },
    async stop() {
      const ended = once(child, 'exit');
      child.kill('SIGKILL');
      await ended;
    },
  };
}
