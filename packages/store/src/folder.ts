import { closeSync, fsyncSync, openSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { StoreError } from './errors.ts';

/** Permissions of a folder that is made for a store: its owner's alone. */
const FOLDER_MODE = 0o700;

/**
 * Makes a folder, and those above it, unless it is there.
 *
 * @throws {StoreError} `STORE_FAILED`, with the `cause`.
 */
export async function makeFolder(folder: string): Promise<void> {
  try {
    const first = await mkdir(folder, { recursive: true, mode: FOLDER_MODE });
    if (first !== undefined) syncFolder(dirname(resolve(first)));
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
