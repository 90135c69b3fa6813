import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bodyText, hasLateBody, headersOf, type Init, plainInit, signalOf, snapshot, withBody } from './arguments.ts';

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
  const [, init] = withBody([url, { method: 'POST', body: 'old', headers: { 'content-length': '3', authorization: 'x' } }], 'new body');
  assert.equal(init?.body, 'new body');
  assert.deepEqual([...new Headers(init?.headers)], [['authorization', 'x']]);
});

test('a stream is left alone', () => {
  const args: Parameters<typeof fetch> = [url, { method: 'POST', body: new ReadableStream(), duplex: 'half' } as Init];
  assert.equal(bodyText(args), undefined);
  assert.equal(hasLateBody(args), false);
});
