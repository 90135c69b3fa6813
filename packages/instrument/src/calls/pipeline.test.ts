import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type Directive, verdictOf } from '@airt/engine';
import { ATTR } from '@airt/protocol/semconv';
import { postTo } from '../dialects/testing/requests.ts';
import { createTestServices, enforced } from '../testing/services.ts';
import type { OutgoingRequest, Reply, TransportReply } from '../transports/transport.ts';
import { createTransportHost } from './pipeline.ts';
import type { Services } from './services.ts';

const URL_OF_MODEL = new URL('https://models.example/v1/chat/completions');
const request = { model: 'm', messages: [{ role: 'user', content: 'hello' }] };
const shell = { id: 'c1', type: 'function', function: { name: 'shell', arguments: '{}' } };
const answer = (message: object, finish = 'stop') => ({
  id: 'x',
  model: 'm',
  choices: [{ index: 0, message: { role: 'assistant', ...message }, finish_reason: finish }],
});

const replyWith = (body: object, contentType = 'application/json'): TransportReply => {
  const chunks = [Buffer.from(JSON.stringify(body))];
  return { head: { status: 200, contentType }, native: 'native', body: { read: () => chunks.shift(), cancel: () => {} } };
};

/** One exchange through the host of a transport; `headers` are those of the request. */
function exchange(services: Services, replies: readonly TransportReply[], headers: Record<string, string> = {}) {
  const sent: OutgoingRequest[] = [];
  const head = postTo(URL_OF_MODEL, headers);
  const handler = createTransportHost(() => services)
    .match(head)
    ?.ready();
  assert.ok(typeof handler === 'function');
  const reply = handler({
    head,
    body: JSON.stringify(request),
    signal: undefined,
    async send(outgoing) {
      sent.push(outgoing);
      return replies[sent.length - 1] ?? assert.fail('one request too many');
    },
  });
  return { reply, sent };
}

async function textOf(reply: Reply): Promise<string> {
  const chunks: Uint8Array[] = [];
  for (;;) {
    const chunk = await reply.body?.read();
    if (!chunk) return Buffer.concat(chunks).toString();
    if (reply.isNative) reply.observer?.onChunk?.(chunk);
    chunks.push(chunk);
  }
}

const steer = (traceId: string): Directive => {
  const action: Directive['action'] = { kind: 'steer', guidance: 'Look elsewhere.' };
  return {
    ...{ id: 'dec_1', traceId, action, verdict: verdictOf(action), expiresMs: Date.now() + 60_000, reason: 'it loops' },
    policy: { name: 'p', version: 'v', rule: 'r', mode: 'enforce' },
    ...{ dryRun: false, evidence: [], receivedMs: Date.now(), source: 'local' },
  };
};

