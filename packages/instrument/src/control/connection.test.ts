import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { liveAttempt, stepConnection } from './connection.ts';
import {
  type Connection,
  type ConnectionContext,
  type ConnectionEffect,
  type ConnectionInput,
  type ConnectionTimer,
  IDLE,
  type Phase,
} from './connection-state.ts';
import { GRPC_STATUS } from './grpc/status.ts';

const NOW = 100_000;
const timing = {
  welcomeTimeoutMs: 10_000,
  backoffMinMs: 250,
  backoffMaxMs: 30_000,
  backoffResetMs: 10_000,
  helloIntervalMs: 1_000,
  healthIntervalMs: 60_000,
  healthMinIntervalMs: 5_000,
};
const context = (change: Partial<ConnectionContext> = {}): ConnectionContext => ({
  nowMs: NOW,
  random: 1,
  timing,
  where: 'host:1',
  ...change,
});

const lately = { sentMs: NOW - 400, isDue: false };
const longAgo = { sentMs: NOW - 30_000, isDue: false };
const PHASES: Readonly<Record<string, Phase>> = {
  idle: { kind: 'idle' },
  connecting: { kind: 'connecting' },
  awaiting_welcome: { kind: 'awaiting_welcome', hello: lately },
  connected: { kind: 'connected', hello: longAgo, health: longAgo, welcomeMs: NOW - 20_000, heartbeatMs: 500 },
  'connected lately': { kind: 'connected', hello: lately, health: lately, welcomeMs: NOW - 400, heartbeatMs: 0 },
  backing_off: { kind: 'backing_off' },
  closing: { kind: 'closing' },
  closed: { kind: 'closed' },
};
const TIMERS: readonly ConnectionTimer[] = ['welcome', 'retry', 'hello', 'heartbeat', 'health'];
const END = { code: GRPC_STATUS.UNAVAILABLE, message: 'gone' };
const INPUTS: Readonly<Record<string, ConnectionInput>> = {
  start: { kind: 'start' },
  'start with a wrong address': { kind: 'start', targetError: '"x" is none' },
  stream_opened: { kind: 'stream_opened', attempt: 3 },
  'stream_opened, an earlier one': { kind: 'stream_opened', attempt: 2 },
  stream_ended: { kind: 'stream_ended', attempt: 3, end: END },
  'stream_ended, an earlier one': { kind: 'stream_ended', attempt: 2, end: END },
  message_invalid: { kind: 'message_invalid' },
  welcome_received: { kind: 'welcome_received', controller: 'c 1', heartbeatIntervalMs: 1_000 },
  drain_received: { kind: 'drain_received', retryAfterMs: 4_000, reason: 'rollout' },
  hello_requested: { kind: 'hello_requested' },
  health_changed: { kind: 'health_changed' },
  close_requested: { kind: 'close_requested', reason: 'done' },
  ...Object.fromEntries(TIMERS.map((timer) => [`timer ${timer}`, { kind: 'timer_fired', timer }])),
};

function nameOf(effect: ConnectionEffect): string {
  switch (effect.kind) {
    case 'start_timer':
      return `start ${effect.timer} ${effect.delayMs}`;
    case 'stop_timer':
      return `stop ${effect.timer}`;
    case 'open_stream':
      return `open_stream ${effect.attempt}`;
    case 'count':
      return `count ${effect.name}`;
    case 'log':
      return `log ${effect.level}`;
    case 'send_goodbye':
      return `send_goodbye ${effect.reason}`;
    default:
      return effect.kind;
  }
}

const FAILED = 'backing_off: stop_timers, close_stream, rewind_outcomes, count control.connect_failed, log warn, start retry';
const LOST = 'backing_off: stop_timers, close_stream, rewind_outcomes, count control.disconnected, log debug, start retry';
const INVALID = (rest: string) => rest.replace('backing_off: ', 'backing_off: count control.bad_messages, ');
const CLOSED = 'closed: stop_timers, close_stream, report_closed';
const CLOSED_ALONE = 'closed: stop_timers, report_closed';
const WELCOMED = 'connected: stop welcome, start heartbeat 1000, start health 60000, log debug, flush_outcomes, send_health';

