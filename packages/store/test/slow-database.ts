import { seededRandom } from '@status/testing';
import type { Database, Entry } from '../src/index.ts';

/**
 * A database without snapshots that takes its time: whatever is asked is answered some turns later, from the records as they are then, and a commit
 * changes one record after the other.
 */
export function createSlowDatabase(seed: string): Omit<Database, 'snapshot'> {
  const random = seededRandom(seed);
  const tables = new Map<string, Map<string, Uint8Array>>();
  const recordsOf = (table: string): Map<string, Uint8Array> => {
    const records = tables.get(table) ?? new Map<string, Uint8Array>();
    tables.set(table, records);
    return records;
  };
  const pause = async (): Promise<void> => {
    for (let turns = random.bytes(1)[0]! % 8; turns > 0; turns--) await Promise.resolve();
  };

  return {
    open: pause,
    reopen: pause,
    close: pause,
    records: {
      async get(table, key) {
        await pause();
        const value = recordsOf(table).get(key);
        await pause();
        return value;
      },
      cursor(table, { gte, lt, reverse }) {
        let [low, high] = [gte, lt];
        return {
          async next(count) {
            await pause();
            const keys = [...recordsOf(table).keys()].filter((key) => key >= low && key < high).sort();
            if (reverse) keys.reverse();
            // Fewer than were asked for, so that every few records there is a turn for others.
            const page = keys.slice(0, Math.min(count, 3)).map((key): Entry => [key, recordsOf(table).get(key)!]);
            const last = page.at(-1)?.[0];
            if (last !== undefined && reverse) high = last;
            else if (last !== undefined) low = `${last}\0`;
            await pause();
            return page;
          },
          close: pause,
        };
      },
    },
    async commit(writes) {
      for (const { table, key, value } of writes) {
        await pause();
        if (value === undefined) recordsOf(table).delete(key);
        else recordsOf(table).set(key, value);
      }
      await pause();
    },
  };
}
