/** What the host sees of the end of a body, and when anything is read. */
import assert from 'node:assert/strict';
import { it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { type ByteSource, observed } from '../byte-source.ts';
import type { Reply, TransportReply } from '../transport.ts';
import type { Bench } from './bench.ts';
import { outcomeOf, textOf } from './fixture.ts';
import { asItCame, bodyOf, collectGarbage, recordBody, until, withBody } from './host.ts';

/** Both ways in which a stage lets a body pass: as it came, or taken over. */
const WAYS = {
  'as it came': (reply: TransportReply, observer: Parameters<typeof observed>[1]): Reply => asItCame(reply, observer),
  'taken over': (reply: TransportReply, observer: Parameters<typeof observed>[1]): Reply => ({
    ...withBody(reply, observed(bodyOf(reply), observer), () => false),
    observer,
  }),
};

export function endsConform(bench: () => Bench): void {
  for (const [way, pass] of Object.entries(WAYS)) {
    /** Sends with a body that is recorded. */
    const setUp = (): ReturnType<typeof recordBody>['seen'] => {
      const { seen, observer } = recordBody();
      bench().host.handle(({ send }) => send({}).then((reply) => pass(reply, observer)));
      return seen;
    };

    it(`a body that is read to its end, ${way}`, async () => {
      const seen = setUp();
      assert.equal(await outcomeOf(bench().send()), '200 hello');
      await until(() => seen.ends.length > 0, 'the end');
      assert.deepEqual(seen, { text: 'hello', ends: ['end'] });
      await sleep(10);
      assert.equal(seen.ends.length, 1);
    });

    it(`a body that is cancelled, ${way}`, async () => {
      const { server, send } = bench();
      server.answer = (response) => void response.write('first');
      const seen = setUp();
      const response = await send();
      assert.equal(Buffer.from((await response.read()) ?? []).toString(), 'first');
      assert.deepEqual(seen.ends, []);
      response.cancel();
      await until(() => seen.ends.length > 0, 'the end');
      await server.requests[0]?.closed;
      assert.deepEqual(seen, { text: 'first', ends: ['cancel'] });
    });

    it(`a body that is cancelled before it is read, ${way}`, async () => {
      const { server, send } = bench();
      server.answer = (response) => void response.write('first');
      const seen = setUp();
      (await send()).cancel();
      await until(() => seen.ends.length > 0, 'the end');
      await server.requests[0]?.closed;
      assert.deepEqual(seen.ends, ['cancel']);
    });

    it(`a connection that breaks, ${way}: what came is given, and then the error of the original`, async () => {
      const { server, send, sendPlain } = bench();
      server.answer = (response) => {
        response.write('first');
        setTimeout(() => response.destroy(), 20);
      };
      const expected = await outcomeOf(sendPlain());
      const seen = setUp();
      const response = await send();
      assert.equal(Buffer.from((await response.read()) ?? []).toString(), 'first');
      assert.equal(await outcomeOf(Promise.resolve(response)), expected);
      await until(() => seen.ends.length > 0, 'the end');
      assert.equal(seen.text, 'first');
      assert.match(seen.ends.join(), /^error \w+$/);
    });

    it(`an abort while the body comes, ${way}: the error of the original`, async () => {
      const { server, send, sendPlain } = bench();
      server.answer = (response) => void response.write('first');
      const abortLater = async (sender: typeof send): Promise<string> => {
        const abort = new AbortController();
        const response = await sender({ signal: abort.signal });
        assert.equal(Buffer.from((await response.read()) ?? []).toString(), 'first');
        const rest = outcomeOf(Promise.resolve(response));
        await sleep(5);
        abort.abort();
        return rest;
      };
      const expected = await abortLater(sendPlain);
      const seen = setUp();
      assert.equal(await abortLater(send), expected);
      await until(() => seen.ends.length > 0, 'the end');
      await server.requests[1]?.closed;
      assert.deepEqual(seen, { text: 'first', ends: ['error AbortError'] });
    });

    it(`a response that is dropped unread, ${way}, though the host keeps the exchange`, async () => {
      const { host, server, send } = bench();
      const { seen, observer } = recordBody();
      const kept: unknown[] = [];
      host.handle((exchange) => {
        kept.push(exchange);
        return exchange.send({}).then((reply) => pass(reply, observer));
      });
      await send();
      for (let round = 0; round < 50 && seen.ends.length === 0; round++) {
        collectGarbage();
        await sleep(10);
        // A response that nobody reads lasts as long as its connection.
        if (round === 5) server.drop();
      }
      assert.equal(seen.ends.length, 1);
      assert.match(seen.ends.join(), /^(abandoned|cancel|error \w+)$/);
      assert.equal(kept.length, 1);
    });

    it(`gives the connection of a dropped response back where the platform does, ${way}`, async () => {
      const { server, send, sendPlain } = bench();
      // An answer without end.
      server.answer = (response) => void response.write('first');
      const isGivenBack = async (sender: typeof send): Promise<boolean> => {
        let isClosed = false;
        await sender();
        void server.requests.at(-1)?.closed.then(() => {
          isClosed = true;
        });
        for (let round = 0; round < 20 && !isClosed; round++) {
          collectGarbage();
          await sleep(10);
        }
        return isClosed;
      };
      const expected = await isGivenBack(sendPlain);
      setUp();
      assert.equal(await isGivenBack(send), expected);
      server.drop();
      await sleep(20);
    });

    it(`reads no more than the platform does, ${way}`, async () => {
      const { server, send, sendPlain } = bench();
      const written = { bytes: 0 };
      server.answer = (response) => {
        written.bytes = 0;
        const piece = Buffer.alloc(64 * 1024, 'x');
        const next = (): void => {
          while (!response.destroyed && written.bytes < 64 * 1024 * 1024 && response.write(piece)) written.bytes += piece.length;
          response.once('drain', next);
        };
        next();
      };
      const readLittle = async (sender: typeof send): Promise<number> => {
        const response = await sender();
        await response.read();
        await sleep(150);
        response.cancel();
        return written.bytes;
      };
      const expected = await readLittle(sendPlain);
      setUp();
      const bytes = await readLittle(send);
      assert.ok(bytes <= expected + 2 * 1024 * 1024, `${bytes} bytes left the server, ${expected} without`);
    });
  }

  it('an abort before the response: the host’s signal, and the error of the original', async () => {
    const { host, server, send, sendPlain } = bench();
    server.answer = () => {};
    const abortLater = async (sender: typeof send): Promise<string> => {
      const abort = new AbortController();
      const count = server.requests.length;
      const outcome = outcomeOf(sender({ signal: abort.signal }));
      await until(() => server.requests.length > count, 'the request');
      abort.abort();
      return outcome;
    };
    const expected = await abortLater(sendPlain);
    let signal: AbortSignal | undefined;
    let failure: unknown;
    host.handle(async (exchange) => {
      signal = exchange.signal;
      try {
        return asItCame(await exchange.send({}));
      } catch (error) {
        failure = error;
        throw error;
      }
    });
    assert.equal(await abortLater(send), expected);
    assert.equal(signal?.aborted, true);
    await until(() => failure !== undefined, 'the failure');
    await server.requests[1]?.closed;
  });

  it('an abort while the host decides about the response', async () => {
    const { host, send } = bench();
    const abort = new AbortController();
    host.handle(async (exchange) => {
      const reply = await exchange.send({});
      abort.abort();
      await sleep(10);
      return asItCame(reply);
    });
    assert.match(await outcomeOf(send({ signal: abort.signal })), /^AbortError/);
  });

  for (const by of ['an abort', 'a cancel'] as const) {
    it(`${by} while the body of another request is awaited: that request is given up, and the body does not end as if it were whole`, async () => {
      const { host, server, send } = bench();
      server.answer = (response) => void (server.requests.length === 1 ? response.end('first') : undefined);
      const abort = new AbortController();
      const other = new AbortController();
      let failure: unknown;
      host.handle(async (exchange) => {
        const reply = await exchange.send({});
        const own = bodyOf(reply);
        return withBody(reply, {
          async read() {
            const chunk = await own.read();
            if (chunk) return chunk;
            await exchange.send({ additional: other.signal }).catch((error: unknown) => {
              failure = error;
              throw error;
            });
            return undefined;
          },
          cancel: () => other.abort(),
        });
      });
      const response = await send({ signal: abort.signal });
      assert.equal(Buffer.from((await response.read()) ?? []).toString(), 'first');
      const rest = outcomeOf(Promise.resolve(response));
      await until(() => server.requests.length === 2, 'the other request');
      if (by === 'an abort') abort.abort();
      else response.cancel();
      await server.requests[1]?.closed;
      await until(() => failure !== undefined, 'the failure');
      if (by === 'an abort') assert.match(await rest, /abort/i);
    });
  }

  it('an error of the host’s body is the error of the response', async () => {
    const { host, send } = bench();
    const failing: ByteSource = {
      read() {
        throw new RangeError('no more');
      },
      cancel() {},
    };
    host.handle(({ send: sendOn }) => sendOn({}).then((reply) => withBody(reply, failing)));
    assert.match(await outcomeOf(send()), /RangeError, no more/);
    const later: ByteSource = { ...failing, read: () => Promise.reject(new RangeError('no more')) };
    host.handle(({ send: sendOn }) => sendOn({}).then((reply) => withBody(reply, later)));
    assert.match(await outcomeOf(send()), /RangeError, no more/);
  });

  it('nothing of the host’s body is read before the application reads', async () => {
    const { host, server, send } = bench();
    server.answer = (response) => void response.writeHead(200, { 'transfer-encoding': 'chunked' }).end('hello');
    let reads = 0;
    host.handle(({ send: sendOn }) =>
      sendOn({}).then((reply) => {
        const body = bodyOf(reply);
        return withBody(reply, {
          ...body,
          read() {
            reads++;
            return body.read();
          },
        });
      }),
    );
    const response = await send();
    await sleep(20);
    assert.equal(reads, 0);
    assert.equal(await textOf(response), 'hello');
  });
}
