/** Files of more than 300 lines and functions of more than 80 that are to stay as they are. Generated code is not looked at. */

/** A long file (`path`) or function (`path#name`). */
export interface AllowedLength {
  readonly name: string;
  /** Lines it may have. */
  readonly upTo: number;
  readonly reason: string;
}

/** Not yet looked at: to be split, or to be given its reason here. */
const OPEN = 'open';

export const longParts: readonly AllowedLength[] = [
  { name: 'packages/controller/src/control/control.test.ts', upTo: 447, reason: OPEN },
  { name: 'packages/controller/src/control/directives.ts#createDirectives', upTo: 158, reason: OPEN },
  { name: 'packages/controller/src/control/service.ts#createControlService', upTo: 214, reason: OPEN },
  { name: 'packages/controller/src/controller.ts', upTo: 342, reason: OPEN },
  { name: 'packages/controller/src/controller.ts#startController', upTo: 163, reason: OPEN },
  { name: 'packages/controller/src/journal/journal.ts', upTo: 320, reason: OPEN },
  { name: 'packages/controller/src/receivers/receivers.test.ts', upTo: 322, reason: OPEN },
  { name: 'packages/engine/src/create-engine.test.ts', upTo: 455, reason: OPEN },
  { name: 'packages/engine/src/detectors/loops/index.ts', upTo: 309, reason: OPEN },
  { name: 'packages/engine/src/events/reorder-buffer.ts#createReorderBuffer', upTo: 85, reason: OPEN },
  { name: 'packages/engine/src/session-engine.ts#createSessionEngine', upTo: 157, reason: OPEN },
  { name: 'packages/instrument/src/calls/model-call.ts#beginModelCall', upTo: 120, reason: OPEN },
  { name: 'packages/instrument/src/calls/response-filter.test.ts', upTo: 395, reason: OPEN },
  { name: 'packages/instrument/src/calls/response-filter.ts#createResponseFilter', upTo: 161, reason: OPEN },
  { name: 'packages/instrument/src/calls/stages/guard.ts#guardStage', upTo: 102, reason: OPEN },
  { name: 'packages/instrument/src/control/client.test.ts', upTo: 404, reason: OPEN },
  { name: 'packages/instrument/src/control/client.ts#createControlClient', upTo: 193, reason: OPEN },
  { name: 'packages/instrument/src/control/grpc/stream.ts', upTo: 303, reason: OPEN },
  { name: 'packages/instrument/src/control/grpc/stream.ts#openGrpcStream', upTo: 95, reason: OPEN },
  { name: 'packages/instrument/src/dialects/anthropic-messages/stream.ts#openStream', upTo: 137, reason: OPEN },
  { name: 'packages/instrument/src/dialects/openai-chat/stream.ts', upTo: 385, reason: OPEN },
  { name: 'packages/instrument/src/dialects/openai-chat/stream.ts#openStream', upTo: 105, reason: OPEN },
  { name: 'packages/instrument/src/dialects/openai-responses/stream.ts', upTo: 317, reason: OPEN },
  { name: 'packages/instrument/src/dialects/openai-responses/stream.ts#openStream', upTo: 145, reason: OPEN },
  { name: 'packages/instrument/src/dialects/recordings.test.ts', upTo: 365, reason: OPEN },
  { name: 'packages/instrument/src/dialects/testing/conformance.ts', upTo: 387, reason: OPEN },
  { name: 'packages/instrument/src/dialects/testing/conformance.ts#conforms', upTo: 232, reason: OPEN },
  { name: 'packages/instrument/src/frameworks/ai-sdk/index.ts#createAiSdkIntegration', upTo: 123, reason: OPEN },
  { name: 'packages/instrument/src/framing/sse/index.ts#createFramer', upTo: 93, reason: OPEN },
  { name: 'packages/instrument/src/governance/directive-store.test.ts', upTo: 485, reason: OPEN },
  { name: 'packages/instrument/src/governance/directive-store.ts#createDirectiveStore', upTo: 156, reason: OPEN },
  { name: 'packages/instrument/src/governance/governance.ts#createGovernance', upTo: 93, reason: OPEN },
  { name: 'packages/instrument/src/governance/policy-store.ts#createPolicyStore', upTo: 105, reason: OPEN },
  { name: 'packages/instrument/src/guard/guard.test.ts', upTo: 357, reason: OPEN },
  { name: 'packages/instrument/src/guard/guard.ts', upTo: 311, reason: OPEN },
  { name: 'packages/instrument/src/guard/guard.ts#createGuard', upTo: 167, reason: OPEN },
  { name: 'packages/instrument/src/runs/registry.ts', upTo: 351, reason: OPEN },
  { name: 'packages/instrument/src/runs/registry.ts#createRunRegistry', upTo: 238, reason: OPEN },
  { name: 'packages/instrument/src/runs/tools.ts#createToolTracker', upTo: 97, reason: OPEN },
];
