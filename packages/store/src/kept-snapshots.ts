import type { Database, Snapshot } from './database.ts';
import { layered, Overlay } from './overlay.ts';

/**
 * Gives a database snapshots that has none: before a commit overwrites a record, each open snapshot that still sees it gets what it was.
 * Costs one reading for each write, and only while somebody looks.
 */
export function keepingSnapshots(database: Omit<Database, 'snapshot'>): Database {
  const open = new Set<Overlay>();
  let committing: Promise<void> | undefined;

  const commit: Database['commit'] = async (writes) => {
    if (open.size > 0) {
      const before = new Overlay();
      for (const { table, key } of writes) before.set(table, key, await database.records.get(table, key));
      for (const kept of open) {
        for (const { table, key, value } of before.writes()) {
          if (kept.get(table, key) === undefined) kept.set(table, key, value);
        }
      }
    }
    await database.commit(writes);
  };

  return {
    open: () => database.open(),
    records: database.records,
    async snapshot(): Promise<Snapshot> {
      // What a commit is about to overwrite is found out once, at its beginning: who comes later sees what it leaves.
      while (committing !== undefined) await committing;
      const kept = new Overlay();
      open.add(kept);
      return {
        ...layered(database.records, kept),
        async close() {
          open.delete(kept);
        },
      };
    },
    async commit(writes) {
      const done = commit(writes);
      committing = done.catch(() => {});
      try {
        await done;
      } finally {
        committing = undefined;
      }
    },
    reopen: () => database.reopen(),
    close: () => database.close(),
  };
}
