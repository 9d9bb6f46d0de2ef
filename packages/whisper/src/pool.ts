import { POOL_BYTES, POOL_ENVELOPES } from './constants.ts';
import type { Envelope } from './envelope.ts';
import { Heap } from './heap.ts';
import type { Work } from './pow.ts';

/** How much a pool holds at most. */
export type PoolLimits = {
  /** Bytes of envelopes. */
  readonly maxBytes: number;
  readonly maxEnvelopes: number;
};

/** An envelope that is being relayed. The pool owns it; one pool, one entry per hash. */
export class PoolEntry {
  readonly envelope: Envelope;
  readonly work: Work;
  /** Proof of work when it was accepted. */
  readonly pow: number;
  /** We posted it ourselves: it never makes way for others. */
  own: boolean;
  /** Ids of the peers that confirmed it, told once each; of own envelopes only. */
  readonly confirmedBy: Set<string> = new Set();
  /** Ids of the peers that broke off when it came, alone in its packet: they are not sent it again. */
  readonly shunnedBy: Set<string> = new Set();
  /** Places in the pool's two orders; −1 while it is not pooled. */
  byExpiry = -1;
  byRank = -1;

  constructor(envelope: Envelope, work: Work, pow: number, own: boolean) {
    this.envelope = envelope;
    this.work = work;
    this.pow = pow;
    this.own = own;
  }

  get pooled(): boolean {
    return this.byExpiry >= 0;
  }

  /** What decides who makes way. Proof of work is per byte and second, so it pays for the room that is taken. */
  get rank(): number {
    return this.own ? Number.POSITIVE_INFINITY : this.pow;
  }
}

/** A hash as a key for maps, half as long as its hex form. */
export function hashKey(hash: Uint8Array): string {
  return String.fromCharCode(...hash);
}

/**
 * The envelopes that a node relays, until they expire.
 *
 * Bounded: when a newcomer does not fit, those with the least proof of work make way, as long as it is less than the newcomer's; otherwise
 * the newcomer is the one that is not taken. Every operation is O(log n) at most.
 */
export class Pool {
  readonly #limits: PoolLimits;
  readonly #entries = new Map<string, PoolEntry>();
  readonly #byExpiry = new Heap<PoolEntry>(
    (a, b) => a.envelope.expiry < b.envelope.expiry,
    (entry, index) => {
      entry.byExpiry = index;
    },
  );
  readonly #byRank = new Heap<PoolEntry>(
    (a, b) => a.rank < b.rank,
    (entry, index) => {
      entry.byRank = index;
    },
  );
  #bytes = 0;

  constructor(limits: Partial<PoolLimits> = {}) {
    this.#limits = { maxBytes: POOL_BYTES, maxEnvelopes: POOL_ENVELOPES, ...limits };
  }

  /** Envelopes in the pool. */
  get size(): number {
    return this.#entries.size;
  }

  /** Bytes of their RLP. */
  get bytes(): number {
    return this.#bytes;
  }

  /** When the first of them expires, Unix s; `undefined` for an empty pool. */
  get firstExpiry(): number | undefined {
    return this.#byExpiry.peek()?.envelope.expiry;
  }

  get(hash: Uint8Array): PoolEntry | undefined {
    return this.#entries.get(hashKey(hash));
  }

  /** Entries in the order in which they came. The iterator stays valid while the pool changes, and meets what is added meanwhile. */
  values(): IterableIterator<PoolEntry> {
    return this.#entries.values();
  }

  /** Adds an entry whose hash is not pooled. Returns what had to make way, or `undefined` if there is no room for it. */
  add(entry: PoolEntry): PoolEntry[] | undefined {
    const displaced: PoolEntry[] = [];
    while (!this.#hasRoomFor(entry)) {
      const least = this.#byRank.peek();
      if (least === undefined || least.rank >= entry.rank) {
        for (const restored of displaced) this.#insert(restored);
        return undefined;
      }
      this.#remove(least);
      displaced.push(least);
    }
    this.#insert(entry);
    return displaced;
  }

  /** An entry is our own from now on: it was posted here, too. */
  adopt(entry: PoolEntry): void {
    this.#byRank.remove(entry.byRank);
    entry.own = true;
    this.#byRank.push(entry);
  }

  /** Takes out everything whose expiry lies before `now`, Unix s, and returns it. */
  removeExpired(now: number): PoolEntry[] {
    const expired: PoolEntry[] = [];
    for (let entry = this.#byExpiry.peek(); entry !== undefined; entry = this.#byExpiry.peek()) {
      if (entry.envelope.expiry >= now) break;
      this.#remove(entry);
      expired.push(entry);
    }
    return expired;
  }

  #hasRoomFor(entry: PoolEntry): boolean {
    const { maxBytes, maxEnvelopes } = this.#limits;
    return this.#entries.size < maxEnvelopes && this.#bytes + entry.envelope.raw.length <= maxBytes;
  }

  #insert(entry: PoolEntry): void {
    this.#entries.set(hashKey(entry.envelope.hash), entry);
    this.#byExpiry.push(entry);
    this.#byRank.push(entry);
    this.#bytes += entry.envelope.raw.length;
  }

  #remove(entry: PoolEntry): void {
    this.#entries.delete(hashKey(entry.envelope.hash));
    this.#byExpiry.remove(entry.byExpiry);
    this.#byRank.remove(entry.byRank);
    this.#bytes -= entry.envelope.raw.length;
  }
}
