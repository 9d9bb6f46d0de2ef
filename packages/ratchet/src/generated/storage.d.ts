import * as $protobuf from "protobufjs/minimal.js";
type Long = $protobuf.Long;

/** Namespace ratchet. */
export namespace ratchet {

    /**
     * Properties of a Session.
     * @deprecated Use ratchet.Session.$Properties instead.
     */
    interface ISession extends ratchet.Session.$Properties {
    }

    /** Represents a Session. */
    class Session {

        /**
         * Constructs a new Session.
         * @param [properties] Properties to set
         */
        constructor(properties?: ratchet.Session.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** Session initiator. */
        initiator: boolean;

        /** Session installationId. */
        installationId: string;

        /** Session acknowledged. */
        acknowledged: boolean;

        /** Session createdAt. */
        createdAt: Long;

        /** Session receivedAt. */
        receivedAt: Long;

        /** Session selfPrivate. */
        selfPrivate: Uint8Array;

        /** Session selfPublic. */
        selfPublic: Uint8Array;

        /** Session remote. */
        remote: Uint8Array;

        /** Session rootKey. */
        rootKey: Uint8Array;

        /** Session sendChainKey. */
        sendChainKey: Uint8Array;

        /** Session sendCount. */
        sendCount: number;

        /** Session receiveChainKey. */
        receiveChainKey: Uint8Array;

        /** Session receiveCount. */
        receiveCount: number;

        /** Session previousCount. */
        previousCount: number;

        /** Session keysCount. */
        keysCount: number;

        /** Session stored. */
        stored: number;

        /** Session oldest. */
        oldest: number;

        /** Session chains. */
        chains: number;

        /**
         * Creates a new Session instance using the specified properties.
         * @param [properties] Properties to set
         * @returns Session instance
         */
        static create(properties: ratchet.Session.$Shape): ratchet.Session & ratchet.Session.$Shape;
        static create(properties?: ratchet.Session.$Properties): ratchet.Session;

        /**
         * Encodes the specified Session message. Does not implicitly {@link ratchet.Session.verify|verify} messages.
         * @param message Session message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: ratchet.Session.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a Session message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {ratchet.Session & ratchet.Session.$Shape} Session
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): ratchet.Session & ratchet.Session.$Shape;

        /**
         * Creates a Session message from a plain object. Also converts values to their respective internal types.
         * @param object Plain object
         * @returns Session
         */
        static fromObject(object: { [k: string]: any }): ratchet.Session;

        /**
         * Creates a plain object from a Session message. Also converts values to other types if specified.
         * @param message Session
         * @param [options] Conversion options
         * @returns Plain object
         */
        static toObject(message: ratchet.Session, options?: $protobuf.IConversionOptions): { [k: string]: any };

        /**
         * Converts this Session to JSON.
         * @returns JSON object
         */
        toJSON(): { [k: string]: any };
    }

    namespace Session {

        /** Properties of a Session. */
        interface $Properties {

            /** Session initiator */
            initiator?: boolean;

            /** Session installationId */
            installationId?: string;

            /** Session acknowledged */
            acknowledged?: boolean;

            /** Session createdAt */
            createdAt?: Long;

            /** Session receivedAt */
            receivedAt?: Long;

            /** Session selfPrivate */
            selfPrivate?: Uint8Array;

            /** Session selfPublic */
            selfPublic?: Uint8Array;

            /** Session remote */
            remote?: Uint8Array;

            /** Session rootKey */
            rootKey?: Uint8Array;

            /** Session sendChainKey */
            sendChainKey?: Uint8Array;

            /** Session sendCount */
            sendCount?: number;

            /** Session receiveChainKey */
            receiveChainKey?: Uint8Array;

            /** Session receiveCount */
            receiveCount?: number;

            /** Session previousCount */
            previousCount?: number;

            /** Session keysCount */
            keysCount?: number;

            /** Session stored */
            stored?: number;

