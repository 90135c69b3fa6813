import * as $protobuf from "protobufjs";
import type Long from "long";

/** Namespace airt. */
export namespace airt {

    /** Namespace control. */
    namespace control {

        /** Namespace v1. */
        namespace v1 {

            /**
             * Properties of an AgentMessage.
             * @deprecated Use airt.control.v1.AgentMessage.$Properties instead.
             */
            interface IAgentMessage extends airt.control.v1.AgentMessage.$Properties {
            }

            /** Represents an AgentMessage. */
            class AgentMessage {

                /**
                 * Constructs a new AgentMessage.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: airt.control.v1.AgentMessage.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** AgentMessage sequence. */
                sequence: number;

                /** AgentMessage hello. */
                hello?: (airt.control.v1.Hello.$Properties|null);

                /** AgentMessage policyAck. */
                policyAck?: (airt.control.v1.PolicyAck.$Properties|null);

                /** AgentMessage policyNack. */
                policyNack?: (airt.control.v1.PolicyNack.$Properties|null);

                /** AgentMessage directiveOutcome. */
                directiveOutcome?: (airt.control.v1.DirectiveOutcome.$Properties|null);

                /** AgentMessage checkpoint. */
                checkpoint?: (airt.control.v1.Checkpoint.$Properties|null);

                /** AgentMessage signal. */
                signal?: (airt.control.v1.Signal.$Properties|null);

                /** AgentMessage health. */
                health?: (airt.control.v1.Health.$Properties|null);

                /** AgentMessage heartbeat. */
                heartbeat?: (airt.control.v1.Heartbeat.$Properties|null);

                /** AgentMessage budgetReport. */
                budgetReport?: (airt.control.v1.BudgetReport.$Properties|null);

                /** AgentMessage goodbye. */
                goodbye?: (airt.control.v1.Goodbye.$Properties|null);

                /** AgentMessage message. */
                message?: ("hello"|"policyAck"|"policyNack"|"directiveOutcome"|"checkpoint"|"signal"|"health"|"heartbeat"|"budgetReport"|"goodbye");

                /**
                 * Creates a new AgentMessage instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns AgentMessage instance
                 */
                static create(properties: airt.control.v1.AgentMessage.$Shape): airt.control.v1.AgentMessage & airt.control.v1.AgentMessage.$Shape;
                static create(properties?: airt.control.v1.AgentMessage.$Properties): airt.control.v1.AgentMessage;

                /**
                 * Encodes the specified AgentMessage message. Does not implicitly {@link airt.control.v1.AgentMessage.verify|verify} messages.
                 * @param message AgentMessage message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: airt.control.v1.AgentMessage.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes an AgentMessage message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {airt.control.v1.AgentMessage & airt.control.v1.AgentMessage.$Shape} AgentMessage
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): airt.control.v1.AgentMessage & airt.control.v1.AgentMessage.$Shape;
            }

            namespace AgentMessage {

                /** Properties of an AgentMessage. */
                interface $Properties {

                    /** AgentMessage sequence */
                    sequence?: (number|null);

                    /** AgentMessage hello */
                    hello?: (airt.control.v1.Hello.$Properties|null);

                    /** AgentMessage policyAck */
                    policyAck?: (airt.control.v1.PolicyAck.$Properties|null);

                    /** AgentMessage policyNack */
                    policyNack?: (airt.control.v1.PolicyNack.$Properties|null);

                    /** AgentMessage directiveOutcome */
                    directiveOutcome?: (airt.control.v1.DirectiveOutcome.$Properties|null);

                    /** AgentMessage checkpoint */
                    checkpoint?: (airt.control.v1.Checkpoint.$Properties|null);

                    /** AgentMessage signal */
                    signal?: (airt.control.v1.Signal.$Properties|null);

                    /** AgentMessage health */
                    health?: (airt.control.v1.Health.$Properties|null);

                    /** AgentMessage heartbeat */
                    heartbeat?: (airt.control.v1.Heartbeat.$Properties|null);

                    /** AgentMessage budgetReport */
                    budgetReport?: (airt.control.v1.BudgetReport.$Properties|null);

                    /** AgentMessage goodbye */
                    goodbye?: (airt.control.v1.Goodbye.$Properties|null);

                    /** AgentMessage message */
                    message?: ("hello"|"policyAck"|"policyNack"|"directiveOutcome"|"checkpoint"|"signal"|"health"|"heartbeat"|"budgetReport"|"goodbye");

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Narrowed shape of an AgentMessage. */
                type $Shape = {
                  sequence?: number|null;
                  hello?: airt.control.v1.Hello.$Shape|null;
                  policyAck?: airt.control.v1.PolicyAck.$Shape|null;
                  policyNack?: airt.control.v1.PolicyNack.$Shape|null;
                  directiveOutcome?: airt.control.v1.DirectiveOutcome.$Shape|null;
                  checkpoint?: airt.control.v1.Checkpoint.$Shape|null;
                  signal?: airt.control.v1.Signal.$Shape|null;
                  health?: airt.control.v1.Health.$Shape|null;
                  heartbeat?: airt.control.v1.Heartbeat.$Shape|null;
                  budgetReport?: airt.control.v1.BudgetReport.$Shape|null;
                  goodbye?: airt.control.v1.Goodbye.$Shape|null;
                  $unknowns?: Uint8Array[];
                } & (
                  ({ message?: undefined; hello?: null; policyAck?: null; policyNack?: null; directiveOutcome?: null; checkpoint?: null; signal?: null; health?: null; heartbeat?: null; budgetReport?: null; goodbye?: null }|{ message?: "hello"; hello: airt.control.v1.Hello.$Shape; policyAck?: null; policyNack?: null; directiveOutcome?: null; checkpoint?: null; signal?: null; health?: null; heartbeat?: null; budgetReport?: null; goodbye?: null }|{ message?: "policyAck"; hello?: null; policyAck: airt.control.v1.PolicyAck.$Shape; policyNack?: null; directiveOutcome?: null; checkpoint?: null; signal?: null; health?: null; heartbeat?: null; budgetReport?: null; goodbye?: null }|{ message?: "policyNack"; hello?: null; policyAck?: null; policyNack: airt.control.v1.PolicyNack.$Shape; directiveOutcome?: null; checkpoint?: null; signal?: null; health?: null; heartbeat?: null; budgetReport?: null; goodbye?: null }|{ message?: "directiveOutcome"; hello?: null; policyAck?: null; policyNack?: null; directiveOutcome: airt.control.v1.DirectiveOutcome.$Shape; checkpoint?: null; signal?: null; health?: null; heartbeat?: null; budgetReport?: null; goodbye?: null }|{ message?: "checkpoint"; hello?: null; policyAck?: null; policyNack?: null; directiveOutcome?: null; checkpoint: airt.control.v1.Checkpoint.$Shape; signal?: null; health?: null; heartbeat?: null; budgetReport?: null; goodbye?: null }|{ message?: "signal"; hello?: null; policyAck?: null; policyNack?: null; directiveOutcome?: null; checkpoint?: null; signal: airt.control.v1.Signal.$Shape; health?: null; heartbeat?: null; budgetReport?: null; goodbye?: null }|{ message?: "health"; hello?: null; policyAck?: null; policyNack?: null; directiveOutcome?: null; checkpoint?: null; signal?: null; health: airt.control.v1.Health.$Shape; heartbeat?: null; budgetReport?: null; goodbye?: null }|{ message?: "heartbeat"; hello?: null; policyAck?: null; policyNack?: null; directiveOutcome?: null; checkpoint?: null; signal?: null; health?: null; heartbeat: airt.control.v1.Heartbeat.$Shape; budgetReport?: null; goodbye?: null }|{ message?: "budgetReport"; hello?: null; policyAck?: null; policyNack?: null; directiveOutcome?: null; checkpoint?: null; signal?: null; health?: null; heartbeat?: null; budgetReport: airt.control.v1.BudgetReport.$Shape; goodbye?: null }|{ message?: "goodbye"; hello?: null; policyAck?: null; policyNack?: null; directiveOutcome?: null; checkpoint?: null; signal?: null; health?: null; heartbeat?: null; budgetReport?: null; goodbye: airt.control.v1.Goodbye.$Shape })
                );
            }

            /**
             * Properties of a Hello.
             * @deprecated Use airt.control.v1.Hello.$Properties instead.
             */
            interface IHello extends airt.control.v1.Hello.$Properties {
            }

            /** Represents a Hello. */
            class Hello {

                /**
                 * Constructs a new Hello.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: airt.control.v1.Hello.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** Hello instanceUid. */
                instanceUid: string;

                /** Hello resource. */
                resource: { [k: string]: string };

                /** Hello agentName. */
                agentName: string;

                /** Hello agentVersion. */
                agentVersion: string;

                /** Hello coverage. */
                coverage?: (airt.control.v1.Coverage.$Properties|null);

                /** Hello capabilities. */
                capabilities?: (airt.control.v1.Capabilities.$Properties|null);

                /** Hello policyVersions. */
                policyVersions: { [k: string]: string };

                /** Hello lastDirectiveSequence. */
                lastDirectiveSequence: number;

                /** Hello epoch. */
                epoch: number;

                /** Hello openRuns. */
                openRuns: airt.control.v1.OpenRun.$Properties[];

                /**
                 * Creates a new Hello instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns Hello instance
                 */
                static create(properties: airt.control.v1.Hello.$Shape): airt.control.v1.Hello & airt.control.v1.Hello.$Shape;
                static create(properties?: airt.control.v1.Hello.$Properties): airt.control.v1.Hello;

                /**
                 * Encodes the specified Hello message. Does not implicitly {@link airt.control.v1.Hello.verify|verify} messages.
                 * @param message Hello message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: airt.control.v1.Hello.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a Hello message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {airt.control.v1.Hello & airt.control.v1.Hello.$Shape} Hello
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): airt.control.v1.Hello & airt.control.v1.Hello.$Shape;
            }

            namespace Hello {

                /** Properties of a Hello. */
                interface $Properties {

                    /** Hello instanceUid */
                    instanceUid?: (string|null);

                    /** Hello resource */
                    resource?: ({ [k: string]: string }|null);

                    /** Hello agentName */
                    agentName?: (string|null);

                    /** Hello agentVersion */
                    agentVersion?: (string|null);

                    /** Hello coverage */
                    coverage?: (airt.control.v1.Coverage.$Properties|null);

                    /** Hello capabilities */
                    capabilities?: (airt.control.v1.Capabilities.$Properties|null);

                    /** Hello policyVersions */
                    policyVersions?: ({ [k: string]: string }|null);

                    /** Hello lastDirectiveSequence */
                    lastDirectiveSequence?: (number|null);

                    /** Hello epoch */
                    epoch?: (number|null);

                    /** Hello openRuns */
                    openRuns?: (airt.control.v1.OpenRun.$Properties[]|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a Hello. */
                type $Shape = airt.control.v1.Hello.$Properties;
            }

            /**
             * Properties of an OpenRun.
             * @deprecated Use airt.control.v1.OpenRun.$Properties instead.
             */
            interface IOpenRun extends airt.control.v1.OpenRun.$Properties {
            }

            /** Represents an OpenRun. */
            class OpenRun {

                /**
                 * Constructs a new OpenRun.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: airt.control.v1.OpenRun.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** OpenRun traceId. */
                traceId: Uint8Array;

                /** OpenRun agentName. */
                agentName: string;

                /** OpenRun startedAtUnixMs. */
                startedAtUnixMs: number;

                /** OpenRun conversationId. */
                conversationId: string;

                /**
                 * Creates a new OpenRun instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns OpenRun instance
                 */
                static create(properties: airt.control.v1.OpenRun.$Shape): airt.control.v1.OpenRun & airt.control.v1.OpenRun.$Shape;
                static create(properties?: airt.control.v1.OpenRun.$Properties): airt.control.v1.OpenRun;

                /**
                 * Encodes the specified OpenRun message. Does not implicitly {@link airt.control.v1.OpenRun.verify|verify} messages.
                 * @param message OpenRun message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: airt.control.v1.OpenRun.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes an OpenRun message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {airt.control.v1.OpenRun & airt.control.v1.OpenRun.$Shape} OpenRun
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): airt.control.v1.OpenRun & airt.control.v1.OpenRun.$Shape;
            }

            namespace OpenRun {

                /** Properties of an OpenRun. */
                interface $Properties {

                    /** OpenRun traceId */
                    traceId?: (Uint8Array|null);

                    /** OpenRun agentName */
                    agentName?: (string|null);

                    /** OpenRun startedAtUnixMs */
                    startedAtUnixMs?: (number|null);

                    /** OpenRun conversationId */
                    conversationId?: (string|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of an OpenRun. */
                type $Shape = airt.control.v1.OpenRun.$Properties;
            }

            /**
             * Properties of a Coverage.
             * @deprecated Use airt.control.v1.Coverage.$Properties instead.
             */
            interface ICoverage extends airt.control.v1.Coverage.$Properties {
            }

            /** Represents a Coverage. */
            class Coverage {

                /**
                 * Constructs a new Coverage.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: airt.control.v1.Coverage.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** Coverage points. */
                points: airt.control.v1.InterventionPoint[];

