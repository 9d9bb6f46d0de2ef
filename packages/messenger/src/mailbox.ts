import type { InboundMessage, PrivacyLayer, RecipientKey, Store, Subscription, Transaction } from '@status/interfaces';
import { TABLES } from './records.ts';
import type { Route } from './routing.ts';

/** What an inbound message came by, which decides what it may be: nothing private comes in public, and the reverse. */
export type Carrier =
  | { readonly kind: 'public'; readonly chatId: string }
  | { readonly kind: 'contact-code'; readonly publicKey: Uint8Array }
  | { readonly kind: 'direct' };

/** Makes the symmetric key (32 bytes) of a name. */
export type DeriveKey = (name: string) => Uint8Array | Promise<Uint8Array>;

type Listening = { ready: Promise<void>; subscription?: Subscription; readonly reasons: Set<string> };

/**
 * The routes on which this account listens, each for as long as somebody has a reason to, and the keys of their names.
 *
 * Deriving a key costs tens of milliseconds: each is derived once, one at a time and outside of transactions, and then kept
 * in the store.
 */
export class Mailbox {
  readonly #privacy: PrivacyLayer;
  readonly #store: Store;
  readonly #privateKey: Uint8Array;
  readonly #receive: (message: InboundMessage, carrier: Carrier) => Promise<void>;
  readonly #listening = new Map<string, Listening>();
  readonly #deriveKey: DeriveKey;
  readonly #keys = new Map<string, Promise<Uint8Array>>();
  #deriving: Promise<unknown> = Promise.resolve();
  #closed = false;

  constructor(
    privacy: PrivacyLayer,
    store: Store,
    privateKey: Uint8Array,
    deriveKey: DeriveKey,
    receive: (message: InboundMessage, carrier: Carrier) => Promise<void>,
  ) {
    this.#privacy = privacy;
    this.#store = store;
    this.#privateKey = privateKey;
    this.#deriveKey = deriveKey;
    this.#receive = receive;
  }

  /** Takes the keys that earlier runs derived into memory, so that listening again costs nothing. */
  async recall(tx: Transaction): Promise<void> {
    for await (const [recordKey, key] of tx.entries(TABLES.nameKeys)) {
      this.#keys.set(decodeURIComponent(recordKey), Promise.resolve(key));
    }
  }

  /** Whether listening on a route costs a derivation first. */
  isCostly(route: Route): boolean {
    return route.encryption === 'symmetric' && !this.#keys.has(route.name);
  }

  /**
   * Listens on a route; resolves when it does. The same route may be asked for with several reasons; it ends when all of
   * them are gone. A listening that failed can be asked for again.
   */
  listen(route: Route, carrier: Carrier, reason: string): Promise<void> {
    if (this.#closed) return Promise.resolve();
    const id = `${route.encryption}:${route.name}`;
    const known = this.#listening.get(id);
    if (known !== undefined) {
      known.reasons.add(reason);
      return known.ready;
    }
    const listening: Listening = { ready: Promise.resolve(), reasons: new Set([reason]) };
    this.#listening.set(id, listening);
    listening.ready = this.#subscribe(route, carrier, listening).catch((error: unknown) => {
      if (this.#listening.get(id) === listening) this.#listening.delete(id);
      throw error;
    });
    return listening.ready;
  }

  /** Takes a reason back. */
  ignore(route: Route, reason: string): void {
    const id = `${route.encryption}:${route.name}`;
    const listening = this.#listening.get(id);
    if (listening === undefined || !listening.reasons.delete(reason) || listening.reasons.size > 0) return;
    this.#listening.delete(id);
    listening.subscription?.cancel();
  }

  /** Whom a transport has to encrypt to on this route. */
  async recipientOn(route: Route, publicKey: Uint8Array | undefined): Promise<RecipientKey> {
    if (route.encryption === 'symmetric') return { kind: 'symmetric', key: await this.#keyOf(route.name) };
    if (publicKey === undefined) throw new Error('an asymmetric route needs a recipient');
    return { kind: 'asymmetric', publicKey };
  }

  /** Ends everything; nothing is listened to from now on. */
  close(): void {
    this.#closed = true;
    for (const { subscription, reasons } of this.#listening.values()) {
      reasons.clear();
      subscription?.cancel();
    }
    this.#listening.clear();
  }

  async #subscribe(route: Route, carrier: Carrier, listening: Listening): Promise<void> {
    const key =
      route.encryption === 'symmetric'
        ? ({ kind: 'symmetric', key: await this.#keyOf(route.name) } as const)
        : ({ kind: 'asymmetric', privateKey: this.#privateKey } as const);
    // The last reason may have gone while the key was made.
    if (listening.reasons.size === 0) return;
    listening.subscription = this.#privacy.subscribe({ key, topics: [route.topic] }, (message) =>
      this.#receive(message, carrier),
    );
  }

  #keyOf(name: string): Promise<Uint8Array> {
    const known = this.#keys.get(name);
    if (known !== undefined) return known;
    const key = this.#recallOrDerive(name);
    this.#keys.set(name, key);
    key.catch(() => this.#keys.delete(name));
    return key;
  }

  async #recallOrDerive(name: string): Promise<Uint8Array> {
    // A name may hold any text; store keys are ASCII.
    const recordKey = encodeURIComponent(name);
    const stored = await this.#store.transaction((tx) => tx.get(TABLES.nameKeys, recordKey));
    if (stored !== undefined) return stored;
    const derived = this.#deriving.then(() => this.#deriveKey(name));
    this.#deriving = derived.catch(() => {});
    const key = await derived;
    await this.#store.transaction(async (tx) => tx.put(TABLES.nameKeys, recordKey, key));
    return key;
  }
}
