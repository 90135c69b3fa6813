/** Attributes of inference spans: GenAI semantic conventions v0.1.0, `gen_ai.client.inference`. */

import { ATTR } from '@airt/protocol/semconv';
import type { AttributeValue } from '@opentelemetry/api';
import type { Dialect } from '../dialects/dialect.ts';
import type { Message } from '../model/message.ts';
import type { ModelRequest } from '../model/model-request.ts';
import type { ModelResponse } from '../model/model-response.ts';

type Attributes = Record<string, AttributeValue | undefined>;

/** Recorded content is cut to this many characters an attribute. */
const MAX_CONTENT_LENGTH = 256 * 1024;

export function chatRequestAttributes(request: ModelRequest, dialect: Dialect, captureContent: boolean): Attributes {
  const { parameters } = request;
  return {
    ...dialect.attributes,
    ...request.attributes,
    [ATTR.dialect]: dialect.name,
    [ATTR.requestStream]: request.stream || undefined,
    [ATTR.requestMaxTokens]: parameters.maxOutputTokens,
    [ATTR.requestTemperature]: parameters.temperature,
    [ATTR.requestTopP]: parameters.topP,
    [ATTR.requestTopK]: parameters.topK,
    [ATTR.requestFrequencyPenalty]: parameters.frequencyPenalty,
    [ATTR.requestPresencePenalty]: parameters.presencePenalty,
    [ATTR.requestStopSequences]: parameters.stopSequences && [...parameters.stopSequences],
    [ATTR.requestSeed]: parameters.seed,
    [ATTR.requestChoiceCount]: parameters.choiceCount,
    [ATTR.requestReasoningLevel]: parameters.reasoningLevel,
    [ATTR.requestPreviousResponseId]: request.previousResponseId,
    [ATTR.outputType]: parameters.outputType,
    ...(captureContent
      ? {
          [ATTR.inputMessages]: content(request.messages),
          [ATTR.systemInstructions]: request.systemInstructions && content(request.systemInstructions),
          // Descriptions and parameters are left out, as the conventions recommend for size.
          [ATTR.toolDefinitions]: request.tools.length > 0 ? content(request.tools.map(({ type, name }) => ({ type, name }))) : undefined,
        }
      : {}),
  };
}

export function chatResponseAttributes(
  response: ModelResponse | undefined,
  finishReasons: readonly string[],
  captureContent: boolean,
): Record<string, AttributeValue> {
  const usage = response?.usage;
  const attributes: Attributes = {
    ...response?.attributes,
    [ATTR.responseId]: response?.id,
    [ATTR.responseModel]: response?.model,
    [ATTR.responseFinishReasons]: finishReasons.length > 0 ? [...finishReasons] : undefined,
    [ATTR.usageInputTokens]: usage?.inputTokens,
    [ATTR.usageOutputTokens]: usage?.outputTokens,
    [ATTR.usageCacheReadTokens]: usage?.cacheReadTokens,
    [ATTR.usageCacheWriteTokens]: usage?.cacheWriteTokens,
    [ATTR.usageReasoningTokens]: usage?.reasoningTokens,
    [ATTR.outputMessages]: captureContent && response && response.messages.length > 0 ? content(response.messages) : undefined,
  };
  return Object.fromEntries(Object.entries(attributes).filter((entry): entry is [string, AttributeValue] => entry[1] !== undefined));
}

/** `server.address`, and `server.port` where it is not the scheme's own. */
export function serverAttributes(url: URL): Attributes {
  return {
    [ATTR.serverAddress]: url.hostname,
    [ATTR.serverPort]: Number(url.port) || (url.protocol === 'http:' ? 80 : 443),
  };
}

/** The JSON form that spans carry. Longer content keeps whole messages from the end, the newest. */
function content(parts: readonly (Message | object)[]): string {
  const whole = JSON.stringify(parts);
  if (whole.length <= MAX_CONTENT_LENGTH) return whole;
  const kept: string[] = [];
  let length = 2;
  for (const part of [...parts].reverse()) {
    const text = JSON.stringify(part);
    length += text.length + 1;
    if (length > MAX_CONTENT_LENGTH) break;
    kept.unshift(text);
  }
  return `[${kept.join(',')}]`;
}
