/**
 * Bodies cut anywhere, in both directions, with pauses, compressed or not, broken off by either side: a client gets the same bytes and
 * the same end with the transport as without it, whatever the host does with the body.
 */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import * as zlib from 'node:zlib';
import fc from 'fast-check';
import type { CallHandler, Reply, TransportReply } from '../transport.ts';
import { nodeHttpTransport } from './index.ts';

interface Play {
  readonly up: readonly Piece[];
  readonly hasLength: boolean;
  readonly down: readonly Piece[];
  readonly framing: 'length' | 'chunked' | 'close';
  readonly coding: 'gzip' | 'br' | 'deflate' | undefined;
  /** The server breaks off after this share of its answer. */
  readonly cutAt: number | undefined;
  readonly read: 'data' | 'readable' | 'iterator' | 'slow';
  /** The client breaks off after so many bytes. */
  readonly stop: { readonly after: number; readonly by: 'response' | 'request' | 'signal' } | undefined;
}

interface Piece {
  readonly text: string;
  /** Milliseconds after it. */
  readonly pause: number;
}

const pieces = (maxLength: number) =>
  fc.array(
    fc.record({
      text: fc.oneof(
        fc.string({ unit: 'grapheme', maxLength: 40 }),
        fc.nat(40_000).map((length) => 'xyz'.repeat(length / 3)),
      ),
      pause: fc.constantFrom(0, 0, 0, 1, 3),
    }),
    { maxLength },
  );

const plays: fc.Arbitrary<Play> = fc.record({
  up: pieces(5),
  hasLength: fc.boolean(),
  down: pieces(8),
  framing: fc.constantFrom('length', 'chunked', 'close'),
  coding: fc.constantFrom(undefined, undefined, 'gzip', 'br', 'deflate'),
  cutAt: fc.option(fc.double({ min: 0, max: 0.9, noNaN: true }), { nil: undefined, freq: 3 }),
  read: fc.constantFrom('data', 'readable', 'iterator', 'slow'),
  stop: fc.option(fc.record({ after: fc.nat(30_000), by: fc.constantFrom('response', 'request', 'signal') }), { nil: undefined, freq: 3 }),
});

const CODERS = {
  gzip: [zlib.gzipSync, zlib.gunzipSync],
  br: [zlib.brotliCompressSync, zlib.brotliDecompressSync],
  deflate: [zlib.deflateSync, zlib.inflateSync],
} as const;

const observer = { onChunk: () => {}, onEnd: () => {}, onCancel: () => {}, onError: () => {}, onAbandoned: () => {} };
const native = (original: TransportReply): Reply => ({
  ...{ head: original.head, original, body: original.body, isNative: true, observer, isEdited: () => false },
});
const filled = (original: TransportReply): Reply => ({
  ...native(original),
  isNative: false,
  ...(original.body ? { body: { ...original.body, read: original.body.read } } : {}),
});

const HOSTS: Readonly<Record<string, CallHandler>> = {
  watched: ({ send }) => send({}).then(native),
  rewritten: ({ body, send }) => send({ body }).then(filled),
  late: async ({ send }) => {
    await sleep(2);
    const reply = await send({});
    await sleep(2);
    return filled(reply);
  },
};

let playing: Play;
let received = '';
let port = 0;
const server = createServer((incoming, response) => {
  const chunks: Buffer[] = [];
  incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
  incoming.on('end', () => {
    received = Buffer.concat(chunks).toString();
    void answer(playing, response);
  });
});

/** The body of the answer, and where the server stops: broken off, or standing still where the client is to break off. */
function bodyOf({ down, coding, cutAt, stop }: Play): { bytes: Buffer; end: number; ends: 'whole' | 'cut' | 'still' } {
  const whole = Buffer.from(down.map(({ text }) => text).join(''));
  const bytes = coding ? CODERS[coding][0](whole) : whole;
  // How many bytes come is the same for a body that is not coded: one that is taken over comes decoded.
  if (stop && !coding && stop.after < bytes.length - 1) return { bytes, end: bytes.length - 1, ends: 'still' };
  const end = Math.floor(bytes.length * (cutAt ?? 1));
  return end > 0 && end < bytes.length ? { bytes, end, ends: 'cut' } : { bytes, end: bytes.length, ends: 'whole' };
}

