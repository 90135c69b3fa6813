/** Bounds on what is kept of an agent's data about itself, for as long as the agent may come back. */

/** Characters of a name: instance uid, name and version of the data plane, keys. */
export const MAX_NAME = 256;
/** Characters of a value. */
export const MAX_VALUE = 1024;
/** Runs that one agent can claim to have open. */
export const MAX_OPEN_RUNS = 1000;
/** Errors of one PolicyNack that are kept. */
export const MAX_POLICY_ERRORS = 100;
/** Characters of one of them. */
export const MAX_POLICY_ERROR = 2000;
/** Kinds of failures of one Health that are kept. */
export const MAX_FAILURE_KINDS = 100;

/** Characters of all conditions of one Health that are kept. */
export const MAX_CONDITIONS = 16_384;

/** Characters of all names and values of one map. */
const MAX_MAP = 32_768;

export const boundedName = (text: string | null | undefined): string => (text ?? '').slice(0, MAX_NAME);
export const boundedValue = (text: string | null | undefined): string => (text ?? '').slice(0, MAX_VALUE);

export function boundedMap(map: Readonly<Record<string, string>> | null | undefined): Record<string, string> {
  const bounded: Record<string, string> = {};
  let left = MAX_MAP;
  for (const key in map) {
    const [name, value] = [boundedName(key), boundedValue(map[key])];
    left -= name.length + value.length;
    if (left < 0) break;
    // A name such as `__proto__` is only a name.
    Object.defineProperty(bounded, name, { value, enumerable: true, configurable: true, writable: true });
  }
  return bounded;
}
