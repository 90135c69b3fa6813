import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ATTR } from '@airt/protocol/semconv';
import { postTo } from '../../dialects/testing/requests.ts';
import { createTestServices, enforced } from '../../testing/services.ts';
import type { Reply, TransportReply } from '../../transports/transport.ts';
import { createTransportHost } from '../pipeline.ts';

const policies = enforced(`    - { name: no-rm, on: pre_tool_call, when: 'tool.args.command == "rm"', deny: { reason: it destroys } }`);

const callOf = (id: string, command: string) => ({
  id,
  type: 'function',
  function: { name: 'shell', arguments: JSON.stringify({ command }) },
});

/** An answer of the model in JSON. */
function answer(message: object, finish: string): TransportReply {
  const body = { id: 'x', model: 'm', choices: [{ index: 0, message: { role: 'assistant', ...message }, finish_reason: finish }] };
  const chunks = [Buffer.from(JSON.stringify(body))];
  return {
    head: { status: 200, contentType: 'application/json' },
    native: 'native',
    body: { read: () => chunks.shift(), cancel: () => {} },
  };
}

async function messageOf(reply: Reply | undefined) {
  let text = '';
  for (let chunk = await reply?.body?.read(); chunk; chunk = await reply?.body?.read()) {
    if (reply?.isNative) reply.observer?.onChunk?.(chunk);
    text += Buffer.from(chunk).toString();
  }
  reply?.observer?.onEnd();
  return JSON.parse(text).choices[0].message;
}

test('a run whose model is prompted again goes on: what the application runs then, and its next call, are in it', async () => {
  const { services, spans } = createTestServices({ policies });
  const replies = [
    answer({ tool_calls: [callOf('c1', 'rm')] }, 'tool_calls'),
    answer({ tool_calls: [callOf('c2', 'ls')] }, 'tool_calls'),
    answer({ content: 'done' }, 'stop'),
  ];
  const host = createTransportHost(() => services);
  async function chat(messages: readonly object[]) {
    const head = postTo(new URL('https://models.example/v1/chat/completions'));
    const handler = host.match(head)?.ready();
    assert.ok(typeof handler === 'function');
    const send = async () => replies.shift() ?? assert.fail('one request too many');
    return messageOf(await handler({ head, body: JSON.stringify({ model: 'm', messages }), signal: undefined, send }));
  }

  const messages: object[] = [{ role: 'user', content: 'clean up' }];
  const first = await chat(messages);
  assert.equal(first.tool_calls[0].id, 'c2');
  messages.push(first, { role: 'tool', tool_call_id: 'c2', content: 'a b' });
  assert.equal((await chat(messages)).content, 'done');

  const [run, ...more] = spans('invoke_agent');
  assert.deepEqual(more, []);
  const operations = [...spans('chat m'), ...spans('execute_tool shell')];
  assert.deepEqual(
    operations.map(({ parentSpanContext }) => parentSpanContext?.spanId),
    operations.map(() => run?.spanContext().spanId),
  );
  assert.deepEqual(
    spans('chat m').map(({ attributes }) => attributes[ATTR.repromptCount]),
    [undefined, 1, undefined],
  );
});
