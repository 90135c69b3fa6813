import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createGoogle } from '@ai-sdk/google';
import { streamText } from 'ai';
import fc from 'fast-check';
import type { Frame } from '../../framing/framing.ts';
import type { JsonObject, JsonValue } from '../../model/json.ts';
import type { ToolCall } from '../../model/model-response.ts';
import { play } from '../testing/conformance.ts';
import { geminiGenerateContent as dialect } from './index.ts';
import { bodiesOf, call, chunk, END, none, partsOf, stream } from './testing/bodies.ts';
import { fixture } from './testing/fixture.ts';

describe('streams', () => {
  it('end with the reason and the usage', () => {
    const reader = dialect.openStream();
    const lasts = stream(chunk([{ text: 'a' }]), { candidates: [{ finishReason: 'STOP' }] }, { usageMetadata: { totalTokenCount: 3 } }).map(
      (frame) => reader.read(frame).last,
    );
    assert.deepEqual(lasts, [false, false, true]);
    assert.equal(dialect.openStream().read(stream({ promptFeedback: { blockReason: 'SAFETY' } })[0] as Frame).last, true);
  });

  it('judge each of parallel calls when it comes', () => {
    const frames = stream(chunk([{ text: 'hm', thought: true }, call('f', {})]), chunk([call('g', {})]), chunk([{ text: 'Done.' }]), END);
    const judged: string[][] = [];
    const { sent } = play(fixture, frames, (calls) => {
      judged.push(calls.map(({ name }) => name));
      return calls.flatMap(({ key, name }) => (name === 'g' ? [{ kind: 'remove_call', key, text: 'No.' } as const] : []));
    });
    assert.deepEqual(judged, [['f'], ['g']]);
    assert.equal(sent[0], frames[0]);
    assert.deepEqual(
      play(fixture, sent, none).response.toolCalls.map(({ name }) => name),
      ['f'],
    );
  });

  it('leave no content without parts, which would make the SDK’s chat forget the turn', () => {
    const pieces = streamed('f', [{ jsonPath: '$.a', stringValue: 'x' }]);
    const [first, second] = pieces;
    const { sent } = play(fixture, stream(chunk([first ?? {}]), chunk([second ?? {}], { finishReason: 'STOP' })), (calls) =>
      calls.map(({ key }) => ({ kind: 'remove_call', key, text: 'No.' })),
    );
    assert.deepEqual(bodiesOf(sent).map(partsOf), [[{ text: 'No.', thoughtSignature: 's' }], [{ text: '' }]]);
  });
});

/** A call as Vertex AI streams it: its name, the pieces, and an empty call at the end. */
const streamed = (name: string, ...pieces: JsonObject[][]): JsonObject[] => [
  { functionCall: { name, willContinue: true }, thoughtSignature: 's' },
  ...pieces.map((partialArgs) => ({ functionCall: { partialArgs, willContinue: true } })),
  { functionCall: {} },
];

/** Arguments in pieces, depth first; long strings go on in later pieces. */
function piecesOf(jsonPath: string, value: JsonValue, size: number): JsonObject[] {
  if (Array.isArray(value)) {
    return value.length === 0 ? [{ jsonPath: `${jsonPath}[]` }] : value.flatMap((each, at) => piecesOf(`${jsonPath}[${at}]`, each, size));
  }
  if (value !== null && typeof value === 'object') {
    const members = Object.entries(value).flatMap(([key, each]) => piecesOf(`${jsonPath}.${key}`, each, size));
    return members.length === 0 && jsonPath !== '$' ? [{ jsonPath }] : members;
  }
  if (typeof value === 'string') {
    const cuts = value.match(new RegExp(`[^]{1,${size + 2}}`, 'g')) ?? [];
    return cuts.map((text, at) => ({ jsonPath, stringValue: text, ...(at < cuts.length - 1 ? { willContinue: true } : {}) }));
  }
  if (value === null) return [{ jsonPath, nullValue: null }];
  return [{ jsonPath, ...(typeof value === 'number' ? { numberValue: value } : { boolValue: value }) }];
}

