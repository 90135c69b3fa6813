/** Reading policy files for people: whatever is wrong with one is a problem with a place. */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { type PolicyDocument, type Problem, parsePolicies } from '@airt/engine';

/** What was found out about one file. */
export interface PolicyFileReport {
  readonly file: string;
  readonly policies: readonly PolicyDocument[];
  readonly problems: readonly Problem[];
}

/** Reads and validates the files as one set. Never throws. */
export function checkPolicyFiles(files: readonly string[], cwd: string): readonly PolicyFileReport[] {
  return withNameClashes(files.map((file) => check(file, cwd)));
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

/** Two policies of one name cannot be in force together: the later one is the problem. */
function withNameClashes(reports: readonly PolicyFileReport[]): readonly PolicyFileReport[] {
  const seen = new Map<string, string>();
  return reports.map((report) => {
    const clashes = report.policies.flatMap(({ name }): Problem[] => {
      const other = seen.get(name);
      seen.set(name, other ?? report.file);
      const message = `the name ${JSON.stringify(name)} is taken by a policy in ${other}`;
      return other === undefined ? [] : [{ message, line: 1, column: 1, path: 'metadata.name' }];
    });
    return { ...report, problems: [...report.problems, ...clashes] };
  });
}
