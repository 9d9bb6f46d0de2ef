/*eslint-disable block-scoped-var, id-length, no-control-regex, no-magic-numbers, no-mixed-operators, no-prototype-builtins, no-redeclare, no-shadow, no-var, sort-vars, default-case, jsdoc/require-param*/
import $protobuf from "protobufjs/minimal.js";

// Common aliases
const $Reader = $protobuf.Reader, $Writer = $protobuf.Writer, $util = $protobuf.util;
const $Object = $util.global.Object, $undefined = $util.global.undefined, $Error = $util.global.Error, $RangeError = $util.global.RangeError, $TypeError = $util.global.TypeError, $Boolean = $util.global.Boolean, $String = $util.global.String, $Number = $util.global.Number, $parseInt = $util.global.parseInt, $BigInt = $util.global.BigInt, $Array = $util.global.Array;

// Exported root namespace
const $root = $protobuf.roots["status/ratchet/storage.proto"] || ($protobuf.roots["status/ratchet/storage.proto"] = {});

export const ratchet = $root.ratchet = (() => {

    /**
     * Namespace ratchet.
     * @exports ratchet
     * @namespace
     */
    const ratchet = {};

    ratchet.Session = (function() {

        /**
         * Properties of a Session.
         * @typedef {Object} ratchet.Session.$Properties
         * @property {boolean} [initiator] Session initiator
         * @property {string} [installationId] Session installationId
         * @property {boolean} [acknowledged] Session acknowledged
         * @property {Long} [createdAt] Session createdAt
         * @property {Long} [receivedAt] Session receivedAt
         * @property {Uint8Array} [selfPrivate] Session selfPrivate
         * @property {Uint8Array} [selfPublic] Session selfPublic
         * @property {Uint8Array} [remote] Session remote
         * @property {Uint8Array} [rootKey] Session rootKey
         * @property {Uint8Array} [sendChainKey] Session sendChainKey
         * @property {number} [sendCount] Session sendCount
         * @property {Uint8Array} [receiveChainKey] Session receiveChainKey
         * @property {number} [receiveCount] Session receiveCount
         * @property {number} [previousCount] Session previousCount
         * @property {number} [keysCount] Session keysCount
         * @property {number} [stored] Session stored
         * @property {number} [oldest] Session oldest
         * @property {number} [chains] Session chains
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a Session.
         * @memberof ratchet
         * @interface ISession
         * @augments ratchet.Session.$Properties
         * @deprecated Use ratchet.Session.$Properties instead.
         */

        /**
         * Shape of a Session.
         * @typedef {ratchet.Session.$Properties} ratchet.Session.$Shape
         */

        /**
         * Constructs a new Session.
         * @memberof ratchet
         * @classdesc Represents a Session.
         * @constructor
         * @param {ratchet.Session.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const Session = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * Session initiator.
         * @member {boolean} initiator
         * @memberof ratchet.Session
         * @instance
         */
        Session.prototype.initiator = false;

        /**
         * Session installationId.
         * @member {string} installationId
         * @memberof ratchet.Session
         * @instance
         */
        Session.prototype.installationId = "";

        /**
         * Session acknowledged.
         * @member {boolean} acknowledged
         * @memberof ratchet.Session
         * @instance
         */
        Session.prototype.acknowledged = false;

        /**
         * Session createdAt.
         * @member {Long} createdAt
         * @memberof ratchet.Session
         * @instance
         */
        Session.prototype.createdAt = $util.Long ? $util.Long.fromBits(0,0,false) : 0;

        /**
         * Session receivedAt.
         * @member {Long} receivedAt
         * @memberof ratchet.Session
         * @instance
         */
        Session.prototype.receivedAt = $util.Long ? $util.Long.fromBits(0,0,false) : 0;

        /**
         * Session selfPrivate.
         * @member {Uint8Array} selfPrivate
         * @memberof ratchet.Session
         * @instance
         */
        Session.prototype.selfPrivate = $util.newBuffer([]);

        /**
         * Session selfPublic.
         * @member {Uint8Array} selfPublic
         * @memberof ratchet.Session
         * @instance
         */
        Session.prototype.selfPublic = $util.newBuffer([]);

        /**
         * Session remote.
         * @member {Uint8Array} remote
         * @memberof ratchet.Session
         * @instance
         */
        Session.prototype.remote = $util.newBuffer([]);

        /**
         * Session rootKey.
         * @member {Uint8Array} rootKey
         * @memberof ratchet.Session
         * @instance
         */
        Session.prototype.rootKey = $util.newBuffer([]);

        /**
         * Session sendChainKey.
         * @member {Uint8Array} sendChainKey
         * @memberof ratchet.Session
         * @instance
         */
        Session.prototype.sendChainKey = $util.newBuffer([]);

        /**
         * Session sendCount.
         * @member {number} sendCount
         * @memberof ratchet.Session
         * @instance
         */
        Session.prototype.sendCount = 0;

        /**
         * Session receiveChainKey.
         * @member {Uint8Array} receiveChainKey
         * @memberof ratchet.Session
         * @instance
         */
        Session.prototype.receiveChainKey = $util.newBuffer([]);

        /**
         * Session receiveCount.
         * @member {number} receiveCount
         * @memberof ratchet.Session
         * @instance
         */
        Session.prototype.receiveCount = 0;

        /**
         * Session previousCount.
         * @member {number} previousCount
         * @memberof ratchet.Session
         * @instance
         */
        Session.prototype.previousCount = 0;

        /**
         * Session keysCount.
         * @member {number} keysCount
         * @memberof ratchet.Session
         * @instance
         */
        Session.prototype.keysCount = 0;

        /**
         * Session stored.
         * @member {number} stored
         * @memberof ratchet.Session
         * @instance
         */
        Session.prototype.stored = 0;

        /**
         * Session oldest.
         * @member {number} oldest
         * @memberof ratchet.Session
         * @instance
         */
        Session.prototype.oldest = 0;

        /**
         * Session chains.
         * @member {number} chains
         * @memberof ratchet.Session
         * @instance
         */
        Session.prototype.chains = 0;

        /**
         * Creates a new Session instance using the specified properties.
         * @function create
         * @memberof ratchet.Session
         * @static
         * @param {ratchet.Session.$Properties=} [properties] Properties to set
         * @returns {ratchet.Session} Session instance
         * @type {{
         *   (properties: ratchet.Session.$Shape): ratchet.Session & ratchet.Session.$Shape;
         *   (properties?: ratchet.Session.$Properties): ratchet.Session;
         * }}
         */
        Session.create = function(properties) {
            return new Session(properties);
        };

        /**
         * Encodes the specified Session message. Does not implicitly {@link ratchet.Session.verify|verify} messages.
         * @function encode
         * @memberof ratchet.Session
         * @static
         * @param {ratchet.Session.$Properties} message Session message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        Session.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.initiator != null && $Object.hasOwnProperty.call(message, "initiator") && message.initiator !== false)
                writer.uint32(/* id 1, wireType 0 =*/8).bool(message.initiator);
            if (message.installationId != null && $Object.hasOwnProperty.call(message, "installationId") && message.installationId !== "")
                writer.uint32(/* id 2, wireType 2 =*/18).string(message.installationId);
            if (message.acknowledged != null && $Object.hasOwnProperty.call(message, "acknowledged") && message.acknowledged !== false)
                writer.uint32(/* id 3, wireType 0 =*/24).bool(message.acknowledged);
            if (message.createdAt != null && $Object.hasOwnProperty.call(message, "createdAt") && (typeof message.createdAt === "object" ? message.createdAt.low || message.createdAt.high : message.createdAt !== 0))
                writer.uint32(/* id 4, wireType 0 =*/32).int64(message.createdAt);
            if (message.receivedAt != null && $Object.hasOwnProperty.call(message, "receivedAt") && (typeof message.receivedAt === "object" ? message.receivedAt.low || message.receivedAt.high : message.receivedAt !== 0))
                writer.uint32(/* id 5, wireType 0 =*/40).int64(message.receivedAt);
            if (message.selfPrivate != null && $Object.hasOwnProperty.call(message, "selfPrivate") && message.selfPrivate.length)
                writer.uint32(/* id 6, wireType 2 =*/50).bytes(message.selfPrivate);
            if (message.selfPublic != null && $Object.hasOwnProperty.call(message, "selfPublic") && message.selfPublic.length)
                writer.uint32(/* id 7, wireType 2 =*/58).bytes(message.selfPublic);
            if (message.remote != null && $Object.hasOwnProperty.call(message, "remote") && message.remote.length)
                writer.uint32(/* id 8, wireType 2 =*/66).bytes(message.remote);
            if (message.rootKey != null && $Object.hasOwnProperty.call(message, "rootKey") && message.rootKey.length)
                writer.uint32(/* id 9, wireType 2 =*/74).bytes(message.rootKey);
            if (message.sendChainKey != null && $Object.hasOwnProperty.call(message, "sendChainKey") && message.sendChainKey.length)
                writer.uint32(/* id 10, wireType 2 =*/82).bytes(message.sendChainKey);
            if (message.sendCount != null && $Object.hasOwnProperty.call(message, "sendCount") && message.sendCount !== 0)
                writer.uint32(/* id 11, wireType 0 =*/88).uint32(message.sendCount);
            if (message.receiveChainKey != null && $Object.hasOwnProperty.call(message, "receiveChainKey") && message.receiveChainKey.length)
                writer.uint32(/* id 12, wireType 2 =*/98).bytes(message.receiveChainKey);
            if (message.receiveCount != null && $Object.hasOwnProperty.call(message, "receiveCount") && message.receiveCount !== 0)
                writer.uint32(/* id 13, wireType 0 =*/104).uint32(message.receiveCount);
            if (message.previousCount != null && $Object.hasOwnProperty.call(message, "previousCount") && message.previousCount !== 0)
                writer.uint32(/* id 14, wireType 0 =*/112).uint32(message.previousCount);
            if (message.keysCount != null && $Object.hasOwnProperty.call(message, "keysCount") && message.keysCount !== 0)
                writer.uint32(/* id 15, wireType 0 =*/120).uint32(message.keysCount);
            if (message.stored != null && $Object.hasOwnProperty.call(message, "stored") && message.stored !== 0)
                writer.uint32(/* id 16, wireType 0 =*/128).uint32(message.stored);
            if (message.oldest != null && $Object.hasOwnProperty.call(message, "oldest") && message.oldest !== 0)
                writer.uint32(/* id 17, wireType 0 =*/136).uint32(message.oldest);
            if (message.chains != null && $Object.hasOwnProperty.call(message, "chains") && message.chains !== 0)
                writer.uint32(/* id 18, wireType 0 =*/144).uint32(message.chains);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes a Session message from the specified reader or buffer.
         * @function decode
         * @memberof ratchet.Session
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {ratchet.Session & ratchet.Session.$Shape} Session
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        Session.decode = function (reader, length, _end, _depth, _target) {
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
            message = _target || new $root.ratchet.Session();
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
                            message.initiator = value;
                        else
                            delete message.initiator;
                        continue;
                    }
                case 2: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.installationId = value;
                        else
                            delete message.installationId;
                        continue;
                    }
                case 3: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.bool())
                            message.acknowledged = value;
                        else
                            delete message.acknowledged;
                        continue;
                    }
                case 4: {
                        if (wireType !== 0)
                            break;
                        if (typeof (value = reader.int64()) === "object" ? value.low || value.high : value !== 0)
                            message.createdAt = value;
                        else
                            delete message.createdAt;
                        continue;
                    }
                case 5: {
                        if (wireType !== 0)
                            break;
                        if (typeof (value = reader.int64()) === "object" ? value.low || value.high : value !== 0)
                            message.receivedAt = value;
                        else
                            delete message.receivedAt;
                        continue;
                    }
                case 6: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.bytes()).length)
                            message.selfPrivate = value;
                        else
                            delete message.selfPrivate;
                        continue;
                    }
                case 7: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.bytes()).length)
                            message.selfPublic = value;
                        else
                            delete message.selfPublic;
                        continue;
                    }
                case 8: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.bytes()).length)
                            message.remote = value;
                        else
                            delete message.remote;
                        continue;
                    }
                case 9: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.bytes()).length)
                            message.rootKey = value;
                        else
                            delete message.rootKey;
                        continue;
                    }
                case 10: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.bytes()).length)
                            message.sendChainKey = value;
                        else
                            delete message.sendChainKey;
                        continue;
                    }
                case 11: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.uint32())
                            message.sendCount = value;
                        else
                            delete message.sendCount;
                        continue;
                    }
                case 12: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.bytes()).length)
                            message.receiveChainKey = value;
                        else
                            delete message.receiveChainKey;
                        continue;
                    }
                case 13: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.uint32())
                            message.receiveCount = value;
                        else
                            delete message.receiveCount;
                        continue;
                    }
                case 14: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.uint32())
                            message.previousCount = value;
                        else
                            delete message.previousCount;
                        continue;
                    }
                case 15: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.uint32())
                            message.keysCount = value;
                        else
                            delete message.keysCount;
                        continue;
                    }
                case 16: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.uint32())
                            message.stored = value;
                        else
                            delete message.stored;
                        continue;
                    }
                case 17: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.uint32())
                            message.oldest = value;
                        else
                            delete message.oldest;
                        continue;
                    }
                case 18: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.uint32())
                            message.chains = value;
                        else
                            delete message.chains;
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
         * Creates a Session message from a plain object. Also converts values to their respective internal types.
         * @function fromObject
         * @memberof ratchet.Session
         * @static
         * @param {Object.<string,*>} object Plain object
         * @returns {ratchet.Session} Session
         */
        Session.fromObject = function (object, _depth) {
            if (object instanceof $root.ratchet.Session)
                return object;
            if (!$util.isObject(object))
                throw $TypeError(".ratchet.Session: object expected");
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            let message = new $root.ratchet.Session();
            if (object.initiator != null)
                if (object.initiator)
                    message.initiator = $Boolean(object.initiator);
            if (object.installationId != null)
                if (typeof object.installationId !== "string" || object.installationId.length)
                    message.installationId = $String(object.installationId);
            if (object.acknowledged != null)
                if (object.acknowledged)
                    message.acknowledged = $Boolean(object.acknowledged);
            if (object.createdAt != null)
                if (typeof object.createdAt === "object" ? object.createdAt.low || object.createdAt.high : $Number(object.createdAt) !== 0)
                    if ($util.Long)
                        message.createdAt = $util.Long.fromValue(object.createdAt, false);
                    else if (typeof object.createdAt === "string")
                        message.createdAt = $parseInt(object.createdAt, 10);
                    else if (typeof object.createdAt === "number")
                        message.createdAt = object.createdAt;
                    else if (typeof object.createdAt === "object")
                        message.createdAt = new $util.LongBits(object.createdAt.low >>> 0, object.createdAt.high >>> 0).toNumber();
            if (object.receivedAt != null)
                if (typeof object.receivedAt === "object" ? object.receivedAt.low || object.receivedAt.high : $Number(object.receivedAt) !== 0)
                    if ($util.Long)
                        message.receivedAt = $util.Long.fromValue(object.receivedAt, false);
                    else if (typeof object.receivedAt === "string")
                        message.receivedAt = $parseInt(object.receivedAt, 10);
                    else if (typeof object.receivedAt === "number")
                        message.receivedAt = object.receivedAt;
                    else if (typeof object.receivedAt === "object")
                        message.receivedAt = new $util.LongBits(object.receivedAt.low >>> 0, object.receivedAt.high >>> 0).toNumber();
            if (object.selfPrivate != null)
                if (object.selfPrivate.length)
                    if (typeof object.selfPrivate === "string")
                        $util.base64.decode(object.selfPrivate, message.selfPrivate = $util.newBuffer($util.base64.length(object.selfPrivate)), 0);
                    else if (object.selfPrivate.length >= 0)
                        message.selfPrivate = object.selfPrivate;
            if (object.selfPublic != null)
                if (object.selfPublic.length)
                    if (typeof object.selfPublic === "string")
                        $util.base64.decode(object.selfPublic, message.selfPublic = $util.newBuffer($util.base64.length(object.selfPublic)), 0);
                    else if (object.selfPublic.length >= 0)
                        message.selfPublic = object.selfPublic;
            if (object.remote != null)
                if (object.remote.length)
                    if (typeof object.remote === "string")
                        $util.base64.decode(object.remote, message.remote = $util.newBuffer($util.base64.length(object.remote)), 0);
                    else if (object.remote.length >= 0)
                        message.remote = object.remote;
            if (object.rootKey != null)
                if (object.rootKey.length)
                    if (typeof object.rootKey === "string")
                        $util.base64.decode(object.rootKey, message.rootKey = $util.newBuffer($util.base64.length(object.rootKey)), 0);
                    else if (object.rootKey.length >= 0)
                        message.rootKey = object.rootKey;
            if (object.sendChainKey != null)
                if (object.sendChainKey.length)
                    if (typeof object.sendChainKey === "string")
                        $util.base64.decode(object.sendChainKey, message.sendChainKey = $util.newBuffer($util.base64.length(object.sendChainKey)), 0);
                    else if (object.sendChainKey.length >= 0)
                        message.sendChainKey = object.sendChainKey;
            if (object.sendCount != null)
                if ($Number(object.sendCount) !== 0)
                    message.sendCount = object.sendCount >>> 0;
            if (object.receiveChainKey != null)
                if (object.receiveChainKey.length)
                    if (typeof object.receiveChainKey === "string")
                        $util.base64.decode(object.receiveChainKey, message.receiveChainKey = $util.newBuffer($util.base64.length(object.receiveChainKey)), 0);
                    else if (object.receiveChainKey.length >= 0)
                        message.receiveChainKey = object.receiveChainKey;
            if (object.receiveCount != null)
                if ($Number(object.receiveCount) !== 0)
                    message.receiveCount = object.receiveCount >>> 0;
            if (object.previousCount != null)
                if ($Number(object.previousCount) !== 0)
                    message.previousCount = object.previousCount >>> 0;
            if (object.keysCount != null)
                if ($Number(object.keysCount) !== 0)
                    message.keysCount = object.keysCount >>> 0;
            if (object.stored != null)
                if ($Number(object.stored) !== 0)
                    message.stored = object.stored >>> 0;
            if (object.oldest != null)
                if ($Number(object.oldest) !== 0)
                    message.oldest = object.oldest >>> 0;
            if (object.chains != null)
                if ($Number(object.chains) !== 0)
                    message.chains = object.chains >>> 0;
            return message;
        };

        /**
         * Creates a plain object from a Session message. Also converts values to other types if specified.
         * @function toObject
         * @memberof ratchet.Session
         * @static
         * @param {ratchet.Session} message Session
         * @param {$protobuf.IConversionOptions} [options] Conversion options
         * @returns {Object.<string,*>} Plain object
         */
        Session.toObject = function (message, options, _depth) {
            if (!options)
                options = {};
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            let object = {};
            if (options.defaults) {
                object.initiator = false;
                object.installationId = "";
                object.acknowledged = false;
                if ($util.Long) {
                    let long = new $util.Long(0, 0, false);
                    object.createdAt = options.longs === $String ? long.toString() : options.longs === $Number ? long.toNumber() : typeof $BigInt !== "undefined" && options.longs === $BigInt ? long.toBigInt() : long;
                } else
                    object.createdAt = options.longs === $String ? "0" : typeof $BigInt !== "undefined" && options.longs === $BigInt ? $BigInt("0") : 0;
                if ($util.Long) {
                    let long = new $util.Long(0, 0, false);
                    object.receivedAt = options.longs === $String ? long.toString() : options.longs === $Number ? long.toNumber() : typeof $BigInt !== "undefined" && options.longs === $BigInt ? long.toBigInt() : long;
                } else
                    object.receivedAt = options.longs === $String ? "0" : typeof $BigInt !== "undefined" && options.longs === $BigInt ? $BigInt("0") : 0;
                if (options.bytes === $String)
                    object.selfPrivate = "";
                else {
                    object.selfPrivate = [];
                    if (options.bytes !== $Array)
                        object.selfPrivate = $util.newBuffer(object.selfPrivate);
                }
                if (options.bytes === $String)
                    object.selfPublic = "";
                else {
                    object.selfPublic = [];
                    if (options.bytes !== $Array)
                        object.selfPublic = $util.newBuffer(object.selfPublic);
                }
                if (options.bytes === $String)
                    object.remote = "";
                else {
                    object.remote = [];
                    if (options.bytes !== $Array)
                        object.remote = $util.newBuffer(object.remote);
                }
                if (options.bytes === $String)
                    object.rootKey = "";
                else {
                    object.rootKey = [];
                    if (options.bytes !== $Array)
                        object.rootKey = $util.newBuffer(object.rootKey);
                }
                if (options.bytes === $String)
                    object.sendChainKey = "";
                else {
                    object.sendChainKey = [];
                    if (options.bytes !== $Array)
                        object.sendChainKey = $util.newBuffer(object.sendChainKey);
                }
                object.sendCount = 0;
                if (options.bytes === $String)
                    object.receiveChainKey = "";
                else {
                    object.receiveChainKey = [];
                    if (options.bytes !== $Array)
                        object.receiveChainKey = $util.newBuffer(object.receiveChainKey);
                }
                object.receiveCount = 0;
                object.previousCount = 0;
                object.keysCount = 0;
                object.stored = 0;
                object.oldest = 0;
                object.chains = 0;
            }
            if (message.initiator != null && $Object.hasOwnProperty.call(message, "initiator"))
                object.initiator = message.initiator;
            if (message.installationId != null && $Object.hasOwnProperty.call(message, "installationId"))
                object.installationId = message.installationId;
            if (message.acknowledged != null && $Object.hasOwnProperty.call(message, "acknowledged"))
                object.acknowledged = message.acknowledged;
            if (message.createdAt != null && $Object.hasOwnProperty.call(message, "createdAt"))
                if (typeof $BigInt !== "undefined" && options.longs === $BigInt)
                    object.createdAt = typeof message.createdAt === "number" ? $BigInt(message.createdAt) : $util.Long.fromBits(message.createdAt.low >>> 0, message.createdAt.high >>> 0, false).toBigInt();
                else if (typeof message.createdAt === "number")
                    object.createdAt = options.longs === $String ? $String(message.createdAt) : message.createdAt;
                else
                    object.createdAt = options.longs === $String ? $util.Long.prototype.toString.call(message.createdAt) : options.longs === $Number ? new $util.LongBits(message.createdAt.low >>> 0, message.createdAt.high >>> 0).toNumber() : message.createdAt;
            if (message.receivedAt != null && $Object.hasOwnProperty.call(message, "receivedAt"))
                if (typeof $BigInt !== "undefined" && options.longs === $BigInt)
                    object.receivedAt = typeof message.receivedAt === "number" ? $BigInt(message.receivedAt) : $util.Long.fromBits(message.receivedAt.low >>> 0, message.receivedAt.high >>> 0, false).toBigInt();
                else if (typeof message.receivedAt === "number")
                    object.receivedAt = options.longs === $String ? $String(message.receivedAt) : message.receivedAt;
                else
                    object.receivedAt = options.longs === $String ? $util.Long.prototype.toString.call(message.receivedAt) : options.longs === $Number ? new $util.LongBits(message.receivedAt.low >>> 0, message.receivedAt.high >>> 0).toNumber() : message.receivedAt;
            if (message.selfPrivate != null && $Object.hasOwnProperty.call(message, "selfPrivate"))
                object.selfPrivate = options.bytes === $String ? $util.base64.encode(message.selfPrivate, 0, message.selfPrivate.length) : options.bytes === $Array ? $Array.prototype.slice.call(message.selfPrivate) : message.selfPrivate;
            if (message.selfPublic != null && $Object.hasOwnProperty.call(message, "selfPublic"))
                object.selfPublic = options.bytes === $String ? $util.base64.encode(message.selfPublic, 0, message.selfPublic.length) : options.bytes === $Array ? $Array.prototype.slice.call(message.selfPublic) : message.selfPublic;
            if (message.remote != null && $Object.hasOwnProperty.call(message, "remote"))
                object.remote = options.bytes === $String ? $util.base64.encode(message.remote, 0, message.remote.length) : options.bytes === $Array ? $Array.prototype.slice.call(message.remote) : message.remote;
            if (message.rootKey != null && $Object.hasOwnProperty.call(message, "rootKey"))
                object.rootKey = options.bytes === $String ? $util.base64.encode(message.rootKey, 0, message.rootKey.length) : options.bytes === $Array ? $Array.prototype.slice.call(message.rootKey) : message.rootKey;
            if (message.sendChainKey != null && $Object.hasOwnProperty.call(message, "sendChainKey"))
                object.sendChainKey = options.bytes === $String ? $util.base64.encode(message.sendChainKey, 0, message.sendChainKey.length) : options.bytes === $Array ? $Array.prototype.slice.call(message.sendChainKey) : message.sendChainKey;
            if (message.sendCount != null && $Object.hasOwnProperty.call(message, "sendCount"))
                object.sendCount = message.sendCount;
            if (message.receiveChainKey != null && $Object.hasOwnProperty.call(message, "receiveChainKey"))
                object.receiveChainKey = options.bytes === $String ? $util.base64.encode(message.receiveChainKey, 0, message.receiveChainKey.length) : options.bytes === $Array ? $Array.prototype.slice.call(message.receiveChainKey) : message.receiveChainKey;
            if (message.receiveCount != null && $Object.hasOwnProperty.call(message, "receiveCount"))
                object.receiveCount = message.receiveCount;
            if (message.previousCount != null && $Object.hasOwnProperty.call(message, "previousCount"))
                object.previousCount = message.previousCount;
            if (message.keysCount != null && $Object.hasOwnProperty.call(message, "keysCount"))
                object.keysCount = message.keysCount;
            if (message.stored != null && $Object.hasOwnProperty.call(message, "stored"))
                object.stored = message.stored;
            if (message.oldest != null && $Object.hasOwnProperty.call(message, "oldest"))
                object.oldest = message.oldest;
            if (message.chains != null && $Object.hasOwnProperty.call(message, "chains"))
                object.chains = message.chains;
            return object;
        };

        /**
         * Converts this Session to JSON.
         * @function toJSON
         * @memberof ratchet.Session
         * @instance
         * @returns {Object.<string,*>} JSON object
         */
        Session.prototype.toJSON = function() {
            return Session.toObject(this, $protobuf.util.toJSONOptions);
        };

        return Session;
    })();

    ratchet.MessageKey = (function() {

        /**
         * Properties of a MessageKey.
         * @typedef {Object} ratchet.MessageKey.$Properties
         * @property {Uint8Array} [key] MessageKey key
         * @property {Long} [usedAt] MessageKey usedAt
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a MessageKey.
         * @memberof ratchet
         * @interface IMessageKey
         * @augments ratchet.MessageKey.$Properties
         * @deprecated Use ratchet.MessageKey.$Properties instead.
         */

        /**
         * Shape of a MessageKey.
         * @typedef {ratchet.MessageKey.$Properties} ratchet.MessageKey.$Shape
         */

        /**
         * Constructs a new MessageKey.
         * @memberof ratchet
         * @classdesc Represents a MessageKey.
         * @constructor
         * @param {ratchet.MessageKey.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const MessageKey = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * MessageKey key.
         * @member {Uint8Array} key
         * @memberof ratchet.MessageKey
         * @instance
         */
        MessageKey.prototype.key = $util.newBuffer([]);

        /**
         * MessageKey usedAt.
         * @member {Long} usedAt
         * @memberof ratchet.MessageKey
         * @instance
         */
        MessageKey.prototype.usedAt = $util.Long ? $util.Long.fromBits(0,0,false) : 0;

        /**
         * Creates a new MessageKey instance using the specified properties.
         * @function create
         * @memberof ratchet.MessageKey
         * @static
         * @param {ratchet.MessageKey.$Properties=} [properties] Properties to set
         * @returns {ratchet.MessageKey} MessageKey instance
         * @type {{
         *   (properties: ratchet.MessageKey.$Shape): ratchet.MessageKey & ratchet.MessageKey.$Shape;
         *   (properties?: ratchet.MessageKey.$Properties): ratchet.MessageKey;
         * }}
         */
        MessageKey.create = function(properties) {
            return new MessageKey(properties);
        };

        /**
         * Encodes the specified MessageKey message. Does not implicitly {@link ratchet.MessageKey.verify|verify} messages.
         * @function encode
         * @memberof ratchet.MessageKey
         * @static
         * @param {ratchet.MessageKey.$Properties} message MessageKey message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        MessageKey.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.key != null && $Object.hasOwnProperty.call(message, "key") && message.key.length)
                writer.uint32(/* id 1, wireType 2 =*/10).bytes(message.key);
            if (message.usedAt != null && $Object.hasOwnProperty.call(message, "usedAt") && (typeof message.usedAt === "object" ? message.usedAt.low || message.usedAt.high : message.usedAt !== 0))
                writer.uint32(/* id 2, wireType 0 =*/16).int64(message.usedAt);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes a MessageKey message from the specified reader or buffer.
         * @function decode
         * @memberof ratchet.MessageKey
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {ratchet.MessageKey & ratchet.MessageKey.$Shape} MessageKey
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        MessageKey.decode = function (reader, length, _end, _depth, _target) {
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
            message = _target || new $root.ratchet.MessageKey();
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
                            message.key = value;
                        else
                            delete message.key;
                        continue;
                    }
                case 2: {
                        if (wireType !== 0)
                            break;
                        if (typeof (value = reader.int64()) === "object" ? value.low || value.high : value !== 0)
                            message.usedAt = value;
                        else
                            delete message.usedAt;
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
         * Creates a MessageKey message from a plain object. Also converts values to their respective internal types.
         * @function fromObject
         * @memberof ratchet.MessageKey
         * @static
         * @param {Object.<string,*>} object Plain object
         * @returns {ratchet.MessageKey} MessageKey
         */
        MessageKey.fromObject = function (object, _depth) {
            if (object instanceof $root.ratchet.MessageKey)
                return object;
            if (!$util.isObject(object))
                throw $TypeError(".ratchet.MessageKey: object expected");
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            let message = new $root.ratchet.MessageKey();
            if (object.key != null)
                if (object.key.length)
                    if (typeof object.key === "string")
                        $util.base64.decode(object.key, message.key = $util.newBuffer($util.base64.length(object.key)), 0);
                    else if (object.key.length >= 0)
                        message.key = object.key;
            if (object.usedAt != null)
                if (typeof object.usedAt === "object" ? object.usedAt.low || object.usedAt.high : $Number(object.usedAt) !== 0)
                    if ($util.Long)
                        message.usedAt = $util.Long.fromValue(object.usedAt, false);
                    else if (typeof object.usedAt === "string")
                        message.usedAt = $parseInt(object.usedAt, 10);
                    else if (typeof object.usedAt === "number")
                        message.usedAt = object.usedAt;
                    else if (typeof object.usedAt === "object")
                        message.usedAt = new $util.LongBits(object.usedAt.low >>> 0, object.usedAt.high >>> 0).toNumber();
            return message;
        };

        /**
         * Creates a plain object from a MessageKey message. Also converts values to other types if specified.
         * @function toObject
         * @memberof ratchet.MessageKey
         * @static
         * @param {ratchet.MessageKey} message MessageKey
         * @param {$protobuf.IConversionOptions} [options] Conversion options
         * @returns {Object.<string,*>} Plain object
         */
        MessageKey.toObject = function (message, options, _depth) {
            if (!options)
                options = {};
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            let object = {};
            if (options.defaults) {
                if (options.bytes === $String)
                    object.key = "";
                else {
                    object.key = [];
                    if (options.bytes !== $Array)
                        object.key = $util.newBuffer(object.key);
                }
                if ($util.Long) {
                    let long = new $util.Long(0, 0, false);
                    object.usedAt = options.longs === $String ? long.toString() : options.longs === $Number ? long.toNumber() : typeof $BigInt !== "undefined" && options.longs === $BigInt ? long.toBigInt() : long;
                } else
                    object.usedAt = options.longs === $String ? "0" : typeof $BigInt !== "undefined" && options.longs === $BigInt ? $BigInt("0") : 0;
            }
            if (message.key != null && $Object.hasOwnProperty.call(message, "key"))
                object.key = options.bytes === $String ? $util.base64.encode(message.key, 0, message.key.length) : options.bytes === $Array ? $Array.prototype.slice.call(message.key) : message.key;
            if (message.usedAt != null && $Object.hasOwnProperty.call(message, "usedAt"))
                if (typeof $BigInt !== "undefined" && options.longs === $BigInt)
                    object.usedAt = typeof message.usedAt === "number" ? $BigInt(message.usedAt) : $util.Long.fromBits(message.usedAt.low >>> 0, message.usedAt.high >>> 0, false).toBigInt();
                else if (typeof message.usedAt === "number")
                    object.usedAt = options.longs === $String ? $String(message.usedAt) : message.usedAt;
                else
                    object.usedAt = options.longs === $String ? $util.Long.prototype.toString.call(message.usedAt) : options.longs === $Number ? new $util.LongBits(message.usedAt.low >>> 0, message.usedAt.high >>> 0).toNumber() : message.usedAt;
            return object;
        };

        /**
         * Converts this MessageKey to JSON.
         * @function toJSON
         * @memberof ratchet.MessageKey
         * @instance
         * @returns {Object.<string,*>} JSON object
         */
        MessageKey.prototype.toJSON = function() {
            return MessageKey.toObject(this, $protobuf.util.toJSONOptions);
        };

        return MessageKey;
    })();

    ratchet.Chain = (function() {

        /**
         * Properties of a Chain.
         * @typedef {Object} ratchet.Chain.$Properties
         * @property {number} [base] Chain base
         * @property {number} [count] Chain count
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a Chain.
         * @memberof ratchet
         * @interface IChain
         * @augments ratchet.Chain.$Properties
         * @deprecated Use ratchet.Chain.$Properties instead.
         */

        /**
         * Shape of a Chain.
         * @typedef {ratchet.Chain.$Properties} ratchet.Chain.$Shape
         */

        /**
         * Constructs a new Chain.
         * @memberof ratchet
         * @classdesc Represents a Chain.
         * @constructor
         * @param {ratchet.Chain.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const Chain = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * Chain base.
         * @member {number} base
         * @memberof ratchet.Chain
         * @instance
         */
        Chain.prototype.base = 0;

        /**
         * Chain count.
         * @member {number} count
         * @memberof ratchet.Chain
         * @instance
         */
        Chain.prototype.count = 0;

        /**
         * Creates a new Chain instance using the specified properties.
         * @function create
         * @memberof ratchet.Chain
         * @static
         * @param {ratchet.Chain.$Properties=} [properties] Properties to set
         * @returns {ratchet.Chain} Chain instance
         * @type {{
         *   (properties: ratchet.Chain.$Shape): ratchet.Chain & ratchet.Chain.$Shape;
         *   (properties?: ratchet.Chain.$Properties): ratchet.Chain;
         * }}
         */
        Chain.create = function(properties) {
            return new Chain(properties);
        };

        /**
         * Encodes the specified Chain message. Does not implicitly {@link ratchet.Chain.verify|verify} messages.
         * @function encode
         * @memberof ratchet.Chain
         * @static
         * @param {ratchet.Chain.$Properties} message Chain message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        Chain.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.base != null && $Object.hasOwnProperty.call(message, "base") && message.base !== 0)
                writer.uint32(/* id 1, wireType 0 =*/8).uint32(message.base);
            if (message.count != null && $Object.hasOwnProperty.call(message, "count") && message.count !== 0)
                writer.uint32(/* id 2, wireType 0 =*/16).uint32(message.count);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes a Chain message from the specified reader or buffer.
         * @function decode
         * @memberof ratchet.Chain
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {ratchet.Chain & ratchet.Chain.$Shape} Chain
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        Chain.decode = function (reader, length, _end, _depth, _target) {
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
            message = _target || new $root.ratchet.Chain();
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
                        if (value = reader.uint32())
                            message.base = value;
                        else
                            delete message.base;
                        continue;
                    }
                case 2: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.uint32())
                            message.count = value;
                        else
                            delete message.count;
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
         * Creates a Chain message from a plain object. Also converts values to their respective internal types.
         * @function fromObject
         * @memberof ratchet.Chain
         * @static
         * @param {Object.<string,*>} object Plain object
         * @returns {ratchet.Chain} Chain
         */
        Chain.fromObject = function (object, _depth) {
            if (object instanceof $root.ratchet.Chain)
                return object;
            if (!$util.isObject(object))
                throw $TypeError(".ratchet.Chain: object expected");
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            let message = new $root.ratchet.Chain();
            if (object.base != null)
                if ($Number(object.base) !== 0)
                    message.base = object.base >>> 0;
            if (object.count != null)
                if ($Number(object.count) !== 0)
                    message.count = object.count >>> 0;
            return message;
        };

        /**
         * Creates a plain object from a Chain message. Also converts values to other types if specified.
         * @function toObject
         * @memberof ratchet.Chain
         * @static
         * @param {ratchet.Chain} message Chain
         * @param {$protobuf.IConversionOptions} [options] Conversion options
         * @returns {Object.<string,*>} Plain object
         */
        Chain.toObject = function (message, options, _depth) {
            if (!options)
                options = {};
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            let object = {};
            if (options.defaults) {
                object.base = 0;
                object.count = 0;
            }
            if (message.base != null && $Object.hasOwnProperty.call(message, "base"))
                object.base = message.base;
            if (message.count != null && $Object.hasOwnProperty.call(message, "count"))
                object.count = message.count;
            return object;
        };

        /**
         * Converts this Chain to JSON.
         * @function toJSON
         * @memberof ratchet.Chain
         * @instance
         * @returns {Object.<string,*>} JSON object
         */
        Chain.prototype.toJSON = function() {
            return Chain.toObject(this, $protobuf.util.toJSONOptions);
        };

        return Chain;
    })();

    ratchet.Installation = (function() {

        /**
         * Properties of an Installation.
         * @typedef {Object} ratchet.Installation.$Properties
         * @property {Uint8Array} [preKey] Installation preKey
         * @property {number} [version] Installation version
         * @property {number} [protocolVersion] Installation protocolVersion
         * @property {Long} [timestamp] Installation timestamp
         * @property {Long} [preKeyAt] Installation preKeyAt
         * @property {boolean} [enabled] Installation enabled
         * @property {boolean} [knowsSecret] Installation knowsSecret
         * @property {Uint8Array} [session] Installation session
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of an Installation.
         * @memberof ratchet
         * @interface IInstallation
         * @augments ratchet.Installation.$Properties
         * @deprecated Use ratchet.Installation.$Properties instead.
         */

        /**
         * Shape of an Installation.
         * @typedef {ratchet.Installation.$Properties} ratchet.Installation.$Shape
         */

        /**
         * Constructs a new Installation.
         * @memberof ratchet
         * @classdesc Represents an Installation.
         * @constructor
         * @param {ratchet.Installation.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const Installation = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * Installation preKey.
         * @member {Uint8Array} preKey
         * @memberof ratchet.Installation
         * @instance
         */
        Installation.prototype.preKey = $util.newBuffer([]);

        /**
         * Installation version.
         * @member {number} version
         * @memberof ratchet.Installation
         * @instance
         */
        Installation.prototype.version = 0;

        /**
         * Installation protocolVersion.
         * @member {number} protocolVersion
         * @memberof ratchet.Installation
         * @instance
         */
        Installation.prototype.protocolVersion = 0;

        /**
         * Installation timestamp.
         * @member {Long} timestamp
         * @memberof ratchet.Installation
         * @instance
         */
        Installation.prototype.timestamp = $util.Long ? $util.Long.fromBits(0,0,false) : 0;

        /**
         * Installation preKeyAt.
         * @member {Long} preKeyAt
         * @memberof ratchet.Installation
         * @instance
         */
        Installation.prototype.preKeyAt = $util.Long ? $util.Long.fromBits(0,0,false) : 0;

        /**
         * Installation enabled.
         * @member {boolean} enabled
         * @memberof ratchet.Installation
         * @instance
         */
        Installation.prototype.enabled = false;

        /**
         * Installation knowsSecret.
         * @member {boolean} knowsSecret
         * @memberof ratchet.Installation
         * @instance
         */
        Installation.prototype.knowsSecret = false;

        /**
         * Installation session.
         * @member {Uint8Array} session
         * @memberof ratchet.Installation
         * @instance
         */
        Installation.prototype.session = $util.newBuffer([]);

        /**
         * Creates a new Installation instance using the specified properties.
         * @function create
         * @memberof ratchet.Installation
         * @static
         * @param {ratchet.Installation.$Properties=} [properties] Properties to set
         * @returns {ratchet.Installation} Installation instance
         * @type {{
         *   (properties: ratchet.Installation.$Shape): ratchet.Installation & ratchet.Installation.$Shape;
         *   (properties?: ratchet.Installation.$Properties): ratchet.Installation;
         * }}
         */
        Installation.create = function(properties) {
            return new Installation(properties);
        };

        /**
         * Encodes the specified Installation message. Does not implicitly {@link ratchet.Installation.verify|verify} messages.
         * @function encode
         * @memberof ratchet.Installation
         * @static
         * @param {ratchet.Installation.$Properties} message Installation message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        Installation.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.preKey != null && $Object.hasOwnProperty.call(message, "preKey") && message.preKey.length)
                writer.uint32(/* id 1, wireType 2 =*/10).bytes(message.preKey);
            if (message.version != null && $Object.hasOwnProperty.call(message, "version") && message.version !== 0)
                writer.uint32(/* id 2, wireType 0 =*/16).uint32(message.version);
            if (message.protocolVersion != null && $Object.hasOwnProperty.call(message, "protocolVersion") && message.protocolVersion !== 0)
                writer.uint32(/* id 3, wireType 0 =*/24).uint32(message.protocolVersion);
            if (message.timestamp != null && $Object.hasOwnProperty.call(message, "timestamp") && (typeof message.timestamp === "object" ? message.timestamp.low || message.timestamp.high : message.timestamp !== 0))
                writer.uint32(/* id 4, wireType 0 =*/32).int64(message.timestamp);
            if (message.preKeyAt != null && $Object.hasOwnProperty.call(message, "preKeyAt") && (typeof message.preKeyAt === "object" ? message.preKeyAt.low || message.preKeyAt.high : message.preKeyAt !== 0))
                writer.uint32(/* id 5, wireType 0 =*/40).int64(message.preKeyAt);
            if (message.enabled != null && $Object.hasOwnProperty.call(message, "enabled") && message.enabled !== false)
                writer.uint32(/* id 6, wireType 0 =*/48).bool(message.enabled);
            if (message.knowsSecret != null && $Object.hasOwnProperty.call(message, "knowsSecret") && message.knowsSecret !== false)
                writer.uint32(/* id 7, wireType 0 =*/56).bool(message.knowsSecret);
            if (message.session != null && $Object.hasOwnProperty.call(message, "session") && message.session.length)
                writer.uint32(/* id 8, wireType 2 =*/66).bytes(message.session);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes an Installation message from the specified reader or buffer.
         * @function decode
         * @memberof ratchet.Installation
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {ratchet.Installation & ratchet.Installation.$Shape} Installation
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        Installation.decode = function (reader, length, _end, _depth, _target) {
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
            message = _target || new $root.ratchet.Installation();
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
                            message.preKey = value;
                        else
                            delete message.preKey;
                        continue;
                    }
                case 2: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.uint32())
                            message.version = value;
                        else
                            delete message.version;
                        continue;
                    }
                case 3: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.uint32())
                            message.protocolVersion = value;
                        else
                            delete message.protocolVersion;
                        continue;
                    }
                case 4: {
                        if (wireType !== 0)
                            break;
                        if (typeof (value = reader.int64()) === "object" ? value.low || value.high : value !== 0)
                            message.timestamp = value;
                        else
                            delete message.timestamp;
                        continue;
                    }
                case 5: {
                        if (wireType !== 0)
                            break;
                        if (typeof (value = reader.int64()) === "object" ? value.low || value.high : value !== 0)
                            message.preKeyAt = value;
                        else
                            delete message.preKeyAt;
                        continue;
                    }
                case 6: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.bool())
                            message.enabled = value;
                        else
                            delete message.enabled;
                        continue;
                    }
                case 7: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.bool())
                            message.knowsSecret = value;
                        else
                            delete message.knowsSecret;
                        continue;
                    }
                case 8: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.bytes()).length)
                            message.session = value;
                        else
                            delete message.session;
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
         * Creates an Installation message from a plain object. Also converts values to their respective internal types.
         * @function fromObject
         * @memberof ratchet.Installation
         * @static
         * @param {Object.<string,*>} object Plain object
         * @returns {ratchet.Installation} Installation
         */
        Installation.fromObject = function (object, _depth) {
            if (object instanceof $root.ratchet.Installation)
                return object;
            if (!$util.isObject(object))
                throw $TypeError(".ratchet.Installation: object expected");
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            let message = new $root.ratchet.Installation();
            if (object.preKey != null)
                if (object.preKey.length)
                    if (typeof object.preKey === "string")
                        $util.base64.decode(object.preKey, message.preKey = $util.newBuffer($util.base64.length(object.preKey)), 0);
                    else if (object.preKey.length >= 0)
                        message.preKey = object.preKey;
            if (object.version != null)
                if ($Number(object.version) !== 0)
                    message.version = object.version >>> 0;
            if (object.protocolVersion != null)
                if ($Number(object.protocolVersion) !== 0)
                    message.protocolVersion = object.protocolVersion >>> 0;
            if (object.timestamp != null)
                if (typeof object.timestamp === "object" ? object.timestamp.low || object.timestamp.high : $Number(object.timestamp) !== 0)
                    if ($util.Long)
                        message.timestamp = $util.Long.fromValue(object.timestamp, false);
                    else if (typeof object.timestamp === "string")
                        message.timestamp = $parseInt(object.timestamp, 10);
                    else if (typeof object.timestamp === "number")
                        message.timestamp = object.timestamp;
                    else if (typeof object.timestamp === "object")
                        message.timestamp = new $util.LongBits(object.timestamp.low >>> 0, object.timestamp.high >>> 0).toNumber();
            if (object.preKeyAt != null)
                if (typeof object.preKeyAt === "object" ? object.preKeyAt.low || object.preKeyAt.high : $Number(object.preKeyAt) !== 0)
                    if ($util.Long)
                        message.preKeyAt = $util.Long.fromValue(object.preKeyAt, false);
                    else if (typeof object.preKeyAt === "string")
                        message.preKeyAt = $parseInt(object.preKeyAt, 10);
                    else if (typeof object.preKeyAt === "number")
                        message.preKeyAt = object.preKeyAt;
                    else if (typeof object.preKeyAt === "object")
                        message.preKeyAt = new $util.LongBits(object.preKeyAt.low >>> 0, object.preKeyAt.high >>> 0).toNumber();
            if (object.enabled != null)
                if (object.enabled)
                    message.enabled = $Boolean(object.enabled);
            if (object.knowsSecret != null)
                if (object.knowsSecret)
                    message.knowsSecret = $Boolean(object.knowsSecret);
            if (object.session != null)
                if (object.session.length)
                    if (typeof object.session === "string")
                        $util.base64.decode(object.session, message.session = $util.newBuffer($util.base64.length(object.session)), 0);
                    else if (object.session.length >= 0)
                        message.session = object.session;
            return message;
        };

        /**
         * Creates a plain object from an Installation message. Also converts values to other types if specified.
         * @function toObject
         * @memberof ratchet.Installation
         * @static
         * @param {ratchet.Installation} message Installation
         * @param {$protobuf.IConversionOptions} [options] Conversion options
         * @returns {Object.<string,*>} Plain object
         */
        Installation.toObject = function (message, options, _depth) {
            if (!options)
                options = {};
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            let object = {};
            if (options.defaults) {
                if (options.bytes === $String)
                    object.preKey = "";
                else {
                    object.preKey = [];
                    if (options.bytes !== $Array)
                        object.preKey = $util.newBuffer(object.preKey);
                }
                object.version = 0;
                object.protocolVersion = 0;
                if ($util.Long) {
                    let long = new $util.Long(0, 0, false);
                    object.timestamp = options.longs === $String ? long.toString() : options.longs === $Number ? long.toNumber() : typeof $BigInt !== "undefined" && options.longs === $BigInt ? long.toBigInt() : long;
                } else
                    object.timestamp = options.longs === $String ? "0" : typeof $BigInt !== "undefined" && options.longs === $BigInt ? $BigInt("0") : 0;
                if ($util.Long) {
                    let long = new $util.Long(0, 0, false);
                    object.preKeyAt = options.longs === $String ? long.toString() : options.longs === $Number ? long.toNumber() : typeof $BigInt !== "undefined" && options.longs === $BigInt ? long.toBigInt() : long;
                } else
                    object.preKeyAt = options.longs === $String ? "0" : typeof $BigInt !== "undefined" && options.longs === $BigInt ? $BigInt("0") : 0;
                object.enabled = false;
                object.knowsSecret = false;
                if (options.bytes === $String)
                    object.session = "";
                else {
                    object.session = [];
                    if (options.bytes !== $Array)
                        object.session = $util.newBuffer(object.session);
                }
            }
            if (message.preKey != null && $Object.hasOwnProperty.call(message, "preKey"))
                object.preKey = options.bytes === $String ? $util.base64.encode(message.preKey, 0, message.preKey.length) : options.bytes === $Array ? $Array.prototype.slice.call(message.preKey) : message.preKey;
            if (message.version != null && $Object.hasOwnProperty.call(message, "version"))
                object.version = message.version;
            if (message.protocolVersion != null && $Object.hasOwnProperty.call(message, "protocolVersion"))
                object.protocolVersion = message.protocolVersion;
            if (message.timestamp != null && $Object.hasOwnProperty.call(message, "timestamp"))
                if (typeof $BigInt !== "undefined" && options.longs === $BigInt)
                    object.timestamp = typeof message.timestamp === "number" ? $BigInt(message.timestamp) : $util.Long.fromBits(message.timestamp.low >>> 0, message.timestamp.high >>> 0, false).toBigInt();
                else if (typeof message.timestamp === "number")
                    object.timestamp = options.longs === $String ? $String(message.timestamp) : message.timestamp;
                else
                    object.timestamp = options.longs === $String ? $util.Long.prototype.toString.call(message.timestamp) : options.longs === $Number ? new $util.LongBits(message.timestamp.low >>> 0, message.timestamp.high >>> 0).toNumber() : message.timestamp;
            if (message.preKeyAt != null && $Object.hasOwnProperty.call(message, "preKeyAt"))
                if (typeof $BigInt !== "undefined" && options.longs === $BigInt)
                    object.preKeyAt = typeof message.preKeyAt === "number" ? $BigInt(message.preKeyAt) : $util.Long.fromBits(message.preKeyAt.low >>> 0, message.preKeyAt.high >>> 0, false).toBigInt();
                else if (typeof message.preKeyAt === "number")
                    object.preKeyAt = options.longs === $String ? $String(message.preKeyAt) : message.preKeyAt;
                else
                    object.preKeyAt = options.longs === $String ? $util.Long.prototype.toString.call(message.preKeyAt) : options.longs === $Number ? new $util.LongBits(message.preKeyAt.low >>> 0, message.preKeyAt.high >>> 0).toNumber() : message.preKeyAt;
            if (message.enabled != null && $Object.hasOwnProperty.call(message, "enabled"))
                object.enabled = message.enabled;
            if (message.knowsSecret != null && $Object.hasOwnProperty.call(message, "knowsSecret"))
                object.knowsSecret = message.knowsSecret;
            if (message.session != null && $Object.hasOwnProperty.call(message, "session"))
                object.session = options.bytes === $String ? $util.base64.encode(message.session, 0, message.session.length) : options.bytes === $Array ? $Array.prototype.slice.call(message.session) : message.session;
            return object;
        };

        /**
         * Converts this Installation to JSON.
         * @function toJSON
         * @memberof ratchet.Installation
         * @instance
         * @returns {Object.<string,*>} JSON object
         */
        Installation.prototype.toJSON = function() {
            return Installation.toObject(this, $protobuf.util.toJSONOptions);
        };

        return Installation;
    })();

    ratchet.Peer = (function() {

        /**
         * Properties of a Peer.
         * @typedef {Object} ratchet.Peer.$Properties
         * @property {Uint8Array} [secret] Peer secret
         * @property {Long} [advertisedAt] Peer advertisedAt
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a Peer.
         * @memberof ratchet
         * @interface IPeer
         * @augments ratchet.Peer.$Properties
         * @deprecated Use ratchet.Peer.$Properties instead.
         */

        /**
         * Shape of a Peer.
         * @typedef {ratchet.Peer.$Properties} ratchet.Peer.$Shape
         */

        /**
         * Constructs a new Peer.
         * @memberof ratchet
         * @classdesc Represents a Peer.
         * @constructor
         * @param {ratchet.Peer.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const Peer = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * Peer secret.
         * @member {Uint8Array} secret
         * @memberof ratchet.Peer
         * @instance
         */
        Peer.prototype.secret = $util.newBuffer([]);

        /**
         * Peer advertisedAt.
         * @member {Long} advertisedAt
         * @memberof ratchet.Peer
         * @instance
         */
        Peer.prototype.advertisedAt = $util.Long ? $util.Long.fromBits(0,0,false) : 0;

        /**
         * Creates a new Peer instance using the specified properties.
         * @function create
         * @memberof ratchet.Peer
         * @static
         * @param {ratchet.Peer.$Properties=} [properties] Properties to set
         * @returns {ratchet.Peer} Peer instance
         * @type {{
         *   (properties: ratchet.Peer.$Shape): ratchet.Peer & ratchet.Peer.$Shape;
         *   (properties?: ratchet.Peer.$Properties): ratchet.Peer;
         * }}
         */
        Peer.create = function(properties) {
            return new Peer(properties);
        };

        /**
         * Encodes the specified Peer message. Does not implicitly {@link ratchet.Peer.verify|verify} messages.
         * @function encode
         * @memberof ratchet.Peer
         * @static
         * @param {ratchet.Peer.$Properties} message Peer message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        Peer.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.secret != null && $Object.hasOwnProperty.call(message, "secret") && message.secret.length)
                writer.uint32(/* id 1, wireType 2 =*/10).bytes(message.secret);
            if (message.advertisedAt != null && $Object.hasOwnProperty.call(message, "advertisedAt") && (typeof message.advertisedAt === "object" ? message.advertisedAt.low || message.advertisedAt.high : message.advertisedAt !== 0))
                writer.uint32(/* id 2, wireType 0 =*/16).int64(message.advertisedAt);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes a Peer message from the specified reader or buffer.
         * @function decode
         * @memberof ratchet.Peer
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {ratchet.Peer & ratchet.Peer.$Shape} Peer
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        Peer.decode = function (reader, length, _end, _depth, _target) {
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
            message = _target || new $root.ratchet.Peer();
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
                            message.secret = value;
                        else
                            delete message.secret;
                        continue;
                    }
                case 2: {
                        if (wireType !== 0)
                            break;
                        if (typeof (value = reader.int64()) === "object" ? value.low || value.high : value !== 0)
                            message.advertisedAt = value;
                        else
                            delete message.advertisedAt;
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
         * Creates a Peer message from a plain object. Also converts values to their respective internal types.
         * @function fromObject
         * @memberof ratchet.Peer
         * @static
         * @param {Object.<string,*>} object Plain object
         * @returns {ratchet.Peer} Peer
         */
        Peer.fromObject = function (object, _depth) {
            if (object instanceof $root.ratchet.Peer)
                return object;
            if (!$util.isObject(object))
                throw $TypeError(".ratchet.Peer: object expected");
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            let message = new $root.ratchet.Peer();
            if (object.secret != null)
                if (object.secret.length)
                    if (typeof object.secret === "string")
                        $util.base64.decode(object.secret, message.secret = $util.newBuffer($util.base64.length(object.secret)), 0);
                    else if (object.secret.length >= 0)
                        message.secret = object.secret;
            if (object.advertisedAt != null)
                if (typeof object.advertisedAt === "object" ? object.advertisedAt.low || object.advertisedAt.high : $Number(object.advertisedAt) !== 0)
                    if ($util.Long)
                        message.advertisedAt = $util.Long.fromValue(object.advertisedAt, false);
                    else if (typeof object.advertisedAt === "string")
                        message.advertisedAt = $parseInt(object.advertisedAt, 10);
                    else if (typeof object.advertisedAt === "number")
                        message.advertisedAt = object.advertisedAt;
                    else if (typeof object.advertisedAt === "object")
                        message.advertisedAt = new $util.LongBits(object.advertisedAt.low >>> 0, object.advertisedAt.high >>> 0).toNumber();
            return message;
        };

        /**
         * Creates a plain object from a Peer message. Also converts values to other types if specified.
         * @function toObject
         * @memberof ratchet.Peer
         * @static
         * @param {ratchet.Peer} message Peer
         * @param {$protobuf.IConversionOptions} [options] Conversion options
         * @returns {Object.<string,*>} Plain object
         */
        Peer.toObject = function (message, options, _depth) {
            if (!options)
                options = {};
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            let object = {};
            if (options.defaults) {
                if (options.bytes === $String)
                    object.secret = "";
                else {
                    object.secret = [];
                    if (options.bytes !== $Array)
                        object.secret = $util.newBuffer(object.secret);
                }
                if ($util.Long) {
                    let long = new $util.Long(0, 0, false);
                    object.advertisedAt = options.longs === $String ? long.toString() : options.longs === $Number ? long.toNumber() : typeof $BigInt !== "undefined" && options.longs === $BigInt ? long.toBigInt() : long;
                } else
                    object.advertisedAt = options.longs === $String ? "0" : typeof $BigInt !== "undefined" && options.longs === $BigInt ? $BigInt("0") : 0;
            }
            if (message.secret != null && $Object.hasOwnProperty.call(message, "secret"))
                object.secret = options.bytes === $String ? $util.base64.encode(message.secret, 0, message.secret.length) : options.bytes === $Array ? $Array.prototype.slice.call(message.secret) : message.secret;
            if (message.advertisedAt != null && $Object.hasOwnProperty.call(message, "advertisedAt"))
                if (typeof $BigInt !== "undefined" && options.longs === $BigInt)
                    object.advertisedAt = typeof message.advertisedAt === "number" ? $BigInt(message.advertisedAt) : $util.Long.fromBits(message.advertisedAt.low >>> 0, message.advertisedAt.high >>> 0, false).toBigInt();
                else if (typeof message.advertisedAt === "number")
                    object.advertisedAt = options.longs === $String ? $String(message.advertisedAt) : message.advertisedAt;
                else
                    object.advertisedAt = options.longs === $String ? $util.Long.prototype.toString.call(message.advertisedAt) : options.longs === $Number ? new $util.LongBits(message.advertisedAt.low >>> 0, message.advertisedAt.high >>> 0).toNumber() : message.advertisedAt;
            return object;
        };

        /**
         * Converts this Peer to JSON.
         * @function toJSON
         * @memberof ratchet.Peer
         * @instance
         * @returns {Object.<string,*>} JSON object
         */
        Peer.prototype.toJSON = function() {
            return Peer.toObject(this, $protobuf.util.toJSONOptions);
        };

        return Peer;
    })();

    ratchet.PreKey = (function() {

        /**
         * Properties of a PreKey.
         * @typedef {Object} ratchet.PreKey.$Properties
         * @property {Uint8Array} [privateKey] PreKey privateKey
         * @property {Long} [expiredAt] PreKey expiredAt
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a PreKey.
         * @memberof ratchet
         * @interface IPreKey
         * @augments ratchet.PreKey.$Properties
         * @deprecated Use ratchet.PreKey.$Properties instead.
         */

        /**
         * Shape of a PreKey.
         * @typedef {ratchet.PreKey.$Properties} ratchet.PreKey.$Shape
         */

        /**
         * Constructs a new PreKey.
         * @memberof ratchet
         * @classdesc Represents a PreKey.
         * @constructor
         * @param {ratchet.PreKey.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const PreKey = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * PreKey privateKey.
         * @member {Uint8Array} privateKey
         * @memberof ratchet.PreKey
         * @instance
         */
        PreKey.prototype.privateKey = $util.newBuffer([]);

        /**
         * PreKey expiredAt.
         * @member {Long} expiredAt
         * @memberof ratchet.PreKey
         * @instance
         */
        PreKey.prototype.expiredAt = $util.Long ? $util.Long.fromBits(0,0,false) : 0;

        /**
         * Creates a new PreKey instance using the specified properties.
         * @function create
         * @memberof ratchet.PreKey
         * @static
         * @param {ratchet.PreKey.$Properties=} [properties] Properties to set
         * @returns {ratchet.PreKey} PreKey instance
         * @type {{
         *   (properties: ratchet.PreKey.$Shape): ratchet.PreKey & ratchet.PreKey.$Shape;
         *   (properties?: ratchet.PreKey.$Properties): ratchet.PreKey;
         * }}
         */
        PreKey.create = function(properties) {
            return new PreKey(properties);
        };

        /**
         * Encodes the specified PreKey message. Does not implicitly {@link ratchet.PreKey.verify|verify} messages.
         * @function encode
         * @memberof ratchet.PreKey
         * @static
         * @param {ratchet.PreKey.$Properties} message PreKey message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        PreKey.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.privateKey != null && $Object.hasOwnProperty.call(message, "privateKey") && message.privateKey.length)
                writer.uint32(/* id 1, wireType 2 =*/10).bytes(message.privateKey);
            if (message.expiredAt != null && $Object.hasOwnProperty.call(message, "expiredAt") && (typeof message.expiredAt === "object" ? message.expiredAt.low || message.expiredAt.high : message.expiredAt !== 0))
                writer.uint32(/* id 2, wireType 0 =*/16).int64(message.expiredAt);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes a PreKey message from the specified reader or buffer.
         * @function decode
         * @memberof ratchet.PreKey
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {ratchet.PreKey & ratchet.PreKey.$Shape} PreKey
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        PreKey.decode = function (reader, length, _end, _depth, _target) {
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
            message = _target || new $root.ratchet.PreKey();
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
                            message.privateKey = value;
                        else
                            delete message.privateKey;
                        continue;
                    }
                case 2: {
                        if (wireType !== 0)
                            break;
                        if (typeof (value = reader.int64()) === "object" ? value.low || value.high : value !== 0)
                            message.expiredAt = value;
                        else
                            delete message.expiredAt;
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
         * Creates a PreKey message from a plain object. Also converts values to their respective internal types.
         * @function fromObject
         * @memberof ratchet.PreKey
         * @static
         * @param {Object.<string,*>} object Plain object
         * @returns {ratchet.PreKey} PreKey
         */
        PreKey.fromObject = function (object, _depth) {
            if (object instanceof $root.ratchet.PreKey)
                return object;
            if (!$util.isObject(object))
                throw $TypeError(".ratchet.PreKey: object expected");
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            let message = new $root.ratchet.PreKey();
            if (object.privateKey != null)
                if (object.privateKey.length)
                    if (typeof object.privateKey === "string")
                        $util.base64.decode(object.privateKey, message.privateKey = $util.newBuffer($util.base64.length(object.privateKey)), 0);
                    else if (object.privateKey.length >= 0)
                        message.privateKey = object.privateKey;
            if (object.expiredAt != null)
                if (typeof object.expiredAt === "object" ? object.expiredAt.low || object.expiredAt.high : $Number(object.expiredAt) !== 0)
                    if ($util.Long)
                        message.expiredAt = $util.Long.fromValue(object.expiredAt, false);
                    else if (typeof object.expiredAt === "string")
                        message.expiredAt = $parseInt(object.expiredAt, 10);
                    else if (typeof object.expiredAt === "number")
                        message.expiredAt = object.expiredAt;
                    else if (typeof object.expiredAt === "object")
                        message.expiredAt = new $util.LongBits(object.expiredAt.low >>> 0, object.expiredAt.high >>> 0).toNumber();
            return message;
        };

        /**
         * Creates a plain object from a PreKey message. Also converts values to other types if specified.
         * @function toObject
         * @memberof ratchet.PreKey
         * @static
         * @param {ratchet.PreKey} message PreKey
         * @param {$protobuf.IConversionOptions} [options] Conversion options
         * @returns {Object.<string,*>} Plain object
         */
        PreKey.toObject = function (message, options, _depth) {
            if (!options)
                options = {};
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            let object = {};
            if (options.defaults) {
                if (options.bytes === $String)
                    object.privateKey = "";
                else {
                    object.privateKey = [];
                    if (options.bytes !== $Array)
                        object.privateKey = $util.newBuffer(object.privateKey);
                }
                if ($util.Long) {
                    let long = new $util.Long(0, 0, false);
                    object.expiredAt = options.longs === $String ? long.toString() : options.longs === $Number ? long.toNumber() : typeof $BigInt !== "undefined" && options.longs === $BigInt ? long.toBigInt() : long;
                } else
                    object.expiredAt = options.longs === $String ? "0" : typeof $BigInt !== "undefined" && options.longs === $BigInt ? $BigInt("0") : 0;
            }
            if (message.privateKey != null && $Object.hasOwnProperty.call(message, "privateKey"))
                object.privateKey = options.bytes === $String ? $util.base64.encode(message.privateKey, 0, message.privateKey.length) : options.bytes === $Array ? $Array.prototype.slice.call(message.privateKey) : message.privateKey;
            if (message.expiredAt != null && $Object.hasOwnProperty.call(message, "expiredAt"))
                if (typeof $BigInt !== "undefined" && options.longs === $BigInt)
                    object.expiredAt = typeof message.expiredAt === "number" ? $BigInt(message.expiredAt) : $util.Long.fromBits(message.expiredAt.low >>> 0, message.expiredAt.high >>> 0, false).toBigInt();
                else if (typeof message.expiredAt === "number")
                    object.expiredAt = options.longs === $String ? $String(message.expiredAt) : message.expiredAt;
                else
                    object.expiredAt = options.longs === $String ? $util.Long.prototype.toString.call(message.expiredAt) : options.longs === $Number ? new $util.LongBits(message.expiredAt.low >>> 0, message.expiredAt.high >>> 0).toNumber() : message.expiredAt;
            return object;
        };

        /**
         * Converts this PreKey to JSON.
         * @function toJSON
         * @memberof ratchet.PreKey
         * @instance
         * @returns {Object.<string,*>} JSON object
         */
        PreKey.prototype.toJSON = function() {
            return PreKey.toObject(this, $protobuf.util.toJSONOptions);
        };

        return PreKey;
    })();

    ratchet.Self = (function() {

        /**
         * Properties of a Self.
         * @typedef {Object} ratchet.Self.$Properties
         * @property {Uint8Array} [preKey] Self preKey
         * @property {number} [version] Self version
         * @property {Long} [createdAt] Self createdAt
         * @property {Long} [timestamp] Self timestamp
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a Self.
         * @memberof ratchet
         * @interface ISelf
         * @augments ratchet.Self.$Properties
         * @deprecated Use ratchet.Self.$Properties instead.
         */

        /**
         * Shape of a Self.
         * @typedef {ratchet.Self.$Properties} ratchet.Self.$Shape
         */

        /**
         * Constructs a new Self.
         * @memberof ratchet
         * @classdesc Represents a Self.
         * @constructor
         * @param {ratchet.Self.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const Self = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * Self preKey.
         * @member {Uint8Array} preKey
         * @memberof ratchet.Self
         * @instance
         */
        Self.prototype.preKey = $util.newBuffer([]);

        /**
         * Self version.
         * @member {number} version
         * @memberof ratchet.Self
         * @instance
         */
        Self.prototype.version = 0;

        /**
         * Self createdAt.
         * @member {Long} createdAt
         * @memberof ratchet.Self
         * @instance
         */
        Self.prototype.createdAt = $util.Long ? $util.Long.fromBits(0,0,false) : 0;

        /**
         * Self timestamp.
         * @member {Long} timestamp
         * @memberof ratchet.Self
         * @instance
         */
        Self.prototype.timestamp = $util.Long ? $util.Long.fromBits(0,0,false) : 0;

        /**
         * Creates a new Self instance using the specified properties.
         * @function create
         * @memberof ratchet.Self
         * @static
         * @param {ratchet.Self.$Properties=} [properties] Properties to set
         * @returns {ratchet.Self} Self instance
         * @type {{
         *   (properties: ratchet.Self.$Shape): ratchet.Self & ratchet.Self.$Shape;
         *   (properties?: ratchet.Self.$Properties): ratchet.Self;
         * }}
         */
        Self.create = function(properties) {
            return new Self(properties);
        };

        /**
         * Encodes the specified Self message. Does not implicitly {@link ratchet.Self.verify|verify} messages.
         * @function encode
         * @memberof ratchet.Self
         * @static
         * @param {ratchet.Self.$Properties} message Self message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        Self.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.preKey != null && $Object.hasOwnProperty.call(message, "preKey") && message.preKey.length)
                writer.uint32(/* id 1, wireType 2 =*/10).bytes(message.preKey);
            if (message.version != null && $Object.hasOwnProperty.call(message, "version") && message.version !== 0)
                writer.uint32(/* id 2, wireType 0 =*/16).uint32(message.version);
            if (message.createdAt != null && $Object.hasOwnProperty.call(message, "createdAt") && (typeof message.createdAt === "object" ? message.createdAt.low || message.createdAt.high : message.createdAt !== 0))
                writer.uint32(/* id 3, wireType 0 =*/24).int64(message.createdAt);
            if (message.timestamp != null && $Object.hasOwnProperty.call(message, "timestamp") && (typeof message.timestamp === "object" ? message.timestamp.low || message.timestamp.high : message.timestamp !== 0))
                writer.uint32(/* id 4, wireType 0 =*/32).int64(message.timestamp);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes a Self message from the specified reader or buffer.
         * @function decode
         * @memberof ratchet.Self
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {ratchet.Self & ratchet.Self.$Shape} Self
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        Self.decode = function (reader, length, _end, _depth, _target) {
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
            message = _target || new $root.ratchet.Self();
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
                            message.preKey = value;
                        else
                            delete message.preKey;
                        continue;
                    }
                case 2: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.uint32())
                            message.version = value;
                        else
                            delete message.version;
                        continue;
                    }
                case 3: {
                        if (wireType !== 0)
                            break;
                        if (typeof (value = reader.int64()) === "object" ? value.low || value.high : value !== 0)
                            message.createdAt = value;
                        else
                            delete message.createdAt;
                        continue;
                    }
                case 4: {
                        if (wireType !== 0)
                            break;
                        if (typeof (value = reader.int64()) === "object" ? value.low || value.high : value !== 0)
                            message.timestamp = value;
                        else
                            delete message.timestamp;
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
         * Creates a Self message from a plain object. Also converts values to their respective internal types.
         * @function fromObject
         * @memberof ratchet.Self
         * @static
         * @param {Object.<string,*>} object Plain object
         * @returns {ratchet.Self} Self
         */
        Self.fromObject = function (object, _depth) {
            if (object instanceof $root.ratchet.Self)
                return object;
            if (!$util.isObject(object))
                throw $TypeError(".ratchet.Self: object expected");
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            let message = new $root.ratchet.Self();
            if (object.preKey != null)
                if (object.preKey.length)
                    if (typeof object.preKey === "string")
                        $util.base64.decode(object.preKey, message.preKey = $util.newBuffer($util.base64.length(object.preKey)), 0);
                    else if (object.preKey.length >= 0)
                        message.preKey = object.preKey;
            if (object.version != null)
                if ($Number(object.version) !== 0)
                    message.version = object.version >>> 0;
            if (object.createdAt != null)
                if (typeof object.createdAt === "object" ? object.createdAt.low || object.createdAt.high : $Number(object.createdAt) !== 0)
                    if ($util.Long)
                        message.createdAt = $util.Long.fromValue(object.createdAt, false);
                    else if (typeof object.createdAt === "string")
                        message.createdAt = $parseInt(object.createdAt, 10);
                    else if (typeof object.createdAt === "number")
                        message.createdAt = object.createdAt;
                    else if (typeof object.createdAt === "object")
                        message.createdAt = new $util.LongBits(object.createdAt.low >>> 0, object.createdAt.high >>> 0).toNumber();
            if (object.timestamp != null)
                if (typeof object.timestamp === "object" ? object.timestamp.low || object.timestamp.high : $Number(object.timestamp) !== 0)
                    if ($util.Long)
                        message.timestamp = $util.Long.fromValue(object.timestamp, false);
                    else if (typeof object.timestamp === "string")
                        message.timestamp = $parseInt(object.timestamp, 10);
                    else if (typeof object.timestamp === "number")
                        message.timestamp = object.timestamp;
                    else if (typeof object.timestamp === "object")
                        message.timestamp = new $util.LongBits(object.timestamp.low >>> 0, object.timestamp.high >>> 0).toNumber();
            return message;
        };

        /**
         * Creates a plain object from a Self message. Also converts values to other types if specified.
         * @function toObject
         * @memberof ratchet.Self
         * @static
         * @param {ratchet.Self} message Self
         * @param {$protobuf.IConversionOptions} [options] Conversion options
         * @returns {Object.<string,*>} Plain object
         */
        Self.toObject = function (message, options, _depth) {
            if (!options)
                options = {};
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            let object = {};
            if (options.defaults) {
                if (options.bytes === $String)
                    object.preKey = "";
                else {
                    object.preKey = [];
                    if (options.bytes !== $Array)
                        object.preKey = $util.newBuffer(object.preKey);
                }
                object.version = 0;
                if ($util.Long) {
                    let long = new $util.Long(0, 0, false);
                    object.createdAt = options.longs === $String ? long.toString() : options.longs === $Number ? long.toNumber() : typeof $BigInt !== "undefined" && options.longs === $BigInt ? long.toBigInt() : long;
                } else
                    object.createdAt = options.longs === $String ? "0" : typeof $BigInt !== "undefined" && options.longs === $BigInt ? $BigInt("0") : 0;
                if ($util.Long) {
                    let long = new $util.Long(0, 0, false);
                    object.timestamp = options.longs === $String ? long.toString() : options.longs === $Number ? long.toNumber() : typeof $BigInt !== "undefined" && options.longs === $BigInt ? long.toBigInt() : long;
                } else
                    object.timestamp = options.longs === $String ? "0" : typeof $BigInt !== "undefined" && options.longs === $BigInt ? $BigInt("0") : 0;
            }
            if (message.preKey != null && $Object.hasOwnProperty.call(message, "preKey"))
                object.preKey = options.bytes === $String ? $util.base64.encode(message.preKey, 0, message.preKey.length) : options.bytes === $Array ? $Array.prototype.slice.call(message.preKey) : message.preKey;
            if (message.version != null && $Object.hasOwnProperty.call(message, "version"))
                object.version = message.version;
            if (message.createdAt != null && $Object.hasOwnProperty.call(message, "createdAt"))
                if (typeof $BigInt !== "undefined" && options.longs === $BigInt)
                    object.createdAt = typeof message.createdAt === "number" ? $BigInt(message.createdAt) : $util.Long.fromBits(message.createdAt.low >>> 0, message.createdAt.high >>> 0, false).toBigInt();
                else if (typeof message.createdAt === "number")
                    object.createdAt = options.longs === $String ? $String(message.createdAt) : message.createdAt;
                else
                    object.createdAt = options.longs === $String ? $util.Long.prototype.toString.call(message.createdAt) : options.longs === $Number ? new $util.LongBits(message.createdAt.low >>> 0, message.createdAt.high >>> 0).toNumber() : message.createdAt;
            if (message.timestamp != null && $Object.hasOwnProperty.call(message, "timestamp"))
                if (typeof $BigInt !== "undefined" && options.longs === $BigInt)
                    object.timestamp = typeof message.timestamp === "number" ? $BigInt(message.timestamp) : $util.Long.fromBits(message.timestamp.low >>> 0, message.timestamp.high >>> 0, false).toBigInt();
                else if (typeof message.timestamp === "number")
                    object.timestamp = options.longs === $String ? $String(message.timestamp) : message.timestamp;
                else
                    object.timestamp = options.longs === $String ? $util.Long.prototype.toString.call(message.timestamp) : options.longs === $Number ? new $util.LongBits(message.timestamp.low >>> 0, message.timestamp.high >>> 0).toNumber() : message.timestamp;
            return object;
        };

        /**
         * Converts this Self to JSON.
         * @function toJSON
         * @memberof ratchet.Self
         * @instance
         * @returns {Object.<string,*>} JSON object
         */
        Self.prototype.toJSON = function() {
            return Self.toObject(this, $protobuf.util.toJSONOptions);
        };

        return Self;
    })();

    ratchet.Fallback = (function() {

        /**
         * Properties of a Fallback.
         * @typedef {Object} ratchet.Fallback.$Properties
         * @property {Long} [openedAt] Fallback openedAt
         * @property {boolean} [confirmed] Fallback confirmed
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a Fallback.
         * @memberof ratchet
         * @interface IFallback
         * @augments ratchet.Fallback.$Properties
         * @deprecated Use ratchet.Fallback.$Properties instead.
         */

        /**
         * Shape of a Fallback.
         * @typedef {ratchet.Fallback.$Properties} ratchet.Fallback.$Shape
         */

        /**
         * Constructs a new Fallback.
         * @memberof ratchet
         * @classdesc Represents a Fallback.
         * @constructor
         * @param {ratchet.Fallback.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const Fallback = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * Fallback openedAt.
         * @member {Long} openedAt
         * @memberof ratchet.Fallback
         * @instance
         */
        Fallback.prototype.openedAt = $util.Long ? $util.Long.fromBits(0,0,false) : 0;

        /**
         * Fallback confirmed.
         * @member {boolean} confirmed
         * @memberof ratchet.Fallback
         * @instance
         */
        Fallback.prototype.confirmed = false;

        /**
         * Creates a new Fallback instance using the specified properties.
         * @function create
         * @memberof ratchet.Fallback
         * @static
         * @param {ratchet.Fallback.$Properties=} [properties] Properties to set
         * @returns {ratchet.Fallback} Fallback instance
         * @type {{
         *   (properties: ratchet.Fallback.$Shape): ratchet.Fallback & ratchet.Fallback.$Shape;
         *   (properties?: ratchet.Fallback.$Properties): ratchet.Fallback;
         * }}
         */
        Fallback.create = function(properties) {
            return new Fallback(properties);
        };

        /**
         * Encodes the specified Fallback message. Does not implicitly {@link ratchet.Fallback.verify|verify} messages.
         * @function encode
         * @memberof ratchet.Fallback
         * @static
         * @param {ratchet.Fallback.$Properties} message Fallback message or plain object to encode
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
            if (message.openedAt != null && $Object.hasOwnProperty.call(message, "openedAt") && (typeof message.openedAt === "object" ? message.openedAt.low || message.openedAt.high : message.openedAt !== 0))
                writer.uint32(/* id 1, wireType 0 =*/8).int64(message.openedAt);
            if (message.confirmed != null && $Object.hasOwnProperty.call(message, "confirmed") && message.confirmed !== false)
                writer.uint32(/* id 2, wireType 0 =*/16).bool(message.confirmed);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes a Fallback message from the specified reader or buffer.
         * @function decode
         * @memberof ratchet.Fallback
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {ratchet.Fallback & ratchet.Fallback.$Shape} Fallback
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
            message = _target || new $root.ratchet.Fallback();
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
                        if (typeof (value = reader.int64()) === "object" ? value.low || value.high : value !== 0)
                            message.openedAt = value;
                        else
                            delete message.openedAt;
                        continue;
                    }
                case 2: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.bool())
                            message.confirmed = value;
                        else
                            delete message.confirmed;
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
         * Creates a Fallback message from a plain object. Also converts values to their respective internal types.
         * @function fromObject
         * @memberof ratchet.Fallback
         * @static
         * @param {Object.<string,*>} object Plain object
         * @returns {ratchet.Fallback} Fallback
         */
        Fallback.fromObject = function (object, _depth) {
            if (object instanceof $root.ratchet.Fallback)
                return object;
            if (!$util.isObject(object))
                throw $TypeError(".ratchet.Fallback: object expected");
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            let message = new $root.ratchet.Fallback();
            if (object.openedAt != null)
                if (typeof object.openedAt === "object" ? object.openedAt.low || object.openedAt.high : $Number(object.openedAt) !== 0)
                    if ($util.Long)
                        message.openedAt = $util.Long.fromValue(object.openedAt, false);
                    else if (typeof object.openedAt === "string")
                        message.openedAt = $parseInt(object.openedAt, 10);
                    else if (typeof object.openedAt === "number")
                        message.openedAt = object.openedAt;
                    else if (typeof object.openedAt === "object")
                        message.openedAt = new $util.LongBits(object.openedAt.low >>> 0, object.openedAt.high >>> 0).toNumber();
            if (object.confirmed != null)
                if (object.confirmed)
                    message.confirmed = $Boolean(object.confirmed);
            return message;
        };

        /**
         * Creates a plain object from a Fallback message. Also converts values to other types if specified.
         * @function toObject
         * @memberof ratchet.Fallback
         * @static
         * @param {ratchet.Fallback} message Fallback
         * @param {$protobuf.IConversionOptions} [options] Conversion options
         * @returns {Object.<string,*>} Plain object
         */
        Fallback.toObject = function (message, options, _depth) {
            if (!options)
                options = {};
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            let object = {};
            if (options.defaults) {
                if ($util.Long) {
                    let long = new $util.Long(0, 0, false);
                    object.openedAt = options.longs === $String ? long.toString() : options.longs === $Number ? long.toNumber() : typeof $BigInt !== "undefined" && options.longs === $BigInt ? long.toBigInt() : long;
                } else
                    object.openedAt = options.longs === $String ? "0" : typeof $BigInt !== "undefined" && options.longs === $BigInt ? $BigInt("0") : 0;
                object.confirmed = false;
            }
            if (message.openedAt != null && $Object.hasOwnProperty.call(message, "openedAt"))
                if (typeof $BigInt !== "undefined" && options.longs === $BigInt)
                    object.openedAt = typeof message.openedAt === "number" ? $BigInt(message.openedAt) : $util.Long.fromBits(message.openedAt.low >>> 0, message.openedAt.high >>> 0, false).toBigInt();
                else if (typeof message.openedAt === "number")
                    object.openedAt = options.longs === $String ? $String(message.openedAt) : message.openedAt;
                else
                    object.openedAt = options.longs === $String ? $util.Long.prototype.toString.call(message.openedAt) : options.longs === $Number ? new $util.LongBits(message.openedAt.low >>> 0, message.openedAt.high >>> 0).toNumber() : message.openedAt;
            if (message.confirmed != null && $Object.hasOwnProperty.call(message, "confirmed"))
                object.confirmed = message.confirmed;
            return object;
        };

        /**
         * Converts this Fallback to JSON.
         * @function toJSON
         * @memberof ratchet.Fallback
         * @instance
         * @returns {Object.<string,*>} JSON object
         */
        Fallback.prototype.toJSON = function() {
            return Fallback.toObject(this, $protobuf.util.toJSONOptions);
        };

        return Fallback;
    })();

    return ratchet;
})();

export {
  $root as default
};
