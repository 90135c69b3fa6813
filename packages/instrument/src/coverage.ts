/** What is really hooked in this process, as reported to the controller: a policy must not be assumed to be enforced where nothing is live. */
import type { InterventionPoint } from '@airt/engine';

export interface CoveredComponent {
  readonly kind: 'transport' | 'dialect' | 'framework' | 'sdk';
  readonly name: string;
  readonly version: string;
  /** At least one operation went through it. */
  readonly seen: boolean;
  readonly points: readonly InterventionPoint[];
  /** Why it is not live; empty where it is. */
  readonly inactiveReason: string;
}

export interface Coverage {
  add(component: Omit<CoveredComponent, 'seen'>): void;
  /** An operation went through the component. `version`, where it is known only now. */
  seen(kind: CoveredComponent['kind'], name: string, version?: string): void;
  /** Something was seen for the first time. One listener at a time. */
  onChange(listener: () => void): void;
  readonly components: readonly CoveredComponent[];
  /** Points that at least one live component enforces. */
  readonly points: readonly InterventionPoint[];
}

export function createCoverage(): Coverage {
  let listener = (): void => {};
  const components = new Map<string, CoveredComponent>();
  return {
    onChange(next) {
      listener = next;
    },
    add: (component) => void components.set(`${component.kind} ${component.name}`, { ...component, seen: false }),
    seen(kind, name, version) {
      const key = `${kind} ${name}`;
      const component = components.get(key);
      if (!component || component.seen) return;
      components.set(key, { ...component, seen: true, ...(version ? { version } : {}) });
      listener();
    },
    get components() {
      return [...components.values()];
    },
    get points() {
      return [...new Set([...components.values()].filter((each) => each.inactiveReason === '').flatMap((each) => each.points))];
    },
  };
}
