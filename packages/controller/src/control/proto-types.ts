/** The messages of `airt.control.v1` that this side uses. Directives, outcomes and actions are mapped by the engine. */
import type { airt } from '@airt/protocol';

export type AgentMessage = airt.control.v1.AgentMessage.$Properties;
export type ControllerMessage = airt.control.v1.ControllerMessage.$Properties;
export type HelloMessage = airt.control.v1.Hello.$Properties;
