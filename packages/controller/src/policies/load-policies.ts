import { readFileSync } from 'node:fs';
import { formatProblem, mergePolicies, type PolicySet, type PolicySource, parsePolicies, presetPolicies } from '@airt/engine';

export type PolicyLoad =
  | { readonly ok: true; readonly set: PolicySet }
  /** `file:line:col: message`, one per problem. */
  | { readonly ok: false; readonly problems: readonly string[] };

/** Reads all policy files; without any, the preset `balanced`. One broken file rejects the whole load: the set in force stays. */
export function loadPolicies(
  files: readonly string[],
  readFile: (path: string) => string = (path) => readFileSync(path, 'utf8'),
): PolicyLoad {
  const problems: string[] = [];
  const sources: PolicySource[] = [];
  for (const { name, read } of sourcesOf(files, readFile)) {
    try {
      const parsed = parsePolicies(read());
      if (parsed.ok) sources.push({ name, policies: parsed.policies });
      else problems.push(...parsed.problems.map((problem) => formatProblem(name, problem)));
    } catch (error) {
      problems.push(`${name}: cannot be read: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  const set = mergePolicies(sources);
  // Which of two policies of one name is meant must not depend on the order of files: agents would get either.
  problems.push(...set.conflicts.map(({ source, message }) => `${source}:1:1: ${message}`));
  return problems.length > 0 ? { ok: false, problems } : { ok: true, set };
}

const sourcesOf = (files: readonly string[], readFile: (path: string) => string) =>
  files.length > 0
    ? files.map((name) => ({ name, read: () => readFile(name) }))
    : [{ name: 'preset balanced', read: () => presetPolicies.balanced }];
