import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { test } from 'node:test';
import { readConfig } from '../config.ts';
import { createDiagnostics } from '../diagnostics.ts';
import { createHealth } from '../health/health.ts';
import { createSdk } from './sdk.ts';

const setUp = (env: NodeJS.ProcessEnv) => {
  const lines: string[] = [];
  const diagnostics = createDiagnostics('warn', (line) => void lines.push(line));
  const health = createHealth(diagnostics, Date.now);
  return { sdk: createSdk(readConfig(env), { env, instanceUid: 'i', diagnostics, health }), lines, diagnostics, health };
};

test('an endpoint that is no address is told, and costs only its exporter', () => {
  const { sdk, lines } = setUp({ AIRT_OTLP_ENDPOINT: '::::', OTEL_TRACES_EXPORTER: 'none', OTEL_METRICS_EXPORTER: 'none' });
  assert.equal(sdk.extraProcessor, undefined);
  assert.match(lines.join(''), /^airt: telemetry cannot be exported: AIRT_OTLP_ENDPOINT: :::: is no http.*\n$/);
  sdk.tracerProvider.getTracer('t').startSpan('still there').end();
});

test('an exporter that we do not have is told by name', () => {
  const { lines } = setUp({ OTEL_TRACES_EXPORTER: 'zipkin', OTEL_METRICS_EXPORTER: 'none' });
  assert.equal(lines.length, 1);
  assert.match(lines[0] ?? '', /telemetry cannot be exported: OTEL_TRACES_EXPORTER: zipkin is none of otlp, console, none/);
});

test('a variable that both signals share is one line', () => {
  const { lines, health } = setUp({ OTEL_EXPORTER_OTLP_ENDPOINT: 'not an address' });
  assert.deepEqual(
    [lines.length, health.active.map(({ id, subject }) => [id, subject])],
    [1, [['telemetry_misconfigured', 'OTEL_EXPORTER_OTLP_ENDPOINT']]],
  );
});

test('a certificate that cannot be read, and a proxy that is none, are said; nothing is sent without them', () => {
  const env = { OTEL_METRICS_EXPORTER: 'none', OTEL_EXPORTER_OTLP_ENDPOINT: 'https://collector.invalid' };
  const { lines } = setUp({ ...env, OTEL_EXPORTER_OTLP_CERTIFICATE: '/no/such/ca.pem' });
  assert.match(lines.join(), /telemetry cannot be exported: \/no\/such\/ca.pem: the file cannot be read \(ENOENT\)/);
  assert.match(setUp({ ...env, HTTPS_PROXY: 'socks5://p' }).lines.join(), /telemetry cannot be exported: HTTPS_PROXY/);
});

test('spans that a receiver rejects are counted', async (t) => {
  const server = createServer((request, response) => {
    request.resume().on('end', () => response.writeHead(400).end());
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.after(() => server.close());
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const { sdk, diagnostics } = setUp({ AIRT_OTLP_ENDPOINT: endpoint, OTEL_TRACES_EXPORTER: 'none', OTEL_METRICS_EXPORTER: 'none' });
  const tracer = sdk.tracerProvider.getTracer('t');
  for (let i = 0; i < 3; i += 1) tracer.startSpan('lost').end();
  await sdk.flush();
  assert.deepEqual([diagnostics.spansDropped, diagnostics.failures.get('export_spans')], [3, 1]);
});

test('a batch that is under way when the process ends is waited for', async (t) => {
  let answered = 0;
  const server = createServer((request, response) => {
    request.resume().on('end', () => {
      setTimeout(() => {
        answered += 1;
        response.end();
      }, 200);
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.after(() => server.close());
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const { sdk, lines } = setUp({ AIRT_OTLP_ENDPOINT: endpoint, OTEL_TRACES_EXPORTER: 'none', OTEL_METRICS_EXPORTER: 'none' });
  sdk.tracerProvider.getTracer('t').startSpan('under way').end();
  await once(server, 'request');
  await sdk.flush();
  assert.deepEqual([answered, lines], [1, []]);
});