describe('calls whose arguments are streamed', () => {
  const pieces = streamed(
    'f',
    [{ jsonPath: '$.place', stringValue: 'Bos', willContinue: true }],
    [{ jsonPath: '$.place', stringValue: 'ton' }],
    [
      { jsonPath: '$.list[0].n', numberValue: 1 },
      { jsonPath: '$.list[1].n', numberValue: 2 },
    ],
    [
      { jsonPath: '$.deep.on', boolValue: true },
      { jsonPath: '$.deep.off', nullValue: null },
    ],
  );
  const args = { place: 'Boston', list: [{ n: 1 }, { n: 2 }], deep: { on: true, off: null } };
  const frames = stream(...pieces.map((part) => chunk([part])), END);

  it('are open until their end', () => {
    const reader = dialect.openStream();
    const steps = frames.map((frame) => reader.read(frame));
    assert.deepEqual(
      steps.map(({ open }) => open),
      [true, true, true, true, true, false, false],
    );
    assert.deepEqual(
      steps.flatMap(({ complete }) => complete.map((each) => each.arguments)),
      [args],
    );
    const answer = reader.assembledResponse();
    assert.deepEqual(partsOf(answer)[0], { functionCall: { name: 'f', args }, thoughtSignature: 's' });
  });

  it('are removed and replaced as a whole', () => {
    const edited = (kind: 'remove_call' | 'replace_call') => {
      const of = ({ key }: ToolCall) =>
        kind === 'remove_call' ? ({ kind, key, text: 'No.' } as const) : ({ kind, key, arguments: '{"b":1}' } as const);
      return play(fixture, frames, (calls) => calls.map(of)).sent;
    };
    assert.deepEqual(bodiesOf(edited('remove_call')).map(partsOf), [[{ text: 'No.', thoughtSignature: 's' }], [{ text: '' }]]);
    assert.deepEqual(bodiesOf(edited('replace_call')).map(partsOf), [
      [{ functionCall: { name: 'f', args: { b: 1 } }, thoughtSignature: 's' }],
      [{ text: '' }],
    ]);
  });

  /** The calls that an application on the AI SDK is to run. */
  async function callsOfSdk(list: readonly Frame[]): Promise<unknown[]> {
    const body = Buffer.concat(list.map(({ raw }) => raw)).toString();
    const reply = async () => new Response(body, { headers: { 'content-type': 'text/event-stream' } });
    const of = createGoogle({ apiKey: 'none', fetch: reply as typeof fetch })('gemini-test');
    return (await streamText({ model: of, prompt: 'x' }).toolCalls).map(({ toolName, input }) => [toolName, input]);
  }
  const callsIn = (list: readonly Frame[]) => play(fixture, list, none).response.toolCalls.map((each) => [each.name, each.arguments]);
  const streamOf = (...parts: JsonObject[]) => stream(...parts.map((part) => chunk([part])), END);

  it('are what the AI SDK makes of them', async () => {
    const stories: JsonObject[][] = [
      pieces,
      streamed('f'),
      [{ functionCall: { name: 'f', partialArgs: [{ jsonPath: '$.a', stringValue: '"é\n' }] } }],
      [{ functionCall: { name: 'f' } }],
      [...pieces, ...streamed('g', [{ jsonPath: '$.a', numberValue: 5 }])],
      streamed(
        'f',
        [{ jsonPath: '$.a[3]', numberValue: 1 }],
        [{ jsonPath: '$.b.c[1]', numberValue: 2 }],
        [{ jsonPath: '$.d', boolValue: false }],
      ),
    ];
    for (const story of stories) assert.deepEqual(callsIn(streamOf(...story)), await callsOfSdk(streamOf(...story)), JSON.stringify(story));
  });

  it('are what the model meant, and what the AI SDK makes of them, whatever they are', async () => {
    const names = fc.constantFrom('a', 'b', 'c', 'd');
    const { args: any } = fc.letrec((tie) => ({
      args: fc.dictionary(names, tie('value') as fc.Arbitrary<JsonValue>, { maxKeys: 3, noNullPrototype: true }),
      value: fc.oneof(
        { maxDepth: 3 },
        fc.string({ minLength: 1 }),
        fc.integer(),
        fc.boolean(),
        fc.constant(null),
        fc.array(tie('value') as fc.Arbitrary<JsonValue>, { maxLength: 3 }),
        tie('args') as fc.Arbitrary<JsonValue>,
      ),
    }));
    await fc.assert(
      fc.asyncProperty(any, fc.integer({ min: 1, max: 3 }), async (value, size) => {
        const list = piecesOf('$', value as JsonObject, size);
        const groups = Array.from({ length: Math.ceil(list.length / size) }, (_, at) => list.slice(at * size, (at + 1) * size));
        const frames = streamOf({ text: 'x' }, ...streamed('f', ...groups), call('g', { z: 1 }));
        const expected = [
          ['f', value],
          ['g', { z: 1 }],
        ];
        assert.deepEqual(callsIn(frames), expected);
        assert.deepEqual(await callsOfSdk(frames), expected);
      }),
      { numRuns: 60 },
    );
  });

  it('survive paths that mean harm', () => {
    for (const jsonPath of [
      '$.__proto__.x',
      '$.constructor.prototype.x',
      '$',
      '$[',
      '$[99999999].a',
      '$..a',
      `$${'.a'.repeat(5000)}`,
      "$['a.b'].c",
    ]) {
      const { response } = play(fixture, stream(chunk(streamed('f', [{ jsonPath, stringValue: 'x' }])), END), none);
      assert.equal(response.toolCalls.length, 1, jsonPath);
      JSON.stringify(response);
    }
    assert.equal(({} as { x?: unknown }).x, undefined);
  });
});
