/** Texts with placeholders: `You have called {tool} {count} times.` */
import { isPlausibleToolName } from './tool-name.ts';

/** What a placeholder can stand for. */
export type TemplateValue = string | number | boolean;

/** A value by the name of its placeholder, and the words that stand for it where it is not known or must not be repeated. */
export interface TemplateSlot {
  readonly value: TemplateValue | undefined;
  /** `the tool`, `several`: words that still make a sentence. */
  readonly unknown: string;
}

export type TemplateValues = Readonly<Record<string, TemplateSlot>>;

/**
 * Fills the placeholders in that there are values for; other braces stay as they are. A value that is a text comes from a span, so it
 * is repeated only where it could be the name of a tool: whoever can send a span must not be able to write to a model.
 */
export function fillText(text: string, values: TemplateValues): string {
  return text.replace(/\{([A-Za-z_]+)\}/g, (placeholder, name: string) => {
    const slot = Object.hasOwn(values, name) ? values[name] : undefined;
    return slot === undefined ? placeholder : (wordsFor(slot.value) ?? slot.unknown);
  });
}

function wordsFor(value: TemplateValue | undefined): string | undefined {
  if (typeof value === 'string') return isPlausibleToolName(value) ? value : undefined;
  if (typeof value === 'number') return Number.isFinite(value) ? String(value) : undefined;
  return value === undefined ? undefined : String(value);
}

/** Control characters, line separators and marks of writing direction: what a text from outside could forge a line with. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for.
const CONTROL = /[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]+/g;

/** One line of at most `maxLength` characters without control characters. */
export const singleLine = (text: string, maxLength: number): string => text.replace(CONTROL, ' ').slice(0, maxLength);
