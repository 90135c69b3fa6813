/** Calls into the host. What it throws is its own failure: it is counted, and ends nothing here. */
import type { ControlHost } from './host.ts';

export interface HostCalls {
  /** Runs a callback of the host; undefined where it threw. */
  call<T>(work: () => T): T | undefined;
  count(name: string, detail: string): void;
}

export function createHostCalls(host: ControlHost): HostCalls {
  function count(name: string, detail: string): void {
    try {
      host.count?.(name, detail);
    } catch {
      // Who counts has to count its own failures.
    }
  }

  return {
    count,
    call(work) {
      try {
        return work();
      } catch (error) {
        count('control.handler_failed', error instanceof Error ? error.message : String(error));
        return undefined;
      }
    },
  };
}
