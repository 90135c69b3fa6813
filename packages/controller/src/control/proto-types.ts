/** The messages of `airt.control.v1` as plain data. What they mean is mapped by the engine (directives, outcomes, actions) and by messages/. */
import type { airt } from '@airt/protocol';

export type AgentMessage = airt.control.v1.AgentMessage.$Properties;
export type ControllerMessage = airt.control.v1.ControllerMessage.$Properties;
export type HelloMessage = airt.control.v1.Hello.$Properties;
export type HealthConditionMessage = airt.control.v1.HealthCondition.$Properties;
export type HealthMessage = airt.control.v1.Health.$Properties;
