import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, afterEach, before, describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Action, verdictOf } from '@airt/engine';
import { ATTR } from '@airt/protocol/semconv';
import type { Services } from '../../calls/services.ts';
import { asObjects } from '../../dialects/json.ts';
import { type DialectFixture, type Story, storyContents } from '../../dialects/testing/fixture.ts';
import { fixtureAt } from '../../dialects/testing/fixtures.ts';
import { readRequest } from '../../dialects/testing/requests.ts';
import { chat, openai, responses, waysOf } from '../../dialects/testing/sdk.ts';
import type { JsonObject } from '../../model/json.ts';
import type { Scope } from '../../runs/run.ts';
import { createTestServices, enforced } from '../../testing/services.ts';
import { installFetch } from '../testing/install.ts';

/** What the model answers to one request after the other. */
type Answer = Story | 'busy' | 'never' | ((response: ServerResponse) => void);

const REASON = 'it is not allowed here';
const deny = enforced(`    - { name: no-tools, on: pre_tool_call, when: "true", deny: { reason: ${REASON}, instead: answer at once } }`);

const original = globalThis.fetch;
const state = { answers: [] as Answer[], requests: [] as { fixture: DialectFixture; body: JsonObject; closed: Promise<unknown> }[] };
let server: Server;
let base = '';

