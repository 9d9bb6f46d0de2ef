import { bytesToHex } from '@status/base';
import type {
  DataLayer,
  Environment,
  PostReceipt,
  PrivateKey,
  PublicKey,
  SecurityLayer,
  Store,
} from '@status/interfaces';
import type { Background } from './background.ts';
import { ADVERTISE_INTERVAL_MS, ADVERTISE_JITTER_MS, ADVERTISE_RETRY_MS } from './constants.ts';
import { envelopesFor, type OutgoingEnvelope } from './envelope.ts';
import type { Postings } from './postings.ts';
import { getRecord, putRecord, TABLES } from './records.ts';
import { contactCodeRoute } from './routing.ts';

const LAST = 'advertised-at';

/** Kind of the message that comes with keys, where the data layer has it. */
const KIND = 'contact-code';

/** What the advertiser makes its messages with, and how it sends them. */
export interface AdvertiserParts {
  readonly identity: PrivateKey;
  readonly self: PublicKey;
  readonly environment: Environment;
  readonly store: Store;
  readonly data: DataLayer;
  readonly security: SecurityLayer;
  readonly postings: Postings;
  readonly background: Background;
  onPosted(envelope: OutgoingEnvelope, receipt: PostReceipt): void;
}

/** Lets everybody have our keys, on the contact-code topic. */
export class Advertiser {
  readonly #parts: AdvertiserParts;
  #scheduled = false;

  constructor(parts: AdvertiserParts) {
    this.#parts = parts;
  }

  /**
   * Publishes our keys as soon as that is due, and then again and again. The time at which they last left for a peer outlives a
   * restart.
   */
  async start(): Promise<void> {
    if (this.#scheduled) return;
    this.#scheduled = true;
    const { environment, store } = this.#parts;
    const last = await store
      .read((view) => getRecord<number>(view, TABLES.state, LAST))
      .catch((error: unknown) => {
        this.#scheduled = false;
        throw error;
      });
    const since = last === undefined ? Number.POSITIVE_INFINITY : environment.clock.now() - last;
    // A time in the future was written by a clock that was wrong.
    const wait = since < 0 ? 0 : Math.max(0, ADVERTISE_INTERVAL_MS - since);
    this.#later(wait + this.#jitter());
  }

  #later(delay: number): void {
    this.#parts.background.later(delay, async () => {
      try {
        await this.#publish();
      } catch (error) {
        this.#later(ADVERTISE_RETRY_MS);
        throw error;
      }
    });
  }

  async #publish(): Promise<void> {
    const { data, security, store, identity, self, postings, onPosted } = this.#parts;
    const route = contactCodeRoute(self);
    const payload = data.kinds.has(KIND) ? data.wrap({ kind: KIND, content: {} }, identity).bytes : new Uint8Array(0);
    const audience = { kind: 'public', conversation: `${KIND}:${bytesToHex(self)}` } as const;
    const { messages } = await store.transaction((tx) => security.seal(tx, audience, payload));
    let waiting = messages.length;
    await postings.post({
      key: KIND,
      envelopes: envelopesFor(messages, () => route),
      // Sealed afresh: keys that waited for long may be others by now.
      mayRepeat: async () => {
        this.#later(0);
        return false;
      },
      onPosted,
      onSettled: () => {
        waiting--;
        if (waiting === 0) this.#left();
      },
    });
  }

  /** A peer has our keys: that is noted, and the next time is far. */
  #left(): void {
    const { background, environment, store } = this.#parts;
    this.#later(ADVERTISE_INTERVAL_MS + this.#jitter());
    background.run(store.transaction(async (tx) => putRecord(tx, TABLES.state, LAST, environment.clock.now())));
  }

  /** So that nobody can read the time of our start to the second. */
  #jitter(): number {
    const [spread = 0] = this.#parts.environment.random.bytes(1);
    return Math.floor((ADVERTISE_JITTER_MS * spread) / 256);
  }
}
