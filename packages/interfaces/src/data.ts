import type { MessageId, PrivateKey, PublicKey } from './bytes.ts';

/**
 * Codes that every implementation of this seam uses: `DATA_KIND` (a kind that is not registered), `DATA_VALUE` (a content that has no form on the
 * wire; `validate` finds such ones).
 */
export type DataErrorCode = 'DATA_KIND' | 'DATA_VALUE';

/**
 * What people say, as bytes: application messages, who wrote them, and whether they make sense.
 *
 * Pure: no state, no keys kept, no knowledge of topics, sessions or retransmission. Which kinds of messages there are is for whoever makes the layer to
 * decide: each is a `MessageKind`, a value. How a message is wrapped, signed and told apart on the wire is the layer's own.
 *
 * - `wrap` signs and encodes. Deterministic: the same message and key give the same bytes and id.
 * - `unwrap` never throws for received bytes. The author comes from the signature; without one, from the layer below. Contents are memory of
 *   their own.
 * - `validate` is for both directions: what fails it must not be sent, and is dropped when it arrives.
 *
 * Acid test. *Status payloads*: protobuf in a signed wrapper, a kind for each wire number. *JSON*, *CBOR*: kinds under their names. *A codec that signs
 * nothing*: `signed` is false, and the author whoever the layers below authenticated.
 */
export interface DataLayer {
  /** For people and logs, such as `status-payload`. */
  readonly name: string;
  /** The kinds that it knows, by name. */
  readonly kinds: ReadonlyMap<string, MessageKind>;
  /**
   * Throws `DATA_KIND`, `DATA_VALUE`, the latter for any `StatusError` of the `encode` of its kind. Need not ask `validate`: whoever sends does. A message of kind
   * `unknown` is passed on as it came, signed by `author` where the layer signs.
   */
  wrap(message: ApplicationMessage, author: PrivateKey): WrappedMessage;
  /** @param sender whom the layer below authenticated. */
  unwrap(bytes: Uint8Array, sender: PublicKey): Unwrapped;
  /** What is wrong with a message; `undefined` if nothing is. An unknown one has nothing to be judged by and passes. Throws `DATA_KIND`. */
  validate(message: ApplicationMessage, context: ValidationContext): ValidationIssue | undefined;
  /**
   * The next Lamport clock of a conversation and its timestamp, both ms; `last` is the highest clock seen there. The clock is later than `last`, not before
   * now, and no further ahead than that takes; the timestamp is now.
   */
  nextClock(last: bigint, now: number): { readonly clock: bigint; readonly timestamp: bigint };
}

/**
 * One kind of application message: what its content is, and how that becomes bytes. Contents are plain data.
 *
 * A layer may ask more of a kind than this (Status payloads: the number on the wire) and says so in a type of its own that extends this one.
 */
export interface MessageKind<Content = unknown> {
  /** Such as `chat` or `emoji-reaction`: `[a-z0-9-]+`, but not `unknown`. What features of a messenger find it by. */
  readonly name: string;
  /** Throws a `StatusError` for a content that has no form on the wire. */
  encode(content: Content): Uint8Array;
  /** Throws a `StatusError`, and nothing else, for bytes that are no such content. */
  decode(bytes: Uint8Array): Content;
  /** What is wrong with a content; `undefined` if nothing is. Never throws for what `decode` gives. */
  validate(content: Content, context: ValidationContext): ValidationIssue | undefined;
}

/** A message of some kind. `content` is what the kind of that name encodes and decodes. */
export interface ApplicationMessage<Content = unknown> {
  readonly kind: string;
  readonly content: Content;
}

/** Kind of messages that no registered kind reads, such as those of later versions: kept as bytes, shown to nobody. */
export type UnknownKind = 'unknown';

/** Content of a message of kind `unknown`. */
export interface UnknownContent {
  /** How the layer's wire calls the kind. */
  readonly type: string;
  readonly payload: Uint8Array;
}

/** A message as it goes to the layer below. */
export interface WrappedMessage {
  /** The same for every recipient, as `unwrap` gives it; another for another author or content. */
  readonly id: MessageId;
  readonly bytes: Uint8Array;
}

/** What received bytes are, or why they are nothing. */
export type Unwrapped =
  | {
      readonly ok: true;
      readonly id: MessageId;
      readonly author: PublicKey;
      /** False: the message is not signed itself; its author is deniable and it must not be passed on. */
      readonly signed: boolean;
      readonly message: ApplicationMessage;
    }
  | {
      readonly ok: false;
      /** Stable code (`[A-Z0-9_]+`). */
      readonly reason: string;
    };

/** What a message is judged against. */
export interface ValidationContext {
  /** When the transport says it was sent, Unix ms; for an own message now. */
  readonly sentAt: number;
}

/** The first thing that is wrong with a message. */
export interface ValidationIssue {
  /** Stable code (`[A-Z0-9_]+`), such as `CLOCK_TOO_HIGH`. */
  readonly reason: string;
  /** Field at fault. */
  readonly field: string;
  /** It is only wrong for now: the same message is in order when it is sent again later, as one from a clock that was ahead. Said wherever that holds. */
  readonly passes?: true;
}

/**
 * Content of the kind `chat`, which every data layer for people has: something said in a conversation.
 */
export interface ChatContent {
  /** Lamport clock in ms that orders a conversation. `validate` refuses one a day or more ahead of `sentAt` (which `passes`), and none for being old. */
  readonly clock: bigint;
  /** Sender's time, Unix ms. */
  readonly timestamp: bigint;
  /** 1–4096 bytes of UTF-8, not blank. */
  readonly text: string;
  /** Id of the message that this one answers (`0x` and 64 hex digits), or empty. */
  readonly responseTo: string;
  /** Name that the sender claims, unverified, or empty. */
  readonly ensName: string;
  /** Public chat: its name. One to one: the recipient's key as `0x04…`. Group: the id that its members share. */
  readonly chatId: string;
  readonly place: ChatPlace;
  readonly content: ContentType;
  readonly attachment?: Attachment;
}

/** In which sort of conversation something was said; `other-<number of the wire>` for one that nobody may use, which `validate` refuses. */
export type ChatPlace = 'one-to-one' | 'public' | 'group' | `other-${number}`;

/** What a chat message shows; `other-<number of the wire>` for one of a later version, shown by its text. */
export type ContentType = 'text' | 'sticker' | 'status' | 'emoji' | 'image' | 'audio' | `other-${number}`;

/** What a chat message carries besides its text. A media type is one of `image/…` or `audio/…`, or `other-<number of the wire>`: a claim. */
export type Attachment =
  | { readonly kind: 'sticker'; readonly hash: string; readonly pack: number }
  | { readonly kind: 'image'; readonly mediaType: string; readonly bytes: Uint8Array }
  | { readonly kind: 'audio'; readonly mediaType: string; readonly bytes: Uint8Array; readonly durationMs: bigint };

/**
 * Content of the kind `contact-code`, which every data layer for people has too: nothing. What matters is the key material that the security layer puts
 * around it.
 */
export type ContactCodeContent = Readonly<Record<string, never>>;
