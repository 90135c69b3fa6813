/** Shows what a private controller sees and does while a program runs: in words, or as one JSON object a line. */
import type { ControllerEvent } from '@airt/controller';
import { type OperationEvent, printable, printableJson } from '@airt/engine';
import { decisionLine, findingLine, outcomeLine } from '../text/narrate.ts';
import type { Style } from '../text/style.ts';
import { count, shellWord } from '../text/words.ts';

/** What happened in a run, in numbers. */
export interface RunTotals {
  readonly modelCalls: number;
  readonly toolCalls: number;
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly findings: number;
  readonly decisions: number;
  /** Decisions that changed the run. */
  readonly applied: number;
  /** Runs seen. */
  readonly runs: number;
  /** The runs that were intervened in, oldest first; at most 100. */
  readonly traceIds: readonly string[];
}

/** So that a program that runs for months does not make this one grow. */
const MAX_TRACE_IDS = 100;

export interface Reporter {
  event(event: ControllerEvent): void;
  /** Something a person should know, beside the events. */
  note(text: string): void;
  /** The last thing said. */
  end(ending: { readonly exitCode: number; readonly journal: string }): void;
  totals(): RunTotals;
}

export interface ReporterOptions {
  readonly format: 'text' | 'json';
  readonly write: (text: string) => void;
  readonly style: Style;
  /** Totals are counted and nothing is written. */
  readonly quiet: boolean;
}

export function createReporter(options: ReporterOptions): Reporter {
  const { style } = options;
  const json = options.format === 'json';
  let totals: RunTotals = {
    modelCalls: 0,
    toolCalls: 0,
    inputTokens: 0,
    outputTokens: 0,
    findings: 0,
    decisions: 0,
    applied: 0,
    runs: 0,
    traceIds: [],
  };
  /** Decisions whose outcome is to come: it always comes, once. */
  const open = new Set<string>();
  const line = (text: string) => {
    if (!options.quiet) options.write(`${style('dim', 'airt:')} ${text}\n`);
  };
  const object = (value: object) => {
    if (!options.quiet) options.write(`${printableJson(JSON.stringify(value))}\n`);
  };
  return {
    event(event) {
      if (event.type === 'decision') open.add(event.decision.id);
      // A journal may hold open decisions of a run that was killed; their end is not this run's business.
      if (event.type === 'outcome' && !open.delete(event.decision.id)) return;
      totals = countEvent(totals, event);
      // Spans are counted; their place is a trace viewer.
      if (event.type === 'span') return;
      if (json) return object(event);
      const text = eventLine(printableEvent(event), style);
      if (text !== undefined) line(text);
    },
    note: (text) => (json ? object({ type: 'note', text }) : line(text)),
    end({ exitCode, journal }) {
      if (json) return object({ type: 'summary', exitCode, ...totals, journal });
      line(summaryLine(totals));
      const [traceId] = totals.traceIds;
      if (traceId !== undefined && journal !== ':memory:') line(`why: airt explain ${traceId} --journal ${shellWord(journal)}`);
    },
    totals: () => totals,
  };
}

/** Names, reasons and messages of an event come from spans and agents. */
function printableEvent(event: ControllerEvent): ControllerEvent {
  const clean = (value: unknown): unknown => {
    if (typeof value === 'string') return printable(value);
    if (Array.isArray(value)) return value.map(clean);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, clean(member)]));
  };
  return clean(event) as ControllerEvent;
}

function eventLine(event: ControllerEvent, style: Style): string | undefined {
  switch (event.type) {
    case 'finding':
      return findingLine(event.finding, style);
    case 'decision':
      return decisionLine(event.decision, style);
    case 'outcome':
      return outcomeLine(event.outcome, event.decision, style);
    case 'policy_nack':
      return event.errors.map((error) => `${style('red', 'refused ')} policy ${error.name}: ${error.message}`).join('\n');
    default:
      return undefined;
  }
}

function countEvent(totals: RunTotals, event: ControllerEvent): RunTotals {
  switch (event.type) {
    case 'span':
      return countOperation(totals, event.event);
    case 'finding':
      return { ...totals, findings: totals.findings + 1 };
    case 'decision': {
      const { traceId } = event.decision;
      const known = totals.traceIds.includes(traceId) || totals.traceIds.length >= MAX_TRACE_IDS;
      return { ...totals, decisions: totals.decisions + 1, traceIds: known ? totals.traceIds : [...totals.traceIds, traceId] };
    }
    case 'outcome':
      return event.outcome.status === 'applied' && event.outcome.dryRun !== true ? { ...totals, applied: totals.applied + 1 } : totals;
    default:
      return totals;
  }
}

function countOperation(totals: RunTotals, operation: OperationEvent): RunTotals {
  switch (operation.kind) {
    case 'model_call':
      return {
        ...totals,
        modelCalls: totals.modelCalls + 1,
        inputTokens: totals.inputTokens + (operation.inputTokens ?? 0),
        outputTokens: totals.outputTokens + (operation.outputTokens ?? 0),
      };
    case 'tool_call':
      return { ...totals, toolCalls: totals.toolCalls + 1 };
    case 'agent_end':
      return operation.root ? { ...totals, runs: totals.runs + 1 } : totals;
  }
}

function summaryLine(totals: RunTotals): string {
  if (totals.modelCalls + totals.toolCalls === 0) return 'no model calls seen';
  const work = `${count(totals.modelCalls, 'model call')} and ${count(totals.toolCalls, 'tool call')} in ${count(totals.runs, 'finished run')}`;
  return `${work}, ${count(totals.findings, 'finding')}, ${count(totals.decisions, 'decision')}, ${totals.applied} applied`;
}
