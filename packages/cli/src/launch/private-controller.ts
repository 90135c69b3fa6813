/** A controller inside this process, for one program. */
import { type ControllerEvent, loadConfig, startController } from '@airt/controller';
import type { ControllerAddresses } from './environment.ts';

export interface PrivateController extends ControllerAddresses {
  /** Where its journal is: a file, or `:memory:`. */
  readonly journal: string;
  /** Settles when everything that has arrived is dealt with, or after `timeoutMs`. */
  stop(timeoutMs: number): Promise<void>;
}

export interface PrivateControllerOptions {
  /** None: those of the configuration, else the built-in policy. */
  readonly policyFiles: readonly string[];
  /** Default: that of the configuration; in memory where that cannot be written. */
  readonly journalFile: string | undefined;
  /** AIRT_CONFIG, AIRT_POLICY and the like count as for any controller; its addresses are always free ones of this machine. */
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly onEvent: (event: ControllerEvent) => void;
  /** What a person should know; the controller's usual lines about itself are not among it. */
  readonly onProblem: (text: string) => void;
}

/** @throws {Error} with sentences for people where it cannot be started. */
export async function startPrivateController(options: PrivateControllerOptions): Promise<PrivateController> {
  const { policyFiles, journalFile, env, onEvent, onProblem } = options;
  // Files are put in afterwards: in a flag, a comma in a name would part it.
  const args = ['--listen-grpc', '127.0.0.1:0', '--listen-http', '127.0.0.1:0'];
  const loaded = loadConfig({ args, env });
  if (!loaded.ok) throw new Error(loaded.problems.join('\n'));
  let starting = true;
  const log = (line: string) => {
    // While it starts it reports what it is; later it speaks only when something is wrong or has changed.
    if (!starting) onProblem(line);
  };
  const { config } = loaded;
  const policies = { ...config.policies, ...(policyFiles.length > 0 ? { files: policyFiles } : {}) };
  const start = (path: string) => startController({ ...config, policies, journal: { ...config.journal, path } }, { log, onEvent, env });
  const wanted = journalFile ?? config.journal.path;
  let journal = wanted;
  const controller = await start(wanted).catch((error: unknown) => {
    // A folder that cannot be written is no reason not to run, where nobody asked for a journal.
    const isJournal = error instanceof Error && error.message.startsWith('the journal ');
    if (!isJournal || journalFile !== undefined || env.AIRT_JOURNAL) throw error;
    onProblem(`${error.message}; it is kept in memory, so \`airt explain\` will know nothing of this run`);
    journal = ':memory:';
    return start(journal);
  });
  starting = false;
  return {
    grpcAddress: controller.grpcAddress,
    httpUrl: controller.httpUrl,
    journal,
    stop: (timeoutMs) => controller.stop({ timeoutMs }),
  };
}
