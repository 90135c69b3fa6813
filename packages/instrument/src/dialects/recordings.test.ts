import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { gunzipSync } from 'node:zlib';
import type { Frame } from '../framing/framing.ts';
import { framings } from '../framing/index.ts';
import { isDerivedCallId } from '../model/call-id.ts';
import { isObject, type JsonObject } from '../model/json.ts';
import type { RequestEdit } from '../model/model-request.ts';
import type { CallEdit, ModelResponse, ToolCall } from '../model/model-response.ts';
import type { Dialect, WireRequest } from './dialect.ts';
import { findDialect } from './index.ts';
import { openJsonResponse } from './json-response.ts';
import { accumulate } from './testing/accumulate.ts';
import { play, splice } from './testing/conformance.ts';
import { fixtureOf, fixtures } from './testing/fixtures.ts';
import { plainEvents, type Reading } from './testing/plain-reading.ts';
import { postTo, readRequest } from './testing/requests.ts';

/**
 * Recorded traffic of real providers, read by the dialects and, beside it, in the plainest way straight from the bytes. The recordings
 * are not part of the project: AIRT_EVAL_DIR names the directory with `recordings/*.jsonl.gz`, one exchange a line.
 */
const directory = process.env.AIRT_EVAL_DIR;
const NEEDED = 'set AIRT_EVAL_DIR to the directory that holds recordings/*.jsonl.gz to read recorded provider traffic';

interface Exchange {
  readonly where: string;
  readonly url: URL;
  readonly dialect: Dialect;
  readonly request: string | null;
  readonly status: number;
  readonly sse: boolean;
  readonly response: string;
}

