/**
 * The transport of global `fetch`: what nearly every SDK speaks through. A request that is no model call goes to the original
 * function at once, with its arguments untouched.
 */

import { beginCall, type CallEnd, type ModelCall } from '../../calls/model-call.ts';
import type { Dialect } from '../../dialects/dialect.ts';
import { findDialect } from '../../dialects/index.ts';
import { isObject } from '../../model/json.ts';

import type { Runtime } from '../../runtime.ts';
import { withApplicationSpan } from '../../telemetry/application.ts';
import { bodyText, type Fetch, type FetchArguments, hasLateBody, headersOf, onceMore, signalOf, snapshot, withBody } from './arguments.ts';
import { type BodyWatcher, watchResponse } from './response-body.ts';

/** The original, called as the application called us. */
type Send = (...args: FetchArguments) => ReturnType<Fetch>;

/** What is waited for before the first model call: the SDK, loaded when it is first needed. */
export type RuntimeSource = () => Promise<Runtime> | Runtime | undefined;

export function installFetch(runtimeOf: RuntimeSource): void {
  const original = globalThis.fetch;
  if (typeof original !== 'function') return;
  // An ordinary function, as the original is.
  const watched = function fetch(this: unknown, ...given: FetchArguments): ReturnType<Fetch> {
    const send: Send = (...args) => Reflect.apply(original, this, args) as ReturnType<Fetch>;
    const args = withUrl(given);
    const target = modelCallTarget(args);
    return target ? callModel(runtimeOf, target, args, send) : send(...args);
  };
  // Its name is given here: of an unused name in the source the bundler leaves nothing.
  for (const key of ['name', 'length'] as const) Object.defineProperty(watched, key, { value: original[key], configurable: true });
  globalThis.fetch = watched as Fetch;
}

/** An object that gives its address when it is asked for it is asked only once. */
function withUrl(args: FetchArguments): FetchArguments {
  const [input, ...rest] = args as [unknown, FetchArguments[1]?];
  try {
    if (typeof input !== 'object' || input === null || input instanceof URL || input instanceof Request) return args;
    return [String(input), ...rest];
  } catch {
    return args;
  }
}

interface Target {
  readonly dialect: Dialect;
  readonly url: URL;
}

function modelCallTarget([input, init]: FetchArguments): Target | undefined {
  try {
    const isRequest = input instanceof Request;
    const method = (init?.method ?? (isRequest ? input.method : 'GET')).toUpperCase();
    if (method !== 'POST') return undefined;
    const url = new URL(isRequest ? input.url : input);
    const dialect = findDialect(method, url);
    return dialect && { dialect, url };
  } catch {
    return undefined;
  }
}

async function callModel(runtimeOf: RuntimeSource, { dialect, url }: Target, given: FetchArguments, send: Send): Promise<Response> {
  let args = given;
  let call: ModelCall | undefined;
  let runtime: Runtime | undefined;
  try {
    const found = runtimeOf();
    // Nothing is waited for without need: the original then reads its arguments while the application is still in its call.
    if (found instanceof Promise || hasLateBody(args)) {
      try {
        args = snapshot(args);
      } catch {
        return send(...given);
      }
    }
    runtime = found instanceof Promise ? await found : found;
    const source = runtime && bodyText(args);
    const text = source instanceof Promise ? await source : source;
    const body = text === undefined ? undefined : (JSON.parse(text) as unknown);
    const request = isObject(body) ? dialect.readRequest(body) : undefined;
    // A request that was given up already goes to nobody.
    if (runtime && isObject(body) && request && !signalOf(args)?.aborted) {
      const resendCount = Number(new Headers(headersOf(args)).get('x-stainless-retry-count')) || undefined;
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
    response = await withApplicationSpan(span, () => send(...(edited === undefined ? args : withBody(args, edited))));
  } catch (error) {
    call.end(failure(error));
    throw error;
  }
  try {
    return watch(call, response, (body, signal) => send(...withBody(onceMore(args, signal), body)), signalOf(args));
  } catch (error) {
    runtime.diagnostics.failure('watch_response', error);
    call.end({ kind: 'complete' });
    return response;
  }
}

/** Sends the request of the application once more, with another body. */
type SendAgain = (body: string, signal: AbortSignal) => Promise<Response>;

function watch(first: ModelCall, response: Response, sendAgain: SendAgain, aborted: AbortSignal | undefined): Response {
  // Other statuses cannot be made by hand, and have no body to read. Another library's response, or one that somebody reads already, stays his.
  const { body, status } = response;
  if (!(response instanceof Response) || status < 200 || status > 599 || !body || body.locked || response.bodyUsed) {
    first.responded(response.status, '');
    first.end({ kind: 'complete' });
    return response;
  }
  const contentType = typeOf(response);
  let call = first;
  const watcher: BodyWatcher = {
    onEnd: () => call.end({ kind: 'complete' }),
    onCancel: () => call.end({ kind: 'cancelled' }),
    onError: (error) => call.end(failure(error)),
    async next(signal) {
      const refused = call;
      const again = refused.askAgain();
      if (!again) return undefined;
      call = again;
      try {
        const answer = await answerOf(again, contentType, () => sendAgain(again.body ?? '', signal));
        if (answer) return { response: answer, reader: again.responded(answer.status, contentType) };
      } catch (error) {
        again.end(failure(error));
        if (aborted?.aborted) throw error;
      }
      refused.keep();
      return undefined;
    },
  };
  const reader = first.responded(status, contentType);
  return watchResponse(response, reader, watcher, () => call.end({ kind: 'abandoned' }), aborted);
}

/** An answer that can stand in the place of the one before. Where there is none, the call is over. */
async function answerOf(call: ModelCall, contentType: string, send: () => Promise<Response>): Promise<Response | undefined> {
  if (call.refusal) {
    call.end({ kind: 'refused', reason: 'policy' });
    return undefined;
  }
  const response = await withApplicationSpan(call.span, send);
  if (response.ok && response.body && mimeOf(typeOf(response)) === mimeOf(contentType)) return response;
  call.responded(response.status, '');
  call.end({ kind: 'complete' });
  response.body?.cancel().catch(() => {});
  return undefined;
}

const typeOf = (response: Response): string => response.headers.get('content-type') ?? '';
const mimeOf = (contentType: string): string => (contentType.split(';')[0] ?? '').trim().toLowerCase();

/** `error.type` of a failed request: the system's code where there is one (ECONNREFUSED), else the error's name (AbortError). */
function failure(error: unknown): CallEnd {
  const { name, code, cause } = (error ?? {}) as { name?: unknown; code?: unknown; cause?: { code?: unknown } };
  const type = [cause?.code, typeof code === 'string' ? code : undefined, name].find((each) => typeof each === 'string');
  return { kind: 'failed', errorType: typeof type === 'string' ? type : 'fetch_error' };
}
