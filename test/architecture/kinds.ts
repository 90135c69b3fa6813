/** Code that knows the members of a kind although it is not theirs: comparisons with the name of one, and lists of all. */
import { dirname } from 'node:path';
import { type KindSection, membersOf, spellingsOf } from './contributing.ts';

/** A kind with its members. */
export interface Kind {
  readonly section: KindSection;
  readonly members: readonly Member[];
}

interface Member {
  /** As its folder or file is called. */
  readonly folder: string;
  /** In code, in the protocol, and as it is registered. */
  readonly spellings: readonly string[];
}

export const readKind = (section: KindSection, root: string): Kind => ({
  section,
  members: membersOf(section, root).map((folder) => ({ folder, spellings: spellingsOf(section, folder, root) })),
});

/** The kind's own files: those of its members, its registry with the tests beside it, its interface. */
function isOwn({ section, members }: Kind, file: string): boolean {
  if (section.interfaces.includes(file)) return true;
  return section.files.some((path) => {
    const [start = '', end] = path.split('NAME');
    if (end === undefined)
      return path === file || (path.endsWith('/index.ts') && file.endsWith('.test.ts') && dirname(file) === dirname(path));
    return members.some(
      ({ folder }) => file === path.replaceAll('NAME', folder) || (end.startsWith('/') && file.startsWith(`${start}${folder}/`)),
    );
  });
}

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
const anyOf = (spellings: readonly string[]): string => spellings.map(escaped).join('|');

/** Whatever holds the name of a member. Names such as `json` are words of other things too: `encoding === 'json'` is no comparison of kinds. */
const HOLDERS = 'kind|name|owner|action|adapter|convention|detector|dialect|effect|framework|framing|transport';

/** `file:line` of each comparison with the name of a member. Of a detector, its findings count too: `loop.repeat`. */
export function findComparisons(kind: Kind, files: ReadonlyMap<string, string>): readonly string[] {
  const names = `'(?:${anyOf(kind.members.flatMap(({ spellings }) => spellings))})(?:\\.\\w+)?'`;
  const pattern = new RegExp(
    `\\b(?:${HOLDERS})\\)?\\s*[!=]==?\\s*${names}|${names}\\s*[!=]==?\\s*[\\w.?]*\\b(?:${HOLDERS})\\b|\\bcase ${names}:`,
  );
  return lines(kind, files).flatMap(({ file, text, line }) => (pattern.test(text) ? [`${file}:${line}`] : []));
}

/** Lines within which the names of all members make a list. */
const LIST_LINES = 12;

/** `file:line` where a list of all members begins. Of less than four members, names stand together by chance. */
export function findLists(kind: Kind, files: ReadonlyMap<string, string>): readonly string[] {
  const { members } = kind;
  if (members.length < 4) return [];
  const patterns = members.map(({ spellings }) => new RegExp(`(?<![\\w-])(?:${anyOf(spellings)})(?![\\w-])`));
  return [...files].flatMap(([file, text]) => {
    if (isOwn(kind, file)) return [];
    const split = text.split('\n');
    const places = patterns.map((pattern) => split.flatMap((line, index) => (pattern.test(line) ? [index] : [])));
    const starts = places.flat().sort((a, b) => a - b);
    const start = starts.find((first) => places.every((each) => each.some((index) => index >= first && index < first + LIST_LINES)));
    return start === undefined ? [] : [`${file}:${start + 1}`];
  });
}

function* linesOf(file: string, text: string): Generator<{ readonly file: string; readonly text: string; readonly line: number }> {
  for (const [index, line] of text.split('\n').entries()) yield { file, text: line, line: index + 1 };
}

const lines = (kind: Kind, files: ReadonlyMap<string, string>) =>
  [...files].flatMap(([file, text]) => (isOwn(kind, file) ? [] : [...linesOf(file, text)]));
