import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readOtlp, type Signal } from './otlp.ts';

const url = (env: Record<string, string>, signal: Signal = 'traces') => readOtlp(env, signal).settings?.url.href;

test('the standard address, and that nobody asked for it', () => {
  const { settings, problems } = readOtlp({ OTEL_EXPORTER_OTLP_ENDPOINT: ' ' }, 'metrics');
  assert.deepEqual(
    [settings?.url.href, settings?.isConfigured, settings?.protocol, settings?.timeoutMs, settings?.isCompressed, problems],
    ['http://localhost:4318/v1/metrics', false, 'http/protobuf', 10_000, false, []],
  );
});

test('a general endpoint has paths below it; the one of a signal is used as it is', () => {
  assert.equal(url({ OTEL_EXPORTER_OTLP_ENDPOINT: 'https://c/otlp/' }), 'https://c/otlp/v1/traces');
  assert.equal(url({ OTEL_EXPORTER_OTLP_ENDPOINT: 'http://c:4318?tenant=7' }), 'http://c:4318/v1/traces?tenant=7');
  const env = { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://c', OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: 'http://t:1' };
  assert.deepEqual([url(env), url(env, 'metrics')], ['http://t:1/', 'http://c/v1/metrics']);
});

test('everything else by its signal first', () => {
  const env = {
    OTEL_EXPORTER_OTLP_PROTOCOL: 'http/json',
    OTEL_EXPORTER_OTLP_TIMEOUT: '500',
    OTEL_EXPORTER_OTLP_TRACES_TIMEOUT: '700',
    OTEL_EXPORTER_OTLP_COMPRESSION: 'gzip',
    OTEL_EXPORTER_OTLP_METRICS_COMPRESSION: 'none',
    OTEL_EXPORTER_OTLP_HEADERS: 'Authorization=Bearer%20one,x-tenant=7',
    OTEL_EXPORTER_OTLP_TRACES_HEADERS: 'authorization=Bearer two==',
    OTEL_EXPORTER_OTLP_CERTIFICATE: '/ca.pem',
    OTEL_EXPORTER_OTLP_TRACES_CLIENT_KEY: '/key.pem',
  };
  const traces = readOtlp(env, 'traces').settings;
  const metrics = readOtlp(env, 'metrics').settings;
  assert.deepEqual([traces?.timeoutMs, metrics?.timeoutMs, traces?.isCompressed, metrics?.isCompressed], [700, 500, true, false]);
  assert.deepEqual(traces?.headers, { authorization: 'Bearer two==', 'x-tenant': '7' });
  assert.deepEqual(metrics?.headers, { authorization: 'Bearer one', 'x-tenant': '7' });
  assert.deepEqual([traces?.tls, metrics?.tls], [{ ca: '/ca.pem', key: '/key.pem' }, { ca: '/ca.pem' }]);
});

test('without an address or a protocol nothing is exported; other mistakes cost only what they are about', () => {
  const problems = (env: Record<string, string>) => {
    const read = readOtlp(env, 'traces');
    return [read.settings !== undefined, read.problems.map(({ variable }) => variable)];
  };
  for (const endpoint of ['not an address', 'localhost:4318', 'ftp://c', 'http://'])
    assert.deepEqual(problems({ OTEL_EXPORTER_OTLP_ENDPOINT: endpoint }), [false, ['OTEL_EXPORTER_OTLP_ENDPOINT']], endpoint);
  assert.deepEqual(problems({ OTEL_EXPORTER_OTLP_TRACES_PROTOCOL: 'grpc' }), [false, ['OTEL_EXPORTER_OTLP_TRACES_PROTOCOL']]);
  assert.deepEqual(
    problems({ OTEL_EXPORTER_OTLP_TIMEOUT: 'soon', OTEL_EXPORTER_OTLP_COMPRESSION: 'zip', OTEL_EXPORTER_OTLP_HEADERS: 'token' }),
    [true, ['OTEL_EXPORTER_OTLP_COMPRESSION', 'OTEL_EXPORTER_OTLP_TIMEOUT', 'OTEL_EXPORTER_OTLP_HEADERS']],
  );
});
