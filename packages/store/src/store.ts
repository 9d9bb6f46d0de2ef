import { abortable, callBack, silentLogger } from '@status/base';
import type { Logger, Store, Transaction } from '@status/interfaces';
import type { Database } from './database.ts';
import { StoreError, storeFailure } from './errors.ts';
import { recovering } from './recovery.ts';
import { beginTransaction } from './transaction.ts';
import { openView } from './view.ts';

/** What may be handed to a store. */
export type StoreOptions = {
  /** Hears of `afterCommit` callbacks that throw. Silent by default. */
  readonly logger?: Logger;
};

/** A store whose database opens by itself. */
export interface OpeningStore extends Store {
  /**
   * Resolves when the database is open. Transactions and reads wait for it by themselves.
   * Rejects with `STORE_NEWER` if a later version wrote it, with `STORE_FAILED` if it cannot be opened or its version cannot be read.
   */
  readonly opened: Promise<void>;
}

/**
 * The seam `Store` over a database. Closing the store closes it.
 *
 * Transactions wait in a queue. Each gathers its writes in memory and hands them over at its end, to be applied as a whole or not at all. Reads
 * wait for nothing but the opening: each looks at a snapshot of its own.
 *
 * After a commit that failed the database is opened anew before the next one; reads that run meanwhile may reject with `STORE_FAILED`. As long as
 * that is not possible, transactions that write reject with `STORE_FAILED`.
 *
 * A transaction started from within another is told (`STORE_NESTED`) if the call is made before the outer work first awaits. Later the
 * call looks like anybody else's, so that awaiting it inside waits for ever.
 */
export function createStore(below: Database, { logger = silentLogger }: StoreOptions = {}): OpeningStore {
  const database = recovering(below);
  const opened = database.open().catch((cause: unknown) => {
    throw storeFailure(cause, 'the database cannot be opened');
  });
  const reads = new Set<Promise<void>>();
  let last: Promise<unknown> = opened.catch(() => {});
  let closing: Promise<void> | undefined;
  let starting = false;

  const requireOpen = (): void => {
    if (closing !== undefined) throw new StoreError('STORE_CLOSED', 'the store is closed');
  };

  const start = <Result>(work: (tx: Transaction) => Promise<Result>, tx: Transaction): Promise<Result> => {
    starting = true;
    try {
      return work(tx);
    } finally {
      starting = false;
    }
  };

  const run: Store['transaction'] = async (work, { signal } = {}) => {
    requireOpen();
    await opened;
    const settling = database.settle();
    if (settling !== undefined) await settling;
    signal?.throwIfAborted();
    const { tx, end } = beginTransaction(database.records, signal);
    let result: Awaited<ReturnType<typeof work>>;
    try {
      result = await start(work, tx);
    } catch (error) {
      await end();
      throw error;
    }
    const { writes, callbacks } = await end();
    signal?.throwIfAborted();
    if (writes.length > 0) {
      await database.commit(writes).catch((cause: unknown) => {
        throw storeFailure(cause, 'the database did not take the writes');
      });
    }
    for (const callback of callbacks) {
      callBack(callback, (error) => logger.error('a callback after a commit failed', { error: String(error) }));
    }
    return result;
  };

  const look: Store['read'] = async (work, { signal } = {}) => {
    await abortable(opened, signal);
    const snapshot = await database.snapshot().catch((cause: unknown) => {
      throw storeFailure(cause, 'the database cannot be read');
    });
    const { view, end } = openView(snapshot, signal);
    try {
      signal?.throwIfAborted();
      const result = await work(view);
      signal?.throwIfAborted();
      return result;
    } finally {
      await end();
      await snapshot.close();
    }
  };

  const close = async (): Promise<void> => {
    await Promise.all([last, ...reads]);
    await database.close().catch((cause: unknown) => {
      throw storeFailure(cause, 'the database cannot be closed');
    });
  };

  const store: OpeningStore = {
    opened,
    async transaction(work, options = {}) {
      requireOpen();
      options.signal?.throwIfAborted();
      if (starting) throw new StoreError('STORE_NESTED', 'a transaction was started from within another');
      const before = last;
      const result = before.then(() => run(work, options));
      last = result.catch(() => {});
      // Cuts the waiting short, no more: once the work has begun, the call ends with it.
      await abortable(before, options.signal);
      return result;
    },
    async read(work, options = {}) {
      requireOpen();
      options.signal?.throwIfAborted();
      const result = look(work, options);
      const settled: Promise<void> = result.then(
        () => {},
        () => {},
      );
      reads.add(settled);
      void settled.then(() => reads.delete(settled));
      return result;
    },
    close() {
      closing ??= close();
      return closing;
    },
    [Symbol.asyncDispose]: () => store.close(),
  };
  return store;
}
