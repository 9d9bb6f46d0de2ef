import * as $protobuf from "protobufjs/minimal.js";
type Long = $protobuf.Long;

/**
 * Properties of an ApplicationMetadataMessage.
 * @deprecated Use ApplicationMetadataMessage.$Properties instead.
 */
export interface IApplicationMetadataMessage extends ApplicationMetadataMessage.$Properties {
}

/** Represents an ApplicationMetadataMessage. */
export class ApplicationMetadataMessage {

    /**
     * Constructs a new ApplicationMetadataMessage.
     * @param [properties] Properties to set
     */
    constructor(properties?: ApplicationMetadataMessage.$Properties);

    /** Unknown fields preserved while decoding when enabled */
    $unknowns?: Uint8Array[];

    /** ApplicationMetadataMessage signature. */
    signature: Uint8Array;

    /** ApplicationMetadataMessage payload. */
    payload: Uint8Array;

    /** ApplicationMetadataMessage type. */
    type: number;

    /**
     * Creates a new ApplicationMetadataMessage instance using the specified properties.
     * @param [properties] Properties to set
     * @returns ApplicationMetadataMessage instance
     */
    static create(properties: ApplicationMetadataMessage.$Shape): ApplicationMetadataMessage & ApplicationMetadataMessage.$Shape;
    static create(properties?: ApplicationMetadataMessage.$Properties): ApplicationMetadataMessage;

    /**
     * Encodes the specified ApplicationMetadataMessage message. Does not implicitly {@link ApplicationMetadataMessage.verify|verify} messages.
     * @param message ApplicationMetadataMessage message or plain object to encode
     * @param [writer] Writer to encode to
     * @returns Writer
     */
    static encode(message: ApplicationMetadataMessage.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

    /**
     * Decodes an ApplicationMetadataMessage message from the specified reader or buffer.
     * @param reader Reader or buffer to decode from
     * @param [length] Message length if known beforehand
     * @returns {ApplicationMetadataMessage & ApplicationMetadataMessage.$Shape} ApplicationMetadataMessage
     * @throws {Error} If the payload is not a reader or valid buffer
     * @throws {$protobuf.util.ProtocolError} If required fields are missing
     */
    static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): ApplicationMetadataMessage & ApplicationMetadataMessage.$Shape;

    /**
     * Creates an ApplicationMetadataMessage message from a plain object. Also converts values to their respective internal types.
     * @param object Plain object
     * @returns ApplicationMetadataMessage
     */
    static fromObject(object: { [k: string]: any }): ApplicationMetadataMessage;

    /**
     * Creates a plain object from an ApplicationMetadataMessage message. Also converts values to other types if specified.
     * @param message ApplicationMetadataMessage
     * @param [options] Conversion options
     * @returns Plain object
     */
    static toObject(message: ApplicationMetadataMessage, options?: $protobuf.IConversionOptions): { [k: string]: any };

    /**
     * Converts this ApplicationMetadataMessage to JSON.
     * @returns JSON object
     */
    toJSON(): { [k: string]: any };
}

export namespace ApplicationMetadataMessage {

    /** Properties of an ApplicationMetadataMessage. */
    interface $Properties {

        /** ApplicationMetadataMessage signature */
        signature?: Uint8Array;

        /** ApplicationMetadataMessage payload */
        payload?: Uint8Array;

        /** ApplicationMetadataMessage type */
        type?: number;

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];
    }

    /** Shape of an ApplicationMetadataMessage. */
    type $Shape = ApplicationMetadataMessage.$Properties;
}

/**
 * Properties of a ChatMessage.
 * @deprecated Use ChatMessage.$Properties instead.
 */
export interface IChatMessage extends ChatMessage.$Properties {
}

/** Represents a ChatMessage. */
export class ChatMessage {

    /**
     * Constructs a new ChatMessage.
     * @param [properties] Properties to set
     */
    constructor(properties?: ChatMessage.$Properties);

