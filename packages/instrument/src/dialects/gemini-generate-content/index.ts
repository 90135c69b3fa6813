import { applyEdits, sseOrJson, supportedEdits } from '../body-dialect.ts';
import type { Dialect } from '../dialect.ts';
import { requestEdits } from './edits.ts';
import { openJsonBody } from './json-body.ts';
import { reprompt } from './reprompt.ts';
import { readRequest } from './request.ts';
import { editResponse, readResponse } from './response.ts';
import { openStream } from './stream.ts';
import { route } from './url.ts';

/** `generateContent` and `streamGenerateContent` of the Gemini API and of Vertex AI. */
export const geminiGenerateContent: Dialect = {
  name: 'gemini.generate_content',
  provider: 'gcp.gen_ai',
  attributes: {},
  supports: supportedEdits(requestEdits),
  route,
  readRequest,
  editRequest: (request, edits) => applyEdits(requestEdits, request, edits),
  streamFraming: 'sse',
  // An error to a request for a stream is JSON that is called a stream.
  framing: (head, streaming) => (head.status >= 400 ? undefined : sseOrJson(head, streaming)),
  readResponse,
  editResponse,
  openStream,
  openJson: openJsonBody,
  reprompt,
  errorResponse: (message) => ({ status: 403, body: { error: { code: 403, message, status: 'PERMISSION_DENIED' } } }),
};
