/** The application's own span that is active around a model call, and what it says of the place of our spans. */
import { ATTR, OPERATION } from '@airt/protocol/semconv';
import type { Span, SpanContext } from '@opentelemetry/api';
import { applicationSpan, attributeOf, parentOf } from '../telemetry/application.ts';

const INFERENCE = new Set<unknown>(['chat', 'generate_content', 'text_completion']);
const AGENT_STRUCTURE = new Set<unknown>([OPERATION.invokeAgent, OPERATION.executeTool, 'invoke_workflow', 'plan']);

export interface Surroundings {
  /** A span of an agent, a tool or a workflow: the call is part of that agent. */
  readonly structure: Span | undefined;
  /** What a run hangs from; undefined where nothing is around. */
  readonly outer: Span | SpanContext | undefined;
  /** A provider SDK's own span around this very call: our span of the call is the layer below it. */
  readonly native: Span | undefined;
  /** The native span, where it is alone in its trace: the run has a trace of its own, with a link to it. */
  readonly link: SpanContext | undefined;
}

export function currentSurroundings(): Surroundings {
  const active = applicationSpan();
  const native = active && isInference(active) ? active : undefined;
  // A run below a native span would have its tools below its first call; it stands beside that span.
  const outer = native ? parentOf(native) : active;
  return {
    structure: active && !native && AGENT_STRUCTURE.has(attributeOf(active, ATTR.operationName)) ? active : undefined,
    outer,
    native,
    link: native && !outer ? native.spanContext() : undefined,
  };
}

/** Whether a span is one model call, by the conventions, or as OpenInference or older OpenLLMetry name it. */
const isInference = (span: Span): boolean =>
  INFERENCE.has(attributeOf(span, ATTR.operationName)) ||
  attributeOf(span, 'openinference.span.kind') === 'LLM' ||
  attributeOf(span, 'llm.request.type') !== undefined;
