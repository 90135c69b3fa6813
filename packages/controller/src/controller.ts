import { printable } from '@airt/engine';
import type { ControllerConfig } from './config/config.ts';
import type { ControllerEvent, EventDraft } from './events.ts';
import type { JournalReader } from './journal/journal-reader.ts';
import { type ControllerMetrics, MODULES } from './modules.ts';
import type { ReceiverAddresses } from './receivers/addresses.ts';
import { startModules } from './start-modules.ts';
import { systemTimers, type Timers } from './timers.ts';

/** What a controller gets from the program that embeds it. */
export interface ControllerHost {
  /** One line for people. */
  readonly log?: (line: string) => void;
  /** Everything that happens. What it throws is ignored. */
  readonly onEvent?: (event: ControllerEvent) => void;
  /** Milliseconds since 1970; default Date.now. */
  readonly now?: () => number;
  /** Default: those of the system. */
  readonly timers?: Timers;
  /** Default process.env; only the standard OTEL_* variables are read. */
  readonly env?: Readonly<Record<string, string | undefined>>;
}

/** A running controller. */
export interface Controller extends ReceiverAddresses {
  /** Reading the journal while it runs. */
  readonly journal: Pick<JournalReader, 'path' | 'explain' | 'recentDecisions'>;
  metrics(): ControllerMetrics;
  /** Reads the policy files again. false: they are rejected, which is logged, and what was in force stays. */
  reloadPolicies(): boolean;
  /** Settles when everything that can be finished is: bounded by `timeoutMs`, default from the configuration. May be called twice. */
  stop(options?: { readonly timeoutMs?: number }): Promise<void>;
}

/**
 * Starts a controller: its modules, in the order of modules.ts.
 *
 * @throws {Error} with sentences for people where the configuration cannot be carried out (a broken policy, an address in use).
 */
export async function startController(config: ControllerConfig, host: ControllerHost = {}): Promise<Controller> {
  const { now = Date.now, timers = systemTimers, env = process.env } = host;
  // Names, reasons and errors in a line come from agents, spans and files.
  const log = (line: string): void => host.log?.(printable(line));
  const emit = (draft: EventDraft): void => {
    try {
      host.onEvent?.({ ...draft, atMs: now() } as ControllerEvent);
    } catch {
      // A listener's error must not corrupt the state.
    }
  };
  const modules = await startModules(MODULES, { config, env, now, timers, log, emit });
  const { journal, policies, receivers } = modules.host.services;
  // The clock of the deadline only runs forward; that of the host may be set.
  const deadlineIn = (ms: number) => {
    const end = performance.now() + ms;
    return { leftMs: () => Math.max(0, end - performance.now()) };
  };
  return {
    grpcAddress: receivers.grpcAddress,
    httpUrl: receivers.httpUrl,
    journal,
    metrics: () => modules.host.metrics() as ControllerMetrics,
    reloadPolicies: () => policies.reload(),
    stop: ({ timeoutMs = config.shutdown.timeout_ms } = {}) => modules.stop(deadlineIn(timeoutMs)),
  };
}
