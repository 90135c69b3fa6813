import { formatProblem } from '@airt/engine';
import { readArgs } from '../args.ts';
import { EXIT } from '../exit-codes.ts';
import type { Io } from '../io.ts';
import { describePolicy } from '../text/policy.ts';
import { type Command, HELP_OPTION, usageError } from './command.ts';
import { checkPolicyFiles, type PolicyFileReport } from './policy-files.ts';

export const policyCheckCommand: Command = {
  name: 'policy check',
  summary: 'Check policy files, and say in words what they do.',
  usage: 'policy check [options] FILE...',
  description: `
Reads policy files as the controller and the data plane do. Each problem is one line, file:line:col: message.
For each valid policy it says in words when it acts and what it does.

Exit codes: 0 every file is valid, 1 at least one problem, 2 usage.`,
  options: {
    json: { type: 'boolean', help: 'Print the report as JSON: {ok, files: [{file, ok, policies, problems}]}.' },
    quiet: { type: 'boolean', short: 'q', help: 'Print problems only.' },
    ...HELP_OPTION,
  },
  async run(argv, io) {
    const parsed = readArgs(argv, this.options);
    if (!parsed.ok) return usageError(this, parsed.message, io);
    const { args } = parsed;
    if (args.positionals.length === 0) return usageError(this, 'name at least one policy file', io);
    const reports = checkPolicyFiles(args.positionals, io.cwd);
    const ok = reports.every((report) => report.problems.length === 0);
    if (args.flag('json')) printJson(reports, ok, io);
    else printText(reports, args.flag('quiet'), io);
    return ok ? EXIT.ok : EXIT.failed;
  },
};

function printText(reports: readonly PolicyFileReport[], quiet: boolean, io: Io): void {
  for (const { file, policies, problems } of reports) {
    for (const problem of problems) io.stdout.write(`${formatProblem(file, problem)}\n`);
    if (quiet) continue;
    for (const policy of policies) io.stdout.write(`${file}: ${describePolicy(policy).join('\n')}\n`);
  }
}

function printJson(reports: readonly PolicyFileReport[], ok: boolean, io: Io): void {
  const files = reports.map(({ file, policies, problems }) => ({
    file,
    ok: problems.length === 0,
    policies: policies.map(({ source: _source, ...policy }) => policy),
    problems,
  }));
  io.stdout.write(`${JSON.stringify({ ok, files }, null, 2)}\n`);
}
