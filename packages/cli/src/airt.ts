/** `airt`: which command it is, help and version; the work is in commands/. */
import { splitCommand } from './args.ts';
import type { Command } from './commands/command.ts';
import { COMMANDS } from './commands/index.ts';
import { EXIT } from './exit-codes.ts';
import type { Io } from './io.ts';

/** Runs one command line and gives the exit code. */
export async function airt(argv: readonly string[], io: Io): Promise<number> {
  const [first] = argv;
  if (first === undefined) {
    io.stderr.write(usage());
    return EXIT.usage;
  }
  if (first === '--version' || first === '-v') {
    io.stdout.write(`${await ownVersion()}\n`);
    return EXIT.ok;
  }
  if (['--help', '-h', 'help'].includes(first)) return help(argv.slice(1), io);
  const found = findCommand(argv);
  if (!found && isGroup(first) && (argv[1] === '--help' || argv[1] === '-h')) return help([first], io);
  if (!found) return unknownCommand(argv, io);
  const command = await found.load();
  if (asksForHelp(command, found.rest)) return help([found.name], io);
  return command.run(found.rest, io);
}

function findCommand(argv: readonly string[]) {
  for (const words of [2, 1]) {
    const name = argv.slice(0, words).join(' ');
    const entry = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
    if (entry) return { name, load: entry.load, rest: argv.slice(words) };
  }
  return undefined;
}

/** `--help` among the command's own arguments; what follows the name of a program to run is that program's. */
function asksForHelp(command: Command, argv: readonly string[]): boolean {
  const own = command.takesProgram ? splitCommand(argv, command.options).own : argv;
  return own.includes('--help') || own.includes('-h');
}

async function help(topic: readonly string[], io: Io): Promise<number> {
  if (topic.length === 0) {
    io.stdout.write(usage());
    return EXIT.ok;
  }
  const found = findCommand(topic.join(' ').split(' '));
  if (!found && topic.length === 1 && isGroup(topic[0])) {
    io.stdout.write(usage(topic[0]));
    return EXIT.ok;
  }
  if (!found) return unknownCommand(topic, io);
  const { helpOf } = await import('./commands/command.ts');
  io.stdout.write(helpOf(await found.load()));
  return EXIT.ok;
}

/** The first word of commands of two: `policy`. */
const isGroup = (word: string | undefined): boolean => Object.keys(COMMANDS).some((name) => name.startsWith(`${word} `));

function unknownCommand(argv: readonly string[], io: Io): number {
  const [first = ''] = argv;
  const group = Object.keys(COMMANDS).filter((name) => name.startsWith(`${first} `));
  const hint =
    group.length > 0 ? `use ${group.map((name) => `\`airt ${name}\``).join(' or ')}` : `commands: ${Object.keys(COMMANDS).join(', ')}`;
  io.stderr.write(
    `airt: ${group.length > 0 ? `\`${argv.slice(0, 2).join(' ')}\` is not a command` : `unknown command \`${first}\``}; ${hint}\n`,
  );
  return EXIT.usage;
}

/** @param group Only the commands that begin with this word. */
function usage(group?: string): string {
  const listed = Object.entries(COMMANDS).filter(([name]) => group === undefined || name.startsWith(`${group} `));
  const width = Math.max(...listed.map(([name]) => name.length)) + 2;
  const rows = listed.map(([name, { summary }]) => `  ${name.padEnd(width)}${summary}`);
  return `Usage: airt COMMAND [options]\n\nCommands:\n${rows.join('\n')}\n\n\`airt COMMAND --help\` tells more; \`airt --version\` the version.\nExit codes: 0 ok, 1 failed, 2 usage. \`airt run\` ends with the code of the program it ran.\n`;
}

async function ownVersion(): Promise<string> {
  const { readFile } = await import('node:fs/promises');
  const manifest: unknown = JSON.parse(await readFile(new URL('../package.json', import.meta.url), 'utf8'));
  return typeof manifest === 'object' && manifest !== null && 'version' in manifest ? String(manifest.version) : 'unknown';
}
