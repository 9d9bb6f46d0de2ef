import { abortable, bytesToHex, callBack, copyBytes } from '@status/base';
import {
  type Cancellable,
  type Range,
  StatusError,
  type Store,
  type StoreErrorCode,
  type Transaction,
  type View,
} from '@status/interfaces';

/** Codes: those of the seam. */
class MapStoreError extends StatusError<StoreErrorCode> {}

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
 * write at once and take back what they wrote if they fail; what they change is kept for the views that look at the time before.
 */
export function createMapStore(): MapStore {
  return storeOver(new Records(new Map()));
}

function storeOver(records: Records): MapStore {
  let last: Promise<unknown> = Promise.resolve();
  let closed = false;
  let starting = false;
  /** What the records were that the running transaction changed. */
  let committed: Before | undefined;
  const reads = new Set<Promise<unknown>>();
  const requireOpen = (): void => {
    if (closed) throw new MapStoreError('STORE_CLOSED', 'the store is closed');
  };

  const run = async <Result>(work: (tx: Transaction) => Promise<Result>, { signal }: Cancellable): Promise<Result> => {
    requireOpen();
    signal?.throwIfAborted();
    const callbacks: (() => void)[] = [];
    const state = { ended: false };
    const before = records.keepBefore();
    committed = before;
    try {
      starting = true;
      const working = work(transactionOver(records, callbacks, state));
      starting = false;
      const result = await working;
      signal?.throwIfAborted();
      state.ended = true;
      committed = undefined;
      // The seam: one that fails undoes nothing. There is no logger to tell.
      for (const callback of callbacks) callBack(callback, () => {});
      return result;
    } catch (error) {
      for (const [name, value] of before) records.change(name, value);
      throw error;
    } finally {
      committed = undefined;
      starting = false;
      state.ended = true;
      records.letGo(before);
    }
  };

  const look = async <Result>(work: (view: View) => Promise<Result>, { signal }: Cancellable): Promise<Result> => {
    const state = { ended: false };
    // What the running transaction has changed already is not there yet.
    const before = records.keepBefore(committed);
    try {
      const result = await work(viewOver(records, state, before));
      signal?.throwIfAborted();
      return result;
    } finally {
      state.ended = true;
      records.letGo(before);
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
    async transaction(work, options = {}) {
      requireOpen();
      options.signal?.throwIfAborted();
      if (starting) throw new MapStoreError('STORE_NESTED', 'a transaction within another');
      const earlier = last;
      const result = earlier.then(() => run(work, options));
      last = result.catch(() => {});
      await abortable(earlier, options.signal);
      return result;
    },
    async read(work, options = {}) {
      requireOpen();
      options.signal?.throwIfAborted();
      const result = look(work, options);
      const settled = result.catch(() => {}).finally(() => reads.delete(settled));
      reads.add(settled);
      return result;
    },
    async close() {
      closed = true;
      await Promise.all([last, ...reads]);
    },
    [Symbol.asyncDispose]: () => store.close(),
  };
  return store;
}

/** What records were before they changed, by name. */
type Before = Map<string, Uint8Array | undefined>;

/** Records by `table/key`, the order of their names while it lasts, and those who want to know what they were. */
class Records {
  reads = 0;
  readonly #values: Map<string, Uint8Array>;
  readonly #keepers = new Set<Before>();
  #sorted: readonly string[] | undefined;

  constructor(values: Map<string, Uint8Array>) {
    this.#values = values;
  }

  get size(): number {
    return this.#values.size;
  }

  /** From now on gets what records are before they change, beside what it got from another. */
  keepBefore(earlier: Before = new Map()): Before {
    const before = new Map(earlier);
    this.#keepers.add(before);
    return before;
  }

  letGo(before: Before): void {
    this.#keepers.delete(before);
  }

  /** Counted, and a copy; of the time before, where that is asked for. */
  read(name: string, before?: Before): Uint8Array | undefined {
    this.reads++;
    const value = before?.has(name) === true ? before.get(name) : this.#values.get(name);
    return value && copyBytes(value);
  }

  /** Writes or deletes a record. */
  change(name: string, value: Uint8Array | undefined): void {
    const was = this.#values.get(name);
    for (const before of this.#keepers) if (!before.has(name)) before.set(name, was);
    if ((was === undefined) !== (value === undefined)) this.#sorted = undefined;
    if (value === undefined) this.#values.delete(name);
    else this.#values.set(name, value);
  }

  /** Names of a table within a range, in its direction; those of the moment at which the first is asked for. */
  *names(table: string, range: Range): Generator<string> {
    this.#sorted ??= [...this.#values.keys()].sort();
    const names = this.#sorted;
    const { start, below } = spanOf(table, range);
    const isIn = (name: string | undefined): boolean => name !== undefined && name < below;
    const first = lowerBound(names, start);
    let end = first;
    // Backwards the end has to be found first; forwards it shows on the way.
    if (range.reverse) while (isIn(names[end])) end++;
    const step = range.reverse ? -1 : 1;
    let left = range.limit ?? Number.POSITIVE_INFINITY;
    for (let i = range.reverse ? end - 1 : first; i >= first && isIn(names[i]) && left > 0; i += step, left--)
      yield names[i]!;
  }

  /** The same as they were before. */
  namesBefore(table: string, range: Range, before: Before): string[] {
    const { start, below } = spanOf(table, range);
    const { limit, ...all } = range;
    const names = new Set(this.names(table, all));
    for (const [name, value] of before) {
      if (value === undefined) names.delete(name);
      else if (name >= start && name < below) names.add(name);
    }
    const sorted = [...names].sort();
    return (range.reverse ? sorted.reverse() : sorted).slice(0, limit);
  }

  dump(): Record<string, string> {
    return Object.fromEntries([...this.#values].map(([name, value]) => [name, bytesToHex(value)]));
  }

  copy(): Records {
    return new Records(new Map(this.#values));
  }
}

function transactionOver(records: Records, callbacks: (() => void)[], state: { readonly ended: boolean }): Transaction {
  const change = (table: string, key: string, value: Uint8Array | undefined): void => {
    requireActive(state);
    records.change(nameOf(table, key), value);
  };
  return {
    ...viewOver(records, state),
    put: (table, key, value) => change(table, key, copyBytes(value)),
    delete: (table, key) => change(table, key, undefined),
    afterCommit(callback) {
      requireActive(state);
      callbacks.push(callback);
    },
  };
}

/** A view of the records as they are, or as they were before. */
function viewOver(records: Records, state: { readonly ended: boolean }, before?: Before): View {
  return {
    async get(table, key) {
      requireActive(state);
      return records.read(nameOf(table, key), before);
    },
    async *entries(table, range = {}) {
      requireActive(state);
      const names = before === undefined ? records.names(table, range) : records.namesBefore(table, range, before);
      for (const name of names) {
        const value = records.read(name, before);
        if (value !== undefined) yield [name.slice(table.length + 1), value] as const;
        requireActive(state);
      }
    },
  };
}

function requireActive({ ended }: { readonly ended: boolean }): void {
  if (ended) throw new MapStoreError('STORE_ENDED', 'the work has ended');
}

/** The name of a record among those of all tables. Throws `STORE_KEY`. */
function nameOf(table: string, key: string): string {
  if (!/^[a-z0-9-]+$/.test(table)) throw new MapStoreError('STORE_KEY', `not a table name: ${JSON.stringify(table)}`);
  if (/\P{ASCII}/u.test(key)) throw new MapStoreError('STORE_KEY', 'a key must be ASCII text');
  return `${table}/${key}`;
}

/** Names from `start` on and below `below`. */
function spanOf(
  table: string,
  { prefix = '', gte = '', lt }: Range,
): { readonly start: string; readonly below: string } {
  const end = `${nameOf(table, prefix)}\u0080`;
  const [, start] = [nameOf(table, prefix), nameOf(table, gte)].sort();
  const [below] = [end, lt === undefined ? end : nameOf(table, lt)].sort();
  return { start: start!, below: below! };
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
