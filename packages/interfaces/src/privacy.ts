import type { Cancel, Trace } from './environment.ts';
import type { EventSource } from './events.ts';

/**
 * Carries a payload to whoever holds a key, so that those who carry it learn neither the payload nor the two ends.
 *
 * It knows nothing of chats, devices or message types: it gets a topic, a key and bytes. Delivery is at most effort: a
 * message may be lost, doubled, delayed or reordered, and it dies after its time to live. Layers above repair that.
 *
 * - `post` resolves when the message is accepted by this node and will be offered to peers (the work is done, the bytes
 *   are final); it does not wait for any peer. Rejects with a `StatusError` if it can never be sent: too large, key
 *   invalid, work not done in time (`PRIVACY_…` codes are listed by the implementation), or with the signal's reason.
 * - Whatever came in before a crash may come again after it: consumers tell doubles by `hash`, or better by content.
 *
 * Acid test. *Whisper v6*: the seam's fields are an envelope's; proof of work and bloom are its own affair. *Waku v1*: the
 * same, and the topics of its subscriptions are the topic interest it announces. *Waku v2*: no proof of work; the topic becomes
 * the content topic `/waku/1/0x<topic>/rfc26`, `history` its store protocol; a light client posts by pushing to one peer, whose
 * answer is `confirmed`, and subscribes by having peers filter for it. *A direct pipe*: hands the payload to every peer it is
 * connected with, which compares keys and topics itself; `confirmed` is the other end's receipt. *A mixnet*: `typicalLatency` is
 * minutes and `confirmations` false; nothing above waits for either.
 */
export interface PrivacyLayer extends EventSource<PrivacyEvents> {
  readonly traits: PrivacyTraits;
  post(message: OutboundMessage, options?: { signal?: AbortSignal }): Promise<PostReceipt>;
  /**
   * Listens for messages that the key opens under one of the topics (no topics: any). The handler is awaited before the
   * next message of this subscription is delivered; a rejecting handler is logged and delivery goes on.
   */
  subscribe(filter: Filter, handler: (message: InboundMessage) => void | Promise<void>): Subscription;
  /** Fetches messages of the past, where the transport can. */
  readonly history?: History;
}

/** What a composition may want to know before it picks a transport. */
export interface PrivacyTraits {
  /** Name and version for people and logs, such as `shh/6`. */
  readonly name: string;
  /** Largest payload in bytes that `post` takes. */
  readonly maxPayload: number;
  /** Whether peers say that they took a message (`confirmed`, `refused`). */
  readonly confirmations: boolean;
  /** What a message usually takes end to end, in ms: the scale on which to wait before sending again. */
  readonly typicalLatency: number;
}

/** Four bytes that say which crowd a message belongs to. Colliding topics are normal. */
export type Topic = Uint8Array;

/** Whom a message is for: holders of a symmetric key (32 bytes) or of the private half of a public key (65 bytes). */
export type RecipientKey =
  | { readonly kind: 'symmetric'; readonly key: Uint8Array }
  | { readonly kind: 'asymmetric'; readonly publicKey: Uint8Array };

/** What opens messages: a symmetric key (32 bytes) or a private key (32 bytes). */
export type ListenKey =
  | { readonly kind: 'symmetric'; readonly key: Uint8Array }
  | { readonly kind: 'asymmetric'; readonly privateKey: Uint8Array };

/** What `post` takes. Its arrays are the caller's again once `post` has settled. */
export interface OutboundMessage {
  readonly topic: Topic;
  readonly to: RecipientKey;
  /** Private key (32 bytes) that signs inside the encryption; absent: anonymous. */
  readonly from?: Uint8Array;
  readonly payload: Uint8Array;
  /** Time to live in seconds. */
  readonly ttl: number;
}

/** Name of an accepted message: events of the layer speak of this `hash` (32 bytes). Times in Unix ms. */
export interface PostReceipt {
  readonly hash: Uint8Array;
  readonly sentAt: number;
  readonly expiresAt: number;
  readonly trace?: Trace;
}

/** Which messages a subscription is for: those that the key opens, under one of the topics, or under any if there are none. */
export interface Filter {
  readonly key: ListenKey;
  readonly topics: readonly Topic[];
}

/** What `subscribe` gives; it lasts until cancelled or until the layer stops. */
export interface Subscription {
  /** Ends it; the handler is not called again, also not for messages already queued. */
  readonly cancel: Cancel;
}

/** What a subscription gets; its arrays are the handler's own. */
export interface InboundMessage {
  readonly payload: Uint8Array;
  /** Public key (65 bytes) recovered from the signature inside the encryption; absent if it was not signed. */
  readonly sender?: Uint8Array;
  readonly topic: Topic;
  readonly hash: Uint8Array;
  /** When the sender says it was sent, Unix ms (whole seconds on Whisper). */
  readonly sentAt: number;
  readonly receivedAt: number;
  /** Came as an answer to a history request, not from the live network. */
  readonly historic: boolean;
  readonly trace?: Trace;
}

/** What becomes of posted messages. `peer` is a peer id of the layer below. Any of these may never come. */
export type PrivacyEvents = {
  /** Left for a peer. */
  sent: { readonly hash: Uint8Array; readonly peer: string };
  /** A peer says that it took the message, or sent it back to us. */
  confirmed: { readonly hash: Uint8Array; readonly peer: string };
  /** A peer says that it did not take the message. */
  refused: { readonly hash: Uint8Array; readonly peer: string; readonly reason: string };
  /** Its time is over; it is offered to nobody any more. */
  expired: { readonly hash: Uint8Array };
};

/** Old messages, page by page. They arrive through the ordinary subscriptions, marked `historic`. */
export interface History {
  request(query: HistoryQuery, options?: { signal?: AbortSignal }): Promise<HistoryPage>;
}

/** Which past messages: those sent under one of the topics from `from` to `to`, both included. */
export interface HistoryQuery {
  readonly topics: readonly Topic[];
  /** Unix ms. */
  readonly from: number;
  /** Unix ms. */
  readonly to: number;
  /** Messages in one page at most; absent: as the server likes. */
  readonly limit?: number;
  /** From the page before; opaque, of the same server and query. */
  readonly cursor?: Uint8Array;
}

/** Settles after the handlers of its messages did. No cursor: this was the last page. */
export interface HistoryPage {
  readonly count: number;
  readonly cursor?: Uint8Array;
}
