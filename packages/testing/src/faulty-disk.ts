import { bytesToHex, copyBytes } from '@status/base';

/**
 * What goes wrong with a commit, which rejects then:
 *
 * - `refused`: nothing of it gets to the disk.
 * - `torn`: a part of it gets there. It is lost, and with it whatever is written behind it before the disk is opened anew.
 * - `unsynced`: all of it gets there, but whether it stays is unknown. It is there when the disk is opened anew, and gone after a loss of power.
 *   Until then everything else is refused.
 */
export type DiskFault = 'refused' | 'torn' | 'unsynced';

/** Which faults happen. Commits, openings and reads are counted over the life of the disk, from 1. */
export type DiskFaults = {
  readonly commit?: (count: number) => DiskFault | undefined;
  /** Whether this opening fails. */
  readonly open?: (count: number) => boolean;
  /** Whether this look at a record, or at the next few, fails. */
  readonly read?: (count: number) => boolean;
};

/** A change to one record: what it becomes, or that it goes. */
type Change = { readonly table: string; readonly key: string; readonly value: Uint8Array | undefined };

/** What a process has open of a disk: a `Database` of `@status/store` but for snapshots. */
export interface DiskDatabase {
  open(): Promise<void>;
  readonly records: {
    get(table: string, key: string): Uint8Array | undefined;
    cursor(
      table: string,
      bounds: { readonly gte: string; readonly lt: string; readonly reverse: boolean },
    ): {
      next(count: number): Promise<readonly (readonly [key: string, value: Uint8Array])[]>;
      close(): Promise<void>;
    };
  };
  commit(writes: readonly Change[]): Promise<void>;
  reopen(): Promise<void>;
  close(): Promise<void>;
}

/** A disk with a log of commits, which is read from its beginning when the disk is opened, and faults. */
export interface FaultyDisk {
  readonly commits: number;
  readonly openings: number;
  readonly reads: number;
  /** For one process. A further one is for the next process: the one before is to be closed, or dead. */
  database(): DiskDatabase;
  /** What the next process would find: every record as `table/key` with its value in hex. */
  dump(): Record<string, string>;
  /** What is not known to be kept is gone. */
  losePower(): void;
}

/** A commit as it lies in the log. */
type Entry = { readonly writes: readonly Change[]; readonly isTorn: boolean; isSynced: boolean };

/** A disk that behaves as logs on real ones do when a write fails. Without faults it is a good one. */
export function createFaultyDisk(faults: DiskFaults = {}): FaultyDisk {
  let log: Entry[] = [];
  let [commits, openings, reads] = [0, 0, 0];

  /** What is in the log up to the first torn entry: behind it nothing is found. */
  const sound = (): Entry[] => {
    const torn = log.findIndex(({ isTorn }) => isTorn);
    return torn < 0 ? log : log.slice(0, torn);
  };

  const database = (): DiskDatabase => {
    let tables: Tables | undefined;
    /** Why everything is refused until the disk is opened anew. */
    let failure: Error | undefined;

    const requireOpen = (): Tables => {
      if (tables === undefined) throw new Error('the disk is not open');
      return tables;
    };
    const look = (): Tables => {
      reads++;
      if (faults.read?.(reads) === true) throw new Error('a read that was to fail');
      return requireOpen();
    };
    const open = async (): Promise<void> => {
      tables = undefined;
      openings++;
      if (faults.open?.(openings) === true) throw new Error('an opening that was to fail');
      log = sound();
      for (const entry of log) entry.isSynced = true;
      tables = tablesOf(log);
      failure = undefined;
    };

    return {
      open,
      reopen: open,
      records: {
        get: (table, key) => look().get(table)?.get(key),
        cursor(table, { gte, lt, reverse }) {
          let [low, high] = [gte, lt];
          return {
            async next(count) {
              const records = look().get(table) ?? new Map<string, Uint8Array>();
              const keys = [...records.keys()].filter((key) => key >= low && key < high).sort();
              if (reverse) keys.reverse();
              const page = keys.slice(0, count).map((key) => [key, records.get(key)!] as const);
              const last = page.at(-1)?.[0];
              if (last !== undefined && reverse) high = last;
              else if (last !== undefined) low = `${last}\0`;
              return page;
            },
            async close() {},
          };
        },
      },
      async commit(writes) {
        const open = requireOpen();
        if (failure !== undefined) throw failure;
        commits++;
        const fault = faults.commit?.(commits);
        const kept = writes.map((change) => ({ ...change, value: change.value && copyBytes(change.value) }));
        if (fault !== 'refused') log.push({ writes: kept, isTorn: fault === 'torn', isSynced: fault === undefined });
        if (fault === undefined) return apply(open, kept);
        const error = new Error(`a commit that was to be ${fault}`);
        if (fault === 'unsynced') failure = error;
        throw error;
      },
      async close() {
        tables = undefined;
      },
    };
  };

  return {
    get commits() {
      return commits;
    },
    get openings() {
      return openings;
    },
    get reads() {
      return reads;
    },
    database,
    dump() {
      const records = [...tablesOf(sound())].flatMap(([table, values]) =>
        [...values].map(([key, value]) => [`${table}/${key}`, bytesToHex(value)] as const),
      );
      return Object.fromEntries(records);
    },
    losePower() {
      log = sound().filter(({ isSynced }) => isSynced);
    },
  };
}

type Tables = Map<string, Map<string, Uint8Array>>;

function tablesOf(log: readonly Entry[]): Tables {
  const tables: Tables = new Map();
  for (const { writes } of log) apply(tables, writes);
  return tables;
}

function apply(tables: Tables, writes: readonly Change[]): void {
  for (const { table, key, value } of writes) {
    const records = tables.get(table) ?? new Map<string, Uint8Array>();
    tables.set(table, records);
    if (value === undefined) records.delete(key);
    else records.set(key, value);
  }
}