                /** Coverage components. */
                components: airt.control.v1.CoveredComponent.$Properties[];

                /**
                 * Creates a new Coverage instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns Coverage instance
                 */
                static create(properties: airt.control.v1.Coverage.$Shape): airt.control.v1.Coverage & airt.control.v1.Coverage.$Shape;
                static create(properties?: airt.control.v1.Coverage.$Properties): airt.control.v1.Coverage;

                /**
                 * Encodes the specified Coverage message. Does not implicitly {@link airt.control.v1.Coverage.verify|verify} messages.
                 * @param message Coverage message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: airt.control.v1.Coverage.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a Coverage message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {airt.control.v1.Coverage & airt.control.v1.Coverage.$Shape} Coverage
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): airt.control.v1.Coverage & airt.control.v1.Coverage.$Shape;
            }

            namespace Coverage {

                /** Properties of a Coverage. */
                interface $Properties {

                    /** Coverage points */
                    points?: (airt.control.v1.InterventionPoint[]|null);

                    /** Coverage components */
                    components?: (airt.control.v1.CoveredComponent.$Properties[]|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a Coverage. */
                type $Shape = airt.control.v1.Coverage.$Properties;
            }

            /**
             * Properties of a CoveredComponent.
             * @deprecated Use airt.control.v1.CoveredComponent.$Properties instead.
             */
            interface ICoveredComponent extends airt.control.v1.CoveredComponent.$Properties {
            }

            /** Represents a CoveredComponent. */
            class CoveredComponent {

                /**
                 * Constructs a new CoveredComponent.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: airt.control.v1.CoveredComponent.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** CoveredComponent kind. */
                kind: string;

                /** CoveredComponent name. */
                name: string;

                /** CoveredComponent version. */
                version: string;

                /** CoveredComponent seen. */
                seen: boolean;

                /** CoveredComponent points. */
                points: airt.control.v1.InterventionPoint[];

                /** CoveredComponent inactiveReason. */
                inactiveReason: string;

                /**
                 * Creates a new CoveredComponent instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns CoveredComponent instance
                 */
                static create(properties: airt.control.v1.CoveredComponent.$Shape): airt.control.v1.CoveredComponent & airt.control.v1.CoveredComponent.$Shape;
                static create(properties?: airt.control.v1.CoveredComponent.$Properties): airt.control.v1.CoveredComponent;

                /**
                 * Encodes the specified CoveredComponent message. Does not implicitly {@link airt.control.v1.CoveredComponent.verify|verify} messages.
                 * @param message CoveredComponent message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: airt.control.v1.CoveredComponent.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a CoveredComponent message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {airt.control.v1.CoveredComponent & airt.control.v1.CoveredComponent.$Shape} CoveredComponent
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): airt.control.v1.CoveredComponent & airt.control.v1.CoveredComponent.$Shape;
            }

            namespace CoveredComponent {

                /** Properties of a CoveredComponent. */
                interface $Properties {

                    /** CoveredComponent kind */
                    kind?: (string|null);

                    /** CoveredComponent name */
                    name?: (string|null);

                    /** CoveredComponent version */
                    version?: (string|null);

                    /** CoveredComponent seen */
                    seen?: (boolean|null);

                    /** CoveredComponent points */
                    points?: (airt.control.v1.InterventionPoint[]|null);

                    /** CoveredComponent inactiveReason */
                    inactiveReason?: (string|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a CoveredComponent. */
                type $Shape = airt.control.v1.CoveredComponent.$Properties;
            }

            /**
             * Properties of a Capabilities.
             * @deprecated Use airt.control.v1.Capabilities.$Properties instead.
             */
            interface ICapabilities extends airt.control.v1.Capabilities.$Properties {
            }

            /** Represents a Capabilities. */
            class Capabilities {

                /**
                 * Constructs a new Capabilities.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: airt.control.v1.Capabilities.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** Capabilities actions. */
                actions: airt.control.v1.ActionKind[];

                /** Capabilities conditionLanguages. */
                conditionLanguages: string[];

                /** Capabilities features. */
                features: string[];

                /**
                 * Creates a new Capabilities instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns Capabilities instance
                 */
                static create(properties: airt.control.v1.Capabilities.$Shape): airt.control.v1.Capabilities & airt.control.v1.Capabilities.$Shape;
                static create(properties?: airt.control.v1.Capabilities.$Properties): airt.control.v1.Capabilities;

                /**
                 * Encodes the specified Capabilities message. Does not implicitly {@link airt.control.v1.Capabilities.verify|verify} messages.
                 * @param message Capabilities message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: airt.control.v1.Capabilities.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a Capabilities message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {airt.control.v1.Capabilities & airt.control.v1.Capabilities.$Shape} Capabilities
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): airt.control.v1.Capabilities & airt.control.v1.Capabilities.$Shape;
            }

            namespace Capabilities {

                /** Properties of a Capabilities. */
                interface $Properties {

                    /** Capabilities actions */
                    actions?: (airt.control.v1.ActionKind[]|null);

                    /** Capabilities conditionLanguages */
                    conditionLanguages?: (string[]|null);

                    /** Capabilities features */
                    features?: (string[]|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a Capabilities. */
                type $Shape = airt.control.v1.Capabilities.$Properties;
            }

            /** InterventionPoint enum. */
            enum InterventionPoint {

                /** INTERVENTION_POINT_UNSPECIFIED value */
                INTERVENTION_POINT_UNSPECIFIED = 0,

                /** AGENT_START value */
                AGENT_START = 1,

                /** INPUT value */
                INPUT = 2,

                /** PRE_MODEL_CALL value */
                PRE_MODEL_CALL = 3,

                /** POST_MODEL_CALL value */
                POST_MODEL_CALL = 4,

                /** PRE_TOOL_CALL value */
                PRE_TOOL_CALL = 5,

                /** POST_TOOL_CALL value */
                POST_TOOL_CALL = 6,

                /** OUTPUT value */
                OUTPUT = 7,

                /** AGENT_END value */
                AGENT_END = 8
            }

            /** ActionKind enum. */
            enum ActionKind {

                /** ACTION_KIND_UNSPECIFIED value */
                ACTION_KIND_UNSPECIFIED = 0,

                /** STEER value */
                STEER = 1,

                /** RETRY value */
                RETRY = 2,

                /** FALLBACK value */
                FALLBACK = 3,

                /** SET_MODEL value */
                SET_MODEL = 4,

                /** CLAMP value */
                CLAMP = 5,

                /** COMPACT value */
                COMPACT = 6,

                /** PATCH_PROMPT value */
                PATCH_PROMPT = 7,

                /** BUDGET value */
                BUDGET = 8,

                /** DENY_TOOL value */
                DENY_TOOL = 9,

                /** HOLD value */
                HOLD = 10,

                /** RESUME value */
                RESUME = 11,

                /** HALT value */
                HALT = 12
            }

            /**
             * Properties of a PolicyAck.
             * @deprecated Use airt.control.v1.PolicyAck.$Properties instead.
             */
            interface IPolicyAck extends airt.control.v1.PolicyAck.$Properties {
            }

            /** Represents a PolicyAck. */
            class PolicyAck {

                /**
                 * Constructs a new PolicyAck.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: airt.control.v1.PolicyAck.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** PolicyAck nonce. */
                nonce: string;

                /** PolicyAck versions. */
                versions: { [k: string]: string };

                /**
                 * Creates a new PolicyAck instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns PolicyAck instance
                 */
                static create(properties: airt.control.v1.PolicyAck.$Shape): airt.control.v1.PolicyAck & airt.control.v1.PolicyAck.$Shape;
                static create(properties?: airt.control.v1.PolicyAck.$Properties): airt.control.v1.PolicyAck;

                /**
                 * Encodes the specified PolicyAck message. Does not implicitly {@link airt.control.v1.PolicyAck.verify|verify} messages.
                 * @param message PolicyAck message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: airt.control.v1.PolicyAck.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a PolicyAck message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {airt.control.v1.PolicyAck & airt.control.v1.PolicyAck.$Shape} PolicyAck
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): airt.control.v1.PolicyAck & airt.control.v1.PolicyAck.$Shape;
            }

            namespace PolicyAck {

                /** Properties of a PolicyAck. */
                interface $Properties {

                    /** PolicyAck nonce */
                    nonce?: (string|null);

                    /** PolicyAck versions */
                    versions?: ({ [k: string]: string }|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a PolicyAck. */
                type $Shape = airt.control.v1.PolicyAck.$Properties;
            }

            /**
             * Properties of a PolicyNack.
             * @deprecated Use airt.control.v1.PolicyNack.$Properties instead.
             */
            interface IPolicyNack extends airt.control.v1.PolicyNack.$Properties {
            }

            /** Represents a PolicyNack. */
            class PolicyNack {

                /**
                 * Constructs a new PolicyNack.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: airt.control.v1.PolicyNack.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** PolicyNack nonce. */
                nonce: string;

                /** PolicyNack versions. */
                versions: { [k: string]: string };

                /** PolicyNack errors. */
                errors: airt.control.v1.PolicyError.$Properties[];

                /**
                 * Creates a new PolicyNack instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns PolicyNack instance
                 */
                static create(properties: airt.control.v1.PolicyNack.$Shape): airt.control.v1.PolicyNack & airt.control.v1.PolicyNack.$Shape;
                static create(properties?: airt.control.v1.PolicyNack.$Properties): airt.control.v1.PolicyNack;

                /**
                 * Encodes the specified PolicyNack message. Does not implicitly {@link airt.control.v1.PolicyNack.verify|verify} messages.
                 * @param message PolicyNack message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: airt.control.v1.PolicyNack.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a PolicyNack message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {airt.control.v1.PolicyNack & airt.control.v1.PolicyNack.$Shape} PolicyNack
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): airt.control.v1.PolicyNack & airt.control.v1.PolicyNack.$Shape;
            }

            namespace PolicyNack {

                /** Properties of a PolicyNack. */
                interface $Properties {

                    /** PolicyNack nonce */
                    nonce?: (string|null);

                    /** PolicyNack versions */
                    versions?: ({ [k: string]: string }|null);

                    /** PolicyNack errors */
                    errors?: (airt.control.v1.PolicyError.$Properties[]|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a PolicyNack. */
                type $Shape = airt.control.v1.PolicyNack.$Properties;
            }

            /**
             * Properties of a PolicyError.
             * @deprecated Use airt.control.v1.PolicyError.$Properties instead.
             */
            interface IPolicyError extends airt.control.v1.PolicyError.$Properties {
            }

            /** Represents a PolicyError. */
            class PolicyError {

                /**
                 * Constructs a new PolicyError.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: airt.control.v1.PolicyError.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** PolicyError name. */
                name: string;

                /** PolicyError version. */
                version: string;

                /** PolicyError message. */
                message: string;

                /** PolicyError line. */
                line: number;

                /** PolicyError column. */
                column: number;

                /**
                 * Creates a new PolicyError instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns PolicyError instance
                 */
                static create(properties: airt.control.v1.PolicyError.$Shape): airt.control.v1.PolicyError & airt.control.v1.PolicyError.$Shape;
                static create(properties?: airt.control.v1.PolicyError.$Properties): airt.control.v1.PolicyError;

                /**
                 * Encodes the specified PolicyError message. Does not implicitly {@link airt.control.v1.PolicyError.verify|verify} messages.
                 * @param message PolicyError message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: airt.control.v1.PolicyError.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a PolicyError message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {airt.control.v1.PolicyError & airt.control.v1.PolicyError.$Shape} PolicyError
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): airt.control.v1.PolicyError & airt.control.v1.PolicyError.$Shape;
            }

            namespace PolicyError {

                /** Properties of a PolicyError. */
                interface $Properties {

                    /** PolicyError name */
                    name?: (string|null);

                    /** PolicyError version */
                    version?: (string|null);

                    /** PolicyError message */
                    message?: (string|null);

                    /** PolicyError line */
                    line?: (number|null);

                    /** PolicyError column */
                    column?: (number|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a PolicyError. */
                type $Shape = airt.control.v1.PolicyError.$Properties;
            }

            /**
             * Properties of a DirectiveOutcome.
             * @deprecated Use airt.control.v1.DirectiveOutcome.$Properties instead.
             */
            interface IDirectiveOutcome extends airt.control.v1.DirectiveOutcome.$Properties {
            }

            /** Represents a DirectiveOutcome. */
            class DirectiveOutcome {

                /**
                 * Constructs a new DirectiveOutcome.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: airt.control.v1.DirectiveOutcome.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** DirectiveOutcome directiveId. */
                directiveId: string;

                /** DirectiveOutcome status. */
                status: airt.control.v1.OutcomeStatus;

                /** DirectiveOutcome traceId. */
                traceId: Uint8Array;

                /** DirectiveOutcome spanId. */
                spanId: Uint8Array;

                /** DirectiveOutcome appliedAtUnixMs. */
                appliedAtUnixMs: number;

                /** DirectiveOutcome latencyMs. */
                latencyMs: number;

                /** DirectiveOutcome reason. */
                reason: string;

