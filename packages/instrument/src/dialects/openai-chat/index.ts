import { ATTR } from '@airt/protocol/semconv';
import type { Dialect } from '../dialect.ts';
import { askAgain } from './reprompt.ts';
import { editRequest, parseRequest } from './request.ts';
import { editResponse, parseResponse } from './response.ts';
import { openStream } from './stream.ts';

/** Chat completions of OpenAI and of everybody who speaks the same: Azure, Groq, DeepSeek, Mistral, OpenRouter, Ollama ... */
export const openaiChat: Dialect = {
  name: 'openai.chat_completions',
  provider: 'openai',
  operation: 'chat',
  attributes: { [ATTR.openaiApiType]: 'chat_completions' },
  matches: (method, url) => method === 'POST' && /\/chat\/completions\/?$/.test(url.pathname),
  parseRequest,
  editRequest,
  parseResponse,
  editResponse,
  openStream,
  askAgain,
  refusal: (message) => ({ status: 403, body: { error: { message, type: 'permission_error', param: null, code: 'airt_denied' } } }),
};
