/**
 * The head of a `ClientRequest`. Node renders it to text with the first byte of the body, or at once where the headers were given as a
 * list or contain `Expect`; until the text has left it can still be edited.
 */
import type { ClientRequest, OutgoingHttpHeader } from 'node:http';
import type { RequestHead } from '../../model/http.ts';

/** What Node keeps in a request beyond its public types (lib/_http_outgoing.js, the same from Node 22 to 26). */
export interface RequestInternals {
  /** The rendered head. */
  _header?: string | null;
  /** The rendered head has left, or was queued for the socket. */
  readonly _headerSent?: boolean;
  _contentLength?: number | null;
  readonly chunkedEncoding?: boolean;
  _implicitHeader?(): void;
}

/**
 * `undefined`: a method without a body, or no URL. The host keeps heads of calls that are open: they do not keep a request that the
 * application has let go of.
 */
export function headOf(request: ClientRequest): RequestHead | undefined {
  const { method } = request;
  if (method === 'GET' || method === 'HEAD') return undefined;
  const url = urlOf(request);
  const weak = new WeakRef(request);
  const header = (name: string): string | undefined => {
    const alive = weak.deref();
    return alive && headerOf(alive, name);
  };
  return url && { method, url, header };
}

/** The path is absolute where a proxy's agent has rewritten it. The port stands in no public property, but in the header. */
function urlOf(request: ClientRequest): URL | undefined {
  const { path, protocol, host } = request;
  try {
    if (!path.startsWith('/')) return new URL(path);
    return new URL(path, `${protocol}//${headerOf(request, 'host') ?? host}`);
  } catch {
    return undefined;
  }
}

/** A header by its lower-case name. */
export function headerOf(request: ClientRequest, name: string): string | undefined {
  const value = request.getHeader(name);
  if (value !== undefined) return textOf(value);
  return renderedHeaders(request).find(([each]) => each.toLowerCase() === name)?.[1];
}

const textOf = (value: OutgoingHttpHeader): string => (Array.isArray(value) ? value.join(', ') : String(value));

/** Every header of a request, as it is or will be sent. */
export function headersOf(request: ClientRequest): readonly (readonly [name: string, value: OutgoingHttpHeader])[] {
  const names = request.getRawHeaderNames();
  return names.length > 0 ? names.map((name) => [name, request.getHeader(name) ?? '']) : renderedHeaders(request);
}

/** Headers that were given as a list stand in the rendered head only. */
function renderedHeaders(request: ClientRequest): readonly (readonly [name: string, value: string])[] {
  const { _header } = request as RequestInternals;
  if (typeof _header !== 'string') return [];
  const lines = _header.split('\r\n').slice(1);
  return lines.flatMap((line) => {
    const colon = line.indexOf(':');
    return colon > 0 ? [[line.slice(0, colon), line.slice(colon + 1).trim()]] : [];
  });
}

/** Renders the head as the first `write` does: later `setHeader` calls of the application fail. */
export function renderHead(request: ClientRequest): void {
  if (!request.headersSent) (request as RequestInternals)._implicitHeader?.();
}

/** Whether the head has left, so that nothing of it can be edited. */
export const hasHeadLeft = (request: ClientRequest): boolean => {
  const { _headerSent, _header } = request as RequestInternals;
  return _headerSent === true || (request.headersSent && typeof _header !== 'string');
};

/** Why the body cannot be exchanged for one of another length; `undefined` where it can. */
export function fixedReason(request: ClientRequest): string | undefined {
  if (!hasHeadLeft(request) || (request as RequestInternals).chunkedEncoding) return undefined;
  return 'its head has left before its body, with the length of it';
}

/** Makes the head fit an edited body, before it leaves. Without a length in it Node adds one, or sends the body in chunks. */
export function setLength(request: ClientRequest, bytes: number): void {
  if (hasHeadLeft(request)) return;
  const internals = request as RequestInternals;
  if (request.headersSent) {
    internals._header = (internals._header ?? '').replace(/(\r\ncontent-length: *)\d+/i, `$1${bytes}`);
    if (typeof internals._contentLength === 'number') internals._contentLength = bytes;
    return;
  }
  const name = request.getRawHeaderNames().find((each) => each.toLowerCase() === 'content-length');
  if (name) request.setHeader(name, String(bytes));
}

/** Sends the request to another path of the same origin. Where the head has left, it stays as it is. */
export function setTarget(request: ClientRequest, url: URL): void {
  if (hasHeadLeft(request)) return;
  const path = request.path.startsWith('/') ? `${url.pathname}${url.search}` : url.href;
  const internals = request as RequestInternals;
  if (request.headersSent && internals._header)
    internals._header = internals._header.replace(/^(\S+) \S+/, (_, method) => `${method} ${path}`);
  request.path = path;
}
