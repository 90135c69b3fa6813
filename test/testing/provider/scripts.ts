/** Scripts for the model of the provider. */
import type { Script } from './script.ts';
import { type Json, words } from './wire.ts';

/**
 * The name of the model is the script:
 *
 *     steps=2             calls the tool `lookup` twice, about another topic each time, and then answers
 *     loop=9              the same call again and again, until the tool is not offered any more, or nine times
 *     chunks=100          texts have at least so many words, each of them an event of its own in a stream
 *     fail=1              the first attempt of each request is answered with status 429
 */
export const scriptedByName: Script = ({ model, results, toolNames, attempt }) => {
  const number = (name: string): number => Number(new RegExp(`\\b${name}=(\\d+)`).exec(model)?.[1] ?? 0);
  const pad = (text: string): string => text + 'etc. '.repeat(Math.max(0, number('chunks') - words(text).length));
  if (attempt < number('fail')) return { busy: true };
  const loops = toolNames.includes('lookup') ? number('loop') : 0;
  const done = results.length;
  if (done >= Math.max(loops, number('steps'))) return { text: pad(`All is known after ${done} lookups: the answer is forty-two. `) };
  const topic = loops > 0 ? 'the same' : `topic ${done + 1}`;
  return { text: pad(`I look up ${topic} now. `), calls: [{ name: 'lookup', arguments: { topic } }] };
};

/** How the guidance that AIRT adds to a request begins. */
export const GUIDANCE = '[Runtime guidance]';

export interface StubbornOptions {
  /** In the order in which the model insists on them. */
  readonly tools: readonly { readonly name: string; readonly arguments: Json }[];
  readonly answer: string;
}

/**
 * A model that never learns: it repeats one call of the first of its tools that it may use, whatever the result and the guidance.
 * It answers when it may use none of its tools any more.
 */
export const stubborn =
  ({ tools, answer }: StubbornOptions): Script =>
  (request) => {
    const tool = tools.find(({ name }) => request.toolNames.includes(name));
    if (!tool) return { text: answer };
    const guided = request.instructions.some((text) => text.includes(GUIDANCE));
    return { text: guided ? 'I see the advice, but once more should do it.' : 'Let me look that up.', calls: [tool] };
  };
