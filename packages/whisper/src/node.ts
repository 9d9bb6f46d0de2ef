import { Emitter, equalBytes } from '@status/base';
import { isPrivateKey, wipe } from '@status/crypto';
import { ECIES_OVERHEAD, SIGNATURE_LENGTH } from '@status/crypto/constants';
import type {
  Cancel,
  Environment,
  EventSource,
  Filter,
  InboundMessage,
  OutboundMessage,
  PostReceipt,
  PrivacyEvents,
  PrivacyLayer,
  PrivacyTraits,
  Session,
  Subprotocol,
  Subscription,
  Trace,
} from '@status/interfaces';
import { Acceptance, REFUSAL_TEXT, type Verdict } from './acceptance.ts';
import { type Bloom, fullBloom, SubscribedBloom } from './bloom.ts';
import { secondsOf } from './clock.ts';
import {
  ENVELOPE_FRAMING,
  EXPIRY_CYCLE,
  LARGE_PAYLOAD,
  LARGE_POW_TARGET,
  MAX_MESSAGE_SIZE,
  MAX_MESSAGE_SIZE_CEILING,
  MIN_POW,
  PADDING_BLOCK,
  POW_TARGET,
  PROTOCOL_LENGTH,
  PROTOCOL_NAME,
  PROTOCOL_VERSION,
  TYPICAL_LATENCY,
  WORK_TIME,
} from './constants.ts';
import type { Envelope } from './envelope.ts';
import { WhisperError } from './errors.ts';
import { FilterIndex } from './filter.ts';
import { encryptMessage, requireRecipientKey, requireTopic } from './message.ts';
import type { Status } from './packets.ts';
import { type PeerNode, WhisperPeer } from './peer.ts';
import { encodePlaintext, type Plaintext } from './plaintext.ts';
import { Pool, PoolEntry, type PoolLimits } from './pool.ts';
import { isPow, sealEnvelope } from './pow.ts';
import { Subscriber } from './subscriber.ts';

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
export type WhisperOptions = {
  readonly environment: Environment;
  /** The least proof of work of envelopes from others; default 0.002. */
  readonly minPow?: number;
  /** Limit on a packet and on an envelope, bytes; default 1 MiB, at most 10 MiB. */
  readonly maxMessageSize?: number;
  /** Asks peers only for topics that are subscribed to; default false: for everything. What it gets it relays. */
  readonly light?: boolean;
  /** Tells peers what became of the envelopes that they sent; default true. */
  readonly confirmations?: boolean;
  readonly pow?: PowOptions;
  readonly pool?: Partial<PoolLimits>;
};

/** What a node tells: what becomes of posted messages, and every envelope that it takes into its pool. */
export type WhisperEvents = PrivacyEvents & {
  /** Absent peer: posted here. */
  envelope: { readonly envelope: Envelope; readonly peer?: string };
};

/** A node of a Whisper network: the privacy layer for those above, a subprotocol for the host below. */
export interface WhisperNode extends PrivacyLayer, EventSource<WhisperEvents>, AsyncDisposable {
  /** To be registered at a host. */
  readonly subprotocol: Subprotocol;
  /** The least proof of work of envelopes from others. */
  readonly minPow: number;
  on<Name extends keyof WhisperEvents>(name: Name, listener: (event: WhisperEvents[Name]) => void): Cancel;
  /**
   * Changes the minimum and tells every peer. For 10 s envelopes that fit the one before are taken as well.
   *
   * @throws {WhisperError} `WHISPER_OPTION` if it is negative, infinite or not a number.
   */
  setMinPow(minPow: number): void;
  /** The envelopes in the pool, in the order in which they came. */
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

/** What makes a plaintext longer than its payload at most, before padding, bytes: flags, size, signature. */
const PLAINTEXT_OVERHEAD: number = 1 + 3 + SIGNATURE_LENGTH;

/** The greatest expiry that an envelope can say, Unix s. */
const LAST_SECOND: number = 2 ** 32 - 1;

/** The largest payload that fits an envelope which, alone in a packet, stays within a limit, however it is encrypted. */
function maxPayloadWithin(maxMessageSize: number): number {
  const plaintext = maxMessageSize - ENVELOPE_FRAMING - ECIES_OVERHEAD;
  // At least one byte of padding is added, so the last byte before the multiple is out of reach.
  return plaintext - (plaintext % PADDING_BLOCK) - 1 - PLAINTEXT_OVERHEAD;
}

class Whisper implements WhisperNode, PeerNode {
  readonly environment: Environment;
  readonly maxMessageSize: number;
  readonly traits: PrivacyTraits;
  readonly subprotocol: Subprotocol;
  readonly #confirmations: boolean;
  readonly #pow: Required<PowOptions>;
  readonly #acceptance: Acceptance;
  readonly #pool: Pool;
  readonly #filters = new FilterIndex<Subscriber>();
  readonly #subscriptions = new Set<Subscription>();
  readonly #events: Emitter<WhisperEvents>;
  readonly #peers = new Map<WhisperPeer, Promise<void>>();
  /** What a light node asks its peers for; absent: everything. */
  readonly #subscribed: SubscribedBloom | undefined;
  /** The bloom that peers know of, and whether they are about to be told another. */
  #announced: Bloom | undefined;
  #announcing = false;
  #cancelSweep: Cancel | undefined;
  #stopped = false;

