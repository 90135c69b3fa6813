/** Sending requests as fast as they are taken: over gRPC (plain HTTP/2, so that the sender costs little) and over HTTP. */
import { Agent, request as httpRequest } from 'node:http';
import { type ClientHttp2Session, connect } from 'node:http2';

const EXPORT = '/opentelemetry.proto.collector.trace.v1.TraceService/Export';

export interface Sender {
  send(body: Buffer): Promise<void>;
  close(): void;
}

export function grpcSender(address: string): Sender {
  const session: ClientHttp2Session = connect(`http://${address}`, { settings: { enablePush: false } });
  return {
    send: (body) =>
      new Promise((settle, reject) => {
        const stream = session.request({ ':method': 'POST', ':path': EXPORT, 'content-type': 'application/grpc', te: 'trailers' });
        let code = '';
        const note = (headers: Readonly<Record<string, unknown>>): void => {
          code = String(headers['grpc-status'] ?? code);
        };
        stream.on('response', note);
        stream.on('trailers', note);
        stream.on('error', reject);
        stream.on('close', () => (code === '0' ? settle() : reject(new Error(`grpc-status ${code}`))));
        stream.resume();
        const head = Buffer.alloc(5);
        head.writeUInt32BE(body.byteLength, 1);
        stream.write(head);
        stream.end(body);
      }),
    close: () => session.close(),
  };
}

export function httpSender(url: string, type: 'application/json' | 'application/x-protobuf'): Sender {
  const agent = new Agent({ keepAlive: true, maxSockets: 4 });
  return {
    send: (body) =>
      new Promise((settle, reject) => {
        const request = httpRequest(`${url}/v1/traces`, {
          method: 'POST',
          agent,
          headers: { 'content-type': type, 'content-length': body.byteLength },
        });
        request.on('error', reject);
        request.on('response', (response) => {
          response.resume();
          response.on('end', () => (response.statusCode === 200 ? settle() : reject(new Error(`status ${response.statusCode}`))));
        });
        request.end(body);
      }),
    close: () => agent.destroy(),
  };
}

/** Sends `requests` requests, a few at a time. */
export async function sendAll(sender: Sender, next: () => Buffer, requests: number, atOnce = 4): Promise<void> {
  let left = requests;
  const worker = async (): Promise<void> => {
    while (left > 0) {
      left -= 1;
      await sender.send(next());
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
}
