/*eslint-disable block-scoped-var, id-length, no-control-regex, no-magic-numbers, no-mixed-operators, no-prototype-builtins, no-redeclare, no-shadow, no-var, sort-vars, default-case, jsdoc/require-param*/
import $protobuf from "protobufjs/minimal.js";

// Common aliases
const $Reader = $protobuf.Reader, $Writer = $protobuf.Writer, $util = $protobuf.util;
const $Object = $util.global.Object, $undefined = $util.global.undefined, $Error = $util.global.Error, $RangeError = $util.global.RangeError, $TypeError = $util.global.TypeError, $Number = $util.global.Number, $String = $util.global.String, $Array = $util.global.Array, $parseInt = $util.global.parseInt, $BigInt = $util.global.BigInt;

// Exported root namespace
const $root = $protobuf.roots["status/payload/payload.proto"] || ($protobuf.roots["status/payload/payload.proto"] = {});

export const ApplicationMetadataMessage = $root.ApplicationMetadataMessage = (() => {

    /**
     * Properties of an ApplicationMetadataMessage.
     * @typedef {Object} ApplicationMetadataMessage.$Properties
     * @property {Uint8Array} [signature] ApplicationMetadataMessage signature
     * @property {Uint8Array} [payload] ApplicationMetadataMessage payload
     * @property {number} [type] ApplicationMetadataMessage type
     * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
     */

    /**
     * Properties of an ApplicationMetadataMessage.
     * @exports IApplicationMetadataMessage
     * @interface IApplicationMetadataMessage
     * @augments ApplicationMetadataMessage.$Properties
     * @deprecated Use ApplicationMetadataMessage.$Properties instead.
     */

    /**
     * Shape of an ApplicationMetadataMessage.
     * @typedef {ApplicationMetadataMessage.$Properties} ApplicationMetadataMessage.$Shape
     */

    /**
     * Constructs a new ApplicationMetadataMessage.
     * @exports ApplicationMetadataMessage
     * @classdesc Represents an ApplicationMetadataMessage.
     * @constructor
     * @param {ApplicationMetadataMessage.$Properties=} [properties] Properties to set
     * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
     */
    const ApplicationMetadataMessage = function (properties) {
        if (properties)
            for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                if (properties[keys[i]] != null && keys[i] !== "__proto__")
                    this[keys[i]] = properties[keys[i]];
    };

    /**
     * ApplicationMetadataMessage signature.
     * @member {Uint8Array} signature
     * @memberof ApplicationMetadataMessage
     * @instance
     */
    ApplicationMetadataMessage.prototype.signature = $util.newBuffer([]);

    /**
     * ApplicationMetadataMessage payload.
     * @member {Uint8Array} payload
     * @memberof ApplicationMetadataMessage
     * @instance
     */
    ApplicationMetadataMessage.prototype.payload = $util.newBuffer([]);

    /**
     * ApplicationMetadataMessage type.
     * @member {number} type
     * @memberof ApplicationMetadataMessage
     * @instance
     */
    ApplicationMetadataMessage.prototype.type = 0;

    /**
     * Creates a new ApplicationMetadataMessage instance using the specified properties.
     * @function create
     * @memberof ApplicationMetadataMessage
     * @static
     * @param {ApplicationMetadataMessage.$Properties=} [properties] Properties to set
     * @returns {ApplicationMetadataMessage} ApplicationMetadataMessage instance
     * @type {{
     *   (properties: ApplicationMetadataMessage.$Shape): ApplicationMetadataMessage & ApplicationMetadataMessage.$Shape;
     *   (properties?: ApplicationMetadataMessage.$Properties): ApplicationMetadataMessage;
     * }}
     */
    ApplicationMetadataMessage.create = function(properties) {
        return new ApplicationMetadataMessage(properties);
    };

    /**
     * Encodes the specified ApplicationMetadataMessage message. Does not implicitly {@link ApplicationMetadataMessage.verify|verify} messages.
     * @function encode
     * @memberof ApplicationMetadataMessage
     * @static
     * @param {ApplicationMetadataMessage.$Properties} message ApplicationMetadataMessage message or plain object to encode
     * @param {$protobuf.Writer} [writer] Writer to encode to
     * @returns {$protobuf.Writer} Writer
     */
    ApplicationMetadataMessage.encode = function (message, writer, _depth) {
        if (!writer)
            writer = $Writer.create();
        if (_depth === $undefined)
            _depth = 0;
        if (_depth > $util.recursionLimit)
            throw $Error("max depth exceeded");
        if (message.signature != null && $Object.hasOwnProperty.call(message, "signature") && message.signature.length)
            writer.uint32(/* id 1, wireType 2 =*/10).bytes(message.signature);
        if (message.payload != null && $Object.hasOwnProperty.call(message, "payload") && message.payload.length)
            writer.uint32(/* id 2, wireType 2 =*/18).bytes(message.payload);
        if (message.type != null && $Object.hasOwnProperty.call(message, "type") && message.type !== 0)
            writer.uint32(/* id 3, wireType 0 =*/24).int32(message.type);
        if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
            for (let i = 0; i < message.$unknowns.length; ++i)
                writer.raw(message.$unknowns[i]);
        return writer;
    };

    /**
     * Decodes an ApplicationMetadataMessage message from the specified reader or buffer.
     * @function decode
     * @memberof ApplicationMetadataMessage
     * @static
     * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
     * @param {number} [length] Message length if known beforehand
     * @returns {ApplicationMetadataMessage & ApplicationMetadataMessage.$Shape} ApplicationMetadataMessage
     * @throws {Error} If the payload is not a reader or valid buffer
     * @throws {$protobuf.util.ProtocolError} If required fields are missing
     */
    ApplicationMetadataMessage.decode = function (reader, length, _end, _depth, _target) {
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
        message = _target || new $root.ApplicationMetadataMessage();
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
                        message.signature = value;
                    else
                        delete message.signature;
                    continue;
                }
            case 2: {
                    if (wireType !== 2)
                        break;
                    if ((value = reader.bytes()).length)
                        message.payload = value;
                    else
                        delete message.payload;
                    continue;
                }
            case 3: {
                    if (wireType !== 0)
                        break;
                    if (value = reader.int32())
                        message.type = value;
                    else
                        delete message.type;
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
     * Creates an ApplicationMetadataMessage message from a plain object. Also converts values to their respective internal types.
     * @function fromObject
     * @memberof ApplicationMetadataMessage
     * @static
     * @param {Object.<string,*>} object Plain object
     * @returns {ApplicationMetadataMessage} ApplicationMetadataMessage
     */
    ApplicationMetadataMessage.fromObject = function (object, _depth) {
        if (object instanceof $root.ApplicationMetadataMessage)
            return object;
        if (!$util.isObject(object))
            throw $TypeError(".ApplicationMetadataMessage: object expected");
        if (_depth === $undefined)
            _depth = 0;
        if (_depth > $util.recursionLimit)
            throw $Error("max depth exceeded");
        let message = new $root.ApplicationMetadataMessage();
        if (object.signature != null)
            if (object.signature.length)
                if (typeof object.signature === "string")
                    $util.base64.decode(object.signature, message.signature = $util.newBuffer($util.base64.length(object.signature)), 0);
                else if (object.signature.length >= 0)
                    message.signature = object.signature;
        if (object.payload != null)
            if (object.payload.length)
                if (typeof object.payload === "string")
                    $util.base64.decode(object.payload, message.payload = $util.newBuffer($util.base64.length(object.payload)), 0);
                else if (object.payload.length >= 0)
                    message.payload = object.payload;
        if (object.type != null)
            if ($Number(object.type) !== 0)
                message.type = object.type | 0;
        return message;
    };

    /**
     * Creates a plain object from an ApplicationMetadataMessage message. Also converts values to other types if specified.
     * @function toObject
     * @memberof ApplicationMetadataMessage
     * @static
     * @param {ApplicationMetadataMessage} message ApplicationMetadataMessage
     * @param {$protobuf.IConversionOptions} [options] Conversion options
     * @returns {Object.<string,*>} Plain object
     */
    ApplicationMetadataMessage.toObject = function (message, options, _depth) {
        if (!options)
            options = {};
        if (_depth === $undefined)
            _depth = 0;
        if (_depth > $util.recursionLimit)
            throw $Error("max depth exceeded");
        let object = {};
        if (options.defaults) {
            if (options.bytes === $String)
                object.signature = "";
            else {
                object.signature = [];
                if (options.bytes !== $Array)
                    object.signature = $util.newBuffer(object.signature);
            }
            if (options.bytes === $String)
                object.payload = "";
            else {
                object.payload = [];
                if (options.bytes !== $Array)
                    object.payload = $util.newBuffer(object.payload);
            }
            object.type = 0;
        }
        if (message.signature != null && $Object.hasOwnProperty.call(message, "signature"))
            object.signature = options.bytes === $String ? $util.base64.encode(message.signature, 0, message.signature.length) : options.bytes === $Array ? $Array.prototype.slice.call(message.signature) : message.signature;
        if (message.payload != null && $Object.hasOwnProperty.call(message, "payload"))
            object.payload = options.bytes === $String ? $util.base64.encode(message.payload, 0, message.payload.length) : options.bytes === $Array ? $Array.prototype.slice.call(message.payload) : message.payload;
        if (message.type != null && $Object.hasOwnProperty.call(message, "type"))
            object.type = message.type;
        return object;
    };

    /**
     * Converts this ApplicationMetadataMessage to JSON.
     * @function toJSON
     * @memberof ApplicationMetadataMessage
     * @instance
     * @returns {Object.<string,*>} JSON object
     */
    ApplicationMetadataMessage.prototype.toJSON = function() {
        return ApplicationMetadataMessage.toObject(this, $protobuf.util.toJSONOptions);
    };

    return ApplicationMetadataMessage;
})();

export const ChatMessage = $root.ChatMessage = (() => {

    /**
     * Properties of a ChatMessage.
     * @typedef {Object} ChatMessage.$Properties
     * @property {Long} [clock] ChatMessage clock
     * @property {Long} [timestamp] ChatMessage timestamp
     * @property {string} [text] ChatMessage text
     * @property {string} [responseTo] ChatMessage responseTo
     * @property {string} [ensName] ChatMessage ensName
     * @property {string} [chatId] ChatMessage chatId
     * @property {number} [messageType] ChatMessage messageType
     * @property {number} [contentType] ChatMessage contentType
     * @property {StickerMessage.$Properties|null} [sticker] ChatMessage sticker
     * @property {ImageMessage.$Properties|null} [image] ChatMessage image
     * @property {AudioMessage.$Properties|null} [audio] ChatMessage audio
     * @property {"sticker"|"image"|"audio"} [payload] ChatMessage payload
     * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
     */

    /**
     * Properties of a ChatMessage.
     * @exports IChatMessage
     * @interface IChatMessage
     * @augments ChatMessage.$Properties
     * @deprecated Use ChatMessage.$Properties instead.
     */

    /**
     * Narrowed shape of a ChatMessage.
     * @typedef {{
     *   clock?: Long;
     *   timestamp?: Long;
     *   text?: string;
     *   responseTo?: string;
     *   ensName?: string;
     *   chatId?: string;
     *   messageType?: number;
     *   contentType?: number;
     *   sticker?: StickerMessage.$Shape|null;
     *   image?: ImageMessage.$Shape|null;
     *   audio?: AudioMessage.$Shape|null;
     *   $unknowns?: Array.<Uint8Array>;
     * } & (
     *   ({ payload?: undefined; sticker?: null; image?: null; audio?: null }|{ payload?: "sticker"; sticker: StickerMessage.$Shape; image?: null; audio?: null }|{ payload?: "image"; sticker?: null; image: ImageMessage.$Shape; audio?: null }|{ payload?: "audio"; sticker?: null; image?: null; audio: AudioMessage.$Shape })
     * )} ChatMessage.$Shape
     */

    /**
     * Constructs a new ChatMessage.
     * @exports ChatMessage
     * @classdesc Represents a ChatMessage.
     * @constructor
     * @param {ChatMessage.$Properties=} [properties] Properties to set
     * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
     */
    const ChatMessage = function (properties) {
        if (properties)
            for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                if (properties[keys[i]] != null && keys[i] !== "__proto__")
                    this[keys[i]] = properties[keys[i]];
    };

    /**
     * ChatMessage clock.
     * @member {Long} clock
     * @memberof ChatMessage
     * @instance
     */
    ChatMessage.prototype.clock = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

    /**
     * ChatMessage timestamp.
     * @member {Long} timestamp
     * @memberof ChatMessage
     * @instance
     */
    ChatMessage.prototype.timestamp = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

    /**
     * ChatMessage text.
     * @member {string} text
     * @memberof ChatMessage
     * @instance
     */
    ChatMessage.prototype.text = "";

    /**
     * ChatMessage responseTo.
     * @member {string} responseTo
     * @memberof ChatMessage
     * @instance
     */
    ChatMessage.prototype.responseTo = "";

    /**
     * ChatMessage ensName.
     * @member {string} ensName
     * @memberof ChatMessage
     * @instance
     */
    ChatMessage.prototype.ensName = "";

    /**
     * ChatMessage chatId.
     * @member {string} chatId
     * @memberof ChatMessage
     * @instance
     */
    ChatMessage.prototype.chatId = "";

    /**
     * ChatMessage messageType.
     * @member {number} messageType
     * @memberof ChatMessage
     * @instance
     */
    ChatMessage.prototype.messageType = 0;

    /**
     * ChatMessage contentType.
     * @member {number} contentType
     * @memberof ChatMessage
     * @instance
     */
    ChatMessage.prototype.contentType = 0;

    /**
     * ChatMessage sticker.
     * @member {StickerMessage|null} sticker
     * @memberof ChatMessage
     * @instance
     */
    ChatMessage.prototype.sticker = null;

    /**
     * ChatMessage image.
     * @member {ImageMessage|null} image
     * @memberof ChatMessage
     * @instance
     */
    ChatMessage.prototype.image = null;

    /**
     * ChatMessage audio.
     * @member {AudioMessage|null} audio
     * @memberof ChatMessage
     * @instance
     */
    ChatMessage.prototype.audio = null;

    // OneOf field names bound to virtual getters and setters
    let $oneOfFields;

    /**
     * ChatMessage payload.
     * @member {"sticker"|"image"|"audio"|undefined} payload
     * @memberof ChatMessage
     * @instance
     */
    $Object.defineProperty(ChatMessage.prototype, "payload", {
        get: $util.oneOfGetter($oneOfFields = ["sticker", "image", "audio"]),
        set: $util.oneOfSetter($oneOfFields)
    });

    /**
     * Creates a new ChatMessage instance using the specified properties.
     * @function create
     * @memberof ChatMessage
     * @static
     * @param {ChatMessage.$Properties=} [properties] Properties to set
     * @returns {ChatMessage} ChatMessage instance
     * @type {{
     *   (properties: ChatMessage.$Shape): ChatMessage & ChatMessage.$Shape;
     *   (properties?: ChatMessage.$Properties): ChatMessage;
     * }}
     */
    ChatMessage.create = function(properties) {
        return new ChatMessage(properties);
    };

    /**
     * Encodes the specified ChatMessage message. Does not implicitly {@link ChatMessage.verify|verify} messages.
     * @function encode
     * @memberof ChatMessage
     * @static
     * @param {ChatMessage.$Properties} message ChatMessage message or plain object to encode
     * @param {$protobuf.Writer} [writer] Writer to encode to
     * @returns {$protobuf.Writer} Writer
     */
    ChatMessage.encode = function (message, writer, _depth) {
        if (!writer)
            writer = $Writer.create();
        if (_depth === $undefined)
            _depth = 0;
        if (_depth > $util.recursionLimit)
            throw $Error("max depth exceeded");
        if (message.clock != null && $Object.hasOwnProperty.call(message, "clock") && (typeof message.clock === "object" ? message.clock.low || message.clock.high : message.clock !== 0))
            writer.uint32(/* id 1, wireType 0 =*/8).uint64(message.clock);
        if (message.timestamp != null && $Object.hasOwnProperty.call(message, "timestamp") && (typeof message.timestamp === "object" ? message.timestamp.low || message.timestamp.high : message.timestamp !== 0))
            writer.uint32(/* id 2, wireType 0 =*/16).uint64(message.timestamp);
        if (message.text != null && $Object.hasOwnProperty.call(message, "text") && message.text !== "")
            writer.uint32(/* id 3, wireType 2 =*/26).string(message.text);
        if (message.responseTo != null && $Object.hasOwnProperty.call(message, "responseTo") && message.responseTo !== "")
            writer.uint32(/* id 4, wireType 2 =*/34).string(message.responseTo);
        if (message.ensName != null && $Object.hasOwnProperty.call(message, "ensName") && message.ensName !== "")
            writer.uint32(/* id 5, wireType 2 =*/42).string(message.ensName);
        if (message.chatId != null && $Object.hasOwnProperty.call(message, "chatId") && message.chatId !== "")
            writer.uint32(/* id 6, wireType 2 =*/50).string(message.chatId);
        if (message.messageType != null && $Object.hasOwnProperty.call(message, "messageType") && message.messageType !== 0)
            writer.uint32(/* id 7, wireType 0 =*/56).int32(message.messageType);
        if (message.contentType != null && $Object.hasOwnProperty.call(message, "contentType") && message.contentType !== 0)
            writer.uint32(/* id 8, wireType 0 =*/64).int32(message.contentType);
        if (message.sticker != null && $Object.hasOwnProperty.call(message, "sticker"))
            $root.StickerMessage.encode(message.sticker, writer.uint32(/* id 9, wireType 2 =*/74).fork(), _depth + 1).ldelim();
        if (message.image != null && $Object.hasOwnProperty.call(message, "image"))
            $root.ImageMessage.encode(message.image, writer.uint32(/* id 10, wireType 2 =*/82).fork(), _depth + 1).ldelim();
        if (message.audio != null && $Object.hasOwnProperty.call(message, "audio"))
            $root.AudioMessage.encode(message.audio, writer.uint32(/* id 11, wireType 2 =*/90).fork(), _depth + 1).ldelim();
        if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
            for (let i = 0; i < message.$unknowns.length; ++i)
                writer.raw(message.$unknowns[i]);
        return writer;
    };

    /**
     * Decodes a ChatMessage message from the specified reader or buffer.
     * @function decode
     * @memberof ChatMessage
     * @static
     * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
     * @param {number} [length] Message length if known beforehand
     * @returns {ChatMessage & ChatMessage.$Shape} ChatMessage
     * @throws {Error} If the payload is not a reader or valid buffer
     * @throws {$protobuf.util.ProtocolError} If required fields are missing
     */
    ChatMessage.decode = function (reader, length, _end, _depth, _target) {
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
        message = _target || new $root.ChatMessage();
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
                    if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                        message.clock = value;
                    else
                        delete message.clock;
                    continue;
                }
            case 2: {
                    if (wireType !== 0)
                        break;
                    if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                        message.timestamp = value;
                    else
                        delete message.timestamp;
                    continue;
                }
            case 3: {
                    if (wireType !== 2)
                        break;
                    if ((value = reader.stringVerify()).length)
                        message.text = value;
                    else
                        delete message.text;
                    continue;
                }
            case 4: {
                    if (wireType !== 2)
                        break;
                    if ((value = reader.stringVerify()).length)
                        message.responseTo = value;
                    else
                        delete message.responseTo;
                    continue;
                }
            case 5: {
                    if (wireType !== 2)
                        break;
                    if ((value = reader.stringVerify()).length)
                        message.ensName = value;
                    else
                        delete message.ensName;
                    continue;
                }
            case 6: {
                    if (wireType !== 2)
                        break;
                    if ((value = reader.stringVerify()).length)
                        message.chatId = value;
                    else
                        delete message.chatId;
                    continue;
                }
            case 7: {
                    if (wireType !== 0)
                        break;
                    if (value = reader.int32())
                        message.messageType = value;
                    else
                        delete message.messageType;
                    continue;
                }
            case 8: {
                    if (wireType !== 0)
                        break;
                    if (value = reader.int32())
                        message.contentType = value;
                    else
                        delete message.contentType;
                    continue;
                }
            case 9: {
                    if (wireType !== 2)
                        break;
                    message.sticker = $root.StickerMessage.decode(reader, reader.size(), $undefined, _depth + 1, message.sticker);
                    message.payload = "sticker";
                    continue;
                }
            case 10: {
                    if (wireType !== 2)
                        break;
                    message.image = $root.ImageMessage.decode(reader, reader.size(), $undefined, _depth + 1, message.image);
                    message.payload = "image";
                    continue;
                }
            case 11: {
                    if (wireType !== 2)
                        break;
                    message.audio = $root.AudioMessage.decode(reader, reader.size(), $undefined, _depth + 1, message.audio);
                    message.payload = "audio";
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
     * Creates a ChatMessage message from a plain object. Also converts values to their respective internal types.
     * @function fromObject
     * @memberof ChatMessage
     * @static
     * @param {Object.<string,*>} object Plain object
     * @returns {ChatMessage} ChatMessage
     */
    ChatMessage.fromObject = function (object, _depth) {
        if (object instanceof $root.ChatMessage)
            return object;
        if (!$util.isObject(object))
            throw $TypeError(".ChatMessage: object expected");
        if (_depth === $undefined)
            _depth = 0;
        if (_depth > $util.recursionLimit)
            throw $Error("max depth exceeded");
        let message = new $root.ChatMessage();
        if (object.clock != null)
            if (typeof object.clock === "object" ? object.clock.low || object.clock.high : $Number(object.clock) !== 0)
                if ($util.Long)
                    message.clock = $util.Long.fromValue(object.clock, true);
                else if (typeof object.clock === "string")
                    message.clock = $parseInt(object.clock, 10);
                else if (typeof object.clock === "number")
                    message.clock = object.clock;
                else if (typeof object.clock === "object")
                    message.clock = new $util.LongBits(object.clock.low >>> 0, object.clock.high >>> 0).toNumber(true);
        if (object.timestamp != null)
            if (typeof object.timestamp === "object" ? object.timestamp.low || object.timestamp.high : $Number(object.timestamp) !== 0)
                if ($util.Long)
                    message.timestamp = $util.Long.fromValue(object.timestamp, true);
                else if (typeof object.timestamp === "string")
                    message.timestamp = $parseInt(object.timestamp, 10);
                else if (typeof object.timestamp === "number")
                    message.timestamp = object.timestamp;
                else if (typeof object.timestamp === "object")
                    message.timestamp = new $util.LongBits(object.timestamp.low >>> 0, object.timestamp.high >>> 0).toNumber(true);
        if (object.text != null)
            if (typeof object.text !== "string" || object.text.length)
                message.text = $String(object.text);
        if (object.responseTo != null)
            if (typeof object.responseTo !== "string" || object.responseTo.length)
                message.responseTo = $String(object.responseTo);
        if (object.ensName != null)
            if (typeof object.ensName !== "string" || object.ensName.length)
                message.ensName = $String(object.ensName);
        if (object.chatId != null)
            if (typeof object.chatId !== "string" || object.chatId.length)
                message.chatId = $String(object.chatId);
        if (object.messageType != null)
            if ($Number(object.messageType) !== 0)
                message.messageType = object.messageType | 0;
        if (object.contentType != null)
            if ($Number(object.contentType) !== 0)
                message.contentType = object.contentType | 0;
        if (object.sticker != null) {
            if (!$util.isObject(object.sticker))
                throw $TypeError(".ChatMessage.sticker: object expected");
            message.sticker = $root.StickerMessage.fromObject(object.sticker, _depth + 1);
        }
        if (object.image != null) {
            if (!$util.isObject(object.image))
                throw $TypeError(".ChatMessage.image: object expected");
            message.image = $root.ImageMessage.fromObject(object.image, _depth + 1);
        }
        if (object.audio != null) {
            if (!$util.isObject(object.audio))
                throw $TypeError(".ChatMessage.audio: object expected");
            message.audio = $root.AudioMessage.fromObject(object.audio, _depth + 1);
        }
        return message;
    };

    /**
     * Creates a plain object from a ChatMessage message. Also converts values to other types if specified.
     * @function toObject
     * @memberof ChatMessage
     * @static
     * @param {ChatMessage} message ChatMessage
     * @param {$protobuf.IConversionOptions} [options] Conversion options
     * @returns {Object.<string,*>} Plain object
     */
    ChatMessage.toObject = function (message, options, _depth) {
        if (!options)
            options = {};
        if (_depth === $undefined)
            _depth = 0;
        if (_depth > $util.recursionLimit)
            throw $Error("max depth exceeded");
        let object = {};
        if (options.defaults) {
            if ($util.Long) {
                let long = new $util.Long(0, 0, true);
                object.clock = options.longs === $String ? long.toString() : options.longs === $Number ? long.toNumber() : typeof $BigInt !== "undefined" && options.longs === $BigInt ? long.toBigInt() : long;
            } else
                object.clock = options.longs === $String ? "0" : typeof $BigInt !== "undefined" && options.longs === $BigInt ? $BigInt("0") : 0;
            if ($util.Long) {
                let long = new $util.Long(0, 0, true);
                object.timestamp = options.longs === $String ? long.toString() : options.longs === $Number ? long.toNumber() : typeof $BigInt !== "undefined" && options.longs === $BigInt ? long.toBigInt() : long;
            } else
                object.timestamp = options.longs === $String ? "0" : typeof $BigInt !== "undefined" && options.longs === $BigInt ? $BigInt("0") : 0;
            object.text = "";
            object.responseTo = "";
            object.ensName = "";
            object.chatId = "";
            object.messageType = 0;
            object.contentType = 0;
        }
        if (message.clock != null && $Object.hasOwnProperty.call(message, "clock"))
            if (typeof $BigInt !== "undefined" && options.longs === $BigInt)
                object.clock = typeof message.clock === "number" ? $BigInt(message.clock) : $util.Long.fromBits(message.clock.low >>> 0, message.clock.high >>> 0, true).toBigInt();
            else if (typeof message.clock === "number")
                object.clock = options.longs === $String ? $String(message.clock) : message.clock;
            else
                object.clock = options.longs === $String ? $util.Long.prototype.toString.call(message.clock) : options.longs === $Number ? new $util.LongBits(message.clock.low >>> 0, message.clock.high >>> 0).toNumber(true) : message.clock;
        if (message.timestamp != null && $Object.hasOwnProperty.call(message, "timestamp"))
            if (typeof $BigInt !== "undefined" && options.longs === $BigInt)
                object.timestamp = typeof message.timestamp === "number" ? $BigInt(message.timestamp) : $util.Long.fromBits(message.timestamp.low >>> 0, message.timestamp.high >>> 0, true).toBigInt();
            else if (typeof message.timestamp === "number")
                object.timestamp = options.longs === $String ? $String(message.timestamp) : message.timestamp;
            else
                object.timestamp = options.longs === $String ? $util.Long.prototype.toString.call(message.timestamp) : options.longs === $Number ? new $util.LongBits(message.timestamp.low >>> 0, message.timestamp.high >>> 0).toNumber(true) : message.timestamp;
        if (message.text != null && $Object.hasOwnProperty.call(message, "text"))
            object.text = message.text;
        if (message.responseTo != null && $Object.hasOwnProperty.call(message, "responseTo"))
            object.responseTo = message.responseTo;
        if (message.ensName != null && $Object.hasOwnProperty.call(message, "ensName"))
            object.ensName = message.ensName;
        if (message.chatId != null && $Object.hasOwnProperty.call(message, "chatId"))
            object.chatId = message.chatId;
        if (message.messageType != null && $Object.hasOwnProperty.call(message, "messageType"))
            object.messageType = message.messageType;
        if (message.contentType != null && $Object.hasOwnProperty.call(message, "contentType"))
            object.contentType = message.contentType;
        if (message.sticker != null && $Object.hasOwnProperty.call(message, "sticker")) {
            object.sticker = $root.StickerMessage.toObject(message.sticker, options, _depth + 1);
            if (options.oneofs)
                object.payload = "sticker";
        }
        if (message.image != null && $Object.hasOwnProperty.call(message, "image")) {
            object.image = $root.ImageMessage.toObject(message.image, options, _depth + 1);
            if (options.oneofs)
                object.payload = "image";
        }
        if (message.audio != null && $Object.hasOwnProperty.call(message, "audio")) {
            object.audio = $root.AudioMessage.toObject(message.audio, options, _depth + 1);
            if (options.oneofs)
                object.payload = "audio";
        }
        return object;
    };

    /**
     * Converts this ChatMessage to JSON.
     * @function toJSON
     * @memberof ChatMessage
     * @instance
     * @returns {Object.<string,*>} JSON object
     */
    ChatMessage.prototype.toJSON = function() {
        return ChatMessage.toObject(this, $protobuf.util.toJSONOptions);
    };

    return ChatMessage;
})();

export const StickerMessage = $root.StickerMessage = (() => {

    /**
     * Properties of a StickerMessage.
     * @typedef {Object} StickerMessage.$Properties
     * @property {string} [hash] StickerMessage hash
     * @property {number} [pack] StickerMessage pack
     * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
     */

    /**
     * Properties of a StickerMessage.
     * @exports IStickerMessage
     * @interface IStickerMessage
     * @augments StickerMessage.$Properties
     * @deprecated Use StickerMessage.$Properties instead.
     */

    /**
     * Shape of a StickerMessage.
     * @typedef {StickerMessage.$Properties} StickerMessage.$Shape
     */

    /**
     * Constructs a new StickerMessage.
     * @exports StickerMessage
     * @classdesc Represents a StickerMessage.
     * @constructor
     * @param {StickerMessage.$Properties=} [properties] Properties to set
     * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
     */
    const StickerMessage = function (properties) {
        if (properties)
            for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                if (properties[keys[i]] != null && keys[i] !== "__proto__")
                    this[keys[i]] = properties[keys[i]];
    };

    /**
     * StickerMessage hash.
     * @member {string} hash
     * @memberof StickerMessage
     * @instance
     */
    StickerMessage.prototype.hash = "";

    /**
     * StickerMessage pack.
     * @member {number} pack
     * @memberof StickerMessage
     * @instance
     */
    StickerMessage.prototype.pack = 0;

    /**
     * Creates a new StickerMessage instance using the specified properties.
     * @function create
     * @memberof StickerMessage
     * @static
     * @param {StickerMessage.$Properties=} [properties] Properties to set
     * @returns {StickerMessage} StickerMessage instance
     * @type {{
     *   (properties: StickerMessage.$Shape): StickerMessage & StickerMessage.$Shape;
     *   (properties?: StickerMessage.$Properties): StickerMessage;
     * }}
     */
    StickerMessage.create = function(properties) {
        return new StickerMessage(properties);
    };

    /**
     * Encodes the specified StickerMessage message. Does not implicitly {@link StickerMessage.verify|verify} messages.
     * @function encode
     * @memberof StickerMessage
     * @static
     * @param {StickerMessage.$Properties} message StickerMessage message or plain object to encode
     * @param {$protobuf.Writer} [writer] Writer to encode to
     * @returns {$protobuf.Writer} Writer
     */
    StickerMessage.encode = function (message, writer, _depth) {
        if (!writer)
            writer = $Writer.create();
        if (_depth === $undefined)
            _depth = 0;
        if (_depth > $util.recursionLimit)
            throw $Error("max depth exceeded");
        if (message.hash != null && $Object.hasOwnProperty.call(message, "hash") && message.hash !== "")
            writer.uint32(/* id 1, wireType 2 =*/10).string(message.hash);
        if (message.pack != null && $Object.hasOwnProperty.call(message, "pack") && message.pack !== 0)
            writer.uint32(/* id 2, wireType 0 =*/16).int32(message.pack);
        if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
            for (let i = 0; i < message.$unknowns.length; ++i)
                writer.raw(message.$unknowns[i]);
        return writer;
    };

    /**
     * Decodes a StickerMessage message from the specified reader or buffer.
     * @function decode
     * @memberof StickerMessage
     * @static
     * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
     * @param {number} [length] Message length if known beforehand
     * @returns {StickerMessage & StickerMessage.$Shape} StickerMessage
     * @throws {Error} If the payload is not a reader or valid buffer
     * @throws {$protobuf.util.ProtocolError} If required fields are missing
     */
    StickerMessage.decode = function (reader, length, _end, _depth, _target) {
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
        message = _target || new $root.StickerMessage();
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
                        message.hash = value;
                    else
                        delete message.hash;
                    continue;
                }
            case 2: {
                    if (wireType !== 0)
                        break;
                    if (value = reader.int32())
                        message.pack = value;
                    else
                        delete message.pack;
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
     * Creates a StickerMessage message from a plain object. Also converts values to their respective internal types.
     * @function fromObject
     * @memberof StickerMessage
     * @static
     * @param {Object.<string,*>} object Plain object
     * @returns {StickerMessage} StickerMessage
     */
    StickerMessage.fromObject = function (object, _depth) {
        if (object instanceof $root.StickerMessage)
            return object;
        if (!$util.isObject(object))
            throw $TypeError(".StickerMessage: object expected");
        if (_depth === $undefined)
            _depth = 0;
        if (_depth > $util.recursionLimit)
            throw $Error("max depth exceeded");
        let message = new $root.StickerMessage();
        if (object.hash != null)
            if (typeof object.hash !== "string" || object.hash.length)
                message.hash = $String(object.hash);
        if (object.pack != null)
            if ($Number(object.pack) !== 0)
                message.pack = object.pack | 0;
        return message;
    };

    /**
     * Creates a plain object from a StickerMessage message. Also converts values to other types if specified.
     * @function toObject
     * @memberof StickerMessage
     * @static
     * @param {StickerMessage} message StickerMessage
     * @param {$protobuf.IConversionOptions} [options] Conversion options
     * @returns {Object.<string,*>} Plain object
     */
    StickerMessage.toObject = function (message, options, _depth) {
        if (!options)
            options = {};
        if (_depth === $undefined)
            _depth = 0;
        if (_depth > $util.recursionLimit)
            throw $Error("max depth exceeded");
        let object = {};
        if (options.defaults) {
            object.hash = "";
            object.pack = 0;
        }
        if (message.hash != null && $Object.hasOwnProperty.call(message, "hash"))
            object.hash = message.hash;
        if (message.pack != null && $Object.hasOwnProperty.call(message, "pack"))
            object.pack = message.pack;
        return object;
    };

    /**
     * Converts this StickerMessage to JSON.
     * @function toJSON
     * @memberof StickerMessage
     * @instance
     * @returns {Object.<string,*>} JSON object
     */
    StickerMessage.prototype.toJSON = function() {
        return StickerMessage.toObject(this, $protobuf.util.toJSONOptions);
    };

    return StickerMessage;
})();

export const ImageMessage = $root.ImageMessage = (() => {

    /**
     * Properties of an ImageMessage.
     * @typedef {Object} ImageMessage.$Properties
     * @property {Uint8Array} [payload] ImageMessage payload
     * @property {number} [type] ImageMessage type
     * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
     */

    /**
     * Properties of an ImageMessage.
     * @exports IImageMessage
     * @interface IImageMessage
     * @augments ImageMessage.$Properties
     * @deprecated Use ImageMessage.$Properties instead.
     */

    /**
     * Shape of an ImageMessage.
     * @typedef {ImageMessage.$Properties} ImageMessage.$Shape
     */

    /**
     * Constructs a new ImageMessage.
     * @exports ImageMessage
     * @classdesc Represents an ImageMessage.
     * @constructor
     * @param {ImageMessage.$Properties=} [properties] Properties to set
     * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
     */
    const ImageMessage = function (properties) {
        if (properties)
            for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                if (properties[keys[i]] != null && keys[i] !== "__proto__")
                    this[keys[i]] = properties[keys[i]];
    };

    /**
     * ImageMessage payload.
     * @member {Uint8Array} payload
     * @memberof ImageMessage
     * @instance
     */
    ImageMessage.prototype.payload = $util.newBuffer([]);

    /**
     * ImageMessage type.
     * @member {number} type
     * @memberof ImageMessage
     * @instance
     */
    ImageMessage.prototype.type = 0;

    /**
     * Creates a new ImageMessage instance using the specified properties.
     * @function create
     * @memberof ImageMessage
     * @static
     * @param {ImageMessage.$Properties=} [properties] Properties to set
     * @returns {ImageMessage} ImageMessage instance
     * @type {{
     *   (properties: ImageMessage.$Shape): ImageMessage & ImageMessage.$Shape;
     *   (properties?: ImageMessage.$Properties): ImageMessage;
     * }}
     */
    ImageMessage.create = function(properties) {
        return new ImageMessage(properties);
    };

    /**
     * Encodes the specified ImageMessage message. Does not implicitly {@link ImageMessage.verify|verify} messages.
     * @function encode
     * @memberof ImageMessage
     * @static
     * @param {ImageMessage.$Properties} message ImageMessage message or plain object to encode
     * @param {$protobuf.Writer} [writer] Writer to encode to
     * @returns {$protobuf.Writer} Writer
     */
    ImageMessage.encode = function (message, writer, _depth) {
        if (!writer)
            writer = $Writer.create();
        if (_depth === $undefined)
            _depth = 0;
        if (_depth > $util.recursionLimit)
            throw $Error("max depth exceeded");
        if (message.payload != null && $Object.hasOwnProperty.call(message, "payload") && message.payload.length)
            writer.uint32(/* id 1, wireType 2 =*/10).bytes(message.payload);
        if (message.type != null && $Object.hasOwnProperty.call(message, "type") && message.type !== 0)
            writer.uint32(/* id 2, wireType 0 =*/16).int32(message.type);
        if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
            for (let i = 0; i < message.$unknowns.length; ++i)
                writer.raw(message.$unknowns[i]);
        return writer;
    };

    /**
     * Decodes an ImageMessage message from the specified reader or buffer.
     * @function decode
     * @memberof ImageMessage
     * @static
     * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
     * @param {number} [length] Message length if known beforehand
     * @returns {ImageMessage & ImageMessage.$Shape} ImageMessage
     * @throws {Error} If the payload is not a reader or valid buffer
     * @throws {$protobuf.util.ProtocolError} If required fields are missing
     */
    ImageMessage.decode = function (reader, length, _end, _depth, _target) {
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
        message = _target || new $root.ImageMessage();
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
                        message.payload = value;
                    else
                        delete message.payload;
                    continue;
                }
            case 2: {
                    if (wireType !== 0)
                        break;
                    if (value = reader.int32())
                        message.type = value;
                    else
                        delete message.type;
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
     * Creates an ImageMessage message from a plain object. Also converts values to their respective internal types.
     * @function fromObject
     * @memberof ImageMessage
     * @static
     * @param {Object.<string,*>} object Plain object
     * @returns {ImageMessage} ImageMessage
     */
    ImageMessage.fromObject = function (object, _depth) {
        if (object instanceof $root.ImageMessage)
            return object;
        if (!$util.isObject(object))
            throw $TypeError(".ImageMessage: object expected");
        if (_depth === $undefined)
            _depth = 0;
        if (_depth > $util.recursionLimit)
            throw $Error("max depth exceeded");
        let message = new $root.ImageMessage();
        if (object.payload != null)
            if (object.payload.length)
                if (typeof object.payload === "string")
                    $util.base64.decode(object.payload, message.payload = $util.newBuffer($util.base64.length(object.payload)), 0);
                else if (object.payload.length >= 0)
                    message.payload = object.payload;
        if (object.type != null)
            if ($Number(object.type) !== 0)
                message.type = object.type | 0;
        return message;
    };

    /**
     * Creates a plain object from an ImageMessage message. Also converts values to other types if specified.
     * @function toObject
     * @memberof ImageMessage
     * @static
     * @param {ImageMessage} message ImageMessage
     * @param {$protobuf.IConversionOptions} [options] Conversion options
     * @returns {Object.<string,*>} Plain object
     */
    ImageMessage.toObject = function (message, options, _depth) {
        if (!options)
            options = {};
        if (_depth === $undefined)
            _depth = 0;
        if (_depth > $util.recursionLimit)
            throw $Error("max depth exceeded");
        let object = {};
        if (options.defaults) {
            if (options.bytes === $String)
                object.payload = "";
            else {
                object.payload = [];
                if (options.bytes !== $Array)
                    object.payload = $util.newBuffer(object.payload);
            }
            object.type = 0;
        }
        if (message.payload != null && $Object.hasOwnProperty.call(message, "payload"))
            object.payload = options.bytes === $String ? $util.base64.encode(message.payload, 0, message.payload.length) : options.bytes === $Array ? $Array.prototype.slice.call(message.payload) : message.payload;
        if (message.type != null && $Object.hasOwnProperty.call(message, "type"))
            object.type = message.type;
        return object;
    };

    /**
     * Converts this ImageMessage to JSON.
     * @function toJSON
     * @memberof ImageMessage
     * @instance
     * @returns {Object.<string,*>} JSON object
     */
    ImageMessage.prototype.toJSON = function() {
        return ImageMessage.toObject(this, $protobuf.util.toJSONOptions);
    };

    return ImageMessage;
})();

export const AudioMessage = $root.AudioMessage = (() => {

    /**
     * Properties of an AudioMessage.
     * @typedef {Object} AudioMessage.$Properties
     * @property {Uint8Array} [payload] AudioMessage payload
     * @property {number} [type] AudioMessage type
     * @property {Long} [durationMs] AudioMessage durationMs
     * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
     */

    /**
     * Properties of an AudioMessage.
     * @exports IAudioMessage
     * @interface IAudioMessage
     * @augments AudioMessage.$Properties
     * @deprecated Use AudioMessage.$Properties instead.
     */

    /**
     * Shape of an AudioMessage.
     * @typedef {AudioMessage.$Properties} AudioMessage.$Shape
     */

    /**
     * Constructs a new AudioMessage.
     * @exports AudioMessage
     * @classdesc Represents an AudioMessage.
     * @constructor
     * @param {AudioMessage.$Properties=} [properties] Properties to set
     * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
     */
    const AudioMessage = function (properties) {
        if (properties)
            for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                if (properties[keys[i]] != null && keys[i] !== "__proto__")
                    this[keys[i]] = properties[keys[i]];
    };

    /**
     * AudioMessage payload.
     * @member {Uint8Array} payload
     * @memberof AudioMessage
     * @instance
     */
    AudioMessage.prototype.payload = $util.newBuffer([]);

    /**
     * AudioMessage type.
     * @member {number} type
     * @memberof AudioMessage
     * @instance
     */
    AudioMessage.prototype.type = 0;

    /**
     * AudioMessage durationMs.
     * @member {Long} durationMs
     * @memberof AudioMessage
     * @instance
     */
    AudioMessage.prototype.durationMs = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

    /**
     * Creates a new AudioMessage instance using the specified properties.
     * @function create
     * @memberof AudioMessage
     * @static
     * @param {AudioMessage.$Properties=} [properties] Properties to set
     * @returns {AudioMessage} AudioMessage instance
     * @type {{
     *   (properties: AudioMessage.$Shape): AudioMessage & AudioMessage.$Shape;
     *   (properties?: AudioMessage.$Properties): AudioMessage;
     * }}
     */
    AudioMessage.create = function(properties) {
        return new AudioMessage(properties);
    };

    /**
     * Encodes the specified AudioMessage message. Does not implicitly {@link AudioMessage.verify|verify} messages.
     * @function encode
     * @memberof AudioMessage
     * @static
     * @param {AudioMessage.$Properties} message AudioMessage message or plain object to encode
     * @param {$protobuf.Writer} [writer] Writer to encode to
     * @returns {$protobuf.Writer} Writer
     */
    AudioMessage.encode = function (message, writer, _depth) {
        if (!writer)
            writer = $Writer.create();
        if (_depth === $undefined)
            _depth = 0;
        if (_depth > $util.recursionLimit)
            throw $Error("max depth exceeded");
        if (message.payload != null && $Object.hasOwnProperty.call(message, "payload") && message.payload.length)
            writer.uint32(/* id 1, wireType 2 =*/10).bytes(message.payload);
        if (message.type != null && $Object.hasOwnProperty.call(message, "type") && message.type !== 0)
            writer.uint32(/* id 2, wireType 0 =*/16).int32(message.type);
        if (message.durationMs != null && $Object.hasOwnProperty.call(message, "durationMs") && (typeof message.durationMs === "object" ? message.durationMs.low || message.durationMs.high : message.durationMs !== 0))
            writer.uint32(/* id 3, wireType 0 =*/24).uint64(message.durationMs);
        if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
            for (let i = 0; i < message.$unknowns.length; ++i)
                writer.raw(message.$unknowns[i]);
        return writer;
    };

    /**
     * Decodes an AudioMessage message from the specified reader or buffer.
     * @function decode
     * @memberof AudioMessage
     * @static
     * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
     * @param {number} [length] Message length if known beforehand
     * @returns {AudioMessage & AudioMessage.$Shape} AudioMessage
     * @throws {Error} If the payload is not a reader or valid buffer
     * @throws {$protobuf.util.ProtocolError} If required fields are missing
     */
    AudioMessage.decode = function (reader, length, _end, _depth, _target) {
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
        message = _target || new $root.AudioMessage();
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
                        message.payload = value;
                    else
                        delete message.payload;
                    continue;
                }
            case 2: {
                    if (wireType !== 0)
                        break;
                    if (value = reader.int32())
                        message.type = value;
                    else
                        delete message.type;
                    continue;
                }
            case 3: {
                    if (wireType !== 0)
                        break;
                    if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                        message.durationMs = value;
                    else
                        delete message.durationMs;
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
     * Creates an AudioMessage message from a plain object. Also converts values to their respective internal types.
     * @function fromObject
     * @memberof AudioMessage
     * @static
     * @param {Object.<string,*>} object Plain object
     * @returns {AudioMessage} AudioMessage
     */
    AudioMessage.fromObject = function (object, _depth) {
        if (object instanceof $root.AudioMessage)
            return object;
        if (!$util.isObject(object))
            throw $TypeError(".AudioMessage: object expected");
        if (_depth === $undefined)
            _depth = 0;
        if (_depth > $util.recursionLimit)
            throw $Error("max depth exceeded");
        let message = new $root.AudioMessage();
        if (object.payload != null)
            if (object.payload.length)
                if (typeof object.payload === "string")
                    $util.base64.decode(object.payload, message.payload = $util.newBuffer($util.base64.length(object.payload)), 0);
                else if (object.payload.length >= 0)
                    message.payload = object.payload;
        if (object.type != null)
            if ($Number(object.type) !== 0)
                message.type = object.type | 0;
        if (object.durationMs != null)
            if (typeof object.durationMs === "object" ? object.durationMs.low || object.durationMs.high : $Number(object.durationMs) !== 0)
                if ($util.Long)
                    message.durationMs = $util.Long.fromValue(object.durationMs, true);
                else if (typeof object.durationMs === "string")
                    message.durationMs = $parseInt(object.durationMs, 10);
                else if (typeof object.durationMs === "number")
                    message.durationMs = object.durationMs;
                else if (typeof object.durationMs === "object")
                    message.durationMs = new $util.LongBits(object.durationMs.low >>> 0, object.durationMs.high >>> 0).toNumber(true);
        return message;
    };

    /**
     * Creates a plain object from an AudioMessage message. Also converts values to other types if specified.
     * @function toObject
     * @memberof AudioMessage
     * @static
     * @param {AudioMessage} message AudioMessage
     * @param {$protobuf.IConversionOptions} [options] Conversion options
     * @returns {Object.<string,*>} Plain object
     */
    AudioMessage.toObject = function (message, options, _depth) {
        if (!options)
            options = {};
        if (_depth === $undefined)
            _depth = 0;
        if (_depth > $util.recursionLimit)
            throw $Error("max depth exceeded");
        let object = {};
        if (options.defaults) {
            if (options.bytes === $String)
                object.payload = "";
            else {
                object.payload = [];
                if (options.bytes !== $Array)
                    object.payload = $util.newBuffer(object.payload);
            }
            object.type = 0;
            if ($util.Long) {
                let long = new $util.Long(0, 0, true);
                object.durationMs = options.longs === $String ? long.toString() : options.longs === $Number ? long.toNumber() : typeof $BigInt !== "undefined" && options.longs === $BigInt ? long.toBigInt() : long;
            } else
                object.durationMs = options.longs === $String ? "0" : typeof $BigInt !== "undefined" && options.longs === $BigInt ? $BigInt("0") : 0;
        }
        if (message.payload != null && $Object.hasOwnProperty.call(message, "payload"))
            object.payload = options.bytes === $String ? $util.base64.encode(message.payload, 0, message.payload.length) : options.bytes === $Array ? $Array.prototype.slice.call(message.payload) : message.payload;
        if (message.type != null && $Object.hasOwnProperty.call(message, "type"))
            object.type = message.type;
        if (message.durationMs != null && $Object.hasOwnProperty.call(message, "durationMs"))
            if (typeof $BigInt !== "undefined" && options.longs === $BigInt)
                object.durationMs = typeof message.durationMs === "number" ? $BigInt(message.durationMs) : $util.Long.fromBits(message.durationMs.low >>> 0, message.durationMs.high >>> 0, true).toBigInt();
            else if (typeof message.durationMs === "number")
                object.durationMs = options.longs === $String ? $String(message.durationMs) : message.durationMs;
            else
                object.durationMs = options.longs === $String ? $util.Long.prototype.toString.call(message.durationMs) : options.longs === $Number ? new $util.LongBits(message.durationMs.low >>> 0, message.durationMs.high >>> 0).toNumber(true) : message.durationMs;
        return object;
    };

    /**
     * Converts this AudioMessage to JSON.
     * @function toJSON
     * @memberof AudioMessage
     * @instance
     * @returns {Object.<string,*>} JSON object
     */
    AudioMessage.prototype.toJSON = function() {
        return AudioMessage.toObject(this, $protobuf.util.toJSONOptions);
    };

    return AudioMessage;
})();

export const ContactCodeAdvertisement = $root.ContactCodeAdvertisement = (() => {

    /**
     * Properties of a ContactCodeAdvertisement.
     * @typedef {Object} ContactCodeAdvertisement.$Properties
     * @property {Array.<PushNotificationQueryInfo.$Properties>} [pushNotificationInfo] ContactCodeAdvertisement pushNotificationInfo
     * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
     */

    /**
     * Properties of a ContactCodeAdvertisement.
     * @exports IContactCodeAdvertisement
     * @interface IContactCodeAdvertisement
     * @augments ContactCodeAdvertisement.$Properties
     * @deprecated Use ContactCodeAdvertisement.$Properties instead.
     */

    /**
     * Shape of a ContactCodeAdvertisement.
     * @typedef {ContactCodeAdvertisement.$Properties} ContactCodeAdvertisement.$Shape
     */

    /**
     * Constructs a new ContactCodeAdvertisement.
     * @exports ContactCodeAdvertisement
     * @classdesc Represents a ContactCodeAdvertisement.
     * @constructor
     * @param {ContactCodeAdvertisement.$Properties=} [properties] Properties to set
     * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
     */
    const ContactCodeAdvertisement = function (properties) {
        this.pushNotificationInfo = [];
        if (properties)
            for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                if (properties[keys[i]] != null && keys[i] !== "__proto__")
                    this[keys[i]] = properties[keys[i]];
    };

    /**
     * ContactCodeAdvertisement pushNotificationInfo.
     * @member {Array.<PushNotificationQueryInfo>} pushNotificationInfo
     * @memberof ContactCodeAdvertisement
     * @instance
     */
    ContactCodeAdvertisement.prototype.pushNotificationInfo = $util.emptyArray;

    /**
     * Creates a new ContactCodeAdvertisement instance using the specified properties.
     * @function create
     * @memberof ContactCodeAdvertisement
     * @static
     * @param {ContactCodeAdvertisement.$Properties=} [properties] Properties to set
     * @returns {ContactCodeAdvertisement} ContactCodeAdvertisement instance
     * @type {{
     *   (properties: ContactCodeAdvertisement.$Shape): ContactCodeAdvertisement & ContactCodeAdvertisement.$Shape;
     *   (properties?: ContactCodeAdvertisement.$Properties): ContactCodeAdvertisement;
     * }}
     */
    ContactCodeAdvertisement.create = function(properties) {
        return new ContactCodeAdvertisement(properties);
    };

    /**
     * Encodes the specified ContactCodeAdvertisement message. Does not implicitly {@link ContactCodeAdvertisement.verify|verify} messages.
     * @function encode
     * @memberof ContactCodeAdvertisement
     * @static
     * @param {ContactCodeAdvertisement.$Properties} message ContactCodeAdvertisement message or plain object to encode
     * @param {$protobuf.Writer} [writer] Writer to encode to
     * @returns {$protobuf.Writer} Writer
     */
    ContactCodeAdvertisement.encode = function (message, writer, _depth) {
        if (!writer)
            writer = $Writer.create();
        if (_depth === $undefined)
            _depth = 0;
        if (_depth > $util.recursionLimit)
            throw $Error("max depth exceeded");
        if (message.pushNotificationInfo != null && message.pushNotificationInfo.length)
            for (let i = 0; i < message.pushNotificationInfo.length; ++i)
                $root.PushNotificationQueryInfo.encode(message.pushNotificationInfo[i], writer.uint32(/* id 1, wireType 2 =*/10).fork(), _depth + 1).ldelim();
        if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
            for (let i = 0; i < message.$unknowns.length; ++i)
                writer.raw(message.$unknowns[i]);
        return writer;
    };

    /**
     * Decodes a ContactCodeAdvertisement message from the specified reader or buffer.
     * @function decode
     * @memberof ContactCodeAdvertisement
     * @static
     * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
     * @param {number} [length] Message length if known beforehand
     * @returns {ContactCodeAdvertisement & ContactCodeAdvertisement.$Shape} ContactCodeAdvertisement
     * @throws {Error} If the payload is not a reader or valid buffer
     * @throws {$protobuf.util.ProtocolError} If required fields are missing
     */
    ContactCodeAdvertisement.decode = function (reader, length, _end, _depth, _target) {
        if (!(reader instanceof $Reader))
            reader = $Reader.create(reader);
        if (_depth === $undefined)
            _depth = 0;
        if (_depth > $Reader.recursionLimit)
            throw $Error("max depth exceeded");
        let end, message;
        if (length === $undefined)
            end = reader.len;
        else {
            end = reader.pos + length;
            if (end > reader.len)
                throw $RangeError("index out of range");
            length = reader.len;
            reader.len = end;
        }
        message = _target || new $root.ContactCodeAdvertisement();
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
                    if (!(message.pushNotificationInfo && message.pushNotificationInfo.length))
                        message.pushNotificationInfo = [];
                    message.pushNotificationInfo.push($root.PushNotificationQueryInfo.decode(reader, reader.size(), $undefined, _depth + 1));
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
     * Creates a ContactCodeAdvertisement message from a plain object. Also converts values to their respective internal types.
     * @function fromObject
     * @memberof ContactCodeAdvertisement
     * @static
     * @param {Object.<string,*>} object Plain object
     * @returns {ContactCodeAdvertisement} ContactCodeAdvertisement
     */
    ContactCodeAdvertisement.fromObject = function (object, _depth) {
        if (object instanceof $root.ContactCodeAdvertisement)
            return object;
        if (!$util.isObject(object))
            throw $TypeError(".ContactCodeAdvertisement: object expected");
        if (_depth === $undefined)
            _depth = 0;
        if (_depth > $util.recursionLimit)
            throw $Error("max depth exceeded");
        let message = new $root.ContactCodeAdvertisement();
        if (object.pushNotificationInfo) {
            if (!$Array.isArray(object.pushNotificationInfo))
                throw $TypeError(".ContactCodeAdvertisement.pushNotificationInfo: array expected");
            message.pushNotificationInfo = $Array(object.pushNotificationInfo.length);
            for (let i = 0; i < object.pushNotificationInfo.length; ++i) {
                if (!$util.isObject(object.pushNotificationInfo[i]))
                    throw $TypeError(".ContactCodeAdvertisement.pushNotificationInfo: object expected");
                message.pushNotificationInfo[i] = $root.PushNotificationQueryInfo.fromObject(object.pushNotificationInfo[i], _depth + 1);
            }
        }
        return message;
    };

    /**
     * Creates a plain object from a ContactCodeAdvertisement message. Also converts values to other types if specified.
     * @function toObject
     * @memberof ContactCodeAdvertisement
     * @static
     * @param {ContactCodeAdvertisement} message ContactCodeAdvertisement
     * @param {$protobuf.IConversionOptions} [options] Conversion options
     * @returns {Object.<string,*>} Plain object
     */
    ContactCodeAdvertisement.toObject = function (message, options, _depth) {
        if (!options)
            options = {};
        if (_depth === $undefined)
            _depth = 0;
        if (_depth > $util.recursionLimit)
            throw $Error("max depth exceeded");
        let object = {};
        if (options.arrays || options.defaults)
            object.pushNotificationInfo = [];
        if (message.pushNotificationInfo && message.pushNotificationInfo.length) {
            object.pushNotificationInfo = $Array(message.pushNotificationInfo.length);
            for (let j = 0; j < message.pushNotificationInfo.length; ++j)
                object.pushNotificationInfo[j] = $root.PushNotificationQueryInfo.toObject(message.pushNotificationInfo[j], options, _depth + 1);
        }
        return object;
    };

    /**
     * Converts this ContactCodeAdvertisement to JSON.
     * @function toJSON
     * @memberof ContactCodeAdvertisement
     * @instance
     * @returns {Object.<string,*>} JSON object
     */
    ContactCodeAdvertisement.prototype.toJSON = function() {
        return ContactCodeAdvertisement.toObject(this, $protobuf.util.toJSONOptions);
    };

    return ContactCodeAdvertisement;
})();

export const PushNotificationQueryInfo = $root.PushNotificationQueryInfo = (() => {

    /**
     * Properties of a PushNotificationQueryInfo.
     * @typedef {Object} PushNotificationQueryInfo.$Properties
     * @property {string} [accessToken] PushNotificationQueryInfo accessToken
     * @property {string} [installationId] PushNotificationQueryInfo installationId
     * @property {Uint8Array} [publicKey] PushNotificationQueryInfo publicKey
     * @property {Array.<Uint8Array>} [allowedKeyList] PushNotificationQueryInfo allowedKeyList
     * @property {Uint8Array} [grant] PushNotificationQueryInfo grant
     * @property {Long} [version] PushNotificationQueryInfo version
     * @property {Uint8Array} [serverPublicKey] PushNotificationQueryInfo serverPublicKey
     * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
     */

    /**
     * Properties of a PushNotificationQueryInfo.
     * @exports IPushNotificationQueryInfo
     * @interface IPushNotificationQueryInfo
     * @augments PushNotificationQueryInfo.$Properties
     * @deprecated Use PushNotificationQueryInfo.$Properties instead.
     */

    /**
     * Shape of a PushNotificationQueryInfo.
     * @typedef {PushNotificationQueryInfo.$Properties} PushNotificationQueryInfo.$Shape
     */

    /**
     * Constructs a new PushNotificationQueryInfo.
     * @exports PushNotificationQueryInfo
     * @classdesc Represents a PushNotificationQueryInfo.
     * @constructor
     * @param {PushNotificationQueryInfo.$Properties=} [properties] Properties to set
     * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
     */
    const PushNotificationQueryInfo = function (properties) {
        this.allowedKeyList = [];
        if (properties)
            for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                if (properties[keys[i]] != null && keys[i] !== "__proto__")
                    this[keys[i]] = properties[keys[i]];
    };

    /**
     * PushNotificationQueryInfo accessToken.
     * @member {string} accessToken
     * @memberof PushNotificationQueryInfo
     * @instance
     */
    PushNotificationQueryInfo.prototype.accessToken = "";

    /**
     * PushNotificationQueryInfo installationId.
     * @member {string} installationId
     * @memberof PushNotificationQueryInfo
     * @instance
     */
    PushNotificationQueryInfo.prototype.installationId = "";

    /**
     * PushNotificationQueryInfo publicKey.
     * @member {Uint8Array} publicKey
     * @memberof PushNotificationQueryInfo
     * @instance
     */
    PushNotificationQueryInfo.prototype.publicKey = $util.newBuffer([]);

    /**
     * PushNotificationQueryInfo allowedKeyList.
     * @member {Array.<Uint8Array>} allowedKeyList
     * @memberof PushNotificationQueryInfo
     * @instance
     */
    PushNotificationQueryInfo.prototype.allowedKeyList = $util.emptyArray;

    /**
     * PushNotificationQueryInfo grant.
     * @member {Uint8Array} grant
     * @memberof PushNotificationQueryInfo
     * @instance
     */
    PushNotificationQueryInfo.prototype.grant = $util.newBuffer([]);

    /**
     * PushNotificationQueryInfo version.
     * @member {Long} version
     * @memberof PushNotificationQueryInfo
     * @instance
     */
    PushNotificationQueryInfo.prototype.version = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

    /**
     * PushNotificationQueryInfo serverPublicKey.
     * @member {Uint8Array} serverPublicKey
     * @memberof PushNotificationQueryInfo
     * @instance
     */
    PushNotificationQueryInfo.prototype.serverPublicKey = $util.newBuffer([]);

    /**
     * Creates a new PushNotificationQueryInfo instance using the specified properties.
     * @function create
     * @memberof PushNotificationQueryInfo
     * @static
     * @param {PushNotificationQueryInfo.$Properties=} [properties] Properties to set
     * @returns {PushNotificationQueryInfo} PushNotificationQueryInfo instance
     * @type {{
     *   (properties: PushNotificationQueryInfo.$Shape): PushNotificationQueryInfo & PushNotificationQueryInfo.$Shape;
     *   (properties?: PushNotificationQueryInfo.$Properties): PushNotificationQueryInfo;
     * }}
     */
    PushNotificationQueryInfo.create = function(properties) {
        return new PushNotificationQueryInfo(properties);
    };

    /**
     * Encodes the specified PushNotificationQueryInfo message. Does not implicitly {@link PushNotificationQueryInfo.verify|verify} messages.
     * @function encode
     * @memberof PushNotificationQueryInfo
     * @static
     * @param {PushNotificationQueryInfo.$Properties} message PushNotificationQueryInfo message or plain object to encode
     * @param {$protobuf.Writer} [writer] Writer to encode to
     * @returns {$protobuf.Writer} Writer
     */
    PushNotificationQueryInfo.encode = function (message, writer, _depth) {
        if (!writer)
            writer = $Writer.create();
        if (_depth === $undefined)
            _depth = 0;
        if (_depth > $util.recursionLimit)
            throw $Error("max depth exceeded");
        if (message.accessToken != null && $Object.hasOwnProperty.call(message, "accessToken") && message.accessToken !== "")
            writer.uint32(/* id 1, wireType 2 =*/10).string(message.accessToken);
        if (message.installationId != null && $Object.hasOwnProperty.call(message, "installationId") && message.installationId !== "")
            writer.uint32(/* id 2, wireType 2 =*/18).string(message.installationId);
        if (message.publicKey != null && $Object.hasOwnProperty.call(message, "publicKey") && message.publicKey.length)
            writer.uint32(/* id 3, wireType 2 =*/26).bytes(message.publicKey);
        if (message.allowedKeyList != null && message.allowedKeyList.length)
            for (let i = 0; i < message.allowedKeyList.length; ++i)
                writer.uint32(/* id 4, wireType 2 =*/34).bytes(message.allowedKeyList[i]);
        if (message.grant != null && $Object.hasOwnProperty.call(message, "grant") && message.grant.length)
            writer.uint32(/* id 5, wireType 2 =*/42).bytes(message.grant);
        if (message.version != null && $Object.hasOwnProperty.call(message, "version") && (typeof message.version === "object" ? message.version.low || message.version.high : message.version !== 0))
            writer.uint32(/* id 6, wireType 0 =*/48).uint64(message.version);
        if (message.serverPublicKey != null && $Object.hasOwnProperty.call(message, "serverPublicKey") && message.serverPublicKey.length)
            writer.uint32(/* id 7, wireType 2 =*/58).bytes(message.serverPublicKey);
        if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
            for (let i = 0; i < message.$unknowns.length; ++i)
                writer.raw(message.$unknowns[i]);
        return writer;
    };

    /**
     * Decodes a PushNotificationQueryInfo message from the specified reader or buffer.
     * @function decode
     * @memberof PushNotificationQueryInfo
     * @static
     * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
     * @param {number} [length] Message length if known beforehand
     * @returns {PushNotificationQueryInfo & PushNotificationQueryInfo.$Shape} PushNotificationQueryInfo
     * @throws {Error} If the payload is not a reader or valid buffer
     * @throws {$protobuf.util.ProtocolError} If required fields are missing
     */
    PushNotificationQueryInfo.decode = function (reader, length, _end, _depth, _target) {
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
        message = _target || new $root.PushNotificationQueryInfo();
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
                        message.accessToken = value;
                    else
                        delete message.accessToken;
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
                    if (wireType !== 2)
                        break;
                    if ((value = reader.bytes()).length)
                        message.publicKey = value;
                    else
                        delete message.publicKey;
                    continue;
                }
            case 4: {
                    if (wireType !== 2)
                        break;
                    if (!(message.allowedKeyList && message.allowedKeyList.length))
                        message.allowedKeyList = [];
                    message.allowedKeyList.push(reader.bytes());
                    continue;
                }
            case 5: {
                    if (wireType !== 2)
                        break;
                    if ((value = reader.bytes()).length)
                        message.grant = value;
                    else
                        delete message.grant;
                    continue;
                }
            case 6: {
                    if (wireType !== 0)
                        break;
                    if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                        message.version = value;
                    else
                        delete message.version;
                    continue;
                }
            case 7: {
                    if (wireType !== 2)
                        break;
                    if ((value = reader.bytes()).length)
                        message.serverPublicKey = value;
                    else
                        delete message.serverPublicKey;
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
     * Creates a PushNotificationQueryInfo message from a plain object. Also converts values to their respective internal types.
     * @function fromObject
     * @memberof PushNotificationQueryInfo
     * @static
     * @param {Object.<string,*>} object Plain object
     * @returns {PushNotificationQueryInfo} PushNotificationQueryInfo
     */
    PushNotificationQueryInfo.fromObject = function (object, _depth) {
        if (object instanceof $root.PushNotificationQueryInfo)
            return object;
        if (!$util.isObject(object))
            throw $TypeError(".PushNotificationQueryInfo: object expected");
        if (_depth === $undefined)
            _depth = 0;
        if (_depth > $util.recursionLimit)
            throw $Error("max depth exceeded");
        let message = new $root.PushNotificationQueryInfo();
        if (object.accessToken != null)
            if (typeof object.accessToken !== "string" || object.accessToken.length)
                message.accessToken = $String(object.accessToken);
        if (object.installationId != null)
            if (typeof object.installationId !== "string" || object.installationId.length)
                message.installationId = $String(object.installationId);
        if (object.publicKey != null)
            if (object.publicKey.length)
                if (typeof object.publicKey === "string")
                    $util.base64.decode(object.publicKey, message.publicKey = $util.newBuffer($util.base64.length(object.publicKey)), 0);
                else if (object.publicKey.length >= 0)
                    message.publicKey = object.publicKey;
        if (object.allowedKeyList) {
            if (!$Array.isArray(object.allowedKeyList))
                throw $TypeError(".PushNotificationQueryInfo.allowedKeyList: array expected");
            message.allowedKeyList = $Array(object.allowedKeyList.length);
            for (let i = 0; i < object.allowedKeyList.length; ++i)
                if (typeof object.allowedKeyList[i] === "string")
                    $util.base64.decode(object.allowedKeyList[i], message.allowedKeyList[i] = $util.newBuffer($util.base64.length(object.allowedKeyList[i])), 0);
                else if (object.allowedKeyList[i].length >= 0)
                    message.allowedKeyList[i] = object.allowedKeyList[i];
        }
        if (object.grant != null)
            if (object.grant.length)
                if (typeof object.grant === "string")
                    $util.base64.decode(object.grant, message.grant = $util.newBuffer($util.base64.length(object.grant)), 0);
                else if (object.grant.length >= 0)
                    message.grant = object.grant;
        if (object.version != null)
            if (typeof object.version === "object" ? object.version.low || object.version.high : $Number(object.version) !== 0)
                if ($util.Long)
                    message.version = $util.Long.fromValue(object.version, true);
                else if (typeof object.version === "string")
                    message.version = $parseInt(object.version, 10);
                else if (typeof object.version === "number")
                    message.version = object.version;
                else if (typeof object.version === "object")
                    message.version = new $util.LongBits(object.version.low >>> 0, object.version.high >>> 0).toNumber(true);
        if (object.serverPublicKey != null)
            if (object.serverPublicKey.length)
                if (typeof object.serverPublicKey === "string")
                    $util.base64.decode(object.serverPublicKey, message.serverPublicKey = $util.newBuffer($util.base64.length(object.serverPublicKey)), 0);
                else if (object.serverPublicKey.length >= 0)
                    message.serverPublicKey = object.serverPublicKey;
        return message;
    };

    /**
     * Creates a plain object from a PushNotificationQueryInfo message. Also converts values to other types if specified.
     * @function toObject
     * @memberof PushNotificationQueryInfo
     * @static
     * @param {PushNotificationQueryInfo} message PushNotificationQueryInfo
     * @param {$protobuf.IConversionOptions} [options] Conversion options
     * @returns {Object.<string,*>} Plain object
     */
    PushNotificationQueryInfo.toObject = function (message, options, _depth) {
        if (!options)
            options = {};
        if (_depth === $undefined)
            _depth = 0;
        if (_depth > $util.recursionLimit)
            throw $Error("max depth exceeded");
        let object = {};
        if (options.arrays || options.defaults)
            object.allowedKeyList = [];
        if (options.defaults) {
            object.accessToken = "";
            object.installationId = "";
            if (options.bytes === $String)
                object.publicKey = "";
            else {
                object.publicKey = [];
                if (options.bytes !== $Array)
                    object.publicKey = $util.newBuffer(object.publicKey);
            }
            if (options.bytes === $String)
                object.grant = "";
            else {
                object.grant = [];
                if (options.bytes !== $Array)
                    object.grant = $util.newBuffer(object.grant);
            }
            if ($util.Long) {
                let long = new $util.Long(0, 0, true);
                object.version = options.longs === $String ? long.toString() : options.longs === $Number ? long.toNumber() : typeof $BigInt !== "undefined" && options.longs === $BigInt ? long.toBigInt() : long;
            } else
                object.version = options.longs === $String ? "0" : typeof $BigInt !== "undefined" && options.longs === $BigInt ? $BigInt("0") : 0;
            if (options.bytes === $String)
                object.serverPublicKey = "";
            else {
                object.serverPublicKey = [];
                if (options.bytes !== $Array)
                    object.serverPublicKey = $util.newBuffer(object.serverPublicKey);
            }
        }
        if (message.accessToken != null && $Object.hasOwnProperty.call(message, "accessToken"))
            object.accessToken = message.accessToken;
        if (message.installationId != null && $Object.hasOwnProperty.call(message, "installationId"))
            object.installationId = message.installationId;
        if (message.publicKey != null && $Object.hasOwnProperty.call(message, "publicKey"))
            object.publicKey = options.bytes === $String ? $util.base64.encode(message.publicKey, 0, message.publicKey.length) : options.bytes === $Array ? $Array.prototype.slice.call(message.publicKey) : message.publicKey;
        if (message.allowedKeyList && message.allowedKeyList.length) {
            object.allowedKeyList = $Array(message.allowedKeyList.length);
            for (let j = 0; j < message.allowedKeyList.length; ++j)
                object.allowedKeyList[j] = options.bytes === $String ? $util.base64.encode(message.allowedKeyList[j], 0, message.allowedKeyList[j].length) : options.bytes === $Array ? $Array.prototype.slice.call(message.allowedKeyList[j]) : message.allowedKeyList[j];
        }
        if (message.grant != null && $Object.hasOwnProperty.call(message, "grant"))
            object.grant = options.bytes === $String ? $util.base64.encode(message.grant, 0, message.grant.length) : options.bytes === $Array ? $Array.prototype.slice.call(message.grant) : message.grant;
        if (message.version != null && $Object.hasOwnProperty.call(message, "version"))
            if (typeof $BigInt !== "undefined" && options.longs === $BigInt)
                object.version = typeof message.version === "number" ? $BigInt(message.version) : $util.Long.fromBits(message.version.low >>> 0, message.version.high >>> 0, true).toBigInt();
            else if (typeof message.version === "number")
                object.version = options.longs === $String ? $String(message.version) : message.version;
            else
                object.version = options.longs === $String ? $util.Long.prototype.toString.call(message.version) : options.longs === $Number ? new $util.LongBits(message.version.low >>> 0, message.version.high >>> 0).toNumber(true) : message.version;
        if (message.serverPublicKey != null && $Object.hasOwnProperty.call(message, "serverPublicKey"))
            object.serverPublicKey = options.bytes === $String ? $util.base64.encode(message.serverPublicKey, 0, message.serverPublicKey.length) : options.bytes === $Array ? $Array.prototype.slice.call(message.serverPublicKey) : message.serverPublicKey;
        return object;
    };

    /**
     * Converts this PushNotificationQueryInfo to JSON.
     * @function toJSON
     * @memberof PushNotificationQueryInfo
     * @instance
     * @returns {Object.<string,*>} JSON object
     */
    PushNotificationQueryInfo.prototype.toJSON = function() {
        return PushNotificationQueryInfo.toObject(this, $protobuf.util.toJSONOptions);
    };

    return PushNotificationQueryInfo;
})();

export {
  $root as default
};
