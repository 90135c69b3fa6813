/**
 * The end of the process. When nothing is left to do, the data plane sends what waits, within a bound. Only then does the application see
 * `beforeExit`, exactly as often as it would without us. (A listener of our own would not do: asynchronous work in it makes Node emit the
 * event a second time, to the application's listeners too.)
 */

export interface ExitOptions {
  /** Whether something waits to be sent. */
  readonly dirty: () => boolean;
  readonly flush: () => Promise<unknown>;
  readonly boundMs: number;
  /** The bound was reached: what still waits is to be given up. */
  readonly onBound: () => void;
}

export function flushBeforeExit({ dirty, flush, boundMs, onBound }: ExitOptions): void {
  const emit = process.emit;
  const watched = function (this: NodeJS.Process, ...args: unknown[]): boolean {
    if (args[0] !== 'beforeExit' || boundMs === 0 || !dirty()) return Reflect.apply(emit, this, args) as boolean;
    // Keeps the process alive for as long as the flush may take; everything else of ours is unreferenced.
    const hold = setTimeout(onBound, boundMs).ref();
    const release = () => {
      clearTimeout(hold);
      // A flush that had nothing to wait for settles before Node looks whether anything is left to do: without this turn of the
      // event loop the process would end here, and the application would never see the event.
      setImmediate(() => {});
    };
    flush().then(release, release);
    return true;
  };
  // As the inherited method that it covers, it is not to be seen among the process's own members.
  Object.defineProperty(process, 'emit', { value: watched, writable: true, configurable: true, enumerable: false });
}
