import { bytesToHex } from '@status/base';
import { StatusError, type Store, type StoreErrorCode, type Transaction, type View } from '@status/interfaces';

/** A fault that was asked for: `STORE_FAILED` (the store goes on) or `STORE_KILLED` (it does not). */
export class StoreFault extends StatusError<Extract<StoreErrorCode, 'STORE_FAILED'> | 'STORE_KILLED'> {}

/** Which faults happen. Writes (`put` and `delete`), reads and commits are counted over the life of the wrapper, from 1. */
export type StoreFaults = {
  /** This look at a record, or beginning to go over some, rejects with `STORE_FAILED`, in a transaction or a read; the store goes on. */
  readonly failRead?: number;
  /** This write throws `STORE_FAILED`, and its transaction does not commit even if the work takes no notice. */
  readonly failWrite?: number;
  /** This commit rejects with `STORE_FAILED` and nothing of it is kept; or all from the first to the last of two, as on a disk that is full for a while. */
  readonly failCommit?: number | readonly [first: number, last: number];
  /**
   * This commit rejects with `STORE_FAILED` although it reached the disk, and so does every later transaction and read of this process: what the disk
   * holds is unknown to it. The next one finds the writes.
   */
  readonly failFlush?: number;
  /** The process dies at this write: nothing of the transaction is kept, and every later call fails with `STORE_KILLED`. */
  readonly dieAtWrite?: number;
  /** The process dies before this commit reaches the disk. */
  readonly dieBeforeCommit?: number;
  /** The process dies right after this commit: it is kept, but nobody hears of it and no callback runs. */
  readonly dieAfterCommit?: number;
};

/** A store with faults. After its death the store underneath is what the next process finds. */
export interface FaultyStore extends Store {
  /** Writes seen. */
  readonly writes: number;
  /** Reads seen. */
  readonly reads: number;
  /** Commits that reached the store underneath. */
  readonly commits: number;
  /** Whether the process is meant to be dead. */
  readonly dead: boolean;
  /** Names of the tables that were read or written. */
  readonly tables: ReadonlySet<string>;
}

/** Lays faults over a store. Without any it only counts. */
export function createFaultyStore(inner: Store, faults: StoreFaults = {}): FaultyStore {
  const tables = new Set<string>();
  let writes = 0;
  let reads = 0;
  let attempts = 0;
  let flushFailed = false;
  let commits = 0;
  let dead = false;

  const killed = (): StoreFault => new StoreFault('STORE_KILLED', 'the process died here');
  const failed = (): StoreFault => new StoreFault('STORE_FAILED', 'a fault that was asked for');
  const requireAlive = (): void => {
    if (dead) throw killed();
  };

  const touch = (table: string): void => {
    requireAlive();
    tables.add(table);
  };

  const look = (): void => {
    if (++reads === faults.failRead) throw failed();
  };

  const wrapView = (view: View): View => ({
    async get(table, key) {
      touch(table);
      look();
      return view.get(table, key);
    },
    entries(table, range) {
      touch(table);
      const entries = view.entries(table, range);
      return { [Symbol.asyncIterator]: () => begun(entries) };
    },
  });

  async function* begun(
    entries: AsyncIterable<readonly [string, Uint8Array]>,
  ): AsyncGenerator<readonly [string, Uint8Array]> {
    look();
    yield* entries;
  }

  const wrap = (tx: Transaction, doom: () => void): Transaction => {
    const write = (table: string): void => {
      touch(table);
      writes++;
      if (writes === faults.dieAtWrite) {
        dead = true;
        throw killed();
      }
      if (writes === faults.failWrite) {
        doom();
        throw failed();
      }
    };
    return {
      ...wrapView(tx),
      put(table, key, value) {
        write(table);
        tx.put(table, key, value);
      },
      delete(table, key) {
        write(table);
        tx.delete(table, key);
      },
      afterCommit(callback) {
        requireAlive();
        tx.afterCommit(() => (dead || flushFailed ? undefined : callback()));
      },
    };
  };

  return {
    async transaction(work, options) {
      requireAlive();
      if (flushFailed) throw failed();
      try {
        const done = await inner.transaction(async (tx) => {
          requireAlive();
          if (flushFailed) throw failed();
          let doomed = false;
          tx.afterCommit(() => {
            commits++;
            if (attempts === faults.dieAfterCommit) dead = true;
            if (attempts === faults.failFlush) flushFailed = true;
          });
          const result = await work(
            wrap(tx, () => {
              doomed = true;
            }),
          );
          attempts++;
          if (attempts === faults.dieBeforeCommit) dead = true;
          requireAlive();
          if (doomed || isIn(attempts, faults.failCommit)) throw failed();
          return result;
        }, options);
        if (flushFailed) throw failed();
        return done;
      } finally {
        requireAlive();
      }
    },
    async read(work, options) {
      requireAlive();
      if (flushFailed) throw failed();
      try {
        return await inner.read((view) => work(wrapView(view)), options);
      } finally {
        requireAlive();
      }
    },
    async close() {
      if (!dead) await inner.close();
    },
    async [Symbol.asyncDispose]() {
      if (!dead) await inner.close();
    },
    get writes() {
      return writes;
    },
    get reads() {
      return reads;
    },
    get commits() {
      return commits;
    },
    get dead() {
      return dead;
    },
    tables,
  };
}

function isIn(count: number, span: number | readonly [number, number] | undefined): boolean {
  if (span === undefined) return false;
  const [first, last] = typeof span === 'number' ? [span, span] : span;
  return count >= first && count <= last;
}

/** A place to crash at. */
export type CrashPoint =
  | { readonly dieAtWrite: number }
  | { readonly dieBeforeCommit: number }
  | { readonly dieAfterCommit: number };

/**
 * Runs a scenario once in peace, then once for each place where its process could die: at every write, before and after every commit.
 *
 * `scenario` gets a fresh store each time and may reject once the store is dead; `check` then gets the store underneath, as the next process
 * would find it. What `check` throws is passed on with the crash point in the message. Returns the number of crashes.
 */
export async function crashEverywhere(
  open: () => Promise<Store>,
  scenario: (store: FaultyStore) => Promise<void>,
  check: (survivor: Store, crash: CrashPoint) => Promise<void>,
): Promise<number> {
  await using calm = createFaultyStore(await open());
  await scenario(calm);
  const count = (length: number): number[] => Array.from({ length }, (_, i) => i + 1);
  const crashes: CrashPoint[] = [
    ...count(calm.writes).map((dieAtWrite) => ({ dieAtWrite })),
    ...count(calm.commits).flatMap((commit) => [{ dieBeforeCommit: commit }, { dieAfterCommit: commit }]),
  ];
  for (const crash of crashes) {
    await using inner = await open();
    const store = createFaultyStore(inner, crash);
    await scenario(store).catch((error: unknown) => {
      if (!store.dead) throw error;
    });
    if (!store.dead)
      throw new Error(`the scenario did not reach ${JSON.stringify(crash)} again: it is not deterministic`);
    try {
      await check(inner, crash);
    } catch (cause) {
      throw new Error(`after a crash at ${JSON.stringify(crash)}: ${String(cause)}`, { cause });
    }
  }
  return crashes.length;
}

/** Every record of these tables as `table/key` with its value in hex, for comparing stores byte by byte. */
export async function snapshot(store: Store, tables: Iterable<string>): Promise<Record<string, string>> {
  return store.read(async (view) => {
    const records: Record<string, string> = {};
    for (const table of [...tables].sort()) {
      for await (const [key, value] of view.entries(table)) records[`${table}/${key}`] = bytesToHex(value);
    }
    return records;
  });
}
