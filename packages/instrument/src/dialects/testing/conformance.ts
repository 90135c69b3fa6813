import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Frame } from '../../framing/framing.ts';
import { framings } from '../../framing/index.ts';
import { isObject, type JsonObject, type JsonValue } from '../../model/json.ts';
import type { RequestEdit } from '../../model/model-request.ts';
import type { CallEdit, ModelResponse, ToolCall } from '../../model/model-response.ts';
import type { Dialect, StreamReader, WireRequest } from '../dialect.ts';
import { type DialectFixture, stories, storyContents } from './fixture.ts';
import { readRequest } from './requests.ts';

/** Plays a stream as the transport does: what is open is held, judged when complete, and released rewritten. */
export function play(
  fixture: DialectFixture,
  events: readonly Frame[],
  judge: (calls: readonly ToolCall[]) => readonly CallEdit[],
): { readonly sent: Frame[]; readonly response: ModelResponse } {
  const reader = fixture.dialect.openStream();
  const sent: Frame[] = [];
  let held: Frame[] = [];
  let complete: ToolCall[] = [];
  for (const event of events) {
    held.push(event);
    const step = reader.read(event);
    complete.push(...step.complete);
    if (step.open) continue;
    const edits = complete.length > 0 ? judge(complete) : [];
    if (edits.length > 0) reader.edit(edits);
    complete = [];
    for (const each of held) sent.push(...reader.rewrite(each));
    held = [];
  }
  sent.push(...held);
  return { sent, response: reader.response() };
}

/** Reads a stream from its bytes. */
function readBytes(fixture: DialectFixture, bytes: Uint8Array, sizes: readonly number[] = [64]): ModelResponse {
  const reader = fixture.dialect.openStream();
  const framer = framings[fixture.dialect.streamFraming].createFramer();
  let at = 0;
  for (let i = 0; at < bytes.length; i += 1) {
    const size = sizes[i % sizes.length] ?? 1;
    for (const event of framer.push(bytes.slice(at, at + size))) reader.read(event);
    at += size;
  }
  const last = framer.end();
  if (last !== undefined) reader.read(last);
  return reader.response();
}

const bytesOf = (events: readonly Frame[]): Buffer => Buffer.concat(events.map((event) => event.raw));
const none = (): readonly CallEdit[] => [];
const argumentsValue = (args: unknown): unknown => (typeof args === 'string' && args !== '' ? JSON.parse(args) : args);

/** Arguments as an object whatever the wire carries, and neighbouring texts as one: in this the two forms of a reply may differ. */
function normal(response: ModelResponse): unknown {
  return {
    ...response,
    toolCalls: response.toolCalls.map((call) => ({ ...call, arguments: argumentsValue(call.arguments) })),
    messages: response.messages.map((message) => ({
      ...message,
      parts: message.parts.map((part) => (part.type === 'tool_call' ? { ...part, arguments: argumentsValue(part.arguments) } : part)),
    })),
  };
}

/** A request as it is read, with arguments as objects. */
function normalRequest(dialect: Dialect, request: WireRequest): unknown {
  const { messages = [], ...rest } = readRequest(dialect, request) ?? {};
  return { ...rest, messages: (normal({ messages, toolCalls: [], finishReasons: [], attributes: {} }) as ModelResponse).messages };
}

/** A stream goes on with another answer; each dialect's streams can. */
export function splice(reader: StreamReader): (frame: Frame) => readonly Frame[] {
  assert.ok(reader.spliceContinuation);
  return reader.spliceContinuation();
}

function textOf(response: ModelResponse): string {
  return response.messages.flatMap((message) => message.parts.flatMap((part) => (part.type === 'text' ? [part.content] : []))).join('|');
}

/** Every edit that can be made to the calls of a story: each alone, all together, and mixed. */
export function editsOf(calls: readonly ToolCall[]): CallEdit[][] {
  const remove = calls.map((call): CallEdit => ({ kind: 'remove_call', key: call.key, text: `No ${call.name}.` }));
  const replace = calls.map((call): CallEdit => ({ kind: 'replace_call', key: call.key, name: 'save', arguments: '{"to":"c"}' }));
  const rename = calls.map((call): CallEdit => ({ kind: 'replace_call', key: call.key, name: 'save' }));
  const change = calls.map((call): CallEdit => ({ kind: 'replace_call', key: call.key, arguments: '{"q":"z"}' }));
  const mixed = calls.map(
    (call, at): CallEdit =>
      at === 0 ? { kind: 'remove_call', key: call.key, text: 'No.' } : { kind: 'replace_call', key: call.key, arguments: '{"q":"z"}' },
  );
  return [...[...remove, ...replace, ...change].map((edit) => [edit]), remove, replace, rename, mixed].filter((list) => list.length > 0);
}

