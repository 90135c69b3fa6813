import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bodyText, changed, hasLateBody, headersOf, type Init, plainInit, signalOf, snapshot, withUrl } from './arguments.ts';

const url = 'https://models.example/v1/chat/completions';

test('what the application changes after its call does not count', async () => {
  const target = new URL(url);
  const headers: Record<string, string> = { a: '1' };
  const bytes = new TextEncoder().encode('first');
  const init: Init = { method: 'POST', headers, body: bytes };
  const [input, copy] = snapshot([target, init]);
  target.pathname = '/elsewhere';
  headers.a = '2';
  bytes.fill(0);
  init.method = 'PUT';
  assert.equal(input, url);
  assert.equal(new Headers(headersOf([url, copy])).get('a'), '1');
  assert.equal(await bodyText([url, copy]), 'first');
  assert.equal(copy?.method, 'POST');
});

test('a Request is taken as fetch takes it, and goes on following its own signal', async () => {
  const abort = new AbortController();
  const request = new Request(url, { method: 'POST', body: 'text', signal: abort.signal });
  const taken = snapshot([request, undefined]);
  assert.equal(request.bodyUsed, true);
  assert.equal(signalOf(taken), request.signal);
  assert.ok(hasLateBody(taken));
  assert.equal(await bodyText(taken), 'text');
  assert.equal(await new Request(...taken).text(), 'text');
  assert.throws(() => snapshot([request, undefined]), TypeError);
});

test('members of an init that are not its own are read too', () => {
  class Options {
    get method() {
      return 'POST';
    }
    get body() {
      return '{}';
    }
  }
  assert.deepEqual(plainInit(new Options() as Init), { method: 'POST', body: '{}' });
});

test('another body goes out without the length of the old one', () => {
  const [, init] = changed([url, { method: 'POST', body: 'old', headers: { 'content-length': '3', authorization: 'x' } }], {
    body: 'new body',
  });
  assert.equal(init?.body, 'new body');
  assert.deepEqual([...new Headers(init?.headers)], [['authorization', 'x']]);
});

test('a stream is left alone', () => {
  const args: Parameters<typeof fetch> = [url, { method: 'POST', body: new ReadableStream(), duplex: 'half' } as Init];
  assert.equal(bodyText(args), undefined);
  assert.equal(hasLateBody(args), false);
});

test('nothing that differs changes nothing; another address keeps the rest', async () => {
  const args: Parameters<typeof fetch> = [url, { method: 'POST', body: 'x', headers: { a: '1', 'idempotency-key': 'once' } }];
  assert.equal(changed(args, {}), args);
  const [target, init] = changed(args, { url: new URL('https://models.example/v2/other') });
  assert.deepEqual([target, init?.body, new Headers(init?.headers).get('a')], ['https://models.example/v2/other', 'x', '1']);
  const request = new Request(url, { method: 'POST', body: 'x', headers: { a: '1' } });
  const [moved, ofRequest] = changed([request, undefined], { url: new URL('https://models.example/v2/other'), body: 'y' });
  const sent = new Request(moved, ofRequest);
  assert.deepEqual(
    [sent.url, sent.method, sent.headers.get('a'), await sent.text()],
    ['https://models.example/v2/other', 'POST', '1', 'y'],
  );
});

test('another request beside the first has no key under which the provider would repeat its answer, and ends with either signal', () => {
  const [own, other] = [new AbortController(), new AbortController()];
  const args: Parameters<typeof fetch> = [url, { method: 'POST', headers: { 'idempotency-key': 'once' }, signal: own.signal }];
  const [, init] = changed(args, { additional: other.signal });
  assert.equal(new Headers(init?.headers).get('idempotency-key'), null);
  assert.equal(init?.signal?.aborted, false);
  own.abort();
  assert.equal(init?.signal?.aborted, true);
});

test('the Request of a class that a library has put in its place is left to the original', () => {
  const { Request: Native } = globalThis;
  class Replaced {}
  const foreign = new Replaced() as unknown as Request;
  const native = new Native(url, { method: 'POST', body: '{}' });
  try {
    globalThis.Request = Replaced as unknown as typeof Request;
    for (const input of [native, native.clone(), foreign]) {
      const args: Parameters<typeof fetch> = [input];
      assert.equal(withUrl(args), args);
    }
    assert.equal(hasLateBody([native]), true);
  } finally {
    globalThis.Request = Native;
  }
});
