import assert from 'node:assert/strict';
import { test } from 'node:test';
import { postTo } from '../dialects/testing/requests.ts';
import { createTestServices, enforced } from '../testing/services.ts';
import type { TransportReply } from '../transports/transport.ts';
import { createTransportHost } from './pipeline.ts';

const URL_OF_MODEL = new URL('https://models.example/v1/chat/completions');
const TEXT = 'several words of an answer '.repeat(20);

const chunk = (fields: object) => `data: ${JSON.stringify({ id: 'x', model: 'm', choices: [], ...fields })}\n\n`;
/** An answer with a call of a tool, which keeps the run open. */
const stream = (call: object, usage?: object): TransportReply => {
  const frames = [
    chunk({ choices: [{ index: 0, delta: { role: 'assistant', content: TEXT } }] }),
    chunk({ choices: [{ index: 0, delta: { tool_calls: [{ index: 0, ...call }] } }] }),
    chunk({ choices: [{ index: 0, delta: {}, finish_reason: 'tool_calls' }] }),
    ...(usage ? [chunk({ usage })] : []),
    'data: [DONE]\n\n',
  ].map((text) => Buffer.from(text));
  return {
    head: { status: 200, contentType: 'text/event-stream' },
    native: undefined,
    body: { read: () => frames.shift(), cancel: () => {} },
  };
};

const budget = (condition: string) =>
  enforced(`    - { name: spend, on: pre_model_call, when: '${condition}', deny: { reason: "budget spent" } }`);

/** Model calls of one conversation until one is denied, ten at most. */
async function callsUntilDenied(policies: string, usage?: object) {
  const made = createTestServices({ policies });
  const { services } = made;
  const messages: object[] = [{ role: 'user', content: 'Go on until you are stopped.' }];
  let sent = 0;
  for (; sent < 10; ) {
    const before = sent;
    const call = { id: `c${sent}`, type: 'function', function: { name: 'look', arguments: `{"n":${sent}}` } };
    const head = postTo(URL_OF_MODEL, {});
    const handler = createTransportHost(() => services)
      .match(head)
      ?.ready();
    assert.ok(typeof handler === 'function');
    const received = await handler({
      head,
      body: JSON.stringify({ model: 'm', stream: true, messages }),
      signal: undefined,
      async send() {
        sent += 1;
        return stream(call, usage);
      },
    });
    for (;;) {
      const bytes = await received?.body?.read();
      if (!bytes) break;
      if (received?.isNative) received.observer?.onChunk?.(bytes);
    }
    if (received?.isNative) received.observer?.onEnd?.();
    if (sent === before) break;
    messages.push({ role: 'assistant', content: TEXT, tool_calls: [call] }, { role: 'tool', tool_call_id: call.id, content: 'seen' });
  }
  return { sent, conditions: services.health.active.map(({ id, subject }) => [id, subject]), ...made };
}

test('a budget of tokens ends a loop whose streams carry no usage, and it is said that they are estimates', async () => {
  const { sent, conditions, events, spans } = await callsUntilDenied(budget('run.output_tokens > 250'));
  assert.ok(sent >= 2 && sent <= 4, `${sent} calls of some 100 tokens`);
  assert.deepEqual(conditions, [['usage_missing', 'openai m']]);
  assert.ok(events.some((event) => event.kind === 'model_call' && (event.outputTokens ?? 0) > 50));
  assert.equal(spans('chat m')[0]?.attributes['gen_ai.usage.output_tokens'], undefined, 'a span has what was reported');
});

test('a budget of input counts what was sent', async () => {
  const { sent, conditions } = await callsUntilDenied(budget('run.input_tokens > 250'));
  assert.ok(sent >= 2 && sent <= 4, `${sent} calls`);
  assert.equal(conditions.length, 1);
});

test('what the provider reports counts, and nothing is said', async () => {
  const usage = { prompt_tokens: 1, completion_tokens: 1000, total_tokens: 1001 };
  const { sent, conditions } = await callsUntilDenied(budget('run.output_tokens > 2500'), usage);
  assert.deepEqual([sent, conditions], [3, []]);
});

test('where no rule asks for tokens nothing is estimated', async () => {
  const { conditions, events } = await callsUntilDenied(budget('run.model_calls > 2'));
  assert.deepEqual(conditions, []);
  assert.ok(events.every((event) => event.kind !== 'model_call' || event.outputTokens === undefined));
});
