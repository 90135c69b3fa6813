import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { test } from 'node:test';
import { readConfig } from '../config.ts';
import { createDiagnostics } from '../diagnostics.ts';
import { createSdk } from './sdk.ts';

const setUp = (env: NodeJS.ProcessEnv) => {
  const lines: string[] = [];
  const diagnostics = createDiagnostics('warn', (line) => void lines.push(line));
  return { sdk: createSdk(readConfig(env), { env, instanceUid: 'i', diagnostics }), lines, diagnostics };
};

test('an endpoint that is no address is told, and costs only its exporter', () => {
  const { sdk, lines } = setUp({ AIRT_OTLP_ENDPOINT: '::::', OTEL_TRACES_EXPORTER: 'none', OTEL_METRICS_EXPORTER: 'none' });
  assert.equal(sdk.extraProcessor, undefined);
  assert.match(lines.join(''), /^airt: AIRT_OTLP_ENDPOINT: .*:::: ?.*Nothing is exported by it\n$/);
  sdk.tracerProvider.getTracer('t').startSpan('still there').end();
});

test('an exporter that we do not have is told by name', () => {
  const { lines } = setUp({ OTEL_TRACES_EXPORTER: 'zipkin', OTEL_METRICS_EXPORTER: 'none' });
  assert.equal(lines.length, 1);
  assert.match(lines[0] ?? '', /OTEL_TRACES_EXPORTER=zipkin is not supported/);
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
