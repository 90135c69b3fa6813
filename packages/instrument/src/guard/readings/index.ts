/**
 * Arguments as clients read them. A model writes text, and what becomes of it differs: the SDK of one provider fills up an input that was
 * cut off, frameworks repair what is no JSON or unwrap what was encoded twice, some take the first of two equal keys and some the last. A
 * rule has to see what may be run: every reading of which we know.
 */
import { jsonrepair } from 'jsonrepair';
import { withFirstKeys } from './duplicate-keys.ts';
import { embeddedObjects } from './embedded-objects.ts';
import { withoutLastMember } from './last-member.ts';
import { nestingOf } from './scan.ts';

export interface ArgumentReadings {
  /** The most usual reading first. Never empty. */
  readonly values: readonly unknown[];
  /** No reading of a text is an object: `values` has the text. */
  readonly isUnreadable: boolean;
}

/** Texts that were encoded as JSON more often than this are not unwrapped. */
const MAX_DEPTH = 3;
const MAX_READINGS = 8;
/** Of longer and deeper texts only the strict reading counts: repairing is for what a model writes by hand. */
const MAX_LENGTH = 256 * 1024;
const MAX_NESTING = 64;

const NO_ARGUMENTS: ArgumentReadings = { values: [{}], isUnreadable: false };

/** @param args As in a `ToolCall`. */
export function readingsOf(args: unknown): ArgumentReadings {
  if (typeof args !== 'string') return { values: [args], isUnreadable: false };
  if (args.trim() === '') return NO_ARGUMENTS;
  const isSmall = args.length <= MAX_LENGTH && nestingOf(args) <= MAX_NESTING;
  const values = isSmall ? distinct(readText(args, MAX_DEPTH)).slice(0, MAX_READINGS) : [tryRead(() => JSON.parse(args))];
  return values.some(isObject) ? { values, isUnreadable: false } : { values: [args], isUnreadable: true };
}

/** The first reading: what telemetry and rules about results have. */
export const firstReading = (args: unknown): unknown => readingsOf(args).values[0];

function readText(text: string, depth: number): unknown[] {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return repaired(text);
  }
  if (value === null) return [{}];
  if (typeof value === 'string') return depth > 0 ? readText(value, depth - 1) : [];
  if (Array.isArray(value)) return value.some(isObject) ? [value, ...value.filter(isObject)] : [];
  if (!isObject(value)) return [];
  const first = withFirstKeys(text);
  return first === undefined ? [value] : [value, first];
}

function repaired(text: string): unknown[] {
  const whole = tryRead(() => JSON.parse(jsonrepair(text)));
  const cut = tryRead(() => withoutLastMember(text));
  const readings = whole === undefined ? [] : Array.isArray(whole) ? whole : [whole];
  return [...readings, cut, ...embeddedObjects(text)].filter(isObject);
}

function tryRead(read: () => unknown): unknown {
  try {
    return read();
  } catch {
    return undefined;
  }
}

function distinct(values: readonly unknown[]): unknown[] {
  const byText = new Map(values.map((value) => [JSON.stringify(value), value]));
  return [...byText.values()];
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
