import { ATTR } from '@airt/protocol/semconv';
import { bodyDialect } from '../body-dialect.ts';
import type { Dialect } from '../dialect.ts';
import { isProviderHost } from '../providers.ts';
import { requestEdits } from './edits.ts';
import { messageId } from './removed-calls.ts';
import { reprompt } from './reprompt.ts';
import { readRequest } from './request.ts';
import { editResponse, readResponse } from './response.ts';
import { openStream } from './stream.ts';

/** The Responses API of OpenAI and of those who speak the same: Azure, xAI, DeepSeek, OpenRouter ... */
export const openaiResponses: Dialect = bodyDialect({
  name: 'openai.responses',
  provider: 'openai',
  attributes: { [ATTR.openaiApiType]: 'responses' },
  // `/responses` alone is a name that any application may have: it stands below a version, or the host is a provider's.
  route: ({ method, url }) =>
    method === 'POST' &&
    (/\/(v\d+\w*|openai)\/responses\/?$/.test(url.pathname) || (/\/responses\/?$/.test(url.pathname) && isProviderHost(url)))
      ? { operation: 'chat' }
      : undefined,
  readRequest,
  requestEdits,
  readResponse,
  editResponse,
  openStream,
  answersInRounds: true,
  reprompt,
  placeholderId: messageId,
  errorResponse: (message) => ({ status: 403, body: { error: { message, type: 'permission_error', param: null, code: 'airt_denied' } } }),
});