                /** DirectiveOutcome point. */
                point: airt.control.v1.InterventionPoint;

                /** DirectiveOutcome changes. */
                changes: string[];

                /** DirectiveOutcome dryRun. */
                dryRun: boolean;

                /**
                 * Creates a new DirectiveOutcome instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns DirectiveOutcome instance
                 */
                static create(properties: airt.control.v1.DirectiveOutcome.$Shape): airt.control.v1.DirectiveOutcome & airt.control.v1.DirectiveOutcome.$Shape;
                static create(properties?: airt.control.v1.DirectiveOutcome.$Properties): airt.control.v1.DirectiveOutcome;

                /**
                 * Encodes the specified DirectiveOutcome message. Does not implicitly {@link airt.control.v1.DirectiveOutcome.verify|verify} messages.
                 * @param message DirectiveOutcome message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: airt.control.v1.DirectiveOutcome.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a DirectiveOutcome message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {airt.control.v1.DirectiveOutcome & airt.control.v1.DirectiveOutcome.$Shape} DirectiveOutcome
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): airt.control.v1.DirectiveOutcome & airt.control.v1.DirectiveOutcome.$Shape;
            }

            namespace DirectiveOutcome {

                /** Properties of a DirectiveOutcome. */
                interface $Properties {

                    /** DirectiveOutcome directiveId */
                    directiveId?: (string|null);

                    /** DirectiveOutcome status */
                    status?: (airt.control.v1.OutcomeStatus|null);

                    /** DirectiveOutcome traceId */
                    traceId?: (Uint8Array|null);

                    /** DirectiveOutcome spanId */
                    spanId?: (Uint8Array|null);

                    /** DirectiveOutcome appliedAtUnixMs */
                    appliedAtUnixMs?: (number|null);

                    /** DirectiveOutcome latencyMs */
                    latencyMs?: (number|null);

                    /** DirectiveOutcome reason */
                    reason?: (string|null);

                    /** DirectiveOutcome point */
                    point?: (airt.control.v1.InterventionPoint|null);

                    /** DirectiveOutcome changes */
                    changes?: (string[]|null);

                    /** DirectiveOutcome dryRun */
                    dryRun?: (boolean|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a DirectiveOutcome. */
                type $Shape = airt.control.v1.DirectiveOutcome.$Properties;
            }

            /** OutcomeStatus enum. */
            enum OutcomeStatus {

                /** OUTCOME_STATUS_UNSPECIFIED value */
                OUTCOME_STATUS_UNSPECIFIED = 0,

                /** APPLIED value */
                APPLIED = 1,

                /** NOT_APPLICABLE value */
                NOT_APPLICABLE = 2,

                /** EXPIRED value */
                EXPIRED = 3,

                /** SUPERSEDED value */
                SUPERSEDED = 4,

                /** REJECTED value */
                REJECTED = 5,

                /** FAILED value */
                FAILED = 6
            }

            /**
             * Properties of a Checkpoint.
             * @deprecated Use airt.control.v1.Checkpoint.$Properties instead.
             */
            interface ICheckpoint extends airt.control.v1.Checkpoint.$Properties {
            }

            /** Represents a Checkpoint. */
            class Checkpoint {

                /**
                 * Constructs a new Checkpoint.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: airt.control.v1.Checkpoint.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** Checkpoint checkpointId. */
                checkpointId: string;

                /** Checkpoint point. */
                point: airt.control.v1.InterventionPoint;

                /** Checkpoint traceId. */
                traceId: Uint8Array;

                /** Checkpoint spanId. */
                spanId: Uint8Array;

                /** Checkpoint deadlineMs. */
                deadlineMs: number;

                /** Checkpoint afterSpanEndUnixMs. */
                afterSpanEndUnixMs: number;

                /** Checkpoint subject. */
                subject: { [k: string]: string };

                /** Checkpoint policyName. */
                policyName: string;

                /** Checkpoint ruleName. */
                ruleName: string;

                /**
                 * Creates a new Checkpoint instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns Checkpoint instance
                 */
                static create(properties: airt.control.v1.Checkpoint.$Shape): airt.control.v1.Checkpoint & airt.control.v1.Checkpoint.$Shape;
                static create(properties?: airt.control.v1.Checkpoint.$Properties): airt.control.v1.Checkpoint;

                /**
                 * Encodes the specified Checkpoint message. Does not implicitly {@link airt.control.v1.Checkpoint.verify|verify} messages.
                 * @param message Checkpoint message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: airt.control.v1.Checkpoint.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a Checkpoint message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {airt.control.v1.Checkpoint & airt.control.v1.Checkpoint.$Shape} Checkpoint
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): airt.control.v1.Checkpoint & airt.control.v1.Checkpoint.$Shape;
            }

            namespace Checkpoint {

                /** Properties of a Checkpoint. */
                interface $Properties {

                    /** Checkpoint checkpointId */
                    checkpointId?: (string|null);

                    /** Checkpoint point */
                    point?: (airt.control.v1.InterventionPoint|null);

                    /** Checkpoint traceId */
                    traceId?: (Uint8Array|null);

                    /** Checkpoint spanId */
                    spanId?: (Uint8Array|null);

                    /** Checkpoint deadlineMs */
                    deadlineMs?: (number|null);

                    /** Checkpoint afterSpanEndUnixMs */
                    afterSpanEndUnixMs?: (number|null);

                    /** Checkpoint subject */
                    subject?: ({ [k: string]: string }|null);

                    /** Checkpoint policyName */
                    policyName?: (string|null);

                    /** Checkpoint ruleName */
                    ruleName?: (string|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a Checkpoint. */
                type $Shape = airt.control.v1.Checkpoint.$Properties;
            }

            /**
             * Properties of a Signal.
             * @deprecated Use airt.control.v1.Signal.$Properties instead.
             */
            interface ISignal extends airt.control.v1.Signal.$Properties {
            }

            /** Represents a Signal. */
            class Signal {

                /**
                 * Constructs a new Signal.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: airt.control.v1.Signal.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** Signal kind. */
                kind: airt.control.v1.SignalKind;

                /** Signal traceId. */
                traceId: Uint8Array;

                /** Signal spanId. */
                spanId: Uint8Array;

                /** Signal atUnixMs. */
                atUnixMs: number;

                /** Signal operation. */
                operation: string;

                /** Signal attributes. */
                attributes: { [k: string]: string };

                /** Signal approvalId. */
                approvalId: string;

                /**
                 * Creates a new Signal instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns Signal instance
                 */
                static create(properties: airt.control.v1.Signal.$Shape): airt.control.v1.Signal & airt.control.v1.Signal.$Shape;
                static create(properties?: airt.control.v1.Signal.$Properties): airt.control.v1.Signal;

                /**
                 * Encodes the specified Signal message. Does not implicitly {@link airt.control.v1.Signal.verify|verify} messages.
                 * @param message Signal message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: airt.control.v1.Signal.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a Signal message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {airt.control.v1.Signal & airt.control.v1.Signal.$Shape} Signal
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): airt.control.v1.Signal & airt.control.v1.Signal.$Shape;
            }

            namespace Signal {

                /** Properties of a Signal. */
                interface $Properties {

                    /** Signal kind */
                    kind?: (airt.control.v1.SignalKind|null);

                    /** Signal traceId */
                    traceId?: (Uint8Array|null);

                    /** Signal spanId */
                    spanId?: (Uint8Array|null);

                    /** Signal atUnixMs */
                    atUnixMs?: (number|null);

                    /** Signal operation */
                    operation?: (string|null);

                    /** Signal attributes */
                    attributes?: ({ [k: string]: string }|null);

                    /** Signal approvalId */
                    approvalId?: (string|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a Signal. */
                type $Shape = airt.control.v1.Signal.$Properties;
            }

            /** SignalKind enum. */
            enum SignalKind {

                /** SIGNAL_KIND_UNSPECIFIED value */
                SIGNAL_KIND_UNSPECIFIED = 0,

                /** OPERATION_STARTED value */
                OPERATION_STARTED = 1,

                /** STILL_RUNNING value */
                STILL_RUNNING = 2,

                /** STALLED value */
                STALLED = 3,

                /** APPROVAL_NEEDED value */
                APPROVAL_NEEDED = 4,

                /** RUN_STARTED value */
                RUN_STARTED = 5,

                /** RUN_ENDED value */
                RUN_ENDED = 6
            }

            /**
             * Properties of a Health.
             * @deprecated Use airt.control.v1.Health.$Properties instead.
             */
            interface IHealth extends airt.control.v1.Health.$Properties {
            }

            /** Represents a Health. */
            class Health {

                /**
                 * Constructs a new Health.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: airt.control.v1.Health.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** Health healthy. */
                healthy: boolean;

                /** Health lastError. */
                lastError: string;

                /** Health failures. */
                failures: { [k: string]: number };

                /** Health spansDropped. */
                spansDropped: number;

                /** Health messagesDropped. */
                messagesDropped: number;

                /** Health eventLoopDelayP99Ms. */
                eventLoopDelayP99Ms: number;

                /** Health conditions. */
                conditions: airt.control.v1.HealthCondition.$Properties[];

                /**
                 * Creates a new Health instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns Health instance
                 */
                static create(properties: airt.control.v1.Health.$Shape): airt.control.v1.Health & airt.control.v1.Health.$Shape;
                static create(properties?: airt.control.v1.Health.$Properties): airt.control.v1.Health;

                /**
                 * Encodes the specified Health message. Does not implicitly {@link airt.control.v1.Health.verify|verify} messages.
                 * @param message Health message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: airt.control.v1.Health.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a Health message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {airt.control.v1.Health & airt.control.v1.Health.$Shape} Health
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): airt.control.v1.Health & airt.control.v1.Health.$Shape;
            }

            namespace Health {

                /** Properties of a Health. */
                interface $Properties {

                    /** Health healthy */
                    healthy?: (boolean|null);

                    /** Health lastError */
                    lastError?: (string|null);

                    /** Health failures */
                    failures?: ({ [k: string]: number }|null);

                    /** Health spansDropped */
                    spansDropped?: (number|null);

                    /** Health messagesDropped */
                    messagesDropped?: (number|null);

                    /** Health eventLoopDelayP99Ms */
                    eventLoopDelayP99Ms?: (number|null);

                    /** Health conditions */
                    conditions?: (airt.control.v1.HealthCondition.$Properties[]|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a Health. */
                type $Shape = airt.control.v1.Health.$Properties;
            }

            /**
             * Properties of a HealthCondition.
             * @deprecated Use airt.control.v1.HealthCondition.$Properties instead.
             */
            interface IHealthCondition extends airt.control.v1.HealthCondition.$Properties {
            }

            /** Represents a HealthCondition. */
            class HealthCondition {

                /**
                 * Constructs a new HealthCondition.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: airt.control.v1.HealthCondition.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** HealthCondition id. */
                id: string;

                /** HealthCondition severity. */
                severity: airt.control.v1.HealthCondition.Severity;

                /** HealthCondition subject. */
                subject: string;

                /** HealthCondition detail. */
                detail: string;

                /** HealthCondition sinceUnixMs. */
                sinceUnixMs: number;

                /**
                 * Creates a new HealthCondition instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns HealthCondition instance
                 */
                static create(properties: airt.control.v1.HealthCondition.$Shape): airt.control.v1.HealthCondition & airt.control.v1.HealthCondition.$Shape;
                static create(properties?: airt.control.v1.HealthCondition.$Properties): airt.control.v1.HealthCondition;

                /**
                 * Encodes the specified HealthCondition message. Does not implicitly {@link airt.control.v1.HealthCondition.verify|verify} messages.
                 * @param message HealthCondition message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: airt.control.v1.HealthCondition.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a HealthCondition message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {airt.control.v1.HealthCondition & airt.control.v1.HealthCondition.$Shape} HealthCondition
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): airt.control.v1.HealthCondition & airt.control.v1.HealthCondition.$Shape;
            }

            namespace HealthCondition {

                /** Properties of a HealthCondition. */
                interface $Properties {

                    /** HealthCondition id */
                    id?: (string|null);

                    /** HealthCondition severity */
                    severity?: (airt.control.v1.HealthCondition.Severity|null);

                    /** HealthCondition subject */
                    subject?: (string|null);

                    /** HealthCondition detail */
                    detail?: (string|null);

                    /** HealthCondition sinceUnixMs */
                    sinceUnixMs?: (number|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a HealthCondition. */
                type $Shape = airt.control.v1.HealthCondition.$Properties;

                /** Severity enum. */
                enum Severity {

                    /** SEVERITY_UNSPECIFIED value */
                    SEVERITY_UNSPECIFIED = 0,

                    /** NOTICE value */
                    NOTICE = 1,

                    /** WARNING value */
                    WARNING = 2,

                    /** ERROR value */
                    ERROR = 3
                }
            }

            /**
             * Properties of a Heartbeat.
             * @deprecated Use airt.control.v1.Heartbeat.$Properties instead.
             */
            interface IHeartbeat extends airt.control.v1.Heartbeat.$Properties {
            }

            /** Represents a Heartbeat. */
            class Heartbeat {

