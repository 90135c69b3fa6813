/** What the environment asks for. docs/configuration.md is the reference of every variable. */
import { isAbsolute, resolve } from 'node:path';
import { OTLP_FILE_VARIABLES } from './environment/otlp.ts';
import { type EnvironmentResource, readResource } from './environment/resource.ts';
import { startDirectory } from './start-directory.ts';

export type LogLevel = 'silent' | 'error' | 'warn' | 'info' | 'debug';
const LOG_LEVELS: readonly LogLevel[] = ['silent', 'error', 'warn', 'info', 'debug'];

export interface Config {
  readonly enabled: boolean;
  /** `host:port` of the control stream, or `unix:` with an absolute path; undefined: no controller. */
  readonly controller?: string;
  readonly controllerToken?: string;
  /** Milliseconds the first model call may wait for the controller's policies. */
  readonly controllerWaitMs: number;
  /** PEM file with the authority of the controller's certificate: an absolute path. */
  readonly controllerCa?: string;
  /** Local policy files: absolute paths, as of the folder in which the process was started. */
  readonly policyFiles: readonly string[];
  /** Files that `OTEL_EXPORTER_OTLP_*` names: absolute paths, as of the folder in which the process was started. */
  readonly otlpFiles: Readonly<Record<string, string>>;
  /** OTLP/HTTP endpoint that gets every span beside the standard exporter. */
  readonly extraOtlpEndpoint?: string;
  readonly logLevel: LogLevel;
  /** Milliseconds the exit of the process may wait for telemetry. */
  readonly exitFlushMs: number;
  /** Milliseconds without activity after which an open run of a hand-written loop ends. */
  readonly runIdleMs: number;
  /** How often a model is asked again for one request, after every tool call that it wanted was refused. */
  readonly repromptLimit: number;
  /** Key of the digests of arguments and results; equal keys make digests of two processes comparable. Undefined: a random one. */
  readonly digestKey: string | undefined;
  /** Record message content on spans. */
  readonly captureContent: boolean;
  /** Which process this is, as the environment says. */
  readonly resource: EnvironmentResource;
  /** Problems with the values, one sentence each; none where `AIRT_DISABLED` says that nothing is wanted. */
  readonly problems: readonly string[];
}

/** Whether anything can change a call: only then are tool calls held back to be judged. */
export const isGoverned = (config: Config): boolean => config.controller !== undefined || config.policyFiles.length > 0;

/**
 * Reads the environment. `workingDirectory`: where relative paths begin, asked for only where there is one. It is read here and never
 * again: an agent changes into its workspace, and a file that lies there must not become its policy.
 */
export function readConfig(env: NodeJS.ProcessEnv, workingDirectory: () => string = startDirectory): Config {
  const problems: string[] = [];
  const absolute = (name: string, path: string) => {
    if (isAbsolute(path)) return path;
    try {
      return resolve(workingDirectory(), path);
    } catch {
      // The folder has been removed: the path can only be tried as it is.
      problems.push(`${name}=${path} is relative, and the current folder is not there any more`);
      return path;
    }
  };
  const text = (name: string) => env[name]?.trim() || undefined;
  const flag = (name: string) => /^(1|true|yes|on)$/i.test(text(name) ?? '');
  const number = (name: string, fallback: number, most: number, unit: string) => {
    const value = text(name);
    if (value === undefined) return fallback;
    const parsed = Number(value);
    if (Number.isFinite(parsed) && parsed >= 0 && parsed <= most) return parsed;
    problems.push(`${name}=${value} is not a number${unit} from 0 to ${most}; using ${fallback}`);
    return fallback;
  };
  const milliseconds = (name: string, fallback: number, most: number) => number(name, fallback, most, ' of milliseconds');
  const level = text('AIRT_LOG_LEVEL')?.toLowerCase();
  const knownLevel = LOG_LEVELS.find((name) => name === level);
  if (level && !knownLevel) problems.push(`AIRT_LOG_LEVEL=${level} is not one of ${LOG_LEVELS.join(', ')}; using warn`);
  const capture = text('OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT')?.toLowerCase();
  const extraOtlpEndpoint = text('AIRT_OTLP_ENDPOINT');
  const controller = text('AIRT_CONTROLLER');
  // `unix:relative/path`, as Node's net.connect would take it; `unix:///path` is absolute.
  const socketPath = /^unix:(?!\/)(.+)$/.exec(controller ?? '')?.[1];
  const controllerToken = text('AIRT_CONTROLLER_TOKEN');
  const controllerCa = text('AIRT_CONTROLLER_CA');
  const resource = readResource(env);
  if (resource.problem) problems.push(resource.problem);
  const isDisabled = flag('AIRT_DISABLED');
  // The specification knows no other spelling of it.
  const isSdkDisabled = text('OTEL_SDK_DISABLED')?.toLowerCase() === 'true';
  const governing = ['AIRT_POLICY', 'AIRT_CONTROLLER'].filter(text);
  if (isSdkDisabled && governing.length > 0)
    problems.push(`OTEL_SDK_DISABLED=true: nothing is governed, ${governing.join(' and ')} is ignored`);
  return {
    enabled: !isDisabled && !isSdkDisabled,
    ...(controller ? { controller: socketPath ? `unix:${absolute('AIRT_CONTROLLER', socketPath)}` : controller } : {}),
    ...(controllerToken ? { controllerToken } : {}),
    ...(controllerCa ? { controllerCa: absolute('AIRT_CONTROLLER_CA', controllerCa) } : {}),
    controllerWaitMs: milliseconds('AIRT_CONTROLLER_WAIT_MS', 0, 60_000),
    policyFiles: (text('AIRT_POLICY') ?? '')
      .split(',')
      .map((file) => file.trim())
      .filter(Boolean)
      .map((file) => absolute('AIRT_POLICY', file)),
    otlpFiles: Object.fromEntries(
      OTLP_FILE_VARIABLES.flatMap((name) => {
        const file = text(name);
        return file ? [[name, absolute(name, file)]] : [];
      }),
    ),
    ...(extraOtlpEndpoint ? { extraOtlpEndpoint } : {}),
    logLevel: knownLevel ?? 'warn',
    exitFlushMs: milliseconds('AIRT_EXIT_FLUSH_MS', 1_000, 60_000),
    runIdleMs: milliseconds('AIRT_RUN_IDLE_MS', 300_000, 86_400_000),
    repromptLimit: number('AIRT_REPROMPT_LIMIT', 2, 10, ''),
    digestKey: text('AIRT_DIGEST_KEY'),
    // Python's values name where content goes, JavaScript's are booleans; anything that means spans counts.
    captureContent: ['true', '1', 'span_only', 'span_and_event'].includes(capture ?? ''),
    resource,
    problems: isDisabled ? [] : problems,
  };
}
