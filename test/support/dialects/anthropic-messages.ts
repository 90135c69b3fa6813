/** Anthropic messages: `POST /v1/messages`. */
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

const head = ({ id, model }: Answer): Json => ({ id: `msg_${id}`, type: 'message', role: 'assistant', model });

const usageOf = ({ tokens }: Answer): Json => ({
  input_tokens: tokens.input,
  cache_creation_input_tokens: 0,
  cache_read_input_tokens: 0,
  output_tokens: tokens.output,
});

const stopReason = ({ turn }: Answer): string => (turn.calls.length > 0 ? 'tool_use' : 'end_turn');

const toolUse = (id: string, name: string, input: unknown): Json => ({ type: 'tool_use', id, name, input });

export const anthropicMessages: ProviderDialect = {
  name: 'anthropic-messages',
  path: '/v1/messages',
  read(body) {
    const messages = objects(body.messages);
    const blocks = messages.flatMap(({ role, content }) => objects(content).map((block) => ({ role, block })));
    const view = {
      model: text(body.model),
      stream: body.stream === true,
      offered: isObject(body.tool_choice) && body.tool_choice.type === 'none' ? [] : objects(body.tools).map(({ name }) => text(name)),
      instructions: [
        ...textsOf(body.system),
        ...messages.filter(({ role }) => role === 'user' || role === 'system').flatMap(({ content }) => textsOf(content)),
      ],
      calls: blocks.filter(({ block }) => block.type === 'tool_use').map(({ block }) => text(block.id)),
      results: blocks
        .filter(({ block }) => block.type === 'tool_result')
        .map(({ block }) => ({ id: text(block.tool_use_id), text: textsOf(block.content).join('\n') })),
    };
    const problem = messages.length === 0 ? 'messages: Field required' : transcriptProblem(view);
    return problem === undefined ? view : { problem };
  },
  json(answer) {
    const { turn } = answer;
    return {
      ...head(answer),
      content: [
        ...(turn.text === '' ? [] : [{ type: 'text', text: turn.text }]),
        ...turn.calls.map(({ id, name, arguments: args }) => toolUse(id, name, JSON.parse(args))),
      ],
      stop_reason: stopReason(answer),
      stop_sequence: null,
      usage: usageOf(answer),
    };
  },
  events(answer) {
    const { turn } = answer;
    const events: SseEvent[] = [];
    const send = (type: string, more: Json = {}): void => void events.push({ event: type, data: { type, ...more } });
    send('message_start', {
      message: { ...head(answer), content: [], stop_reason: null, stop_sequence: null, usage: { ...usageOf(answer), output_tokens: 1 } },
    });
    send('ping');
    let index = 0;
    const block = (start: Json, deltas: readonly Json[]): void => {
      send('content_block_start', { index, content_block: start });
      for (const delta of deltas) send('content_block_delta', { index, delta });
      send('content_block_stop', { index });
      index++;
    };
    if (turn.text !== '') {
      const deltas = words(turn.text).map((part) => ({ type: 'text_delta', text: part }));
      block({ type: 'text', text: '' }, deltas);
    }
    for (const { id, name, arguments: args } of turn.calls) {
      const deltas = halves(args).map((part) => ({ type: 'input_json_delta', partial_json: part }));
      block(toolUse(id, name, {}), deltas);
    }
    const usage = { output_tokens: answer.tokens.output };
    send('message_delta', { delta: { stop_reason: stopReason(answer), stop_sequence: null }, usage });
    send('message_stop');
    return events;
  },
  error: (status, message) => ({
    type: 'error',
    error: { type: status >= 500 ? 'api_error' : 'invalid_request_error', message },
  }),
};
