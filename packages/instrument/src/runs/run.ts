import type { Span, SpanContext } from '@opentelemetry/api';
import type { ModelRequest } from '../model/model-request.ts';
import type { Edges } from './fingerprint.ts';

/** A tool call that was given to the application and whose answer is awaited in a later request. */
export interface AwaitedCall {
  readonly id: string;
  readonly name: string;
  readonly arguments: unknown;
  readonly digest: string;
  /** When the application got it: the earliest it can have started. Milliseconds since 1970. */
  readonly deliveredMs: number;
}

/**
 * One agent run as this process sees it: the calls under one `invoke_agent` span. Made by a framework adapter, or inferred for a
 * hand-written loop.
 */
export interface Run {
  readonly traceId: string;
  /** The run's own `invoke_agent` span; undefined where the application's tracing has one already. */
  readonly span: Span | undefined;
  /** What its calls hang from. */
  readonly parent: Span | SpanContext;
  /** wire: inferred from model calls alone; framework: begun and ended by an adapter. */
  readonly owner: 'wire' | 'application' | 'framework';
  /** The outermost agent of its trace, as far as this process sees. */
  readonly root: boolean;
  /** The first turn's span in this trace, from which later turns of the conversation hang. */
  readonly first: Span | SpanContext;
  readonly agentName: string | undefined;
  readonly conversationId: string | undefined;
  readonly startMs: number;
  lastMs: number;
  ended: boolean;
  /** Its framework has returned while the application has tool calls to answer: a later call of the framework goes on with it. */
  paused: boolean;
  modelCalls: number;
  toolCalls: number;
  inputTokens: number;
  outputTokens: number;
  /** Model calls under way. */
  inFlight: number;
  /** Whether the latest model call failed: the same messages again are then a retry. */
  failed: boolean;
  /** What the latest model call ended in; undefined where it succeeded or was given up by the application. */
  lastError: string | undefined;
  /** Fingerprint of the latest answer: a request that repeats it continues this run, whatever else was rewritten. */
  answer: number | undefined;
  /** How the text of that answer begins and ends; undefined where it has none. */
  answerEdges: Edges | undefined;
  /** Guidance in a call that failed: the model has not heard it, so the next call carries it again. */
  pendingGuidance: readonly string[];
  /** Fingerprints of the messages of the latest request. */
  fingerprints: readonly number[];
  /** What kept requests of different instructions apart. */
  instructions: number;
  readonly awaited: Map<string, AwaitedCall>;
  /** Digest of the latest tool call that was made. */
  lastToolCallDigest: string | undefined;
  /** Digests of all calls of the latest turn that had some. */
  latestToolCallDigests: readonly string[];
  /** What the answers of the run may not do. */
  readonly restrictions: Restrictions;
  /** Tool results that policies have replaced, by call id: the application's transcript still has the original. */
  readonly replacedResults: Map<string, string>;
  /** The application gave a call up while the model was prompted again: its timeout is too short for that. */
  repromptAborted: boolean;
  /** Calls that were taken out of a response, by id: a provider that keeps the history itself still waits for their results. */
  readonly removedCalls: Map<string, RemovedCall>;
  /** Answers that went on with another one for which the model was asked again: by the id that the application knows, the id of the last one. */
  readonly continuedBy: Map<string, string>;
}

/** What directives in force forbid. Mutable: renewed at every model call, since leases end. */
export interface Restrictions {
  /** Tools that are off, by name. */
  readonly deniedTools: Map<string, { readonly reason: string; readonly instead?: string }>;
  /** Why the run has to conclude: no tool call of it is let through. */
  halted: string | undefined;
}

/** Lifts all restrictions; those still in force are applied again. */
export function clearRestrictions({ restrictions }: Run): void {
  restrictions.deniedTools.clear();
  restrictions.halted = undefined;
}

/** A call that was taken out of a response: what stands in its place, and the response. */
export type RemovedCall = { readonly text: string; readonly responseId: string | undefined };

/** What a run is begun with. */
export type RunIdentity = Pick<Run, 'traceId' | 'root' | 'span' | 'parent' | 'first' | 'owner' | 'agentName' | 'conversationId'>;

/** A run that begins now; milliseconds since 1970. */
export const createRun = ({ nowMs, ...identity }: RunIdentity & { readonly nowMs: number }): Run => ({
  ...identity,
  startMs: nowMs,
  lastMs: nowMs,
  ended: false,
  paused: false,
  modelCalls: 0,
  toolCalls: 0,
  inputTokens: 0,
  outputTokens: 0,
  inFlight: 0,
  failed: false,
  lastError: undefined,
  answer: undefined,
  answerEdges: undefined,
  pendingGuidance: [],
  fingerprints: [],
  instructions: 0,
  awaited: new Map(),
  lastToolCallDigest: undefined,
  latestToolCallDigests: [],
  restrictions: { deniedTools: new Map(), halted: undefined },
  replacedResults: new Map(),
  repromptAborted: false,
  removedCalls: new Map(),
  continuedBy: new Map(),
});

/** What is active while an operation of a run is under way; carried by AsyncLocalStorage. */
export interface Scope {
  readonly run: Run;
  /** What a model or tool call in this scope hangs from. */
  readonly parent: Span;
  /** model: the framework's own model call, whose tools its adapter follows. tool: the application's code in a tool, on its own. */
  readonly within: 'model' | 'tool';
  /** A request of the framework is about to be judged: tool results that it told nothing about stand in it. */
  readonly onRequest?: (request: ModelRequest) => void;
  /** Whether the scope's adapter judges calls of this tool itself, right before they run. */
  readonly guardedByAdapter: (tool: string) => boolean;
}

/** Calls awaited per run, and runs, are bounded: an application that never answers must not cost memory. */
export const MAX_AWAITED_CALLS = 256;
export const MAX_OPEN_RUNS = 16_384;
/** Ended runs that a later request may continue. */
export const MAX_FINISHED_RUNS = 1_000;
