import type { MessageHash, PrivateKey, PublicKey, SymmetricKey, Topic } from './bytes.ts';
import type { Cancel, Trace } from './environment.ts';
import type { Cancellable } from './errors.ts';
import type { EventSource } from './events.ts';

/**
 * Codes that every implementation of this seam uses: `PRIVACY_KEY` (not a key of its kind), `PRIVACY_TOPIC` (not 4 bytes), `PRIVACY_TOO_LARGE`,
 * `PRIVACY_LIFETIME` (not a whole number of ms above 0, or more than the transport's wire can say), `PRIVACY_REFUSED` (its own rules do not let it
 * out), `PRIVACY_SUBSCRIBE` (nobody serves that subscription), `PRIVACY_CANCELLED` (cancelled before it was ready), `PRIVACY_NO_SERVER`,
 * `PRIVACY_CURSOR` (not of this server and query), `PRIVACY_STOPPED`.
 */
export type PrivacyErrorCode =
  | 'PRIVACY_KEY'
  | 'PRIVACY_TOPIC'
  | 'PRIVACY_TOO_LARGE'
  | 'PRIVACY_LIFETIME'
  | 'PRIVACY_REFUSED'
  | 'PRIVACY_SUBSCRIBE'
  | 'PRIVACY_CANCELLED'
  | 'PRIVACY_NO_SERVER'
  | 'PRIVACY_CURSOR'
  | 'PRIVACY_STOPPED';

/**
 * Carries a payload to whoever holds a key, so that those who carry it learn neither the payload nor the two ends.
 *
 * It knows nothing of chats, devices or message types: it gets a topic, a key and bytes. Delivery is at most effort: a
 * message may be lost, doubled, delayed or reordered, and it dies after its lifetime. Layers above repair that.
 *
 * - `post` resolves when the message is accepted by this node and will be offered to peers (the work is done, the bytes
 *   are final); it does not wait for any peer. Rejects with a `StatusError` if it can never be sent (codes above), or with the signal's reason:
 *   nothing is sent then.
 * - A node need not hear what it posted itself, and may. Whatever came in before a crash may come again after it: consumers tell doubles by
 *   `hash`, or better by content.
 * - Who posts a payload, to which key, is secret; how long it is, when, and under which topic need not be.
 *
 * Acid test. *Whisper v6*: the seam's fields are an envelope's; proof of work and bloom are its own affair. *Waku v1*: the
 * same, and the topics of its subscriptions are the topic interest it announces. *Waku v2*: no proof of work; the topic becomes
 * the content topic `/waku/1/0x<topic>/rfc26`, `history` its store protocol; a light client posts by pushing to one peer, whose
 * answer is `confirmed`, and subscribes by having peers filter for it, which may take a while or fail: `Subscription.ready`. *A direct pipe*: hands
 * the payload to every peer it is connected with, which compares keys and topics itself; `confirmed` is the other end's receipt. *A mixnet*:
 * `typicalLatency` is minutes, `lifetime` hours and `confirmations` false; nothing above waits for either.
 */
export interface PrivacyLayer extends EventSource<PrivacyEvents> {
  readonly traits: PrivacyTraits;
  post(message: OutboundMessage, options?: Cancellable): Promise<PostReceipt>;
  /**
   * Listens for messages that the key opens under one of the topics (no topics: any). The handler is awaited before the
   * next message of this subscription is delivered; a rejecting handler is logged and delivery goes on. A slow handler may make the transport wait,
   * but never another subscription. Throws `PRIVACY_KEY`, `PRIVACY_TOPIC`, or `PRIVACY_STOPPED`.
   */
  subscribe(filter: Filter, handler: (message: InboundMessage) => void | Promise<void>): Subscription;
  /** The past, where the transport knows a way to it at all. */
  readonly history?: History;
}

/** What whoever composes has to know of a transport: sizes, lifetimes and waits follow from it. They may not change. */
export interface PrivacyTraits {
  /** Name and version for people and logs, such as `shh/6`. */
  readonly name: string;
  /** Largest payload in bytes that `post` takes. */
  readonly maxPayload: number;
  /** Whether peers say that they took a message (`confirmed`, `refused`). If not, `sent` is the last that is heard of one. */
  readonly confirmations: boolean;
  /** What a message usually takes end to end, in ms: the scale on which to wait before sending again. */
  readonly typicalLatency: number;
  /** For how long a message is on its way unless its poster says otherwise, in ms: what suits the transport. Above `typicalLatency`. */
  readonly lifetime: number;
}

/** Whom a message is for: holders of a symmetric key, or of the private half of a public key. */
export type RecipientKey =
  | { readonly kind: 'symmetric'; readonly key: SymmetricKey }
  | { readonly kind: 'asymmetric'; readonly publicKey: PublicKey };

