import { appendFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { formatProblem } from '@airt/engine';
import { type ParsedArgs, readArgs, splitCommand } from '../args.ts';
import { SHELL_EXIT } from '../exit-codes.ts';
import type { Io } from '../io.ts';
import { runChild } from '../launch/child.ts';
import { attachedEnvironment, findPreload, hasExporter } from '../launch/environment.ts';
import { type PrivateController, startPrivateController } from '../launch/private-controller.ts';
import { programKind } from '../launch/program.ts';
import { createReporter, type Reporter } from '../report/reporter.ts';
import { plain, styleFor } from '../text/style.ts';
import { type Command, failure, HELP_OPTION, usageError } from './command.ts';
import { checkPolicyFiles } from './policy-files.ts';

/** How long the last spans and outcomes of a program that has ended are waited for. */
const DRAIN_MS = 3_000;

export const runCommand: Command = {
  name: 'run',
  summary: 'Run a program with the data plane attached and a private controller.',
  usage: 'run [options] [--] PROGRAM [ARG...]',
  description: `
Runs a Node.js program (or npx, npm, tsx ... that start one) with the AIRT data plane attached, under a controller of its own that
lives as long as the program. Where AIRT_CONTROLLER names a controller, that one is used. Standard input, output and error are the
program's; what AIRT has to say goes to standard error.

Without --policy (or AIRT_POLICY) the controller's built-in policy is in force. Where no OpenTelemetry exporter is configured (OTEL_EXPORTER_OTLP_* or
OTEL_TRACES_EXPORTER), the program exports nothing beyond what the private controller needs.

Exit code: the program's; 128 + the signal that ended it; 127 not found; 126 not executable; 1 AIRT could not start; 2 usage.`,
  options: {
    policy: { type: 'string', multiple: true, value: 'FILE', help: 'Policy file to put in force; may be repeated.' },
    journal: {
      type: 'string',
      value: 'FILE',
      help: 'Keep findings, decisions and outcomes in FILE, for `airt explain`;\n:memory: for nowhere. Default: as for the controller.',
    },
    report: { type: 'string', value: 'FORMAT', help: 'text (default), or json: one object a line, a summary last.' },
    'report-file': { type: 'string', value: 'FILE', help: 'Write the report to FILE instead of standard error.' },
    quiet: { type: 'boolean', short: 'q', help: 'Say nothing unless AIRT itself fails.' },
    ...HELP_OPTION,
  },
  takesProgram: true,
  async run(argv, io) {
    const { own, command } = splitCommand(argv, this.options);
    const parsed = readArgs(own, this.options);
    if (!parsed.ok) return usageError(this, parsed.message, io);
    const { args } = parsed;
    const [program, ...programArgs] = command;
    if (program === undefined) return usageError(this, 'name the program to run: `airt run -- node app.mjs`', io);
    const external = (io.env.AIRT_CONTROLLER ?? '') !== '';
    const misuse = findMisuse(args, external);
    if (misuse) return usageError(this, misuse, io);

    const policies = args.texts('policy').map((file) => resolve(io.cwd, file));
    const broken = checkPolicyFiles(policies, io.cwd).flatMap(({ file, problems }) =>
      problems.map((problem) => formatProblem(file, problem)),
    );
    if (broken.length > 0) return failure(this, `the program was not started, because of its policies:\n${broken.join('\n')}`, io);
    const preload = findPreload();
    if (!preload) return failure(this, 'the data plane is missing: install @airt/instrument beside airt (in a checkout: build it)', io);
    const kind = programKind(program, io.env, io.cwd);
    if (kind === 'missing') {
      failure(this, `${program}: not found`, io);
      return SHELL_EXIT.notFound;
    }
    const reporter = openReporter(args, io);
    if (typeof reporter === 'string') return failure(this, reporter, io);
    if (kind === 'other') {
      reporter.note(`${program} is not a Node.js program: nothing is attached to it, only to Node.js programs that it starts`);
    }
    const journal = args.text('journal');
    const journalFile = journal === undefined || journal === ':memory:' ? journal : resolve(io.cwd, journal);
    let controller: PrivateController | undefined;
    try {
      if (external) noteExternal(reporter, io.env);
      else
        controller = await startPrivateController({
          policyFiles: policies,
          journalFile,
          env: io.env,
          onEvent: reporter.event,
          onProblem: reporter.note,
        });
    } catch (error) {
      return failure(this, `the controller did not start: ${error instanceof Error ? error.message : String(error)}`, io);
    }
    const env = attachedEnvironment(io.env, preload, controller);
    // One place decides: the controller has the policies and pushes them to the program, or, without one here, the program reads them.
    if (!external) delete env.AIRT_POLICY;
    else if (policies.length > 0) env.AIRT_POLICY = [io.env.AIRT_POLICY, ...policies].filter(Boolean).join(',');
    const result = await runChild(program, programArgs, { env, cwd: io.cwd, terminal: process.stdin.isTTY === true });
    if (result.error) failure(this, `${program}: ${result.error}`, io);
    if (controller) {
      await controller.stop(DRAIN_MS);
      if (!result.error) reporter.end({ exitCode: result.code, journal: controller.journal });
    }
    return result.code;
  },
};

/** What is wrong with a combination of options, in words. */
function findMisuse(args: ParsedArgs, external: boolean): string | undefined {
  const report = args.text('report');
  if (report !== undefined && report !== 'text' && report !== 'json') return `--report is text or json, not ${JSON.stringify(report)}`;
  if (external && args.text('journal') !== undefined)
    return '--journal needs the private controller, but AIRT_CONTROLLER names another one; unset it, or leave --journal out';
  return undefined;
}

/** The reporter, or why there is none. */
function openReporter(args: ParsedArgs, io: Io): Reporter | string {
  const file = args.text('report-file');
  const format = args.text('report') === 'json' ? 'json' : 'text';
  const quiet = args.flag('quiet');
  if (file === undefined) return createReporter({ format, quiet, write: io.stderr.write, style: styleFor(io.stderr, io.env) });
  const path = resolve(io.cwd, file);
  try {
    writeFileSync(path, '');
  } catch (error) {
    return `cannot write ${file}: ${error instanceof Error ? error.message : String(error)}`;
  }
  return createReporter({ format, quiet: false, write: (text) => appendFileSync(path, text), style: plain });
}

/** With a controller of the user's own, somebody has to bring it the spans. */
function noteExternal(reporter: Reporter, env: Io['env']): void {
  if (hasExporter(env) || (env.AIRT_OTLP_ENDPOINT ?? '') !== '') return;
  reporter.note(
    `the controller at ${env.AIRT_CONTROLLER} will see no spans of this program: set AIRT_OTLP_ENDPOINT to its OTLP/HTTP receiver, or OTEL_EXPORTER_OTLP_ENDPOINT to a collector that exports to it`,
  );
}
