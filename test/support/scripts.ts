/** Scripts for the model of {@link startScriptedModel}. */
import type { Json } from './dialects/dialect.ts';
import type { Script } from './scripted-model.ts';

/** How the guidance that AIRT adds to a request begins. */
export const GUIDANCE = '[Runtime guidance]';

export interface StubbornOptions {
  /** In the order in which it insists on them. */
  readonly tools: readonly { readonly name: string; readonly arguments: Json }[];
  readonly answer: string;
}

/**
 * A model that never learns: it makes the same call of the first tool that it is offered, whatever came of it and whatever it is
 * told. It answers when none of its tools is offered any more.
 */
export const stubborn =
  ({ tools, answer }: StubbornOptions): Script =>
  (request) => {
    const tool = tools.find(({ name }) => request.offered.includes(name));
    if (!tool) return { text: answer };
    const guided = request.instructions.some((text) => text.includes(GUIDANCE));
    return { text: guided ? 'I see the advice, but once more should do it.' : 'Let me look that up.', calls: [tool] };
  };

/** A model that answers at once after it has made these calls, one in a turn. */
export const dutiful =
  ({ tools, answer }: StubbornOptions): Script =>
  (request) => {
    const next = tools[request.results.length];
    return next && request.offered.includes(next.name) ? { calls: [next] } : { text: answer };
  };
