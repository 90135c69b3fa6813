import type { Digester, ModelCallEvent, OperationBase, OperationEvent, ToolCallEvent } from '@airt/engine';
import type { AttributeValue, SpanRecord } from '@airt/protocol';

/**
 * What a span says about an agent's run, in the words of one family of instrumentations. Content, where the span carries any, is only
 * there to be digested; nothing keeps it.
 */
export type Operation =
  | Told<ModelCallEvent>
  | (Told<ToolCallEvent> & {
      /** Seen only in the next request to the model, not where it ran. */
      readonly inferred: boolean;
    })
  | { readonly kind: 'agent_end' };

/** An event without what every span says in the same way: ids, times, the agent. */
type Told<Event extends OperationEvent> = Omit<Event, keyof OperationBase>;

/** Names an operation, or undefined where the span is none of this dialect. Pure; must not throw for any span. */
export interface Dialect {
  readonly name: string;
  read(span: SpanRecord, digester: Digester): Operation | undefined;
}

/** Characters of a result, however it was sent. */
export function sizeOf(value: AttributeValue | undefined): number | undefined {
  if (typeof value === 'string') return value.length;
  if (value instanceof Uint8Array) return value.byteLength;
  return undefined;
}
