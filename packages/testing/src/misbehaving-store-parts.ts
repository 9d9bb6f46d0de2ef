import type { Cancellable, Store, Transaction, View } from '@status/interfaces';
import type { StoreSubject } from './compliance/store.ts';
import { createMapStore, type MapStore } from './map-store.ts';

/** A store like a good one, apart from what a part replaces. */
export function alteredStore(alter: (inner: MapStore) => Partial<Store>): () => Promise<StoreSubject> {
  return async () => {
    const inner = createMapStore();
    const store: Store = {
      transaction: (work, options) => inner.transaction(work, options),
      read: (work, options) => inner.read(work, options),
      close: () => inner.close(),
      [Symbol.asyncDispose]: () => store.close(),
      ...alter(inner),
    };
    return { store, reopen: async () => createMapStore() };
  };
}

/** A store whose transactions are like good ones, apart from what a part replaces. */
export function alteredTransactions(alter: (tx: Transaction) => Partial<Transaction>): () => Promise<StoreSubject> {
  return alteredStore((inner) => ({
    transaction: (work, options) => inner.transaction((tx) => work({ ...tx, ...alter(tx) }), options),
  }));
}

type AnyWork = (tx: Transaction) => Promise<unknown>;

/** A store that runs transactions in another way. */
export function alteredRuns(
  run: (inner: MapStore, work: AnyWork, options: Cancellable) => Promise<unknown>,
): () => Promise<StoreSubject> {
  return alteredStore((inner) => ({
    transaction: (async (work: AnyWork, options: Cancellable = {}) =>
      run(inner, work, options)) as Store['transaction'],
  }));
}

/** A store whose reads see what a part replaces, and otherwise what good ones do. */
export function alteredViews(alter: (view: View, inner: MapStore) => Partial<View>): () => Promise<StoreSubject> {
  return alteredStore((inner) => ({
    read: (work, options) => inner.read((view) => work({ ...view, ...alter(view, inner) }), options),
  }));
}

/** Entries with other values, or without those of which nothing becomes. */
export async function* mapped(
  entries: AsyncIterable<readonly [string, Uint8Array]>,
  change: (key: string, value: Uint8Array) => Uint8Array | undefined,
): AsyncGenerator<readonly [string, Uint8Array]> {
  for await (const [key, value] of entries) {
    const changed = change(key, value);
    if (changed !== undefined) yield [key, changed];
  }
}

/** All entries at once. */
export async function gathered<Entry>(entries: AsyncIterable<Entry>): Promise<Entry[]> {
  const all: Entry[] = [];
  for await (const entry of entries) all.push(entry);
  return all;
}
