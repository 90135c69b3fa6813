import type { ControllerConfig } from './config/config.ts';
import type { MessageTable } from './control/messages/message.ts';
import type { ControlService } from './control/service.ts';
import type { EventDraft } from './events.ts';
import type { Ingress } from './ingest/ingress.ts';
import type { Journal } from './journal/journal.ts';
import type { Migration } from './journal/migrations/migration.ts';
import type { Policies } from './policies/policies.ts';
import type { Reasoning } from './reasoning/reasoning.ts';
import type { Receivers } from './receivers/addresses.ts';
import type { InterventionExport } from './telemetry/interventions.ts';
import type { Timers } from './timers.ts';

/** What modules offer to those that start after them. A new service is one line here and one `provide`. */
export interface ControllerServices {
  readonly journal: Journal;
  readonly interventions: InterventionExport;
  readonly receivers: Receivers;
  readonly policies: Policies;
  readonly reasoning: Reasoning;
  readonly control: ControlService;
  readonly ingress: Ingress;
}

/** How long something may still take. */
export interface Deadline {
  /** Milliseconds, 0 or more. */
  leftMs(): number;
}

/** Ends what a module has started. Rejects only for a bug; what it cannot finish by the deadline it gives up. */
export type Stop = (deadline: Deadline) => Promise<void> | void;

/** What a module is started with. */
export interface ModuleHost {
  readonly config: ControllerConfig;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly timers: Timers;
  /** One line for people. */
  readonly log: (line: string) => void;
  /** Reports to the program that embeds the controller. */
  readonly emit: (event: EventDraft) => void;
  /** Services of the modules that have started. Reading one of a module that has not is a bug, and throws. */
  readonly services: ControllerServices;
  /** The same, undefined where it has not started: for what runs all along, such as a server that listens. */
  find<Name extends keyof ControllerServices>(name: Name): ControllerServices[Name] | undefined;
  provide<Name extends keyof ControllerServices>(name: Name, service: ControllerServices[Name]): void;
  /** Of all modules, whether they have started or not. */
  readonly messages: MessageTable;
  readonly routes: readonly Route[];
  readonly migrations: readonly Migration[];
  /** Of the modules that have started. */
  metrics(): object;
  status(): ControllerStatus;
}

export type ControllerStatus = 'starting' | 'ok' | 'stopping';

/** Something that the HTTP port serves by GET. */
export interface Route {
  readonly path: string;
  handle(host: ModuleHost): { readonly status: number; readonly body: object };
}

/**
 * A part of the controller: a folder with a file module.ts, and a line in modules.ts, which is also the order of starting. A module has
 * no state of its own between controllers: what it starts belongs to the host.
 */
export interface ControllerModule<Metrics extends object = object> {
  /** The name of its folder. */
  readonly name: string;
  /** Messages of agents that it acts on. A message has one module. */
  readonly messages?: MessageTable;
  readonly routes?: readonly Route[];
  /** Tables that it keeps in the journal. Versions are consecutive over all modules. */
  readonly migrations?: readonly Migration[];
  /** Counters since the start, and present sizes, for `Controller.metrics` and /healthz. Called only while it runs; must be cheap. */
  metrics?(services: ControllerServices): Metrics;
  /**
   * Called once, after the modules before it have started. When it rejects, those are stopped in reverse order and the controller does
   * not start: the error is a sentence for people where the configuration cannot be carried out.
   */
  start(host: ModuleHost): Promise<Stop>;
}

/** Fixes the type of its metrics by inference. */
export const defineModule = <Metrics extends object = object>(module: ControllerModule<Metrics>): ControllerModule<Metrics> => module;
