import type { JsonObject, JsonValue } from '../../model/json.ts';
import type { WireRequest } from '../dialect.ts';
import { asArray, asNumber, asObject, asObjects, asString, asText } from '../json.ts';

/**
 * What a provider would refuse in a request, as far as edits could bring it about: transcripts with calls and results apart, choices
 * without tools, parameters out of bounds. For tests: an edit must add no fault to those that were there.
 */
export type Validator = (request: WireRequest) => string[];

export function validateChat({ body }: WireRequest): string[] {
  const faults: string[] = [];
  const messages = asObjects(body.messages);
  if (messages.length === 0) faults.push('no messages');
  let waiting = new Set<string>();
  for (const message of messages) {
    if (message.role === 'tool') {
      const id = asString(message.tool_call_id) ?? '';
      if (!waiting.delete(id)) faults.push(`tool message ${id} answers no call`);
      continue;
    }
    for (const id of waiting) faults.push(`call ${id} has no result`);
    waiting = new Set(asObjects(message.tool_calls).map((call) => asString(call.id) ?? ''));
    if (Array.isArray(message.tool_calls) && message.tool_calls.length === 0) faults.push('tool_calls is empty');
  }
  const prefix = messages.findIndex((message) => message.prefix === true || message.partial === true);
  if (prefix >= 0 && prefix < messages.length - 1) faults.push('a prefix is not last');
  const names = asObjects(body.tools).map((tool) => asText((asObject(tool.function) ?? asObject(tool.custom))?.name) ?? asText(tool.type));
  const functions = asObjects(body.functions).map((fn) => asText(fn.name));
  faults.push(...choiceFaults(body, names, (choice) => asText((asObject(choice.function) ?? asObject(choice.custom))?.name)));
  if (Array.isArray(body.functions) && functions.length === 0) faults.push('functions is empty');
  if (body.function_call !== undefined && functions.length === 0) faults.push('function_call without functions');
  const forced = asText(asObject(body.function_call)?.name);
  if (forced !== undefined && !functions.includes(forced)) faults.push(`function_call of unknown ${forced}`);
  for (const key of ['max_tokens', 'max_completion_tokens']) if ((asNumber(body[key]) ?? 1) < 1) faults.push(`${key} below 1`);
  if (body.max_tokens !== undefined && /^(o[1-9]|gpt-[5-9])/.test(asString(body.model) ?? ''))
    faults.push('max_tokens for a model that reasons');
  return faults;
}

export function validateResponses({ body }: WireRequest): string[] {
  const faults: string[] = [];
  if (typeof body.input !== 'string' && !Array.isArray(body.input) && body.prompt === undefined) faults.push('no input');
  const items = asObjects(body.input);
  const remembered =
    body.previous_response_id !== undefined || body.conversation !== undefined || items.some((item) => item.type === 'item_reference');
  const calls = new Set<string>();
  for (const item of items) {
    const id = asString(item.call_id) ?? '';
    if (item.type === 'function_call' || item.type === 'custom_tool_call') calls.add(id);
    if (item.type === 'function_call_output' || item.type === 'custom_tool_call_output') {
      if (!calls.delete(id) && !remembered) faults.push(`output ${id} answers no call`);
    }
  }
  for (const id of calls) faults.push(`call ${id} has no output`);
  const tools = [
    ...asObjects(body.tools),
    ...items.filter((item) => item.type === 'additional_tools').flatMap((item) => asObjects(item.tools)),
  ];
  const names = tools
    .flatMap((tool) => (tool.type === 'namespace' ? asObjects(tool.tools) : [tool]))
    .map((tool) => asText(tool.name) ?? asText(tool.type));
  faults.push(...choiceFaults(body, names, (choice) => asText(choice.name) ?? asText(choice.type)));
  if ((asNumber(body.max_output_tokens) ?? 16) < 16) faults.push('max_output_tokens below 16');
  return faults;
}