async function answer(play: Play, response: ServerResponse): Promise<void> {
  const { down, framing, coding } = play;
  const { bytes, end, ends } = bodyOf(play);
  response.writeHead(200, {
    ...(coding ? { 'content-encoding': coding } : {}),
    ...(framing === 'length' ? { 'content-length': bytes.length } : framing === 'close' ? { connection: 'close' } : {}),
  });
  let at = 0;
  for (const { pause, text } of down) {
    const next = Math.min(end, at + Math.max(1, Buffer.byteLength(text)));
    if (next > at) response.write(bytes.subarray(at, next));
    at = next;
    if (pause > 0) await sleep(pause);
  }
  if (at < end) response.write(bytes.subarray(at, end));
  if (ends === 'whole') response.end();
  // What was written is to arrive.
  if (ends === 'cut') response.write('', () => setTimeout(() => response.destroy(), 10));
}

/** How a response ends, and what came before. */
type Outcome = { readonly uploaded: string; readonly text: string; readonly end: string };

async function send(play: Play, host: string): Promise<Outcome> {
  const { up, hasLength, read, stop } = play;
  const { ends } = bodyOf(play);
  const abort = new AbortController();
  const length = Buffer.byteLength(up.map(({ text }) => text).join(''));
  const sent = request({
    ...{ host: '127.0.0.1', port, method: 'POST', path: `/${host}`, signal: abort.signal },
    headers: hasLength ? { 'content-length': length } : {},
  });
  const ended = new Promise<string>((resolve) => {
    sent.on('error', (error) => resolve(`request ${(error as NodeJS.ErrnoException).code}`));
  });
  const responded = new Promise<IncomingMessage>((resolve) => void sent.on('response', resolve));
  for (const { text, pause } of up) {
    sent.write(text);
    if (pause > 0) await sleep(pause);
  }
  sent.end();
  const response = await Promise.race([responded, ended]);
  if (typeof response === 'string') return { uploaded: received, text: '', end: response };
  const chunks: Buffer[] = [];
  const over = new Promise<string>((resolve) => {
    response.on('error', (error) => resolve(`error ${(error as NodeJS.ErrnoException).code}`));
    response.on('end', () => resolve('end'));
    response.on('close', () => resolve('close'));
  });
  let size = 0;
  const take = (chunk: Buffer): void => {
    chunks.push(chunk);
    size += chunk.length;
    if (!stop || ends !== 'still' || size <= stop.after) return;
    if (stop.by === 'response') response.destroy();
    else if (stop.by === 'request') sent.destroy();
    else abort.abort();
  };
  void consume(response, read, take).catch(() => {});
  const end = await Promise.race([over, ended, sleep(5_000, 'nothing', { ref: false })]);
  const coding = response.headers['content-encoding'] as keyof typeof CODERS | undefined;
  const bytes = Buffer.concat(chunks);
  return {
    uploaded: received,
    text: (end === 'end' && coding ? CODERS[coding][1](bytes) : bytes).toString(end === 'end' ? 'utf8' : 'latin1'),
    end,
  };
}

async function consume(response: IncomingMessage, read: Play['read'], take: (chunk: Buffer) => void): Promise<void> {
  if (read === 'data') response.on('data', take);
  else if (read === 'readable') {
    response.on('readable', () => {
      for (let chunk = response.read(); chunk !== null; chunk = response.read()) take(chunk);
    });
  } else {
    for await (const chunk of response) {
      take(chunk as Buffer);
      if (read === 'slow') await sleep(1);
    }
  }
}

before(async () => {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  ({ port } = server.address() as AddressInfo);
  nodeHttpTransport.install({
    match: ({ url }) => {
      const host = HOSTS[url.pathname.slice(1)];
      return host && { ready: () => host, unread: () => {} };
    },
  });
});
after(() => {
  server.closeAllConnections();
  server.close();
});

for (const host of Object.keys(HOSTS)) {
  it(`bodies are the same, ${host}`, async () => {
    await fc.assert(
      fc.asyncProperty(plays, async (play) => {
        playing = play;
        const bare = await send(play, '');
        const seen = await send(play, host);
        assert.equal(seen.uploaded, bare.uploaded);
        assert.equal(seen.uploaded, play.up.map(({ text }) => text).join(''));
        assert.equal(seen.end, bare.end);
        // Where a side broke off, how much had come by then depends on the network.
        if (bare.end === 'end') assert.equal(seen.text, play.coding ? play.down.map(({ text }) => text).join('') : bare.text);
        else if (!play.coding) assert.ok(seen.text.startsWith(bare.text) || bare.text.startsWith(seen.text));
      }),
      { numRuns: 60 },
    );
  });
}
