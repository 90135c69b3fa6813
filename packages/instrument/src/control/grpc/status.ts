/** Status codes of gRPC, and what HTTP, HTTP/2 and the network say in their terms. */
import { constants } from 'node:http2';

/** Status codes that this client gives or that callers tell apart (grpc/grpc doc/statuscodes.md). */
export const GRPC_STATUS = {
  OK: 0,
  CANCELLED: 1,
  UNKNOWN: 2,
  DEADLINE_EXCEEDED: 4,
  NOT_FOUND: 5,
  PERMISSION_DENIED: 7,
  RESOURCE_EXHAUSTED: 8,
  FAILED_PRECONDITION: 9,
  UNIMPLEMENTED: 12,
  INTERNAL: 13,
  UNAVAILABLE: 14,
  UNAUTHENTICATED: 16,
} as const;

/** grpc/grpc doc/http-grpc-status-mapping.md. */
const FROM_HTTP: ReadonlyMap<number | undefined, number> = new Map([
  [400, GRPC_STATUS.INTERNAL],
  [401, GRPC_STATUS.UNAUTHENTICATED],
  [403, GRPC_STATUS.PERMISSION_DENIED],
  [404, GRPC_STATUS.UNIMPLEMENTED],
  [429, GRPC_STATUS.UNAVAILABLE],
  [502, GRPC_STATUS.UNAVAILABLE],
  [503, GRPC_STATUS.UNAVAILABLE],
  [504, GRPC_STATUS.UNAVAILABLE],
]);

/** grpc/grpc doc/PROTOCOL-HTTP2.md, "Errors". */
const FROM_RESET: ReadonlyMap<number | undefined, number> = new Map([
  [undefined, GRPC_STATUS.UNAVAILABLE],
  [constants.NGHTTP2_NO_ERROR, GRPC_STATUS.UNAVAILABLE],
  [constants.NGHTTP2_REFUSED_STREAM, GRPC_STATUS.UNAVAILABLE],
  [constants.NGHTTP2_CANCEL, GRPC_STATUS.CANCELLED],
  [constants.NGHTTP2_ENHANCE_YOUR_CALM, GRPC_STATUS.RESOURCE_EXHAUSTED],
  [constants.NGHTTP2_INADEQUATE_SECURITY, GRPC_STATUS.PERMISSION_DENIED],
]);

/** HTTP status to gRPC status, for a response without one of gRPC's own. */
export const statusOfHttp = (status: number | undefined): number => FROM_HTTP.get(status) ?? GRPC_STATUS.UNKNOWN;

/** HTTP/2 error code of a reset stream to gRPC status. */
export const statusOfReset = (code: number | undefined): number => FROM_RESET.get(code) ?? GRPC_STATUS.INTERNAL;

/** Reads `grpc-message`, which is percent-encoded; a broken one is shown as it is. */
export function decodeStatusMessage(text: string): string {
  try {
    return toLine(decodeURIComponent(text));
  } catch {
    return toLine(text);
  }
}

/** Makes one short line of a peer's text, without control characters. */
export function toLine(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what has to go.
  return text.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g, ' ').slice(0, 200);
}

/** Causes that people meet, in words. */
const CAUSES: ReadonlyMap<string, string> = new Map([
  ['ECONNREFUSED', 'connection refused (is the controller running there?)'],
  ['ENOTFOUND', 'unknown host'],
  ['EAI_AGAIN', 'the name could not be resolved now'],
  ['ECONNRESET', 'the connection was reset'],
  ['ETIMEDOUT', 'the connection timed out'],
  ['ERR_HTTP2_ERROR', 'does not speak HTTP/2 as gRPC needs it'],
]);

/** Describes an error of the network, of TLS or of a file in one line. */
export function describeError(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const cause = CAUSES.get(code);
  if (cause !== undefined) return cause;
  const text = error instanceof AggregateError ? String(error.errors[0]) : error instanceof Error ? error.message : String(error);
  return toLine(text) || code;
}
