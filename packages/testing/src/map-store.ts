import { copyBytes } from '@status/base';
import { type Range, StatusError, type Store, type Transaction } from '@status/interfaces';

class MapStoreError extends StatusError {}

/**
 * The seam `Store` over a `Map`, in the fewest words: what the faulty variants are made of. `@status/store` is the one to use.
 */
export function createMapStore(): Store {
  let records = new Map<string, Uint8Array>();
  let last: Promise<unknown> = Promise.resolve();
  let closed = false;
  let starting = false;
  const requireOpen = (): void => {
    if (closed) throw new MapStoreError('STORE_CLOSED', 'the store is closed');
  };

  const run = async <Result>(work: (tx: Transaction) => Promise<Result>): Promise<Result> => {
    requireOpen();
    const draft = new Map(records);
    const callbacks: (() => void)[] = [];
    const state = { ended: false };
    const tx = transactionOver(draft, callbacks, state);
    try {
      starting = true;
      const working = work(tx);
      starting = false;
      const result = await working;
      records = draft;
      for (const callback of callbacks) {
        try {
          callback();
        } catch {
          // The seam: undoes nothing. There is no logger to tell.
        }
      }
      return result;
    } finally {
      starting = false;
      state.ended = true;
    }
  };

  const store: Store = {
    async transaction(work) {
      requireOpen();
      if (starting) throw new MapStoreError('STORE_NESTED', 'a transaction within another');
      const result = last.then(() => run(work));
      last = result.catch(() => {});
      return result;
    },
    async close() {
      closed = true;
      await last;
    },
    [Symbol.asyncDispose]: () => store.close(),
  };
  return store;
}

function transactionOver(
  records: Map<string, Uint8Array>,
  callbacks: (() => void)[],
  state: { readonly ended: boolean },
): Transaction {
  const requireActive = (): void => {
    if (state.ended) throw new MapStoreError('STORE_ENDED', 'the transaction has ended');
  };
  async function* entries(table: string, range: Range): AsyncGenerator<readonly [string, Uint8Array]> {
    requireActive();
    const { prefix = '', gte = '', lt, reverse = false, limit } = range;
    const keys = [...records.keys()]
      .filter((name) => name.startsWith(`${table}/`))
      .map((name) => name.slice(table.length + 1))
      .filter((key) => key.startsWith(prefix) && key >= gte && (lt === undefined || key < lt))
      .sort();
    if (reverse) keys.reverse();
    for (const key of keys.slice(0, limit)) {
      const value = records.get(`${table}/${key}`);
      if (value !== undefined) yield [key, copyBytes(value)];
      requireActive();
    }
  }
  return {
    async get(table, key) {
      requireActive();
      const value = records.get(`${table}/${key}`);
      return value && copyBytes(value);
    },
    put(table, key, value) {
      requireActive();
      records.set(`${table}/${key}`, copyBytes(value));
    },
    delete(table, key) {
      requireActive();
      records.delete(`${table}/${key}`);
    },
    entries: (table, range = {}) => entries(table, range),
    afterCommit(callback) {
      requireActive();
      callbacks.push(callback);
    },
  };
}
