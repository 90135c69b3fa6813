/** Runs parts side by side in lanes: a lane that is free takes the first part whose needs are there. */
import type { ComponentBuilds } from './component-builds.ts';
import { createOutputQueue } from './output-queue.ts';
import { failure, type Part, type PartResult } from './part.ts';

export interface LaneOptions {
  /** How many parts run at once. */
  readonly lanes: number;
  readonly builds: Pick<ComponentBuilds, 'isReady' | 'next'>;
  /** Gets the output of the parts, each in one piece. */
  readonly write: (chunk: string | Uint8Array) => void;
  /** Gets a line at once, whatever part is being written. */
  readonly notify: (line: string) => void;
}

/** Parts under way. */
export interface LaneRun {
  /** In the order of the parts. */
  readonly results: Promise<readonly PartResult[]>;
  /** Writes the output that is kept: for a run that is being ended. */
  flush(): void;
}

export function runInLanes(parts: readonly Part[], { lanes, builds, write, notify }: LaneOptions): LaneRun {
  const output = createOutputQueue(write);
  const results = new Map<Part, PartResult>();
  const waiting = [...parts];

  async function take(): Promise<Part | undefined> {
    for (let announced = false; waiting.length > 0; await builds.next()) {
      const index = waiting.findIndex((part) => builds.isReady(part.needs));
      const [part] = index < 0 ? [] : waiting.splice(index, 1);
      if (part) return part;
      if (!announced) notify(`airt: ${waiting.map(({ name }) => name).join(' and ')}: waiting for components to be built ...`);
      announced = true;
    }
    return undefined;
  }

  async function runPart(part: Part): Promise<PartResult> {
    const { stream, close } = output.open();
    stream.write(`\n== ${part.title} (${part.name})\n`);
    if (lanes > 1) notify(`airt: ${part.name} ...`);
    const from = performance.now();
    const counts = await part.run(stream).catch((error: unknown) => failure(part.title, 'test/run.ts', String(error)));
    const seconds = (performance.now() - from) / 1000;
    stream.write(`== ${part.title}: ${seconds.toFixed(1)} s\n`);
    if (lanes > 1)
      notify(`airt: ${part.name}: ${seconds.toFixed(1)} s${counts.failed.length > 0 ? `, ${counts.failed.length} FAILED` : ''}`);
    close();
    return { title: part.title, seconds, counts };
  }

  async function runLane(): Promise<void> {
    for (let part = await take(); part; part = await take()) results.set(part, await runPart(part));
  }

  const all = Promise.all(Array.from({ length: lanes }, runLane));
  return {
    results: all.then(() => parts.flatMap((part) => results.get(part) ?? [])),
    flush: output.flush,
  };
}
