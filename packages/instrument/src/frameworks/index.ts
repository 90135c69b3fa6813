import type { FrameworkAdapter } from './adapter.ts';
import { aiSdk } from './ai-sdk/index.ts';

/** Every framework adapter, in the order in which they are installed. */
const registry = { aiSdk } as const satisfies Readonly<Record<string, FrameworkAdapter>>;

export const frameworkAdapters: readonly FrameworkAdapter[] = Object.values(registry);
