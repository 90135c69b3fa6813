import type { DetectorCatalog } from '../detectors/catalog.ts';
import { DETECTOR_CATALOG } from '../detectors/index.ts';
import type { JsonSchema } from '../schema/schema.ts';
import { policySchema } from './policy-schema.ts';

/**
 * The JSON Schema of a policy document, draft 07, for editors: structure, words and bounds. What it cannot say (conditions, placeholders,
 * names that must be unique) only `parsePolicies` checks. Published as `schema/policy.schema.json` of this package.
 */
export function policyJsonSchema(catalog: DetectorCatalog = DETECTOR_CATALOG): JsonSchema {
  return { $schema: 'http://json-schema.org/draft-07/schema#', title: 'AIRT policy', ...policySchema(catalog).jsonSchema() };
}