                /**
                 * Constructs a new Heartbeat.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: airt.control.v1.Heartbeat.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** Heartbeat atUnixMs. */
                atUnixMs: number;

                /**
                 * Creates a new Heartbeat instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns Heartbeat instance
                 */
                static create(properties: airt.control.v1.Heartbeat.$Shape): airt.control.v1.Heartbeat & airt.control.v1.Heartbeat.$Shape;
                static create(properties?: airt.control.v1.Heartbeat.$Properties): airt.control.v1.Heartbeat;

                /**
                 * Encodes the specified Heartbeat message. Does not implicitly {@link airt.control.v1.Heartbeat.verify|verify} messages.
                 * @param message Heartbeat message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: airt.control.v1.Heartbeat.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a Heartbeat message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {airt.control.v1.Heartbeat & airt.control.v1.Heartbeat.$Shape} Heartbeat
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): airt.control.v1.Heartbeat & airt.control.v1.Heartbeat.$Shape;
            }

            namespace Heartbeat {

                /** Properties of a Heartbeat. */
                interface $Properties {

                    /** Heartbeat atUnixMs */
                    atUnixMs?: (number|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a Heartbeat. */
                type $Shape = airt.control.v1.Heartbeat.$Properties;
            }

            /**
             * Properties of a BudgetReport.
             * @deprecated Use airt.control.v1.BudgetReport.$Properties instead.
             */
            interface IBudgetReport extends airt.control.v1.BudgetReport.$Properties {
            }

            /** Represents a BudgetReport. */
            class BudgetReport {

                /**
                 * Constructs a new BudgetReport.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: airt.control.v1.BudgetReport.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** BudgetReport leaseId. */
                leaseId: string;

                /** BudgetReport tokensUsed. */
                tokensUsed: number;

                /** BudgetReport costUsed. */
                costUsed: number;

                /** BudgetReport final. */
                final: boolean;

                /**
                 * Creates a new BudgetReport instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns BudgetReport instance
                 */
                static create(properties: airt.control.v1.BudgetReport.$Shape): airt.control.v1.BudgetReport & airt.control.v1.BudgetReport.$Shape;
                static create(properties?: airt.control.v1.BudgetReport.$Properties): airt.control.v1.BudgetReport;

                /**
                 * Encodes the specified BudgetReport message. Does not implicitly {@link airt.control.v1.BudgetReport.verify|verify} messages.
                 * @param message BudgetReport message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: airt.control.v1.BudgetReport.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a BudgetReport message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {airt.control.v1.BudgetReport & airt.control.v1.BudgetReport.$Shape} BudgetReport
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): airt.control.v1.BudgetReport & airt.control.v1.BudgetReport.$Shape;
            }

            namespace BudgetReport {

                /** Properties of a BudgetReport. */
                interface $Properties {

                    /** BudgetReport leaseId */
                    leaseId?: (string|null);

                    /** BudgetReport tokensUsed */
                    tokensUsed?: (number|null);

                    /** BudgetReport costUsed */
                    costUsed?: (number|null);

                    /** BudgetReport final */
                    final?: (boolean|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a BudgetReport. */
                type $Shape = airt.control.v1.BudgetReport.$Properties;
            }

            /**
             * Properties of a Goodbye.
             * @deprecated Use airt.control.v1.Goodbye.$Properties instead.
             */
            interface IGoodbye extends airt.control.v1.Goodbye.$Properties {
            }

            /** Represents a Goodbye. */
            class Goodbye {

                /**
                 * Constructs a new Goodbye.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: airt.control.v1.Goodbye.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** Goodbye reason. */
                reason: string;

                /**
                 * Creates a new Goodbye instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns Goodbye instance
                 */
                static create(properties: airt.control.v1.Goodbye.$Shape): airt.control.v1.Goodbye & airt.control.v1.Goodbye.$Shape;
                static create(properties?: airt.control.v1.Goodbye.$Properties): airt.control.v1.Goodbye;

                /**
                 * Encodes the specified Goodbye message. Does not implicitly {@link airt.control.v1.Goodbye.verify|verify} messages.
                 * @param message Goodbye message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: airt.control.v1.Goodbye.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a Goodbye message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {airt.control.v1.Goodbye & airt.control.v1.Goodbye.$Shape} Goodbye
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): airt.control.v1.Goodbye & airt.control.v1.Goodbye.$Shape;
            }

            namespace Goodbye {

                /** Properties of a Goodbye. */
                interface $Properties {

                    /** Goodbye reason */
                    reason?: (string|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a Goodbye. */
                type $Shape = airt.control.v1.Goodbye.$Properties;
            }

            /**
             * Properties of a ControllerMessage.
             * @deprecated Use airt.control.v1.ControllerMessage.$Properties instead.
             */
            interface IControllerMessage extends airt.control.v1.ControllerMessage.$Properties {
            }

            /** Represents a ControllerMessage. */
            class ControllerMessage {

                /**
                 * Constructs a new ControllerMessage.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: airt.control.v1.ControllerMessage.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** ControllerMessage sequence. */
                sequence: number;

                /** ControllerMessage welcome. */
                welcome?: (airt.control.v1.Welcome.$Properties|null);

                /** ControllerMessage policyUpdate. */
                policyUpdate?: (airt.control.v1.PolicyUpdate.$Properties|null);

                /** ControllerMessage directive. */
                directive?: (airt.control.v1.Directive.$Properties|null);

                /** ControllerMessage checkpointVerdict. */
                checkpointVerdict?: (airt.control.v1.CheckpointVerdict.$Properties|null);

                /** ControllerMessage approvalDecision. */
                approvalDecision?: (airt.control.v1.ApprovalDecision.$Properties|null);

                /** ControllerMessage budgetLease. */
                budgetLease?: (airt.control.v1.BudgetLease.$Properties|null);

                /** ControllerMessage reportFullState. */
                reportFullState?: (airt.control.v1.ReportFullState.$Properties|null);

                /** ControllerMessage drain. */
                drain?: (airt.control.v1.Drain.$Properties|null);

                /** ControllerMessage directiveCancel. */
                directiveCancel?: (airt.control.v1.DirectiveCancel.$Properties|null);

                /** ControllerMessage message. */
                message?: ("welcome"|"policyUpdate"|"directive"|"checkpointVerdict"|"approvalDecision"|"budgetLease"|"reportFullState"|"drain"|"directiveCancel");

                /**
                 * Creates a new ControllerMessage instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns ControllerMessage instance
                 */
                static create(properties: airt.control.v1.ControllerMessage.$Shape): airt.control.v1.ControllerMessage & airt.control.v1.ControllerMessage.$Shape;
                static create(properties?: airt.control.v1.ControllerMessage.$Properties): airt.control.v1.ControllerMessage;

                /**
                 * Encodes the specified ControllerMessage message. Does not implicitly {@link airt.control.v1.ControllerMessage.verify|verify} messages.
                 * @param message ControllerMessage message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: airt.control.v1.ControllerMessage.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a ControllerMessage message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {airt.control.v1.ControllerMessage & airt.control.v1.ControllerMessage.$Shape} ControllerMessage
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): airt.control.v1.ControllerMessage & airt.control.v1.ControllerMessage.$Shape;
            }

            namespace ControllerMessage {

                /** Properties of a ControllerMessage. */
                interface $Properties {

                    /** ControllerMessage sequence */
                    sequence?: (number|null);

                    /** ControllerMessage welcome */
                    welcome?: (airt.control.v1.Welcome.$Properties|null);

                    /** ControllerMessage policyUpdate */
                    policyUpdate?: (airt.control.v1.PolicyUpdate.$Properties|null);

                    /** ControllerMessage directive */
                    directive?: (airt.control.v1.Directive.$Properties|null);

                    /** ControllerMessage checkpointVerdict */
                    checkpointVerdict?: (airt.control.v1.CheckpointVerdict.$Properties|null);

                    /** ControllerMessage approvalDecision */
                    approvalDecision?: (airt.control.v1.ApprovalDecision.$Properties|null);

                    /** ControllerMessage budgetLease */
                    budgetLease?: (airt.control.v1.BudgetLease.$Properties|null);

                    /** ControllerMessage reportFullState */
                    reportFullState?: (airt.control.v1.ReportFullState.$Properties|null);

                    /** ControllerMessage drain */
                    drain?: (airt.control.v1.Drain.$Properties|null);

                    /** ControllerMessage directiveCancel */
                    directiveCancel?: (airt.control.v1.DirectiveCancel.$Properties|null);

                    /** ControllerMessage message */
                    message?: ("welcome"|"policyUpdate"|"directive"|"checkpointVerdict"|"approvalDecision"|"budgetLease"|"reportFullState"|"drain"|"directiveCancel");

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Narrowed shape of a ControllerMessage. */
                type $Shape = {
                  sequence?: number|null;
                  welcome?: airt.control.v1.Welcome.$Shape|null;
                  policyUpdate?: airt.control.v1.PolicyUpdate.$Shape|null;
                  directive?: airt.control.v1.Directive.$Shape|null;
                  checkpointVerdict?: airt.control.v1.CheckpointVerdict.$Shape|null;
                  approvalDecision?: airt.control.v1.ApprovalDecision.$Shape|null;
                  budgetLease?: airt.control.v1.BudgetLease.$Shape|null;
                  reportFullState?: airt.control.v1.ReportFullState.$Shape|null;
                  drain?: airt.control.v1.Drain.$Shape|null;
                  directiveCancel?: airt.control.v1.DirectiveCancel.$Shape|null;
                  $unknowns?: Uint8Array[];
                } & (
                  ({ message?: undefined; welcome?: null; policyUpdate?: null; directive?: null; checkpointVerdict?: null; approvalDecision?: null; budgetLease?: null; reportFullState?: null; drain?: null; directiveCancel?: null }|{ message?: "welcome"; welcome: airt.control.v1.Welcome.$Shape; policyUpdate?: null; directive?: null; checkpointVerdict?: null; approvalDecision?: null; budgetLease?: null; reportFullState?: null; drain?: null; directiveCancel?: null }|{ message?: "policyUpdate"; welcome?: null; policyUpdate: airt.control.v1.PolicyUpdate.$Shape; directive?: null; checkpointVerdict?: null; approvalDecision?: null; budgetLease?: null; reportFullState?: null; drain?: null; directiveCancel?: null }|{ message?: "directive"; welcome?: null; policyUpdate?: null; directive: airt.control.v1.Directive.$Shape; checkpointVerdict?: null; approvalDecision?: null; budgetLease?: null; reportFullState?: null; drain?: null; directiveCancel?: null }|{ message?: "checkpointVerdict"; welcome?: null; policyUpdate?: null; directive?: null; checkpointVerdict: airt.control.v1.CheckpointVerdict.$Shape; approvalDecision?: null; budgetLease?: null; reportFullState?: null; drain?: null; directiveCancel?: null }|{ message?: "approvalDecision"; welcome?: null; policyUpdate?: null; directive?: null; checkpointVerdict?: null; approvalDecision: airt.control.v1.ApprovalDecision.$Shape; budgetLease?: null; reportFullState?: null; drain?: null; directiveCancel?: null }|{ message?: "budgetLease"; welcome?: null; policyUpdate?: null; directive?: null; checkpointVerdict?: null; approvalDecision?: null; budgetLease: airt.control.v1.BudgetLease.$Shape; reportFullState?: null; drain?: null; directiveCancel?: null }|{ message?: "reportFullState"; welcome?: null; policyUpdate?: null; directive?: null; checkpointVerdict?: null; approvalDecision?: null; budgetLease?: null; reportFullState: airt.control.v1.ReportFullState.$Shape; drain?: null; directiveCancel?: null }|{ message?: "drain"; welcome?: null; policyUpdate?: null; directive?: null; checkpointVerdict?: null; approvalDecision?: null; budgetLease?: null; reportFullState?: null; drain: airt.control.v1.Drain.$Shape; directiveCancel?: null }|{ message?: "directiveCancel"; welcome?: null; policyUpdate?: null; directive?: null; checkpointVerdict?: null; approvalDecision?: null; budgetLease?: null; reportFullState?: null; drain?: null; directiveCancel: airt.control.v1.DirectiveCancel.$Shape })
                );
            }

            /**
             * Properties of a Welcome.
             * @deprecated Use airt.control.v1.Welcome.$Properties instead.
             */
            interface IWelcome extends airt.control.v1.Welcome.$Properties {
            }

            /** Represents a Welcome. */
            class Welcome {

                /**
                 * Constructs a new Welcome.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: airt.control.v1.Welcome.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** Welcome sessionId. */
                sessionId: string;

                /** Welcome controllerName. */
                controllerName: string;

                /** Welcome controllerVersion. */
                controllerVersion: string;

                /** Welcome heartbeatIntervalMs. */
                heartbeatIntervalMs: number;

                /** Welcome features. */
                features: string[];

                /** Welcome epoch. */
                epoch: number;

                /** Welcome nowUnixMs. */
                nowUnixMs: number;

                /**
                 * Creates a new Welcome instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns Welcome instance
                 */
                static create(properties: airt.control.v1.Welcome.$Shape): airt.control.v1.Welcome & airt.control.v1.Welcome.$Shape;
                static create(properties?: airt.control.v1.Welcome.$Properties): airt.control.v1.Welcome;

