import { open, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { ClassicLevel } from 'classic-level';
import { StoreError } from './errors.ts';
import { makeStoreFolder } from './folder.ts';
import { createLevelDatabase } from './level-database.ts';
import { createStore, type OpeningStore, type StoreOptions } from './store.ts';

/** Bytes that LevelDB writes when it is opened, beside what was in its log and its list of files. */
const OPENING_ROOM = 65_536;

/**
 * A store in a folder on disk (LevelDB). The folder is made, for its owner alone, if there is none; one that is there keeps its permissions.
 *
 * A commit is synced to the disk before its transaction resolves. One store at a time opens a folder, in whatever process.
 *
 * @throws {StoreError} `STORE_LOCKED` if another store has the folder open, `STORE_NEWER` if a later version wrote it, `STORE_FAILED` (with
 * `cause`) if it cannot be made, opened or read.
 */
export async function openDiskStore(folder: string, options: StoreOptions = {}): Promise<OpeningStore> {
  makeStoreFolder(folder);
  const level = new ClassicLevel<string, Uint8Array>(folder, { keyEncoding: 'utf8', valueEncoding: 'view' });
  const store = createStore(
    createLevelDatabase(level, () => requireRoom(folder)),
    options,
  );
  try {
    await store.opened;
  } catch (error) {
    await store.close();
    if (!isLocked(error)) throw error;
    throw new StoreError('STORE_LOCKED', 'another store has the folder open', { cause: error });
  }
  return store;
}

/**
 * Rejects with what the disk says if there is no room for opening the database: LevelDB writes its log anew then, and its list of files. What is
 * open can be read on a full disk, what is closed cannot be opened there.
 */
async function requireRoom(folder: string): Promise<void> {
  let room = OPENING_ROOM;
  for (const name of await readdir(folder)) {
    if (name.endsWith('.log') || name.startsWith('MANIFEST-')) room += (await stat(join(folder, name))).size;
  }
  const path = join(folder, 'room');
  try {
    const file = await open(path, 'w', 0o600);
    try {
      await file.writeFile(new Uint8Array(room));
      await file.sync();
    } finally {
      await file.close();
    }
  } finally {
    await rm(path, { force: true });
  }
}

/** Whether LevelDB's lock is among the causes. */
function isLocked(error: unknown): boolean {
  const { code, cause } = Object(error) as { readonly code?: unknown; readonly cause?: unknown };
  return code === 'LEVEL_LOCKED' || (cause !== undefined && isLocked(cause));
}
