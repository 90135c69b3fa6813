import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { airt } from '@airt/protocol';
import { defaultConfig } from './config/load.ts';
import { type Controller, startController } from './controller.ts';
import type { ControllerEvent } from './events.ts';
import { connectAgent } from './testing/agent.ts';
import { exportGrpc, modelStep, otlpBytes, toolStep } from './testing/spans.ts';

const { OutcomeStatus } = airt.control.v1;
const RESOURCE = { 'service.name': 'research', 'service.instance.id': 'agent-1' };
const TRACE = 'ab'.repeat(16);

/** A controller on free ports with a journal in memory and nothing taken from this machine's environment. */
async function started(
  changes: Parameters<typeof defaultConfig>[0] = {},
): Promise<{ controller: Controller; events: ControllerEvent[]; lines: string[] }> {
  const events: ControllerEvent[] = [];
  const lines: string[] = [];
  const config = defaultConfig({ listen: { grpc: '127.0.0.1:0', http: '127.0.0.1:0' }, journal: { path: ':memory:' }, ...changes });
  const controller = await startController(config, { env: {}, onEvent: (event) => events.push(event), log: (line) => lines.push(line) });
  return { controller, events, lines };
}

describe('a run that loops', () => {
  it('is steered, and loses the tool when it goes on all the same', async () => {
    const { controller, events } = await started();
    try {
      const agent = connectAgent(controller.grpcAddress, { instanceUid: 'agent-1', resource: RESOURCE });
      await agent.next('policyUpdate');
      const from = Date.now() - 60_000;
      const send = (...steps: number[]) =>
        exportGrpc(
          controller.grpcAddress,
          otlpBytes(
            steps.flatMap((n) => [toolStep(TRACE, n, from + n * 100), modelStep(TRACE, n, from + n * 100 + 50)]),
            RESOURCE,
          ),
        );
      await send(1, 2, 3);
      const steer = await agent.next('directive');
      assert.match(steer.steer?.guidance ?? '', /web_search/);
      assert.equal(Buffer.from(steer.scope?.traceId ?? []).toString('hex'), TRACE);
      agent.send({
        directiveOutcome: {
          directiveId: steer.id ?? '',
          status: OutcomeStatus.APPLIED,
          traceId: Buffer.from(TRACE, 'hex'),
          spanId: Buffer.from('00000000000000bb', 'hex'),
          appliedAtUnixMs: from + 350,
          latencyMs: 3,
          changes: ['messages[+guidance]'],
        },
      });
      while (!events.some((event) => event.type === 'outcome')) await new Promise((settle) => setTimeout(settle, 5));
      await send(4, 5);
      const deny = await agent.next('directive');
      assert.equal(deny.denyTool?.toolName, 'web_search');
      assert.equal(deny.sequence, 2);
      agent.end();
      assert.deepEqual(
        [...new Set(events.map((event) => event.type))],
        ['agent_connected', 'span', 'finding', 'decision', 'delivered', 'outcome'],
      );
    } finally {
      await controller.stop();
    }
  });
});
