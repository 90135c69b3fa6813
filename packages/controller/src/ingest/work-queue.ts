/** One request's worth of work. */
export interface Work {
  /** Bytes it holds in memory. */
  readonly bytes: number;
  run(): void;
}

/**
 * Owns received requests until they are worked off, one per turn of the event loop so that control streams are served in between.
 * Bounded by bytes and by number; a request that is larger than all of it is still taken when nothing else waits.
 */
export interface WorkQueue {
  /** false: full, the sender has to come again. */
  offer(work: Work): boolean;
  readonly length: number;
  readonly bytes: number;
  /** Settles when nothing waits any more. */
  drained(): Promise<void>;
}

export function createWorkQueue(
  limits: { readonly bytes: number; readonly requests: number },
  onFailure: (error: unknown) => void = () => {},
): WorkQueue {
  // shift() moves at most `limits.requests` pointers: nothing against decoding one request.
  const waiting: Work[] = [];
  let bytes = 0;
  let running = false;
  const idle: (() => void)[] = [];

  const next = (): void => {
    const work = waiting.shift();
    if (work === undefined) {
      running = false;
      for (const settle of idle.splice(0)) settle();
      return;
    }
    try {
      work.run();
    } catch (error) {
      // The answer could not be given, for example because the call is gone: its sender will come again.
      onFailure(error);
    } finally {
      bytes -= work.bytes;
      setImmediate(next);
    }
  };

  return {
    offer(work) {
      if (waiting.length > 0 && (waiting.length >= limits.requests || bytes + work.bytes > limits.bytes)) return false;
      waiting.push(work);
      bytes += work.bytes;
      if (!running) {
        running = true;
        setImmediate(next);
      }
      return true;
    },
    get length() {
      return waiting.length;
    },
    get bytes() {
      return bytes;
    },
    drained: () => (running ? new Promise((settle) => idle.push(settle)) : Promise.resolve()),
  };
}
