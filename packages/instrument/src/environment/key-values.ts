/**
 * Lists of pairs in variables (`OTEL_RESOURCE_ATTRIBUTES`, `OTEL_EXPORTER_OTLP_HEADERS`): `key=value,key=value`, where a comma, an equals
 * sign and everything outside of printable ASCII is percent-encoded. Format: OpenTelemetry specification, "Resource SDK" and "OTLP
 * Exporter", which take it from W3C Baggage without its properties.
 */

export type KeyValues = { readonly values: Readonly<Record<string, string>> } | { readonly problem: string };

/**
 * Reads a list. Of two equal keys the last one counts; empty entries are skipped. A list with a mistake is rejected as a whole, as the
 * specification has it: a half of it would be a process that claims to be another one. The problem quotes no value, for headers are secret.
 */
export function parseKeyValues(text: string): KeyValues {
  const values = new Map<string, string>();
  for (const entry of text.split(',')) {
    if (entry.trim() === '') continue;
    const at = entry.indexOf('=');
    const key = decode(entry.slice(0, Math.max(at, 0)));
    if (!key) return { problem: `the entry ${values.size + 1} is no key=value` };
    const value = decode(entry.slice(at + 1));
    if (value === undefined) return { problem: `the value of ${key} is not percent-encoded UTF-8 (a percent sign itself is %25)` };
    values.set(key, value);
  }
  return { values: Object.fromEntries(values) };
}

function decode(text: string): string | undefined {
  try {
    return decodeURIComponent(text.trim());
  } catch {
    return undefined;
  }
}
