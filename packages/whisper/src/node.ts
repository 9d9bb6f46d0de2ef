import { copyBytes } from '@status/base';
import { ECIES_OVERHEAD } from '@status/crypto/constants';
import type {
  Cancel,
  Cancellable,
  Environment,
  EventSource,
  Filter,
  InboundMessage,
  OutboundMessage,
  PostReceipt,
  PrivacyLayer,
  PrivacyTraits,
  Subscription,
  Trace,
} from '@status/interfaces';
import { createSealer, type Plaintext, type Sealer } from '@status/message-encryption';
import { PADDING_BLOCK, PLAINTEXT_OVERHEAD } from '@status/message-encryption/constants';
import { requireRecipientKey, requireSenderKey } from '@status/message-encryption/wire';
import { SubscribedBloom } from './bloom.ts';
import { secondsOf } from './clock.ts';
import {
  ENVELOPE_FRAMING,
  LARGE_PAYLOAD,
  LARGE_POW_TARGET,
  LAST_SECOND,
  LIFETIME,
  MAX_MESSAGE_SIZE,
  POOL_BYTES,
  POW_TARGET,
  TYPICAL_LATENCY,
  WORK_TIME,
} from './constants.ts';
import type { Envelope } from './envelope.ts';
import { WhisperError } from './errors.ts';
import { FilterIndex, type Listening } from './filter.ts';
import { requirePow, sealEnvelope } from './pow.ts';
import { type Arrival, createRelay, type Relay, type RelayEvents, type RelayOptions } from './relay.ts';
import { shh6 } from './shh6.ts';
import { Subscriber } from './subscriber.ts';
import { requireTopic } from './topic.ts';

/** How hard own envelopes are worked for. */
export type PowOptions = {
  /** Proof of work to reach; default 0.002. Raised to the node's own minimum where that is higher. */
  readonly target?: number;
  /** The same for payloads of more than 50,000 bytes; default 0.000002. */
  readonly largeTarget?: number;
  /** When to give up, ms; default 5,000. */
  readonly workTimeMs?: number;
};

/** How to set up a node. */
export type WhisperOptions = Omit<RelayOptions, 'bloom' | 'light' | 'onEnvelope'> & {
  /** Asks peers only for topics that are subscribed to, passes on nothing but its own envelopes, and says so; default false. */
  readonly light?: boolean;
  readonly pow?: PowOptions;
  /** Does the signing, padding and encrypting; default: on the calling thread. */
  readonly sealer?: Sealer;
};

/** What is Whisper's own about one post. */
export type WhisperPostOptions = Cancellable & {
  /** Proof of work to reach, instead of that of the options. Raised to the node's own minimum where that is higher. */
  readonly target?: number;
  /** When to give up the work, ms. */
  readonly workTimeMs?: number;
  /** Written as it is, of any length; absent: drawn up to the next multiple of 256 bytes. */
  readonly padding?: Uint8Array;
};

/** What a node says of a post. */
export type WhisperReceipt = PostReceipt & {
  /** Bytes of the envelope. */
  readonly size: number;
  readonly pow: number;
  /** Shared with the pool: not to be changed. */
  readonly envelope: Envelope;
};

/** A message, and the envelope that it came in. */
export type WhisperMessage = InboundMessage & {
  /** Proof of work when it was accepted; 0 for one that came directly. */
  readonly pow: number;
  /** Came past all rules from a trusted peer; it counts as historic. */
  readonly direct: boolean;
  /** Shared with the pool and with other subscriptions: not to be changed. */
  readonly envelope: Envelope;
};

/** What a node tells: what its relay tells. */
export type WhisperEvents = RelayEvents;

/**
 * A node of a Whisper network: the privacy layer for those above. Below it is a relay, whose part it is to carry envelopes; the node has the keys: it
 * seals and works for what is posted, and opens what is subscribed to. It can do more than the seam asks for where Whisper can.
 */
export interface WhisperNode extends PrivacyLayer, EventSource<WhisperEvents>, AsyncDisposable {
  /** What carries the envelopes. */
  readonly relay: Relay;
  /** To be registered at a host: that of the relay. */
  readonly subprotocol: Relay['subprotocol'];
  /** The least proof of work of envelopes from others. */
  readonly minPow: number;
  on<Name extends keyof WhisperEvents>(name: Name, listener: (event: WhisperEvents[Name]) => void): Cancel;
  /** Rejects besides with `PRIVACY_WORK` if the target was not reached in time, `WHISPER_OPTION` for a target that is none. */
  post(message: OutboundMessage, options?: WhisperPostOptions): Promise<WhisperReceipt>;
  /**
   * Posts an envelope that was sealed elsewhere.
   *
   * @throws {WhisperError} `PRIVACY_REFUSED`, `PRIVACY_STOPPED`.
   */
  postEnvelope(envelope: Envelope): WhisperReceipt;
  subscribe(filter: Filter, handler: (message: WhisperMessage) => void | Promise<void>): Subscription;
  /** See `Relay.setMinPow`. */
  setMinPow(minPow: number): void;
  /** See `Relay.trust`. What a trusted peer sends directly reaches subscriptions, marked `direct` and `historic`. */
  trust(peer: string): Cancel;
  /** See `Relay.envelopes`. */
  envelopes(): IterableIterator<Envelope>;
  /** Ends every session and subscription and forgets the pool. Resolves when no session runs any more; posting rejects from then on. */
  stop(): Promise<void>;
}

