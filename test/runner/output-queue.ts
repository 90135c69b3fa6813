/**
 * Output of parts that run side by side, each kept whole: the part that began first writes as it goes, the others are kept until
 * their turn.
 */
import { Writable } from 'node:stream';

/** The output of one part. */
export interface PartOutput {
  readonly stream: Writable;
  /** The part has written its last. */
  close(): void;
}

/** Gives each part an output; `write` gets all of it, part after part, in the order in which they were opened. */
export interface OutputQueue {
  open(): PartOutput;
  /** Writes all that is kept at once: for a run that is being ended. */
  flush(): void;
}

interface Entry {
  kept: (string | Uint8Array)[];
  closed: boolean;
}

export function createOutputQueue(write: (chunk: string | Uint8Array) => void): OutputQueue {
  const entries: Entry[] = [];
  const release = (entry: Entry): void => {
    for (const chunk of entry.kept) write(chunk);
    entry.kept = [];
  };
  const advance = (): void => {
    for (let [first] = entries; first; [first] = entries) {
      release(first);
      if (!first.closed) return;
      entries.shift();
    }
  };
  return {
    open() {
      const entry: Entry = { kept: [], closed: false };
      entries.push(entry);
      const stream = new Writable({
        write(chunk: Uint8Array, _encoding, done) {
          entry.kept.push(chunk);
          if (entries[0] === entry) release(entry);
          done();
        },
      });
      return {
        stream,
        close() {
          entry.closed = true;
          advance();
        },
      };
    },
    flush() {
      for (const entry of entries) release(entry);
    },
  };
}
