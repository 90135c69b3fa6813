import { isMap, isSeq, parseAllDocuments } from 'yaml';

/** The text of one rule as its author wrote it, without the common indentation; undefined where it is not found. */
export function ruleText(source: string, policy: string, rule: string): string | undefined {
  for (const document of parseAllDocuments(source)) {
    if ('empty' in document || document.getIn(['metadata', 'name']) !== policy) continue;
    const rules = document.getIn(['spec', 'rules']);
    const node = isSeq(rules) ? rules.items.find((item) => isMap(item) && item.get('name') === rule) : undefined;
    if (!isMap(node) || !node.range) continue;
    const [start, end] = node.range;
    // The rule begins after its dash: the rest of the lines are indented as deep as its first key stands.
    const indent = start - (source.lastIndexOf('\n', start - 1) + 1);
    const lines = source.slice(start, end).trimEnd().split('\n');
    return lines.map((line, index) => (index === 0 ? line : line.replace(new RegExp(`^ {0,${indent}}`), ''))).join('\n');
  }
  return undefined;
}