                /**
                 * Encodes the specified Welcome message. Does not implicitly {@link airt.control.v1.Welcome.verify|verify} messages.
                 * @param message Welcome message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: airt.control.v1.Welcome.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a Welcome message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {airt.control.v1.Welcome & airt.control.v1.Welcome.$Shape} Welcome
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): airt.control.v1.Welcome & airt.control.v1.Welcome.$Shape;
            }

            namespace Welcome {

                /** Properties of a Welcome. */
                interface $Properties {

                    /** Welcome sessionId */
                    sessionId?: (string|null);

                    /** Welcome controllerName */
                    controllerName?: (string|null);

                    /** Welcome controllerVersion */
                    controllerVersion?: (string|null);

                    /** Welcome heartbeatIntervalMs */
                    heartbeatIntervalMs?: (number|null);

                    /** Welcome features */
                    features?: (string[]|null);

                    /** Welcome epoch */
                    epoch?: (number|null);

                    /** Welcome nowUnixMs */
                    nowUnixMs?: (number|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a Welcome. */
                type $Shape = airt.control.v1.Welcome.$Properties;
            }

            /**
             * Properties of a PolicyUpdate.
             * @deprecated Use airt.control.v1.PolicyUpdate.$Properties instead.
             */
            interface IPolicyUpdate extends airt.control.v1.PolicyUpdate.$Properties {
            }

            /** Represents a PolicyUpdate. */
            class PolicyUpdate {

                /**
                 * Constructs a new PolicyUpdate.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: airt.control.v1.PolicyUpdate.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** PolicyUpdate nonce. */
                nonce: string;

                /** PolicyUpdate resources. */
                resources: airt.control.v1.PolicyResource.$Properties[];

                /** PolicyUpdate removed. */
                removed: string[];

                /** PolicyUpdate systemVersion. */
                systemVersion: string;

                /**
                 * Creates a new PolicyUpdate instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns PolicyUpdate instance
                 */
                static create(properties: airt.control.v1.PolicyUpdate.$Shape): airt.control.v1.PolicyUpdate & airt.control.v1.PolicyUpdate.$Shape;
                static create(properties?: airt.control.v1.PolicyUpdate.$Properties): airt.control.v1.PolicyUpdate;

                /**
                 * Encodes the specified PolicyUpdate message. Does not implicitly {@link airt.control.v1.PolicyUpdate.verify|verify} messages.
                 * @param message PolicyUpdate message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: airt.control.v1.PolicyUpdate.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a PolicyUpdate message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {airt.control.v1.PolicyUpdate & airt.control.v1.PolicyUpdate.$Shape} PolicyUpdate
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): airt.control.v1.PolicyUpdate & airt.control.v1.PolicyUpdate.$Shape;
            }

            namespace PolicyUpdate {

                /** Properties of a PolicyUpdate. */
                interface $Properties {

                    /** PolicyUpdate nonce */
                    nonce?: (string|null);

                    /** PolicyUpdate resources */
                    resources?: (airt.control.v1.PolicyResource.$Properties[]|null);

                    /** PolicyUpdate removed */
                    removed?: (string[]|null);

                    /** PolicyUpdate systemVersion */
                    systemVersion?: (string|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a PolicyUpdate. */
                type $Shape = airt.control.v1.PolicyUpdate.$Properties;
            }

            /**
             * Properties of a PolicyResource.
             * @deprecated Use airt.control.v1.PolicyResource.$Properties instead.
             */
            interface IPolicyResource extends airt.control.v1.PolicyResource.$Properties {
            }

            /** Represents a PolicyResource. */
            class PolicyResource {

                /**
                 * Constructs a new PolicyResource.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: airt.control.v1.PolicyResource.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** PolicyResource name. */
                name: string;

                /** PolicyResource version. */
                version: string;

                /** PolicyResource document. */
                document: string;

                /** PolicyResource leaseMs. */
                leaseMs: number;

                /**
                 * Creates a new PolicyResource instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns PolicyResource instance
                 */
                static create(properties: airt.control.v1.PolicyResource.$Shape): airt.control.v1.PolicyResource & airt.control.v1.PolicyResource.$Shape;
                static create(properties?: airt.control.v1.PolicyResource.$Properties): airt.control.v1.PolicyResource;

                /**
                 * Encodes the specified PolicyResource message. Does not implicitly {@link airt.control.v1.PolicyResource.verify|verify} messages.
                 * @param message PolicyResource message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: airt.control.v1.PolicyResource.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a PolicyResource message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {airt.control.v1.PolicyResource & airt.control.v1.PolicyResource.$Shape} PolicyResource
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): airt.control.v1.PolicyResource & airt.control.v1.PolicyResource.$Shape;
            }

            namespace PolicyResource {

                /** Properties of a PolicyResource. */
                interface $Properties {

                    /** PolicyResource name */
                    name?: (string|null);

                    /** PolicyResource version */
                    version?: (string|null);

                    /** PolicyResource document */
                    document?: (string|null);

                    /** PolicyResource leaseMs */
                    leaseMs?: (number|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a PolicyResource. */
                type $Shape = airt.control.v1.PolicyResource.$Properties;
            }

            /**
             * Properties of a Directive.
             * @deprecated Use airt.control.v1.Directive.$Properties instead.
             */
            interface IDirective extends airt.control.v1.Directive.$Properties {
            }

            /** Represents a Directive. */
            class Directive {

                /**
                 * Constructs a new Directive.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: airt.control.v1.Directive.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** Directive id. */
                id: string;

                /** Directive sequence. */
                sequence: number;

                /** Directive epoch. */
                epoch: number;

                /** Directive scope. */
                scope?: (airt.control.v1.Scope.$Properties|null);

                /** Directive steer. */
                steer?: (airt.control.v1.Steer.$Properties|null);

                /** Directive retry. */
                retry?: (airt.control.v1.Retry.$Properties|null);

                /** Directive fallback. */
                fallback?: (airt.control.v1.Fallback.$Properties|null);

                /** Directive setModel. */
                setModel?: (airt.control.v1.SetModel.$Properties|null);

                /** Directive clamp. */
                clamp?: (airt.control.v1.Clamp.$Properties|null);

                /** Directive compact. */
                compact?: (airt.control.v1.Compact.$Properties|null);

                /** Directive patchPrompt. */
                patchPrompt?: (airt.control.v1.PatchPrompt.$Properties|null);

                /** Directive budget. */
                budget?: (airt.control.v1.Budget.$Properties|null);

                /** Directive denyTool. */
                denyTool?: (airt.control.v1.DenyTool.$Properties|null);

                /** Directive hold. */
                hold?: (airt.control.v1.Hold.$Properties|null);

                /** Directive resume. */
                resume?: (airt.control.v1.Resume.$Properties|null);

                /** Directive halt. */
                halt?: (airt.control.v1.Halt.$Properties|null);

                /** Directive expiresAtUnixMs. */
                expiresAtUnixMs: number;

                /** Directive leaseMs. */
                leaseMs: number;

                /** Directive expected. */
                expected?: (airt.control.v1.ExpectedState.$Properties|null);

                /** Directive reason. */
                reason: string;

                /** Directive policy. */
                policy?: (airt.control.v1.PolicyRef.$Properties|null);

                /** Directive dryRun. */
                dryRun: boolean;

                /** Directive evidence. */
                evidence: airt.control.v1.SpanRef.$Properties[];

                /** Directive supersedes. */
                supersedes: string[];

                /** Directive action. */
                action?: ("steer"|"retry"|"fallback"|"setModel"|"clamp"|"compact"|"patchPrompt"|"budget"|"denyTool"|"hold"|"resume"|"halt");

                /**
                 * Creates a new Directive instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns Directive instance
                 */
                static create(properties: airt.control.v1.Directive.$Shape): airt.control.v1.Directive & airt.control.v1.Directive.$Shape;
                static create(properties?: airt.control.v1.Directive.$Properties): airt.control.v1.Directive;

                /**
                 * Encodes the specified Directive message. Does not implicitly {@link airt.control.v1.Directive.verify|verify} messages.
                 * @param message Directive message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: airt.control.v1.Directive.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a Directive message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {airt.control.v1.Directive & airt.control.v1.Directive.$Shape} Directive
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): airt.control.v1.Directive & airt.control.v1.Directive.$Shape;
            }

            namespace Directive {

                /** Properties of a Directive. */
                interface $Properties {

                    /** Directive id */
                    id?: (string|null);

                    /** Directive sequence */
                    sequence?: (number|null);

                    /** Directive epoch */
                    epoch?: (number|null);

                    /** Directive scope */
                    scope?: (airt.control.v1.Scope.$Properties|null);

                    /** Directive steer */
                    steer?: (airt.control.v1.Steer.$Properties|null);

                    /** Directive retry */
                    retry?: (airt.control.v1.Retry.$Properties|null);

                    /** Directive fallback */
                    fallback?: (airt.control.v1.Fallback.$Properties|null);

                    /** Directive setModel */
                    setModel?: (airt.control.v1.SetModel.$Properties|null);

                    /** Directive clamp */
                    clamp?: (airt.control.v1.Clamp.$Properties|null);

                    /** Directive compact */
                    compact?: (airt.control.v1.Compact.$Properties|null);

                    /** Directive patchPrompt */
                    patchPrompt?: (airt.control.v1.PatchPrompt.$Properties|null);

                    /** Directive budget */
                    budget?: (airt.control.v1.Budget.$Properties|null);

                    /** Directive denyTool */
                    denyTool?: (airt.control.v1.DenyTool.$Properties|null);

                    /** Directive hold */
                    hold?: (airt.control.v1.Hold.$Properties|null);

                    /** Directive resume */
                    resume?: (airt.control.v1.Resume.$Properties|null);

                    /** Directive halt */
                    halt?: (airt.control.v1.Halt.$Properties|null);

                    /** Directive expiresAtUnixMs */
                    expiresAtUnixMs?: (number|null);

                    /** Directive leaseMs */
                    leaseMs?: (number|null);

                    /** Directive expected */
                    expected?: (airt.control.v1.ExpectedState.$Properties|null);

                    /** Directive reason */
                    reason?: (string|null);

                    /** Directive policy */
                    policy?: (airt.control.v1.PolicyRef.$Properties|null);

                    /** Directive dryRun */
                    dryRun?: (boolean|null);

                    /** Directive evidence */
                    evidence?: (airt.control.v1.SpanRef.$Properties[]|null);

                    /** Directive supersedes */
                    supersedes?: (string[]|null);