export function validateAnthropic({ body }: WireRequest): string[] {
  const faults: string[] = [];
  const messages = asObjects(body.messages);
  if (messages.length === 0) faults.push('no messages');
  const names = asObjects(body.tools).map((tool) => asText(tool.name) ?? asText(tool.mcp_server_name));
  let waiting: string[] = [];
  let history = false;
  for (const message of messages) {
    const blocks = asObjects(message.content);
    const ids = blocks.filter((block) => block.type === 'tool_result').map((block) => asString(block.tool_use_id) ?? '');
    for (const id of ids) if (!waiting.includes(id)) faults.push(`result ${id} answers no call`);
    for (const id of waiting) if (!ids.includes(id)) faults.push(`call ${id} has no result`);
    waiting = blocks.filter((block) => block.type === 'tool_use').map((block) => asString(block.id) ?? '');
    if (ids.length > 0 || waiting.length > 0) history = true;
    const firstOther = blocks.findIndex((block) => block.type !== 'tool_result');
    if (firstOther >= 0 && blocks.slice(firstOther).some((block) => block.type === 'tool_result')) faults.push('a result is not first');
    if (blocks.some((block) => block.type === 'text' && (asString(block.text) ?? '').trim() === '')) faults.push('empty text');
    if (Array.isArray(message.content) && message.content.length === 0) faults.push('empty content');
    for (const name of references(blocks)) if (!names.includes(name)) faults.push(`reference to unknown ${name}`);
  }
  if (history && names.length === 0) faults.push('tool blocks without tools');
  const choice = asObject(body.tool_choice);
  if (choice !== undefined && names.length === 0) faults.push('tool_choice without tools');
  if (choice?.type === 'tool' && !names.includes(asText(choice.name))) faults.push('tool_choice of an unknown tool');
  if (Array.isArray(body.tools) && body.tools.length > 0 && asObjects(body.tools).every((tool) => tool.defer_loading === true)) {
    faults.push('all tools deferred');
  }
  const thinking = asObject(body.thinking);
  if (thinking?.type === 'enabled') {
    if ((asNumber(body.max_tokens) ?? 0) <= (asNumber(thinking.budget_tokens) ?? 0)) faults.push('max_tokens within the thinking budget');
    if (choice?.type === 'tool' || choice?.type === 'any') faults.push('forced choice with thinking');
    if ((asNumber(body.temperature) ?? 1) !== 1) faults.push('temperature with thinking');
  }
  if ((asNumber(body.max_tokens) ?? 0) < 1) faults.push('max_tokens below 1');
  return faults;
}

function references(blocks: readonly JsonObject[]): string[] {
  const entries = blocks.flatMap((block): readonly (JsonValue | undefined)[] => {
    if (block.type === 'tool_addition') return [block.tool];
    if (block.type === 'tool_result') return asArray(block.content);
    return block.type === 'tool_search_tool_result' ? asArray(asObject(block.content)?.tool_references) : [];
  });
  return entries.flatMap((entry) => {
    const reference = asObject(entry);
    return reference?.type === 'tool_reference' ? [asText(reference.tool_name) ?? asText(reference.name) ?? ''] : [];
  });
}

function choiceFaults(
  body: JsonObject,
  names: readonly (string | undefined)[],
  nameOf: (choice: JsonObject) => string | undefined,
): string[] {
  const faults: string[] = [];
  if (Array.isArray(body.tools) && body.tools.length === 0) faults.push('tools is empty');
  if (names.length === 0) {
    for (const key of ['tool_choice', 'parallel_tool_calls']) if (body[key] !== undefined) faults.push(`${key} without tools`);
  }
  const choice = asObject(body.tool_choice);
  if (choice === undefined) return faults;
  if (choice.type === 'allowed_tools') {
    const allowed = asObjects(asObject(choice.allowed_tools)?.tools ?? choice.tools);
    if (allowed.length === 0) faults.push('no tool is allowed');
    for (const entry of allowed) if (!names.includes(nameOf(entry))) faults.push(`allowed tool ${nameOf(entry)} is unknown`);
  } else if (!names.includes(nameOf(choice))) faults.push(`tool_choice of unknown ${nameOf(choice)}`);
  return faults;
}
