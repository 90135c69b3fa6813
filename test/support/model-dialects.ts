/** The answers of model-server.ts as three providers would put them on the wire. */

/** The dialects served. */
export type DialectName = 'chat' | 'responses' | 'messages';

/** What the model says: a text, and a call or the end. */
export interface Answer {
  readonly model: string;
  /** Which answer of its conversation; makes ids. */
  readonly nth: number;
  readonly text: string;
  readonly call?: { readonly id: string; readonly name: string; readonly args: object };
  readonly inputTokens: number;
}

/** 2026-01-05T09:00:00Z: the same in every run. */
const CREATED = 1_767_603_600;

const outputTokens = ({ text, call }: Answer) => Math.ceil((text.length + (call ? JSON.stringify(call.args).length : 0)) / 4);

/** `count` pieces of one text; more pieces than it has characters make it longer. */
function pieces(text: string, count: number): string[] {
  const size = Math.max(1, Math.ceil(text.length / count));
  const cut = Array.from({ length: Math.ceil(text.length / size) }, (_, at) => text.slice(at * size, (at + 1) * size));
  while (cut.length < count) cut.push('. ');
  return cut;
}

/** A call's arguments in two pieces. */
const halves = (args: object): [string, string] => {
  const text = JSON.stringify(args);
  return [text.slice(0, text.length >> 1), text.slice(text.length >> 1)];
};

const chatHead = ({ model, nth }: Answer) => ({ id: `chatcmpl-${nth}`, created: CREATED, model });
const chatUsage = (answer: Answer) => ({
  prompt_tokens: answer.inputTokens,
  completion_tokens: outputTokens(answer),
  total_tokens: answer.inputTokens + outputTokens(answer),
});

const responseItems = ({ text, call, nth }: Answer, status: string) => [
  { id: `msg_${nth}`, type: 'message', role: 'assistant', status, content: [{ type: 'output_text', text, annotations: [] }] },
  ...(call
    ? [{ id: `fc_${nth}`, type: 'function_call', status, call_id: call.id, name: call.name, arguments: JSON.stringify(call.args) }]
    : []),
];
const responseBody = (answer: Answer, status: string, output: readonly object[]) => ({
  id: `resp_${answer.nth}`,
  object: 'response',
  created_at: CREATED,
  status,
  model: answer.model,
  output,
  parallel_tool_calls: true,
  tool_choice: 'auto',
  tools: [],
  error: null,
  incomplete_details: null,
  metadata: {},
  usage:
    status === 'completed'
      ? {
          input_tokens: answer.inputTokens,
          input_tokens_details: { cached_tokens: 0 },
          output_tokens: outputTokens(answer),
          output_tokens_details: { reasoning_tokens: 0 },
          total_tokens: answer.inputTokens + outputTokens(answer),
        }
      : null,
});

const messageHead = ({ model, nth }: Answer) => ({ id: `msg_${nth}`, type: 'message', role: 'assistant', model });

/** One JSON body. */
export const jsonAnswer: Readonly<Record<DialectName, (answer: Answer) => object>> = {
  chat: (answer) => {
    const { text, call } = answer;
    const calls = call
      ? { tool_calls: [{ id: call.id, type: 'function', function: { name: call.name, arguments: JSON.stringify(call.args) } }] }
      : {};
    const message = { role: 'assistant', content: text, refusal: null, ...calls };
    const choices = [{ index: 0, message, logprobs: null, finish_reason: call ? 'tool_calls' : 'stop' }];
    return { ...chatHead(answer), object: 'chat.completion', choices, usage: chatUsage(answer) };
  },
  responses: (answer) => responseBody(answer, 'completed', responseItems(answer, 'completed')),
  messages: (answer) => {
    const { text, call } = answer;
    return {
      ...messageHead(answer),
      content: [{ type: 'text', text }, ...(call ? [{ type: 'tool_use', id: call.id, name: call.name, input: call.args }] : [])],
      stop_reason: call ? 'tool_use' : 'end_turn',
      stop_sequence: null,
      usage: { input_tokens: answer.inputTokens, output_tokens: outputTokens(answer) },
    };
  },
};

