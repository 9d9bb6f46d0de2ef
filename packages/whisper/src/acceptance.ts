import type { Clock, Topic } from '@status/interfaces';
import { type Bloom, bloomAdmits, uniteBlooms } from './bloom.ts';
import { secondsOf } from './clock.ts';
import { EXPIRED_ALLOWANCE, SYNC_ALLOWANCE } from './constants.ts';
import { type Envelope, envelopeSize } from './envelope.ts';
import { powOfWork, type Work, workOf } from './pow.ts';

/** Why an envelope is not taken. */
export type Refusal = 'future' | 'old' | 'too-large' | 'low-pow' | 'bloom' | 'pool-full';

/** What is told to a peer about a refusal: at most 20 bytes, so that a response stays below the packet limit. */
export const REFUSAL_TEXT: Readonly<Record<Refusal, string>> = {
  future: 'envelope from future',
  old: 'very old envelope',
  'too-large': 'envelope too large',
  'low-pow': 'low proof of work',
  bloom: 'outside bloom filter',
  'pool-full': 'no room in the pool',
};

/** What a node makes of an envelope. */
export type Verdict =
  | { readonly kind: 'fit'; readonly pow: number; readonly work: Work }
  /** Just expired, or with no time to live: dropped without a word. */
  | { readonly kind: 'stale' }
  /** `abusive`: against settings that were announced, and no matter of clocks that differ. */
  | { readonly kind: 'refused'; readonly reason: Refusal; readonly abusive: boolean };

/** What a node begins with. */
export type AcceptanceOptions = {
  readonly clock: Clock;
  /** Limit on an envelope, bytes. */
  readonly maxMessageSize: number;
  readonly minPow: number;
  /** What the node wants to receive; `undefined`: everything. */
  readonly bloom: Bloom | undefined;
  /** Hashes an envelope to see its work; absent: each time. */
  readonly workOf?: (envelope: Envelope) => Work;
};

/**
 * What a node takes. A new setting counts at once; for 10 s what fitted the one before is still tolerated, since peers need time to learn of it
 * (go-ethereum `SetMinimumPoW`, `SetBloomFilter`).
 */
export class Acceptance {
  readonly #clock: Clock;
  readonly #maxMessageSize: number;
  readonly #workOf: (envelope: Envelope) => Work;
  #minPow: number;
  #bloom: Bloom | undefined;
  #tolerated: { readonly minPow: number; readonly bloom: Bloom | undefined } | undefined;
  #toleratedUntil = 0;

  constructor(options: AcceptanceOptions) {
    this.#clock = options.clock;
    this.#maxMessageSize = options.maxMessageSize;
    this.#minPow = options.minPow;
    this.#bloom = options.bloom;
    this.#workOf = options.workOf ?? workOf;
  }

  get minPow(): number {
    return this.#minPow;
  }

  get bloom(): Bloom | undefined {
    return this.#bloom;
  }

  setMinPow(minPow: number): void {
    this.#tolerateCurrent();
    this.#minPow = minPow;
  }

  setBloom(bloom: Bloom | undefined): void {
    this.#tolerateCurrent();
    this.#bloom = bloom;
  }

  /**
   * Judges an envelope, in the order of the reference (go-ethereum `add`): sending time, expiry, size, proof of work, bloom.
   *
   * An own envelope needs not to be in the bloom, which says what a node receives and not what it sends. One with a time to live of 0
   * is never taken: its proof of work would count as infinite.
   *
   * @param known the envelope's work, if it was hashed before
   */
  judge(envelope: Envelope, own: boolean, known?: Work): Verdict {
    const { expiry, ttl, topic } = envelope;
    const now = secondsOf(this.#clock.now());
    const sent = (expiry - ttl) >>> 0;
    if (sent > now + SYNC_ALLOWANCE) return refused('future', false);
    if (expiry + EXPIRED_ALLOWANCE < now) return refused('old', false);
    if (expiry < now || ttl === 0) return { kind: 'stale' };
    if (envelopeSize(envelope) > this.#maxMessageSize) return refused('too-large', true);

    // What comes from the near future is kept longer than its time to live, so its work is spread over more seconds.
    const ahead = sent > now ? sent - now + 1 : 0;
    const work = known ?? this.#workOf(envelope);
    const pow = powOfWork(work, (ttl + ahead) >>> 0);
    const { minPow, admits } = this.#tolerance();
    if (pow < minPow) return refused('low-pow', powOfWork(work, ttl) < minPow);
    if (!own && !admits(topic)) return refused('bloom', true);
    return { kind: 'fit', pow, work };
  }

  #tolerance(): { readonly minPow: number; readonly admits: (topic: Topic) => boolean } {
    const tolerated = this.#clock.elapsed() < this.#toleratedUntil ? this.#tolerated : undefined;
    const minPow = Math.min(this.#minPow, tolerated?.minPow ?? this.#minPow);
    const blooms = tolerated === undefined ? [this.#bloom] : [this.#bloom, tolerated.bloom];
    return { minPow, admits: (topic) => blooms.some((bloom) => bloom === undefined || bloomAdmits(bloom, topic)) };
  }

  /** Tolerated is everything that fitted at any time since the settings were last left alone for 10 s. */
  #tolerateCurrent(): void {
    const now = this.#clock.elapsed();
    const before = now < this.#toleratedUntil ? this.#tolerated : undefined;
    const everything = this.#bloom === undefined || (before !== undefined && before.bloom === undefined);
    this.#tolerated = {
      minPow: Math.min(this.#minPow, before?.minPow ?? this.#minPow),
      bloom: everything ? undefined : uniteBlooms(this.#bloom!, before?.bloom ?? this.#bloom!),
    };
    this.#toleratedUntil = now + SYNC_ALLOWANCE * 1000;
  }
}

function refused(reason: Refusal, abusive: boolean): Verdict {
  return { kind: 'refused', reason, abusive };
}
