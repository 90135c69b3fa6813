import { readFileSync } from 'node:fs';
import { formatProblem, type PolicyDocument, parsePolicies, presetPolicies } from '@airt/engine';
import { createPolicySet, type PolicySet } from './policy-set.ts';

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
  const documents: PolicyDocument[] = [];
  const origin = new Map<string, string>();
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
    for (const document of parsed.policies) {
      const other = origin.get(document.name);
      if (other !== undefined) problems.push(`${file}:1:1: policy ${document.name} is already in ${other}; names must be unique`);
      origin.set(document.name, file);
      documents.push(document);
    }
  }
  return problems.length > 0 ? { ok: false, problems } : { ok: true, set: createPolicySet(documents) };
}
