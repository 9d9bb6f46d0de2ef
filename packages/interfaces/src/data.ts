/**
 * What people say, as bytes: application messages, who wrote them, and whether they make sense.
 *
 * Pure: no state, no keys kept, no knowledge of topics, sessions or retransmission.
 *
 * - `wrap` signs and encodes. Deterministic: the same message and key give the same bytes and id.
 * - `unwrap` never throws for received bytes. The author comes from the signature; without one, from the layer below.
 * - `validate` is for both directions: what fails it must not be sent, and is dropped when it arrives.
 */
export interface DataLayer {
  /** @param privateKey of the author, 32 bytes. Throws a `StatusError` for a message that has no wire form. */
  wrap(message: ApplicationMessage, privateKey: Uint8Array): WrappedMessage;
  /** @param sender public key (65 bytes) that the layer below authenticated. */
  unwrap(bytes: Uint8Array, sender: Uint8Array): Unwrapped;
  /** What is wrong with a message; `undefined` if nothing is. */
  validate(message: ApplicationMessage, context: ValidationContext): ValidationIssue | undefined;
  /** The next Lamport clock of a conversation and its timestamp, both ms; `last` is the highest clock seen there. */
  nextClock(last: bigint, now: number): { readonly clock: bigint; readonly timestamp: bigint };
}

/** A message as it goes to the layer below. */
export interface WrappedMessage {
  /** 32 bytes; the same for every recipient. */
  readonly id: Uint8Array;
  readonly bytes: Uint8Array;
}

/** What received bytes are, or why they are nothing. */
export type Unwrapped =
  | {
      readonly ok: true;
      readonly id: Uint8Array;
      /** Public key, 65 bytes. */
      readonly author: Uint8Array;
      /** False: the message is not signed itself; its author is deniable and it must not be passed on. */
      readonly signed: boolean;
      readonly message: ApplicationMessage;
    }
  | {
      readonly ok: false;
      /** Stable code. */
      readonly reason: string;
    };

/** Kinds of application messages. `unknown` is one of a later version: kept as bytes, shown to nobody. */
export type ApplicationMessage =
  | { readonly kind: 'chat'; readonly chat: ChatMessage }
  | { readonly kind: 'contact-code' }
  | { readonly kind: 'unknown'; readonly type: number; readonly payload: Uint8Array };

/** A chat message. Numbers are those of the wire. */
export interface ChatMessage {
  /** Lamport clock in ms that orders a conversation. */
  readonly clock: bigint;
  /** Sender's time, Unix ms. */
  readonly timestamp: bigint;
  /** 1–4096 bytes of UTF-8, not blank. */
  readonly text: string;
  /** Id of the message that this one answers (`0x` and 64 hex digits), or empty. */
  readonly responseTo: string;
  /** Name that the sender claims, unverified, or empty. */
  readonly ensName: string;
  /** Public chat: its name. One to one: the recipient's key as `0x04…`. */
  readonly chatId: string;
  readonly messageType: MessageType;
  readonly contentType: ContentType;
  readonly attachment?: Attachment;
}

/** 0 unknown, 1 one to one, 2 public, 3 private group, 4 system message of a group (local only). */
export type MessageType = number;

/** 0 unknown, 1 text, 2 sticker, 3 status, 4 emoji, 5 transaction command, 6 system message, 7 image, 8 audio. */
export type ContentType = number;

/** What a chat message carries besides its text. `type` numbers are those of the wire. */
export type Attachment =
  | { readonly kind: 'sticker'; readonly hash: string; readonly pack: number }
  | { readonly kind: 'image'; readonly type: number; readonly bytes: Uint8Array }
  | { readonly kind: 'audio'; readonly type: number; readonly bytes: Uint8Array; readonly durationMs: bigint };

/** What a message is judged against. */
export interface ValidationContext {
  /** When the transport says it was sent, Unix ms; for an own message now. */
  readonly sentAt: number;
}

/** The first thing that is wrong with a message. */
export interface ValidationIssue {
  /** Stable code, such as `CLOCK_TOO_HIGH`. */
  readonly reason: string;
  /** Field at fault. */
  readonly field: string;
}
