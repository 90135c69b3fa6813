/** What cannot wait for the end of a span. Sent only where Welcome named the feature `signal`. */

import { hexToBytes } from '@airt/engine';
import { airt } from '@airt/protocol/control';
import type { SignalMessage } from '../messages/types.ts';

/** A run has begun or ended. `atMs`: milliseconds since 1970. */
export function runSignal(what: 'started' | 'ended', traceId: string, atMs: number): SignalMessage {
  const { RUN_STARTED, RUN_ENDED } = airt.control.v1.SignalKind;
  return {
    kind: what === 'started' ? RUN_STARTED : RUN_ENDED,
    traceId: hexToBytes(traceId),
    atUnixMs: Math.round(atMs),
    operation: 'invoke_agent',
  };
}
