import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import { type AddressInfo, connect, type Server } from 'node:net';
import { type TestContext, test } from 'node:test';
import { gunzipSync } from 'node:zlib';
import { TEST_CERTIFICATE, TEST_KEY } from '../../control/testing/certificate.ts';
import { createDiagnostics } from '../../diagnostics.ts';
import { readOtlp } from '../../environment/otlp.ts';
import { proxyFor } from '../../environment/proxy.ts';
import { createHealth } from '../../health/health.ts';
import { createAgents } from '../../net/agents.ts';
import { createDeliveryReports } from './delivery.ts';
import { createOtlpExporter, type ExportResult, type OtlpExporterOptions } from './exporter.ts';

const serializer = {
  serializeRequest: (items: string) => new TextEncoder().encode(items),
  deserializeResponse: (body: Uint8Array) => JSON.parse(Buffer.from(body).toString()),
};

async function listen(t: TestContext, server: Server): Promise<string> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.after(() => {
    server.close();
    if ('closeAllConnections' in server) (server.closeAllConnections as () => void)();
  });
  return `127.0.0.1:${(server.address() as AddressInfo).port}`;
}

interface Received {
  readonly url: string | undefined;
  readonly headers: IncomingMessage['headers'];
  readonly body: Buffer;
}

function receiver(answer: (response: ServerResponse) => void = (response) => response.end()) {
  const received: Received[] = [];
  const onRequest: RequestListener = async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    received.push({ url: request.url, headers: request.headers, body: Buffer.concat(chunks) });
    answer(response);
  };
  return { received, onRequest };
}

function setUp(env: Record<string, string>, more: Partial<OtlpExporterOptions<string>> = {}) {
  const health = createHealth(
    createDiagnostics('silent', () => {}),
    Date.now,
  );
  const reports = createDeliveryReports(health);
  const make = (signal: 'traces' | 'metrics') => {
    const { settings } = readOtlp(env, signal);
    assert.ok(settings);
    const report = reports.of(settings.url, settings.isConfigured);
    const proxy = proxyFor(settings.url, env);
    const exporter = createOtlpExporter({ settings, proxy, tls: {}, serializer, agents: createAgents(100), report, ...more });
    return { exporter, send: (items = 'spans') => new Promise<ExportResult>((resolve) => exporter.export(items, resolve)) };
  };
  const conditions = () => health.active.map(({ id, subject, detail }) => `${id} ${subject} ${detail}`);
  return { ...make('traces'), metrics: make('metrics'), conditions };
}

test('what is exported arrives, with the headers that are asked for, compressed if wanted', async (t) => {
  const { received, onRequest } = receiver();
  const endpoint = `http://${await listen(t, createServer(onRequest))}`;
  const { send, conditions } = setUp({
    OTEL_EXPORTER_OTLP_ENDPOINT: endpoint,
    OTEL_EXPORTER_OTLP_HEADERS: 'authorization=Bearer%20x,x-a=1',
    OTEL_EXPORTER_OTLP_COMPRESSION: 'gzip',
  });
  assert.deepEqual(await send(), { code: 0 });
  const [{ url, headers, body } = assert.fail()] = received;
  assert.deepEqual(
    [url, headers.authorization, headers['x-a'], headers['content-type']],
    ['/v1/traces', 'Bearer x', '1', 'application/x-protobuf'],
  );
  assert.equal(gunzipSync(body).toString(), 'spans');
  assert.deepEqual(conditions(), []);
});

test('a refusal is reported with its reason, and no longer holds when an export is taken', async (t) => {
  let status = 401;
  const { onRequest } = receiver((response) => response.writeHead(status).end('{"message":"secret"}'));
  const endpoint = `http://${await listen(t, createServer(onRequest))}`;
  const { send, conditions } = setUp({ OTEL_EXPORTER_OTLP_ENDPOINT: endpoint });
  const result = await send();
  assert.deepEqual([result.code, result.error?.message], [1, 'status 401 Unauthorized']);
  assert.deepEqual(conditions(), [`telemetry_not_delivered ${endpoint} /v1/traces: status 401 Unauthorized`]);
  status = 200;
  await send();
  assert.deepEqual(conditions(), []);
});

