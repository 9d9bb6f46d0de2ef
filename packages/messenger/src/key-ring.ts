import { requireSymmetricKey } from '@status/crypto';
import type { PublicKey, RecipientKey, Store, SymmetricKey, View } from '@status/interfaces';
import { isRefusal } from './notes.ts';
import { TABLES } from './records.ts';
import type { DeriveKey, Route } from './routing.ts';

/**
 * The keys of the names that routes have. Deriving one costs tens of milliseconds: each is derived once, one at a time and outside of transactions, and
 * then kept in the store. Where the disk refuses that, nothing waits for it: the next run derives the key again.
 */
export class KeyRing {
  readonly #store: Store;
  readonly #derive: DeriveKey;
  readonly #keys = new Map<string, Promise<SymmetricKey>>();
  #deriving: Promise<unknown> = Promise.resolve();

  constructor(store: Store, derive: DeriveKey) {
    this.#store = store;
    this.#derive = derive;
  }

  /** Takes the keys that earlier runs derived into memory, so that using them again costs nothing. */
  async recall(view: View): Promise<void> {
    for await (const [recordKey, key] of view.entries(TABLES.nameKeys)) {
      this.#keys.set(decodeURIComponent(recordKey), Promise.resolve(requireSymmetricKey(key)));
    }
  }

  /** Whether using a route costs a derivation first. */
  isCostly(route: Route): boolean {
    return route.encryption === 'symmetric' && !this.#keys.has(route.name);
  }

  /** The key of a name. One that could not be made is made again when it is next asked for. */
  keyOf(name: string): Promise<SymmetricKey> {
    const known = this.#keys.get(name);
    if (known !== undefined) return known;
    const key = this.#recallOrDerive(name);
    this.#keys.set(name, key);
    key.catch(() => this.#keys.delete(name));
    return key;
  }

  /** Whom a transport has to encrypt to on a route. */
  async recipientOn(route: Route, recipient: PublicKey | undefined): Promise<RecipientKey> {
    if (route.encryption === 'symmetric') return { kind: 'symmetric', key: await this.keyOf(route.name) };
    if (recipient === undefined) throw new Error('an asymmetric route needs a recipient');
    return { kind: 'asymmetric', publicKey: recipient };
  }

  async #recallOrDerive(name: string): Promise<SymmetricKey> {
    // A name may hold any text; store keys are ASCII.
    const recordKey = encodeURIComponent(name);
    const stored = await this.#store.read((view) => view.get(TABLES.nameKeys, recordKey)).catch(unlessRefused);
    if (stored !== undefined) return requireSymmetricKey(stored);
    const derived = this.#deriving.then(() => this.#derive(name));
    this.#deriving = derived.catch(() => {});
    const key = await derived;
    await this.#store.transaction(async (tx) => tx.put(TABLES.nameKeys, recordKey, key)).catch(unlessRefused);
    return key;
  }
}

function unlessRefused(error: unknown): undefined {
  if (!isRefusal(error)) throw error;
}
