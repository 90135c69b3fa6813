/**
 * The data plane changes nothing but what a rule or directive asks for, and its spans agree with the bytes. See README.md beside the
 * parts of the tests for what is played; `AIRT_EVAL_DIR` names the folder of recorded exchanges. ES modules play everything;
 * CommonJS plays the made-up exchanges, which have every shape, and the recorded ones too in a full run.
 */
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { isFullRun, root } from '../runner/node-tests.ts';
import { explain } from './compare.ts';
import { type Exchange, loadRecordings } from './exchange.ts';
import { fixtures } from './fixtures/index.ts';
import { names, runSuite } from './suite.ts';

const preload = join(root, 'packages/instrument/dist/preload.cjs');
const recordings = process.env.AIRT_EVAL_DIR;

await test('recorded exchanges through the real SDKs', async (t) => {
  assert.ok(existsSync(preload), `${preload} is not built: npm run build`);
  assert.ok(
    recordings !== undefined || process.env.CI !== 'true',
    'AIRT_EVAL_DIR is not set: under CI=true the recorded exchanges have to be played, not only the fixtures',
  );
  if (recordings === undefined)
    t.diagnostic('playing the fixtures only; AIRT_EVAL_DIR=<folder of the evaluation data> plays hundreds of recorded exchanges too');
  const selection = process.env.AIRT_RECORDINGS_ONLY;
  const only = new RegExp(selection ?? '');
  const limit = process.env.AIRT_RECORDINGS_LIMIT === undefined ? undefined : Number(process.env.AIRT_RECORDINGS_LIMIT);
  const recorded = recordings === undefined ? [] : await loadRecordings(join(recordings, 'recordings'), limit);
  const chosen = (list: readonly Exchange[]) => list.filter((exchange) => only.test(`${exchange.dialect} ${exchange.key}`));
  const exchanges = chosen([...fixtures, ...recorded]);
  assert.ok(exchanges.length > 0, `no exchange matches AIRT_RECORDINGS_ONLY=${selection}`);
  console.log(`${exchanges.length} exchanges (${recorded.length} recorded): ${describe(exchanges)}`);

  const from = performance.now();
  const repertoire = { esm: exchanges, cjs: isFullRun || selection !== undefined ? exchanges : chosen(fixtures) };
  const results = await runSuite(repertoire, preload, (line) => console.log(line));
  const sum = (pick: (result: (typeof results)[number]) => number) => results.reduce((total, result) => total + pick(result), 0);
  console.log(
    `${sum((result) => result.comparison.compared)} comparisons in ${results.length} runs: ` +
      `${sum((result) => result.comparison.differences.length)} changed results, ` +
      `${sum((result) => result.spans?.missed ?? 0)} of ${sum((result) => result.spans?.requests ?? 0)} requests missed, ` +
      `${sum((result) => result.spans?.problems.length ?? 0)} of ${sum((result) => result.spans?.compared ?? 0)} span attributes wrong, ` +
      `${sum((result) => result.attached.report?.unhandled.length ?? 0)} unhandled rejections, ` +
      `${((performance.now() - from) / 1000).toFixed(1)} s`,
  );

  await t.test('without the preload every run gets to its end, with no unhandled rejection and no mistake of the player', () => {
    for (const {
      plain: { code, hung, report },
    } of results) {
      const mistakes = report?.outcomes.filter(({ error }) => error && /ReferenceError|is not a function|Cannot read prop/.test(error));
      assert.deepEqual({ code, hung, unhandled: report?.unhandled, mistakes }, { code: 0, hung: 'no', unhandled: [], mistakes: [] });
    }
  });
  for (const { kind, variant, plain, attached, comparison, spans } of results) {
    const title = `${variant.name}, ${names[kind]}`;
    await t.test(`${title}: same values, errors, chunks and requests`, () => {
      const { differences, compared } = comparison;
      assert.equal(differences.length, 0, `${differences.length} changed of ${compared}\n  ${explain(differences)}`);
    });
    await t.test(`${title}: no unhandled rejection, no warning, and the process ends by itself`, () => {
      const { code, hung, report } = attached;
      assert.deepEqual(
        { code, hung, unhandled: report?.unhandled, warnings: report?.warnings },
        { code: 0, hung: 'no', unhandled: [], warnings: plain.report?.warnings },
      );
    });
    if (variant.holds)
      await t.test(`${title}: tool calls really were held back`, () => {
        const held = [...attached.views.values()].filter((view) => view.starved).length;
        assert.ok(
          held > 0,
          'every stream came event by event, also those with tool calls: the rules of never-matches.yaml did not take effect',
        );
      });
    if (!spans) continue;
    await t.test(`${title}: one span for every request, and it says what the bytes say`, () => {
      const { problems, missed, surplus, repeated, requests } = spans;
      const shown = problems.slice(0, 25).join('\n  ');
      assert.equal(
        problems.length,
        0,
        `${missed} of ${requests} requests missed, ${surplus} spans too many\n  ${shown}\n  ${kindsOf(problems)}`,
      );
      assert.deepEqual({ missed, surplus, repeated }, { missed: 0, surplus: 0, repeated: 0 });
    });
  }
});

function describe(exchanges: readonly Exchange[]): string {
  const by = new Map<string, number>();
  const add = (name: string) => by.set(name, (by.get(name) ?? 0) + 1);
  for (const exchange of exchanges) {
    add(exchange.dialect);
    if (exchange.sse) add('SSE');
    if (exchange.status >= 400) add('errors');
  }
  return [...by].map(([name, count]) => `${count} ${name}`).join(', ');
}

/** How often each attribute is wrong. */
function kindsOf(problems: readonly string[]): string {
  const by = new Map<string, number>();
  for (const problem of problems) {
    const kind = /: ([^:]+? is )/.exec(problem)?.[1] ?? problem.replace(/^.*: /, '');
    by.set(kind, (by.get(kind) ?? 0) + 1);
  }
  return `in all: ${[...by].map(([kind, count]) => `${kind.trim()} ${count}`).join(', ')}`;
}
