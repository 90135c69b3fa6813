import { scan } from './scan.ts';

/**
 * JSON text as those read it who take the first of equal keys; `JSON.parse` takes the last. `undefined`: no object has a key twice.
 * @param text Valid JSON.
 */
export function withFirstKeys(text: string): unknown {
  const keys: (Set<string> | undefined)[] = [];
  const repeated: { readonly at: number; readonly end: number }[] = [];
  let latest: { readonly at: number; readonly end: number } | undefined;
  for (const { char, at, end } of scan(text)) {
    if (char === '{') keys.push(new Set());
    else if (char === '[') keys.push(undefined);
    else if (char === '}' || char === ']') keys.pop();
    else if (char === '"') latest = { at, end };
    else if (char === ':' && latest) {
      const known = keys.at(-1);
      const key = JSON.parse(text.slice(latest.at, latest.end)) as string;
      if (known?.has(key)) repeated.push(latest);
      known?.add(key);
    }
  }
  if (repeated.length === 0) return undefined;
  // Under a name that no rule asks for.
  let renamed = text;
  for (const [nth, { at, end }] of [...repeated.entries()].reverse())
    renamed = `${renamed.slice(0, at)}${JSON.stringify(`\u0000${nth}`)}${renamed.slice(end)}`;
  return JSON.parse(renamed);
}
