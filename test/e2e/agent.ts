/** Agents as child processes, with and without the data plane. */
import { join } from 'node:path';
import { type ExitStatus, type SpawnedProcess, spawnProcess } from '../components/process.ts';
import type { Provider } from '../testing/provider/provider.ts';
import type { Pipeline } from './stack.ts';

/** The built preload: what `@airt/instrument` resolves to for users. */
export const preload = join(import.meta.dirname, '../../packages/instrument/dist/preload.cjs');

/** The folder of the agents. */
export const agents = join(import.meta.dirname, 'agents');

/** The line that every agent ends with. */
export interface AgentResult {
  readonly steps: number;
  readonly ended: 'answered' | 'gave_up';
  readonly answer?: string;
}

export interface AgentOptions {
  /** Path of the program; a name is one of {@link agents}. */
  readonly program: string;
  readonly model: Provider;
  /** Variables of its own; `undefined` takes one away. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly nodeArgs?: readonly string[];
  readonly cwd?: string;
}

export interface Agent {
  readonly process: SpawnedProcess;
  /** Until it has ended by itself. */
  result(): Promise<AgentResult & { readonly exit: ExitStatus }>;
}

/** Longer than any agent here takes on a busy machine. */
const AGENT_TIMEOUT_MS = 60_000;

/** The program as its author runs it. */
export async function startAgent({ program, model, env = {}, nodeArgs = [], cwd }: AgentOptions): Promise<Agent> {
  const path = program.includes('/') ? program : join(agents, program);
  // What this machine says about telemetry is not part of a test.
  const own = Object.keys(process.env).filter((name) => /^(AIRT|OTEL|OPENAI|ANTHROPIC)_|^NODE_OPTIONS$/.test(name));
  const child = await spawnProcess(process.execPath, {
    name: program,
    args: [...nodeArgs, path],
    env: { ...Object.fromEntries(own.map((name) => [name, undefined])), ...model.env, ...env },
    ...(cwd === undefined ? {} : { cwd }),
  });
  return {
    process: child,
    async result() {
      const exit = await child.waitForExit(AGENT_TIMEOUT_MS);
      const last = child.stdout().trim().split('\n').at(-1) ?? '';
      try {
        return { ...(JSON.parse(last) as AgentResult), exit };
      } catch {
        throw new Error(`${program} ended with ${exit.signal ?? exit.code} and no result:\n${child.output()}`);
      }
    },
  };
}

/** The settings that a user makes: standard OpenTelemetry, the preload, and where the controller is. */
export function governed(
  pipeline: Pipeline,
  service: string,
): { readonly nodeArgs: readonly string[]; readonly env: Readonly<Record<string, string>> } {
  return {
    nodeArgs: ['--require', preload],
    env: {
      OTEL_SERVICE_NAME: service,
      OTEL_EXPORTER_OTLP_ENDPOINT: pipeline.collector.otlpHttp,
      // The pipelines of the shipped configuration carry traces only.
      OTEL_METRICS_EXPORTER: 'none',
      AIRT_CONTROLLER: pipeline.controllerGrpc,
    },
  };
}
