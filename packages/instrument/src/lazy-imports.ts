/** What is loaded with the first model call, and not with the preload: the SDK, and Node's crypto. */
export { randomUUID } from 'node:crypto';
export { createDigester } from '@airt/engine/digest';
export { createSdk, isExportable } from './telemetry/sdk.ts';
