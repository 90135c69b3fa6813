/**
 * What a condition can see. These are the CEL variables of `when`; docs/policy.md documents each. All plain data; integers are given
 * to CEL as int. A member that is not known is absent, so conditions use has().
 */

/** Totals of the run so far. */
export interface RunContext {
  readonly model_calls: number;
  readonly tool_calls: number;
  readonly input_tokens: number;
  readonly output_tokens: number;
  readonly duration_seconds: number;
}

/** For `on: finding`. */
export interface FindingContext {
  readonly finding: {
    readonly detector: string;
    readonly score: number;
    readonly severity: string;
    /** What the detector measures. */
    readonly [measure: string]: string | number | boolean;
  };
  readonly run: RunContext;
  readonly agent: { readonly name?: string };
  readonly service: string;
}

/** For the points. `tool` is there at pre_tool_call and post_tool_call, `response` at post_model_call. */
export interface PointContext {
  readonly run: RunContext;
  readonly agent: { readonly name?: string };
  readonly service: string;
  readonly model: {
    readonly name?: string;
    readonly provider?: string;
    readonly stream?: boolean;
    readonly messages?: number;
    readonly tools?: readonly string[];
    readonly max_output_tokens?: number;
  };
  readonly tool?: {
    readonly name: string;
    readonly call_id?: string;
    /** Arguments as an object where they are one, else as the string the model wrote. */
    readonly args?: unknown;
    /** post_tool_call only. */
    readonly result?: unknown;
    readonly error?: string;
  };
  readonly response?: { readonly finish_reasons: readonly string[]; readonly tools: readonly string[]; readonly text: string };
}
