import type { MeetingSecret, PublicKey } from './bytes.ts';
import type { Trace } from './environment.ts';
import type { Transaction, View } from './store.ts';

/**
 * Codes that every implementation of this seam uses: `SECURITY_AUDIENCE` (no members, or one that is no key; where the conversation is put to use, also a
 * text that names none), `SECURITY_TOO_LARGE` (a payload longer than it carries, whatever the room), `SECURITY_DEVICE` (no such device of our own).
 */
export type SecurityErrorCode = 'SECURITY_AUDIENCE' | 'SECURITY_TOO_LARGE' | 'SECURITY_DEVICE';

/**
 * Which protection a message had. A value on every message, never silent: what it is worth is in the properties, which mean the same for every
 * implementation; what it is called is the implementation's own word, for people and logs.
 *
 * A layer says of a message what was really done to it, not what the layer can do: a Double Ratchet that had to fall back to one Diffie–Hellman
 * says so. If in doubt a property is false.
 */
export interface Protection {
  /** Such as `ratchet`, `dh`, `shared-key`, `public`, `transport-only`: 1–32 of `[a-z0-9-]`, one for each set of properties of a layer. */
  readonly label: string;
  /**
   * Only members of the audience can read it. False where the layer did nothing, for what is public, and where the key that opens it is held by others
   * than these members.
   */
  readonly confidential: boolean;
  /** This layer proved who sent it. False: whoever the layer below says. */
  readonly authenticated: boolean;
  /** Who learns today's keys cannot read it, once it is confirmed. */
  readonly forwardSecret: boolean;
  /** Who learned yesterday's keys cannot read it, once both sides have spoken since. */
  readonly healing: boolean;
  /** Meant for everybody who has the conversation's name, and marked so. Excludes `confidential`. Never true of what is for members. */
  readonly open: boolean;
}

/**
 * Names a conversation: the same text at each of its members, another for every other conversation, and no secret. State that belongs to a
 * conversation and not to a pair (the tree of a group, a key shared by all) is kept under it. 1–256 printable ASCII characters.
 */
export type ConversationId = string;

/**
 * Who shall be able to read. `members` are all of them but the sender (who may be among them, which then means our other devices: a layer that does not tell
 * devices apart serves the sender like anybody), at least one; who is named twice counts once. Two conversations of the same members are two audiences.
 */
export type Audience =
  | { readonly kind: 'public'; readonly conversation: ConversationId }
  | { readonly kind: 'members'; readonly conversation: ConversationId; readonly members: readonly PublicKey[] };

/**
 * End-to-end protection of payloads between identities, each with one or more installations (devices).
 *
 * Both operations work inside the caller's transaction. **The caller commits before it lets ciphertext out**: a state that
 * is rolled back after its ciphertext was sent would use a keystream twice.
 *
 * **`seal`** gives any number of ciphertexts. Each names the members that it is for, nobody else, and every member that can be served is named by at least
 * one. Who opens all that were made for them, in any order, gets the payload out of exactly one of them; the others carry keys, or are
 * for another of their devices, or wait for a key and fail until then (the payload comes out with the key). For a public audience no recipients are named,
 * and everybody opens all of them. Members that cannot be served are told in `results`, with `ok` false and a code, and keep nobody else from being
 * served. `seal` rejects for the caller's mistakes (codes above, nothing is written then) and for what the store rejects with; never for the state of a peer.
 * What is confidential does not show the payload, and never looks the same twice.
 *
 * **`open`** takes any bytes, in any order, more than once. It does not reject for anything that a peer can send: failures are values. Whatever it
 * wrote before it failed is verified on its own (a signed bundle, say), so the caller commits in either case. The sender's identity comes from
 * the layer below (`sender`), already authenticated there. A message for somebody else, and one that was changed on the way, fail with some code; where
 * the protection is not confidential this cannot be told, and a changed payload may come out. The protection is the one that `seal` announced for the
 * ciphertext that the payload came out of. What was opened before opens again, marked as `replayed` says, or fails.
 *
 * **Replies** repair. A member that lost its state is understood at once where it speaks; where it is spoken to, its replies show what it lacks, and
 * once they, and what answers them, have gone to and fro, what is sealed next comes out. They come to an end by themselves. A reply carries keys; it
 * may bring a payload of before, to those only whom that was for, and where a layer has no form without a payload, an empty one that means nothing.
 *
 * Acid test. *X3DH and Double Ratchet*: one ciphertext per member, an entry in it for each of its devices; bundles travel in what is
 * sealed and are kept by `open`; a sender without our keys gets a reply that shows them. *An olm session*: one ciphertext per device, so several for one
 * member. *An MLS group*: the conversation names the group, one ciphertext lists all members as its `recipients`, the tree is a record in the
 * transaction, commits and welcomes are messages without a payload, a member that lost its state asks in a reply. *A key that all share*: one
 * ciphertext. *Transport-only*: bytes in, bytes out, marked so.
 */
