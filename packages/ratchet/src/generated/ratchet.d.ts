import * as $protobuf from "protobufjs/minimal.js";
type Long = $protobuf.Long;

/** Namespace encryption. */
export namespace encryption {

    /**
     * Properties of a SignedPreKey.
     * @deprecated Use encryption.SignedPreKey.$Properties instead.
     */
    interface ISignedPreKey extends encryption.SignedPreKey.$Properties {
    }

    /** Represents a SignedPreKey. */
    class SignedPreKey {

        /**
         * Constructs a new SignedPreKey.
         * @param [properties] Properties to set
         */
        constructor(properties?: encryption.SignedPreKey.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** SignedPreKey signedPreKey. */
        signedPreKey: Uint8Array;

        /** SignedPreKey version. */
        version: number;

        /** SignedPreKey protocolVersion. */
        protocolVersion: number;

        /**
         * Creates a new SignedPreKey instance using the specified properties.
         * @param [properties] Properties to set
         * @returns SignedPreKey instance
         */
        static create(properties: encryption.SignedPreKey.$Shape): encryption.SignedPreKey & encryption.SignedPreKey.$Shape;
        static create(properties?: encryption.SignedPreKey.$Properties): encryption.SignedPreKey;

        /**
         * Encodes the specified SignedPreKey message. Does not implicitly {@link encryption.SignedPreKey.verify|verify} messages.
         * @param message SignedPreKey message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: encryption.SignedPreKey.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a SignedPreKey message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {encryption.SignedPreKey & encryption.SignedPreKey.$Shape} SignedPreKey
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): encryption.SignedPreKey & encryption.SignedPreKey.$Shape;

        /**
         * Creates a SignedPreKey message from a plain object. Also converts values to their respective internal types.
         * @param object Plain object
         * @returns SignedPreKey
         */
        static fromObject(object: { [k: string]: any }): encryption.SignedPreKey;

        /**
         * Creates a plain object from a SignedPreKey message. Also converts values to other types if specified.
         * @param message SignedPreKey
         * @param [options] Conversion options
         * @returns Plain object
         */
        static toObject(message: encryption.SignedPreKey, options?: $protobuf.IConversionOptions): { [k: string]: any };

        /**
         * Converts this SignedPreKey to JSON.
         * @returns JSON object
         */
        toJSON(): { [k: string]: any };
    }

    namespace SignedPreKey {

        /** Properties of a SignedPreKey. */
        interface $Properties {

            /** SignedPreKey signedPreKey */
            signedPreKey?: Uint8Array;

            /** SignedPreKey version */
            version?: number;

            /** SignedPreKey protocolVersion */
            protocolVersion?: number;

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a SignedPreKey. */
        type $Shape = encryption.SignedPreKey.$Properties;
    }

    /**
     * Properties of a SignedPreKeyEntry.
     * @deprecated Use encryption.SignedPreKeyEntry.$Properties instead.
     */
    interface ISignedPreKeyEntry extends encryption.SignedPreKeyEntry.$Properties {
    }

    /** Represents a SignedPreKeyEntry. */
    class SignedPreKeyEntry {