            /** Session oldest */
            oldest?: number;

            /** Session chains */
            chains?: number;

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a Session. */
        type $Shape = ratchet.Session.$Properties;
    }

    /**
     * Properties of a MessageKey.
     * @deprecated Use ratchet.MessageKey.$Properties instead.
     */
    interface IMessageKey extends ratchet.MessageKey.$Properties {
    }

    /** Represents a MessageKey. */
    class MessageKey {

        /**
         * Constructs a new MessageKey.
         * @param [properties] Properties to set
         */
        constructor(properties?: ratchet.MessageKey.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** MessageKey key. */
        key: Uint8Array;

        /** MessageKey usedAt. */
        usedAt: Long;

        /**
         * Creates a new MessageKey instance using the specified properties.
         * @param [properties] Properties to set
         * @returns MessageKey instance
         */
        static create(properties: ratchet.MessageKey.$Shape): ratchet.MessageKey & ratchet.MessageKey.$Shape;
        static create(properties?: ratchet.MessageKey.$Properties): ratchet.MessageKey;

        /**
         * Encodes the specified MessageKey message. Does not implicitly {@link ratchet.MessageKey.verify|verify} messages.
         * @param message MessageKey message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: ratchet.MessageKey.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a MessageKey message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {ratchet.MessageKey & ratchet.MessageKey.$Shape} MessageKey
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): ratchet.MessageKey & ratchet.MessageKey.$Shape;

        /**
         * Creates a MessageKey message from a plain object. Also converts values to their respective internal types.
         * @param object Plain object
         * @returns MessageKey
         */
        static fromObject(object: { [k: string]: any }): ratchet.MessageKey;

        /**
         * Creates a plain object from a MessageKey message. Also converts values to other types if specified.
         * @param message MessageKey
         * @param [options] Conversion options
         * @returns Plain object
         */
        static toObject(message: ratchet.MessageKey, options?: $protobuf.IConversionOptions): { [k: string]: any };

        /**
         * Converts this MessageKey to JSON.
         * @returns JSON object
         */
        toJSON(): { [k: string]: any };
    }

    namespace MessageKey {

        /** Properties of a MessageKey. */
        interface $Properties {

            /** MessageKey key */
            key?: Uint8Array;

            /** MessageKey usedAt */
            usedAt?: Long;

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a MessageKey. */
        type $Shape = ratchet.MessageKey.$Properties;
    }

    /**
     * Properties of a Chain.
     * @deprecated Use ratchet.Chain.$Properties instead.
     */
    interface IChain extends ratchet.Chain.$Properties {
    }

    /** Represents a Chain. */
    class Chain {

        /**
         * Constructs a new Chain.
         * @param [properties] Properties to set
         */
        constructor(properties?: ratchet.Chain.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** Chain base. */
        base: number;

        /** Chain count. */
        count: number;

        /**
         * Creates a new Chain instance using the specified properties.
         * @param [properties] Properties to set
         * @returns Chain instance
         */
        static create(properties: ratchet.Chain.$Shape): ratchet.Chain & ratchet.Chain.$Shape;
        static create(properties?: ratchet.Chain.$Properties): ratchet.Chain;

        /**
         * Encodes the specified Chain message. Does not implicitly {@link ratchet.Chain.verify|verify} messages.
         * @param message Chain message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: ratchet.Chain.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a Chain message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {ratchet.Chain & ratchet.Chain.$Shape} Chain
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): ratchet.Chain & ratchet.Chain.$Shape;

        /**
         * Creates a Chain message from a plain object. Also converts values to their respective internal types.
         * @param object Plain object
         * @returns Chain
         */
        static fromObject(object: { [k: string]: any }): ratchet.Chain;

        /**
         * Creates a plain object from a Chain message. Also converts values to other types if specified.
         * @param message Chain
         * @param [options] Conversion options
         * @returns Plain object
         */
        static toObject(message: ratchet.Chain, options?: $protobuf.IConversionOptions): { [k: string]: any };

        /**
         * Converts this Chain to JSON.
         * @returns JSON object
         */
        toJSON(): { [k: string]: any };
    }

