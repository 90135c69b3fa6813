import { readFileSync } from 'node:fs';
import { formatProblem, mergePolicies, type PolicySet, type PolicySource, parsePolicies, presetPolicies } from '@airt/engine';

export type PolicyLoad =
  | { readonly ok: true; readonly set: PolicySet }
  /** `file:line:col: message`, one per problem. */
  | { readonly ok: false; readonly problems: readonly string[] };

/** Reads all policy files; without any, the preset `balanced`. One broken file refuses the whole load: the set in force stays. */
export function loadPolicies(
  files: readonly string[],
  readFile: (path: string) => string = (path) => readFileSync(path, 'utf8'),
): PolicyLoad {
  const problems: string[] = [];
  const loaded: PolicySource[] = [];
  const sources =
    files.length > 0
      ? files.map((file) => ({ file, read: () => readFile(file) }))
      : [{ file: 'preset balanced', read: () => presetPolicies.balanced }];
  for (const { file, read } of sources) {
    let text: string;
    try {
      text = read();
    } catch (error) {
      problems.push(`${file}: cannot be read: ${error instanceof Error ? error.message : String(error)}`);
      continue;
    }
    const parsed = parsePolicies(text);
    if (!parsed.ok) {
      problems.push(...parsed.problems.map((problem) => formatProblem(file, problem)));
      continue;
    }
    loaded.push({ name: file, policies: parsed.policies });
  }
  const set = mergePolicies(loaded);
  // A controller answers for the whole set: which of two policies of one name is meant must not depend on the order of files.
  problems.push(...set.conflicts.map(({ source, message }) => `${source}:1:1: ${message}`));
  return problems.length > 0 ? { ok: false, problems } : { ok: true, set };
}