                    /** Directive action */
                    action?: ("steer"|"retry"|"fallback"|"setModel"|"clamp"|"compact"|"patchPrompt"|"budget"|"denyTool"|"hold"|"resume"|"halt");

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Narrowed shape of a Directive. */
                type $Shape = {
                  id?: string|null;
                  sequence?: number|null;
                  epoch?: number|null;
                  scope?: airt.control.v1.Scope.$Shape|null;
                  steer?: airt.control.v1.Steer.$Shape|null;
                  retry?: airt.control.v1.Retry.$Shape|null;
                  fallback?: airt.control.v1.Fallback.$Shape|null;
                  setModel?: airt.control.v1.SetModel.$Shape|null;
                  clamp?: airt.control.v1.Clamp.$Shape|null;
                  compact?: airt.control.v1.Compact.$Shape|null;
                  patchPrompt?: airt.control.v1.PatchPrompt.$Shape|null;
                  budget?: airt.control.v1.Budget.$Shape|null;
                  denyTool?: airt.control.v1.DenyTool.$Shape|null;
                  hold?: airt.control.v1.Hold.$Shape|null;
                  resume?: airt.control.v1.Resume.$Shape|null;
                  halt?: airt.control.v1.Halt.$Shape|null;
                  expiresAtUnixMs?: number|null;
                  leaseMs?: number|null;
                  expected?: airt.control.v1.ExpectedState.$Shape|null;
                  reason?: string|null;
                  policy?: airt.control.v1.PolicyRef.$Shape|null;
                  dryRun?: boolean|null;
                  evidence?: airt.control.v1.SpanRef.$Shape[]|null;
                  supersedes?: string[]|null;
                  $unknowns?: Uint8Array[];
                } & (
                  ({ action?: undefined; steer?: null; retry?: null; fallback?: null; setModel?: null; clamp?: null; compact?: null; patchPrompt?: null; budget?: null; denyTool?: null; hold?: null; resume?: null; halt?: null }|{ action?: "steer"; steer: airt.control.v1.Steer.$Shape; retry?: null; fallback?: null; setModel?: null; clamp?: null; compact?: null; patchPrompt?: null; budget?: null; denyTool?: null; hold?: null; resume?: null; halt?: null }|{ action?: "retry"; steer?: null; retry: airt.control.v1.Retry.$Shape; fallback?: null; setModel?: null; clamp?: null; compact?: null; patchPrompt?: null; budget?: null; denyTool?: null; hold?: null; resume?: null; halt?: null }|{ action?: "fallback"; steer?: null; retry?: null; fallback: airt.control.v1.Fallback.$Shape; setModel?: null; clamp?: null; compact?: null; patchPrompt?: null; budget?: null; denyTool?: null; hold?: null; resume?: null; halt?: null }|{ action?: "setModel"; steer?: null; retry?: null; fallback?: null; setModel: airt.control.v1.SetModel.$Shape; clamp?: null; compact?: null; patchPrompt?: null; budget?: null; denyTool?: null; hold?: null; resume?: null; halt?: null }|{ action?: "clamp"; steer?: null; retry?: null; fallback?: null; setModel?: null; clamp: airt.control.v1.Clamp.$Shape; compact?: null; patchPrompt?: null; budget?: null; denyTool?: null; hold?: null; resume?: null; halt?: null }|{ action?: "compact"; steer?: null; retry?: null; fallback?: null; setModel?: null; clamp?: null; compact: airt.control.v1.Compact.$Shape; patchPrompt?: null; budget?: null; denyTool?: null; hold?: null; resume?: null; halt?: null }|{ action?: "patchPrompt"; steer?: null; retry?: null; fallback?: null; setModel?: null; clamp?: null; compact?: null; patchPrompt: airt.control.v1.PatchPrompt.$Shape; budget?: null; denyTool?: null; hold?: null; resume?: null; halt?: null }|{ action?: "budget"; steer?: null; retry?: null; fallback?: null; setModel?: null; clamp?: null; compact?: null; patchPrompt?: null; budget: airt.control.v1.Budget.$Shape; denyTool?: null; hold?: null; resume?: null; halt?: null }|{ action?: "denyTool"; steer?: null; retry?: null; fallback?: null; setModel?: null; clamp?: null; compact?: null; patchPrompt?: null; budget?: null; denyTool: airt.control.v1.DenyTool.$Shape; hold?: null; resume?: null; halt?: null }|{ action?: "hold"; steer?: null; retry?: null; fallback?: null; setModel?: null; clamp?: null; compact?: null; patchPrompt?: null; budget?: null; denyTool?: null; hold: airt.control.v1.Hold.$Shape; resume?: null; halt?: null }|{ action?: "resume"; steer?: null; retry?: null; fallback?: null; setModel?: null; clamp?: null; compact?: null; patchPrompt?: null; budget?: null; denyTool?: null; hold?: null; resume: airt.control.v1.Resume.$Shape; halt?: null }|{ action?: "halt"; steer?: null; retry?: null; fallback?: null; setModel?: null; clamp?: null; compact?: null; patchPrompt?: null; budget?: null; denyTool?: null; hold?: null; resume?: null; halt: airt.control.v1.Halt.$Shape })
                );
            }

            /**
             * Properties of a DirectiveCancel.
             * @deprecated Use airt.control.v1.DirectiveCancel.$Properties instead.
             */
            interface IDirectiveCancel extends airt.control.v1.DirectiveCancel.$Properties {
            }

            /** Represents a DirectiveCancel. */
            class DirectiveCancel {

                /**
                 * Constructs a new DirectiveCancel.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: airt.control.v1.DirectiveCancel.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** DirectiveCancel directiveId. */
                directiveId: string;

                /** DirectiveCancel reason. */
                reason: string;

                /**
                 * Creates a new DirectiveCancel instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns DirectiveCancel instance
                 */
                static create(properties: airt.control.v1.DirectiveCancel.$Shape): airt.control.v1.DirectiveCancel & airt.control.v1.DirectiveCancel.$Shape;
                static create(properties?: airt.control.v1.DirectiveCancel.$Properties): airt.control.v1.DirectiveCancel;

                /**
                 * Encodes the specified DirectiveCancel message. Does not implicitly {@link airt.control.v1.DirectiveCancel.verify|verify} messages.
                 * @param message DirectiveCancel message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: airt.control.v1.DirectiveCancel.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a DirectiveCancel message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {airt.control.v1.DirectiveCancel & airt.control.v1.DirectiveCancel.$Shape} DirectiveCancel
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): airt.control.v1.DirectiveCancel & airt.control.v1.DirectiveCancel.$Shape;
            }

            namespace DirectiveCancel {

                /** Properties of a DirectiveCancel. */
                interface $Properties {

                    /** DirectiveCancel directiveId */
                    directiveId?: (string|null);

                    /** DirectiveCancel reason */
                    reason?: (string|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a DirectiveCancel. */
                type $Shape = airt.control.v1.DirectiveCancel.$Properties;
            }

            /**
             * Properties of a Scope.
             * @deprecated Use airt.control.v1.Scope.$Properties instead.
             */
            interface IScope extends airt.control.v1.Scope.$Properties {
            }

            /** Represents a Scope. */
            class Scope {

                /**
                 * Constructs a new Scope.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: airt.control.v1.Scope.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** Scope traceId. */
                traceId: Uint8Array;

                /** Scope agentName. */
                agentName: string;

                /** Scope spanId. */
                spanId: Uint8Array;

                /** Scope toolName. */
                toolName: string;

                /**
                 * Creates a new Scope instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns Scope instance
                 */
                static create(properties: airt.control.v1.Scope.$Shape): airt.control.v1.Scope & airt.control.v1.Scope.$Shape;
                static create(properties?: airt.control.v1.Scope.$Properties): airt.control.v1.Scope;

                /**
                 * Encodes the specified Scope message. Does not implicitly {@link airt.control.v1.Scope.verify|verify} messages.
                 * @param message Scope message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: airt.control.v1.Scope.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a Scope message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {airt.control.v1.Scope & airt.control.v1.Scope.$Shape} Scope
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): airt.control.v1.Scope & airt.control.v1.Scope.$Shape;
            }

            namespace Scope {

                /** Properties of a Scope. */
                interface $Properties {

                    /** Scope traceId */
                    traceId?: (Uint8Array|null);

                    /** Scope agentName */
                    agentName?: (string|null);

                    /** Scope spanId */
                    spanId?: (Uint8Array|null);

                    /** Scope toolName */
                    toolName?: (string|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a Scope. */
                type $Shape = airt.control.v1.Scope.$Properties;
            }

            /**
             * Properties of an ExpectedState.
             * @deprecated Use airt.control.v1.ExpectedState.$Properties instead.
             */
            interface IExpectedState extends airt.control.v1.ExpectedState.$Properties {
            }

            /** Represents an ExpectedState. */
            class ExpectedState {

                /**
                 * Constructs a new ExpectedState.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: airt.control.v1.ExpectedState.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** ExpectedState lastToolCallDigest. */
                lastToolCallDigest: string;

                /** ExpectedState maxModelCallsSince. */
                maxModelCallsSince: number;

                /**
                 * Creates a new ExpectedState instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns ExpectedState instance
                 */
                static create(properties: airt.control.v1.ExpectedState.$Shape): airt.control.v1.ExpectedState & airt.control.v1.ExpectedState.$Shape;
                static create(properties?: airt.control.v1.ExpectedState.$Properties): airt.control.v1.ExpectedState;

                /**
                 * Encodes the specified ExpectedState message. Does not implicitly {@link airt.control.v1.ExpectedState.verify|verify} messages.
                 * @param message ExpectedState message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: airt.control.v1.ExpectedState.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes an ExpectedState message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {airt.control.v1.ExpectedState & airt.control.v1.ExpectedState.$Shape} ExpectedState
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): airt.control.v1.ExpectedState & airt.control.v1.ExpectedState.$Shape;
            }

            namespace ExpectedState {

                /** Properties of an ExpectedState. */
                interface $Properties {

                    /** ExpectedState lastToolCallDigest */
                    lastToolCallDigest?: (string|null);

                    /** ExpectedState maxModelCallsSince */
                    maxModelCallsSince?: (number|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of an ExpectedState. */
                type $Shape = airt.control.v1.ExpectedState.$Properties;
            }

            /**
             * Properties of a PolicyRef.
             * @deprecated Use airt.control.v1.PolicyRef.$Properties instead.
             */
            interface IPolicyRef extends airt.control.v1.PolicyRef.$Properties {
            }

            /** Represents a PolicyRef. */
            class PolicyRef {

                /**
                 * Constructs a new PolicyRef.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: airt.control.v1.PolicyRef.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** PolicyRef name. */
                name: string;

                /** PolicyRef version. */
                version: string;

                /** PolicyRef rule. */
                rule: string;

                /** PolicyRef mode. */
                mode: string;

                /**
                 * Creates a new PolicyRef instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns PolicyRef instance
                 */
                static create(properties: airt.control.v1.PolicyRef.$Shape): airt.control.v1.PolicyRef & airt.control.v1.PolicyRef.$Shape;
                static create(properties?: airt.control.v1.PolicyRef.$Properties): airt.control.v1.PolicyRef;

                /**
                 * Encodes the specified PolicyRef message. Does not implicitly {@link airt.control.v1.PolicyRef.verify|verify} messages.
                 * @param message PolicyRef message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: airt.control.v1.PolicyRef.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a PolicyRef message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {airt.control.v1.PolicyRef & airt.control.v1.PolicyRef.$Shape} PolicyRef
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): airt.control.v1.PolicyRef & airt.control.v1.PolicyRef.$Shape;
            }

            namespace PolicyRef {

                /** Properties of a PolicyRef. */
                interface $Properties {

                    /** PolicyRef name */
                    name?: (string|null);

                    /** PolicyRef version */
                    version?: (string|null);

                    /** PolicyRef rule */
                    rule?: (string|null);

                    /** PolicyRef mode */
                    mode?: (string|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a PolicyRef. */
                type $Shape = airt.control.v1.PolicyRef.$Properties;
            }

            /**
             * Properties of a SpanRef.
             * @deprecated Use airt.control.v1.SpanRef.$Properties instead.
             */
            interface ISpanRef extends airt.control.v1.SpanRef.$Properties {
            }

            /** Represents a SpanRef. */
            class SpanRef {

                /**
                 * Constructs a new SpanRef.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: airt.control.v1.SpanRef.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** SpanRef traceId. */
                traceId: Uint8Array;

                /** SpanRef spanId. */
                spanId: Uint8Array;

                /**
                 * Creates a new SpanRef instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns SpanRef instance
                 */
                static create(properties: airt.control.v1.SpanRef.$Shape): airt.control.v1.SpanRef & airt.control.v1.SpanRef.$Shape;
                static create(properties?: airt.control.v1.SpanRef.$Properties): airt.control.v1.SpanRef;

                /**
                 * Encodes the specified SpanRef message. Does not implicitly {@link airt.control.v1.SpanRef.verify|verify} messages.
                 * @param message SpanRef message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: airt.control.v1.SpanRef.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a SpanRef message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {airt.control.v1.SpanRef & airt.control.v1.SpanRef.$Shape} SpanRef
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): airt.control.v1.SpanRef & airt.control.v1.SpanRef.$Shape;
            }

            namespace SpanRef {

                /** Properties of a SpanRef. */
                interface $Properties {

                    /** SpanRef traceId */
                    traceId?: (Uint8Array|null);

                    /** SpanRef spanId */
                    spanId?: (Uint8Array|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a SpanRef. */
                type $Shape = airt.control.v1.SpanRef.$Properties;
            }

            /**
             * Properties of a Steer.
             * @deprecated Use airt.control.v1.Steer.$Properties instead.
             */
            interface ISteer extends airt.control.v1.Steer.$Properties {
            }

            /** Represents a Steer. */
            class Steer {

                /**
                 * Constructs a new Steer.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: airt.control.v1.Steer.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** Steer guidance. */
                guidance: string;

                /**
                 * Creates a new Steer instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns Steer instance
                 */
                static create(properties: airt.control.v1.Steer.$Shape): airt.control.v1.Steer & airt.control.v1.Steer.$Shape;
                static create(properties?: airt.control.v1.Steer.$Properties): airt.control.v1.Steer;

                /**
                 * Encodes the specified Steer message. Does not implicitly {@link airt.control.v1.Steer.verify|verify} messages.
                 * @param message Steer message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: airt.control.v1.Steer.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a Steer message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {airt.control.v1.Steer & airt.control.v1.Steer.$Shape} Steer
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): airt.control.v1.Steer & airt.control.v1.Steer.$Shape;
            }

            namespace Steer {

                /** Properties of a Steer. */
                interface $Properties {

                    /** Steer guidance */
                    guidance?: (string|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a Steer. */
                type $Shape = airt.control.v1.Steer.$Properties;
            }

            /**
             * Properties of a Retry.
             * @deprecated Use airt.control.v1.Retry.$Properties instead.
             */
            interface IRetry extends airt.control.v1.Retry.$Properties {
            }

            /** Represents a Retry. */
            class Retry {

                /**
                 * Constructs a new Retry.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: airt.control.v1.Retry.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** Retry maxAttempts. */
                maxAttempts: number;

                /** Retry backoffMs. */
                backoffMs: number;

                /** Retry modifiedArgumentsJson. */
                modifiedArgumentsJson: string;

                /**
                 * Creates a new Retry instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns Retry instance
                 */
                static create(properties: airt.control.v1.Retry.$Shape): airt.control.v1.Retry & airt.control.v1.Retry.$Shape;
                static create(properties?: airt.control.v1.Retry.$Properties): airt.control.v1.Retry;

