/** What the application receives. */
import assert from 'node:assert/strict';
import { it } from 'node:test';
import type { Bench } from './bench.ts';
import { outcomeOf, textOf } from './fixture.ts';
import { asItCame, bodyOf, madeReply, mapped, readAll, sourceOf, withBody } from './host.ts';

export function repliesConform(bench: () => Bench): void {
  it('hands the head of a response over, and its body to be read', async () => {
    const { host, server, send } = bench();
    server.answer = (response) => void response.writeHead(201, { 'content-type': 'text/event-stream; x=1' }).end('data');
    let seen: unknown[] = [];
    host.handle(async ({ send: sendOn }) => {
      const reply = await sendOn({});
      seen = [reply.head, await readAll(bodyOf(reply))];
      return withBody(reply, sourceOf(['other']));
    });
    assert.equal(await outcomeOf(send()), '201 other');
    assert.deepEqual(seen, [{ status: 201, contentType: 'text/event-stream; x=1' }, 'data']);
  });

  it('gives a reply as it came', async () => {
    const { host, server, send } = bench();
    host.handle(({ send: sendOn }) => sendOn({}).then((reply) => asItCame(reply)));
    for (const [status, text] of [
      [200, 'hello'],
      [503, 'busy'],
    ] as const) {
      server.answer = (response) => void response.writeHead(status, { 'x-answer': 'b', 'content-length': text.length }).end(text);
      const response = await send();
      assert.deepEqual(
        [response.status, response.header('x-answer'), response.header('content-length')],
        [status, 'b', String(text.length)],
      );
      assert.equal(await textOf(response), text);
    }
  });

  it('gives a reply without a body', async () => {
    const { host, server, send } = bench();
    server.answer = (response) => void response.writeHead(204).end();
    let body: unknown = 'unseen';
    host.handle(({ send: sendOn }) =>
      sendOn({}).then((reply) => {
        body = reply.body;
        return asItCame(reply);
      }),
    );
    assert.equal(await outcomeOf(send()), '204 ');
    assert.equal(body, undefined);
  });

  it('gives the head with another body, whose length is not the original’s', async () => {
    const { host, send } = bench();
    for (const pieces of [['ab'], ['much ', 'longer ', 'than before'], []]) {
      host.handle(({ send: sendOn }) => sendOn({}).then((reply) => withBody(reply, sourceOf(pieces))));
      const response = await send();
      assert.deepEqual([response.status, response.header('x-answer')], [200, '1']);
      const text = await textOf(response);
      assert.equal(text, pieces.join(''));
      assert.ok([undefined, String(text.length)].includes(response.header('content-length')));
    }
  });

  it('gives a body that is read through a stage to the byte, with its head', async () => {
    const { host, server, send } = bench();
    const text = 'wörld '.repeat(50_000);
    server.answer = (response) => void response.writeHead(200, { 'content-length': Buffer.byteLength(text) }).end(text);
    const untouched = (body: ReturnType<typeof bodyOf>) => ({ ...body, read: () => body.read() });
    host.handle(({ send: sendOn }) => sendOn({}).then((reply) => withBody(reply, untouched(bodyOf(reply)), () => false)));
    assert.equal(await outcomeOf(send()), `200 ${text}`);
    server.answer = (response) => void response.writeHead(200, { 'content-type': 'text/plain', 'content-length': 5 }).end('hello');
    const response = await send();
    await textOf(response);
    assert.equal(response.header('content-length'), '5');
  });

  it('changes a body while it comes', async () => {
    const { host, server, send } = bench();
    server.answer = (response) => {
      let count = 0;
      const next = (): void => {
        if (count++ === 5) return void response.end();
        response.write(`piece ${count}\n`);
        setTimeout(next, 3);
      };
      next();
    };
    host.handle(({ send: sendOn }) =>
      sendOn({}).then((reply) =>
        withBody(
          reply,
          mapped(bodyOf(reply), (chunk) => chunk.replaceAll('piece', 'part')),
        ),
      ),
    );
    assert.equal(await outcomeOf(send()), `200 ${[1, 2, 3, 4, 5].map((nth) => `part ${nth}\n`).join('')}`);
  });

  it('fails where the network fails, with the error of the original', async () => {
    const { host, send, sendPlain } = bench();
    const seen: unknown[] = [];
    host.handle(async ({ send: sendOn }) => {
      try {
        return asItCame(await sendOn({}));
      } catch (error) {
        seen.push(error);
        throw error;
      }
    });
    const url = 'http://127.0.0.1:3/model';
    assert.equal(await outcomeOf(send({ url })), await outcomeOf(sendPlain({ url: 'http://127.0.0.1:3/plain' })));
    assert.equal(seen.length, 1);
  });

  it('fails where the server hangs up, with the error of the original', async () => {
    const { host, server, send, sendPlain } = bench();
    server.answer = (response) => response.destroy();
    host.handle(({ send: sendOn }) => sendOn({}).then((reply) => asItCame(reply)));
    assert.equal(await outcomeOf(send()), await outcomeOf(sendPlain()));
  });

  it('fails with the error that the host rejects with', async () => {
    const { host, send } = bench();
    host.handle(async ({ send: sendOn }) => {
      await sendOn({});
      throw new RangeError('no reply');
    });
    assert.match(await outcomeOf(send()), /^RangeError, no reply/);
    host.handle(() => Promise.reject(new RangeError('nothing was sent')));
    assert.match(await outcomeOf(send()), /^RangeError, nothing was sent/);
  });

  it('gives the reply of a second request: after an error status, after a failure', async () => {
    const { host, server, send } = bench();
    for (const first of ['busy', 'hang up'] as const) {
      let count = 0;
      server.answer = (response) => {
        if (count++ > 0) response.writeHead(200, { 'x-answer': 'second' }).end('second');
        else if (first === 'busy') response.writeHead(503).end('busy');
        else response.destroy();
      };
      host.handle(async ({ send: sendOn }) => {
        const reply = await sendOn({}).catch(() => undefined);
        await reply?.body?.cancel();
        return asItCame(await sendOn({ additional: new AbortController().signal }));
      });
      const response = await send();
      assert.equal(response.header('x-answer'), 'second');
      assert.equal(`${response.status} ${await textOf(response)}`, '200 second');
    }
    // What follows is not disturbed.
    host.reset();
    server.reset();
    assert.equal(await outcomeOf(send()), '200 hello');
  });

  it('gives the second request’s reply with a body of the host’s', async () => {
    const { host, server, send } = bench();
    server.answer = (response) => void response.end(`answer ${server.requests.length}`);
    host.handle(async ({ send: sendOn }) => {
      await sendOn({});
      const second = await sendOn({ additional: new AbortController().signal });
      return withBody(
        second,
        mapped(bodyOf(second), (text) => `edited ${text}`),
      );
    });
    assert.equal(await outcomeOf(send()), '200 edited answer 2');
  });

  it('gives a reply that was made here though the request was sent', async () => {
    const { host, send } = bench();
    host.handle(async ({ send: sendOn }) => {
      await sendOn({});
      return madeReply(429, 'too much');
    });
    assert.equal(await outcomeOf(send()), '429 too much');
    host.handle(async ({ send: sendOn }) => {
      await sendOn({ url: new URL('http://127.0.0.1:3/') }).catch(() => {});
      return madeReply(502, 'unreachable');
    });
    assert.equal(await outcomeOf(send()), '502 unreachable');
  });

  it('goes on with the body of another request', async () => {
    const { host, server, send } = bench();
    server.answer = (response) => void response.end(`answer ${server.requests.length}, `);
    host.handle(async ({ send: sendOn }) => {
      const reply = await sendOn({});
      const bodies = [bodyOf(reply)];
      let isLast = false;
      return withBody(reply, {
        async read() {
          const chunk = await bodies[0]?.read();
          if (chunk || isLast) return chunk;
          isLast = true;
          await bodies[0]?.cancel();
          bodies[0] = bodyOf(await sendOn({ additional: new AbortController().signal }));
          return bodies[0].read();
        },
        cancel: (reason) => bodies[0]?.cancel(reason),
      });
    });
    assert.equal(await outcomeOf(send()), '200 answer 1, answer 2, ');
  });
}
