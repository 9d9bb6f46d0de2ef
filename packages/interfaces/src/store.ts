import type { Cancellable } from './errors.ts';

/**
 * Codes that every implementation of this seam uses: `STORE_CLOSED`, `STORE_ENDED` (a transaction or view used after its end), `STORE_NESTED`,
 * `STORE_FAILED` (with `cause`: the disk refuses), `STORE_KEY` (not a table's name, or a key that is not ASCII).
 */
export type StoreErrorCode = 'STORE_CLOSED' | 'STORE_ENDED' | 'STORE_NESTED' | 'STORE_FAILED' | 'STORE_KEY';

/**
 * Records that survive, changed in transactions.
 *
 * Every stateful operation of every layer takes a `Transaction` as its first argument, so that whoever composes decides
 * what commits together.
 *
 * - Transactions run one after another, in the order of the calls. `read` waits for none of them and holds up none: a list on a screen, or a
 *   day of history that somebody asks for, stands beside the writing.
 * - A `signal` cancels what waits: aborted before the work begins, the work is never called, and the call rejects at once; aborted before the
 *   commit, nothing is written, and the call rejects when the work has ended. It rejects with the signal's reason. A commit that has begun is not undone.
 *   A `read` has no commit: aborted before its work has ended, it rejects then.
 * - A store that wraps another one (to encrypt, to count, to fail on purpose) passes `transaction`, `read` and `close` on and wraps what their work is given.
 *
 * Acid test. *Memory, LevelDB*: writes are gathered and applied as one batch, views are snapshots. *IndexedDB in a tab*: the same, so that a
 * transaction may await anything without the browser closing it. *A SQL row store*: one table `(name, key, value)`,
 * `BEGIN IMMEDIATE … COMMIT`; a view is a read transaction, or what was overwritten since it began is kept for it.
 */
export interface Store extends AsyncDisposable {
  /**
   * Runs `work` and makes all of its writes durable together, or none.
   *
   * If `work` rejects nothing is written and the error is passed on. A transaction must not be started from within one and awaited there (it would wait
   * for itself): rejects with `STORE_NESTED` where that can be told, which is until the work first waits, later too where the platform knows who calls.
   * Rejects with `STORE_CLOSED` after `close`, `STORE_FAILED` (with `cause`) if the disk refuses; nothing was written then.
   */
  transaction<Result>(work: (tx: Transaction) => Promise<Result>, options?: Cancellable): Promise<Result>;
  /**
   * Runs `work` on the records as the last commit left them; what is committed while it runs does not show. Any number may run side by side, beside a
   * transaction too, also within its work. Rejects like `transaction`, but for `STORE_NESTED`.
   */
  read<Result>(work: (view: View) => Promise<Result>, options?: Cancellable): Promise<Result>;
  /**
   * Waits for the running transaction and the running reads, refuses transactions that wait behind it, releases the disk. Again, the same. Not to be
   * awaited within a work, for which it waits.
   */
  close(): Promise<void>;
}

/**
 * The records at one moment, to look at.
 *
 * A table is a name (`[a-z0-9-]+`, with a version where its records' form may change: `sessions-1`); keys are ASCII texts, the empty one and
 * control characters among them, ordered by code. Values may be empty, and are copies of the reader's own. A table needs no making: one that was never
 * written is empty. Using a view after its work ended throws `STORE_ENDED`, in a loop over entries too; what is no name and no key `STORE_KEY`. What gives
 * a promise may reject instead of throwing.
 */
export interface View {
  get(table: string, key: string): Promise<Uint8Array | undefined>;
  /** Records in key order. */
  entries(table: string, range?: Range): AsyncIterable<readonly [key: string, value: Uint8Array]>;
}

/**
 * A view of the store as it was when the transaction began, with its own writes laid over it. Values are copied in. Writes made while
 * iterating over entries may or may not show in that iteration.
 */
export interface Transaction extends View {
  put(table: string, key: string, value: Uint8Array): void;
  /** A key that is not there is nothing deleted. */
  delete(table: string, key: string): void;
  /**
   * Runs once the writes are durable, before the transaction resolves, in the order of the calls; not at all if they are dropped.
   * What a callback throws, or its promise rejects with, undoes nothing and stops no other. It may begin a transaction or a read, which find the writes. This
   * is where events fire from.
   */
  afterCommit(callback: () => void): void;
}

/**
 * Bounds of keys; all optional, and all that are given hold. `prefix` stands for the keys that begin with it. `limit` (0 or more) counts from where the
 * loop begins, which with `reverse` is the last key.
 */
export interface Range {
  readonly prefix?: string;
  readonly gte?: string;
  readonly lt?: string;
  readonly reverse?: boolean;
  readonly limit?: number;
}
