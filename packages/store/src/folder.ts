import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { StoreError } from './errors.ts';

/** Permissions of a folder that is made: its owner's alone. */
const FOLDER_MODE = 0o700;

/**
 * Makes a folder for its owner alone, and those above it, unless they are there; what it made outlives a loss of power.
 *
 * @throws what the file system says.
 */
export function makeFolder(folder: string): void {
  const wanted = resolve(folder);
  // One by one: Node's own recursion never ends where what cannot be made counts as missing, as below /proc.
  const missing: string[] = [];
  // The root of a drive that is not there has none above it.
  for (let path = wanted; missing[0] !== path && !existsSync(path); path = dirname(path)) missing.unshift(path);
  for (const path of missing) {
    makeOne(path);
    syncFolder(dirname(path));
  }
  if (missing.length === 0) makeOne(wanted);
}

/**
 * Makes the folder of a store, as `makeFolder` does.
 *
 * @throws {StoreError} `STORE_FAILED`, with the `cause`.
 */
export function makeStoreFolder(folder: string): void {
  try {
    makeFolder(folder);
  } catch (cause) {
    throw new StoreError('STORE_FAILED', 'the folder of the store cannot be made', { cause });
  }
}

/** So that not only what is in the files of a folder survives a loss of power, but also that they are there. */
export function syncFolder(folder: string): void {
  // Windows opens no folders, and needs none.
  if (process.platform === 'win32') return;
  const handle = openSync(folder, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

/** Makes one folder; one that is there, perhaps since a moment ago, will do. */
function makeOne(path: string): void {
  try {
    mkdirSync(path, { mode: FOLDER_MODE });
  } catch (error) {
    const { code } = Object(error) as { readonly code?: unknown };
    if (code !== 'EEXIST' || !statSync(path).isDirectory()) throw error;
  }
}
