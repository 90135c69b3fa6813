import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { after, describe, it } from 'node:test';
import type { Decision, Finding, Outcome } from '@airt/engine';
import { type Journal, openJournal } from './journal.ts';
import { readJournal } from './journal-reader.ts';

const folder = mkdtempSync(join(tmpdir(), 'airt-journal-'));
after(() => rmSync(folder, { recursive: true, force: true }));

const NOW = 1_790_000_000_000;
const TRACE = 'e'.repeat(32);
const lines: string[] = [];
const open = (path: string, nowMs = NOW, pid?: number): Journal =>
  openJournal({ path, nowMs, log: (line) => lines.push(line), ...(pid === undefined ? {} : { pid }) });

const decision = (id: string, traceId = TRACE): Decision => ({
  id,
  sessionId: traceId,
  traceId,
  policy: { name: 'p', version: 'sha256:1', rule: 'r', mode: 'enforce' },
  findingId: 'fnd_1',
  detector: 'loop.repeat',
  action: { kind: 'steer', guidance: 'g' },
  rung: 0,
  reason: 'why',
  decidedMs: NOW,
  expiresMs: NOW + 1000,
  dryRun: false,
  evidence: [{ traceId, spanId: '1'.repeat(16) }],
});
const finding = { id: 'fnd_1', detector: 'loop.repeat', at: { traceId: TRACE, spanId: '1'.repeat(16) } } as Finding;
const outcome = (decisionId: string, status: Outcome['status']): Outcome => ({ decisionId, status, atMs: NOW });

describe('explain', () => {
  it('finds by id, by prefix with and without "dec_", and by trace', () => {
    const journal = open(':memory:');
    journal.recordFinding(finding, NOW);
    journal.recordPolicy('p', 'sha256:1', 'the document', NOW);
    journal.recordDecision(decision('dec_aaaa11'), NOW);
    journal.recordDecision(decision('dec_aaaa22'), NOW + 1);
    journal.recordDecision(decision('dec_bbbb33', 'f'.repeat(32)), NOW + 2);
    const ids = (key: string) => journal.explain(key).decisions.map(({ decision: { id } }) => id);
    assert.deepEqual(ids('dec_aaaa11'), ['dec_aaaa11']);
    assert.deepEqual(ids('AAAA2'), ['dec_aaaa22']);
    assert.deepEqual(ids('dec_aaaa'), ['dec_aaaa22', 'dec_aaaa11'], 'the newest first');
    assert.deepEqual(ids(TRACE), ['dec_aaaa11', 'dec_aaaa22'], 'in the order of the run');
    assert.deepEqual(ids(''), []);
    assert.deepEqual(ids('dec_'), []);
    assert.deepEqual(ids('100%'), []);
    assert.deepEqual(ids("dec_' OR 1=1 --"), []);
    const [one] = journal.explain('dec_aaaa11').decisions;
    assert.deepEqual([one?.finding?.id, one?.policyDocument, one?.outcome], ['fnd_1', 'the document', undefined]);
    assert.deepEqual(
      journal.recentDecisions(2).map(({ decision: { id } }) => id),
      ['dec_bbbb33', 'dec_aaaa22'],
    );
    journal.close();
  });

  it('counts what an agent applied above what was given up', () => {
    const journal = open(':memory:');
    journal.recordDecision(decision('dec_1'), NOW);
    journal.recordOutcome({ source: 'controller', final: true, atMs: NOW, outcome: outcome('dec_1', 'expired') });
    journal.recordOutcome({ source: 'agent', instanceUid: 'a', final: false, atMs: NOW + 5, outcome: outcome('dec_1', 'applied') });
    const [told] = journal.explain('dec_1').decisions;
    assert.equal(told?.outcomes.length, 2);
    assert.deepEqual([told?.outcome?.outcome.status, told?.outcome?.instanceUid], ['applied', 'a']);
    journal.close();
  });

  it('reads a file while it is written, and after', () => {
    const path = join(folder, 'made', 'on', 'the', 'way', 'j.db');
    const journal = open(path);
    journal.recordDecision(decision('dec_1'), NOW);
    const reader = readJournal(path);
    journal.recordDecision(decision('dec_2'), NOW);
    assert.equal(reader.explain(TRACE).decisions.length, 2);
    reader.close();
    reader.close();
    journal.close();
    const later = readJournal(path);
    assert.equal(later.explain(TRACE).decisions.length, 2);
    later.close();
  });
});

