import * as $protobuf from "protobufjs/minimal.js";
type Long = $protobuf.Long;

/**
 * Properties of a WaitingRow.
 * @deprecated Use WaitingRow.$Properties instead.
 */
export interface IWaitingRow extends WaitingRow.$Properties {
}

/** Represents a WaitingRow. */
export class WaitingRow {

    /**
     * Constructs a new WaitingRow.
     * @param [properties] Properties to set
     */
    constructor(properties?: WaitingRow.$Properties);

    /** Unknown fields preserved while decoding when enabled */
    $unknowns?: Uint8Array[];

    /** WaitingRow attempts. */
    attempts: number;

    /** WaitingRow failures. */
    failures: number;

    /** WaitingRow createdAt. */
    createdAt: number;

    /** WaitingRow sentAt. */
    sentAt: number;

    /** WaitingRow dueAt. */
    dueAt: number;

    /**
     * Creates a new WaitingRow instance using the specified properties.
     * @param [properties] Properties to set
     * @returns WaitingRow instance
     */
    static create(properties: WaitingRow.$Shape): WaitingRow & WaitingRow.$Shape;
    static create(properties?: WaitingRow.$Properties): WaitingRow;

    /**
     * Encodes the specified WaitingRow message. Does not implicitly {@link WaitingRow.verify|verify} messages.
     * @param message WaitingRow message or plain object to encode
     * @param [writer] Writer to encode to
     * @returns Writer
     */
    static encode(message: WaitingRow.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

    /**
     * Decodes a WaitingRow message from the specified reader or buffer.
     * @param reader Reader or buffer to decode from
     * @param [length] Message length if known beforehand
     * @returns {WaitingRow & WaitingRow.$Shape} WaitingRow
     * @throws {Error} If the payload is not a reader or valid buffer
     * @throws {$protobuf.util.ProtocolError} If required fields are missing
     */
    static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): WaitingRow & WaitingRow.$Shape;

    /**
     * Creates a WaitingRow message from a plain object. Also converts values to their respective internal types.
     * @param object Plain object
     * @returns WaitingRow
     */
    static fromObject(object: { [k: string]: any }): WaitingRow;

    /**
     * Creates a plain object from a WaitingRow message. Also converts values to other types if specified.
     * @param message WaitingRow
     * @param [options] Conversion options
     * @returns Plain object
     */
    static toObject(message: WaitingRow, options?: $protobuf.IConversionOptions): { [k: string]: any };

    /**
     * Converts this WaitingRow to JSON.
     * @returns JSON object
     */
    toJSON(): { [k: string]: any };
}

export namespace WaitingRow {

    /** Properties of a WaitingRow. */
    interface $Properties {

        /** WaitingRow attempts */
        attempts?: number;

        /** WaitingRow failures */
        failures?: number;

        /** WaitingRow createdAt */
        createdAt?: number;

        /** WaitingRow sentAt */
        sentAt?: number;

        /** WaitingRow dueAt */
        dueAt?: number;

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];
    }

    /** Shape of a WaitingRow. */
    type $Shape = WaitingRow.$Properties;
}

/**
 * Properties of a WaitingPeer.
 * @deprecated Use WaitingPeer.$Properties instead.
 */
export interface IWaitingPeer extends WaitingPeer.$Properties {
}

/** Represents a WaitingPeer. */
export class WaitingPeer {

    /**
     * Constructs a new WaitingPeer.
     * @param [properties] Properties to set
     */
    constructor(properties?: WaitingPeer.$Properties);

    /** Unknown fields preserved while decoding when enabled */
    $unknowns?: Uint8Array[];

    /** WaitingPeer firstDueAt. */
    firstDueAt: number;

    /** WaitingPeer notBefore. */
    notBefore: number;

    /** WaitingPeer heardAt. */
    heardAt: number;

    /** WaitingPeer acks. */
    acks: number;

    /** WaitingPeer requests. */
    requests: number;

    /** WaitingPeer messages. */
    messages: number;

    /**
     * Creates a new WaitingPeer instance using the specified properties.
     * @param [properties] Properties to set
     * @returns WaitingPeer instance
     */
    static create(properties: WaitingPeer.$Shape): WaitingPeer & WaitingPeer.$Shape;
    static create(properties?: WaitingPeer.$Properties): WaitingPeer;

    /**
     * Encodes the specified WaitingPeer message. Does not implicitly {@link WaitingPeer.verify|verify} messages.
     * @param message WaitingPeer message or plain object to encode
     * @param [writer] Writer to encode to
     * @returns Writer
     */
    static encode(message: WaitingPeer.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

    /**
     * Decodes a WaitingPeer message from the specified reader or buffer.
     * @param reader Reader or buffer to decode from
     * @param [length] Message length if known beforehand
     * @returns {WaitingPeer & WaitingPeer.$Shape} WaitingPeer
     * @throws {Error} If the payload is not a reader or valid buffer
     * @throws {$protobuf.util.ProtocolError} If required fields are missing
     */
    static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): WaitingPeer & WaitingPeer.$Shape;

    /**
     * Creates a WaitingPeer message from a plain object. Also converts values to their respective internal types.
     * @param object Plain object
     * @returns WaitingPeer
     */
    static fromObject(object: { [k: string]: any }): WaitingPeer;

    /**
     * Creates a plain object from a WaitingPeer message. Also converts values to other types if specified.
     * @param message WaitingPeer
     * @param [options] Conversion options
     * @returns Plain object
     */
    static toObject(message: WaitingPeer, options?: $protobuf.IConversionOptions): { [k: string]: any };

    /**
     * Converts this WaitingPeer to JSON.
     * @returns JSON object
     */
    toJSON(): { [k: string]: any };
}

export namespace WaitingPeer {

    /** Properties of a WaitingPeer. */
    interface $Properties {

        /** WaitingPeer firstDueAt */
        firstDueAt?: number;

        /** WaitingPeer notBefore */
        notBefore?: number;

        /** WaitingPeer heardAt */
        heardAt?: number;

        /** WaitingPeer acks */
        acks?: number;

        /** WaitingPeer requests */
        requests?: number;

        /** WaitingPeer messages */
        messages?: number;

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];
    }

    /** Shape of a WaitingPeer. */
    type $Shape = WaitingPeer.$Properties;
}
