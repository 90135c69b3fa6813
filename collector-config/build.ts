/**
 * Real components for tests and for the quick start: a small OpenTelemetry Collector and Jaeger, built from the Go sources
 * committed under `build/`, once, into a cache outside this tree.
 *
 *     node collector-config/build.ts otelcol        # or jaeger; prints the path of the binary
 *
 * `AIRT_OTELCOL_BIN` and `AIRT_JAEGER_BIN` name binaries to use instead. The cache is `$AIRT_CACHE_DIR`, else
 * `$XDG_CACHE_HOME/airt`, else `~/.cache/airt`; deleting it is always safe.
 */
import { execFile, spawn } from 'node:child_process';
import { createHash, randomUUID } from 'node:crypto';
import { constants } from 'node:fs';
import { access, mkdir, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { cacheFolder } from './cache.ts';
import { withLock } from './lock.ts';

/** What can be built here. */
export type ComponentName = 'otelcol' | 'jaeger';

/** Where progress goes: one line, without its newline. */
export type Log = (line: string) => void;

/** A failure whose message is meant for a person: what happened and what to do. */
export class ComponentError extends Error {
  override readonly name = 'ComponentError';
}

interface Component {
  /** Environment variable that names a binary to use instead. */
  readonly variable: string;
  readonly title: string;
  /** Folder of the committed Go module, relative to this file. */
  readonly folder: string;
  /** Arguments of `go build` after `-o FILE`. */
  readonly target: readonly string[];
  /** The ordinary way to get it, for who has no Go. */
  readonly released: string;
}

const components: Readonly<Record<ComponentName, Component>> = {
  otelcol: {
    variable: 'AIRT_OTELCOL_BIN',
    title: 'the OpenTelemetry Collector',
    folder: 'build/otelcol',
    // The tag leaves out gRPC's own tracing pages, which is a few megabytes of net/http/pprof and templates.
    target: ['-tags', 'grpcnotrace', '.'],
    released: 'a released otelcol-contrib, 0.144 or later (https://github.com/open-telemetry/opentelemetry-collector-releases/releases)',
  },
  jaeger: {
    variable: 'AIRT_JAEGER_BIN',
    title: 'Jaeger',
    folder: 'build/jaeger',
    target: ['github.com/jaegertracing/jaeger/cmd/jaeger'],
    released: 'a released Jaeger v2, 2.13 or later (https://www.jaegertracing.io/download/)',
  },
};

const flags = ['-trimpath', '-ldflags', '-s -w'];
const progressEveryMs = 5_000;

/** Whether `name` is one of the components. */
const isComponentName = (name: string): name is ComponentName => Object.hasOwn(components, name);

/**
 * The path of an executable `name`: the one named by its environment variable, else the cached one, else one built now (a few
 * minutes when Go's own caches are cold). Several processes may ask at once: one builds, the others wait for it.
 *
 * @throws ComponentError when it cannot be had, with a message for a person.
 */
export async function ensureComponent(
  name: ComponentName,
  { log = () => {}, env = process.env }: { readonly log?: Log; readonly env?: NodeJS.ProcessEnv } = {},
): Promise<string> {
  const component = components[name];
  const named = env[component.variable];
  if (named) {
    if (await isExecutable(named)) return named;
    throw new ComponentError(`${component.variable} names ${named}, which is not an executable file. Correct or unset it.`);
  }
  const folder = join(import.meta.dirname, component.folder);
  const goEnv = {
    ...env,
    // Otherwise Go downloads another toolchain when a dependency asks for a newer one.
    GOTOOLCHAIN: 'local',
    GOWORK: 'off',
    // The committed go.sum is complete. buildvcs: the binary does not depend on the state of the checkout.
    GOFLAGS: '-mod=readonly -buildvcs=false',
    CGO_ENABLED: '0',
  };
  const goVersion = await checkGo(component, folder, goEnv);
  const directory = cacheFolder('bin', env);
  const suffix = process.platform === 'win32' ? '.exe' : '';
  const path = join(directory, `${name}-${await hashSources(folder, [goVersion, ...flags, ...component.target])}${suffix}`);
  if (await isExecutable(path)) return path;
  await mkdir(directory, { recursive: true });
  return withLock(`${path}.lock`, { onWait: () => log(`waiting for another process that is building ${component.title}`) }, async () => {
    if (!(await isExecutable(path))) await build(component, folder, path, goEnv, log);
    return path;
  });
}

async function isExecutable(path: string): Promise<boolean> {
  try {
    await access(path, constants.X_OK);
    return (await stat(path)).isFile();
  } catch {
    return false;
  }
}

/** Sixteen hex digits over the committed sources and everything else that the binary depends on. */
async function hashSources(folder: string, parts: readonly string[]): Promise<string> {
  const hash = createHash('sha256');
  const add = (text: string | Buffer) => hash.update(String(text.length)).update('\0').update(text);
  for (const part of parts) add(part);
  const files = (await readdir(folder)).filter((file) => file === 'go.mod' || file === 'go.sum' || file.endsWith('.go')).sort();
  for (const file of files) {
    add(file);
    add(await readFile(join(folder, file)));
  }
  return hash.digest('hex').slice(0, 16);
}

/** `go version` of the Go at hand ("go version go1.26.8 linux/amd64"), after making sure that it is new enough. */
async function checkGo(component: Component, folder: string, env: NodeJS.ProcessEnv): Promise<string> {
  const instead = `Or set ${component.variable} to the path of ${component.released}.`;
  const required = /^go (\d+)\.(\d+)/m.exec(await readFile(join(folder, 'go.mod'), 'utf8'));
  const wanted = required ? `${required[1]}.${required[2]}` : '1.26';
  let version: string;
  try {
    version = (await promisify(execFile)('go', ['version'], { env })).stdout.trim();
  } catch (error) {
    const why = isMissing(error) ? 'no `go` is on the PATH' : `\`go version\` failed: ${messageOf(error)}`;
    throw new ComponentError(
      `${component.title} is built from source with Go ${wanted} or later, but ${why}. Install Go (https://go.dev/dl). ${instead}`,
    );
  }
  const found = /\bgo(\d+)\.(\d+)/.exec(version);
  // A development version ("devel go1.27-...") has its number too; anything without a number is left to the compiler to judge.
  if (found && required && compare([found[1], found[2]], [required[1], required[2]]) < 0) {
    throw new ComponentError(
      `${component.title} needs Go ${wanted} or later to build; on the PATH is ${version}. Install a newer Go (https://go.dev/dl). ${instead}`,
    );
  }
  return version;
}

const compare = (a: readonly (string | undefined)[], b: readonly (string | undefined)[]): number =>
  a.reduce((order, part, index) => order || Number(part) - Number(b[index]), 0);

const isMissing = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === 'ENOENT';
const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** Builds into a temporary name beside `path` and renames it: whoever sees `path` sees a whole binary. */
async function build(component: Component, folder: string, path: string, env: NodeJS.ProcessEnv, log: Log): Promise<void> {
  const started = Date.now();
  const seconds = () => `${Math.round((Date.now() - started) / 1000)} s`;
  const temporary = `${path}.${randomUUID()}.tmp`;
  log(`building ${component.title} with Go, once (2 to 6 minutes on two cores when Go's caches are cold)`);
  // -v prints each package as it is compiled: the only sign of life that `go build` gives.
  const child = spawn('go', ['build', '-v', ...flags, '-o', temporary, ...component.target], {
    cwd: folder,
    env,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const killChild = () => void child.kill();
  process.once('exit', killChild);
  let compiled = 0;
  let downloaded = 0;
  const tail: string[] = [];
  createInterface({ input: child.stderr }).on('line', (line) => {
    if (line.startsWith('go: downloading ')) downloaded += 1;
    else if (/^[\w.-]+(\/[\w.~+-]+)*$/.test(line)) compiled += 1;
    else tail.push(line);
    if (tail.length > 20) tail.shift();
  });
  const timer = setInterval(
    () => log(`building ${component.title}: ${seconds()}, ${downloaded} modules downloaded, ${compiled} packages compiled`),
    progressEveryMs,
  );
  try {
    const code = await new Promise<number | NodeJS.Signals | null>((resolve, reject) => {
      child.once('error', reject);
      child.once('close', (status, signal) => resolve(status ?? signal));
    });
    if (code !== 0) {
      throw new ComponentError(
        `building ${component.title} in ${folder} failed after ${seconds()} (go build ended with ${code}):\n${tail.map((line) => `  ${line}`).join('\n')}\n` +
          `If this is a download, check the network and GOPROXY and run it again. Or set ${component.variable} to the path of ${component.released}.`,
      );
    }
    await rename(temporary, path);
    log(`built ${component.title} in ${seconds()}: ${path}`);
  } finally {
    clearInterval(timer);
    process.off('exit', killChild);
    await rm(temporary, { force: true });
  }
}

async function main(args: readonly string[]): Promise<number> {
  const [name] = args;
  if (args.length !== 1 || name === undefined || !isComponentName(name)) {
    console.error(`usage: node collector-config/build.ts ${Object.keys(components).join('|')}`);
    return 2;
  }
  try {
    console.log(await ensureComponent(name, { log: (line) => console.error(`airt: ${line}`) }));
    return 0;
  } catch (error) {
    console.error(`airt: ${messageOf(error)}`);
    return 1;
  }
}

if (import.meta.main) process.exitCode = await main(process.argv.slice(2));