describe('starts', () => {
  it('have rising epochs, whatever the clock does', () => {
    const path = join(folder, 'epoch.db');
    const epochs = [NOW, NOW - 5000, NOW - 5000, NOW + 9000].map((ms) => {
      const journal = open(path, ms);
      journal.close();
      return journal.epoch;
    });
    assert.deepEqual(epochs, [NOW / 1000, NOW / 1000 + 1, NOW / 1000 + 2, NOW / 1000 + 9]);
  });

  it('take up what a killed controller left open, and nothing of one that lives', () => {
    const path = join(folder, 'left.db');
    const killed = open(path, NOW, 111);
    killed.recordDecision(decision('dec_open'), NOW);
    killed.recordDecision(decision('dec_done'), NOW);
    killed.recordOutcome({ source: 'agent', final: true, atMs: NOW, outcome: outcome('dec_done', 'applied') });
    const living = open(path, NOW, 222);
    living.recordDecision(decision('dec_living'), NOW);
    const next = open(path, NOW, 333);
    assert.deepEqual(
      next.openDecisions((pid) => pid === 222).map(({ decision: { id } }) => id),
      ['dec_open'],
    );
    for (const journal of [killed, living, next]) journal.close();
  });
});

describe('retention', () => {
  it('removes what is older, and leaves policies', () => {
    const journal = open(':memory:');
    journal.recordPolicy('p', 'sha256:1', 'the document', NOW);
    journal.recordDecision(decision('dec_old'), NOW);
    journal.recordDecision(decision('dec_new'), NOW + 1000);
    journal.prune(NOW + 500);
    const { decisions } = journal.explain(TRACE);
    assert.deepEqual(
      decisions.map(({ decision: { id }, policyDocument }) => [id, policyDocument]),
      [['dec_new', 'the document']],
    );
    journal.close();
  });
});

describe('a file that cannot be used', () => {
  it('is refused with a sentence', () => {
    const text = join(folder, 'text.db');
    writeFileSync(text, 'this is no database, only text that is long enough to be looked at as one'.repeat(20));
    assert.throws(() => open(text), /the journal .*text\.db cannot be opened: .*not a database/);
    assert.throws(() => readJournal(join(folder, 'missing.db')), /missing\.db cannot be opened: unable to open/);
    const other = join(folder, 'other.db');
    const db = new DatabaseSync(other);
    db.exec('CREATE TABLE theirs (x)');
    db.close();
    assert.throws(() => open(other), /it is another database/);
    assert.throws(() => readJournal(other), /it is not a journal of AIRT/);
    const numbered = new DatabaseSync(other);
    numbered.exec('PRAGMA user_version = 1');
    assert.throws(() => open(other), /it is another database/, 'others number their schemas too');
    assert.deepEqual(
      numbered
        .prepare('SELECT name FROM sqlite_schema')
        .all()
        .map(({ name }) => name),
      ['theirs'],
    );
    numbered.close();
    const busy = join(folder, 'busy.db');
    open(busy).close();
    const writer = new DatabaseSync(busy);
    writer.exec('BEGIN IMMEDIATE');
    assert.throws(() => open(busy), /the journal .*busy\.db cannot be opened: database is locked/);
    writer.close();
  });

  it('later on does not stop the controller: it is told once and counted', () => {
    const journal = open(':memory:');
    journal.close();
    lines.length = 0;
    journal.recordDecision(decision('dec_1'), NOW);
    journal.recordFinding(finding, NOW);
    assert.equal(journal.failedWrites, 2);
    assert.equal(lines.length, 1);
    assert.match(lines[0] ?? '', /cannot be written/);
  });
});
