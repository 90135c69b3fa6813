/** The modules of a controller, in the order in which they start; they stop in reverse order. */
import { adminModule } from './admin/module.ts';
import { controlModule } from './control/module.ts';
import { ingestModule } from './ingest/module.ts';
import { journalModule } from './journal/module.ts';
import type { ControllerModule } from './module.ts';
import { policiesModule } from './policies/module.ts';
import { reasoningModule } from './reasoning/module.ts';
import { receiversModule } from './receivers/module.ts';
import { telemetryModule } from './telemetry/module.ts';

export const MODULES = [
  journalModule,
  telemetryModule,
  policiesModule,
  // The ports open before the rest and close after it: meanwhile peers get a status that makes them come again.
  receiversModule,
  adminModule,
  reasoningModule,
  controlModule,
  // Requests are taken last, and drained first.
  ingestModule,
] as const satisfies readonly ControllerModule[];

type MetricsOf<Module> = Module extends ControllerModule<infer Metrics> ? Metrics : never;
type Intersection<Union> = (Union extends unknown ? (member: Union) => void : never) extends (member: infer All) => void ? All : never;

/** Counters since the start, and present sizes: those of all modules. */
export type ControllerMetrics = Intersection<MetricsOf<(typeof MODULES)[number]>>;
