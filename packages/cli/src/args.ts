/** Reading a command line. Options are declared once per command, with their help, and read by `node:util`'s parser. */
import { type ParseArgsOptionDescriptor, parseArgs } from 'node:util';

/** One option of a command. */
export interface OptionSpec {
  readonly type: 'boolean' | 'string';
  readonly short?: string;
  /** May be given more than once. */
  readonly multiple?: boolean;
  /** How the value is called in the help: `FILE`. */
  readonly value?: string;
  readonly help: string;
}

export type OptionSpecs = Readonly<Record<string, OptionSpec>>;

/** What was given. Reading an option that the command does not declare is a bug and gives nothing. */
export interface ParsedArgs {
  flag(name: string): boolean;
  text(name: string): string | undefined;
  texts(name: string): readonly string[];
  readonly positionals: readonly string[];
}

export type ParseResult = { readonly ok: true; readonly args: ParsedArgs } | { readonly ok: false; readonly message: string };

/** Reads a whole command line. */
export function readArgs(argv: readonly string[], options: OptionSpecs): ParseResult {
  try {
    const { values, positionals } = parseArgs({ args: [...argv], options: descriptors(options), allowPositionals: true, strict: true });
    const all = (name: string) => [values[name]].flat();
    return {
      ok: true,
      args: {
        flag: (name) => values[name] === true,
        text: (name) => all(name).findLast((value) => typeof value === 'string'),
        texts: (name) => all(name).filter((value) => typeof value === 'string'),
        positionals,
      },
    };
  } catch (error) {
    // The parser's first sentence says what is wrong; what follows it is advice about its own syntax.
    const [sentence = 'unreadable arguments'] = (error instanceof Error ? error.message : String(error)).split(/\.\s|\n/);
    return { ok: false, message: sentence.charAt(0).toLowerCase() + sentence.slice(1).replace(/\.$/, '') };
  }
}

/**
 * Parts own options from a program to run and its arguments: after `--`, or, where there is none before the program, from the
 * first word that is neither an option nor the value of one.
 */
export function splitCommand(
  argv: readonly string[],
  options: OptionSpecs,
): { readonly own: readonly string[]; readonly command: readonly string[] } {
  const { tokens } = parseArgs({ args: [...argv], options: descriptors(options), allowPositionals: true, strict: false, tokens: true });
  const cut = tokens.find((token) => token.kind !== 'option');
  if (!cut) return { own: argv, command: [] };
  return { own: argv.slice(0, cut.index), command: argv.slice(cut.kind === 'option-terminator' ? cut.index + 1 : cut.index) };
}

/** The options of a command as lines of help. */
export function describeOptions(options: OptionSpecs): string {
  const rows = Object.entries(options).map(([name, { short, value, help }]) => ({
    left: `  ${short ? `-${short}, ` : '    '}--${name}${value ? ` ${value}` : ''}`,
    help,
  }));
  const width = Math.max(...rows.map((row) => row.left.length)) + 2;
  return rows.map(({ left, help }) => left.padEnd(width) + help.split('\n').join(`\n${' '.repeat(width)}`)).join('\n');
}

function descriptors(options: OptionSpecs): Record<string, ParseArgsOptionDescriptor> {
  return Object.fromEntries(
    Object.entries(options).map(([name, { type, short, multiple }]) => [
      name,
      { type, multiple: multiple ?? false, ...(short ? { short } : {}) },
    ]),
  );
}
