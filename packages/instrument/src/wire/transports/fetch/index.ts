/**
 * The transport of global `fetch`: what nearly every SDK speaks through. A request that is no model call goes to the original
 * function at once, with its arguments untouched.
 */

import type { Runtime } from '../../../runtime.ts';
import { withApplicationSpan } from '../../../telemetry/application.ts';
import { watchResponse } from '../../body.ts';
import { beginCall, type CallEnd, type ModelCall } from '../../call.ts';
import type { Dialect } from '../../dialect.ts';
import { findDialect } from '../../dialects/index.ts';
import type { JsonObject } from '../../model.ts';

type Fetch = typeof globalThis.fetch;
/** The original, called as the application called us. */
type Send = (...args: Parameters<Fetch>) => ReturnType<Fetch>;

/** What is waited for before the first model call: the SDK, loaded when it is first needed. */
export type RuntimeSource = () => Promise<Runtime> | Runtime | undefined;

export function installFetch(runtimeOf: RuntimeSource): void {
  const original = globalThis.fetch;
  if (typeof original !== 'function') return;
  const watched = {
    fetch(this: unknown, ...args: Parameters<Fetch>): ReturnType<Fetch> {
      const send: Send = (...given) => Reflect.apply(original, this, given) as ReturnType<Fetch>;
      const target = modelCallTarget(args[0], args[1]);
      return target ? callModel(runtimeOf, target, args, send) : send(...args);
    },
  }.fetch;
  Object.defineProperty(watched, 'length', { value: original.length, configurable: true });
  globalThis.fetch = watched as Fetch;
}

interface Target {
  readonly dialect: Dialect;
  readonly url: URL;
}

function modelCallTarget(input: Parameters<Fetch>[0], init: Parameters<Fetch>[1]): Target | undefined {
  try {
    const isRequest = input instanceof Request;
    const method = (init?.method ?? (isRequest ? input.method : 'GET')).toUpperCase();
    if (method !== 'POST') return undefined;
    const url = isRequest ? new URL(input.url) : input instanceof URL ? input : new URL(String(input));
    const dialect = findDialect(method, url);
    return dialect && { dialect, url };
  } catch {
    return undefined;
  }
}

/** The body as text, and nothing taken from the application: a stream is left alone. */
async function bodyText(input: Parameters<Fetch>[0], init: Parameters<Fetch>[1]): Promise<string | undefined> {
  const body = init?.body;
  if (typeof body === 'string') return body;
  if (body instanceof Uint8Array) return new TextDecoder().decode(body);
  if (body instanceof ArrayBuffer) return new TextDecoder().decode(new Uint8Array(body));
  if (body === undefined && input instanceof Request && !input.bodyUsed) return input.clone().text();
  return undefined;
}

async function callModel(runtimeOf: RuntimeSource, { dialect, url }: Target, args: Parameters<Fetch>, send: Send): Promise<Response> {
  const [input, init] = args;
  let call: ModelCall | undefined;
  let runtime: Runtime | undefined;
  try {
    const found = runtimeOf();
    runtime = found instanceof Promise ? await found : found;
    const text = runtime && (await bodyText(input, init));
    const body = text === undefined ? undefined : (JSON.parse(text) as unknown);
    const request = isObject(body) ? dialect.parseRequest(body) : undefined;
    if (runtime && isObject(body) && request) {
      const resendCount =
        Number(new Headers(init?.headers ?? (input instanceof Request ? input.headers : undefined)).get('x-stainless-retry-count')) ||
        undefined;
      runtime.coverage.seen('dialect', dialect.name);
      call = beginCall(runtime, { dialect, url, body, request, scope: runtime.scopes.getStore(), resendCount });
    }
  } catch (error) {
    runtime?.diagnostics.failure('begin_call', error);
  }
  if (!call || !runtime) return send(...args);

  const { span } = call;
  if (call.refusal) {
    const { status, body } = call.refusal;
    call.end({ kind: 'refused', reason: 'policy' });
    return Response.json(body, { status, headers: { 'x-should-retry': 'false' } });
  }
  let response: Response;
  try {
    const edited = call.body;
    response = await withApplicationSpan(span, () => (edited === undefined ? send(...args) : sendEdited(args, edited, send)));
  } catch (error) {
    call.end(failure(error));
    throw error;
  }
  try {
    return watch(call, response);
  } catch (error) {
    runtime.diagnostics.failure('watch_response', error);
    call.end({ kind: 'complete' });
    return response;
  }
}

const isObject = (value: unknown): value is JsonObject => typeof value === 'object' && value !== null && !Array.isArray(value);

function sendEdited([input, init]: Parameters<Fetch>, body: string, send: Send): ReturnType<Fetch> {
  // A length that the application worked out for the old body would be refused or cut the new one.
  const headers = new Headers(init?.headers ?? (input instanceof Request ? input.headers : undefined));
  headers.delete('content-length');
  return send(input, { ...init, body, headers });
}

function watch(call: ModelCall, response: Response): Response {
  // Other statuses cannot be made by hand, and have no body to read.
  if (response.status < 200 || response.status > 599 || !response.body) {
    call.responded(response.status, '');
    call.end({ kind: 'complete' });
    return response;
  }
  const reader = call.responded(response.status, response.headers.get('content-type') ?? '');
  return watchResponse(
    response,
    reader,
    {
      onEnd: () => call.end({ kind: 'complete' }),
      onCancel: () => call.end({ kind: 'cancelled' }),
      onError: (error) => call.end(failure(error)),
    },
    () => call.end({ kind: 'abandoned' }),
  );
}

/** `error.type` of a failed request: the system's code where there is one (ECONNREFUSED), else the error's name (AbortError). */
function failure(error: unknown): CallEnd {
  const { name, code, cause } = (error ?? {}) as { name?: unknown; code?: unknown; cause?: { code?: unknown } };
  const type = [cause?.code, typeof code === 'string' ? code : undefined, name].find((each) => typeof each === 'string');
  return { kind: 'failed', errorType: typeof type === 'string' ? type : 'fetch_error' };
}
