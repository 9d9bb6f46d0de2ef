import { copyBytes, drawUint16, Emitter, equalBytes } from '@status/base';
import type { Cancel, Environment, EventSource, PrivacyEvents, Session, Subprotocol } from '@status/interfaces';
import { Acceptance, REFUSAL_TEXT, type Verdict } from './acceptance.ts';
import { type Bloom, fullBloom } from './bloom.ts';
import { secondsOf } from './clock.ts';
import {
  ENVELOPE_FRAMING,
  EXPIRY_CYCLE,
  MAX_MESSAGE_SIZE,
  MAX_MESSAGE_SIZE_CEILING,
  MAX_SWEEP_PAUSE,
  MIN_POW,
} from './constants.ts';
import type { Dialect, Status } from './dialect.ts';
import type { Envelope } from './envelope.ts';
import { type EnvelopeReader, envelopeReader } from './envelope-reader.ts';
import { WhisperError } from './errors.ts';
import { PacketSizes } from './packet-sizes.ts';
import { type PeerRelay, RelayPeer } from './peer.ts';
import { Pool, PoolEntry, type PoolLimits } from './pool.ts';
import { requirePow } from './pow.ts';
import { shh6 } from './shh6.ts';

/** How to set up a relay. */
export type RelayOptions = {
  readonly environment: Environment;
  /** What it speaks; default `shh6`. */
  readonly dialect?: Dialect;
  /** Decodes and hashes what comes in; default: each time. Many relays of one process may share one. */
  readonly reader?: EnvelopeReader;
  /** The least proof of work of envelopes from others; default 0.002. */
  readonly minPow?: number;
  /** Limit on a packet and on an envelope, bytes; default 1 MiB, at most 10 MiB. */
  readonly maxMessageSize?: number;
  /** Passes on own envelopes only, and tells peers so; default false. */
  readonly light?: boolean;
  /** Tells peers what became of the envelopes that they sent; default true. */
  readonly confirmations?: boolean;
  /** What it wants to receive; default: everything. */
  readonly bloom?: Bloom;
  readonly pool?: Partial<PoolLimits>;
  /**
   * Is handed every envelope of a peer once, after it was pooled. The peer is made to wait until it settles. A rejection is logged.
   */
  readonly onEnvelope?: (arrival: Arrival) => void | Promise<void>;
};

/** An envelope that came from a peer. Its arrays are shared with the pool, and not to be changed. */
export type Arrival = {
  readonly envelope: Envelope;
  /** Proof of work when it was accepted; 0 for one that came directly. */
  readonly pow: number;
  /** Peer id at the host. */
  readonly peer: string;
  /** Came past all rules from a peer that is trusted: not judged, not pooled, not passed on. */
  readonly direct: boolean;
};

/** What a relay tells: what becomes of own envelopes, and every envelope that it takes into its pool. It knows no servers of the past. */
export type RelayEvents = PrivacyEvents & {
  /** Absent peer: posted here. */
  envelope: { readonly envelope: Envelope; readonly peer?: string };
};

/**
 * Carries envelopes between peers: judges them, keeps them until they expire, hands them to whoever wants them and does not have them. It
 * holds no keys and looks into none of them; alone on a host it is a relay, below a node it is the network.
 */
