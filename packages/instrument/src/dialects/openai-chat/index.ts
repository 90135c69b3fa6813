import type { Dialect } from '../dialect.ts';
import { reprompt } from './reprompt.ts';
import { editRequest, readRequest } from './request.ts';
import { editResponse, readResponse } from './response.ts';
import { openStream } from './stream.ts';

/** Chat completions of OpenAI and of everybody who speaks the same: Azure, Groq, DeepSeek, Mistral, OpenRouter, Ollama ... */
export const openaiChat: Dialect = {
  name: 'openai.chat_completions',
  provider: 'openai',
  operation: 'chat',
  attributes: { 'openai.api.type': 'chat_completions' },
  matches: (method, url) => method === 'POST' && /\/chat\/completions\/?$/.test(url.pathname),
  readRequest,
  editRequest,
  readResponse,
  editResponse,
  openStream,
  reprompt: reprompt,
  errorResponse: (message) => ({ status: 403, body: { error: { message, type: 'permission_error', param: null, code: 'airt_denied' } } }),
};
