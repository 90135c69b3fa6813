/** Gemini's URLs: they name the model and say whether a stream is requested. */

/** Where a request goes, as far as the body does not say it. */
export interface UrlRoute {
  readonly model: string;
  readonly stream: boolean;
}

/** The path before `models/`, and what follows it; `undefined` where it is another API's. */
export function parseGeminiPath(path: string): { readonly prefix: string; readonly route: UrlRoute } | undefined {
  const match = /^(.*)\/models\/([^/:]+):(generateContent|streamGenerateContent)$/.exec(path);
  if (!match) return undefined;
  const [, prefix = '', model = '', method] = match;
  return { prefix, route: { model, stream: method === 'streamGenerateContent' } };
}

/** The path behind the prefix, with its query. */
export const geminiPath = ({ model, stream }: UrlRoute): string =>
  `/models/${model}:${stream ? 'streamGenerateContent?alt=sse' : 'generateContent'}`;
