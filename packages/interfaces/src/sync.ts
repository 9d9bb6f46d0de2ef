import type { GroupId, PublicKey, SyncId } from './bytes.ts';
import type { Trace } from './environment.ts';
import type { Transaction, View } from './store.ts';

/**
 * Codes that every implementation of this seam uses: `SYNC_PEER` (not a key), `SYNC_GROUP` (a group that is not open), `SYNC_BODY` (empty, or longer
 * than it can carry), `SYNC_UNSUPPORTED` (its traits say that it cannot).
 */
export type SyncErrorCode = 'SYNC_PEER' | 'SYNC_GROUP' | 'SYNC_BODY' | 'SYNC_UNSUPPORTED';

/**
 * Makes messages between peers arrive in the end, over a layer that may lose, double, delay and reorder.
 *
 * It knows peers by their identity keys, groups by opaque bytes, messages by opaque bodies, and no time but the one it is told: pure state in
 * a transaction. Whoever composes asks what is `due`, seals and posts it, and reports back.
 *
 * - At least once: a body may be handed up again after a crash; `accept` is what ends that.
 * - `receive` never rejects for what a peer can send: bad elements are counted in `dropped`, the others take effect.
 * - Nothing is acknowledged before `accept`.
 * - `now` may go back between calls, and leap ahead; nothing may be lost by that, and a wait that is under way may begin anew by the new clock, no more.
 * - All state is in the transaction. Bodies and packets are copied, and handed out as memory of the receiver's own.
 * - How many packets go to and fro until a body has come over is the implementation's affair: a packet may hold no message at all.
 *
 * Acid test. *MVDS, batch*: a body is due as a MESSAGE until its ACK comes. *MVDS, interactive*: it is first due as an OFFER, a packet
 * with no `messages`, and as a MESSAGE once `receive` took the peer's REQUEST. *None*: `append` is due until it was `sent`, `receive`
 * hands everything up. *A courier whose acknowledgement takes days*: its waits follow `SyncCarrier.latency`, and no caller waits
 * for `delivered`.
 */
export interface SyncLayer<Receipt = unknown> {
  /** For people and logs, such as `mvds`. */
  readonly name: string;
  readonly traits: SyncTraits;
  /**
   * Sets who takes part in a group, all of them but us; a first call opens it, none leave it closed. What was appended before is for those who stayed. Only
   * with `traits.groups`, else rejects with `SYNC_UNSUPPORTED`. Pairs need no opening.
   */
  setMembers(tx: Transaction, group: GroupId, members: readonly PublicKey[], now: number): Promise<void>;
  /**
   * Takes a message; it is due at once, to every peer that it is for. Returns its id; the same body to the same target in the same instant may share
   * one. Rejects with the codes above, having written nothing.
   */
  append(tx: Transaction, message: SyncAppend, now: number): Promise<SyncId>;
  /** Takes bytes that came from a peer through an authenticated, private carrier. No bytes are none of any protocol (`recognised` false). */
  receive(tx: Transaction, from: PublicKey, bytes: Uint8Array, now: number): Promise<SyncReceived>;
  /** The message is stored, or refused for good: its sender shall stop sending it. Idempotent; unknown ids are remembered as accepted or ignored. */
  accept(tx: Transaction, from: PublicKey, id: SyncId, now: number): Promise<void>;
  /** The peer showed life in some other way: what waits for it may have a better chance now. A hint, which may do nothing. */
  heard(tx: Transaction, from: PublicKey, now: number): Promise<void>;
  /** What should go out now, at most one packet per peer; and what was given up. Changes nothing. */
  due(view: View, now: number, carrier: SyncCarrier): Promise<SyncDue<Receipt>>;
  /** A packet of `due` was handed to the layers below. Of two packets that hold the same, the later report counts. */
  sent(tx: Transaction, receipt: Receipt, now: number, carrier: SyncCarrier): Promise<void>;
  /**
   * It could not be: what was in it will be due again soon (not at once, within a minute at first). Meanwhile other peers are not held up, and other messages for the same
   * one no longer than for that first wait.
   */
  failed(tx: Transaction, receipt: Receipt, now: number): Promise<void>;
  /** Stops trying to deliver to a peer; unknown ids do nothing. */
  forget(tx: Transaction, peer: PublicKey, id: SyncId): Promise<void>;
  /**
   * When something will be due next, or be given up, Unix ms on the clock as it was last told, in the past if it is already; `undefined` if nothing waits.
   * What was given up may count until it is forgotten. Whoever sees the clock go back asks `due` at once.
   */
  nextDue(view: View): Promise<number | undefined>;
}