        /**
         * Constructs a new SignedPreKeyEntry.
         * @param [properties] Properties to set
         */
        constructor(properties?: encryption.SignedPreKeyEntry.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** SignedPreKeyEntry key. */
        key: string;

        /** SignedPreKeyEntry value. */
        value: encryption.SignedPreKey;

        /**
         * Creates a new SignedPreKeyEntry instance using the specified properties.
         * @param [properties] Properties to set
         * @returns SignedPreKeyEntry instance
         */
        static create(properties: encryption.SignedPreKeyEntry.$Shape): encryption.SignedPreKeyEntry & encryption.SignedPreKeyEntry.$Shape;
        static create(properties?: encryption.SignedPreKeyEntry.$Properties): encryption.SignedPreKeyEntry;

        /**
         * Encodes the specified SignedPreKeyEntry message. Does not implicitly {@link encryption.SignedPreKeyEntry.verify|verify} messages.
         * @param message SignedPreKeyEntry message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: encryption.SignedPreKeyEntry.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a SignedPreKeyEntry message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {encryption.SignedPreKeyEntry & encryption.SignedPreKeyEntry.$Shape} SignedPreKeyEntry
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): encryption.SignedPreKeyEntry & encryption.SignedPreKeyEntry.$Shape;

        /**
         * Creates a SignedPreKeyEntry message from a plain object. Also converts values to their respective internal types.
         * @param object Plain object
         * @returns SignedPreKeyEntry
         */
        static fromObject(object: { [k: string]: any }): encryption.SignedPreKeyEntry;

        /**
         * Creates a plain object from a SignedPreKeyEntry message. Also converts values to other types if specified.
         * @param message SignedPreKeyEntry
         * @param [options] Conversion options
         * @returns Plain object
         */
        static toObject(message: encryption.SignedPreKeyEntry, options?: $protobuf.IConversionOptions): { [k: string]: any };

        /**
         * Converts this SignedPreKeyEntry to JSON.
         * @returns JSON object
         */
        toJSON(): { [k: string]: any };
    }

    namespace SignedPreKeyEntry {

        /** Properties of a SignedPreKeyEntry. */
        interface $Properties {

            /** SignedPreKeyEntry key */
            key?: string;

            /** SignedPreKeyEntry value */
            value?: encryption.SignedPreKey.$Properties;

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a SignedPreKeyEntry. */
        type $Shape = encryption.SignedPreKeyEntry.$Properties;
    }

    /**
     * Properties of a Bundle.
     * @deprecated Use encryption.Bundle.$Properties instead.
     */
    interface IBundle extends encryption.Bundle.$Properties {
    }

    /** Represents a Bundle. */
    class Bundle {

        /**
         * Constructs a new Bundle.
         * @param [properties] Properties to set
         */
        constructor(properties?: encryption.Bundle.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** Bundle identity. */
        identity: Uint8Array;

        /** Bundle signedPreKeys. */
        signedPreKeys: encryption.SignedPreKeyEntry[];

        /** Bundle signature. */
        signature: Uint8Array;

        /** Bundle timestamp. */
        timestamp: Long;

        /**
         * Creates a new Bundle instance using the specified properties.
         * @param [properties] Properties to set
         * @returns Bundle instance
         */
        static create(properties: encryption.Bundle.$Shape): encryption.Bundle & encryption.Bundle.$Shape;
        static create(properties?: encryption.Bundle.$Properties): encryption.Bundle;

        /**
         * Encodes the specified Bundle message. Does not implicitly {@link encryption.Bundle.verify|verify} messages.
         * @param message Bundle message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: encryption.Bundle.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a Bundle message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {encryption.Bundle & encryption.Bundle.$Shape} Bundle
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): encryption.Bundle & encryption.Bundle.$Shape;

        /**
         * Creates a Bundle message from a plain object. Also converts values to their respective internal types.
         * @param object Plain object
         * @returns Bundle
         */
        static fromObject(object: { [k: string]: any }): encryption.Bundle;

        /**
         * Creates a plain object from a Bundle message. Also converts values to other types if specified.
         * @param message Bundle
         * @param [options] Conversion options
         * @returns Plain object
         */
        static toObject(message: encryption.Bundle, options?: $protobuf.IConversionOptions): { [k: string]: any };

        /**
         * Converts this Bundle to JSON.
         * @returns JSON object
         */
        toJSON(): { [k: string]: any };
    }

    namespace Bundle {

        /** Properties of a Bundle. */
        interface $Properties {

            /** Bundle identity */
            identity?: Uint8Array;

            /** Bundle signedPreKeys */
            signedPreKeys?: encryption.SignedPreKeyEntry.$Properties[];

            /** Bundle signature */
            signature?: Uint8Array;

