import { defaultsOf } from '../schema/object.ts';
import type { DetectorDefinition, SessionDetector } from './detector.ts';

/** A detector family with its configuration chosen, as an engine takes it. */
export interface ConfiguredDetector {
  readonly definition: DetectorDefinition<object>;
  readonly config: Readonly<Record<string, unknown>>;
  /** Equal for equal families and configurations. */
  readonly key: string;
  create(): SessionDetector;
}

/** Chooses a configuration: what `changes` lacks is the family's default. */
export function configureDetector<Config extends object>(
  definition: DetectorDefinition<Config>,
  changes: Partial<Config> = {},
): ConfiguredDetector {
  const config = { ...defaultsOf(definition.config), ...changes };
  return {
    definition,
    config: config as Readonly<Record<string, unknown>>,
    key: `${definition.name} ${JSON.stringify(config)}`,
    create: () => definition.create(config),
  };
}
