import type { JsonObject, JsonValue } from '../../model/json.ts';
import type { Message, Part, ToolDefinition } from '../../model/message.ts';
import type { ModelRequest } from '../../model/model-request.ts';
import { anyRole, asArray, asNumber, asObject, asObjects, asString, asText, blob, compact } from '../json.ts';

export function readRequest(body: JsonObject): ModelRequest | undefined {
  // The model may stand in the path; without one there are roles, or it is no model call.
  if (!Array.isArray(body.messages) || (typeof body.model !== 'string' && !anyRole(body.messages))) return undefined;
  const system = parseContent(body.system);
  const stop = asArray(body.stop_sequences).filter((entry) => typeof entry === 'string');
  const output = asObject(body.output_config);
  const format = asString((asObject(output?.format) ?? asObject(body.output_format))?.type);
  return compact({
    model: asText(body.model),
    stream: body.stream === true,
    messages: asObjects(body.messages).map(parseMessage),
    systemInstructions: system.length > 0 ? system : undefined,
    tools: asObjects(body.tools).map(parseTool),
    parameters: compact({
      maxOutputTokens: asNumber(body.max_tokens),
      temperature: asNumber(body.temperature),
      topP: asNumber(body.top_p),
      topK: asNumber(body.top_k),
      stopSequences: stop.length > 0 ? stop : undefined,
      reasoningLevel: asText(output?.effort),
      outputType: format === 'json_schema' ? ('json' as const) : undefined,
    }),
    previousResponseId: continuedFrom(body),
    attributes: {},
  });
}

/**
 * The answer that the request continues, where the server keeps the history (message threads, which the SDK's tool runner uses by
 * itself): the request then has only what is new, and neither `system` nor `tools`, which are refused.
 */
export function continuedFrom(body: JsonObject): string | undefined {
  const thread = asObject(body.thread);
  return thread?.type === 'continue' ? asText(thread.previous_message_id) : undefined;
}

function parseMessage(message: JsonObject): Message {
  const parts = parseContent(message.content);
  if (message.role === 'assistant' || message.role === 'system') return { role: message.role, parts };
  // Tool results come in user messages; one that has nothing else is what other providers call a tool message.
  const results = parts.length > 0 && parts.every((part) => part.type === 'tool_call_response');
  return { role: results ? 'tool' : 'user', parts };
}

export function parseContent(content: JsonValue | undefined): Part[] {
  if (typeof content === 'string') return content === '' ? [] : [{ type: 'text', content }];
  return asObjects(content).map(parseBlock);
}

export function parseBlock(block: JsonObject): Part {
  const type = asText(block.type);
  switch (type) {
    case 'text':
      return { type: 'text', content: asString(block.text) ?? '' };
    case 'thinking':
      return { type: 'reasoning', content: asString(block.thinking) ?? '' };
    case 'tool_use':
      return compact({ type: 'tool_call' as const, id: asText(block.id), name: asString(block.name) ?? '', arguments: block.input });
    case 'tool_result':
      return compact({
        type: 'tool_call_response' as const,
        id: asText(block.tool_use_id),
        response: block.content ?? null,
        isError: block.is_error === true ? true : undefined,
      });
    case 'server_tool_use':
    case 'mcp_tool_use':
      return compact({ type: 'server_tool_call' as const, id: asText(block.id), name: asString(block.name) ?? '' });
    case 'image':
      return parseSource('image', block.source);
    case 'document':
      return parseSource('document', block.source);
    default:
      // web_search_tool_result, mcp_tool_result, code_execution_tool_result ...
      if (type?.endsWith('_tool_result') === true) {
        return compact({ type: 'server_tool_call_response' as const, id: asText(block.tool_use_id) });
      }
      return compact({ type: 'generic' as const, genericType: type });
  }
}

function parseSource(modality: 'image' | 'document', value: JsonValue | undefined): Part {
  const source = asObject(value);
  const mimeType = asText(source?.media_type);
  if (source?.type === 'url') return compact({ type: 'uri' as const, modality, mimeType });
  if (source?.type === 'file') return compact({ type: 'file' as const, modality, mimeType });
  if (source?.type === 'base64') return blob(modality, asString(source.data), mimeType);
  return compact({ type: 'blob' as const, modality, mimeType });
}

/** Tools that the provider runs. The others with a type (bash, text editor, computer, memory) are run by the application. */
const SERVER_TOOL = /^(web_search|web_fetch|code_execution|tool_search|advisor|mcp_toolset)/;

function parseTool(tool: JsonObject): ToolDefinition {
  const type = asText(tool.type);
  if (type !== undefined && SERVER_TOOL.test(type)) return { name: toolName(tool), type: 'extension' };
  return compact({
    name: toolName(tool),
    type: 'function' as const,
    description: asText(tool.description),
    parameters: tool.input_schema,
  });
}

export function toolName(tool: JsonObject): string {
  return asText(tool.name) ?? asText(tool.mcp_server_name) ?? asText(tool.type) ?? '';
}
