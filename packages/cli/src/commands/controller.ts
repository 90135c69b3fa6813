import { loadConfig, OPTION_TYPES, OPTIONS, startController } from '@airt/controller';
import type { OptionSpecs } from '../args.ts';
import { EXIT } from '../exit-codes.ts';
import { type Command, failure, HELP_OPTION } from './command.ts';

export const controllerCommand: Command = {
  name: 'controller',
  summary: 'Run the controller in the foreground.',
  usage: 'controller [options]',
  description: `
Runs a controller until SIGINT or SIGTERM: it receives traces (OTLP over gRPC and HTTP), finds what goes wrong in them, and pushes
decisions to the agents connected to it. Says at the start where it listens and which policies are in force. SIGHUP reads the policy
files again; a broken one is refused and the last good one stays.

Flags count before environment variables, these before the file, that before the defaults. Options without a flag of their own are
set in the file, or with --set KEY=VALUE.

Exit codes: 0 stopped by a signal, 1 could not start, 2 usage or configuration.`,
  options: {
    config: { type: 'string', value: 'FILE', help: 'Configuration file (YAML). Default: AIRT_CONFIG, else none.' },
    set: { type: 'string', multiple: true, value: 'KEY=VALUE', help: 'Any option of the file, such as limits.queue_requests=100.' },
    ...flagOptions(),
    ...HELP_OPTION,
  },
  async run(argv, io) {
    // A bare word is most often a forgotten --config; the reader of the configuration says so with everything else that is wrong.
    const loaded = loadConfig({ args: argv, env: io.env });
    if (!loaded.ok) {
      io.stderr.write(`${loaded.problems.map((problem) => `airt controller: ${problem}`).join('\n')}\n`);
      return EXIT.usage;
    }
    const log = (line: string) => io.stderr.write(`airt controller: ${line}\n`);
    if (loaded.file) log(`configuration: ${loaded.file}`);
    let controller: Awaited<ReturnType<typeof startController>>;
    try {
      controller = await startController(loaded.config, { log, env: io.env });
    } catch (error) {
      return failure(this, `did not start: ${error instanceof Error ? error.message : String(error)}`, io);
    }
    log('ready');
    const reload = () => void controller.reloadPolicies();
    process.on('SIGHUP', reload);
    const signal = await endingSignal();
    log(`${signal}: stopping`);
    await controller.stop();
    process.off('SIGHUP', reload);
    log('stopped');
    return EXIT.ok;
  },
};

/** The controller's own table of options, as help. */
function flagOptions(): OptionSpecs {
  return Object.fromEntries(
    OPTIONS.flatMap(({ flag, env, about, type, ...option }) => {
      if (flag === undefined) return [];
      const standard = 'default' in option && typeof option.default === 'string' ? ` Default: ${option.default}.` : '';
      const help = `${about.charAt(0).toUpperCase()}${about.slice(1)}.${standard}${env ? ` Variable: ${env}.` : ''}`;
      return [[flag, { type: 'string' as const, multiple: 'isList' in OPTION_TYPES[type], value: OPTION_TYPES[type].valueName, help }]];
    }),
  );
}

/** Ctrl-C or a service manager. A second signal ends the process at once, as is usual. */
function endingSignal(): Promise<string> {
  return new Promise((resolve) => {
    const signals = ['SIGINT', 'SIGTERM'] as const;
    const end = (signal: NodeJS.Signals) => {
      for (const name of signals) process.off(name, end);
      resolve(signal);
    };
    for (const name of signals) process.on(name, end);
  });
}
