/** Tracing as the OpenTelemetry documentation sets it up: everything else comes from OTEL_* variables. */
import { trace } from '@opentelemetry/api';
import { NodeSDK } from '@opentelemetry/sdk-node';

const sdk = new NodeSDK();
sdk.start();

const tracer = trace.getTracer('research-app');

/** Runs `work` in a span of the application's own. */
export const inSpan = (name, work) =>
  tracer.startActiveSpan(name, async (span) => {
    try {
      return await work();
    } finally {
      span.end();
    }
  });

export const shutdown = () => sdk.shutdown();
