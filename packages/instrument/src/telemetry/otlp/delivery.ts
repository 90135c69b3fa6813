/**
 * What an operator learns of exports: whether an endpoint takes them. Several exporters have one endpoint, which is one condition: it holds
 * while one of them fails.
 */
import type { Health } from '../../health/health.ts';

export interface DeliveryReport {
  /** An export was taken. */
  delivered(): void;
  /** An export was not taken, and is not tried again. */
  failed(reason: string): void;
  /** A part of an export was not taken. */
  rejected(detail: string): void;
}

export interface DeliveryReports {
  /** @param isAsked false: nobody has asked for an export to this address. */
  of(url: URL, isAsked: boolean): DeliveryReport;
}

export function createDeliveryReports(health: Health): DeliveryReports {
  /** By origin: the paths that fail. */
  const failing = new Map<string, Set<string>>();
  return {
    of({ origin, pathname }, isAsked) {
      const paths = failing.get(origin) ?? new Set();
      failing.set(origin, paths);
      const id = isAsked ? 'telemetry_not_delivered' : 'telemetry_unconfigured';
      return {
        delivered() {
          if (paths.delete(pathname) && paths.size === 0) health.clear(id, origin);
        },
        failed(reason) {
          paths.add(pathname);
          health.raise(id, origin, `${pathname}: ${reason}`);
        },
        rejected: (detail) => health.raise('telemetry_rejected', `${origin}${pathname}`, detail),
      };
    },
  };
}
