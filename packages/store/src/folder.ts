import { closeSync, fsyncSync, openSync } from 'node:fs';

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
