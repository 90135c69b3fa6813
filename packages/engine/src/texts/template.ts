/** Texts with placeholders: `You have called {tool} {count} times.` */
import { quoteName } from './tool-name.ts';

/** What a placeholder can stand for. */
export type TemplateValue = string | number | boolean;

/** A value by the name of its placeholder, and the words that stand for it where it is not known or must not be repeated. */
export interface TemplateSlot {
  readonly value: TemplateValue | undefined;
  /** `the tool`, `several`: words that still make a sentence. */
  readonly unknown: string;
  /**
   * The value comes from a span: the placeholder of a text stays, and is filled in by the agent's process, where the value is the name of
   * one of its own tools. Whoever can send a span must not be able to write to a model.
   */
  readonly isFromSpan?: boolean;
}

export type TemplateValues = Readonly<Record<string, TemplateSlot>>;

/** Fills the placeholders in that there are values for, texts in quotes; other braces stay as they are. */
export function fillText(text: string, values: TemplateValues): string {
  return text.replace(/\{([A-Za-z_]+)\}/g, (placeholder, name: string, at: number) => {
    const slot = Object.hasOwn(values, name) ? values[name] : undefined;
    if (slot === undefined) return placeholder;
    if (typeof slot.value === 'string' && slot.isFromSpan === true) return placeholder;
    if (typeof slot.value === 'string') return isQuoted(text, at, placeholder) ? quoteName(slot.value).slice(1, -1) : quoteName(slot.value);
    return wordsFor(slot.value) ?? slot.unknown;
  });
}

const QUOTES: ReadonlySet<string | undefined> = new Set(['"', "'", '`']);

/** Whether the text itself puts quotes around a placeholder. */
function isQuoted(text: string, at: number, placeholder: string): boolean {
  return QUOTES.has(text[at - 1]) && text[at - 1] === text[at + placeholder.length];
}

function wordsFor(value: Exclude<TemplateValue, string> | undefined): string | undefined {
  if (typeof value === 'number') return Number.isFinite(value) ? String(value) : undefined;
  return value === undefined ? undefined : String(value);
}

/** The words that stand for a tool whose name is not known, or must not be repeated. */
const UNKNOWN_TOOL = 'the tool';

/** The tool of a text for a model: its name where the agent offers it, else words. */
export const toolPlaceholder = (tool: string | undefined, offered: readonly string[] | undefined): TemplateValues => ({
  tool: { value: tool !== undefined && (offered?.includes(tool) ?? true) ? tool : undefined, unknown: UNKNOWN_TOOL },
});
