import { scan } from './scan.ts';

/**
 * A text that was cut off, as those read it who leave the unfinished member out: it ends with the last member that is certainly whole.
 * Throws where nothing is left of it.
 */
export function withoutLastMember(text: string): unknown {
  const open: string[] = [];
  let whole: { readonly end: number; readonly closing: string } | undefined;
  const closingOf = (): string => open.toReversed().join('');
  for (const { char, at, end } of scan(text)) {
    if (char === '{') open.push('}');
    else if (char === '[') open.push(']');
    else if (char === '}' || char === ']') open.pop();
    if (char === '{' || char === '[' || char === '}' || char === ']') whole = { end, closing: closingOf() };
    else if (char === ',') whole = { end: at, closing: closingOf() };
  }
  if (!whole) throw new SyntaxError('no member is whole');
  return JSON.parse(text.slice(0, whole.end) + whole.closing);
}
