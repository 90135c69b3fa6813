/** What a process that is silently not governed, or not seen, has to say about itself. */

/**
 * - `error`: what was asked for does not happen. The process reports that it is not healthy.
 * - `warning`: something happens that was probably not meant.
 * - `notice`: worth knowing for who looks; on standard error only at `AIRT_LOG_LEVEL=info`.
 */
export type Severity = 'error' | 'warning' | 'notice';

/** One kind of condition. A line on standard error is `summary: subject: detail. hint`. */
export interface ConditionDefinition {
  readonly severity: Severity;
  /** Its source prints a line of its own, which says more. */
  readonly hasOwnLine?: true;
  /** What is wrong: the beginning of a sentence, without the name of anything. */
  readonly summary: string;
  /** What a person can do about it: whole sentences. */
  readonly hint: string;
  /** What the subject names, for the reference. */
  readonly subject: string;
}
