/** The receiver duties of the OTLP specification 1.11, through real clients. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect } from 'node:net';
import { after, before, describe, it } from 'node:test';
import { gzipSync } from 'node:zlib';
import { google, opentelemetry } from '@airt/protocol';
import { compressionAlgorithms, status } from '@grpc/grpc-js';
import fc from 'fast-check';
import { createIngress } from '../ingest/ingress.ts';
import type { Work } from '../ingest/work-queue.ts';
import { exportGrpc, modelStep, otlpBytes, otlpJson, toolStep } from '../testing/spans.ts';
import { type TestController, testController } from '../testing/start.ts';
import { createBodyBudget } from './body-budget.ts';
import { type GrpcReceiver, startGrpc } from './grpc.ts';
import { type HttpReceiver, startHttp } from './http.ts';

const { ExportTraceServiceResponse } = opentelemetry.proto.collector.trace.v1;
const TRACE = 'cd'.repeat(16);
const LIMIT = 1024 * 1024;
const span = (n: number) => modelStep(TRACE, n, 1_790_000_000_000 + n * 10);
const bad = { ...span(99), spanId: '0000000000000000' };
const PROTOBUF = { 'content-type': 'application/x-protobuf' };
const JSON_TYPE = { 'content-type': 'application/json' };

let test: TestController;
before(async () => {
  test = await testController({ limits: { request_bytes: LIMIT } });
});
after(() => test.controller.stop());

const post = (body: Buffer | string, headers: Record<string, string>, path = '/v1/traces') =>
  fetch(`${test.controller.httpUrl}${path}`, { method: 'POST', body: typeof body === 'string' ? body : new Uint8Array(body), headers });
const exported = (bytes: Buffer, options?: object) => exportGrpc(test.controller.grpcAddress, bytes, options);
const statusOf = async (response: Response) => google.rpc.Status.decode(new Uint8Array(await response.arrayBuffer()));

describe('OTLP over gRPC', () => {
  it('takes spans, and leaves partial_success unset when all were taken', async () => {
    const { error, response } = await exported(otlpBytes([span(1)]));
    assert.equal(error, null);
    assert.equal(response?.partialSuccess ?? undefined, undefined);
  });

  it('takes gzip', async () => {
    const before = test.controller.metrics().spans;
    const { error } = await exported(otlpBytes([span(2)]), { 'grpc.default_compression_algorithm': compressionAlgorithms.gzip });
    assert.equal(error, null);
    assert.equal(test.controller.metrics().spans, before + 1);
  });

  it('answers an empty request with success', async () => {
    assert.equal((await exported(Buffer.alloc(0))).error, null);
  });

  it('refuses bad spans alone, with their number and the reason', async () => {
    const { response } = await exported(otlpBytes([span(3), bad, span(4)]));
    assert.equal(Number(response?.partialSuccess?.rejectedSpans), 1);
    assert.match(response?.partialSuccess?.errorMessage ?? '', /span id is all zero/);
  });

  it('refuses what is no protobuf for good', async () => {
    const { error } = await exported(Buffer.from([0xff, 0xff, 0xff, 0xff]));
    assert.equal(error?.code, status.INVALID_ARGUMENT);
  });

  it('refuses what is too large for good, also when it is only large after decompression', async () => {
    const large = otlpBytes([{ ...span(5), attributes: { ...span(5).attributes, text: 'a'.repeat(LIMIT) } }]);
    for (const options of [{}, { 'grpc.default_compression_algorithm': compressionAlgorithms.gzip }]) {
      const { error } = await exported(large, options);
      assert.equal(error?.code, status.RESOURCE_EXHAUSTED);
      assert.deepEqual(error?.metadata.get('grpc-status-details-bin'), [], 'without RetryInfo it is permanent');
    }
  });

  it('takes more than the 4 MiB that are the library default', async () => {
    const roomy = await testController();
    const { error } = await exportGrpc(
      roomy.controller.grpcAddress,
      otlpBytes([{ ...span(6), attributes: { ...span(6).attributes, text: 'a'.repeat(6 * 1024 * 1024) } }]),
    );
    assert.equal(error, null);
    await roomy.controller.stop();
  });

  it('serves many calls at once', async () => {
    const replies = await Promise.all(Array.from({ length: 50 }, (_, n) => exported(otlpBytes([span(100 + n)]))));
    assert.ok(replies.every(({ error }) => error === null));
  });
});

describe('OTLP over HTTP', () => {
  it('takes both encodings on one port and answers in the same one', async () => {
    const wire = await post(otlpBytes([span(10)]), PROTOBUF);
    assert.deepEqual([wire.status, wire.headers.get('content-type')], [200, 'application/x-protobuf']);
    assert.equal(ExportTraceServiceResponse.decode(new Uint8Array(await wire.arrayBuffer())).partialSuccess ?? undefined, undefined);
    const json = await post(JSON.stringify(otlpJson([span(11)])), { 'content-type': 'Application/JSON; charset=utf-8' });
    assert.deepEqual([json.status, json.headers.get('content-type')], [200, 'application/json']);
    assert.deepEqual(await json.json(), {});
  });

  it('takes gzip in both', async () => {
    const before = test.controller.metrics().spans;
    assert.equal((await post(gzipSync(otlpBytes([span(12)])), { ...PROTOBUF, 'content-encoding': 'gzip' })).status, 200);
    assert.equal((await post(gzipSync(JSON.stringify(otlpJson([span(13)]))), { ...JSON_TYPE, 'content-encoding': 'gzip' })).status, 200);
    assert.equal(test.controller.metrics().spans, before + 2);
  });

  it('tells of refused spans in both', async () => {
    const wire = await post(otlpBytes([span(14), bad]), PROTOBUF);
    assert.equal(wire.status, 200);
    assert.equal(Number(ExportTraceServiceResponse.decode(new Uint8Array(await wire.arrayBuffer())).partialSuccess?.rejectedSpans), 1);
    const json = (await (await post(JSON.stringify(otlpJson([span(15), bad])), JSON_TYPE)).json()) as {
      partialSuccess: { rejectedSpans: string; errorMessage: string };
    };
    assert.equal(json.partialSuccess.rejectedSpans, '1');
    assert.match(json.partialSuccess.errorMessage, /all zero/);
  });

  it('answers an empty request with success', async () => {
    assert.equal((await post(Buffer.alloc(0), PROTOBUF)).status, 200);
    assert.equal((await post('{}', JSON_TYPE)).status, 200);
  });

  it('answers bad data with 400 and a google.rpc.Status in the encoding of the request', async () => {
    const wire = await post(Buffer.from('no protobuf'), PROTOBUF);
    assert.equal(wire.status, 400);
    assert.match((await statusOf(wire)).message, /not a protobuf/);
    const json = await post('{"resourceSpans": 5}', JSON_TYPE);
    assert.equal(json.status, 400);
    assert.deepEqual(await json.json(), { code: 3, message: 'not an OTLP JSON ExportTraceServiceRequest: resourceSpans must be an array' });
    assert.equal((await post(Buffer.from('not gzip'), { ...PROTOBUF, 'content-encoding': 'gzip' })).status, 400);
  });

  it('answers 413 to what is too large, before and after decompression', async () => {
    const large = await post(Buffer.alloc(LIMIT + 1), PROTOBUF);
    assert.equal(large.status, 413);
    assert.equal((await statusOf(large)).code, status.RESOURCE_EXHAUSTED);
    const bomb = gzipSync(Buffer.alloc(LIMIT * 20));
    assert.ok(bomb.byteLength < LIMIT);
    assert.equal((await post(bomb, { ...PROTOBUF, 'content-encoding': 'gzip' })).status, 413);
  });

  it('answers 413 also to a sender that has only begun to send', async () => {
    const { hostname, port } = new URL(test.controller.httpUrl);
    const body = Buffer.alloc(2 * LIMIT - 1);
    const socket = connect(Number(port), hostname);
    const answer: Buffer[] = [];
    socket.on('data', (bytes) => answer.push(bytes));
    socket.write(`POST /v1/traces HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: ${body.byteLength}\r\n\r\n`);
    // Time for an answer that comes too early and closes the connection under the sender.
    await new Promise((settle) => setTimeout(settle, 100));
    socket.write(body);
    const [bytes] = await Promise.race([once(socket, 'data'), once(socket, 'error').then(([error]) => Promise.reject(error))]);
    assert.match(String(bytes), /^HTTP\/1\.1 413 /);
    socket.destroy();
  });

  it('bounds what all requests at one time become when they are decompressed', async () => {
    const roomy = await testController({ limits: { request_bytes: 4 * LIMIT, reading_bytes: 8 * LIMIT } });
    const bomb = new Uint8Array(gzipSync(Buffer.alloc(4 * LIMIT)));
    const answers = await Promise.all(
      Array.from({ length: 24 }, () =>
        fetch(`${roomy.controller.httpUrl}/v1/traces`, {
          method: 'POST',
          body: bomb,
          headers: { ...PROTOBUF, 'content-encoding': 'gzip' },
        }),
      ),
    );
    const busy = answers.filter(({ status }) => status === 503);
    assert.ok(busy.length > 0, 'so many at once are more than the bound');
    assert.ok(busy.every((answer) => answer.headers.get('retry-after') === '1'));
    assert.ok(
      answers.every(({ status }) => status === 503 || status === 400),
      answers.map(({ status }) => status).join(),
    );
    await roomy.controller.stop();
  });

  it('answers 413 to a stream of unknown length that becomes too large', async () => {
    const chunk = new Uint8Array(64 * 1024);
    let left = 40;
    const body = new ReadableStream({
      pull(controller) {
        left -= 1;
        if (left < 0) controller.close();
        else controller.enqueue(chunk);
      },
    });
    const large = await fetch(`${test.controller.httpUrl}/v1/traces`, { method: 'POST', body, headers: PROTOBUF, duplex: 'half' });
    assert.equal(large.status, 413);
    assert.match((await statusOf(large)).message, /larger than 1048576 bytes/);
  });

  it('answers 405, 415 and 404 with a Status', async () => {
    const get = await fetch(`${test.controller.httpUrl}/v1/traces`, { headers: PROTOBUF });
    assert.deepEqual([get.status, get.headers.get('allow')], [405, 'POST']);
    assert.match((await statusOf(get)).message, /POST/);
    assert.equal((await post('x', { 'content-type': 'text/plain' })).status, 415);
    assert.equal((await post('x', { ...PROTOBUF, 'content-encoding': 'zstd' })).status, 415);
    assert.equal((await post('x', PROTOBUF, '/v1/metrics')).status, 404);
  });

  it('answers browsers only where origins are configured', async () => {
    const preflight = (url: string) =>
      fetch(`${url}/v1/traces`, { method: 'OPTIONS', headers: { origin: 'https://app.example', 'access-control-request-method': 'POST' } });
    assert.equal((await preflight(test.controller.httpUrl)).status, 405);
    const open = await testController({ listen: { cors_origins: ['https://app.example'] } });
    const answer = await preflight(open.controller.httpUrl);
    assert.deepEqual([answer.status, answer.headers.get('access-control-allow-origin')], [204, 'https://app.example']);
    const other = await fetch(`${open.controller.httpUrl}/v1/traces`, { method: 'OPTIONS', headers: { origin: 'https://evil.example' } });
    assert.equal(other.headers.get('access-control-allow-origin'), null);
    await open.controller.stop();
  });

  it('tells its state at /healthz', async () => {
    const health = (await (await fetch(`${test.controller.httpUrl}/healthz`)).json()) as { status: string; spans: number };
    assert.equal(health.status, 'ok');
    assert.ok(health.spans > 0);
  });

  it('answers whatever bytes come with success or 400', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uint8Array({ maxLength: 200 }),
        fc.constantFrom(PROTOBUF, JSON_TYPE),
        fc.boolean(),
        async (bytes, type, zipped) => {
          const body = Buffer.from(bytes);
          const answer = await (zipped ? post(gzipSync(body), { ...type, 'content-encoding': 'gzip' }) : post(body, type));
          assert.ok(answer.status === 200 || answer.status === 400, String(answer.status));
          await answer.arrayBuffer();
        },
      ),
      { numRuns: 100 },
    );
  });

  it('survives a sender that goes away in the middle, and bytes that are no HTTP', async () => {
    const { hostname, port } = new URL(test.controller.httpUrl);
    for (const bytes of [
      'POST /v1/traces HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 1000\r\n\r\n{"re',
      '\x00\x01\x02\r\n\r\n',
    ]) {
      await new Promise<void>((settle) => {
        const socket = connect(Number(port), hostname, () => socket.write(bytes, () => setTimeout(() => socket.destroy(), 20)));
        socket.on('error', () => {});
        socket.on('close', () => settle());
      });
    }
    assert.equal((await post('{}', JSON_TYPE)).status, 200);
  });
});

describe('a span that cannot be decoded', () => {
  /** Three spans; the name of the second one is not UTF-8. */
  const spoiled = (): Buffer => {
    const bytes = otlpBytes([span(40), { ...span(41), name: 'SPOILED' }, span(42)], { 'service.name': 's' });
    bytes[bytes.indexOf('SPOILED')] = 0xff;
    return bytes;
  };
  const taken = async (send: () => Promise<{ rejectedSpans?: unknown; errorMessage?: string | null } | null | undefined>) => {
    const before = test.controller.metrics();
    const partial = await send();
    const after = test.controller.metrics();
    return {
      rejected: Number(partial?.rejectedSpans ?? 0),
      message: partial?.errorMessage ?? '',
      spans: after.spans - before.spans,
      counted: after.rejectedSpans - before.rejectedSpans,
    };
  };
  const expected = { rejected: 1, message: '1 span rejected: the span is not readable: a text is not UTF-8', spans: 2, counted: 1 };

  it('costs only itself over gRPC', async () => {
    const result = await taken(async () => (await exported(spoiled())).response?.partialSuccess);
    assert.deepEqual(result, expected);
  });

  it('costs only itself over HTTP', async () => {
    const result = await taken(async () => {
      const wire = await post(spoiled(), PROTOBUF);
      assert.equal(wire.status, 200);
      return ExportTraceServiceResponse.decode(new Uint8Array(await wire.arrayBuffer())).partialSuccess;
    });
    assert.deepEqual(result, expected);
  });

  it('costs only itself in JSON, where bytes that are not UTF-8 are no reason to reject it', async () => {
    const request = otlpJson([span(43), span(44), span(45)]);
    const spans = request.resourceSpans[0]?.scopeSpans[0]?.spans as unknown as Record<string, unknown>[];
    Object.assign(spans[1] ?? {}, { name: { not: 'a text' } });
    const send = async (body: Buffer | string) => {
      const json = await post(body, JSON_TYPE);
      assert.equal(json.status, 200);
      return ((await json.json()) as { partialSuccess?: { rejectedSpans: string; errorMessage: string } }).partialSuccess;
    };
    const typed = await taken(() => send(JSON.stringify(request)));
    assert.deepEqual(typed, { ...expected, message: '1 span rejected: name must be a string' });
    const bytes = Buffer.from(JSON.stringify(otlpJson([span(46), { ...span(47), name: 'SPOILED' }])));
    bytes[bytes.indexOf('SPOILED')] = 0xff;
    assert.deepEqual(await taken(() => send(bytes)), { rejected: 0, message: '', spans: 2, counted: 0 });
  });
});

