import { LineCounter } from 'yaml';

/** Line and column of a character of a text, both from 1. */
export type Positions = (offset: number) => { readonly line: number; readonly column: number };

/** The lines of a YAML text, counted here: the parser loses count of those of a block scalar that stands before an error. */
export function positionsOf(text: string): Positions {
  const lines = new LineCounter();
  for (let at = 0; at !== -1; at = text.indexOf('\n', at) + 1 || -1) lines.addNewLine(at);
  return (offset) => {
    const { line, col } = lines.linePos(offset);
    return { line, column: col };
  };
}
