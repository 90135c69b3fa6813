/**
 * Every name that telemetry uses, in one place: a new release of the conventions is a change of this file.
 * `gen_ai.*`, `openai.*`: GenAI semantic conventions v0.1.0 (open-telemetry/semantic-conventions-genai). `airt.*`: ours, documented in docs/telemetry.md.
 */

export const OPERATION = { chat: 'chat', invokeAgent: 'invoke_agent', executeTool: 'execute_tool' } as const;

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
  errorType: 'error.type',
  serverAddress: 'server.address',
  serverPort: 'server.port',
  httpStatusCode: 'http.response.status_code',
  resendCount: 'http.request.resend_count',
  // ours
  instanceId: 'airt.instance.id',
  dialect: 'airt.dialect',
  runRoot: 'airt.run.root',
  askedAgain: 'airt.model_call.asked_again',
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
  verdict: 'airt.verdict',
  action: 'airt.action',
  outcome: 'airt.outcome',
  outcomeReason: 'airt.outcome.reason',
  changes: 'airt.changes',
  dryRun: 'airt.dry_run',
  point: 'airt.point',
  latencyMs: 'airt.latency_ms',
} as const;

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
} as const;
