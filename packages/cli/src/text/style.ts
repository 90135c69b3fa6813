/** Colours, where they are wanted: on a terminal, unless NO_COLOR says otherwise (https://no-color.org). */
import type { Output } from '../io.ts';

const CODES = { bold: '1', dim: '2', red: '31', green: '32', yellow: '33', blue: '34', magenta: '35', cyan: '36' } as const;

export type StyleName = keyof typeof CODES;

/** Puts a style around a text, or gives it back as it is. */
export type Style = (name: StyleName, text: string) => string;

export const plain: Style = (_name, text) => text;

const coloured: Style = (name, text) => `\u001b[${CODES[name]}m${text}\u001b[0m`;

export function styleFor(output: Output, env: Readonly<Record<string, string | undefined>>): Style {
  const noColor = (env.NO_COLOR ?? '') !== '' || env.TERM === 'dumb';
  return output.isTTY && !noColor ? coloured : plain;
}