    /** Unknown fields preserved while decoding when enabled */
    $unknowns?: Uint8Array[];

    /** ChatMessage clock. */
    clock: Long;

    /** ChatMessage timestamp. */
    timestamp: Long;

    /** ChatMessage text. */
    text: string;

    /** ChatMessage responseTo. */
    responseTo: string;

    /** ChatMessage ensName. */
    ensName: string;

    /** ChatMessage chatId. */
    chatId: string;

    /** ChatMessage messageType. */
    messageType: number;

    /** ChatMessage contentType. */
    contentType: number;

    /** ChatMessage sticker. */
    sticker: (StickerMessage|null);

    /** ChatMessage image. */
    image: (ImageMessage|null);

    /** ChatMessage audio. */
    audio: (AudioMessage|null);

    /** ChatMessage payload. */
    payload?: ("sticker"|"image"|"audio");

    /**
     * Creates a new ChatMessage instance using the specified properties.
     * @param [properties] Properties to set
     * @returns ChatMessage instance
     */
    static create(properties: ChatMessage.$Shape): ChatMessage & ChatMessage.$Shape;
    static create(properties?: ChatMessage.$Properties): ChatMessage;

    /**
     * Encodes the specified ChatMessage message. Does not implicitly {@link ChatMessage.verify|verify} messages.
     * @param message ChatMessage message or plain object to encode
     * @param [writer] Writer to encode to
     * @returns Writer
     */
    static encode(message: ChatMessage.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

    /**
     * Decodes a ChatMessage message from the specified reader or buffer.
     * @param reader Reader or buffer to decode from
     * @param [length] Message length if known beforehand
     * @returns {ChatMessage & ChatMessage.$Shape} ChatMessage
     * @throws {Error} If the payload is not a reader or valid buffer
     * @throws {$protobuf.util.ProtocolError} If required fields are missing
     */
    static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): ChatMessage & ChatMessage.$Shape;

    /**
     * Creates a ChatMessage message from a plain object. Also converts values to their respective internal types.
     * @param object Plain object
     * @returns ChatMessage
     */
    static fromObject(object: { [k: string]: any }): ChatMessage;

    /**
     * Creates a plain object from a ChatMessage message. Also converts values to other types if specified.
     * @param message ChatMessage
     * @param [options] Conversion options
     * @returns Plain object
     */
    static toObject(message: ChatMessage, options?: $protobuf.IConversionOptions): { [k: string]: any };

    /**
     * Converts this ChatMessage to JSON.
     * @returns JSON object
     */
    toJSON(): { [k: string]: any };
}

export namespace ChatMessage {

    /** Properties of a ChatMessage. */
    interface $Properties {

        /** ChatMessage clock */
        clock?: Long;

        /** ChatMessage timestamp */
        timestamp?: Long;

        /** ChatMessage text */
        text?: string;

        /** ChatMessage responseTo */
        responseTo?: string;

        /** ChatMessage ensName */
        ensName?: string;

        /** ChatMessage chatId */
        chatId?: string;

        /** ChatMessage messageType */
        messageType?: number;

        /** ChatMessage contentType */
        contentType?: number;

        /** ChatMessage sticker */
        sticker?: (StickerMessage.$Properties|null);

        /** ChatMessage image */
        image?: (ImageMessage.$Properties|null);

        /** ChatMessage audio */
        audio?: (AudioMessage.$Properties|null);

        /** ChatMessage payload */
        payload?: ("sticker"|"image"|"audio");

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];
    }

    /** Narrowed shape of a ChatMessage. */
    type $Shape = {
      clock?: Long;
      timestamp?: Long;
      text?: string;
      responseTo?: string;
      ensName?: string;
      chatId?: string;
      messageType?: number;
      contentType?: number;
      sticker?: StickerMessage.$Shape|null;
      image?: ImageMessage.$Shape|null;
      audio?: AudioMessage.$Shape|null;
      $unknowns?: Uint8Array[];
    } & (
      ({ payload?: undefined; sticker?: null; image?: null; audio?: null }|{ payload?: "sticker"; sticker: StickerMessage.$Shape; image?: null; audio?: null }|{ payload?: "image"; sticker?: null; image: ImageMessage.$Shape; audio?: null }|{ payload?: "audio"; sticker?: null; image?: null; audio: AudioMessage.$Shape })
    );
}