                /**
                 * Encodes the specified Retry message. Does not implicitly {@link airt.control.v1.Retry.verify|verify} messages.
                 * @param message Retry message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: airt.control.v1.Retry.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a Retry message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {airt.control.v1.Retry & airt.control.v1.Retry.$Shape} Retry
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): airt.control.v1.Retry & airt.control.v1.Retry.$Shape;
            }

            namespace Retry {

                /** Properties of a Retry. */
                interface $Properties {

                    /** Retry maxAttempts */
                    maxAttempts?: (number|null);

                    /** Retry backoffMs */
                    backoffMs?: (number|null);

                    /** Retry modifiedArgumentsJson */
                    modifiedArgumentsJson?: (string|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a Retry. */
                type $Shape = airt.control.v1.Retry.$Properties;
            }

            /**
             * Properties of a Fallback.
             * @deprecated Use airt.control.v1.Fallback.$Properties instead.
             */
            interface IFallback extends airt.control.v1.Fallback.$Properties {
            }

            /** Represents a Fallback. */
            class Fallback {

                /**
                 * Constructs a new Fallback.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: airt.control.v1.Fallback.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** Fallback model. */
                model: string;

                /** Fallback provider. */
                provider: string;

                /** Fallback tool. */
                tool: string;

                /**
                 * Creates a new Fallback instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns Fallback instance
                 */
                static create(properties: airt.control.v1.Fallback.$Shape): airt.control.v1.Fallback & airt.control.v1.Fallback.$Shape;
                static create(properties?: airt.control.v1.Fallback.$Properties): airt.control.v1.Fallback;

                /**
                 * Encodes the specified Fallback message. Does not implicitly {@link airt.control.v1.Fallback.verify|verify} messages.
                 * @param message Fallback message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: airt.control.v1.Fallback.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a Fallback message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {airt.control.v1.Fallback & airt.control.v1.Fallback.$Shape} Fallback
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): airt.control.v1.Fallback & airt.control.v1.Fallback.$Shape;
            }

            namespace Fallback {

                /** Properties of a Fallback. */
                interface $Properties {

                    /** Fallback model */
                    model?: (string|null);

                    /** Fallback provider */
                    provider?: (string|null);

                    /** Fallback tool */
                    tool?: (string|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a Fallback. */
                type $Shape = airt.control.v1.Fallback.$Properties;
            }

            /**
             * Properties of a SetModel.
             * @deprecated Use airt.control.v1.SetModel.$Properties instead.
             */
            interface ISetModel extends airt.control.v1.SetModel.$Properties {
            }

            /** Represents a SetModel. */
            class SetModel {

                /**
                 * Constructs a new SetModel.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: airt.control.v1.SetModel.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** SetModel model. */
                model: string;

                /**
                 * Creates a new SetModel instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns SetModel instance
                 */
                static create(properties: airt.control.v1.SetModel.$Shape): airt.control.v1.SetModel & airt.control.v1.SetModel.$Shape;
                static create(properties?: airt.control.v1.SetModel.$Properties): airt.control.v1.SetModel;

                /**
                 * Encodes the specified SetModel message. Does not implicitly {@link airt.control.v1.SetModel.verify|verify} messages.
                 * @param message SetModel message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: airt.control.v1.SetModel.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a SetModel message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {airt.control.v1.SetModel & airt.control.v1.SetModel.$Shape} SetModel
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): airt.control.v1.SetModel & airt.control.v1.SetModel.$Shape;
            }

            namespace SetModel {

                /** Properties of a SetModel. */
                interface $Properties {

                    /** SetModel model */
                    model?: (string|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a SetModel. */
                type $Shape = airt.control.v1.SetModel.$Properties;
            }

            /**
             * Properties of a Clamp.
             * @deprecated Use airt.control.v1.Clamp.$Properties instead.
             */
            interface IClamp extends airt.control.v1.Clamp.$Properties {
            }

            /** Represents a Clamp. */
            class Clamp {

                /**
                 * Constructs a new Clamp.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: airt.control.v1.Clamp.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** Clamp maxOutputTokens. */
                maxOutputTokens: number;

                /** Clamp temperature. */
                temperature?: (number|null);

                /** Clamp reasoningLevel. */
                reasoningLevel: string;

                /**
                 * Creates a new Clamp instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns Clamp instance
                 */
                static create(properties: airt.control.v1.Clamp.$Shape): airt.control.v1.Clamp & airt.control.v1.Clamp.$Shape;
                static create(properties?: airt.control.v1.Clamp.$Properties): airt.control.v1.Clamp;

                /**
                 * Encodes the specified Clamp message. Does not implicitly {@link airt.control.v1.Clamp.verify|verify} messages.
                 * @param message Clamp message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: airt.control.v1.Clamp.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a Clamp message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {airt.control.v1.Clamp & airt.control.v1.Clamp.$Shape} Clamp
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): airt.control.v1.Clamp & airt.control.v1.Clamp.$Shape;
            }

            namespace Clamp {

                /** Properties of a Clamp. */
                interface $Properties {

                    /** Clamp maxOutputTokens */
                    maxOutputTokens?: (number|null);

                    /** Clamp temperature */
                    temperature?: (number|null);

                    /** Clamp reasoningLevel */
                    reasoningLevel?: (string|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a Clamp. */
                type $Shape = airt.control.v1.Clamp.$Properties;
            }

            /**
             * Properties of a Compact.
             * @deprecated Use airt.control.v1.Compact.$Properties instead.
             */
            interface ICompact extends airt.control.v1.Compact.$Properties {
            }

            /** Represents a Compact. */
            class Compact {

                /**
                 * Constructs a new Compact.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: airt.control.v1.Compact.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** Compact targetTokens. */
                targetTokens: number;

                /** Compact strategy. */
                strategy: string;

                /**
                 * Creates a new Compact instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns Compact instance
                 */
                static create(properties: airt.control.v1.Compact.$Shape): airt.control.v1.Compact & airt.control.v1.Compact.$Shape;
                static create(properties?: airt.control.v1.Compact.$Properties): airt.control.v1.Compact;

                /**
                 * Encodes the specified Compact message. Does not implicitly {@link airt.control.v1.Compact.verify|verify} messages.
                 * @param message Compact message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: airt.control.v1.Compact.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a Compact message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {airt.control.v1.Compact & airt.control.v1.Compact.$Shape} Compact
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): airt.control.v1.Compact & airt.control.v1.Compact.$Shape;
            }

            namespace Compact {

                /** Properties of a Compact. */
                interface $Properties {

                    /** Compact targetTokens */
                    targetTokens?: (number|null);

                    /** Compact strategy */
                    strategy?: (string|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a Compact. */
                type $Shape = airt.control.v1.Compact.$Properties;
            }

            /**
             * Properties of a PatchPrompt.
             * @deprecated Use airt.control.v1.PatchPrompt.$Properties instead.
             */
            interface IPatchPrompt extends airt.control.v1.PatchPrompt.$Properties {
            }

            /** Represents a PatchPrompt. */
            class PatchPrompt {

                /**
                 * Constructs a new PatchPrompt.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: airt.control.v1.PatchPrompt.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** PatchPrompt section. */
                section: string;

                /** PatchPrompt text. */
                text: string;

                /**
                 * Creates a new PatchPrompt instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns PatchPrompt instance
                 */
                static create(properties: airt.control.v1.PatchPrompt.$Shape): airt.control.v1.PatchPrompt & airt.control.v1.PatchPrompt.$Shape;
                static create(properties?: airt.control.v1.PatchPrompt.$Properties): airt.control.v1.PatchPrompt;

                /**
                 * Encodes the specified PatchPrompt message. Does not implicitly {@link airt.control.v1.PatchPrompt.verify|verify} messages.
                 * @param message PatchPrompt message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: airt.control.v1.PatchPrompt.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a PatchPrompt message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {airt.control.v1.PatchPrompt & airt.control.v1.PatchPrompt.$Shape} PatchPrompt
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): airt.control.v1.PatchPrompt & airt.control.v1.PatchPrompt.$Shape;
            }

            namespace PatchPrompt {

                /** Properties of a PatchPrompt. */
                interface $Properties {

                    /** PatchPrompt section */
                    section?: (string|null);

                    /** PatchPrompt text */
                    text?: (string|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a PatchPrompt. */
                type $Shape = airt.control.v1.PatchPrompt.$Properties;
            }

            /**
             * Properties of a Budget.
             * @deprecated Use airt.control.v1.Budget.$Properties instead.
             */
            interface IBudget extends airt.control.v1.Budget.$Properties {
            }

            /** Represents a Budget. */
            class Budget {

                /**
                 * Constructs a new Budget.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: airt.control.v1.Budget.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** Budget maxTokens. */
                maxTokens: number;

                /** Budget maxCost. */
                maxCost: number;

                /** Budget maxModelCalls. */
                maxModelCalls: number;

                /** Budget maxToolCalls. */
                maxToolCalls: number;

                /**
                 * Creates a new Budget instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns Budget instance
                 */
                static create(properties: airt.control.v1.Budget.$Shape): airt.control.v1.Budget & airt.control.v1.Budget.$Shape;
                static create(properties?: airt.control.v1.Budget.$Properties): airt.control.v1.Budget;

                /**
                 * Encodes the specified Budget message. Does not implicitly {@link airt.control.v1.Budget.verify|verify} messages.
                 * @param message Budget message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: airt.control.v1.Budget.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a Budget message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {airt.control.v1.Budget & airt.control.v1.Budget.$Shape} Budget
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): airt.control.v1.Budget & airt.control.v1.Budget.$Shape;
            }

            namespace Budget {

                /** Properties of a Budget. */
                interface $Properties {

                    /** Budget maxTokens */
                    maxTokens?: (number|null);

                    /** Budget maxCost */
                    maxCost?: (number|null);

                    /** Budget maxModelCalls */
                    maxModelCalls?: (number|null);

                    /** Budget maxToolCalls */
                    maxToolCalls?: (number|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a Budget. */
                type $Shape = airt.control.v1.Budget.$Properties;
            }

            /**
             * Properties of a DenyTool.
             * @deprecated Use airt.control.v1.DenyTool.$Properties instead.
             */
            interface IDenyTool extends airt.control.v1.DenyTool.$Properties {
            }

            /** Represents a DenyTool. */
            class DenyTool {

                /**
                 * Constructs a new DenyTool.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: airt.control.v1.DenyTool.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** DenyTool toolName. */
                toolName: string;

                /** DenyTool reason. */
                reason: string;

                /** DenyTool instead. */
                instead: string;

                /**
                 * Creates a new DenyTool instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns DenyTool instance
                 */
                static create(properties: airt.control.v1.DenyTool.$Shape): airt.control.v1.DenyTool & airt.control.v1.DenyTool.$Shape;
                static create(properties?: airt.control.v1.DenyTool.$Properties): airt.control.v1.DenyTool;

                /**
                 * Encodes the specified DenyTool message. Does not implicitly {@link airt.control.v1.DenyTool.verify|verify} messages.
                 * @param message DenyTool message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: airt.control.v1.DenyTool.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a DenyTool message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {airt.control.v1.DenyTool & airt.control.v1.DenyTool.$Shape} DenyTool
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): airt.control.v1.DenyTool & airt.control.v1.DenyTool.$Shape;
            }

            namespace DenyTool {

                /** Properties of a DenyTool. */
                interface $Properties {

                    /** DenyTool toolName */
                    toolName?: (string|null);

                    /** DenyTool reason */
                    reason?: (string|null);

                    /** DenyTool instead */
                    instead?: (string|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a DenyTool. */
                type $Shape = airt.control.v1.DenyTool.$Properties;
            }

            /**
             * Properties of a Hold.
             * @deprecated Use airt.control.v1.Hold.$Properties instead.
             */
            interface IHold extends airt.control.v1.Hold.$Properties {
            }

            /** Represents a Hold. */
            class Hold {

                /**
                 * Constructs a new Hold.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: airt.control.v1.Hold.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** Hold approvalId. */
                approvalId: string;

                /** Hold timeoutMs. */
                timeoutMs: number;

                /** Hold onTimeout. */
                onTimeout: string;

                /**
                 * Creates a new Hold instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns Hold instance
                 */
                static create(properties: airt.control.v1.Hold.$Shape): airt.control.v1.Hold & airt.control.v1.Hold.$Shape;
                static create(properties?: airt.control.v1.Hold.$Properties): airt.control.v1.Hold;

                /**
                 * Encodes the specified Hold message. Does not implicitly {@link airt.control.v1.Hold.verify|verify} messages.
                 * @param message Hold message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: airt.control.v1.Hold.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a Hold message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {airt.control.v1.Hold & airt.control.v1.Hold.$Shape} Hold
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): airt.control.v1.Hold & airt.control.v1.Hold.$Shape;
            }

            namespace Hold {

                /** Properties of a Hold. */
                interface $Properties {

                    /** Hold approvalId */
                    approvalId?: (string|null);

                    /** Hold timeoutMs */
                    timeoutMs?: (number|null);

