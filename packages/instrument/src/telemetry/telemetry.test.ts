import assert from 'node:assert/strict';
import { afterEach, test } from 'node:test';
import { InMemorySpanExporter, SimpleSpanProcessor, TracerProvider } from '@opentelemetry/sdk-trace';
import { withApplicationSpan } from './application.ts';
import { testTelemetry } from './testing/telemetry.ts';

const KEY = Symbol.for('opentelemetry.js.api.1');
const registered = globalThis as { [KEY]?: object };
const before = registered[KEY];
afterEach(() => {
  if (before) registered[KEY] = before;
  else delete registered[KEY];
});

const broken = () => {
  throw new Error('broken SDK');
};
const span = { name: 'chat m', kind: 'client', parent: undefined, startMs: 1, attributes: {} } as const;

function setUp() {
  const exporter = new InMemorySpanExporter();
  const telemetry = testTelemetry(new TracerProvider({ spanProcessors: [new SimpleSpanProcessor({ exporter })] }));
  return { telemetry, names: () => exporter.getFinishedSpans().map(({ name }) => name) };
}

test("where the application's SDK starts no span, ours does", () => {
  registered[KEY] = { version: '1.9.0', trace: { getTracer: () => ({ startSpan: broken }) } };
  const { telemetry, names } = setUp();
  telemetry.endSpan(telemetry.startSpan(span), 2);
  assert.deepEqual(names(), ['chat m']);
});

test("a processor of the application's that fails at the end of a span fails nobody else", () => {
  const { telemetry } = setUp();
  const started = telemetry.startSpan(span);
  telemetry.endSpan(Object.assign(Object.create(started), { end: broken }), 2);
});

test('a context manager that fails does not keep the work from being done, once', () => {
  registered[KEY] = { version: '1.9.0', context: { active: broken, with: broken } };
  const { telemetry } = setUp();
  let done = 0;
  assert.equal(
    withApplicationSpan(telemetry.startSpan(span), () => ++done),
    1,
  );
  registered[KEY] = {
    version: '1.9.0',
    context: { active: () => ({ setValue: () => ({}) }), with: (_: unknown, work: () => void) => work() },
  };
  assert.throws(
    () =>
      withApplicationSpan(telemetry.startSpan(span), () => {
        done++;
        throw new RangeError('the application');
      }),
    RangeError,
  );
  assert.equal(done, 2);
});