/**
 * Properties of a StickerMessage.
 * @deprecated Use StickerMessage.$Properties instead.
 */
export interface IStickerMessage extends StickerMessage.$Properties {
}

/** Represents a StickerMessage. */
export class StickerMessage {

    /**
     * Constructs a new StickerMessage.
     * @param [properties] Properties to set
     */
    constructor(properties?: StickerMessage.$Properties);

    /** Unknown fields preserved while decoding when enabled */
    $unknowns?: Uint8Array[];

    /** StickerMessage hash. */
    hash: string;

    /** StickerMessage pack. */
    pack: number;

    /**
     * Creates a new StickerMessage instance using the specified properties.
     * @param [properties] Properties to set
     * @returns StickerMessage instance
     */
    static create(properties: StickerMessage.$Shape): StickerMessage & StickerMessage.$Shape;
    static create(properties?: StickerMessage.$Properties): StickerMessage;

    /**
     * Encodes the specified StickerMessage message. Does not implicitly {@link StickerMessage.verify|verify} messages.
     * @param message StickerMessage message or plain object to encode
     * @param [writer] Writer to encode to
     * @returns Writer
     */
    static encode(message: StickerMessage.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

    /**
     * Decodes a StickerMessage message from the specified reader or buffer.
     * @param reader Reader or buffer to decode from
     * @param [length] Message length if known beforehand
     * @returns {StickerMessage & StickerMessage.$Shape} StickerMessage
     * @throws {Error} If the payload is not a reader or valid buffer
     * @throws {$protobuf.util.ProtocolError} If required fields are missing
     */
    static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): StickerMessage & StickerMessage.$Shape;

    /**
     * Creates a StickerMessage message from a plain object. Also converts values to their respective internal types.
     * @param object Plain object
     * @returns StickerMessage
     */
    static fromObject(object: { [k: string]: any }): StickerMessage;

    /**
     * Creates a plain object from a StickerMessage message. Also converts values to other types if specified.
     * @param message StickerMessage
     * @param [options] Conversion options
     * @returns Plain object
     */
    static toObject(message: StickerMessage, options?: $protobuf.IConversionOptions): { [k: string]: any };

    /**
     * Converts this StickerMessage to JSON.
     * @returns JSON object
     */
    toJSON(): { [k: string]: any };
}

export namespace StickerMessage {

    /** Properties of a StickerMessage. */
    interface $Properties {

        /** StickerMessage hash */
        hash?: string;

        /** StickerMessage pack */
        pack?: number;

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];
    }

    /** Shape of a StickerMessage. */
    type $Shape = StickerMessage.$Properties;
}

/**
 * Properties of an ImageMessage.
 * @deprecated Use ImageMessage.$Properties instead.
 */
export interface IImageMessage extends ImageMessage.$Properties {
}

/** Represents an ImageMessage. */
export class ImageMessage {

    /**
     * Constructs a new ImageMessage.
     * @param [properties] Properties to set
     */
    constructor(properties?: ImageMessage.$Properties);

    /** Unknown fields preserved while decoding when enabled */
    $unknowns?: Uint8Array[];

    /** ImageMessage payload. */
    payload: Uint8Array;

    /** ImageMessage type. */
    type: number;

    /**
     * Creates a new ImageMessage instance using the specified properties.
     * @param [properties] Properties to set
     * @returns ImageMessage instance
     */
    static create(properties: ImageMessage.$Shape): ImageMessage & ImageMessage.$Shape;
    static create(properties?: ImageMessage.$Properties): ImageMessage;