describe('an exchange', () => {
  it('leaves in the turn in which it came, and its body is the native one, where nothing governs it', async () => {
    const { services, spans } = createTestServices({ isGoverned: false });
    const { reply, sent } = exchange(services, [replyWith(answer({ content: 'hi' }))]);
    assert.deepEqual(sent, [{}]);
    const received = await reply;
    assert.ok(received?.isNative && received.original?.native === 'native');
    await textOf(received);
    received.observer?.onEnd();
    assert.equal(spans('chat m').length, 1);
  });

  it('is no model call where its body is none, or was given up already', () => {
    const { services } = createTestServices();
    const head = postTo(URL_OF_MODEL);
    const handler = createTransportHost(() => services)
      .match(head)
      ?.ready();
    assert.ok(typeof handler === 'function');
    const send = () => assert.fail('sent');
    for (const body of ['', '[]', '{"a":1}', 'null', '{"messages":"no"}'])
      assert.equal(handler({ head, body, signal: undefined, send }), undefined);
    assert.equal(handler({ head, body: JSON.stringify(request), signal: AbortSignal.abort(), send }), undefined);
  });

  it('is denied without being sent, in the words of the provider', async () => {
    const { services, spans } = createTestServices({
      policies: enforced(`    - { name: no, on: pre_model_call, when: "true", deny: { reason: not today } }`),
    });
    const { reply, sent } = exchange(services, []);
    const received = await reply;
    assert.ok(received);
    assert.deepEqual([sent.length, received.head.status, received.original], [0, 403, undefined]);
    assert.match(await textOf(received), /not today/);
    assert.equal(spans('chat m')[0]?.attributes[ATTR.errorType], 'airt.denied');
  });

  it('fails with what its transport failed with', async () => {
    const { services, spans } = createTestServices();
    const head = postTo(URL_OF_MODEL);
    const handler = createTransportHost(() => services)
      .match(head)
      ?.ready();
    assert.ok(typeof handler === 'function');
    const error = Object.assign(new Error('refused'), { code: 'ECONNREFUSED' });
    const send = () => Promise.reject(error);
    await assert.rejects(async () => handler({ head, body: JSON.stringify(request), signal: undefined, send }), error);
    assert.equal(spans('chat m')[0]?.attributes[ATTR.errorType], 'ECONNREFUSED');
  });
});

describe('a signed request', () => {
  const signed = { authorization: 'AWS4-HMAC-SHA256 Credential=AKID' };

  it('is not edited, and what was due says why it was not applicable', async () => {
    const { services, directives, spans } = createTestServices();
    const first = exchange(services, [replyWith(answer({ content: null, tool_calls: [shell] }, 'tool_calls'))], signed);
    await textOf((await first.reply) ?? assert.fail());
    (await first.reply)?.observer?.onEnd();
    const traceId = spans('chat m')[0]?.spanContext().traceId ?? '';
    const [run] = services.runs.open;
    assert.ok(run);
    directives.accept(steer(traceId));
    const scope = { run, parent: run.span ?? assert.fail(), within: 'tool', guardedByAdapter: () => false } as const;
    const second = services.scopes.run(scope, () => exchange(services, [replyWith(answer({ content: 'hi' }))], signed));
    const reply = await second.reply;
    assert.deepEqual(second.sent, [{}]);
    reply?.observer?.onEnd();
    const event = spans('chat m')[1]?.events.find(({ name }) => name === 'airt.intervention');
    assert.equal(event?.attributes?.[ATTR.outcome], 'not_applicable');
    assert.match(String(event?.attributes?.[ATTR.outcomeReason]), /signed/);
    assert.equal(spans('chat m')[1]?.attributes[ATTR.decisionIds], undefined);
  });

  it('has its answers judged, and is not sent again after a denial', async () => {
    const policies = enforced(`    - { name: no, on: pre_tool_call, when: "true", deny: { reason: not today } }`);
    const { services } = createTestServices({ policies });
    const { reply, sent } = exchange(services, [replyWith(answer({ content: null, tool_calls: [shell] }, 'tool_calls'))], signed);
    assert.match(await textOf((await reply) ?? assert.fail()), /The call was not made: not today/);
    assert.equal(sent.length, 1);
  });
});

describe('an answer of text that a rule denies', () => {
  const policies = enforced(
    `    - { name: no, on: post_model_call, when: response.text.contains("secret"), deny: { reason: it is secret } }`,
  );

  it('is replaced in JSON, and recorded as applied', async () => {
    const { services, spans } = createTestServices({ policies });
    const { reply } = exchange(services, [replyWith(answer({ content: 'a secret' }))]);
    const text = await textOf((await reply) ?? assert.fail());
    assert.equal(JSON.parse(text).choices[0].message.content, 'The answer was withheld: it is secret.');
    const event = spans('chat m')[0]?.events.find(({ name }) => name === 'airt.intervention');
    assert.deepEqual([event?.attributes?.[ATTR.outcome], event?.attributes?.[ATTR.changes]], ['applied', ['text[~]']]);
  });
});
