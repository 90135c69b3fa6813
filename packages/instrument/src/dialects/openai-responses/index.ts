import { ATTR } from '@airt/protocol/semconv';
import type { Dialect } from '../dialect.ts';
import { messageId } from './removed-calls.ts';
import { askAgain } from './reprompt.ts';
import { editRequest, parseRequest } from './request.ts';
import { editResponse, parseResponse } from './response.ts';
import { openStream } from './stream.ts';

/** The Responses API of OpenAI and of those who speak the same: Azure, xAI, DeepSeek, OpenRouter ... */
export const openaiResponses: Dialect = {
  name: 'openai.responses',
  provider: 'openai',
  operation: 'chat',
  attributes: { [ATTR.openaiApiType]: 'responses' },
  matches: (method, url) => method === 'POST' && /\/responses\/?$/.test(url.pathname),
  parseRequest,
  editRequest,
  parseResponse,
  editResponse,
  openStream,
  askAgain,
  placeholderId: messageId,
  refusal: (message) => ({ status: 403, body: { error: { message, type: 'permission_error', param: null, code: 'airt_denied' } } }),
};
