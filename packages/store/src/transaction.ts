import { copyBytes } from '@status/base';
import type { Range, Transaction } from '@status/interfaces';
import type { AbstractBatchOperation, AbstractLevel } from 'abstract-level';
import { StoreError } from './errors.ts';
import { recordBounds, recordKey, tablePrefix } from './records.ts';

/** What the database sees: texts as keys, bytes as values, whatever its own defaults are. */
export const ENCODINGS = { keyEncoding: 'utf8', valueEncoding: 'view' } as const;

/** Records that are fetched from the database at a time; it gives fewer where they are long. */
const PAGE = 64;

/** One change that a transaction makes to the database. */
export type Write<Format> = AbstractBatchOperation<AbstractLevel<Format, string, Uint8Array>, string, Uint8Array>;

/** A transaction in the hands of its store. */
export interface OpenTransaction<Format> {
  /** What the transaction's work gets to see. */
  readonly view: Transaction;
  /** Ends it: the view refuses everything from now on. What it wrote and what it wants called come out. */
  end(): Promise<{ readonly writes: Write<Format>[]; readonly callbacks: readonly (() => void)[] }>;
}

/**
 * Begins a transaction. It reads from the database and gathers writes in memory; the store applies them.
 *
 * The database does not change while a transaction runs, as its store runs one at a time and is its only user: what is read directly is what
 * was there when the transaction began.
 */
export function beginTransaction<Format>(level: AbstractLevel<Format, string, Uint8Array>): OpenTransaction<Format> {
  const writes = new Map<string, Uint8Array | undefined>();
  const callbacks: (() => void)[] = [];
  const iterators = new Set<{ close(): Promise<void> }>();
  let ended = false;

  const requireActive = (): void => {
    if (ended) throw new StoreError('STORE_ENDED', 'the transaction has ended');
  };

  const read = async <Result>(reading: () => Promise<Result>): Promise<Result> => {
    try {
      return await reading();
    } catch (cause) {
      requireActive();
      throw new StoreError('STORE_FAILED', 'the database cannot be read', { cause });
    }
  };

  /** At once where the database can: most records are in memory, and the way there and back through a thread takes far longer than the reading. */
  const readRecord = async (id: string): Promise<Uint8Array | undefined> =>
    (level.supports as { readonly getSync?: boolean }).getSync === true
      ? level.getSync<string, Uint8Array>(id, ENCODINGS)
      : level.get<string, Uint8Array>(id, ENCODINGS);

  /** Merges what the database holds with what was written, which hides records of the database. */
  async function* merged(table: string, range: Range): AsyncGenerator<readonly [string, Uint8Array], void, undefined> {
    const { gte, lt } = recordBounds(table, range);
    const { reverse = false, limit = Number.POSITIVE_INFINITY } = range;
    if (gte >= lt || limit <= 0) return;
    const precedes = (a: string, b: string): boolean => (reverse ? a > b : a < b);
    const written = [...writes.keys()].filter((key) => key >= gte && key < lt).sort();
    if (reverse) written.reverse();

    const iterator = level.iterator<string, Uint8Array>({ gte, lt, reverse, ...ENCODINGS });
    iterators.add(iterator);
    try {
      let page: [string, Uint8Array][] = [];
      let fetched = 0;
      const nextStored = async (): Promise<[string, Uint8Array] | undefined> => {
        if (fetched === page.length) {
          page = await read(() => iterator.nextv(Math.min(limit, PAGE)));
          fetched = 0;
        }
        return page[fetched++];
      };
      let count = 0;
      let position = 0;
      let stored = await nextStored();
      for (;;) {
        const ours = written[position];
        const isStored = stored !== undefined && (ours === undefined || !precedes(ours, stored[0]));
        const key = isStored ? stored![0] : ours;
        if (key === undefined) return;
        const value = writes.has(key) ? writes.get(key) : stored![1];
        if (ours === key) position++;
        if (value !== undefined) {
          yield [key.slice(tablePrefix(table).length), copyBytes(value)];
          requireActive();
          if (++count >= limit) return;
        }
        if (isStored) stored = await nextStored();
      }
    } finally {
      iterators.delete(iterator);
      await iterator.close();
    }
  }

  const view: Transaction = {
    async get(table, key) {
      requireActive();
      const id = recordKey(table, key);
      const value = writes.has(id) ? writes.get(id) : await read(() => readRecord(id));
      requireActive();
      return value === undefined ? undefined : copyBytes(value);
    },
    put(table, key, value) {
      requireActive();
      writes.set(recordKey(table, key), copyBytes(value));
    },
    delete(table, key) {
      requireActive();
      writes.set(recordKey(table, key), undefined);
    },
    entries(table, range = {}) {
      requireActive();
      return merged(table, range);
    },
    afterCommit(callback) {
      requireActive();
      callbacks.push(callback);
    },
  };

  return {
    view,
    async end() {
      ended = true;
      await Promise.all([...iterators].map((iterator) => iterator.close()));
      return {
        writes: [...writes].map(([key, value]) =>
          value === undefined ? { type: 'del', key } : { type: 'put', key, value },
        ),
        callbacks,
      };
    },
  };
}
