/** The URL of a call, which names the model and says whether a stream is requested. */
import type { RequestHead } from '../../model/http.ts';
import type { Route } from '../dialect.ts';

/**
 * `…/models/M:generateContent`, `…/tunedModels/M:…`, and Vertex AI's `…/publishers/google/models/M:…` and `…/endpoints/E:…`, below any
 * version and any gateway's prefix. Not `:countTokens`, `:embedContent`, `:batchGenerateContent`.
 */
const PATH = /^(.*\/)?(models|tunedModels|endpoints)\/([^/:]+)(?::|%3A)(generateContent|streamGenerateContent)\/?$/i;

interface CallPath {
  readonly prefix: string;
  readonly collection: string;
  readonly id: string;
  readonly method: string;
}

function parsePath({ pathname }: URL): CallPath | undefined {
  const match = PATH.exec(pathname);
  if (!match) return undefined;
  const [, prefix = '', collection = '', id = '', method = ''] = match;
  return { prefix, collection, id, method };
}

export function route({ method, url }: RequestHead): Route | undefined {
  const path = method === 'POST' ? parsePath(url) : undefined;
  if (!path) return undefined;
  const name = decoded(path.id);
  return {
    operation: 'generate_content',
    model: path.collection === 'models' ? name : `${path.collection}/${name}`,
    stream: /^stream/i.test(path.method),
  };
}

/** @param model An id (`gemini-2.5-pro`), or the name of a resource as the API has it (`tunedModels/mine`, `publishers/google/models/m`). */
export function withModel(url: URL, model: string): URL {
  const path = parsePath(url);
  if (!path) return url;
  const resource = model.includes('/') ? model : `models/${model}`;
  const isVertex = /\/publishers\/[^/]+\/$/.test(path.prefix) || path.collection === 'endpoints';
  const base = path.prefix.replace(/publishers\/[^/]+\/$/, '');
  const publisher =
    isVertex && resource.startsWith('models/') ? (/publishers\/[^/]+\/$/.exec(path.prefix)?.[0] ?? 'publishers/google/') : '';
  const changed = new URL(url);
  const name = resource.split('/').map(encodeURIComponent).join('/');
  changed.pathname = `${base}${publisher}${name}:${path.method}`;
  return changed;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
