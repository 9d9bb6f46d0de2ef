import { bytesToHex, utf8ToBytes } from '@status/base';
import type { Range, Store, View } from '@status/interfaces';
import { type Case, checkList, checkPlain, type Waiting } from './case.ts';

/** A fresh, empty store. */
export type StoreSubject = {
  readonly store: Store;
  /** Opens the same records again, after `store` was closed. Needed where the manifest says `durable`. */
  readonly reopen?: () => Promise<Store>;
};

/** What this store can do. */
export type StoreManifest = Waiting & {
  /** Records outlive `close`. */
  readonly durable?: boolean;
};

/** Makes a case of what is checked on a fresh store. */
export type StoreCase = (name: string, body: (store: Store, subject: StoreSubject) => Promise<void>) => Case;

/** The table that most cases play with. */
export const TABLE = 'things-1';

/** Writes texts under keys, in one transaction. */
export async function write(store: Store, records: Readonly<Record<string, string>>): Promise<void> {
  await store.transaction(async (tx) => {
    for (const [key, value] of Object.entries(records)) tx.put(TABLE, key, utf8ToBytes(value));
  });
}

/** What a transaction of its own finds under a key. */
export async function read(store: Store, key: string, table: string = TABLE): Promise<Uint8Array | undefined> {
  return store.transaction((tx) => tx.get(table, key));
}

/** Keys of a range, in the order in which they come. */
export async function keys(view: View, range: Range = {}, table: string = TABLE): Promise<string[]> {
  const found: string[] = [];
  for await (const [key, value] of view.entries(table, range)) {
    checkPlain(value, `value of ${key}`);
    found.push(key);
  }
  return found;
}

/** Fails unless the table holds what the model does, as hex under keys. */
export async function checkModel(view: View, model: ReadonlyMap<string, string>): Promise<void> {
  const seen: string[] = [];
  for await (const [key, value] of view.entries(TABLE)) seen.push(`${key}=${bytesToHex(value)}`);
  checkList(
    seen,
    [...model.keys()].sort().map((key) => `${key}=${model.get(key)}`),
    'records',
  );
}
