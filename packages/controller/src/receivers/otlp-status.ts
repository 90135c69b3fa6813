/** Results of an export in the terms of OTLP: `partial_success`, statuses, `RetryInfo`. */
import { google } from '@airt/protocol';
import { status } from '@grpc/grpc-js';
import type { ExportFailure, ExportResult } from '../ingest/ingress.ts';

/** `partial_success` stays unset where there is nothing to say. */
export function acceptance({ rejected, message }: Extract<ExportResult, { kind: 'accepted' }>): object {
  return rejected === 0 && message === '' ? {} : { partialSuccess: { rejectedSpans: rejected, errorMessage: message } };
}

/** RESOURCE_EXHAUSTED without RetryInfo is permanent, UNAVAILABLE is not: the words of the OTLP specification. */
export const GRPC_STATUS: Readonly<Record<ExportFailure['kind'], number>> = {
  invalid: status.INVALID_ARGUMENT,
  too_large: status.RESOURCE_EXHAUSTED,
  busy: status.UNAVAILABLE,
};

/** `google.rpc.Status`, with RetryInfo where sending again helps. */
export function encodeStatus(code: number, result: ExportFailure): Uint8Array {
  const details =
    result.kind === 'busy' ? [{ typeUrl: 'type.googleapis.com/google.rpc.RetryInfo', value: retryInfo(result.retryAfterMs) }] : [];
  return google.rpc.Status.encode({ code, message: result.message, details }).finish();
}

function retryInfo(ms: number): Uint8Array {
  return google.rpc.RetryInfo.encode({ retryDelay: { seconds: Math.floor(ms / 1000), nanos: (ms % 1000) * 1_000_000 } }).finish();
}
