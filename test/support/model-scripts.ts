/** Scripts for the model of `model-server.ts`. */
import { type Json, words } from './dialects/dialect.ts';
import type { Script } from './model-server.ts';

/**
 * The name of the model is the script:
 *
 *     steps=2             calls the tool `lookup` twice, about another topic each time, and then answers
 *     loop=9              the same call again and again, until the tool is not offered any more, or nine times
 *     chunks=100          texts have so many words at least, and each comes in a piece of its own where the answer is streamed
 *     fail=1              the first try of each request is answered with status 429
 */
export const named: Script = ({ model, results, offered, retry }) => {
  const number = (name: string): number => Number(new RegExp(`\\b${name}=(\\d+)`).exec(model)?.[1] ?? 0);
  const say = (text: string): string => text + 'etc. '.repeat(Math.max(0, number('chunks') - words(text).length));
  if (retry < number('fail')) return { busy: true };
  const loops = offered.includes('lookup') ? number('loop') : 0;
  const done = results.length;
  if (done >= Math.max(loops, number('steps'))) return { text: say(`All is known after ${done} lookups: the answer is forty-two. `) };
  const topic = loops > 0 ? 'the same' : `topic ${done + 1}`;
  return { text: say(`I look up ${topic} now. `), calls: [{ name: 'lookup', arguments: { topic } }] };
};

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
