import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { StoreError } from './errors.ts';

/** The locks that this process holds: its number may be one that a dead process had before. */
const held = new Set<string>();

/**
 * Takes a lock: a file with the number of the process that holds it. One that was left behind by a process that is gone is taken over.
 *
 * @param path where the lock lies, absolute.
 * @returns what lets go of it; again does nothing.
 * @throws {StoreError} `STORE_LOCKED`, and whatever the file system says.
 */
export function takeLock(path: string): () => void {
  while (!create(path)) {
    if (held.has(path) || isAlive(holderOf(path)) || !clear(path)) {
      throw new StoreError('STORE_LOCKED', 'another store has the file open');
    }
  }
  held.add(path);
  return () => {
    if (held.delete(path)) rmSync(path, { force: true });
  };
}

/** Makes the lock; false if there is one, whoever made it and however short ago. */
function create(path: string): boolean {
  try {
    writeFileSync(path, String(process.pid), { flag: 'wx', mode: 0o600 });
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    throw error;
  }
}

/**
 * Takes away a lock whose holder is gone. It is moved first and looked at again: another process may have done the same, and what lies there now
 * may be that one's own. False if so, and it is put back.
 */
function clear(path: string): boolean {
  const aside = `${path}.${process.pid}`;
  try {
    renameSync(path, aside);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return true;
    throw error;
  }
  const isStale = !isAlive(holderOf(aside));
  if (!isStale) linkSync(aside, path);
  rmSync(aside, { force: true });
  return isStale;
}

/** The process that a lock names; `undefined` if it names none, as one does that was cut off while it was written. */
function holderOf(path: string): number | undefined {
  try {
    const holder = Number(readFileSync(path, 'utf8'));
    return Number.isSafeInteger(holder) && holder > 0 ? holder : undefined;
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw error;
  }
}

function isAlive(holder: number | undefined): boolean {
  if (holder === undefined || holder === process.pid) return false;
  try {
    process.kill(holder, 0);
    return true;
  } catch (error) {
    // A process of somebody else's may not be asked, but is there.
    return codeOf(error) === 'EPERM';
  }
}

function codeOf(error: unknown): unknown {
  return (Object(error) as { readonly code?: unknown }).code;
}
