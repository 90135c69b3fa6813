import type { RequestHead } from '../model/http.ts';
import { anthropicMessages } from './anthropic-messages/index.ts';
import type { Dialect, Route } from './dialect.ts';
import { geminiGenerateContent } from './gemini-generate-content/index.ts';
import { openaiChat } from './openai-chat/index.ts';
import { openaiResponses } from './openai-responses/index.ts';
import { providerOfHost } from './providers.ts';

/** Every dialect that the data plane reads, in the order in which they are tried. */
const registry = {
  openaiChat,
  openaiResponses,
  anthropicMessages,
  geminiGenerateContent,
} as const satisfies Readonly<Record<string, Dialect>>;

export const dialects: readonly Dialect[] = Object.values(registry);

/** A request that is a model call by its head. */
export interface RoutedRequest {
  readonly dialect: Dialect;
  readonly route: Route;
}

/** The dialect of a request; `undefined` where it is none of ours. */
export function findDialect(head: RequestHead): RoutedRequest | undefined {
  for (const dialect of dialects) {
    const route = dialect.route(head);
    if (route) return { dialect, route };
  }
  return undefined;
}

/** `gen_ai.provider.name` of a call: by host where it is known, else the dialect's own. */
export const providerOf = (dialect: Dialect, url: URL): string => providerOfHost(url) ?? dialect.provider;