    /**
     * Encodes the specified ImageMessage message. Does not implicitly {@link ImageMessage.verify|verify} messages.
     * @param message ImageMessage message or plain object to encode
     * @param [writer] Writer to encode to
     * @returns Writer
     */
    static encode(message: ImageMessage.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

    /**
     * Decodes an ImageMessage message from the specified reader or buffer.
     * @param reader Reader or buffer to decode from
     * @param [length] Message length if known beforehand
     * @returns {ImageMessage & ImageMessage.$Shape} ImageMessage
     * @throws {Error} If the payload is not a reader or valid buffer
     * @throws {$protobuf.util.ProtocolError} If required fields are missing
     */
    static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): ImageMessage & ImageMessage.$Shape;

    /**
     * Creates an ImageMessage message from a plain object. Also converts values to their respective internal types.
     * @param object Plain object
     * @returns ImageMessage
     */
    static fromObject(object: { [k: string]: any }): ImageMessage;

    /**
     * Creates a plain object from an ImageMessage message. Also converts values to other types if specified.
     * @param message ImageMessage
     * @param [options] Conversion options
     * @returns Plain object
     */
    static toObject(message: ImageMessage, options?: $protobuf.IConversionOptions): { [k: string]: any };

    /**
     * Converts this ImageMessage to JSON.
     * @returns JSON object
     */
    toJSON(): { [k: string]: any };
}

export namespace ImageMessage {

    /** Properties of an ImageMessage. */
    interface $Properties {

        /** ImageMessage payload */
        payload?: Uint8Array;

        /** ImageMessage type */
        type?: number;

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];
    }

    /** Shape of an ImageMessage. */
    type $Shape = ImageMessage.$Properties;
}

/**
 * Properties of an AudioMessage.
 * @deprecated Use AudioMessage.$Properties instead.
 */
export interface IAudioMessage extends AudioMessage.$Properties {
}

/** Represents an AudioMessage. */
export class AudioMessage {

    /**
     * Constructs a new AudioMessage.
     * @param [properties] Properties to set
     */
    constructor(properties?: AudioMessage.$Properties);

    /** Unknown fields preserved while decoding when enabled */
    $unknowns?: Uint8Array[];

    /** AudioMessage payload. */
    payload: Uint8Array;

    /** AudioMessage type. */
    type: number;

    /** AudioMessage durationMs. */
    durationMs: Long;

    /**
     * Creates a new AudioMessage instance using the specified properties.
     * @param [properties] Properties to set
     * @returns AudioMessage instance
     */
    static create(properties: AudioMessage.$Shape): AudioMessage & AudioMessage.$Shape;
    static create(properties?: AudioMessage.$Properties): AudioMessage;

    /**
     * Encodes the specified AudioMessage message. Does not implicitly {@link AudioMessage.verify|verify} messages.
     * @param message AudioMessage message or plain object to encode
     * @param [writer] Writer to encode to
     * @returns Writer
     */
    static encode(message: AudioMessage.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

    /**
     * Decodes an AudioMessage message from the specified reader or buffer.
     * @param reader Reader or buffer to decode from
     * @param [length] Message length if known beforehand
     * @returns {AudioMessage & AudioMessage.$Shape} AudioMessage
     * @throws {Error} If the payload is not a reader or valid buffer
     * @throws {$protobuf.util.ProtocolError} If required fields are missing
     */
    static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): AudioMessage & AudioMessage.$Shape;

    /**
     * Creates an AudioMessage message from a plain object. Also converts values to their respective internal types.
     * @param object Plain object
     * @returns AudioMessage
     */
    static fromObject(object: { [k: string]: any }): AudioMessage;

    /**
     * Creates a plain object from an AudioMessage message. Also converts values to other types if specified.
     * @param message AudioMessage
     * @param [options] Conversion options
     * @returns Plain object
     */
    static toObject(message: AudioMessage, options?: $protobuf.IConversionOptions): { [k: string]: any };

