/**
 * A loopback server that answers with recorded bodies. Every request names its play in the header `x-play`; how the answer is
 * served follows from the play's way. What it saw of each play is part of the comparison.
 */
import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Exchange } from './exchange.ts';
import { laneCount, type Play, ways } from './ways.ts';

/** What the server saw of one play. */
export interface ServerView {
  /** Digest of each request: method, URL, headers, body. */
  readonly requests: readonly string[];
  /** The client went away before the answer was complete. */
  readonly left: boolean;
  /** In lockstep: the client did not get an event before the next one was sent. */
  readonly starved: boolean;
  /** Bytes of the body that were sent; what a span can know at most. */
  readonly sent: number;
}

/** A running server: one port for each lane. */
export interface Replay {
  readonly ports: readonly number[];
  /** The client says how many bytes of a play it has read (`cut`: that it has read all there is). */
  credit(play: number, bytes: number): void;
  view(play: number): ServerView;
  /** Drops every connection that is still open. */
  drop(): void;
  close(): Promise<void>;
}

interface State {
  readonly requests: string[];
  left: boolean;
  starved: boolean;
  sent: number;
  credit: number;
  wake: (() => void) | undefined;
}

/** Headers that HTTP makes of itself. */
const ownHeaders = new Set(['host', 'connection', 'x-play']);
/** Events of a stream that go one by one in lockstep; the rest flows. */
const lockstepEvents = 12;
/** Events that arrive before a stall. */
const stallEvents = 5;
/**
 * How long (ms) a stall lasts where the client does not go away, an event in lockstep waits to be read, half an answer waits to be
 * cut, and a late answer lets wait. Long, because only a client that does wrong, or a very busy machine, ever waits to the end; short
 * where the client is expected to wait for something that is held back.
 */
const patience = { stall: 4000, lockstep: 4000, cut: 4000, late: 10_000 };
const impatience = { ...patience, stall: 300, lockstep: 300, cut: 1000 };

/** Of timers that lose a race: they keep no process alive. The server's sockets do while there is something to wait for. */
const unreferenced = { ref: false };

/**
 * Starts the server for a plan. `sentAll` hears of each play whose answer stalls or is to be cut that all there is of it has gone to
 * the network. `held`: answers of which the client is expected to hold something back.
 */
export async function startReplay(
  exchanges: readonly Exchange[],
  plays: readonly Play[],
  sentAll: (play: number) => void,
  held: (exchange: Exchange) => boolean = () => false,
): Promise<Replay> {
  const states = new Map<number, State>();
  const stateOf = (id: number): State => {
    const known = states.get(id) ?? { requests: [], left: false, starved: false, sent: 0, credit: 0, wake: undefined };
    states.set(id, known);
    return known;
  };
  const servers = await Promise.all(
    Array.from({ length: laneCount }, () => listen((req, res) => answer(req, res).catch(() => res.destroy()))),
  );

  async function answer(req: IncomingMessage, res: ServerResponse): Promise<void> {
    const hash = createHash('sha256');
    for await (const chunk of req) hash.update(chunk as Buffer);
    const id = Number(req.headers['x-play']);
    const play = plays[id];
    const exchange = play && exchanges[play.exchange];
    if (!play || !exchange) {
      res.writeHead(599).end();
      return;
    }
    const state = stateOf(id);
    const headers = Object.entries(req.headers).filter(([name]) => !ownHeaders.has(name));
    state.requests.push(`${req.method} ${req.url} ${JSON.stringify(headers.sort())} body ${hash.digest('hex').slice(0, 16)}`);
    // Whether something is held back or not, a client that leaves when nothing comes any more does so in time.
    const waits = held(exchange) && !ways[play.way].leavesWhenIdle;
    await serve(exchange, play, state, res, waits ? impatience : patience, () => sentAll(play.id));
  }

  return {
    ports: servers.map((server) => (server.address() as AddressInfo).port),
    credit(id, bytes) {
      const state = stateOf(id);
      state.credit = Math.max(state.credit, bytes);
      state.wake?.();
    },
    view(id) {
      const { requests, left, starved, sent } = stateOf(id);
      return { requests, left, starved, sent };
    },
    drop() {
      for (const server of servers) server.closeAllConnections();
    },
    async close() {
      for (const server of servers) server.closeAllConnections();
      await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
    },
  };
}

