import type { Dialect } from '../dialect.ts';
import { reprompt } from './reprompt.ts';
import { editRequest, readRequest } from './request.ts';
import { editResponse, readResponse } from './response.ts';
import { openStream } from './stream.ts';

/** The Messages API of Anthropic and of those who speak the same. */
export const anthropicMessages: Dialect = {
  name: 'anthropic.messages',
  provider: 'anthropic',
  operation: 'chat',
  attributes: {},
  // `/messages` without `/v1` is a name that any application may have, so it has to be of somebody who speaks this.
  matches: (method, url) =>
    method === 'POST' &&
    (/\/v1\/messages\/?$/.test(url.pathname) || (/\/messages\/?$/.test(url.pathname) && /anthropic|claude/i.test(url.host + url.pathname))),
  readRequest,
  editRequest,
  readResponse,
  editResponse,
  openStream,
  reprompt: reprompt,
  errorResponse: (message) => ({ status: 403, body: { type: 'error', error: { type: 'permission_error', message } } }),
};
