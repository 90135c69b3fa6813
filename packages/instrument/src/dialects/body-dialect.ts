import type { FramingName } from '../framing/index.ts';
import type { JsonObject } from '../model/json.ts';
import type { ModelRequest, RequestEdit } from '../model/model-request.ts';
import type { Dialect } from './dialect.ts';

/**
 * What each kind of edit does to a request: to its body, or, where the URL says something too, to the whole of it. A kind that is absent
 * is not supported. Copies; never changes in place.
 */
export type RequestEdits<Edited = JsonObject> = {
  readonly [Kind in RequestEdit['kind']]?: (edited: Edited, edit: Extract<RequestEdit, { kind: Kind }>) => Edited;
};

/** The kinds of edits that a table carries out. */
export const supportedEdits = <Edited>(edits: RequestEdits<Edited>): ReadonlySet<RequestEdit['kind']> =>
  new Set(Object.keys(edits) as RequestEdit['kind'][]);

/** Applies the edits in order. */
export function applyEdits<Edited>(edits: RequestEdits<Edited>, request: Edited, list: readonly RequestEdit[]): Edited {
  return list.reduce((edited, edit) => {
    const apply = edits[edit.kind] as ((edited: Edited, edit: RequestEdit) => Edited) | undefined;
    return apply ? apply(edited, edit) : edited;
  }, request);
}

/** A dialect whose requests say everything in the body (model and stream flag included), and whose streams are server-sent events. */
export type BodyDialect = Omit<
  Dialect,
  'readRequest' | 'editRequest' | 'reprompt' | 'supports' | 'framing' | 'streamFraming' | 'openJson'
> & {
  readonly requestEdits: RequestEdits;
  readRequest(body: JsonObject): ModelRequest | undefined;
  reprompt(body: JsonObject, answer: JsonObject, denials: ReadonlyMap<string, string>): JsonObject | undefined;
};

export function bodyDialect({ requestEdits, ...dialect }: BodyDialect): Dialect {
  return {
    ...dialect,
    supports: supportedEdits(requestEdits),
    streamFraming: 'sse',
    framing: sseOrJson,
    readRequest: ({ body }) => dialect.readRequest(body),
    editRequest: (request, edits) => ({ ...request, body: applyEdits(requestEdits, request.body, edits) }),
    reprompt(request, answer, denials) {
      const body = dialect.reprompt(request.body, answer, denials);
      return body && { ...request, body };
    },
  };
}

/** What was requested as a stream and is not called one is told by its first byte: the SDKs read it as a stream whatever it is called. */
export function sseOrJson({ contentType }: { readonly contentType: string }, streaming: boolean): FramingName | undefined {
  if (/^text\/event-stream\b/i.test(contentType)) return 'sse';
  return streaming ? undefined : 'json';
}
