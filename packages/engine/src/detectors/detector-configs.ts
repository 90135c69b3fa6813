/** Configurations of detector families as people write them: `{ loop: { window: 32 } }`. */
import type { Document } from 'yaml';
import { detectorConfigSchema } from '../policy/policy-schema.ts';
import { positionsOf } from '../schema/positions.ts';
import { byPlace, type Problem } from '../schema/problem.ts';
import { YamlReader } from '../schema/reader.ts';
import type { DetectorCatalog } from './catalog.ts';
import { type ConfiguredDetector, configureDetector } from './configure.ts';
import { DETECTOR_CATALOG } from './index.ts';

/** Changes of the families' defaults, by family. */
export type DetectorConfigs = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

export type DetectorConfigsResult =
  | { readonly ok: true; readonly configs: DetectorConfigs }
  /** In the order of their places; at least one. */
  | { readonly ok: false; readonly problems: readonly Problem[] };

/** Part of a YAML document. */
export interface DetectorConfigsSource {
  /** The whole file. */
  readonly text: string;
  readonly document: Document;
  /** The node of the configurations. */
  readonly node: unknown;
  /** Its place in the document, for people: `detectors`. */
  readonly path: string;
}

const MAX_PROBLEMS = 100;

/** Reads configurations that stand in a file of another kind than a policy. Never throws. */
export function readDetectorConfigs(
  { text, document, node, path }: DetectorConfigsSource,
  catalog: DetectorCatalog = DETECTOR_CATALOG,
): DetectorConfigsResult {
  const reader = new YamlReader({ text, document, position: positionsOf(text), maxProblems: MAX_PROBLEMS });
  const configs = detectorConfigSchema(catalog).read(reader, reader.field(node, path, 0)) ?? {};
  return reader.problems.length > 0
    ? { ok: false, problems: reader.problems.toSorted(byPlace) }
    : { ok: true, configs: configs as DetectorConfigs };
}

/**
 * All families of the catalog, as an engine takes them; those that are not named have their defaults.
 *
 * @throws {Error} with a sentence for people where there is no such family.
 */
export function configureDetectors(
  configs: DetectorConfigs = {},
  catalog: DetectorCatalog = DETECTOR_CATALOG,
): readonly ConfiguredDetector[] {
  const names = catalog.map(({ name }) => name);
  const unknown = Object.keys(configs).find((name) => !names.includes(name));
  if (unknown !== undefined) throw new Error(`there is no detector family ${unknown}; there are ${names.join(', ')}`);
  return catalog.map((definition) => configureDetector(definition, configs[definition.name]));
}
