import type { DataLayer, Environment, PostReceipt, SealedMessage, SecurityLayer, Store } from '@status/interfaces';
import type { Background } from './background.ts';
import { ADVERTISE_INTERVAL_MS, ADVERTISE_JITTER_MS } from './constants.ts';
import type { Dispatcher } from './dispatcher.ts';
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

  /** Publishes our keys as soon as that is due, and then again and again. The time of the last one outlives a restart. */
  async start(): Promise<void> {
    if (this.#scheduled) return;
    this.#scheduled = true;
    const { environment, store } = this.#parts;
    const last = await store.transaction((tx) => getRecord<number>(tx, TABLES.state, LAST));
    const now = environment.clock.now();
    const wait = last === undefined ? 0 : Math.max(0, last + ADVERTISE_INTERVAL_MS - now);
    // Spread a little, so that nobody can read the time of our start to the second.
    const [spread = 0] = environment.random.bytes(1);
    this.#background.later(wait + Math.floor((ADVERTISE_JITTER_MS * spread) / 256), async () => {
      this.#scheduled = false;
      await this.#publish();
      await this.start();
    });
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

  async #publish(): Promise<void> {
    const { environment, data, security, store, identity } = this.#parts;
    const route = contactCodeRoute(this.#publicKey);
    const { messages } = await store.transaction(async (tx) => {
      const { bytes } = data.wrap({ kind: 'contact-code' }, identity);
      putRecord(tx, TABLES.state, LAST, environment.clock.now());
      return security.seal(tx, { kind: 'public' }, bytes);
    });
    for (const sealed of messages) {
      const receipt = await this.#dispatcher.post(route, undefined, sealed.bytes, () => {}, this.#background.signal);
      this.#onPosted(sealed, route, receipt);
    }
  }
}
