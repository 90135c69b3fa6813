/** Reading attributes by any of the names that a value has had over the years. The first name that is there with the right type wins. */
import type { Attributes, AttributeValue } from '@airt/protocol';

export function readText(attributes: Attributes, ...names: readonly string[]): string | undefined {
  for (const name of names) {
    const value = attributes[name];
    if (typeof value === 'string' && value !== '') return value;
  }
  return undefined;
}

/** A number of 0 or more; senders also write numbers as strings. */
export function readCount(attributes: Attributes, ...names: readonly string[]): number | undefined {
  for (const name of names) {
    const value = attributes[name];
    const number = typeof value === 'string' && value !== '' ? Number(value) : value;
    if (typeof number === 'number' && Number.isFinite(number) && number >= 0) return number;
  }
  return undefined;
}

/** A list of strings; a single string counts as a list of one. */
export function readTexts(attributes: Attributes, ...names: readonly string[]): readonly string[] | undefined {
  for (const name of names) {
    const value = attributes[name];
    if (typeof value === 'string' && value !== '') return [value];
    if (Array.isArray(value)) return value.filter((item): item is string => typeof item === 'string');
  }
  return undefined;
}

export function readAny(attributes: Attributes, ...names: readonly string[]): AttributeValue | undefined {
  for (const name of names) {
    const value = attributes[name];
    if (value !== undefined && value !== null && value !== '') return value;
  }
  return undefined;
}

/** Characters of a text, bytes of a byte string; undefined for anything else. */
export function sizeOf(value: AttributeValue | undefined): number | undefined {
  if (typeof value === 'string') return value.length;
  if (value instanceof Uint8Array) return value.byteLength;
  return undefined;
}

/** A member only where there is a value: events have no undefined members. */
export const optional = <Name extends string, Value>(name: Name, value: Value | undefined): { readonly [name in Name]?: Value } =>
  (value === undefined ? undefined : { [name]: value }) as { readonly [name in Name]?: Value };
