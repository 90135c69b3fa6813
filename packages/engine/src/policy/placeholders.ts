/** The placeholders of texts: which there are where a text stands, and what was probably meant by others. */
import type { Measures } from '../detectors/catalog.ts';
import { suggest } from '../schema/suggest.ts';
import { type TemplateSlot, type TemplateValue, type TemplateValues, toolPlaceholder } from '../texts/template.ts';
import type { PointRule } from './document.ts';

/** What the placeholders of a text stand for in a rule on findings: what the detectors measure. */
export function findingPlaceholders(measures: Measures, values: Readonly<Record<string, string | number | boolean>>): TemplateValues {
  return Object.fromEntries(Object.entries(measures).map(([name, { unknown }]) => [name, slotOf(name, values[name], unknown)]));
}

/** Texts that detectors measure come from spans. The agent's process is told one of them, the tool; others are never filled in. */
function slotOf(name: string, value: TemplateValue | undefined, unknown: string): TemplateSlot {
  if (typeof value !== 'string') return { value, unknown };
  return name === 'tool' ? { value, unknown, isFromSpan: true } : { value: undefined, unknown };
}

/**
 * What the placeholders of a text stand for at a point.
 *
 * @param offered The tools that the request offered, where that is known. A model can call others: a name that it made up is not repeated.
 */
export const pointPlaceholders = (
  point: PointRule['on'],
  tool: string | undefined,
  offered: readonly string[] | undefined,
): TemplateValues => (hasTool(point) ? toolPlaceholder(tool, offered) : {});

const hasTool = (point: PointRule['on']): boolean => point.endsWith('_tool_call');

export interface PlaceholderProblem {
  readonly message: string;
  /** Where in the text, from 0. */
  readonly offset: number;
}

/** Where a text with placeholders stands. */
export interface PlaceholderPlace {
  readonly on: 'finding' | PointRule['on'];
  /** Of the detectors that the rule names; none at a point. */
  readonly measures: Measures;
  /** Of all detectors. */
  readonly all: Measures;
}

/** Braces around a word that is no placeholder here, and was probably meant as one. Any other braces stay as they are. */
export function placeholderProblems(text: string, place: PlaceholderPlace): readonly PlaceholderProblem[] {
  const known = place.on === 'finding' ? Object.keys(place.measures) : hasTool(place.on) ? ['tool'] : [];
  const everywhere = [...new Set(['tool', ...Object.keys(place.all)])];
  const problems: PlaceholderProblem[] = [];
  for (const match of text.matchAll(/\{([A-Za-z_]+)\}/g)) {
    const word = match[1] ?? '';
    if (known.includes(word)) continue;
    const offset = match.index;
    if (everywhere.includes(word)) problems.push({ message: elsewhere(word, place, known), offset });
    else {
      const meant = suggest(word, everywhere);
      if (meant) problems.push({ message: `{${word}} is not filled in; did you mean {${meant}}?`, offset });
    }
  }
  return problems;
}

function elsewhere(word: string, { on }: PlaceholderPlace, known: readonly string[]): string {
  if (on !== 'finding')
    return `there is no {${word}} here; only findings have one${word === 'tool' ? ', and the points around a tool call' : ''}`;
  const own = known.length > 0 ? `they have ${known.map((name) => `{${name}}`).join(', ')}` : 'they have none';
  return `the findings of this rule have no {${word}}; ${own}`;
}