/** What opens messages. */
export type ListenKey =
  | { readonly kind: 'symmetric'; readonly key: SymmetricKey }
  | { readonly kind: 'asymmetric'; readonly privateKey: PrivateKey };

/** What `post` takes. Its arrays are the caller's again once `post` has settled. */
export interface OutboundMessage {
  readonly topic: Topic;
  readonly to: RecipientKey;
  /** Signs inside the encryption; absent: anonymous. */
  readonly from?: PrivateKey;
  readonly payload: Uint8Array;
  /** For how long it is on its way, in ms; absent: `traits.lifetime`. A transport may round it up to its own unit (Whisper: seconds). */
  readonly lifetime?: number;
}

/** Name of an accepted message: events of the layer speak of this `hash`. Times in Unix ms. */
export interface PostReceipt {
  readonly hash: MessageHash;
  readonly sentAt: number;
  readonly expiresAt: number;
  /** Bytes that the payload became on the way, as far as that can be told. */
  readonly size?: number;
  readonly trace?: Trace;
}

/** Which messages a subscription is for: those that the key opens, under one of the topics, or under any if there are none. */
export interface Filter {
  readonly key: ListenKey;
  readonly topics: readonly Topic[];
}

/** What `subscribe` gives; it lasts until cancelled or until the layer stops. */
export interface Subscription {
  /**
   * Resolves when messages posted from now on will be delivered: at once where the network floods everybody, later where somebody has to be asked first.
   * Rejects with `PRIVACY_SUBSCRIBE` if that came to nothing: the subscription is over then, and may be asked for again. Rejects with
   * `PRIVACY_CANCELLED` if it was cancelled, or the layer stopped, before. Messages may arrive before it resolves. Nobody has to look at it: a rejection
   * that nobody hears of ends no process.
   */
  readonly ready: Promise<void>;
  /** Ends it; the handler is not called again, also not for messages already queued. */
  readonly cancel: Cancel;
}

/** What a subscription gets; its arrays are the handler's own. */
export interface InboundMessage {
  readonly payload: Uint8Array;
  /** Recovered from the signature inside the encryption; absent if it was not signed. */
  readonly sender?: PublicKey;
  readonly topic: Topic;
  readonly hash: MessageHash;
  /** When the sender says it was sent, Unix ms (whole seconds on Whisper). */
  readonly sentAt: number;
  readonly receivedAt: number;
  /** Came as an answer to a history request, not from the live network. */
  readonly historic: boolean;
  readonly trace?: Trace;
}

/**
 * What becomes of posted messages, and who serves the past. `peer` is a peer id of the layer below, or what the layer calls whom it hands messages to. A message
 * that leaves is told by `sent`, on any transport: who has not heard that posts it again. The others may never come.
 */
export type PrivacyEvents = {
  /**
   * Left for a peer: written, not yet taken. Whether this peer `confirms` what it takes: if so, a message of which nothing more is heard from it may
   * lie in a dead link; if not, this is the last that is heard of it from there.
   */
  sent: { readonly hash: MessageHash; readonly peer: string; readonly confirms: boolean };
  /** A peer says that it took the message, or sent it back to us. Always after `sent` to that peer, if both are told. */
  confirmed: { readonly hash: MessageHash; readonly peer: string };
  /** A peer says that it did not take the message. Another may. */
  refused: { readonly hash: MessageHash; readonly peer: string; readonly reason: string };
  /** Its lifetime is over, whatever was told of it; it is offered to nobody any more. */
  expired: { readonly hash: MessageHash };
  /** `history.servers` are others than before. */
  servers: { readonly servers: readonly string[] };
};

/** Old messages, page by page. They arrive through the ordinary subscriptions, marked `historic`, those too that came live before. */
export interface History {
  /** Names of those that can be asked now, best first; none yet where they are still to be found. */
  readonly servers: readonly string[];
  /**
   * Fetches one page. Settles after the handlers of its messages did. Rejects with the signal's reason, `PRIVACY_NO_SERVER` if there is none (or not the
   * one named), `PRIVACY_CURSOR`.
   */
  request(query: HistoryQuery, options?: Cancellable): Promise<HistoryPage>;
}

/** Which past messages: those sent under one of the topics (no topics: none) from `from` to `to`, both included, oldest first. */
export interface HistoryQuery {
  readonly topics: readonly Topic[];
  /** Unix ms. */
  readonly from: number;
  /** Unix ms. */
  readonly to: number;
  /** Messages in one page at most; absent: as the server likes. */
  readonly limit?: number;
  /** One of `servers`; absent: the best. */
  readonly server?: string;
  /** From the page before; opaque, of the same server and query. */
  readonly cursor?: Uint8Array;
}

/** What came of a request. No cursor: this was the last page. */
export interface HistoryPage {
  /** Who answered: to be named with the cursor. */
  readonly server: string;
  /** Messages that the server sent for this page, whether or not a subscription opens them. */
  readonly count: number;
  readonly cursor?: Uint8Array;
}
