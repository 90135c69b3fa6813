/**
 * What the scripted model of the demonstration says. Deterministic, and a function of the request alone: it reacts to the
 * transcript and to the tools it is offered, as a stubborn model would. As long as it can search the web it searches the web, for
 * the same thing, whatever the result and whatever it is told. Only without that tool does it look into the archive, and answer.
 */

/** The part of a chat completions request that the script reads. Everything is optional: it comes from the network. */
export interface ChatRequest {
  readonly model?: unknown;
  readonly messages?: unknown;
  readonly tools?: unknown;
  readonly tool_choice?: unknown;
  readonly stream?: unknown;
  readonly stream_options?: unknown;
}

/** One turn of the model. */
export interface Turn {
  readonly text: string;
  readonly call?: { readonly id: string; readonly name: string; readonly arguments: string };
}

const SEARCH = { name: 'web_search', arguments: JSON.stringify({ query: 'Skarvik lighthouse architect' }) };
const READ = { name: 'read_document', arguments: JSON.stringify({ id: 'skarvik-harbour-1931' }) };
const ANSWER = 'The lighthouse at Skarvik was first lit on 3 October 1931; Ingrid Solberg designed it.';
const NO_ANSWER = 'I could not find out when the lighthouse at Skarvik was first lit or who designed it.';

/** The model's next turn for this request. */
export function nextTurn(request: ChatRequest): Turn {
  const messages = list(request.messages);
  const offered = offeredTools(request);
  const calls = messages.flatMap((message) => list(member(message, 'tool_calls'))).map((call) => member(member(call, 'function'), 'name'));
  const searches = calls.filter((name) => name === SEARCH.name).length;
  const id = `call_${String(calls.length + 1).padStart(4, '0')}`;
  if (offered.has(SEARCH.name)) return { text: searchText(searches, hasGuidance(messages)), call: { id, ...SEARCH } };
  const archiveRead = messages.some(
    (message) => member(message, 'role') === 'tool' && String(member(message, 'content')).includes('Ingrid Solberg'),
  );
  if (archiveRead) return { text: ANSWER };
  if (offered.has(READ.name)) return { text: 'The web is closed to me, so I look into the archive.', call: { id, ...READ } };
  return { text: NO_ANSWER };
}

/** Tokens, by the usual rule of thumb of four characters each: proportional to the text, which is all that a comparison needs. */
export function countTokens(value: unknown): number {
  return Math.ceil((typeof value === 'string' ? value : (JSON.stringify(value) ?? '')).length / 4);
}

function searchText(searches: number, guided: boolean): string {
  if (guided) return 'I see the advice, but one more search should do it.';
  return searches === 0 ? 'I search the web for it.' : 'Not helpful yet. I search again.';
}

/** Guidance: a message of the user or the system after the conversation has begun. */
function hasGuidance(messages: readonly unknown[]): boolean {
  const begun = messages.findIndex((message) => member(message, 'role') === 'assistant');
  return begun >= 0 && messages.slice(begun).some((message) => ['user', 'system', 'developer'].includes(String(member(message, 'role'))));
}

function offeredTools(request: ChatRequest): ReadonlySet<string> {
  if (request.tool_choice === 'none') return new Set();
  const names = list(request.tools).map((tool) => member(member(tool, 'function'), 'name'));
  return new Set(names.filter((name) => typeof name === 'string'));
}

const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

const member = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null && name in value ? (value as Record<string, unknown>)[name] : undefined;
