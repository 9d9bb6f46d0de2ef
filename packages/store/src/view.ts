import { copyBytes } from '@status/base';
import type { Range, View } from '@status/interfaces';
import type { Cursor, Records } from './database.ts';
import { StoreError, storeFailure } from './errors.ts';
import { boundsOf, requireKey, requireTable } from './records.ts';

/** Records that are fetched from the database at a time; it gives fewer where they are long. */
const PAGE = 64;

/** A view in the hands of its store. */
export interface OpenView {
  /** What the work gets to see. */
  readonly view: View;
  /** Throws `STORE_ENDED` after the end, and the signal's reason once that is aborted: nobody waits for what the work would do next. */
  requireActive(): void;
  /** Ends it: the view refuses everything from now on. */
  end(): Promise<void>;
}

/** Opens a view of records. */
export function openView(records: Records, signal?: AbortSignal): OpenView {
  const cursors = new Set<Cursor>();
  let ended = false;

  const requireActive = (): void => {
    if (ended) throw new StoreError('STORE_ENDED', 'the work to which this view was given has ended');
    signal?.throwIfAborted();
  };

  const read = async <Result>(reading: () => Result | Promise<Result>): Promise<Result> => {
    let result: Result;
    try {
      result = await reading();
    } catch (cause) {
      requireActive();
      throw storeFailure(cause, 'the database cannot be read');
    }
    requireActive();
    return result;
  };

  async function* entries(table: string, range: Range): AsyncGenerator<readonly [string, Uint8Array], void, undefined> {
    requireActive();
    const bounds = boundsOf(range);
    let left = range.limit ?? Number.POSITIVE_INFINITY;
    if (bounds.gte >= bounds.lt || left <= 0) return;
    const cursor = records.cursor(requireTable(table), bounds);
    cursors.add(cursor);
    try {
      for (;;) {
        const page = await read(() => cursor.next(Math.min(left, PAGE)));
        if (page.length === 0) return;
        for (const [key, value] of page) {
          yield [key, copyBytes(value)];
          requireActive();
          if (--left <= 0) return;
        }
      }
    } finally {
      cursors.delete(cursor);
      await cursor.close();
    }
  }

  return {
    view: {
      async get(table, key) {
        requireActive();
        requireTable(table);
        requireKey(key);
        const value = await read(() => records.get(table, key));
        return value === undefined ? undefined : copyBytes(value);
      },
      entries(table, range = {}) {
        requireActive();
        return entries(table, range);
      },
    },
    requireActive,
    async end() {
      ended = true;
      await Promise.all([...cursors].map((cursor) => cursor.close()));
    },
  };
}
