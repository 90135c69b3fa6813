import type { JsonObject } from '../../../model/json.ts';
import { type DialectFixture, events, halves, type Reply, type Story, storyContents } from '../../testing/fixture.ts';
import { plain } from '../../testing/plain-reading.ts';
import { validateAnthropic } from '../../testing/validate.ts';
import { anthropicMessages } from '../index.ts';

const HEAD = { id: 'msg_1', type: 'message', role: 'assistant', model: 'claude-sonnet-4-5-20250929' };
const INPUT = { input_tokens: 15, cache_creation_input_tokens: 5, cache_read_input_tokens: 10 };
const REASONING = { output_tokens_details: { thinking_tokens: 4 } };

function reply(story: Story): Reply {
  const { text, calls } = storyContents[story];
  const stopReason = calls.length > 0 ? 'tool_use' : 'end_turn';
  const content: JsonObject[] = [];
  const list: JsonObject[] = [
    {
      type: 'message_start',
      message: { ...HEAD, content: [], stop_reason: null, stop_sequence: null, usage: { ...INPUT, output_tokens: 1 } },
    },
    { type: 'ping' },
  ];
  const block = (start: JsonObject, deltas: readonly JsonObject[], whole: JsonObject): void => {
    const index = content.length;
    list.push({ type: 'content_block_start', index, content_block: start });
    for (const delta of deltas) list.push({ type: 'content_block_delta', index, delta });
    list.push({ type: 'content_block_stop', index });
    content.push(whole);
  };
  if (text.length > 0) {
    const deltas = text.map((piece) => ({ type: 'text_delta', text: piece }));
    block({ type: 'text', text: '' }, deltas, { type: 'text', text: text.join('') });
  }
  for (const { id, name, arguments: args } of calls) {
    const deltas = ['', ...halves(args)].map((piece) => ({ type: 'input_json_delta', partial_json: piece }));
    block({ type: 'tool_use', id, name, input: {} }, deltas, { type: 'tool_use', id, name, input: JSON.parse(args) });
  }
  list.push(
    {
      type: 'message_delta',
      delta: { stop_reason: stopReason, stop_sequence: null },
      usage: { ...INPUT, output_tokens: 12, ...REASONING },
    },
    { type: 'message_stop' },
  );
  return {
    json: { ...HEAD, content, stop_reason: stopReason, stop_sequence: null, usage: { ...INPUT, output_tokens: 12, ...REASONING } },
    events: events(list, true),
  };
}

const tool = (name: string): JsonObject => ({ name, description: `To ${name}.`, input_schema: { type: 'object' } });
const ERROR = { type: 'error', error: { type: 'rate_limit_error', message: 'Slow down.' } };

export const fixture: DialectFixture = {
  dialect: anthropicMessages,
  validate: validateAnthropic,
  plainReading: plain['anthropic.messages'],
  request: {
    url: new URL('https://provider.example/v1/messages'),
    body: {
      model: 'claude-sonnet-4-5',
      stream: true,
      temperature: 0.7,
      max_tokens: 500,
      system: 'Be brief.',
      tools: [tool('search'), tool('save')],
      tool_choice: { type: 'tool', name: 'search', disable_parallel_tool_use: true },
      messages: [
        { role: 'user', content: 'Find a.' },
        { role: 'assistant', content: [{ type: 'tool_use', id: 'call_0', name: 'search', input: {} }] },
        { role: 'user', content: [{ type: 'tool_result', tool_use_id: 'call_0', content: 'nothing' }] },
      ],
    },
  },
  replies: {
    plain: reply('plain'),
    'one call': reply('one call'),
    'two calls': reply('two calls'),
    'text then call': reply('text then call'),
  },
  error: { json: ERROR, events: events([ERROR], true) },
  errorType: 'rate_limit_error',
};