    /**
     * Converts this AudioMessage to JSON.
     * @returns JSON object
     */
    toJSON(): { [k: string]: any };
}

export namespace AudioMessage {

    /** Properties of an AudioMessage. */
    interface $Properties {

        /** AudioMessage payload */
        payload?: Uint8Array;

        /** AudioMessage type */
        type?: number;

        /** AudioMessage durationMs */
        durationMs?: Long;

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];
    }

    /** Shape of an AudioMessage. */
    type $Shape = AudioMessage.$Properties;
}

/**
 * Properties of a ContactCodeAdvertisement.
 * @deprecated Use ContactCodeAdvertisement.$Properties instead.
 */
export interface IContactCodeAdvertisement extends ContactCodeAdvertisement.$Properties {
}

/** Represents a ContactCodeAdvertisement. */
export class ContactCodeAdvertisement {

    /**
     * Constructs a new ContactCodeAdvertisement.
     * @param [properties] Properties to set
     */
    constructor(properties?: ContactCodeAdvertisement.$Properties);

    /** Unknown fields preserved while decoding when enabled */
    $unknowns?: Uint8Array[];

    /** ContactCodeAdvertisement pushNotificationInfo. */
    pushNotificationInfo: PushNotificationQueryInfo[];

    /**
     * Creates a new ContactCodeAdvertisement instance using the specified properties.
     * @param [properties] Properties to set
     * @returns ContactCodeAdvertisement instance
     */
    static create(properties: ContactCodeAdvertisement.$Shape): ContactCodeAdvertisement & ContactCodeAdvertisement.$Shape;
    static create(properties?: ContactCodeAdvertisement.$Properties): ContactCodeAdvertisement;

    /**
     * Encodes the specified ContactCodeAdvertisement message. Does not implicitly {@link ContactCodeAdvertisement.verify|verify} messages.
     * @param message ContactCodeAdvertisement message or plain object to encode
     * @param [writer] Writer to encode to
     * @returns Writer
     */
    static encode(message: ContactCodeAdvertisement.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

    /**
     * Decodes a ContactCodeAdvertisement message from the specified reader or buffer.
     * @param reader Reader or buffer to decode from
     * @param [length] Message length if known beforehand
     * @returns {ContactCodeAdvertisement & ContactCodeAdvertisement.$Shape} ContactCodeAdvertisement
     * @throws {Error} If the payload is not a reader or valid buffer
     * @throws {$protobuf.util.ProtocolError} If required fields are missing
     */
    static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): ContactCodeAdvertisement & ContactCodeAdvertisement.$Shape;

    /**
     * Creates a ContactCodeAdvertisement message from a plain object. Also converts values to their respective internal types.
     * @param object Plain object
     * @returns ContactCodeAdvertisement
     */
    static fromObject(object: { [k: string]: any }): ContactCodeAdvertisement;

    /**
     * Creates a plain object from a ContactCodeAdvertisement message. Also converts values to other types if specified.
     * @param message ContactCodeAdvertisement
     * @param [options] Conversion options
     * @returns Plain object
     */
    static toObject(message: ContactCodeAdvertisement, options?: $protobuf.IConversionOptions): { [k: string]: any };

    /**
     * Converts this ContactCodeAdvertisement to JSON.
     * @returns JSON object
     */
    toJSON(): { [k: string]: any };
}

export namespace ContactCodeAdvertisement {

    /** Properties of a ContactCodeAdvertisement. */
    interface $Properties {

        /** ContactCodeAdvertisement pushNotificationInfo */
        pushNotificationInfo?: PushNotificationQueryInfo.$Properties[];

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];
    }

    /** Shape of a ContactCodeAdvertisement. */
    type $Shape = ContactCodeAdvertisement.$Properties;
}

/**
 * Properties of a PushNotificationQueryInfo.
 * @deprecated Use PushNotificationQueryInfo.$Properties instead.
 */
export interface IPushNotificationQueryInfo extends PushNotificationQueryInfo.$Properties {
}

