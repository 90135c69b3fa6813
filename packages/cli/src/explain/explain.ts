/** A decision and all that the journal knows of it: as words, and as the documented JSON. */
import type { Explanation, OutcomeRecord, TraceExplanation } from '@airt/controller';
import { describeDecided, type Finding, printable, type SpanRef } from '@airt/engine';
import { describeOutcome, measuresOf } from '../text/narrate.ts';
import type { Style } from '../text/style.ts';
import { count, duration } from '../text/words.ts';
import { ruleText } from './rule-text.ts';

/** Findings listed for a run; more are counted. */
const MAX_FINDINGS = 20;

/** What `airt explain --json` prints. Times are ISO 8601 in UTC, by the controller's clock. */
export interface ExplainReport {
  /** The id that was asked for. */
  readonly query: string;
  readonly journal: string;
  readonly findings: readonly Finding[];
  /** In the order they were made. */
  readonly decisions: readonly ExplainedDecision[];
}

export interface ExplainedDecision {
  readonly id: string;
  readonly decidedAt: string;
  readonly traceId: string;
  readonly agentName?: string;
  readonly instanceUid?: string;
  /** The tool that it is about; the texts of `action` have `{tool}` in its place. */
  readonly toolName?: string;
  readonly policy: Explanation['decision']['policy'] & { readonly rung: number; readonly ruleText?: string };
  readonly detector: string;
  readonly finding?: Finding;
  readonly evidence: readonly SpanRef[];
  readonly action: Explanation['decision']['action'];
  readonly reason: string;
  /** true: was only reported, because of the policy's mode. */
  readonly dryRun: boolean;
  readonly deliveries: readonly {
    readonly at: string;
    readonly instanceUid: string;
    readonly sequence: number;
    readonly resent: boolean;
  }[];
  /** true: it changed the run. */
  readonly applied: boolean;
  /** The outcome that counts; absent while it is open. */
  readonly outcome?: ExplainedOutcome;
  /** Every outcome told, the one that counts among them. */
  readonly outcomes: readonly ExplainedOutcome[];
}

export interface ExplainedOutcome {
  readonly status: OutcomeRecord['outcome']['status'];
  readonly at: string;
  /** Who said so: the agent, or the controller where none answered. */
  readonly source: OutcomeRecord['source'];
  readonly instanceUid?: string;
  readonly span?: SpanRef;
  /** From the decision to the outcome being known, by the controller's clock. */
  readonly sinceDecisionMs: number;
  /** From the agent receiving it to applying it. */
  readonly latencyMs?: number;
  readonly reason?: string;
  readonly changes: readonly string[];
  readonly dryRun: boolean;
}

export function explainReport(query: string, journal: string, found: TraceExplanation): ExplainReport {
  const decisions = [...found.decisions].sort((a, b) => a.atMs - b.atMs);
  return { query, journal, findings: found.findings, decisions: decisions.map(explainDecision) };
}

function explainDecision(explanation: Explanation): ExplainedDecision {
  const { decision, atMs, finding, policyDocument, deliveries, outcome, outcomes } = explanation;
  const text = policyDocument === undefined ? undefined : ruleText(policyDocument, decision.policy.name, decision.policy.rule);
  const explained = outcome && explainOutcome(outcome, atMs);
  return {
    id: decision.id,
    decidedAt: iso(atMs),
    traceId: decision.traceId,
    ...(decision.agentName === undefined ? {} : { agentName: decision.agentName }),
    ...(decision.instanceUid === undefined ? {} : { instanceUid: decision.instanceUid }),
    ...(decision.toolName === undefined ? {} : { toolName: decision.toolName }),
    policy: { ...decision.policy, rung: decision.rung, ...(text === undefined ? {} : { ruleText: text }) },
    detector: decision.detector,
    ...(finding === undefined ? {} : { finding }),
    evidence: decision.evidence,
    action: decision.action,
    reason: decision.reason,
    dryRun: decision.dryRun,
    deliveries: deliveries.map(({ atMs: at, instanceUid, sequence, resent }) => ({ at: iso(at), instanceUid, sequence, resent })),
    applied: explained?.status === 'applied' && !explained.dryRun,
    ...(explained === undefined ? {} : { outcome: explained }),
    outcomes: outcomes.map((record) => explainOutcome(record, atMs)),
  };
}

function explainOutcome({ outcome, source, instanceUid, atMs }: OutcomeRecord, decidedMs: number): ExplainedOutcome {
  return {
    status: outcome.status,
    at: iso(atMs),
    source,
    ...(instanceUid === undefined ? {} : { instanceUid }),
    ...(outcome.span === undefined ? {} : { span: outcome.span }),
    sinceDecisionMs: atMs - decidedMs,
    ...(outcome.latencyMs === undefined ? {} : { latencyMs: outcome.latencyMs }),
    ...(outcome.reason === undefined ? {} : { reason: outcome.reason }),
    changes: outcome.changes ?? [],
    dryRun: outcome.dryRun === true,
  };
}

