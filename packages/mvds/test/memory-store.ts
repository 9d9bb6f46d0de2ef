import { copyBytes } from '@status/base';
import type { Range, Store } from '@status/interfaces';

/** A store in memory that counts what is read, and undoes a transaction that fails. */
export interface MemoryStore extends Store {
  /** Records read so far, one by one or in a range. */
  reads: number;
  readonly size: number;
  /** Keys of one table. */
  keys(table: string): string[];
}

export function createMemoryStore(): MemoryStore {
  const records = new Map<string, Uint8Array>();
  let sorted: string[] | undefined;
  let last: Promise<unknown> = Promise.resolve();

  const write = (key: string, value: Uint8Array | undefined): void => {
    if (records.has(key) !== (value !== undefined)) sorted = undefined;
    if (value === undefined) records.delete(key);
    else records.set(key, value);
  };

  const store: MemoryStore = {
    reads: 0,
    get size() {
      return records.size;
    },
    keys(table) {
      const prefix = `${table}!`;
      return [...records.keys()].filter((key) => key.startsWith(prefix)).map((key) => key.slice(prefix.length));
    },
    transaction(work) {
      const run = async (): Promise<Awaited<ReturnType<typeof work>>> => {
        const undo: (() => void)[] = [];
        const callbacks: (() => void)[] = [];
        const change = (key: string, value: Uint8Array | undefined): void => {
          const before = records.get(key);
          undo.push(() => write(key, before));
          write(key, value);
        };
        try {
          const result = await work({
            async get(table, key) {
              store.reads++;
              const value = records.get(`${table}!${key}`);
              return value && copyBytes(value);
            },
            put: (table, key, value) => change(`${table}!${key}`, copyBytes(value)),
            delete: (table, key) => change(`${table}!${key}`, undefined),
            entries: (table, range = {}) => entries(`${table}!`, range),
            afterCommit: (callback) => void callbacks.push(callback),
          });
          for (const callback of callbacks) callback();
          return result;
        } catch (error) {
          for (const step of undo.reverse()) step();
          throw error;
        }
      };
      const result = last.then(run);
      last = result.catch(() => {});
      return result;
    },
    close: async () => {},
    [Symbol.asyncDispose]: () => store.close(),
  };

  async function* entries(table: string, range: Range): AsyncGenerator<readonly [string, Uint8Array]> {
    sorted ??= [...records.keys()].sort();
    const keys = sorted;
    const start = table + (range.prefix ?? '');
    const from = [start, table + (range.gte ?? '')].sort()[1]!;
    let remaining = range.limit ?? Number.POSITIVE_INFINITY;
    for (let i = lowerBound(keys, from); i < keys.length && remaining > 0; i++, remaining--) {
      const key = keys[i]!;
      if (!key.startsWith(start) || (range.lt !== undefined && key >= table + range.lt)) return;
      store.reads++;
      const value = records.get(key);
      if (value !== undefined) yield [key.slice(table.length), copyBytes(value)];
    }
  }

  return store;
}

function lowerBound(keys: readonly string[], key: string): number {
  let low = 0;
  for (let high = keys.length; low < high; ) {
    const middle = (low + high) >> 1;
    if (keys[middle]! < key) low = middle + 1;
    else high = middle;
  }
  return low;
}
