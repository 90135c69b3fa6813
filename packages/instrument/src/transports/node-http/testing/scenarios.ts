/** What clients do with `node:http`, each written down as it can be seen from outside. */
import { once } from 'node:events';
import { Agent, type ClientRequest, type IncomingMessage as Message, type RequestOptions, request } from 'node:http';
import { connect } from 'node:net';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setTimeout as sleep } from 'node:timers/promises';

/** The types leave out that a client's response has its request. */
type IncomingMessage = Message & { readonly req: ClientRequest };

/** One client at work. */
export interface Client {
  /** Makes a request that the peer answers in this way. */
  open(does: string, options?: RequestOptions): ClientRequest;
  /** Writes a line. */
  log(...values: readonly unknown[]): void;
}

export type Scenario = (client: Client) => Promise<unknown>;

export const BODY = JSON.stringify({ model: 'm', messages: [{ role: 'user', content: 'hellö' }] });

const codeOf = (error: unknown): string => {
  const { name, code, message } = error as NodeJS.ErrnoException;
  return `${name} ${code} ${message}`;
};

/** Logs the events of a request; `read` says what is done with a response. */
export function watch(
  client: Client,
  sent: ClientRequest,
  read: (response: IncomingMessage) => unknown = readAll(client),
): Promise<unknown> {
  const { log } = client;
  for (const name of ['socket', 'finish', 'continue', 'timeout', 'abort'] as const) {
    sent.on(name, () => log('request', name, sent.writableEnded, sent.destroyed, sent.reusedSocket));
  }
  sent.on('information', ({ statusCode }) => log('request information', statusCode));
  sent.on('error', (error) => log('request error', codeOf(error)));
  return new Promise((resolve) => {
    let reading: unknown;
    sent.on('response', (message) => {
      const response = message as IncomingMessage;
      log('response', response.statusCode, response.rawHeaders, sent.writableFinished, response.req === sent);
      reading = read(response);
    });
    sent.on('close', () => {
      log('request close', sent.destroyed, sent.writableEnded);
      setTimeout(() => resolve(reading), 5);
    });
  });
}

export function watchResponse({ log }: Client, response: IncomingMessage): void {
  response.on('aborted', () => log('response aborted'));
  response.on('error', (error) => log('response error', codeOf(error)));
  response.on('end', () => log('response end', response.complete, response.rawTrailers));
  response.on('close', () => log('response close', response.readableEnded, response.readableAborted, response.destroyed));
}

const readAll =
  (client: Client) =>
  (response: IncomingMessage): void => {
    watchResponse(client, response);
    let text = '';
    response.setEncoding('utf8').on('data', (chunk) => {
      text += chunk;
    });
    response.on('close', () => client.log('text', text.length, text.slice(0, 300)));
  };

const post = (client: Client, does = 'whole', options: RequestOptions = {}): Promise<unknown> => {
  const sent = client.open(does, options);
  const done = watch(client, sent);
  sent.end(BODY);
  return done;
};

/** Reads bytes and shows what they are. */
const readBytes =
  (client: Client) =>
  async (response: IncomingMessage): Promise<void> => {
    watchResponse(client, response);
    const chunks: Buffer[] = [];
    for await (const chunk of response) chunks.push(chunk as Buffer);
    client.log('bytes', Buffer.concat(chunks).toString('base64'));
  };