                    /** Hold onTimeout */
                    onTimeout?: (string|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a Hold. */
                type $Shape = airt.control.v1.Hold.$Properties;
            }

            /**
             * Properties of a Resume.
             * @deprecated Use airt.control.v1.Resume.$Properties instead.
             */
            interface IResume extends airt.control.v1.Resume.$Properties {
            }

            /** Represents a Resume. */
            class Resume {

                /**
                 * Constructs a new Resume.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: airt.control.v1.Resume.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** Resume approvalId. */
                approvalId: string;

                /**
                 * Creates a new Resume instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns Resume instance
                 */
                static create(properties: airt.control.v1.Resume.$Shape): airt.control.v1.Resume & airt.control.v1.Resume.$Shape;
                static create(properties?: airt.control.v1.Resume.$Properties): airt.control.v1.Resume;

                /**
                 * Encodes the specified Resume message. Does not implicitly {@link airt.control.v1.Resume.verify|verify} messages.
                 * @param message Resume message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: airt.control.v1.Resume.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a Resume message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {airt.control.v1.Resume & airt.control.v1.Resume.$Shape} Resume
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): airt.control.v1.Resume & airt.control.v1.Resume.$Shape;
            }

            namespace Resume {

                /** Properties of a Resume. */
                interface $Properties {

                    /** Resume approvalId */
                    approvalId?: (string|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a Resume. */
                type $Shape = airt.control.v1.Resume.$Properties;
            }

            /**
             * Properties of a Halt.
             * @deprecated Use airt.control.v1.Halt.$Properties instead.
             */
            interface IHalt extends airt.control.v1.Halt.$Properties {
            }

            /** Represents a Halt. */
            class Halt {

                /**
                 * Constructs a new Halt.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: airt.control.v1.Halt.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** Halt mode. */
                mode: airt.control.v1.HaltMode;

                /** Halt reason. */
                reason: string;

                /**
                 * Creates a new Halt instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns Halt instance
                 */
                static create(properties: airt.control.v1.Halt.$Shape): airt.control.v1.Halt & airt.control.v1.Halt.$Shape;
                static create(properties?: airt.control.v1.Halt.$Properties): airt.control.v1.Halt;

                /**
                 * Encodes the specified Halt message. Does not implicitly {@link airt.control.v1.Halt.verify|verify} messages.
                 * @param message Halt message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: airt.control.v1.Halt.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a Halt message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {airt.control.v1.Halt & airt.control.v1.Halt.$Shape} Halt
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): airt.control.v1.Halt & airt.control.v1.Halt.$Shape;
            }

            namespace Halt {

                /** Properties of a Halt. */
                interface $Properties {

                    /** Halt mode */
                    mode?: (airt.control.v1.HaltMode|null);

                    /** Halt reason */
                    reason?: (string|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a Halt. */
                type $Shape = airt.control.v1.Halt.$Properties;
            }

            /** HaltMode enum. */
            enum HaltMode {

                /** HALT_MODE_UNSPECIFIED value */
                HALT_MODE_UNSPECIFIED = 0,

                /** GRACEFUL value */
                GRACEFUL = 1,

                /** ABORT value */
                ABORT = 2
            }

            /**
             * Properties of a CheckpointVerdict.
             * @deprecated Use airt.control.v1.CheckpointVerdict.$Properties instead.
             */
            interface ICheckpointVerdict extends airt.control.v1.CheckpointVerdict.$Properties {
            }

            /** Represents a CheckpointVerdict. */
            class CheckpointVerdict {

                /**
                 * Constructs a new CheckpointVerdict.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: airt.control.v1.CheckpointVerdict.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** CheckpointVerdict checkpointId. */
                checkpointId: string;

                /** CheckpointVerdict verdict. */
                verdict: airt.control.v1.Verdict;

                /** CheckpointVerdict reason. */
                reason: string;

                /** CheckpointVerdict directive. */
                directive?: (airt.control.v1.Directive.$Properties|null);

                /**
                 * Creates a new CheckpointVerdict instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns CheckpointVerdict instance
                 */
                static create(properties: airt.control.v1.CheckpointVerdict.$Shape): airt.control.v1.CheckpointVerdict & airt.control.v1.CheckpointVerdict.$Shape;
                static create(properties?: airt.control.v1.CheckpointVerdict.$Properties): airt.control.v1.CheckpointVerdict;

                /**
                 * Encodes the specified CheckpointVerdict message. Does not implicitly {@link airt.control.v1.CheckpointVerdict.verify|verify} messages.
                 * @param message CheckpointVerdict message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: airt.control.v1.CheckpointVerdict.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a CheckpointVerdict message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {airt.control.v1.CheckpointVerdict & airt.control.v1.CheckpointVerdict.$Shape} CheckpointVerdict
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): airt.control.v1.CheckpointVerdict & airt.control.v1.CheckpointVerdict.$Shape;
            }

            namespace CheckpointVerdict {

                /** Properties of a CheckpointVerdict. */
                interface $Properties {

                    /** CheckpointVerdict checkpointId */
                    checkpointId?: (string|null);

                    /** CheckpointVerdict verdict */
                    verdict?: (airt.control.v1.Verdict|null);

                    /** CheckpointVerdict reason */
                    reason?: (string|null);

                    /** CheckpointVerdict directive */
                    directive?: (airt.control.v1.Directive.$Properties|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a CheckpointVerdict. */
                type $Shape = {
                  checkpointId?: string|null;
                  verdict?: airt.control.v1.Verdict|null;
                  reason?: string|null;
                  directive?: airt.control.v1.Directive.$Shape|null;
                  $unknowns?: Uint8Array[];
                };
            }

            /** Verdict enum. */
            enum Verdict {

                /** VERDICT_UNSPECIFIED value */
                VERDICT_UNSPECIFIED = 0,

                /** ALLOW value */
                ALLOW = 1,

                /** TRANSFORM value */
                TRANSFORM = 2,

                /** HOLD_FOR_APPROVAL value */
                HOLD_FOR_APPROVAL = 3,

                /** DENY value */
                DENY = 4
            }

            /**
             * Properties of an ApprovalDecision.
             * @deprecated Use airt.control.v1.ApprovalDecision.$Properties instead.
             */
            interface IApprovalDecision extends airt.control.v1.ApprovalDecision.$Properties {
            }

            /** Represents an ApprovalDecision. */
            class ApprovalDecision {

                /**
                 * Constructs a new ApprovalDecision.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: airt.control.v1.ApprovalDecision.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** ApprovalDecision approvalId. */
                approvalId: string;

                /** ApprovalDecision approved. */
                approved: boolean;

                /** ApprovalDecision approver. */
                approver: string;

                /** ApprovalDecision reason. */
                reason: string;

                /** ApprovalDecision boundDigest. */
                boundDigest: string;

                /**
                 * Creates a new ApprovalDecision instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns ApprovalDecision instance
                 */
                static create(properties: airt.control.v1.ApprovalDecision.$Shape): airt.control.v1.ApprovalDecision & airt.control.v1.ApprovalDecision.$Shape;
                static create(properties?: airt.control.v1.ApprovalDecision.$Properties): airt.control.v1.ApprovalDecision;

                /**
                 * Encodes the specified ApprovalDecision message. Does not implicitly {@link airt.control.v1.ApprovalDecision.verify|verify} messages.
                 * @param message ApprovalDecision message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: airt.control.v1.ApprovalDecision.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes an ApprovalDecision message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {airt.control.v1.ApprovalDecision & airt.control.v1.ApprovalDecision.$Shape} ApprovalDecision
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): airt.control.v1.ApprovalDecision & airt.control.v1.ApprovalDecision.$Shape;
            }

            namespace ApprovalDecision {

                /** Properties of an ApprovalDecision. */
                interface $Properties {

                    /** ApprovalDecision approvalId */
                    approvalId?: (string|null);

                    /** ApprovalDecision approved */
                    approved?: (boolean|null);

                    /** ApprovalDecision approver */
                    approver?: (string|null);

                    /** ApprovalDecision reason */
                    reason?: (string|null);

                    /** ApprovalDecision boundDigest */
                    boundDigest?: (string|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of an ApprovalDecision. */
                type $Shape = airt.control.v1.ApprovalDecision.$Properties;
            }

            /**
             * Properties of a BudgetLease.
             * @deprecated Use airt.control.v1.BudgetLease.$Properties instead.
             */
            interface IBudgetLease extends airt.control.v1.BudgetLease.$Properties {
            }

            /** Represents a BudgetLease. */
            class BudgetLease {

                /**
                 * Constructs a new BudgetLease.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: airt.control.v1.BudgetLease.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** BudgetLease leaseId. */
                leaseId: string;

                /** BudgetLease scope. */
                scope?: (airt.control.v1.Scope.$Properties|null);

                /** BudgetLease budget. */
                budget?: (airt.control.v1.Budget.$Properties|null);

                /** BudgetLease expiresAtUnixMs. */
                expiresAtUnixMs: number;

                /**
                 * Creates a new BudgetLease instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns BudgetLease instance
                 */
                static create(properties: airt.control.v1.BudgetLease.$Shape): airt.control.v1.BudgetLease & airt.control.v1.BudgetLease.$Shape;
                static create(properties?: airt.control.v1.BudgetLease.$Properties): airt.control.v1.BudgetLease;

                /**
                 * Encodes the specified BudgetLease message. Does not implicitly {@link airt.control.v1.BudgetLease.verify|verify} messages.
                 * @param message BudgetLease message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: airt.control.v1.BudgetLease.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a BudgetLease message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {airt.control.v1.BudgetLease & airt.control.v1.BudgetLease.$Shape} BudgetLease
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): airt.control.v1.BudgetLease & airt.control.v1.BudgetLease.$Shape;
            }

            namespace BudgetLease {

                /** Properties of a BudgetLease. */
                interface $Properties {

                    /** BudgetLease leaseId */
                    leaseId?: (string|null);

                    /** BudgetLease scope */
                    scope?: (airt.control.v1.Scope.$Properties|null);

                    /** BudgetLease budget */
                    budget?: (airt.control.v1.Budget.$Properties|null);

                    /** BudgetLease expiresAtUnixMs */
                    expiresAtUnixMs?: (number|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a BudgetLease. */
                type $Shape = airt.control.v1.BudgetLease.$Properties;
            }

            /**
             * Properties of a ReportFullState.
             * @deprecated Use airt.control.v1.ReportFullState.$Properties instead.
             */
            interface IReportFullState extends airt.control.v1.ReportFullState.$Properties {
            }

            /** Represents a ReportFullState. */
            class ReportFullState {

                /**
                 * Constructs a new ReportFullState.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: airt.control.v1.ReportFullState.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** ReportFullState reason. */
                reason: string;

                /**
                 * Creates a new ReportFullState instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns ReportFullState instance
                 */
                static create(properties: airt.control.v1.ReportFullState.$Shape): airt.control.v1.ReportFullState & airt.control.v1.ReportFullState.$Shape;
                static create(properties?: airt.control.v1.ReportFullState.$Properties): airt.control.v1.ReportFullState;

                /**
                 * Encodes the specified ReportFullState message. Does not implicitly {@link airt.control.v1.ReportFullState.verify|verify} messages.
                 * @param message ReportFullState message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: airt.control.v1.ReportFullState.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a ReportFullState message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {airt.control.v1.ReportFullState & airt.control.v1.ReportFullState.$Shape} ReportFullState
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): airt.control.v1.ReportFullState & airt.control.v1.ReportFullState.$Shape;
            }

            namespace ReportFullState {

                /** Properties of a ReportFullState. */
                interface $Properties {

                    /** ReportFullState reason */
                    reason?: (string|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a ReportFullState. */
                type $Shape = airt.control.v1.ReportFullState.$Properties;
            }

            /**
             * Properties of a Drain.
             * @deprecated Use airt.control.v1.Drain.$Properties instead.
             */
            interface IDrain extends airt.control.v1.Drain.$Properties {
            }

            /** Represents a Drain. */
            class Drain {

                /**
                 * Constructs a new Drain.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: airt.control.v1.Drain.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** Drain retryAfterMs. */
                retryAfterMs: number;

                /** Drain reason. */
                reason: string;

                /**
                 * Creates a new Drain instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns Drain instance
                 */
                static create(properties: airt.control.v1.Drain.$Shape): airt.control.v1.Drain & airt.control.v1.Drain.$Shape;
                static create(properties?: airt.control.v1.Drain.$Properties): airt.control.v1.Drain;

                /**
                 * Encodes the specified Drain message. Does not implicitly {@link airt.control.v1.Drain.verify|verify} messages.
                 * @param message Drain message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: airt.control.v1.Drain.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a Drain message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {airt.control.v1.Drain & airt.control.v1.Drain.$Shape} Drain
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): airt.control.v1.Drain & airt.control.v1.Drain.$Shape;
            }

            namespace Drain {

                /** Properties of a Drain. */
                interface $Properties {

                    /** Drain retryAfterMs */
                    retryAfterMs?: (number|null);

                    /** Drain reason */
                    reason?: (string|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a Drain. */
                type $Shape = airt.control.v1.Drain.$Properties;
            }
        }
    }
}
