/**
 * The items of an answer that the application is to run, by type: functions, free text for a custom tool, and the tools whose definition is
 * the provider's and whose execution is the application's (API reference, "Responses", output items).
 */
import { isObject, type JsonObject, type JsonValue } from '../../model/json.ts';
import { asObject, asString, asText, compact } from '../json.ts';

interface CallItem {
  /** As rules know it; of a hosted definition, what its type says. */
  readonly name: (item: JsonObject) => string;
  /** The member that holds what it is called with. */
  readonly argumentsKey: string;
  /** The item that answers it with a text; absent where only something else can. */
  readonly answer?: (callId: string, text: string) => JsonObject;
}

const ownName = (item: JsonObject): string => asString(item.name) ?? '';

const CALL_ITEMS: Readonly<Record<string, CallItem>> = {
  function_call: {
    name: ownName,
    argumentsKey: 'arguments',
    answer: (id, text) => ({ type: 'function_call_output', call_id: id, output: text }),
  },
  custom_tool_call: {
    name: ownName,
    argumentsKey: 'input',
    answer: (id, text) => ({ type: 'custom_tool_call_output', call_id: id, output: text }),
  },
  shell_call: {
    name: () => 'shell',
    argumentsKey: 'action',
    answer: (id, text) => ({
      type: 'shell_call_output',
      call_id: id,
      output: [{ stdout: '', stderr: text, outcome: { type: 'exit', exit_code: 1 } }],
    }),
  },
  local_shell_call: {
    name: () => 'local_shell',
    argumentsKey: 'action',
    answer: (id, text) => ({ type: 'local_shell_call_output', call_id: id, output: text }),
  },
  apply_patch_call: {
    name: () => 'apply_patch',
    argumentsKey: 'operation',
    answer: (id, text) => ({ type: 'apply_patch_call_output', call_id: id, status: 'failed', output: text }),
  },
  // A screenshot has to answer it.
  computer_call: { name: () => 'computer', argumentsKey: 'action' },
  // The server runs the tool once the application has agreed.
  mcp_approval_request: {
    name: ownName,
    argumentsKey: 'arguments',
    answer: (id, text) => ({ type: 'mcp_approval_response', approval_request_id: id, approve: false, reason: text }),
  },
  // Definitions of tools have to answer it.
  tool_search_call: { name: () => 'tool_search', argumentsKey: 'arguments' },
};

/** What the server runs itself is no call: a search, a shell in a container of its own. */
const isHosted = ({ type, execution, environment }: JsonObject): boolean =>
  (type === 'tool_search_call' && execution !== 'client') ||
  (type === 'shell_call' && /^container/.test(asString(asObject(environment)?.type) ?? ''));

function definitionOf(item: JsonObject): CallItem | undefined {
  const { type } = item;
  return typeof type !== 'string' || !Object.hasOwn(CALL_ITEMS, type) || isHosted(item) ? undefined : CALL_ITEMS[type];
}

export const isCall = (item: JsonObject): boolean => definitionOf(item) !== undefined;

export const nameOf = (item: JsonObject): string => definitionOf(item)?.name(item) ?? '';

export function argumentsOf(item: JsonObject): JsonValue | undefined {
  const key = definitionOf(item)?.argumentsKey;
  // Several actions of a computer at once.
  return key === undefined ? undefined : (item[key] ?? (item.type === 'computer_call' ? item.actions : undefined));
}

/** What a later request names the call by. */
export const callIdOf = (item: JsonObject): string | undefined => asText(item.call_id) ?? asText(item.id);

/** The item with other arguments: JSON text where it holds text, else the value. */
export function withArguments(item: JsonObject, args: string): JsonObject {
  const key = definitionOf(item)?.argumentsKey;
  if (key === undefined) return item;
  return { ...item, [key]: isObject(item[key]) ? (JSON.parse(args) as JsonValue) : args };
}

/** The item that answers a call with a text; `undefined` where a text is no answer. */
export const answerItem = (item: JsonObject, callId: string, text: string): JsonObject | undefined =>
  definitionOf(item)?.answer?.(callId, text);

const OUTPUT = /^(.+)_output$/;

/** The call type that an item of a request answers; `undefined`: it is no result. */
function answeredType({ type }: JsonObject): string | undefined {
  const called = typeof type === 'string' ? OUTPUT.exec(type)?.[1] : undefined;
  const name = called === 'function_call' || called?.endsWith('_call') ? called : undefined;
  return name !== undefined && Object.hasOwn(CALL_ITEMS, name) ? name : undefined;
}

export const isCallOutput = (item: JsonObject): boolean => answeredType(item) !== undefined;

/** The result with a text in its place; as it is where its type takes no text. */
export function withOutputText(item: JsonObject, text: string): JsonObject {
  const type = answeredType(item);
  const id = callIdOf(item);
  const answer = type === undefined || id === undefined ? undefined : CALL_ITEMS[type]?.answer?.(id, text);
  return answer === undefined ? item : compact({ ...item, ...answer, call_id: item.call_id });
}
