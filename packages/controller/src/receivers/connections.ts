/** The connections of one port: bounded, so that there is room for new ones. */
import type { EventEmitter } from 'node:events';
import type { Socket } from 'node:net';
import { createLruMap } from '@airt/engine/lru-map';

export interface Connections {
  /** A connection was made. Beyond the limit the one that has been without a call for longest is closed; else the new one. */
  add(socket: Socket): void;
  /** A call has begun on it; it ends with `close` of the call. */
  markUsed(socket: Socket, call: EventEmitter): void;
  /** Closes those on which nothing was received. */
  destroyUnused(): void;
  destroyAll(): void;
  readonly open: number;
  /** Closed for the sake of others, or not taken, so far. */
  readonly refused: number;
}

/** A connection that has just been made, or has just ended a call, is about to be used. */
const MIN_IDLE_MS = 1000;

export function createConnections(limit: number, now: () => number = () => performance.now()): Connections {
  const sockets = new Set<Socket>();
  /** Those without a call, in the order in which they became so, with that time. */
  const idle = createLruMap<Socket, { readonly socket: Socket; readonly sinceMs: number }>({ limit: Math.max(1, limit + 1) });
  const calls = new Map<Socket, number>();
  let refused = 0;

  return {
    add(socket) {
      if (sockets.size >= limit) {
        refused += 1;
        const oldest = idle.oldest()?.[1];
        if (oldest === undefined || now() - oldest.sinceMs < MIN_IDLE_MS) {
          socket.destroy();
          return;
        }
        idle.delete(oldest.socket);
        oldest.socket.destroy();
      }
      sockets.add(socket);
      idle.set(socket, { socket, sinceMs: now() });
      socket.once('close', () => {
        sockets.delete(socket);
        idle.delete(socket);
        calls.delete(socket);
      });
    },
    markUsed(socket, call) {
      idle.delete(socket);
      calls.set(socket, (calls.get(socket) ?? 0) + 1);
      call.once('close', () => {
        const left = (calls.get(socket) ?? 1) - 1;
        calls.set(socket, left);
        if (left === 0 && sockets.has(socket)) idle.set(socket, { socket, sinceMs: now() });
      });
    },
    destroyUnused() {
      for (const socket of sockets) if (socket.bytesRead === 0) socket.destroy();
    },
    destroyAll() {
      for (const socket of sockets) socket.destroy();
    },
    get open() {
      return sockets.size;
    },
    get refused() {
      return refused;
    },
  };
}
