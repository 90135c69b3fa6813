/** A way through an HTTP proxy: `CONNECT` (RFC 9110, section 9.3.6). */
import type { Socket } from 'node:net';

/** A proxy answers a CONNECT with a head and nothing else; a longer head is none. */
const MAX_HEAD_BYTES = 16_384;

/** The value of `Proxy-Authorization` for the user that a proxy's address names; undefined without one. */
export function proxyAuthorization({ username, password }: URL): string | undefined {
  if (!username) return undefined;
  return `Basic ${Buffer.from(`${decodeURIComponent(username)}:${decodeURIComponent(password)}`).toString('base64')}`;
}

/**
 * Asks the proxy at the other end of `socket` for a way to `host:port`. Calls back once: without an error, when what is written from then on
 * reaches the target; the socket has no listeners of ours then. With an error the socket is destroyed.
 *
 * @param authority `host:port` of the target; an IPv6 address in brackets.
 */
export function openTunnel(socket: Socket, authority: string, authorization: string | undefined, done: (error?: Error) => void): void {
  let head = Buffer.alloc(0);

  function settle(error?: Error): void {
    socket.off('data', onData).off('error', settle).off('close', onClose);
    if (error) {
      // What fails from here on has been reported.
      socket.on('error', () => {});
      socket.destroy();
    }
    done(error);
  }

  const onClose = (): void => settle(new Error('the proxy closed the connection'));

  function onData(chunk: Buffer): void {
    head = Buffer.concat([head, chunk]);
    const end = head.indexOf('\r\n\r\n');
    if (end < 0) {
      if (head.length > MAX_HEAD_BYTES) settle(new Error('the proxy answered with something else than HTTP'));
      return;
    }
    const [, status] = /^HTTP\/1\.[01] (\d{3})/.exec(head.toString('latin1', 0, end)) ?? [];
    if (status === undefined) settle(new Error('the proxy answered with something else than HTTP'));
    else if (!status.startsWith('2')) settle(new Error(`the proxy answered with status ${status}`));
    else {
      socket.pause();
      const rest = head.subarray(end + 4);
      if (rest.length > 0) socket.unshift(rest);
      settle();
    }
  }

  socket.on('data', onData).on('error', settle).on('close', onClose);
  const lines = [
    `CONNECT ${authority} HTTP/1.1`,
    `Host: ${authority}`,
    ...(authorization ? [`Proxy-Authorization: ${authorization}`] : []),
  ];
  socket.write(`${lines.join('\r\n')}\r\n\r\n`);
}