/**
 * Creates a node. It does nothing until a host runs its `subprotocol`, or something is posted.
 *
 * @throws {WhisperError} `WHISPER_OPTION`.
 */
export function createWhisper(options: WhisperOptions): WhisperNode {
  return new Whisper(options);
}

/** The largest payload that fits an envelope which, alone in a packet, stays within a limit, however it is encrypted. */
function maxPayloadWithin(maxMessageSize: number): number {
  const plaintext = maxMessageSize - ENVELOPE_FRAMING - ECIES_OVERHEAD;
  // At least one byte of padding is added, so the last byte before the multiple is out of reach.
  return plaintext - (plaintext % PADDING_BLOCK) - 1 - PLAINTEXT_OVERHEAD;
}

class Whisper implements WhisperNode {
  readonly relay: Relay;
  readonly traits: PrivacyTraits;
  readonly #environment: Environment;
  readonly #sealer: Sealer;
  readonly #pow: Required<PowOptions>;
  readonly #filters = new FilterIndex<Subscriber<WhisperMessage>>();
  readonly #subscriptions = new Set<Subscription>();
  /** What a light node asks its peers for; absent: everything. */
  readonly #subscribed: SubscribedBloom | undefined;
  #stopped = false;

  constructor(options: WhisperOptions) {
    const { environment, maxMessageSize = MAX_MESSAGE_SIZE, light = false } = options;
    const { target = POW_TARGET, largeTarget = LARGE_POW_TARGET, workTimeMs = WORK_TIME } = options.pow ?? {};
    for (const pow of [target, largeTarget]) requirePow(pow);
    // What its own pool has no room for, it could not post either.
    const largest = Math.min(maxMessageSize, options.pool?.maxBytes ?? POOL_BYTES);
    const maxPayload = maxPayloadWithin(largest);
    if (!(maxPayload > 0)) throw new WhisperError('WHISPER_OPTION', `a message size of ${largest} bytes`);
    this.#environment = environment;
    this.#sealer = options.sealer ?? createSealer(environment);
    this.#pow = { target, largeTarget, workTimeMs };
    this.#subscribed = light ? new SubscribedBloom() : undefined;
    const bloom = this.#subscribed?.bloom();
    const onEnvelope = (arrival: Arrival) => this.#deliver(arrival);
    this.relay = createRelay({ ...options, ...(bloom && { bloom }), onEnvelope });
    const { name, version } = options.dialect ?? shh6;
    this.traits = {
      name: `${name}/${version}`,
      maxPayload,
      confirmations: true,
      typicalLatency: TYPICAL_LATENCY,
      lifetime: LIFETIME,
    };
  }

  get subprotocol(): Relay['subprotocol'] {
    return this.relay.subprotocol;
  }

  get minPow(): number {
    return this.relay.minPow;
  }

  on<Name extends keyof WhisperEvents>(name: Name, listener: (event: WhisperEvents[Name]) => void): Cancel {
    return this.relay.on(name, listener);
  }

