/** What a set of detector families offers to policies. */
import type { DetectorDefinition, MeasureDefinition } from './detector.ts';

export type DetectorCatalog = readonly DetectorDefinition<object>[];

/** Measures by name; `dyn` where families give one name different types. */
export type Measures = Readonly<Record<string, Omit<MeasureDefinition, 'type'> & { readonly type: MeasureDefinition['type'] | 'dyn' }>>;

/** Every finding that the families can report. */
export const findingNames = (catalog: DetectorCatalog): readonly string[] => catalog.flatMap(({ findings }) => Object.keys(findings));

/** Whether a pattern of a rule names a detector: equal, or a `*` at its end stands for the rest. */
export const matchesDetector = (pattern: string, detector: string): boolean =>
  pattern.endsWith('*') ? detector.startsWith(pattern.slice(0, -1)) : pattern === detector;

/** The measures of all families of which a pattern names a finding. */
export function measuresOf(catalog: DetectorCatalog, patterns: readonly string[]): Measures {
  const measures: Record<string, Measures[string]> = {};
  for (const { findings, measures: own } of catalog) {
    const isNamed = Object.keys(findings).some((finding) => patterns.some((pattern) => matchesDetector(pattern, finding)));
    if (!isNamed) continue;
    for (const [name, measure] of Object.entries(own)) {
      const known = measures[name];
      measures[name] = known === undefined || known.type === measure.type ? measure : { ...measure, type: 'dyn' };
    }
  }
  return measures;
}
