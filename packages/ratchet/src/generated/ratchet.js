/*eslint-disable block-scoped-var, id-length, no-control-regex, no-magic-numbers, no-mixed-operators, no-prototype-builtins, no-redeclare, no-shadow, no-var, sort-vars, default-case, jsdoc/require-param*/
import $protobuf from "protobufjs/minimal.js";

// Common aliases
const $Reader = $protobuf.Reader, $Writer = $protobuf.Writer, $util = $protobuf.util;
const $Object = $util.global.Object, $undefined = $util.global.undefined, $Error = $util.global.Error, $RangeError = $util.global.RangeError, $TypeError = $util.global.TypeError, $Number = $util.global.Number, $String = $util.global.String, $Array = $util.global.Array, $parseInt = $util.global.parseInt, $BigInt = $util.global.BigInt;

// Exported root namespace
const $root = $protobuf.roots["status/ratchet/ratchet.proto"] || ($protobuf.roots["status/ratchet/ratchet.proto"] = {});

export const encryption = $root.encryption = (() => {

    /**
     * Namespace encryption.
     * @exports encryption
     * @namespace
     */
    const encryption = {};

    encryption.SignedPreKey = (function() {

        /**
         * Properties of a SignedPreKey.
         * @typedef {Object} encryption.SignedPreKey.$Properties
         * @property {Uint8Array} [signedPreKey] SignedPreKey signedPreKey
         * @property {number} [version] SignedPreKey version
         * @property {number} [protocolVersion] SignedPreKey protocolVersion
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a SignedPreKey.
         * @memberof encryption
         * @interface ISignedPreKey
         * @augments encryption.SignedPreKey.$Properties
         * @deprecated Use encryption.SignedPreKey.$Properties instead.
         */

        /**
         * Shape of a SignedPreKey.
         * @typedef {encryption.SignedPreKey.$Properties} encryption.SignedPreKey.$Shape
         */

        /**
         * Constructs a new SignedPreKey.
         * @memberof encryption
         * @classdesc Represents a SignedPreKey.
         * @constructor
         * @param {encryption.SignedPreKey.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const SignedPreKey = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * SignedPreKey signedPreKey.
         * @member {Uint8Array} signedPreKey
         * @memberof encryption.SignedPreKey
         * @instance
         */
        SignedPreKey.prototype.signedPreKey = $util.newBuffer([]);

        /**
         * SignedPreKey version.
         * @member {number} version
         * @memberof encryption.SignedPreKey
         * @instance
         */
        SignedPreKey.prototype.version = 0;

        /**
         * SignedPreKey protocolVersion.
         * @member {number} protocolVersion
         * @memberof encryption.SignedPreKey
         * @instance
         */
        SignedPreKey.prototype.protocolVersion = 0;

        /**
         * Creates a new SignedPreKey instance using the specified properties.
         * @function create
         * @memberof encryption.SignedPreKey
         * @static
         * @param {encryption.SignedPreKey.$Properties=} [properties] Properties to set
         * @returns {encryption.SignedPreKey} SignedPreKey instance
         * @type {{
         *   (properties: encryption.SignedPreKey.$Shape): encryption.SignedPreKey & encryption.SignedPreKey.$Shape;
         *   (properties?: encryption.SignedPreKey.$Properties): encryption.SignedPreKey;
         * }}
         */
        SignedPreKey.create = function(properties) {
            return new SignedPreKey(properties);
        };

        /**
         * Encodes the specified SignedPreKey message. Does not implicitly {@link encryption.SignedPreKey.verify|verify} messages.
         * @function encode
         * @memberof encryption.SignedPreKey
         * @static
         * @param {encryption.SignedPreKey.$Properties} message SignedPreKey message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        SignedPreKey.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.signedPreKey != null && $Object.hasOwnProperty.call(message, "signedPreKey") && message.signedPreKey.length)
                writer.uint32(/* id 1, wireType 2 =*/10).bytes(message.signedPreKey);
            if (message.version != null && $Object.hasOwnProperty.call(message, "version") && message.version !== 0)
                writer.uint32(/* id 2, wireType 0 =*/16).uint32(message.version);
            if (message.protocolVersion != null && $Object.hasOwnProperty.call(message, "protocolVersion") && message.protocolVersion !== 0)
                writer.uint32(/* id 3, wireType 0 =*/24).uint32(message.protocolVersion);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes a SignedPreKey message from the specified reader or buffer.
         * @function decode
         * @memberof encryption.SignedPreKey
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {encryption.SignedPreKey & encryption.SignedPreKey.$Shape} SignedPreKey
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        SignedPreKey.decode = function (reader, length, _end, _depth, _target) {
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
            message = _target || new $root.encryption.SignedPreKey();
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
                            message.signedPreKey = value;
                        else
                            delete message.signedPreKey;
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
         * Creates a SignedPreKey message from a plain object. Also converts values to their respective internal types.
         * @function fromObject
         * @memberof encryption.SignedPreKey
         * @static
         * @param {Object.<string,*>} object Plain object
         * @returns {encryption.SignedPreKey} SignedPreKey
         */
        SignedPreKey.fromObject = function (object, _depth) {
            if (object instanceof $root.encryption.SignedPreKey)
                return object;
            if (!$util.isObject(object))
                throw $TypeError(".encryption.SignedPreKey: object expected");
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            let message = new $root.encryption.SignedPreKey();
            if (object.signedPreKey != null)
                if (object.signedPreKey.length)
                    if (typeof object.signedPreKey === "string")
                        $util.base64.decode(object.signedPreKey, message.signedPreKey = $util.newBuffer($util.base64.length(object.signedPreKey)), 0);
                    else if (object.signedPreKey.length >= 0)
                        message.signedPreKey = object.signedPreKey;
            if (object.version != null)
                if ($Number(object.version) !== 0)
                    message.version = object.version >>> 0;
            if (object.protocolVersion != null)
                if ($Number(object.protocolVersion) !== 0)
                    message.protocolVersion = object.protocolVersion >>> 0;
            return message;
        };

        /**
         * Creates a plain object from a SignedPreKey message. Also converts values to other types if specified.
         * @function toObject
         * @memberof encryption.SignedPreKey
         * @static
         * @param {encryption.SignedPreKey} message SignedPreKey
         * @param {$protobuf.IConversionOptions} [options] Conversion options
         * @returns {Object.<string,*>} Plain object
         */
        SignedPreKey.toObject = function (message, options, _depth) {
            if (!options)
                options = {};
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            let object = {};
            if (options.defaults) {
                if (options.bytes === $String)
                    object.signedPreKey = "";
                else {
                    object.signedPreKey = [];
                    if (options.bytes !== $Array)
                        object.signedPreKey = $util.newBuffer(object.signedPreKey);
                }
                object.version = 0;
                object.protocolVersion = 0;
            }
            if (message.signedPreKey != null && $Object.hasOwnProperty.call(message, "signedPreKey"))
                object.signedPreKey = options.bytes === $String ? $util.base64.encode(message.signedPreKey, 0, message.signedPreKey.length) : options.bytes === $Array ? $Array.prototype.slice.call(message.signedPreKey) : message.signedPreKey;
            if (message.version != null && $Object.hasOwnProperty.call(message, "version"))
                object.version = message.version;
            if (message.protocolVersion != null && $Object.hasOwnProperty.call(message, "protocolVersion"))
                object.protocolVersion = message.protocolVersion;
            return object;
        };

        /**
         * Converts this SignedPreKey to JSON.
         * @function toJSON
         * @memberof encryption.SignedPreKey
         * @instance
         * @returns {Object.<string,*>} JSON object
         */
        SignedPreKey.prototype.toJSON = function() {
            return SignedPreKey.toObject(this, $protobuf.util.toJSONOptions);
        };

        return SignedPreKey;
    })();

    encryption.SignedPreKeyEntry = (function() {

        /**
         * Properties of a SignedPreKeyEntry.
         * @typedef {Object} encryption.SignedPreKeyEntry.$Properties
         * @property {string} [key] SignedPreKeyEntry key
         * @property {encryption.SignedPreKey.$Properties} [value] SignedPreKeyEntry value
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a SignedPreKeyEntry.
         * @memberof encryption
         * @interface ISignedPreKeyEntry
         * @augments encryption.SignedPreKeyEntry.$Properties
         * @deprecated Use encryption.SignedPreKeyEntry.$Properties instead.
         */

        /**
         * Shape of a SignedPreKeyEntry.
         * @typedef {encryption.SignedPreKeyEntry.$Properties} encryption.SignedPreKeyEntry.$Shape
         */

        /**
         * Constructs a new SignedPreKeyEntry.
         * @memberof encryption
         * @classdesc Represents a SignedPreKeyEntry.
         * @constructor
         * @param {encryption.SignedPreKeyEntry.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const SignedPreKeyEntry = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * SignedPreKeyEntry key.
         * @member {string} key
         * @memberof encryption.SignedPreKeyEntry
         * @instance
         */
        SignedPreKeyEntry.prototype.key = "";

        /**
         * SignedPreKeyEntry value.
         * @member {encryption.SignedPreKey} value
         * @memberof encryption.SignedPreKeyEntry
         * @instance
         */
        SignedPreKeyEntry.prototype.value = null;

        /**
         * Creates a new SignedPreKeyEntry instance using the specified properties.
         * @function create
         * @memberof encryption.SignedPreKeyEntry
         * @static
         * @param {encryption.SignedPreKeyEntry.$Properties=} [properties] Properties to set
         * @returns {encryption.SignedPreKeyEntry} SignedPreKeyEntry instance
         * @type {{
         *   (properties: encryption.SignedPreKeyEntry.$Shape): encryption.SignedPreKeyEntry & encryption.SignedPreKeyEntry.$Shape;
         *   (properties?: encryption.SignedPreKeyEntry.$Properties): encryption.SignedPreKeyEntry;
         * }}
         */
        SignedPreKeyEntry.create = function(properties) {
            return new SignedPreKeyEntry(properties);
        };

        /**
         * Encodes the specified SignedPreKeyEntry message. Does not implicitly {@link encryption.SignedPreKeyEntry.verify|verify} messages.
         * @function encode
         * @memberof encryption.SignedPreKeyEntry
         * @static
         * @param {encryption.SignedPreKeyEntry.$Properties} message SignedPreKeyEntry message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        SignedPreKeyEntry.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.key != null && $Object.hasOwnProperty.call(message, "key") && message.key !== "")
                writer.uint32(/* id 1, wireType 2 =*/10).string(message.key);
            if (message.value != null && $Object.hasOwnProperty.call(message, "value"))
                $root.encryption.SignedPreKey.encode(message.value, writer.uint32(/* id 2, wireType 2 =*/18).fork(), _depth + 1).ldelim();
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes a SignedPreKeyEntry message from the specified reader or buffer.
         * @function decode
         * @memberof encryption.SignedPreKeyEntry
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {encryption.SignedPreKeyEntry & encryption.SignedPreKeyEntry.$Shape} SignedPreKeyEntry
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        SignedPreKeyEntry.decode = function (reader, length, _end, _depth, _target) {
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
            message = _target || new $root.encryption.SignedPreKeyEntry();
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
                            message.key = value;
                        else
                            delete message.key;
                        continue;
                    }
                case 2: {
                        if (wireType !== 2)
                            break;
                        message.value = $root.encryption.SignedPreKey.decode(reader, reader.size(), $undefined, _depth + 1, message.value);
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
         * Creates a SignedPreKeyEntry message from a plain object. Also converts values to their respective internal types.
         * @function fromObject
         * @memberof encryption.SignedPreKeyEntry
         * @static
         * @param {Object.<string,*>} object Plain object
         * @returns {encryption.SignedPreKeyEntry} SignedPreKeyEntry
         */
        SignedPreKeyEntry.fromObject = function (object, _depth) {
            if (object instanceof $root.encryption.SignedPreKeyEntry)
                return object;
            if (!$util.isObject(object))
                throw $TypeError(".encryption.SignedPreKeyEntry: object expected");
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            let message = new $root.encryption.SignedPreKeyEntry();
            if (object.key != null)
                if (typeof object.key !== "string" || object.key.length)
                    message.key = $String(object.key);
            if (object.value != null) {
                if (!$util.isObject(object.value))
                    throw $TypeError(".encryption.SignedPreKeyEntry.value: object expected");
                message.value = $root.encryption.SignedPreKey.fromObject(object.value, _depth + 1);
            }
            return message;
        };

        /**
         * Creates a plain object from a SignedPreKeyEntry message. Also converts values to other types if specified.
         * @function toObject
         * @memberof encryption.SignedPreKeyEntry
         * @static
         * @param {encryption.SignedPreKeyEntry} message SignedPreKeyEntry
         * @param {$protobuf.IConversionOptions} [options] Conversion options
         * @returns {Object.<string,*>} Plain object
         */
        SignedPreKeyEntry.toObject = function (message, options, _depth) {
            if (!options)
                options = {};
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            let object = {};
            if (options.defaults) {
                object.key = "";
                object.value = null;
            }
            if (message.key != null && $Object.hasOwnProperty.call(message, "key"))
                object.key = message.key;
            if (message.value != null && $Object.hasOwnProperty.call(message, "value"))
                object.value = $root.encryption.SignedPreKey.toObject(message.value, options, _depth + 1);
            return object;
        };

        /**
         * Converts this SignedPreKeyEntry to JSON.
         * @function toJSON
         * @memberof encryption.SignedPreKeyEntry
         * @instance
         * @returns {Object.<string,*>} JSON object
         */
        SignedPreKeyEntry.prototype.toJSON = function() {
            return SignedPreKeyEntry.toObject(this, $protobuf.util.toJSONOptions);
        };

        return SignedPreKeyEntry;
    })();

    encryption.Bundle = (function() {

        /**
         * Properties of a Bundle.
         * @typedef {Object} encryption.Bundle.$Properties
         * @property {Uint8Array} [identity] Bundle identity
         * @property {Array.<encryption.SignedPreKeyEntry.$Properties>} [signedPreKeys] Bundle signedPreKeys
         * @property {Uint8Array} [signature] Bundle signature
         * @property {Long} [timestamp] Bundle timestamp
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a Bundle.
         * @memberof encryption
         * @interface IBundle
         * @augments encryption.Bundle.$Properties
         * @deprecated Use encryption.Bundle.$Properties instead.
         */

        /**
         * Shape of a Bundle.
         * @typedef {encryption.Bundle.$Properties} encryption.Bundle.$Shape
         */

        /**
         * Constructs a new Bundle.
         * @memberof encryption
         * @classdesc Represents a Bundle.
         * @constructor
         * @param {encryption.Bundle.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const Bundle = function (properties) {
            this.signedPreKeys = [];
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * Bundle identity.
         * @member {Uint8Array} identity
         * @memberof encryption.Bundle
         * @instance
         */
        Bundle.prototype.identity = $util.newBuffer([]);

        /**
         * Bundle signedPreKeys.
         * @member {Array.<encryption.SignedPreKeyEntry>} signedPreKeys
         * @memberof encryption.Bundle
         * @instance
         */
        Bundle.prototype.signedPreKeys = $util.emptyArray;

        /**
         * Bundle signature.
         * @member {Uint8Array} signature
         * @memberof encryption.Bundle
         * @instance
         */
        Bundle.prototype.signature = $util.newBuffer([]);

        /**
         * Bundle timestamp.
         * @member {Long} timestamp
         * @memberof encryption.Bundle
         * @instance
         */
        Bundle.prototype.timestamp = $util.Long ? $util.Long.fromBits(0,0,false) : 0;

        /**
         * Creates a new Bundle instance using the specified properties.
         * @function create
         * @memberof encryption.Bundle
         * @static
         * @param {encryption.Bundle.$Properties=} [properties] Properties to set
         * @returns {encryption.Bundle} Bundle instance
         * @type {{
         *   (properties: encryption.Bundle.$Shape): encryption.Bundle & encryption.Bundle.$Shape;
         *   (properties?: encryption.Bundle.$Properties): encryption.Bundle;
         * }}
         */
        Bundle.create = function(properties) {
            return new Bundle(properties);
        };

        /**
         * Encodes the specified Bundle message. Does not implicitly {@link encryption.Bundle.verify|verify} messages.
         * @function encode
         * @memberof encryption.Bundle
         * @static
         * @param {encryption.Bundle.$Properties} message Bundle message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        Bundle.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.identity != null && $Object.hasOwnProperty.call(message, "identity") && message.identity.length)
                writer.uint32(/* id 1, wireType 2 =*/10).bytes(message.identity);
            if (message.signedPreKeys != null && message.signedPreKeys.length)
                for (let i = 0; i < message.signedPreKeys.length; ++i)
                    $root.encryption.SignedPreKeyEntry.encode(message.signedPreKeys[i], writer.uint32(/* id 2, wireType 2 =*/18).fork(), _depth + 1).ldelim();
            if (message.signature != null && $Object.hasOwnProperty.call(message, "signature") && message.signature.length)
                writer.uint32(/* id 4, wireType 2 =*/34).bytes(message.signature);
            if (message.timestamp != null && $Object.hasOwnProperty.call(message, "timestamp") && (typeof message.timestamp === "object" ? message.timestamp.low || message.timestamp.high : message.timestamp !== 0))
                writer.uint32(/* id 5, wireType 0 =*/40).int64(message.timestamp);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes a Bundle message from the specified reader or buffer.
         * @function decode
         * @memberof encryption.Bundle
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {encryption.Bundle & encryption.Bundle.$Shape} Bundle
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        Bundle.decode = function (reader, length, _end, _depth, _target) {
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
            message = _target || new $root.encryption.Bundle();
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
                            message.identity = value;
                        else
                            delete message.identity;
                        continue;
                    }
                case 2: {
                        if (wireType !== 2)
                            break;
                        if (!(message.signedPreKeys && message.signedPreKeys.length))
                            message.signedPreKeys = [];
                        message.signedPreKeys.push($root.encryption.SignedPreKeyEntry.decode(reader, reader.size(), $undefined, _depth + 1));
                        continue;
                    }
                case 4: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.bytes()).length)
                            message.signature = value;
                        else
                            delete message.signature;
                        continue;
                    }
                case 5: {
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
         * Creates a Bundle message from a plain object. Also converts values to their respective internal types.
         * @function fromObject
         * @memberof encryption.Bundle
         * @static
         * @param {Object.<string,*>} object Plain object
         * @returns {encryption.Bundle} Bundle
         */
        Bundle.fromObject = function (object, _depth) {
            if (object instanceof $root.encryption.Bundle)
                return object;
            if (!$util.isObject(object))
                throw $TypeError(".encryption.Bundle: object expected");
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            let message = new $root.encryption.Bundle();
            if (object.identity != null)
                if (object.identity.length)
                    if (typeof object.identity === "string")
                        $util.base64.decode(object.identity, message.identity = $util.newBuffer($util.base64.length(object.identity)), 0);
                    else if (object.identity.length >= 0)
                        message.identity = object.identity;
            if (object.signedPreKeys) {
                if (!$Array.isArray(object.signedPreKeys))
                    throw $TypeError(".encryption.Bundle.signedPreKeys: array expected");
                message.signedPreKeys = $Array(object.signedPreKeys.length);
                for (let i = 0; i < object.signedPreKeys.length; ++i) {
                    if (!$util.isObject(object.signedPreKeys[i]))
                        throw $TypeError(".encryption.Bundle.signedPreKeys: object expected");
                    message.signedPreKeys[i] = $root.encryption.SignedPreKeyEntry.fromObject(object.signedPreKeys[i], _depth + 1);
                }
            }
            if (object.signature != null)
                if (object.signature.length)
                    if (typeof object.signature === "string")
                        $util.base64.decode(object.signature, message.signature = $util.newBuffer($util.base64.length(object.signature)), 0);
                    else if (object.signature.length >= 0)
                        message.signature = object.signature;
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
         * Creates a plain object from a Bundle message. Also converts values to other types if specified.
         * @function toObject
         * @memberof encryption.Bundle
         * @static
         * @param {encryption.Bundle} message Bundle
         * @param {$protobuf.IConversionOptions} [options] Conversion options
         * @returns {Object.<string,*>} Plain object
         */
        Bundle.toObject = function (message, options, _depth) {
            if (!options)
                options = {};
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            let object = {};
            if (options.arrays || options.defaults)
                object.signedPreKeys = [];
            if (options.defaults) {
                if (options.bytes === $String)
                    object.identity = "";
                else {
                    object.identity = [];
                    if (options.bytes !== $Array)
                        object.identity = $util.newBuffer(object.identity);
                }
                if (options.bytes === $String)
                    object.signature = "";
                else {
                    object.signature = [];
                    if (options.bytes !== $Array)
                        object.signature = $util.newBuffer(object.signature);
                }
                if ($util.Long) {
                    let long = new $util.Long(0, 0, false);
                    object.timestamp = options.longs === $String ? long.toString() : options.longs === $Number ? long.toNumber() : typeof $BigInt !== "undefined" && options.longs === $BigInt ? long.toBigInt() : long;
                } else
                    object.timestamp = options.longs === $String ? "0" : typeof $BigInt !== "undefined" && options.longs === $BigInt ? $BigInt("0") : 0;
            }
            if (message.identity != null && $Object.hasOwnProperty.call(message, "identity"))
                object.identity = options.bytes === $String ? $util.base64.encode(message.identity, 0, message.identity.length) : options.bytes === $Array ? $Array.prototype.slice.call(message.identity) : message.identity;
            if (message.signedPreKeys && message.signedPreKeys.length) {
                object.signedPreKeys = $Array(message.signedPreKeys.length);
                for (let j = 0; j < message.signedPreKeys.length; ++j)
                    object.signedPreKeys[j] = $root.encryption.SignedPreKeyEntry.toObject(message.signedPreKeys[j], options, _depth + 1);
            }
            if (message.signature != null && $Object.hasOwnProperty.call(message, "signature"))
                object.signature = options.bytes === $String ? $util.base64.encode(message.signature, 0, message.signature.length) : options.bytes === $Array ? $Array.prototype.slice.call(message.signature) : message.signature;
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
         * Converts this Bundle to JSON.
         * @function toJSON
         * @memberof encryption.Bundle
         * @instance
         * @returns {Object.<string,*>} JSON object
         */
        Bundle.prototype.toJSON = function() {
            return Bundle.toObject(this, $protobuf.util.toJSONOptions);
        };

        return Bundle;
    })();

    encryption.DRHeader = (function() {

        /**
         * Properties of a DRHeader.
         * @typedef {Object} encryption.DRHeader.$Properties
         * @property {Uint8Array} [key] DRHeader key
         * @property {number} [n] DRHeader n
         * @property {number} [pn] DRHeader pn
         * @property {Uint8Array} [id] DRHeader id
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a DRHeader.
         * @memberof encryption
         * @interface IDRHeader
         * @augments encryption.DRHeader.$Properties
         * @deprecated Use encryption.DRHeader.$Properties instead.
         */

        /**
         * Shape of a DRHeader.
         * @typedef {encryption.DRHeader.$Properties} encryption.DRHeader.$Shape
         */

        /**
         * Constructs a new DRHeader.
         * @memberof encryption
         * @classdesc Represents a DRHeader.
         * @constructor
         * @param {encryption.DRHeader.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const DRHeader = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * DRHeader key.
         * @member {Uint8Array} key
         * @memberof encryption.DRHeader
         * @instance
         */
        DRHeader.prototype.key = $util.newBuffer([]);

        /**
         * DRHeader n.
         * @member {number} n
         * @memberof encryption.DRHeader
         * @instance
         */
        DRHeader.prototype.n = 0;

        /**
         * DRHeader pn.
         * @member {number} pn
         * @memberof encryption.DRHeader
         * @instance
         */
        DRHeader.prototype.pn = 0;

        /**
         * DRHeader id.
         * @member {Uint8Array} id
         * @memberof encryption.DRHeader
         * @instance
         */
        DRHeader.prototype.id = $util.newBuffer([]);

        /**
         * Creates a new DRHeader instance using the specified properties.
         * @function create
         * @memberof encryption.DRHeader
         * @static
         * @param {encryption.DRHeader.$Properties=} [properties] Properties to set
         * @returns {encryption.DRHeader} DRHeader instance
         * @type {{
         *   (properties: encryption.DRHeader.$Shape): encryption.DRHeader & encryption.DRHeader.$Shape;
         *   (properties?: encryption.DRHeader.$Properties): encryption.DRHeader;
         * }}
         */
        DRHeader.create = function(properties) {
            return new DRHeader(properties);
        };

        /**
         * Encodes the specified DRHeader message. Does not implicitly {@link encryption.DRHeader.verify|verify} messages.
         * @function encode
         * @memberof encryption.DRHeader
         * @static
         * @param {encryption.DRHeader.$Properties} message DRHeader message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        DRHeader.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.key != null && $Object.hasOwnProperty.call(message, "key") && message.key.length)
                writer.uint32(/* id 1, wireType 2 =*/10).bytes(message.key);
            if (message.n != null && $Object.hasOwnProperty.call(message, "n") && message.n !== 0)
                writer.uint32(/* id 2, wireType 0 =*/16).uint32(message.n);
            if (message.pn != null && $Object.hasOwnProperty.call(message, "pn") && message.pn !== 0)
                writer.uint32(/* id 3, wireType 0 =*/24).uint32(message.pn);
            if (message.id != null && $Object.hasOwnProperty.call(message, "id") && message.id.length)
                writer.uint32(/* id 4, wireType 2 =*/34).bytes(message.id);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes a DRHeader message from the specified reader or buffer.
         * @function decode
         * @memberof encryption.DRHeader
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {encryption.DRHeader & encryption.DRHeader.$Shape} DRHeader
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        DRHeader.decode = function (reader, length, _end, _depth, _target) {
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
            message = _target || new $root.encryption.DRHeader();
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
                        if (value = reader.uint32())
                            message.n = value;
                        else
                            delete message.n;
                        continue;
                    }
                case 3: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.uint32())
                            message.pn = value;
                        else
                            delete message.pn;
                        continue;
                    }
                case 4: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.bytes()).length)
                            message.id = value;
                        else
                            delete message.id;
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
         * Creates a DRHeader message from a plain object. Also converts values to their respective internal types.
         * @function fromObject
         * @memberof encryption.DRHeader
         * @static
         * @param {Object.<string,*>} object Plain object
         * @returns {encryption.DRHeader} DRHeader
         */
        DRHeader.fromObject = function (object, _depth) {
            if (object instanceof $root.encryption.DRHeader)
                return object;
            if (!$util.isObject(object))
                throw $TypeError(".encryption.DRHeader: object expected");
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            let message = new $root.encryption.DRHeader();
            if (object.key != null)
                if (object.key.length)
                    if (typeof object.key === "string")
                        $util.base64.decode(object.key, message.key = $util.newBuffer($util.base64.length(object.key)), 0);
                    else if (object.key.length >= 0)
                        message.key = object.key;
            if (object.n != null)
                if ($Number(object.n) !== 0)
                    message.n = object.n >>> 0;
            if (object.pn != null)
                if ($Number(object.pn) !== 0)
                    message.pn = object.pn >>> 0;
            if (object.id != null)
                if (object.id.length)
                    if (typeof object.id === "string")
                        $util.base64.decode(object.id, message.id = $util.newBuffer($util.base64.length(object.id)), 0);
                    else if (object.id.length >= 0)
                        message.id = object.id;
            return message;
        };

        /**
         * Creates a plain object from a DRHeader message. Also converts values to other types if specified.
         * @function toObject
         * @memberof encryption.DRHeader
         * @static
         * @param {encryption.DRHeader} message DRHeader
         * @param {$protobuf.IConversionOptions} [options] Conversion options
         * @returns {Object.<string,*>} Plain object
         */
        DRHeader.toObject = function (message, options, _depth) {
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
                object.n = 0;
                object.pn = 0;
                if (options.bytes === $String)
                    object.id = "";
                else {
                    object.id = [];
                    if (options.bytes !== $Array)
                        object.id = $util.newBuffer(object.id);
                }
            }
            if (message.key != null && $Object.hasOwnProperty.call(message, "key"))
                object.key = options.bytes === $String ? $util.base64.encode(message.key, 0, message.key.length) : options.bytes === $Array ? $Array.prototype.slice.call(message.key) : message.key;
            if (message.n != null && $Object.hasOwnProperty.call(message, "n"))
                object.n = message.n;
            if (message.pn != null && $Object.hasOwnProperty.call(message, "pn"))
                object.pn = message.pn;
            if (message.id != null && $Object.hasOwnProperty.call(message, "id"))
                object.id = options.bytes === $String ? $util.base64.encode(message.id, 0, message.id.length) : options.bytes === $Array ? $Array.prototype.slice.call(message.id) : message.id;
            return object;
        };

        /**
         * Converts this DRHeader to JSON.
         * @function toJSON
         * @memberof encryption.DRHeader
         * @instance
         * @returns {Object.<string,*>} JSON object
         */
        DRHeader.prototype.toJSON = function() {
            return DRHeader.toObject(this, $protobuf.util.toJSONOptions);
        };

        return DRHeader;
    })();

    encryption.DHHeader = (function() {

        /**
         * Properties of a DHHeader.
         * @typedef {Object} encryption.DHHeader.$Properties
         * @property {Uint8Array} [key] DHHeader key
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a DHHeader.
         * @memberof encryption
         * @interface IDHHeader
         * @augments encryption.DHHeader.$Properties
         * @deprecated Use encryption.DHHeader.$Properties instead.
         */

        /**
         * Shape of a DHHeader.
         * @typedef {encryption.DHHeader.$Properties} encryption.DHHeader.$Shape
         */

        /**
         * Constructs a new DHHeader.
         * @memberof encryption
         * @classdesc Represents a DHHeader.
         * @constructor
         * @param {encryption.DHHeader.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const DHHeader = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * DHHeader key.
         * @member {Uint8Array} key
         * @memberof encryption.DHHeader
         * @instance
         */
        DHHeader.prototype.key = $util.newBuffer([]);

        /**
         * Creates a new DHHeader instance using the specified properties.
         * @function create
         * @memberof encryption.DHHeader
         * @static
         * @param {encryption.DHHeader.$Properties=} [properties] Properties to set
         * @returns {encryption.DHHeader} DHHeader instance
         * @type {{
         *   (properties: encryption.DHHeader.$Shape): encryption.DHHeader & encryption.DHHeader.$Shape;
         *   (properties?: encryption.DHHeader.$Properties): encryption.DHHeader;
         * }}
         */
        DHHeader.create = function(properties) {
            return new DHHeader(properties);
        };

        /**
         * Encodes the specified DHHeader message. Does not implicitly {@link encryption.DHHeader.verify|verify} messages.
         * @function encode
         * @memberof encryption.DHHeader
         * @static
         * @param {encryption.DHHeader.$Properties} message DHHeader message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        DHHeader.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.key != null && $Object.hasOwnProperty.call(message, "key") && message.key.length)
                writer.uint32(/* id 1, wireType 2 =*/10).bytes(message.key);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes a DHHeader message from the specified reader or buffer.
         * @function decode
         * @memberof encryption.DHHeader
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {encryption.DHHeader & encryption.DHHeader.$Shape} DHHeader
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        DHHeader.decode = function (reader, length, _end, _depth, _target) {
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
            message = _target || new $root.encryption.DHHeader();
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
         * Creates a DHHeader message from a plain object. Also converts values to their respective internal types.
         * @function fromObject
         * @memberof encryption.DHHeader
         * @static
         * @param {Object.<string,*>} object Plain object
         * @returns {encryption.DHHeader} DHHeader
         */
        DHHeader.fromObject = function (object, _depth) {
            if (object instanceof $root.encryption.DHHeader)
                return object;
            if (!$util.isObject(object))
                throw $TypeError(".encryption.DHHeader: object expected");
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            let message = new $root.encryption.DHHeader();
            if (object.key != null)
                if (object.key.length)
                    if (typeof object.key === "string")
                        $util.base64.decode(object.key, message.key = $util.newBuffer($util.base64.length(object.key)), 0);
                    else if (object.key.length >= 0)
                        message.key = object.key;
            return message;
        };

        /**
         * Creates a plain object from a DHHeader message. Also converts values to other types if specified.
         * @function toObject
         * @memberof encryption.DHHeader
         * @static
         * @param {encryption.DHHeader} message DHHeader
         * @param {$protobuf.IConversionOptions} [options] Conversion options
         * @returns {Object.<string,*>} Plain object
         */
        DHHeader.toObject = function (message, options, _depth) {
            if (!options)
                options = {};
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            let object = {};
            if (options.defaults)
                if (options.bytes === $String)
                    object.key = "";
                else {
                    object.key = [];
                    if (options.bytes !== $Array)
                        object.key = $util.newBuffer(object.key);
                }
            if (message.key != null && $Object.hasOwnProperty.call(message, "key"))
                object.key = options.bytes === $String ? $util.base64.encode(message.key, 0, message.key.length) : options.bytes === $Array ? $Array.prototype.slice.call(message.key) : message.key;
            return object;
        };

        /**
         * Converts this DHHeader to JSON.
         * @function toJSON
         * @memberof encryption.DHHeader
         * @instance
         * @returns {Object.<string,*>} JSON object
         */
        DHHeader.prototype.toJSON = function() {
            return DHHeader.toObject(this, $protobuf.util.toJSONOptions);
        };

        return DHHeader;
    })();

    encryption.X3DHHeader = (function() {

        /**
         * Properties of a X3DHHeader.
         * @typedef {Object} encryption.X3DHHeader.$Properties
         * @property {Uint8Array} [key] X3DHHeader key
         * @property {Uint8Array} [id] X3DHHeader id
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a X3DHHeader.
         * @memberof encryption
         * @interface IX3DHHeader
         * @augments encryption.X3DHHeader.$Properties
         * @deprecated Use encryption.X3DHHeader.$Properties instead.
         */

        /**
         * Shape of a X3DHHeader.
         * @typedef {encryption.X3DHHeader.$Properties} encryption.X3DHHeader.$Shape
         */

        /**
         * Constructs a new X3DHHeader.
         * @memberof encryption
         * @classdesc Represents a X3DHHeader.
         * @constructor
         * @param {encryption.X3DHHeader.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const X3DHHeader = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * X3DHHeader key.
         * @member {Uint8Array} key
         * @memberof encryption.X3DHHeader
         * @instance
         */
        X3DHHeader.prototype.key = $util.newBuffer([]);

        /**
         * X3DHHeader id.
         * @member {Uint8Array} id
         * @memberof encryption.X3DHHeader
         * @instance
         */
        X3DHHeader.prototype.id = $util.newBuffer([]);

        /**
         * Creates a new X3DHHeader instance using the specified properties.
         * @function create
         * @memberof encryption.X3DHHeader
         * @static
         * @param {encryption.X3DHHeader.$Properties=} [properties] Properties to set
         * @returns {encryption.X3DHHeader} X3DHHeader instance
         * @type {{
         *   (properties: encryption.X3DHHeader.$Shape): encryption.X3DHHeader & encryption.X3DHHeader.$Shape;
         *   (properties?: encryption.X3DHHeader.$Properties): encryption.X3DHHeader;
         * }}
         */
        X3DHHeader.create = function(properties) {
            return new X3DHHeader(properties);
        };

        /**
         * Encodes the specified X3DHHeader message. Does not implicitly {@link encryption.X3DHHeader.verify|verify} messages.
         * @function encode
         * @memberof encryption.X3DHHeader
         * @static
         * @param {encryption.X3DHHeader.$Properties} message X3DHHeader message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        X3DHHeader.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.key != null && $Object.hasOwnProperty.call(message, "key") && message.key.length)
                writer.uint32(/* id 1, wireType 2 =*/10).bytes(message.key);
            if (message.id != null && $Object.hasOwnProperty.call(message, "id") && message.id.length)
                writer.uint32(/* id 4, wireType 2 =*/34).bytes(message.id);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes a X3DHHeader message from the specified reader or buffer.
         * @function decode
         * @memberof encryption.X3DHHeader
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {encryption.X3DHHeader & encryption.X3DHHeader.$Shape} X3DHHeader
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        X3DHHeader.decode = function (reader, length, _end, _depth, _target) {
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
            message = _target || new $root.encryption.X3DHHeader();
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
                case 4: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.bytes()).length)
                            message.id = value;
                        else
                            delete message.id;
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
         * Creates a X3DHHeader message from a plain object. Also converts values to their respective internal types.
         * @function fromObject
         * @memberof encryption.X3DHHeader
         * @static
         * @param {Object.<string,*>} object Plain object
         * @returns {encryption.X3DHHeader} X3DHHeader
         */
        X3DHHeader.fromObject = function (object, _depth) {
            if (object instanceof $root.encryption.X3DHHeader)
                return object;
            if (!$util.isObject(object))
                throw $TypeError(".encryption.X3DHHeader: object expected");
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            let message = new $root.encryption.X3DHHeader();
            if (object.key != null)
                if (object.key.length)
                    if (typeof object.key === "string")
                        $util.base64.decode(object.key, message.key = $util.newBuffer($util.base64.length(object.key)), 0);
                    else if (object.key.length >= 0)
                        message.key = object.key;
            if (object.id != null)
                if (object.id.length)
                    if (typeof object.id === "string")
                        $util.base64.decode(object.id, message.id = $util.newBuffer($util.base64.length(object.id)), 0);
                    else if (object.id.length >= 0)
                        message.id = object.id;
            return message;
        };

        /**
         * Creates a plain object from a X3DHHeader message. Also converts values to other types if specified.
         * @function toObject
         * @memberof encryption.X3DHHeader
         * @static
         * @param {encryption.X3DHHeader} message X3DHHeader
         * @param {$protobuf.IConversionOptions} [options] Conversion options
         * @returns {Object.<string,*>} Plain object
         */
        X3DHHeader.toObject = function (message, options, _depth) {
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
                if (options.bytes === $String)
                    object.id = "";
                else {
                    object.id = [];
                    if (options.bytes !== $Array)
                        object.id = $util.newBuffer(object.id);
                }
            }
            if (message.key != null && $Object.hasOwnProperty.call(message, "key"))
                object.key = options.bytes === $String ? $util.base64.encode(message.key, 0, message.key.length) : options.bytes === $Array ? $Array.prototype.slice.call(message.key) : message.key;
            if (message.id != null && $Object.hasOwnProperty.call(message, "id"))
                object.id = options.bytes === $String ? $util.base64.encode(message.id, 0, message.id.length) : options.bytes === $Array ? $Array.prototype.slice.call(message.id) : message.id;
            return object;
        };

        /**
         * Converts this X3DHHeader to JSON.
         * @function toJSON
         * @memberof encryption.X3DHHeader
         * @instance
         * @returns {Object.<string,*>} JSON object
         */
        X3DHHeader.prototype.toJSON = function() {
            return X3DHHeader.toObject(this, $protobuf.util.toJSONOptions);
        };

        return X3DHHeader;
    })();

    encryption.DirectMessageProtocol = (function() {

        /**
         * Properties of a DirectMessageProtocol.
         * @typedef {Object} encryption.DirectMessageProtocol.$Properties
         * @property {encryption.X3DHHeader.$Properties} [X3DHHeader] DirectMessageProtocol X3DHHeader
         * @property {encryption.DRHeader.$Properties} [DRHeader] DirectMessageProtocol DRHeader
         * @property {Uint8Array} [payload] DirectMessageProtocol payload
         * @property {encryption.DHHeader.$Properties} [DHHeader] DirectMessageProtocol DHHeader
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a DirectMessageProtocol.
         * @memberof encryption
         * @interface IDirectMessageProtocol
         * @augments encryption.DirectMessageProtocol.$Properties
         * @deprecated Use encryption.DirectMessageProtocol.$Properties instead.
         */

        /**
         * Shape of a DirectMessageProtocol.
         * @typedef {encryption.DirectMessageProtocol.$Properties} encryption.DirectMessageProtocol.$Shape
         */

        /**
         * Constructs a new DirectMessageProtocol.
         * @memberof encryption
         * @classdesc Represents a DirectMessageProtocol.
         * @constructor
         * @param {encryption.DirectMessageProtocol.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const DirectMessageProtocol = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * DirectMessageProtocol X3DHHeader.
         * @member {encryption.X3DHHeader} X3DHHeader
         * @memberof encryption.DirectMessageProtocol
         * @instance
         */
        DirectMessageProtocol.prototype.X3DHHeader = null;

        /**
         * DirectMessageProtocol DRHeader.
         * @member {encryption.DRHeader} DRHeader
         * @memberof encryption.DirectMessageProtocol
         * @instance
         */
        DirectMessageProtocol.prototype.DRHeader = null;

        /**
         * DirectMessageProtocol payload.
         * @member {Uint8Array} payload
         * @memberof encryption.DirectMessageProtocol
         * @instance
         */
        DirectMessageProtocol.prototype.payload = $util.newBuffer([]);

        /**
         * DirectMessageProtocol DHHeader.
         * @member {encryption.DHHeader} DHHeader
         * @memberof encryption.DirectMessageProtocol
         * @instance
         */
        DirectMessageProtocol.prototype.DHHeader = null;

        /**
         * Creates a new DirectMessageProtocol instance using the specified properties.
         * @function create
         * @memberof encryption.DirectMessageProtocol
         * @static
         * @param {encryption.DirectMessageProtocol.$Properties=} [properties] Properties to set
         * @returns {encryption.DirectMessageProtocol} DirectMessageProtocol instance
         * @type {{
         *   (properties: encryption.DirectMessageProtocol.$Shape): encryption.DirectMessageProtocol & encryption.DirectMessageProtocol.$Shape;
         *   (properties?: encryption.DirectMessageProtocol.$Properties): encryption.DirectMessageProtocol;
         * }}
         */
        DirectMessageProtocol.create = function(properties) {
            return new DirectMessageProtocol(properties);
        };

        /**
         * Encodes the specified DirectMessageProtocol message. Does not implicitly {@link encryption.DirectMessageProtocol.verify|verify} messages.
         * @function encode
         * @memberof encryption.DirectMessageProtocol
         * @static
         * @param {encryption.DirectMessageProtocol.$Properties} message DirectMessageProtocol message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        DirectMessageProtocol.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.X3DHHeader != null && $Object.hasOwnProperty.call(message, "X3DHHeader"))
                $root.encryption.X3DHHeader.encode(message.X3DHHeader, writer.uint32(/* id 1, wireType 2 =*/10).fork(), _depth + 1).ldelim();
            if (message.DRHeader != null && $Object.hasOwnProperty.call(message, "DRHeader"))
                $root.encryption.DRHeader.encode(message.DRHeader, writer.uint32(/* id 2, wireType 2 =*/18).fork(), _depth + 1).ldelim();
            if (message.payload != null && $Object.hasOwnProperty.call(message, "payload") && message.payload.length)
                writer.uint32(/* id 3, wireType 2 =*/26).bytes(message.payload);
            if (message.DHHeader != null && $Object.hasOwnProperty.call(message, "DHHeader"))
                $root.encryption.DHHeader.encode(message.DHHeader, writer.uint32(/* id 101, wireType 2 =*/810).fork(), _depth + 1).ldelim();
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes a DirectMessageProtocol message from the specified reader or buffer.
         * @function decode
         * @memberof encryption.DirectMessageProtocol
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {encryption.DirectMessageProtocol & encryption.DirectMessageProtocol.$Shape} DirectMessageProtocol
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        DirectMessageProtocol.decode = function (reader, length, _end, _depth, _target) {
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
            message = _target || new $root.encryption.DirectMessageProtocol();
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
                        message.X3DHHeader = $root.encryption.X3DHHeader.decode(reader, reader.size(), $undefined, _depth + 1, message.X3DHHeader);
                        continue;
                    }
                case 2: {
                        if (wireType !== 2)
                            break;
                        message.DRHeader = $root.encryption.DRHeader.decode(reader, reader.size(), $undefined, _depth + 1, message.DRHeader);
                        continue;
                    }
                case 3: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.bytes()).length)
                            message.payload = value;
                        else
                            delete message.payload;
                        continue;
                    }
                case 101: {
                        if (wireType !== 2)
                            break;
                        message.DHHeader = $root.encryption.DHHeader.decode(reader, reader.size(), $undefined, _depth + 1, message.DHHeader);
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
         * Creates a DirectMessageProtocol message from a plain object. Also converts values to their respective internal types.
         * @function fromObject
         * @memberof encryption.DirectMessageProtocol
         * @static
         * @param {Object.<string,*>} object Plain object
         * @returns {encryption.DirectMessageProtocol} DirectMessageProtocol
         */
        DirectMessageProtocol.fromObject = function (object, _depth) {
            if (object instanceof $root.encryption.DirectMessageProtocol)
                return object;
            if (!$util.isObject(object))
                throw $TypeError(".encryption.DirectMessageProtocol: object expected");
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            let message = new $root.encryption.DirectMessageProtocol();
            if (object.X3DHHeader != null) {
                if (!$util.isObject(object.X3DHHeader))
                    throw $TypeError(".encryption.DirectMessageProtocol.X3DHHeader: object expected");
                message.X3DHHeader = $root.encryption.X3DHHeader.fromObject(object.X3DHHeader, _depth + 1);
            }
            if (object.DRHeader != null) {
                if (!$util.isObject(object.DRHeader))
                    throw $TypeError(".encryption.DirectMessageProtocol.DRHeader: object expected");
                message.DRHeader = $root.encryption.DRHeader.fromObject(object.DRHeader, _depth + 1);
            }
            if (object.payload != null)
                if (object.payload.length)
                    if (typeof object.payload === "string")
                        $util.base64.decode(object.payload, message.payload = $util.newBuffer($util.base64.length(object.payload)), 0);
                    else if (object.payload.length >= 0)
                        message.payload = object.payload;
            if (object.DHHeader != null) {
                if (!$util.isObject(object.DHHeader))
                    throw $TypeError(".encryption.DirectMessageProtocol.DHHeader: object expected");
                message.DHHeader = $root.encryption.DHHeader.fromObject(object.DHHeader, _depth + 1);
            }
            return message;
        };

        /**
         * Creates a plain object from a DirectMessageProtocol message. Also converts values to other types if specified.
         * @function toObject
         * @memberof encryption.DirectMessageProtocol
         * @static
         * @param {encryption.DirectMessageProtocol} message DirectMessageProtocol
         * @param {$protobuf.IConversionOptions} [options] Conversion options
         * @returns {Object.<string,*>} Plain object
         */
        DirectMessageProtocol.toObject = function (message, options, _depth) {
            if (!options)
                options = {};
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            let object = {};
            if (options.defaults) {
                object.X3DHHeader = null;
                object.DRHeader = null;
                if (options.bytes === $String)
                    object.payload = "";
                else {
                    object.payload = [];
                    if (options.bytes !== $Array)
                        object.payload = $util.newBuffer(object.payload);
                }
                object.DHHeader = null;
            }
            if (message.X3DHHeader != null && $Object.hasOwnProperty.call(message, "X3DHHeader"))
                object.X3DHHeader = $root.encryption.X3DHHeader.toObject(message.X3DHHeader, options, _depth + 1);
            if (message.DRHeader != null && $Object.hasOwnProperty.call(message, "DRHeader"))
                object.DRHeader = $root.encryption.DRHeader.toObject(message.DRHeader, options, _depth + 1);
            if (message.payload != null && $Object.hasOwnProperty.call(message, "payload"))
                object.payload = options.bytes === $String ? $util.base64.encode(message.payload, 0, message.payload.length) : options.bytes === $Array ? $Array.prototype.slice.call(message.payload) : message.payload;
            if (message.DHHeader != null && $Object.hasOwnProperty.call(message, "DHHeader"))
                object.DHHeader = $root.encryption.DHHeader.toObject(message.DHHeader, options, _depth + 1);
            return object;
        };

        /**
         * Converts this DirectMessageProtocol to JSON.
         * @function toJSON
         * @memberof encryption.DirectMessageProtocol
         * @instance
         * @returns {Object.<string,*>} JSON object
         */
        DirectMessageProtocol.prototype.toJSON = function() {
            return DirectMessageProtocol.toObject(this, $protobuf.util.toJSONOptions);
        };

        return DirectMessageProtocol;
    })();

    encryption.DirectMessageEntry = (function() {

        /**
         * Properties of a DirectMessageEntry.
         * @typedef {Object} encryption.DirectMessageEntry.$Properties
         * @property {string} [key] DirectMessageEntry key
         * @property {encryption.DirectMessageProtocol.$Properties} [value] DirectMessageEntry value
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a DirectMessageEntry.
         * @memberof encryption
         * @interface IDirectMessageEntry
         * @augments encryption.DirectMessageEntry.$Properties
         * @deprecated Use encryption.DirectMessageEntry.$Properties instead.
         */

        /**
         * Shape of a DirectMessageEntry.
         * @typedef {encryption.DirectMessageEntry.$Properties} encryption.DirectMessageEntry.$Shape
         */

        /**
         * Constructs a new DirectMessageEntry.
         * @memberof encryption
         * @classdesc Represents a DirectMessageEntry.
         * @constructor
         * @param {encryption.DirectMessageEntry.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const DirectMessageEntry = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * DirectMessageEntry key.
         * @member {string} key
         * @memberof encryption.DirectMessageEntry
         * @instance
         */
        DirectMessageEntry.prototype.key = "";

        /**
         * DirectMessageEntry value.
         * @member {encryption.DirectMessageProtocol} value
         * @memberof encryption.DirectMessageEntry
         * @instance
         */
        DirectMessageEntry.prototype.value = null;

        /**
         * Creates a new DirectMessageEntry instance using the specified properties.
         * @function create
         * @memberof encryption.DirectMessageEntry
         * @static
         * @param {encryption.DirectMessageEntry.$Properties=} [properties] Properties to set
         * @returns {encryption.DirectMessageEntry} DirectMessageEntry instance
         * @type {{
         *   (properties: encryption.DirectMessageEntry.$Shape): encryption.DirectMessageEntry & encryption.DirectMessageEntry.$Shape;
         *   (properties?: encryption.DirectMessageEntry.$Properties): encryption.DirectMessageEntry;
         * }}
         */
        DirectMessageEntry.create = function(properties) {
            return new DirectMessageEntry(properties);
        };

        /**
         * Encodes the specified DirectMessageEntry message. Does not implicitly {@link encryption.DirectMessageEntry.verify|verify} messages.
         * @function encode
         * @memberof encryption.DirectMessageEntry
         * @static
         * @param {encryption.DirectMessageEntry.$Properties} message DirectMessageEntry message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        DirectMessageEntry.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.key != null && $Object.hasOwnProperty.call(message, "key") && message.key !== "")
                writer.uint32(/* id 1, wireType 2 =*/10).string(message.key);
            if (message.value != null && $Object.hasOwnProperty.call(message, "value"))
                $root.encryption.DirectMessageProtocol.encode(message.value, writer.uint32(/* id 2, wireType 2 =*/18).fork(), _depth + 1).ldelim();
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes a DirectMessageEntry message from the specified reader or buffer.
         * @function decode
         * @memberof encryption.DirectMessageEntry
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {encryption.DirectMessageEntry & encryption.DirectMessageEntry.$Shape} DirectMessageEntry
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        DirectMessageEntry.decode = function (reader, length, _end, _depth, _target) {
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
            message = _target || new $root.encryption.DirectMessageEntry();
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
                            message.key = value;
                        else
                            delete message.key;
                        continue;
                    }
                case 2: {
                        if (wireType !== 2)
                            break;
                        message.value = $root.encryption.DirectMessageProtocol.decode(reader, reader.size(), $undefined, _depth + 1, message.value);
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
         * Creates a DirectMessageEntry message from a plain object. Also converts values to their respective internal types.
         * @function fromObject
         * @memberof encryption.DirectMessageEntry
         * @static
         * @param {Object.<string,*>} object Plain object
         * @returns {encryption.DirectMessageEntry} DirectMessageEntry
         */
        DirectMessageEntry.fromObject = function (object, _depth) {
            if (object instanceof $root.encryption.DirectMessageEntry)
                return object;
            if (!$util.isObject(object))
                throw $TypeError(".encryption.DirectMessageEntry: object expected");
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            let message = new $root.encryption.DirectMessageEntry();
            if (object.key != null)
                if (typeof object.key !== "string" || object.key.length)
                    message.key = $String(object.key);
            if (object.value != null) {
                if (!$util.isObject(object.value))
                    throw $TypeError(".encryption.DirectMessageEntry.value: object expected");
                message.value = $root.encryption.DirectMessageProtocol.fromObject(object.value, _depth + 1);
            }
            return message;
        };

        /**
         * Creates a plain object from a DirectMessageEntry message. Also converts values to other types if specified.
         * @function toObject
         * @memberof encryption.DirectMessageEntry
         * @static
         * @param {encryption.DirectMessageEntry} message DirectMessageEntry
         * @param {$protobuf.IConversionOptions} [options] Conversion options
         * @returns {Object.<string,*>} Plain object
         */
        DirectMessageEntry.toObject = function (message, options, _depth) {
            if (!options)
                options = {};
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            let object = {};
            if (options.defaults) {
                object.key = "";
                object.value = null;
            }
            if (message.key != null && $Object.hasOwnProperty.call(message, "key"))
                object.key = message.key;
            if (message.value != null && $Object.hasOwnProperty.call(message, "value"))
                object.value = $root.encryption.DirectMessageProtocol.toObject(message.value, options, _depth + 1);
            return object;
        };

        /**
         * Converts this DirectMessageEntry to JSON.
         * @function toJSON
         * @memberof encryption.DirectMessageEntry
         * @instance
         * @returns {Object.<string,*>} JSON object
         */
        DirectMessageEntry.prototype.toJSON = function() {
            return DirectMessageEntry.toObject(this, $protobuf.util.toJSONOptions);
        };

        return DirectMessageEntry;
    })();

    encryption.ProtocolMessage = (function() {

        /**
         * Properties of a ProtocolMessage.
         * @typedef {Object} encryption.ProtocolMessage.$Properties
         * @property {string} [installationId] ProtocolMessage installationId
         * @property {Array.<encryption.Bundle.$Properties>} [bundles] ProtocolMessage bundles
         * @property {Array.<encryption.DirectMessageEntry.$Properties>} [directMessage] ProtocolMessage directMessage
         * @property {Uint8Array|null} [publicMessage] ProtocolMessage publicMessage
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a ProtocolMessage.
         * @memberof encryption
         * @interface IProtocolMessage
         * @augments encryption.ProtocolMessage.$Properties
         * @deprecated Use encryption.ProtocolMessage.$Properties instead.
         */

        /**
         * Shape of a ProtocolMessage.
         * @typedef {encryption.ProtocolMessage.$Properties} encryption.ProtocolMessage.$Shape
         */

        /**
         * Constructs a new ProtocolMessage.
         * @memberof encryption
         * @classdesc Represents a ProtocolMessage.
         * @constructor
         * @param {encryption.ProtocolMessage.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const ProtocolMessage = function (properties) {
            this.bundles = [];
            this.directMessage = [];
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * ProtocolMessage installationId.
         * @member {string} installationId
         * @memberof encryption.ProtocolMessage
         * @instance
         */
        ProtocolMessage.prototype.installationId = "";

        /**
         * ProtocolMessage bundles.
         * @member {Array.<encryption.Bundle>} bundles
         * @memberof encryption.ProtocolMessage
         * @instance
         */
        ProtocolMessage.prototype.bundles = $util.emptyArray;

        /**
         * ProtocolMessage directMessage.
         * @member {Array.<encryption.DirectMessageEntry>} directMessage
         * @memberof encryption.ProtocolMessage
         * @instance
         */
        ProtocolMessage.prototype.directMessage = $util.emptyArray;

        /**
         * ProtocolMessage publicMessage.
         * @member {Uint8Array|null} publicMessage
         * @memberof encryption.ProtocolMessage
         * @instance
         */
        ProtocolMessage.prototype.publicMessage = null;

        // OneOf field names bound to virtual getters and setters
        let $oneOfFields;

        // Virtual OneOf for proto3 optional field
        $Object.defineProperty(ProtocolMessage.prototype, "_publicMessage", {
            get: $util.oneOfGetter($oneOfFields = ["publicMessage"]),
            set: $util.oneOfSetter($oneOfFields)
        });

        /**
         * Creates a new ProtocolMessage instance using the specified properties.
         * @function create
         * @memberof encryption.ProtocolMessage
         * @static
         * @param {encryption.ProtocolMessage.$Properties=} [properties] Properties to set
         * @returns {encryption.ProtocolMessage} ProtocolMessage instance
         * @type {{
         *   (properties: encryption.ProtocolMessage.$Shape): encryption.ProtocolMessage & encryption.ProtocolMessage.$Shape;
         *   (properties?: encryption.ProtocolMessage.$Properties): encryption.ProtocolMessage;
         * }}
         */
        ProtocolMessage.create = function(properties) {
            return new ProtocolMessage(properties);
        };

        /**
         * Encodes the specified ProtocolMessage message. Does not implicitly {@link encryption.ProtocolMessage.verify|verify} messages.
         * @function encode
         * @memberof encryption.ProtocolMessage
         * @static
         * @param {encryption.ProtocolMessage.$Properties} message ProtocolMessage message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        ProtocolMessage.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.installationId != null && $Object.hasOwnProperty.call(message, "installationId") && message.installationId !== "")
                writer.uint32(/* id 2, wireType 2 =*/18).string(message.installationId);
            if (message.bundles != null && message.bundles.length)
                for (let i = 0; i < message.bundles.length; ++i)
                    $root.encryption.Bundle.encode(message.bundles[i], writer.uint32(/* id 3, wireType 2 =*/26).fork(), _depth + 1).ldelim();
            if (message.directMessage != null && message.directMessage.length)
                for (let i = 0; i < message.directMessage.length; ++i)
                    $root.encryption.DirectMessageEntry.encode(message.directMessage[i], writer.uint32(/* id 101, wireType 2 =*/810).fork(), _depth + 1).ldelim();
            if (message.publicMessage != null && $Object.hasOwnProperty.call(message, "publicMessage"))
                writer.uint32(/* id 102, wireType 2 =*/818).bytes(message.publicMessage);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes a ProtocolMessage message from the specified reader or buffer.
         * @function decode
         * @memberof encryption.ProtocolMessage
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {encryption.ProtocolMessage & encryption.ProtocolMessage.$Shape} ProtocolMessage
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        ProtocolMessage.decode = function (reader, length, _end, _depth, _target) {
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
            message = _target || new $root.encryption.ProtocolMessage();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
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
                        if (wireType !== 2)
                            break;
                        if (!(message.bundles && message.bundles.length))
                            message.bundles = [];
                        message.bundles.push($root.encryption.Bundle.decode(reader, reader.size(), $undefined, _depth + 1));
                        continue;
                    }
                case 101: {
                        if (wireType !== 2)
                            break;
                        if (!(message.directMessage && message.directMessage.length))
                            message.directMessage = [];
                        message.directMessage.push($root.encryption.DirectMessageEntry.decode(reader, reader.size(), $undefined, _depth + 1));
                        continue;
                    }
                case 102: {
                        if (wireType !== 2)
                            break;
                        message.publicMessage = reader.bytes();
                        message._publicMessage = "publicMessage";
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
         * Creates a ProtocolMessage message from a plain object. Also converts values to their respective internal types.
         * @function fromObject
         * @memberof encryption.ProtocolMessage
         * @static
         * @param {Object.<string,*>} object Plain object
         * @returns {encryption.ProtocolMessage} ProtocolMessage
         */
        ProtocolMessage.fromObject = function (object, _depth) {
            if (object instanceof $root.encryption.ProtocolMessage)
                return object;
            if (!$util.isObject(object))
                throw $TypeError(".encryption.ProtocolMessage: object expected");
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            let message = new $root.encryption.ProtocolMessage();
            if (object.installationId != null)
                if (typeof object.installationId !== "string" || object.installationId.length)
                    message.installationId = $String(object.installationId);
            if (object.bundles) {
                if (!$Array.isArray(object.bundles))
                    throw $TypeError(".encryption.ProtocolMessage.bundles: array expected");
                message.bundles = $Array(object.bundles.length);
                for (let i = 0; i < object.bundles.length; ++i) {
                    if (!$util.isObject(object.bundles[i]))
                        throw $TypeError(".encryption.ProtocolMessage.bundles: object expected");
                    message.bundles[i] = $root.encryption.Bundle.fromObject(object.bundles[i], _depth + 1);
                }
            }
            if (object.directMessage) {
                if (!$Array.isArray(object.directMessage))
                    throw $TypeError(".encryption.ProtocolMessage.directMessage: array expected");
                message.directMessage = $Array(object.directMessage.length);
                for (let i = 0; i < object.directMessage.length; ++i) {
                    if (!$util.isObject(object.directMessage[i]))
                        throw $TypeError(".encryption.ProtocolMessage.directMessage: object expected");
                    message.directMessage[i] = $root.encryption.DirectMessageEntry.fromObject(object.directMessage[i], _depth + 1);
                }
            }
            if (object.publicMessage != null)
                if (typeof object.publicMessage === "string")
                    $util.base64.decode(object.publicMessage, message.publicMessage = $util.newBuffer($util.base64.length(object.publicMessage)), 0);
                else if (object.publicMessage.length >= 0)
                    message.publicMessage = object.publicMessage;
            return message;
        };

        /**
         * Creates a plain object from a ProtocolMessage message. Also converts values to other types if specified.
         * @function toObject
         * @memberof encryption.ProtocolMessage
         * @static
         * @param {encryption.ProtocolMessage} message ProtocolMessage
         * @param {$protobuf.IConversionOptions} [options] Conversion options
         * @returns {Object.<string,*>} Plain object
         */
        ProtocolMessage.toObject = function (message, options, _depth) {
            if (!options)
                options = {};
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            let object = {};
            if (options.arrays || options.defaults) {
                object.bundles = [];
                object.directMessage = [];
            }
            if (options.defaults)
                object.installationId = "";
            if (message.installationId != null && $Object.hasOwnProperty.call(message, "installationId"))
                object.installationId = message.installationId;
            if (message.bundles && message.bundles.length) {
                object.bundles = $Array(message.bundles.length);
                for (let j = 0; j < message.bundles.length; ++j)
                    object.bundles[j] = $root.encryption.Bundle.toObject(message.bundles[j], options, _depth + 1);
            }
            if (message.directMessage && message.directMessage.length) {
                object.directMessage = $Array(message.directMessage.length);
                for (let j = 0; j < message.directMessage.length; ++j)
                    object.directMessage[j] = $root.encryption.DirectMessageEntry.toObject(message.directMessage[j], options, _depth + 1);
            }
            if (message.publicMessage != null && $Object.hasOwnProperty.call(message, "publicMessage"))
                object.publicMessage = options.bytes === $String ? $util.base64.encode(message.publicMessage, 0, message.publicMessage.length) : options.bytes === $Array ? $Array.prototype.slice.call(message.publicMessage) : message.publicMessage;
            return object;
        };

        /**
         * Converts this ProtocolMessage to JSON.
         * @function toJSON
         * @memberof encryption.ProtocolMessage
         * @instance
         * @returns {Object.<string,*>} JSON object
         */
        ProtocolMessage.prototype.toJSON = function() {
            return ProtocolMessage.toObject(this, $protobuf.util.toJSONOptions);
        };

        return ProtocolMessage;
    })();

    return encryption;
})();

export {
  $root as default
};
