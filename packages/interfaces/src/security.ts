import type { Trace } from './environment.ts';
import type { Transaction } from './store.ts';

/**
 * Which protection a message had. A value on every message, never silent:
 * - `ratchet` – Double Ratchet session: confidential, sender authenticated, forward secret.
 * - `dh` – one-off Diffie–Hellman to the recipient's identity key: confidential, no forward secrecy, and the sender is
 *   authenticated by the layer below only.
 * - `public` – readable by everybody who has the conversation's name.
 * - `transport-only` – this layer did nothing; whatever the transport does is all there is.
 */
export type Protection = 'ratchet' | 'dh' | 'public' | 'transport-only';

/** Who shall be able to read: everybody, or the holders of these identity keys (65 bytes each). */
export type Audience =
  | { readonly kind: 'public' }
  | { readonly kind: 'members'; readonly publicKeys: readonly Uint8Array[] };

/**
 * End-to-end protection of payloads between identities, each with one or more installations (devices).
 *
 * Both operations work inside the caller's transaction. **The caller commits before it lets ciphertext out**: a state that
 * is rolled back after its ciphertext was sent would use a keystream twice.
 *
 * - `seal` rejects with a `StatusError` if nobody could read the result; a device that could not be served is reported
 *   in `devices` and stops no other.
 * - `open` does not reject for anything that a peer can send: failures are values. Whatever it wrote before it failed
 *   is verified on its own (a signed bundle, say), so the caller commits in either case.
 * - The sender's identity comes from the layer below (`sender`), already authenticated there.
 *
 * Acid test. *X3DH and Double Ratchet*: one message per recipient, an entry for each of its devices; bundles travel in what is
 * sealed and are kept by `open`. *An olm session*: the same, with one-time keys that come in opened messages or that the
 * implementation fetches from a service of its own. *An MLS group*: the set of members names the group; one `SealedMessage` lists
 * all of them as its `recipients`, the tree is a record in the transaction, commits and welcomes are messages without a payload.
 * *Transport-only*: bytes in, bytes out, marked so.
 */
export interface SecurityLayer {
  /** For people and logs, such as `x3dh+double-ratchet`. */
  readonly name: string;
  /** Protects a payload for an audience. An empty audience, or a recipient that is no key, is an error. */
  seal(tx: Transaction, audience: Audience, payload: Uint8Array): Promise<Sealed>;
  /** Opens what came from `sender` (identity key, 65 bytes). Messages may come in any order, more than once, or never. */
  open(tx: Transaction, sender: Uint8Array, bytes: Uint8Array): Promise<Opened>;
  /**
   * The payload of that opening is stored for good: what could decrypt it again may be destroyed. Idempotent; an unknown
   * receipt does nothing.
   */
  confirm(tx: Transaction, receipt: OpenReceipt): Promise<void>;
}

/** What `seal` gives. */
export interface Sealed {
  /** Together they reach the whole audience; each goes out on its own. */
  readonly messages: readonly SealedMessage[];
  /** Secrets with peers that a router may use to find a private meeting point. */
  readonly secrets: readonly NegotiatedSecret[];
}

/** One ciphertext, ready to be routed to its recipients. */
export interface SealedMessage {
  /** Identity keys that this ciphertext is for; empty for a public message. */
  readonly recipients: readonly Uint8Array[];
  readonly bytes: Uint8Array;
  readonly protection: Protection;
  /** How it went for each device that was to be served; empty where devices do not matter. */
  readonly devices: readonly DeviceResult[];
  readonly trace?: Trace;
}

/** Whether a device of the audience can read a ciphertext. */
export interface DeviceResult {
  /** Identity of its owner, 65 bytes. */
  readonly publicKey: Uint8Array;
  readonly installationId: string;
  readonly ok: boolean;
  /** Why not, as a stable code. */
  readonly reason?: string;
}

/** A secret (32 bytes) shared by two identities. `agreed`: every device of the peer that is being served knows it too. */
export interface NegotiatedSecret {
  readonly peer: Uint8Array;
  readonly secret: Uint8Array;
  readonly agreed: boolean;
}

/** Names one opening for `confirm`; opaque to everybody but the layer that made it. */
export type OpenReceipt = { readonly [opaque]: true };
declare const opaque: unique symbol;

/** What `open` gives. */
export type Opened = OpenedMessage | OpenFailure;

/** A payload that came out, or the keys that a message without one carried. */
export interface OpenedMessage {
  readonly ok: true;
  /** Absent for a message that carried only keys. */
  readonly payload?: Uint8Array;
  readonly protection: Protection;
  /** Whether this layer itself proved who sent it; else only the layer below did. */
  readonly senderAuthenticated: boolean;
  /** This ciphertext was opened before and its payload not yet confirmed. */
  readonly replayed: boolean;
  /** The sending device, as it calls itself: a hint, not authenticated. */
  readonly installationId?: string;
  readonly secrets: readonly NegotiatedSecret[];
  readonly devices: readonly DeviceEvent[];
  readonly receipt?: OpenReceipt;
  /** What is odd about it, as stable codes, such as a public and a direct part in one message. */
  readonly remarks: readonly string[];
  readonly trace?: Trace;
}

/** Why nothing came out, and what was learned even so. */
export interface OpenFailure {
  readonly ok: false;
  /**
   * Stable code. `NOT_RECOGNISED` means that the bytes are not of this layer at all, so another may try; every other code
   * means that they are, and nobody else should.
   */
  readonly reason: string;
  /** The sender does not know our current keys: answering with any sealed message would repair that. */
  readonly advertise: boolean;
  readonly devices: readonly DeviceEvent[];
}

/** A device of a peer (or another one of our own) that was not known before, or that was rotated out by newer ones. */
export interface DeviceEvent {
  readonly kind: 'added' | 'rotated-out';
  readonly publicKey: Uint8Array;
  readonly installationId: string;
}
