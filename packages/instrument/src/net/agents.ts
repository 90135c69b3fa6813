/**
 * HTTP agents for exporters: sockets that do not keep the process alive, and do not delay its exit towards an address that never
 * answers or a name that never resolves.
 */
import type { Agent } from 'node:http';
import type { Socket } from 'node:net';
import { createLookup } from './lookup.ts';
import { onProcessIdle } from './on-process-idle.ts';

export interface Agents {
  /** Makes the agent for a scheme (`http:`, `https:`), as exporters take it. */
  readonly create: (scheme: string) => Promise<Agent>;
  /** Ends every connection attempt, and every one to come for a while: the process is at its end and has waited enough. */
  giveUp(): void;
  /** Whether attempts were given up lately. */
  readonly givenUp: boolean;
  /** Settles when a connection cannot be made: at once where the latest attempt failed already. */
  unreachable(): Promise<void>;
}

/** A process that goes on after all may export again after this. */
const GIVEN_UP_MS = 5_000;

/** @param graceMs How long a connection attempt may go on once the process has nothing else to do. */
export function createAgents(graceMs: number): Agents {
  const { lookup, cancel } = createLookup();
  const connecting = new Set<Socket>();
  let givenUpUntilMs = 0;
  let failed = false;
  const waiting: (() => void)[] = [];

  const end = (socket: Socket) => socket.destroy(new Error('given up: the process has nothing else to do'));

  function watch(socket: Socket): Socket {
    socket.unref();
    if (agents.givenUp) return end(socket);
    connecting.add(socket);
    const stopWatching = onProcessIdle(() => {
      setTimeout(() => {
        if (connecting.has(socket)) agents.giveUp();
      }, graceMs);
    });
    const settled = (connected: boolean) => () => {
      if (!connecting.delete(socket)) return;
      stopWatching();
      failed = !connected;
      if (failed) for (const resolve of waiting.splice(0)) resolve();
    };
    return socket.once('connect', settled(true)).once('close', settled(false));
  }

  const agents: Agents = {
    async create(scheme) {
      const { Agent: HttpAgent } = scheme === 'https:' ? await import('node:https') : await import('node:http');
      const agent = new HttpAgent({ keepAlive: true, lookup });
      const connect = agent.createConnection.bind(agent) as (...args: unknown[]) => Socket | undefined;
      agent.createConnection = ((...args: unknown[]) => {
        const socket = connect(...args);
        return socket && watch(socket);
      }) as typeof agent.createConnection;
      // Node's own takes the guards of an idle socket away, without which an answer ends it, and then references the socket.
      const reuse = agent.reuseSocket;
      agent.reuseSocket = (socket, request) => {
        reuse.call(agent, socket, request);
        (socket as Socket).unref();
      };
      return agent;
    },
    giveUp() {
      givenUpUntilMs = Date.now() + GIVEN_UP_MS;
      cancel();
      for (const socket of connecting) end(socket);
    },
    get givenUp() {
      return Date.now() < givenUpUntilMs;
    },
    unreachable: () => (failed ? Promise.resolve() : new Promise((resolve) => void waiting.push(resolve))),
  };
  return agents;
}
