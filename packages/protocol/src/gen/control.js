/*eslint-disable block-scoped-var, id-length, no-control-regex, no-magic-numbers, no-mixed-operators, no-prototype-builtins, no-redeclare, no-shadow, no-var, sort-vars, default-case, jsdoc/require-param*/
import $protobuf from "protobufjs/minimal.js";

// Common aliases
const $Reader = $protobuf.Reader, $Writer = $protobuf.Writer, $util = $protobuf.util;
const $Object = $util.global.Object, $undefined = $util.global.undefined, $Error = $util.global.Error, $RangeError = $util.global.RangeError;

// 64-bit numbers as plain ones, whether or not `long` is loaded.
const $number = (value) => (typeof value === "number" ? value : value.toNumber());

// Exported root namespace
const $root = $protobuf.roots["airt_control"] || ($protobuf.roots["airt_control"] = {});

export const airt = $root.airt = (() => {

    /**
     * Namespace airt.
     * @exports airt
     * @namespace
     */
    const airt = {};

    airt.control = (function() {

        /**
         * Namespace control.
         * @memberof airt
         * @namespace
         */
        const control = {};

        control.v1 = (function() {

            /**
             * Namespace v1.
             * @memberof airt.control
             * @namespace
             */
            const v1 = {};

            v1.AgentMessage = (function() {

                /**
                 * Properties of an AgentMessage.
                 * @typedef {Object} airt.control.v1.AgentMessage.$Properties
                 * @property {number|null} [sequence] AgentMessage sequence
                 * @property {airt.control.v1.Hello.$Properties|null} [hello] AgentMessage hello
                 * @property {airt.control.v1.PolicyAck.$Properties|null} [policyAck] AgentMessage policyAck
                 * @property {airt.control.v1.PolicyNack.$Properties|null} [policyNack] AgentMessage policyNack
                 * @property {airt.control.v1.DirectiveOutcome.$Properties|null} [directiveOutcome] AgentMessage directiveOutcome
                 * @property {airt.control.v1.Checkpoint.$Properties|null} [checkpoint] AgentMessage checkpoint
                 * @property {airt.control.v1.Signal.$Properties|null} [signal] AgentMessage signal
                 * @property {airt.control.v1.Health.$Properties|null} [health] AgentMessage health
                 * @property {airt.control.v1.Heartbeat.$Properties|null} [heartbeat] AgentMessage heartbeat
                 * @property {airt.control.v1.BudgetReport.$Properties|null} [budgetReport] AgentMessage budgetReport
                 * @property {airt.control.v1.Goodbye.$Properties|null} [goodbye] AgentMessage goodbye
                 * @property {"hello"|"policyAck"|"policyNack"|"directiveOutcome"|"checkpoint"|"signal"|"health"|"heartbeat"|"budgetReport"|"goodbye"} [message] AgentMessage message
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of an AgentMessage.
                 * @memberof airt.control.v1
                 * @interface IAgentMessage
                 * @augments airt.control.v1.AgentMessage.$Properties
                 * @deprecated Use airt.control.v1.AgentMessage.$Properties instead.
                 */

                /**
                 * Narrowed shape of an AgentMessage.
                 * @typedef {{
                 *   sequence?: number|null;
                 *   hello?: airt.control.v1.Hello.$Shape|null;
                 *   policyAck?: airt.control.v1.PolicyAck.$Shape|null;
                 *   policyNack?: airt.control.v1.PolicyNack.$Shape|null;
                 *   directiveOutcome?: airt.control.v1.DirectiveOutcome.$Shape|null;
                 *   checkpoint?: airt.control.v1.Checkpoint.$Shape|null;
                 *   signal?: airt.control.v1.Signal.$Shape|null;
                 *   health?: airt.control.v1.Health.$Shape|null;
                 *   heartbeat?: airt.control.v1.Heartbeat.$Shape|null;
                 *   budgetReport?: airt.control.v1.BudgetReport.$Shape|null;
                 *   goodbye?: airt.control.v1.Goodbye.$Shape|null;
                 *   $unknowns?: Array.<Uint8Array>;
                 * } & (
                 *   ({ message?: undefined; hello?: null; policyAck?: null; policyNack?: null; directiveOutcome?: null; checkpoint?: null; signal?: null; health?: null; heartbeat?: null; budgetReport?: null; goodbye?: null }|{ message?: "hello"; hello: airt.control.v1.Hello.$Shape; policyAck?: null; policyNack?: null; directiveOutcome?: null; checkpoint?: null; signal?: null; health?: null; heartbeat?: null; budgetReport?: null; goodbye?: null }|{ message?: "policyAck"; hello?: null; policyAck: airt.control.v1.PolicyAck.$Shape; policyNack?: null; directiveOutcome?: null; checkpoint?: null; signal?: null; health?: null; heartbeat?: null; budgetReport?: null; goodbye?: null }|{ message?: "policyNack"; hello?: null; policyAck?: null; policyNack: airt.control.v1.PolicyNack.$Shape; directiveOutcome?: null; checkpoint?: null; signal?: null; health?: null; heartbeat?: null; budgetReport?: null; goodbye?: null }|{ message?: "directiveOutcome"; hello?: null; policyAck?: null; policyNack?: null; directiveOutcome: airt.control.v1.DirectiveOutcome.$Shape; checkpoint?: null; signal?: null; health?: null; heartbeat?: null; budgetReport?: null; goodbye?: null }|{ message?: "checkpoint"; hello?: null; policyAck?: null; policyNack?: null; directiveOutcome?: null; checkpoint: airt.control.v1.Checkpoint.$Shape; signal?: null; health?: null; heartbeat?: null; budgetReport?: null; goodbye?: null }|{ message?: "signal"; hello?: null; policyAck?: null; policyNack?: null; directiveOutcome?: null; checkpoint?: null; signal: airt.control.v1.Signal.$Shape; health?: null; heartbeat?: null; budgetReport?: null; goodbye?: null }|{ message?: "health"; hello?: null; policyAck?: null; policyNack?: null; directiveOutcome?: null; checkpoint?: null; signal?: null; health: airt.control.v1.Health.$Shape; heartbeat?: null; budgetReport?: null; goodbye?: null }|{ message?: "heartbeat"; hello?: null; policyAck?: null; policyNack?: null; directiveOutcome?: null; checkpoint?: null; signal?: null; health?: null; heartbeat: airt.control.v1.Heartbeat.$Shape; budgetReport?: null; goodbye?: null }|{ message?: "budgetReport"; hello?: null; policyAck?: null; policyNack?: null; directiveOutcome?: null; checkpoint?: null; signal?: null; health?: null; heartbeat?: null; budgetReport: airt.control.v1.BudgetReport.$Shape; goodbye?: null }|{ message?: "goodbye"; hello?: null; policyAck?: null; policyNack?: null; directiveOutcome?: null; checkpoint?: null; signal?: null; health?: null; heartbeat?: null; budgetReport?: null; goodbye: airt.control.v1.Goodbye.$Shape })
                 * )} airt.control.v1.AgentMessage.$Shape
                 */

                /**
                 * Constructs a new AgentMessage.
                 * @memberof airt.control.v1
                 * @classdesc Represents an AgentMessage.
                 * @constructor
                 * @param {airt.control.v1.AgentMessage.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const AgentMessage = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * AgentMessage sequence.
                 * @member {number} sequence
                 * @memberof airt.control.v1.AgentMessage
                 * @instance
                 */
                AgentMessage.prototype.sequence = 0;

                /**
                 * AgentMessage hello.
                 * @member {airt.control.v1.Hello.$Properties|null|undefined} hello
                 * @memberof airt.control.v1.AgentMessage
                 * @instance
                 */
                AgentMessage.prototype.hello = null;

                /**
                 * AgentMessage policyAck.
                 * @member {airt.control.v1.PolicyAck.$Properties|null|undefined} policyAck
                 * @memberof airt.control.v1.AgentMessage
                 * @instance
                 */
                AgentMessage.prototype.policyAck = null;

                /**
                 * AgentMessage policyNack.
                 * @member {airt.control.v1.PolicyNack.$Properties|null|undefined} policyNack
                 * @memberof airt.control.v1.AgentMessage
                 * @instance
                 */
                AgentMessage.prototype.policyNack = null;

                /**
                 * AgentMessage directiveOutcome.
                 * @member {airt.control.v1.DirectiveOutcome.$Properties|null|undefined} directiveOutcome
                 * @memberof airt.control.v1.AgentMessage
                 * @instance
                 */
                AgentMessage.prototype.directiveOutcome = null;

                /**
                 * AgentMessage checkpoint.
                 * @member {airt.control.v1.Checkpoint.$Properties|null|undefined} checkpoint
                 * @memberof airt.control.v1.AgentMessage
                 * @instance
                 */
                AgentMessage.prototype.checkpoint = null;

                /**
                 * AgentMessage signal.
                 * @member {airt.control.v1.Signal.$Properties|null|undefined} signal
                 * @memberof airt.control.v1.AgentMessage
                 * @instance
                 */
                AgentMessage.prototype.signal = null;

                /**
                 * AgentMessage health.
                 * @member {airt.control.v1.Health.$Properties|null|undefined} health
                 * @memberof airt.control.v1.AgentMessage
                 * @instance
                 */
                AgentMessage.prototype.health = null;

                /**
                 * AgentMessage heartbeat.
                 * @member {airt.control.v1.Heartbeat.$Properties|null|undefined} heartbeat
                 * @memberof airt.control.v1.AgentMessage
                 * @instance
                 */
                AgentMessage.prototype.heartbeat = null;

                /**
                 * AgentMessage budgetReport.
                 * @member {airt.control.v1.BudgetReport.$Properties|null|undefined} budgetReport
                 * @memberof airt.control.v1.AgentMessage
                 * @instance
                 */
                AgentMessage.prototype.budgetReport = null;

                /**
                 * AgentMessage goodbye.
                 * @member {airt.control.v1.Goodbye.$Properties|null|undefined} goodbye
                 * @memberof airt.control.v1.AgentMessage
                 * @instance
                 */
                AgentMessage.prototype.goodbye = null;

                // OneOf field names bound to virtual getters and setters
                let $oneOfFields;

                /**
                 * AgentMessage message.
                 * @member {"hello"|"policyAck"|"policyNack"|"directiveOutcome"|"checkpoint"|"signal"|"health"|"heartbeat"|"budgetReport"|"goodbye"|undefined} message
                 * @memberof airt.control.v1.AgentMessage
                 * @instance
                 */
                $Object.defineProperty(AgentMessage.prototype, "message", {
                    get: $util.oneOfGetter($oneOfFields = ["hello", "policyAck", "policyNack", "directiveOutcome", "checkpoint", "signal", "health", "heartbeat", "budgetReport", "goodbye"]),
                    set: $util.oneOfSetter($oneOfFields)
                });

                /**
                 * Creates a new AgentMessage instance using the specified properties.
                 * @function create
                 * @memberof airt.control.v1.AgentMessage
                 * @static
                 * @param {airt.control.v1.AgentMessage.$Properties=} [properties] Properties to set
                 * @returns {airt.control.v1.AgentMessage} AgentMessage instance
                 * @type {{
                 *   (properties: airt.control.v1.AgentMessage.$Shape): airt.control.v1.AgentMessage & airt.control.v1.AgentMessage.$Shape;
                 *   (properties?: airt.control.v1.AgentMessage.$Properties): airt.control.v1.AgentMessage;
                 * }}
                 */
                AgentMessage.create = function(properties) {
                    return new AgentMessage(properties);
                };

                /**
                 * Encodes the specified AgentMessage message. Does not implicitly {@link airt.control.v1.AgentMessage.verify|verify} messages.
                 * @function encode
                 * @memberof airt.control.v1.AgentMessage
                 * @static
                 * @param {airt.control.v1.AgentMessage.$Properties} message AgentMessage message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                AgentMessage.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.sequence != null && $Object.hasOwnProperty.call(message, "sequence") && (typeof message.sequence === "object" ? message.sequence.low || message.sequence.high : message.sequence !== 0))
                        writer.uint32(/* id 1, wireType 0 =*/8).uint64(message.sequence);
                    if (message.hello != null && $Object.hasOwnProperty.call(message, "hello"))
                        $root.airt.control.v1.Hello.encode(message.hello, writer.uint32(/* id 2, wireType 2 =*/18).fork(), _depth + 1).ldelim();
                    if (message.policyAck != null && $Object.hasOwnProperty.call(message, "policyAck"))
                        $root.airt.control.v1.PolicyAck.encode(message.policyAck, writer.uint32(/* id 3, wireType 2 =*/26).fork(), _depth + 1).ldelim();
                    if (message.policyNack != null && $Object.hasOwnProperty.call(message, "policyNack"))
                        $root.airt.control.v1.PolicyNack.encode(message.policyNack, writer.uint32(/* id 4, wireType 2 =*/34).fork(), _depth + 1).ldelim();
                    if (message.directiveOutcome != null && $Object.hasOwnProperty.call(message, "directiveOutcome"))
                        $root.airt.control.v1.DirectiveOutcome.encode(message.directiveOutcome, writer.uint32(/* id 5, wireType 2 =*/42).fork(), _depth + 1).ldelim();
                    if (message.checkpoint != null && $Object.hasOwnProperty.call(message, "checkpoint"))
                        $root.airt.control.v1.Checkpoint.encode(message.checkpoint, writer.uint32(/* id 6, wireType 2 =*/50).fork(), _depth + 1).ldelim();
                    if (message.signal != null && $Object.hasOwnProperty.call(message, "signal"))
                        $root.airt.control.v1.Signal.encode(message.signal, writer.uint32(/* id 7, wireType 2 =*/58).fork(), _depth + 1).ldelim();
                    if (message.health != null && $Object.hasOwnProperty.call(message, "health"))
                        $root.airt.control.v1.Health.encode(message.health, writer.uint32(/* id 8, wireType 2 =*/66).fork(), _depth + 1).ldelim();
                    if (message.heartbeat != null && $Object.hasOwnProperty.call(message, "heartbeat"))
                        $root.airt.control.v1.Heartbeat.encode(message.heartbeat, writer.uint32(/* id 9, wireType 2 =*/74).fork(), _depth + 1).ldelim();
                    if (message.budgetReport != null && $Object.hasOwnProperty.call(message, "budgetReport"))
                        $root.airt.control.v1.BudgetReport.encode(message.budgetReport, writer.uint32(/* id 10, wireType 2 =*/82).fork(), _depth + 1).ldelim();
                    if (message.goodbye != null && $Object.hasOwnProperty.call(message, "goodbye"))
                        $root.airt.control.v1.Goodbye.encode(message.goodbye, writer.uint32(/* id 11, wireType 2 =*/90).fork(), _depth + 1).ldelim();
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes an AgentMessage message from the specified reader or buffer.
                 * @function decode
                 * @memberof airt.control.v1.AgentMessage
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {airt.control.v1.AgentMessage & airt.control.v1.AgentMessage.$Shape} AgentMessage
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                AgentMessage.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.airt.control.v1.AgentMessage();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 0)
                                    break;
                                if (typeof (value = $number(reader.uint64())) === "object" ? value.low || value.high : value !== 0)
                                    message.sequence = value;
                                else
                                    delete message.sequence;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    break;
                                message.hello = $root.airt.control.v1.Hello.decode(reader, reader.size(), $undefined, _depth + 1, message.hello);
                                message.message = "hello";
                                continue;
                            }
                        case 3: {
                                if (wireType !== 2)
                                    break;
                                message.policyAck = $root.airt.control.v1.PolicyAck.decode(reader, reader.size(), $undefined, _depth + 1, message.policyAck);
                                message.message = "policyAck";
                                continue;
                            }
                        case 4: {
                                if (wireType !== 2)
                                    break;
                                message.policyNack = $root.airt.control.v1.PolicyNack.decode(reader, reader.size(), $undefined, _depth + 1, message.policyNack);
                                message.message = "policyNack";
                                continue;
                            }
                        case 5: {
                                if (wireType !== 2)
                                    break;
                                message.directiveOutcome = $root.airt.control.v1.DirectiveOutcome.decode(reader, reader.size(), $undefined, _depth + 1, message.directiveOutcome);
                                message.message = "directiveOutcome";
                                continue;
                            }
                        case 6: {
                                if (wireType !== 2)
                                    break;
                                message.checkpoint = $root.airt.control.v1.Checkpoint.decode(reader, reader.size(), $undefined, _depth + 1, message.checkpoint);
                                message.message = "checkpoint";
                                continue;
                            }
                        case 7: {
                                if (wireType !== 2)
                                    break;
                                message.signal = $root.airt.control.v1.Signal.decode(reader, reader.size(), $undefined, _depth + 1, message.signal);
                                message.message = "signal";
                                continue;
                            }
                        case 8: {
                                if (wireType !== 2)
                                    break;
                                message.health = $root.airt.control.v1.Health.decode(reader, reader.size(), $undefined, _depth + 1, message.health);
                                message.message = "health";
                                continue;
                            }
                        case 9: {
                                if (wireType !== 2)
                                    break;
                                message.heartbeat = $root.airt.control.v1.Heartbeat.decode(reader, reader.size(), $undefined, _depth + 1, message.heartbeat);
                                message.message = "heartbeat";
                                continue;
                            }
                        case 10: {
                                if (wireType !== 2)
                                    break;
                                message.budgetReport = $root.airt.control.v1.BudgetReport.decode(reader, reader.size(), $undefined, _depth + 1, message.budgetReport);
                                message.message = "budgetReport";
                                continue;
                            }
                        case 11: {
                                if (wireType !== 2)
                                    break;
                                message.goodbye = $root.airt.control.v1.Goodbye.decode(reader, reader.size(), $undefined, _depth + 1, message.goodbye);
                                message.message = "goodbye";
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return AgentMessage;
            })();

            v1.Hello = (function() {

                /**
                 * Properties of a Hello.
                 * @typedef {Object} airt.control.v1.Hello.$Properties
                 * @property {string|null} [instanceUid] Hello instanceUid
                 * @property {Object.<string,string>|null} [resource] Hello resource
                 * @property {string|null} [agentName] Hello agentName
                 * @property {string|null} [agentVersion] Hello agentVersion
                 * @property {airt.control.v1.Coverage.$Properties|null} [coverage] Hello coverage
                 * @property {airt.control.v1.Capabilities.$Properties|null} [capabilities] Hello capabilities
                 * @property {Object.<string,string>|null} [policyVersions] Hello policyVersions
                 * @property {number|null} [lastDirectiveSequence] Hello lastDirectiveSequence
                 * @property {number|null} [epoch] Hello epoch
                 * @property {Array.<airt.control.v1.OpenRun.$Properties>|null} [openRuns] Hello openRuns
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a Hello.
                 * @memberof airt.control.v1
                 * @interface IHello
                 * @augments airt.control.v1.Hello.$Properties
                 * @deprecated Use airt.control.v1.Hello.$Properties instead.
                 */

                /**
                 * Shape of a Hello.
                 * @typedef {airt.control.v1.Hello.$Properties} airt.control.v1.Hello.$Shape
                 */

                /**
                 * Constructs a new Hello.
                 * @memberof airt.control.v1
                 * @classdesc Represents a Hello.
                 * @constructor
                 * @param {airt.control.v1.Hello.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const Hello = function (properties) {
                    this.resource = {};
                    this.policyVersions = {};
                    this.openRuns = [];
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * Hello instanceUid.
                 * @member {string} instanceUid
                 * @memberof airt.control.v1.Hello
                 * @instance
                 */
                Hello.prototype.instanceUid = "";

                /**
                 * Hello resource.
                 * @member {Object.<string,string>} resource
                 * @memberof airt.control.v1.Hello
                 * @instance
                 */
                Hello.prototype.resource = $util.emptyObject;

                /**
                 * Hello agentName.
                 * @member {string} agentName
                 * @memberof airt.control.v1.Hello
                 * @instance
                 */
                Hello.prototype.agentName = "";

                /**
                 * Hello agentVersion.
                 * @member {string} agentVersion
                 * @memberof airt.control.v1.Hello
                 * @instance
                 */
                Hello.prototype.agentVersion = "";

                /**
                 * Hello coverage.
                 * @member {airt.control.v1.Coverage.$Properties|null|undefined} coverage
                 * @memberof airt.control.v1.Hello
                 * @instance
                 */
                Hello.prototype.coverage = null;

                /**
                 * Hello capabilities.
                 * @member {airt.control.v1.Capabilities.$Properties|null|undefined} capabilities
                 * @memberof airt.control.v1.Hello
                 * @instance
                 */
                Hello.prototype.capabilities = null;

                /**
                 * Hello policyVersions.
                 * @member {Object.<string,string>} policyVersions
                 * @memberof airt.control.v1.Hello
                 * @instance
                 */
                Hello.prototype.policyVersions = $util.emptyObject;

                /**
                 * Hello lastDirectiveSequence.
                 * @member {number} lastDirectiveSequence
                 * @memberof airt.control.v1.Hello
                 * @instance
                 */
                Hello.prototype.lastDirectiveSequence = 0;

                /**
                 * Hello epoch.
                 * @member {number} epoch
                 * @memberof airt.control.v1.Hello
                 * @instance
                 */
                Hello.prototype.epoch = 0;

                /**
                 * Hello openRuns.
                 * @member {Array.<airt.control.v1.OpenRun.$Properties>} openRuns
                 * @memberof airt.control.v1.Hello
                 * @instance
                 */
                Hello.prototype.openRuns = $util.emptyArray;

                /**
                 * Creates a new Hello instance using the specified properties.
                 * @function create
                 * @memberof airt.control.v1.Hello
                 * @static
                 * @param {airt.control.v1.Hello.$Properties=} [properties] Properties to set
                 * @returns {airt.control.v1.Hello} Hello instance
                 * @type {{
                 *   (properties: airt.control.v1.Hello.$Shape): airt.control.v1.Hello & airt.control.v1.Hello.$Shape;
                 *   (properties?: airt.control.v1.Hello.$Properties): airt.control.v1.Hello;
                 * }}
                 */
                Hello.create = function(properties) {
                    return new Hello(properties);
                };

                /**
                 * Encodes the specified Hello message. Does not implicitly {@link airt.control.v1.Hello.verify|verify} messages.
                 * @function encode
                 * @memberof airt.control.v1.Hello
                 * @static
                 * @param {airt.control.v1.Hello.$Properties} message Hello message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                Hello.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.instanceUid != null && $Object.hasOwnProperty.call(message, "instanceUid") && message.instanceUid !== "")
                        writer.uint32(/* id 1, wireType 2 =*/10).string(message.instanceUid);
                    if (message.resource != null && $Object.hasOwnProperty.call(message, "resource"))
                        for (let keys = $Object.keys(message.resource), i = 0; i < keys.length; ++i)
                            writer.uint32(/* id 2, wireType 2 =*/18).fork().uint32(/* id 1, wireType 2 =*/10).string(keys[i]).uint32(/* id 2, wireType 2 =*/18).string(message.resource[keys[i]]).ldelim();
                    if (message.agentName != null && $Object.hasOwnProperty.call(message, "agentName") && message.agentName !== "")
                        writer.uint32(/* id 3, wireType 2 =*/26).string(message.agentName);
                    if (message.agentVersion != null && $Object.hasOwnProperty.call(message, "agentVersion") && message.agentVersion !== "")
                        writer.uint32(/* id 4, wireType 2 =*/34).string(message.agentVersion);
                    if (message.coverage != null && $Object.hasOwnProperty.call(message, "coverage"))
                        $root.airt.control.v1.Coverage.encode(message.coverage, writer.uint32(/* id 5, wireType 2 =*/42).fork(), _depth + 1).ldelim();
                    if (message.capabilities != null && $Object.hasOwnProperty.call(message, "capabilities"))
                        $root.airt.control.v1.Capabilities.encode(message.capabilities, writer.uint32(/* id 6, wireType 2 =*/50).fork(), _depth + 1).ldelim();
                    if (message.policyVersions != null && $Object.hasOwnProperty.call(message, "policyVersions"))
                        for (let keys = $Object.keys(message.policyVersions), i = 0; i < keys.length; ++i)
                            writer.uint32(/* id 7, wireType 2 =*/58).fork().uint32(/* id 1, wireType 2 =*/10).string(keys[i]).uint32(/* id 2, wireType 2 =*/18).string(message.policyVersions[keys[i]]).ldelim();
                    if (message.lastDirectiveSequence != null && $Object.hasOwnProperty.call(message, "lastDirectiveSequence") && (typeof message.lastDirectiveSequence === "object" ? message.lastDirectiveSequence.low || message.lastDirectiveSequence.high : message.lastDirectiveSequence !== 0))
                        writer.uint32(/* id 8, wireType 0 =*/64).uint64(message.lastDirectiveSequence);
                    if (message.epoch != null && $Object.hasOwnProperty.call(message, "epoch") && (typeof message.epoch === "object" ? message.epoch.low || message.epoch.high : message.epoch !== 0))
                        writer.uint32(/* id 9, wireType 0 =*/72).uint64(message.epoch);
                    if (message.openRuns != null && message.openRuns.length)
                        for (let i = 0; i < message.openRuns.length; ++i)
                            $root.airt.control.v1.OpenRun.encode(message.openRuns[i], writer.uint32(/* id 10, wireType 2 =*/82).fork(), _depth + 1).ldelim();
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a Hello message from the specified reader or buffer.
                 * @function decode
                 * @memberof airt.control.v1.Hello
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {airt.control.v1.Hello & airt.control.v1.Hello.$Shape} Hello
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                Hello.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, key, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.airt.control.v1.Hello();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.instanceUid = value;
                                else
                                    delete message.instanceUid;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    break;
                                if (message.resource === $util.emptyObject)
                                    message.resource = {};
                                let end2 = reader.size() + reader.pos;
                                if (end2 > reader.len)
                                    throw $RangeError("index out of range");
                                reader.len = end2;
                                key = "";
                                value = "";
                                while (reader.pos < end2) {
                                    let tag2 = reader.tag();
                                    wireType = tag2 & 7;
                                    switch (tag2 >>>= 3) {
                                    case 1:
                                        if (wireType !== 2)
                                            break;
                                        key = reader.stringVerify();
                                        continue;
                                    case 2:
                                        if (wireType !== 2)
                                            break;
                                        value = reader.stringVerify();
                                        continue;
                                    }
                                    reader.skipType(wireType, _depth, tag2);
                                }
                                if (reader.pos !== end2)
                                    throw $RangeError("index out of range");
                                reader.len = end;
                                if (key === "__proto__")
                                    $util.makeProp(message.resource, key);
                                message.resource[key] = value;
                                continue;
                            }
                        case 3: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.agentName = value;
                                else
                                    delete message.agentName;
                                continue;
                            }
                        case 4: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.agentVersion = value;
                                else
                                    delete message.agentVersion;
                                continue;
                            }
                        case 5: {
                                if (wireType !== 2)
                                    break;
                                message.coverage = $root.airt.control.v1.Coverage.decode(reader, reader.size(), $undefined, _depth + 1, message.coverage);
                                continue;
                            }
                        case 6: {
                                if (wireType !== 2)
                                    break;
                                message.capabilities = $root.airt.control.v1.Capabilities.decode(reader, reader.size(), $undefined, _depth + 1, message.capabilities);
                                continue;
                            }
                        case 7: {
                                if (wireType !== 2)
                                    break;
                                if (message.policyVersions === $util.emptyObject)
                                    message.policyVersions = {};
                                let end2 = reader.size() + reader.pos;
                                if (end2 > reader.len)
                                    throw $RangeError("index out of range");
                                reader.len = end2;
                                key = "";
                                value = "";
                                while (reader.pos < end2) {
                                    let tag2 = reader.tag();
                                    wireType = tag2 & 7;
                                    switch (tag2 >>>= 3) {
                                    case 1:
                                        if (wireType !== 2)
                                            break;
                                        key = reader.stringVerify();
                                        continue;
                                    case 2:
                                        if (wireType !== 2)
                                            break;
                                        value = reader.stringVerify();
                                        continue;
                                    }
                                    reader.skipType(wireType, _depth, tag2);
                                }
                                if (reader.pos !== end2)
                                    throw $RangeError("index out of range");
                                reader.len = end;
                                if (key === "__proto__")
                                    $util.makeProp(message.policyVersions, key);
                                message.policyVersions[key] = value;
                                continue;
                            }
                        case 8: {
                                if (wireType !== 0)
                                    break;
                                if (typeof (value = $number(reader.uint64())) === "object" ? value.low || value.high : value !== 0)
                                    message.lastDirectiveSequence = value;
                                else
                                    delete message.lastDirectiveSequence;
                                continue;
                            }
                        case 9: {
                                if (wireType !== 0)
                                    break;
                                if (typeof (value = $number(reader.uint64())) === "object" ? value.low || value.high : value !== 0)
                                    message.epoch = value;
                                else
                                    delete message.epoch;
                                continue;
                            }
                        case 10: {
                                if (wireType !== 2)
                                    break;
                                if (!(message.openRuns && message.openRuns.length))
                                    message.openRuns = [];
                                message.openRuns.push($root.airt.control.v1.OpenRun.decode(reader, reader.size(), $undefined, _depth + 1));
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return Hello;
            })();

            v1.OpenRun = (function() {

                /**
                 * Properties of an OpenRun.
                 * @typedef {Object} airt.control.v1.OpenRun.$Properties
                 * @property {Uint8Array|null} [traceId] OpenRun traceId
                 * @property {string|null} [agentName] OpenRun agentName
                 * @property {number|null} [startedAtUnixMs] OpenRun startedAtUnixMs
                 * @property {string|null} [conversationId] OpenRun conversationId
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of an OpenRun.
                 * @memberof airt.control.v1
                 * @interface IOpenRun
                 * @augments airt.control.v1.OpenRun.$Properties
                 * @deprecated Use airt.control.v1.OpenRun.$Properties instead.
                 */

                /**
                 * Shape of an OpenRun.
                 * @typedef {airt.control.v1.OpenRun.$Properties} airt.control.v1.OpenRun.$Shape
                 */

                /**
                 * Constructs a new OpenRun.
                 * @memberof airt.control.v1
                 * @classdesc Represents an OpenRun.
                 * @constructor
                 * @param {airt.control.v1.OpenRun.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const OpenRun = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * OpenRun traceId.
                 * @member {Uint8Array} traceId
                 * @memberof airt.control.v1.OpenRun
                 * @instance
                 */
                OpenRun.prototype.traceId = $util.newBuffer([]);

                /**
                 * OpenRun agentName.
                 * @member {string} agentName
                 * @memberof airt.control.v1.OpenRun
                 * @instance
                 */
                OpenRun.prototype.agentName = "";

                /**
                 * OpenRun startedAtUnixMs.
                 * @member {number} startedAtUnixMs
                 * @memberof airt.control.v1.OpenRun
                 * @instance
                 */
                OpenRun.prototype.startedAtUnixMs = 0;

                /**
                 * OpenRun conversationId.
                 * @member {string} conversationId
                 * @memberof airt.control.v1.OpenRun
                 * @instance
                 */
                OpenRun.prototype.conversationId = "";

                /**
                 * Creates a new OpenRun instance using the specified properties.
                 * @function create
                 * @memberof airt.control.v1.OpenRun
                 * @static
                 * @param {airt.control.v1.OpenRun.$Properties=} [properties] Properties to set
                 * @returns {airt.control.v1.OpenRun} OpenRun instance
                 * @type {{
                 *   (properties: airt.control.v1.OpenRun.$Shape): airt.control.v1.OpenRun & airt.control.v1.OpenRun.$Shape;
                 *   (properties?: airt.control.v1.OpenRun.$Properties): airt.control.v1.OpenRun;
                 * }}
                 */
                OpenRun.create = function(properties) {
                    return new OpenRun(properties);
                };

                /**
                 * Encodes the specified OpenRun message. Does not implicitly {@link airt.control.v1.OpenRun.verify|verify} messages.
                 * @function encode
                 * @memberof airt.control.v1.OpenRun
                 * @static
                 * @param {airt.control.v1.OpenRun.$Properties} message OpenRun message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                OpenRun.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.traceId != null && $Object.hasOwnProperty.call(message, "traceId") && message.traceId.length)
                        writer.uint32(/* id 1, wireType 2 =*/10).bytes(message.traceId);
                    if (message.agentName != null && $Object.hasOwnProperty.call(message, "agentName") && message.agentName !== "")
                        writer.uint32(/* id 2, wireType 2 =*/18).string(message.agentName);
                    if (message.startedAtUnixMs != null && $Object.hasOwnProperty.call(message, "startedAtUnixMs") && (typeof message.startedAtUnixMs === "object" ? message.startedAtUnixMs.low || message.startedAtUnixMs.high : message.startedAtUnixMs !== 0))
                        writer.uint32(/* id 3, wireType 0 =*/24).int64(message.startedAtUnixMs);
                    if (message.conversationId != null && $Object.hasOwnProperty.call(message, "conversationId") && message.conversationId !== "")
                        writer.uint32(/* id 4, wireType 2 =*/34).string(message.conversationId);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes an OpenRun message from the specified reader or buffer.
                 * @function decode
                 * @memberof airt.control.v1.OpenRun
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {airt.control.v1.OpenRun & airt.control.v1.OpenRun.$Shape} OpenRun
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                OpenRun.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.airt.control.v1.OpenRun();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.traceId = value;
                                else
                                    delete message.traceId;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.agentName = value;
                                else
                                    delete message.agentName;
                                continue;
                            }
                        case 3: {
                                if (wireType !== 0)
                                    break;
                                if (typeof (value = $number(reader.int64())) === "object" ? value.low || value.high : value !== 0)
                                    message.startedAtUnixMs = value;
                                else
                                    delete message.startedAtUnixMs;
                                continue;
                            }
                        case 4: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.conversationId = value;
                                else
                                    delete message.conversationId;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return OpenRun;
            })();

            v1.Coverage = (function() {

                /**
                 * Properties of a Coverage.
                 * @typedef {Object} airt.control.v1.Coverage.$Properties
                 * @property {Array.<airt.control.v1.InterventionPoint>|null} [points] Coverage points
                 * @property {Array.<airt.control.v1.CoveredComponent.$Properties>|null} [components] Coverage components
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a Coverage.
                 * @memberof airt.control.v1
                 * @interface ICoverage
                 * @augments airt.control.v1.Coverage.$Properties
                 * @deprecated Use airt.control.v1.Coverage.$Properties instead.
                 */

                /**
                 * Shape of a Coverage.
                 * @typedef {airt.control.v1.Coverage.$Properties} airt.control.v1.Coverage.$Shape
                 */

                /**
                 * Constructs a new Coverage.
                 * @memberof airt.control.v1
                 * @classdesc Represents a Coverage.
                 * @constructor
                 * @param {airt.control.v1.Coverage.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const Coverage = function (properties) {
                    this.points = [];
                    this.components = [];
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * Coverage points.
                 * @member {Array.<airt.control.v1.InterventionPoint>} points
                 * @memberof airt.control.v1.Coverage
                 * @instance
                 */
                Coverage.prototype.points = $util.emptyArray;

                /**
                 * Coverage components.
                 * @member {Array.<airt.control.v1.CoveredComponent.$Properties>} components
                 * @memberof airt.control.v1.Coverage
                 * @instance
                 */
                Coverage.prototype.components = $util.emptyArray;

                /**
                 * Creates a new Coverage instance using the specified properties.
                 * @function create
                 * @memberof airt.control.v1.Coverage
                 * @static
                 * @param {airt.control.v1.Coverage.$Properties=} [properties] Properties to set
                 * @returns {airt.control.v1.Coverage} Coverage instance
                 * @type {{
                 *   (properties: airt.control.v1.Coverage.$Shape): airt.control.v1.Coverage & airt.control.v1.Coverage.$Shape;
                 *   (properties?: airt.control.v1.Coverage.$Properties): airt.control.v1.Coverage;
                 * }}
                 */
                Coverage.create = function(properties) {
                    return new Coverage(properties);
                };

                /**
                 * Encodes the specified Coverage message. Does not implicitly {@link airt.control.v1.Coverage.verify|verify} messages.
                 * @function encode
                 * @memberof airt.control.v1.Coverage
                 * @static
                 * @param {airt.control.v1.Coverage.$Properties} message Coverage message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                Coverage.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.points != null && message.points.length)
                        writer.uint32(/* id 1, wireType 2 =*/10).int32s(message.points);
                    if (message.components != null && message.components.length)
                        for (let i = 0; i < message.components.length; ++i)
                            $root.airt.control.v1.CoveredComponent.encode(message.components[i], writer.uint32(/* id 2, wireType 2 =*/18).fork(), _depth + 1).ldelim();
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a Coverage message from the specified reader or buffer.
                 * @function decode
                 * @memberof airt.control.v1.Coverage
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {airt.control.v1.Coverage & airt.control.v1.Coverage.$Shape} Coverage
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                Coverage.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.airt.control.v1.Coverage();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType === 2) {
                                    if (!(message.points && message.points.length))
                                        message.points = [];
                                    reader.int32s(message.points);
                                    continue;
                                }
                                if (wireType !== 0)
                                    break;
                                if (!(message.points && message.points.length))
                                    message.points = [];
                                message.points.push(reader.int32());
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    break;
                                if (!(message.components && message.components.length))
                                    message.components = [];
                                message.components.push($root.airt.control.v1.CoveredComponent.decode(reader, reader.size(), $undefined, _depth + 1));
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return Coverage;
            })();

            v1.CoveredComponent = (function() {

                /**
                 * Properties of a CoveredComponent.
                 * @typedef {Object} airt.control.v1.CoveredComponent.$Properties
                 * @property {string|null} [kind] CoveredComponent kind
                 * @property {string|null} [name] CoveredComponent name
                 * @property {string|null} [version] CoveredComponent version
                 * @property {boolean|null} [seen] CoveredComponent seen
                 * @property {Array.<airt.control.v1.InterventionPoint>|null} [points] CoveredComponent points
                 * @property {string|null} [inactiveReason] CoveredComponent inactiveReason
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a CoveredComponent.
                 * @memberof airt.control.v1
                 * @interface ICoveredComponent
                 * @augments airt.control.v1.CoveredComponent.$Properties
                 * @deprecated Use airt.control.v1.CoveredComponent.$Properties instead.
                 */

                /**
                 * Shape of a CoveredComponent.
                 * @typedef {airt.control.v1.CoveredComponent.$Properties} airt.control.v1.CoveredComponent.$Shape
                 */

                /**
                 * Constructs a new CoveredComponent.
                 * @memberof airt.control.v1
                 * @classdesc Represents a CoveredComponent.
                 * @constructor
                 * @param {airt.control.v1.CoveredComponent.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const CoveredComponent = function (properties) {
                    this.points = [];
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * CoveredComponent kind.
                 * @member {string} kind
                 * @memberof airt.control.v1.CoveredComponent
                 * @instance
                 */
                CoveredComponent.prototype.kind = "";

                /**
                 * CoveredComponent name.
                 * @member {string} name
                 * @memberof airt.control.v1.CoveredComponent
                 * @instance
                 */
                CoveredComponent.prototype.name = "";

                /**
                 * CoveredComponent version.
                 * @member {string} version
                 * @memberof airt.control.v1.CoveredComponent
                 * @instance
                 */
                CoveredComponent.prototype.version = "";

                /**
                 * CoveredComponent seen.
                 * @member {boolean} seen
                 * @memberof airt.control.v1.CoveredComponent
                 * @instance
                 */
                CoveredComponent.prototype.seen = false;

                /**
                 * CoveredComponent points.
                 * @member {Array.<airt.control.v1.InterventionPoint>} points
                 * @memberof airt.control.v1.CoveredComponent
                 * @instance
                 */
                CoveredComponent.prototype.points = $util.emptyArray;

                /**
                 * CoveredComponent inactiveReason.
                 * @member {string} inactiveReason
                 * @memberof airt.control.v1.CoveredComponent
                 * @instance
                 */
                CoveredComponent.prototype.inactiveReason = "";

                /**
                 * Creates a new CoveredComponent instance using the specified properties.
                 * @function create
                 * @memberof airt.control.v1.CoveredComponent
                 * @static
                 * @param {airt.control.v1.CoveredComponent.$Properties=} [properties] Properties to set
                 * @returns {airt.control.v1.CoveredComponent} CoveredComponent instance
                 * @type {{
                 *   (properties: airt.control.v1.CoveredComponent.$Shape): airt.control.v1.CoveredComponent & airt.control.v1.CoveredComponent.$Shape;
                 *   (properties?: airt.control.v1.CoveredComponent.$Properties): airt.control.v1.CoveredComponent;
                 * }}
                 */
                CoveredComponent.create = function(properties) {
                    return new CoveredComponent(properties);
                };

                /**
                 * Encodes the specified CoveredComponent message. Does not implicitly {@link airt.control.v1.CoveredComponent.verify|verify} messages.
                 * @function encode
                 * @memberof airt.control.v1.CoveredComponent
                 * @static
                 * @param {airt.control.v1.CoveredComponent.$Properties} message CoveredComponent message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                CoveredComponent.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.kind != null && $Object.hasOwnProperty.call(message, "kind") && message.kind !== "")
                        writer.uint32(/* id 1, wireType 2 =*/10).string(message.kind);
                    if (message.name != null && $Object.hasOwnProperty.call(message, "name") && message.name !== "")
                        writer.uint32(/* id 2, wireType 2 =*/18).string(message.name);
                    if (message.version != null && $Object.hasOwnProperty.call(message, "version") && message.version !== "")
                        writer.uint32(/* id 3, wireType 2 =*/26).string(message.version);
                    if (message.seen != null && $Object.hasOwnProperty.call(message, "seen") && message.seen !== false)
                        writer.uint32(/* id 4, wireType 0 =*/32).bool(message.seen);
                    if (message.points != null && message.points.length)
                        writer.uint32(/* id 5, wireType 2 =*/42).int32s(message.points);
                    if (message.inactiveReason != null && $Object.hasOwnProperty.call(message, "inactiveReason") && message.inactiveReason !== "")
                        writer.uint32(/* id 6, wireType 2 =*/50).string(message.inactiveReason);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a CoveredComponent message from the specified reader or buffer.
                 * @function decode
                 * @memberof airt.control.v1.CoveredComponent
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {airt.control.v1.CoveredComponent & airt.control.v1.CoveredComponent.$Shape} CoveredComponent
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                CoveredComponent.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.airt.control.v1.CoveredComponent();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.kind = value;
                                else
                                    delete message.kind;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.name = value;
                                else
                                    delete message.name;
                                continue;
                            }
                        case 3: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.version = value;
                                else
                                    delete message.version;
                                continue;
                            }
                        case 4: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.bool())
                                    message.seen = value;
                                else
                                    delete message.seen;
                                continue;
                            }
                        case 5: {
                                if (wireType === 2) {
                                    if (!(message.points && message.points.length))
                                        message.points = [];
                                    reader.int32s(message.points);
                                    continue;
                                }
                                if (wireType !== 0)
                                    break;
                                if (!(message.points && message.points.length))
                                    message.points = [];
                                message.points.push(reader.int32());
                                continue;
                            }
                        case 6: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.inactiveReason = value;
                                else
                                    delete message.inactiveReason;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return CoveredComponent;
            })();

            v1.Capabilities = (function() {

                /**
                 * Properties of a Capabilities.
                 * @typedef {Object} airt.control.v1.Capabilities.$Properties
                 * @property {Array.<airt.control.v1.ActionKind>|null} [actions] Capabilities actions
                 * @property {Array.<string>|null} [conditionLanguages] Capabilities conditionLanguages
                 * @property {Array.<string>|null} [features] Capabilities features
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a Capabilities.
                 * @memberof airt.control.v1
                 * @interface ICapabilities
                 * @augments airt.control.v1.Capabilities.$Properties
                 * @deprecated Use airt.control.v1.Capabilities.$Properties instead.
                 */

                /**
                 * Shape of a Capabilities.
                 * @typedef {airt.control.v1.Capabilities.$Properties} airt.control.v1.Capabilities.$Shape
                 */

                /**
                 * Constructs a new Capabilities.
                 * @memberof airt.control.v1
                 * @classdesc Represents a Capabilities.
                 * @constructor
                 * @param {airt.control.v1.Capabilities.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const Capabilities = function (properties) {
                    this.actions = [];
                    this.conditionLanguages = [];
                    this.features = [];
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * Capabilities actions.
                 * @member {Array.<airt.control.v1.ActionKind>} actions
                 * @memberof airt.control.v1.Capabilities
                 * @instance
                 */
                Capabilities.prototype.actions = $util.emptyArray;

                /**
                 * Capabilities conditionLanguages.
                 * @member {Array.<string>} conditionLanguages
                 * @memberof airt.control.v1.Capabilities
                 * @instance
                 */
                Capabilities.prototype.conditionLanguages = $util.emptyArray;

                /**
                 * Capabilities features.
                 * @member {Array.<string>} features
                 * @memberof airt.control.v1.Capabilities
                 * @instance
                 */
                Capabilities.prototype.features = $util.emptyArray;

                /**
                 * Creates a new Capabilities instance using the specified properties.
                 * @function create
                 * @memberof airt.control.v1.Capabilities
                 * @static
                 * @param {airt.control.v1.Capabilities.$Properties=} [properties] Properties to set
                 * @returns {airt.control.v1.Capabilities} Capabilities instance
                 * @type {{
                 *   (properties: airt.control.v1.Capabilities.$Shape): airt.control.v1.Capabilities & airt.control.v1.Capabilities.$Shape;
                 *   (properties?: airt.control.v1.Capabilities.$Properties): airt.control.v1.Capabilities;
                 * }}
                 */
                Capabilities.create = function(properties) {
                    return new Capabilities(properties);
                };

                /**
                 * Encodes the specified Capabilities message. Does not implicitly {@link airt.control.v1.Capabilities.verify|verify} messages.
                 * @function encode
                 * @memberof airt.control.v1.Capabilities
                 * @static
                 * @param {airt.control.v1.Capabilities.$Properties} message Capabilities message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                Capabilities.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.actions != null && message.actions.length)
                        writer.uint32(/* id 1, wireType 2 =*/10).int32s(message.actions);
                    if (message.conditionLanguages != null && message.conditionLanguages.length)
                        for (let i = 0; i < message.conditionLanguages.length; ++i)
                            writer.uint32(/* id 2, wireType 2 =*/18).string(message.conditionLanguages[i]);
                    if (message.features != null && message.features.length)
                        for (let i = 0; i < message.features.length; ++i)
                            writer.uint32(/* id 3, wireType 2 =*/26).string(message.features[i]);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a Capabilities message from the specified reader or buffer.
                 * @function decode
                 * @memberof airt.control.v1.Capabilities
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {airt.control.v1.Capabilities & airt.control.v1.Capabilities.$Shape} Capabilities
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                Capabilities.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.airt.control.v1.Capabilities();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType === 2) {
                                    if (!(message.actions && message.actions.length))
                                        message.actions = [];
                                    reader.int32s(message.actions);
                                    continue;
                                }
                                if (wireType !== 0)
                                    break;
                                if (!(message.actions && message.actions.length))
                                    message.actions = [];
                                message.actions.push(reader.int32());
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    break;
                                if (!(message.conditionLanguages && message.conditionLanguages.length))
                                    message.conditionLanguages = [];
                                message.conditionLanguages.push(reader.stringVerify());
                                continue;
                            }
                        case 3: {
                                if (wireType !== 2)
                                    break;
                                if (!(message.features && message.features.length))
                                    message.features = [];
                                message.features.push(reader.stringVerify());
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return Capabilities;
            })();

            /**
             * InterventionPoint enum.
             * @name airt.control.v1.InterventionPoint
             * @enum {number}
             * @property {number} INTERVENTION_POINT_UNSPECIFIED=0 INTERVENTION_POINT_UNSPECIFIED value
             * @property {number} AGENT_START=1 AGENT_START value
             * @property {number} INPUT=2 INPUT value
             * @property {number} PRE_MODEL_CALL=3 PRE_MODEL_CALL value
             * @property {number} POST_MODEL_CALL=4 POST_MODEL_CALL value
             * @property {number} PRE_TOOL_CALL=5 PRE_TOOL_CALL value
             * @property {number} POST_TOOL_CALL=6 POST_TOOL_CALL value
             * @property {number} OUTPUT=7 OUTPUT value
             * @property {number} AGENT_END=8 AGENT_END value
             */
            v1.InterventionPoint = (function() {
                const valuesById = $Object.create(null), values = $Object.create(valuesById);
                values[valuesById[0] = "INTERVENTION_POINT_UNSPECIFIED"] = 0;
                values[valuesById[1] = "AGENT_START"] = 1;
                values[valuesById[2] = "INPUT"] = 2;
                values[valuesById[3] = "PRE_MODEL_CALL"] = 3;
                values[valuesById[4] = "POST_MODEL_CALL"] = 4;
                values[valuesById[5] = "PRE_TOOL_CALL"] = 5;
                values[valuesById[6] = "POST_TOOL_CALL"] = 6;
                values[valuesById[7] = "OUTPUT"] = 7;
                values[valuesById[8] = "AGENT_END"] = 8;
                return values;
            })();

            /**
             * ActionKind enum.
             * @name airt.control.v1.ActionKind
             * @enum {number}
             * @property {number} ACTION_KIND_UNSPECIFIED=0 ACTION_KIND_UNSPECIFIED value
             * @property {number} STEER=1 STEER value
             * @property {number} RETRY=2 RETRY value
             * @property {number} FALLBACK=3 FALLBACK value
             * @property {number} SET_MODEL=4 SET_MODEL value
             * @property {number} CLAMP=5 CLAMP value
             * @property {number} COMPACT=6 COMPACT value
             * @property {number} PATCH_PROMPT=7 PATCH_PROMPT value
             * @property {number} BUDGET=8 BUDGET value
             * @property {number} DENY_TOOL=9 DENY_TOOL value
             * @property {number} HOLD=10 HOLD value
             * @property {number} RESUME=11 RESUME value
             * @property {number} HALT=12 HALT value
             */
            v1.ActionKind = (function() {
                const valuesById = $Object.create(null), values = $Object.create(valuesById);
                values[valuesById[0] = "ACTION_KIND_UNSPECIFIED"] = 0;
                values[valuesById[1] = "STEER"] = 1;
                values[valuesById[2] = "RETRY"] = 2;
                values[valuesById[3] = "FALLBACK"] = 3;
                values[valuesById[4] = "SET_MODEL"] = 4;
                values[valuesById[5] = "CLAMP"] = 5;
                values[valuesById[6] = "COMPACT"] = 6;
                values[valuesById[7] = "PATCH_PROMPT"] = 7;
                values[valuesById[8] = "BUDGET"] = 8;
                values[valuesById[9] = "DENY_TOOL"] = 9;
                values[valuesById[10] = "HOLD"] = 10;
                values[valuesById[11] = "RESUME"] = 11;
                values[valuesById[12] = "HALT"] = 12;
                return values;
            })();

            v1.PolicyAck = (function() {

                /**
                 * Properties of a PolicyAck.
                 * @typedef {Object} airt.control.v1.PolicyAck.$Properties
                 * @property {string|null} [nonce] PolicyAck nonce
                 * @property {Object.<string,string>|null} [versions] PolicyAck versions
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a PolicyAck.
                 * @memberof airt.control.v1
                 * @interface IPolicyAck
                 * @augments airt.control.v1.PolicyAck.$Properties
                 * @deprecated Use airt.control.v1.PolicyAck.$Properties instead.
                 */

                /**
                 * Shape of a PolicyAck.
                 * @typedef {airt.control.v1.PolicyAck.$Properties} airt.control.v1.PolicyAck.$Shape
                 */

                /**
                 * Constructs a new PolicyAck.
                 * @memberof airt.control.v1
                 * @classdesc Represents a PolicyAck.
                 * @constructor
                 * @param {airt.control.v1.PolicyAck.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const PolicyAck = function (properties) {
                    this.versions = {};
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * PolicyAck nonce.
                 * @member {string} nonce
                 * @memberof airt.control.v1.PolicyAck
                 * @instance
                 */
                PolicyAck.prototype.nonce = "";

                /**
                 * PolicyAck versions.
                 * @member {Object.<string,string>} versions
                 * @memberof airt.control.v1.PolicyAck
                 * @instance
                 */
                PolicyAck.prototype.versions = $util.emptyObject;

                /**
                 * Creates a new PolicyAck instance using the specified properties.
                 * @function create
                 * @memberof airt.control.v1.PolicyAck
                 * @static
                 * @param {airt.control.v1.PolicyAck.$Properties=} [properties] Properties to set
                 * @returns {airt.control.v1.PolicyAck} PolicyAck instance
                 * @type {{
                 *   (properties: airt.control.v1.PolicyAck.$Shape): airt.control.v1.PolicyAck & airt.control.v1.PolicyAck.$Shape;
                 *   (properties?: airt.control.v1.PolicyAck.$Properties): airt.control.v1.PolicyAck;
                 * }}
                 */
                PolicyAck.create = function(properties) {
                    return new PolicyAck(properties);
                };

                /**
                 * Encodes the specified PolicyAck message. Does not implicitly {@link airt.control.v1.PolicyAck.verify|verify} messages.
                 * @function encode
                 * @memberof airt.control.v1.PolicyAck
                 * @static
                 * @param {airt.control.v1.PolicyAck.$Properties} message PolicyAck message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                PolicyAck.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.nonce != null && $Object.hasOwnProperty.call(message, "nonce") && message.nonce !== "")
                        writer.uint32(/* id 1, wireType 2 =*/10).string(message.nonce);
                    if (message.versions != null && $Object.hasOwnProperty.call(message, "versions"))
                        for (let keys = $Object.keys(message.versions), i = 0; i < keys.length; ++i)
                            writer.uint32(/* id 2, wireType 2 =*/18).fork().uint32(/* id 1, wireType 2 =*/10).string(keys[i]).uint32(/* id 2, wireType 2 =*/18).string(message.versions[keys[i]]).ldelim();
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a PolicyAck message from the specified reader or buffer.
                 * @function decode
                 * @memberof airt.control.v1.PolicyAck
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {airt.control.v1.PolicyAck & airt.control.v1.PolicyAck.$Shape} PolicyAck
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                PolicyAck.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, key, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.airt.control.v1.PolicyAck();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.nonce = value;
                                else
                                    delete message.nonce;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    break;
                                if (message.versions === $util.emptyObject)
                                    message.versions = {};
                                let end2 = reader.size() + reader.pos;
                                if (end2 > reader.len)
                                    throw $RangeError("index out of range");
                                reader.len = end2;
                                key = "";
                                value = "";
                                while (reader.pos < end2) {
                                    let tag2 = reader.tag();
                                    wireType = tag2 & 7;
                                    switch (tag2 >>>= 3) {
                                    case 1:
                                        if (wireType !== 2)
                                            break;
                                        key = reader.stringVerify();
                                        continue;
                                    case 2:
                                        if (wireType !== 2)
                                            break;
                                        value = reader.stringVerify();
                                        continue;
                                    }
                                    reader.skipType(wireType, _depth, tag2);
                                }
                                if (reader.pos !== end2)
                                    throw $RangeError("index out of range");
                                reader.len = end;
                                if (key === "__proto__")
                                    $util.makeProp(message.versions, key);
                                message.versions[key] = value;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return PolicyAck;
            })();

            v1.PolicyNack = (function() {

                /**
                 * Properties of a PolicyNack.
                 * @typedef {Object} airt.control.v1.PolicyNack.$Properties
                 * @property {string|null} [nonce] PolicyNack nonce
                 * @property {Object.<string,string>|null} [versions] PolicyNack versions
                 * @property {Array.<airt.control.v1.PolicyError.$Properties>|null} [errors] PolicyNack errors
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a PolicyNack.
                 * @memberof airt.control.v1
                 * @interface IPolicyNack
                 * @augments airt.control.v1.PolicyNack.$Properties
                 * @deprecated Use airt.control.v1.PolicyNack.$Properties instead.
                 */

                /**
                 * Shape of a PolicyNack.
                 * @typedef {airt.control.v1.PolicyNack.$Properties} airt.control.v1.PolicyNack.$Shape
                 */

                /**
                 * Constructs a new PolicyNack.
                 * @memberof airt.control.v1
                 * @classdesc Represents a PolicyNack.
                 * @constructor
                 * @param {airt.control.v1.PolicyNack.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const PolicyNack = function (properties) {
                    this.versions = {};
                    this.errors = [];
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * PolicyNack nonce.
                 * @member {string} nonce
                 * @memberof airt.control.v1.PolicyNack
                 * @instance
                 */
                PolicyNack.prototype.nonce = "";

                /**
                 * PolicyNack versions.
                 * @member {Object.<string,string>} versions
                 * @memberof airt.control.v1.PolicyNack
                 * @instance
                 */
                PolicyNack.prototype.versions = $util.emptyObject;

                /**
                 * PolicyNack errors.
                 * @member {Array.<airt.control.v1.PolicyError.$Properties>} errors
                 * @memberof airt.control.v1.PolicyNack
                 * @instance
                 */
                PolicyNack.prototype.errors = $util.emptyArray;

                /**
                 * Creates a new PolicyNack instance using the specified properties.
                 * @function create
                 * @memberof airt.control.v1.PolicyNack
                 * @static
                 * @param {airt.control.v1.PolicyNack.$Properties=} [properties] Properties to set
                 * @returns {airt.control.v1.PolicyNack} PolicyNack instance
                 * @type {{
                 *   (properties: airt.control.v1.PolicyNack.$Shape): airt.control.v1.PolicyNack & airt.control.v1.PolicyNack.$Shape;
                 *   (properties?: airt.control.v1.PolicyNack.$Properties): airt.control.v1.PolicyNack;
                 * }}
                 */
                PolicyNack.create = function(properties) {
                    return new PolicyNack(properties);
                };

                /**
                 * Encodes the specified PolicyNack message. Does not implicitly {@link airt.control.v1.PolicyNack.verify|verify} messages.
                 * @function encode
                 * @memberof airt.control.v1.PolicyNack
                 * @static
                 * @param {airt.control.v1.PolicyNack.$Properties} message PolicyNack message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                PolicyNack.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.nonce != null && $Object.hasOwnProperty.call(message, "nonce") && message.nonce !== "")
                        writer.uint32(/* id 1, wireType 2 =*/10).string(message.nonce);
                    if (message.versions != null && $Object.hasOwnProperty.call(message, "versions"))
                        for (let keys = $Object.keys(message.versions), i = 0; i < keys.length; ++i)
                            writer.uint32(/* id 2, wireType 2 =*/18).fork().uint32(/* id 1, wireType 2 =*/10).string(keys[i]).uint32(/* id 2, wireType 2 =*/18).string(message.versions[keys[i]]).ldelim();
                    if (message.errors != null && message.errors.length)
                        for (let i = 0; i < message.errors.length; ++i)
                            $root.airt.control.v1.PolicyError.encode(message.errors[i], writer.uint32(/* id 3, wireType 2 =*/26).fork(), _depth + 1).ldelim();
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a PolicyNack message from the specified reader or buffer.
                 * @function decode
                 * @memberof airt.control.v1.PolicyNack
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {airt.control.v1.PolicyNack & airt.control.v1.PolicyNack.$Shape} PolicyNack
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                PolicyNack.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, key, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.airt.control.v1.PolicyNack();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.nonce = value;
                                else
                                    delete message.nonce;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    break;
                                if (message.versions === $util.emptyObject)
                                    message.versions = {};
                                let end2 = reader.size() + reader.pos;
                                if (end2 > reader.len)
                                    throw $RangeError("index out of range");
                                reader.len = end2;
                                key = "";
                                value = "";
                                while (reader.pos < end2) {
                                    let tag2 = reader.tag();
                                    wireType = tag2 & 7;
                                    switch (tag2 >>>= 3) {
                                    case 1:
                                        if (wireType !== 2)
                                            break;
                                        key = reader.stringVerify();
                                        continue;
                                    case 2:
                                        if (wireType !== 2)
                                            break;
                                        value = reader.stringVerify();
                                        continue;
                                    }
                                    reader.skipType(wireType, _depth, tag2);
                                }
                                if (reader.pos !== end2)
                                    throw $RangeError("index out of range");
                                reader.len = end;
                                if (key === "__proto__")
                                    $util.makeProp(message.versions, key);
                                message.versions[key] = value;
                                continue;
                            }
                        case 3: {
                                if (wireType !== 2)
                                    break;
                                if (!(message.errors && message.errors.length))
                                    message.errors = [];
                                message.errors.push($root.airt.control.v1.PolicyError.decode(reader, reader.size(), $undefined, _depth + 1));
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return PolicyNack;
            })();

            v1.PolicyError = (function() {

                /**
                 * Properties of a PolicyError.
                 * @typedef {Object} airt.control.v1.PolicyError.$Properties
                 * @property {string|null} [name] PolicyError name
                 * @property {string|null} [version] PolicyError version
                 * @property {string|null} [message] PolicyError message
                 * @property {number|null} [line] PolicyError line
                 * @property {number|null} [column] PolicyError column
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a PolicyError.
                 * @memberof airt.control.v1
                 * @interface IPolicyError
                 * @augments airt.control.v1.PolicyError.$Properties
                 * @deprecated Use airt.control.v1.PolicyError.$Properties instead.
                 */

                /**
                 * Shape of a PolicyError.
                 * @typedef {airt.control.v1.PolicyError.$Properties} airt.control.v1.PolicyError.$Shape
                 */

                /**
                 * Constructs a new PolicyError.
                 * @memberof airt.control.v1
                 * @classdesc Represents a PolicyError.
                 * @constructor
                 * @param {airt.control.v1.PolicyError.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const PolicyError = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * PolicyError name.
                 * @member {string} name
                 * @memberof airt.control.v1.PolicyError
                 * @instance
                 */
                PolicyError.prototype.name = "";

                /**
                 * PolicyError version.
                 * @member {string} version
                 * @memberof airt.control.v1.PolicyError
                 * @instance
                 */
                PolicyError.prototype.version = "";

                /**
                 * PolicyError message.
                 * @member {string} message
                 * @memberof airt.control.v1.PolicyError
                 * @instance
                 */
                PolicyError.prototype.message = "";

                /**
                 * PolicyError line.
                 * @member {number} line
                 * @memberof airt.control.v1.PolicyError
                 * @instance
                 */
                PolicyError.prototype.line = 0;

                /**
                 * PolicyError column.
                 * @member {number} column
                 * @memberof airt.control.v1.PolicyError
                 * @instance
                 */
                PolicyError.prototype.column = 0;

                /**
                 * Creates a new PolicyError instance using the specified properties.
                 * @function create
                 * @memberof airt.control.v1.PolicyError
                 * @static
                 * @param {airt.control.v1.PolicyError.$Properties=} [properties] Properties to set
                 * @returns {airt.control.v1.PolicyError} PolicyError instance
                 * @type {{
                 *   (properties: airt.control.v1.PolicyError.$Shape): airt.control.v1.PolicyError & airt.control.v1.PolicyError.$Shape;
                 *   (properties?: airt.control.v1.PolicyError.$Properties): airt.control.v1.PolicyError;
                 * }}
                 */
                PolicyError.create = function(properties) {
                    return new PolicyError(properties);
                };

                /**
                 * Encodes the specified PolicyError message. Does not implicitly {@link airt.control.v1.PolicyError.verify|verify} messages.
                 * @function encode
                 * @memberof airt.control.v1.PolicyError
                 * @static
                 * @param {airt.control.v1.PolicyError.$Properties} message PolicyError message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                PolicyError.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.name != null && $Object.hasOwnProperty.call(message, "name") && message.name !== "")
                        writer.uint32(/* id 1, wireType 2 =*/10).string(message.name);
                    if (message.version != null && $Object.hasOwnProperty.call(message, "version") && message.version !== "")
                        writer.uint32(/* id 2, wireType 2 =*/18).string(message.version);
                    if (message.message != null && $Object.hasOwnProperty.call(message, "message") && message.message !== "")
                        writer.uint32(/* id 3, wireType 2 =*/26).string(message.message);
                    if (message.line != null && $Object.hasOwnProperty.call(message, "line") && message.line !== 0)
                        writer.uint32(/* id 4, wireType 0 =*/32).int32(message.line);
                    if (message.column != null && $Object.hasOwnProperty.call(message, "column") && message.column !== 0)
                        writer.uint32(/* id 5, wireType 0 =*/40).int32(message.column);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a PolicyError message from the specified reader or buffer.
                 * @function decode
                 * @memberof airt.control.v1.PolicyError
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {airt.control.v1.PolicyError & airt.control.v1.PolicyError.$Shape} PolicyError
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                PolicyError.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.airt.control.v1.PolicyError();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.name = value;
                                else
                                    delete message.name;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.version = value;
                                else
                                    delete message.version;
                                continue;
                            }
                        case 3: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.message = value;
                                else
                                    delete message.message;
                                continue;
                            }
                        case 4: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.int32())
                                    message.line = value;
                                else
                                    delete message.line;
                                continue;
                            }
                        case 5: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.int32())
                                    message.column = value;
                                else
                                    delete message.column;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return PolicyError;
            })();

            v1.DirectiveOutcome = (function() {

                /**
                 * Properties of a DirectiveOutcome.
                 * @typedef {Object} airt.control.v1.DirectiveOutcome.$Properties
                 * @property {string|null} [directiveId] DirectiveOutcome directiveId
                 * @property {airt.control.v1.OutcomeStatus|null} [status] DirectiveOutcome status
                 * @property {Uint8Array|null} [traceId] DirectiveOutcome traceId
                 * @property {Uint8Array|null} [spanId] DirectiveOutcome spanId
                 * @property {number|null} [appliedAtUnixMs] DirectiveOutcome appliedAtUnixMs
                 * @property {number|null} [latencyMs] DirectiveOutcome latencyMs
                 * @property {string|null} [reason] DirectiveOutcome reason
                 * @property {airt.control.v1.InterventionPoint|null} [point] DirectiveOutcome point
                 * @property {Array.<string>|null} [changes] DirectiveOutcome changes
                 * @property {boolean|null} [dryRun] DirectiveOutcome dryRun
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a DirectiveOutcome.
                 * @memberof airt.control.v1
                 * @interface IDirectiveOutcome
                 * @augments airt.control.v1.DirectiveOutcome.$Properties
                 * @deprecated Use airt.control.v1.DirectiveOutcome.$Properties instead.
                 */

                /**
                 * Shape of a DirectiveOutcome.
                 * @typedef {airt.control.v1.DirectiveOutcome.$Properties} airt.control.v1.DirectiveOutcome.$Shape
                 */

                /**
                 * Constructs a new DirectiveOutcome.
                 * @memberof airt.control.v1
                 * @classdesc Represents a DirectiveOutcome.
                 * @constructor
                 * @param {airt.control.v1.DirectiveOutcome.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const DirectiveOutcome = function (properties) {
                    this.changes = [];
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * DirectiveOutcome directiveId.
                 * @member {string} directiveId
                 * @memberof airt.control.v1.DirectiveOutcome
                 * @instance
                 */
                DirectiveOutcome.prototype.directiveId = "";

                /**
                 * DirectiveOutcome status.
                 * @member {airt.control.v1.OutcomeStatus} status
                 * @memberof airt.control.v1.DirectiveOutcome
                 * @instance
                 */
                DirectiveOutcome.prototype.status = 0;

                /**
                 * DirectiveOutcome traceId.
                 * @member {Uint8Array} traceId
                 * @memberof airt.control.v1.DirectiveOutcome
                 * @instance
                 */
                DirectiveOutcome.prototype.traceId = $util.newBuffer([]);

                /**
                 * DirectiveOutcome spanId.
                 * @member {Uint8Array} spanId
                 * @memberof airt.control.v1.DirectiveOutcome
                 * @instance
                 */
                DirectiveOutcome.prototype.spanId = $util.newBuffer([]);

                /**
                 * DirectiveOutcome appliedAtUnixMs.
                 * @member {number} appliedAtUnixMs
                 * @memberof airt.control.v1.DirectiveOutcome
                 * @instance
                 */
                DirectiveOutcome.prototype.appliedAtUnixMs = 0;

                /**
                 * DirectiveOutcome latencyMs.
                 * @member {number} latencyMs
                 * @memberof airt.control.v1.DirectiveOutcome
                 * @instance
                 */
                DirectiveOutcome.prototype.latencyMs = 0;

                /**
                 * DirectiveOutcome reason.
                 * @member {string} reason
                 * @memberof airt.control.v1.DirectiveOutcome
                 * @instance
                 */
                DirectiveOutcome.prototype.reason = "";

                /**
                 * DirectiveOutcome point.
                 * @member {airt.control.v1.InterventionPoint} point
                 * @memberof airt.control.v1.DirectiveOutcome
                 * @instance
                 */
                DirectiveOutcome.prototype.point = 0;

                /**
                 * DirectiveOutcome changes.
                 * @member {Array.<string>} changes
                 * @memberof airt.control.v1.DirectiveOutcome
                 * @instance
                 */
                DirectiveOutcome.prototype.changes = $util.emptyArray;

                /**
                 * DirectiveOutcome dryRun.
                 * @member {boolean} dryRun
                 * @memberof airt.control.v1.DirectiveOutcome
                 * @instance
                 */
                DirectiveOutcome.prototype.dryRun = false;

                /**
                 * Creates a new DirectiveOutcome instance using the specified properties.
                 * @function create
                 * @memberof airt.control.v1.DirectiveOutcome
                 * @static
                 * @param {airt.control.v1.DirectiveOutcome.$Properties=} [properties] Properties to set
                 * @returns {airt.control.v1.DirectiveOutcome} DirectiveOutcome instance
                 * @type {{
                 *   (properties: airt.control.v1.DirectiveOutcome.$Shape): airt.control.v1.DirectiveOutcome & airt.control.v1.DirectiveOutcome.$Shape;
                 *   (properties?: airt.control.v1.DirectiveOutcome.$Properties): airt.control.v1.DirectiveOutcome;
                 * }}
                 */
                DirectiveOutcome.create = function(properties) {
                    return new DirectiveOutcome(properties);
                };

                /**
                 * Encodes the specified DirectiveOutcome message. Does not implicitly {@link airt.control.v1.DirectiveOutcome.verify|verify} messages.
                 * @function encode
                 * @memberof airt.control.v1.DirectiveOutcome
                 * @static
                 * @param {airt.control.v1.DirectiveOutcome.$Properties} message DirectiveOutcome message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                DirectiveOutcome.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.directiveId != null && $Object.hasOwnProperty.call(message, "directiveId") && message.directiveId !== "")
                        writer.uint32(/* id 1, wireType 2 =*/10).string(message.directiveId);
                    if (message.status != null && $Object.hasOwnProperty.call(message, "status") && message.status !== 0)
                        writer.uint32(/* id 2, wireType 0 =*/16).int32(message.status);
                    if (message.traceId != null && $Object.hasOwnProperty.call(message, "traceId") && message.traceId.length)
                        writer.uint32(/* id 3, wireType 2 =*/26).bytes(message.traceId);
                    if (message.spanId != null && $Object.hasOwnProperty.call(message, "spanId") && message.spanId.length)
                        writer.uint32(/* id 4, wireType 2 =*/34).bytes(message.spanId);
                    if (message.appliedAtUnixMs != null && $Object.hasOwnProperty.call(message, "appliedAtUnixMs") && (typeof message.appliedAtUnixMs === "object" ? message.appliedAtUnixMs.low || message.appliedAtUnixMs.high : message.appliedAtUnixMs !== 0))
                        writer.uint32(/* id 5, wireType 0 =*/40).int64(message.appliedAtUnixMs);
                    if (message.latencyMs != null && $Object.hasOwnProperty.call(message, "latencyMs") && !$Object.is(message.latencyMs, 0))
                        writer.uint32(/* id 6, wireType 1 =*/49).double(message.latencyMs);
                    if (message.reason != null && $Object.hasOwnProperty.call(message, "reason") && message.reason !== "")
                        writer.uint32(/* id 7, wireType 2 =*/58).string(message.reason);
                    if (message.point != null && $Object.hasOwnProperty.call(message, "point") && message.point !== 0)
                        writer.uint32(/* id 8, wireType 0 =*/64).int32(message.point);
                    if (message.changes != null && message.changes.length)
                        for (let i = 0; i < message.changes.length; ++i)
                            writer.uint32(/* id 9, wireType 2 =*/74).string(message.changes[i]);
                    if (message.dryRun != null && $Object.hasOwnProperty.call(message, "dryRun") && message.dryRun !== false)
                        writer.uint32(/* id 10, wireType 0 =*/80).bool(message.dryRun);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a DirectiveOutcome message from the specified reader or buffer.
                 * @function decode
                 * @memberof airt.control.v1.DirectiveOutcome
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {airt.control.v1.DirectiveOutcome & airt.control.v1.DirectiveOutcome.$Shape} DirectiveOutcome
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                DirectiveOutcome.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.airt.control.v1.DirectiveOutcome();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.directiveId = value;
                                else
                                    delete message.directiveId;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.int32())
                                    message.status = value;
                                else
                                    delete message.status;
                                continue;
                            }
                        case 3: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.traceId = value;
                                else
                                    delete message.traceId;
                                continue;
                            }
                        case 4: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.spanId = value;
                                else
                                    delete message.spanId;
                                continue;
                            }
                        case 5: {
                                if (wireType !== 0)
                                    break;
                                if (typeof (value = $number(reader.int64())) === "object" ? value.low || value.high : value !== 0)
                                    message.appliedAtUnixMs = value;
                                else
                                    delete message.appliedAtUnixMs;
                                continue;
                            }
                        case 6: {
                                if (wireType !== 1)
                                    break;
                                if (!$Object.is(value = reader.double(), 0))
                                    message.latencyMs = value;
                                else
                                    delete message.latencyMs;
                                continue;
                            }
                        case 7: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.reason = value;
                                else
                                    delete message.reason;
                                continue;
                            }
                        case 8: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.int32())
                                    message.point = value;
                                else
                                    delete message.point;
                                continue;
                            }
                        case 9: {
                                if (wireType !== 2)
                                    break;
                                if (!(message.changes && message.changes.length))
                                    message.changes = [];
                                message.changes.push(reader.stringVerify());
                                continue;
                            }
                        case 10: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.bool())
                                    message.dryRun = value;
                                else
                                    delete message.dryRun;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return DirectiveOutcome;
            })();

            /**
             * OutcomeStatus enum.
             * @name airt.control.v1.OutcomeStatus
             * @enum {number}
             * @property {number} OUTCOME_STATUS_UNSPECIFIED=0 OUTCOME_STATUS_UNSPECIFIED value
             * @property {number} APPLIED=1 APPLIED value
             * @property {number} NOT_APPLICABLE=2 NOT_APPLICABLE value
             * @property {number} EXPIRED=3 EXPIRED value
             * @property {number} SUPERSEDED=4 SUPERSEDED value
             * @property {number} REJECTED=5 REJECTED value
             * @property {number} FAILED=6 FAILED value
             */
            v1.OutcomeStatus = (function() {
                const valuesById = $Object.create(null), values = $Object.create(valuesById);
                values[valuesById[0] = "OUTCOME_STATUS_UNSPECIFIED"] = 0;
                values[valuesById[1] = "APPLIED"] = 1;
                values[valuesById[2] = "NOT_APPLICABLE"] = 2;
                values[valuesById[3] = "EXPIRED"] = 3;
                values[valuesById[4] = "SUPERSEDED"] = 4;
                values[valuesById[5] = "REJECTED"] = 5;
                values[valuesById[6] = "FAILED"] = 6;
                return values;
            })();

            v1.Checkpoint = (function() {

                /**
                 * Properties of a Checkpoint.
                 * @typedef {Object} airt.control.v1.Checkpoint.$Properties
                 * @property {string|null} [checkpointId] Checkpoint checkpointId
                 * @property {airt.control.v1.InterventionPoint|null} [point] Checkpoint point
                 * @property {Uint8Array|null} [traceId] Checkpoint traceId
                 * @property {Uint8Array|null} [spanId] Checkpoint spanId
                 * @property {number|null} [deadlineMs] Checkpoint deadlineMs
                 * @property {number|null} [afterSpanEndUnixMs] Checkpoint afterSpanEndUnixMs
                 * @property {Object.<string,string>|null} [subject] Checkpoint subject
                 * @property {string|null} [policyName] Checkpoint policyName
                 * @property {string|null} [ruleName] Checkpoint ruleName
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a Checkpoint.
                 * @memberof airt.control.v1
                 * @interface ICheckpoint
                 * @augments airt.control.v1.Checkpoint.$Properties
                 * @deprecated Use airt.control.v1.Checkpoint.$Properties instead.
                 */

                /**
                 * Shape of a Checkpoint.
                 * @typedef {airt.control.v1.Checkpoint.$Properties} airt.control.v1.Checkpoint.$Shape
                 */

                /**
                 * Constructs a new Checkpoint.
                 * @memberof airt.control.v1
                 * @classdesc Represents a Checkpoint.
                 * @constructor
                 * @param {airt.control.v1.Checkpoint.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const Checkpoint = function (properties) {
                    this.subject = {};
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * Checkpoint checkpointId.
                 * @member {string} checkpointId
                 * @memberof airt.control.v1.Checkpoint
                 * @instance
                 */
                Checkpoint.prototype.checkpointId = "";

                /**
                 * Checkpoint point.
                 * @member {airt.control.v1.InterventionPoint} point
                 * @memberof airt.control.v1.Checkpoint
                 * @instance
                 */
                Checkpoint.prototype.point = 0;

                /**
                 * Checkpoint traceId.
                 * @member {Uint8Array} traceId
                 * @memberof airt.control.v1.Checkpoint
                 * @instance
                 */
                Checkpoint.prototype.traceId = $util.newBuffer([]);

                /**
                 * Checkpoint spanId.
                 * @member {Uint8Array} spanId
                 * @memberof airt.control.v1.Checkpoint
                 * @instance
                 */
                Checkpoint.prototype.spanId = $util.newBuffer([]);

                /**
                 * Checkpoint deadlineMs.
                 * @member {number} deadlineMs
                 * @memberof airt.control.v1.Checkpoint
                 * @instance
                 */
                Checkpoint.prototype.deadlineMs = 0;

                /**
                 * Checkpoint afterSpanEndUnixMs.
                 * @member {number} afterSpanEndUnixMs
                 * @memberof airt.control.v1.Checkpoint
                 * @instance
                 */
                Checkpoint.prototype.afterSpanEndUnixMs = 0;

                /**
                 * Checkpoint subject.
                 * @member {Object.<string,string>} subject
                 * @memberof airt.control.v1.Checkpoint
                 * @instance
                 */
                Checkpoint.prototype.subject = $util.emptyObject;

                /**
                 * Checkpoint policyName.
                 * @member {string} policyName
                 * @memberof airt.control.v1.Checkpoint
                 * @instance
                 */
                Checkpoint.prototype.policyName = "";

                /**
                 * Checkpoint ruleName.
                 * @member {string} ruleName
                 * @memberof airt.control.v1.Checkpoint
                 * @instance
                 */
                Checkpoint.prototype.ruleName = "";

                /**
                 * Creates a new Checkpoint instance using the specified properties.
                 * @function create
                 * @memberof airt.control.v1.Checkpoint
                 * @static
                 * @param {airt.control.v1.Checkpoint.$Properties=} [properties] Properties to set
                 * @returns {airt.control.v1.Checkpoint} Checkpoint instance
                 * @type {{
                 *   (properties: airt.control.v1.Checkpoint.$Shape): airt.control.v1.Checkpoint & airt.control.v1.Checkpoint.$Shape;
                 *   (properties?: airt.control.v1.Checkpoint.$Properties): airt.control.v1.Checkpoint;
                 * }}
                 */
                Checkpoint.create = function(properties) {
                    return new Checkpoint(properties);
                };

                /**
                 * Encodes the specified Checkpoint message. Does not implicitly {@link airt.control.v1.Checkpoint.verify|verify} messages.
                 * @function encode
                 * @memberof airt.control.v1.Checkpoint
                 * @static
                 * @param {airt.control.v1.Checkpoint.$Properties} message Checkpoint message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                Checkpoint.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.checkpointId != null && $Object.hasOwnProperty.call(message, "checkpointId") && message.checkpointId !== "")
                        writer.uint32(/* id 1, wireType 2 =*/10).string(message.checkpointId);
                    if (message.point != null && $Object.hasOwnProperty.call(message, "point") && message.point !== 0)
                        writer.uint32(/* id 2, wireType 0 =*/16).int32(message.point);
                    if (message.traceId != null && $Object.hasOwnProperty.call(message, "traceId") && message.traceId.length)
                        writer.uint32(/* id 3, wireType 2 =*/26).bytes(message.traceId);
                    if (message.spanId != null && $Object.hasOwnProperty.call(message, "spanId") && message.spanId.length)
                        writer.uint32(/* id 4, wireType 2 =*/34).bytes(message.spanId);
                    if (message.deadlineMs != null && $Object.hasOwnProperty.call(message, "deadlineMs") && message.deadlineMs !== 0)
                        writer.uint32(/* id 5, wireType 0 =*/40).int32(message.deadlineMs);
                    if (message.afterSpanEndUnixMs != null && $Object.hasOwnProperty.call(message, "afterSpanEndUnixMs") && (typeof message.afterSpanEndUnixMs === "object" ? message.afterSpanEndUnixMs.low || message.afterSpanEndUnixMs.high : message.afterSpanEndUnixMs !== 0))
                        writer.uint32(/* id 6, wireType 0 =*/48).int64(message.afterSpanEndUnixMs);
                    if (message.subject != null && $Object.hasOwnProperty.call(message, "subject"))
                        for (let keys = $Object.keys(message.subject), i = 0; i < keys.length; ++i)
                            writer.uint32(/* id 7, wireType 2 =*/58).fork().uint32(/* id 1, wireType 2 =*/10).string(keys[i]).uint32(/* id 2, wireType 2 =*/18).string(message.subject[keys[i]]).ldelim();
                    if (message.policyName != null && $Object.hasOwnProperty.call(message, "policyName") && message.policyName !== "")
                        writer.uint32(/* id 8, wireType 2 =*/66).string(message.policyName);
                    if (message.ruleName != null && $Object.hasOwnProperty.call(message, "ruleName") && message.ruleName !== "")
                        writer.uint32(/* id 9, wireType 2 =*/74).string(message.ruleName);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a Checkpoint message from the specified reader or buffer.
                 * @function decode
                 * @memberof airt.control.v1.Checkpoint
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {airt.control.v1.Checkpoint & airt.control.v1.Checkpoint.$Shape} Checkpoint
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                Checkpoint.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, key, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.airt.control.v1.Checkpoint();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.checkpointId = value;
                                else
                                    delete message.checkpointId;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.int32())
                                    message.point = value;
                                else
                                    delete message.point;
                                continue;
                            }
                        case 3: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.traceId = value;
                                else
                                    delete message.traceId;
                                continue;
                            }
                        case 4: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.spanId = value;
                                else
                                    delete message.spanId;
                                continue;
                            }
                        case 5: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.int32())
                                    message.deadlineMs = value;
                                else
                                    delete message.deadlineMs;
                                continue;
                            }
                        case 6: {
                                if (wireType !== 0)
                                    break;
                                if (typeof (value = $number(reader.int64())) === "object" ? value.low || value.high : value !== 0)
                                    message.afterSpanEndUnixMs = value;
                                else
                                    delete message.afterSpanEndUnixMs;
                                continue;
                            }
                        case 7: {
                                if (wireType !== 2)
                                    break;
                                if (message.subject === $util.emptyObject)
                                    message.subject = {};
                                let end2 = reader.size() + reader.pos;
                                if (end2 > reader.len)
                                    throw $RangeError("index out of range");
                                reader.len = end2;
                                key = "";
                                value = "";
                                while (reader.pos < end2) {
                                    let tag2 = reader.tag();
                                    wireType = tag2 & 7;
                                    switch (tag2 >>>= 3) {
                                    case 1:
                                        if (wireType !== 2)
                                            break;
                                        key = reader.stringVerify();
                                        continue;
                                    case 2:
                                        if (wireType !== 2)
                                            break;
                                        value = reader.stringVerify();
                                        continue;
                                    }
                                    reader.skipType(wireType, _depth, tag2);
                                }
                                if (reader.pos !== end2)
                                    throw $RangeError("index out of range");
                                reader.len = end;
                                if (key === "__proto__")
                                    $util.makeProp(message.subject, key);
                                message.subject[key] = value;
                                continue;
                            }
                        case 8: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.policyName = value;
                                else
                                    delete message.policyName;
                                continue;
                            }
                        case 9: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.ruleName = value;
                                else
                                    delete message.ruleName;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return Checkpoint;
            })();

            v1.Signal = (function() {

                /**
                 * Properties of a Signal.
                 * @typedef {Object} airt.control.v1.Signal.$Properties
                 * @property {airt.control.v1.SignalKind|null} [kind] Signal kind
                 * @property {Uint8Array|null} [traceId] Signal traceId
                 * @property {Uint8Array|null} [spanId] Signal spanId
                 * @property {number|null} [atUnixMs] Signal atUnixMs
                 * @property {string|null} [operation] Signal operation
                 * @property {Object.<string,string>|null} [attributes] Signal attributes
                 * @property {string|null} [approvalId] Signal approvalId
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a Signal.
                 * @memberof airt.control.v1
                 * @interface ISignal
                 * @augments airt.control.v1.Signal.$Properties
                 * @deprecated Use airt.control.v1.Signal.$Properties instead.
                 */

                /**
                 * Shape of a Signal.
                 * @typedef {airt.control.v1.Signal.$Properties} airt.control.v1.Signal.$Shape
                 */

                /**
                 * Constructs a new Signal.
                 * @memberof airt.control.v1
                 * @classdesc Represents a Signal.
                 * @constructor
                 * @param {airt.control.v1.Signal.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const Signal = function (properties) {
                    this.attributes = {};
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * Signal kind.
                 * @member {airt.control.v1.SignalKind} kind
                 * @memberof airt.control.v1.Signal
                 * @instance
                 */
                Signal.prototype.kind = 0;

                /**
                 * Signal traceId.
                 * @member {Uint8Array} traceId
                 * @memberof airt.control.v1.Signal
                 * @instance
                 */
                Signal.prototype.traceId = $util.newBuffer([]);

                /**
                 * Signal spanId.
                 * @member {Uint8Array} spanId
                 * @memberof airt.control.v1.Signal
                 * @instance
                 */
                Signal.prototype.spanId = $util.newBuffer([]);

                /**
                 * Signal atUnixMs.
                 * @member {number} atUnixMs
                 * @memberof airt.control.v1.Signal
                 * @instance
                 */
                Signal.prototype.atUnixMs = 0;

                /**
                 * Signal operation.
                 * @member {string} operation
                 * @memberof airt.control.v1.Signal
                 * @instance
                 */
                Signal.prototype.operation = "";

                /**
                 * Signal attributes.
                 * @member {Object.<string,string>} attributes
                 * @memberof airt.control.v1.Signal
                 * @instance
                 */
                Signal.prototype.attributes = $util.emptyObject;

                /**
                 * Signal approvalId.
                 * @member {string} approvalId
                 * @memberof airt.control.v1.Signal
                 * @instance
                 */
                Signal.prototype.approvalId = "";

                /**
                 * Creates a new Signal instance using the specified properties.
                 * @function create
                 * @memberof airt.control.v1.Signal
                 * @static
                 * @param {airt.control.v1.Signal.$Properties=} [properties] Properties to set
                 * @returns {airt.control.v1.Signal} Signal instance
                 * @type {{
                 *   (properties: airt.control.v1.Signal.$Shape): airt.control.v1.Signal & airt.control.v1.Signal.$Shape;
                 *   (properties?: airt.control.v1.Signal.$Properties): airt.control.v1.Signal;
                 * }}
                 */
                Signal.create = function(properties) {
                    return new Signal(properties);
                };

                /**
                 * Encodes the specified Signal message. Does not implicitly {@link airt.control.v1.Signal.verify|verify} messages.
                 * @function encode
                 * @memberof airt.control.v1.Signal
                 * @static
                 * @param {airt.control.v1.Signal.$Properties} message Signal message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                Signal.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.kind != null && $Object.hasOwnProperty.call(message, "kind") && message.kind !== 0)
                        writer.uint32(/* id 1, wireType 0 =*/8).int32(message.kind);
                    if (message.traceId != null && $Object.hasOwnProperty.call(message, "traceId") && message.traceId.length)
                        writer.uint32(/* id 2, wireType 2 =*/18).bytes(message.traceId);
                    if (message.spanId != null && $Object.hasOwnProperty.call(message, "spanId") && message.spanId.length)
                        writer.uint32(/* id 3, wireType 2 =*/26).bytes(message.spanId);
                    if (message.atUnixMs != null && $Object.hasOwnProperty.call(message, "atUnixMs") && (typeof message.atUnixMs === "object" ? message.atUnixMs.low || message.atUnixMs.high : message.atUnixMs !== 0))
                        writer.uint32(/* id 4, wireType 0 =*/32).int64(message.atUnixMs);
                    if (message.operation != null && $Object.hasOwnProperty.call(message, "operation") && message.operation !== "")
                        writer.uint32(/* id 5, wireType 2 =*/42).string(message.operation);
                    if (message.attributes != null && $Object.hasOwnProperty.call(message, "attributes"))
                        for (let keys = $Object.keys(message.attributes), i = 0; i < keys.length; ++i)
                            writer.uint32(/* id 6, wireType 2 =*/50).fork().uint32(/* id 1, wireType 2 =*/10).string(keys[i]).uint32(/* id 2, wireType 2 =*/18).string(message.attributes[keys[i]]).ldelim();
                    if (message.approvalId != null && $Object.hasOwnProperty.call(message, "approvalId") && message.approvalId !== "")
                        writer.uint32(/* id 7, wireType 2 =*/58).string(message.approvalId);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a Signal message from the specified reader or buffer.
                 * @function decode
                 * @memberof airt.control.v1.Signal
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {airt.control.v1.Signal & airt.control.v1.Signal.$Shape} Signal
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                Signal.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, key, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.airt.control.v1.Signal();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.int32())
                                    message.kind = value;
                                else
                                    delete message.kind;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.traceId = value;
                                else
                                    delete message.traceId;
                                continue;
                            }
                        case 3: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.spanId = value;
                                else
                                    delete message.spanId;
                                continue;
                            }
                        case 4: {
                                if (wireType !== 0)
                                    break;
                                if (typeof (value = $number(reader.int64())) === "object" ? value.low || value.high : value !== 0)
                                    message.atUnixMs = value;
                                else
                                    delete message.atUnixMs;
                                continue;
                            }
                        case 5: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.operation = value;
                                else
                                    delete message.operation;
                                continue;
                            }
                        case 6: {
                                if (wireType !== 2)
                                    break;
                                if (message.attributes === $util.emptyObject)
                                    message.attributes = {};
                                let end2 = reader.size() + reader.pos;
                                if (end2 > reader.len)
                                    throw $RangeError("index out of range");
                                reader.len = end2;
                                key = "";
                                value = "";
                                while (reader.pos < end2) {
                                    let tag2 = reader.tag();
                                    wireType = tag2 & 7;
                                    switch (tag2 >>>= 3) {
                                    case 1:
                                        if (wireType !== 2)
                                            break;
                                        key = reader.stringVerify();
                                        continue;
                                    case 2:
                                        if (wireType !== 2)
                                            break;
                                        value = reader.stringVerify();
                                        continue;
                                    }
                                    reader.skipType(wireType, _depth, tag2);
                                }
                                if (reader.pos !== end2)
                                    throw $RangeError("index out of range");
                                reader.len = end;
                                if (key === "__proto__")
                                    $util.makeProp(message.attributes, key);
                                message.attributes[key] = value;
                                continue;
                            }
                        case 7: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.approvalId = value;
                                else
                                    delete message.approvalId;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return Signal;
            })();

            /**
             * SignalKind enum.
             * @name airt.control.v1.SignalKind
             * @enum {number}
             * @property {number} SIGNAL_KIND_UNSPECIFIED=0 SIGNAL_KIND_UNSPECIFIED value
             * @property {number} OPERATION_STARTED=1 OPERATION_STARTED value
             * @property {number} STILL_RUNNING=2 STILL_RUNNING value
             * @property {number} STALLED=3 STALLED value
             * @property {number} APPROVAL_NEEDED=4 APPROVAL_NEEDED value
             * @property {number} RUN_STARTED=5 RUN_STARTED value
             * @property {number} RUN_ENDED=6 RUN_ENDED value
             */
            v1.SignalKind = (function() {
                const valuesById = $Object.create(null), values = $Object.create(valuesById);
                values[valuesById[0] = "SIGNAL_KIND_UNSPECIFIED"] = 0;
                values[valuesById[1] = "OPERATION_STARTED"] = 1;
                values[valuesById[2] = "STILL_RUNNING"] = 2;
                values[valuesById[3] = "STALLED"] = 3;
                values[valuesById[4] = "APPROVAL_NEEDED"] = 4;
                values[valuesById[5] = "RUN_STARTED"] = 5;
                values[valuesById[6] = "RUN_ENDED"] = 6;
                return values;
            })();

            v1.Health = (function() {

                /**
                 * Properties of a Health.
                 * @typedef {Object} airt.control.v1.Health.$Properties
                 * @property {boolean|null} [healthy] Health healthy
                 * @property {string|null} [lastError] Health lastError
                 * @property {Object.<string,number>|null} [failures] Health failures
                 * @property {number|null} [spansDropped] Health spansDropped
                 * @property {number|null} [messagesDropped] Health messagesDropped
                 * @property {number|null} [eventLoopDelayP99Ms] Health eventLoopDelayP99Ms
                 * @property {Array.<airt.control.v1.HealthCondition.$Properties>|null} [conditions] Health conditions
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a Health.
                 * @memberof airt.control.v1
                 * @interface IHealth
                 * @augments airt.control.v1.Health.$Properties
                 * @deprecated Use airt.control.v1.Health.$Properties instead.
                 */

                /**
                 * Shape of a Health.
                 * @typedef {airt.control.v1.Health.$Properties} airt.control.v1.Health.$Shape
                 */

                /**
                 * Constructs a new Health.
                 * @memberof airt.control.v1
                 * @classdesc Represents a Health.
                 * @constructor
                 * @param {airt.control.v1.Health.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const Health = function (properties) {
                    this.failures = {};
                    this.conditions = [];
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * Health healthy.
                 * @member {boolean} healthy
                 * @memberof airt.control.v1.Health
                 * @instance
                 */
                Health.prototype.healthy = false;

                /**
                 * Health lastError.
                 * @member {string} lastError
                 * @memberof airt.control.v1.Health
                 * @instance
                 */
                Health.prototype.lastError = "";

                /**
                 * Health failures.
                 * @member {Object.<string,number>} failures
                 * @memberof airt.control.v1.Health
                 * @instance
                 */
                Health.prototype.failures = $util.emptyObject;

                /**
                 * Health spansDropped.
                 * @member {number} spansDropped
                 * @memberof airt.control.v1.Health
                 * @instance
                 */
                Health.prototype.spansDropped = 0;

                /**
                 * Health messagesDropped.
                 * @member {number} messagesDropped
                 * @memberof airt.control.v1.Health
                 * @instance
                 */
                Health.prototype.messagesDropped = 0;

                /**
                 * Health eventLoopDelayP99Ms.
                 * @member {number} eventLoopDelayP99Ms
                 * @memberof airt.control.v1.Health
                 * @instance
                 */
                Health.prototype.eventLoopDelayP99Ms = 0;

                /**
                 * Health conditions.
                 * @member {Array.<airt.control.v1.HealthCondition.$Properties>} conditions
                 * @memberof airt.control.v1.Health
                 * @instance
                 */
                Health.prototype.conditions = $util.emptyArray;

                /**
                 * Creates a new Health instance using the specified properties.
                 * @function create
                 * @memberof airt.control.v1.Health
                 * @static
                 * @param {airt.control.v1.Health.$Properties=} [properties] Properties to set
                 * @returns {airt.control.v1.Health} Health instance
                 * @type {{
                 *   (properties: airt.control.v1.Health.$Shape): airt.control.v1.Health & airt.control.v1.Health.$Shape;
                 *   (properties?: airt.control.v1.Health.$Properties): airt.control.v1.Health;
                 * }}
                 */
                Health.create = function(properties) {
                    return new Health(properties);
                };

                /**
                 * Encodes the specified Health message. Does not implicitly {@link airt.control.v1.Health.verify|verify} messages.
                 * @function encode
                 * @memberof airt.control.v1.Health
                 * @static
                 * @param {airt.control.v1.Health.$Properties} message Health message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                Health.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.healthy != null && $Object.hasOwnProperty.call(message, "healthy") && message.healthy !== false)
                        writer.uint32(/* id 1, wireType 0 =*/8).bool(message.healthy);
                    if (message.lastError != null && $Object.hasOwnProperty.call(message, "lastError") && message.lastError !== "")
                        writer.uint32(/* id 2, wireType 2 =*/18).string(message.lastError);
                    if (message.failures != null && $Object.hasOwnProperty.call(message, "failures"))
                        for (let keys = $Object.keys(message.failures), i = 0; i < keys.length; ++i)
                            writer.uint32(/* id 3, wireType 2 =*/26).fork().uint32(/* id 1, wireType 2 =*/10).string(keys[i]).uint32(/* id 2, wireType 0 =*/16).uint64(message.failures[keys[i]]).ldelim();
                    if (message.spansDropped != null && $Object.hasOwnProperty.call(message, "spansDropped") && (typeof message.spansDropped === "object" ? message.spansDropped.low || message.spansDropped.high : message.spansDropped !== 0))
                        writer.uint32(/* id 4, wireType 0 =*/32).uint64(message.spansDropped);
                    if (message.messagesDropped != null && $Object.hasOwnProperty.call(message, "messagesDropped") && (typeof message.messagesDropped === "object" ? message.messagesDropped.low || message.messagesDropped.high : message.messagesDropped !== 0))
                        writer.uint32(/* id 5, wireType 0 =*/40).uint64(message.messagesDropped);
                    if (message.eventLoopDelayP99Ms != null && $Object.hasOwnProperty.call(message, "eventLoopDelayP99Ms") && !$Object.is(message.eventLoopDelayP99Ms, 0))
                        writer.uint32(/* id 6, wireType 1 =*/49).double(message.eventLoopDelayP99Ms);
                    if (message.conditions != null && message.conditions.length)
                        for (let i = 0; i < message.conditions.length; ++i)
                            $root.airt.control.v1.HealthCondition.encode(message.conditions[i], writer.uint32(/* id 7, wireType 2 =*/58).fork(), _depth + 1).ldelim();
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a Health message from the specified reader or buffer.
                 * @function decode
                 * @memberof airt.control.v1.Health
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {airt.control.v1.Health & airt.control.v1.Health.$Shape} Health
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                Health.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, key, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.airt.control.v1.Health();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.bool())
                                    message.healthy = value;
                                else
                                    delete message.healthy;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.lastError = value;
                                else
                                    delete message.lastError;
                                continue;
                            }
                        case 3: {
                                if (wireType !== 2)
                                    break;
                                if (message.failures === $util.emptyObject)
                                    message.failures = {};
                                let end2 = reader.size() + reader.pos;
                                if (end2 > reader.len)
                                    throw $RangeError("index out of range");
                                reader.len = end2;
                                key = "";
                                value = 0;
                                while (reader.pos < end2) {
                                    let tag2 = reader.tag();
                                    wireType = tag2 & 7;
                                    switch (tag2 >>>= 3) {
                                    case 1:
                                        if (wireType !== 2)
                                            break;
                                        key = reader.stringVerify();
                                        continue;
                                    case 2:
                                        if (wireType !== 0)
                                            break;
                                        value = $number(reader.uint64());
                                        continue;
                                    }
                                    reader.skipType(wireType, _depth, tag2);
                                }
                                if (reader.pos !== end2)
                                    throw $RangeError("index out of range");
                                reader.len = end;
                                if (key === "__proto__")
                                    $util.makeProp(message.failures, key);
                                message.failures[key] = value;
                                continue;
                            }
                        case 4: {
                                if (wireType !== 0)
                                    break;
                                if (typeof (value = $number(reader.uint64())) === "object" ? value.low || value.high : value !== 0)
                                    message.spansDropped = value;
                                else
                                    delete message.spansDropped;
                                continue;
                            }
                        case 5: {
                                if (wireType !== 0)
                                    break;
                                if (typeof (value = $number(reader.uint64())) === "object" ? value.low || value.high : value !== 0)
                                    message.messagesDropped = value;
                                else
                                    delete message.messagesDropped;
                                continue;
                            }
                        case 6: {
                                if (wireType !== 1)
                                    break;
                                if (!$Object.is(value = reader.double(), 0))
                                    message.eventLoopDelayP99Ms = value;
                                else
                                    delete message.eventLoopDelayP99Ms;
                                continue;
                            }
                        case 7: {
                                if (wireType !== 2)
                                    break;
                                if (!(message.conditions && message.conditions.length))
                                    message.conditions = [];
                                message.conditions.push($root.airt.control.v1.HealthCondition.decode(reader, reader.size(), $undefined, _depth + 1));
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return Health;
            })();

            v1.HealthCondition = (function() {

                /**
                 * Properties of a HealthCondition.
                 * @typedef {Object} airt.control.v1.HealthCondition.$Properties
                 * @property {string|null} [id] HealthCondition id
                 * @property {airt.control.v1.HealthCondition.Severity|null} [severity] HealthCondition severity
                 * @property {string|null} [subject] HealthCondition subject
                 * @property {string|null} [detail] HealthCondition detail
                 * @property {number|null} [sinceUnixMs] HealthCondition sinceUnixMs
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a HealthCondition.
                 * @memberof airt.control.v1
                 * @interface IHealthCondition
                 * @augments airt.control.v1.HealthCondition.$Properties
                 * @deprecated Use airt.control.v1.HealthCondition.$Properties instead.
                 */

                /**
                 * Shape of a HealthCondition.
                 * @typedef {airt.control.v1.HealthCondition.$Properties} airt.control.v1.HealthCondition.$Shape
                 */

                /**
                 * Constructs a new HealthCondition.
                 * @memberof airt.control.v1
                 * @classdesc Represents a HealthCondition.
                 * @constructor
                 * @param {airt.control.v1.HealthCondition.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const HealthCondition = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * HealthCondition id.
                 * @member {string} id
                 * @memberof airt.control.v1.HealthCondition
                 * @instance
                 */
                HealthCondition.prototype.id = "";

                /**
                 * HealthCondition severity.
                 * @member {airt.control.v1.HealthCondition.Severity} severity
                 * @memberof airt.control.v1.HealthCondition
                 * @instance
                 */
                HealthCondition.prototype.severity = 0;

                /**
                 * HealthCondition subject.
                 * @member {string} subject
                 * @memberof airt.control.v1.HealthCondition
                 * @instance
                 */
                HealthCondition.prototype.subject = "";

                /**
                 * HealthCondition detail.
                 * @member {string} detail
                 * @memberof airt.control.v1.HealthCondition
                 * @instance
                 */
                HealthCondition.prototype.detail = "";

                /**
                 * HealthCondition sinceUnixMs.
                 * @member {number} sinceUnixMs
                 * @memberof airt.control.v1.HealthCondition
                 * @instance
                 */
                HealthCondition.prototype.sinceUnixMs = 0;

                /**
                 * Creates a new HealthCondition instance using the specified properties.
                 * @function create
                 * @memberof airt.control.v1.HealthCondition
                 * @static
                 * @param {airt.control.v1.HealthCondition.$Properties=} [properties] Properties to set
                 * @returns {airt.control.v1.HealthCondition} HealthCondition instance
                 * @type {{
                 *   (properties: airt.control.v1.HealthCondition.$Shape): airt.control.v1.HealthCondition & airt.control.v1.HealthCondition.$Shape;
                 *   (properties?: airt.control.v1.HealthCondition.$Properties): airt.control.v1.HealthCondition;
                 * }}
                 */
                HealthCondition.create = function(properties) {
                    return new HealthCondition(properties);
                };

                /**
                 * Encodes the specified HealthCondition message. Does not implicitly {@link airt.control.v1.HealthCondition.verify|verify} messages.
                 * @function encode
                 * @memberof airt.control.v1.HealthCondition
                 * @static
                 * @param {airt.control.v1.HealthCondition.$Properties} message HealthCondition message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                HealthCondition.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.id != null && $Object.hasOwnProperty.call(message, "id") && message.id !== "")
                        writer.uint32(/* id 1, wireType 2 =*/10).string(message.id);
                    if (message.severity != null && $Object.hasOwnProperty.call(message, "severity") && message.severity !== 0)
                        writer.uint32(/* id 2, wireType 0 =*/16).int32(message.severity);
                    if (message.subject != null && $Object.hasOwnProperty.call(message, "subject") && message.subject !== "")
                        writer.uint32(/* id 3, wireType 2 =*/26).string(message.subject);
                    if (message.detail != null && $Object.hasOwnProperty.call(message, "detail") && message.detail !== "")
                        writer.uint32(/* id 4, wireType 2 =*/34).string(message.detail);
                    if (message.sinceUnixMs != null && $Object.hasOwnProperty.call(message, "sinceUnixMs") && (typeof message.sinceUnixMs === "object" ? message.sinceUnixMs.low || message.sinceUnixMs.high : message.sinceUnixMs !== 0))
                        writer.uint32(/* id 5, wireType 0 =*/40).int64(message.sinceUnixMs);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a HealthCondition message from the specified reader or buffer.
                 * @function decode
                 * @memberof airt.control.v1.HealthCondition
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {airt.control.v1.HealthCondition & airt.control.v1.HealthCondition.$Shape} HealthCondition
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                HealthCondition.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.airt.control.v1.HealthCondition();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.id = value;
                                else
                                    delete message.id;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.int32())
                                    message.severity = value;
                                else
                                    delete message.severity;
                                continue;
                            }
                        case 3: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.subject = value;
                                else
                                    delete message.subject;
                                continue;
                            }
                        case 4: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.detail = value;
                                else
                                    delete message.detail;
                                continue;
                            }
                        case 5: {
                                if (wireType !== 0)
                                    break;
                                if (typeof (value = $number(reader.int64())) === "object" ? value.low || value.high : value !== 0)
                                    message.sinceUnixMs = value;
                                else
                                    delete message.sinceUnixMs;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                /**
                 * Severity enum.
                 * @name airt.control.v1.HealthCondition.Severity
                 * @enum {number}
                 * @property {number} SEVERITY_UNSPECIFIED=0 SEVERITY_UNSPECIFIED value
                 * @property {number} NOTICE=1 NOTICE value
                 * @property {number} WARNING=2 WARNING value
                 * @property {number} ERROR=3 ERROR value
                 */
                HealthCondition.Severity = (function() {
                    const valuesById = $Object.create(null), values = $Object.create(valuesById);
                    values[valuesById[0] = "SEVERITY_UNSPECIFIED"] = 0;
                    values[valuesById[1] = "NOTICE"] = 1;
                    values[valuesById[2] = "WARNING"] = 2;
                    values[valuesById[3] = "ERROR"] = 3;
                    return values;
                })();

                return HealthCondition;
            })();

            v1.Heartbeat = (function() {

                /**
                 * Properties of a Heartbeat.
                 * @typedef {Object} airt.control.v1.Heartbeat.$Properties
                 * @property {number|null} [atUnixMs] Heartbeat atUnixMs
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a Heartbeat.
                 * @memberof airt.control.v1
                 * @interface IHeartbeat
                 * @augments airt.control.v1.Heartbeat.$Properties
                 * @deprecated Use airt.control.v1.Heartbeat.$Properties instead.
                 */

                /**
                 * Shape of a Heartbeat.
                 * @typedef {airt.control.v1.Heartbeat.$Properties} airt.control.v1.Heartbeat.$Shape
                 */

                /**
                 * Constructs a new Heartbeat.
                 * @memberof airt.control.v1
                 * @classdesc Represents a Heartbeat.
                 * @constructor
                 * @param {airt.control.v1.Heartbeat.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const Heartbeat = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * Heartbeat atUnixMs.
                 * @member {number} atUnixMs
                 * @memberof airt.control.v1.Heartbeat
                 * @instance
                 */
                Heartbeat.prototype.atUnixMs = 0;

                /**
                 * Creates a new Heartbeat instance using the specified properties.
                 * @function create
                 * @memberof airt.control.v1.Heartbeat
                 * @static
                 * @param {airt.control.v1.Heartbeat.$Properties=} [properties] Properties to set
                 * @returns {airt.control.v1.Heartbeat} Heartbeat instance
                 * @type {{
                 *   (properties: airt.control.v1.Heartbeat.$Shape): airt.control.v1.Heartbeat & airt.control.v1.Heartbeat.$Shape;
                 *   (properties?: airt.control.v1.Heartbeat.$Properties): airt.control.v1.Heartbeat;
                 * }}
                 */
                Heartbeat.create = function(properties) {
                    return new Heartbeat(properties);
                };

                /**
                 * Encodes the specified Heartbeat message. Does not implicitly {@link airt.control.v1.Heartbeat.verify|verify} messages.
                 * @function encode
                 * @memberof airt.control.v1.Heartbeat
                 * @static
                 * @param {airt.control.v1.Heartbeat.$Properties} message Heartbeat message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                Heartbeat.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.atUnixMs != null && $Object.hasOwnProperty.call(message, "atUnixMs") && (typeof message.atUnixMs === "object" ? message.atUnixMs.low || message.atUnixMs.high : message.atUnixMs !== 0))
                        writer.uint32(/* id 1, wireType 0 =*/8).int64(message.atUnixMs);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a Heartbeat message from the specified reader or buffer.
                 * @function decode
                 * @memberof airt.control.v1.Heartbeat
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {airt.control.v1.Heartbeat & airt.control.v1.Heartbeat.$Shape} Heartbeat
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                Heartbeat.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.airt.control.v1.Heartbeat();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 0)
                                    break;
                                if (typeof (value = $number(reader.int64())) === "object" ? value.low || value.high : value !== 0)
                                    message.atUnixMs = value;
                                else
                                    delete message.atUnixMs;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return Heartbeat;
            })();

            v1.BudgetReport = (function() {

                /**
                 * Properties of a BudgetReport.
                 * @typedef {Object} airt.control.v1.BudgetReport.$Properties
                 * @property {string|null} [leaseId] BudgetReport leaseId
                 * @property {number|null} [tokensUsed] BudgetReport tokensUsed
                 * @property {number|null} [costUsed] BudgetReport costUsed
                 * @property {boolean|null} [final] BudgetReport final
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a BudgetReport.
                 * @memberof airt.control.v1
                 * @interface IBudgetReport
                 * @augments airt.control.v1.BudgetReport.$Properties
                 * @deprecated Use airt.control.v1.BudgetReport.$Properties instead.
                 */

                /**
                 * Shape of a BudgetReport.
                 * @typedef {airt.control.v1.BudgetReport.$Properties} airt.control.v1.BudgetReport.$Shape
                 */

                /**
                 * Constructs a new BudgetReport.
                 * @memberof airt.control.v1
                 * @classdesc Represents a BudgetReport.
                 * @constructor
                 * @param {airt.control.v1.BudgetReport.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const BudgetReport = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * BudgetReport leaseId.
                 * @member {string} leaseId
                 * @memberof airt.control.v1.BudgetReport
                 * @instance
                 */
                BudgetReport.prototype.leaseId = "";

                /**
                 * BudgetReport tokensUsed.
                 * @member {number} tokensUsed
                 * @memberof airt.control.v1.BudgetReport
                 * @instance
                 */
                BudgetReport.prototype.tokensUsed = 0;

                /**
                 * BudgetReport costUsed.
                 * @member {number} costUsed
                 * @memberof airt.control.v1.BudgetReport
                 * @instance
                 */
                BudgetReport.prototype.costUsed = 0;

                /**
                 * BudgetReport final.
                 * @member {boolean} final
                 * @memberof airt.control.v1.BudgetReport
                 * @instance
                 */
                BudgetReport.prototype.final = false;

                /**
                 * Creates a new BudgetReport instance using the specified properties.
                 * @function create
                 * @memberof airt.control.v1.BudgetReport
                 * @static
                 * @param {airt.control.v1.BudgetReport.$Properties=} [properties] Properties to set
                 * @returns {airt.control.v1.BudgetReport} BudgetReport instance
                 * @type {{
                 *   (properties: airt.control.v1.BudgetReport.$Shape): airt.control.v1.BudgetReport & airt.control.v1.BudgetReport.$Shape;
                 *   (properties?: airt.control.v1.BudgetReport.$Properties): airt.control.v1.BudgetReport;
                 * }}
                 */
                BudgetReport.create = function(properties) {
                    return new BudgetReport(properties);
                };

                /**
                 * Encodes the specified BudgetReport message. Does not implicitly {@link airt.control.v1.BudgetReport.verify|verify} messages.
                 * @function encode
                 * @memberof airt.control.v1.BudgetReport
                 * @static
                 * @param {airt.control.v1.BudgetReport.$Properties} message BudgetReport message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                BudgetReport.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.leaseId != null && $Object.hasOwnProperty.call(message, "leaseId") && message.leaseId !== "")
                        writer.uint32(/* id 1, wireType 2 =*/10).string(message.leaseId);
                    if (message.tokensUsed != null && $Object.hasOwnProperty.call(message, "tokensUsed") && (typeof message.tokensUsed === "object" ? message.tokensUsed.low || message.tokensUsed.high : message.tokensUsed !== 0))
                        writer.uint32(/* id 2, wireType 0 =*/16).uint64(message.tokensUsed);
                    if (message.costUsed != null && $Object.hasOwnProperty.call(message, "costUsed") && !$Object.is(message.costUsed, 0))
                        writer.uint32(/* id 3, wireType 1 =*/25).double(message.costUsed);
                    if (message.final != null && $Object.hasOwnProperty.call(message, "final") && message.final !== false)
                        writer.uint32(/* id 4, wireType 0 =*/32).bool(message.final);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a BudgetReport message from the specified reader or buffer.
                 * @function decode
                 * @memberof airt.control.v1.BudgetReport
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {airt.control.v1.BudgetReport & airt.control.v1.BudgetReport.$Shape} BudgetReport
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                BudgetReport.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.airt.control.v1.BudgetReport();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.leaseId = value;
                                else
                                    delete message.leaseId;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 0)
                                    break;
                                if (typeof (value = $number(reader.uint64())) === "object" ? value.low || value.high : value !== 0)
                                    message.tokensUsed = value;
                                else
                                    delete message.tokensUsed;
                                continue;
                            }
                        case 3: {
                                if (wireType !== 1)
                                    break;
                                if (!$Object.is(value = reader.double(), 0))
                                    message.costUsed = value;
                                else
                                    delete message.costUsed;
                                continue;
                            }
                        case 4: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.bool())
                                    message.final = value;
                                else
                                    delete message.final;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return BudgetReport;
            })();

            v1.Goodbye = (function() {

                /**
                 * Properties of a Goodbye.
                 * @typedef {Object} airt.control.v1.Goodbye.$Properties
                 * @property {string|null} [reason] Goodbye reason
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a Goodbye.
                 * @memberof airt.control.v1
                 * @interface IGoodbye
                 * @augments airt.control.v1.Goodbye.$Properties
                 * @deprecated Use airt.control.v1.Goodbye.$Properties instead.
                 */

                /**
                 * Shape of a Goodbye.
                 * @typedef {airt.control.v1.Goodbye.$Properties} airt.control.v1.Goodbye.$Shape
                 */

                /**
                 * Constructs a new Goodbye.
                 * @memberof airt.control.v1
                 * @classdesc Represents a Goodbye.
                 * @constructor
                 * @param {airt.control.v1.Goodbye.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const Goodbye = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * Goodbye reason.
                 * @member {string} reason
                 * @memberof airt.control.v1.Goodbye
                 * @instance
                 */
                Goodbye.prototype.reason = "";

                /**
                 * Creates a new Goodbye instance using the specified properties.
                 * @function create
                 * @memberof airt.control.v1.Goodbye
                 * @static
                 * @param {airt.control.v1.Goodbye.$Properties=} [properties] Properties to set
                 * @returns {airt.control.v1.Goodbye} Goodbye instance
                 * @type {{
                 *   (properties: airt.control.v1.Goodbye.$Shape): airt.control.v1.Goodbye & airt.control.v1.Goodbye.$Shape;
                 *   (properties?: airt.control.v1.Goodbye.$Properties): airt.control.v1.Goodbye;
                 * }}
                 */
                Goodbye.create = function(properties) {
                    return new Goodbye(properties);
                };

                /**
                 * Encodes the specified Goodbye message. Does not implicitly {@link airt.control.v1.Goodbye.verify|verify} messages.
                 * @function encode
                 * @memberof airt.control.v1.Goodbye
                 * @static
                 * @param {airt.control.v1.Goodbye.$Properties} message Goodbye message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                Goodbye.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.reason != null && $Object.hasOwnProperty.call(message, "reason") && message.reason !== "")
                        writer.uint32(/* id 1, wireType 2 =*/10).string(message.reason);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a Goodbye message from the specified reader or buffer.
                 * @function decode
                 * @memberof airt.control.v1.Goodbye
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {airt.control.v1.Goodbye & airt.control.v1.Goodbye.$Shape} Goodbye
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                Goodbye.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.airt.control.v1.Goodbye();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.reason = value;
                                else
                                    delete message.reason;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return Goodbye;
            })();

            v1.ControllerMessage = (function() {

                /**
                 * Properties of a ControllerMessage.
                 * @typedef {Object} airt.control.v1.ControllerMessage.$Properties
                 * @property {number|null} [sequence] ControllerMessage sequence
                 * @property {airt.control.v1.Welcome.$Properties|null} [welcome] ControllerMessage welcome
                 * @property {airt.control.v1.PolicyUpdate.$Properties|null} [policyUpdate] ControllerMessage policyUpdate
                 * @property {airt.control.v1.Directive.$Properties|null} [directive] ControllerMessage directive
                 * @property {airt.control.v1.CheckpointVerdict.$Properties|null} [checkpointVerdict] ControllerMessage checkpointVerdict
                 * @property {airt.control.v1.ApprovalDecision.$Properties|null} [approvalDecision] ControllerMessage approvalDecision
                 * @property {airt.control.v1.BudgetLease.$Properties|null} [budgetLease] ControllerMessage budgetLease
                 * @property {airt.control.v1.ReportFullState.$Properties|null} [reportFullState] ControllerMessage reportFullState
                 * @property {airt.control.v1.Drain.$Properties|null} [drain] ControllerMessage drain
                 * @property {airt.control.v1.DirectiveCancel.$Properties|null} [directiveCancel] ControllerMessage directiveCancel
                 * @property {"welcome"|"policyUpdate"|"directive"|"checkpointVerdict"|"approvalDecision"|"budgetLease"|"reportFullState"|"drain"|"directiveCancel"} [message] ControllerMessage message
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a ControllerMessage.
                 * @memberof airt.control.v1
                 * @interface IControllerMessage
                 * @augments airt.control.v1.ControllerMessage.$Properties
                 * @deprecated Use airt.control.v1.ControllerMessage.$Properties instead.
                 */

                /**
                 * Narrowed shape of a ControllerMessage.
                 * @typedef {{
                 *   sequence?: number|null;
                 *   welcome?: airt.control.v1.Welcome.$Shape|null;
                 *   policyUpdate?: airt.control.v1.PolicyUpdate.$Shape|null;
                 *   directive?: airt.control.v1.Directive.$Shape|null;
                 *   checkpointVerdict?: airt.control.v1.CheckpointVerdict.$Shape|null;
                 *   approvalDecision?: airt.control.v1.ApprovalDecision.$Shape|null;
                 *   budgetLease?: airt.control.v1.BudgetLease.$Shape|null;
                 *   reportFullState?: airt.control.v1.ReportFullState.$Shape|null;
                 *   drain?: airt.control.v1.Drain.$Shape|null;
                 *   directiveCancel?: airt.control.v1.DirectiveCancel.$Shape|null;
                 *   $unknowns?: Array.<Uint8Array>;
                 * } & (
                 *   ({ message?: undefined; welcome?: null; policyUpdate?: null; directive?: null; checkpointVerdict?: null; approvalDecision?: null; budgetLease?: null; reportFullState?: null; drain?: null; directiveCancel?: null }|{ message?: "welcome"; welcome: airt.control.v1.Welcome.$Shape; policyUpdate?: null; directive?: null; checkpointVerdict?: null; approvalDecision?: null; budgetLease?: null; reportFullState?: null; drain?: null; directiveCancel?: null }|{ message?: "policyUpdate"; welcome?: null; policyUpdate: airt.control.v1.PolicyUpdate.$Shape; directive?: null; checkpointVerdict?: null; approvalDecision?: null; budgetLease?: null; reportFullState?: null; drain?: null; directiveCancel?: null }|{ message?: "directive"; welcome?: null; policyUpdate?: null; directive: airt.control.v1.Directive.$Shape; checkpointVerdict?: null; approvalDecision?: null; budgetLease?: null; reportFullState?: null; drain?: null; directiveCancel?: null }|{ message?: "checkpointVerdict"; welcome?: null; policyUpdate?: null; directive?: null; checkpointVerdict: airt.control.v1.CheckpointVerdict.$Shape; approvalDecision?: null; budgetLease?: null; reportFullState?: null; drain?: null; directiveCancel?: null }|{ message?: "approvalDecision"; welcome?: null; policyUpdate?: null; directive?: null; checkpointVerdict?: null; approvalDecision: airt.control.v1.ApprovalDecision.$Shape; budgetLease?: null; reportFullState?: null; drain?: null; directiveCancel?: null }|{ message?: "budgetLease"; welcome?: null; policyUpdate?: null; directive?: null; checkpointVerdict?: null; approvalDecision?: null; budgetLease: airt.control.v1.BudgetLease.$Shape; reportFullState?: null; drain?: null; directiveCancel?: null }|{ message?: "reportFullState"; welcome?: null; policyUpdate?: null; directive?: null; checkpointVerdict?: null; approvalDecision?: null; budgetLease?: null; reportFullState: airt.control.v1.ReportFullState.$Shape; drain?: null; directiveCancel?: null }|{ message?: "drain"; welcome?: null; policyUpdate?: null; directive?: null; checkpointVerdict?: null; approvalDecision?: null; budgetLease?: null; reportFullState?: null; drain: airt.control.v1.Drain.$Shape; directiveCancel?: null }|{ message?: "directiveCancel"; welcome?: null; policyUpdate?: null; directive?: null; checkpointVerdict?: null; approvalDecision?: null; budgetLease?: null; reportFullState?: null; drain?: null; directiveCancel: airt.control.v1.DirectiveCancel.$Shape })
                 * )} airt.control.v1.ControllerMessage.$Shape
                 */

                /**
                 * Constructs a new ControllerMessage.
                 * @memberof airt.control.v1
                 * @classdesc Represents a ControllerMessage.
                 * @constructor
                 * @param {airt.control.v1.ControllerMessage.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const ControllerMessage = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * ControllerMessage sequence.
                 * @member {number} sequence
                 * @memberof airt.control.v1.ControllerMessage
                 * @instance
                 */
                ControllerMessage.prototype.sequence = 0;

                /**
                 * ControllerMessage welcome.
                 * @member {airt.control.v1.Welcome.$Properties|null|undefined} welcome
                 * @memberof airt.control.v1.ControllerMessage
                 * @instance
                 */
                ControllerMessage.prototype.welcome = null;

                /**
                 * ControllerMessage policyUpdate.
                 * @member {airt.control.v1.PolicyUpdate.$Properties|null|undefined} policyUpdate
                 * @memberof airt.control.v1.ControllerMessage
                 * @instance
                 */
                ControllerMessage.prototype.policyUpdate = null;

                /**
                 * ControllerMessage directive.
                 * @member {airt.control.v1.Directive.$Properties|null|undefined} directive
                 * @memberof airt.control.v1.ControllerMessage
                 * @instance
                 */
                ControllerMessage.prototype.directive = null;

                /**
                 * ControllerMessage checkpointVerdict.
                 * @member {airt.control.v1.CheckpointVerdict.$Properties|null|undefined} checkpointVerdict
                 * @memberof airt.control.v1.ControllerMessage
                 * @instance
                 */
                ControllerMessage.prototype.checkpointVerdict = null;

                /**
                 * ControllerMessage approvalDecision.
                 * @member {airt.control.v1.ApprovalDecision.$Properties|null|undefined} approvalDecision
                 * @memberof airt.control.v1.ControllerMessage
                 * @instance
                 */
                ControllerMessage.prototype.approvalDecision = null;

                /**
                 * ControllerMessage budgetLease.
                 * @member {airt.control.v1.BudgetLease.$Properties|null|undefined} budgetLease
                 * @memberof airt.control.v1.ControllerMessage
                 * @instance
                 */
                ControllerMessage.prototype.budgetLease = null;

                /**
                 * ControllerMessage reportFullState.
                 * @member {airt.control.v1.ReportFullState.$Properties|null|undefined} reportFullState
                 * @memberof airt.control.v1.ControllerMessage
                 * @instance
                 */
                ControllerMessage.prototype.reportFullState = null;

                /**
                 * ControllerMessage drain.
                 * @member {airt.control.v1.Drain.$Properties|null|undefined} drain
                 * @memberof airt.control.v1.ControllerMessage
                 * @instance
                 */
                ControllerMessage.prototype.drain = null;

                /**
                 * ControllerMessage directiveCancel.
                 * @member {airt.control.v1.DirectiveCancel.$Properties|null|undefined} directiveCancel
                 * @memberof airt.control.v1.ControllerMessage
                 * @instance
                 */
                ControllerMessage.prototype.directiveCancel = null;

                // OneOf field names bound to virtual getters and setters
                let $oneOfFields;

                /**
                 * ControllerMessage message.
                 * @member {"welcome"|"policyUpdate"|"directive"|"checkpointVerdict"|"approvalDecision"|"budgetLease"|"reportFullState"|"drain"|"directiveCancel"|undefined} message
                 * @memberof airt.control.v1.ControllerMessage
                 * @instance
                 */
                $Object.defineProperty(ControllerMessage.prototype, "message", {
                    get: $util.oneOfGetter($oneOfFields = ["welcome", "policyUpdate", "directive", "checkpointVerdict", "approvalDecision", "budgetLease", "reportFullState", "drain", "directiveCancel"]),
                    set: $util.oneOfSetter($oneOfFields)
                });

                /**
                 * Creates a new ControllerMessage instance using the specified properties.
                 * @function create
                 * @memberof airt.control.v1.ControllerMessage
                 * @static
                 * @param {airt.control.v1.ControllerMessage.$Properties=} [properties] Properties to set
                 * @returns {airt.control.v1.ControllerMessage} ControllerMessage instance
                 * @type {{
                 *   (properties: airt.control.v1.ControllerMessage.$Shape): airt.control.v1.ControllerMessage & airt.control.v1.ControllerMessage.$Shape;
                 *   (properties?: airt.control.v1.ControllerMessage.$Properties): airt.control.v1.ControllerMessage;
                 * }}
                 */
                ControllerMessage.create = function(properties) {
                    return new ControllerMessage(properties);
                };

                /**
                 * Encodes the specified ControllerMessage message. Does not implicitly {@link airt.control.v1.ControllerMessage.verify|verify} messages.
                 * @function encode
                 * @memberof airt.control.v1.ControllerMessage
                 * @static
                 * @param {airt.control.v1.ControllerMessage.$Properties} message ControllerMessage message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                ControllerMessage.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.sequence != null && $Object.hasOwnProperty.call(message, "sequence") && (typeof message.sequence === "object" ? message.sequence.low || message.sequence.high : message.sequence !== 0))
                        writer.uint32(/* id 1, wireType 0 =*/8).uint64(message.sequence);
                    if (message.welcome != null && $Object.hasOwnProperty.call(message, "welcome"))
                        $root.airt.control.v1.Welcome.encode(message.welcome, writer.uint32(/* id 2, wireType 2 =*/18).fork(), _depth + 1).ldelim();
                    if (message.policyUpdate != null && $Object.hasOwnProperty.call(message, "policyUpdate"))
                        $root.airt.control.v1.PolicyUpdate.encode(message.policyUpdate, writer.uint32(/* id 3, wireType 2 =*/26).fork(), _depth + 1).ldelim();
                    if (message.directive != null && $Object.hasOwnProperty.call(message, "directive"))
                        $root.airt.control.v1.Directive.encode(message.directive, writer.uint32(/* id 4, wireType 2 =*/34).fork(), _depth + 1).ldelim();
                    if (message.checkpointVerdict != null && $Object.hasOwnProperty.call(message, "checkpointVerdict"))
                        $root.airt.control.v1.CheckpointVerdict.encode(message.checkpointVerdict, writer.uint32(/* id 5, wireType 2 =*/42).fork(), _depth + 1).ldelim();
                    if (message.approvalDecision != null && $Object.hasOwnProperty.call(message, "approvalDecision"))
                        $root.airt.control.v1.ApprovalDecision.encode(message.approvalDecision, writer.uint32(/* id 6, wireType 2 =*/50).fork(), _depth + 1).ldelim();
                    if (message.budgetLease != null && $Object.hasOwnProperty.call(message, "budgetLease"))
                        $root.airt.control.v1.BudgetLease.encode(message.budgetLease, writer.uint32(/* id 7, wireType 2 =*/58).fork(), _depth + 1).ldelim();
                    if (message.reportFullState != null && $Object.hasOwnProperty.call(message, "reportFullState"))
                        $root.airt.control.v1.ReportFullState.encode(message.reportFullState, writer.uint32(/* id 8, wireType 2 =*/66).fork(), _depth + 1).ldelim();
                    if (message.drain != null && $Object.hasOwnProperty.call(message, "drain"))
                        $root.airt.control.v1.Drain.encode(message.drain, writer.uint32(/* id 9, wireType 2 =*/74).fork(), _depth + 1).ldelim();
                    if (message.directiveCancel != null && $Object.hasOwnProperty.call(message, "directiveCancel"))
                        $root.airt.control.v1.DirectiveCancel.encode(message.directiveCancel, writer.uint32(/* id 10, wireType 2 =*/82).fork(), _depth + 1).ldelim();
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a ControllerMessage message from the specified reader or buffer.
                 * @function decode
                 * @memberof airt.control.v1.ControllerMessage
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {airt.control.v1.ControllerMessage & airt.control.v1.ControllerMessage.$Shape} ControllerMessage
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                ControllerMessage.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.airt.control.v1.ControllerMessage();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 0)
                                    break;
                                if (typeof (value = $number(reader.uint64())) === "object" ? value.low || value.high : value !== 0)
                                    message.sequence = value;
                                else
                                    delete message.sequence;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    break;
                                message.welcome = $root.airt.control.v1.Welcome.decode(reader, reader.size(), $undefined, _depth + 1, message.welcome);
                                message.message = "welcome";
                                continue;
                            }
                        case 3: {
                                if (wireType !== 2)
                                    break;
                                message.policyUpdate = $root.airt.control.v1.PolicyUpdate.decode(reader, reader.size(), $undefined, _depth + 1, message.policyUpdate);
                                message.message = "policyUpdate";
                                continue;
                            }
                        case 4: {
                                if (wireType !== 2)
                                    break;
                                message.directive = $root.airt.control.v1.Directive.decode(reader, reader.size(), $undefined, _depth + 1, message.directive);
                                message.message = "directive";
                                continue;
                            }
                        case 5: {
                                if (wireType !== 2)
                                    break;
                                message.checkpointVerdict = $root.airt.control.v1.CheckpointVerdict.decode(reader, reader.size(), $undefined, _depth + 1, message.checkpointVerdict);
                                message.message = "checkpointVerdict";
                                continue;
                            }
                        case 6: {
                                if (wireType !== 2)
                                    break;
                                message.approvalDecision = $root.airt.control.v1.ApprovalDecision.decode(reader, reader.size(), $undefined, _depth + 1, message.approvalDecision);
                                message.message = "approvalDecision";
                                continue;
                            }
                        case 7: {
                                if (wireType !== 2)
                                    break;
                                message.budgetLease = $root.airt.control.v1.BudgetLease.decode(reader, reader.size(), $undefined, _depth + 1, message.budgetLease);
                                message.message = "budgetLease";
                                continue;
                            }
                        case 8: {
                                if (wireType !== 2)
                                    break;
                                message.reportFullState = $root.airt.control.v1.ReportFullState.decode(reader, reader.size(), $undefined, _depth + 1, message.reportFullState);
                                message.message = "reportFullState";
                                continue;
                            }
                        case 9: {
                                if (wireType !== 2)
                                    break;
                                message.drain = $root.airt.control.v1.Drain.decode(reader, reader.size(), $undefined, _depth + 1, message.drain);
                                message.message = "drain";
                                continue;
                            }
                        case 10: {
                                if (wireType !== 2)
                                    break;
                                message.directiveCancel = $root.airt.control.v1.DirectiveCancel.decode(reader, reader.size(), $undefined, _depth + 1, message.directiveCancel);
                                message.message = "directiveCancel";
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return ControllerMessage;
            })();

            v1.Welcome = (function() {

                /**
                 * Properties of a Welcome.
                 * @typedef {Object} airt.control.v1.Welcome.$Properties
                 * @property {string|null} [sessionId] Welcome sessionId
                 * @property {string|null} [controllerName] Welcome controllerName
                 * @property {string|null} [controllerVersion] Welcome controllerVersion
                 * @property {number|null} [heartbeatIntervalMs] Welcome heartbeatIntervalMs
                 * @property {Array.<string>|null} [features] Welcome features
                 * @property {number|null} [epoch] Welcome epoch
                 * @property {number|null} [nowUnixMs] Welcome nowUnixMs
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a Welcome.
                 * @memberof airt.control.v1
                 * @interface IWelcome
                 * @augments airt.control.v1.Welcome.$Properties
                 * @deprecated Use airt.control.v1.Welcome.$Properties instead.
                 */

                /**
                 * Shape of a Welcome.
                 * @typedef {airt.control.v1.Welcome.$Properties} airt.control.v1.Welcome.$Shape
                 */

                /**
                 * Constructs a new Welcome.
                 * @memberof airt.control.v1
                 * @classdesc Represents a Welcome.
                 * @constructor
                 * @param {airt.control.v1.Welcome.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const Welcome = function (properties) {
                    this.features = [];
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * Welcome sessionId.
                 * @member {string} sessionId
                 * @memberof airt.control.v1.Welcome
                 * @instance
                 */
                Welcome.prototype.sessionId = "";

                /**
                 * Welcome controllerName.
                 * @member {string} controllerName
                 * @memberof airt.control.v1.Welcome
                 * @instance
                 */
                Welcome.prototype.controllerName = "";

                /**
                 * Welcome controllerVersion.
                 * @member {string} controllerVersion
                 * @memberof airt.control.v1.Welcome
                 * @instance
                 */
                Welcome.prototype.controllerVersion = "";

                /**
                 * Welcome heartbeatIntervalMs.
                 * @member {number} heartbeatIntervalMs
                 * @memberof airt.control.v1.Welcome
                 * @instance
                 */
                Welcome.prototype.heartbeatIntervalMs = 0;

                /**
                 * Welcome features.
                 * @member {Array.<string>} features
                 * @memberof airt.control.v1.Welcome
                 * @instance
                 */
                Welcome.prototype.features = $util.emptyArray;

                /**
                 * Welcome epoch.
                 * @member {number} epoch
                 * @memberof airt.control.v1.Welcome
                 * @instance
                 */
                Welcome.prototype.epoch = 0;

                /**
                 * Welcome nowUnixMs.
                 * @member {number} nowUnixMs
                 * @memberof airt.control.v1.Welcome
                 * @instance
                 */
                Welcome.prototype.nowUnixMs = 0;

                /**
                 * Creates a new Welcome instance using the specified properties.
                 * @function create
                 * @memberof airt.control.v1.Welcome
                 * @static
                 * @param {airt.control.v1.Welcome.$Properties=} [properties] Properties to set
                 * @returns {airt.control.v1.Welcome} Welcome instance
                 * @type {{
                 *   (properties: airt.control.v1.Welcome.$Shape): airt.control.v1.Welcome & airt.control.v1.Welcome.$Shape;
                 *   (properties?: airt.control.v1.Welcome.$Properties): airt.control.v1.Welcome;
                 * }}
                 */
                Welcome.create = function(properties) {
                    return new Welcome(properties);
                };

                /**
                 * Encodes the specified Welcome message. Does not implicitly {@link airt.control.v1.Welcome.verify|verify} messages.
                 * @function encode
                 * @memberof airt.control.v1.Welcome
                 * @static
                 * @param {airt.control.v1.Welcome.$Properties} message Welcome message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                Welcome.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.sessionId != null && $Object.hasOwnProperty.call(message, "sessionId") && message.sessionId !== "")
                        writer.uint32(/* id 1, wireType 2 =*/10).string(message.sessionId);
                    if (message.controllerName != null && $Object.hasOwnProperty.call(message, "controllerName") && message.controllerName !== "")
                        writer.uint32(/* id 2, wireType 2 =*/18).string(message.controllerName);
                    if (message.controllerVersion != null && $Object.hasOwnProperty.call(message, "controllerVersion") && message.controllerVersion !== "")
                        writer.uint32(/* id 3, wireType 2 =*/26).string(message.controllerVersion);
                    if (message.heartbeatIntervalMs != null && $Object.hasOwnProperty.call(message, "heartbeatIntervalMs") && message.heartbeatIntervalMs !== 0)
                        writer.uint32(/* id 4, wireType 0 =*/32).int32(message.heartbeatIntervalMs);
                    if (message.features != null && message.features.length)
                        for (let i = 0; i < message.features.length; ++i)
                            writer.uint32(/* id 5, wireType 2 =*/42).string(message.features[i]);
                    if (message.epoch != null && $Object.hasOwnProperty.call(message, "epoch") && (typeof message.epoch === "object" ? message.epoch.low || message.epoch.high : message.epoch !== 0))
                        writer.uint32(/* id 6, wireType 0 =*/48).uint64(message.epoch);
                    if (message.nowUnixMs != null && $Object.hasOwnProperty.call(message, "nowUnixMs") && (typeof message.nowUnixMs === "object" ? message.nowUnixMs.low || message.nowUnixMs.high : message.nowUnixMs !== 0))
                        writer.uint32(/* id 7, wireType 0 =*/56).int64(message.nowUnixMs);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a Welcome message from the specified reader or buffer.
                 * @function decode
                 * @memberof airt.control.v1.Welcome
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {airt.control.v1.Welcome & airt.control.v1.Welcome.$Shape} Welcome
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                Welcome.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.airt.control.v1.Welcome();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.sessionId = value;
                                else
                                    delete message.sessionId;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.controllerName = value;
                                else
                                    delete message.controllerName;
                                continue;
                            }
                        case 3: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.controllerVersion = value;
                                else
                                    delete message.controllerVersion;
                                continue;
                            }
                        case 4: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.int32())
                                    message.heartbeatIntervalMs = value;
                                else
                                    delete message.heartbeatIntervalMs;
                                continue;
                            }
                        case 5: {
                                if (wireType !== 2)
                                    break;
                                if (!(message.features && message.features.length))
                                    message.features = [];
                                message.features.push(reader.stringVerify());
                                continue;
                            }
                        case 6: {
                                if (wireType !== 0)
                                    break;
                                if (typeof (value = $number(reader.uint64())) === "object" ? value.low || value.high : value !== 0)
                                    message.epoch = value;
                                else
                                    delete message.epoch;
                                continue;
                            }
                        case 7: {
                                if (wireType !== 0)
                                    break;
                                if (typeof (value = $number(reader.int64())) === "object" ? value.low || value.high : value !== 0)
                                    message.nowUnixMs = value;
                                else
                                    delete message.nowUnixMs;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return Welcome;
            })();

            v1.PolicyUpdate = (function() {

                /**
                 * Properties of a PolicyUpdate.
                 * @typedef {Object} airt.control.v1.PolicyUpdate.$Properties
                 * @property {string|null} [nonce] PolicyUpdate nonce
                 * @property {Array.<airt.control.v1.PolicyResource.$Properties>|null} [resources] PolicyUpdate resources
                 * @property {Array.<string>|null} [removed] PolicyUpdate removed
                 * @property {string|null} [systemVersion] PolicyUpdate systemVersion
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a PolicyUpdate.
                 * @memberof airt.control.v1
                 * @interface IPolicyUpdate
                 * @augments airt.control.v1.PolicyUpdate.$Properties
                 * @deprecated Use airt.control.v1.PolicyUpdate.$Properties instead.
                 */

                /**
                 * Shape of a PolicyUpdate.
                 * @typedef {airt.control.v1.PolicyUpdate.$Properties} airt.control.v1.PolicyUpdate.$Shape
                 */

                /**
                 * Constructs a new PolicyUpdate.
                 * @memberof airt.control.v1
                 * @classdesc Represents a PolicyUpdate.
                 * @constructor
                 * @param {airt.control.v1.PolicyUpdate.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const PolicyUpdate = function (properties) {
                    this.resources = [];
                    this.removed = [];
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * PolicyUpdate nonce.
                 * @member {string} nonce
                 * @memberof airt.control.v1.PolicyUpdate
                 * @instance
                 */
                PolicyUpdate.prototype.nonce = "";

                /**
                 * PolicyUpdate resources.
                 * @member {Array.<airt.control.v1.PolicyResource.$Properties>} resources
                 * @memberof airt.control.v1.PolicyUpdate
                 * @instance
                 */
                PolicyUpdate.prototype.resources = $util.emptyArray;

                /**
                 * PolicyUpdate removed.
                 * @member {Array.<string>} removed
                 * @memberof airt.control.v1.PolicyUpdate
                 * @instance
                 */
                PolicyUpdate.prototype.removed = $util.emptyArray;

                /**
                 * PolicyUpdate systemVersion.
                 * @member {string} systemVersion
                 * @memberof airt.control.v1.PolicyUpdate
                 * @instance
                 */
                PolicyUpdate.prototype.systemVersion = "";

                /**
                 * Creates a new PolicyUpdate instance using the specified properties.
                 * @function create
                 * @memberof airt.control.v1.PolicyUpdate
                 * @static
                 * @param {airt.control.v1.PolicyUpdate.$Properties=} [properties] Properties to set
                 * @returns {airt.control.v1.PolicyUpdate} PolicyUpdate instance
                 * @type {{
                 *   (properties: airt.control.v1.PolicyUpdate.$Shape): airt.control.v1.PolicyUpdate & airt.control.v1.PolicyUpdate.$Shape;
                 *   (properties?: airt.control.v1.PolicyUpdate.$Properties): airt.control.v1.PolicyUpdate;
                 * }}
                 */
                PolicyUpdate.create = function(properties) {
                    return new PolicyUpdate(properties);
                };

                /**
                 * Encodes the specified PolicyUpdate message. Does not implicitly {@link airt.control.v1.PolicyUpdate.verify|verify} messages.
                 * @function encode
                 * @memberof airt.control.v1.PolicyUpdate
                 * @static
                 * @param {airt.control.v1.PolicyUpdate.$Properties} message PolicyUpdate message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                PolicyUpdate.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.nonce != null && $Object.hasOwnProperty.call(message, "nonce") && message.nonce !== "")
                        writer.uint32(/* id 1, wireType 2 =*/10).string(message.nonce);
                    if (message.resources != null && message.resources.length)
                        for (let i = 0; i < message.resources.length; ++i)
                            $root.airt.control.v1.PolicyResource.encode(message.resources[i], writer.uint32(/* id 2, wireType 2 =*/18).fork(), _depth + 1).ldelim();
                    if (message.removed != null && message.removed.length)
                        for (let i = 0; i < message.removed.length; ++i)
                            writer.uint32(/* id 3, wireType 2 =*/26).string(message.removed[i]);
                    if (message.systemVersion != null && $Object.hasOwnProperty.call(message, "systemVersion") && message.systemVersion !== "")
                        writer.uint32(/* id 4, wireType 2 =*/34).string(message.systemVersion);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a PolicyUpdate message from the specified reader or buffer.
                 * @function decode
                 * @memberof airt.control.v1.PolicyUpdate
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {airt.control.v1.PolicyUpdate & airt.control.v1.PolicyUpdate.$Shape} PolicyUpdate
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                PolicyUpdate.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.airt.control.v1.PolicyUpdate();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.nonce = value;
                                else
                                    delete message.nonce;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    break;
                                if (!(message.resources && message.resources.length))
                                    message.resources = [];
                                message.resources.push($root.airt.control.v1.PolicyResource.decode(reader, reader.size(), $undefined, _depth + 1));
                                continue;
                            }
                        case 3: {
                                if (wireType !== 2)
                                    break;
                                if (!(message.removed && message.removed.length))
                                    message.removed = [];
                                message.removed.push(reader.stringVerify());
                                continue;
                            }
                        case 4: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.systemVersion = value;
                                else
                                    delete message.systemVersion;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return PolicyUpdate;
            })();

            v1.PolicyResource = (function() {

                /**
                 * Properties of a PolicyResource.
                 * @typedef {Object} airt.control.v1.PolicyResource.$Properties
                 * @property {string|null} [name] PolicyResource name
                 * @property {string|null} [version] PolicyResource version
                 * @property {string|null} [document] PolicyResource document
                 * @property {number|null} [leaseMs] PolicyResource leaseMs
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a PolicyResource.
                 * @memberof airt.control.v1
                 * @interface IPolicyResource
                 * @augments airt.control.v1.PolicyResource.$Properties
                 * @deprecated Use airt.control.v1.PolicyResource.$Properties instead.
                 */

                /**
                 * Shape of a PolicyResource.
                 * @typedef {airt.control.v1.PolicyResource.$Properties} airt.control.v1.PolicyResource.$Shape
                 */

                /**
                 * Constructs a new PolicyResource.
                 * @memberof airt.control.v1
                 * @classdesc Represents a PolicyResource.
                 * @constructor
                 * @param {airt.control.v1.PolicyResource.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const PolicyResource = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * PolicyResource name.
                 * @member {string} name
                 * @memberof airt.control.v1.PolicyResource
                 * @instance
                 */
                PolicyResource.prototype.name = "";

                /**
                 * PolicyResource version.
                 * @member {string} version
                 * @memberof airt.control.v1.PolicyResource
                 * @instance
                 */
                PolicyResource.prototype.version = "";

                /**
                 * PolicyResource document.
                 * @member {string} document
                 * @memberof airt.control.v1.PolicyResource
                 * @instance
                 */
                PolicyResource.prototype.document = "";

                /**
                 * PolicyResource leaseMs.
                 * @member {number} leaseMs
                 * @memberof airt.control.v1.PolicyResource
                 * @instance
                 */
                PolicyResource.prototype.leaseMs = 0;

                /**
                 * Creates a new PolicyResource instance using the specified properties.
                 * @function create
                 * @memberof airt.control.v1.PolicyResource
                 * @static
                 * @param {airt.control.v1.PolicyResource.$Properties=} [properties] Properties to set
                 * @returns {airt.control.v1.PolicyResource} PolicyResource instance
                 * @type {{
                 *   (properties: airt.control.v1.PolicyResource.$Shape): airt.control.v1.PolicyResource & airt.control.v1.PolicyResource.$Shape;
                 *   (properties?: airt.control.v1.PolicyResource.$Properties): airt.control.v1.PolicyResource;
                 * }}
                 */
                PolicyResource.create = function(properties) {
                    return new PolicyResource(properties);
                };

                /**
                 * Encodes the specified PolicyResource message. Does not implicitly {@link airt.control.v1.PolicyResource.verify|verify} messages.
                 * @function encode
                 * @memberof airt.control.v1.PolicyResource
                 * @static
                 * @param {airt.control.v1.PolicyResource.$Properties} message PolicyResource message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                PolicyResource.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.name != null && $Object.hasOwnProperty.call(message, "name") && message.name !== "")
                        writer.uint32(/* id 1, wireType 2 =*/10).string(message.name);
                    if (message.version != null && $Object.hasOwnProperty.call(message, "version") && message.version !== "")
                        writer.uint32(/* id 2, wireType 2 =*/18).string(message.version);
                    if (message.document != null && $Object.hasOwnProperty.call(message, "document") && message.document !== "")
                        writer.uint32(/* id 3, wireType 2 =*/26).string(message.document);
                    if (message.leaseMs != null && $Object.hasOwnProperty.call(message, "leaseMs") && (typeof message.leaseMs === "object" ? message.leaseMs.low || message.leaseMs.high : message.leaseMs !== 0))
                        writer.uint32(/* id 4, wireType 0 =*/32).int64(message.leaseMs);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a PolicyResource message from the specified reader or buffer.
                 * @function decode
                 * @memberof airt.control.v1.PolicyResource
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {airt.control.v1.PolicyResource & airt.control.v1.PolicyResource.$Shape} PolicyResource
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                PolicyResource.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.airt.control.v1.PolicyResource();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.name = value;
                                else
                                    delete message.name;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.version = value;
                                else
                                    delete message.version;
                                continue;
                            }
                        case 3: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.document = value;
                                else
                                    delete message.document;
                                continue;
                            }
                        case 4: {
                                if (wireType !== 0)
                                    break;
                                if (typeof (value = $number(reader.int64())) === "object" ? value.low || value.high : value !== 0)
                                    message.leaseMs = value;
                                else
                                    delete message.leaseMs;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return PolicyResource;
            })();

            v1.Directive = (function() {

                /**
                 * Properties of a Directive.
                 * @typedef {Object} airt.control.v1.Directive.$Properties
                 * @property {string|null} [id] Directive id
                 * @property {number|null} [sequence] Directive sequence
                 * @property {number|null} [epoch] Directive epoch
                 * @property {airt.control.v1.Scope.$Properties|null} [scope] Directive scope
                 * @property {airt.control.v1.Steer.$Properties|null} [steer] Directive steer
                 * @property {airt.control.v1.Retry.$Properties|null} [retry] Directive retry
                 * @property {airt.control.v1.Fallback.$Properties|null} [fallback] Directive fallback
                 * @property {airt.control.v1.SetModel.$Properties|null} [setModel] Directive setModel
                 * @property {airt.control.v1.Clamp.$Properties|null} [clamp] Directive clamp
                 * @property {airt.control.v1.Compact.$Properties|null} [compact] Directive compact
                 * @property {airt.control.v1.PatchPrompt.$Properties|null} [patchPrompt] Directive patchPrompt
                 * @property {airt.control.v1.Budget.$Properties|null} [budget] Directive budget
                 * @property {airt.control.v1.DenyTool.$Properties|null} [denyTool] Directive denyTool
                 * @property {airt.control.v1.Hold.$Properties|null} [hold] Directive hold
                 * @property {airt.control.v1.Resume.$Properties|null} [resume] Directive resume
                 * @property {airt.control.v1.Halt.$Properties|null} [halt] Directive halt
                 * @property {number|null} [expiresAtUnixMs] Directive expiresAtUnixMs
                 * @property {number|null} [leaseMs] Directive leaseMs
                 * @property {airt.control.v1.ExpectedState.$Properties|null} [expected] Directive expected
                 * @property {string|null} [reason] Directive reason
                 * @property {airt.control.v1.PolicyRef.$Properties|null} [policy] Directive policy
                 * @property {boolean|null} [dryRun] Directive dryRun
                 * @property {Array.<airt.control.v1.SpanRef.$Properties>|null} [evidence] Directive evidence
                 * @property {Array.<string>|null} [supersedes] Directive supersedes
                 * @property {"steer"|"retry"|"fallback"|"setModel"|"clamp"|"compact"|"patchPrompt"|"budget"|"denyTool"|"hold"|"resume"|"halt"} [action] Directive action
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a Directive.
                 * @memberof airt.control.v1
                 * @interface IDirective
                 * @augments airt.control.v1.Directive.$Properties
                 * @deprecated Use airt.control.v1.Directive.$Properties instead.
                 */

                /**
                 * Narrowed shape of a Directive.
                 * @typedef {{
                 *   id?: string|null;
                 *   sequence?: number|null;
                 *   epoch?: number|null;
                 *   scope?: airt.control.v1.Scope.$Shape|null;
                 *   steer?: airt.control.v1.Steer.$Shape|null;
                 *   retry?: airt.control.v1.Retry.$Shape|null;
                 *   fallback?: airt.control.v1.Fallback.$Shape|null;
                 *   setModel?: airt.control.v1.SetModel.$Shape|null;
                 *   clamp?: airt.control.v1.Clamp.$Shape|null;
                 *   compact?: airt.control.v1.Compact.$Shape|null;
                 *   patchPrompt?: airt.control.v1.PatchPrompt.$Shape|null;
                 *   budget?: airt.control.v1.Budget.$Shape|null;
                 *   denyTool?: airt.control.v1.DenyTool.$Shape|null;
                 *   hold?: airt.control.v1.Hold.$Shape|null;
                 *   resume?: airt.control.v1.Resume.$Shape|null;
                 *   halt?: airt.control.v1.Halt.$Shape|null;
                 *   expiresAtUnixMs?: number|null;
                 *   leaseMs?: number|null;
                 *   expected?: airt.control.v1.ExpectedState.$Shape|null;
                 *   reason?: string|null;
                 *   policy?: airt.control.v1.PolicyRef.$Shape|null;
                 *   dryRun?: boolean|null;
                 *   evidence?: Array.<airt.control.v1.SpanRef.$Shape>|null;
                 *   supersedes?: Array.<string>|null;
                 *   $unknowns?: Array.<Uint8Array>;
                 * } & (
                 *   ({ action?: undefined; steer?: null; retry?: null; fallback?: null; setModel?: null; clamp?: null; compact?: null; patchPrompt?: null; budget?: null; denyTool?: null; hold?: null; resume?: null; halt?: null }|{ action?: "steer"; steer: airt.control.v1.Steer.$Shape; retry?: null; fallback?: null; setModel?: null; clamp?: null; compact?: null; patchPrompt?: null; budget?: null; denyTool?: null; hold?: null; resume?: null; halt?: null }|{ action?: "retry"; steer?: null; retry: airt.control.v1.Retry.$Shape; fallback?: null; setModel?: null; clamp?: null; compact?: null; patchPrompt?: null; budget?: null; denyTool?: null; hold?: null; resume?: null; halt?: null }|{ action?: "fallback"; steer?: null; retry?: null; fallback: airt.control.v1.Fallback.$Shape; setModel?: null; clamp?: null; compact?: null; patchPrompt?: null; budget?: null; denyTool?: null; hold?: null; resume?: null; halt?: null }|{ action?: "setModel"; steer?: null; retry?: null; fallback?: null; setModel: airt.control.v1.SetModel.$Shape; clamp?: null; compact?: null; patchPrompt?: null; budget?: null; denyTool?: null; hold?: null; resume?: null; halt?: null }|{ action?: "clamp"; steer?: null; retry?: null; fallback?: null; setModel?: null; clamp: airt.control.v1.Clamp.$Shape; compact?: null; patchPrompt?: null; budget?: null; denyTool?: null; hold?: null; resume?: null; halt?: null }|{ action?: "compact"; steer?: null; retry?: null; fallback?: null; setModel?: null; clamp?: null; compact: airt.control.v1.Compact.$Shape; patchPrompt?: null; budget?: null; denyTool?: null; hold?: null; resume?: null; halt?: null }|{ action?: "patchPrompt"; steer?: null; retry?: null; fallback?: null; setModel?: null; clamp?: null; compact?: null; patchPrompt: airt.control.v1.PatchPrompt.$Shape; budget?: null; denyTool?: null; hold?: null; resume?: null; halt?: null }|{ action?: "budget"; steer?: null; retry?: null; fallback?: null; setModel?: null; clamp?: null; compact?: null; patchPrompt?: null; budget: airt.control.v1.Budget.$Shape; denyTool?: null; hold?: null; resume?: null; halt?: null }|{ action?: "denyTool"; steer?: null; retry?: null; fallback?: null; setModel?: null; clamp?: null; compact?: null; patchPrompt?: null; budget?: null; denyTool: airt.control.v1.DenyTool.$Shape; hold?: null; resume?: null; halt?: null }|{ action?: "hold"; steer?: null; retry?: null; fallback?: null; setModel?: null; clamp?: null; compact?: null; patchPrompt?: null; budget?: null; denyTool?: null; hold: airt.control.v1.Hold.$Shape; resume?: null; halt?: null }|{ action?: "resume"; steer?: null; retry?: null; fallback?: null; setModel?: null; clamp?: null; compact?: null; patchPrompt?: null; budget?: null; denyTool?: null; hold?: null; resume: airt.control.v1.Resume.$Shape; halt?: null }|{ action?: "halt"; steer?: null; retry?: null; fallback?: null; setModel?: null; clamp?: null; compact?: null; patchPrompt?: null; budget?: null; denyTool?: null; hold?: null; resume?: null; halt: airt.control.v1.Halt.$Shape })
                 * )} airt.control.v1.Directive.$Shape
                 */

                /**
                 * Constructs a new Directive.
                 * @memberof airt.control.v1
                 * @classdesc Represents a Directive.
                 * @constructor
                 * @param {airt.control.v1.Directive.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const Directive = function (properties) {
                    this.evidence = [];
                    this.supersedes = [];
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * Directive id.
                 * @member {string} id
                 * @memberof airt.control.v1.Directive
                 * @instance
                 */
                Directive.prototype.id = "";

                /**
                 * Directive sequence.
                 * @member {number} sequence
                 * @memberof airt.control.v1.Directive
                 * @instance
                 */
                Directive.prototype.sequence = 0;

                /**
                 * Directive epoch.
                 * @member {number} epoch
                 * @memberof airt.control.v1.Directive
                 * @instance
                 */
                Directive.prototype.epoch = 0;

                /**
                 * Directive scope.
                 * @member {airt.control.v1.Scope.$Properties|null|undefined} scope
                 * @memberof airt.control.v1.Directive
                 * @instance
                 */
                Directive.prototype.scope = null;

                /**
                 * Directive steer.
                 * @member {airt.control.v1.Steer.$Properties|null|undefined} steer
                 * @memberof airt.control.v1.Directive
                 * @instance
                 */
                Directive.prototype.steer = null;

                /**
                 * Directive retry.
                 * @member {airt.control.v1.Retry.$Properties|null|undefined} retry
                 * @memberof airt.control.v1.Directive
                 * @instance
                 */
                Directive.prototype.retry = null;

                /**
                 * Directive fallback.
                 * @member {airt.control.v1.Fallback.$Properties|null|undefined} fallback
                 * @memberof airt.control.v1.Directive
                 * @instance
                 */
                Directive.prototype.fallback = null;

                /**
                 * Directive setModel.
                 * @member {airt.control.v1.SetModel.$Properties|null|undefined} setModel
                 * @memberof airt.control.v1.Directive
                 * @instance
                 */
                Directive.prototype.setModel = null;

                /**
                 * Directive clamp.
                 * @member {airt.control.v1.Clamp.$Properties|null|undefined} clamp
                 * @memberof airt.control.v1.Directive
                 * @instance
                 */
                Directive.prototype.clamp = null;

                /**
                 * Directive compact.
                 * @member {airt.control.v1.Compact.$Properties|null|undefined} compact
                 * @memberof airt.control.v1.Directive
                 * @instance
                 */
                Directive.prototype.compact = null;

                /**
                 * Directive patchPrompt.
                 * @member {airt.control.v1.PatchPrompt.$Properties|null|undefined} patchPrompt
                 * @memberof airt.control.v1.Directive
                 * @instance
                 */
                Directive.prototype.patchPrompt = null;

                /**
                 * Directive budget.
                 * @member {airt.control.v1.Budget.$Properties|null|undefined} budget
                 * @memberof airt.control.v1.Directive
                 * @instance
                 */
                Directive.prototype.budget = null;

                /**
                 * Directive denyTool.
                 * @member {airt.control.v1.DenyTool.$Properties|null|undefined} denyTool
                 * @memberof airt.control.v1.Directive
                 * @instance
                 */
                Directive.prototype.denyTool = null;

                /**
                 * Directive hold.
                 * @member {airt.control.v1.Hold.$Properties|null|undefined} hold
                 * @memberof airt.control.v1.Directive
                 * @instance
                 */
                Directive.prototype.hold = null;

                /**
                 * Directive resume.
                 * @member {airt.control.v1.Resume.$Properties|null|undefined} resume
                 * @memberof airt.control.v1.Directive
                 * @instance
                 */
                Directive.prototype.resume = null;

                /**
                 * Directive halt.
                 * @member {airt.control.v1.Halt.$Properties|null|undefined} halt
                 * @memberof airt.control.v1.Directive
                 * @instance
                 */
                Directive.prototype.halt = null;

                /**
                 * Directive expiresAtUnixMs.
                 * @member {number} expiresAtUnixMs
                 * @memberof airt.control.v1.Directive
                 * @instance
                 */
                Directive.prototype.expiresAtUnixMs = 0;

                /**
                 * Directive leaseMs.
                 * @member {number} leaseMs
                 * @memberof airt.control.v1.Directive
                 * @instance
                 */
                Directive.prototype.leaseMs = 0;

                /**
                 * Directive expected.
                 * @member {airt.control.v1.ExpectedState.$Properties|null|undefined} expected
                 * @memberof airt.control.v1.Directive
                 * @instance
                 */
                Directive.prototype.expected = null;

                /**
                 * Directive reason.
                 * @member {string} reason
                 * @memberof airt.control.v1.Directive
                 * @instance
                 */
                Directive.prototype.reason = "";

                /**
                 * Directive policy.
                 * @member {airt.control.v1.PolicyRef.$Properties|null|undefined} policy
                 * @memberof airt.control.v1.Directive
                 * @instance
                 */
                Directive.prototype.policy = null;

                /**
                 * Directive dryRun.
                 * @member {boolean} dryRun
                 * @memberof airt.control.v1.Directive
                 * @instance
                 */
                Directive.prototype.dryRun = false;

                /**
                 * Directive evidence.
                 * @member {Array.<airt.control.v1.SpanRef.$Properties>} evidence
                 * @memberof airt.control.v1.Directive
                 * @instance
                 */
                Directive.prototype.evidence = $util.emptyArray;

                /**
                 * Directive supersedes.
                 * @member {Array.<string>} supersedes
                 * @memberof airt.control.v1.Directive
                 * @instance
                 */
                Directive.prototype.supersedes = $util.emptyArray;

                // OneOf field names bound to virtual getters and setters
                let $oneOfFields;

                /**
                 * Directive action.
                 * @member {"steer"|"retry"|"fallback"|"setModel"|"clamp"|"compact"|"patchPrompt"|"budget"|"denyTool"|"hold"|"resume"|"halt"|undefined} action
                 * @memberof airt.control.v1.Directive
                 * @instance
                 */
                $Object.defineProperty(Directive.prototype, "action", {
                    get: $util.oneOfGetter($oneOfFields = ["steer", "retry", "fallback", "setModel", "clamp", "compact", "patchPrompt", "budget", "denyTool", "hold", "resume", "halt"]),
                    set: $util.oneOfSetter($oneOfFields)
                });

                /**
                 * Creates a new Directive instance using the specified properties.
                 * @function create
                 * @memberof airt.control.v1.Directive
                 * @static
                 * @param {airt.control.v1.Directive.$Properties=} [properties] Properties to set
                 * @returns {airt.control.v1.Directive} Directive instance
                 * @type {{
                 *   (properties: airt.control.v1.Directive.$Shape): airt.control.v1.Directive & airt.control.v1.Directive.$Shape;
                 *   (properties?: airt.control.v1.Directive.$Properties): airt.control.v1.Directive;
                 * }}
                 */
                Directive.create = function(properties) {
                    return new Directive(properties);
                };

                /**
                 * Encodes the specified Directive message. Does not implicitly {@link airt.control.v1.Directive.verify|verify} messages.
                 * @function encode
                 * @memberof airt.control.v1.Directive
                 * @static
                 * @param {airt.control.v1.Directive.$Properties} message Directive message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                Directive.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.id != null && $Object.hasOwnProperty.call(message, "id") && message.id !== "")
                        writer.uint32(/* id 1, wireType 2 =*/10).string(message.id);
                    if (message.sequence != null && $Object.hasOwnProperty.call(message, "sequence") && (typeof message.sequence === "object" ? message.sequence.low || message.sequence.high : message.sequence !== 0))
                        writer.uint32(/* id 2, wireType 0 =*/16).uint64(message.sequence);
                    if (message.epoch != null && $Object.hasOwnProperty.call(message, "epoch") && (typeof message.epoch === "object" ? message.epoch.low || message.epoch.high : message.epoch !== 0))
                        writer.uint32(/* id 3, wireType 0 =*/24).uint64(message.epoch);
                    if (message.scope != null && $Object.hasOwnProperty.call(message, "scope"))
                        $root.airt.control.v1.Scope.encode(message.scope, writer.uint32(/* id 4, wireType 2 =*/34).fork(), _depth + 1).ldelim();
                    if (message.steer != null && $Object.hasOwnProperty.call(message, "steer"))
                        $root.airt.control.v1.Steer.encode(message.steer, writer.uint32(/* id 5, wireType 2 =*/42).fork(), _depth + 1).ldelim();
                    if (message.retry != null && $Object.hasOwnProperty.call(message, "retry"))
                        $root.airt.control.v1.Retry.encode(message.retry, writer.uint32(/* id 6, wireType 2 =*/50).fork(), _depth + 1).ldelim();
                    if (message.fallback != null && $Object.hasOwnProperty.call(message, "fallback"))
                        $root.airt.control.v1.Fallback.encode(message.fallback, writer.uint32(/* id 7, wireType 2 =*/58).fork(), _depth + 1).ldelim();
                    if (message.setModel != null && $Object.hasOwnProperty.call(message, "setModel"))
                        $root.airt.control.v1.SetModel.encode(message.setModel, writer.uint32(/* id 8, wireType 2 =*/66).fork(), _depth + 1).ldelim();
                    if (message.clamp != null && $Object.hasOwnProperty.call(message, "clamp"))
                        $root.airt.control.v1.Clamp.encode(message.clamp, writer.uint32(/* id 9, wireType 2 =*/74).fork(), _depth + 1).ldelim();
                    if (message.compact != null && $Object.hasOwnProperty.call(message, "compact"))
                        $root.airt.control.v1.Compact.encode(message.compact, writer.uint32(/* id 10, wireType 2 =*/82).fork(), _depth + 1).ldelim();
                    if (message.patchPrompt != null && $Object.hasOwnProperty.call(message, "patchPrompt"))
                        $root.airt.control.v1.PatchPrompt.encode(message.patchPrompt, writer.uint32(/* id 11, wireType 2 =*/90).fork(), _depth + 1).ldelim();
                    if (message.budget != null && $Object.hasOwnProperty.call(message, "budget"))
                        $root.airt.control.v1.Budget.encode(message.budget, writer.uint32(/* id 12, wireType 2 =*/98).fork(), _depth + 1).ldelim();
                    if (message.denyTool != null && $Object.hasOwnProperty.call(message, "denyTool"))
                        $root.airt.control.v1.DenyTool.encode(message.denyTool, writer.uint32(/* id 13, wireType 2 =*/106).fork(), _depth + 1).ldelim();
                    if (message.hold != null && $Object.hasOwnProperty.call(message, "hold"))
                        $root.airt.control.v1.Hold.encode(message.hold, writer.uint32(/* id 14, wireType 2 =*/114).fork(), _depth + 1).ldelim();
                    if (message.resume != null && $Object.hasOwnProperty.call(message, "resume"))
                        $root.airt.control.v1.Resume.encode(message.resume, writer.uint32(/* id 15, wireType 2 =*/122).fork(), _depth + 1).ldelim();
                    if (message.halt != null && $Object.hasOwnProperty.call(message, "halt"))
                        $root.airt.control.v1.Halt.encode(message.halt, writer.uint32(/* id 16, wireType 2 =*/130).fork(), _depth + 1).ldelim();
                    if (message.expiresAtUnixMs != null && $Object.hasOwnProperty.call(message, "expiresAtUnixMs") && (typeof message.expiresAtUnixMs === "object" ? message.expiresAtUnixMs.low || message.expiresAtUnixMs.high : message.expiresAtUnixMs !== 0))
                        writer.uint32(/* id 30, wireType 0 =*/240).int64(message.expiresAtUnixMs);
                    if (message.leaseMs != null && $Object.hasOwnProperty.call(message, "leaseMs") && (typeof message.leaseMs === "object" ? message.leaseMs.low || message.leaseMs.high : message.leaseMs !== 0))
                        writer.uint32(/* id 31, wireType 0 =*/248).int64(message.leaseMs);
                    if (message.expected != null && $Object.hasOwnProperty.call(message, "expected"))
                        $root.airt.control.v1.ExpectedState.encode(message.expected, writer.uint32(/* id 32, wireType 2 =*/258).fork(), _depth + 1).ldelim();
                    if (message.reason != null && $Object.hasOwnProperty.call(message, "reason") && message.reason !== "")
                        writer.uint32(/* id 33, wireType 2 =*/266).string(message.reason);
                    if (message.policy != null && $Object.hasOwnProperty.call(message, "policy"))
                        $root.airt.control.v1.PolicyRef.encode(message.policy, writer.uint32(/* id 34, wireType 2 =*/274).fork(), _depth + 1).ldelim();
                    if (message.dryRun != null && $Object.hasOwnProperty.call(message, "dryRun") && message.dryRun !== false)
                        writer.uint32(/* id 35, wireType 0 =*/280).bool(message.dryRun);
                    if (message.evidence != null && message.evidence.length)
                        for (let i = 0; i < message.evidence.length; ++i)
                            $root.airt.control.v1.SpanRef.encode(message.evidence[i], writer.uint32(/* id 36, wireType 2 =*/290).fork(), _depth + 1).ldelim();
                    if (message.supersedes != null && message.supersedes.length)
                        for (let i = 0; i < message.supersedes.length; ++i)
                            writer.uint32(/* id 37, wireType 2 =*/298).string(message.supersedes[i]);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a Directive message from the specified reader or buffer.
                 * @function decode
                 * @memberof airt.control.v1.Directive
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {airt.control.v1.Directive & airt.control.v1.Directive.$Shape} Directive
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                Directive.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.airt.control.v1.Directive();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.id = value;
                                else
                                    delete message.id;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 0)
                                    break;
                                if (typeof (value = $number(reader.uint64())) === "object" ? value.low || value.high : value !== 0)
                                    message.sequence = value;
                                else
                                    delete message.sequence;
                                continue;
                            }
                        case 3: {
                                if (wireType !== 0)
                                    break;
                                if (typeof (value = $number(reader.uint64())) === "object" ? value.low || value.high : value !== 0)
                                    message.epoch = value;
                                else
                                    delete message.epoch;
                                continue;
                            }
                        case 4: {
                                if (wireType !== 2)
                                    break;
                                message.scope = $root.airt.control.v1.Scope.decode(reader, reader.size(), $undefined, _depth + 1, message.scope);
                                continue;
                            }
                        case 5: {
                                if (wireType !== 2)
                                    break;
                                message.steer = $root.airt.control.v1.Steer.decode(reader, reader.size(), $undefined, _depth + 1, message.steer);
                                message.action = "steer";
                                continue;
                            }
                        case 6: {
                                if (wireType !== 2)
                                    break;
                                message.retry = $root.airt.control.v1.Retry.decode(reader, reader.size(), $undefined, _depth + 1, message.retry);
                                message.action = "retry";
                                continue;
                            }
                        case 7: {
                                if (wireType !== 2)
                                    break;
                                message.fallback = $root.airt.control.v1.Fallback.decode(reader, reader.size(), $undefined, _depth + 1, message.fallback);
                                message.action = "fallback";
                                continue;
                            }
                        case 8: {
                                if (wireType !== 2)
                                    break;
                                message.setModel = $root.airt.control.v1.SetModel.decode(reader, reader.size(), $undefined, _depth + 1, message.setModel);
                                message.action = "setModel";
                                continue;
                            }
                        case 9: {
                                if (wireType !== 2)
                                    break;
                                message.clamp = $root.airt.control.v1.Clamp.decode(reader, reader.size(), $undefined, _depth + 1, message.clamp);
                                message.action = "clamp";
                                continue;
                            }
                        case 10: {
                                if (wireType !== 2)
                                    break;
                                message.compact = $root.airt.control.v1.Compact.decode(reader, reader.size(), $undefined, _depth + 1, message.compact);
                                message.action = "compact";
                                continue;
                            }
                        case 11: {
                                if (wireType !== 2)
                                    break;
                                message.patchPrompt = $root.airt.control.v1.PatchPrompt.decode(reader, reader.size(), $undefined, _depth + 1, message.patchPrompt);
                                message.action = "patchPrompt";
                                continue;
                            }
                        case 12: {
                                if (wireType !== 2)
                                    break;
                                message.budget = $root.airt.control.v1.Budget.decode(reader, reader.size(), $undefined, _depth + 1, message.budget);
                                message.action = "budget";
                                continue;
                            }
                        case 13: {
                                if (wireType !== 2)
                                    break;
                                message.denyTool = $root.airt.control.v1.DenyTool.decode(reader, reader.size(), $undefined, _depth + 1, message.denyTool);
                                message.action = "denyTool";
                                continue;
                            }
                        case 14: {
                                if (wireType !== 2)
                                    break;
                                message.hold = $root.airt.control.v1.Hold.decode(reader, reader.size(), $undefined, _depth + 1, message.hold);
                                message.action = "hold";
                                continue;
                            }
                        case 15: {
                                if (wireType !== 2)
                                    break;
                                message.resume = $root.airt.control.v1.Resume.decode(reader, reader.size(), $undefined, _depth + 1, message.resume);
                                message.action = "resume";
                                continue;
                            }
                        case 16: {
                                if (wireType !== 2)
                                    break;
                                message.halt = $root.airt.control.v1.Halt.decode(reader, reader.size(), $undefined, _depth + 1, message.halt);
                                message.action = "halt";
                                continue;
                            }
                        case 30: {
                                if (wireType !== 0)
                                    break;
                                if (typeof (value = $number(reader.int64())) === "object" ? value.low || value.high : value !== 0)
                                    message.expiresAtUnixMs = value;
                                else
                                    delete message.expiresAtUnixMs;
                                continue;
                            }
                        case 31: {
                                if (wireType !== 0)
                                    break;
                                if (typeof (value = $number(reader.int64())) === "object" ? value.low || value.high : value !== 0)
                                    message.leaseMs = value;
                                else
                                    delete message.leaseMs;
                                continue;
                            }
                        case 32: {
                                if (wireType !== 2)
                                    break;
                                message.expected = $root.airt.control.v1.ExpectedState.decode(reader, reader.size(), $undefined, _depth + 1, message.expected);
                                continue;
                            }
                        case 33: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.reason = value;
                                else
                                    delete message.reason;
                                continue;
                            }
                        case 34: {
                                if (wireType !== 2)
                                    break;
                                message.policy = $root.airt.control.v1.PolicyRef.decode(reader, reader.size(), $undefined, _depth + 1, message.policy);
                                continue;
                            }
                        case 35: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.bool())
                                    message.dryRun = value;
                                else
                                    delete message.dryRun;
                                continue;
                            }
                        case 36: {
                                if (wireType !== 2)
                                    break;
                                if (!(message.evidence && message.evidence.length))
                                    message.evidence = [];
                                message.evidence.push($root.airt.control.v1.SpanRef.decode(reader, reader.size(), $undefined, _depth + 1));
                                continue;
                            }
                        case 37: {
                                if (wireType !== 2)
                                    break;
                                if (!(message.supersedes && message.supersedes.length))
                                    message.supersedes = [];
                                message.supersedes.push(reader.stringVerify());
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return Directive;
            })();

            v1.DirectiveCancel = (function() {

                /**
                 * Properties of a DirectiveCancel.
                 * @typedef {Object} airt.control.v1.DirectiveCancel.$Properties
                 * @property {string|null} [directiveId] DirectiveCancel directiveId
                 * @property {string|null} [reason] DirectiveCancel reason
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a DirectiveCancel.
                 * @memberof airt.control.v1
                 * @interface IDirectiveCancel
                 * @augments airt.control.v1.DirectiveCancel.$Properties
                 * @deprecated Use airt.control.v1.DirectiveCancel.$Properties instead.
                 */

                /**
                 * Shape of a DirectiveCancel.
                 * @typedef {airt.control.v1.DirectiveCancel.$Properties} airt.control.v1.DirectiveCancel.$Shape
                 */

                /**
                 * Constructs a new DirectiveCancel.
                 * @memberof airt.control.v1
                 * @classdesc Represents a DirectiveCancel.
                 * @constructor
                 * @param {airt.control.v1.DirectiveCancel.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const DirectiveCancel = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * DirectiveCancel directiveId.
                 * @member {string} directiveId
                 * @memberof airt.control.v1.DirectiveCancel
                 * @instance
                 */
                DirectiveCancel.prototype.directiveId = "";

                /**
                 * DirectiveCancel reason.
                 * @member {string} reason
                 * @memberof airt.control.v1.DirectiveCancel
                 * @instance
                 */
                DirectiveCancel.prototype.reason = "";

                /**
                 * Creates a new DirectiveCancel instance using the specified properties.
                 * @function create
                 * @memberof airt.control.v1.DirectiveCancel
                 * @static
                 * @param {airt.control.v1.DirectiveCancel.$Properties=} [properties] Properties to set
                 * @returns {airt.control.v1.DirectiveCancel} DirectiveCancel instance
                 * @type {{
                 *   (properties: airt.control.v1.DirectiveCancel.$Shape): airt.control.v1.DirectiveCancel & airt.control.v1.DirectiveCancel.$Shape;
                 *   (properties?: airt.control.v1.DirectiveCancel.$Properties): airt.control.v1.DirectiveCancel;
                 * }}
                 */
                DirectiveCancel.create = function(properties) {
                    return new DirectiveCancel(properties);
                };

                /**
                 * Encodes the specified DirectiveCancel message. Does not implicitly {@link airt.control.v1.DirectiveCancel.verify|verify} messages.
                 * @function encode
                 * @memberof airt.control.v1.DirectiveCancel
                 * @static
                 * @param {airt.control.v1.DirectiveCancel.$Properties} message DirectiveCancel message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                DirectiveCancel.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.directiveId != null && $Object.hasOwnProperty.call(message, "directiveId") && message.directiveId !== "")
                        writer.uint32(/* id 1, wireType 2 =*/10).string(message.directiveId);
                    if (message.reason != null && $Object.hasOwnProperty.call(message, "reason") && message.reason !== "")
                        writer.uint32(/* id 2, wireType 2 =*/18).string(message.reason);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a DirectiveCancel message from the specified reader or buffer.
                 * @function decode
                 * @memberof airt.control.v1.DirectiveCancel
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {airt.control.v1.DirectiveCancel & airt.control.v1.DirectiveCancel.$Shape} DirectiveCancel
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                DirectiveCancel.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.airt.control.v1.DirectiveCancel();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.directiveId = value;
                                else
                                    delete message.directiveId;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.reason = value;
                                else
                                    delete message.reason;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return DirectiveCancel;
            })();

            v1.Scope = (function() {

                /**
                 * Properties of a Scope.
                 * @typedef {Object} airt.control.v1.Scope.$Properties
                 * @property {Uint8Array|null} [traceId] Scope traceId
                 * @property {string|null} [agentName] Scope agentName
                 * @property {Uint8Array|null} [spanId] Scope spanId
                 * @property {string|null} [toolName] Scope toolName
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a Scope.
                 * @memberof airt.control.v1
                 * @interface IScope
                 * @augments airt.control.v1.Scope.$Properties
                 * @deprecated Use airt.control.v1.Scope.$Properties instead.
                 */

                /**
                 * Shape of a Scope.
                 * @typedef {airt.control.v1.Scope.$Properties} airt.control.v1.Scope.$Shape
                 */

                /**
                 * Constructs a new Scope.
                 * @memberof airt.control.v1
                 * @classdesc Represents a Scope.
                 * @constructor
                 * @param {airt.control.v1.Scope.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const Scope = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * Scope traceId.
                 * @member {Uint8Array} traceId
                 * @memberof airt.control.v1.Scope
                 * @instance
                 */
                Scope.prototype.traceId = $util.newBuffer([]);

                /**
                 * Scope agentName.
                 * @member {string} agentName
                 * @memberof airt.control.v1.Scope
                 * @instance
                 */
                Scope.prototype.agentName = "";

                /**
                 * Scope spanId.
                 * @member {Uint8Array} spanId
                 * @memberof airt.control.v1.Scope
                 * @instance
                 */
                Scope.prototype.spanId = $util.newBuffer([]);

                /**
                 * Scope toolName.
                 * @member {string} toolName
                 * @memberof airt.control.v1.Scope
                 * @instance
                 */
                Scope.prototype.toolName = "";

                /**
                 * Creates a new Scope instance using the specified properties.
                 * @function create
                 * @memberof airt.control.v1.Scope
                 * @static
                 * @param {airt.control.v1.Scope.$Properties=} [properties] Properties to set
                 * @returns {airt.control.v1.Scope} Scope instance
                 * @type {{
                 *   (properties: airt.control.v1.Scope.$Shape): airt.control.v1.Scope & airt.control.v1.Scope.$Shape;
                 *   (properties?: airt.control.v1.Scope.$Properties): airt.control.v1.Scope;
                 * }}
                 */
                Scope.create = function(properties) {
                    return new Scope(properties);
                };

                /**
                 * Encodes the specified Scope message. Does not implicitly {@link airt.control.v1.Scope.verify|verify} messages.
                 * @function encode
                 * @memberof airt.control.v1.Scope
                 * @static
                 * @param {airt.control.v1.Scope.$Properties} message Scope message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                Scope.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.traceId != null && $Object.hasOwnProperty.call(message, "traceId") && message.traceId.length)
                        writer.uint32(/* id 1, wireType 2 =*/10).bytes(message.traceId);
                    if (message.agentName != null && $Object.hasOwnProperty.call(message, "agentName") && message.agentName !== "")
                        writer.uint32(/* id 2, wireType 2 =*/18).string(message.agentName);
                    if (message.spanId != null && $Object.hasOwnProperty.call(message, "spanId") && message.spanId.length)
                        writer.uint32(/* id 3, wireType 2 =*/26).bytes(message.spanId);
                    if (message.toolName != null && $Object.hasOwnProperty.call(message, "toolName") && message.toolName !== "")
                        writer.uint32(/* id 4, wireType 2 =*/34).string(message.toolName);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a Scope message from the specified reader or buffer.
                 * @function decode
                 * @memberof airt.control.v1.Scope
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {airt.control.v1.Scope & airt.control.v1.Scope.$Shape} Scope
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                Scope.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.airt.control.v1.Scope();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.traceId = value;
                                else
                                    delete message.traceId;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.agentName = value;
                                else
                                    delete message.agentName;
                                continue;
                            }
                        case 3: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.spanId = value;
                                else
                                    delete message.spanId;
                                continue;
                            }
                        case 4: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.toolName = value;
                                else
                                    delete message.toolName;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return Scope;
            })();

            v1.ExpectedState = (function() {

                /**
                 * Properties of an ExpectedState.
                 * @typedef {Object} airt.control.v1.ExpectedState.$Properties
                 * @property {string|null} [lastToolCallDigest] ExpectedState lastToolCallDigest
                 * @property {number|null} [maxModelCallsSince] ExpectedState maxModelCallsSince
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of an ExpectedState.
                 * @memberof airt.control.v1
                 * @interface IExpectedState
                 * @augments airt.control.v1.ExpectedState.$Properties
                 * @deprecated Use airt.control.v1.ExpectedState.$Properties instead.
                 */

                /**
                 * Shape of an ExpectedState.
                 * @typedef {airt.control.v1.ExpectedState.$Properties} airt.control.v1.ExpectedState.$Shape
                 */

                /**
                 * Constructs a new ExpectedState.
                 * @memberof airt.control.v1
                 * @classdesc Represents an ExpectedState.
                 * @constructor
                 * @param {airt.control.v1.ExpectedState.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const ExpectedState = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * ExpectedState lastToolCallDigest.
                 * @member {string} lastToolCallDigest
                 * @memberof airt.control.v1.ExpectedState
                 * @instance
                 */
                ExpectedState.prototype.lastToolCallDigest = "";

                /**
                 * ExpectedState maxModelCallsSince.
                 * @member {number} maxModelCallsSince
                 * @memberof airt.control.v1.ExpectedState
                 * @instance
                 */
                ExpectedState.prototype.maxModelCallsSince = 0;

                /**
                 * Creates a new ExpectedState instance using the specified properties.
                 * @function create
                 * @memberof airt.control.v1.ExpectedState
                 * @static
                 * @param {airt.control.v1.ExpectedState.$Properties=} [properties] Properties to set
                 * @returns {airt.control.v1.ExpectedState} ExpectedState instance
                 * @type {{
                 *   (properties: airt.control.v1.ExpectedState.$Shape): airt.control.v1.ExpectedState & airt.control.v1.ExpectedState.$Shape;
                 *   (properties?: airt.control.v1.ExpectedState.$Properties): airt.control.v1.ExpectedState;
                 * }}
                 */
                ExpectedState.create = function(properties) {
                    return new ExpectedState(properties);
                };

                /**
                 * Encodes the specified ExpectedState message. Does not implicitly {@link airt.control.v1.ExpectedState.verify|verify} messages.
                 * @function encode
                 * @memberof airt.control.v1.ExpectedState
                 * @static
                 * @param {airt.control.v1.ExpectedState.$Properties} message ExpectedState message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                ExpectedState.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.lastToolCallDigest != null && $Object.hasOwnProperty.call(message, "lastToolCallDigest") && message.lastToolCallDigest !== "")
                        writer.uint32(/* id 1, wireType 2 =*/10).string(message.lastToolCallDigest);
                    if (message.maxModelCallsSince != null && $Object.hasOwnProperty.call(message, "maxModelCallsSince") && message.maxModelCallsSince !== 0)
                        writer.uint32(/* id 2, wireType 0 =*/16).int32(message.maxModelCallsSince);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes an ExpectedState message from the specified reader or buffer.
                 * @function decode
                 * @memberof airt.control.v1.ExpectedState
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {airt.control.v1.ExpectedState & airt.control.v1.ExpectedState.$Shape} ExpectedState
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                ExpectedState.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.airt.control.v1.ExpectedState();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.lastToolCallDigest = value;
                                else
                                    delete message.lastToolCallDigest;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.int32())
                                    message.maxModelCallsSince = value;
                                else
                                    delete message.maxModelCallsSince;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return ExpectedState;
            })();

            v1.PolicyRef = (function() {

                /**
                 * Properties of a PolicyRef.
                 * @typedef {Object} airt.control.v1.PolicyRef.$Properties
                 * @property {string|null} [name] PolicyRef name
                 * @property {string|null} [version] PolicyRef version
                 * @property {string|null} [rule] PolicyRef rule
                 * @property {string|null} [mode] PolicyRef mode
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a PolicyRef.
                 * @memberof airt.control.v1
                 * @interface IPolicyRef
                 * @augments airt.control.v1.PolicyRef.$Properties
                 * @deprecated Use airt.control.v1.PolicyRef.$Properties instead.
                 */

                /**
                 * Shape of a PolicyRef.
                 * @typedef {airt.control.v1.PolicyRef.$Properties} airt.control.v1.PolicyRef.$Shape
                 */

                /**
                 * Constructs a new PolicyRef.
                 * @memberof airt.control.v1
                 * @classdesc Represents a PolicyRef.
                 * @constructor
                 * @param {airt.control.v1.PolicyRef.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const PolicyRef = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * PolicyRef name.
                 * @member {string} name
                 * @memberof airt.control.v1.PolicyRef
                 * @instance
                 */
                PolicyRef.prototype.name = "";

                /**
                 * PolicyRef version.
                 * @member {string} version
                 * @memberof airt.control.v1.PolicyRef
                 * @instance
                 */
                PolicyRef.prototype.version = "";

                /**
                 * PolicyRef rule.
                 * @member {string} rule
                 * @memberof airt.control.v1.PolicyRef
                 * @instance
                 */
                PolicyRef.prototype.rule = "";

                /**
                 * PolicyRef mode.
                 * @member {string} mode
                 * @memberof airt.control.v1.PolicyRef
                 * @instance
                 */
                PolicyRef.prototype.mode = "";

                /**
                 * Creates a new PolicyRef instance using the specified properties.
                 * @function create
                 * @memberof airt.control.v1.PolicyRef
                 * @static
                 * @param {airt.control.v1.PolicyRef.$Properties=} [properties] Properties to set
                 * @returns {airt.control.v1.PolicyRef} PolicyRef instance
                 * @type {{
                 *   (properties: airt.control.v1.PolicyRef.$Shape): airt.control.v1.PolicyRef & airt.control.v1.PolicyRef.$Shape;
                 *   (properties?: airt.control.v1.PolicyRef.$Properties): airt.control.v1.PolicyRef;
                 * }}
                 */
                PolicyRef.create = function(properties) {
                    return new PolicyRef(properties);
                };

                /**
                 * Encodes the specified PolicyRef message. Does not implicitly {@link airt.control.v1.PolicyRef.verify|verify} messages.
                 * @function encode
                 * @memberof airt.control.v1.PolicyRef
                 * @static
                 * @param {airt.control.v1.PolicyRef.$Properties} message PolicyRef message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                PolicyRef.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.name != null && $Object.hasOwnProperty.call(message, "name") && message.name !== "")
                        writer.uint32(/* id 1, wireType 2 =*/10).string(message.name);
                    if (message.version != null && $Object.hasOwnProperty.call(message, "version") && message.version !== "")
                        writer.uint32(/* id 2, wireType 2 =*/18).string(message.version);
                    if (message.rule != null && $Object.hasOwnProperty.call(message, "rule") && message.rule !== "")
                        writer.uint32(/* id 3, wireType 2 =*/26).string(message.rule);
                    if (message.mode != null && $Object.hasOwnProperty.call(message, "mode") && message.mode !== "")
                        writer.uint32(/* id 4, wireType 2 =*/34).string(message.mode);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a PolicyRef message from the specified reader or buffer.
                 * @function decode
                 * @memberof airt.control.v1.PolicyRef
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {airt.control.v1.PolicyRef & airt.control.v1.PolicyRef.$Shape} PolicyRef
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                PolicyRef.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.airt.control.v1.PolicyRef();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.name = value;
                                else
                                    delete message.name;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.version = value;
                                else
                                    delete message.version;
                                continue;
                            }
                        case 3: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.rule = value;
                                else
                                    delete message.rule;
                                continue;
                            }
                        case 4: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.mode = value;
                                else
                                    delete message.mode;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return PolicyRef;
            })();

            v1.SpanRef = (function() {

                /**
                 * Properties of a SpanRef.
                 * @typedef {Object} airt.control.v1.SpanRef.$Properties
                 * @property {Uint8Array|null} [traceId] SpanRef traceId
                 * @property {Uint8Array|null} [spanId] SpanRef spanId
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a SpanRef.
                 * @memberof airt.control.v1
                 * @interface ISpanRef
                 * @augments airt.control.v1.SpanRef.$Properties
                 * @deprecated Use airt.control.v1.SpanRef.$Properties instead.
                 */

                /**
                 * Shape of a SpanRef.
                 * @typedef {airt.control.v1.SpanRef.$Properties} airt.control.v1.SpanRef.$Shape
                 */

                /**
                 * Constructs a new SpanRef.
                 * @memberof airt.control.v1
                 * @classdesc Represents a SpanRef.
                 * @constructor
                 * @param {airt.control.v1.SpanRef.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const SpanRef = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * SpanRef traceId.
                 * @member {Uint8Array} traceId
                 * @memberof airt.control.v1.SpanRef
                 * @instance
                 */
                SpanRef.prototype.traceId = $util.newBuffer([]);

                /**
                 * SpanRef spanId.
                 * @member {Uint8Array} spanId
                 * @memberof airt.control.v1.SpanRef
                 * @instance
                 */
                SpanRef.prototype.spanId = $util.newBuffer([]);

                /**
                 * Creates a new SpanRef instance using the specified properties.
                 * @function create
                 * @memberof airt.control.v1.SpanRef
                 * @static
                 * @param {airt.control.v1.SpanRef.$Properties=} [properties] Properties to set
                 * @returns {airt.control.v1.SpanRef} SpanRef instance
                 * @type {{
                 *   (properties: airt.control.v1.SpanRef.$Shape): airt.control.v1.SpanRef & airt.control.v1.SpanRef.$Shape;
                 *   (properties?: airt.control.v1.SpanRef.$Properties): airt.control.v1.SpanRef;
                 * }}
                 */
                SpanRef.create = function(properties) {
                    return new SpanRef(properties);
                };

                /**
                 * Encodes the specified SpanRef message. Does not implicitly {@link airt.control.v1.SpanRef.verify|verify} messages.
                 * @function encode
                 * @memberof airt.control.v1.SpanRef
                 * @static
                 * @param {airt.control.v1.SpanRef.$Properties} message SpanRef message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                SpanRef.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.traceId != null && $Object.hasOwnProperty.call(message, "traceId") && message.traceId.length)
                        writer.uint32(/* id 1, wireType 2 =*/10).bytes(message.traceId);
                    if (message.spanId != null && $Object.hasOwnProperty.call(message, "spanId") && message.spanId.length)
                        writer.uint32(/* id 2, wireType 2 =*/18).bytes(message.spanId);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a SpanRef message from the specified reader or buffer.
                 * @function decode
                 * @memberof airt.control.v1.SpanRef
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {airt.control.v1.SpanRef & airt.control.v1.SpanRef.$Shape} SpanRef
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                SpanRef.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.airt.control.v1.SpanRef();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.traceId = value;
                                else
                                    delete message.traceId;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.spanId = value;
                                else
                                    delete message.spanId;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return SpanRef;
            })();

            v1.Steer = (function() {

                /**
                 * Properties of a Steer.
                 * @typedef {Object} airt.control.v1.Steer.$Properties
                 * @property {string|null} [guidance] Steer guidance
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a Steer.
                 * @memberof airt.control.v1
                 * @interface ISteer
                 * @augments airt.control.v1.Steer.$Properties
                 * @deprecated Use airt.control.v1.Steer.$Properties instead.
                 */

                /**
                 * Shape of a Steer.
                 * @typedef {airt.control.v1.Steer.$Properties} airt.control.v1.Steer.$Shape
                 */

                /**
                 * Constructs a new Steer.
                 * @memberof airt.control.v1
                 * @classdesc Represents a Steer.
                 * @constructor
                 * @param {airt.control.v1.Steer.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const Steer = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * Steer guidance.
                 * @member {string} guidance
                 * @memberof airt.control.v1.Steer
                 * @instance
                 */
                Steer.prototype.guidance = "";

                /**
                 * Creates a new Steer instance using the specified properties.
                 * @function create
                 * @memberof airt.control.v1.Steer
                 * @static
                 * @param {airt.control.v1.Steer.$Properties=} [properties] Properties to set
                 * @returns {airt.control.v1.Steer} Steer instance
                 * @type {{
                 *   (properties: airt.control.v1.Steer.$Shape): airt.control.v1.Steer & airt.control.v1.Steer.$Shape;
                 *   (properties?: airt.control.v1.Steer.$Properties): airt.control.v1.Steer;
                 * }}
                 */
                Steer.create = function(properties) {
                    return new Steer(properties);
                };

                /**
                 * Encodes the specified Steer message. Does not implicitly {@link airt.control.v1.Steer.verify|verify} messages.
                 * @function encode
                 * @memberof airt.control.v1.Steer
                 * @static
                 * @param {airt.control.v1.Steer.$Properties} message Steer message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                Steer.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.guidance != null && $Object.hasOwnProperty.call(message, "guidance") && message.guidance !== "")
                        writer.uint32(/* id 1, wireType 2 =*/10).string(message.guidance);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a Steer message from the specified reader or buffer.
                 * @function decode
                 * @memberof airt.control.v1.Steer
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {airt.control.v1.Steer & airt.control.v1.Steer.$Shape} Steer
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                Steer.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.airt.control.v1.Steer();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.guidance = value;
                                else
                                    delete message.guidance;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return Steer;
            })();

            v1.Retry = (function() {

                /**
                 * Properties of a Retry.
                 * @typedef {Object} airt.control.v1.Retry.$Properties
                 * @property {number|null} [maxAttempts] Retry maxAttempts
                 * @property {number|null} [backoffMs] Retry backoffMs
                 * @property {string|null} [modifiedArgumentsJson] Retry modifiedArgumentsJson
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a Retry.
                 * @memberof airt.control.v1
                 * @interface IRetry
                 * @augments airt.control.v1.Retry.$Properties
                 * @deprecated Use airt.control.v1.Retry.$Properties instead.
                 */

                /**
                 * Shape of a Retry.
                 * @typedef {airt.control.v1.Retry.$Properties} airt.control.v1.Retry.$Shape
                 */

                /**
                 * Constructs a new Retry.
                 * @memberof airt.control.v1
                 * @classdesc Represents a Retry.
                 * @constructor
                 * @param {airt.control.v1.Retry.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const Retry = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * Retry maxAttempts.
                 * @member {number} maxAttempts
                 * @memberof airt.control.v1.Retry
                 * @instance
                 */
                Retry.prototype.maxAttempts = 0;

                /**
                 * Retry backoffMs.
                 * @member {number} backoffMs
                 * @memberof airt.control.v1.Retry
                 * @instance
                 */
                Retry.prototype.backoffMs = 0;

                /**
                 * Retry modifiedArgumentsJson.
                 * @member {string} modifiedArgumentsJson
                 * @memberof airt.control.v1.Retry
                 * @instance
                 */
                Retry.prototype.modifiedArgumentsJson = "";

                /**
                 * Creates a new Retry instance using the specified properties.
                 * @function create
                 * @memberof airt.control.v1.Retry
                 * @static
                 * @param {airt.control.v1.Retry.$Properties=} [properties] Properties to set
                 * @returns {airt.control.v1.Retry} Retry instance
                 * @type {{
                 *   (properties: airt.control.v1.Retry.$Shape): airt.control.v1.Retry & airt.control.v1.Retry.$Shape;
                 *   (properties?: airt.control.v1.Retry.$Properties): airt.control.v1.Retry;
                 * }}
                 */
                Retry.create = function(properties) {
                    return new Retry(properties);
                };

                /**
                 * Encodes the specified Retry message. Does not implicitly {@link airt.control.v1.Retry.verify|verify} messages.
                 * @function encode
                 * @memberof airt.control.v1.Retry
                 * @static
                 * @param {airt.control.v1.Retry.$Properties} message Retry message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                Retry.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.maxAttempts != null && $Object.hasOwnProperty.call(message, "maxAttempts") && message.maxAttempts !== 0)
                        writer.uint32(/* id 1, wireType 0 =*/8).int32(message.maxAttempts);
                    if (message.backoffMs != null && $Object.hasOwnProperty.call(message, "backoffMs") && message.backoffMs !== 0)
                        writer.uint32(/* id 2, wireType 0 =*/16).int32(message.backoffMs);
                    if (message.modifiedArgumentsJson != null && $Object.hasOwnProperty.call(message, "modifiedArgumentsJson") && message.modifiedArgumentsJson !== "")
                        writer.uint32(/* id 3, wireType 2 =*/26).string(message.modifiedArgumentsJson);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a Retry message from the specified reader or buffer.
                 * @function decode
                 * @memberof airt.control.v1.Retry
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {airt.control.v1.Retry & airt.control.v1.Retry.$Shape} Retry
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                Retry.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.airt.control.v1.Retry();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.int32())
                                    message.maxAttempts = value;
                                else
                                    delete message.maxAttempts;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.int32())
                                    message.backoffMs = value;
                                else
                                    delete message.backoffMs;
                                continue;
                            }
                        case 3: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.modifiedArgumentsJson = value;
                                else
                                    delete message.modifiedArgumentsJson;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return Retry;
            })();

            v1.Fallback = (function() {

                /**
                 * Properties of a Fallback.
                 * @typedef {Object} airt.control.v1.Fallback.$Properties
                 * @property {string|null} [model] Fallback model
                 * @property {string|null} [provider] Fallback provider
                 * @property {string|null} [tool] Fallback tool
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a Fallback.
                 * @memberof airt.control.v1
                 * @interface IFallback
                 * @augments airt.control.v1.Fallback.$Properties
                 * @deprecated Use airt.control.v1.Fallback.$Properties instead.
                 */

                /**
                 * Shape of a Fallback.
                 * @typedef {airt.control.v1.Fallback.$Properties} airt.control.v1.Fallback.$Shape
                 */

                /**
                 * Constructs a new Fallback.
                 * @memberof airt.control.v1
                 * @classdesc Represents a Fallback.
                 * @constructor
                 * @param {airt.control.v1.Fallback.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const Fallback = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * Fallback model.
                 * @member {string} model
                 * @memberof airt.control.v1.Fallback
                 * @instance
                 */
                Fallback.prototype.model = "";

                /**
                 * Fallback provider.
                 * @member {string} provider
                 * @memberof airt.control.v1.Fallback
                 * @instance
                 */
                Fallback.prototype.provider = "";

                /**
                 * Fallback tool.
                 * @member {string} tool
                 * @memberof airt.control.v1.Fallback
                 * @instance
                 */
                Fallback.prototype.tool = "";

                /**
                 * Creates a new Fallback instance using the specified properties.
                 * @function create
                 * @memberof airt.control.v1.Fallback
                 * @static
                 * @param {airt.control.v1.Fallback.$Properties=} [properties] Properties to set
                 * @returns {airt.control.v1.Fallback} Fallback instance
                 * @type {{
                 *   (properties: airt.control.v1.Fallback.$Shape): airt.control.v1.Fallback & airt.control.v1.Fallback.$Shape;
                 *   (properties?: airt.control.v1.Fallback.$Properties): airt.control.v1.Fallback;
                 * }}
                 */
                Fallback.create = function(properties) {
                    return new Fallback(properties);
                };

                /**
                 * Encodes the specified Fallback message. Does not implicitly {@link airt.control.v1.Fallback.verify|verify} messages.
                 * @function encode
                 * @memberof airt.control.v1.Fallback
                 * @static
                 * @param {airt.control.v1.Fallback.$Properties} message Fallback message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                Fallback.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.model != null && $Object.hasOwnProperty.call(message, "model") && message.model !== "")
                        writer.uint32(/* id 1, wireType 2 =*/10).string(message.model);
                    if (message.provider != null && $Object.hasOwnProperty.call(message, "provider") && message.provider !== "")
                        writer.uint32(/* id 2, wireType 2 =*/18).string(message.provider);
                    if (message.tool != null && $Object.hasOwnProperty.call(message, "tool") && message.tool !== "")
                        writer.uint32(/* id 3, wireType 2 =*/26).string(message.tool);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a Fallback message from the specified reader or buffer.
                 * @function decode
                 * @memberof airt.control.v1.Fallback
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {airt.control.v1.Fallback & airt.control.v1.Fallback.$Shape} Fallback
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                Fallback.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.airt.control.v1.Fallback();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.model = value;
                                else
                                    delete message.model;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.provider = value;
                                else
                                    delete message.provider;
                                continue;
                            }
                        case 3: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.tool = value;
                                else
                                    delete message.tool;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return Fallback;
            })();

            v1.SetModel = (function() {

                /**
                 * Properties of a SetModel.
                 * @typedef {Object} airt.control.v1.SetModel.$Properties
                 * @property {string|null} [model] SetModel model
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a SetModel.
                 * @memberof airt.control.v1
                 * @interface ISetModel
                 * @augments airt.control.v1.SetModel.$Properties
                 * @deprecated Use airt.control.v1.SetModel.$Properties instead.
                 */

                /**
                 * Shape of a SetModel.
                 * @typedef {airt.control.v1.SetModel.$Properties} airt.control.v1.SetModel.$Shape
                 */

                /**
                 * Constructs a new SetModel.
                 * @memberof airt.control.v1
                 * @classdesc Represents a SetModel.
                 * @constructor
                 * @param {airt.control.v1.SetModel.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const SetModel = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * SetModel model.
                 * @member {string} model
                 * @memberof airt.control.v1.SetModel
                 * @instance
                 */
                SetModel.prototype.model = "";

                /**
                 * Creates a new SetModel instance using the specified properties.
                 * @function create
                 * @memberof airt.control.v1.SetModel
                 * @static
                 * @param {airt.control.v1.SetModel.$Properties=} [properties] Properties to set
                 * @returns {airt.control.v1.SetModel} SetModel instance
                 * @type {{
                 *   (properties: airt.control.v1.SetModel.$Shape): airt.control.v1.SetModel & airt.control.v1.SetModel.$Shape;
                 *   (properties?: airt.control.v1.SetModel.$Properties): airt.control.v1.SetModel;
                 * }}
                 */
                SetModel.create = function(properties) {
                    return new SetModel(properties);
                };

                /**
                 * Encodes the specified SetModel message. Does not implicitly {@link airt.control.v1.SetModel.verify|verify} messages.
                 * @function encode
                 * @memberof airt.control.v1.SetModel
                 * @static
                 * @param {airt.control.v1.SetModel.$Properties} message SetModel message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                SetModel.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.model != null && $Object.hasOwnProperty.call(message, "model") && message.model !== "")
                        writer.uint32(/* id 1, wireType 2 =*/10).string(message.model);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a SetModel message from the specified reader or buffer.
                 * @function decode
                 * @memberof airt.control.v1.SetModel
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {airt.control.v1.SetModel & airt.control.v1.SetModel.$Shape} SetModel
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                SetModel.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.airt.control.v1.SetModel();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.model = value;
                                else
                                    delete message.model;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return SetModel;
            })();

            v1.Clamp = (function() {

                /**
                 * Properties of a Clamp.
                 * @typedef {Object} airt.control.v1.Clamp.$Properties
                 * @property {number|null} [maxOutputTokens] Clamp maxOutputTokens
                 * @property {number|null} [temperature] Clamp temperature
                 * @property {string|null} [reasoningLevel] Clamp reasoningLevel
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a Clamp.
                 * @memberof airt.control.v1
                 * @interface IClamp
                 * @augments airt.control.v1.Clamp.$Properties
                 * @deprecated Use airt.control.v1.Clamp.$Properties instead.
                 */

                /**
                 * Shape of a Clamp.
                 * @typedef {airt.control.v1.Clamp.$Properties} airt.control.v1.Clamp.$Shape
                 */

                /**
                 * Constructs a new Clamp.
                 * @memberof airt.control.v1
                 * @classdesc Represents a Clamp.
                 * @constructor
                 * @param {airt.control.v1.Clamp.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const Clamp = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * Clamp maxOutputTokens.
                 * @member {number} maxOutputTokens
                 * @memberof airt.control.v1.Clamp
                 * @instance
                 */
                Clamp.prototype.maxOutputTokens = 0;

                /**
                 * Clamp temperature.
                 * @member {number|null|undefined} temperature
                 * @memberof airt.control.v1.Clamp
                 * @instance
                 */
                Clamp.prototype.temperature = null;

                /**
                 * Clamp reasoningLevel.
                 * @member {string} reasoningLevel
                 * @memberof airt.control.v1.Clamp
                 * @instance
                 */
                Clamp.prototype.reasoningLevel = "";

                // OneOf field names bound to virtual getters and setters
                let $oneOfFields;

                // Virtual OneOf for proto3 optional field
                $Object.defineProperty(Clamp.prototype, "_temperature", {
                    get: $util.oneOfGetter($oneOfFields = ["temperature"]),
                    set: $util.oneOfSetter($oneOfFields)
                });

                /**
                 * Creates a new Clamp instance using the specified properties.
                 * @function create
                 * @memberof airt.control.v1.Clamp
                 * @static
                 * @param {airt.control.v1.Clamp.$Properties=} [properties] Properties to set
                 * @returns {airt.control.v1.Clamp} Clamp instance
                 * @type {{
                 *   (properties: airt.control.v1.Clamp.$Shape): airt.control.v1.Clamp & airt.control.v1.Clamp.$Shape;
                 *   (properties?: airt.control.v1.Clamp.$Properties): airt.control.v1.Clamp;
                 * }}
                 */
                Clamp.create = function(properties) {
                    return new Clamp(properties);
                };

                /**
                 * Encodes the specified Clamp message. Does not implicitly {@link airt.control.v1.Clamp.verify|verify} messages.
                 * @function encode
                 * @memberof airt.control.v1.Clamp
                 * @static
                 * @param {airt.control.v1.Clamp.$Properties} message Clamp message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                Clamp.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.maxOutputTokens != null && $Object.hasOwnProperty.call(message, "maxOutputTokens") && message.maxOutputTokens !== 0)
                        writer.uint32(/* id 1, wireType 0 =*/8).int32(message.maxOutputTokens);
                    if (message.temperature != null && $Object.hasOwnProperty.call(message, "temperature"))
                        writer.uint32(/* id 2, wireType 1 =*/17).double(message.temperature);
                    if (message.reasoningLevel != null && $Object.hasOwnProperty.call(message, "reasoningLevel") && message.reasoningLevel !== "")
                        writer.uint32(/* id 3, wireType 2 =*/26).string(message.reasoningLevel);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a Clamp message from the specified reader or buffer.
                 * @function decode
                 * @memberof airt.control.v1.Clamp
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {airt.control.v1.Clamp & airt.control.v1.Clamp.$Shape} Clamp
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                Clamp.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.airt.control.v1.Clamp();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.int32())
                                    message.maxOutputTokens = value;
                                else
                                    delete message.maxOutputTokens;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 1)
                                    break;
                                message.temperature = reader.double();
                                message._temperature = "temperature";
                                continue;
                            }
                        case 3: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.reasoningLevel = value;
                                else
                                    delete message.reasoningLevel;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return Clamp;
            })();

            v1.Compact = (function() {

                /**
                 * Properties of a Compact.
                 * @typedef {Object} airt.control.v1.Compact.$Properties
                 * @property {number|null} [targetTokens] Compact targetTokens
                 * @property {string|null} [strategy] Compact strategy
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a Compact.
                 * @memberof airt.control.v1
                 * @interface ICompact
                 * @augments airt.control.v1.Compact.$Properties
                 * @deprecated Use airt.control.v1.Compact.$Properties instead.
                 */

                /**
                 * Shape of a Compact.
                 * @typedef {airt.control.v1.Compact.$Properties} airt.control.v1.Compact.$Shape
                 */

                /**
                 * Constructs a new Compact.
                 * @memberof airt.control.v1
                 * @classdesc Represents a Compact.
                 * @constructor
                 * @param {airt.control.v1.Compact.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const Compact = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * Compact targetTokens.
                 * @member {number} targetTokens
                 * @memberof airt.control.v1.Compact
                 * @instance
                 */
                Compact.prototype.targetTokens = 0;

                /**
                 * Compact strategy.
                 * @member {string} strategy
                 * @memberof airt.control.v1.Compact
                 * @instance
                 */
                Compact.prototype.strategy = "";

                /**
                 * Creates a new Compact instance using the specified properties.
                 * @function create
                 * @memberof airt.control.v1.Compact
                 * @static
                 * @param {airt.control.v1.Compact.$Properties=} [properties] Properties to set
                 * @returns {airt.control.v1.Compact} Compact instance
                 * @type {{
                 *   (properties: airt.control.v1.Compact.$Shape): airt.control.v1.Compact & airt.control.v1.Compact.$Shape;
                 *   (properties?: airt.control.v1.Compact.$Properties): airt.control.v1.Compact;
                 * }}
                 */
                Compact.create = function(properties) {
                    return new Compact(properties);
                };

                /**
                 * Encodes the specified Compact message. Does not implicitly {@link airt.control.v1.Compact.verify|verify} messages.
                 * @function encode
                 * @memberof airt.control.v1.Compact
                 * @static
                 * @param {airt.control.v1.Compact.$Properties} message Compact message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                Compact.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.targetTokens != null && $Object.hasOwnProperty.call(message, "targetTokens") && (typeof message.targetTokens === "object" ? message.targetTokens.low || message.targetTokens.high : message.targetTokens !== 0))
                        writer.uint32(/* id 1, wireType 0 =*/8).int64(message.targetTokens);
                    if (message.strategy != null && $Object.hasOwnProperty.call(message, "strategy") && message.strategy !== "")
                        writer.uint32(/* id 2, wireType 2 =*/18).string(message.strategy);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a Compact message from the specified reader or buffer.
                 * @function decode
                 * @memberof airt.control.v1.Compact
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {airt.control.v1.Compact & airt.control.v1.Compact.$Shape} Compact
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                Compact.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.airt.control.v1.Compact();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 0)
                                    break;
                                if (typeof (value = $number(reader.int64())) === "object" ? value.low || value.high : value !== 0)
                                    message.targetTokens = value;
                                else
                                    delete message.targetTokens;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.strategy = value;
                                else
                                    delete message.strategy;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return Compact;
            })();

            v1.PatchPrompt = (function() {

                /**
                 * Properties of a PatchPrompt.
                 * @typedef {Object} airt.control.v1.PatchPrompt.$Properties
                 * @property {string|null} [section] PatchPrompt section
                 * @property {string|null} [text] PatchPrompt text
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a PatchPrompt.
                 * @memberof airt.control.v1
                 * @interface IPatchPrompt
                 * @augments airt.control.v1.PatchPrompt.$Properties
                 * @deprecated Use airt.control.v1.PatchPrompt.$Properties instead.
                 */

                /**
                 * Shape of a PatchPrompt.
                 * @typedef {airt.control.v1.PatchPrompt.$Properties} airt.control.v1.PatchPrompt.$Shape
                 */

                /**
                 * Constructs a new PatchPrompt.
                 * @memberof airt.control.v1
                 * @classdesc Represents a PatchPrompt.
                 * @constructor
                 * @param {airt.control.v1.PatchPrompt.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const PatchPrompt = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * PatchPrompt section.
                 * @member {string} section
                 * @memberof airt.control.v1.PatchPrompt
                 * @instance
                 */
                PatchPrompt.prototype.section = "";

                /**
                 * PatchPrompt text.
                 * @member {string} text
                 * @memberof airt.control.v1.PatchPrompt
                 * @instance
                 */
                PatchPrompt.prototype.text = "";

                /**
                 * Creates a new PatchPrompt instance using the specified properties.
                 * @function create
                 * @memberof airt.control.v1.PatchPrompt
                 * @static
                 * @param {airt.control.v1.PatchPrompt.$Properties=} [properties] Properties to set
                 * @returns {airt.control.v1.PatchPrompt} PatchPrompt instance
                 * @type {{
                 *   (properties: airt.control.v1.PatchPrompt.$Shape): airt.control.v1.PatchPrompt & airt.control.v1.PatchPrompt.$Shape;
                 *   (properties?: airt.control.v1.PatchPrompt.$Properties): airt.control.v1.PatchPrompt;
                 * }}
                 */
                PatchPrompt.create = function(properties) {
                    return new PatchPrompt(properties);
                };

                /**
                 * Encodes the specified PatchPrompt message. Does not implicitly {@link airt.control.v1.PatchPrompt.verify|verify} messages.
                 * @function encode
                 * @memberof airt.control.v1.PatchPrompt
                 * @static
                 * @param {airt.control.v1.PatchPrompt.$Properties} message PatchPrompt message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                PatchPrompt.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.section != null && $Object.hasOwnProperty.call(message, "section") && message.section !== "")
                        writer.uint32(/* id 1, wireType 2 =*/10).string(message.section);
                    if (message.text != null && $Object.hasOwnProperty.call(message, "text") && message.text !== "")
                        writer.uint32(/* id 2, wireType 2 =*/18).string(message.text);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a PatchPrompt message from the specified reader or buffer.
                 * @function decode
                 * @memberof airt.control.v1.PatchPrompt
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {airt.control.v1.PatchPrompt & airt.control.v1.PatchPrompt.$Shape} PatchPrompt
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                PatchPrompt.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.airt.control.v1.PatchPrompt();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.section = value;
                                else
                                    delete message.section;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.text = value;
                                else
                                    delete message.text;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return PatchPrompt;
            })();

            v1.Budget = (function() {

                /**
                 * Properties of a Budget.
                 * @typedef {Object} airt.control.v1.Budget.$Properties
                 * @property {number|null} [maxTokens] Budget maxTokens
                 * @property {number|null} [maxCost] Budget maxCost
                 * @property {number|null} [maxModelCalls] Budget maxModelCalls
                 * @property {number|null} [maxToolCalls] Budget maxToolCalls
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a Budget.
                 * @memberof airt.control.v1
                 * @interface IBudget
                 * @augments airt.control.v1.Budget.$Properties
                 * @deprecated Use airt.control.v1.Budget.$Properties instead.
                 */

                /**
                 * Shape of a Budget.
                 * @typedef {airt.control.v1.Budget.$Properties} airt.control.v1.Budget.$Shape
                 */

                /**
                 * Constructs a new Budget.
                 * @memberof airt.control.v1
                 * @classdesc Represents a Budget.
                 * @constructor
                 * @param {airt.control.v1.Budget.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const Budget = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * Budget maxTokens.
                 * @member {number} maxTokens
                 * @memberof airt.control.v1.Budget
                 * @instance
                 */
                Budget.prototype.maxTokens = 0;

                /**
                 * Budget maxCost.
                 * @member {number} maxCost
                 * @memberof airt.control.v1.Budget
                 * @instance
                 */
                Budget.prototype.maxCost = 0;

                /**
                 * Budget maxModelCalls.
                 * @member {number} maxModelCalls
                 * @memberof airt.control.v1.Budget
                 * @instance
                 */
                Budget.prototype.maxModelCalls = 0;

                /**
                 * Budget maxToolCalls.
                 * @member {number} maxToolCalls
                 * @memberof airt.control.v1.Budget
                 * @instance
                 */
                Budget.prototype.maxToolCalls = 0;

                /**
                 * Creates a new Budget instance using the specified properties.
                 * @function create
                 * @memberof airt.control.v1.Budget
                 * @static
                 * @param {airt.control.v1.Budget.$Properties=} [properties] Properties to set
                 * @returns {airt.control.v1.Budget} Budget instance
                 * @type {{
                 *   (properties: airt.control.v1.Budget.$Shape): airt.control.v1.Budget & airt.control.v1.Budget.$Shape;
                 *   (properties?: airt.control.v1.Budget.$Properties): airt.control.v1.Budget;
                 * }}
                 */
                Budget.create = function(properties) {
                    return new Budget(properties);
                };

                /**
                 * Encodes the specified Budget message. Does not implicitly {@link airt.control.v1.Budget.verify|verify} messages.
                 * @function encode
                 * @memberof airt.control.v1.Budget
                 * @static
                 * @param {airt.control.v1.Budget.$Properties} message Budget message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                Budget.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.maxTokens != null && $Object.hasOwnProperty.call(message, "maxTokens") && (typeof message.maxTokens === "object" ? message.maxTokens.low || message.maxTokens.high : message.maxTokens !== 0))
                        writer.uint32(/* id 1, wireType 0 =*/8).uint64(message.maxTokens);
                    if (message.maxCost != null && $Object.hasOwnProperty.call(message, "maxCost") && !$Object.is(message.maxCost, 0))
                        writer.uint32(/* id 2, wireType 1 =*/17).double(message.maxCost);
                    if (message.maxModelCalls != null && $Object.hasOwnProperty.call(message, "maxModelCalls") && message.maxModelCalls !== 0)
                        writer.uint32(/* id 3, wireType 0 =*/24).uint32(message.maxModelCalls);
                    if (message.maxToolCalls != null && $Object.hasOwnProperty.call(message, "maxToolCalls") && message.maxToolCalls !== 0)
                        writer.uint32(/* id 4, wireType 0 =*/32).uint32(message.maxToolCalls);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a Budget message from the specified reader or buffer.
                 * @function decode
                 * @memberof airt.control.v1.Budget
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {airt.control.v1.Budget & airt.control.v1.Budget.$Shape} Budget
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                Budget.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.airt.control.v1.Budget();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 0)
                                    break;
                                if (typeof (value = $number(reader.uint64())) === "object" ? value.low || value.high : value !== 0)
                                    message.maxTokens = value;
                                else
                                    delete message.maxTokens;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 1)
                                    break;
                                if (!$Object.is(value = reader.double(), 0))
                                    message.maxCost = value;
                                else
                                    delete message.maxCost;
                                continue;
                            }
                        case 3: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.uint32())
                                    message.maxModelCalls = value;
                                else
                                    delete message.maxModelCalls;
                                continue;
                            }
                        case 4: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.uint32())
                                    message.maxToolCalls = value;
                                else
                                    delete message.maxToolCalls;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return Budget;
            })();

            v1.DenyTool = (function() {

                /**
                 * Properties of a DenyTool.
                 * @typedef {Object} airt.control.v1.DenyTool.$Properties
                 * @property {string|null} [toolName] DenyTool toolName
                 * @property {string|null} [reason] DenyTool reason
                 * @property {string|null} [instead] DenyTool instead
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a DenyTool.
                 * @memberof airt.control.v1
                 * @interface IDenyTool
                 * @augments airt.control.v1.DenyTool.$Properties
                 * @deprecated Use airt.control.v1.DenyTool.$Properties instead.
                 */

                /**
                 * Shape of a DenyTool.
                 * @typedef {airt.control.v1.DenyTool.$Properties} airt.control.v1.DenyTool.$Shape
                 */

                /**
                 * Constructs a new DenyTool.
                 * @memberof airt.control.v1
                 * @classdesc Represents a DenyTool.
                 * @constructor
                 * @param {airt.control.v1.DenyTool.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const DenyTool = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * DenyTool toolName.
                 * @member {string} toolName
                 * @memberof airt.control.v1.DenyTool
                 * @instance
                 */
                DenyTool.prototype.toolName = "";

                /**
                 * DenyTool reason.
                 * @member {string} reason
                 * @memberof airt.control.v1.DenyTool
                 * @instance
                 */
                DenyTool.prototype.reason = "";

                /**
                 * DenyTool instead.
                 * @member {string} instead
                 * @memberof airt.control.v1.DenyTool
                 * @instance
                 */
                DenyTool.prototype.instead = "";

                /**
                 * Creates a new DenyTool instance using the specified properties.
                 * @function create
                 * @memberof airt.control.v1.DenyTool
                 * @static
                 * @param {airt.control.v1.DenyTool.$Properties=} [properties] Properties to set
                 * @returns {airt.control.v1.DenyTool} DenyTool instance
                 * @type {{
                 *   (properties: airt.control.v1.DenyTool.$Shape): airt.control.v1.DenyTool & airt.control.v1.DenyTool.$Shape;
                 *   (properties?: airt.control.v1.DenyTool.$Properties): airt.control.v1.DenyTool;
                 * }}
                 */
                DenyTool.create = function(properties) {
                    return new DenyTool(properties);
                };

                /**
                 * Encodes the specified DenyTool message. Does not implicitly {@link airt.control.v1.DenyTool.verify|verify} messages.
                 * @function encode
                 * @memberof airt.control.v1.DenyTool
                 * @static
                 * @param {airt.control.v1.DenyTool.$Properties} message DenyTool message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                DenyTool.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.toolName != null && $Object.hasOwnProperty.call(message, "toolName") && message.toolName !== "")
                        writer.uint32(/* id 1, wireType 2 =*/10).string(message.toolName);
                    if (message.reason != null && $Object.hasOwnProperty.call(message, "reason") && message.reason !== "")
                        writer.uint32(/* id 2, wireType 2 =*/18).string(message.reason);
                    if (message.instead != null && $Object.hasOwnProperty.call(message, "instead") && message.instead !== "")
                        writer.uint32(/* id 3, wireType 2 =*/26).string(message.instead);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a DenyTool message from the specified reader or buffer.
                 * @function decode
                 * @memberof airt.control.v1.DenyTool
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {airt.control.v1.DenyTool & airt.control.v1.DenyTool.$Shape} DenyTool
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                DenyTool.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.airt.control.v1.DenyTool();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.toolName = value;
                                else
                                    delete message.toolName;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.reason = value;
                                else
                                    delete message.reason;
                                continue;
                            }
                        case 3: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.instead = value;
                                else
                                    delete message.instead;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return DenyTool;
            })();

            v1.Hold = (function() {

                /**
                 * Properties of a Hold.
                 * @typedef {Object} airt.control.v1.Hold.$Properties
                 * @property {string|null} [approvalId] Hold approvalId
                 * @property {number|null} [timeoutMs] Hold timeoutMs
                 * @property {string|null} [onTimeout] Hold onTimeout
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a Hold.
                 * @memberof airt.control.v1
                 * @interface IHold
                 * @augments airt.control.v1.Hold.$Properties
                 * @deprecated Use airt.control.v1.Hold.$Properties instead.
                 */

                /**
                 * Shape of a Hold.
                 * @typedef {airt.control.v1.Hold.$Properties} airt.control.v1.Hold.$Shape
                 */

                /**
                 * Constructs a new Hold.
                 * @memberof airt.control.v1
                 * @classdesc Represents a Hold.
                 * @constructor
                 * @param {airt.control.v1.Hold.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const Hold = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * Hold approvalId.
                 * @member {string} approvalId
                 * @memberof airt.control.v1.Hold
                 * @instance
                 */
                Hold.prototype.approvalId = "";

                /**
                 * Hold timeoutMs.
                 * @member {number} timeoutMs
                 * @memberof airt.control.v1.Hold
                 * @instance
                 */
                Hold.prototype.timeoutMs = 0;

                /**
                 * Hold onTimeout.
                 * @member {string} onTimeout
                 * @memberof airt.control.v1.Hold
                 * @instance
                 */
                Hold.prototype.onTimeout = "";

                /**
                 * Creates a new Hold instance using the specified properties.
                 * @function create
                 * @memberof airt.control.v1.Hold
                 * @static
                 * @param {airt.control.v1.Hold.$Properties=} [properties] Properties to set
                 * @returns {airt.control.v1.Hold} Hold instance
                 * @type {{
                 *   (properties: airt.control.v1.Hold.$Shape): airt.control.v1.Hold & airt.control.v1.Hold.$Shape;
                 *   (properties?: airt.control.v1.Hold.$Properties): airt.control.v1.Hold;
                 * }}
                 */
                Hold.create = function(properties) {
                    return new Hold(properties);
                };

                /**
                 * Encodes the specified Hold message. Does not implicitly {@link airt.control.v1.Hold.verify|verify} messages.
                 * @function encode
                 * @memberof airt.control.v1.Hold
                 * @static
                 * @param {airt.control.v1.Hold.$Properties} message Hold message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                Hold.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.approvalId != null && $Object.hasOwnProperty.call(message, "approvalId") && message.approvalId !== "")
                        writer.uint32(/* id 1, wireType 2 =*/10).string(message.approvalId);
                    if (message.timeoutMs != null && $Object.hasOwnProperty.call(message, "timeoutMs") && (typeof message.timeoutMs === "object" ? message.timeoutMs.low || message.timeoutMs.high : message.timeoutMs !== 0))
                        writer.uint32(/* id 2, wireType 0 =*/16).int64(message.timeoutMs);
                    if (message.onTimeout != null && $Object.hasOwnProperty.call(message, "onTimeout") && message.onTimeout !== "")
                        writer.uint32(/* id 3, wireType 2 =*/26).string(message.onTimeout);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a Hold message from the specified reader or buffer.
                 * @function decode
                 * @memberof airt.control.v1.Hold
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {airt.control.v1.Hold & airt.control.v1.Hold.$Shape} Hold
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                Hold.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.airt.control.v1.Hold();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.approvalId = value;
                                else
                                    delete message.approvalId;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 0)
                                    break;
                                if (typeof (value = $number(reader.int64())) === "object" ? value.low || value.high : value !== 0)
                                    message.timeoutMs = value;
                                else
                                    delete message.timeoutMs;
                                continue;
                            }
                        case 3: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.onTimeout = value;
                                else
                                    delete message.onTimeout;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return Hold;
            })();

            v1.Resume = (function() {

                /**
                 * Properties of a Resume.
                 * @typedef {Object} airt.control.v1.Resume.$Properties
                 * @property {string|null} [approvalId] Resume approvalId
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a Resume.
                 * @memberof airt.control.v1
                 * @interface IResume
                 * @augments airt.control.v1.Resume.$Properties
                 * @deprecated Use airt.control.v1.Resume.$Properties instead.
                 */

                /**
                 * Shape of a Resume.
                 * @typedef {airt.control.v1.Resume.$Properties} airt.control.v1.Resume.$Shape
                 */

                /**
                 * Constructs a new Resume.
                 * @memberof airt.control.v1
                 * @classdesc Represents a Resume.
                 * @constructor
                 * @param {airt.control.v1.Resume.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const Resume = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * Resume approvalId.
                 * @member {string} approvalId
                 * @memberof airt.control.v1.Resume
                 * @instance
                 */
                Resume.prototype.approvalId = "";

                /**
                 * Creates a new Resume instance using the specified properties.
                 * @function create
                 * @memberof airt.control.v1.Resume
                 * @static
                 * @param {airt.control.v1.Resume.$Properties=} [properties] Properties to set
                 * @returns {airt.control.v1.Resume} Resume instance
                 * @type {{
                 *   (properties: airt.control.v1.Resume.$Shape): airt.control.v1.Resume & airt.control.v1.Resume.$Shape;
                 *   (properties?: airt.control.v1.Resume.$Properties): airt.control.v1.Resume;
                 * }}
                 */
                Resume.create = function(properties) {
                    return new Resume(properties);
                };

                /**
                 * Encodes the specified Resume message. Does not implicitly {@link airt.control.v1.Resume.verify|verify} messages.
                 * @function encode
                 * @memberof airt.control.v1.Resume
                 * @static
                 * @param {airt.control.v1.Resume.$Properties} message Resume message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                Resume.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.approvalId != null && $Object.hasOwnProperty.call(message, "approvalId") && message.approvalId !== "")
                        writer.uint32(/* id 1, wireType 2 =*/10).string(message.approvalId);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a Resume message from the specified reader or buffer.
                 * @function decode
                 * @memberof airt.control.v1.Resume
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {airt.control.v1.Resume & airt.control.v1.Resume.$Shape} Resume
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                Resume.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.airt.control.v1.Resume();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.approvalId = value;
                                else
                                    delete message.approvalId;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return Resume;
            })();

            v1.Halt = (function() {

                /**
                 * Properties of a Halt.
                 * @typedef {Object} airt.control.v1.Halt.$Properties
                 * @property {airt.control.v1.HaltMode|null} [mode] Halt mode
                 * @property {string|null} [reason] Halt reason
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a Halt.
                 * @memberof airt.control.v1
                 * @interface IHalt
                 * @augments airt.control.v1.Halt.$Properties
                 * @deprecated Use airt.control.v1.Halt.$Properties instead.
                 */

                /**
                 * Shape of a Halt.
                 * @typedef {airt.control.v1.Halt.$Properties} airt.control.v1.Halt.$Shape
                 */

                /**
                 * Constructs a new Halt.
                 * @memberof airt.control.v1
                 * @classdesc Represents a Halt.
                 * @constructor
                 * @param {airt.control.v1.Halt.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const Halt = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * Halt mode.
                 * @member {airt.control.v1.HaltMode} mode
                 * @memberof airt.control.v1.Halt
                 * @instance
                 */
                Halt.prototype.mode = 0;

                /**
                 * Halt reason.
                 * @member {string} reason
                 * @memberof airt.control.v1.Halt
                 * @instance
                 */
                Halt.prototype.reason = "";

                /**
                 * Creates a new Halt instance using the specified properties.
                 * @function create
                 * @memberof airt.control.v1.Halt
                 * @static
                 * @param {airt.control.v1.Halt.$Properties=} [properties] Properties to set
                 * @returns {airt.control.v1.Halt} Halt instance
                 * @type {{
                 *   (properties: airt.control.v1.Halt.$Shape): airt.control.v1.Halt & airt.control.v1.Halt.$Shape;
                 *   (properties?: airt.control.v1.Halt.$Properties): airt.control.v1.Halt;
                 * }}
                 */
                Halt.create = function(properties) {
                    return new Halt(properties);
                };

                /**
                 * Encodes the specified Halt message. Does not implicitly {@link airt.control.v1.Halt.verify|verify} messages.
                 * @function encode
                 * @memberof airt.control.v1.Halt
                 * @static
                 * @param {airt.control.v1.Halt.$Properties} message Halt message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                Halt.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.mode != null && $Object.hasOwnProperty.call(message, "mode") && message.mode !== 0)
                        writer.uint32(/* id 1, wireType 0 =*/8).int32(message.mode);
                    if (message.reason != null && $Object.hasOwnProperty.call(message, "reason") && message.reason !== "")
                        writer.uint32(/* id 2, wireType 2 =*/18).string(message.reason);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a Halt message from the specified reader or buffer.
                 * @function decode
                 * @memberof airt.control.v1.Halt
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {airt.control.v1.Halt & airt.control.v1.Halt.$Shape} Halt
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                Halt.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.airt.control.v1.Halt();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.int32())
                                    message.mode = value;
                                else
                                    delete message.mode;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.reason = value;
                                else
                                    delete message.reason;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return Halt;
            })();

            /**
             * HaltMode enum.
             * @name airt.control.v1.HaltMode
             * @enum {number}
             * @property {number} HALT_MODE_UNSPECIFIED=0 HALT_MODE_UNSPECIFIED value
             * @property {number} GRACEFUL=1 GRACEFUL value
             * @property {number} ABORT=2 ABORT value
             */
            v1.HaltMode = (function() {
                const valuesById = $Object.create(null), values = $Object.create(valuesById);
                values[valuesById[0] = "HALT_MODE_UNSPECIFIED"] = 0;
                values[valuesById[1] = "GRACEFUL"] = 1;
                values[valuesById[2] = "ABORT"] = 2;
                return values;
            })();

            v1.CheckpointVerdict = (function() {

                /**
                 * Properties of a CheckpointVerdict.
                 * @typedef {Object} airt.control.v1.CheckpointVerdict.$Properties
                 * @property {string|null} [checkpointId] CheckpointVerdict checkpointId
                 * @property {airt.control.v1.Verdict|null} [verdict] CheckpointVerdict verdict
                 * @property {string|null} [reason] CheckpointVerdict reason
                 * @property {airt.control.v1.Directive.$Properties|null} [directive] CheckpointVerdict directive
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a CheckpointVerdict.
                 * @memberof airt.control.v1
                 * @interface ICheckpointVerdict
                 * @augments airt.control.v1.CheckpointVerdict.$Properties
                 * @deprecated Use airt.control.v1.CheckpointVerdict.$Properties instead.
                 */

                /**
                 * Shape of a CheckpointVerdict.
                 * @typedef {{
                 *   checkpointId?: string|null;
                 *   verdict?: airt.control.v1.Verdict|null;
                 *   reason?: string|null;
                 *   directive?: airt.control.v1.Directive.$Shape|null;
                 *   $unknowns?: Array.<Uint8Array>;
                 * }} airt.control.v1.CheckpointVerdict.$Shape
                 */

                /**
                 * Constructs a new CheckpointVerdict.
                 * @memberof airt.control.v1
                 * @classdesc Represents a CheckpointVerdict.
                 * @constructor
                 * @param {airt.control.v1.CheckpointVerdict.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const CheckpointVerdict = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * CheckpointVerdict checkpointId.
                 * @member {string} checkpointId
                 * @memberof airt.control.v1.CheckpointVerdict
                 * @instance
                 */
                CheckpointVerdict.prototype.checkpointId = "";

                /**
                 * CheckpointVerdict verdict.
                 * @member {airt.control.v1.Verdict} verdict
                 * @memberof airt.control.v1.CheckpointVerdict
                 * @instance
                 */
                CheckpointVerdict.prototype.verdict = 0;

                /**
                 * CheckpointVerdict reason.
                 * @member {string} reason
                 * @memberof airt.control.v1.CheckpointVerdict
                 * @instance
                 */
                CheckpointVerdict.prototype.reason = "";

                /**
                 * CheckpointVerdict directive.
                 * @member {airt.control.v1.Directive.$Properties|null|undefined} directive
                 * @memberof airt.control.v1.CheckpointVerdict
                 * @instance
                 */
                CheckpointVerdict.prototype.directive = null;

                /**
                 * Creates a new CheckpointVerdict instance using the specified properties.
                 * @function create
                 * @memberof airt.control.v1.CheckpointVerdict
                 * @static
                 * @param {airt.control.v1.CheckpointVerdict.$Properties=} [properties] Properties to set
                 * @returns {airt.control.v1.CheckpointVerdict} CheckpointVerdict instance
                 * @type {{
                 *   (properties: airt.control.v1.CheckpointVerdict.$Shape): airt.control.v1.CheckpointVerdict & airt.control.v1.CheckpointVerdict.$Shape;
                 *   (properties?: airt.control.v1.CheckpointVerdict.$Properties): airt.control.v1.CheckpointVerdict;
                 * }}
                 */
                CheckpointVerdict.create = function(properties) {
                    return new CheckpointVerdict(properties);
                };

                /**
                 * Encodes the specified CheckpointVerdict message. Does not implicitly {@link airt.control.v1.CheckpointVerdict.verify|verify} messages.
                 * @function encode
                 * @memberof airt.control.v1.CheckpointVerdict
                 * @static
                 * @param {airt.control.v1.CheckpointVerdict.$Properties} message CheckpointVerdict message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                CheckpointVerdict.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.checkpointId != null && $Object.hasOwnProperty.call(message, "checkpointId") && message.checkpointId !== "")
                        writer.uint32(/* id 1, wireType 2 =*/10).string(message.checkpointId);
                    if (message.verdict != null && $Object.hasOwnProperty.call(message, "verdict") && message.verdict !== 0)
                        writer.uint32(/* id 2, wireType 0 =*/16).int32(message.verdict);
                    if (message.reason != null && $Object.hasOwnProperty.call(message, "reason") && message.reason !== "")
                        writer.uint32(/* id 3, wireType 2 =*/26).string(message.reason);
                    if (message.directive != null && $Object.hasOwnProperty.call(message, "directive"))
                        $root.airt.control.v1.Directive.encode(message.directive, writer.uint32(/* id 4, wireType 2 =*/34).fork(), _depth + 1).ldelim();
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a CheckpointVerdict message from the specified reader or buffer.
                 * @function decode
                 * @memberof airt.control.v1.CheckpointVerdict
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {airt.control.v1.CheckpointVerdict & airt.control.v1.CheckpointVerdict.$Shape} CheckpointVerdict
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                CheckpointVerdict.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.airt.control.v1.CheckpointVerdict();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.checkpointId = value;
                                else
                                    delete message.checkpointId;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.int32())
                                    message.verdict = value;
                                else
                                    delete message.verdict;
                                continue;
                            }
                        case 3: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.reason = value;
                                else
                                    delete message.reason;
                                continue;
                            }
                        case 4: {
                                if (wireType !== 2)
                                    break;
                                message.directive = $root.airt.control.v1.Directive.decode(reader, reader.size(), $undefined, _depth + 1, message.directive);
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return CheckpointVerdict;
            })();

            /**
             * Verdict enum.
             * @name airt.control.v1.Verdict
             * @enum {number}
             * @property {number} VERDICT_UNSPECIFIED=0 VERDICT_UNSPECIFIED value
             * @property {number} ALLOW=1 ALLOW value
             * @property {number} TRANSFORM=2 TRANSFORM value
             * @property {number} HOLD_FOR_APPROVAL=3 HOLD_FOR_APPROVAL value
             * @property {number} DENY=4 DENY value
             */
            v1.Verdict = (function() {
                const valuesById = $Object.create(null), values = $Object.create(valuesById);
                values[valuesById[0] = "VERDICT_UNSPECIFIED"] = 0;
                values[valuesById[1] = "ALLOW"] = 1;
                values[valuesById[2] = "TRANSFORM"] = 2;
                values[valuesById[3] = "HOLD_FOR_APPROVAL"] = 3;
                values[valuesById[4] = "DENY"] = 4;
                return values;
            })();

            v1.ApprovalDecision = (function() {

                /**
                 * Properties of an ApprovalDecision.
                 * @typedef {Object} airt.control.v1.ApprovalDecision.$Properties
                 * @property {string|null} [approvalId] ApprovalDecision approvalId
                 * @property {boolean|null} [approved] ApprovalDecision approved
                 * @property {string|null} [approver] ApprovalDecision approver
                 * @property {string|null} [reason] ApprovalDecision reason
                 * @property {string|null} [boundDigest] ApprovalDecision boundDigest
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of an ApprovalDecision.
                 * @memberof airt.control.v1
                 * @interface IApprovalDecision
                 * @augments airt.control.v1.ApprovalDecision.$Properties
                 * @deprecated Use airt.control.v1.ApprovalDecision.$Properties instead.
                 */

                /**
                 * Shape of an ApprovalDecision.
                 * @typedef {airt.control.v1.ApprovalDecision.$Properties} airt.control.v1.ApprovalDecision.$Shape
                 */

                /**
                 * Constructs a new ApprovalDecision.
                 * @memberof airt.control.v1
                 * @classdesc Represents an ApprovalDecision.
                 * @constructor
                 * @param {airt.control.v1.ApprovalDecision.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const ApprovalDecision = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * ApprovalDecision approvalId.
                 * @member {string} approvalId
                 * @memberof airt.control.v1.ApprovalDecision
                 * @instance
                 */
                ApprovalDecision.prototype.approvalId = "";

                /**
                 * ApprovalDecision approved.
                 * @member {boolean} approved
                 * @memberof airt.control.v1.ApprovalDecision
                 * @instance
                 */
                ApprovalDecision.prototype.approved = false;

                /**
                 * ApprovalDecision approver.
                 * @member {string} approver
                 * @memberof airt.control.v1.ApprovalDecision
                 * @instance
                 */
                ApprovalDecision.prototype.approver = "";

                /**
                 * ApprovalDecision reason.
                 * @member {string} reason
                 * @memberof airt.control.v1.ApprovalDecision
                 * @instance
                 */
                ApprovalDecision.prototype.reason = "";

                /**
                 * ApprovalDecision boundDigest.
                 * @member {string} boundDigest
                 * @memberof airt.control.v1.ApprovalDecision
                 * @instance
                 */
                ApprovalDecision.prototype.boundDigest = "";

                /**
                 * Creates a new ApprovalDecision instance using the specified properties.
                 * @function create
                 * @memberof airt.control.v1.ApprovalDecision
                 * @static
                 * @param {airt.control.v1.ApprovalDecision.$Properties=} [properties] Properties to set
                 * @returns {airt.control.v1.ApprovalDecision} ApprovalDecision instance
                 * @type {{
                 *   (properties: airt.control.v1.ApprovalDecision.$Shape): airt.control.v1.ApprovalDecision & airt.control.v1.ApprovalDecision.$Shape;
                 *   (properties?: airt.control.v1.ApprovalDecision.$Properties): airt.control.v1.ApprovalDecision;
                 * }}
                 */
                ApprovalDecision.create = function(properties) {
                    return new ApprovalDecision(properties);
                };

                /**
                 * Encodes the specified ApprovalDecision message. Does not implicitly {@link airt.control.v1.ApprovalDecision.verify|verify} messages.
                 * @function encode
                 * @memberof airt.control.v1.ApprovalDecision
                 * @static
                 * @param {airt.control.v1.ApprovalDecision.$Properties} message ApprovalDecision message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                ApprovalDecision.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.approvalId != null && $Object.hasOwnProperty.call(message, "approvalId") && message.approvalId !== "")
                        writer.uint32(/* id 1, wireType 2 =*/10).string(message.approvalId);
                    if (message.approved != null && $Object.hasOwnProperty.call(message, "approved") && message.approved !== false)
                        writer.uint32(/* id 2, wireType 0 =*/16).bool(message.approved);
                    if (message.approver != null && $Object.hasOwnProperty.call(message, "approver") && message.approver !== "")
                        writer.uint32(/* id 3, wireType 2 =*/26).string(message.approver);
                    if (message.reason != null && $Object.hasOwnProperty.call(message, "reason") && message.reason !== "")
                        writer.uint32(/* id 4, wireType 2 =*/34).string(message.reason);
                    if (message.boundDigest != null && $Object.hasOwnProperty.call(message, "boundDigest") && message.boundDigest !== "")
                        writer.uint32(/* id 5, wireType 2 =*/42).string(message.boundDigest);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes an ApprovalDecision message from the specified reader or buffer.
                 * @function decode
                 * @memberof airt.control.v1.ApprovalDecision
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {airt.control.v1.ApprovalDecision & airt.control.v1.ApprovalDecision.$Shape} ApprovalDecision
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                ApprovalDecision.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.airt.control.v1.ApprovalDecision();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.approvalId = value;
                                else
                                    delete message.approvalId;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.bool())
                                    message.approved = value;
                                else
                                    delete message.approved;
                                continue;
                            }
                        case 3: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.approver = value;
                                else
                                    delete message.approver;
                                continue;
                            }
                        case 4: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.reason = value;
                                else
                                    delete message.reason;
                                continue;
                            }
                        case 5: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.boundDigest = value;
                                else
                                    delete message.boundDigest;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return ApprovalDecision;
            })();

            v1.BudgetLease = (function() {

                /**
                 * Properties of a BudgetLease.
                 * @typedef {Object} airt.control.v1.BudgetLease.$Properties
                 * @property {string|null} [leaseId] BudgetLease leaseId
                 * @property {airt.control.v1.Scope.$Properties|null} [scope] BudgetLease scope
                 * @property {airt.control.v1.Budget.$Properties|null} [budget] BudgetLease budget
                 * @property {number|null} [expiresAtUnixMs] BudgetLease expiresAtUnixMs
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a BudgetLease.
                 * @memberof airt.control.v1
                 * @interface IBudgetLease
                 * @augments airt.control.v1.BudgetLease.$Properties
                 * @deprecated Use airt.control.v1.BudgetLease.$Properties instead.
                 */

                /**
                 * Shape of a BudgetLease.
                 * @typedef {airt.control.v1.BudgetLease.$Properties} airt.control.v1.BudgetLease.$Shape
                 */

                /**
                 * Constructs a new BudgetLease.
                 * @memberof airt.control.v1
                 * @classdesc Represents a BudgetLease.
                 * @constructor
                 * @param {airt.control.v1.BudgetLease.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const BudgetLease = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * BudgetLease leaseId.
                 * @member {string} leaseId
                 * @memberof airt.control.v1.BudgetLease
                 * @instance
                 */
                BudgetLease.prototype.leaseId = "";

                /**
                 * BudgetLease scope.
                 * @member {airt.control.v1.Scope.$Properties|null|undefined} scope
                 * @memberof airt.control.v1.BudgetLease
                 * @instance
                 */
                BudgetLease.prototype.scope = null;

                /**
                 * BudgetLease budget.
                 * @member {airt.control.v1.Budget.$Properties|null|undefined} budget
                 * @memberof airt.control.v1.BudgetLease
                 * @instance
                 */
                BudgetLease.prototype.budget = null;

                /**
                 * BudgetLease expiresAtUnixMs.
                 * @member {number} expiresAtUnixMs
                 * @memberof airt.control.v1.BudgetLease
                 * @instance
                 */
                BudgetLease.prototype.expiresAtUnixMs = 0;

                /**
                 * Creates a new BudgetLease instance using the specified properties.
                 * @function create
                 * @memberof airt.control.v1.BudgetLease
                 * @static
                 * @param {airt.control.v1.BudgetLease.$Properties=} [properties] Properties to set
                 * @returns {airt.control.v1.BudgetLease} BudgetLease instance
                 * @type {{
                 *   (properties: airt.control.v1.BudgetLease.$Shape): airt.control.v1.BudgetLease & airt.control.v1.BudgetLease.$Shape;
                 *   (properties?: airt.control.v1.BudgetLease.$Properties): airt.control.v1.BudgetLease;
                 * }}
                 */
                BudgetLease.create = function(properties) {
                    return new BudgetLease(properties);
                };

                /**
                 * Encodes the specified BudgetLease message. Does not implicitly {@link airt.control.v1.BudgetLease.verify|verify} messages.
                 * @function encode
                 * @memberof airt.control.v1.BudgetLease
                 * @static
                 * @param {airt.control.v1.BudgetLease.$Properties} message BudgetLease message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                BudgetLease.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.leaseId != null && $Object.hasOwnProperty.call(message, "leaseId") && message.leaseId !== "")
                        writer.uint32(/* id 1, wireType 2 =*/10).string(message.leaseId);
                    if (message.scope != null && $Object.hasOwnProperty.call(message, "scope"))
                        $root.airt.control.v1.Scope.encode(message.scope, writer.uint32(/* id 2, wireType 2 =*/18).fork(), _depth + 1).ldelim();
                    if (message.budget != null && $Object.hasOwnProperty.call(message, "budget"))
                        $root.airt.control.v1.Budget.encode(message.budget, writer.uint32(/* id 3, wireType 2 =*/26).fork(), _depth + 1).ldelim();
                    if (message.expiresAtUnixMs != null && $Object.hasOwnProperty.call(message, "expiresAtUnixMs") && (typeof message.expiresAtUnixMs === "object" ? message.expiresAtUnixMs.low || message.expiresAtUnixMs.high : message.expiresAtUnixMs !== 0))
                        writer.uint32(/* id 4, wireType 0 =*/32).int64(message.expiresAtUnixMs);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a BudgetLease message from the specified reader or buffer.
                 * @function decode
                 * @memberof airt.control.v1.BudgetLease
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {airt.control.v1.BudgetLease & airt.control.v1.BudgetLease.$Shape} BudgetLease
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                BudgetLease.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.airt.control.v1.BudgetLease();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.leaseId = value;
                                else
                                    delete message.leaseId;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    break;
                                message.scope = $root.airt.control.v1.Scope.decode(reader, reader.size(), $undefined, _depth + 1, message.scope);
                                continue;
                            }
                        case 3: {
                                if (wireType !== 2)
                                    break;
                                message.budget = $root.airt.control.v1.Budget.decode(reader, reader.size(), $undefined, _depth + 1, message.budget);
                                continue;
                            }
                        case 4: {
                                if (wireType !== 0)
                                    break;
                                if (typeof (value = $number(reader.int64())) === "object" ? value.low || value.high : value !== 0)
                                    message.expiresAtUnixMs = value;
                                else
                                    delete message.expiresAtUnixMs;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return BudgetLease;
            })();

            v1.ReportFullState = (function() {

                /**
                 * Properties of a ReportFullState.
                 * @typedef {Object} airt.control.v1.ReportFullState.$Properties
                 * @property {string|null} [reason] ReportFullState reason
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a ReportFullState.
                 * @memberof airt.control.v1
                 * @interface IReportFullState
                 * @augments airt.control.v1.ReportFullState.$Properties
                 * @deprecated Use airt.control.v1.ReportFullState.$Properties instead.
                 */

                /**
                 * Shape of a ReportFullState.
                 * @typedef {airt.control.v1.ReportFullState.$Properties} airt.control.v1.ReportFullState.$Shape
                 */

                /**
                 * Constructs a new ReportFullState.
                 * @memberof airt.control.v1
                 * @classdesc Represents a ReportFullState.
                 * @constructor
                 * @param {airt.control.v1.ReportFullState.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const ReportFullState = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * ReportFullState reason.
                 * @member {string} reason
                 * @memberof airt.control.v1.ReportFullState
                 * @instance
                 */
                ReportFullState.prototype.reason = "";

                /**
                 * Creates a new ReportFullState instance using the specified properties.
                 * @function create
                 * @memberof airt.control.v1.ReportFullState
                 * @static
                 * @param {airt.control.v1.ReportFullState.$Properties=} [properties] Properties to set
                 * @returns {airt.control.v1.ReportFullState} ReportFullState instance
                 * @type {{
                 *   (properties: airt.control.v1.ReportFullState.$Shape): airt.control.v1.ReportFullState & airt.control.v1.ReportFullState.$Shape;
                 *   (properties?: airt.control.v1.ReportFullState.$Properties): airt.control.v1.ReportFullState;
                 * }}
                 */
                ReportFullState.create = function(properties) {
                    return new ReportFullState(properties);
                };

                /**
                 * Encodes the specified ReportFullState message. Does not implicitly {@link airt.control.v1.ReportFullState.verify|verify} messages.
                 * @function encode
                 * @memberof airt.control.v1.ReportFullState
                 * @static
                 * @param {airt.control.v1.ReportFullState.$Properties} message ReportFullState message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                ReportFullState.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.reason != null && $Object.hasOwnProperty.call(message, "reason") && message.reason !== "")
                        writer.uint32(/* id 1, wireType 2 =*/10).string(message.reason);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a ReportFullState message from the specified reader or buffer.
                 * @function decode
                 * @memberof airt.control.v1.ReportFullState
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {airt.control.v1.ReportFullState & airt.control.v1.ReportFullState.$Shape} ReportFullState
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                ReportFullState.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.airt.control.v1.ReportFullState();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.reason = value;
                                else
                                    delete message.reason;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return ReportFullState;
            })();

            v1.Drain = (function() {

                /**
                 * Properties of a Drain.
                 * @typedef {Object} airt.control.v1.Drain.$Properties
                 * @property {number|null} [retryAfterMs] Drain retryAfterMs
                 * @property {string|null} [reason] Drain reason
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a Drain.
                 * @memberof airt.control.v1
                 * @interface IDrain
                 * @augments airt.control.v1.Drain.$Properties
                 * @deprecated Use airt.control.v1.Drain.$Properties instead.
                 */

                /**
                 * Shape of a Drain.
                 * @typedef {airt.control.v1.Drain.$Properties} airt.control.v1.Drain.$Shape
                 */

                /**
                 * Constructs a new Drain.
                 * @memberof airt.control.v1
                 * @classdesc Represents a Drain.
                 * @constructor
                 * @param {airt.control.v1.Drain.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const Drain = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * Drain retryAfterMs.
                 * @member {number} retryAfterMs
                 * @memberof airt.control.v1.Drain
                 * @instance
                 */
                Drain.prototype.retryAfterMs = 0;

                /**
                 * Drain reason.
                 * @member {string} reason
                 * @memberof airt.control.v1.Drain
                 * @instance
                 */
                Drain.prototype.reason = "";

                /**
                 * Creates a new Drain instance using the specified properties.
                 * @function create
                 * @memberof airt.control.v1.Drain
                 * @static
                 * @param {airt.control.v1.Drain.$Properties=} [properties] Properties to set
                 * @returns {airt.control.v1.Drain} Drain instance
                 * @type {{
                 *   (properties: airt.control.v1.Drain.$Shape): airt.control.v1.Drain & airt.control.v1.Drain.$Shape;
                 *   (properties?: airt.control.v1.Drain.$Properties): airt.control.v1.Drain;
                 * }}
                 */
                Drain.create = function(properties) {
                    return new Drain(properties);
                };

                /**
                 * Encodes the specified Drain message. Does not implicitly {@link airt.control.v1.Drain.verify|verify} messages.
                 * @function encode
                 * @memberof airt.control.v1.Drain
                 * @static
                 * @param {airt.control.v1.Drain.$Properties} message Drain message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                Drain.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.retryAfterMs != null && $Object.hasOwnProperty.call(message, "retryAfterMs") && (typeof message.retryAfterMs === "object" ? message.retryAfterMs.low || message.retryAfterMs.high : message.retryAfterMs !== 0))
                        writer.uint32(/* id 1, wireType 0 =*/8).int64(message.retryAfterMs);
                    if (message.reason != null && $Object.hasOwnProperty.call(message, "reason") && message.reason !== "")
                        writer.uint32(/* id 2, wireType 2 =*/18).string(message.reason);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a Drain message from the specified reader or buffer.
                 * @function decode
                 * @memberof airt.control.v1.Drain
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {airt.control.v1.Drain & airt.control.v1.Drain.$Shape} Drain
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                Drain.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.airt.control.v1.Drain();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 0)
                                    break;
                                if (typeof (value = $number(reader.int64())) === "object" ? value.low || value.high : value !== 0)
                                    message.retryAfterMs = value;
                                else
                                    delete message.retryAfterMs;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.reason = value;
                                else
                                    delete message.reason;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return Drain;
            })();

            return v1;
        })();

        return control;
    })();

    return airt;
})();

export {
  $root as default
};