export interface Relay extends EventSource<RelayEvents>, AsyncDisposable {
  /** To be registered at a host. */
  readonly subprotocol: Subprotocol;
  /** Limit on a packet and on an envelope, bytes. */
  readonly maxMessageSize: number;
  /** The least proof of work of envelopes from others. */
  readonly minPow: number;
  /**
   * Takes an own envelope, to be offered to every peer. Returns its proof of work. Own ones need not be in the bloom, and never make way for others.
   *
   * @throws {WhisperError} `PRIVACY_REFUSED` if it would not take it from others either, `PRIVACY_STOPPED`.
   */
  post(envelope: Envelope): number;
  /**
   * Changes the minimum and tells every peer. For 10 s envelopes that fit the one before are taken as well.
   *
   * @throws {WhisperError} `WHISPER_OPTION` if it is negative, infinite or not a number.
   */
  setMinPow(minPow: number): void;
  /** Changes what it wants to receive, `undefined` for everything. Changes of one go are told together; 10 s of tolerance as above. */
  setBloom(bloom: Bloom | undefined): void;
  /**
   * Takes envelopes directly from the peer of that id, past all rules, for as long as it is not cancelled: p2p packets of all others are passed
   * over. For a mail server that was asked for something.
   */
  trust(peer: string): Cancel;
  /** The envelopes in the pool, in the order in which they came. */
  envelopes(): IterableIterator<Envelope>;
  /** Ends every session and forgets the pool. Resolves when no session runs any more; again, the same. */
  stop(): Promise<void>;
}

/**
 * Creates a relay. It does nothing until a host runs its `subprotocol`, or something is posted, and arms no timer while it has nothing to do.
 *
 * @throws {WhisperError} `WHISPER_OPTION`.
 */
export function createRelay(options: RelayOptions): Relay {
  return new EnvelopeRelay(options);
}

class EnvelopeRelay implements Relay, PeerRelay {
  readonly environment: Environment;
  readonly dialect: Dialect;
  readonly reader: EnvelopeReader;
  readonly maxMessageSize: number;
  readonly packetSizes: PacketSizes;
  readonly subprotocol: Subprotocol;
  readonly #light: boolean;
  readonly #confirmations: boolean;
  readonly #onEnvelope: RelayOptions['onEnvelope'];
  readonly #acceptance: Acceptance;
  readonly #pool: Pool;
  readonly #events: Emitter<RelayEvents>;
  readonly #peers = new Map<RelayPeer, Promise<void>>();
  /** Ids of trusted peers, and how often each was asked to be. */
  readonly #trusted = new Map<string, number>();
  /** The bloom that peers know of, and whether they are about to be told another. */
  #announced: Bloom | undefined;
  #announcing = false;
  /** How much later than it must this relay sweeps, ms: not all of them in the same moment. */
  readonly #sweepPhase: number;
  #sweep: { readonly expiry: number; readonly cancel: Cancel } | undefined;
  #stopped = false;

