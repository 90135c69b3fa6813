/** What every span convention must do. Its index.test.ts calls {@link checkConvention} with spans of its own. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createDigester } from '@airt/engine';
import fc from 'fast-check';
import { type Plain, spanRecord } from '../../testing/span-record.ts';
import type { OperationFields, SpanConvention } from '../convention.ts';

const digester = createDigester('conformance');

/** Members that are read for all conventions alike. */
const BASE_MEMBERS = [
  'traceId',
  'spanId',
  'parentSpanId',
  'instanceUid',
  'service',
  'agentName',
  'conversationId',
  'startMs',
  'endMs',
  'errorType',
];

const MEMBERS: Readonly<Record<OperationFields['kind'], readonly string[]>> = {
  model_call: ['kind', 'provider', 'model', 'inputTokens', 'outputTokens', 'finishReasons', 'textDigest'],
  tool_call: ['kind', 'tool', 'callId', 'callDigest', 'resultDigest', 'resultSize', 'inferred'],
  agent_end: ['kind'],
};

/** @param samples Attributes of spans of this convention: at least one of each kind that it knows, with content. */
export function checkConvention(convention: SpanConvention, samples: readonly Plain[]): void {
  const read = (attributes: Plain) => convention.read(spanRecord(attributes), digester);

  /** Without what the reader of requests skips. */
  const kept = (attributes: Plain): Plain => {
    const names = Object.keys(attributes).filter((name) => {
      const unless = Object.hasOwn(convention.readsContent, name) ? convention.readsContent[name] : undefined;
      if (unless === undefined) return convention.attributes.includes(name);
      return unless.length === 0 || unless.some((other) => [undefined, null, ''].includes(attributes[other] as string));
    });
    return Object.fromEntries(names.map((name) => [name, attributes[name]])) as Plain;
  };

  describe(`span convention ${convention.name}`, () => {
    it('knows its samples, and returns the members of an event without those of its base', () => {
      for (const sample of samples) {
        const fields = read(sample);
        assert.ok(fields, JSON.stringify(sample));
        const members = Object.keys(fields);
        assert.deepEqual(
          members.filter((name) => BASE_MEMBERS.includes(name)),
          [],
        );
        assert.deepEqual(
          members.filter((name) => !MEMBERS[fields.kind].includes(name)),
          [],
        );
        assert.ok(Object.values(fields).every((value) => value !== undefined));
      }
    });

    it('leaves spans alone that are not of it', () => {
      for (const foreign of [{}, { 'http.request.method': 'GET' }, { 'db.system.name': 'sqlite' }]) assert.equal(read(foreign), undefined);
    });

    it('digests content, and returns nothing of it', () => {
      const secret = 'SECRET-OF-THE-USER';
      assert.ok(samples.some((sample) => convention.content.some((name) => name in sample)));
      for (const sample of samples) {
        for (const content of [secret, { text: secret }, [{ role: 'assistant', parts: [{ type: 'text', content: secret }] }], [secret]]) {
          for (const value of [content, JSON.stringify(content)]) {
            const attributes = { ...sample, ...Object.fromEntries(convention.content.map((name) => [name, value])) };
            assert.doesNotMatch(JSON.stringify(read(attributes)), /SECRET/);
          }
        }
      }
    });

    it('never throws, whatever the span is, and reads equal spans equally', () => {
      const names = [...new Set([...samples.flatMap((sample) => Object.keys(sample)), ...convention.content])];
      const known = samples.flatMap((sample) => Object.values(sample));
      const value = fc.oneof(fc.constantFrom(...known), fc.jsonValue(), fc.json(), fc.double(), fc.constant('__proto__'));
      const attributes = fc.dictionary(fc.oneof({ weight: 5, arbitrary: fc.constantFrom(...names) }, fc.string()), value);
      fc.assert(
        fc.property(fc.constantFrom(...samples), attributes, fc.boolean(), (sample, changes, whole) => {
          const all = whole ? { ...sample, ...changes } : changes;
          assert.deepEqual(read(all), read(all));
          assert.deepEqual(read(kept(all)), read(all), 'what it does not name is not decoded');
        }),
        { numRuns: 500 },
      );
    });
  });
}
