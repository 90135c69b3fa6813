/** Every condition that a process can report of itself. A new one is an entry here and a row of docs/health.md, which a test asks for. */
import type { ConditionDefinition } from './condition.ts';

export const CONDITIONS = {
  telemetry_not_delivered: {
    severity: 'error',
    summary: 'telemetry is not delivered',
    hint: 'What cannot be delivered is dropped. Check the address, token, certificate and proxy; OTEL_TRACES_EXPORTER=none and OTEL_METRICS_EXPORTER=none end it.',
    subject: 'the endpoint',
  },
  telemetry_rejected: {
    severity: 'warning',
    summary: 'the receiver of telemetry takes a part only',
    hint: 'What it rejects is lost. Its own log says more.',
    subject: 'the endpoint',
  },
  telemetry_misconfigured: {
    severity: 'error',
    summary: 'telemetry cannot be exported',
    hint: 'The variables are in docs/configuration.md of @airt/instrument.',
    subject: 'the variable or file',
  },
  telemetry_setting_ignored: {
    severity: 'warning',
    summary: 'a setting of telemetry is not used',
    hint: 'Its default is, and nothing where it has none.',
    subject: 'the variable',
  },
  telemetry_unconfigured: {
    severity: 'notice',
    summary: 'no collector takes telemetry at the standard address',
    hint: 'Set OTEL_EXPORTER_OTLP_ENDPOINT, or OTEL_TRACES_EXPORTER=none and OTEL_METRICS_EXPORTER=none.',
    subject: 'the endpoint',
  },
  arguments_unreadable: {
    severity: 'error',
    summary: 'a rule about arguments could not be judged',
    hint: 'The arguments that the model wrote are not JSON as clients read it.',
    subject: 'the tool',
  },
  rule_not_judged: {
    severity: 'warning',
    summary: 'a rule could not be judged',
    hint: 'Its condition failed for what was there, and counts as not fulfilled. Ask with has() for what may be absent.',
    subject: 'the policy and its rule',
  },
  usage_missing: {
    severity: 'warning',
    summary: 'a model reports no token usage',
    hint: 'Estimates are counted for it, from the text that is seen. For streams of chat completions set stream_options.include_usage.',
    subject: 'the provider and model',
  },
  traffic_not_covered: {
    severity: 'warning',
    summary: 'model calls go by a way that is not covered',
    hint: 'They are neither traced nor governed. Let the client use fetch or node:http.',
    subject: 'the way and the host',
  },
  child_not_covered: {
    severity: 'warning',
    summary: 'a process is started that looks like an agent, without the data plane',
    hint: 'It is neither traced nor governed here. For a Node program, let NODE_OPTIONS="--require @airt/instrument" reach it.',
    subject: 'the program',
  },
  application_tracing: {
    severity: 'notice',
    summary: 'the application exports spans by its own SDK',
    hint: "Endpoint, sampling and delay of spans are that SDK's; OTEL_EXPORTER_OTLP_ variables may not count.",
    subject: 'the tracer provider',
  },
  policy_unreadable: {
    hasOwnLine: true,
    severity: 'error',
    summary: 'a policy file is not in force',
    hint: 'The last version that could be read stays in force; `airt policy check FILE` shows all problems.',
    subject: 'the file',
  },
  controller_unreachable: {
    hasOwnLine: true,
    severity: 'warning',
    summary: 'no controller',
    hint: 'The agent runs on; connecting is tried again in the background.',
    subject: 'the address',
  },
} as const satisfies Record<string, ConditionDefinition>;

export type ConditionId = keyof typeof CONDITIONS;
