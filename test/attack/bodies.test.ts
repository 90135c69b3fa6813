/** Attacks with bodies: compressed, endless, never finished, broken. */
import assert from 'node:assert/strict';
import { connect as connectHttp2 } from 'node:http2';
import { connect, type Socket } from 'node:net';
import { after, before, describe, it } from 'node:test';
import { gzipSync } from 'node:zlib';
import { exportGrpc, modelStep, otlpBytes } from '../../packages/controller/src/testing/spans.ts';
import { eventuallyWell, type Probe, type Stage, startProbe, startStage } from './stage.ts';

const MIB = 1024 * 1024;
const EXPORT = '/opentelemetry.proto.collector.trace.v1.TraceService/Export';

let stage: Stage;
let probe: Probe;
before(async () => {
  stage = await startStage({ request_bytes: 64 * MIB, reading_bytes: 64 * MIB, body_timeout_ms: 3000 });
  probe = await startProbe(stage);
});
after(async () => {
  probe.end();
  await stage.stop();
});

/** A call whose frame claims to be of `length` bytes; sends `body` of it and, where `isWhole`, ends it. Settles with its grpc-status. */
function call(
  session: ReturnType<typeof connectHttp2>,
  body: Buffer,
  { length = body.byteLength, isCompressed = false, isWhole = true } = {},
): Promise<string> {
  return new Promise((settle) => {
    const stream = session.request({
      ':method': 'POST',
      ':path': EXPORT,
      'content-type': 'application/grpc',
      te: 'trailers',
      ...(isCompressed ? { 'grpc-encoding': 'gzip' } : {}),
    });
    let code = '';
    const note = (headers: Readonly<Record<string, unknown>>): void => {
      code = String(headers['grpc-status'] ?? code);
    };
    stream.on('response', note);
    stream.on('trailers', note);
    stream.on('error', () => {});
    stream.on('close', () => settle(code));
    stream.resume();
    const head = Buffer.alloc(5);
    head[0] = isCompressed ? 1 : 0;
    head.writeUInt32BE(length, 1);
    stream.write(head);
    if (isWhole) stream.end(body);
    else stream.write(body);
  });
}

describe('bodies', () => {
  it('of 40 calls that become 60 MiB each are not all in memory at once', async () => {
    await probe.check();
    const before = stage.memory();
    const bomb = gzipSync(Buffer.alloc(60 * MIB));
    const session = connectHttp2(`http://${stage.grpc}`);
    let most = 0;
    const watch = setInterval(() => {
      most = Math.max(most, stage.memory());
    }, 20);
    const codes = await Promise.all(Array.from({ length: 40 }, () => call(session, bomb, { isCompressed: true })));
    clearInterval(watch);
    session.close();
    assert.ok(
      codes.every((code) => ['3', '8', '14'].includes(code)),
      codes.join(),
    );
    assert.ok(most - before < 400, `${Math.round(most - before)} MiB more`);
    await eventuallyWell(probe, 2000);
  });

  it('that are sent but for their end do not keep others out, and are ended', async () => {
    const session = connectHttp2(`http://${stage.grpc}`);
    const calls = Array.from({ length: 30 }, () => call(session, Buffer.alloc(7 * MIB), { length: 8 * MIB, isWhole: false }));
    await new Promise((settle) => setTimeout(settle, 700));
    await eventuallyWell(probe, 2000);
    const codes = await Promise.all(calls);
    session.destroy();
    assert.ok(
      codes.every((code) => code === '14' || code === ''),
      codes.join(),
    );
    assert.equal((await stage.metrics()).readingBytes, 0);
  });

  it('of HTTP requests that never end do not keep others out', async () => {
    const sockets: Socket[] = [];
    for (let n = 0; n < 40; n += 1) {
      const socket = connect(Number(new URL(stage.http).port), '127.0.0.1');
      socket.on('error', () => {});
      socket.write(`POST /v1/traces HTTP/1.1\r\nhost: x\r\ncontent-type: application/x-protobuf\r\ncontent-length: ${8 * MIB}\r\n\r\n`);
      socket.write(Buffer.alloc(4 * MIB));
      sockets.push(socket);
    }
    await new Promise((settle) => setTimeout(settle, 700));
    await eventuallyWell(probe, 2000);
    for (const socket of sockets) socket.destroy();
  });

  it('that announce more than is taken are refused before they come', async () => {
    const session = connectHttp2(`http://${stage.grpc}`);
    assert.equal(await call(session, Buffer.alloc(10), { length: 4_000_000_000, isWhole: false }), '8');
    session.destroy();
    await probe.check();
  });

  it('with one broken span cost that span only, whatever stands beside it', async () => {
    const spans = [1, 2, 3].map((n) => modelStep('cd'.repeat(16), n, Date.now()));
    const bytes = otlpBytes([spans[0], { ...spans[1], name: 'SPOILED' }, spans[2]] as never, { 'service.name': 'attacker' });
    bytes[bytes.indexOf('SPOILED')] = 0xff;
    const { error, response } = await exportGrpc(stage.grpc, bytes);
    assert.equal(error, null);
    assert.equal(Number(response?.partialSuccess?.rejectedSpans), 1);
    assert.deepEqual((await stage.metrics()).rejectedByService, { attacker: 1 });
    await probe.check();
  });

  it('of random bytes, cut frames and floods of resets end nothing but themselves', async () => {
    const session = connectHttp2(`http://${stage.grpc}`);
    session.on('error', () => {});
    for (let n = 0; n < 200; n += 1) {
      const stream = session.request({ ':method': 'POST', ':path': EXPORT, 'content-type': 'application/grpc' });
      stream.on('error', () => {});
      stream.write(Buffer.from([n % 3, 0, 0, n % 256, 1, 2, 3]));
      stream.close();
    }
    const socket = connect(Number(stage.grpc.split(':').at(-1)), '127.0.0.1', () => socket.write(Buffer.alloc(100_000, 7)));
    socket.on('error', () => {});
    await probe.check();
    socket.destroy();
    session.destroy();
  });
});