export interface SecurityLayer<Receipt = unknown> {
  /** For people and logs, such as `x3dh+double-ratchet`. */
  readonly name: string;
  /** The protections that its messages can have. */
  readonly protections: readonly Protection[];
  /**
   * The longest payload of which no ciphertext has more than `available` bytes, whatever the audience's keys and devices; 0 if there is none. It never falls
   * as `available` grows. This is how packets are made to fit a transport.
   */
  payloadLimit(available: number): number;
  /** Protects a payload, also an empty one, for an audience. The arrays are left alone. */
  seal(tx: Transaction, audience: Audience, payload: Uint8Array): Promise<Sealed>;
  /** Opens what came from `sender`. */
  open(tx: Transaction, sender: PublicKey, bytes: Uint8Array): Promise<Opened<Receipt>>;
  /**
   * The payload of that opening is stored for good: what could decrypt it again may be destroyed. In the same transaction as `open` or a later one
   * of this process; again, or for an opening that is long over, it does nothing.
   */
  confirm(tx: Transaction, receipt: Receipt): Promise<void>;
  /** Present where identities have devices that can be told apart. */
  readonly devices?: Devices;
}

/** What `seal` gives. */
export interface Sealed {
  /** Together they reach everybody in `results` with `ok`; each goes out on its own, to each of its recipients, in any order. */
  readonly messages: readonly SealedMessage[];
  /**
   * How it went: one entry for a member, or one for each of its devices that was tried. A member is served if one of its entries is `ok`. Empty for
   * a public audience.
   */
  readonly results: readonly SealResult[];
  /** Secrets with members that a router may use to find a private meeting point. */
  readonly secrets: readonly NegotiatedSecret[];
}

/** One ciphertext, ready to be routed to its recipients. */
export interface SealedMessage {
  /** The members that it is for; none for a public message. */
  readonly recipients: readonly PublicKey[];
  readonly bytes: Uint8Array;
  readonly protection: Protection;
  readonly trace?: Trace;
}

/** Whether a member, or one of its devices, can read what was sealed. */
export interface SealResult {
  readonly member: PublicKey;
  readonly device?: string;
  readonly ok: boolean;
  /** Why not, as a stable code (`[A-Z0-9_]+`). */
  readonly reason?: string;
}

/** A secret shared by two identities. `agreed`: every device of the peer that is being served knows it too. */
export interface NegotiatedSecret {
  readonly peer: PublicKey;
  readonly secret: MeetingSecret;
  readonly agreed: boolean;
}

/** What `open` gives. */
export type Opened<Receipt = unknown> = OpenedMessage<Receipt> | OpenFailure;

/** A payload that came out, or the keys that a message without one carried. */
export interface OpenedMessage<Receipt = unknown> {
  readonly ok: true;
  /** Absent for a message that carried only keys. */
  readonly payload?: Uint8Array;
  /** One of the layer's `protections`, also of a message that carried only keys. */
  readonly protection: Protection;
  /** The conversation that it was sealed for, where the layer knows; a claim of the sender unless the protection is `authenticated`. */
  readonly conversation?: ConversationId;
  /** This ciphertext was opened before and its payload not yet confirmed. Always false where the layer remembers nothing. */
  readonly replayed: boolean;
  /** The sending device, as it calls itself: a hint, not authenticated. */
  readonly device?: string;
  readonly secrets: readonly NegotiatedSecret[];
  readonly deviceEvents: readonly DeviceEvent[];
  /** To be sent to the members that they name. They may be lost: whoever needed them will show that again. */
  readonly replies: readonly SealedMessage[];
  /** Names this opening for `confirm`; opaque to everybody but the layer that made it. Absent: there is nothing to confirm. */
  readonly receipt?: Receipt;
  /** What is odd about it, as stable codes (`[A-Z0-9_]+`), such as a public and a direct part in one message. */
  readonly remarks: readonly string[];
  readonly trace?: Trace;
}

/** Why nothing came out, and what was learned even so. */
export interface OpenFailure {
  readonly ok: false;
  /**
   * Stable code (`[A-Z0-9_]+`). `NOT_RECOGNISED` means that the bytes are not of this layer at all, so another may try; every other code
   * means that they are, and nobody else should.
   */
  readonly reason: string;
  readonly deviceEvents: readonly DeviceEvent[];
  /** To be sent back, such as our keys to a sender that does not know them. */
  readonly replies: readonly SealedMessage[];
}

/** The devices of identities, ours among them. */
export interface Devices {
  /** This device, as others call it. */
  readonly own: string;
  /** The devices known of an identity, such as those that spoke to us, those that are served first; for our own all but this one. */
  list(view: View, identity: PublicKey): Promise<readonly Device[]>;
  /**
   * Takes another device of our own into use, or out of it: enabled ones read what we send to ourselves, and peers learn of them from us. Rejects with
   * `SECURITY_DEVICE` for one that is not known.
   */
  setEnabled(tx: Transaction, device: string, enabled: boolean): Promise<void>;
}

/** A device of an identity. */
export interface Device {
  /** As it calls itself. */
  readonly id: string;
  readonly enabled: boolean;
  /** Whether messages to the identity are sealed for it now; there may be a bound to how many are. */
  readonly served: boolean;
}

/** A device of a peer (or another one of our own) that was not known before, or that was rotated out by newer ones. */
export interface DeviceEvent {
  readonly kind: 'added' | 'rotated-out';
  readonly identity: PublicKey;
  readonly device: string;
}
