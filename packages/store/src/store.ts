import { bytesToUtf8, silentLogger, utf8ToBytes } from '@status/base';
import type { Logger, Store, Transaction } from '@status/interfaces';
import type { AbstractLevel } from 'abstract-level';
import { SCHEMA_VERSION } from './constants.ts';
import { StoreError } from './errors.ts';
import { beginTransaction, ENCODINGS } from './transaction.ts';

/** Key of the record that holds the version of the layout, as decimal text. Keys of tables begin with `!`. */
const META = 'meta';

/** Written for good before a transaction is done, where the database can tell the difference. */
const DURABLE = { ...ENCODINGS, sync: true };

/** What may be handed to a store. */
export type StoreOptions = {
  /** Hears of `afterCommit` callbacks that throw. Silent by default. */
  readonly logger?: Logger;
};

/** A store over a database of the Level family. */
export interface LevelStore extends Store {
  /**
   * Resolves when the database is open. Transactions wait for it by themselves.
   * Rejects with `STORE_NEWER` if a later version wrote it, with `STORE_FAILED` if it cannot be opened or its version cannot be read.
   */
  readonly opened: Promise<void>;
}

/**
 * The seam `Store` over any database with Level's interface. The store must be its only user; closing the store closes it.
 *
 * Transactions wait in a queue. Each gathers its writes in memory and hands them over as one batch, which the database applies as a whole
 * or not at all and, on a disk, syncs.
 *
 * A transaction started from within another is told (`STORE_NESTED`) if the call is made before the outer work first awaits. Later the
 * call looks like anybody else's, so that awaiting it inside waits for ever.
 */
export function createLevelStore<Format>(
  level: AbstractLevel<Format, string, Uint8Array>,
  options: StoreOptions = {},
): LevelStore {
  const logger = options.logger ?? silentLogger;
  const opened = openLevel(level);
  let last: Promise<unknown> = opened.catch(() => {});
  let closing: Promise<void> | undefined;
  let starting = false;

  const requireOpen = (): void => {
    if (closing !== undefined) throw new StoreError('STORE_CLOSED', 'the store is closed');
  };

  const start = <Result>(work: (tx: Transaction) => Promise<Result>, tx: Transaction): Promise<Result> => {
    starting = true;
    try {
      return work(tx);
    } finally {
      starting = false;
    }
  };

  const run = async <Result>(work: (tx: Transaction) => Promise<Result>): Promise<Result> => {
    requireOpen();
    await opened;
    const transaction = beginTransaction(level);
    let result: Result;
    try {
      result = await start(work, transaction.view);
    } catch (error) {
      await transaction.end();
      throw error;
    }
    const { writes, callbacks } = await transaction.end();
    if (writes.length > 0) {
      await level.batch<string, Uint8Array>(writes, DURABLE).catch((cause: unknown) => {
        throw new StoreError('STORE_FAILED', 'the database did not take the writes', { cause });
      });
    }
    for (const callback of callbacks) {
      try {
        callback();
      } catch (error) {
        logger.error('a callback after a commit failed', { error: String(error) });
      }
    }
    return result;
  };

  const close = async (): Promise<void> => {
    await last;
    await level.close().catch((cause: unknown) => {
      throw new StoreError('STORE_FAILED', 'the database cannot be closed', { cause });
    });
  };

  const store: LevelStore = {
    opened,
    async transaction(work) {
      requireOpen();
      if (starting) throw new StoreError('STORE_NESTED', 'a transaction was started from within another');
      const result = last.then(() => run(work));
      last = result.catch(() => {});
      return result;
    },
    close() {
      closing ??= close();
      return closing;
    },
    [Symbol.asyncDispose]: () => store.close(),
  };
  return store;
}

async function openLevel<Format>(level: AbstractLevel<Format, string, Uint8Array>): Promise<void> {
  let version: number;
  try {
    await level.open();
    const stored = await level.get<string, Uint8Array>(META, ENCODINGS);
    if (stored === undefined) {
      await level.batch<string, Uint8Array>(
        [{ type: 'put', key: META, value: utf8ToBytes(String(SCHEMA_VERSION)) }],
        DURABLE,
      );
      return;
    }
    version = Number(bytesToUtf8(stored));
  } catch (cause) {
    throw new StoreError('STORE_FAILED', 'the database cannot be opened', { cause });
  }
  if (!Number.isSafeInteger(version) || version < 1) {
    throw new StoreError('STORE_FAILED', 'the database does not tell the version of its records');
  }
  if (version > SCHEMA_VERSION) {
    throw new StoreError(
      'STORE_NEWER',
      `the store was written by a later version (its records have version ${version}, known is ${SCHEMA_VERSION})`,
    );
  }
}
