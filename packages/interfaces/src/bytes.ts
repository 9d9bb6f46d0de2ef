declare const thing: unique symbol;
declare const secret: unique symbol;

/**
 * Bytes that stand for one thing and may be shown to anybody. Whoever makes them has checked them, so that two arguments of bytes cannot
 * change places unseen: `publicKeyOf`, `parsePublicKey`, `recover` of `@status/crypto` give a `PublicKey`, and a layer writes
 * `bytes as SyncId` where it makes an id. To be used like any other `Uint8Array`; `copyBytes` of `@status/base` keeps what they are, `slice` gives
 * plain ones.
 */
export type Bytes<Thing extends string> = Uint8Array & { readonly [thing]: Thing };

/** Bytes of one kind that nobody else may see: in no log, no error, no metric, no event. Whoever makes them wipes them. */
export type SecretBytes<Thing extends string> = Uint8Array & { readonly [secret]: Thing };

/** 65 bytes `04 ‖ X ‖ Y`: a point on secp256k1, never infinity. The name of an identity at every seam. */
export type PublicKey = Bytes<'public key'>;

/** 32 bytes: a big-endian scalar from 1 to n − 1 on secp256k1. */
export type PrivateKey = SecretBytes<'private key'>;

/** 32 bytes, not all zero. */
export type SymmetricKey = SecretBytes<'symmetric key'>;

/** 32 bytes that two identities agreed on, for a router to find a meeting point by. */
export type MeetingSecret = SecretBytes<'meeting secret'>;

/** 4 bytes that say which crowd a message belongs to. Colliding topics are normal. */
export type Topic = Bytes<'topic'>;

/** 32 bytes: the name that a transport gives to one posted message. */
export type MessageHash = Bytes<'message hash'>;

/** 32 bytes: the name of an application message, the same for author and readers. */
export type MessageId = Bytes<'message id'>;

/** The name that data sync gives to a message, the same at both ends of a reliable one. At least one byte, opaque. */
export type SyncId = Bytes<'sync id'>;

/** The name of a group of peers that synchronise. At least one byte, opaque. */
export type GroupId = Bytes<'group id'>;