  async post(message: OutboundMessage, options: WhisperPostOptions = {}): Promise<WhisperReceipt> {
    const { signal, padding, workTimeMs: workTime = this.#pow.workTimeMs } = options;
    signal?.throwIfAborted();
    const { topic, to, from, payload, lifetime = LIFETIME } = message;
    this.#requirePostable(message, lifetime);
    const target = options.target ?? (payload.length > LARGE_PAYLOAD ? this.#pow.largeTarget : this.#pow.target);
    requirePow(target);
    const running = {
      throwIfAborted: (): void => {
        signal?.throwIfAborted();
        this.#requireRunning();
      },
    };
    const { clock, metrics } = this.#environment;
    const data = await this.#sealer.seal(payload, { to, ...(from && { from }), ...(padding && { padding }) });
    running.throwIfAborted();

    const begin = clock.elapsed();
    const ttl = Math.ceil(lifetime / 1000);
    const fields = { expiry: secondsOf(clock.now()) + ttl, ttl, topic: copyBytes(topic), data };
    const envelope = await sealEnvelope(fields, Math.max(target, this.minPow), { clock, workTime, signal: running });
    running.throwIfAborted();
    metrics.observe('whisper_work_milliseconds', clock.elapsed() - begin);
    return this.postEnvelope(envelope);
  }

  postEnvelope(envelope: Envelope): WhisperReceipt {
    const pow = this.relay.post(envelope);
    // Not awaited: a handler that posts would wait for room in its own queue.
    void this.#deliver({ envelope, pow, direct: false });
    return {
      hash: copyBytes(envelope.hash),
      sentAt: sentAtOf(envelope),
      expiresAt: envelope.expiry * 1000,
      size: envelope.raw.length,
      pow,
      envelope,
      trace: { ...traceOf(envelope), pow },
    };
  }

  subscribe(filter: Filter, handler: (message: WhisperMessage) => void | Promise<void>): Subscription {
    this.#requireRunning();
    const subscriber = new Subscriber(handler, this.#environment.logger);
    const removeFilter = this.#filters.add(filter, subscriber);
    const topics = filter.topics.map((topic) => copyBytes(topic));
    this.#subscribed?.add(topics);
    this.#updateBloom();
    const subscription: Subscription = {
      // Everybody floods everybody. What peers have still to learn of a light node's filter they send after it all the same.
      ready: Promise.resolve(),
      cancel: () => {
        if (!this.#subscriptions.delete(subscription)) return;
        subscriber.cancel();
        removeFilter();
        this.#subscribed?.remove(topics);
        this.#updateBloom();
      },
    };
    this.#subscriptions.add(subscription);
    return subscription;
  }

  setMinPow(minPow: number): void {
    this.relay.setMinPow(minPow);
  }

  trust(peer: string): Cancel {
    return this.relay.trust(peer);
  }

  envelopes(): IterableIterator<Envelope> {
    return this.relay.envelopes();
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    for (const subscription of this.#subscriptions) subscription.cancel();
    await this.relay.stop();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.stop();
  }

  /** Hands an envelope to the subscriptions that can open it; resolves when each of them has room for more. */
  #deliver(delivery: Delivery): Promise<void> | undefined {
    const listening = this.#filters.listening(delivery.envelope.topic);
    return listening.length === 0 ? undefined : this.#open(delivery, listening);
  }

  async #open(delivery: Delivery, listening: readonly Listening<Subscriber<WhisperMessage>>[]): Promise<void> {
    const receivedAt = this.#environment.clock.now();
    const deliveries = listening.map(async ({ key, targets }) => {
      const opened = await this.#sealer.open(delivery.envelope.data, key);
      if (opened === undefined) return;
      await Promise.all(targets.map((subscriber) => subscriber.deliver(messageOf(delivery, opened, receivedAt))));
    });
    for (const outcome of await Promise.allSettled(deliveries)) {
      if (outcome.status === 'fulfilled') continue;
      this.#environment.logger.error('the sealer failed', { error: String(outcome.reason) });
    }
  }

  /** A light node wants what is subscribed to, no more and no less. */
  #updateBloom(): void {
    if (this.#subscribed !== undefined && !this.#stopped) this.relay.setBloom(this.#subscribed.bloom());
  }

  #requirePostable({ topic, to, from, payload }: OutboundMessage, lifetime: number): void {
    this.#requireRunning();
    requireTopic(topic);
    requireRecipientKey(to);
    if (to.kind === 'symmetric' && topic.every((byte) => byte === 0)) {
      throw new WhisperError('PRIVACY_TOPIC', 'a symmetric key needs a topic that is not zero');
    }
    if (from !== undefined) requireSenderKey(from);
    const last = LAST_SECOND - secondsOf(this.#environment.clock.now());
    if (!Number.isSafeInteger(lifetime) || lifetime < 1 || Math.ceil(lifetime / 1000) > last) {
      throw new WhisperError('PRIVACY_LIFETIME', `not a lifetime in milliseconds: ${lifetime}`);
    }
    if (payload.length > this.traits.maxPayload) {
      throw new WhisperError('PRIVACY_TOO_LARGE', `${payload.length} bytes are more than ${this.traits.maxPayload}`);
    }
  }

  #requireRunning(): void {
    if (this.#stopped) throw new WhisperError('PRIVACY_STOPPED', 'the node was stopped');
  }
}

/** What comes to subscriptions: from a peer, or posted here. */
type Delivery = Omit<Arrival, 'peer'>;

/** A message as one subscription gets it: but for the envelope it shares memory with nothing. */
function messageOf({ envelope, pow, direct }: Delivery, opened: Plaintext, receivedAt: number): WhisperMessage {
  const { payload, sender } = opened;
  return {
    payload: copyBytes(payload),
    ...(sender && { sender: copyBytes(sender) }),
    topic: copyBytes(envelope.topic),
    hash: copyBytes(envelope.hash),
    sentAt: sentAtOf(envelope),
    receivedAt,
    historic: direct,
    pow,
    direct,
    envelope,
    trace: traceOf(envelope),
  };
}

/** What an inspector may see of an envelope. */
function traceOf({ raw, expiry, ttl, nonce }: Envelope): Trace {
  return { bytes: raw.length, expiry, ttl, nonce };
}

/** When an envelope was sent, Unix ms. */
function sentAtOf({ expiry, ttl }: Envelope): number {
  return (expiry - ttl) * 1000;
}
