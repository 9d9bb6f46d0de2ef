import { copyBytes } from '@status/base';
import type { Transaction } from '@status/interfaces';
import type { Records, Write } from './database.ts';
import { layered, Overlay } from './overlay.ts';
import { requireKey, requireTable } from './records.ts';
import { openView } from './view.ts';

/** A transaction in the hands of its store. */
export interface OpenTransaction {
  /** What the transaction's work gets to see. */
  readonly tx: Transaction;
  /** Ends it: nothing can be read or written any more. What it wrote and what it wants called come out. */
  end(): Promise<{ readonly writes: readonly Write[]; readonly callbacks: readonly (() => void)[] }>;
}

/**
 * Begins a transaction. It reads from the database and gathers writes in memory; the store applies them.
 *
 * The records do not change while a transaction runs, as its store runs one at a time and is the database's only user: what is read directly is
 * what was there when the transaction began.
 */
export function beginTransaction(records: Records, signal?: AbortSignal): OpenTransaction {
  const written = new Overlay();
  const callbacks: (() => void)[] = [];
  const { view, requireActive, end } = openView(layered(records, written), signal);

  const write = (table: string, key: string, value: Uint8Array | undefined): void => {
    requireActive();
    written.set(requireTable(table), requireKey(key), value);
  };

  return {
    tx: {
      ...view,
      put: (table, key, value) => write(table, key, copyBytes(value)),
      delete: (table, key) => write(table, key, undefined),
      afterCommit(callback) {
        requireActive();
        callbacks.push(callback);
      },
    },
    async end() {
      await end();
      return { writes: written.writes(), callbacks };
    },
  };
}
