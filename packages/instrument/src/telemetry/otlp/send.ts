/** One request to a receiver of OTLP over HTTP, and what became of it. OTLP specification 1.x, "OTLP/HTTP Response". */
import type { ClientRequest, IncomingMessage, RequestOptions } from 'node:http';

export type SendResult =
  | { readonly kind: 'delivered'; readonly contentType: string; readonly body: Buffer }
  /** `retryAfterMs`: as the receiver asks; undefined: it does not say. */
  | { readonly kind: 'failed'; readonly reason: string; readonly isRetryable: boolean; readonly retryAfterMs?: number };

export type Request = (options: RequestOptions, onResponse: (response: IncomingMessage) => void) => ClientRequest;

/** An answer is a few bytes; of one that goes on, as much as this is read. */
const MAX_ANSWER_BYTES = 1 << 20;
const RETRYABLE_STATUSES = new Set([429, 502, 503, 504]);
const LASTING_CODES = /^(ERR_|CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_|HPE_)/;

/** Sends, and settles always: at the latest after `timeoutMs`. */
export function send(request: Request, options: RequestOptions, body: Uint8Array, timeoutMs: number): Promise<SendResult> {
  return new Promise((resolve) => {
    let sent: ClientRequest | undefined;
    const settle = (result: SendResult): void => {
      clearTimeout(timer);
      resolve(result);
    };
    const fail = (reason: string, isRetryable: boolean): void => {
      settle({ kind: 'failed', reason, isRetryable });
      sent?.destroy();
    };
    const timer = setTimeout(() => fail(`no answer within ${Math.round(timeoutMs)} ms`, true), timeoutMs);
    timer.unref();
    try {
      sent = request({ ...options, method: 'POST' }, (response) => readAnswer(response, settle, fail));
      sent.on('error', (error) => fail(describeError(error), !LASTING_CODES.test(codeOf(error))));
      sent.end(body);
    } catch (error) {
      // A header that is none, for example.
      fail(describeError(error), false);
    }
  });
}

function readAnswer(
  response: IncomingMessage,
  settle: (result: SendResult) => void,
  fail: (reason: string, isRetryable: boolean) => void,
): void {
  const { statusCode: status = 0, headers } = response;
  const isDelivered = status >= 200 && status < 300;
  const chunks: Buffer[] = [];
  let length = 0;
  const onEnd = (): void => {
    if (isDelivered) {
      settle({ kind: 'delivered', contentType: headers['content-type'] ?? '', body: Buffer.concat(chunks) });
      return;
    }
    const retryAfterMs = parseRetryAfter(headers['retry-after']);
    settle({
      kind: 'failed',
      reason: `status ${status}${response.statusMessage ? ` ${response.statusMessage}` : ''}`,
      isRetryable: RETRYABLE_STATUSES.has(status),
      ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
    });
  };
  response.on('data', (chunk: Buffer) => {
    length += chunk.length;
    if (length <= MAX_ANSWER_BYTES) chunks.push(chunk);
    else fail('an answer without end', false);
  });
  response.on('end', onEnd);
  response.on('error', (error) => fail(describeError(error), !isDelivered));
}

/** Seconds, or a date; at most what one export may take is waited anyway. */
function parseRetryAfter(value: string | undefined): number | undefined {
  if (value === undefined) return undefined;
  const ms = /^\d+$/.test(value.trim()) ? Number(value) * 1_000 : Date.parse(value) - Date.now();
  return Number.isFinite(ms) ? Math.max(0, ms) : undefined;
}

const codeOf = (error: unknown): string => (error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '');

const WORDS: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'connection refused',
  ECONNRESET: 'the connection was reset',
  ENOTFOUND: 'the name does not resolve',
  ETIMEDOUT: 'the connection timed out',
};

/** Node's own words name the address once more; of several attempts (IPv4 and IPv6) the first counts. */
export function describeError(error: unknown): string {
  if (error instanceof AggregateError && error.errors.length > 0) return describeError(error.errors[0]);
  const code = codeOf(error);
  const words = WORDS[code];
  if (words) return `${words} (${code})`;
  const message = error instanceof Error ? error.message : String(error);
  return code && !message.includes(code) ? `${message} (${code})` : message;
}
