import type { Frame } from '../../framing/framing.ts';
import { encodeSse } from '../../framing/sse/index.ts';
import type { JsonObject } from '../../model/json.ts';
import type { Dialect, WireRequest } from '../dialect.ts';
import type { PlainReading } from './plain-reading.ts';
import type { Validator } from './validate.ts';

/**
 * What a dialect brings along to be tested with: the same replies as JSON and as a stream, written by hand after the provider's
 * reference, and a request to edit. All fixtures tell the same stories, so that one suite can check every dialect.
 */
export interface DialectFixture {
  readonly dialect: Dialect;
  readonly validate: Validator;
  /** Another reading of the wire, which shares nothing with the dialect. */
  readonly plainReading: PlainReading;
  /** A running conversation with a call that has been answered, and the tools `search` and `save`. */
  readonly request: WireRequest;
  readonly replies: Readonly<Record<Story, Reply>>;
  readonly error: Reply;
  /** `error.type` of it. */
  readonly errorType: string;
}

export interface Reply {
  readonly json: JsonObject;
  readonly events: readonly Frame[];
}

/** The calls are `search {"q":"a"}` and `save {"to":"b"}`; the text is `Hello there.`. */
export type Story = 'plain' | 'one call' | 'two calls' | 'text then call';

export const stories: readonly Story[] = ['plain', 'one call', 'two calls', 'text then call'];

export interface StoryCall {
  readonly id: string;
  readonly name: string;
  readonly arguments: string;
}

const SEARCH: StoryCall = { id: 'call_1', name: 'search', arguments: '{"q":"a"}' };
const SAVE: StoryCall = { id: 'call_2', name: 'save', arguments: '{"to":"b"}' };

export const TEXT = ['Hello ', 'there.'];

/** What is told in a story. */
export const storyContents: Readonly<Record<Story, { readonly text: readonly string[]; readonly calls: readonly StoryCall[] }>> = {
  plain: { text: TEXT, calls: [] },
  'one call': { text: [], calls: [SEARCH] },
  'two calls': { text: [], calls: [SEARCH, SAVE] },
  'text then call': { text: TEXT, calls: [SEARCH] },
};

/** Cuts a text in two, as a stream does. */
export function halves(text: string): string[] {
  const middle = Math.ceil(text.length / 2);
  return [text.slice(0, middle), text.slice(middle)];
}

export function events(list: readonly (JsonObject | string)[], named: boolean): Frame[] {
  return list.map((entry) => {
    if (typeof entry === 'string') return encodeSse({ data: entry });
    return encodeSse({ ...(named && typeof entry.type === 'string' ? { event: entry.type } : {}), data: JSON.stringify(entry) });
  });
}
