import assert from 'node:assert/strict';
import { afterEach, test } from 'node:test';
import type { Services } from '../../calls/services.ts';
import { createTestServices, enforced } from '../../testing/services.ts';
import { installFetch } from '../testing/install.ts';

const url = 'https://models.example/v1/chat/completions';
const chat = { model: 'm', messages: [{ role: 'user', content: 'hello' }] };
const answer = { id: 'x', model: 'm', choices: [{ index: 0, message: { role: 'assistant', content: 'hi' }, finish_reason: 'stop' }] };
const deny = (on: string) => enforced(`    - { name: no, on: ${on}, when: "true", deny: { reason: not today } }`);

const original = globalThis.fetch;
afterEach(() => {
  globalThis.fetch = original;
});

/** Installs over a network that answers every request in this way; gives what was sent. */
function setUp(source: Services | Promise<Services>, respond = () => Response.json(answer)) {
  const sent: Parameters<typeof fetch>[] = [];
  globalThis.fetch = async (...args) => {
    sent.push(args);
    return respond();
  };
  installFetch(() => source);
  return sent;
}
const post = (more: RequestInit = {}): RequestInit => ({ method: 'POST', body: JSON.stringify(chat), ...more });

test('the original is called while the application is still in its call', async () => {
  const sent = setUp(createTestServices().services);
  const init = post();
  const response = fetch(url, init);
  assert.equal(sent.length, 1);
  assert.equal(sent[0]?.[1], init);
  assert.deepEqual(await (await response).json(), answer);
});

test('arguments that change while the data plane is loaded are sent as they were', async () => {
  let loaded = (_: Services) => {};
  const loading = new Promise<Services>((resolve) => {
    loaded = resolve;
  });
  const sent = setUp(loading);
  const init = post({ headers: { a: '1' } });
  const response = fetch(url, init);
  init.headers = { a: '2' };
  init.body = 'other';
  loaded(createTestServices().services);
  await (await response).text();
  assert.equal(new Headers(sent[0]?.[1]?.headers).get('a'), '1');
  assert.equal(sent[0]?.[1]?.body, JSON.stringify(chat));
});

test('an object is asked for its address once', async () => {
  const sent = setUp(createTestServices().services);
  let asked = 0;
  const address = {
    toString() {
      asked++;
      return url;
    },
  };
  await (await fetch(address as unknown as string, post())).text();
  assert.deepEqual([asked, sent[0]?.[0]], [1, url]);
});

test('a response of another library is given back as it is', async () => {
  const foreign = { status: 200, headers: new Headers(), body: {}, text: async () => 'mine' };
  const { services, spans } = createTestServices();
  setUp(services, () => foreign as unknown as Response);
  assert.equal(await fetch(url, post()), foreign);
  assert.equal(spans('chat m').length, 1);
});

test('the length of a body that was edited is not told any more', async () => {
  const calls = [{ id: 'c1', type: 'function', function: { name: 'shell', arguments: '{}' } }];
  const body = JSON.stringify({
    id: 'x',
    choices: [{ index: 0, message: { role: 'assistant', tool_calls: calls }, finish_reason: 'tool_calls' }],
  });
  setUp(
    createTestServices({ policies: deny('pre_tool_call') }).services,
    () => new Response(body, { headers: { 'content-type': 'application/json', 'content-length': `${body.length}` } }),
  );
  const response = await fetch(url, post());
  assert.match(await response.text(), /The call was not made: not today/);
  assert.equal(response.headers.get('content-length'), null);
  assert.equal(response.headers.get('content-type'), 'application/json');
});

test('a refused call is not sent; one that was aborted already is rejected by the original', async () => {
  const { services, spans } = createTestServices({ policies: deny('pre_model_call') });
  const sent = setUp(services);
  const refused = await fetch(url, post());
  assert.equal(refused.ok, false);
  assert.equal(sent.length, 0);
  await fetch(url, post({ signal: AbortSignal.abort() }));
  assert.equal(sent.length, 1);
  assert.equal(spans('chat m').length, 1);
});

test('what a provider says about a failure is not recorded: it repeats keys and prompts', async () => {
  const error = { error: { message: 'Incorrect key sk-1234 for prompt', type: 'invalid_key' } };
  const { services, spans } = createTestServices();
  setUp(services, () => Response.json(error, { status: 401 }));
  await (await fetch(url, post())).text();
  const [span] = spans('chat m');
  assert.equal(span?.attributes['error.type'], 'invalid_key');
  assert.equal(span?.status.message, undefined);
});