const requestEdits: readonly (readonly RequestEdit[])[] = [
  [{ kind: 'add_guidance', text: 'Try another way.' }],
  [{ kind: 'remove_tool', name: 'search' }],
  [{ kind: 'remove_tool', name: 'save' }],
  [{ kind: 'remove_tool', name: 'absent' }],
  [
    { kind: 'remove_tool', name: 'search' },
    { kind: 'remove_tool', name: 'save' },
  ],
  [{ kind: 'disable_tools' }],
  [{ kind: 'set_parameters', maxOutputTokens: 1, temperature: 0.1 }],
  [{ kind: 'set_parameters', model: 'other', maxOutputTokens: 10_000, temperature: 2 }],
  [{ kind: 'replace_result', callId: 'call_0', text: 'withheld' }],
  [{ kind: 'disable_tools' }, { kind: 'add_guidance', text: 'Conclude.' }, { kind: 'set_parameters', maxOutputTokens: 100 }],
];

/** The suite that every dialect passes. */
export function conforms(fixture: DialectFixture): void {
  const { dialect } = fixture;
  const name = (what: string): string => `${dialect.name}: ${what}`;

  test(name('a reply is the same as JSON and as a stream'), () => {
    for (const story of stories) {
      const { json, events } = fixture.replies[story];
      const fromJson = dialect.readResponse(json);
      assert.deepEqual(normal(play(fixture, events, none).response), normal(fromJson), story);
      assert.deepEqual(
        fromJson.toolCalls.map(({ id, name: tool }) => [id, tool]),
        storyContents[story].calls.map((call) => [call.id, call.name]),
      );
      assert.equal(textOf(fromJson), storyContents[story].text.join(''));
      assert.deepEqual(fromJson.usage, { ...fromJson.usage, inputTokens: 30, outputTokens: 12, cacheReadTokens: 10, reasoningTokens: 4 });
      assert.equal(fromJson.finishReasons.length, 1);
    }
    const error = dialect.readResponse(fixture.error.json).error;
    assert.deepEqual(error, { type: fixture.errorType, message: 'Slow down.' });
    assert.deepEqual(play(fixture, fixture.error.events, none).response.error, error);
  });

  test(name('text is never held and a call never passes before it is complete'), () => {
    for (const story of stories) {
      const reader = dialect.openStream();
      let chunks = 0;
      const keys: string[] = [];
      for (const event of fixture.replies[story].events) {
        const step = reader.read(event);
        if (step.chunk) chunks += 1;
        if (storyContents[story].calls.length === 0) assert.equal(step.open, false, story);
        keys.push(...step.complete.map((call) => call.key));
        const begun = reader.response().toolCalls.length;
        assert.equal(step.open, begun > keys.length, story);
      }
      assert.ok(chunks >= storyContents[story].text.length + storyContents[story].calls.length, `${story}: a call may come whole`);
      assert.equal(new Set(keys).size, storyContents[story].calls.length, story);
    }
  });

  test(name('a stream without edits passes to the byte, in any chunks'), () => {
    for (const story of stories) {
      const { events } = fixture.replies[story];
      const { sent, response } = play(fixture, events, none);
      for (const [at, event] of sent.entries()) assert.equal(event, events[at]);
      assert.equal(sent.length, events.length);
      fc.assert(
        fc.property(fc.array(fc.integer({ min: 1, max: 200 }), { minLength: 1, maxLength: 6 }), (sizes) => {
          assert.deepEqual(readBytes(fixture, bytesOf(events), sizes), response);
        }),
        { numRuns: 20 },
      );
    }
  });

  test(name('an edit of a reply is the same in JSON and in a stream'), () => {
    for (const story of stories) {
      const { json, events } = fixture.replies[story];
      const before = JSON.stringify(json);
      for (const edits of editsOf(dialect.readResponse(json).toolCalls)) {
        const what = `${story}: ${JSON.stringify(edits)}`;
        const edited = dialect.readResponse(dialect.editResponse(json, edits));
        const { sent, response } = play(fixture, events, (calls) => edits.filter((edit) => calls.some((call) => call.key === edit.key)));
        assert.deepEqual(normal(readBytes(fixture, bytesOf(sent))), normal(edited), what);
        assert.deepEqual(response, play(fixture, events, none).response, `${what}: the reader tells what the provider sent`);
        const removed = edits.filter((edit) => edit.kind === 'remove_call');
        assert.equal(edited.toolCalls.length, storyContents[story].calls.length - removed.length, what);
        for (const edit of removed) assert.ok(textOf(edited).includes(edit.text), what);
        if (storyContents[story].text.length > 0) assert.ok(textOf(edited).startsWith(storyContents[story].text.join('')), what);
        const plainReason = dialect.readResponse(fixture.replies.plain.json).finishReasons;
        const callReason = dialect.readResponse(fixture.replies['one call'].json).finishReasons;
        assert.deepEqual(edited.finishReasons, edited.toolCalls.length > 0 ? callReason : plainReason, what);
        assert.deepEqual(edited.usage, response.usage, what);
      }
      assert.equal(JSON.stringify(json), before, 'the reply was changed in place');
    }
  });

  test(name('every edit of a request leaves a valid transcript'), () => {
    assert.deepEqual(fixture.validate(fixture.request), []);
    assert.equal(readRequest(dialect, fixture.request)?.tools.length, 2);
    const before = JSON.stringify(fixture.request);
    for (const edits of requestEdits) {
      const edited = dialect.editRequest(fixture.request, edits);
      assert.deepEqual(fixture.validate(edited), [], JSON.stringify(edits));
      const parsed = readRequest(dialect, edited);
      for (const edit of edits) {
        if (edit.kind === 'add_guidance') assert.ok(JSON.stringify(parsed?.messages.at(-1)).includes(edit.text));
        if (edit.kind === 'set_parameters') {
          assert.ok((parsed?.parameters.maxOutputTokens ?? Number.NaN) <= 500);
          assert.ok((parsed?.parameters.temperature ?? 0) <= 0.7);
          assert.equal(parsed?.model, edit.model ?? readRequest(dialect, fixture.request)?.model);
        }
        if (edit.kind === 'replace_result') {
          const parts = parsed?.messages.flatMap((message) => message.parts) ?? [];
          assert.ok(parts.some((part) => part.type === 'tool_call_response' && part.id === 'call_0' && part.response === 'withheld'));
        }
      }
    }
    assert.equal(JSON.stringify(fixture.request), before, 'the request was changed in place');
    assert.deepEqual(dialect.editRequest(fixture.request, [{ kind: 'remove_tool', name: 'absent' }]), fixture.request);
    const one = dialect.editRequest(fixture.request, [{ kind: 'remove_tool', name: 'search' }]);
    assert.deepEqual(
      readRequest(dialect, one)?.tools.map((tool) => tool.name),
      ['save'],
    );
    assert.ok(!JSON.stringify(one.body.tool_choice ?? '').includes('search'), 'the choice of a removed tool is free');
  });

  test(name('an answer that was refused is told to the model, and every call has its refusal as result'), () => {
    for (const story of stories) {
      const { json, events } = fixture.replies[story];
      const calls = dialect.readResponse(json).toolCalls;
      const reader = dialect.openStream();
      for (const event of events) reader.read(event);
      const refusals = new Map(calls.map((call) => [call.key, `No ${call.name}.`]));
      const [asked, fromStream] = [json, reader.assembledResponse()].map(
        (answer) => answer && dialect.reprompt(fixture.request, answer, refusals),
      );
      if (calls.length === 0) {
        assert.deepEqual([asked, fromStream], [undefined, undefined], story);
        continue;
      }
      assert.ok(asked && fromStream, story);
      assert.deepEqual(normalRequest(dialect, fromStream), normalRequest(dialect, asked), story);
      assert.deepEqual(fixture.validate(asked), [], story);
      assert.ok(!JSON.stringify(asked.body.tool_choice ?? '').includes('search'), 'the model is free to choose');
      const before = readRequest(dialect, fixture.request)?.messages ?? [];
      const after = readRequest(dialect, asked)?.messages ?? [];
      assert.deepEqual(after.slice(0, before.length), before, story);
      const parts = after.slice(before.length).flatMap((message) => message.parts);
      assert.deepEqual(
        parts.flatMap((part) => (part.type === 'tool_call_response' ? [[part.id, part.response]] : [])),
        storyContents[story].calls.map((call) => [call.id, `No ${call.name}.`]),
        story,
      );
      assert.equal(
        parts.flatMap((part) => (part.type === 'text' ? [part.content] : [])).join(''),
        storyContents[story].text.join(''),
        story,
      );
      if (calls.length > 1) assert.equal(dialect.reprompt(fixture.request, json, new Map([...refusals].slice(1))), undefined);
    }
    assert.equal(dialect.reprompt(fixture.request, fixture.error.json, new Map()), undefined);
  });

  test(name('another answer in the place of refused calls reads as one stream'), () => {
    for (const first of stories) {
      if (storyContents[first].calls.length === 0) continue;
      for (const second of stories) {
        const reader = dialect.openStream();
        const sent: Frame[] = [];
        let begun = false;
        for (const event of fixture.replies[first].events) {
          const { open, complete } = reader.read(event);
          begun ||= open || complete.length > 0;
          if (!begun) sent.push(event);
        }
        const resume = splice(reader);
        for (const event of fixture.replies[second].events) sent.push(...resume(event));
        const read = readBytes(fixture, bytesOf(sent));
        const what = `${first}, then ${second}`;
        assert.equal(
          textOf(read).replace(/\n\n/, '|'),
          [storyContents[first].text, storyContents[second].text].flatMap((text) => text.join('') || []).join('|'),
          what,
        );
        const expected = dialect.readResponse(fixture.replies[second].json);
        assert.deepEqual(
          read.toolCalls.map((call) => [call.id, call.name, argumentsValue(call.arguments)]),
          storyContents[second].calls.map((call) => [call.id, call.name, argumentsValue(call.arguments)]),
          what,
        );
        assert.deepEqual([read.finishReasons, read.usage], [expected.finishReasons, expected.usage], what);
      }
    }
  });

  test(name('a cut stream tells what was received'), () => {
    for (const story of stories) {
      const bytes = bytesOf(fixture.replies[story].events);
      for (let end = 0; end < bytes.length; end += 97) {
        const cut = readBytes(fixture, bytes.subarray(0, end));
        assert.ok(storyContents[story].text.join('').startsWith(textOf(cut)), story);
        assert.ok(cut.toolCalls.length <= storyContents[story].calls.length, story);
      }
    }
  });

  test(name('hostile JSON never breaks the reading'), () => {
    const bodies = [fixture.request.body, fixture.error.json, ...stories.map((story) => fixture.replies[story].json)];
    const edits = editsOf(dialect.readResponse(fixture.replies['two calls'].json).toolCalls);
    fc.assert(
      fc.property(fc.constantFrom(...bodies), mutations, (body, changes) => {
        const hostile = changes.reduce(mutate, body);
        readRequest(dialect, { ...fixture.request, body: hostile });
        dialect.readResponse(hostile);
        for (const edit of requestEdits) JSON.stringify(dialect.editRequest({ ...fixture.request, body: hostile }, edit));
        for (const edit of edits) JSON.stringify(dialect.editResponse(hostile, edit));
        const refusals = new Map(dialect.readResponse(hostile).toolCalls.map((call) => [call.key, 'no']));
        JSON.stringify(dialect.reprompt({ ...fixture.request, body: hostile }, fixture.replies['two calls'].json, refusals));
        JSON.stringify(dialect.reprompt(fixture.request, hostile, refusals));
      }),
      { numRuns: 400 },
    );
    fc.assert(
      fc.property(
        fc.constantFrom(...stories),
        fc.integer({ min: 0, max: 40 }),
        mutations,
        fc.constantFrom(...edits),
        (story, at, changes, edit) => {
          const events = fixture.replies[story].events.map((event, index) => {
            const body: unknown = index % 7 === at % 7 && event.data?.startsWith('{') ? JSON.parse(event.data) : undefined;
            if (!isObject(body)) return event;
            const data = JSON.stringify(changes.reduce(mutate, body));
            return { ...event, data, raw: Buffer.from(`data: ${data}\n\n`) };
          });
          const reader = dialect.openStream();
          for (const event of events) reader.read(event);
          reader.edit(edit);
          for (const event of events) reader.rewrite(event);
          reader.response();
          JSON.stringify(reader.assembledResponse());
          const resume = splice(reader);
          for (const event of events) resume(event);
        },
      ),
      { numRuns: 400 },
    );
  });
}

