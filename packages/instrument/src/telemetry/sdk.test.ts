import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readConfig } from '../config.ts';
import { createDiagnostics } from '../diagnostics.ts';
import { createSdk } from './sdk.ts';

const setUp = (env: NodeJS.ProcessEnv) => {
  const lines: string[] = [];
  const diagnostics = createDiagnostics('warn', (line) => void lines.push(line));
  return { sdk: createSdk(readConfig(env), { env, service: 's', instanceUid: 'i', diagnostics }), lines };
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
