import { type Bloom, bloomAdmits, isFullBloom } from './bloom.ts';
import { BROADCAST_PACKET_SIZE, MAX_FRESH_ENVELOPES, SCAN_BUDGET } from './constants.ts';
import type { PoolEntry } from './pool.ts';

/** What a peer said about what it takes. */
export type Interest = {
  readonly minPow: number;
  /** Absent: everything. */
  readonly bloom?: Bloom;
};

/**
 * What a peer has still to be sent of the pool: what is of interest to it and not known to it.
 *
 * In the steady state only the newest entries are looked at. A peer that is new, changed its interest or reads too slowly is served from
 * the pool itself, a bounded stretch per broadcast. Everything here is bounded by the pool.
 */
export class Backlog {
  readonly #pooled: () => IterableIterator<PoolEntry>;
  readonly #known = new Set<PoolEntry>();
  #interest: Interest = { minPow: 0 };
  /** Pooled since the last broadcast. */
  #fresh: PoolEntry[] = [];
  /** Where the walk through the pool is; what is pooled meanwhile comes at its end. */
  #walk: IterableIterator<PoolEntry> | undefined;

  /** @param pooled begins a walk through the pool, oldest first, that survives changes */
  constructor(pooled: () => IterableIterator<PoolEntry>) {
    this.#pooled = pooled;
    this.#startWalk();
  }

  get interest(): Interest {
    return this.#interest;
  }

  /** What was passed over before is looked at again. */
  set interest(interest: Interest) {
    const { minPow, bloom } = interest;
    this.#interest = bloom === undefined || isFullBloom(bloom) ? { minPow } : { minPow, bloom };
    this.#startWalk();
  }

  /** An entry is new in the pool. Tells whether the peer is to be sent it. */
  offer(entry: PoolEntry): boolean {
    if (!this.#isDue(entry)) return false;
    if (this.#walk !== undefined) return true;
    if (this.#fresh.length < MAX_FRESH_ENVELOPES) this.#fresh.push(entry);
    else this.#startWalk();
    return true;
  }

  /** Whether there may be something to send: a walk that has not come to its end, or what was offered since. */
  get pending(): boolean {
    return this.#walk !== undefined || this.#fresh.length > 0;
  }

  /** The peer has that pooled entry. */
  know(entry: PoolEntry): void {
    this.#known.add(entry);
  }

  /** The entry has left the pool. */
  forget(entry: PoolEntry): void {
    this.#known.delete(entry);
  }

  /**
   * What to send now, a packet at a time: at most `maxSize` bytes, or a single envelope that is larger. It counts as known as soon as it is
   * handed out, since a packet that cannot be written ends the session anyway.
   */
  *packets(maxSize: number = BROADCAST_PACKET_SIZE): Generator<PoolEntry[]> {
    let packet: PoolEntry[] = [];
    let size = 0;
    for (const entry of this.#candidates()) {
      const length = entry.envelope.raw.length;
      if (packet.length > 0 && size + length > maxSize) {
        yield packet;
        packet = [];
        size = 0;
      }
      // Asked after the pause of a yield, in which much may have happened.
      if (!this.#isDue(entry)) continue;
      this.#known.add(entry);
      packet.push(entry);
      size += length;
    }
    if (packet.length > 0) yield packet;
  }

  *#candidates(): Generator<PoolEntry> {
    for (let budget = SCAN_BUDGET; this.#walk !== undefined; budget--) {
      if (budget === 0) return;
      const { done, value } = this.#walk.next();
      if (done === true) this.#walk = undefined;
      else yield value;
    }
    const fresh = this.#fresh;
    this.#fresh = [];
    yield* fresh;
  }

  #isDue(entry: PoolEntry): boolean {
    if (!entry.pooled || this.#known.has(entry) || entry.pow < this.#interest.minPow) return false;
    const { bloom } = this.#interest;
    return bloom === undefined || bloomAdmits(bloom, entry.envelope.topic);
  }

  #startWalk(): void {
    this.#walk = this.#pooled();
    this.#fresh = [];
  }
}
