import { bytesToHex, copyBytes } from '@status/base';
import type { Range, Store, Transaction } from '@status/interfaces';

type Tables = Map<string, Map<string, Uint8Array>>;

/** A store in memory that a test can look into. */
export interface MemoryStore extends Store {
  /** Every record, as `table/key` with its value in hex. */
  dump(): Record<string, string>;
  /** A store with the same records, which goes its own way from here. */
  fork(): MemoryStore;
  /** Number of records. */
  readonly size: number;
}

/** A store that keeps the promises of its seam as far as one user can tell. */
export function createMemoryStore(initial: Tables = new Map()): MemoryStore {
  let tables = initial;
  let last: Promise<unknown> = Promise.resolve();
  return {
    transaction(work) {
      const result = last.then(async () => {
        const draft = new Map(tables);
        const owned = new Set<string>();
        const callbacks: (() => void)[] = [];
        const outcome = await work(transactionOver(draft, owned, callbacks));
        tables = draft;
        for (const callback of callbacks) callback();
        return outcome;
      });
      last = result.catch(() => undefined);
      return result;
    },
    async close() {},
    async [Symbol.asyncDispose]() {},
    dump() {
      const records: Record<string, string> = {};
      for (const [table, rows] of tables) {
        for (const [key, value] of rows) records[`${table}/${key}`] = bytesToHex(value);
      }
      return records;
    },
    fork: () => createMemoryStore(new Map([...tables].map(([name, rows]) => [name, new Map(rows)]))),
    get size() {
      return [...tables.values()].reduce((sum, rows) => sum + rows.size, 0);
    },
  };
}

function transactionOver(tables: Tables, owned: Set<string>, callbacks: (() => void)[]): Transaction {
  const writable = (name: string): Map<string, Uint8Array> => {
    if (!owned.has(name)) {
      tables.set(name, new Map(tables.get(name)));
      owned.add(name);
    }
    return tables.get(name)!;
  };
  async function* entries(name: string, range: Range = {}): AsyncGenerator<readonly [string, Uint8Array]> {
    const { prefix = '', gte = '', lt, limit } = range;
    const rows = tables.get(name) ?? new Map<string, Uint8Array>();
    const keys = [...rows.keys()]
      .filter((key) => key.startsWith(prefix) && key >= gte && (lt === undefined || key < lt))
      .sort();
    if (range.reverse) keys.reverse();
    for (const key of keys.slice(0, limit)) yield [key, copyBytes(rows.get(key)!)];
  }
  return {
    async get(name, key) {
      const value = tables.get(name)?.get(key);
      return value && copyBytes(value);
    },
    put(name, key, value) {
      writable(name).set(key, copyBytes(value));
    },
    delete(name, key) {
      writable(name).delete(key);
    },
    entries,
    afterCommit(callback) {
      callbacks.push(callback);
    },
  };
}