  constructor(options: RelayOptions) {
    const { environment, minPow = MIN_POW, maxMessageSize = MAX_MESSAGE_SIZE, bloom } = options;
    requirePow(minPow);
    if (!(maxMessageSize > ENVELOPE_FRAMING) || maxMessageSize > MAX_MESSAGE_SIZE_CEILING) {
      throw new WhisperError('WHISPER_OPTION', `a message size of ${maxMessageSize} bytes`);
    }
    this.environment = environment;
    this.dialect = options.dialect ?? shh6;
    this.reader = options.reader ?? envelopeReader;
    this.maxMessageSize = maxMessageSize;
    this.packetSizes = new PacketSizes(maxMessageSize);
    this.#light = options.light ?? false;
    this.#confirmations = options.confirmations ?? true;
    this.#onEnvelope = options.onEnvelope;
    this.#announced = bloom;
    const { clock, random } = environment;
    const workOf = (envelope: Envelope) => this.reader.workOf(envelope);
    this.#acceptance = new Acceptance({ clock, maxMessageSize, minPow, bloom, workOf });
    this.#pool = new Pool(options.pool);
    this.#events = new Emitter(environment.logger);
    this.#sweepPhase = drawUint16(random) % EXPIRY_CYCLE;
    const { name, version, length } = this.dialect;
    this.subprotocol = { name, version, length, onSession: (session) => this.#serve(session) };
  }

  get minPow(): number {
    return this.#acceptance.minPow;
  }

  get pooled(): number {
    return this.#pool.size;
  }

  on<Name extends keyof RelayEvents>(name: Name, listener: (event: RelayEvents[Name]) => void): Cancel {
    return this.#events.on(name, listener);
  }

  post(envelope: Envelope): number {
    if (this.#stopped) throw new WhisperError('PRIVACY_STOPPED', 'the relay was stopped');
    const pooled = this.#pool.get(envelope.hash);
    const verdict = this.#take(envelope, pooled);
    if (verdict.kind === 'fit') {
      if (pooled?.own === false) this.#adopt(pooled);
      return verdict.pow;
    }
    const why = verdict.kind === 'stale' ? 'its time was over before the work was done' : REFUSAL_TEXT[verdict.reason];
    throw new WhisperError('PRIVACY_REFUSED', why);
  }

  setMinPow(minPow: number): void {
    requirePow(minPow);
    if (minPow === this.minPow) return;
    this.#acceptance.setMinPow(minPow);
    for (const peer of this.#peers.keys()) peer.announceMinPow(minPow);
  }

  setBloom(bloom: Bloom | undefined): void {
    if (this.#stopped || isSameBloom(bloom, this.#acceptance.bloom)) return;
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

  trust(peer: string): Cancel {
    this.#trusted.set(peer, (this.#trusted.get(peer) ?? 0) + 1);
    let trusted = true;
    return () => {
      if (!trusted) return;
      trusted = false;
      const rest = this.#trusted.get(peer)! - 1;
      if (rest === 0) this.#trusted.delete(peer);
      else this.#trusted.set(peer, rest);
    };
  }

  *envelopes(): IterableIterator<Envelope> {
    for (const { envelope } of this.#pool.values()) yield envelope;
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    this.#sweep?.cancel();
    for (const peer of this.#peers.keys()) peer.stop();
    this.#pool.removeExpired(Number.POSITIVE_INFINITY);
    await Promise.allSettled(this.#peers.values());
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.stop();
  }

  status(): Status {
    const { minPow, bloom } = this.#acceptance;
    return { minPow, ...(bloom && { bloom }), light: this.#light, confirmations: this.#confirmations };
  }

  *passedOn(): IterableIterator<PoolEntry> {
    for (const entry of this.#pool.values()) if (this.#passesOn(entry)) yield entry;
  }

  trusts(peer: string): boolean {
    return this.#trusted.has(peer);
  }

  async receive(envelope: Envelope, from: RelayPeer): Promise<Verdict> {
    const pooled = this.#pool.get(envelope.hash);
    const verdict = this.#take(envelope, pooled, from);
    if (verdict.kind === 'fit' && pooled === undefined) {
      await this.#handUp({ envelope, pow: verdict.pow, peer: from.id, direct: false });
    }
    return verdict;
  }

  async receiveDirect(envelope: Envelope, from: RelayPeer): Promise<void> {
    await this.#handUp({ envelope, pow: 0, peer: from.id, direct: true });
  }

  sent({ envelope }: PoolEntry, peer: string, confirms: boolean): void {
    this.#events.emit('sent', { hash: copyBytes(envelope.hash), peer, confirms });
  }

  confirmed({ envelope, confirmedBy }: PoolEntry, peer: string): void {
    if (confirmedBy.has(peer)) return;
    confirmedBy.add(peer);
    this.#events.emit('confirmed', { hash: copyBytes(envelope.hash), peer });
  }

  refused({ envelope }: PoolEntry, peer: string, reason: string): void {
    this.#events.emit('refused', { hash: copyBytes(envelope.hash), peer, reason });
  }

  #passesOn(entry: PoolEntry): boolean {
    return !this.#light || entry.own;
  }

  async #serve(session: Session): Promise<void> {
    if (this.#stopped) return;
    const { metrics } = this.environment;
    const peer = new RelayPeer(session, this);
    const running = peer.run();
    this.#peers.set(peer, running);
    metrics.gauge('whisper_peers', this.#peers.size);
    try {
      await running;
    } catch (error) {
      const code = error instanceof WhisperError ? error.code : 'unexpected';
      metrics.count('whisper_peers_misbehaved_total', 1, { code });
      throw error;
    } finally {
      this.#peers.delete(peer);
      metrics.gauge('whisper_peers', this.#peers.size);
    }
  }

  async #handUp(arrival: Arrival): Promise<void> {
    try {
      await this.#onEnvelope?.(arrival);
    } catch (error) {
      this.environment.logger.error('an envelope could not be handed up', { error: String(error) });
    }
  }

  /**
   * Takes an envelope into the pool, for every peer but the one that sent it; without `from` it is our own. `pooled` is what the pool has
   * of it.
   */
  #take(envelope: Envelope, pooled: PoolEntry | undefined, from?: RelayPeer): Verdict {
    const verdict = this.#acceptance.judge(envelope, from === undefined || pooled?.own === true, pooled?.work);
    if (verdict.kind !== 'fit') return this.#dropped(verdict);

    const entry = pooled ?? new PoolEntry(envelope, verdict.work, verdict.pow, from === undefined);
    if (pooled === undefined) {
      const displaced = this.#pool.add(entry);
      if (displaced === undefined) return this.#dropped({ kind: 'refused', reason: 'pool-full', abusive: false });
      this.#forget(displaced, 'displaced');
    }
    // Before anything is offered or waits, or it would be sent back to where it came from.
    from?.know(entry);
    if (pooled === undefined) {
      if (this.#passesOn(entry)) for (const peer of this.#peers.keys()) peer.offer(entry);
      this.#scheduleSweep();
      this.#events.emit('envelope', { envelope, ...(from && { peer: from.id }) });
    } else this.environment.metrics.count('whisper_envelopes_known_total');
    if (from !== undefined && entry.own) this.confirmed(entry, from.id);
    return verdict;
  }

  /**
   * An envelope that others have sent us is posted here, too: what becomes of it is told from now on. So it is sent again, to those who have it as well,
   * since the answer of a peer is what says so.
   */
  #adopt(entry: PoolEntry): void {
    this.#pool.adopt(entry);
    for (const peer of this.#peers.keys()) {
      peer.forget(entry);
      peer.offer(entry);
    }
  }

  #dropped(verdict: Exclude<Verdict, { kind: 'fit' }>): Verdict {
    const reason = verdict.kind === 'stale' ? 'stale' : verdict.reason;
    this.environment.metrics.count('whisper_envelopes_dropped_total', 1, { reason });
    return verdict;
  }

  /** Entries have left the pool. */
  #forget(entries: readonly PoolEntry[], reason: 'expired' | 'displaced'): void {
    for (const entry of entries) {
      for (const peer of this.#peers.keys()) peer.forget(entry);
      if (entry.own) this.#events.emit('expired', { hash: copyBytes(entry.envelope.hash) });
    }
    const { metrics } = this.environment;
    if (entries.length > 0) metrics.count('whisper_envelopes_removed_total', entries.length, { reason });
    metrics.gauge('whisper_pool_envelopes', this.#pool.size);
    metrics.gauge('whisper_pool_bytes', this.#pool.bytes);
  }

  /** Sweeps when the first envelope has expired; looks earlier if that is far away, since wall clocks get set. */
  #scheduleSweep(): void {
    const expiry = this.#pool.firstExpiry;
    if (this.#stopped || expiry === undefined) return;
    if (this.#sweep !== undefined && this.#sweep.expiry <= expiry) return;
    const { clock } = this.environment;
    this.#sweep?.cancel();
    const due = Math.max(0, (expiry + 1) * 1000 - clock.now());
    const cancel = clock.schedule(Math.min(due, MAX_SWEEP_PAUSE) + this.#sweepPhase, () => {
      this.#sweep = undefined;
      this.#forget(this.#pool.removeExpired(secondsOf(clock.now())), 'expired');
      this.#scheduleSweep();
    });
    this.#sweep = { expiry, cancel };
  }
}

function isSameBloom(a: Bloom | undefined, b: Bloom | undefined): boolean {
  return a === undefined || b === undefined ? a === b : equalBytes(a, b);
}