test('one endpoint is one condition: it holds while one of the signals is refused', async (t) => {
  const { onRequest } = receiver();
  const listener: RequestListener = (request, response) =>
    request.url === '/v1/metrics' ? void response.writeHead(404).end() : onRequest(request, response);
  const endpoint = `http://${await listen(t, createServer(listener))}`;
  const { send, metrics, conditions } = setUp({ OTEL_EXPORTER_OTLP_ENDPOINT: endpoint });
  await metrics.send();
  await send();
  assert.deepEqual(conditions(), [`telemetry_not_delivered ${endpoint} /v1/metrics: status 404 Not Found`]);
});

test('nobody there; and nobody at the standard address, which nobody asked for', async (t) => {
  const closed = createServer();
  const endpoint = `http://${await listen(t, closed)}`;
  closed.close();
  const asked = setUp({ OTEL_EXPORTER_OTLP_ENDPOINT: endpoint, OTEL_EXPORTER_OTLP_TIMEOUT: '300' });
  assert.equal((await asked.send()).code, 1);
  assert.match(asked.conditions().join(), /^telemetry_not_delivered .*: connection refused \(ECONNREFUSED\)$/);
  const { settings } = readOtlp({}, 'traces');
  assert.ok(settings);
  const standard = setUp({}, { settings: { ...settings, url: new URL(`${endpoint}/v1/traces`), timeoutMs: 300 } });
  await standard.send();
  assert.match(standard.conditions().join(), /^telemetry_unconfigured /);
});

test('a receiver that never answers: by its timeout, and at the end of the process', async (t) => {
  const { onRequest } = receiver(() => {});
  const endpoint = `http://${await listen(t, createServer(onRequest))}`;
  const timed = setUp({ OTEL_EXPORTER_OTLP_ENDPOINT: endpoint, OTEL_EXPORTER_OTLP_TIMEOUT: '80' });
  await timed.send();
  assert.match(timed.conditions().join(), /no answer within \d+ ms/);
  const ended = setUp({ OTEL_EXPORTER_OTLP_ENDPOINT: endpoint, OTEL_EXPORTER_OTLP_TIMEOUT: '2000' });
  const pending = ended.send();
  ended.exporter.reportUndelivered();
  assert.match(ended.conditions().join(), /no answer until the end of the process/);
  await pending;
});