/** The events of a stream, each with its blank line. */
export const sseAnswer: Readonly<Record<DialectName, (answer: Answer, chunks: number) => string[]>> = {
  chat: (answer, chunks) => {
    const { text, call } = answer;
    const event = (delta: object, finish_reason: string | null = null) =>
      `data: ${JSON.stringify({ ...chatHead(answer), object: 'chat.completion.chunk', choices: [{ index: 0, delta, finish_reason }] })}\n\n`;
    const tool = (index: object) => event({ tool_calls: [{ index: 0, ...index }] });
    return [
      event({ role: 'assistant', content: '' }),
      ...pieces(text, chunks).map((content) => event({ content })),
      ...(call
        ? [
            tool({ id: call.id, type: 'function', function: { name: call.name, arguments: '' } }),
            ...halves(call.args).map((part) => tool({ function: { arguments: part } })),
          ]
        : []),
      event({}, call ? 'tool_calls' : 'stop'),
      `data: ${JSON.stringify({ ...chatHead(answer), object: 'chat.completion.chunk', choices: [], usage: chatUsage(answer) })}\n\n`,
      'data: [DONE]\n\n',
    ];
  },
  responses: (answer, chunks) => {
    const { text, call } = answer;
    let sequence = 0;
    const event = (type: string, data: object) =>
      `event: ${type}\ndata: ${JSON.stringify({ type, sequence_number: sequence++, ...data })}\n\n`;
    const whole = pieces(text, chunks).join('');
    const [message, made] = responseItems({ ...answer, text: whole }, 'completed');
    const output = made ? [message, made] : [message];
    const at = { item_id: `msg_${answer.nth}`, output_index: 0, content_index: 0 };
    const events = [
      event('response.created', { response: responseBody(answer, 'in_progress', []) }),
      event('response.output_item.added', { output_index: 0, item: { ...message, status: 'in_progress', content: [] } }),
      event('response.content_part.added', { ...at, part: { type: 'output_text', text: '', annotations: [] } }),
      ...pieces(text, chunks).map((delta) => event('response.output_text.delta', { ...at, delta })),
      event('response.output_text.done', { ...at, text: whole }),
      event('response.content_part.done', { ...at, part: { type: 'output_text', text: whole, annotations: [] } }),
      event('response.output_item.done', { output_index: 0, item: message }),
    ];
    if (call && made) {
      const of = { item_id: `fc_${answer.nth}`, output_index: 1 };
      events.push(
        event('response.output_item.added', { output_index: 1, item: { ...made, status: 'in_progress', arguments: '' } }),
        ...halves(call.args).map((delta) => event('response.function_call_arguments.delta', { ...of, delta })),
        event('response.function_call_arguments.done', { ...of, name: call.name, arguments: JSON.stringify(call.args) }),
        event('response.output_item.done', { output_index: 1, item: made }),
      );
    }
    return [...events, event('response.completed', { response: responseBody(answer, 'completed', output as object[]) })];
  },
  messages: (answer, chunks) => {
    const { text, call } = answer;
    const event = (type: string, data: object) => `event: ${type}\ndata: ${JSON.stringify({ type, ...data })}\n\n`;
    const start = { ...messageHead(answer), content: [], stop_reason: null, stop_sequence: null };
    const delta = (index: number, of: object) => event('content_block_delta', { index, delta: of });
    return [
      event('message_start', { message: { ...start, usage: { input_tokens: answer.inputTokens, output_tokens: 1 } } }),
      event('content_block_start', { index: 0, content_block: { type: 'text', text: '' } }),
      event('ping', {}),
      ...pieces(text, chunks).map((part) => delta(0, { type: 'text_delta', text: part })),
      event('content_block_stop', { index: 0 }),
      ...(call
        ? [
            event('content_block_start', { index: 1, content_block: { type: 'tool_use', id: call.id, name: call.name, input: {} } }),
            ...halves(call.args).map((part) => delta(1, { type: 'input_json_delta', partial_json: part })),
            event('content_block_stop', { index: 1 }),
          ]
        : []),
      event('message_delta', {
        delta: { stop_reason: call ? 'tool_use' : 'end_turn', stop_sequence: null },
        usage: { output_tokens: outputTokens(answer) },
      }),
      event('message_stop', {}),
    ];
  },
};
