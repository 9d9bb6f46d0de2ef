import { callBack, copyBytes } from '@status/base';
import type { Transaction } from '@status/interfaces';
import type { StoreSubject } from './compliance/store.ts';
import type { Misbehaving } from './misbehaving.ts';
import { alteredRuns, alteredStore, alteredTransactions, gathered } from './misbehaving-store-parts.ts';

/** Faulty stores: what goes wrong with the writes of a transaction, its loops, and its end. */
export const misbehavingTransactions: readonly Misbehaving<StoreSubject>[] = [
  {
    fault: 'takes what was never written for empty',
    caughtBy: 'a key that was never written has no value',
    setup: alteredTransactions((tx) => ({
      get: async (table, key) => (await tx.get(table, key)) ?? new Uint8Array(),
    })),
  },
  {
    fault: 'resolves with nothing',
    caughtBy: 'a transaction resolves with what its work resolves with',
    setup: alteredRuns(async (inner, work, options) => {
      await inner.transaction(work, options);
    }),
  },
  {
    fault: 'shows a transaction only what was committed before it',
    caughtBy: 'a transaction reads its own writes, and later ones read them too',
    setup: alteredRuns((inner, work, options) =>
      inner.transaction(
        (tx) => work({ ...tx, get: (table, key) => inner.read((view) => view.get(table, key)) }),
        options,
      ),
    ),
  },
  {
    fault: 'keeps the first of two writes',
    caughtBy: 'a later write replaces an earlier one',
    setup: alteredTransactions((tx) => {
      const written = new Set<string>();
      return {
        put(table, key, value) {
          if (!written.has(table + key)) tx.put(table, key, value);
          written.add(table + key);
        },
      };
    }),
  },
  {
    fault: 'deletes when everything is written',
    caughtBy: 'a record deleted and written again in one transaction is there',
    setup: alteredRuns((inner, work, options) =>
      inner.transaction(async (tx) => {
        const deletions: (() => void)[] = [];
        const result = await work({
          ...tx,
          delete(table, key) {
            tx.delete(table, key);
            deletions.push(() => tx.delete(table, key));
          },
        });
        for (const remove of deletions) remove();
        return result;
      }, options),
    ),
  },
  {
    fault: 'writes the whole memory of which a value is a part',
    caughtBy: 'a value written from the middle of a larger array is only that part',
    setup: alteredTransactions((tx) => ({
      put: (table, key, value) => tx.put(table, key, new Uint8Array(value.buffer)),
    })),
  },
  {
    fault: 'refuses everything after a transaction that failed',
    caughtBy: 'a transaction that fails holds up nobody behind it',
    setup: alteredStore((inner) => {
      let failure: { readonly error: unknown } | undefined;
      return {
        transaction: (work, options) =>
          inner.transaction(async (tx) => {
            if (failure !== undefined) throw failure.error;
            try {
              return await work(tx);
            } catch (error) {
              failure = { error };
              throw error;
            }
          }, options),
      };
    }),
  },
  {
    fault: 'finishes a loop over entries after the end',
    caughtBy: 'a loop over entries cannot outlive its transaction',
    setup: alteredTransactions((tx) => ({
      async *entries(table, range) {
        yield* await gathered(tx.entries(table, range));
      },
    })),
  },
  {
    fault: 'skips a record when the one before it is deleted in the loop',
    caughtBy: 'a loop over entries may write, and may be left early',
    setup: alteredTransactions((tx) => ({
      async *entries(table, range) {
        for (let place = 0; ; place++) {
          const entry = (await gathered(tx.entries(table, range)))[place];
          if (entry === undefined) return;
          yield entry;
        }
      },
    })),
  },
  {
    fault: 'cannot commit when a loop was left early',
    caughtBy: 'a loop over entries may write, and may be left early',
    setup: alteredRuns((inner, work, options) =>
      inner.transaction(async (tx) => {
        let open = 0;
        const result = await work({
          ...tx,
          async *entries(table, range) {
            open++;
            for await (const entry of tx.entries(table, range)) yield entry;
            open--;
          },
        });
        if (open > 0) throw new Error('somebody is still reading');
        return result;
      }, options),
    ),
  },
  {
    fault: 'runs callbacks when the work is done, and commits after them',
    caughtBy: 'callbacks see the writes of their transaction committed',
    setup: alteredRuns((inner, work, options) =>
      inner.transaction(async (tx) => {
        const callbacks: (() => void)[] = [];
        const result = await work({ ...tx, afterCommit: (callback) => void callbacks.push(callback) });
        for (const callback of callbacks) callBack(callback, () => {});
        return result;
      }, options),
    ),
  },
  {
    fault: 'takes back only the last of several changes of a record',
    caughtBy: 'many random transactions leave what a plain map would hold',
    setup: alteredRuns(async (inner, work, options) => {
      type Change = (tx: Transaction) => void;
      const last = new Map<string, Change>();
      const left = new Map<string, Change>();
      const note = (name: string, change: Change): void => {
        const earlier = last.get(name);
        if (earlier !== undefined) left.set(name, earlier);
        last.set(name, change);
      };
      try {
        return await inner.transaction(
          (tx) =>
            work({
              ...tx,
              put(table, key, value) {
                tx.put(table, key, value);
                const kept = copyBytes(value);
                note(table + key, (later) => later.put(table, key, kept));
              },
              delete(table, key) {
                tx.delete(table, key);
                note(table + key, (later) => later.delete(table, key));
              },
            }),
          options,
        );
      } catch (error) {
        await inner.transaction(async (tx) => {
          for (const change of left.values()) change(tx);
        });
        throw error;
      }
    }),
  },
  {
    fault: 'stays open when it is disposed of',
    caughtBy: 'disposing closes',
    setup: alteredStore(() => ({ [Symbol.asyncDispose]: async () => {} })),
  },
];
