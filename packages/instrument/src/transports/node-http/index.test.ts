/** Real clients of `node:http` under a data plane: what they do is seen, denied, steered, and prompted again. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, describe, it } from 'node:test';
import * as zlib from 'node:zlib';
import { ATTR } from '@airt/protocol/semconv';
import { createTransportHost } from '../../calls/pipeline.ts';
import type { Services } from '../../calls/services.ts';
import { type DialectFixture, requestOf, type Story, storyContents } from '../../dialects/testing/fixture.ts';
import { fixtureAt, fixtures } from '../../dialects/testing/fixtures.ts';
import { plainEvents } from '../../dialects/testing/plain-reading.ts';
import { readRequest } from '../../dialects/testing/requests.ts';
import type { JsonObject } from '../../model/json.ts';
import { createTestServices, enforced } from '../../testing/services.ts';
import { nodeHttpTransport } from './index.ts';
import { clients, type Post } from './testing/clients.ts';

const REASON = 'it is not allowed here';
const GUIDANCE = 'Look elsewhere.';
const denyTools = enforced(
  `    - { name: no-tools, on: pre_tool_call, when: "true", deny: { reason: ${REASON}, instead: answer at once } }`,
);
const denyCalls = enforced(`    - { name: no-calls, on: pre_model_call, when: "true", deny: { reason: ${REASON} } }`);
const steer = enforced(`    - { name: steer, on: pre_model_call, when: "true", transform: [{ steer: { guidance: ${GUIDANCE} } }] }`);

const ENCODERS: Readonly<Record<string, (bytes: Buffer) => Buffer>> = {
  gzip: (bytes) => zlib.gzipSync(bytes),
  deflate: (bytes) => zlib.deflateSync(bytes),
  br: (bytes) => zlib.brotliCompressSync(bytes),
};

interface State {
  services: Services | undefined;
  answers: readonly Story[];
  coding: string | undefined;
  requests: JsonObject[];
}
const state: State = { services: undefined, answers: [], coding: undefined, requests: [] };
let server: Server;
let base = '';

before(async () => {
  server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const url = new URL(request.url ?? '', 'http://provider.example');
      const fixture = fixtureAt(url);
      const body: JsonObject = JSON.parse(Buffer.concat(chunks).toString());
      const story = state.answers[state.requests.push(body) - 1];
      if (!fixture || !story) return void response.writeHead(404).end();
      const { json, events } = fixture.replies[story];
      const isStream = readRequest(fixture.dialect, { url, body })?.stream === true;
      const bytes = isStream ? Buffer.concat(events.map(({ raw }) => raw)) : Buffer.from(JSON.stringify(json));
      const coded = state.coding ? (ENCODERS[state.coding]?.(bytes) ?? bytes) : bytes;
      response.writeHead(200, {
        'content-type': isStream ? 'text/event-stream; charset=utf-8' : 'application/json',
        ...(state.coding ? { 'content-encoding': state.coding } : {}),
        ...(isStream ? {} : { 'content-length': coded.length }),
      });
      response.end(coded);
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  nodeHttpTransport.install(createTransportHost(() => state.services));
});
after(() => {
  server.closeAllConnections();
  server.close();
});

function setUp(policies: string | undefined, answers: readonly Story[], change: (services: Services) => Services = (services) => services) {
  const made = createTestServices(policies === undefined ? { isGoverned: false } : { policies });
  Object.assign(state, { services: change(made.services), answers, coding: undefined, requests: [] });
  const modelCalls = () => made.spans().filter(({ attributes }) => attributes[ATTR.requestModel] !== undefined);
  return { ...made, modelCalls };
}

/** What an answer says to who reads it: text, and names of tools. */
function meaningOf({ dialect }: DialectFixture, text: string, isStream: boolean) {
  if (!isStream) {
    const { messages, toolCalls, error } = dialect.readResponse(JSON.parse(text));
    return { text: textOf(messages), tools: toolCalls.map(({ name }) => name), error };
  }
  const reader = dialect.openStream();
  for (const block of text.split('\n\n')) {
    const data = /^data: (.*)$/m.exec(block)?.[1];
    const event = /^event: (.*)$/m.exec(block)?.[1];
    if (data) reader.read({ raw: Buffer.from(block), data, ...(event ? { event } : {}) });
  }
  const { messages, toolCalls, error } = reader.response();
  return { text: textOf(messages), tools: toolCalls.map(({ name }) => name), error };
}

