import { positionsOf } from '@airt/engine';
import { isMap, type Node, parseDocument, type YAMLMap } from 'yaml';
import { OPTION_TYPES, type Value } from './option-types.ts';
import { OPTIONS, type Option } from './options.ts';

export interface ConfigFile {
  readonly values: ReadonlyMap<Option, Value>;
  /** `controller.yaml:3:9: listen.grpc must be host:port, not x`, one per problem. */
  readonly problems: readonly string[];
}

/**
 * Reads the text of a configuration file. An option with nothing after its colon keeps its default.
 *
 * @param file Its path: problems name it, and paths in it are meant from its folder.
 */
export function readConfigFile(file: string, text: string): ConfigFile {
  const position = positionsOf(text);
  const document = parseDocument(text, { prettyErrors: false, merge: false });
  const values = new Map<Option, Value>();
  const problems: string[] = [];
  const report = (offset: number, message: string): void => {
    const { line, column } = position(offset);
    problems.push(`${file}:${line}:${column}: ${message}`);
  };

  const readOption = (option: Option, node: Node): void => {
    const checked = OPTION_TYPES[option.type].readFile({ node, document, text, file }, option);
    if (checked.ok) values.set(option, checked.value);
    else
      for (const { message, at } of checked.problems) {
        if (at === undefined) report(offsetOf(node), message);
        else problems.push(`${file}:${at.line}:${at.column}: ${message}`);
      }
  };
  const readSection = (map: YAMLMap, prefix: string): void => {
    for (const { key, value } of map.items as { readonly key: Node; readonly value: Node | null }[]) {
      const path = prefix === '' ? String(key) : `${prefix}.${String(key)}`;
      const option = OPTIONS.find((candidate) => candidate.key === path);
      if (option !== undefined) {
        if (value !== null && value.toJS(document) !== null) readOption(option, value);
      } else if (isSection(path)) {
        if (isMap(value)) readSection(value, path);
        else if (value !== null && value.toJS(document) !== null) report(offsetOf(key), `${path} must be a section with keys of its own`);
      } else {
        report(offsetOf(key), `unknown key ${path}; there are ${keysOf(prefix).join(', ')}`);
      }
    }
  };

  for (const { code, message, pos } of document.errors) {
    const reason = code === 'MULTIPLE_DOCS' ? 'a configuration is one document, and here a second one begins' : message;
    report(pos[0], `not readable as YAML: ${reason}`);
  }
  if (document.errors.length > 0 || document.contents === null) return { values, problems };
  if (isMap(document.contents)) readSection(document.contents, '');
  else report(0, 'the configuration must be a map of sections');
  return { values, problems };
}

const offsetOf = (node: Node): number => node.range?.[0] ?? 0;

const isSection = (path: string): boolean => OPTIONS.some(({ key }) => key.startsWith(`${path}.`));

/** The keys of a section; of the whole file for ''. */
function keysOf(section: string): readonly string[] {
  const start = section === '' ? '' : `${section}.`;
  const names = OPTIONS.filter(({ key }) => key.startsWith(start)).map(({ key }) => key.slice(start.length).split('.', 1)[0] ?? '');
  return [...new Set(names)];
}
