/** The commands of `airt`, by name as typed, in the order of the help: one file and one entry each. */
import type { Command } from './command.ts';

/** A command before it is loaded: `airt run` is not to wait for what only `airt explain` uses. */
export interface CommandEntry {
  /** One line for the list of commands; the same as the command's own. */
  readonly summary: string;
  load(): Promise<Command>;
}

const registry = {
  run: {
    summary: 'Run a program with the data plane attached and a private controller.',
    load: async () => (await import('./run.ts')).runCommand,
  },
  controller: {
    summary: 'Run the controller in the foreground.',
    load: async () => (await import('./controller.ts')).controllerCommand,
  },
  'policy check': {
    summary: 'Check policy files, and say in words what they do.',
    load: async () => (await import('./policy-check.ts')).policyCheckCommand,
  },
  'policy schema': {
    summary: 'Print the JSON Schema of policies, for editors.',
    load: async () => (await import('./policy-schema.ts')).policySchemaCommand,
  },
  explain: {
    summary: 'Say why a decision was made and what became of it.',
    load: async () => (await import('./explain.ts')).explainCommand,
  },
} as const satisfies Readonly<Record<string, CommandEntry>>;

export const COMMANDS: Readonly<Record<string, CommandEntry>> = registry;