describe('an overloaded receiver', () => {
  /** The receivers over a queue of one that nobody works off. */
  let waiting: Work[];
  let grpc: GrpcReceiver;
  let http: HttpReceiver;
  before(async () => {
    waiting = [];
    const queue = {
      offer: (work: Work) => waiting.length < 1 && waiting.push(work) > 0,
      length: 0,
      bytes: 0,
      drained: () => Promise.resolve(),
    };
    const ingress = createIngress({ queue, retryAfterMs: 1500, onSpans: () => {}, log: () => {} });
    const listen = '127.0.0.1:0';
    const budget = createBodyBudget({ maxBytes: LIMIT, timeoutMs: 10_000 });
    const shared = { listen, budget, maxRequestBytes: LIMIT, maxConnections: 100, retryAfterMs: 1500, submit: ingress.submit };
    grpc = await startGrpc({ ...shared, maxControlMessageBytes: LIMIT, connect: () => {} });
    http = await startHttp({
      ...shared,
      corsOrigins: [],
      routes: new Map(),
    });
  });
  after(() => Promise.all([grpc.stop(100), http.stop(100)]));

  it('answers what is waiting late, and the rest at once so that it is retried', async () => {
    const bytes = otlpBytes([span(20)]);
    const first = exportGrpc(grpc.address, bytes);
    while (waiting.length === 0) await new Promise((settle) => setTimeout(settle, 5));

    const { error } = await exportGrpc(grpc.address, bytes);
    assert.equal(error?.code, status.UNAVAILABLE);
    const [details] = error?.metadata.get('grpc-status-details-bin') ?? [];
    const { details: any } = google.rpc.Status.decode(details as Buffer);
    assert.equal(any?.[0]?.typeUrl, 'type.googleapis.com/google.rpc.RetryInfo');
    const { retryDelay } = google.rpc.RetryInfo.decode(any?.[0]?.value ?? new Uint8Array());
    assert.deepEqual([Number(retryDelay?.seconds), retryDelay?.nanos], [1, 500_000_000]);

    const busy = await fetch(`${http.url}/v1/traces`, { method: 'POST', body: new Uint8Array(bytes), headers: PROTOBUF });
    assert.deepEqual([busy.status, busy.headers.get('retry-after')], [503, '2']);
    assert.equal((await statusOf(busy)).code, status.UNAVAILABLE);

    // A shutdown in between lets the open call come to its end.
    const stopped = grpc.stop(2000);
    await new Promise((settle) => setTimeout(settle, 300));
    waiting[0]?.run();
    assert.equal((await first).error, null);
    await stopped;
  });
});

it('an attribute of any kind is taken', async () => {
  const { error, response } = await exported(otlpBytes([toolStep(TRACE, 30, 1_790_000_000_000)]));
  assert.deepEqual([error, response?.partialSuccess ?? undefined], [null, undefined]);
  const request = otlpJson([span(31)]);
  const attributes = request.resourceSpans[0]?.scopeSpans[0]?.spans[0]?.attributes as unknown[];
  attributes.push(
    { key: 'empty', value: {} },
    { key: 'mixed', value: { arrayValue: { values: [{ intValue: '1' }, { stringValue: 'a' }, {}] } } },
    { key: 'map', value: { kvlistValue: { values: [{ key: 'k', value: { bytesValue: 'AAE=' } }] } } },
    { key: 'nan', value: { doubleValue: 'NaN' } },
    { key: 'index', value: { stringValueStrindex: 4 } },
  );
  const json = await post(JSON.stringify(request), JSON_TYPE);
  assert.deepEqual([json.status, await json.json()], [200, {}]);
});
