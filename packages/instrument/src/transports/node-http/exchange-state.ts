/** The states of a watched request, and what becomes of the events that Node emits on it. */

/**
 * - collecting: the application writes; nothing of the body has left.
 * - judging: it has ended its request, and the host decides.
 * - sent: the request has left; its response or its error is awaited.
 * - settling: that is there, and the host decides what the application receives.
 * - answered: the application has its response.
 * - failed: it has an error.
 * - replaced: it has the response of another request, of which the events are passed on.
 * - ended: the application gave its request up before it had a response, and sees that end and no other.
 * - passing: nothing of ours is in the way: no model call after all, or the request failed, or was given up before it left.
 */
export type Phase = 'collecting' | 'judging' | 'sent' | 'settling' | 'answered' | 'failed' | 'replaced' | 'ended' | 'passing';

/**
 * What to do with an event.
 * - pass: the application sees it now.
 * - settle: it is what the host waits for; the application sees it when the host has decided.
 * - hold: the application sees it after what it waits for itself.
 * - drop: it never sees it.
 * - leave: it sees it now, and from here on everything.
 */
export type Handling = 'pass' | 'settle' | 'hold' | 'drop' | 'leave';

/** Events that end something; all others (`socket`, `drain`, `finish`, `timeout`, `continue` ...) pass always. */
type Ending = 'response' | 'error' | 'close' | 'connect' | 'upgrade';

const HANDLING: Readonly<Record<Phase, Readonly<Record<Ending, Handling>>>> = {
  // The server answers before it has the body, or the connection fails: there is nothing to judge.
  collecting: { response: 'leave', error: 'leave', close: 'leave', connect: 'leave', upgrade: 'leave' },
  judging: { response: 'leave', error: 'leave', close: 'leave', connect: 'leave', upgrade: 'leave' },
  sent: { response: 'settle', error: 'settle', close: 'leave', connect: 'leave', upgrade: 'leave' },
  settling: { response: 'hold', error: 'hold', close: 'hold', connect: 'pass', upgrade: 'pass' },
  answered: { response: 'pass', error: 'pass', close: 'pass', connect: 'pass', upgrade: 'pass' },
  failed: { response: 'leave', error: 'pass', close: 'pass', connect: 'pass', upgrade: 'pass' },
  replaced: { response: 'drop', error: 'drop', close: 'drop', connect: 'drop', upgrade: 'drop' },
  ended: { response: 'drop', error: 'drop', close: 'drop', connect: 'drop', upgrade: 'drop' },
  passing: { response: 'pass', error: 'pass', close: 'pass', connect: 'pass', upgrade: 'pass' },
};

/** @param isBreaking The application has a response whose connection broke, and does not know it yet. */
export function handlingOf(phase: Phase, event: string | symbol, isBreaking: boolean): Handling {
  if (typeof event !== 'string' || !Object.hasOwn(HANDLING[phase], event)) return 'pass';
  if (phase === 'answered' && isBreaking && event === 'close') return 'hold';
  return HANDLING[phase][event as Ending];
}
