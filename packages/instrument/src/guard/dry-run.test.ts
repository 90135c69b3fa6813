import assert from 'node:assert/strict';
import { afterEach, test } from 'node:test';
import { type Directive, verdictOf } from '@airt/engine';
import { ATTR } from '@airt/protocol/semconv';
import { createTestServices } from '../testing/services.ts';
import { installFetch } from '../transports/testing/install.ts';

const original = globalThis.fetch;
afterEach(() => {
  globalThis.fetch = original;
});

const user = { role: 'user', content: 'search' };
const call = { id: 'c1', type: 'function', function: { name: 'search', arguments: '{}' } };
const tools = [{ type: 'function', function: { name: 'search', parameters: {} } }];

test('a dry run leaves an event and a span where it would have been applied, and changes nothing', async () => {
  const bodies: string[] = [];
  globalThis.fetch = async (_url, init) => {
    bodies.push(String(init?.body));
    const message = bodies.length === 1 ? { role: 'assistant', content: null, tool_calls: [call] } : { role: 'assistant', content: 'done' };
    const choices = [{ index: 0, finish_reason: bodies.length === 1 ? 'tool_calls' : 'stop', message }];
    return Response.json({ id: `r${bodies.length}`, model: 'm', choices });
  };
  const { services, directives, spans } = createTestServices();
  installFetch(() => services);
  const ask = async (messages: readonly object[]): Promise<void> => {
    const body = JSON.stringify({ model: 'm', messages, tools });
    await (await fetch('http://model.invalid/v1/chat/completions', { method: 'POST', body })).json();
  };
  await ask([user]);
  const [first] = spans('chat m');
  const action: Directive['action'] = { kind: 'deny_tool', tool: 'search', reason: 'loop' };
  directives.accept({
    id: 'dec_1',
    traceId: first?.spanContext().traceId ?? '',
    action,
    verdict: verdictOf(action),
    expiresMs: Date.now() + 60_000,
    reason: 'it loops',
    policy: { name: 'p', version: 'v', rule: 'r', mode: 'shadow' },
    dryRun: true,
    evidence: [],
    receivedMs: Date.now(),
    source: 'local',
  });
  const messages = [user, { role: 'assistant', content: null, tool_calls: [call] }, { role: 'tool', tool_call_id: 'c1', content: 'x' }];
  await ask(messages);
  assert.deepEqual(JSON.parse(bodies[1] ?? ''), { model: 'm', messages, tools });
  const event = spans('chat m')[1]?.events.find(({ name }) => name === 'airt.intervention');
  assert.deepEqual([event?.attributes?.[ATTR.dryRun], event?.attributes?.[ATTR.decisionId]], [true, 'dec_1']);
  assert.equal(spans('airt.intervention deny_tool').length, 1);
  assert.deepEqual([directives.waiting, directives.lasting], [0, 0]);
});
