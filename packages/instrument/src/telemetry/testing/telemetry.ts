/** Telemetry over an SDK that a test provides. */
import type { TracerProvider } from '@opentelemetry/sdk-trace';
import { createDiagnostics } from '../../diagnostics.ts';
import { createTelemetry, type Telemetry } from '../telemetry.ts';

export function testTelemetry(tracerProvider: TracerProvider): Telemetry {
  const sdk = {
    tracerProvider,
    meterProvider: undefined,
    extraProcessor: undefined,
    flush: () => tracerProvider.forceFlush(),
    giveUp: () => {},
  };
  return createTelemetry(
    'test-instance',
    sdk,
    () => false,
    createDiagnostics('silent', () => {}),
  );
}
