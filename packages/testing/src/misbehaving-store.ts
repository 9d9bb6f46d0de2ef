import { copyBytes } from '@status/base';
import type { Range, Store, Transaction } from '@status/interfaces';
import type { StoreSubject } from './compliance/store.ts';
import { FancyBytes, type Misbehaving } from './misbehaving.ts';
import { alteredStore, alteredTransactions, gathered, mapped } from './misbehaving-store-parts.ts';
import { misbehavingReads } from './misbehaving-store-reads.ts';
import { misbehavingTransactions } from './misbehaving-store-transactions.ts';

/** Faulty stores. They forget everything on reopening, which only matters to a suite that was told they are durable. */
export const misbehavingStores: readonly Misbehaving<StoreSubject>[] = [
  {
    fault: 'keeps the array that it was given',
    caughtBy: 'values are copied in',
    setup: alteredStore((inner) => ({
      transaction: ((work) =>
        inner.transaction(async (tx) => {
          const given: (() => void)[] = [];
          const result = await work({
            ...tx,
            put(table, key, value) {
              tx.put(table, key, value);
              given.push(() => tx.put(table, key, value));
            },
          });
          for (const write of given) write();
          return result;
        })) as Store['transaction'],
    })),
  },
  {
    fault: 'hands out the array that it keeps',
    caughtBy: 'values are copied out',
    setup: alteredStore((inner) => {
      const kept = new Map<string, Uint8Array>();
      return {
        transaction: ((work) =>
          inner.transaction((tx) =>
            work({
              ...tx,
              put(table, key, value) {
                tx.put(table, key, value);
                kept.set(table + key, copyBytes(value));
              },
              get: async (table, key) => kept.get(table + key) ?? tx.get(table, key),
            }),
          )) as Store['transaction'],
      };
    }),
  },
  {
    fault: 'hands out a subclass of Uint8Array',
    caughtBy: 'values of every length and every byte come back as plain bytes',
    setup: alteredTransactions((tx) => ({
      async get(table, key) {
        const value = await tx.get(table, key);
        return value && FancyBytes.from(value);
      },
    })),
  },
  {
    fault: 'keeps the writes of work that rejects',
    caughtBy: 'when the work rejects nothing is written and the error is passed on',
    setup: alteredStore((inner) => ({
      async transaction<Result>(work: (tx: Transaction) => Promise<Result>): Promise<Result> {
        const outcome = await inner.transaction((tx) =>
          work(tx).then(
            (result) => ({ result }),
            (error: unknown) => ({ error }),
          ),
        );
        if ('error' in outcome) throw outcome.error;
        return outcome.result;
      },
    })),
  },
  {
    fault: 'wraps the error of the work',
    caughtBy: 'when the work rejects nothing is written and the error is passed on',
    setup: alteredStore((inner) => ({
      transaction: (work) =>
        inner.transaction(work).catch((cause: unknown) => {
          throw new Error('the transaction failed', { cause });
        }),
    })),
  },
  {
    fault: 'runs transactions side by side',
    caughtBy: 'transactions run one after another in the order of the calls',
    setup: alteredStore((inner) => ({
      async transaction<Result>(work: (tx: Transaction) => Promise<Result>): Promise<Result> {
        const writes: ((tx: Transaction) => void)[] = [];
        const result = await work({
          get: (table, key) => inner.transaction((tx) => tx.get(table, key)),
          put: (table, key, value) => void writes.push((tx) => tx.put(table, key, value)),
          delete: (table, key) => void writes.push((tx) => tx.delete(table, key)),
          entries: () => mapped((async function* () {})(), () => undefined),
          afterCommit: (callback) => void writes.push((tx) => tx.afterCommit(callback)),
        });
        await inner.transaction(async (tx) => {
          for (const write of writes) write(tx);
        });
        return result;
      },
    })),
  },
  {
    fault: 'forgets deletions',
    caughtBy: 'a deleted record is gone, inside and afterwards',
    setup: alteredTransactions(() => ({ delete: () => {} })),
  },
  {
    fault: 'does not show a transaction its own writes among entries',
    caughtBy: 'entries show the writes of their transaction in place',
    setup: alteredStore((inner) => ({
      transaction: ((work) =>
        inner.transaction((tx) => {
          const written = new Set<string>();
          return work({
            ...tx,
            put(table, key, value) {
              written.add(table + key);
              tx.put(table, key, value);
            },
            entries: (table, range) =>
              mapped(tx.entries(table, range), (key, value) => (written.has(table + key) ? undefined : value)),
          });
        })) as Store['transaction'],
    })),
  },
  {
    fault: 'takes no notice of limits',
    caughtBy: 'ranges choose by prefix, from and below, in both directions, up to a limit',
    setup: alteredTransactions((tx) => ({
      entries(table, { limit: _, ...range }: Range = {}) {
        return tx.entries(table, range);
      },
    })),
  },
  {
    fault: 'orders keys as a dictionary does',
    caughtBy: 'records come in the order of their keys by code',
    setup: alteredTransactions((tx) => ({
      async *entries(table, range) {
        const all = await gathered(tx.entries(table, range));
        yield* all.sort(([a], [b]) => a.localeCompare(b, 'en'));
      },
    })),
  },
  {
    fault: 'mixes tables whose names begin alike',
    caughtBy: 'tables are apart, also where one name begins another',
    setup: alteredTransactions((tx) => ({
      put: (table, key, value) => tx.put(table.slice(0, 1), key, value),
      get: (table, key) => tx.get(table.slice(0, 1), key),
    })),
  },
  {
    fault: 'lets a transaction be used after its end',
    caughtBy: 'a transaction cannot be used after it ended',
    setup: alteredTransactions((tx) => ({ get: (table, key) => tx.get(table, key).catch(() => undefined) })),
  },
  {
    fault: 'runs callbacks before the commit',
    caughtBy: 'callbacks run after the commit, in order',
    setup: alteredTransactions(() => ({ afterCommit: (callback) => callback() })),
  },
  {
    fault: 'runs callbacks even if the writes are dropped',
    caughtBy: 'callbacks do not run when the writes are dropped',
    setup: alteredStore((inner) => ({
      async transaction<Result>(work: (tx: Transaction) => Promise<Result>): Promise<Result> {
        const callbacks: (() => void)[] = [];
        try {
          return await inner.transaction((tx) =>
            work({ ...tx, afterCommit: (callback) => void callbacks.push(callback) }),
          );
        } finally {
          for (const callback of callbacks) callback();
        }
      },
    })),
  },
  {
    fault: 'passes on what a callback throws',
    caughtBy: 'a callback that throws undoes nothing and stops no other',
    setup: alteredStore((inner) => ({
      async transaction<Result>(work: (tx: Transaction) => Promise<Result>): Promise<Result> {
        const callbacks: (() => void)[] = [];
        const result = await inner.transaction((tx) =>
          work({ ...tx, afterCommit: (callback) => void callbacks.push(callback) }),
        );
        for (const callback of callbacks) callback();
        return result;
      },
    })),
  },
  {
    fault: 'waits for itself when a transaction is nested',
    caughtBy: 'a transaction started at once within another is told',
    setup: alteredStore((inner) => ({
      transaction: ((work) =>
        Promise.resolve().then(() =>
          inner.transaction((tx) => Promise.resolve().then(() => work(tx))),
        )) as Store['transaction'],
    })),
  },
  {
    fault: 'runs whatever waits before it closes',
    caughtBy: 'closing waits for the running transaction and refuses those behind it',
    setup: alteredStore((inner) => {
      let last: Promise<unknown> = Promise.resolve();
      return {
        transaction(work) {
          const result = inner.transaction(work);
          last = result.catch(() => {});
          return result;
        },
        async close() {
          await last;
          await inner.close();
        },
      };
    }),
  },
  {
    fault: 'rejects when it is closed again',
    caughtBy: 'a closed store refuses transactions and closes again without complaint',
    setup: alteredStore((inner) => {
      let closings = 0;
      return {
        async close() {
          // The suite closes once more when it is done.
          if (closings++ === 1) throw new Error('closed already');
          await inner.close();
        },
      };
    }),
  },
  {
    fault: 'says that it is durable and is not',
    caughtBy: 'what was committed is there after opening again, and what was dropped is not',
    setup: alteredStore(() => ({})),
  },
  {
    fault: 'takes any text for a key',
    caughtBy: 'what is no name of a table and no ASCII key is refused',
    setup: alteredTransactions((tx) => ({
      put: (table, key, value) => tx.put(table, encodeURI(key), value),
      get: (table, key) => tx.get(table, encodeURI(key)),
    })),
  },
  {
    fault: 'ends keys at their first NUL',
    caughtBy: 'keys may hold any ASCII, line ends and NUL among it',
    setup: alteredTransactions((tx) => ({
      put: (table, key, value) => tx.put(table, key.split('\0')[0]!, value),
      get: (table, key) => tx.get(table, key.split('\0')[0]!),
    })),
  },
  {
    fault: 'gives out one page of records and no more',
    caughtBy: 'many records come each once, in order, with those written meanwhile between them',
    setup: alteredTransactions((tx) => ({
      entries: (table, range = {}) => tx.entries(table, { ...range, limit: Math.min(range.limit ?? 64, 64) }),
    })),
  },
  ...misbehavingTransactions,
  ...misbehavingReads,
];
