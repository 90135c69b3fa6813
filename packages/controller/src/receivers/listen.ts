import type { AddressInfo, Server } from 'node:net';

/** What the system's word for a failure means, and what to do. */
const REASONS: Readonly<Record<string, (flag: string) => string>> = {
  EADDRINUSE: (flag) => `another process listens there, perhaps another controller; stop it, or choose another address with ${flag}`,
  EADDRNOTAVAIL: (flag) => `this machine has no such address; choose one of its own, or 0.0.0.0 for all, with ${flag}`,
  EACCES: (flag) => `the system does not allow it, ports below 1024 need special rights; choose another with ${flag}`,
  ENOTFOUND: (flag) => `the host name is not known; choose another with ${flag}`,
};

/**
 * Binds a server to `host:port`; port 0 takes a free one.
 *
 * @returns The host as given, without the brackets of IPv6, and the port as bound.
 * @throws {Error} with a sentence for people that names the option.
 */
export async function listenOn(
  server: Server,
  listen: string,
  option: 'listen.grpc' | 'listen.http',
): Promise<{ readonly host: string; readonly port: number }> {
  const colon = listen.lastIndexOf(':');
  const host = listen.slice(0, colon).replace(/^\[(.*)\]$/, '$1');
  await new Promise<void>((settle, reject) => {
    server.once('error', reject);
    server.listen({ host, port: Number(listen.slice(colon + 1)) }, () => {
      server.off('error', reject);
      settle();
    });
  }).catch((error: NodeJS.ErrnoException) => {
    const why = REASONS[error.code ?? '']?.(`--${option.replace('.', '-')} HOST:PORT`) ?? error.message;
    throw new Error(`${option}: ${listen} cannot be used: ${why}`);
  });
  // A connection that cannot be taken, for want of file descriptors for example, must not end the process.
  server.on('error', () => {});
  return { host, port: (server.address() as AddressInfo).port };
}
