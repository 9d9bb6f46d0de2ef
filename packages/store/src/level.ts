import { mkdir } from 'node:fs/promises';
import { ClassicLevel } from 'classic-level';
import { StoreError } from './errors.ts';
import { createLevelStore } from './level-database.ts';
import type { OpeningStore, StoreOptions } from './store.ts';

/** Permissions of a folder that is made for a store: its owner's alone. */
const FOLDER_MODE = 0o700;

/**
 * A store in a folder on disk (LevelDB). The folder is made, for its owner alone, if there is none; one that is there keeps its permissions.
 *
 * A commit is synced to the disk before its transaction resolves. One store at a time opens a folder, in whatever process.
 *
 * @throws {StoreError} `STORE_LOCKED` if another store has the folder open, `STORE_NEWER` if a later version wrote it, `STORE_FAILED` (with
 * `cause`) if it cannot be made, opened or read.
 */
export async function openDiskStore(folder: string, options: StoreOptions = {}): Promise<OpeningStore> {
  try {
    await mkdir(folder, { recursive: true, mode: FOLDER_MODE });
  } catch (cause) {
    throw new StoreError('STORE_FAILED', 'the folder of the store cannot be made', { cause });
  }
  const level = new ClassicLevel<string, Uint8Array>(folder, { keyEncoding: 'utf8', valueEncoding: 'view' });
  const store = createLevelStore(level, options);
  try {
    await store.opened;
  } catch (error) {
    await store.close();
    if (!isLocked(error)) throw error;
    throw new StoreError('STORE_LOCKED', 'another store has the folder open', { cause: error });
  }
  return store;
}

/** Whether LevelDB's lock is among the causes. */
function isLocked(error: unknown): boolean {
  const { code, cause } = Object(error) as { readonly code?: unknown; readonly cause?: unknown };
  return code === 'LEVEL_LOCKED' || (cause !== undefined && isLocked(cause));
}
