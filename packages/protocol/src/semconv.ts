/**
 * The attribute, metric, event and span names of all packages. A new release of the conventions is a change of this file.
 *
 * `gen_ai.*` and `openai.*` follow the GenAI semantic conventions v0.1.0 (open-telemetry/semantic-conventions-genai); the other names
 * outside `airt.*` follow the core conventions v1.45.0. `airt.*` is AIRT's own, documented in the `docs/telemetry.md` of each package.
 * Names that only one SDK writes (`ai.*`) belong to the span convention that reads them.
 */

/** `gen_ai.operation.name`, which is also the first word of a span's name. */
export const OPERATION = {
  chat: 'chat',
  generateContent: 'generate_content',
  textCompletion: 'text_completion',
  invokeAgent: 'invoke_agent',
  invokeWorkflow: 'invoke_workflow',
  executeTool: 'execute_tool',
} as const;

/** Span names of AIRT's own: `airt.intervention {action}`. */
export const SPAN = { intervention: 'airt.intervention' } as const;

/** Names of span events. */
export const EVENT = {
  intervention: 'airt.intervention',
  delivered: 'airt.delivered',
  health: 'airt.health',
  exception: 'exception',
} as const;

/** Values of `error.type` that are not the name of an error. `denied`: a policy refused the operation. */
export const ERROR_TYPE = { denied: 'airt.denied', other: '_OTHER' } as const;

/** Attributes of spans, events, metrics and links. */
export const ATTR = {
  operationName: 'gen_ai.operation.name',
  providerName: 'gen_ai.provider.name',
  requestModel: 'gen_ai.request.model',
  requestStream: 'gen_ai.request.stream',
  requestMaxTokens: 'gen_ai.request.max_tokens',
  requestTemperature: 'gen_ai.request.temperature',
  requestTopP: 'gen_ai.request.top_p',
  requestTopK: 'gen_ai.request.top_k',
  requestFrequencyPenalty: 'gen_ai.request.frequency_penalty',
  requestPresencePenalty: 'gen_ai.request.presence_penalty',
  requestStopSequences: 'gen_ai.request.stop_sequences',
  requestSeed: 'gen_ai.request.seed',
  requestChoiceCount: 'gen_ai.request.choice.count',
  requestReasoningLevel: 'gen_ai.request.reasoning.level',
  requestPreviousResponseId: 'gen_ai.request.previous_response.id',
  outputType: 'gen_ai.output.type',
  responseId: 'gen_ai.response.id',
  responseModel: 'gen_ai.response.model',
  responseFinishReasons: 'gen_ai.response.finish_reasons',
  responseTimeToFirstChunk: 'gen_ai.response.time_to_first_chunk',
  usageInputTokens: 'gen_ai.usage.input_tokens',
  usageOutputTokens: 'gen_ai.usage.output_tokens',
  usageCacheReadTokens: 'gen_ai.usage.cache_read.input_tokens',
  usageCacheWriteTokens: 'gen_ai.usage.cache_write.input_tokens',
  usageReasoningTokens: 'gen_ai.usage.reasoning.output_tokens',
  tokenModality: 'gen_ai.token.modality',
  conversationId: 'gen_ai.conversation.id',
  agentName: 'gen_ai.agent.name',
  toolName: 'gen_ai.tool.name',
  toolCallId: 'gen_ai.tool.call.id',
  toolType: 'gen_ai.tool.type',
  toolCallArguments: 'gen_ai.tool.call.arguments',
  toolCallResult: 'gen_ai.tool.call.result',
  inputMessages: 'gen_ai.input.messages',
  outputMessages: 'gen_ai.output.messages',
  systemInstructions: 'gen_ai.system_instructions',
  toolDefinitions: 'gen_ai.tool.definitions',
  openaiApiType: 'openai.api.type',
  openaiRequestServiceTier: 'openai.request.service_tier',
  openaiResponseServiceTier: 'openai.response.service_tier',
  openaiResponseSystemFingerprint: 'openai.response.system_fingerprint',
  errorType: 'error.type',
  exceptionType: 'exception.type',
  serverAddress: 'server.address',
  serverPort: 'server.port',
  httpStatusCode: 'http.response.status_code',
  resendCount: 'http.request.resend_count',
  // AIRT's own.
  instanceId: 'airt.instance.id',
  dialect: 'airt.dialect',
  runRoot: 'airt.run.root',
  repromptCount: 'airt.model_call.reprompt_count',
  toolInferred: 'airt.tool.inferred',
  toolCallDigest: 'airt.tool.call.digest',
  toolResultDigest: 'airt.tool.result.digest',
  toolResultSize: 'airt.tool.result.size',
  textDigest: 'airt.response.text.digest',
  decisionIds: 'airt.decision.ids',
  decisionId: 'airt.decision.id',
  policyName: 'airt.policy.name',
  policyVersion: 'airt.policy.version',
  policyRule: 'airt.policy.rule',
  policyMode: 'airt.policy.mode',
  detector: 'airt.detector',
  findingId: 'airt.finding.id',
  verdict: 'airt.verdict',
  action: 'airt.action',
  actionTool: 'airt.action.tool',
  rung: 'airt.rung',
  reason: 'airt.reason',
  outcome: 'airt.outcome',
  outcomeReason: 'airt.outcome.reason',
  changes: 'airt.changes',
  dryRun: 'airt.dry_run',
  point: 'airt.point',
  latencyMs: 'airt.latency_ms',
  resent: 'airt.resent',
  link: 'airt.link',
  healthCondition: 'airt.health.condition',
  healthSeverity: 'airt.health.severity',
  healthSubject: 'airt.health.subject',
  healthDetail: 'airt.health.detail',
} as const;