  constructor(options: WhisperOptions) {
    const {
      environment,
      minPow = MIN_POW,
      maxMessageSize = MAX_MESSAGE_SIZE,
      light = false,
      confirmations = true,
    } = options;
    const { target = POW_TARGET, largeTarget = LARGE_POW_TARGET, workTimeMs = WORK_TIME } = options.pow ?? {};
    for (const pow of [minPow, target, largeTarget]) requirePow(pow);
    if (!(maxPayloadWithin(maxMessageSize) > 0) || maxMessageSize > MAX_MESSAGE_SIZE_CEILING) {
      throw new WhisperError('WHISPER_OPTION', `a message size of ${maxMessageSize} bytes`);
    }
    this.environment = environment;
    this.maxMessageSize = maxMessageSize;
    this.#confirmations = confirmations;
    this.#pow = { target, largeTarget, workTimeMs };
    this.#subscribed = light ? new SubscribedBloom() : undefined;
    this.#announced = this.#subscribed?.bloom();
    this.#acceptance = new Acceptance(environment.clock, maxMessageSize, minPow, this.#announced);
    this.#pool = new Pool(options.pool);
    this.#events = new Emitter(environment.logger);
    this.traits = {
      name: `${PROTOCOL_NAME}/${PROTOCOL_VERSION}`,
      maxPayload: maxPayloadWithin(maxMessageSize),
      confirmations: true,
      typicalLatency: TYPICAL_LATENCY,
    };
    this.subprotocol = {
      name: PROTOCOL_NAME,
      version: PROTOCOL_VERSION,
      length: PROTOCOL_LENGTH,
      onSession: (session) => this.#serve(session),
    };
  }

  get minPow(): number {
    return this.#acceptance.minPow;
  }

  on<Name extends keyof WhisperEvents>(name: Name, listener: (event: WhisperEvents[Name]) => void): Cancel {
    return this.#events.on(name, listener);
  }

  async post(message: OutboundMessage, options: { signal?: AbortSignal } = {}): Promise<PostReceipt> {
    options.signal?.throwIfAborted();
    this.#requirePostable(message);
    const { topic, to, from, payload, ttl } = message;
    const { clock, random, metrics } = this.environment;
    const plaintext = encodePlaintext(payload, { random, ...(from && { from }) });
    const data = encryptMessage(plaintext, to, { random });
    wipe(plaintext);

    const begin = clock.now();
    const fields = { expiry: secondsOf(begin) + ttl, ttl, topic: topic.slice(), data };
    const target = payload.length > LARGE_PAYLOAD ? this.#pow.largeTarget : this.#pow.target;
    const signal = {
      throwIfAborted: (): void => {
        options.signal?.throwIfAborted();
        this.#requireRunning();
      },
    };
    const workTime = this.#pow.workTimeMs;
    const envelope = await sealEnvelope(fields, Math.max(target, this.minPow), { clock, workTime, signal });
    signal.throwIfAborted();
    metrics.observe('whisper_work_milliseconds', clock.now() - begin);

    const verdict = this.#take(envelope, this.#pool.get(envelope.hash));
    if (verdict.kind !== 'fit') {
      const why =
        verdict.kind === 'stale' ? 'its time was over before the work was done' : REFUSAL_TEXT[verdict.reason];
      throw new WhisperError('PRIVACY_REFUSED', why);
    }
    // Not awaited: a handler that posts would wait for room in its own queue.
    void this.#deliver(envelope);
    return {
      hash: envelope.hash.slice(),
      sentAt: sentAtOf(envelope),
      expiresAt: envelope.expiry * 1000,
      trace: { ...traceOf(envelope), pow: verdict.pow },
    };
  }

