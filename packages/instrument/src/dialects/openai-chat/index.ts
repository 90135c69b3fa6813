import { ATTR } from '@airt/protocol/semconv';
import { bodyDialect } from '../body-dialect.ts';
import type { Dialect } from '../dialect.ts';
import { requestEdits } from './edits.ts';
import { reprompt } from './reprompt.ts';
import { readRequest } from './request.ts';
import { editResponse, readResponse } from './response.ts';
import { openStream } from './stream.ts';

/** Chat completions of OpenAI and of everybody who speaks the same: Azure, Groq, DeepSeek, Mistral, OpenRouter, Ollama ... */
export const openaiChat: Dialect = bodyDialect({
  name: 'openai.chat_completions',
  provider: 'openai',
  attributes: { [ATTR.openaiApiType]: 'chat_completions' },
  route: ({ method, url }) => (method === 'POST' && /\/chat\/completions\/?$/.test(url.pathname) ? { operation: 'chat' } : undefined),
  readRequest,
  requestEdits,
  readResponse,
  editResponse,
  openStream,
  reprompt,
  errorResponse: (message) => ({ status: 403, body: { error: { message, type: 'permission_error', param: null, code: 'airt_denied' } } }),
});
