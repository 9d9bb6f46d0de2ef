import { bytesToHex, copyBytes } from '@status/base';
import { type Range, StatusError, type Store, type Transaction } from '@status/interfaces';

class MapStoreError extends StatusError {}

/** A store in memory that a test can look into between transactions. */
export interface MapStore extends Store {
  /** Number of records. */
  readonly size: number;
  /** Records read so far, one by one or in a range. A test may set it back. */
  reads: number;
  /** Keys of one table, in order. */
  keys(table: string): string[];
  /** Every record, as `table/key` with its value in hex. */
  dump(): Record<string, string>;
  /** A store with the same records, which goes its own way from here. */
  fork(): MapStore;
}

/**
 * The seam `Store` over a `Map`, in the fewest words, with a window for tests: for packages that must not know the real one. Transactions
 * write at once and take back what they wrote if they fail. Codes: `STORE_CLOSED`, `STORE_ENDED`, `STORE_NESTED`.
 */
export function createMapStore(): MapStore {
  return storeOver(new Records(new Map()));
}

function storeOver(records: Records): MapStore {
  let last: Promise<unknown> = Promise.resolve();
  let closed = false;
  let starting = false;
  const requireOpen = (): void => {
    if (closed) throw new MapStoreError('STORE_CLOSED', 'the store is closed');
  };

  const run = async <Result>(work: (tx: Transaction) => Promise<Result>): Promise<Result> => {
    requireOpen();
    const undo: (() => void)[] = [];
    const callbacks: (() => void)[] = [];
    const state = { ended: false };
    try {
      starting = true;
      const working = work(transactionOver(records, undo, callbacks, state));
      starting = false;
      const result = await working;
      state.ended = true;
      for (const callback of callbacks) {
        try {
          callback();
        } catch {
          // The seam: undoes nothing. There is no logger to tell.
        }
      }
      return result;
    } catch (error) {
      for (const step of undo.reverse()) step();
      throw error;
    } finally {
      starting = false;
      state.ended = true;
    }
  };

  const store: MapStore = {
    get size() {
      return records.size;
    },
    get reads() {
      return records.reads;
    },
    set reads(reads) {
      records.reads = reads;
    },
    keys: (table) => [...records.names(table, {})].map((name) => name.slice(table.length + 1)),
    dump: () => records.dump(),
    fork: () => storeOver(records.copy()),
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

/** Records by `table/key`, and the order of their names while it lasts. */
class Records {
  reads = 0;
  readonly #values: Map<string, Uint8Array>;
  #sorted: readonly string[] | undefined;

  constructor(values: Map<string, Uint8Array>) {
    this.#values = values;
  }

  get size(): number {
    return this.#values.size;
  }

  /** Counted, and a copy. */
  read(name: string): Uint8Array | undefined {
    this.reads++;
    const value = this.#values.get(name);
    return value && copyBytes(value);
  }

  /** Writes or deletes a record; returns what undoes that. */
  change(name: string, value: Uint8Array | undefined): () => void {
    const before = this.#values.get(name);
    if ((before === undefined) !== (value === undefined)) this.#sorted = undefined;
    if (value === undefined) this.#values.delete(name);
    else this.#values.set(name, value);
    return () => void this.change(name, before);
  }

  /** Names of a table within a range, in its direction; those of the moment at which the first is asked for. */
  *names(table: string, { prefix = '', gte = '', lt, reverse = false, limit }: Range): Generator<string> {
    this.#sorted ??= [...this.#values.keys()].sort();
    const names = this.#sorted;
    const start = `${table}/${prefix}`;
    const isIn = (name: string | undefined): boolean =>
      name?.startsWith(start) === true && (lt === undefined || name < `${table}/${lt}`);
    const first = lowerBound(names, [start, `${table}/${gte}`].sort()[1]!);
    let end = first;
    // Backwards the end has to be found first; forwards it shows on the way.
    if (reverse) while (isIn(names[end])) end++;
    const step = reverse ? -1 : 1;
    let left = limit ?? Number.POSITIVE_INFINITY;
    for (let i = reverse ? end - 1 : first; i >= first && isIn(names[i]) && left > 0; i += step, left--)
      yield names[i]!;
  }

  dump(): Record<string, string> {
    return Object.fromEntries([...this.#values].map(([name, value]) => [name, bytesToHex(value)]));
  }

  copy(): Records {
    return new Records(new Map(this.#values));
  }
}

function transactionOver(
  records: Records,
  undo: (() => void)[],
  callbacks: (() => void)[],
  state: { readonly ended: boolean },
): Transaction {
  const requireActive = (): void => {
    if (state.ended) throw new MapStoreError('STORE_ENDED', 'the transaction has ended');
  };
  const change = (table: string, key: string, value: Uint8Array | undefined): void => {
    requireActive();
    undo.push(records.change(`${table}/${key}`, value));
  };
  return {
    async get(table, key) {
      requireActive();
      return records.read(`${table}/${key}`);
    },
    put: (table, key, value) => change(table, key, copyBytes(value)),
    delete: (table, key) => change(table, key, undefined),
    async *entries(table, range = {}) {
      requireActive();
      for (const name of records.names(table, range)) {
        const value = records.read(name);
        if (value !== undefined) yield [name.slice(table.length + 1), value] as const;
        requireActive();
      }
    },
    afterCommit(callback) {
      requireActive();
      callbacks.push(callback);
    },
  };
}

/** The first place whose name is not below the one given. */
function lowerBound(names: readonly string[], name: string): number {
  let low = 0;
  for (let high = names.length; low < high; ) {
    const middle = (low + high) >> 1;
    if (names[middle]! < name) low = middle + 1;
    else high = middle;
  }
  return low;
}