test('what is tried again when the process ends has its reason', async (t) => {
  const { received, onRequest } = receiver((response) => response.writeHead(503).end());
  const endpoint = `http://${await listen(t, createServer(onRequest))}`;
  const { send, exporter, conditions } = setUp({ OTEL_EXPORTER_OTLP_ENDPOINT: endpoint, OTEL_EXPORTER_OTLP_TIMEOUT: '1500' });
  const pending = send();
  while (received.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
  await new Promise((resolve) => setTimeout(resolve, 50));
  exporter.reportUndelivered();
  assert.match(conditions().join(), /status 503 Service Unavailable/);
  await pending;
});

test('a part that is rejected, and a web page in the place of a receiver', async (t) => {
  const cases: [string, string, RegExp][] = [
    [
      'application/json',
      '{"partialSuccess":{"rejectedSpans":"2","errorMessage":"too old"}}',
      /^telemetry_rejected .*\/v1\/traces 2 rejected: too old$/,
    ],
    ['application/json', '{"partialSuccess":{}}', /^$/],
    ['application/json', 'nonsense', /^$/],
    ['text/plain', 'ok', /^$/],
    ['text/html; charset=utf-8', '<html>', /^telemetry_not_delivered .*web page/],
  ];
  for (const [contentType, body, expected] of cases) {
    const { onRequest } = receiver((response) => response.setHeader('content-type', contentType).end(body));
    const endpoint = `http://${await listen(t, createServer(onRequest))}`;
    const { send, conditions } = setUp({ OTEL_EXPORTER_OTLP_ENDPOINT: endpoint, OTEL_EXPORTER_OTLP_PROTOCOL: 'http/json' });
    await send();
    assert.match(conditions().join(), expected, body);
  }
});

test('a header that cannot be sent is a reason, and not an exception', async (t) => {
  const endpoint = `http://${await listen(t, createServer(receiver().onRequest))}`;
  const { send, conditions } = setUp({ OTEL_EXPORTER_OTLP_ENDPOINT: endpoint, OTEL_EXPORTER_OTLP_HEADERS: 'bad name=x' });
  assert.equal((await send()).code, 1);
  assert.match(conditions().join(), /ERR_INVALID_HTTP_TOKEN/);
});

test('by a proxy: http is asked of it, in full', async (t) => {
  const { received, onRequest } = receiver();
  const proxy = await listen(t, createServer(onRequest));
  const { send, conditions } = setUp({
    OTEL_EXPORTER_OTLP_ENDPOINT: 'http://collector.invalid:4318/a?b',
    HTTP_PROXY: `http://me:pw@${proxy}`,
  });
  assert.deepEqual(await send(), { code: 0 });
  const [{ url, headers } = assert.fail()] = received;
  assert.deepEqual([url, headers.host], ['http://collector.invalid:4318/a/v1/traces?b', 'collector.invalid:4318']);
  assert.equal(headers['proxy-authorization'], `Basic ${Buffer.from('me:pw').toString('base64')}`);
  assert.deepEqual(conditions(), []);
});

test('by a proxy: https goes through a tunnel, its certificate checked; over one connection', async (t) => {
  const [cert, key] = [TEST_CERTIFICATE, TEST_KEY];
  const { received, onRequest } = receiver();
  const target = await listen(t, createSecureServer({ cert, key, ca: cert, requestCert: true }, onRequest));
  const asked: string[] = [];
  const proxy = createServer();
  proxy.on('connect', (request, socket) => {
    asked.push(request.url ?? '');
    const [host = '', port = ''] = target.split(':');
    const upstream = connect(Number(port), host, () => {
      socket.write('HTTP/1.1 200 OK\r\n\r\n');
      upstream.pipe(socket).on('error', () => {});
      socket.pipe(upstream).on('error', () => {});
    });
    t.after(() => {
      upstream.destroy();
      socket.destroy();
    });
  });
  const env = { OTEL_EXPORTER_OTLP_ENDPOINT: 'https://localhost' };
  // The certificate is one for this machine, which the environment's proxies are not asked for.
  const byProxy = { proxy: { kind: 'proxy', url: new URL(`http://${await listen(t, proxy)}`) } } as const;
  const trusting = setUp(env, { ...byProxy, tls: { ca: Buffer.from(cert), cert: Buffer.from(cert), key: Buffer.from(key) } });
  for (let i = 0; i < 3; i += 1) {
    assert.deepEqual([await trusting.send(), trusting.conditions()], [{ code: 0 }, []]);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  assert.deepEqual([asked, received.length], [['localhost:443'], 3]);
  const distrusting = setUp({ ...env, OTEL_EXPORTER_OTLP_TIMEOUT: '500' }, byProxy);
  assert.equal((await distrusting.send()).code, 1);
  assert.match(distrusting.conditions().join(), /telemetry_not_delivered .*(SELF_SIGNED|UNABLE_TO)/);
});

test('a proxy that refuses the way is the reason', async (t) => {
  const proxy = createServer();
  proxy.on('connect', (_, socket) => socket.end('HTTP/1.1 407 no\r\n\r\n'));
  const env = { OTEL_EXPORTER_OTLP_ENDPOINT: 'https://collector.invalid', https_proxy: await listen(t, proxy) };
  const { send, conditions } = setUp({ ...env, OTEL_EXPORTER_OTLP_TIMEOUT: '300' });
  await send();
  assert.match(conditions().join(), /the proxy answered with status 407/);
});
