import type { Database, Records, Write } from './database.ts';
import { StoreError } from './errors.ts';
import { layered, Overlay } from './overlay.ts';

/** A database that is not used on after a commit that failed, before it was opened anew. */
export interface RecoveringDatabase extends Database {
  /**
   * To be called before each transaction, and awaited unless there is nothing to do: makes good what a failed commit left in doubt, if the disk lets
   * it. Never rejects.
   */
  settle(): Promise<void> | undefined;
}

/**
 * Keeps a database from being used on after a commit that failed (a full disk, a medium that reports an error). What such a commit left is unknown: part
 * of a record at the end of a log, behind which nothing that is written is ever found again; or all of it, so that the next process finds what was
 * reported as failed.
 *
 * From then on no commit is handed over until the database was opened anew from what is on the disk and the records are written back as they were
 * before the failed commit. As long as that cannot be done, commits are refused with the reason. What is read meanwhile is what the last good commit left.
 */
export function recovering(database: Database): RecoveringDatabase {
  let doubt: Doubt | undefined;
  let recovery: Promise<void> | undefined;

  const recover = async (left: Doubt, before: Overlay): Promise<void> => {
    try {
      await database.reopen();
      await database.commit(before.writes());
      doubt = undefined;
    } catch (reason) {
      left.reason = reason;
    }
    recovery = undefined;
  };

  const settle = (): Promise<void> | undefined => {
    if (doubt?.before !== undefined) recovery ??= recover(doubt, doubt.before);
    return recovery;
  };

  const through = (records: Records): Records =>
    doubt?.before === undefined ? records : layered(records, doubt.before);

  return {
    open: () => database.open(),
    reopen: () => database.reopen(),
    settle,
    records: {
      get: (table, key) => through(database.records).get(table, key),
      cursor: (table, bounds) => through(database.records).cursor(table, bounds),
    },
    async snapshot() {
      await recovery;
      // Perhaps a recovery closed it that could not open it again.
      if (doubt?.before !== undefined && !(await isReadable(database.records, doubt.before))) await settle();
      const before = doubt?.before;
      const snapshot = await database.snapshot();
      return before === undefined ? snapshot : { ...layered(snapshot, before), close: () => snapshot.close() };
    },
    async commit(writes) {
      if (doubt !== undefined) {
        const message = 'the database takes no writes since one failed, and could not be opened anew';
        throw new StoreError('STORE_FAILED', message, { cause: doubt.reason });
      }
      try {
        await database.commit(writes);
      } catch (reason) {
        doubt = { before: await recordsBefore(database.records, writes), reason };
        throw reason;
      }
    },
    async close() {
      await settle();
      await database.close();
    },
  };
}

/** What a commit left that failed. */
interface Doubt {
  /** What the records were; unknown if they could not be read then, so that nothing can be made good but by the next process. */
  readonly before: Overlay | undefined;
  /** Why nothing is written. */
  reason: unknown;
}

/** What the records of some writes are before those; `undefined` if they cannot be read. */
async function recordsBefore(records: Records, writes: readonly Write[]): Promise<Overlay | undefined> {
  const before = new Overlay();
  try {
    for (const { table, key } of writes) before.set(table, key, await records.get(table, key));
    return before;
  } catch {
    return undefined;
  }
}

async function isReadable(records: Records, before: Overlay): Promise<boolean> {
  const [any] = before.writes();
  return any === undefined || (await recordsBefore(records, [any])) !== undefined;
}