            /** Bundle timestamp */
            timestamp?: Long;

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a Bundle. */
        type $Shape = encryption.Bundle.$Properties;
    }

    /**
     * Properties of a DRHeader.
     * @deprecated Use encryption.DRHeader.$Properties instead.
     */
    interface IDRHeader extends encryption.DRHeader.$Properties {
    }

    /** Represents a DRHeader. */
    class DRHeader {

        /**
         * Constructs a new DRHeader.
         * @param [properties] Properties to set
         */
        constructor(properties?: encryption.DRHeader.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** DRHeader key. */
        key: Uint8Array;

        /** DRHeader n. */
        n: number;

        /** DRHeader pn. */
        pn: number;

        /** DRHeader id. */
        id: Uint8Array;

        /**
         * Creates a new DRHeader instance using the specified properties.
         * @param [properties] Properties to set
         * @returns DRHeader instance
         */
        static create(properties: encryption.DRHeader.$Shape): encryption.DRHeader & encryption.DRHeader.$Shape;
        static create(properties?: encryption.DRHeader.$Properties): encryption.DRHeader;

        /**
         * Encodes the specified DRHeader message. Does not implicitly {@link encryption.DRHeader.verify|verify} messages.
         * @param message DRHeader message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: encryption.DRHeader.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a DRHeader message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {encryption.DRHeader & encryption.DRHeader.$Shape} DRHeader
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): encryption.DRHeader & encryption.DRHeader.$Shape;

        /**
         * Creates a DRHeader message from a plain object. Also converts values to their respective internal types.
         * @param object Plain object
         * @returns DRHeader
         */
        static fromObject(object: { [k: string]: any }): encryption.DRHeader;

        /**
         * Creates a plain object from a DRHeader message. Also converts values to other types if specified.
         * @param message DRHeader
         * @param [options] Conversion options
         * @returns Plain object
         */
        static toObject(message: encryption.DRHeader, options?: $protobuf.IConversionOptions): { [k: string]: any };

        /**
         * Converts this DRHeader to JSON.
         * @returns JSON object
         */
        toJSON(): { [k: string]: any };
    }

    namespace DRHeader {

        /** Properties of a DRHeader. */
        interface $Properties {

            /** DRHeader key */
            key?: Uint8Array;

            /** DRHeader n */
            n?: number;

            /** DRHeader pn */
            pn?: number;

            /** DRHeader id */
            id?: Uint8Array;

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a DRHeader. */
        type $Shape = encryption.DRHeader.$Properties;
    }

    /**
     * Properties of a DHHeader.
     * @deprecated Use encryption.DHHeader.$Properties instead.
     */
    interface IDHHeader extends encryption.DHHeader.$Properties {
    }

    /** Represents a DHHeader. */
    class DHHeader {

        /**
         * Constructs a new DHHeader.
         * @param [properties] Properties to set
         */
        constructor(properties?: encryption.DHHeader.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** DHHeader key. */
        key: Uint8Array;

        /**
         * Creates a new DHHeader instance using the specified properties.
         * @param [properties] Properties to set
         * @returns DHHeader instance
         */
        static create(properties: encryption.DHHeader.$Shape): encryption.DHHeader & encryption.DHHeader.$Shape;
        static create(properties?: encryption.DHHeader.$Properties): encryption.DHHeader;

        /**
         * Encodes the specified DHHeader message. Does not implicitly {@link encryption.DHHeader.verify|verify} messages.
         * @param message DHHeader message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: encryption.DHHeader.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a DHHeader message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {encryption.DHHeader & encryption.DHHeader.$Shape} DHHeader
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): encryption.DHHeader & encryption.DHHeader.$Shape;

        /**
         * Creates a DHHeader message from a plain object. Also converts values to their respective internal types.
         * @param object Plain object
         * @returns DHHeader
         */
        static fromObject(object: { [k: string]: any }): encryption.DHHeader;

        /**
         * Creates a plain object from a DHHeader message. Also converts values to other types if specified.
         * @param message DHHeader
         * @param [options] Conversion options
         * @returns Plain object
         */
        static toObject(message: encryption.DHHeader, options?: $protobuf.IConversionOptions): { [k: string]: any };

        /**
         * Converts this DHHeader to JSON.
         * @returns JSON object
         */
        toJSON(): { [k: string]: any };
    }

