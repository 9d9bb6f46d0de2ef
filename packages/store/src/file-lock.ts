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
    const holder = holderOf(path);
    if (held.has(path) || isAlive(holder) || !clear(path)) {
      // A dead holder's number may be that of somebody else by now, which nobody can tell from here.
      const whose = `process ${holder}, says ${path}; if no such process uses it, remove that file`;
      throw new StoreError('STORE_LOCKED', `another store has the file open (${whose})`);
    }
  }
  held.add(path);
  return () => {
    if (held.delete(path)) rmSync(path, { force: true });
  };
}

/** What the file system says where it knows no second names for a file. */
const NO_LINKS = new Set<unknown>(['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS']);

/**
 * Makes the lock; false if there is one, whoever made it and however short ago. It appears with its number or not at all: part of one, as a full disk
 * would leave it, may be the number of somebody who lives for ever.
 */
function create(path: string): boolean {
  const draft = `${path}.${process.pid}.new`;
  try {
    rmSync(draft, { force: true });
    write(draft);
    linkSync(draft, path);
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    if (NO_LINKS.has(codeOf(error))) return createInPlace(path);
    throw error;
  } finally {
    rmSync(draft, { force: true });
  }
}

function createInPlace(path: string): boolean {
  try {
    write(path);
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    rmSync(path, { force: true });
    throw error;
  }
}

function write(path: string): void {
  writeFileSync(path, String(process.pid), { flag: 'wx', mode: 0o600 });
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