    namespace Chain {

        /** Properties of a Chain. */
        interface $Properties {

            /** Chain base */
            base?: number;

            /** Chain count */
            count?: number;

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a Chain. */
        type $Shape = ratchet.Chain.$Properties;
    }

    /**
     * Properties of an Installation.
     * @deprecated Use ratchet.Installation.$Properties instead.
     */
    interface IInstallation extends ratchet.Installation.$Properties {
    }

    /** Represents an Installation. */
    class Installation {

        /**
         * Constructs a new Installation.
         * @param [properties] Properties to set
         */
        constructor(properties?: ratchet.Installation.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** Installation preKey. */
        preKey: Uint8Array;

        /** Installation version. */
        version: number;

        /** Installation protocolVersion. */
        protocolVersion: number;

        /** Installation timestamp. */
        timestamp: Long;

        /** Installation preKeyAt. */
        preKeyAt: Long;

        /** Installation enabled. */
        enabled: boolean;

        /** Installation knowsSecret. */
        knowsSecret: boolean;

        /** Installation session. */
        session: Uint8Array;

        /**
         * Creates a new Installation instance using the specified properties.
         * @param [properties] Properties to set
         * @returns Installation instance
         */
        static create(properties: ratchet.Installation.$Shape): ratchet.Installation & ratchet.Installation.$Shape;
        static create(properties?: ratchet.Installation.$Properties): ratchet.Installation;

        /**
         * Encodes the specified Installation message. Does not implicitly {@link ratchet.Installation.verify|verify} messages.
         * @param message Installation message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: ratchet.Installation.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes an Installation message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {ratchet.Installation & ratchet.Installation.$Shape} Installation
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): ratchet.Installation & ratchet.Installation.$Shape;

        /**
         * Creates an Installation message from a plain object. Also converts values to their respective internal types.
         * @param object Plain object
         * @returns Installation
         */
        static fromObject(object: { [k: string]: any }): ratchet.Installation;

        /**
         * Creates a plain object from an Installation message. Also converts values to other types if specified.
         * @param message Installation
         * @param [options] Conversion options
         * @returns Plain object
         */
        static toObject(message: ratchet.Installation, options?: $protobuf.IConversionOptions): { [k: string]: any };

        /**
         * Converts this Installation to JSON.
         * @returns JSON object
         */
        toJSON(): { [k: string]: any };
    }

    namespace Installation {

        /** Properties of an Installation. */
        interface $Properties {

            /** Installation preKey */
            preKey?: Uint8Array;

            /** Installation version */
            version?: number;

            /** Installation protocolVersion */
            protocolVersion?: number;

            /** Installation timestamp */
            timestamp?: Long;

            /** Installation preKeyAt */
            preKeyAt?: Long;

            /** Installation enabled */
            enabled?: boolean;

            /** Installation knowsSecret */
            knowsSecret?: boolean;

            /** Installation session */
            session?: Uint8Array;

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of an Installation. */
        type $Shape = ratchet.Installation.$Properties;
    }

    /**
     * Properties of a Peer.
     * @deprecated Use ratchet.Peer.$Properties instead.
     */
    interface IPeer extends ratchet.Peer.$Properties {
    }

    /** Represents a Peer. */
    class Peer {

