/** The suite itself: it finds nothing where nothing is done, and something for every kind of harm. */
import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { compare } from './compare.ts';
import { fixtures } from './fixtures/index.ts';
import { runSession, type Session } from './session.ts';
import { plan } from './ways.ts';

const exchanges = fixtures.filter((exchange) =>
  / (plain|text|two tool calls|tool calls in pieces|thinking, text and tools|429)$/.test(exchange.key),
);
const plays = plan(exchanges);
const run = (harm?: string) =>
  runSession(exchanges, plays, {
    kind: 'esm',
    ...(harm ? { preload: fileURLToPath(new URL('./harmful.cjs', import.meta.url)), env: { HARM: harm } } : {}),
  });

describe('the transparency suite', { concurrency: 2 }, () => {
  let plain: Session;
  before(async () => {
    plain = await run();
  });
  const found = async (harm?: string) =>
    new Set(
      compare(exchanges, plays, plain, await run(harm), { holds: false }).differences.map(
        ({ what, where }) => `${what}: ${where.split(' of ')[0]}`,
      ),
    );
  const finds = (harm: string, title: string, ...expected: readonly string[]) =>
    test(`finds ${title}`, async () => {
      const differences = await found(harm);
      for (const difference of expected)
        assert.ok(differences.has(difference), `${difference} is not among ${[...differences].join('; ')}`);
    });

  test('finds nothing between two runs without a preload', async () => {
    assert.deepEqual([...(await found())], []);
  });
  finds('buffers', 'a stream that is held back', 'starved: lockstep', 'chunks: abort');
  finds('swallows', 'an error that is swallowed', 'error: cut', 'value: cut');
  finds('tees', 'a request that goes on when the application has left', 'left: break', 'left: cancel');
  finds('rebuilds', 'a response that has lost its address', 'value: with_response', 'value: fetch');
  finds('dangles', 'a rejection that nobody handles', 'unhandled rejections: process');
  finds('edits', 'a request that is not the application’s', 'request: await');
  finds('prints', 'words on standard error', 'standard error: process');
});
