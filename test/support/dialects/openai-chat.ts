/** OpenAI chat completions: `POST /v1/chat/completions`. */
import {
  type Answer,
  halves,
  isObject,
  type Json,
  objects,
  type ProviderDialect,
  type SseEvent,
  text,
  textsOf,
  transcriptProblem,
  words,
} from './dialect.ts';

const usageOf = ({ tokens }: Answer): Json => ({
  prompt_tokens: tokens.input,
  completion_tokens: tokens.output,
  total_tokens: tokens.input + tokens.output,
});

const finishReason = ({ turn }: Answer): string => (turn.calls.length > 0 ? 'tool_calls' : 'stop');

const head = ({ id, model }: Answer): Json => ({ id: `chatcmpl-${id}`, created: 1_760_000_000, model });

export const openaiChat: ProviderDialect = {
  name: 'openai-chat',
  path: '/v1/chat/completions',
  read(body) {
    const messages = objects(body.messages);
    const view = {
      model: text(body.model),
      stream: body.stream === true,
      offered:
        body.tool_choice === 'none' ? [] : objects(body.tools).map((tool) => text(isObject(tool.function) ? tool.function.name : '')),
      instructions: messages
        .filter(({ role }) => role === 'user' || role === 'system' || role === 'developer')
        .flatMap(({ content }) => textsOf(content)),
      calls: messages.flatMap((message) => objects(message.tool_calls).map((call) => text(call.id))),
      results: messages
        .filter(({ role }) => role === 'tool')
        .map((message) => ({ id: text(message.tool_call_id), text: textsOf(message.content).join('\n') })),
    };
    const problem = messages.length === 0 ? 'messages is missing.' : transcriptProblem(view);
    return problem === undefined ? view : { problem };
  },
  json(answer) {
    const { turn } = answer;
    const calls = turn.calls.map(({ id, name, arguments: args }) => ({ id, type: 'function', function: { name, arguments: args } }));
    const message = {
      role: 'assistant',
      content: turn.text === '' ? null : turn.text,
      refusal: null,
      ...(calls.length > 0 ? { tool_calls: calls } : {}),
    };
    return {
      ...head(answer),
      object: 'chat.completion',
      choices: [{ index: 0, message, logprobs: null, finish_reason: finishReason(answer) }],
      usage: usageOf(answer),
    };
  },
  events(answer, body) {
    const chunk = (choices: readonly Json[], more: Json = {}): SseEvent => ({
      data: { ...head(answer), object: 'chat.completion.chunk', choices, ...more },
    });
    const delta = (value: Json): SseEvent => chunk([{ index: 0, delta: value, logprobs: null, finish_reason: null }]);
    const calls = answer.turn.calls.flatMap(({ id, name, arguments: args }, index) => [
      delta({ tool_calls: [{ index, id, type: 'function', function: { name, arguments: '' } }] }),
      ...halves(args).map((part) => delta({ tool_calls: [{ index, function: { arguments: part } }] })),
    ]);
    const wantsUsage = isObject(body.stream_options) && body.stream_options.include_usage === true;
    return [
      delta({ role: 'assistant', content: '' }),
      ...words(answer.turn.text).map((content) => delta({ content })),
      ...calls,
      chunk([{ index: 0, delta: {}, logprobs: null, finish_reason: finishReason(answer) }]),
      ...(wantsUsage ? [chunk([], { usage: usageOf(answer) })] : []),
      { data: '[DONE]' },
    ];
  },
  error: (status, message) => ({
    error: { message, type: status >= 500 ? 'server_error' : 'invalid_request_error', param: null, code: null },
  }),
};