before(async () => {
  server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const url = new URL(request.url ?? '/', base);
      const fixture = fixtureAt(url);
      const body: JsonObject = JSON.parse(Buffer.concat(chunks).toString());
      const stream = fixture && readRequest(fixture.dialect, { url, body })?.stream;
      const answer = state.answers[state.requests.length];
      if (!fixture || answer === undefined) return void response.writeHead(404).end();
      state.requests.push({ fixture, body, closed: once(response, 'close') });
      if (answer === 'never') return;
      if (typeof answer === 'function') return answer(response);
      if (answer === 'busy')
        return void response.writeHead(503, { 'content-type': 'application/json' }).end('{"error":{"message":"busy"}}');
      const { json, events } = fixture.replies[answer];
      response.writeHead(200, { 'content-type': stream ? 'text/event-stream; charset=utf-8' : 'application/json' });
      const text = stream ? Buffer.concat(events.map((event) => event.raw)).toString() : JSON.stringify(json);
      // Another response and its items have other ids.
      response.end(text.replaceAll(/(msg|resp)_1/g, `$1_${state.requests.length}`));
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
after(() => {
  server.closeAllConnections();
  server.close();
});
afterEach(() => {
  globalThis.fetch = original;
});

/** A data plane in which every tool call is denied, and a model that answers like this. */
function setUp(answers: readonly Answer[], change: (services: Services) => Services = (services) => services) {
  state.answers = [...answers];
  state.requests = [];
  globalThis.fetch = original;
  const made = createTestServices({ policies: deny });
  const services = change(made.services);
  installFetch(() => services);
  const modelCalls = () => ['chat gpt-4.1', 'chat claude-test', 'generate_content gemini-test'].flatMap((name) => made.spans(name));
  return { ...made, modelCalls };
}

for (const { fixture, ways } of waysOf(() => base)) {
  const { dialect } = fixture;
  describe(`${dialect.name}: an answer whose calls are all refused`, () => {
    for (const [way, run] of Object.entries(ways)) {
      it(`${way}: the model hears of it, and what it says then is the answer`, async () => {
        for (const first of ['one call', 'two calls', 'text then call'] as const) {
          const { spans, modelCalls } = setUp([first, 'plain']);
          const outcome = await run();
          assert.deepEqual(outcome.calls, [], first);
          assert.ok(outcome.text.endsWith(storyContents.plain.text.join('')), outcome.text);
          assert.ok(!outcome.text.includes(REASON), outcome.text);
          assert.ok(['stop', 'end_turn'].includes(outcome.finish ?? ''), outcome.finish ?? '');

          assert.equal(state.requests.length, 2, first);
          const [{ body: asked } = { body: {} }, { body: again } = { body: {} }] = state.requests;
          assert.deepEqual(fixture.validate({ ...fixture.request, body: again }), []);
          const results = readRequest(dialect, { ...fixture.request, body: again })?.messages.flatMap(({ parts }) =>
            parts.filter(({ type }) => type === 'tool_call_response'),
          );
          assert.equal(results?.length, storyContents[first].calls.length);
          for (const result of results ?? [])
            assert.match(JSON.stringify(result), /not made: it is not allowed here. Instead: answer at once/);
          const history = { messages: 0, input: 0, contents: 0 };
          assert.deepEqual({ ...again, ...history }, { ...asked, ...history }, 'nothing else differs');

          assert.deepEqual(
            modelCalls().map(({ attributes }) => attributes[ATTR.repromptCount]),
            [undefined, 1],
          );
          assert.equal(new Set(modelCalls().map(({ parentSpanContext: parent }) => parent?.spanId)).size, 1, 'of one run');
          assert.ok(spans('invoke_agent').length < 2);
        }
      });

      it(`${way}: a model that insists is asked twice, and then its answer says what was refused`, async () => {
        setUp(['one call', 'one call', 'one call', 'plain']);
        const outcome = await run();
        assert.equal(state.requests.length, 3);
        assert.deepEqual(outcome.calls, []);
        assert.ok(outcome.text.includes(REASON), outcome.text);
        assert.ok(['stop', 'end_turn'].includes(outcome.finish ?? ''), outcome.finish ?? '');
      });

      it(`${way}: where the model cannot be asked again, the answer says what was refused`, async () => {
        for (const second of ['busy', (response: ServerResponse) => void response.destroy()] as const) {
          const { spans } = setUp(['text then call', second]);
          const outcome = await run();
          assert.equal(state.requests.length, 2);
          assert.ok(outcome.text.includes(storyContents['text then call'].text.join('')), outcome.text);
          assert.ok(outcome.text.includes(REASON), outcome.text);
          assert.deepEqual(outcome.calls, []);
          assert.deepEqual(
            spans('invoke_agent').map(({ attributes }) => attributes[ATTR.errorType]),
            [undefined],
            'the run has come to its end',
          );
        }
      });
    }
  });
}

/** A call in a run that has a directive, and whose tool calls are denied; `then`: what follows in the run. */
function directed(action: Action, answers: readonly Answer[] = ['one call', 'plain'], then = async () => {}) {
  const { services, directives } = setUp(answers);
  const run = services.runs.start({ owner: 'application', parent: undefined, nested: false, nowMs: services.clock() });
  const policy = { name: 'p', version: '1', rule: 'r', mode: 'enforce' } as const;
  const about = {
    id: 'd',
    traceId: run.traceId,
    reason: 'r',
    dryRun: false,
    evidence: [],
    receivedMs: services.clock(),
    source: 'local',
  } as const;
  directives.accept({ ...about, policy, action, verdict: verdictOf(action), expiresMs: services.clock() + 60_000 });
  assert.ok(run.span);
  const scope: Scope = { run, parent: run.span, within: 'tool', guardedByAdapter: () => false };
  return services.scopes.run(scope, async () => {
    const completion = await openai(base).chat.completions.create(chat);
    await then();
    return completion;
  });
}

describe('asking again', () => {
  it('happens as often as configured', async () => {
    for (const reaskLimit of [0, 1]) {
      setUp(['one call', 'one call', 'one call'], (services) => ({
        ...services,
        config: { ...services.config, repromptLimit: reaskLimit },
      }));
      await openai(base).chat.completions.create(chat);
      assert.equal(state.requests.length, 1 + reaskLimit);
    }
  });

  it('carries guidance that was given with the request before, which the application does not know', async () => {
    await directed({ kind: 'steer', guidance: 'Look elsewhere.' });
    assert.equal(state.requests.length, 2);
    for (const { body } of state.requests) assert.equal(JSON.stringify(body).split('Look elsewhere.').length, 2);
  });

  it('leaves no guidance to be given anew where it came to nothing', async () => {
    await directed({ kind: 'steer', guidance: 'Look elsewhere.' }, ['one call', 'busy', 'plain'], async () => {
      await openai(base).chat.completions.create(chat);
    });
    const told = state.requests.map(({ body }) => JSON.stringify(body).includes('Look elsewhere.'));
    assert.deepEqual(told, [true, true, false]);
  });

  it('does not happen in a run that is told to conclude', async () => {
    const completion = await directed({ kind: 'halt', mode: 'graceful', reason: 'enough' });
    assert.equal(state.requests.length, 1);
    assert.match(completion.choices[0]?.message.content ?? '', /was not made/);
  });

  it('does not use the key under which the provider would repeat its answer', async () => {
    const keys: (string | null)[] = [];
    setUp(['one call', 'plain']);
    const patched = globalThis.fetch;
    globalThis.fetch = original;
    globalThis.fetch = async (input, init) => {
      keys.push(new Headers(init?.headers).get('idempotency-key'));
      return original(input, init);
    };
    installFetch(() => createTestServices({ policies: deny }).services);
    assert.notEqual(globalThis.fetch, patched);
    await openai(base).chat.completions.create(chat, { headers: { 'idempotency-key': 'once' } });
    assert.deepEqual(keys, ['once', null]);
  });

  it('does not wait for the end of a body that is left open', async () => {
    const open = (of: Story) => (response: ServerResponse) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      for (const { raw } of state.requests[0]?.fixture.replies[of].events ?? []) response.write(raw);
    };
    for (const second of [open('plain'), 'busy'] as const) {
      setUp([open('text then call'), second]);
      const text: string[] = [];
      for await (const chunk of await openai(base).chat.completions.create({ ...chat, stream: true })) {
        text.push(chunk.choices[0]?.delta.content ?? '');
      }
      const rest = second === 'busy' ? /not made/ : /Hello there\.\n\nHello there\.$/;
      assert.match(text.join(''), rest);
    }
  });

  it('is where a provider that keeps the history goes on from', async () => {
    const next = { model: 'gpt-4.1', input: 'And b?' };
    setUp(['one call', 'plain', 'plain']);
    const streamed = await openai(base).responses.stream(responses).finalResponse();
    assert.equal(streamed.id, 'resp_1', 'the stream began with it');
    await openai(base).responses.create({ ...next, previous_response_id: 'resp_1' });
    assert.equal(state.requests[2]?.body.previous_response_id, 'resp_2');

    setUp(['one call', 'plain', 'plain']);
    assert.equal((await openai(base).responses.create(responses)).id, 'resp_2');
    await openai(base).responses.create({ ...next, previous_response_id: 'resp_2' });
    assert.deepEqual(state.requests[2]?.body, { ...next, previous_response_id: 'resp_2' });

    setUp(['one call', 'busy', 'plain']);
    assert.equal((await openai(base).responses.create(responses)).id, 'resp_1');
    await openai(base).responses.create({ ...next, previous_response_id: 'resp_1' });
    const [settled, asked] = asObjects(state.requests[2]?.body.input);
    assert.deepEqual([settled?.call_id, asked?.content], ['call_1', 'And b?'], 'it still waits for the result of the call');
  });

  it('ends with the application: an abort rejects what it reads', async () => {
    const abort = new AbortController();
    const { modelCalls } = setUp(['one call', 'never']);
    // The SDK reads a body when it is waited for.
    const rejected = assert.rejects(openai(base).chat.completions.create(chat, { signal: abort.signal }), /aborted/i);
    await requested(2);
    abort.abort();
    await rejected;
    await state.requests[1]?.closed;
    assert.equal(modelCalls().length, 2);
  });

  it('ends with the application: a body that is cancelled is not waited for', async () => {
    setUp(['text then call', 'never']);
    const { body } = await openai(base)
      .chat.completions.create({ ...chat, stream: true })
      .asResponse();
    const reader = body?.getReader();
    const reading = (async () => {
      while (!(await reader?.read())?.done);
    })();
    await requested(2);
    await reader?.cancel();
    await reading;
    await state.requests[1]?.closed;
  });
});

async function requested(count: number): Promise<void> {
  while (state.requests.length < count) await sleep(5);
}
