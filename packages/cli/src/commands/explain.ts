import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { defaultJournalPath, type JournalReader, readJournal, type TraceExplanation } from '@airt/controller';
import { printable, printableJson } from '@airt/engine';
import { readArgs } from '../args.ts';
import { EXIT } from '../exit-codes.ts';
import { explainLines, explainReport } from '../explain/explain.ts';
import { styleFor } from '../text/style.ts';
import { type Command, failure, HELP_OPTION, usageError } from './command.ts';

export const explainCommand: Command = {
  name: 'explain',
  summary: 'Say why a decision was made and what became of it.',
  usage: 'explain [options] DECISION|TRACE',
  description: `
Tells from a controller's journal why a decision was made and what became of it: the policy with its version and rule, what the detector
saw and in which spans, the action, its delivery, and its outcome. DECISION is an id (dec_...) or the beginning of one, TRACE the
32 hex digits of a trace id, for everything that was found and decided in that run. The journal may be in use by a running controller.

Exit codes: 0 explained, 1 nothing found or no such journal, 2 usage.`,
  options: {
    journal: {
      type: 'string',
      value: 'FILE',
      help: 'The journal. Default: AIRT_JOURNAL, else where controllers keep it\n(~/.local/state/airt/journal.db, or under XDG_STATE_HOME).',
    },
    json: { type: 'boolean', help: 'Print JSON; README.md describes its form.' },
    ...HELP_OPTION,
  },
  async run(argv, io) {
    const parsed = readArgs(argv, this.options);
    if (!parsed.ok) return usageError(this, parsed.message, io);
    const { args } = parsed;
    const [id, ...rest] = args.positionals;
    if (id === undefined || id.trim() === '' || rest.length > 0) return usageError(this, 'name one decision or trace id', io);
    const file = args.text('journal') ?? (io.env.AIRT_JOURNAL || defaultJournalPath(io.env));
    const path = resolve(io.cwd, file);
    if (!existsSync(path)) return failure(this, `there is no journal ${file}; name the controller's with --journal FILE`, io);
    let found: TraceExplanation;
    let latest: readonly string[];
    try {
      const journal = readJournal(path);
      try {
        found = journal.explain(id);
        latest = latestDecisions(journal);
      } finally {
        journal.close();
      }
    } catch (error) {
      return failure(this, error instanceof Error ? error.message : String(error), io);
    }
    const report = explainReport(id, file, found);
    const nothing = report.decisions.length === 0 && report.findings.length === 0;
    if (args.flag('json')) io.stdout.write(`${printableJson(JSON.stringify(report, null, 2))}\n`);
    if (nothing)
      return failure(
        this,
        `nothing about ${id} in ${file}. ${latest.length > 0 ? `Its latest decisions:\n${latest.join('\n')}` : 'It holds no decisions.'}`,
        io,
      );
    if (!args.flag('json')) io.stdout.write(`${explainLines(report, styleFor(io.stdout, io.env)).join('\n')}\n`);
    return EXIT.ok;
  },
};

/** For somebody who mistyped an id. */
function latestDecisions(journal: JournalReader): readonly string[] {
  return journal.recentDecisions(5).map(({ decision, atMs }) => {
    return printable(
      `  ${decision.id}  ${new Date(atMs).toISOString()}  ${decision.policy.name}/${decision.policy.rule}  ${decision.action.kind}  trace ${decision.traceId}`,
    );
  });
}