/** What is not listed changes nothing. The machine has failed twice and not warned yet; its latest stream is the third. */
const EXPECTED: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  idle: {
    start: 'connecting: open_stream 4',
    'start with a wrong address': 'closed: log warn, report_closed',
    close_requested: CLOSED_ALONE,
  },
  connecting: {
    stream_opened: 'awaiting_welcome: start welcome 10000, send_hello',
    stream_ended: `${FAILED} 1000`,
    message_invalid: INVALID(`${FAILED} 1000`),
    drain_received: `${FAILED} 5000`,
    close_requested: CLOSED,
  },
  awaiting_welcome: {
    stream_ended: `${FAILED} 1000`,
    message_invalid: INVALID(`${FAILED} 1000`),
    welcome_received: WELCOMED,
    drain_received: `${FAILED} 5000`,
    hello_requested: 'awaiting_welcome: start hello 600',
    close_requested: CLOSED,
    'timer welcome': `${FAILED} 1000`,
    'timer hello': 'awaiting_welcome: send_hello',
  },
  connected: {
    // It held for long: the waits start anew.
    stream_ended: `${LOST} 250`,
    message_invalid: INVALID(`${LOST} 250`),
    welcome_received: 'connected: start heartbeat 1000',
    drain_received: `${LOST} 4250`,
    hello_requested: 'connected: send_hello',
    health_changed: 'connected: start health 60000, send_health',
    close_requested: 'closing: stop_timers, send_goodbye done, close_stream',
    'timer hello': 'connected: send_hello',
    'timer heartbeat': 'connected: start heartbeat 500, send_heartbeat, flush_outcomes',
    'timer health': 'connected: start health 60000, send_health',
  },
  'connected lately': {
    stream_ended: `${LOST} 1000`,
    message_invalid: INVALID(`${LOST} 1000`),
    welcome_received: 'connected: start heartbeat 1000',
    drain_received: `${LOST} 5000`,
    hello_requested: 'connected: start hello 600',
    health_changed: 'connected: start health 4600',
    close_requested: 'closing: stop_timers, send_goodbye done, close_stream',
    'timer hello': 'connected: send_hello',
    'timer health': 'connected: start health 60000, send_health',
  },
  backing_off: { close_requested: CLOSED_ALONE, 'timer retry': 'connecting: open_stream 4' },
  closing: { stream_ended: 'closed: report_closed' },
  closed: {},
};

describe('every input in every phase', () => {
  for (const [name, phase] of Object.entries(PHASES)) {
    test(name, () => {
      const state: Connection = { phase, attempt: 3, failures: 2, lastError: undefined, hasWarned: false };
      for (const [inputName, input] of Object.entries(INPUTS)) {
        const step = stepConnection(state, input, context());
        const expected = EXPECTED[name]?.[inputName];
        if (expected === undefined) assert.deepEqual(step, { state, effects: [] }, inputName);
        else assert.equal(`${step.state.phase.kind}: ${step.effects.map(nameOf).join(', ')}`, expected, inputName);
      }
    });
  }
});

describe('the connection', () => {
  const at = (phase: string, change: Partial<Connection> = {}): Connection => ({
    ...IDLE,
    attempt: 3,
    phase: PHASES[phase] ?? { kind: 'idle' },
    ...change,
  });
  const effects = (state: Connection, input: ConnectionInput, change: Partial<ConnectionContext> = {}) =>
    stepConnection(state, input, context(change)).effects;

  test('warns once, and in words', () => {
    const { state, effects: first } = stepConnection(at('connecting'), { kind: 'stream_ended', attempt: 3, end: END }, context());
    assert.deepEqual(
      first.filter(({ kind }) => kind === 'log'),
      [
        {
          kind: 'log',
          level: 'warn',
          message: 'no controller: gone. The agent runs on; connecting is tried again in the background.',
        },
      ],
    );
    assert.equal(state.lastError, 'gone');
    const again = { ...state, phase: { kind: 'connecting' } as const };
    assert.ok(!effects(again, { kind: 'stream_ended', attempt: 3, end: END }).some(({ kind }) => kind === 'log'));
  });

  test('an attempt that was given up is no failure worth a word', () => {
    const given = effects(at('connecting'), { kind: 'stream_ended', attempt: 3, end: { ...END, givenUp: true } });
    assert.deepEqual(given.map(nameOf), ['stop_timers', 'close_stream', 'rewind_outcomes', 'count control.given_up', 'start retry 250']);
  });

  test('a refusal that will last is met with the longest wait', () => {
    const refused = { code: GRPC_STATUS.UNAUTHENTICATED, message: 'who are you' };
    assert.ok(
      effects(at('awaiting_welcome'), { kind: 'stream_ended', attempt: 3, end: refused }).map(nameOf).includes('start retry 30000'),
    );
  });

  test('heartbeats and drains stay within bounds', () => {
    const welcome = (heartbeatIntervalMs: number) =>
      effects(at('awaiting_welcome'), { kind: 'welcome_received', controller: '', heartbeatIntervalMs }).map(nameOf)[1];
    assert.deepEqual([0, -1, 1, 10_000_000].map(welcome), [
      'stop heartbeat',
      'stop heartbeat',
      'start heartbeat 100',
      'start heartbeat 300000',
    ]);
    const drain = (retryAfterMs: number) =>
      effects(at('connected'), { kind: 'drain_received', retryAfterMs, reason: '' }, { random: 0 }).map(nameOf).at(-1);
    assert.deepEqual([-5, 86_400_000].map(drain), ['start retry 20', 'start retry 600020']);
  });

  test('what is due already is not started anew', () => {
    const due = { sentMs: NOW - 400, isDue: true };
    const state = at('connected', { phase: { kind: 'connected', hello: due, health: due, welcomeMs: 0, heartbeatMs: 0 } });
    assert.deepEqual(effects(state, { kind: 'hello_requested' }), []);
    assert.deepEqual(effects(state, { kind: 'health_changed' }), []);
  });
});