        /**
         * Constructs a new Peer.
         * @param [properties] Properties to set
         */
        constructor(properties?: ratchet.Peer.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** Peer secret. */
        secret: Uint8Array;

        /** Peer advertisedAt. */
        advertisedAt: Long;

        /**
         * Creates a new Peer instance using the specified properties.
         * @param [properties] Properties to set
         * @returns Peer instance
         */
        static create(properties: ratchet.Peer.$Shape): ratchet.Peer & ratchet.Peer.$Shape;
        static create(properties?: ratchet.Peer.$Properties): ratchet.Peer;

        /**
         * Encodes the specified Peer message. Does not implicitly {@link ratchet.Peer.verify|verify} messages.
         * @param message Peer message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: ratchet.Peer.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a Peer message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {ratchet.Peer & ratchet.Peer.$Shape} Peer
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): ratchet.Peer & ratchet.Peer.$Shape;

        /**
         * Creates a Peer message from a plain object. Also converts values to their respective internal types.
         * @param object Plain object
         * @returns Peer
         */
        static fromObject(object: { [k: string]: any }): ratchet.Peer;

        /**
         * Creates a plain object from a Peer message. Also converts values to other types if specified.
         * @param message Peer
         * @param [options] Conversion options
         * @returns Plain object
         */
        static toObject(message: ratchet.Peer, options?: $protobuf.IConversionOptions): { [k: string]: any };

        /**
         * Converts this Peer to JSON.
         * @returns JSON object
         */
        toJSON(): { [k: string]: any };
    }

    namespace Peer {

        /** Properties of a Peer. */
        interface $Properties {

            /** Peer secret */
            secret?: Uint8Array;

            /** Peer advertisedAt */
            advertisedAt?: Long;

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a Peer. */
        type $Shape = ratchet.Peer.$Properties;
    }

    /**
     * Properties of a PreKey.
     * @deprecated Use ratchet.PreKey.$Properties instead.
     */
    interface IPreKey extends ratchet.PreKey.$Properties {
    }

    /** Represents a PreKey. */
    class PreKey {

        /**
         * Constructs a new PreKey.
         * @param [properties] Properties to set
         */
        constructor(properties?: ratchet.PreKey.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** PreKey privateKey. */
        privateKey: Uint8Array;

        /** PreKey expiredAt. */
        expiredAt: Long;

        /**
         * Creates a new PreKey instance using the specified properties.
         * @param [properties] Properties to set
         * @returns PreKey instance
         */
        static create(properties: ratchet.PreKey.$Shape): ratchet.PreKey & ratchet.PreKey.$Shape;
        static create(properties?: ratchet.PreKey.$Properties): ratchet.PreKey;

        /**
         * Encodes the specified PreKey message. Does not implicitly {@link ratchet.PreKey.verify|verify} messages.
         * @param message PreKey message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: ratchet.PreKey.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a PreKey message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {ratchet.PreKey & ratchet.PreKey.$Shape} PreKey
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): ratchet.PreKey & ratchet.PreKey.$Shape;

        /**
         * Creates a PreKey message from a plain object. Also converts values to their respective internal types.
         * @param object Plain object
         * @returns PreKey
         */
        static fromObject(object: { [k: string]: any }): ratchet.PreKey;

        /**
         * Creates a plain object from a PreKey message. Also converts values to other types if specified.
         * @param message PreKey
         * @param [options] Conversion options
         * @returns Plain object
         */
        static toObject(message: ratchet.PreKey, options?: $protobuf.IConversionOptions): { [k: string]: any };

        /**
         * Converts this PreKey to JSON.
         * @returns JSON object
         */
        toJSON(): { [k: string]: any };
    }

    namespace PreKey {

        /** Properties of a PreKey. */
        interface $Properties {

            /** PreKey privateKey */
            privateKey?: Uint8Array;

            /** PreKey expiredAt */
            expiredAt?: Long;

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a PreKey. */
        type $Shape = ratchet.PreKey.$Properties;
    }

    /**
     * Properties of a Self.
     * @deprecated Use ratchet.Self.$Properties instead.
     */
    interface ISelf extends ratchet.Self.$Properties {
    }

    /** Represents a Self. */
    class Self {

