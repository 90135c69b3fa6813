/**
 * The policy document, apiVersion `airt.dev/v1`: what a person writes in YAML. docs/policy.md is its reference.
 *
 * ```yaml
 * apiVersion: airt.dev/v1
 * kind: Policy
 * metadata: { name: stop-tool-loops, description: ... }
 * spec:
 *   mode: enforce                      # observe | shadow | canary | enforce
 *   canaryPercent: 10                  # only with mode canary: share of runs
 *   unreadable: deny                   # deny | allow; default: deny
 *   match: 'service == "research"'     # CEL over service, agent; default: every run
 *   detectors: { loop: { window: 32 } }  # configuration of detectors for this policy; default: the engine's
 *   rules:
 *     - name: ladder
 *       on: finding
 *       detectors: ["loop.*"]
 *       when: finding.count >= 3       # CEL, default true
 *       ladder:
 *         - steer: { guidance: "..." }
 *         - deny_tool: { reason: "...", instead: "..." }      # tool: default, the finding's
 *         - halt: { mode: graceful, reason: "..." }
 *       cooldown: { steps: 1, seconds: 0 }
 *       budget: { perRun: 5 }
 *       expiresAfterSeconds: 60
 *     - name: no-rm
 *       on: pre_tool_call
 *       when: tool.name == "shell" && tool.args.command.contains("rm -rf")
 *       deny: { reason: "...", instead: "..." }
 *     - name: short-answers
 *       on: pre_model_call
 *       when: run.output_tokens > 20000
 *       transform:
 *         - clamp: { maxOutputTokens: 512 }
 * ```
 */
import type { ActionTemplate } from '../actions/index.ts';
import type { InterventionPoint } from '../intervention-point.ts';
import type { PolicyMode, Unreadable } from './policy-mode.ts';

interface RuleBase {
  readonly name: string;
  /** CEL source; absent: always. */
  readonly when?: string;
  /** Line of the rule in its document, from 1. */
  readonly line: number;
}

/** Acts on what a detector found, later and over the whole run. */
export interface FindingRule extends RuleBase {
  readonly on: 'finding';
  /** Detector names; `*` at the end matches any suffix. */
  readonly detectors: readonly string[];
  readonly ladder: readonly ActionTemplate[];
  /** Least distance between two decisions of this rule about one subject: tool calls and model calls of the run, and time. */
  readonly cooldown: { readonly steps: number; readonly seconds: number };
  /** Decisions of this rule per run. */
  readonly budgetPerRun: number;
  readonly expiresAfterSeconds: number;
}

/** Judges one operation, at once and in process. */
export interface PointRule extends RuleBase {
  readonly on: Extract<InterventionPoint, 'pre_model_call' | 'post_model_call' | 'pre_tool_call' | 'post_tool_call'>;
  readonly effect:
    | { readonly verdict: 'allow' }
    | { readonly verdict: 'deny'; readonly reason: string; readonly instead?: string }
    | { readonly verdict: 'transform'; readonly actions: readonly ActionTemplate[] };
}

export type Rule = FindingRule | PointRule;

/** A document that passed validation. */
export interface PolicyDocument {
  readonly name: string;
  readonly description?: string;
  /** `sha256:` and the first 16 hex digits of the hash of the text. */
  readonly version: string;
  readonly mode: PolicyMode;
  /** 0 to 100; only with mode canary. */
  readonly canaryPercent: number;
  /** What becomes of a tool call whose arguments cannot be read, where a rule that denies asks about them. */
  readonly unreadable: Unreadable;
  /** CEL over `service` and `agent`; absent: every run. */
  readonly match?: string;
  /** Configuration of detectors for the findings that this policy acts on, by family; what is not named is as the engine has it. */
  readonly detectors?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly rules: readonly Rule[];
  /** The text it was read from. */
  readonly source: string;
}
