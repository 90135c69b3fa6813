/** The control plane: reads traces, reasons over them, pushes decisions to agents. See README.md. */
export { type ControllerConfig, defaultJournalPath } from './config/config.ts';
export { type ConfigResult, type ConfigSources, type DeepPartial, defaultConfig, loadConfig } from './config/load-config.ts';
export { OPTION_TYPES } from './config/option-types.ts';
export { OPTIONS, type Option } from './config/options.ts';
export { type Controller, type ControllerHost, startController } from './controller.ts';
export type { ControllerEvent, RejectedPolicy } from './events.ts';
export { type Journal, type JournalOptions, openJournal } from './journal/journal.ts';
export { type JournalReader, readJournal } from './journal/journal-reader.ts';
export type { DeliveryRecord, Explanation, HealthRecord, OutcomeRecord, TraceExplanation } from './journal/records.ts';
export type { ControllerMetrics } from './modules.ts';
