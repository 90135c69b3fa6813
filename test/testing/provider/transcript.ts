/** What providers reject in a transcript: a tool call without its result, or a result without its call. */

/** A step of a transcript: a tool call, a tool result, or a turn that is neither. */
export type TranscriptStep = { readonly call: string } | { readonly result: string } | 'turn';

/** How strict a wire is about the place of a result. */
export interface TranscriptRules {
  /** Results have to follow their calls before any other turn. False: anywhere after them. */
  readonly adjacent: boolean;
}

/** The first problem of a transcript. */
export function transcriptProblem(steps: readonly TranscriptStep[], { adjacent }: TranscriptRules): string | undefined {
  const open = new Set<string>();
  for (const step of steps) {
    if (step === 'turn') {
      const [call] = open;
      if (adjacent && call !== undefined) return `The tool call ${call} has no result before the next turn.`;
    } else if ('call' in step) {
      open.add(step.call);
    } else if (!open.delete(step.result)) {
      return `There is a result of the tool call ${step.result}, but no such call without a result.`;
    }
  }
  const [call] = open;
  return call === undefined ? undefined : `The tool call ${call} has no result.`;
}
