/** The lists of CONTRIBUTING.md, read, and held against the tree. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';

/** One kind as its section describes it. */
export interface KindSection {
  readonly title: string;
  /** Files of the kind as such; no members. */
  readonly interfaces: readonly string[];
  /** Paths with `NAME`, a file of each member; and without, where each member has a line. */
  readonly files: readonly string[];
}

const codeSpans = (text: string): string[] => [...text.matchAll(/`([^`]+)`/g)].map(([, code = '']) => code);

/** The sections below `## Kinds`. */
export function readKindSections(text: string): readonly KindSection[] {
  const kinds = text.split(/^## Kinds$/m)[1]?.split(/^## /m)[0] ?? '';
  return kinds
    .split(/^### /m)
    .slice(1)
    .map((section) => {
      const lines = section.split('\n');
      return {
        title: lines[0] ?? '',
        interfaces: lines.filter((line) => line.startsWith('Interface: ')).flatMap(codeSpans),
        files: lines.flatMap((line) => /^- `([^`]+)`/.exec(line)?.[1] ?? []),
      };
    });
}

/** The members of a kind in the tree: folders with the first file that the list names with `NAME`, or files beside its interface. */
export function membersOf({ interfaces, files }: KindSection, root: string): readonly string[] {
  const first = files.find((file) => file.includes('NAME')) ?? '';
  const [folder = '', rest = ''] = first.split('NAME');
  const entries = readdirSync(join(root, folder), { withFileTypes: true });
  if (rest.startsWith('/')) {
    return entries.flatMap((entry) => (entry.isDirectory() && existsSync(join(root, folder, `${entry.name}${rest}`)) ? entry.name : []));
  }
  const others = new Set([...interfaces, ...files].map((path) => basename(path)));
  return entries.flatMap(({ name }) =>
    name.endsWith(rest) && !name.endsWith('.test.ts') && !others.has(name) ? name.slice(0, -rest.length) : [],
  );
}

/** What the tree lacks of the lists, one sentence each. */
export function findGaps(section: KindSection, root: string): readonly string[] {
  const { title, interfaces, files } = section;
  const members = membersOf(section, root);
  const paths = [...interfaces, ...files.filter((file) => !file.includes('NAME'))];
  return [
    ...(members.length === 0 ? [`${title}: no member is found`] : []),
    ...paths.filter((path) => !existsSync(join(root, path))).map((path) => `${title}: there is no ${path}`),
    ...members.flatMap((member) => {
      const names = spellingsOf(section, member, root);
      return files.flatMap((file) => gapOf(`${title} ${member}`, { member, names }, file, root));
    }),
  ];
}

function gapOf(
  what: string,
  { member, names }: { readonly member: string; readonly names: readonly string[] },
  file: string,
  root: string,
): readonly string[] {
  const path = join(root, file.replaceAll('NAME', member));
  if (!existsSync(path)) return [`${what}: there is no ${file.replaceAll('NAME', member)}`];
  if (file.includes('NAME')) return [];
  const text = readFileSync(path, 'utf8');
  return names.some((name) => new RegExp(`(?<![A-Za-z0-9])${name.replaceAll('.', String.raw`\.`)}(?![A-Za-z0-9])`).test(text))
    ? []
    : [`${what}: ${file} does not name it`];
}

/** A member as code, protocol and command line write it, `policy_ack`, and as it is registered: `openai.chat_completions`. */
export function spellingsOf({ files }: KindSection, member: string, root: string): readonly string[] {
  const path = join(root, files.find((file) => file.includes('NAME') && file.endsWith('.ts'))?.replaceAll('NAME', member) ?? '');
  const registered = /^ {2}(?:name|kind): '([^']+)'/m.exec(existsSync(path) ? readFileSync(path, 'utf8') : '')?.[1] ?? member;
  const camel = member.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
  return [...new Set([member, camel, member.replaceAll('-', '_'), member.replaceAll('-', ' '), registered])];
}
