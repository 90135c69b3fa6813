/** OpenAI responses: `POST /v1/responses`. Keeps no conversations: `previous_response_id` is rejected. */
import { openaiEnvironment } from './openai-chat.ts';
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
  input_tokens: tokens.input,
  input_tokens_details: { cached_tokens: 0 },
  output_tokens: tokens.output,
  output_tokens_details: { reasoning_tokens: 0 },
  total_tokens: tokens.input + tokens.output,
});

const head = ({ id, model }: Answer): Json => ({
  id: `resp_${id}`,
  object: 'response',
  created_at: 1_760_000_000,
  error: null,
  incomplete_details: null,
  instructions: null,
  metadata: {},
  model,
  parallel_tool_calls: true,
  temperature: 1,
  tool_choice: 'auto',
  tools: [],
  top_p: 1,
});

const message = ({ id }: Answer): Json => ({ id: `msg_${id}`, type: 'message', role: 'assistant' });
const textPart = (value: string): Json => ({ type: 'output_text', text: value, annotations: [], logprobs: [] });
const callItem = (id: string, name: string, args: string, status: string): Json => ({
  id: itemId(id),
  type: 'function_call',
  status,
  call_id: id,
  name,
  arguments: args,
});
/** Items of calls have ids of their own; a later request may name them instead of repeating them. */
const itemId = (callId: string): string => `fc_${callId}`;

const output = (answer: Answer): readonly Json[] => [
  ...(answer.turn.text === '' ? [] : [{ ...message(answer), status: 'completed', content: [textPart(answer.turn.text)] }]),
  ...answer.turn.calls.map(({ id, name, arguments: args }) => callItem(id, name, args, 'completed')),
];

const whole = (answer: Answer): Json => ({ ...head(answer), status: 'completed', output: output(answer), usage: usageOf(answer) });

const isInstruction = ({ role }: Json): boolean => role === 'user' || role === 'system' || role === 'developer';

/** The id of the call that an item is or refers to. */
function callIdOf(item: Json): string | undefined {
  if (item.type === 'function_call') return text(item.call_id);
  return item.type === 'item_reference' && text(item.id).startsWith('fc_') ? text(item.id).slice(3) : undefined;
}

function stepOf(item: Json): TranscriptStep {
  const call = callIdOf(item);
  if (call !== undefined) return { call };
  return item.type === 'function_call_output' ? { result: text(item.call_id) } : 'turn';
}

/** The wire. */
export const openaiResponses: Wire = {
  providerName: 'openai',
  route: (path) => (path === '/v1/responses' ? {} : undefined),
  read(body, { isIssued }) {
    const input = typeof body.input === 'string' ? [{ role: 'user', content: body.input }] : objects(body.input);
    const names = objects(body.tools).map(({ name }) => text(name));
    const unknown = input.find((item) => item.type === 'item_reference' && callIdOf(item) !== undefined && !isIssued(callIdOf(item) ?? ''));
    const choice = isObject(body.tool_choice) && body.tool_choice.type === 'function' ? text(body.tool_choice.name) : undefined;
    let problem: string | undefined;
    if (body.previous_response_id) problem = 'Conversations are not kept here: previous_response_id is unknown.';
    else if (unknown) problem = `Item with id '${text(unknown.id)}' not found.`;
    else if (input.length === 0) problem = 'input is missing.';
    return {
      view: {
        model: text(body.model),
        stream: body.stream === true,
        toolNames: body.tool_choice === 'none' ? [] : names,
        instructions: [...textsOf(body.instructions), ...input.filter(isInstruction).flatMap(({ content }) => textsOf(content))],
        calls: input.flatMap((item) => callIdOf(item) ?? []),
        results: input
          .filter(({ type }) => type === 'function_call_output')
          .map((item) => ({ id: text(item.call_id), text: textsOf(item.output).join('\n') })),
      },
      transcriptProblem: transcriptProblem(input.map(stepOf), { adjacent: false }),
      problem,
      fieldProblem: choiceProblem(choice, names),
    };
  },
  json: whole,
  events(answer) {
    const events: SseEvent[] = [];
    const send = (type: string, more: Json): void =>
      void events.push({ event: type, data: { type, sequence_number: events.length, ...more } });
    const { turn } = answer;
    const begun = { ...head(answer), status: 'in_progress', output: [], usage: null };
    send('response.created', { response: begun });
    send('response.in_progress', { response: begun });
    let index = 0;
    if (turn.text !== '') {
      const at = { item_id: `msg_${answer.id}`, output_index: index, content_index: 0 };
      send('response.output_item.added', { output_index: index, item: { ...message(answer), status: 'in_progress', content: [] } });
      send('response.content_part.added', { ...at, part: textPart('') });
      for (const delta of words(turn.text)) send('response.output_text.delta', { ...at, delta, logprobs: [] });
      send('response.output_text.done', { ...at, text: turn.text, logprobs: [] });
      send('response.content_part.done', { ...at, part: textPart(turn.text) });
      send('response.output_item.done', {
        output_index: index,
        item: { ...message(answer), status: 'completed', content: [textPart(turn.text)] },
      });
      index++;
    }
    for (const { id, name, arguments: args } of turn.calls) {
      const at = { item_id: itemId(id), output_index: index };
      send('response.output_item.added', { output_index: index, item: callItem(id, name, '', 'in_progress') });
      for (const delta of halves(args)) send('response.function_call_arguments.delta', { ...at, delta });
      send('response.function_call_arguments.done', { ...at, name, arguments: args });
      send('response.output_item.done', { output_index: index, item: callItem(id, name, args, 'completed') });
      index++;
    }
    send('response.completed', { response: whole(answer) });
    return events;
  },
  error: (status, message) => ({
    error: { message, type: status >= 500 ? 'server_error' : 'invalid_request_error', param: null, code: null },
  }),
  environment: openaiEnvironment,
};
