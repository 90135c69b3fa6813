/** What reaches the server. */
import assert from 'node:assert/strict';
import { it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import type { OutgoingRequest, Reply } from '../transport.ts';
import { type Bench, BODY } from './bench.ts';
import { outcomeOf, textOf } from './fixture.ts';
import { asItCame, madeReply, readAll, until } from './host.ts';

export function requestsConform(bench: () => Bench): void {
  it('shows the host the head of a request once, and sends what is no model call as it is', async () => {
    const { host, server, sendPlain } = bench();
    assert.equal(await outcomeOf(sendPlain()), '200 hello');
    assert.deepEqual(
      host.heads.map(({ method, url, header }) => [method, url.href, header('x-own'), header('content-type'), header('x-none')]),
      [['POST', `${server.url}/plain?a=1`, 'a', 'application/json', undefined]],
    );
    assert.equal(server.requests[0]?.body, BODY);
  });

  it('sends a request without a body, and a GET, as they are', async () => {
    const { host, server, send } = bench();
    host.handle(() => undefined);
    assert.equal(await outcomeOf(send({ body: undefined })), '200 hello');
    assert.equal(await outcomeOf(send({ method: 'GET', body: undefined })), '200 hello');
    assert.deepEqual(
      server.requests.map(({ method, body }) => [method, body]),
      [
        ['POST', ''],
        ['GET', ''],
      ],
    );
  });

  it('sends what the host does not want as it is: without a handler, and without a reply', async () => {
    const { host, server, send, sendPlain } = bench();
    await textOf(await sendPlain());
    await textOf(await send());
    host.handle(() => undefined);
    await textOf(await send());
    const [plain, ...others] = server.requests;
    for (const { method, headers, body } of others) {
      assert.deepEqual({ method, headers, body }, { method: plain?.method, headers: plain?.headers, body: plain?.body });
    }
    assert.equal(others.length, 2);
  });

  it('hands over head, body and signal', async () => {
    const { host, server, send } = bench();
    const seen: unknown[] = [];
    host.handle(({ head, body, signal, fixed }) => {
      seen.push(head.url.href, head.method, head.header('x-own'), body, signal?.aborted ?? false, fixed);
      return undefined;
    });
    await textOf(await send());
    assert.deepEqual(seen, [`${server.url}/model?a=1`, 'POST', 'a', BODY, false, undefined]);
  });

  it('sends the application’s own request to the byte where nothing differs', async () => {
    const { host, server, send, sendPlain } = bench();
    await textOf(await sendPlain());
    host.handle(({ send: sendOn }) => sendOn({}).then((reply) => asItCame(reply)));
    assert.equal(await outcomeOf(send()), '200 hello');
    const [plain, own] = server.requests;
    assert.deepEqual(own?.headers, plain?.headers);
    assert.deepEqual([own?.path, own?.body], ['/model?a=1', BODY]);
  });

  for (const body of ['{}', '{"lönger":"than it was before"}', BODY]) {
    it(`sends an edited body, with its own length: ${body}`, async () => {
      const { host, server, send } = bench();
      host.handle(({ send: sendOn }) => sendOn({ body }).then((reply) => asItCame(reply)));
      assert.equal(await outcomeOf(send()), '200 hello');
      assert.equal(server.requests[0]?.body, body);
      assert.equal(server.requests[0]?.headers['x-own'], 'a');
      assert.equal(server.requests[0]?.headers['content-length'], String(Buffer.byteLength(body)));
    });
  }

  it('replaces a length that the application gave', async () => {
    const { host, server, send } = bench();
    host.handle(({ send: sendOn }) => sendOn({ body: '{"longer":"body"}' }).then((reply) => asItCame(reply)));
    assert.equal(await outcomeOf(send({ headers: { 'Content-Length': String(Buffer.byteLength(BODY)) } })), '200 hello');
    assert.deepEqual(server.requests[0]?.body, '{"longer":"body"}');
  });

  it('sends to another URL', async () => {
    const { host, server, send } = bench();
    const edits: OutgoingRequest[] = [{ url: new URL(`${server.url}/other?b=2`) }, { url: new URL(`${server.url}/other`), body: '{}' }];
    for (const edit of edits) {
      host.handle(({ send: sendOn }) => sendOn(edit).then((reply) => asItCame(reply)));
      assert.equal(await outcomeOf(send()), '200 hello');
    }
    assert.deepEqual(
      server.requests.map(({ path, body }) => [path, body]),
      [
        ['/other?b=2', BODY],
        ['/other', '{}'],
      ],
    );
  });

  it('waits for the host to be ready, and sends what the application had given by then', async () => {
    const { host, server, send } = bench();
    let begin = (): void => {};
    host.ready = () =>
      new Promise((resolve) => {
        begin = () => resolve(({ send: sendOn }) => sendOn({}).then((reply) => asItCame(reply)));
      });
    const headers: Record<string, string> = { 'x-own': 'a' };
    const outcome = outcomeOf(send({ headers }));
    headers['x-own'] = 'b';
    await sleep(20);
    assert.equal(server.requests.length, 0);
    begin();
    assert.equal(await outcome, '200 hello');
    assert.equal(server.requests[0]?.headers['x-own'], 'a');
  });

  it('sends as it is where the host is not ready after all', async () => {
    const { host, server, send } = bench();
    host.ready = () => Promise.resolve(undefined);
    assert.equal(await outcomeOf(send()), '200 hello');
    assert.equal(server.requests[0]?.body, BODY);
  });

  it('sends while the application is in its call, where the host does not wait', async () => {
    const { host, send } = bench();
    let isSent = false;
    host.handle(({ send: sendOn }) => {
      const reply = sendOn({});
      isSent = true;
      return reply.then((each) => asItCame(each));
    });
    const response = send();
    assert.ok(isSent);
    await textOf(await response);
  });

  it('sends nothing where the reply is made here', async () => {
    const { host, server, send } = bench();
    for (const reply of [() => madeReply(403, 'denied'), async () => madeReply(403, 'denied')]) {
      host.handle(reply);
      const response = await send();
      assert.deepEqual([response.status, response.header('x-made'), response.header('content-type')], [403, 'here', 'text/plain']);
      assert.equal(await textOf(response), 'denied');
    }
    await sleep(20);
    assert.equal(server.requests.length, 0);
    // The connection serves what follows.
    host.reset();
    assert.equal(await outcomeOf(send()), '200 hello');
  });

  it('sends another request beside: to the same server, with the same headers but those of the one request', async () => {
    const { host, server, send } = bench();
    const signal = new AbortController().signal;
    let second = '';
    host.handle(async ({ send: sendOn }) => {
      const own = await sendOn({});
      const other = await sendOn({ body: '{"again":true}', additional: signal });
      assert.equal(other.head.status, 200);
      assert.equal(other.head.contentType, 'text/plain');
      second = other.body ? await readAll(other.body) : '';
      return asItCame(own);
    });
    assert.equal(await outcomeOf(send()), '200 hello');
    assert.equal(second, 'hello');
    assert.deepEqual(
      server.requests.map(({ path, body, headers }) => [path, body, headers['x-own'], headers['idempotency-key']]),
      [
        ['/model?a=1', BODY, 'a', 'k'],
        ['/model?a=1', '{"again":true}', 'a', undefined],
      ],
    );
    assert.equal(host.heads.length, 1);
  });

  for (const by of ['its own signal', 'the application'] as const) {
    it(`gives another request up by ${by}`, async () => {
      const { host, server, send } = bench();
      const [own, application] = [new AbortController(), new AbortController()];
      server.answer = (response, { body }) => void (body === BODY ? response.end('hello') : undefined);
      let failure: unknown;
      host.handle(async ({ send: sendOn }): Promise<Reply> => {
        const reply = await sendOn({});
        const other = sendOn({ body: '{}', additional: own.signal });
        await other.catch((error: unknown) => {
          failure = error;
        });
        return asItCame(reply);
      });
      const outcome = outcomeOf(send({ signal: application.signal }));
      await until(() => server.requests.length === 2, 'the other request');
      (by === 'the application' ? application : own).abort();
      await server.requests[1]?.closed;
      await until(() => failure !== undefined, 'the failure of the other request');
      const isOwn = by === 'its own signal';
      assert.equal(/hello/.test(await outcome), isOwn);
    });
  }
}