/** The report in plain words, one entry a line. */
export function explainLines(found: ExplainReport, style: Style): readonly string[] {
  const report = printableReport(found);
  const isRun = /^[0-9a-f]{32}$/i.test(report.query);
  const told = new Set<string>();
  const blocks = report.decisions.map((decision) => {
    const { name, version, rule } = decision.policy;
    // One ladder makes several decisions: its text once is enough.
    const key = JSON.stringify([name, version, rule]);
    const withRule = !told.has(key);
    told.add(key);
    return decisionLines(decision, withRule, style);
  });
  return [...(isRun ? [...runLines(report, style), ''] : []), ...blocks.flatMap((block, index) => (index === 0 ? block : ['', ...block]))];
}

/** Every text of a report may come from a span or an agent. The rule is of a policy file, and has lines of its own. */
function printableReport(report: ExplainReport): ExplainReport {
  const clean = (value: unknown, name?: string): unknown => {
    if (typeof value === 'string') return name === 'ruleText' ? value.split('\n').map(printable).join('\n') : printable(value);
    if (Array.isArray(value)) return value.map((item) => clean(item));
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, member]) => [printable(key), clean(member, key)]));
  };
  return clean(report) as ExplainReport;
}

function runLines(report: ExplainReport, style: Style): readonly string[] {
  const { findings, decisions } = report;
  const applied = decisions.filter((decision) => decision.applied).length;
  const more = findings.length - MAX_FINDINGS;
  return [
    `${style('bold', `Run ${report.query}`)}: ${count(findings.length, 'finding')}, ${count(decisions.length, 'decision')}, ${applied} applied`,
    ...findings
      .slice(0, MAX_FINDINGS)
      .map((finding) => `  ${iso(finding.atMs)} ${finding.detector} (${measuresOf(finding)}): ${finding.message}`),
    ...(more > 0 ? [`  and ${count(more, 'more finding')}`] : []),
  ];
}

function decisionLines(decision: ExplainedDecision, withRule: boolean, style: Style): readonly string[] {
  const { policy, finding, evidence, outcome } = decision;
  const row = (label: string, text: string) => `  ${style('dim', label.padEnd(10))}${text}`;
  const agent = decision.agentName === undefined ? '' : ` of agent ${decision.agentName}`;
  return [
    `${style('bold', `Decision ${decision.id}`)}: ${decision.action.kind}, ${verdict(decision)}`,
    row('When', `${decision.decidedAt}, in run ${decision.traceId}${agent}`),
    row(
      'Why',
      finding
        ? `${finding.detector} (${measuresOf(finding)}, ${finding.severity}): ${finding.message}`
        : `${decision.detector}: ${decision.reason}`,
    ),
    row(
      'Evidence',
      `${count(evidence.length, 'span')}${evidence.length > 0 ? `: ${evidence.map(({ spanId }) => spanId).join(', ')}` : ''}`,
    ),
    row('Policy', `${policy.name}, version ${policy.version}, rule ${policy.rule}, rung ${policy.rung + 1}, mode ${policy.mode}`),
    ...(policy.ruleText === undefined || !withRule
      ? []
      : policy.ruleText.split('\n').map((line) => style('dim', `            ${line}`.trimEnd()))),
    row('Action', describeDecided(decision.action, decision.toolName)),
    ...deliveryTexts(decision).map((text) => row('Delivery', text)),
    row('Outcome', outcome ? outcomeText(outcome) : 'none yet: no agent has answered'),
  ];
}

function verdict(decision: ExplainedDecision): string {
  if (decision.applied) return 'applied';
  if (decision.dryRun) return `only reported, because the policy is in mode ${decision.policy.mode}`;
  return decision.outcome ? `not applied (${decision.outcome.status})` : 'open';
}

function deliveryTexts(decision: ExplainedDecision): readonly string[] {
  if (decision.deliveries.length === 0) return ['not sent: no agent to send it to was connected'];
  return decision.deliveries.map(({ at, instanceUid, sequence, resent }) => {
    const after = duration(Math.max(0, Date.parse(at) - Date.parse(decision.decidedAt)));
    return `${resent ? 'sent again' : 'sent'} to process ${instanceUid} ${after} after the decision, as number ${sequence} of its stream`;
  });
}

function outcomeText(outcome: ExplainedOutcome): string {
  const { status, span, latencyMs, reason, changes, dryRun } = outcome;
  const words = describeOutcome({
    decisionId: '',
    atMs: 0,
    status,
    changes,
    dryRun,
    ...(span === undefined ? {} : { span }),
    ...(latencyMs === undefined ? {} : { latencyMs }),
    ...(reason === undefined ? {} : { reason }),
  });
  const source = outcome.source === 'controller' ? ', by the controller: no agent answered' : '';
  return `${words}${source}; known ${duration(Math.max(0, outcome.sinceDecisionMs))} after the decision`;
}

const iso = (ms: number): string => new Date(ms).toISOString();
