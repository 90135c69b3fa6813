import type { Framing } from './framing.ts';
import { json } from './json/index.ts';
import { sse } from './sse/index.ts';

/** Every framing, by its name. */
export const framings = { json, sse } as const satisfies Readonly<Record<string, Framing>>;

export type FramingName = keyof typeof framings;
