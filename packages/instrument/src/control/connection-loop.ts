/** Runs the state machine of the connection: one input after the other, each with its effects. */
import { stepConnection } from './connection.ts';
import {
  type Connection,
  type ConnectionContext,
  type ConnectionEffect,
  type ConnectionInput,
  IDLE,
  type Phase,
} from './connection-state.ts';

export interface ConnectionLoop {
  /** Handles the input, after those that are being handled. */
  dispatch(input: ConnectionInput): void;
  readonly state: Connection;
}

export interface ConnectionLoopOptions {
  /** The circumstances of an input, of the moment in which it is handled. */
  context(): ConnectionContext;
  /** Must not throw. It may dispatch. */
  carryOut(effect: ConnectionEffect): void;
  onPhase(kind: Phase['kind']): void;
}

export function createConnectionLoop({ context, carryOut, onPhase }: ConnectionLoopOptions): ConnectionLoop {
  const inputs: ConnectionInput[] = [];
  let state: Connection = IDLE;

  function handle(input: ConnectionInput): void {
    const before = state.phase.kind;
    const step = stepConnection(state, input, context());
    state = step.state;
    if (state.phase.kind !== before) onPhase(state.phase.kind);
    for (const effect of step.effects) carryOut(effect);
  }

  return {
    dispatch(input) {
      inputs.push(input);
      // Whoever is first in the queue handles what comes while its effects are carried out.
      if (inputs.length > 1) return;
      for (let next = inputs[0]; next !== undefined; next = inputs[0]) {
        handle(next);
        inputs.shift();
      }
    },
    get state() {
      return state;
    },
  };
}