const requests: Readonly<Record<string, Scenario>> = {
  'a body with end': (client) => post(client, 'echo'),
  'bytes with end': (client) => {
    const sent = client.open('echo');
    const done = watch(client, sent);
    sent.end(new Uint8Array(Buffer.from(BODY)), () => client.log('end callback', sent.writableFinished));
    return done;
  },
  'a body with end, in another encoding': (client) => {
    const sent = client.open('echo');
    const done = watch(client, sent);
    sent.end(Buffer.from(BODY).toString('hex'), 'hex');
    return done;
  },
  'pieces, with callbacks': async (client) => {
    const sent = client.open('echo');
    const done = watch(client, sent);
    for (const piece of BODY.match(/.{1,20}/gs) ?? []) {
      await new Promise<void>((resolve) => void sent.write(piece, 'utf8', () => resolve()));
      client.log('written', sent.headersSent);
    }
    sent.end(() => client.log('end callback'));
    client.log('ended', sent.writableEnded);
    return done;
  },
  'pieces, with a length': (client) => {
    const sent = client.open('echo', { headers: { 'Content-Length': Buffer.byteLength(BODY) } });
    const done = watch(client, sent);
    client.log(sent.write(BODY.slice(0, 10)), sent.write(BODY.slice(10)));
    sent.end();
    return done;
  },
  'end in the callback of write': (client) => {
    const sent = client.open('echo', { headers: { 'content-length': Buffer.byteLength(BODY) } });
    const done = watch(client, sent);
    sent.write(BODY, () => sent.end(null, 'utf8', () => client.log('end callback')));
    return done;
  },
  'a buffer that is written over after its callback': async (client) => {
    const sent = client.open('echo');
    const done = watch(client, sent);
    const buffer = Buffer.from(BODY);
    await new Promise<void>((resolve) => void sent.write(buffer, () => resolve()));
    buffer.fill('x');
    sent.end();
    return done;
  },
  'a pipe': async (client) => {
    const sent = client.open('echo');
    const done = watch(client, sent);
    Readable.from(BODY.match(/.{1,9}/gs) ?? []).pipe(sent);
    return done;
  },
  'a pipeline': async (client) => {
    const sent = client.open('echo');
    const done = watch(client, sent);
    await pipeline(Readable.from([Buffer.from(BODY)]), sent);
    client.log('pipeline done');
    return done;
  },
  'headers as a list': (client) => post(client, 'echo', { headers: ['Content-Type', 'application/json', 'X-Own', 'a', 'Host', 'x'] }),
  'headers as a list, with a length': (client) =>
    post(client, 'echo', { headers: ['X-Own', 'a', 'Host', 'x', 'Content-Length', String(Buffer.byteLength(BODY))] }),
  'headers later': (client) => {
    const sent = client.open('echo');
    sent.setHeader('x-own', 'later');
    const done = watch(client, sent);
    sent.write(BODY);
    try {
      sent.setHeader('x-own', 'too late');
    } catch (error) {
      client.log('thrown', codeOf(error));
    }
    sent.end();
    return done;
  },
  'expect with a length': (client) => {
    const sent = client.open('echo', { headers: { expect: '100-continue', 'content-length': Buffer.byteLength(BODY) } });
    const done = watch(client, sent);
    sent.on('continue', () => sent.end(BODY));
    return done;
  },
  'expect in chunks': (client) => {
    const sent = client.open('echo', { headers: { expect: '100-continue' } });
    const done = watch(client, sent);
    sent.on('continue', () => sent.end(BODY));
    return done;
  },
  'flushed headers': async (client) => {
    const sent = client.open('echo');
    const done = watch(client, sent);
    sent.flushHeaders();
    await sleep(20);
    sent.end(BODY);
    return done;
  },
  trailers: (client) => {
    const sent = client.open('trailers', { headers: { trailer: 'x-own-sum' } });
    const done = watch(client, sent);
    sent.write(BODY);
    sent.addTrailers({ 'x-own-sum': '1' });
    sent.end();
    return done;
  },
  'write after end, end twice': (client) => {
    const sent = client.open('echo');
    const done = watch(client, sent);
    sent.end(BODY);
    sent.end(() => client.log('second end callback'));
    sent.write('more', (error) => client.log('write callback', (error as NodeJS.ErrnoException | undefined)?.code));
    return done;
  },
  'what cannot be written': (client) => {
    const sent = client.open('echo');
    const done = watch(client, sent);
    for (const chunk of [null, 7, {}]) {
      try {
        sent.write(chunk as never);
      } catch (error) {
        client.log('thrown', (error as NodeJS.ErrnoException).code);
      }
    }
    sent.end(BODY);
    return done;
  },
  'no body': (client) => {
    const sent = client.open('echo');
    const done = watch(client, sent);
    sent.end();
    return done;
  },
  'another agent, none, and a connection of its own': async (client) => {
    const agent = new Agent({ keepAlive: true });
    await post(client, 'echo', { agent });
    await post(client, 'echo', { agent });
    client.log('free', Object.values(agent.freeSockets).flat().length);
    agent.destroy();
    await post(client, 'echo', { agent: false });
    await post(client, 'echo', { createConnection: (options) => connect(options.port as number, '127.0.0.1') });
  },
  'one connection for many': async (client) => {
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    await Promise.all([post(client, 'whole', { agent }), post(client, 'whole', { agent }), post(client, 'error', { agent })]);
    client.log('free', Object.values(agent.freeSockets).flat().length, Reflect.get(agent, 'totalSocketCount'));
    agent.destroy();
  },
};

