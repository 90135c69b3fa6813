/** Where the controller is, as written in AIRT_CONTROLLER, and how a socket to it is opened. */
import { readFileSync } from 'node:fs';
import { connect as connectTcp, isIP, type LookupFunction, type Socket } from 'node:net';
import { connect as connectTls, getCACertificates } from 'node:tls';
import { createLookup } from '../../net/lookup.ts';

/** Port of the controller's gRPC receiver where none is given. */
const DEFAULT_CONTROLLER_PORT = 4327;

export type Target =
  | { readonly kind: 'tcp'; readonly host: string; readonly port: number; readonly tls: boolean; readonly authority: string }
  | { readonly kind: 'unix'; readonly path: string; readonly authority: string };

/** `host:port`, `http://host:port`, `https://host:port`, `[::1]:4327` or `unix:/path`. */
export function parseTarget(text: string): Target | { readonly error: string } {
  const trimmed = text.trim();
  if (trimmed.startsWith('unix:')) {
    const path = trimmed.slice('unix:'.length).replace(/^\/\/(?=\/)/, '');
    return path === ''
      ? { error: `"${text}" names no socket path; write unix:/path/to/socket` }
      : { kind: 'unix', path, authority: 'localhost' };
  }
  const scheme = /^([a-z][a-z0-9+.-]*):\/\//i.exec(trimmed)?.[1]?.toLowerCase();
  if (scheme !== undefined && scheme !== 'http' && scheme !== 'https') {
    return { error: `"${text}" has an unknown scheme; write host:port, http://host:port, https://host:port or unix:/path` };
  }
  try {
    const url = new URL(scheme === undefined ? `http://${trimmed}` : trimmed);
    const tls = scheme === 'https';
    // URL drops a port that is the default of its scheme, so 80 and 443 are read from the text.
    const written = /:(\d+)\/?$/.exec(trimmed)?.[1];
    const port = written === undefined ? (url.port === '' ? DEFAULT_CONTROLLER_PORT : Number(url.port)) : Number(written);
    const host = url.hostname.replace(/^\[|\]$/g, '');
    if (host === '' || port < 1 || port > 65_535) throw new Error('no host');
    return { kind: 'tcp', host, port, tls, authority: `${url.hostname}:${port}` };
  } catch {
    return { error: `"${text}" is not an address; write host:port, for example localhost:${DEFAULT_CONTROLLER_PORT}` };
  }
}

/** An address for people. */
export function describeTarget(target: Target): string {
  return target.kind === 'unix' ? `unix:${target.path}` : `${target.tls ? 'https://' : ''}${target.authority}`;
}

/** A socket on its way, and how to give it up. */
export interface OpeningSocket {
  readonly socket: Socket;
  /** Closes it, or ends the attempt where it has not come to be. */
  destroy(): void;
}

/**
 * Opens the socket, unref'd. `caFile`: PEM certificates trusted besides those that Node trusts by itself (TLS only).
 * Throws where the file cannot be read.
 */
export function openSocket(target: Target, caFile: string | undefined): OpeningSocket {
  const names = createLookup();
  const socket = createSocket(target, caFile, names.lookup);
  socket.unref();
  // With several addresses for one name, Node may go through several handles, and unref() reaches only the one of the moment.
  socket.once('connect', () => socket.unref());
  return {
    socket,
    destroy() {
      names.cancel();
      socket.destroy();
    },
  };
}

function createSocket(target: Target, caFile: string | undefined, lookup: LookupFunction): Socket {
  if (target.kind === 'unix') return connectTcp({ path: target.path });
  const { host, port } = target;
  if (!target.tls) return connectTcp({ host, port, noDelay: true, lookup });
  const trust = caFile === undefined ? {} : { ca: [...getCACertificates('default'), readFileSync(caFile, 'utf8')] };
  const servername = isIP(host) === 0 ? { servername: host } : {};
  return connectTls({ host, port, ALPNProtocols: ['h2'], lookup, ...servername, ...trust });
}
