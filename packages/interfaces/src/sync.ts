import type { Transaction } from './store.ts';

/**
 * Makes messages between two peers arrive in the end, over a layer that may lose, double, delay and reorder.
 *
 * It knows peers and groups by opaque bytes, messages by opaque bodies, and no time but the one it is told: pure state in
 * a transaction. Whoever composes asks what is `due`, seals and posts it, and reports back.
 *
 * - At least once: a body may be handed up again after a crash; `accept` is what ends that.
 * - `receive` never rejects for what a peer can send: bad elements are counted in `dropped`, the others take effect.
 * - Nothing is acknowledged before `accept`.
 *
 * Acid test. *MVDS, batch*: a body is due as a MESSAGE until its ACK comes. *MVDS, interactive*: it is first due as an OFFER, a packet
 * with no `messages`, and as a MESSAGE once `receive` took the peer's REQUEST. *None*: `append` is due until it was `sent`, `receive`
 * hands everything up. *A courier whose acknowledgement takes days*: deadlines are the implementation's options, and no caller waits
 * for `delivered`.
 */
export interface SyncLayer {
  /** For people and logs, such as `mvds`. */
  readonly name: string;
  /** Takes a body for a peer; it is due at once. Returns the message's id; the same body in the same instant may share one. */
  append(tx: Transaction, peer: Uint8Array, body: Uint8Array, now: number): Promise<Uint8Array>;
  /** Takes bytes that came from a peer through an authenticated, private carrier. */
  receive(tx: Transaction, from: Uint8Array, bytes: Uint8Array, now: number): Promise<SyncReceived>;
  /** The body is stored, or refused for good: its sender shall stop sending it. */
  accept(tx: Transaction, from: Uint8Array, id: Uint8Array, now: number): Promise<void>;
  /** What should go out now, at most one per peer; and what was given up. Changes nothing. */
  due(tx: Transaction, now: number): Promise<SyncDue>;
  /** A packet of `due` was handed to the layers below. */
  sent(tx: Transaction, packet: SyncPacket, now: number): Promise<void>;
  /** It could not be: it will be due again soon. */
  failed(tx: Transaction, packet: SyncPacket, now: number): Promise<void>;
  /** Stops trying to deliver; unknown ids do nothing. */
  forget(tx: Transaction, peer: Uint8Array, id: Uint8Array): Promise<void>;
  /** When something will be due next, Unix ms; `undefined` if nothing waits. */
  nextDue(tx: Transaction): Promise<number | undefined>;
}

/** What the bytes of a peer held. */
export interface SyncReceived {
  /** False: the bytes are not of this protocol (they may be a message that was sent without sync). */
  readonly recognised: boolean;
  /** Bodies not accepted yet, in the order of the packet. */
  readonly messages: readonly SyncMessage[];
  /** Ids that the peer acknowledged and that waited for it. */
  readonly delivered: readonly Uint8Array[];
  /** Elements ignored because they were malformed, foreign or too many. */
  readonly dropped: number;
}

/** A body that a peer sends; `id` is the one that its sender's `append` returned. */
export interface SyncMessage {
  readonly id: Uint8Array;
  /** Whom it is among, as the implementation names it. */
  readonly group: Uint8Array;
  readonly body: Uint8Array;
}

/** What should be done now. */
export interface SyncDue {
  readonly packets: readonly SyncPacket[];
  /** Messages that will not be tried again: attempts or time used up. Reported until `forget` is called for them. */
  readonly givenUp: readonly { readonly peer: Uint8Array; readonly id: Uint8Array }[];
}

/** Everything for one peer at one moment. */
export interface SyncPacket {
  readonly peer: Uint8Array;
  readonly bytes: Uint8Array;
  /** Ids of the messages in it. */
  readonly messages: readonly Uint8Array[];
  /** Ids acknowledged in it. */
  readonly acknowledged: readonly Uint8Array[];
}
