/** One thing wrong with a file. Lines and columns count from 1. */
export interface Problem {
  readonly message: string;
  readonly line: number;
  readonly column: number;
  /** Where in the document: `spec.rules[0].when`. */
  readonly path: string;
}

/** Orders problems by their places in the file. */
export const byPlace = (a: Problem, b: Problem): number => a.line - b.line || a.column - b.column;

/** `file:line:col: path: message`, the form that editors and terminals can follow. */
export function formatProblem(file: string, problem: Problem): string {
  const place = problem.path === '' ? '' : `${problem.path}: `;
  return `${file}:${problem.line}:${problem.column}: ${place}${problem.message}`;
}