function* exchanges(dir: string): Generator<Exchange> {
  const folder = path.join(dir, 'recordings');
  for (const file of readdirSync(folder)) {
    if (!file.endsWith('.jsonl.gz')) continue;
    const lines = gunzipSync(readFileSync(path.join(folder, file)))
      .toString('utf8')
      .split('\n');
    for (const [at, line] of lines.entries()) {
      if (line === '') continue;
      const entry = JSON.parse(line);
      if (typeof entry.url !== 'string' || !URL.canParse(entry.url) || typeof entry.response !== 'string') continue;
      const url = new URL(entry.url);
      const dialect = findDialect({ ...postTo(url), method: entry.method })?.dialect;
      if (dialect === undefined) continue;
      const { request, status, response } = entry;
      // An error may be called a stream, and is none.
      const sse = entry.sse === true && !/^\s*[{[]/.test(response);
      yield { where: `${file}:${at + 1} ${entry.url}`, url, dialect, request, status, sse, response };
    }
  }
}

function ours(response: ModelResponse, parseArguments: boolean): Reading {
  return {
    id: response.id,
    model: response.model,
    input: response.usage?.inputTokens,
    output: response.usage?.outputTokens,
    cacheRead: response.usage?.cacheReadTokens,
    cacheWrite: response.usage?.cacheWriteTokens,
    reasoning: response.usage?.reasoningTokens,
    finish: response.finishReasons,
    calls: response.toolCalls.map((call) => [
      call.id !== undefined && isDerivedCallId(call.id) ? undefined : call.id,
      call.name,
      parseArguments && typeof call.arguments === 'string' ? JSON.parse(call.arguments) : call.arguments,
    ]),
    error: response.error !== undefined,
  };
}

function readJson({ dialect, response }: Pick<Exchange, 'dialect' | 'response'>): ModelResponse {
  const reader = dialect.openJson?.() ?? openJsonResponse(dialect);
  reader.read(framings.json.encode({ data: response }));
  return reader.response();
}

function readStream(exchange: Exchange): ModelResponse {
  const reader = exchange.dialect.openStream();
  const framer = framings.sse.createFramer();
  const bytes = Buffer.from(exchange.response);
  const out: Uint8Array[] = [];
  let open = false;
  const done = new Set<string>();
  const take = (event: ReturnType<typeof framer.end>): void => {
    if (event === undefined) return;
    const step = reader.read(event);
    open = step.open;
    for (const call of step.complete) {
      assert.ok(!done.has(call.key), `${exchange.where}: ${call.key} is complete twice`);
      done.add(call.key);
    }
    for (const rewritten of reader.rewrite(event)) out.push(rewritten.raw);
  };
  for (let at = 0; at < bytes.length; at += 1000) for (const event of framer.push(bytes.subarray(at, at + 1000))) take(event);
  take(framer.end());
  assert.ok(Buffer.concat(out).equals(bytes), `${exchange.where}: the bytes are not the same`);
  const response = reader.response();
  assert.equal(open, false, `${exchange.where}: a call is open at the end`);
  assert.deepEqual([...done].sort(), response.toolCalls.map((call) => call.key).sort(), `${exchange.where}: completed calls`);
  return response;
}

function isOff(body: JsonObject): boolean {
  const choice = body.tool_choice ?? body.function_call ?? body.toolConfig ?? body.tool_config;
  return choice === 'none' || JSON.stringify(choice) === '{"type":"none"}' || JSON.stringify(choice)?.includes('"mode":"NONE"') === true;
}

function editsFor(names: readonly string[]): RequestEdit[][] {
  return [
    [{ kind: 'add_guidance', text: 'Try another way.' }],
    ...names.map((name): RequestEdit[] => [{ kind: 'remove_tool', name }]),
    names.map((name): RequestEdit => ({ kind: 'remove_tool', name })),
    [{ kind: 'disable_tools' }],
    [{ kind: 'set_parameters', maxOutputTokens: 1, temperature: 0 }],
    [
      { kind: 'add_guidance', text: 'Conclude.' },
      { kind: 'disable_tools' },
      { kind: 'set_parameters', model: 'other', maxOutputTokens: 50 },
    ],
  ];
}

if (directory === undefined) {
  const required = process.env.CI === 'true';
  test('recorded traffic is read as it stands', { skip: required ? false : NEEDED }, () => {
    assert.fail(NEEDED);
  });
} else {
  test('recorded responses are read as they stand', (t) => {
    const counts: Record<string, Record<string, number>> = {};
    const faults: string[] = [];
    for (const exchange of exchanges(directory)) {
      const { name } = exchange.dialect;
      counts[name] ??= { exchanges: 0, sse: 0, errors: 0, fields: 0, calls: 0, unread: 0 };
      const count = counts[name];
      count.exchanges = (count.exchanges ?? 0) + 1;
      let expected: Reading;
      let actual: Reading;
      try {
        const events = exchange.sse ? plainEvents(exchange.response) : undefined;
        const body = exchange.sse ? undefined : JSON.parse(exchange.response);
        expected = fixtureOf(exchange.dialect)?.plainReading(body, events) as Reading;
        const response = exchange.sse ? readStream(exchange) : readJson(exchange);
        actual = ours(response, name === 'anthropic.messages');
      } catch (error) {
        if (!(error instanceof SyntaxError)) throw error;
        // Not JSON (an HTML error page, a compressed body): the transport does not ask the dialect.
        count.unread = (count.unread ?? 0) + 1;
        continue;
      }
      if (exchange.sse) count.sse = (count.sse ?? 0) + 1;
      if (exchange.status >= 400) {
        count.errors = (count.errors ?? 0) + 1;
        if (!actual.error) faults.push(`${exchange.where}: the error was not read`);
      }
      for (const key of Object.keys(expected) as (keyof Reading)[]) {
        count.fields = (count.fields ?? 0) + 1;
        try {
          assert.deepEqual(actual[key], expected[key]);
        } catch {
          faults.push(`${exchange.where}: ${key} ${JSON.stringify(actual[key])} and not ${JSON.stringify(expected[key])}`);
        }
      }
      count.calls = (count.calls ?? 0) + (actual.calls as unknown[]).length;
    }
    for (const [name, count] of Object.entries(counts)) t.diagnostic(`${name}: ${JSON.stringify(count)}`);
    assert.equal(faults.length, 0, faults.slice(0, 20).join('\n'));
    assert.equal(Object.keys(counts).length, fixtures.length, 'recordings of all dialects');
  });

  test('recorded responses are edited so that the real SDKs read them', async (t) => {
    const counts = { edited: 0, streams: 0, helpers: 0 };
    const faults: string[] = [];
    for (const exchange of exchanges(directory)) {
      if (exchange.status >= 400) continue;
      const { dialect, where, sse } = exchange;
      const fixture = fixtureOf(dialect);
      let found: ModelResponse;
      let body: JsonObject = {};
      const events: Frame[] = [];
      try {
        if (!sse) body = JSON.parse(exchange.response);
      } catch {
        continue;
      }
      if (sse) {
        const framer = framings.sse.createFramer();
        events.push(...framer.push(Buffer.from(exchange.response)));
        found = readStream(exchange);
      } else found = readJson(exchange);
      if (found.toolCalls.length === 0 || fixture === undefined || (!sse && !isObject(body))) continue;
      const removeAll = found.toolCalls.map((call): CallEdit => ({ kind: 'remove_call', key: call.key, text: `No ${call.name}.` }));
      const changeAll = found.toolCalls.map((call): CallEdit => ({ kind: 'replace_call', key: call.key, arguments: '{"z":1}' }));
      for (const edits of [removeAll, removeAll.slice(0, 1), changeAll]) {
        counts.edited += 1;
        const judge = (calls: readonly ToolCall[]): CallEdit[] => edits.filter((edit) => calls.some((call) => call.key === edit.key));
        const sent = sse ? play(fixture, events, judge).sent : [];
        const edited: ModelResponse = sse
          ? play(fixture, sent, () => []).response
          : dialect.readResponse(dialect.editResponse(body, edits));
        const removed = edits.filter((edit) => edit.kind === 'remove_call').length;
        if (edited.toolCalls.length !== found.toolCalls.length - removed) faults.push(`${where}: calls left ${edited.toolCalls.length}`);
        if (edited.toolCalls.length === 0 && /tool|function/.test(edited.finishReasons.join()))
          faults.push(`${where}: ${edited.finishReasons}`);
        assert.deepEqual([edited.id, edited.model, edited.usage], [found.id, found.model, found.usage], where);
        if (!sse) continue;
        counts.streams += 1;
        const before = await accumulate(dialect.name, exchange.request ?? '{}', Buffer.from(exchange.response));
        // What the helper of the SDK does not read as it was recorded, it need not read edited.
        if (before instanceof Error) continue;
        counts.helpers += 1;
        const after = await accumulate(dialect.name, exchange.request ?? '{}', Buffer.concat(sent.map((event) => event.raw)));
        if (after instanceof Error) faults.push(`${where}: ${after.message}`);
        else if (after !== edited.toolCalls.length) faults.push(`${where}: the SDK sees ${after} calls`);
      }
    }
    t.diagnostic(JSON.stringify(counts));
    assert.equal(faults.length, 0, faults.slice(0, 20).join('\n'));
  });

  test('what models wanted can be refused to them, and another answer follows in its place', async (t) => {
    const counts = { asked: 0, cannot: 0, streams: 0, helpers: 0 };
    const faults: string[] = [];
    for (const exchange of exchanges(directory)) {
      const { dialect, where, sse } = exchange;
      const fixture = fixtureOf(dialect);
      if (exchange.status >= 400 || typeof exchange.request !== 'string' || fixture === undefined) continue;
      let request: WireRequest;
      let answer: JsonObject | undefined;
      const reader = dialect.openStream();
      const sent: Frame[] = [];
      try {
        request = { url: exchange.url, body: JSON.parse(exchange.request) };
        if (sse) {
          let begun = false;
          for (const event of framings.sse.createFramer().push(Buffer.from(exchange.response))) {
            const { open, complete } = reader.read(event);
            begun ||= open || complete.length > 0;
            if (!begun) sent.push(event);
          }
          answer = reader.assembledResponse();
        } else answer = JSON.parse(exchange.response);
      } catch {
        continue;
      }
      const { toolCalls } = sse ? reader.response() : readJson(exchange);
      if (toolCalls.length === 0) continue;
      const refusals = new Map(toolCalls.map((call) => [call.key, `No ${call.name}.`]));
      const asked = answer && dialect.reprompt(request, answer, refusals);
      if (!asked) {
        counts.cannot += 1;
        continue;
      }
      counts.asked += 1;
      const known = fixture.validate(request);
      for (const fault of fixture.validate(asked)) if (!known.includes(fault)) faults.push(`${where}: ${fault}`);
      const results = readRequest(dialect, asked)?.messages.flatMap(({ parts }) =>
        parts.filter(({ type }) => type === 'tool_call_response'),
      );
      if ((results?.length ?? 0) < toolCalls.length) faults.push(`${where}: a refusal is missing`);
      if (!sse) continue;
      counts.streams += 1;
      if ((await accumulate(dialect.name, exchange.request, Buffer.from(exchange.response))) instanceof Error) continue;
      counts.helpers += 1;
      const resume = splice(reader);
      // Items of another response have other ids.
      const events = fixture.replies['two calls'].events.map((event) => ({
        ...event,
        data: event.data?.replaceAll(/"((msg|fc|rs)_[^"]*)"/g, '"$1_b"'),
      }));
      for (const event of events) sent.push(...resume(event as Frame));
      const after = await accumulate(dialect.name, exchange.request, Buffer.concat(sent.map((event) => event.raw)));
      if (after !== 2) faults.push(`${where}: ${after instanceof Error ? after.message : `the SDK sees ${after} calls`}`);
    }
    t.diagnostic(JSON.stringify(counts));
    assert.equal(faults.length, 0, faults.slice(0, 20).join('\n'));
  });

  test('recorded requests stay valid under every kind of edit', (t) => {
    const faults: string[] = [];
    let requests = 0;
    let edited = 0;
    let faulty = 0;
    for (const exchange of exchanges(directory)) {
      if (typeof exchange.request !== 'string') continue;
      let body: JsonObject;
      try {
        body = JSON.parse(exchange.request);
      } catch {
        continue;
      }
      const before = JSON.stringify(body);
      const request: WireRequest = { url: exchange.url, body };
      const parsed = readRequest(exchange.dialect, request);
      if (parsed === undefined) {
        faults.push(`${exchange.where}: the request was not read`);
        continue;
      }
      requests += 1;
      const known = fixtureOf(exchange.dialect)?.validate(request) ?? [];
      if (known.length > 0) faulty += 1;
      for (const edits of editsFor([...new Set(parsed.tools.map((tool) => tool.name))])) {
        const after = exchange.dialect.editRequest(request, edits);
        edited += 1;
        for (const fault of fixtureOf(exchange.dialect)?.validate(after) ?? []) {
          if (!known.includes(fault)) faults.push(`${exchange.where}: ${edits.map((edit) => edit.kind).join()}: ${fault}`);
        }
        const again = readRequest(exchange.dialect, after);
        for (const edit of edits) {
          if (edit.kind === 'remove_tool' && again?.tools.some((tool) => tool.name === edit.name) && !isOff(after.body)) {
            faults.push(`${exchange.where}: ${edit.name} is still there`);
          }
          // Tools that the provider runs may be off by not being offered.
          if (edit.kind === 'disable_tools' && (again?.tools.length ?? 0) > 0 && !isOff(after.body))
            faults.push(`${exchange.where}: tools are still on`);
          if (edit.kind === 'add_guidance' && !JSON.stringify(again).includes(edit.text))
            faults.push(`${exchange.where}: guidance is missing`);
        }
      }
      assert.equal(JSON.stringify(body), before, `${exchange.where}: the request was changed in place`);
    }
    t.diagnostic(`requests: ${requests}, edited: ${edited}, with faults as recorded: ${faulty}`);
    assert.equal(faults.length, 0, faults.slice(0, 20).join('\n'));
  });
}
