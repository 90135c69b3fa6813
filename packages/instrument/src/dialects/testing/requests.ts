import type { RequestHead } from '../../model/http.ts';
import type { JsonObject } from '../../model/json.ts';
import type { ModelRequest, RequestEdit } from '../../model/model-request.ts';
import type { Dialect, WireRequest } from '../dialect.ts';

export const postTo = (url: URL, headers: Readonly<Record<string, string>> = {}): RequestHead => ({
  method: 'POST',
  url,
  header: (name) => headers[name],
});

/** Reads a request as a call does: by its head, then by its body. */
export function readRequest(dialect: Dialect, request: WireRequest): ModelRequest | undefined {
  const route = dialect.route(postTo(request.url));
  return route && dialect.readRequest(request, route);
}

/** A dialect whose requests say everything in the body, as functions of that body. */
export function onBodies(dialect: Dialect, path: string) {
  const wire = (body: JsonObject): WireRequest => ({ url: new URL(path, 'https://provider.example'), body });
  return {
    readRequest: (body: JsonObject) => readRequest(dialect, wire(body)),
    editRequest: (body: JsonObject, edits: readonly RequestEdit[]) => dialect.editRequest(wire(body), edits).body,
    reprompt: (body: JsonObject, answer: JsonObject, denials: ReadonlyMap<string, string>) =>
      dialect.reprompt(wire(body), answer, denials)?.body,
  };
}
