/** Anthropic messages: `POST /v1/messages`. */
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

const head = ({ id, model }: Answer): Json => ({ id: `msg_${id}`, type: 'message', role: 'assistant', model });

const usageOf = ({ tokens }: Answer): Json => ({
  input_tokens: tokens.input,
  cache_creation_input_tokens: 0,
  cache_read_input_tokens: 0,
  output_tokens: tokens.output,
});

const stopReason = ({ turn }: Answer): string => (turn.calls.length > 0 ? 'tool_use' : 'end_turn');

const toolUse = (id: string, name: string, input: unknown): Json => ({ type: 'tool_use', id, name, input });

/** A message opens a turn unless it begins with results; other blocks of the user after the results are allowed. */
function stepsOf({ role, content }: Json): readonly TranscriptStep[] {
  const blocks = objects(content);
  const steps = blocks.flatMap((block): readonly TranscriptStep[] => {
    if (block.type === 'tool_use') return [{ call: text(block.id) }];
    if (block.type === 'tool_result') return [{ result: text(block.tool_use_id) }];
    return role === 'user' ? ['turn'] : [];
  });
  return role === 'user' && blocks.length > 0 ? steps : ['turn', ...steps];
}

function fieldProblem(body: Json, names: readonly string[], usesTools: boolean): string | undefined {
  if (typeof body.max_tokens !== 'number') return 'max_tokens: Field required';
  if (usesTools && names.length === 0) return 'tools: Field required where messages have tool_use or tool_result blocks';
  if (!isObject(body.tool_choice)) return undefined;
  if (names.length === 0) return 'tool_choice: may only be specified while providing tools';
  return choiceProblem(body.tool_choice.type === 'tool' ? text(body.tool_choice.name) : undefined, names);
}

/** The wire. */
export const anthropicMessages: Wire = {
  providerName: 'anthropic',
  route: (path) => (path === '/v1/messages' ? {} : undefined),
  read(body) {
    const messages = objects(body.messages);
    const blocks = messages.flatMap(({ content }) => objects(content));
    const names = objects(body.tools).map(({ name }) => text(name));
    const calls = blocks.filter(({ type }) => type === 'tool_use').map(({ id }) => text(id));
    const results = blocks.filter(({ type }) => type === 'tool_result');
    return {
      view: {
        model: text(body.model),
        stream: body.stream === true,
        toolNames: isObject(body.tool_choice) && body.tool_choice.type === 'none' ? [] : names,
        instructions: [
          ...textsOf(body.system),
          ...messages.filter(({ role }) => role === 'user' || role === 'system').flatMap(({ content }) => textsOf(content)),
        ],
        calls,
        results: results.map((block) => ({ id: text(block.tool_use_id), text: textsOf(block.content).join('\n') })),
      },
      transcriptProblem: transcriptProblem(messages.flatMap(stepsOf), { adjacent: true }),
      problem: messages.length === 0 ? 'messages: Field required' : undefined,
      fieldProblem: fieldProblem(body, names, calls.length + results.length > 0),
    };
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
  environment: (url) => ({ ANTHROPIC_BASE_URL: url, ANTHROPIC_API_KEY: 'none-needed' }),
};