/** Attributes of a resource. */
export const RESOURCE = {
  serviceName: 'service.name',
  serviceVersion: 'service.version',
  serviceInstanceId: 'service.instance.id',
  processPid: 'process.pid',
  processRuntimeName: 'process.runtime.name',
  processRuntimeVersion: 'process.runtime.version',
  telemetryDistroName: 'telemetry.distro.name',
  telemetryDistroVersion: 'telemetry.distro.version',
} as const;

/** Names of the core conventions up to v1.41, which are still read and never written. */
export const LEGACY_ATTR = {
  system: 'gen_ai.system',
  usagePromptTokens: 'gen_ai.usage.prompt_tokens',
  usageCompletionTokens: 'gen_ai.usage.completion_tokens',
  responseFinishReason: 'gen_ai.response.finish_reason',
} as const;

/** Values of `gen_ai.operation.name` that were in use before v1.30. */
export const LEGACY_OPERATION = { completion: 'completion' } as const;

/** Duration buckets, seconds (GenAI conventions, metrics page). */
export const DURATION_BUCKETS = [0.01, 0.02, 0.04, 0.08, 0.16, 0.32, 0.64, 1.28, 2.56, 5.12, 10.24, 20.48, 40.96, 81.92];
/** Token buckets (GenAI conventions, metrics page). */
export const TOKEN_BUCKETS = [1, 4, 16, 64, 256, 1024, 4096, 16384, 65536, 262144, 1048576, 4194304, 16777216, 67108864];
/** Agent duration buckets, seconds (GenAI conventions, metrics page). */
export const AGENT_BUCKETS = [0.1, 0.2, 0.4, 0.8, 1.6, 3.2, 6.4, 12.8, 25.6, 51.2, 102.4, 204.8, 409.6];
/** Counts per agent run (GenAI conventions, metrics page). */
export const COUNT_BUCKETS = [1, 2, 4, 8, 16, 32, 64, 128];

export const METRIC = {
  inferenceDuration: 'gen_ai.client.inference.duration',
  timeToFirstChunk: 'gen_ai.client.inference.time_to_first_chunk',
  timePerOutputChunk: 'gen_ai.client.inference.time_per_output_chunk',
  usageInputTokens: 'gen_ai.client.inference.usage.input_tokens',
  usageOutputTokens: 'gen_ai.client.inference.usage.output_tokens',
  usageCacheReadTokens: 'gen_ai.client.inference.usage.cache_read.input_tokens',
  usageCacheWriteTokens: 'gen_ai.client.inference.usage.cache_write.input_tokens',
  usageReasoningTokens: 'gen_ai.client.inference.usage.reasoning.output_tokens',
  operationInputTokens: 'gen_ai.client.inference.operation.input_tokens',
  operationOutputTokens: 'gen_ai.client.inference.operation.output_tokens',
  invokeAgentDuration: 'gen_ai.invoke_agent.duration',
  invokeAgentInferenceCalls: 'gen_ai.invoke_agent.inference_calls',
  invokeAgentToolCalls: 'gen_ai.invoke_agent.tool_calls',
  executeToolDuration: 'gen_ai.execute_tool.duration',
  healthConditions: 'airt.health.conditions',
} as const;
