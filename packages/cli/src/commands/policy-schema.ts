import { policyJsonSchema } from '@airt/engine';
import { readArgs } from '../args.ts';
import { EXIT } from '../exit-codes.ts';
import { type Command, HELP_OPTION, usageError } from './command.ts';

export const policySchemaCommand: Command = {
  name: 'policy schema',
  summary: 'Print the JSON Schema of policies, for editors.',
  usage: 'policy schema [options]',
  description: `
Prints the JSON Schema of policy files. Editors with a YAML language server complete and check policies by it, where a policy begins with
the line \`# yaml-language-server: $schema=./policy.schema.json\`:

  airt policy schema > policy.schema.json

It knows structure, words and bounds. Conditions, placeholders and names that must be unique only \`airt policy check\` checks.

Exit codes: 0 printed, 2 usage.`,
  options: HELP_OPTION,
  async run(argv, io) {
    const parsed = readArgs(argv, this.options);
    if (!parsed.ok) return usageError(this, parsed.message, io);
    if (parsed.args.positionals.length > 0) return usageError(this, 'it takes no arguments', io);
    io.stdout.write(`${JSON.stringify(policyJsonSchema(), null, 2)}\n`);
    return EXIT.ok;
  },
};
