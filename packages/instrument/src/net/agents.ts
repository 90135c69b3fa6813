/**
 * HTTP agents for exporters: sockets that do not keep the process alive, and do not delay its exit towards an address that never
 * answers or a name that never resolves.
 */
import type { Agent } from 'node:http';
import type { Socket } from 'node:net';
import type { ConnectionOptions } from 'node:tls';
import { createLookup } from './lookup.ts';
import { onProcessIdle } from './on-process-idle.ts';
import { openTunnel, proxyAuthorization } from './tunnel.ts';

export interface AgentOptions {
  /** Certificates and keys for TLS with the target. */
  readonly tls?: Pick<ConnectionOptions, 'ca' | 'cert' | 'key'>;
  /** The proxy through which `https:` targets are reached by a tunnel; a proxy for `http:` is asked by the request itself. */
  readonly tunnel?: URL;
}

export interface Agents {
  /** Makes the agent for a scheme (`http:`, `https:`). */
  readonly create: (scheme: string, options?: AgentOptions) => Promise<Agent>;
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

  /** Connects to the proxy, asks it for the way, and speaks TLS with the target at its end. */
  async function tunnelled(proxy: URL) {
    const net = await import('node:net');
    const tls = await import('node:tls');
    return (options: ConnectionOptions, done: (error: Error | null, socket?: Socket) => void): void => {
      const host = proxy.hostname.replace(/^\[(.*)\]$/, '$1');
      const isSecure = proxy.protocol === 'https:';
      const to = { host, port: Number(proxy.port) || (isSecure ? 443 : 80), lookup };
      const socket = watch(isSecure ? tls.connect({ ...to, servername: host }) : net.connect(to));
      const target = options.host ?? '';
      const authority = `${target.includes(':') ? `[${target}]` : target}:${options.port}`;
      openTunnel(socket, authority, proxyAuthorization(proxy), (error) => {
        if (error) return done(error);
        const { ca, cert, key } = options;
        const servername = net.isIP(target) ? {} : { servername: target };
        const secure = tls.connect({ socket, ...servername, ...(ca ? { ca } : {}), ...(cert ? { cert } : {}), ...(key ? { key } : {}) });
        done(null, secure);
      });
    };
  }

  const agents: Agents = {
    async create(scheme, { tls, tunnel } = {}) {
      const { Agent: HttpAgent } = scheme === 'https:' ? await import('node:https') : await import('node:http');
      const agent = new HttpAgent({ keepAlive: true, lookup, ...tls });
      if (tunnel) agent.createConnection = (await tunnelled(tunnel)) as typeof agent.createConnection;
      else {
        const connect = agent.createConnection.bind(agent) as (...args: unknown[]) => Socket | undefined;
        agent.createConnection = ((...args: unknown[]) => {
          const socket = connect(...args);
          return socket && watch(socket);
        }) as typeof agent.createConnection;
      }
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
