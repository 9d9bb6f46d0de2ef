import { rmSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import type { Store } from '@status/interfaces';
import sqlite from 'node-sqlite3-wasm';
import { StoreError, storeFailure } from './errors.ts';
import { takeLock } from './file-lock.ts';
import { makeStoreFolder, syncFolder } from './folder.ts';
import { keepingSnapshots } from './kept-snapshots.ts';
import { createSqliteDatabase } from './sqlite-database.ts';
import { createStore, type StoreOptions } from './store.ts';

/**
 * A store in a file on disk: one SQL table `records (name, key, value)` in SQLite, which is compiled to WebAssembly. Its folder is made, for its
 * owner alone, if there is none; beside the file lie its log and its lock while it is open.
 *
 * A commit is synced to the disk before its transaction resolves. SQLite reads and writes at once, so a commit holds up the event loop until the
 * disk has it. One store at a time opens a file, in whatever process of this machine.
 *
 * @throws {StoreError} `STORE_LOCKED` if another store has the file open, `STORE_NEWER` if a later version wrote it, `STORE_FAILED` (with
 * `cause`) if it cannot be made, opened or read.
 */
export async function openSqliteStore(file: string, options: StoreOptions = {}): Promise<Store> {
  const path = resolve(file);
  makeStoreFolder(dirname(path));
  const release = lockFile(`${path}.owner`);
  const database = createSqliteDatabase(() => connect(path));
  try {
    const store = createStore(
      keepingSnapshots({ ...database, close: () => database.close().finally(release) }),
      options,
    );
    await store.opened;
    syncFolder(dirname(path));
    return store;
  } catch (error) {
    await database.close().catch(() => {});
    release();
    throw storeFailure(error, 'the file of the store cannot be opened');
  }
}

function connect(path: string): sqlite.Database {
  // SQLite's own lock: whoever left it is gone, since the file is ours.
  rmSync(`${path}.lock`, { recursive: true, force: true });
  const connection = new sqlite.Database(path);
  try {
    configure(connection);
    return connection;
  } catch (error) {
    connection.close();
    throw error;
  }
}

/**
 * Exclusive: the write-ahead log then needs no memory shared with others, which this build of SQLite does not have. Of SQLite's journals the log is
 * the one that survives a killed process here: with the others the lock that is taken for reading passes for that of a writer still at work, and
 * what was half written is never taken back. Full: a commit is synced before it is done.
 */
function configure(connection: sqlite.Database): void {
  connection.exec('PRAGMA locking_mode = EXCLUSIVE');
  const { journal_mode: mode } = connection.get('PRAGMA journal_mode = WAL') ?? {};
  if (mode !== 'wal') throw new StoreError('STORE_FAILED', 'this SQLite has no write-ahead log');
  connection.exec('PRAGMA synchronous = FULL');
}

function lockFile(path: string): () => void {
  try {
    return takeLock(path);
  } catch (error) {
    throw storeFailure(error, 'the file of the store cannot be locked');
  }
}
