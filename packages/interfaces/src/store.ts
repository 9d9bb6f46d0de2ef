/**
 * Records that survive, changed in transactions.
 *
 * Every stateful operation of every layer takes a `Transaction` as its first argument, so that whoever composes decides
 * what commits together.
 *
 * Acid test. *Memory, LevelDB*: writes are gathered and applied as one batch. *IndexedDB in a tab*: the same, so that a
 * transaction may await anything without the browser closing it. *A SQL row store*: one table `(name, key, value)`,
 * `BEGIN IMMEDIATE … COMMIT`.
 */
export interface Store extends AsyncDisposable {
  /**
   * Runs `work` and makes all of its writes durable together, or none.
   *
   * Transactions run one after another in the order of the calls. If `work` rejects nothing is written and the error
   * is passed on. A transaction must not be started from within one (it would wait for itself): rejects with `STORE_NESTED`
   * where that can be told. Rejects with `STORE_CLOSED` after `close`, `STORE_FAILED` (with `cause`) if the disk refuses.
   */
  transaction<Result>(work: (tx: Transaction) => Promise<Result>): Promise<Result>;
  /** Waits for the running transaction, refuses those that wait behind it, releases the disk. */
  close(): Promise<void>;
}

/**
 * A view of the store as it was when the transaction began, with its own writes laid over it.
 *
 * A table is a name (`[a-z0-9-]+`, with a version where its records' form may change: `sessions-1`); keys are ASCII texts,
 * ordered by code. Values are copied in and out. Using a transaction after it ended throws `STORE_ENDED`.
 */
export interface Transaction {
  get(table: string, key: string): Promise<Uint8Array | undefined>;
  put(table: string, key: string, value: Uint8Array): void;
  delete(table: string, key: string): void;
  /** Records in key order. Writes made while iterating may or may not show. */
  entries(table: string, range?: Range): AsyncIterable<readonly [key: string, value: Uint8Array]>;
  /**
   * Runs once the writes are durable, before the transaction resolves, in the order of the calls; not at all if they are dropped.
   * What a callback throws undoes nothing and stops no other. This is where events fire from.
   */
  afterCommit(callback: () => void): void;
}

/** Bounds of keys; all optional. `prefix` stands for the keys that begin with it. */
export interface Range {
  readonly prefix?: string;
  readonly gte?: string;
  readonly lt?: string;
  readonly reverse?: boolean;
  readonly limit?: number;
}
