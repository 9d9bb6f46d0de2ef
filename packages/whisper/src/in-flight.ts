import type { Clock } from '@status/interfaces';
import { BROADCAST_PACKET_SIZE, IN_DOUBT_TIME, MAX_IN_DOUBT, MAX_PENDING_BATCHES } from './constants.ts';
import { hashKey, type PoolEntry } from './pool.ts';

/** Envelopes that went to a peer in one packet. */
export type Batch = {
  /** Own ones, of which somebody wants to know. */
  readonly own: readonly PoolEntry[];
  /** The one envelope of a packet that has no other. */
  readonly alone: PoolEntry | undefined;
  /** Bytes of all of its envelopes. */
  readonly size: number;
  /** When the session had taken it, elapsed ms. */
  writtenAt: number | undefined;
  /** That it left was reported. */
  told: boolean;
  answered: boolean;
};

/** What is on its way to a peer: batches whose answer is awaited, and those over which the peer may break off. */
export class InFlight {
  readonly #clock: Clock;
  /** Batches with own envelopes whose answer is awaited, by batch hash, oldest first. */
  readonly #awaited = new Map<string, Batch>();
  /** What was sent in the last seconds, oldest first. */
  readonly #recent: Batch[] = [];

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** A packet leaves. `hash`: that of its payload, made only where an answer to it would say something. `packetSize`: how large packets are. */
  add(entries: readonly PoolEntry[], hash: () => Uint8Array, packetSize: number): Batch {
    const batch: Batch = {
      own: entries.filter(({ own }) => own),
      alone: entries.length === 1 ? entries[0] : undefined,
      size: entries.reduce((sum, { envelope }) => sum + envelope.raw.length, 0),
      writtenAt: undefined,
      told: false,
      answered: false,
    };
    this.#recent.push(batch);
    while (this.#recent.length > MAX_IN_DOUBT || !this.#isInDoubt(this.#recent[0]!)) this.#recent.shift();
    if (batch.own.length === 0) return batch;
    this.#awaited.set(hashKey(hash()), batch);
    // As many bytes are waited for in small packets as in large ones.
    const most = MAX_PENDING_BATCHES * Math.max(1, Math.ceil(BROADCAST_PACKET_SIZE / packetSize));
    if (this.#awaited.size > most) this.#awaited.delete(this.#awaited.keys().next().value!);
    return batch;
  }

  /** The first answer to a batch is the one that counts: returns it once. */
  answered(batchHash: Uint8Array): Batch | undefined {
    const key = hashKey(batchHash);
    const batch = this.#awaited.get(key);
    if (batch === undefined) return undefined;
    this.#awaited.delete(key);
    batch.answered = true;
    return batch;
  }

  /** A packet was written. */
  written(batch: Batch): void {
    batch.writtenAt = this.#clock.elapsed();
  }

  /** What the peer had no time to say anything about. */
  inDoubt(): Batch[] {
    return this.#recent.filter((batch) => this.#isInDoubt(batch));
  }

  #isInDoubt({ answered, writtenAt }: Batch): boolean {
    return !answered && (writtenAt === undefined || this.#clock.elapsed() - writtenAt < IN_DOUBT_TIME);
  }
}