    namespace DHHeader {

        /** Properties of a DHHeader. */
        interface $Properties {

            /** DHHeader key */
            key?: Uint8Array;

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a DHHeader. */
        type $Shape = encryption.DHHeader.$Properties;
    }

    /**
     * Properties of a X3DHHeader.
     * @deprecated Use encryption.X3DHHeader.$Properties instead.
     */
    interface IX3DHHeader extends encryption.X3DHHeader.$Properties {
    }

    /** Represents a X3DHHeader. */
    class X3DHHeader {

        /**
         * Constructs a new X3DHHeader.
         * @param [properties] Properties to set
         */
        constructor(properties?: encryption.X3DHHeader.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** X3DHHeader key. */
        key: Uint8Array;

        /** X3DHHeader id. */
        id: Uint8Array;

        /**
         * Creates a new X3DHHeader instance using the specified properties.
         * @param [properties] Properties to set
         * @returns X3DHHeader instance
         */
        static create(properties: encryption.X3DHHeader.$Shape): encryption.X3DHHeader & encryption.X3DHHeader.$Shape;
        static create(properties?: encryption.X3DHHeader.$Properties): encryption.X3DHHeader;

        /**
         * Encodes the specified X3DHHeader message. Does not implicitly {@link encryption.X3DHHeader.verify|verify} messages.
         * @param message X3DHHeader message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: encryption.X3DHHeader.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a X3DHHeader message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {encryption.X3DHHeader & encryption.X3DHHeader.$Shape} X3DHHeader
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): encryption.X3DHHeader & encryption.X3DHHeader.$Shape;

        /**
         * Creates a X3DHHeader message from a plain object. Also converts values to their respective internal types.
         * @param object Plain object
         * @returns X3DHHeader
         */
        static fromObject(object: { [k: string]: any }): encryption.X3DHHeader;

        /**
         * Creates a plain object from a X3DHHeader message. Also converts values to other types if specified.
         * @param message X3DHHeader
         * @param [options] Conversion options
         * @returns Plain object
         */
        static toObject(message: encryption.X3DHHeader, options?: $protobuf.IConversionOptions): { [k: string]: any };

        /**
         * Converts this X3DHHeader to JSON.
         * @returns JSON object
         */
        toJSON(): { [k: string]: any };
    }

    namespace X3DHHeader {

        /** Properties of a X3DHHeader. */
        interface $Properties {

            /** X3DHHeader key */
            key?: Uint8Array;

            /** X3DHHeader id */
            id?: Uint8Array;

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a X3DHHeader. */
        type $Shape = encryption.X3DHHeader.$Properties;
    }

    /**
     * Properties of a DirectMessageProtocol.
     * @deprecated Use encryption.DirectMessageProtocol.$Properties instead.
     */
    interface IDirectMessageProtocol extends encryption.DirectMessageProtocol.$Properties {
    }

    /** Represents a DirectMessageProtocol. */
    class DirectMessageProtocol {

