/** OpenAI chat completions: `POST /v1/chat/completions`. */
import { type TranscriptStep, transcriptProblem } from './transcript.ts';
import {
  type Answer,
  choiceProblem,
  halves,
  isObject,
  type Json,
  objects,
  type SseEvent,
  text,
  textsOf,
  type Wire,
  words,
} from './wire.ts';

const usageOf = ({ tokens }: Answer): Json => ({
  prompt_tokens: tokens.input,
  completion_tokens: tokens.output,
  total_tokens: tokens.input + tokens.output,
});

const finishReason = ({ turn }: Answer): string => (turn.calls.length > 0 ? 'tool_calls' : 'stop');

const head = ({ id, model }: Answer): Json => ({ id: `chatcmpl-${id}`, created: 1_760_000_000, model });

const functionName = (value: Json): string => text(isObject(value.function) ? value.function.name : '');
const isInstruction = ({ role }: Json): boolean => role === 'user' || role === 'system' || role === 'developer';

/** An assistant's calls open what its tool messages have to close before anything else. */
function stepsOf(message: Json): readonly TranscriptStep[] {
  if (message.role === 'tool') return [{ result: text(message.tool_call_id) }];
  return ['turn', ...objects(message.tool_calls).map((call) => ({ call: text(call.id) }))];
}

function fieldProblem(body: Json, names: readonly string[]): string | undefined {
  if (Array.isArray(body.tools) && body.tools.length === 0) return "[] is too short - 'tools'";
  for (const key of ['tool_choice', 'parallel_tool_calls'])
    if (body[key] !== undefined && names.length === 0) return `'${key}' is only allowed when 'tools' are specified.`;
  return choiceProblem(isObject(body.tool_choice) ? functionName(body.tool_choice) : undefined, names);
}

/** Where the `openai` package looks for its provider; both wires of OpenAI have it. */
export const openaiEnvironment: Wire['environment'] = (url) => ({ OPENAI_BASE_URL: `${url}/v1`, OPENAI_API_KEY: 'none-needed' });

/** The wire. */
export const openaiChat: Wire = {
  providerName: 'openai',
  route: (path) => (path === '/v1/chat/completions' ? {} : undefined),
  read(body) {
    const messages = objects(body.messages);
    const names = objects(body.tools).map(functionName);
    return {
      view: {
        model: text(body.model),
        stream: body.stream === true,
        toolNames: body.tool_choice === 'none' ? [] : names,
        instructions: messages.filter(isInstruction).flatMap(({ content }) => textsOf(content)),
        calls: messages.flatMap((message) => objects(message.tool_calls).map((call) => text(call.id))),
        results: messages
          .filter(({ role }) => role === 'tool')
          .map((message) => ({ id: text(message.tool_call_id), text: textsOf(message.content).join('\n') })),
      },
      transcriptProblem: transcriptProblem(messages.flatMap(stepsOf), { adjacent: true }),
      problem: messages.length === 0 ? 'messages is missing.' : undefined,
      fieldProblem: fieldProblem(body, names),
    };
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
  environment: openaiEnvironment,
};
