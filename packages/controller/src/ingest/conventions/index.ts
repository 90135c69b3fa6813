/** The span conventions that are read. The first that knows a span reads it: the standard before the names of one SDK. */
import { aiSdk } from './ai-sdk/index.ts';
import type { SpanConvention } from './convention.ts';
import { genai } from './genai/index.ts';

export const CONVENTIONS = { genai, 'ai-sdk': aiSdk } as const satisfies Readonly<Record<string, SpanConvention>>;