const hostileValue: fc.Arbitrary<JsonValue> = fc.oneof(
  fc.constantFrom<JsonValue>(
    null,
    true,
    0,
    -1,
    1e308,
    4294967296,
    '',
    'x',
    '{',
    '[]',
    [],
    {},
    [[]],
    [null],
    { type: 'tool_use' },
    { __proto__: null },
  ),
  fc.jsonValue().map((value) => JSON.parse(JSON.stringify(value)) as JsonValue),
);
/** Which of the body's members to replace, counted in order of a walk, and with what; `undefined` takes it away. */
const mutations = fc.array(fc.tuple(fc.nat({ max: 200 }), fc.option(hostileValue, { nil: undefined })), { minLength: 1, maxLength: 4 });

function mutate(body: JsonObject, [at, value]: readonly [number, JsonValue | undefined]): JsonObject {
  const copy = structuredClone(body);
  const places: { readonly holder: JsonObject | JsonValue[]; readonly key: string }[] = [];
  const walk = (holder: JsonObject | JsonValue[]): void => {
    for (const [key, member] of Object.entries(holder)) {
      places.push({ holder, key });
      if (Array.isArray(member) || isObject(member)) walk(member);
    }
  };
  walk(copy);
  const place = places[at % Math.max(1, places.length)];
  if (place === undefined) return copy;
  if (value === undefined) Reflect.deleteProperty(place.holder, place.key);
  else Reflect.set(place.holder, place.key, value);
  return copy;
}
