/**
 * A connection attempt keeps a process alive even when its socket is unref'd: libuv counts the pending request, not only the
 * handle. Towards an address that swallows packets an agent that has finished would wait for the connect timeout. So, during an
 * attempt, this module checks whether anything else keeps the process alive; where nothing does, the attempt is given up.
 */

/** Between two checks; two in a row must find the process idle. */
const CHECK_EVERY_MS = 40;

/** Requests of a connection attempt. */
const OWN = new Set(['ConnectWrap', 'GetAddrInfoReqWrap']);

/** Attempts of ours under way, in all of this process: the parts of the data plane are bundled apart and share no module. */
const ATTEMPTS = Symbol.for('airt.instrument.connection_attempts');
const attempts = globalThis as { [ATTEMPTS]?: number };
const count = (change: number): void => {
  // Not enumerable: an application that lists its globals does not find it.
  Object.defineProperty(attempts, ATTEMPTS, {
    value: (attempts[ATTEMPTS] ?? 0) + change,
    configurable: true,
    writable: true,
    enumerable: false,
  });
};

/** Calls `onIdle` once when nothing but a connection attempt keeps the process alive. Returns how to stop checking. */
export function onProcessIdle(onIdle: () => void): () => void {
  let idleChecks = 0;
  let watching = true;
  const stop = () => {
    if (!watching) return;
    watching = false;
    count(-1);
    clearInterval(timer);
  };
  count(1);
  const timer = setInterval(() => {
    idleChecks = nothingElseRuns() ? idleChecks + 1 : 0;
    if (idleChecks < 2) return;
    stop();
    onIdle();
  }, CHECK_EVERY_MS);
  timer.unref();
  return stop;
}

/** Members of a handle beyond Node's public types; only read, and only where it is there. */
interface ActiveHandle {
  readonly fd?: unknown;
  readonly _handle?: { readonly reading?: unknown } | null;
}

function nothingElseRuns(): boolean {
  try {
    const resources = process.getActiveResourcesInfo();
    let own = 0;
    let streams = 0;
    for (const resource of resources) {
      if (OWN.has(resource)) own += 1;
      else if (resource === 'PipeWrap' || resource === 'TTYWrap') streams += 1;
      else return false;
    }
    // More attempts than ours: another one is the application's.
    return own <= Math.max(1, attempts[ATTEMPTS] ?? 0) && streams === restingStandardStreams();
  } catch {
    return false;
  }
}

/**
 * Standard output and error are listed though they keep nothing alive, and so is standard input that nobody reads. Node has no
 * public way to find out which they are; where the private one is missing, everything listed counts as alive.
 */
function restingStandardStreams(): number {
  const list: unknown = Reflect.get(process, '_getActiveHandles');
  if (typeof list !== 'function') return 0;
  const handles: readonly ActiveHandle[] = list.call(process);
  return handles.filter((handle) => handle.fd === 1 || handle.fd === 2 || (handle.fd === 0 && handle._handle?.reading === false)).length;
}