const responses: Readonly<Record<string, Scenario>> = Object.fromEntries([
  ...['whole', 'pieces', 'hints', 'empty', 'unmodified', 'error', 'close', 'until-close'].map((does): [string, Scenario] => [
    `answer: ${does}`,
    (client) => post(client, does),
  ]),
  ...['gzip', 'deflate', 'raw', 'br', 'zstd', 'gzip, br', 'x-none'].map((coding): [string, Scenario] => [
    `answer coded: ${coding}`,
    (client) => {
      const sent = client.open(`whole&coding=${encodeURIComponent(coding)}`);
      const done = watch(client, sent, readBytes(client));
      sent.end(BODY);
      return done;
    },
  ]),
]);

const readers: Readonly<Record<string, (client: Client) => (response: IncomingMessage) => unknown>> = {
  'for await': (client) => async (response) => {
    watchResponse(client, response);
    let length = 0;
    for await (const chunk of response) length += chunk.length;
    client.log('length', length);
  },
  'for await, broken off': (client) => async (response) => {
    watchResponse(client, response);
    for await (const chunk of response) {
      client.log('first', chunk.length > 0);
      break;
    }
  },
  'read and readable': (client) => (response) => {
    watchResponse(client, response);
    let length = 0;
    response.on('readable', () => {
      for (let chunk = response.read(); chunk !== null; chunk = response.read()) length += chunk.length;
    });
    response.on('end', () => client.log('length', length));
  },
  'pause and resume': (client) => (response) => {
    watchResponse(client, response);
    let length = 0;
    response.on('data', (chunk) => {
      length += chunk.length;
      response.pause();
      setTimeout(() => response.resume(), 1);
    });
    response.on('end', () => client.log('length', length));
  },
  'attached late': (client) => async (response) => {
    watchResponse(client, response);
    await sleep(40);
    let length = 0;
    for await (const chunk of response) length += chunk.length;
    client.log('length', length);
  },
  resume: (client) => (response) => {
    watchResponse(client, response);
    response.resume();
  },
  'destroy at once': (client) => (response) => {
    watchResponse(client, response);
    response.destroy();
  },
  'destroy with an error': (client) => (response) => {
    watchResponse(client, response);
    response.once('data', () => response.destroy(new RangeError('enough')));
  },
  'destroy of the request': (client) => (response) => {
    watchResponse(client, response);
    response.once('data', () => response.req.destroy());
  },
  'destroy of the request with an error': (client) => (response) => {
    watchResponse(client, response);
    response.once('data', () => response.req.destroy(new RangeError('enough')));
  },
  'abort of the request': (client) => (response) => {
    watchResponse(client, response);
    response.once('data', () => response.req.abort());
  },
};

const reading: Readonly<Record<string, Scenario>> = Object.fromEntries(
  Object.entries(readers).flatMap(([name, read]) =>
    ['whole', 'pieces', 'stall'].flatMap((does): [string, Scenario][] => {
      const ends = /destroy|abort|broken off/.test(name);
      if (does === 'stall' && !ends) return [];
      if (does === 'whole' && ends) return [];
      const scenario: Scenario = (client) => {
        const sent = client.open(does);
        const done = watch(client, sent, read(client));
        sent.end(BODY);
        return done;
      };
      return [[`${name}: ${does}`, scenario]];
    }),
  ),
);

/** Gives up a request at some moment. */
const giveUp = (does: string, act: (sent: ClientRequest, abort: AbortController) => unknown): Scenario => {
  return async (client) => {
    const abort = new AbortController();
    const sent = client.open(does, { signal: abort.signal });
    const done = watch(client, sent);
    if (does !== 'unsent') sent.end(BODY);
    await act(sent, abort);
    return done;
  };
};

