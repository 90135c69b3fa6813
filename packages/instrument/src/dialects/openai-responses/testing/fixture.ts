import type { JsonObject } from '../../../model/json.ts';
import { type DialectFixture, events, halves, type Reply, type Story, storyContents } from '../../testing/fixture.ts';
import { plain } from '../../testing/plain-reading.ts';
import { validateResponses } from '../../testing/validate.ts';
import { openaiResponses } from '../index.ts';

const HEAD: JsonObject = {
  id: 'resp_1',
  object: 'response',
  created_at: 1_700_000_000,
  error: null,
  incomplete_details: null,
  instructions: null,
  metadata: {},
  model: 'gpt-4.1-2025-04-14',
  parallel_tool_calls: true,
  service_tier: 'default',
  temperature: 1,
  tool_choice: 'auto',
  tools: [],
  top_p: 1,
};
const USAGE = {
  input_tokens: 30,
  input_tokens_details: { cached_tokens: 10 },
  output_tokens: 12,
  output_tokens_details: { reasoning_tokens: 4 },
  total_tokens: 42,
};

function reply(story: Story): Reply {
  const { text, calls } = storyContents[story];
  const list: JsonObject[] = [];
  const send = (type: string, body: JsonObject): void => {
    list.push({ type, sequence_number: list.length, ...body });
  };
  const output: JsonObject[] = [];
  send('response.created', { response: { ...HEAD, status: 'in_progress', output: [], usage: null } });
  send('response.in_progress', { response: { ...HEAD, status: 'in_progress', output: [], usage: null } });
  if (text.length > 0) {
    const at = { item_id: 'msg_1', output_index: 0, content_index: 0 };
    const message = { id: 'msg_1', type: 'message', role: 'assistant' };
    const part = { type: 'output_text', text: text.join(''), annotations: [], logprobs: [] };
    send('response.output_item.added', { output_index: 0, item: { ...message, status: 'in_progress', content: [] } });
    send('response.content_part.added', { ...at, part: { ...part, text: '' } });
    for (const piece of text) send('response.output_text.delta', { ...at, delta: piece, logprobs: [] });
    send('response.output_text.done', { ...at, text: text.join(''), logprobs: [] });
    send('response.content_part.done', { ...at, part });
    output.push({ ...message, status: 'completed', content: [part] });
    send('response.output_item.done', { output_index: 0, item: { ...message, status: 'completed', content: [part] } });
  }
  for (const { id, name, arguments: args } of calls) {
    const index = output.length;
    const at = { item_id: `fc_${id}`, output_index: index };
    const item = { id: `fc_${id}`, type: 'function_call', status: 'completed', call_id: id, name, arguments: args };
    send('response.output_item.added', { output_index: index, item: { ...item, status: 'in_progress', arguments: '' } });
    for (const piece of halves(args)) send('response.function_call_arguments.delta', { ...at, delta: piece });
    send('response.function_call_arguments.done', { ...at, arguments: args });
    send('response.output_item.done', { output_index: index, item });
    output.push(item);
  }
  const json = { ...HEAD, status: 'completed', output, usage: USAGE };
  send('response.completed', { response: json });
  return { json, events: events(list, true) };
}

const tool = (name: string): JsonObject => ({
  type: 'function',
  name,
  description: `To ${name}.`,
  parameters: { type: 'object' },
  strict: false,
});
const error = { type: 'rate_limit_error', code: 'rate_limit_exceeded', message: 'Slow down.', param: null };

export const fixture: DialectFixture = {
  dialect: openaiResponses,
  validate: validateResponses,
  plainReading: plain['openai.responses'],
  request: {
    url: new URL('https://provider.example/v1/responses'),
    body: {
      model: 'gpt-4.1',
      stream: true,
      temperature: 0.7,
      max_output_tokens: 500,
      instructions: 'Be brief.',
      tools: [tool('search'), tool('save')],
      tool_choice: { type: 'function', name: 'search' },
      parallel_tool_calls: true,
      input: [
        { role: 'user', content: 'Find a.' },
        { type: 'function_call', call_id: 'call_0', name: 'search', arguments: '{}' },
        { type: 'function_call_output', call_id: 'call_0', output: 'nothing' },
      ],
    },
  },
  replies: {
    plain: reply('plain'),
    'one call': reply('one call'),
    'two calls': reply('two calls'),
    'text then call': reply('text then call'),
  },
  error: { json: { error }, events: events([{ type: 'error', sequence_number: 0, error }], true) },
  errorType: 'rate_limit_error',
};