async function serve(
  exchange: Exchange,
  play: Play,
  state: State,
  res: ServerResponse,
  patient: typeof patience,
  sentAll: () => void,
): Promise<void> {
  const { serving } = ways[play.way];
  const { body } = exchange;
  let gone = false;
  const closed = new Promise<void>((resolve) =>
    res.once('close', () => {
      gone = true;
      state.left = !res.writableFinished;
      resolve();
    }),
  );
  // Answers of the same play are the same in every run.
  const head: Record<string, string> = {
    'content-type': exchange.contentType,
    date: 'Mon, 05 Jan 2026 09:00:00 GMT',
    'x-request-id': `req_${play.id}`,
    'request-id': `req_${play.id}`,
    'retry-after-ms': '1',
  };
  res.sendDate = false;
  const until = (done: () => boolean, ms: number): Promise<unknown> => {
    const waited = new Promise<void>((resolve) => {
      state.wake = () => done() && resolve();
      state.wake();
    });
    return Promise.race([waited, closed, sleep(ms, undefined, unreferenced)]);
  };
  const send = async (piece: Uint8Array) => {
    if (gone || piece.length === 0) return;
    state.sent += piece.length;
    if (!res.write(piece)) await Promise.race([new Promise((resolve) => res.once('drain', resolve)), closed]);
  };
  const sendAll = async (all: readonly Uint8Array[]) => {
    for (const piece of all) await send(piece);
    await Promise.race([new Promise((resolve) => res.write('', resolve)), closed]);
    sentAll();
  };

  if (serving.kind === 'late') await Promise.race([sleep(patient.late, undefined, unreferenced), closed]);
  if (gone) return;
  const pieces = exchange.sse ? events(body) : [body.subarray(0, body.length >> 1), body.subarray(body.length >> 1)];
  if (!exchange.sse && serving.kind !== 'stall' && play.id % 3 !== 0) head['content-length'] = String(body.length);
  res.writeHead(exchange.status, head);
  res.socket?.setNoDelay(true);
  switch (serving.kind) {
    case 'whole':
    case 'late': {
      // Pieces whose borders fall anywhere, also inside of events and characters.
      const size = Math.max(61, Math.ceil(body.length / (exchange.sse ? 9 : 3)) + (play.id % 7));
      for (let at = 0; at < body.length && !gone; at += size) {
        await send(body.subarray(at, at + size));
        await pause();
      }
      break;
    }
    case 'lockstep': {
      for (const [index, piece] of pieces.entries()) {
        await send(piece);
        // A last block without its blank line is no event yet: only the end of the answer makes it one.
        if (index >= Math.min(lockstepEvents, pieces.length - 1) || state.starved) continue;
        await until(() => state.credit >= state.sent, patient.lockstep);
        if (state.credit < state.sent && !gone) state.starved = true;
      }
      break;
    }
    case 'stall': {
      const first = exchange.sse ? stallEvents : 1;
      await sendAll(pieces.slice(0, first));
      if (pieces.length > first) await Promise.race([closed, sleep(patient.stall, undefined, unreferenced)]);
      for (const piece of pieces.slice(first)) await send(piece);
      break;
    }
    case 'cut': {
      await sendAll([body.subarray(0, body.length >> 1)]);
      await until(() => state.credit > 0, patient.cut);
      res.destroy();
      return;
    }
  }
  if (!gone) res.end();
}

const pause = () => new Promise<void>((resolve) => setImmediate(resolve));

/** The blocks of a stream, each with its ending blank line. */
export function events(body: Buffer): Buffer[] {
  const text = body.toString('latin1');
  const blocks: Buffer[] = [];
  const border = /\r\n\r\n|\n\n|\r\r/g;
  let from = 0;
  for (let match = border.exec(text); match; match = border.exec(text)) {
    blocks.push(body.subarray(from, border.lastIndex));
    from = border.lastIndex;
  }
  if (from < body.length) blocks.push(body.subarray(from));
  return blocks;
}

function listen(handler: (req: IncomingMessage, res: ServerResponse) => void): Promise<Server> {
  const server = createServer({ keepAliveTimeout: 30_000 }, handler);
  return new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(server)));
}
