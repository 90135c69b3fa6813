/**
 * The transport of global `fetch`: what nearly every SDK sends through. A request that is no model call goes to the original function at
 * once, with its arguments untouched.
 */
import type { RequestHead } from '../../model/http.ts';
import { isPromise } from '../../model/maybe-promise.ts';
import { getHeader, isRequest, isResponse, methodOfRequest, NativeHeaders, urlOf } from '../../platform/fetch.ts';
import type { CallHandler, MatchedRequest, OutgoingRequest, Reply, Transport, TransportReply } from '../transport.ts';
import { bodyText, changed, type Fetch, type FetchArguments, hasLateBody, headersOf, signalOf, snapshot, withUrl } from './arguments.ts';
import { replyOf, responseOf } from './response.ts';

/** The original, called as the application called us. */
type Original = (...args: FetchArguments) => ReturnType<Fetch>;

export const fetchTransport: Transport = {
  name: 'fetch',
  points: ['pre_model_call', 'post_model_call', 'pre_tool_call', 'post_tool_call'],
  install(host) {
    const original = globalThis.fetch;
    if (typeof original !== 'function') return 'there is no global fetch';
    // An ordinary function, as the original is.
    const hooked = function fetch(this: unknown, ...given: FetchArguments): ReturnType<Fetch> {
      const send: Original = (...args) => Reflect.apply(original, this, args) as ReturnType<Fetch>;
      const args = withUrl(given);
      const head = headOf(args);
      const matched = head && host.match(head);
      return matched ? exchange(matched, head, args, send) : send(...args);
    };
    // Its name is set here: of an unused name in the source the bundler leaves nothing.
    for (const key of ['name', 'length'] as const) Object.defineProperty(hooked, key, { value: original[key], configurable: true });
    globalThis.fetch = hooked as Fetch;
    return undefined;
  },
};

/** `undefined`: what fetch would reject, or no request with a body. */
function headOf(args: FetchArguments): RequestHead | undefined {
  const [input, init] = args;
  try {
    const method = (init?.method ?? (isRequest(input) ? methodOfRequest(input) : 'GET')).toUpperCase();
    if (method === 'GET') return undefined;
    const url = new URL(isRequest(input) ? urlOf(input) : input);
    let headers: Headers | undefined;
    const header = (name: string): string | undefined => {
      headers ??= new NativeHeaders(headersOf(args));
      return getHeader(headers, name) ?? undefined;
    };
    return { method, url, header };
  } catch {
    return undefined;
  }
}

async function exchange(matched: MatchedRequest, head: RequestHead, given: FetchArguments, original: Original): Promise<Response> {
  let args = given;
  const ready = matched.ready();
  // Nothing is waited for without need: the original then reads its arguments while the application is still in its call.
  if (isPromise(ready) || hasLateBody(args)) {
    try {
      args = snapshot(args);
    } catch {
      return original(...given);
    }
  }
  const handler = isPromise(ready) ? await ready : ready;
  if (!handler) return original(...args);
  let body: string | undefined;
  try {
    const text = bodyText(args);
    body = isPromise(text) ? await text : text;
  } catch {
    // What cannot be read here fails in the original, with the error that the application expects.
  }
  if (body === undefined) {
    if (args[1]?.body) matched.unread('the body of the request is a stream, or none of JSON');
    return original(...args);
  }
  return handOver(handler, head, body, args, original);
}

async function handOver(
  handler: CallHandler,
  head: RequestHead,
  body: string,
  args: FetchArguments,
  original: Original,
): Promise<Response> {
  const signal = signalOf(args);
  const send = async (request: OutgoingRequest): Promise<TransportReply> => {
    const response = await original(...changed(args, request));
    // The response of another library is returned unwrapped.
    if (!isResponse(response)) return { head: foreignHead(response), body: undefined, native: response };
    return replyOf(response);
  };
  const reply = handler({ head, body, signal, send });
  if (!reply) return original(...args);
  return toResponse(await reply, signal);
}

const foreignHead = (response: unknown) => ({ status: Number((response as { status?: unknown } | null)?.status) || 0, contentType: '' });

function toResponse(reply: Reply, signal: AbortSignal | undefined): Response {
  try {
    return responseOf(reply, signal);
  } catch (error) {
    const native = reply.original?.native;
    if (!native) throw error;
    reply.observer?.onEnd();
    return native as Response;
  }
}