/** What an implementation can do. */
export interface SyncTraits {
  /** Peers say what they have: `delivered` comes in the end, and what is not acknowledged is sent again. */
  readonly acknowledges: boolean;
  /** Takes messages for groups of many. */
  readonly groups: boolean;
  /** Keeps parents, and hands a message up after those of its parents that it has heard of. One that never comes holds up nothing for ever. */
  readonly parents: boolean;
  /** Takes messages that are sent once and not kept. */
  readonly ephemeral: boolean;
}

/** A message to be synchronised. */
export interface SyncAppend {
  readonly to:
    | { readonly kind: 'peer'; readonly peer: PublicKey }
    | { readonly kind: 'group'; readonly group: GroupId };
  /** At least one byte. */
  readonly body: Uint8Array;
  /** Ids of messages of the same target that it follows upon. Only with `traits.parents`. */
  readonly parents?: readonly SyncId[];
  /** Sent once to each, not kept, not acknowledged: what is worth nothing later (who is typing). Only with `traits.ephemeral`. */
  readonly ephemeral?: boolean;
}

/** What packets will travel by: sizes and waits follow from it. */
export interface SyncCarrier {
  /** Bytes that a packet may have. One message alone that is longer makes a packet of its own, which the layers below may refuse. */
  readonly maxPacket: number;
  /** What a packet usually takes one way, in ms. An answer is not missed before twice that: nothing is sent again for want of one any sooner. */
  readonly latency: number;
}

/** What the bytes of a peer held. */
export interface SyncReceived {
  /** False: the bytes are not of this protocol (they may be a message that was sent without sync), and nothing was done. */
  readonly recognised: boolean;
  /** Messages not accepted yet, in an order in which parents come first, else that of the packet. */
  readonly messages: readonly SyncMessage[];
  /** Ids that the peer acknowledged and that waited for it. */
  readonly delivered: readonly SyncId[];
  /** Elements ignored because they were malformed, foreign (of a group that the peer is not in, say) or too many. */
  readonly dropped: number;
}

/** A message that a peer sends; with `traits.acknowledges` its `id` is the one that its sender's `append` returned. */
export interface SyncMessage {
  readonly id: SyncId;
  /** The group that it belongs to; absent: it is between the two of us. */
  readonly group?: GroupId;
  readonly body: Uint8Array;
  /** Empty unless `traits.parents`. */
  readonly parents: readonly SyncId[];
  /** Need not be accepted, and will not come again. */
  readonly ephemeral: boolean;
}

/** What should be done now. */
export interface SyncDue<Receipt = unknown> {
  readonly packets: readonly SyncPacket<Receipt>[];
  /**
   * Messages that will not be tried again: attempts or time used up; while the peer is silent not within two days of `append`, nor while an answer may still
   * come. Reported until `forget` is called for them.
   */
  readonly givenUp: readonly { readonly peer: PublicKey; readonly id: SyncId }[];
}

/** Everything for one peer at one moment. */
export interface SyncPacket<Receipt = unknown> {
  readonly peer: PublicKey;
  readonly bytes: Uint8Array;
  /** Ids of the messages of ours whose bodies are in it. */
  readonly messages: readonly SyncId[];
  /** What `sent` or `failed` take back; opaque to everybody but the layer that made it. */
  readonly receipt: Receipt;
  readonly trace?: Trace;
}