const textOf = (messages: ReturnType<DialectFixture['dialect']['readResponse']>['messages']): string =>
  messages.flatMap(({ parts }) => parts.flatMap((part) => (part.type === 'text' ? [part.content] : []))).join('');

for (const fixture of fixtures) {
  for (const isStream of [false, true]) {
    const { url, body } = requestOf(fixture, isStream);
    const send = (post: Post) => post(`${base}${url.pathname}${url.search}`, body);
    const meaning = (text: string) => meaningOf(fixture, text, isStream);
    describe(`${fixture.dialect.name}, ${isStream ? 'streamed' : 'JSON'}`, () => {
      for (const [name, post] of Object.entries(clients)) {
        it(`${name}: is seen once`, async () => {
          const { modelCalls, services } = setUp(undefined, ['two calls']);
          const { status, text } = await send(post);
          assert.equal(status, 200);
          const { json, events } = fixture.replies['two calls'];
          assert.equal(text, isStream ? Buffer.concat(events.map(({ raw }) => raw)).toString() : JSON.stringify(json));
          assert.deepEqual(state.requests, [body]);
          assert.equal(modelCalls().length, 1);
          const [span] = modelCalls();
          assert.equal(span?.attributes[ATTR.errorType], undefined);
          const { finish } = fixture.plainReading(json, isStream ? plainEvents(text) : undefined);
          assert.deepEqual(span?.attributes[ATTR.responseFinishReasons], finish);
          assert.equal(services.openCalls.size, 0);
        });

        it(`${name}: a denied model call is not sent`, async () => {
          const { modelCalls } = setUp(denyCalls, ['plain']);
          const { status, text } = await send(post);
          assert.equal(status, 403);
          assert.match(text, new RegExp(REASON));
          assert.deepEqual(JSON.parse(text), fixture.dialect.errorResponse(JSON.parse(text).error.message).body);
          assert.equal(state.requests.length, 0);
          assert.equal(modelCalls().length, 1);
        });

        it(`${name}: guidance is added`, async () => {
          setUp(steer, ['plain']);
          const { text } = await send(post);
          assert.equal(meaning(text).text, storyContents.plain.text.join(''));
          assert.equal(JSON.stringify(state.requests[0]).split(GUIDANCE).length, 2);
        });

        for (const coding of [undefined, 'gzip', 'deflate', 'br']) {
          if (coding && name.startsWith('http.request')) continue;
          it(`${name}: a denied tool call is not received${coding ? `, coded ${coding}` : ''}`, async () => {
            setUp(denyTools, ['text then call'], (services) => ({ ...services, config: { ...services.config, repromptLimit: 0 } }));
            state.coding = coding;
            const { text } = meaning((await send(post)).text);
            assert.ok(text.includes(storyContents['text then call'].text.join('')) && text.includes(REASON), text);
            assert.equal(state.requests.length, 1);
          });
        }

        it(`${name}: the model is prompted again`, async () => {
          const { modelCalls } = setUp(denyTools, ['one call', 'plain']);
          const { text, tools } = meaning((await send(post)).text);
          assert.deepEqual([text, tools], [storyContents.plain.text.join(''), []]);
          assert.equal(state.requests.length, 2);
          assert.deepEqual(
            modelCalls().map(({ attributes }) => attributes[ATTR.repromptCount]),
            [undefined, 1],
          );
        });
      }
    });
  }
}

describe('node:http', () => {
  it('the built-in fetch does not pass here', async () => {
    const { modelCalls } = setUp(undefined, ['plain']);
    const { url, body } = fixtures[0]?.request ?? assert.fail();
    await (await fetch(`${base}${url.pathname}`, { method: 'POST', body: JSON.stringify(body) })).text();
    assert.equal(state.requests.length, 1);
    assert.equal(modelCalls().length, 0);
  });
});