/** Two calls of the same words, each read by `read`; gives how many runs began, and how many of them are over. */
async function runsOf(read: (body: ReadableStream<Uint8Array>) => Promise<void>) {
  const { services, spans } = createTestServices();
  const chunk = (delta: object, finish: string | null) =>
    `data: ${JSON.stringify({ id: 'x', object: 'chat.completion.chunk', model: 'm', choices: [{ index: 0, delta, finish_reason: finish }] })}\n\n`;
  const sse = [chunk({ content: 'hi' }, null), chunk({}, 'stop'), 'data: [DONE]\n\n'];
  setUp(
    services,
    () => new Response(ReadableStream.from(sse.map((event) => Buffer.from(event))), { headers: { 'content-type': 'text/event-stream' } }),
  );
  const traces = new Set<string>();
  for (const _ of [1, 2]) {
    const { body } = await fetch(url, post({ body: JSON.stringify({ ...chat, stream: true }) }));
    if (body) await read(body);
    for (const span of spans('invoke_agent')) traces.add(span.spanContext().traceId);
  }
  return { over: traces.size, open: services.runs.open.size };
}

test('a stream is over for the run where its client stops reading: at the last event, or at the finish reason', async () => {
  const untilDone = async (body: ReadableStream<Uint8Array>) => {
    const reader = body.getReader();
    for (let text = ''; !text.includes('[DONE]'); ) text += Buffer.from((await reader.read()).value ?? []);
  };
  assert.deepEqual(await runsOf(untilDone), { over: 2, open: 0 });
  const untilFinish = async (body: ReadableStream<Uint8Array>) => {
    for await (const piece of body) if (Buffer.from(piece).includes('"stop"')) break;
  };
  assert.deepEqual(await runsOf(untilFinish), { over: 2, open: 0 });
});

test('a failure of the guard sends the call as it is', async () => {
  const { services } = createTestServices();
  const preModelCall = () => {
    throw new Error('broken guard');
  };
  const sent = setUp({ ...services, guard: { ...services.guard, preModelCall } });
  assert.deepEqual(await (await fetch(url, post())).json(), answer);
  assert.equal(sent.length, 1);
  assert.equal(services.diagnostics.failures.get('pre_model_call'), 1);
});

test('a response that is still worked on has no finish reason and is no error', async () => {
  const { services, spans } = createTestServices();
  setUp(services, () => Response.json({ id: 'resp_1', status: 'queued', model: 'm', output: [], usage: null }));
  const body = JSON.stringify({ model: 'm', input: 'hello', background: true });
  await (await fetch('https://models.example/v1/responses', { method: 'POST', body })).text();
  const { attributes, status } = spans('chat m')[0] ?? {};
  assert.equal(attributes?.['gen_ai.response.id'], 'resp_1');
  assert.equal(attributes?.['gen_ai.response.finish_reasons'], undefined);
  assert.deepEqual([attributes?.['error.type'], status?.code], [undefined, 0]);
});

test('the body of an error is no first chunk', async () => {
  const { services, spans } = createTestServices();
  setUp(services, () => Response.json({ error: { message: 'no', type: 'invalid_request_error' } }, { status: 404 }));
  await (await fetch(url, { method: 'POST', body: JSON.stringify({ ...chat, stream: true }) })).text();
  const attributes = spans('chat m')[0]?.attributes;
  assert.equal(attributes?.['error.type'], 'invalid_request_error');
  assert.equal(attributes?.['gen_ai.response.time_to_first_chunk'], undefined);
});

test('a held call of very many pieces reaches the application whole', async () => {
  const event = (delta: object, finish: string | null = null) =>
    `data: ${JSON.stringify({ id: 'x', choices: [{ index: 0, delta, finish_reason: finish }] })}\n\n`;
  const piece = event({ tool_calls: [{ index: 0, function: { arguments: ' ' } }] });
  const sent = [
    event({ tool_calls: [{ index: 0, id: 'c1', type: 'function', function: { name: 'write', arguments: '{}' } }] }),
    piece.repeat(150_000),
    event({}, 'tool_calls'),
  ].join('');
  const policy = deny('pre_tool_call').replace('"true"', `'tool.name == "shell"'`);
  setUp(
    createTestServices({ policies: policy }).services,
    () => new Response(new Blob([sent]).stream(), { headers: { 'content-type': 'text/event-stream' } }),
  );
  const response = await fetch(url, { method: 'POST', body: JSON.stringify({ ...chat, stream: true }) });
  const text = await response.text();
  assert.equal(text.length, sent.length);
  assert.ok(text === sent);
});

test('who stops reading what was held when the connection broke is not told of it', async () => {
  const begun = { index: 0, delta: { tool_calls: [{ index: 0, id: 'c1', type: 'function', function: { name: 'write', arguments: '' } }] } };
  const sent = Buffer.from(`data: ${JSON.stringify({ id: 'x', choices: [begun] })}\n\n`);
  async function* broken() {
    yield sent;
    throw new TypeError('terminated');
  }
  const policy = deny('pre_tool_call').replace('"true"', `'tool.name == "shell"'`);
  setUp(
    createTestServices({ policies: policy }).services,
    () => new Response(ReadableStream.from(broken()), { headers: { 'content-type': 'text/event-stream' } }),
  );
  const response = await fetch(url, post({ body: JSON.stringify({ ...chat, stream: true }) }));
  assert.ok(response.body);
  const read: string[] = [];
  for await (const chunk of response.body) {
    read.push(Buffer.from(chunk).toString('utf8'));
    break;
  }
  assert.deepEqual(read, [sent.toString('utf8')]);
});
