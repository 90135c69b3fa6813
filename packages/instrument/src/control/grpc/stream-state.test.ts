import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { type StreamEffect, type StreamInput, type StreamState, type StreamTimer, stepStream } from './stream-state.ts';

const context = { timing: { connectTimeoutMs: 5, pingIntervalMs: 30, pingTimeoutMs: 10, closeTimeoutMs: 2 }, where: 'host:1' };
const TIMERS: readonly StreamTimer[] = ['connect', 'ping_interval', 'ping_answer', 'close'];
const INPUTS: readonly StreamInput[] = [
  { kind: 'started' },
  { kind: 'settings_received' },
  { kind: 'ping_requested' },
  { kind: 'pong_received' },
  { kind: 'close_requested' },
  ...TIMERS.map((timer): StreamInput => ({ kind: 'timer_fired', timer })),
  { kind: 'failed', end: { code: 13, message: 'broken' } },
];
const STATES: Readonly<Record<string, StreamState>> = {
  opening: { kind: 'opening' },
  open: { kind: 'open', isPinging: false },
  pinging: { kind: 'open', isPinging: true },
  closing: { kind: 'closing' },
  ended: { kind: 'ended' },
};

const nameOfState = (state: StreamState): string => (state.kind === 'open' && state.isPinging ? 'pinging' : state.kind);
const nameOfInput = (input: StreamInput): string => (input.kind === 'timer_fired' ? `timer ${input.timer}` : input.kind);
const nameOfEffect = (effect: StreamEffect): string =>
  'timer' in effect ? `${effect.kind} ${effect.timer}` : effect.kind === 'tear_down' ? `tear_down ${effect.end.code}` : effect.kind;

/** What is not listed changes nothing. */
const EXPECTED: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  opening: {
    started: 'opening: start_timer connect',
    settings_received: 'open: stop_timer connect, start_timer ping_interval, report_open',
    close_requested: 'ended: tear_down 1',
    'timer connect': 'ended: tear_down 14',
    failed: 'ended: tear_down 13',
  },
  open: {
    ping_requested: 'pinging: start_timer ping_answer, send_ping',
    close_requested: 'closing: stop_timer ping_interval, stop_timer ping_answer, start_timer close, end_sending',
    'timer ping_interval': 'pinging: start_timer ping_answer, send_ping, start_timer ping_interval',
    'timer ping_answer': 'ended: tear_down 14',
    failed: 'ended: tear_down 13',
  },
  pinging: {
    pong_received: 'open: stop_timer ping_answer, report_pong',
    close_requested: 'closing: stop_timer ping_interval, stop_timer ping_answer, start_timer close, end_sending',
    'timer ping_interval': 'pinging: start_timer ping_interval',
    'timer ping_answer': 'ended: tear_down 14',
    failed: 'ended: tear_down 13',
  },
  closing: { 'timer close': 'ended: tear_down 1', failed: 'ended: tear_down 13' },
  ended: {},
};

describe('every input in every state', () => {
  for (const [name, state] of Object.entries(STATES)) {
    test(name, () => {
      for (const input of INPUTS) {
        const { state: next, effects } = stepStream(state, input, context);
        const actual = `${nameOfState(next)}: ${effects.map(nameOfEffect).join(', ')}`;
        assert.equal(actual, EXPECTED[name]?.[nameOfInput(input)] ?? `${name}: `, nameOfInput(input));
      }
    });
  }
});

test('whatever comes, a stream ends once, and always has a timer that ends it', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...INPUTS), { maxLength: 60 }), (inputs) => {
      let state: StreamState = { kind: 'opening' };
      const running = new Set<StreamTimer>();
      let ends = 0;
      for (const input of [{ kind: 'started' } as const, ...inputs]) {
        // A timer fires only where it runs.
        if (input.kind === 'timer_fired' && !running.delete(input.timer)) continue;
        const step = stepStream(state, input, context);
        ({ state } = step);
        for (const effect of step.effects) {
          if (effect.kind === 'start_timer') running.add(effect.timer);
          else if (effect.kind === 'stop_timer') running.delete(effect.timer);
          else if (effect.kind === 'tear_down') {
            running.clear();
            ends += 1;
          }
        }
        assert.equal(new Set(step.effects.map(nameOfEffect)).size, step.effects.length, 'no effect twice');
        assert.equal(running.has('connect'), state.kind === 'opening');
        assert.equal(running.has('ping_interval'), state.kind === 'open');
        assert.equal(running.has('ping_answer'), state.kind === 'open' && state.isPinging);
        assert.equal(running.has('close'), state.kind === 'closing');
        assert.equal(ends, state.kind === 'ended' ? 1 : 0);
      }
    }),
  );
});
