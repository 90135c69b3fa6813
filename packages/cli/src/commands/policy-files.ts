/** Reading policy files for people: whatever is wrong with one is a problem with a place. */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { mergePolicies, type PolicyDocument, type Problem, parsePolicies } from '@airt/engine';

/** What was found out about one file. */
export interface PolicyFileReport {
  readonly file: string;
  readonly policies: readonly PolicyDocument[];
  readonly problems: readonly Problem[];
}

/** Reads and validates the files as one set. Never throws. */
export function checkPolicyFiles(files: readonly string[], cwd: string): readonly PolicyFileReport[] {
  return withNameConflicts(files.map((file) => check(file, cwd)));
}

function check(file: string, cwd: string): PolicyFileReport {
  let text: string;
  try {
    text = readFileSync(resolve(cwd, file), 'utf8');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    const reason = code === 'ENOENT' ? 'there is no such file' : code === 'EISDIR' ? 'this is a folder, not a file' : String(error);
    return { file, policies: [], problems: [{ message: `cannot read the file: ${reason}`, line: 1, column: 1, path: '' }] };
  }
  const result = parsePolicies(text);
  return result.ok ? { file, policies: result.policies, problems: [] } : { file, policies: [], problems: result.problems };
}

/** A check answers for the whole set, so a policy whose name an earlier file has is a problem. */
function withNameConflicts(reports: readonly PolicyFileReport[]): readonly PolicyFileReport[] {
  const { conflicts } = mergePolicies(reports.map(({ file, policies }) => ({ name: file, policies })));
  return reports.map((report) => {
    // By the policy and not by the file: one file may be named twice.
    const own = conflicts.filter(({ policy }) => report.policies.includes(policy));
    const problems = own.map(({ message }): Problem => ({ message, line: 1, column: 1, path: 'metadata.name' }));
    return { ...report, problems: [...report.problems, ...problems] };
  });
}
