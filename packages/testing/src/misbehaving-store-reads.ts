import type { Transaction, View } from '@status/interfaces';
import type { StoreSubject } from './compliance/store.ts';
import type { MapStore } from './map-store.ts';
import type { Misbehaving } from './misbehaving.ts';
import { alteredRuns, alteredStore, alteredViews } from './misbehaving-store-parts.ts';

/** Looks at records as they are, each time anew. */
const latest = (inner: MapStore): View => ({
  get: (table, key) => inner.read((view) => view.get(table, key)),
  async *entries(table, range) {
    const keys: string[] = [];
    await inner.read(async (view) => {
      for await (const [key] of view.entries(table, range)) keys.push(key);
    });
    for (const key of keys) {
      const value = await inner.read((view) => view.get(table, key));
      if (value !== undefined) yield [key, value] as const;
    }
  },
});

/** Faulty stores: what goes wrong in reads, with signals, and at closing. */
export const misbehavingReads: readonly Misbehaving<StoreSubject>[] = [
  {
    fault: 'reads from a copy that it made once',
    caughtBy: 'a read sees what was committed, and resolves with what its work resolves with',
    setup: alteredStore((inner) => {
      let copy: MapStore | undefined;
      return {
        read(work) {
          copy ??= inner.fork();
          return copy.read(work);
        },
      };
    }),
  },
  {
    fault: 'shows a view what is committed meanwhile',
    caughtBy: 'what is committed while a read runs does not show in it',
    setup: alteredViews((_, inner) => latest(inner)),
  },
  {
    fault: 'goes over entries as they are, not as they were',
    caughtBy: 'a loop over entries that commits overtake goes on as it began',
    setup: alteredViews((_, inner) => ({ entries: latest(inner).entries })),
  },
  {
    fault: 'lets reads wait for transactions',
    caughtBy: 'a read runs beside a transaction, and sees nothing of it before its commit',
    setup: alteredStore((inner) => ({ read: (work, options) => inner.transaction(work, options) })),
  },
  {
    fault: 'shows a read what a transaction has written so far',
    caughtBy: 'a read runs beside a transaction, and sees nothing of it before its commit',
    setup: dirty(),
  },
  {
    fault: 'shows a read what its own transaction has written so far',
    caughtBy: 'a read within the work of a transaction sees the last commit',
    setup: dirty(),
  },
  {
    fault: 'shows a read what is dropped afterwards',
    caughtBy: 'what was dropped never shows in a read',
    setup: dirty(),
  },
  {
    fault: 'forgets that a read began before the commit',
    caughtBy: 'a read that begins before a commit and ends after it sees the same all along',
    setup: alteredViews((_, inner) => latest(inner)),
  },
  {
    fault: 'has one moment for all who read at a time',
    caughtBy: 'reads run side by side, each at a moment of its own',
    setup: alteredStore((inner) => {
      let shared: MapStore | undefined;
      let readers = 0;
      return {
        async read(work, options) {
          shared ??= inner.fork();
          readers++;
          try {
            return await shared.read(work, options);
          } finally {
            if (--readers === 0) shared = undefined;
          }
        },
      };
    }),
  },
  {
    fault: 'lets what is deleted go from views that still see it',
    caughtBy: 'reads among random commits see what a plain map held when they began',
    setup: alteredViews((view, inner) => ({
      async get(table, key) {
        const now = await latest(inner).get(table, key);
        return now === undefined ? undefined : view.get(table, key);
      },
    })),
  },
  {
    fault: 'wraps the error of a read’s work',
    caughtBy: 'when the work of a read rejects the error is passed on',
    setup: alteredStore((inner) => ({
      read: (work, options) =>
        inner.read(work, options).catch((cause: unknown) => {
          throw new Error('the read failed', { cause });
        }),
    })),
  },
  {
    fault: 'hands out the array that a view keeps',
    caughtBy: 'values that a view gives are copies of the reader’s own',
    setup: alteredViews((view) => {
      const kept = new Map<string, Uint8Array | undefined>();
      return {
        async get(table, key) {
          const value = kept.get(table + key) ?? (await view.get(table, key));
          kept.set(table + key, value);
          return value;
        },
      };
    }),
  },
  {
    fault: 'lets a view be used after its end',
    caughtBy: 'a view cannot be used after its read ended',
    setup: alteredViews((view) => ({ get: (table, key) => view.get(table, key).catch(() => undefined) })),
  },
  {
    fault: 'looks for any text in a view',
    caughtBy: 'a view refuses what is no name of a table and no ASCII key',
    setup: alteredViews((view) => ({ get: (table, key) => view.get(table, encodeURI(key)) })),
  },
  {
    fault: 'begins what nobody wants any more',
    caughtBy: 'what is aborted before it is called does not begin',
    setup: alteredStore((inner) => ({ read: (work) => inner.read(work) })),
  },
  {
    fault: 'tells of an abort only when the turn comes',
    caughtBy: 'a transaction that is aborted while it waits is told at once, and never begins',
    setup: alteredRuns((inner, work, { signal }) =>
      inner.transaction((tx) => {
        signal?.throwIfAborted();
        return work(tx);
      }),
    ),
  },
  {
    fault: 'begins what was aborted while it waited',
    caughtBy: 'a transaction that is aborted while it waits is told at once, and never begins',
    setup: alteredRuns((inner, work, { signal }) => {
      const result = inner.transaction(work);
      return signal === undefined ? result : Promise.race([result, aborted(signal)]);
    }),
  },
  {
    fault: 'commits what was aborted',
    caughtBy: 'a transaction that is aborted before its commit writes nothing',
    setup: alteredRuns((inner, work) => inner.transaction(work)),
  },
  {
    fault: 'says that what it committed was aborted',
    caughtBy: 'a signal that comes after the commit undoes nothing',
    setup: alteredRuns(async (inner, work, { signal }) => {
      const result = await inner.transaction(work);
      signal?.throwIfAborted();
      return result;
    }),
  },
  {
    fault: 'takes no notice of a signal while it reads',
    caughtBy: 'a read that is aborted rejects with the reason',
    setup: alteredStore((inner) => ({
      async read(work, options) {
        options?.signal?.throwIfAborted();
        return inner.read(work);
      },
    })),
  },
  {
    fault: 'takes every signal for an aborted one',
    caughtBy: 'a signal that nobody aborts changes nothing',
    setup: alteredStore((inner) => ({
      async read(work, options) {
        if (options?.signal !== undefined) throw new Error('aborted');
        return inner.read(work);
      },
    })),
  },
  {
    fault: 'closes under those who read',
    caughtBy: 'closing waits for running reads',
    setup: alteredStore((inner) => ({
      async close() {
        void inner.close();
      },
    })),
  },
  {
    fault: 'reads what is closed',
    caughtBy: 'a closed store refuses reads',
    setup: alteredStore((inner) => ({ read: (work, options) => inner.fork().read(work, options) })),
  },
  {
    fault: 'drops the transaction that runs when it is closed',
    caughtBy: 'a transaction that runs while the store is closed is kept',
    setup: alteredStore(() => ({})),
  },
];

/** A store whose reads look through the transaction that runs, if there is one. */
function dirty(): () => Promise<StoreSubject> {
  return alteredStore((inner) => {
    let running: Transaction | undefined;
    return {
      transaction: (work, options) =>
        inner.transaction(async (tx) => {
          running = tx;
          try {
            return await work(tx);
          } finally {
            running = undefined;
          }
        }, options),
      read: (work, options) => (running === undefined ? inner.read(work, options) : work(running)),
    };
  });
}

function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)));
}
