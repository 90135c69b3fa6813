/** Bounds on what is kept of an agent's data about itself, for as long as the agent may come back. */

/** Characters of a name: instance uid, name and version of the data plane, keys. */
export const MAX_NAME = 256;
/** Characters of a value. */
export const MAX_VALUE = 1024;
/** Runs that one agent can claim to have open. */
export const MAX_OPEN_RUNS = 10_000;
/** Errors of one PolicyNack that are kept. */
export const MAX_POLICY_ERRORS = 100;
/** Characters of one of them. */
export const MAX_POLICY_ERROR = 2000;
/** Kinds of failures of one Health that are kept. */
export const MAX_FAILURE_KINDS = 100;

const MAX_ENTRIES = 1000;

export const boundedName = (text: string | null | undefined): string => (text ?? '').slice(0, MAX_NAME);
export const boundedValue = (text: string | null | undefined): string => (text ?? '').slice(0, MAX_VALUE);

export function boundedMap(map: Readonly<Record<string, string>> | null | undefined): Record<string, string> {
  const entries = Object.entries(map ?? {}).slice(0, MAX_ENTRIES);
  return Object.fromEntries(entries.map(([key, value]) => [boundedName(key), boundedValue(value)]));
}
