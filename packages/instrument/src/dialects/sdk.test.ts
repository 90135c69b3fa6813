import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, test } from 'node:test';
import { createAnthropic } from '@ai-sdk/anthropic';
import { createGoogle } from '@ai-sdk/google';
import { createOpenAI } from '@ai-sdk/openai';
import Anthropic from '@anthropic-ai/sdk';
import { ApiError } from '@google/genai';
import { generateText } from 'ai';
import OpenAI from 'openai';
import type { JsonObject } from '../model/json.ts';
import type { CallEdit } from '../model/model-response.ts';
import { editsOf, play } from './testing/conformance.ts';
import { type DialectFixture, type Story, stories, storyContents } from './testing/fixture.ts';
import { fixtureAt } from './testing/fixtures.ts';
import { readRequest } from './testing/requests.ts';
import { anthropic, chat, gemini, generate, langchainGemini, messages, openai, responses, waysOf } from './testing/sdk.ts';

/**
 * The real SDKs read what the dialects have edited: from a server on this machine, JSON and streamed, by their plain calls and by their
 * helpers that accumulate a stream and check it as they go.
 */
let story: Story = 'plain';
let edits: readonly CallEdit[] = [];
let refusing = false;
let requests = 0;
let base = '';
let server: Server;

function answer(fixture: DialectFixture, stream: boolean): { status: number; type: string; body: string | Buffer } {
  const { json, events } = fixture.replies[story];
  if (refusing) {
    const { status, body } = fixture.dialect.errorResponse('not allowed here');
    return { status, type: 'application/json', body: JSON.stringify(body) };
  }
  if (!stream) return { status: 200, type: 'application/json', body: JSON.stringify(fixture.dialect.editResponse(json, edits)) };
  const { sent } = play(fixture, events, (calls) => edits.filter((edit) => calls.some((call) => call.key === edit.key)));
  return { status: 200, type: 'text/event-stream', body: Buffer.concat(sent.map((event) => event.raw)) };
}

before(async () => {
  server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      requests += 1;
      const url = new URL(request.url ?? '/', 'http://localhost');
      const fixture = fixtureAt(url);
      if (fixture === undefined) {
        response.writeHead(404).end();
        return;
      }
      const body: JsonObject = JSON.parse(Buffer.concat(chunks).toString());
      const reply = answer(fixture, readRequest(fixture.dialect, { url, body })?.stream === true);
      response.writeHead(reply.status, { 'content-type': reply.type }).end(reply.body);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

after(() => {
  server.closeAllConnections();
  server.close();
});

/** What the edits leave, told without any dialect. */
function expected(of: Story, list: readonly CallEdit[], keys: readonly string[]): { texts: string[]; calls: unknown[] } {
  const texts = storyContents[of].text.length > 0 ? [storyContents[of].text.join('')] : [];
  const calls: unknown[] = [];
  storyContents[of].calls.forEach((call, at) => {
    const edit = list.find((each) => each.key === keys[at]);
    if (edit?.kind === 'remove_call') texts.push(edit.text);
    else calls.push([call.id, edit?.name ?? call.name, JSON.parse(edit?.arguments ?? call.arguments)]);
  });
  return { texts, calls };
}

for (const { fixture, ways: table } of waysOf(() => base)) {
  for (const [way, run] of Object.entries(table)) {
    test(`${fixture.dialect.name}: ${way} reads edited replies`, async () => {
      for (const each of stories) {
        const found = fixture.dialect.readResponse(fixture.replies[each].json).toolCalls;
        for (const list of [[], ...editsOf(found)]) {
          story = each;
          edits = list;
          const what = `${each}: ${JSON.stringify(list)}`;
          const outcome = await run();
          const { texts, calls } = expected(
            each,
            list,
            found.map((call) => call.key),
          );
          assert.deepEqual(outcome.calls, calls, what);
          for (const text of texts) assert.ok(outcome.text.includes(text), `${what}: ${outcome.text}`);
          const reasons = calls.length > 0 ? ['tool_calls', 'tool_use', 'tool-calls'] : ['stop', 'end_turn'];
          assert.ok(reasons.includes(outcome.finish ?? ''), `${what}: ${outcome.finish}`);
        }
      }
    });
  }
}

test('a refusal is the error of the SDK and is not tried again', async () => {
  refusing = true;
  story = 'plain';
  edits = [];
  try {
    const attempts: readonly [() => Promise<unknown>, abstract new (...args: never[]) => Error][] = [
      [async () => openai(base).chat.completions.create(chat), OpenAI.PermissionDeniedError],
      [async () => openai(base).chat.completions.create({ ...chat, stream: true }), OpenAI.PermissionDeniedError],
      [async () => openai(base).responses.create(responses), OpenAI.PermissionDeniedError],
      [async () => anthropic(base).messages.create(messages), Anthropic.PermissionDeniedError],
      [async () => anthropic(base).messages.create({ ...messages, stream: true }), Anthropic.PermissionDeniedError],
      [async () => gemini(base).models.generateContent(generate), ApiError],
      [async () => gemini(base).models.generateContentStream(generate), ApiError],
      [async () => langchainGemini(base).invoke('Find a.'), Error],
      [async () => langchainGemini(base).stream('Find a.'), Error],
    ];
    for (const [attempt, type] of attempts) {
      requests = 0;
      await assert.rejects(attempt, (error: unknown) => error instanceof type && error.message.includes('not allowed here'));
      assert.equal(requests, 1);
    }
    for (const model of [
      createOpenAI({ apiKey: 'none', baseURL: `${base}/v1` })('gpt-4.1'),
      createAnthropic({ apiKey: 'none', baseURL: `${base}/v1` })('claude-test'),
      createGoogle({ apiKey: 'none', baseURL: `${base}/v1beta` })('gemini-test'),
    ]) {
      requests = 0;
      await assert.rejects(generateText({ model, prompt: 'Find a.', maxOutputTokens: 100 }), /not allowed here/);
      assert.equal(requests, 1);
    }
  } finally {
    refusing = false;
  }
});