const failures: Readonly<Record<string, Scenario>> = {
  refused: (client) => post(client, 'whole', { port: 3 }),
  'refused, body later': async (client) => {
    const sent = client.open('whole', { port: 3 });
    const done = watch(client, sent);
    sent.write(BODY.slice(0, 5));
    await sleep(30);
    sent.end(BODY.slice(5));
    return done;
  },
  'hang up': (client) => post(client, 'hangup'),
  cut: (client) => post(client, 'cut'),
  'cut before its length': (client) => post(client, 'cut-length'),
  'no HTTP': (client) => post(client, 'broken'),
  'no HTTP later': (client) => post(client, 'broken-later'),
  'cut while nobody reads': (client) => {
    const sent = client.open('cut');
    const done = watch(client, sent, (response) => watchResponse(client, response));
    sent.end(BODY);
    return done;
  },
  'early answer': async (client) => {
    const sent = client.open('early', { headers: { expect: '100-continue' } });
    const done = watch(client, sent);
    return done;
  },
  timeout: (client) => {
    const sent = client.open('never', { timeout: 30 });
    const done = watch(client, sent);
    sent.on('timeout', () => sent.destroy());
    sent.end(BODY);
    return done;
  },
  'timeout of a response': (client) => {
    const sent = client.open('stall');
    const done = watch(client, sent);
    // Long enough for the response's beginning to arrive first, also on a busy machine.
    sent.setTimeout(500, () => sent.destroy(new RangeError('late')));
    sent.end(BODY);
    return done;
  },
  'destroyed at once': giveUp('unsent', (sent) => sent.destroy()),
  'destroyed with an error at once': giveUp('unsent', (sent) => sent.destroy(new RangeError('enough'))),
  'destroyed after end': giveUp('whole', (sent) => sent.destroy()),
  'aborted after end': giveUp('whole', (sent) => sent.abort()),
  'destroyed before the response': giveUp('never', async (sent) => {
    await once(sent, 'finish');
    sent.destroy();
  }),
  'destroyed with an error before the response': giveUp('never', async (sent) => {
    await once(sent, 'finish');
    sent.destroy(new RangeError('enough'));
  }),
  'signal at once': giveUp('unsent', (_, abort) => abort.abort()),
  'signal before the response': giveUp('never', async (sent, abort) => {
    await once(sent, 'finish');
    abort.abort();
  }),
  'signal while it comes': giveUp('stall', async (sent, abort) => {
    await once(sent, 'response');
    await sleep(20);
    abort.abort();
  }),
};

const others: Readonly<Record<string, Scenario>> = {
  'nobody listens to the response': (client) => {
    const sent = client.open('whole');
    const done = new Promise<void>((resolve) => void sent.on('close', () => resolve(client.log('close'))));
    sent.end(BODY);
    return done;
  },
  'a big answer, read slowly': (client) => {
    const sent = client.open('big');
    const done = watch(client, sent, async (response) => {
      watchResponse(client, response);
      let length = 0;
      for await (const chunk of response) {
        length += chunk.length;
        if (length < 500_000) await sleep(1);
      }
      client.log('length', length);
    });
    sent.end(BODY);
    return done;
  },
  properties: async (client) => {
    const sent = client.open('whole');
    const names = (of: object): readonly string[] => [...Object.keys(of), ...Object.getOwnPropertySymbols(of).map(String)].sort();
    client.log(names(sent), Object.getPrototypeOf(sent) === Object.getPrototypeOf(request({ port: 3 }).on('error', () => {})));
    const done = watch(client, sent, (response) => {
      client.log(names(response).filter((name) => !/Abort|Headers|Trailers/.test(name)));
      for (const name of ['data', 'end', 'error', 'close', 'aborted', 'readable']) client.log(name, response.listenerCount(name));
      response.resume();
    });
    sent.end(BODY);
    return done;
  },
};

export const scenarios: Readonly<Record<string, Scenario>> = { ...requests, ...responses, ...reading, ...failures, ...others };
