/** One run of the player in a process of its own: with or without a preload. */
import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Exchange } from './exchange.ts';
import type { PlayerReport } from './outcome.ts';
import type { Script } from './player.ts';
import { type ServerView, startReplay } from './replay.ts';
import type { Play } from './ways.ts';

/** The module kinds an application can be written in. */
export type ModuleKind = 'esm' | 'cjs';

/** How the player is started. */
export interface Setup {
  readonly kind: ModuleKind;
  /** Attached with `--require`; none for the run that the others are compared with. */
  readonly preload?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Answers of which something is expected to be held back. */
  readonly held?: (exchange: Exchange) => boolean;
}

/** All that can be seen of a run from inside and from outside. */
export interface Session {
  /** `undefined` where the player did not get to its end. */
  readonly report: PlayerReport | undefined;
  /** What the server saw, by play. */
  readonly views: ReadonlyMap<number, ServerView>;
  /** The server's port for each lane. */
  readonly ports: readonly number[];
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  /** Lines in alphabetical order (those of concurrent calls come in any), without process ids. */
  readonly stderr: string;
  /** Milliseconds between the end of the player's own work and the end of its process. */
  readonly exitDelay: number;
  /** The process ended only when the server dropped its connections, or when it was killed. */
  readonly hung: 'no' | 'until connections were dropped' | 'until killed';
}

/** Longest time for a whole run, and for its end after the last play (ms). */
const limits = { run: 480_000, exit: 10_000 };

/** Variables of the environment that would change what is measured. */
const foreign = /^(AIRT_(?!RECORDINGS)|OTEL_|OPENAI_|ANTHROPIC_|GOOGLE_|GEMINI_|NODE_OPTIONS|NODE_TEST|NODE_V8|CI$)/;

/** Plays the plan in a new process and a server of its own. */
export async function runSession(exchanges: readonly Exchange[], plays: readonly Play[], setup: Setup): Promise<Session> {
  const folder = await mkdtemp(join(tmpdir(), 'airt-recordings-'));
  const lastPlay = plays.reduce((last, play) => Math.max(last, play.id), 0);
  const byId: Play[] = [];
  for (const play of plays) byId[play.id] = play;
  let sentAll = (_play: number): void => {};
  const server = await startReplay(exchanges, byId, (play) => sentAll(play), setup.held);
  try {
    const report = join(folder, 'report.json');
    const script: Script = { exchanges: exchanges.map(({ body: _, ...rest }) => rest), plays, ports: server.ports, report };
    await writeFile(join(folder, 'script.json'), JSON.stringify(script));
    const client = fileURLToPath(new URL(setup.kind === 'esm' ? './client.mjs' : './client.cjs', import.meta.url));
    const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !foreign.test(name)));
    const child = spawn(
      process.execPath,
      ['--expose-gc', ...(setup.preload ? ['--require', setup.preload] : []), client, join(folder, 'script.json')],
      { env: { ...env, ...setup.env }, stdio: ['ignore', 'pipe', 'pipe', 'ipc'] },
    );
    sentAll = (play) => {
      // The callback: a player that has gone in the meantime is no error.
      if (child.connected) child.send({ sentAll: play }, () => {});
    };
    let stdout = '';
    let stderr = '';
    let doneAt = 0;
    let hung: Session['hung'] = 'no';
    child.stdout?.on('data', (data) => {
      stdout += data;
    });
    child.stderr?.on('data', (data) => {
      stderr += data;
    });
    const kill = () => {
      hung = 'until killed';
      child.kill('SIGKILL');
    };
    const timers = [setTimeout(kill, limits.run)];
    child.on('message', (message: { done?: boolean; play?: number; bytes?: number }) => {
      if (message.play !== undefined) server.credit(message.play, message.bytes ?? 0);
      if (!message.done) return;
      doneAt = performance.now();
      timers.push(
        setTimeout(() => {
          hung = 'until connections were dropped';
          server.drop();
        }, limits.exit),
        setTimeout(kill, 2 * limits.exit),
      );
    });
    const [code, signal] = await new Promise<[number | null, NodeJS.Signals | null]>((resolve, reject) => {
      child.once('error', reject);
      child.once('close', (...ending) => resolve(ending));
    });
    for (const timer of timers) clearTimeout(timer);
    return {
      report: doneAt === 0 ? undefined : (JSON.parse(await readFile(report, 'utf8')) as PlayerReport),
      views: new Map(Array.from({ length: lastPlay + 1 }, (_, id) => [id, server.view(id)])),
      ports: server.ports,
      code,
      signal,
      stdout,
      stderr: sorted(stderr.replace(/\(node:\d+\)/g, '(node)')),
      exitDelay: doneAt === 0 ? 0 : performance.now() - doneAt,
      hung,
    };
  } finally {
    await server.close();
    await rm(folder, { recursive: true, force: true });
  }
}

const sorted = (text: string) => text.split('\n').sort().join('\n').trim();
