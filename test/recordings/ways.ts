/**
 * The ways in which an application consumes a call, as data: which exchanges each fits, what the server does meanwhile, and how
 * much of the answer the application reads. player.ts does them; replay.ts serves them; spans.ts knows what to expect of them.
 */
import type { Dialect, Exchange } from './exchange.ts';

/** What the server does with the answer. */
export type Serving =
  /** All of it, in pieces. */
  | { readonly kind: 'whole' }
  /** The first events (half of a JSON answer), then nothing until the client has gone. */
  | { readonly kind: 'stall' }
  /** Half of it, and once the client has read that, the connection is destroyed. */
  | { readonly kind: 'cut' }
  /** Event by event: the next leaves when the client says that it has read this one. */
  | { readonly kind: 'lockstep' }
  /** Nothing, for longer than the client waits. */
  | { readonly kind: 'late' };

/** How much of the answer the application gets: all; a part; all, without its reading any; or no answer at all. */
export type Extent = 'all' | 'part' | 'unread' | 'none';

/** One way of consuming a call. */
export interface Way {
  readonly serving: Serving;
  readonly extent: Extent;
  /** Kinds of exchange that it fits. */
  readonly fits: readonly ('json' | 'sse' | 'error')[];
  /**
   * The client of a stream leaves a while after the last chunk, however many there were. Otherwise it leaves after a number of
   * chunks, and waits for those that are held back.
   */
  readonly leavesWhenIdle?: true;
  /** Retries that the SDK may make. */
  readonly retries?: number;
  /** Dialects whose SDK has nothing of the kind. */
  readonly without?: readonly Dialect[];
}

const whole = { kind: 'whole' } as const;
const every = ['json', 'sse', 'error'] as const;
const success = ['json', 'sse'] as const;

const table = {
  await: { serving: whole, extent: 'all', fits: every },
  on_then: { serving: whole, extent: 'all', fits: every },
  on_finally: { serving: whole, extent: 'all', fits: every },
  with_response: { serving: whole, extent: 'all', fits: every },
  as_text: { serving: whole, extent: 'all', fits: every },
  as_json: { serving: whole, extent: 'all', fits: ['json'] },
  as_bytes: { serving: whole, extent: 'all', fits: success },
  as_blob: { serving: whole, extent: 'all', fits: ['json'] },
  read_twice: { serving: whole, extent: 'all', fits: ['json'] },
  clone: { serving: whole, extent: 'all', fits: success },
  clone_late: { serving: whole, extent: 'all', fits: success },
  helper: { serving: whole, extent: 'all', fits: every },
  fetch: { serving: whole, extent: 'all', fits: every },
  fetch_request: { serving: whole, extent: 'all', fits: every },
  raw: { serving: whole, extent: 'all', fits: success },
  byob: { serving: whole, extent: 'all', fits: success },
  body_iterator: { serving: whole, extent: 'all', fits: ['sse'] },
  body_pipe: { serving: whole, extent: 'all', fits: ['sse'] },
  body_tee: { serving: whole, extent: 'all', fits: ['sse'] },
  tee: { serving: whole, extent: 'all', fits: ['sse'], without: ['gemini'] },
  readable: { serving: whole, extent: 'all', fits: ['sse'], without: ['gemini'] },
  slow: { serving: whole, extent: 'all', fits: ['sse'] },
  lockstep: { serving: { kind: 'lockstep' }, extent: 'all', fits: ['sse'] },
  break: { serving: { kind: 'stall' }, extent: 'part', fits: ['sse'] },
  cancel: { serving: { kind: 'stall' }, extent: 'part', fits: ['sse'] },
  abort: { serving: { kind: 'stall' }, extent: 'part', fits: success, leavesWhenIdle: true },
  abort_controller: { serving: { kind: 'stall' }, extent: 'part', fits: ['sse'], leavesWhenIdle: true, without: ['gemini'] },
  cut: { serving: { kind: 'cut' }, extent: 'part', fits: success, leavesWhenIdle: true },
  cut_raw: { serving: { kind: 'cut' }, extent: 'part', fits: success, leavesWhenIdle: true },
  unread: { serving: whole, extent: 'unread', fits: success },
  unread_response: { serving: whole, extent: 'unread', fits: success },
  abort_early: { serving: { kind: 'late' }, extent: 'none', fits: success },
  timeout: { serving: { kind: 'late' }, extent: 'none', fits: ['json'] },
  retry: { serving: whole, extent: 'all', fits: ['error'], retries: 1 },
} as const satisfies Record<string, Way>;

/** The name of a way. */
export type WayName = keyof typeof table;

/** All ways by name. */
export const ways: Readonly<Record<WayName, Way>> = table;

/** One exchange consumed in one way. */
export interface Play {
  readonly id: number;
  /** Index in the list of exchanges. */
  readonly exchange: number;
  readonly way: WayName;
  /** Plays of a lane run one after the other, against a server port of the lane's own. */
  readonly lane: number;
}

/** Lanes: how many calls are under way at once. */
export const laneCount = 16;

/** Of every so many exchanges one waits for a timeout or an abort before the answer: they are slow and all alike. */
const everyNthLate = 8;

/** Every exchange in every way that fits it. */
export function plan(exchanges: readonly Exchange[]): Play[] {
  const plays: Play[] = [];
  for (const name of Object.keys(table) as WayName[])
    for (const [index, exchange] of exchanges.entries()) {
      const way: Way = ways[name];
      if (way.without?.includes(exchange.dialect)) continue;
      const kind = exchange.status >= 400 ? 'error' : exchange.sse ? 'sse' : 'json';
      if (!way.fits.includes(kind)) continue;
      if (way.serving.kind === 'late' && index % everyNthLate !== 0) continue;
      plays.push({ id: plays.length, exchange: index, way: name, lane: plays.length % laneCount });
    }
  return plays;
}