/** Represents a PushNotificationQueryInfo. */
export class PushNotificationQueryInfo {

    /**
     * Constructs a new PushNotificationQueryInfo.
     * @param [properties] Properties to set
     */
    constructor(properties?: PushNotificationQueryInfo.$Properties);

    /** Unknown fields preserved while decoding when enabled */
    $unknowns?: Uint8Array[];

    /** PushNotificationQueryInfo accessToken. */
    accessToken: string;

    /** PushNotificationQueryInfo installationId. */
    installationId: string;

    /** PushNotificationQueryInfo publicKey. */
    publicKey: Uint8Array;

    /** PushNotificationQueryInfo allowedKeyList. */
    allowedKeyList: Uint8Array[];

    /** PushNotificationQueryInfo grant. */
    grant: Uint8Array;

    /** PushNotificationQueryInfo version. */
    version: Long;

    /** PushNotificationQueryInfo serverPublicKey. */
    serverPublicKey: Uint8Array;

    /**
     * Creates a new PushNotificationQueryInfo instance using the specified properties.
     * @param [properties] Properties to set
     * @returns PushNotificationQueryInfo instance
     */
    static create(properties: PushNotificationQueryInfo.$Shape): PushNotificationQueryInfo & PushNotificationQueryInfo.$Shape;
    static create(properties?: PushNotificationQueryInfo.$Properties): PushNotificationQueryInfo;

    /**
     * Encodes the specified PushNotificationQueryInfo message. Does not implicitly {@link PushNotificationQueryInfo.verify|verify} messages.
     * @param message PushNotificationQueryInfo message or plain object to encode
     * @param [writer] Writer to encode to
     * @returns Writer
     */
    static encode(message: PushNotificationQueryInfo.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

    /**
     * Decodes a PushNotificationQueryInfo message from the specified reader or buffer.
     * @param reader Reader or buffer to decode from
     * @param [length] Message length if known beforehand
     * @returns {PushNotificationQueryInfo & PushNotificationQueryInfo.$Shape} PushNotificationQueryInfo
     * @throws {Error} If the payload is not a reader or valid buffer
     * @throws {$protobuf.util.ProtocolError} If required fields are missing
     */
    static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): PushNotificationQueryInfo & PushNotificationQueryInfo.$Shape;

    /**
     * Creates a PushNotificationQueryInfo message from a plain object. Also converts values to their respective internal types.
     * @param object Plain object
     * @returns PushNotificationQueryInfo
     */
    static fromObject(object: { [k: string]: any }): PushNotificationQueryInfo;

    /**
     * Creates a plain object from a PushNotificationQueryInfo message. Also converts values to other types if specified.
     * @param message PushNotificationQueryInfo
     * @param [options] Conversion options
     * @returns Plain object
     */
    static toObject(message: PushNotificationQueryInfo, options?: $protobuf.IConversionOptions): { [k: string]: any };

    /**
     * Converts this PushNotificationQueryInfo to JSON.
     * @returns JSON object
     */
    toJSON(): { [k: string]: any };
}

export namespace PushNotificationQueryInfo {

    /** Properties of a PushNotificationQueryInfo. */
    interface $Properties {

        /** PushNotificationQueryInfo accessToken */
        accessToken?: string;

        /** PushNotificationQueryInfo installationId */
        installationId?: string;

        /** PushNotificationQueryInfo publicKey */
        publicKey?: Uint8Array;

        /** PushNotificationQueryInfo allowedKeyList */
        allowedKeyList?: Uint8Array[];

        /** PushNotificationQueryInfo grant */
        grant?: Uint8Array;

        /** PushNotificationQueryInfo version */
        version?: Long;

        /** PushNotificationQueryInfo serverPublicKey */
        serverPublicKey?: Uint8Array;

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];
    }

    /** Shape of a PushNotificationQueryInfo. */
    type $Shape = PushNotificationQueryInfo.$Properties;
}