        /**
         * Constructs a new Self.
         * @param [properties] Properties to set
         */
        constructor(properties?: ratchet.Self.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** Self preKey. */
        preKey: Uint8Array;

        /** Self version. */
        version: number;

        /** Self createdAt. */
        createdAt: Long;

        /** Self timestamp. */
        timestamp: Long;

        /**
         * Creates a new Self instance using the specified properties.
         * @param [properties] Properties to set
         * @returns Self instance
         */
        static create(properties: ratchet.Self.$Shape): ratchet.Self & ratchet.Self.$Shape;
        static create(properties?: ratchet.Self.$Properties): ratchet.Self;

        /**
         * Encodes the specified Self message. Does not implicitly {@link ratchet.Self.verify|verify} messages.
         * @param message Self message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: ratchet.Self.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a Self message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {ratchet.Self & ratchet.Self.$Shape} Self
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): ratchet.Self & ratchet.Self.$Shape;

        /**
         * Creates a Self message from a plain object. Also converts values to their respective internal types.
         * @param object Plain object
         * @returns Self
         */
        static fromObject(object: { [k: string]: any }): ratchet.Self;

        /**
         * Creates a plain object from a Self message. Also converts values to other types if specified.
         * @param message Self
         * @param [options] Conversion options
         * @returns Plain object
         */
        static toObject(message: ratchet.Self, options?: $protobuf.IConversionOptions): { [k: string]: any };

        /**
         * Converts this Self to JSON.
         * @returns JSON object
         */
        toJSON(): { [k: string]: any };
    }

    namespace Self {

        /** Properties of a Self. */
        interface $Properties {

            /** Self preKey */
            preKey?: Uint8Array;

            /** Self version */
            version?: number;

            /** Self createdAt */
            createdAt?: Long;

            /** Self timestamp */
            timestamp?: Long;

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a Self. */
        type $Shape = ratchet.Self.$Properties;
    }

    /**
     * Properties of a Fallback.
     * @deprecated Use ratchet.Fallback.$Properties instead.
     */
    interface IFallback extends ratchet.Fallback.$Properties {
    }

    /** Represents a Fallback. */
    class Fallback {

        /**
         * Constructs a new Fallback.
         * @param [properties] Properties to set
         */
        constructor(properties?: ratchet.Fallback.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** Fallback openedAt. */
        openedAt: Long;

        /** Fallback confirmed. */
        confirmed: boolean;

        /**
         * Creates a new Fallback instance using the specified properties.
         * @param [properties] Properties to set
         * @returns Fallback instance
         */
        static create(properties: ratchet.Fallback.$Shape): ratchet.Fallback & ratchet.Fallback.$Shape;
        static create(properties?: ratchet.Fallback.$Properties): ratchet.Fallback;

        /**
         * Encodes the specified Fallback message. Does not implicitly {@link ratchet.Fallback.verify|verify} messages.
         * @param message Fallback message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: ratchet.Fallback.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a Fallback message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {ratchet.Fallback & ratchet.Fallback.$Shape} Fallback
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): ratchet.Fallback & ratchet.Fallback.$Shape;

        /**
         * Creates a Fallback message from a plain object. Also converts values to their respective internal types.
         * @param object Plain object
         * @returns Fallback
         */
        static fromObject(object: { [k: string]: any }): ratchet.Fallback;

        /**
         * Creates a plain object from a Fallback message. Also converts values to other types if specified.
         * @param message Fallback
         * @param [options] Conversion options
         * @returns Plain object
         */
        static toObject(message: ratchet.Fallback, options?: $protobuf.IConversionOptions): { [k: string]: any };

        /**
         * Converts this Fallback to JSON.
         * @returns JSON object
         */
        toJSON(): { [k: string]: any };
    }

    namespace Fallback {

        /** Properties of a Fallback. */
        interface $Properties {

            /** Fallback openedAt */
            openedAt?: Long;

            /** Fallback confirmed */
            confirmed?: boolean;

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a Fallback. */
        type $Shape = ratchet.Fallback.$Properties;
    }
}
