import { chmodSync, existsSync, linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { syncFolder } from '@status/store/folder';

/** What the file system says where it knows no second names for a file. */
const NO_LINKS = new Set<unknown>(['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK']);

/**
 * Writes a file that only its owner can read, down to the disk: it is there with all that it should hold, or not at all, whatever ends the process and
 * however full the disk is.
 *
 * @returns false if there is one already, which is left as it is.
 * @throws what the file system says; nothing is left behind then.
 */
export function createPrivateFile(path: string, text: string): boolean {
  const draft = `${path}.${process.pid}.new`;
  try {
    // One that a process of the same number left behind.
    rmSync(draft, { force: true });
    writeFileSync(draft, text, { mode: 0o600, flag: 'wx', flush: true });
    chmodSync(draft, 0o600);
    if (!publish(draft, path)) return false;
  } finally {
    rmSync(draft, { force: true });
  }
  syncFolder(dirname(path));
  return true;
}

/** What a file holds; `undefined` if there is none. */
export function readIfThere(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw error;
  }
}

/** Gives a draft its name, unless that is taken. */
function publish(draft: string, path: string): boolean {
  try {
    linkSync(draft, path);
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    if (!NO_LINKS.has(codeOf(error))) throw error;
  }
  if (existsSync(path)) return false;
  renameSync(draft, path);
  return true;
}

function codeOf(error: unknown): unknown {
  return (Object(error) as { readonly code?: unknown }).code;
}
