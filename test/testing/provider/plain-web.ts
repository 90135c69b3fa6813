/** What a web service has that is no model: text, compression, redirects, an echo of what came, a body without end. */
import { createHash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { gzipSync } from 'node:zlib';

/** Answers a request below `/plain/`. */
export async function servePlain(path: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (path === '/plain/slow') return drip(response);
  const body = await buffer(request);
  switch (path) {
    case '/plain/text':
      response.writeHead(200, { 'content-type': 'text/plain; charset=utf-8' }).end('plain text, äöü, 漢字\n');
      return;
    case '/plain/gzip':
      response.writeHead(200, { 'content-type': 'text/plain', 'content-encoding': 'gzip' }).end(gzipSync('squeezed '.repeat(100)));
      return;
    case '/plain/echo': {
      const sha256 = createHash('sha256').update(body).digest('hex').slice(0, 16);
      const echo = { method: request.method, type: request.headers['content-type'], length: body.length, sha256 };
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(echo));
      return;
    }
    case '/plain/moved':
      response.writeHead(302, { location: '/plain/text' }).end();
      return;
    case '/plain/moved-keep':
      response.writeHead(307, { location: '/plain/echo' }).end();
      return;
    default:
      response.writeHead(404, { 'content-type': 'text/plain' }).end(`There is no ${path} here.\n`);
  }
}

/** Text that never ends. */
function drip(response: ServerResponse): void {
  response.writeHead(200, { 'content-type': 'text/plain' });
  const timer = setInterval(() => response.write('drop\n'), 10);
  response.once('close', () => clearInterval(timer));
}
