/** The control plane: reads traces, reasons over them, pushes decisions to agents. See README.md. */
export { type ControllerConfig, defaultJournalPath } from './config/config.ts';
export { type ConfigResult, type ConfigSources, type DeepPartial, defaultConfig, loadConfig } from './config/load.ts';
export { OPTIONS, type Option } from './config/options.ts';
export { type Controller, type ControllerHost, type ControllerMetrics, startController } from './controller.ts';
export type { ControllerEvent, RefusedPolicy } from './events.ts';
export {
  type DeliveryRecord,
  type Explanation,
  type Journal,
  type JournalOptions,
  type JournalReader,
  type OutcomeRecord,
  openJournal,
  readJournal,
  type TraceExplanation,
} from './journal/journal.ts';
