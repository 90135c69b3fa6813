/** For tests of control streams: runs that loop, agents that have been welcomed, outcomes. */
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { presetPolicies } from '@airt/engine';
import type { ControllerHost } from '../controller.ts';
import { connectAgent, type Hello, type Message, type TestAgent } from './agent.ts';
import { exportGrpc, modelStep, otlpBytes, toolStep } from './spans.ts';
import { type TestController, testController } from './start.ts';

/** The id of a run that has not begun. */
export const newTraceId = (): string => randomBytes(16).toString('hex');

/** Sends the spans of a run that loops: three equal calls. The preset finds it, and steers. */
export async function sendLoop(
  { controller }: TestController,
  resource: Readonly<Record<string, string>>,
  traceId: string = newTraceId(),
): Promise<string> {
  const from = Date.now() - 10_000;
  const spans = [1, 2, 3].flatMap((n) => [toolStep(traceId, n, from + n * 100), modelStep(traceId, n, from + n * 100 + 50)]);
  await exportGrpc(controller.grpcAddress, otlpBytes(spans, resource));
  return traceId;
}

/** An agent that has got its Welcome. */
export async function connectedAgent({ controller }: TestController, hello: Hello): Promise<TestAgent> {
  const agent = connectAgent(controller.grpcAddress, hello);
  await agent.next('welcome');
  return agent;
}

/** Waits until the controller has read everything that the agent has sent: a gap in the numbers makes it ask for the state. */
export async function everythingRead(agent: TestAgent): Promise<void> {
  agent.send({ heartbeat: {} }, 1_000_000);
  await agent.next('reportFullState');
}

export const outcomeMessage = (id: string | null | undefined, status: number, more: object = {}): Message => ({
  directiveOutcome: { directiveId: id ?? '', status, appliedAtUnixMs: Date.now(), ...more },
});

/** Runs a test with a controller of its own. */
export const withController =
  (work: (test: TestController) => Promise<void>, changes: Parameters<typeof testController>[0] = {}, host: ControllerHost = {}) =>
  async (): Promise<void> => {
    const test = await testController(changes, host);
    try {
      await work(test);
    } finally {
      await test.controller.stop({ timeoutMs: 500 });
    }
  };

/** The preset in a file of its own, with changes of its text; `remove` removes it. */
export function policyFile(change: (text: string) => string = (text) => text) {
  const folder = mkdtempSync(join(tmpdir(), 'airt-policy-'));
  const path = join(folder, 'policy.yaml');
  const write = (changed: (text: string) => string): void => writeFileSync(path, changed(presetPolicies.balanced));
  write(change);
  return { path, write, remove: (): void => rmSync(folder, { recursive: true, force: true }) };
}