        /**
         * Constructs a new DirectMessageProtocol.
         * @param [properties] Properties to set
         */
        constructor(properties?: encryption.DirectMessageProtocol.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** DirectMessageProtocol X3DHHeader. */
        X3DHHeader: encryption.X3DHHeader;

        /** DirectMessageProtocol DRHeader. */
        DRHeader: encryption.DRHeader;

        /** DirectMessageProtocol payload. */
        payload: Uint8Array;

        /** DirectMessageProtocol DHHeader. */
        DHHeader: encryption.DHHeader;

        /**
         * Creates a new DirectMessageProtocol instance using the specified properties.
         * @param [properties] Properties to set
         * @returns DirectMessageProtocol instance
         */
        static create(properties: encryption.DirectMessageProtocol.$Shape): encryption.DirectMessageProtocol & encryption.DirectMessageProtocol.$Shape;
        static create(properties?: encryption.DirectMessageProtocol.$Properties): encryption.DirectMessageProtocol;

        /**
         * Encodes the specified DirectMessageProtocol message. Does not implicitly {@link encryption.DirectMessageProtocol.verify|verify} messages.
         * @param message DirectMessageProtocol message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: encryption.DirectMessageProtocol.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a DirectMessageProtocol message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {encryption.DirectMessageProtocol & encryption.DirectMessageProtocol.$Shape} DirectMessageProtocol
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): encryption.DirectMessageProtocol & encryption.DirectMessageProtocol.$Shape;

        /**
         * Creates a DirectMessageProtocol message from a plain object. Also converts values to their respective internal types.
         * @param object Plain object
         * @returns DirectMessageProtocol
         */
        static fromObject(object: { [k: string]: any }): encryption.DirectMessageProtocol;

        /**
         * Creates a plain object from a DirectMessageProtocol message. Also converts values to other types if specified.
         * @param message DirectMessageProtocol
         * @param [options] Conversion options
         * @returns Plain object
         */
        static toObject(message: encryption.DirectMessageProtocol, options?: $protobuf.IConversionOptions): { [k: string]: any };

        /**
         * Converts this DirectMessageProtocol to JSON.
         * @returns JSON object
         */
        toJSON(): { [k: string]: any };
    }

    namespace DirectMessageProtocol {

        /** Properties of a DirectMessageProtocol. */
        interface $Properties {

            /** DirectMessageProtocol X3DHHeader */
            X3DHHeader?: encryption.X3DHHeader.$Properties;

            /** DirectMessageProtocol DRHeader */
            DRHeader?: encryption.DRHeader.$Properties;

            /** DirectMessageProtocol payload */
            payload?: Uint8Array;

            /** DirectMessageProtocol DHHeader */
            DHHeader?: encryption.DHHeader.$Properties;

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a DirectMessageProtocol. */
        type $Shape = encryption.DirectMessageProtocol.$Properties;
    }

    /**
     * Properties of a DirectMessageEntry.
     * @deprecated Use encryption.DirectMessageEntry.$Properties instead.
     */
    interface IDirectMessageEntry extends encryption.DirectMessageEntry.$Properties {
    }

    /** Represents a DirectMessageEntry. */
    class DirectMessageEntry {

        /**
         * Constructs a new DirectMessageEntry.
         * @param [properties] Properties to set
         */
        constructor(properties?: encryption.DirectMessageEntry.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** DirectMessageEntry key. */
        key: string;

        /** DirectMessageEntry value. */
        value: encryption.DirectMessageProtocol;

        /**
         * Creates a new DirectMessageEntry instance using the specified properties.
         * @param [properties] Properties to set
         * @returns DirectMessageEntry instance
         */
        static create(properties: encryption.DirectMessageEntry.$Shape): encryption.DirectMessageEntry & encryption.DirectMessageEntry.$Shape;
        static create(properties?: encryption.DirectMessageEntry.$Properties): encryption.DirectMessageEntry;

        /**
         * Encodes the specified DirectMessageEntry message. Does not implicitly {@link encryption.DirectMessageEntry.verify|verify} messages.
         * @param message DirectMessageEntry message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: encryption.DirectMessageEntry.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a DirectMessageEntry message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {encryption.DirectMessageEntry & encryption.DirectMessageEntry.$Shape} DirectMessageEntry
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): encryption.DirectMessageEntry & encryption.DirectMessageEntry.$Shape;

        /**
         * Creates a DirectMessageEntry message from a plain object. Also converts values to their respective internal types.
         * @param object Plain object
         * @returns DirectMessageEntry
         */
        static fromObject(object: { [k: string]: any }): encryption.DirectMessageEntry;

        /**
         * Creates a plain object from a DirectMessageEntry message. Also converts values to other types if specified.
         * @param message DirectMessageEntry
         * @param [options] Conversion options
         * @returns Plain object
         */
        static toObject(message: encryption.DirectMessageEntry, options?: $protobuf.IConversionOptions): { [k: string]: any };

        /**
         * Converts this DirectMessageEntry to JSON.
         * @returns JSON object
         */
        toJSON(): { [k: string]: any };
    }

