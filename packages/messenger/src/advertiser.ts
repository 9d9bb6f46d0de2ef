import type { DataLayer, Environment, PostReceipt, SealedMessage, SecurityLayer, Store } from '@status/interfaces';
import type { Background } from './background.ts';
import { ADVERTISE_INTERVAL_MS, ADVERTISE_JITTER_MS, ADVERTISE_RETRY_MS } from './constants.ts';
import type { Dispatcher, Fate } from './dispatcher.ts';
import { getRecord, putRecord, TABLES } from './records.ts';
import { contactCodeRoute, partitionRoute, type Route } from './routing.ts';

const LAST = 'advertised-at';

/** What the advertiser makes its messages with. */
export interface AdvertiserParts {
  readonly identity: Uint8Array;
  readonly environment: Environment;
  readonly store: Store;
  readonly data: DataLayer;
  readonly security: SecurityLayer;
}

/** Lets others have our keys: everybody, on the contact-code topic, and one peer that uses keys we no longer have. */
export class Advertiser {
  readonly #publicKey: Uint8Array;
  readonly #parts: AdvertiserParts;
  readonly #dispatcher: Dispatcher;
  readonly #background: Background;
  readonly #onPosted: (sealed: SealedMessage, route: Route, receipt: PostReceipt) => void;
  #scheduled = false;

  constructor(
    parts: AdvertiserParts,
    publicKey: Uint8Array,
    dispatcher: Dispatcher,
    background: Background,
    onPosted: (sealed: SealedMessage, route: Route, receipt: PostReceipt) => void,
  ) {
    this.#publicKey = publicKey;
    this.#parts = parts;
    this.#dispatcher = dispatcher;
    this.#background = background;
    this.#onPosted = onPosted;
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
      .transaction((tx) => getRecord<number>(tx, TABLES.state, LAST))
      .catch((error: unknown) => {
        this.#scheduled = false;
        throw error;
      });
    const since = last === undefined ? Number.POSITIVE_INFINITY : environment.clock.now() - last;
    // A time in the future was written by a clock that was wrong.
    const wait = since < 0 ? 0 : Math.max(0, ADVERTISE_INTERVAL_MS - since);
    this.#later(wait + this.#jitter());
  }

  /** Any sealed message shows a peer our current keys: sends it an empty one. */
  async answer(peer: Uint8Array): Promise<void> {
    const { security, store } = this.#parts;
    const { messages } = await store.transaction((tx) =>
      security.seal(tx, { kind: 'members', publicKeys: [peer] }, new Uint8Array(0)),
    );
    for (const { bytes } of messages) {
      await this.#dispatcher.post(partitionRoute(peer), peer, bytes, () => {}, this.#background.signal);
    }
  }

  #later(delay: number): void {
    this.#background.later(delay, async () => {
      try {
        await this.#publish();
      } catch (error) {
        this.#later(ADVERTISE_RETRY_MS);
        throw error;
      }
    });
  }

  async #publish(): Promise<void> {
    const { data, security, store, identity } = this.#parts;
    const { messages } = await store.transaction((tx) =>
      security.seal(tx, { kind: 'public' }, data.wrap({ kind: 'contact-code' }, identity).bytes),
    );
    const [sealed] = messages;
    if (sealed === undefined) throw new Error('a security layer sealed our keys for nobody');
    await this.#post(sealed);
  }

  async #post(sealed: SealedMessage): Promise<void> {
    const route = contactCodeRoute(this.#publicKey);
    let left = false;
    const onFate = (fate: Fate): void => {
      if (fate === 'lost') this.#later(0);
      if (fate === 'lost' || left) return;
      left = true;
      this.#later(ADVERTISE_INTERVAL_MS + this.#jitter());
      this.#background.run(this.#noteTime());
    };
    const receipt = await this.#dispatcher.post(route, undefined, sealed.bytes, onFate, this.#background.signal);
    this.#onPosted(sealed, route, receipt);
  }

  #noteTime(): Promise<void> {
    const { environment, store } = this.#parts;
    return store.transaction(async (tx) => putRecord(tx, TABLES.state, LAST, environment.clock.now()));
  }

  /** So that nobody can read the time of our start to the second. */
  #jitter(): number {
    const [spread = 0] = this.#parts.environment.random.bytes(1);
    return Math.floor((ADVERTISE_JITTER_MS * spread) / 256);
  }
}
