import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { createDiagnostics } from '../diagnostics.ts';
import { CONDITIONS } from './conditions.ts';
import { type Condition, createHealth } from './health.ts';

function setUp(level: 'warn' | 'info' = 'warn') {
  const lines: string[] = [];
  const changes: string[] = [];
  let nowMs = 100;
  const diagnostics = createDiagnostics(level, (line) => void lines.push(line));
  const health = createHealth(diagnostics, () => nowMs++);
  health.onChange(({ id, subject }, change) => void changes.push(`${change} ${id} ${subject}`));
  return { health, lines, changes, diagnostics };
}

describe('a condition', () => {
  test('is said once, with its reason and what to do, and stands until it is cleared', () => {
    const { health, lines, changes } = setUp();
    health.raise('telemetry_not_delivered', 'http://collector:4318', 'connection refused.');
    health.raise('telemetry_not_delivered', 'http://collector:4318', 'status 503');
    assert.deepEqual(lines, [
      `airt: telemetry is not delivered: http://collector:4318: connection refused. ${CONDITIONS.telemetry_not_delivered.hint}\n`,
    ]);
    assert.deepEqual(
      health.active.map(({ id, severity, detail, sinceMs }) => [id, severity, detail, sinceMs]),
      [['telemetry_not_delivered', 'error', 'connection refused.', 100]],
    );
    health.clear('telemetry_not_delivered', 'http://collector:4318');
    health.clear('telemetry_not_delivered', 'http://collector:4318');
    assert.deepEqual(health.active, []);
    assert.deepEqual(changes, [
      'raised telemetry_not_delivered http://collector:4318',
      'cleared telemetry_not_delivered http://collector:4318',
    ]);
  });

  test('that comes and goes is said once, and reported each time', () => {
    const { health, lines, changes } = setUp();
    for (let i = 0; i < 5; i += 1) {
      health.raise('telemetry_rejected', 'c:1', '3 of 5 spans');
      health.clear('telemetry_rejected', 'c:1');
    }
    assert.deepEqual([lines.length, changes.length], [1, 10]);
  });

  test('is another one for another subject', () => {
    const { health, lines } = setUp();
    for (const tool of ['shell', 'browser', 'shell']) health.raise('arguments_unreadable', tool, 'cut');
    assert.deepEqual([lines.length, health.active.length], [2, 2]);
  });

  test('whose source has a line of its own is said by that', () => {
    const { health, lines } = setUp();
    health.raise('controller_unreachable', 'c:1', 'gone');
    assert.deepEqual([lines, health.active.length], [[], 1]);
  });

  test('that is a notice is said to who asks for it', () => {
    const quiet = setUp();
    quiet.health.raise('telemetry_unconfigured', 'http://localhost:4318', 'connection refused');
    assert.deepEqual([quiet.lines, quiet.health.active.length], [[], 1]);
    const asked = setUp('info');
    asked.health.raise('telemetry_unconfigured', 'http://localhost:4318', 'connection refused');
    assert.equal(asked.lines.length, 1);
  });

  test('that holds already is known to a later listener', () => {
    const { health } = setUp();
    health.raise('policy_unreadable', 'p.yaml', 'there is no such file');
    const seen: Condition[] = [];
    health.onChange((condition) => void seen.push(condition));
    assert.deepEqual(
      seen.map(({ id }) => id),
      ['policy_unreadable'],
    );
  });
});

test("an application's names cannot fill memory or standard error, or write over a terminal", () => {
  const { health, lines } = setUp();
  for (let i = 0; i < 10_000; i += 1)
    health.raise('arguments_unreadable', `tool ${i}\u001b[2J\n${'x'.repeat(10_000)}`, `${'y'.repeat(10_000)}\n`);
  assert.ok(lines.length <= 66 && health.active.length <= 66, `${lines.length} lines, ${health.active.length} conditions`);
  assert.ok(lines.every((line) => line.length < 700 && !line.includes('\u001b') && line.indexOf('\n') === line.length - 1));
  assert.equal(health.active.at(-1)?.subject, 'others');
});

test('a listener that fails is counted, and the others are called', () => {
  const { health, changes, diagnostics } = setUp();
  health.onChange(() => {
    throw new Error('broken');
  });
  health.raise('controller_unreachable', 'c:1', 'gone');
  assert.deepEqual([changes.length, diagnostics.failures.get('health')], [1, 1]);
});

test('docs/health.md has a row for every condition', () => {
  const text = readFileSync(new URL('../../docs/health.md', import.meta.url), 'utf8');
  const plain = (line: string) => line.replace(/\s+/g, ' ').trim();
  const rows = Object.entries(CONDITIONS).map(([id, { severity, summary, subject, hint }]) =>
    plain(`| \`${id}\` | ${severity} | ${summary} | ${subject} | ${hint} |`),
  );
  const found = text
    .split('\n')
    .filter((line) => line.startsWith('| `'))
    .map(plain);
  assert.deepEqual(found, rows);
});
