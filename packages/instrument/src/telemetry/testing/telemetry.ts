/** Telemetry over an SDK that a test provides. */
import type { TracerProvider } from '@opentelemetry/sdk-trace';
import { createDiagnostics } from '../../diagnostics.ts';
import { createHealth } from '../../health/health.ts';
import { createTelemetry, type Telemetry } from '../telemetry.ts';

export function testTelemetry(tracerProvider: TracerProvider): Telemetry {
  const sdk = {
    tracerProvider,
    meterProvider: undefined,
    extraProcessor: undefined,
    flush: () => tracerProvider.forceFlush(),
    giveUp: () => {},
  };
  const diagnostics = createDiagnostics('silent', () => {});
  return createTelemetry('test-instance', sdk, () => false, diagnostics, createHealth(diagnostics, Date.now));
}
