/**
 * What a store stands on: a database of records whose only user it is. What it throws and rejects with is its own; the store makes a
 * `STORE_FAILED` of whatever is no `StoreError`.
 */
export interface Database {
  /** To be awaited before anything else. Rejects with `STORE_NEWER` for records of a later version. */
  open(): Promise<void>;
  /** The records as they are. They change while a commit runs, and at no other time. */
  readonly records: Records;
  /** The records of this moment: what is committed later does not show. */
  snapshot(): Promise<Snapshot>;
  /** Applies all writes or none; they survive a loss of power once it resolves. One commit runs at a time. Each record is written once. */
  commit(writes: readonly Write[]): Promise<void>;
  /**
   * Called after a commit that rejected, while none runs: lets go of all that is in memory and opens what is on the disk, as the next process would.
   * Snapshots may fail from then on. May reject, and is called again then, or `close` is; it is best to find out first whether the disk would let
   * it, so that what is open can still be read if not.
   */
  reopen(): Promise<void>;
  /** Also after a `reopen` that rejected. */
  close(): Promise<void>;
}

/** Records to look up. Tables and keys were checked before. */
export interface Records {
  /** At once where the database can: most records are in memory, and the way there and back through a thread takes far longer than the reading. */
  get(table: string, key: string): Uint8Array | undefined | Promise<Uint8Array | undefined>;
  /** Stands before the first record. Nothing is read yet. */
  cursor(table: string, bounds: Bounds): Cursor;
}

/** Records that stay as they are until they are let go. */
export interface Snapshot extends Records {
  /** Cursors on it were closed before. */
  close(): Promise<void>;
}

/** Goes over the records of a table once, in the direction of its bounds. */
export interface Cursor {
  /** Some of the next records: one at least, about `count`, none at the end. One call at a time. */
  next(count: number): Promise<readonly Entry[]>;
  close(): Promise<void>;
}

/** A record within its table. */
export type Entry = readonly [key: string, value: Uint8Array];

/** A change to one record: what it becomes, or that it goes. */
export type Write = { readonly table: string; readonly key: string; readonly value: Uint8Array | undefined };

/** Keys from `gte` on and below `lt`, upwards or downwards. */
export type Bounds = { readonly gte: string; readonly lt: string; readonly reverse: boolean };
