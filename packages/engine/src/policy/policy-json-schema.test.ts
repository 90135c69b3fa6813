import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Ajv } from 'ajv';
import fc from 'fast-check';
import { parse, stringify } from 'yaml';
import { presetPolicies } from '../presets/index.ts';
import { parsePolicies } from './parse.ts';
import { policyJsonSchema } from './policy-json-schema.ts';

// Strict: a keyword that does nothing, or a mistyped one, is an error.
const validate = new Ajv({ strict: true, strictRequired: false, allErrors: true, allowUnionTypes: true }).compile(policyJsonSchema());
const accepts = (value: unknown): boolean => validate(value) as boolean;

const rule = (change: object, drop: readonly string[] = []): object => {
  const finding = { name: 'r', on: 'finding', detectors: ['loop.*'], ladder: [{ steer: { guidance: 'stop' } }] };
  const changed = { ...finding, ...change };
  return Object.fromEntries(Object.entries(changed).filter(([key]) => !drop.includes(key)));
};
const policy = (rules: readonly object[], spec: object = {}): object => ({
  apiVersion: 'airt.dev/v1',
  kind: 'Policy',
  metadata: { name: 'p' },
  spec: { mode: 'enforce', ...spec, rules },
});
const point = (on: string, effect: object): object => ({ name: 'r', on, ...effect });

test('the JSON Schema accepts the presets, and every form that a policy can have', () => {
  for (const text of Object.values(presetPolicies)) assert.ok(accepts(parse(text)), JSON.stringify(validate.errors));
  const whole = policy(
    [
      rule({ when: true, cooldown: { steps: 0 }, budget: {}, expiresAfterSeconds: 1.5 }),
      rule({ name: 'b', detectors: ['loop.repeat'], ladder: [{ deny_tool: { reason: 'r' } }, { halt: { reason: 'r' } }] }),
      point('pre_model_call', { name: 'c', transform: [{ clamp: { temperature: 0 } }, { deny_tool: { tool: 't', reason: 'r' } }] }),
      point('post_tool_call', { name: 'd', deny: { reason: 'r' } }),
      point('pre_tool_call', { name: 'e', allow: true }),
    ],
    { match: 'service == "x"', detectors: { loop: { window: 32, pollerWords: [] } } },
  );
  assert.ok(accepts(whole), JSON.stringify(validate.errors));
  const read = parsePolicies(stringify(whole));
  assert.ok(read.ok, JSON.stringify(read));
});

test('what the JSON Schema refuses, reading refuses too', () => {
  const refused: readonly object[] = [
    policy([]),
    policy([rule({}, ['name'])]),
    policy([rule({ on: 'findings' })]),
    policy([rule({ detectors: ['loop.repaet'] })]),
    policy([rule({ ladder: [{ stear: {} }] })]),
    policy([rule({ ladder: [{ steer: { guidance: 'x' }, halt: { reason: 'r' } }] })]),
    policy([rule({ ladder: [{ clamp: {} }] })]),
    policy([rule({ cooldown: { steps: 0.5 } })]),
    policy([rule({ allow: true })]),
    policy([point('pre_tool_call', {})]),
    policy([point('pre_tool_call', { allow: true, deny: { reason: 'r' } })]),
    policy([point('pre_tool_call', { transform: [{ clamp: { temperature: 0 } }] })]),
    policy([point('pre_model_call', { transform: [{ deny_tool: { reason: 'r' } }] })]),
    policy([rule({})], { detectors: { lop: {} } }),
    policy([rule({})], { detectors: { loop: { window: 1 } } }),
    { ...policy([rule({})]), metadata: { name: 'no name' } },
  ];
  for (const document of refused) {
    assert.equal(accepts(document), false, JSON.stringify(document));
    assert.equal(parsePolicies(stringify(document)).ok, false, JSON.stringify(document));
  }
});

test('whatever is changed in a policy: what reading accepts, the JSON Schema accepts', () => {
  const base = parse(presetPolicies.balanced) as Record<string, unknown>;
  const values = fc.constantFrom<unknown>(0, 1, 2, 1.5, -1, '', 'x', 'finding', 'pre_tool_call', 'loop.*', true, null, [], {}, ['x']);
  const paths = pathsOf(base);
  fc.assert(
    fc.property(fc.constantFrom(...paths), values, (path, value) => {
      const document = structuredClone(base);
      set(document, path, value);
      // Null stands for an absent key in YAML; the schema knows values only.
      if (value !== null && parsePolicies(stringify(document)).ok)
        assert.ok(accepts(document), `${path.join('.')}: ${JSON.stringify(value)}`);
    }),
    { numRuns: 500 },
  );
});

function pathsOf(value: unknown): readonly (readonly string[])[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, member]) => [[key], ...pathsOf(member).map((path) => [key, ...path])]);
}

function set(value: object, path: readonly string[], changed: unknown): void {
  const [first = '', ...rest] = path;
  const members = value as Record<string, unknown>;
  if (rest.length === 0) members[first] = changed;
  else set(members[first] as object, rest, changed);
}
