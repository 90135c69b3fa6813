import { bodyDialect } from '../body-dialect.ts';
import type { Dialect } from '../dialect.ts';
import { requestEdits } from './edits.ts';
import { reprompt } from './reprompt.ts';
import { readRequest } from './request.ts';
import { editResponse, readResponse } from './response.ts';
import { openStream } from './stream.ts';

/** The Messages API of Anthropic and of those who speak the same. */
export const anthropicMessages: Dialect = bodyDialect({
  name: 'anthropic.messages',
  provider: 'anthropic',
  attributes: {},
  // `/messages` without `/v1` is a name that any application may have, so it has to be of somebody who speaks this.
  route: ({ method, url }) =>
    method === 'POST' &&
    (/\/v1\/messages\/?$/.test(url.pathname) || (/\/messages\/?$/.test(url.pathname) && /anthropic|claude/i.test(url.host + url.pathname)))
      ? { operation: 'chat' }
      : undefined,
  readRequest,
  requestEdits,
  readResponse,
  editResponse,
  openStream,
  reprompt,
  errorResponse: (message) => ({ status: 403, body: { type: 'error', error: { type: 'permission_error', message } } }),
});
