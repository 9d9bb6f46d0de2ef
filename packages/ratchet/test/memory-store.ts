import { bytesToHex, copyBytes } from '@status/base';
import type { Range, Store, Transaction } from '@status/interfaces';

type Tables = Map<string, Map<string, Uint8Array>>;
type Changes = Map<string, Uint8Array | undefined>;
type Draft = Map<string, Changes>;

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
  const tables = initial;
  let last: Promise<unknown> = Promise.resolve();
  return {
    transaction(work) {
      const result = last.then(async () => {
        const draft: Draft = new Map();
        const callbacks: (() => void)[] = [];
        const outcome = await work(transactionOver(tables, draft, callbacks));
        for (const [name, changes] of draft) apply(tables, name, changes);
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

function apply(tables: Tables, name: string, changes: Changes): void {
  const rows = tables.get(name) ?? new Map<string, Uint8Array>();
  tables.set(name, rows);
  for (const [key, value] of changes) {
    if (value === undefined) rows.delete(key);
    else rows.set(key, value);
  }
}

function transactionOver(tables: Tables, draft: Draft, callbacks: (() => void)[]): Transaction {
  const rowsOf = (name: string): ReadonlyMap<string, Uint8Array> => tables.get(name) ?? new Map();
  const changesOf = (name: string): Changes => {
    const changes = draft.get(name) ?? new Map();
    draft.set(name, changes);
    return changes;
  };
  const read = (name: string, key: string): Uint8Array | undefined => {
    const changes = changesOf(name);
    return changes.has(key) ? changes.get(key) : rowsOf(name).get(key);
  };
  async function* entries(name: string, range: Range = {}): AsyncGenerator<readonly [string, Uint8Array]> {
    const { prefix = '', gte = '', lt, limit } = range;
    const isIn = (key: string): boolean => key.startsWith(prefix) && key >= gte && (lt === undefined || key < lt);
    const keys = new Set<string>();
    for (const key of rowsOf(name).keys()) if (isIn(key)) keys.add(key);
    for (const key of changesOf(name).keys()) if (isIn(key)) keys.add(key);
    const sorted = [...keys].filter((key) => read(name, key) !== undefined).sort();
    if (range.reverse) sorted.reverse();
    for (const key of sorted.slice(0, limit)) {
      const value = read(name, key);
      if (value !== undefined) yield [key, copyBytes(value)];
    }
  }
  return {
    async get(name, key) {
      const value = read(name, key);
      return value && copyBytes(value);
    },
    put(name, key, value) {
      changesOf(name).set(key, copyBytes(value));
    },
    delete(name, key) {
      changesOf(name).set(key, undefined);
    },
    entries,
    afterCommit(callback) {
      callbacks.push(callback);
    },
  };
}
