/** A controller in a process of its own under attack, and an honest agent and sender beside the attacker. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { connectAgent, type TestAgent } from '../../packages/controller/src/testing/agent.ts';
import { exportGrpc, modelStep, otlpBytes } from '../../packages/controller/src/testing/spans.ts';

export interface Stage {
  readonly grpc: string;
  readonly http: string;
  /** Resident memory now, in MiB. */
  memory(): number;
  /** Counters of the controller. */
  metrics(): Promise<Readonly<Record<string, unknown>>>;
  stop(): Promise<void>;
}

/** `limits`: of the configuration, in JSON. */
export async function startStage(limits: Readonly<Record<string, number>> = {}): Promise<Stage> {
  const child = spawn(
    process.execPath,
    ['--conditions=airt-source', fileURLToPath(new URL('controller.ts', import.meta.url)), JSON.stringify(limits)],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  const [line] = (await once(createInterface({ input: child.stdout }), 'line')) as [string];
  const { grpc, http } = JSON.parse(line) as { readonly grpc: string; readonly http: string };
  return {
    grpc,
    http,
    memory: () => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))?.[1]) / 1024,
    metrics: async () => (await fetch(`${http}/healthz`)).json() as Promise<Readonly<Record<string, unknown>>>,
    async stop() {
      const ended = once(child, 'exit');
      child.kill('SIGKILL');
      await ended;
    },
  };
}

/** What others notice while an attack is going on. */
export interface Probe {
  /** An honest agent has a stream and is answered, and honest spans are taken by both ports. Milliseconds until all of it was done. */
  check(): Promise<number>;
  end(): void;
}

let numbers = 0;

/** An honest agent that has been there before the attack. */
export async function startProbe({ grpc, http }: Stage): Promise<Probe> {
  const agent: TestAgent = connectAgent(grpc, { instanceUid: 'honest', resource: { 'service.name': 'honest' } });
  await agent.next('welcome', 5000);
  const spans = (): Buffer => {
    numbers += 1;
    return otlpBytes([modelStep('ab'.repeat(16), numbers, Date.now())], { 'service.name': 'honest' });
  };
  return {
    async check() {
      const from = performance.now();
      const newcomer = connectAgent(grpc, { instanceUid: `honest-${numbers}`, resource: {} });
      await newcomer.next('welcome', 5000);
      newcomer.end();
      const reply = await exportGrpc(grpc, spans());
      if (reply.error) throw new Error(`honest spans were refused over gRPC: ${reply.error.message}`);
      const answer = await fetch(`${http}/v1/traces`, {
        method: 'POST',
        headers: { 'content-type': 'application/x-protobuf' },
        body: new Uint8Array(spans()),
        signal: AbortSignal.timeout(5000),
      });
      if (answer.status !== 200) throw new Error(`honest spans were refused over HTTP: ${answer.status} ${await answer.text()}`);
      return performance.now() - from;
    },
    end: () => agent.end(),
  };
}

/** Asks again for a while: an attack may keep others waiting for a moment, not for long. */
export async function eventuallyWell(probe: Probe, withinMs: number): Promise<void> {
  const until = performance.now() + withinMs;
  for (;;) {
    try {
      await probe.check();
      return;
    } catch (error) {
      if (performance.now() > until) throw error;
      await new Promise((settle) => setTimeout(settle, 100));
    }
  }
}