    namespace DirectMessageEntry {

        /** Properties of a DirectMessageEntry. */
        interface $Properties {

            /** DirectMessageEntry key */
            key?: string;

            /** DirectMessageEntry value */
            value?: encryption.DirectMessageProtocol.$Properties;

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a DirectMessageEntry. */
        type $Shape = encryption.DirectMessageEntry.$Properties;
    }

    /**
     * Properties of a ProtocolMessage.
     * @deprecated Use encryption.ProtocolMessage.$Properties instead.
     */
    interface IProtocolMessage extends encryption.ProtocolMessage.$Properties {
    }

    /** Represents a ProtocolMessage. */
    class ProtocolMessage {

        /**
         * Constructs a new ProtocolMessage.
         * @param [properties] Properties to set
         */
        constructor(properties?: encryption.ProtocolMessage.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** ProtocolMessage installationId. */
        installationId: string;

        /** ProtocolMessage bundles. */
        bundles: encryption.Bundle[];

        /** ProtocolMessage directMessage. */
        directMessage: encryption.DirectMessageEntry[];

        /** ProtocolMessage publicMessage. */
        publicMessage: (Uint8Array|null);

        /**
         * Creates a new ProtocolMessage instance using the specified properties.
         * @param [properties] Properties to set
         * @returns ProtocolMessage instance
         */
        static create(properties: encryption.ProtocolMessage.$Shape): encryption.ProtocolMessage & encryption.ProtocolMessage.$Shape;
        static create(properties?: encryption.ProtocolMessage.$Properties): encryption.ProtocolMessage;

        /**
         * Encodes the specified ProtocolMessage message. Does not implicitly {@link encryption.ProtocolMessage.verify|verify} messages.
         * @param message ProtocolMessage message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: encryption.ProtocolMessage.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a ProtocolMessage message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {encryption.ProtocolMessage & encryption.ProtocolMessage.$Shape} ProtocolMessage
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): encryption.ProtocolMessage & encryption.ProtocolMessage.$Shape;

        /**
         * Creates a ProtocolMessage message from a plain object. Also converts values to their respective internal types.
         * @param object Plain object
         * @returns ProtocolMessage
         */
        static fromObject(object: { [k: string]: any }): encryption.ProtocolMessage;

        /**
         * Creates a plain object from a ProtocolMessage message. Also converts values to other types if specified.
         * @param message ProtocolMessage
         * @param [options] Conversion options
         * @returns Plain object
         */
        static toObject(message: encryption.ProtocolMessage, options?: $protobuf.IConversionOptions): { [k: string]: any };

        /**
         * Converts this ProtocolMessage to JSON.
         * @returns JSON object
         */
        toJSON(): { [k: string]: any };
    }

    namespace ProtocolMessage {

        /** Properties of a ProtocolMessage. */
        interface $Properties {

            /** ProtocolMessage installationId */
            installationId?: string;

            /** ProtocolMessage bundles */
            bundles?: encryption.Bundle.$Properties[];

            /** ProtocolMessage directMessage */
            directMessage?: encryption.DirectMessageEntry.$Properties[];

            /** ProtocolMessage publicMessage */
            publicMessage?: (Uint8Array|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a ProtocolMessage. */
        type $Shape = encryption.ProtocolMessage.$Properties;
    }
}
