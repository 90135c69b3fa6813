/** What conditions of rules at a point can see. */
import type { PointContext } from '@airt/engine';
import type { ModelRequest } from '../model/model-request.ts';
import type { Run } from '../runs/run.ts';

export const runContext = (run: Run, service: string, nowMs: number): Pick<PointContext, 'run' | 'agent' | 'service'> => ({
  run: {
    model_calls: run.modelCalls,
    tool_calls: run.toolCalls,
    input_tokens: run.inputTokens,
    output_tokens: run.outputTokens,
    duration_seconds: Math.max(0, nowMs - run.startMs) / 1000,
  },
  agent: run.agentName ? { name: run.agentName } : {},
  service,
});

export const modelContext = ({ model, stream, messages, tools, parameters }: ModelRequest, provider: string): PointContext['model'] => ({
  provider,
  ...(model ? { name: model } : {}),
  stream,
  messages: messages.length,
  tools: tools.map(({ name }) => name),
  ...(parameters.maxOutputTokens === undefined ? {} : { max_output_tokens: parameters.maxOutputTokens }),
});
