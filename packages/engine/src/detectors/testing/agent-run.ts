/** Events of an agent's run, as tests write them. */
import type { AgentEvent } from '../../events/event.ts';

/** A tool call. Equal `args` and `result` have equal digests; what is left out is not known. */
export interface Call {
  readonly tool: string;
  readonly args?: string;
  readonly result?: string;
  readonly error?: string;
  readonly agent?: string;
  /** In the same turn as the call before. */
  readonly sameTurn?: boolean;
}

export interface AgentRunOptions {
  /** Default true: each turn begins with a model call. */
  readonly modelCalls?: boolean;
}

/** The calls as an agent makes them: a model call, then the call (or several, in one turn), each operation 5 ms long, every 10 ms. */
export function agentRun(calls: readonly Call[], { modelCalls = true }: AgentRunOptions = {}): readonly AgentEvent[] {
  const events: AgentEvent[] = [];
  const base = (agent: string | undefined) => {
    const startMs = (events.length + 1) * 10;
    return { traceId: 't', spanId: `s${startMs}`, startMs, endMs: startMs + 5, ...(agent === undefined ? {} : { agentName: agent }) };
  };
  for (const { tool, args, result, error, agent, sameTurn } of calls) {
    if (!sameTurn && modelCalls) events.push({ kind: 'model_call', ...base(agent) });
    events.push({
      kind: 'tool_call',
      ...base(agent),
      tool,
      ...(args === undefined ? {} : { callDigest: `${tool} ${args}` }),
      ...(result === undefined ? {} : { resultDigest: result }),
      ...(error === undefined ? {} : { errorType: error }),
    });
  }
  return events;
}
