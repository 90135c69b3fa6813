import type { Digester, ModelCallEvent, OperationBase, OperationEvent, ToolCallEvent } from '@airt/engine';
import type { SpanRecord } from '@airt/protocol';

/**
 * A span convention: the names that one family of instrumentations uses on its spans. Each is a folder with index.ts, README.md and
 * index.test.ts, and a line in the registry (index.ts beside this file).
 */
export interface SpanConvention {
  /** The name of its folder. */
  readonly name: string;
  /** Every attribute that `read` looks at, but for content: the others are not even decoded. */
  readonly attributes: readonly string[];
  /**
   * The attributes among `content` that `read` looks at, each with those that stand for it: where all of them are there, it is not decoded.
   */
  readonly readsContent: Readonly<Record<string, readonly string[]>>;
  /**
   * Attributes that carry content of a run (prompts, answers, arguments, results). `read` may digest their values and take their size;
   * nothing of them may be in what it returns.
   */
  readonly content: readonly string[];
  /**
   * What the span reports about a run; undefined where it is no span of this convention. Called once per span of every request, so it
   * must be pure, bounded by the size of the span, and must not throw for any span.
   */
  read(span: SpanRecord, digester: Digester): OperationFields | undefined;
}

/** The members of an event that a convention has names for. Ids, times, process, agent and error are read for all conventions alike. */
export type OperationFields =
  | FieldsOf<ModelCallEvent>
  | (FieldsOf<ToolCallEvent> & {
      /** Seen only in the next request to the model, not where it ran. */
      readonly inferred: boolean;
    })
  | { readonly kind: 'agent_end' };

type FieldsOf<Event extends OperationEvent> = Omit<Event, keyof OperationBase>;
