/**
 * The tokens that budgets count. A provider that reports none (streams of chat completions, unless the application asks for it) would leave
 * a rule about tokens waiting for ever: for such a rule, and for nothing else, they are estimated from what was sent and received.
 */

import { estimateTokens } from '../model/estimate-tokens.ts';
import type { Part } from '../model/message.ts';
import type { ModelRequest } from '../model/model-request.ts';
import type { ModelResponse } from '../model/model-response.ts';
import type { CallOutcome } from './call-state.ts';
import type { Exchange } from './exchange.ts';
import type { Services } from './services.ts';

export interface CountedUsage {
  readonly inputTokens?: number;
  readonly outputTokens?: number;
}

const NOTHING: CountedUsage = {};

type CountedBy = Pick<Services, 'guard' | 'health'>;

export function countUsage({ guard, health }: CountedBy, { request }: Exchange, outcome: CallOutcome, provider: string): CountedUsage {
  const { response, status, ok } = outcome;
  const reported = response?.usage;
  if (reported?.inputTokens !== undefined && reported.outputTokens !== undefined) return reported;
  // An error costs nothing; a background response has its usage when it is fetched.
  if (!response || response.error || response.unfinished || status >= 400) return reported ?? NOTHING;
  const rules = guard.tokenRules;
  const estimatesInput = rules.input && reported?.inputTokens === undefined;
  const estimatesOutput = rules.output && reported?.outputTokens === undefined;
  if (!estimatesInput && !estimatesOutput) return reported ?? NOTHING;
  // An answer that broke off lacks its usage for another reason.
  if (ok) health.raise('usage_missing', `${provider} ${response.model ?? request.model ?? ''}`.trim(), howToAsk(request));
  return {
    ...reported,
    ...(estimatesInput ? { inputTokens: inputOf(request) } : {}),
    ...(estimatesOutput ? { outputTokens: outputOf(response) } : {}),
  };
}

const howToAsk = ({ stream }: ModelRequest): string =>
  stream ? 'its streams end without usage, and rules ask for tokens' : 'its answers have no usage, and rules ask for tokens';

const inputOf = ({ messages, systemInstructions = [], tools }: ModelRequest): number =>
  messages.reduce((sum, { parts }) => sum + sumOf(parts), sumOf(systemInstructions)) +
  tools.reduce((sum, { name, description, parameters }) => sum + estimateTokens(`${name} ${description ?? ''} ${textOf(parameters)}`), 0);

const outputOf = ({ messages }: ModelResponse): number => messages.reduce((sum, { parts }) => sum + sumOf(parts), 0);

const sumOf = (parts: readonly Part[]): number => parts.reduce((sum, part) => sum + tokensOf(part), 0);

function tokensOf(part: Part): number {
  switch (part.type) {
    case 'text':
    case 'reasoning':
      return estimateTokens(part.content);
    case 'tool_call':
      return estimateTokens(`${part.name} ${textOf(part.arguments)}`);
    case 'tool_call_response':
      return estimateTokens(textOf(part.response));
    default:
      return 0;
  }
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : value === undefined ? '' : JSON.stringify(value));
