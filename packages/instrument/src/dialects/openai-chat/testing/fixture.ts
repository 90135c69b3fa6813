import type { JsonObject } from '../../../model/json.ts';
import { type DialectFixture, events, halves, type Reply, type Story, storyContents } from '../../testing/fixture.ts';
import { plain } from '../../testing/plain-reading.ts';
import { validateChat } from '../../testing/validate.ts';
import { openaiChat } from '../index.ts';

const HEAD = { id: 'chatcmpl-1', created: 1_700_000_000, model: 'gpt-4.1-2025-04-14', service_tier: 'default', system_fingerprint: 'fp_1' };
const USAGE = {
  prompt_tokens: 30,
  completion_tokens: 12,
  total_tokens: 42,
  prompt_tokens_details: { cached_tokens: 10 },
  completion_tokens_details: { reasoning_tokens: 4 },
};

function reply(story: Story): Reply {
  const { text, calls } = storyContents[story];
  const finish = calls.length > 0 ? 'tool_calls' : 'stop';
  const toolCalls = calls.map(({ id, name, arguments: args }) => ({ id, type: 'function', function: { name, arguments: args } }));
  const message: JsonObject = { role: 'assistant', content: text.length > 0 ? text.join('') : null, refusal: null };
  if (toolCalls.length > 0) message.tool_calls = toolCalls;
  const chunk = (delta: JsonObject, finishReason: string | null = null): JsonObject => ({
    ...HEAD,
    object: 'chat.completion.chunk',
    choices: [{ index: 0, delta, logprobs: null, finish_reason: finishReason }],
    usage: null,
  });
  const list: (JsonObject | string)[] = [chunk({ role: 'assistant', content: text.length > 0 ? '' : null, refusal: null })];
  for (const piece of text) list.push(chunk({ content: piece }));
  calls.forEach(({ id, name, arguments: args }, index) => {
    list.push(chunk({ tool_calls: [{ index, id, type: 'function', function: { name, arguments: '' } }] }));
    for (const piece of halves(args)) list.push(chunk({ tool_calls: [{ index, function: { arguments: piece } }] }));
  });
  list.push(chunk({}, finish), { ...HEAD, object: 'chat.completion.chunk', choices: [], usage: USAGE }, '[DONE]');
  return {
    json: { ...HEAD, object: 'chat.completion', choices: [{ index: 0, message, logprobs: null, finish_reason: finish }], usage: USAGE },
    events: events(list, false),
  };
}

const tool = (name: string): JsonObject => ({
  type: 'function',
  function: { name, description: `To ${name}.`, parameters: { type: 'object' } },
});
const ERROR = { error: { message: 'Slow down.', type: 'rate_limit_error', param: null, code: 'rate_limit_exceeded' } };

export const fixture: DialectFixture = {
  dialect: openaiChat,
  validate: validateChat,
  plainReading: plain['openai.chat_completions'],
  request: {
    url: new URL('https://provider.example/v1/chat/completions'),
    body: {
      model: 'gpt-4.1',
      stream: true,
      temperature: 0.7,
      max_tokens: 500,
      tools: [tool('search'), tool('save')],
      tool_choice: { type: 'function', function: { name: 'search' } },
      parallel_tool_calls: true,
      messages: [
        { role: 'system', content: 'Be brief.' },
        { role: 'user', content: 'Find a.' },
        {
          role: 'assistant',
          content: null,
          tool_calls: [{ id: 'call_0', type: 'function', function: { name: 'search', arguments: '{}' } }],
        },
        { role: 'tool', tool_call_id: 'call_0', content: 'nothing' },
      ],
    },
  },
  replies: {
    plain: reply('plain'),
    'one call': reply('one call'),
    'two calls': reply('two calls'),
    'text then call': reply('text then call'),
  },
  error: { json: ERROR, events: events([ERROR], false) },
  errorType: 'rate_limit_error',
};
