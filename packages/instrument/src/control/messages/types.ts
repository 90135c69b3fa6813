/** The messages of `airt.control.v1` that this side uses, as plain data: every member is optional, as on the wire. */
import type { airt } from '@airt/protocol/control';

export type { DirectiveMessage, OutcomeMessage } from '@airt/engine';
export type AgentMessage = airt.control.v1.AgentMessage.$Properties;
export type ControllerMessage = airt.control.v1.ControllerMessage.$Properties;
export type CoverageMessage = airt.control.v1.Coverage.$Properties;
export type HealthMessage = airt.control.v1.Health.$Properties;
export type HelloMessage = airt.control.v1.Hello.$Properties;
export type PolicyErrorMessage = airt.control.v1.PolicyError.$Properties;
export type PolicyResourceMessage = airt.control.v1.PolicyResource.$Properties;
export type PolicyUpdateMessage = airt.control.v1.PolicyUpdate.$Properties;
export type SignalMessage = airt.control.v1.Signal.$Properties;
export type WelcomeMessage = airt.control.v1.Welcome.$Properties;
