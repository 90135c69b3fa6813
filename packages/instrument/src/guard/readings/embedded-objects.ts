import { jsonrepair } from 'jsonrepair';
import { scan } from './scan.ts';

const MAX_OBJECTS = 4;

/** The objects that stand one after the other, or between words, in a text that is no JSON as a whole. */
export function embeddedObjects(text: string): unknown[] {
  const objects: unknown[] = [];
  let depth = 0;
  let start = 0;
  for (const { char, at, end } of scan(text)) {
    if (char === '{') {
      if (depth === 0) start = at;
      depth += 1;
    } else if (char === '}' && depth > 0) {
      depth -= 1;
      if (depth === 0) objects.push(read(text.slice(start, end)));
    }
    if (objects.length === MAX_OBJECTS) return objects;
  }
  // One that was not closed.
  if (depth > 0) objects.push(read(text.slice(start)));
  return objects;
}

function read(text: string): unknown {
  try {
    return JSON.parse(jsonrepair(text));
  } catch {
    return undefined;
  }
}
