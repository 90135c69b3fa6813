/** The messages of `airt.control.v1` that this side uses, and Hello's coverage. Directives and outcomes are mapped by the engine. */
import { type InterventionPoint, pointToProto } from '@airt/engine';
import type { airt } from '@airt/protocol/control';

/** A message as plain data: every member optional, as on the wire. */
export type { DirectiveMessage, OutcomeMessage } from '@airt/engine';
export type HelloMessage = airt.control.v1.Hello.$Properties;
export type CoverageMessage = airt.control.v1.Coverage.$Properties;
export type PolicyUpdateMessage = airt.control.v1.PolicyUpdate.$Properties;
export type PolicyErrorMessage = airt.control.v1.PolicyError.$Properties;
export type SignalMessage = airt.control.v1.Signal.$Properties;
export type HealthMessage = airt.control.v1.Health.$Properties;
export type WelcomeMessage = airt.control.v1.Welcome.$Properties;
export type AgentMessage = airt.control.v1.AgentMessage.$Properties;
export type ControllerMessage = airt.control.v1.ControllerMessage.$Properties;

/** What is hooked: which points, and by which component. */
export interface CoverageReport {
  readonly points: readonly InterventionPoint[];
  readonly components: readonly {
    readonly kind: 'transport' | 'dialect' | 'framework' | 'sdk';
    readonly name: string;
    readonly version?: string;
    readonly seen: boolean;
    readonly points: readonly InterventionPoint[];
    /** Why it is not live; absent where it is. */
    readonly inactiveReason?: string;
  }[];
}

export function coverageToProto(report: CoverageReport): CoverageMessage {
  return {
    points: report.points.map(pointToProto),
    components: report.components.map((component) => ({
      kind: component.kind,
      name: component.name,
      version: component.version ?? '',
      seen: component.seen,
      points: component.points.map(pointToProto),
      inactiveReason: component.inactiveReason ?? '',
    })),
  };
}