  subscribe(filter: Filter, handler: (message: InboundMessage) => void | Promise<void>): Subscription {
    this.#requireRunning();
    const subscriber = new Subscriber(handler, this.environment.logger);
    const removeFilter = this.#filters.add(filter, subscriber);
    const topics = filter.topics.map((topic) => topic.slice());
    this.#subscribed?.add(topics);
    this.#updateBloom();
    const subscription: Subscription = {
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
    requirePow(minPow);
    if (minPow === this.minPow) return;
    this.#acceptance.setMinPow(minPow);
    for (const peer of this.#peers.keys()) peer.announceMinPow(minPow);
  }

  *envelopes(): IterableIterator<Envelope> {
    for (const { envelope } of this.#pool.values()) yield envelope;
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    this.#cancelSweep?.();
    for (const subscription of this.#subscriptions) subscription.cancel();
    for (const peer of this.#peers.keys()) peer.stop();
    this.#pool.removeExpired(Number.POSITIVE_INFINITY);
    await Promise.allSettled(this.#peers.values());
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.stop();
  }

  status(): Status {
    const { minPow, bloom } = this.#acceptance;
    return { minPow, ...(bloom && { bloom }), light: false, confirmations: this.#confirmations };
  }

  pooled(): IterableIterator<PoolEntry> {
    return this.#pool.values();
  }

  async receive(envelope: Envelope, from: WhisperPeer): Promise<Verdict> {
    const pooled = this.#pool.get(envelope.hash);
    const verdict = this.#take(envelope, pooled, from);
    if (verdict.kind === 'fit' && pooled === undefined) await this.#deliver(envelope);
    return verdict;
  }

  sent({ envelope }: PoolEntry, peer: string): void {
    this.#events.emit('sent', { hash: envelope.hash.slice(), peer });
  }

  confirmed({ envelope, confirmedBy }: PoolEntry, peer: string): void {
    if (confirmedBy.has(peer)) return;
    confirmedBy.add(peer);
    this.#events.emit('confirmed', { hash: envelope.hash.slice(), peer });
  }

  refused({ envelope }: PoolEntry, peer: string, reason: string): void {
    this.#events.emit('refused', { hash: envelope.hash.slice(), peer, reason });
  }

  async #serve(session: Session): Promise<void> {
    if (this.#stopped) return;
    const peer = new WhisperPeer(session, this);
    const running = peer.run();
    this.#peers.set(peer, running);
    this.environment.metrics.gauge('whisper_peers', this.#peers.size);
    try {
      await running;
    } catch (error) {
      const code = error instanceof WhisperError ? error.code : 'unexpected';
      this.environment.metrics.count('whisper_peers_misbehaved_total', 1, { code });
      throw error;
    } finally {
      this.#peers.delete(peer);
      this.environment.metrics.gauge('whisper_peers', this.#peers.size);
    }
  }

  /**
   * Takes an envelope into the pool, for every peer but the one that sent it; without `from` it is our own. `pooled` is what the pool has
   * of it.
   */
  #take(envelope: Envelope, pooled: PoolEntry | undefined, from?: WhisperPeer): Verdict {
    const verdict = this.#acceptance.judge(envelope, from === undefined || pooled?.own === true, pooled?.work);
    if (verdict.kind !== 'fit') return this.#dropped(verdict);

    const entry = pooled ?? new PoolEntry(envelope, verdict.work, verdict.pow, from === undefined);
    if (pooled === undefined) {
      const displaced = this.#pool.add(entry);
      if (displaced === undefined) return this.#dropped({ kind: 'refused', reason: 'pool-full', abusive: false });
      this.#forget(displaced, 'displaced');
      for (const peer of this.#peers.keys()) peer.backlog.offer(entry);
      this.#scheduleSweep();
    }
    // Before anything waits, or the next broadcast would send it back to where it came from.
    from?.backlog.know(entry);

    if (pooled === undefined) this.#events.emit('envelope', { envelope, ...(from && { peer: from.id }) });
    else this.environment.metrics.count('whisper_envelopes_known_total');
    if (from !== undefined && entry.own) this.confirmed(entry, from.id);
    return verdict;
  }

  #dropped(verdict: Exclude<Verdict, { kind: 'fit' }>): Verdict {
    const reason = verdict.kind === 'stale' ? 'stale' : verdict.reason;
    this.environment.metrics.count('whisper_envelopes_dropped_total', 1, { reason });
    return verdict;
  }

  /** Hands an envelope to the subscriptions that can open it; resolves when each of them has room for more. */
  async #deliver(envelope: Envelope): Promise<void> {
    const receivedAt = this.environment.clock.now();
    const deliveries: Promise<void>[] = [];
    for (const { message, targets } of this.#filters.match(envelope)) {
      for (const subscriber of targets) deliveries.push(subscriber.deliver(inbound(envelope, message, receivedAt)));
    }
    await Promise.all(deliveries);
  }

  /** Entries have left the pool. */
  #forget(entries: readonly PoolEntry[], reason: 'expired' | 'displaced'): void {
    for (const entry of entries) {
      for (const peer of this.#peers.keys()) peer.backlog.forget(entry);
      if (entry.own) this.#events.emit('expired', { hash: entry.envelope.hash.slice() });
    }
    const { metrics } = this.environment;
    if (entries.length > 0) metrics.count('whisper_envelopes_removed_total', entries.length, { reason });
    metrics.gauge('whisper_pool_envelopes', this.#pool.size);
    metrics.gauge('whisper_pool_bytes', this.#pool.bytes);
  }

  #scheduleSweep(): void {
    if (this.#cancelSweep !== undefined || this.#pool.size === 0) return;
    const { clock } = this.environment;
    this.#cancelSweep = clock.schedule(EXPIRY_CYCLE, () => {
      this.#cancelSweep = undefined;
      this.#forget(this.#pool.removeExpired(secondsOf(clock.now())), 'expired');
      this.#scheduleSweep();
    });
  }

  /** A light node wants what is subscribed to, no more and no less. Changes made in one go are announced together. */
  #updateBloom(): void {
    if (this.#subscribed === undefined || this.#stopped) return;
    const bloom = this.#subscribed.bloom();
    if (isSameBloom(bloom, this.#acceptance.bloom)) return;
    this.#acceptance.setBloom(bloom);
    if (this.#announcing) return;
    this.#announcing = true;
    this.environment.clock.schedule(0, () => {
      this.#announcing = false;
      const current = this.#acceptance.bloom;
      if (isSameBloom(current, this.#announced)) return;
      this.#announced = current;
      for (const peer of this.#peers.keys()) peer.announceBloom(current ?? fullBloom());
    });
  }

  #requirePostable({ topic, to, from, payload, ttl }: OutboundMessage): void {
    this.#requireRunning();
    requireTopic(topic);
    requireRecipientKey(to);
    if (to.kind === 'symmetric' && topic.every((byte) => byte === 0)) {
      throw new WhisperError('PRIVACY_TOPIC', 'a symmetric key needs a topic that is not zero');
    }
    if (from !== undefined && !isPrivateKey(from))
      throw new WhisperError('PRIVACY_KEY', 'the sender is no private key');
    if (!Number.isInteger(ttl) || ttl < 1 || secondsOf(this.environment.clock.now()) + ttl > LAST_SECOND) {
      throw new WhisperError('PRIVACY_TTL', `not a time to live in seconds: ${ttl}`);
    }
    if (payload.length > this.traits.maxPayload) {
      throw new WhisperError('PRIVACY_TOO_LARGE', `${payload.length} bytes are more than ${this.traits.maxPayload}`);
    }
  }

  #requireRunning(): void {
    if (this.#stopped) throw new WhisperError('PRIVACY_STOPPED', 'the node was stopped');
  }
}

/** A message as one subscription gets it: it shares memory with nothing. */
function inbound(envelope: Envelope, { payload, sender }: Plaintext, receivedAt: number): InboundMessage {
  return {
    payload: payload.slice(),
    ...(sender && { sender: sender.slice() }),
    topic: envelope.topic.slice(),
    hash: envelope.hash.slice(),
    sentAt: sentAtOf(envelope),
    receivedAt,
    historic: false,
    trace: traceOf(envelope),
  };
}

/** What an inspector may see of an envelope. */
function traceOf(envelope: Envelope): Trace {
  const { raw, expiry, ttl, nonce } = envelope;
  return { bytes: raw.length, expiry, ttl, nonce };
}

/** When an envelope was sent, Unix ms. */
function sentAtOf({ expiry, ttl }: Envelope): number {
  return (expiry - ttl) * 1000;
}

function isSameBloom(a: Bloom | undefined, b: Bloom | undefined): boolean {
  return a === undefined || b === undefined ? a === b : equalBytes(a, b);
}

function requirePow(pow: number): void {
  if (!isPow(pow)) throw new WhisperError('WHISPER_OPTION', `not a proof of work: ${pow}`);
}
