import type { OptionSpecs } from '../args.ts';
import { describeOptions } from '../args.ts';
import { EXIT } from '../exit-codes.ts';
import type { Io } from '../io.ts';

/**
 * One command of `airt`. `run` gets what follows the command's name, does the work, and resolves to the exit code. It reports
 * what goes wrong in words on `io.stderr`; it rejects only for a bug.
 */
export interface Command {
  /** As typed: `policy check`. */
  readonly name: string;
  /** One line for the list of commands. */
  readonly summary: string;
  /** After `airt `, without the options. */
  readonly usage: string;
  /** What it does, its output and exit codes; may have several paragraphs. */
  readonly description: string;
  readonly options: OptionSpecs;
  /** A program and its arguments follow the options. */
  readonly takesProgram?: true;
  run(argv: readonly string[], io: Io): Promise<number>;
}

/** What `airt COMMAND --help` prints. */
export function helpOf(command: Command): string {
  return `Usage: airt ${command.usage}\n\n${command.description.trim()}\n\nOptions:\n${describeOptions(command.options)}\n`;
}

/** Says what is wrong with the command line, and where to read on. */
export function usageError(command: Pick<Command, 'name'>, message: string, io: Io): number {
  io.stderr.write(`airt ${command.name}: ${message}\nairt: \`airt ${command.name} --help\` shows how it is used.\n`);
  return EXIT.usage;
}

/** Says what went wrong. */
export function failure(command: Pick<Command, 'name'>, message: string, io: Io): number {
  io.stderr.write(`airt ${command.name}: ${message}\n`);
  return EXIT.failed;
}

/** Options that every command has. */
export const HELP_OPTION = { help: { type: 'boolean', short: 'h', help: 'Print this help.' } } as const satisfies OptionSpecs;
