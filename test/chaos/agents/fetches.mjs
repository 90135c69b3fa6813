// Requests that are no model calls, and a few that are, without an SDK: in every form that fetch takes them.
const url = process.env.MODEL_URL;
const show = async (name, work) => {
  try {
    const result = await work();
    if (!(result instanceof Response)) return console.log(name, result);
    const { status, ok, redirected, type, headers } = result;
    console.log(name, status, ok, redirected, type, result.url.slice(url.length), headers.get('content-type'), await result.text());
  } catch (error) {
    console.log(name, error.name, error.message, error.cause?.code);
  }
};
const chat = { model: 'steps=0', messages: [{ role: 'user', content: 'Hello, wörld' }] };
const post = (body, more) => ({ method: 'POST', body, headers: { 'content-type': 'application/json' }, ...more });
const upload = (...parts) =>
  new ReadableStream({
    async pull(controller) {
      const part = parts.shift();
      if (part === undefined) controller.close();
      else controller.enqueue(new TextEncoder().encode(part));
    },
  });

await show('text', () => fetch(`${url}/plain/text`));
await show('URL', () => fetch(new URL('/plain/gzip', url)));
await show('redirect', () => fetch(`${url}/plain/moved`));
await show('manual redirect', () => fetch(`${url}/plain/moved`, { redirect: 'manual' }));
await show('redirect is an error', () => fetch(`${url}/plain/moved`, { redirect: 'error' }));
await show('redirected post', () => fetch(`${url}/plain/moved-keep`, post('{"a":1}')));
await show('Request', () => fetch(new Request(`${url}/plain/echo`, post('{"a":1}'))));
await show('Request and init', () => fetch(new Request(`${url}/plain/echo`, post('{"a":1}')), { method: 'PUT', body: 'other' }));
await show('form', () => fetch(`${url}/plain/echo`, { method: 'POST', body: new URLSearchParams({ a: '1', b: 'ü' }) }));
await show('bytes', () => fetch(`${url}/plain/echo`, post(new Uint8Array([1, 2, 3]))));
await show('blob', () => fetch(`${url}/plain/echo`, post(new Blob(['abc', 'def'], { type: 'text/x-special' }))));
await show('upload', () => fetch(`${url}/plain/echo`, post(upload('one', 'two', 'three'), { duplex: 'half' })));
await show('not found', () => fetch(`${url}/v1/chat/completion`, post('{}')));
await show('get of a model path', () => fetch(`${url}/v1/chat/completions`));
await show('model by Request', () => fetch(new Request(`${url}/v1/chat/completions`, post(JSON.stringify(chat)))));
await show('model by bytes', () => fetch(`${url}/v1/chat/completions`, post(new TextEncoder().encode(JSON.stringify(chat)))));
await show('model by upload', () => fetch(`${url}/v1/chat/completions`, post(upload(JSON.stringify(chat)), { duplex: 'half' })));
await show('model, broken body', () => fetch(`${url}/v1/chat/completions`, post('{"model":')));
await show('model, nonsense', () =>
  fetch(`${url}/v1/chat/completions`, post('{"model":{"a":[1]},"messages":"x","tools":7,"stream":"yes"}')),
);
await show('model, form', () => fetch(`${url}/v1/responses`, { method: 'POST', body: new FormData() }).then((response) => response.status));
await show('no url', () => fetch('not a url'));
await show('nothing', () => fetch());
await show('refused', () => fetch('http://127.0.0.1:3/v1/messages', post('{}')));
await show('aborted before', () => fetch(`${url}/v1/messages`, post('{}', { signal: AbortSignal.abort() })));
await show('abort reason', () => fetch(`${url}/v1/responses`, post('{}', { signal: AbortSignal.abort(new RangeError('my own reason')) })));
await show('aborted', async () => {
  const abort = new AbortController();
  const response = await fetch(`${url}/plain/slow`, { signal: abort.signal });
  const reader = response.body.getReader();
  await reader.read();
  abort.abort();
  return reader.read();
});
await show('cancelled', async () => {
  const response = await fetch(`${url}/v1/chat/completions`, post(JSON.stringify({ ...chat, model: 'chunks=500', stream: true })));
  const reader = response.body.getReader();
  const { value } = await reader.read();
  await reader.cancel();
  return [value.length > 0, response.bodyUsed, (await reader.read()).done];
});
await show('body of a used Request', async () => {
  const request = new Request(`${url}/v1/chat/completions`, post(JSON.stringify(chat)));
  await fetch(request);
  return [request.bodyUsed, await fetch(request).catch((error) => error.message)];
});
await show('many at once', async () => {
  const all = Array.from({ length: 30 }, (_, nth) =>
    fetch(`${url}/v1/chat/completions`, post(JSON.stringify({ ...chat, user: `${nth}` }))),
  );
  return (await Promise.all(all.map(async (each) => (await (await each).json()).choices[0].message.content.length))).join();
});
console.log('done');
