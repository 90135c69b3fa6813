import type { Dialect } from '../dialect.ts';
import { messageId } from './removed-calls.ts';
import { reprompt } from './reprompt.ts';
import { editRequest, readRequest } from './request.ts';
import { editResponse, readResponse } from './response.ts';
import { openStream } from './stream.ts';

/** The Responses API of OpenAI and of those who speak the same: Azure, xAI, DeepSeek, OpenRouter ... */
export const openaiResponses: Dialect = {
  name: 'openai.responses',
  provider: 'openai',
  operation: 'chat',
  attributes: { 'openai.api.type': 'responses' },
  matches: (method, url) => method === 'POST' && /\/responses\/?$/.test(url.pathname),
  readRequest,
  editRequest,
  readResponse,
  editResponse,
  openStream,
  reprompt: reprompt,
  placeholderId: messageId,
  errorResponse: (message) => ({ status: 403, body: { error: { message, type: 'permission_error', param: null, code: 'airt_denied' } } }),
};