test('whatever happens, it is never stuck, never has two streams, and closes once', () => {
  const attempts = fc.constantFrom(-1, 0);
  const input = fc.oneof(
    fc.constantFrom(...Object.values(INPUTS).filter(({ kind }) => !kind.startsWith('stream_'))),
    fc.record({ kind: fc.constantFrom('stream_opened' as const), attempt: attempts }),
    fc.record({ kind: fc.constantFrom('stream_ended' as const), attempt: attempts, end: fc.constant(END) }),
  );
  fc.assert(
    fc.property(fc.array(fc.record({ input, ms: fc.integer({ min: 0, max: 20_000 }) }), { maxLength: 80 }), (steps) => {
      let state: Connection = IDLE;
      let nowMs = 0;
      const timers = new Set<ConnectionTimer>();
      let isStreamOpen = false;
      const totals = { report_closed: 0, send_goodbye: 0, warn: 0 };
      for (const { input: drawn, ms } of steps) {
        nowMs += ms;
        const input = 'attempt' in drawn ? { ...drawn, attempt: state.attempt + drawn.attempt } : drawn;
        // Only what runs fires; a stream ends once, also after it was closed.
        if (input.kind === 'timer_fired' && !timers.delete(input.timer)) continue;
        const { phase } = state;
        const step = stepConnection(state, input, context({ nowMs, random: 0.5 }));
        ({ state } = step);
        const names = step.effects.map(nameOf);
        assert.equal(new Set(names).size, names.length, 'no effect twice');
        if (phase.kind === 'closed') assert.deepEqual(step.effects, [], 'nothing happens after the end');
        for (const effect of step.effects) {
          if (effect.kind === 'start_timer') timers.add(effect.timer);
          else if (effect.kind === 'stop_timer') timers.delete(effect.timer);
          else if (effect.kind === 'stop_timers') timers.clear();
          else if (effect.kind === 'close_stream') isStreamOpen = false;
          else if (effect.kind === 'open_stream') {
            assert.ok(!isStreamOpen, 'one stream at a time');
            isStreamOpen = true;
          } else if (effect.kind === 'report_closed' || effect.kind === 'send_goodbye') totals[effect.kind] += 1;
          else if (effect.kind === 'log' && effect.level === 'warn') totals.warn += 1;
        }
        // The way out of each phase.
        const expected: Partial<Record<Phase['kind'], boolean>> = {
          connecting: isStreamOpen,
          awaiting_welcome: isStreamOpen && timers.has('welcome'),
          connected: isStreamOpen && timers.has('health') && !timers.has('welcome'),
          backing_off: !isStreamOpen && timers.size === 1 && timers.has('retry'),
          closing: !isStreamOpen && timers.size === 0,
          closed: !isStreamOpen && timers.size === 0,
        };
        assert.ok(expected[state.phase.kind] ?? true, state.phase.kind);
        assert.equal(liveAttempt(state) !== undefined, isStreamOpen);
        if (state.phase.kind === 'connected') assert.equal(timers.has('heartbeat'), state.phase.heartbeatMs > 0);
      }
      assert.ok(totals.warn <= 1 && totals.send_goodbye <= 1);
      assert.equal(totals.report_closed, state.phase.kind === 'closed' ? 1 : 0);
    }),
    { numRuns: 500 },
  );
});
