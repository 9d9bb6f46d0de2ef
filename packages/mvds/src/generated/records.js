/*eslint-disable block-scoped-var, id-length, no-control-regex, no-magic-numbers, no-mixed-operators, no-prototype-builtins, no-redeclare, no-shadow, no-var, sort-vars, default-case, jsdoc/require-param*/
import $protobuf from "protobufjs/minimal.js";

// Common aliases
const $Reader = $protobuf.Reader, $Writer = $protobuf.Writer, $util = $protobuf.util;
const $Object = $util.global.Object, $undefined = $util.global.undefined, $Error = $util.global.Error, $RangeError = $util.global.RangeError, $TypeError = $util.global.TypeError, $Number = $util.global.Number, $isFinite = $util.global.isFinite, $String = $util.global.String;

// Exported root namespace
const $root = $protobuf.roots["status/mvds/records.proto"] || ($protobuf.roots["status/mvds/records.proto"] = {});

export const WaitingRow = $root.WaitingRow = (() => {

    /**
     * Properties of a WaitingRow.
     * @typedef {Object} WaitingRow.$Properties
     * @property {number} [attempts] WaitingRow attempts
     * @property {number} [failures] WaitingRow failures
     * @property {number} [createdAt] WaitingRow createdAt
     * @property {number} [sentAt] WaitingRow sentAt
     * @property {number} [dueAt] WaitingRow dueAt
     * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
     */

    /**
     * Properties of a WaitingRow.
     * @exports IWaitingRow
     * @interface IWaitingRow
     * @augments WaitingRow.$Properties
     * @deprecated Use WaitingRow.$Properties instead.
     */

    /**
     * Shape of a WaitingRow.
     * @typedef {WaitingRow.$Properties} WaitingRow.$Shape
     */

    /**
     * Constructs a new WaitingRow.
     * @exports WaitingRow
     * @classdesc Represents a WaitingRow.
     * @constructor
     * @param {WaitingRow.$Properties=} [properties] Properties to set
     * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
     */
    const WaitingRow = function (properties) {
        if (properties)
            for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                if (properties[keys[i]] != null && keys[i] !== "__proto__")
                    this[keys[i]] = properties[keys[i]];
    };

    /**
     * WaitingRow attempts.
     * @member {number} attempts
     * @memberof WaitingRow
     * @instance
     */
    WaitingRow.prototype.attempts = 0;

    /**
     * WaitingRow failures.
     * @member {number} failures
     * @memberof WaitingRow
     * @instance
     */
    WaitingRow.prototype.failures = 0;

    /**
     * WaitingRow createdAt.
     * @member {number} createdAt
     * @memberof WaitingRow
     * @instance
     */
    WaitingRow.prototype.createdAt = 0;

    /**
     * WaitingRow sentAt.
     * @member {number} sentAt
     * @memberof WaitingRow
     * @instance
     */
    WaitingRow.prototype.sentAt = 0;

    /**
     * WaitingRow dueAt.
     * @member {number} dueAt
     * @memberof WaitingRow
     * @instance
     */
    WaitingRow.prototype.dueAt = 0;

    /**
     * Creates a new WaitingRow instance using the specified properties.
     * @function create
     * @memberof WaitingRow
     * @static
     * @param {WaitingRow.$Properties=} [properties] Properties to set
     * @returns {WaitingRow} WaitingRow instance
     * @type {{
     *   (properties: WaitingRow.$Shape): WaitingRow & WaitingRow.$Shape;
     *   (properties?: WaitingRow.$Properties): WaitingRow;
     * }}
     */
    WaitingRow.create = function(properties) {
        return new WaitingRow(properties);
    };

    /**
     * Encodes the specified WaitingRow message. Does not implicitly {@link WaitingRow.verify|verify} messages.
     * @function encode
     * @memberof WaitingRow
     * @static
     * @param {WaitingRow.$Properties} message WaitingRow message or plain object to encode
     * @param {$protobuf.Writer} [writer] Writer to encode to
     * @returns {$protobuf.Writer} Writer
     */
    WaitingRow.encode = function (message, writer, _depth) {
        if (!writer)
            writer = $Writer.create();
        if (_depth === $undefined)
            _depth = 0;
        if (_depth > $util.recursionLimit)
            throw $Error("max depth exceeded");
        if (message.attempts != null && $Object.hasOwnProperty.call(message, "attempts") && message.attempts !== 0)
            writer.uint32(/* id 1, wireType 0 =*/8).uint32(message.attempts);
        if (message.failures != null && $Object.hasOwnProperty.call(message, "failures") && message.failures !== 0)
            writer.uint32(/* id 2, wireType 0 =*/16).uint32(message.failures);
        if (message.createdAt != null && $Object.hasOwnProperty.call(message, "createdAt") && !$Object.is(message.createdAt, 0))
            writer.uint32(/* id 3, wireType 1 =*/25).double(message.createdAt);
        if (message.sentAt != null && $Object.hasOwnProperty.call(message, "sentAt") && !$Object.is(message.sentAt, 0))
            writer.uint32(/* id 4, wireType 1 =*/33).double(message.sentAt);
        if (message.dueAt != null && $Object.hasOwnProperty.call(message, "dueAt") && !$Object.is(message.dueAt, 0))
            writer.uint32(/* id 5, wireType 1 =*/41).double(message.dueAt);
        if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
            for (let i = 0; i < message.$unknowns.length; ++i)
                writer.raw(message.$unknowns[i]);
        return writer;
    };

    /**
     * Decodes a WaitingRow message from the specified reader or buffer.
     * @function decode
     * @memberof WaitingRow
     * @static
     * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
     * @param {number} [length] Message length if known beforehand
     * @returns {WaitingRow & WaitingRow.$Shape} WaitingRow
     * @throws {Error} If the payload is not a reader or valid buffer
     * @throws {$protobuf.util.ProtocolError} If required fields are missing
     */
    WaitingRow.decode = function (reader, length, _end, _depth, _target) {
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
        message = _target || new $root.WaitingRow();
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
                        message.attempts = value;
                    else
                        delete message.attempts;
                    continue;
                }
            case 2: {
                    if (wireType !== 0)
                        break;
                    if (value = reader.uint32())
                        message.failures = value;
                    else
                        delete message.failures;
                    continue;
                }
            case 3: {
                    if (wireType !== 1)
                        break;
                    if (!$Object.is(value = reader.double(), 0))
                        message.createdAt = value;
                    else
                        delete message.createdAt;
                    continue;
                }
            case 4: {
                    if (wireType !== 1)
                        break;
                    if (!$Object.is(value = reader.double(), 0))
                        message.sentAt = value;
                    else
                        delete message.sentAt;
                    continue;
                }
            case 5: {
                    if (wireType !== 1)
                        break;
                    if (!$Object.is(value = reader.double(), 0))
                        message.dueAt = value;
                    else
                        delete message.dueAt;
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
     * Creates a WaitingRow message from a plain object. Also converts values to their respective internal types.
     * @function fromObject
     * @memberof WaitingRow
     * @static
     * @param {Object.<string,*>} object Plain object
     * @returns {WaitingRow} WaitingRow
     */
    WaitingRow.fromObject = function (object, _depth) {
        if (object instanceof $root.WaitingRow)
            return object;
        if (!$util.isObject(object))
            throw $TypeError(".WaitingRow: object expected");
        if (_depth === $undefined)
            _depth = 0;
        if (_depth > $util.recursionLimit)
            throw $Error("max depth exceeded");
        let message = new $root.WaitingRow();
        if (object.attempts != null)
            if ($Number(object.attempts) !== 0)
                message.attempts = object.attempts >>> 0;
        if (object.failures != null)
            if ($Number(object.failures) !== 0)
                message.failures = object.failures >>> 0;
        if (object.createdAt != null)
            if (!$Object.is($Number(object.createdAt), 0))
                message.createdAt = $Number(object.createdAt);
        if (object.sentAt != null)
            if (!$Object.is($Number(object.sentAt), 0))
                message.sentAt = $Number(object.sentAt);
        if (object.dueAt != null)
            if (!$Object.is($Number(object.dueAt), 0))
                message.dueAt = $Number(object.dueAt);
        return message;
    };

    /**
     * Creates a plain object from a WaitingRow message. Also converts values to other types if specified.
     * @function toObject
     * @memberof WaitingRow
     * @static
     * @param {WaitingRow} message WaitingRow
     * @param {$protobuf.IConversionOptions} [options] Conversion options
     * @returns {Object.<string,*>} Plain object
     */
    WaitingRow.toObject = function (message, options, _depth) {
        if (!options)
            options = {};
        if (_depth === $undefined)
            _depth = 0;
        if (_depth > $util.recursionLimit)
            throw $Error("max depth exceeded");
        let object = {};
        if (options.defaults) {
            object.attempts = 0;
            object.failures = 0;
            object.createdAt = 0;
            object.sentAt = 0;
            object.dueAt = 0;
        }
        if (message.attempts != null && $Object.hasOwnProperty.call(message, "attempts"))
            object.attempts = message.attempts;
        if (message.failures != null && $Object.hasOwnProperty.call(message, "failures"))
            object.failures = message.failures;
        if (message.createdAt != null && $Object.hasOwnProperty.call(message, "createdAt"))
            object.createdAt = options.json && !$isFinite(message.createdAt) ? $String(message.createdAt) : message.createdAt;
        if (message.sentAt != null && $Object.hasOwnProperty.call(message, "sentAt"))
            object.sentAt = options.json && !$isFinite(message.sentAt) ? $String(message.sentAt) : message.sentAt;
        if (message.dueAt != null && $Object.hasOwnProperty.call(message, "dueAt"))
            object.dueAt = options.json && !$isFinite(message.dueAt) ? $String(message.dueAt) : message.dueAt;
        return object;
    };

    /**
     * Converts this WaitingRow to JSON.
     * @function toJSON
     * @memberof WaitingRow
     * @instance
     * @returns {Object.<string,*>} JSON object
     */
    WaitingRow.prototype.toJSON = function() {
        return WaitingRow.toObject(this, $protobuf.util.toJSONOptions);
    };

    return WaitingRow;
})();

export const WaitingPeer = $root.WaitingPeer = (() => {

    /**
     * Properties of a WaitingPeer.
     * @typedef {Object} WaitingPeer.$Properties
     * @property {number} [firstDueAt] WaitingPeer firstDueAt
     * @property {number} [notBefore] WaitingPeer notBefore
     * @property {number} [heardAt] WaitingPeer heardAt
     * @property {number} [acks] WaitingPeer acks
     * @property {number} [requests] WaitingPeer requests
     * @property {number} [messages] WaitingPeer messages
     * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
     */

    /**
     * Properties of a WaitingPeer.
     * @exports IWaitingPeer
     * @interface IWaitingPeer
     * @augments WaitingPeer.$Properties
     * @deprecated Use WaitingPeer.$Properties instead.
     */

    /**
     * Shape of a WaitingPeer.
     * @typedef {WaitingPeer.$Properties} WaitingPeer.$Shape
     */

    /**
     * Constructs a new WaitingPeer.
     * @exports WaitingPeer
     * @classdesc Represents a WaitingPeer.
     * @constructor
     * @param {WaitingPeer.$Properties=} [properties] Properties to set
     * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
     */
    const WaitingPeer = function (properties) {
        if (properties)
            for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                if (properties[keys[i]] != null && keys[i] !== "__proto__")
                    this[keys[i]] = properties[keys[i]];
    };

    /**
     * WaitingPeer firstDueAt.
     * @member {number} firstDueAt
     * @memberof WaitingPeer
     * @instance
     */
    WaitingPeer.prototype.firstDueAt = 0;

    /**
     * WaitingPeer notBefore.
     * @member {number} notBefore
     * @memberof WaitingPeer
     * @instance
     */
    WaitingPeer.prototype.notBefore = 0;

    /**
     * WaitingPeer heardAt.
     * @member {number} heardAt
     * @memberof WaitingPeer
     * @instance
     */
    WaitingPeer.prototype.heardAt = 0;

    /**
     * WaitingPeer acks.
     * @member {number} acks
     * @memberof WaitingPeer
     * @instance
     */
    WaitingPeer.prototype.acks = 0;

    /**
     * WaitingPeer requests.
     * @member {number} requests
     * @memberof WaitingPeer
     * @instance
     */
    WaitingPeer.prototype.requests = 0;

    /**
     * WaitingPeer messages.
     * @member {number} messages
     * @memberof WaitingPeer
     * @instance
     */
    WaitingPeer.prototype.messages = 0;

    /**
     * Creates a new WaitingPeer instance using the specified properties.
     * @function create
     * @memberof WaitingPeer
     * @static
     * @param {WaitingPeer.$Properties=} [properties] Properties to set
     * @returns {WaitingPeer} WaitingPeer instance
     * @type {{
     *   (properties: WaitingPeer.$Shape): WaitingPeer & WaitingPeer.$Shape;
     *   (properties?: WaitingPeer.$Properties): WaitingPeer;
     * }}
     */
    WaitingPeer.create = function(properties) {
        return new WaitingPeer(properties);
    };

    /**
     * Encodes the specified WaitingPeer message. Does not implicitly {@link WaitingPeer.verify|verify} messages.
     * @function encode
     * @memberof WaitingPeer
     * @static
     * @param {WaitingPeer.$Properties} message WaitingPeer message or plain object to encode
     * @param {$protobuf.Writer} [writer] Writer to encode to
     * @returns {$protobuf.Writer} Writer
     */
    WaitingPeer.encode = function (message, writer, _depth) {
        if (!writer)
            writer = $Writer.create();
        if (_depth === $undefined)
            _depth = 0;
        if (_depth > $util.recursionLimit)
            throw $Error("max depth exceeded");
        if (message.firstDueAt != null && $Object.hasOwnProperty.call(message, "firstDueAt") && !$Object.is(message.firstDueAt, 0))
            writer.uint32(/* id 1, wireType 1 =*/9).double(message.firstDueAt);
        if (message.notBefore != null && $Object.hasOwnProperty.call(message, "notBefore") && !$Object.is(message.notBefore, 0))
            writer.uint32(/* id 2, wireType 1 =*/17).double(message.notBefore);
        if (message.heardAt != null && $Object.hasOwnProperty.call(message, "heardAt") && !$Object.is(message.heardAt, 0))
            writer.uint32(/* id 3, wireType 1 =*/25).double(message.heardAt);
        if (message.acks != null && $Object.hasOwnProperty.call(message, "acks") && message.acks !== 0)
            writer.uint32(/* id 4, wireType 0 =*/32).uint32(message.acks);
        if (message.requests != null && $Object.hasOwnProperty.call(message, "requests") && message.requests !== 0)
            writer.uint32(/* id 5, wireType 0 =*/40).uint32(message.requests);
        if (message.messages != null && $Object.hasOwnProperty.call(message, "messages") && message.messages !== 0)
            writer.uint32(/* id 6, wireType 0 =*/48).uint32(message.messages);
        if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
            for (let i = 0; i < message.$unknowns.length; ++i)
                writer.raw(message.$unknowns[i]);
        return writer;
    };

    /**
     * Decodes a WaitingPeer message from the specified reader or buffer.
     * @function decode
     * @memberof WaitingPeer
     * @static
     * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
     * @param {number} [length] Message length if known beforehand
     * @returns {WaitingPeer & WaitingPeer.$Shape} WaitingPeer
     * @throws {Error} If the payload is not a reader or valid buffer
     * @throws {$protobuf.util.ProtocolError} If required fields are missing
     */
    WaitingPeer.decode = function (reader, length, _end, _depth, _target) {
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
        message = _target || new $root.WaitingPeer();
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
                    if (wireType !== 1)
                        break;
                    if (!$Object.is(value = reader.double(), 0))
                        message.firstDueAt = value;
                    else
                        delete message.firstDueAt;
                    continue;
                }
            case 2: {
                    if (wireType !== 1)
                        break;
                    if (!$Object.is(value = reader.double(), 0))
                        message.notBefore = value;
                    else
                        delete message.notBefore;
                    continue;
                }
            case 3: {
                    if (wireType !== 1)
                        break;
                    if (!$Object.is(value = reader.double(), 0))
                        message.heardAt = value;
                    else
                        delete message.heardAt;
                    continue;
                }
            case 4: {
                    if (wireType !== 0)
                        break;
                    if (value = reader.uint32())
                        message.acks = value;
                    else
                        delete message.acks;
                    continue;
                }
            case 5: {
                    if (wireType !== 0)
                        break;
                    if (value = reader.uint32())
                        message.requests = value;
                    else
                        delete message.requests;
                    continue;
                }
            case 6: {
                    if (wireType !== 0)
                        break;
                    if (value = reader.uint32())
                        message.messages = value;
                    else
                        delete message.messages;
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
     * Creates a WaitingPeer message from a plain object. Also converts values to their respective internal types.
     * @function fromObject
     * @memberof WaitingPeer
     * @static
     * @param {Object.<string,*>} object Plain object
     * @returns {WaitingPeer} WaitingPeer
     */
    WaitingPeer.fromObject = function (object, _depth) {
        if (object instanceof $root.WaitingPeer)
            return object;
        if (!$util.isObject(object))
            throw $TypeError(".WaitingPeer: object expected");
        if (_depth === $undefined)
            _depth = 0;
        if (_depth > $util.recursionLimit)
            throw $Error("max depth exceeded");
        let message = new $root.WaitingPeer();
        if (object.firstDueAt != null)
            if (!$Object.is($Number(object.firstDueAt), 0))
                message.firstDueAt = $Number(object.firstDueAt);
        if (object.notBefore != null)
            if (!$Object.is($Number(object.notBefore), 0))
                message.notBefore = $Number(object.notBefore);
        if (object.heardAt != null)
            if (!$Object.is($Number(object.heardAt), 0))
                message.heardAt = $Number(object.heardAt);
        if (object.acks != null)
            if ($Number(object.acks) !== 0)
                message.acks = object.acks >>> 0;
        if (object.requests != null)
            if ($Number(object.requests) !== 0)
                message.requests = object.requests >>> 0;
        if (object.messages != null)
            if ($Number(object.messages) !== 0)
                message.messages = object.messages >>> 0;
        return message;
    };

    /**
     * Creates a plain object from a WaitingPeer message. Also converts values to other types if specified.
     * @function toObject
     * @memberof WaitingPeer
     * @static
     * @param {WaitingPeer} message WaitingPeer
     * @param {$protobuf.IConversionOptions} [options] Conversion options
     * @returns {Object.<string,*>} Plain object
     */
    WaitingPeer.toObject = function (message, options, _depth) {
        if (!options)
            options = {};
        if (_depth === $undefined)
            _depth = 0;
        if (_depth > $util.recursionLimit)
            throw $Error("max depth exceeded");
        let object = {};
        if (options.defaults) {
            object.firstDueAt = 0;
            object.notBefore = 0;
            object.heardAt = 0;
            object.acks = 0;
            object.requests = 0;
            object.messages = 0;
        }
        if (message.firstDueAt != null && $Object.hasOwnProperty.call(message, "firstDueAt"))
            object.firstDueAt = options.json && !$isFinite(message.firstDueAt) ? $String(message.firstDueAt) : message.firstDueAt;
        if (message.notBefore != null && $Object.hasOwnProperty.call(message, "notBefore"))
            object.notBefore = options.json && !$isFinite(message.notBefore) ? $String(message.notBefore) : message.notBefore;
        if (message.heardAt != null && $Object.hasOwnProperty.call(message, "heardAt"))
            object.heardAt = options.json && !$isFinite(message.heardAt) ? $String(message.heardAt) : message.heardAt;
        if (message.acks != null && $Object.hasOwnProperty.call(message, "acks"))
            object.acks = message.acks;
        if (message.requests != null && $Object.hasOwnProperty.call(message, "requests"))
            object.requests = message.requests;
        if (message.messages != null && $Object.hasOwnProperty.call(message, "messages"))
            object.messages = message.messages;
        return object;
    };

    /**
     * Converts this WaitingPeer to JSON.
     * @function toJSON
     * @memberof WaitingPeer
     * @instance
     * @returns {Object.<string,*>} JSON object
     */
    WaitingPeer.prototype.toJSON = function() {
        return WaitingPeer.toObject(this, $protobuf.util.toJSONOptions);
    };

    return WaitingPeer;
})();

export {
  $root as default
};
